import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import '../../kit/gj-state.ts';
import { type IconName, icon } from '../../kit/base/icons.ts';
import { flag, given, number, state, withProperties } from '../../kit/base/with-properties.ts';
import { plural } from '../../session/i18n.ts';
import { filling } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { pictureOf, type StationBill, type StationPage } from './station-data.ts';

/** The doings on the page that is shown, or on all that are picked. */
export type SheetAct = 'turn' | 'turn-back' | 'earlier' | 'later' | 'back' | 'remove' | 'undo';

/**
 * One page large, the codes on it, and what can be done with it. Tells `act` with what is to be done, `assign` with the
 * code or number of a bill, and `replace` with a file.
 */
export class GjScanSheet extends withProperties(GjElement, {
  page: given<StationPage | null>(null),
  bill: given<StationBill | null>(null),
  bills: given<readonly StationBill[]>(() => []),
  /** Pages that are picked. */
  count: number(1),
  undoable: flag(),
  busy: flag(),
  /** Why the page was assigned to nothing. */
  problem: given<unknown>(null),
  said: state(''),
  broken: state(false),
  /** Whether the page is as wide as there is room for. Default: all of it is in sight. */
  wide: state(false),
}) {
  static override styles = [
    shared,
    filling,
    css`
      .paper {
        min-height: var(--gj-size-200);
        background: var(--gj-head);
      }
      .paper img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
        cursor: zoom-in;
      }
      .paper.wide img {
        height: auto;
        cursor: zoom-out;
      }
      .mirrored .icon {
        transform: scaleX(-1);
      }
      #bill {
        width: var(--gj-size-220);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('page') && changed.get('page')?.image !== this.page?.image) this.broken = false;
  }

  /** The place where a bill is typed; somebody who types a number begins there. */
  type(first: string): void {
    this.said = first;
    const input = this.renderRoot.querySelector<HTMLInputElement>('#bill');
    void this.updateComplete.then(() => {
      input?.focus();
      input?.setSelectionRange(first.length, first.length);
    });
  }

  /** Forgets what was typed: it was done. */
  clear(): void {
    this.said = '';
  }

  #button(act: SheetAct, symbol: IconName, text: string, disabled = false) {
    return html`<button class="square" title=${text} aria-label=${text} ?disabled=${disabled || this.busy}
      @click=${() => this.emit<SheetAct>('act', act)}>${icon(symbol)}</button>`;
  }

  #choose(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  #widen(): void {
    this.wide = !this.wide;
  }

  #assign(event: SubmitEvent): void {
    event.preventDefault();
    if (this.said.trim()) this.emit('assign', this.said.trim());
  }

  #tools() {
    const { page, count } = this;
    const isAlone = count === 1;
    const chosen = (event: Event) => {
      const input = event.currentTarget as HTMLInputElement;
      const [file] = input.files ?? [];
      if (file) this.emit('replace', file);
      input.value = '';
    };
    return html`<div class="toolbar pad-2-3 ruled" role="toolbar" aria-label=${msg('扫描页', { id: 'station-tools' })}>
      <form class="across" @submit=${this.#assign}>
        <input id="bill" class="plain" list="bills" autocomplete="off" .value=${this.said}
          aria-label=${msg('影像编码或单据编号', { id: 'station-bill' })}
          placeholder=${msg('影像编码或单据编号', { id: 'station-bill' })}
          aria-invalid=${this.problem !== null}
          @input=${(event: Event) => {
            this.said = (event.target as HTMLInputElement).value;
          }} />
        <datalist id="bills">${this.bills.map(({ code, number, billNumber }) => html`<option value=${code || number}>${billNumber}</option>`)}</datalist>
        <button ?disabled=${this.busy || !this.said.trim()}>${
          isAlone
            ? msg('归属到单据', { id: 'station-assign' })
            : plural(msg(str`${count} 页归属到单据`, { id: 'station-assign-many' }))
        }</button>
      </form>
      <span class="divider"></span>
      <span class="mirrored inline">${this.#button('turn-back', 'refresh', msg('向左转', { id: 'station-turn-back' }), !isAlone)}</span>
      ${this.#button('turn', 'refresh', msg('向右转（R）', { id: 'station-turn' }), !isAlone)}
      ${this.#button('earlier', 'up', msg('前移（Alt ↑）', { id: 'station-earlier' }), !isAlone || !page?.bill)}
      ${this.#button('later', 'down', msg('后移（Alt ↓）', { id: 'station-later' }), !isAlone || !page?.bill)}
      ${this.#button('back', 'basket', msg('移回待指定', { id: 'station-back' }), !page?.bill)}
      <button class="square" aria-pressed=${this.wide} title=${msg('按宽度显示', { id: 'station-wide' })} aria-label=${msg('按宽度显示', { id: 'station-wide' })}
        @click=${() => this.#widen()}>${icon('search')}</button>
      <button class="square" title=${msg('替换影像', { id: 'station-replace' })} aria-label=${msg('替换影像', { id: 'station-replace' })}
        ?disabled=${this.busy || !isAlone} @click=${() => this.#choose()}>${icon('upload')}</button>
      <input type="file" hidden accept="image/png,image/jpeg,image/webp"
        aria-label=${msg('替换影像', { id: 'station-replace' })} @change=${chosen} />
      ${this.#button('remove', 'trash', msg('删除（Delete）', { id: 'station-remove' }))}
      <button class="pushed" ?disabled=${!this.undoable || this.busy}
        @click=${() => this.emit<SheetAct>('act', 'undo')}>${icon('undo')}${msg('撤销', { id: 'station-undo' })}</button>
    </div>`;
  }

  override render() {
    const { page, bill } = this;
    if (!page) return nothing;
    const goes = bill ? bill.billNumber || bill.number : msg('待指定', { id: 'station-basket' });
    return html`${this.#tools()}
      <p class="toolbar pad-2-3 small"><strong class="breaks">${page.name}</strong>
        <span class="muted">${goes}</span>
        ${page.isCover ? html`<span class="badge">${msg('封面', { id: 'station-cover' })}</span>` : nothing}
        ${page.codes.map((code) => html`<span class="badge coded many-lines breaks">${code}</span>`)}
        ${page.codes.length === 0 ? html`<span class="muted">${msg('没有识别到编码', { id: 'station-no-codes' })}</span>` : nothing}
        ${page.why ? html`<span class="in-warn">${page.why}</span>` : nothing}</p>
      <div class="paper grows scrolls shrinks-down ${this.wide ? 'wide' : ''}" tabindex="0" role="region" aria-label=${page.name}>${
        this.broken
          ? html`<gj-state failed .text=${msg('影像无法显示，请刷新后再试', { id: 'station-broken' })} @retry=${() => {
              this.broken = false;
            }}></gj-state>`
          : html`<img src=${pictureOf(page)} alt=${msg(str`扫描页 ${page.name}`, { id: 'station-picture' })} @click=${() => this.#widen()} @error=${() => {
              this.broken = true;
            }} />`
      }</div>`;
  }
}
customElements.define('gj-scan-sheet', GjScanSheet);
