import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, withProperties } from '../../kit/base/with-properties.ts';
import { moment } from '../../kit/moment.ts';
import { plural } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import type { Compared } from './gj-sent-back.ts';
import { nothingPicked, type Picked } from './picked-pages.ts';
import { pictureOf, type Station, type StationBill, type StationPage } from './station-data.ts';

/** How a page was picked: alone, with those picked before, or with all up to it. */
export type PickMode = 'one' | 'more' | 'upTo';

export interface PagePicked {
  readonly id: string;
  readonly mode: PickMode;
}

/**
 * The pages at the station as small pictures: the basket on top, then bill by bill, those that wait for images among
 * them. Tells `pick` with a page, `bring` with the id of a bill whose pages are complete, and `compare` with an image that
 * was sent back.
 */
export class GjScanStrip extends withProperties(GjElement, {
  station: given<Station>(() => ({ pages: [], bills: [] })),
  picked: given<Picked>(() => nothingPicked),
  busy: flag(),
}) {
  static override styles = [
    shared,
    css`
      .pages {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(var(--gj-size-80), 1fr));
        gap: var(--gj-2);
      }
      .page {
        flex-direction: column;
        width: 100%;
        height: auto;
        padding: var(--gj-1);
      }
      .page img {
        width: 100%;
        height: var(--gj-size-90);
        object-fit: contain;
        background: var(--gj-head);
      }
      .page[aria-current='true'] {
        outline: var(--gj-half) solid var(--gj-accent);
      }
      h2 {
        font-size: inherit;
      }
    `,
  ];

  protected override updated(): void {
    this.renderRoot.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' });
  }

  #page(page: StationPage, at: number) {
    const { picked } = this;
    const number = at + 1;
    const said = dotted([number, page.isCover && msg('封面', { id: 'station-cover' })]);
    return html`<li><button class="page gap-half" aria-pressed=${picked.ids.has(page.id)}
      aria-current=${picked.at === page.id} title=${page.why || page.name}
      @click=${(event: MouseEvent) => {
        const mode: PickMode = event.shiftKey ? 'upTo' : event.ctrlKey || event.metaKey ? 'more' : 'one';
        this.emit<PagePicked>('pick', { id: page.id, mode });
      }}><img src=${pictureOf(page, 'small')} alt="" loading="lazy" />
      <span class="small figures">${said}<span class="sr-only"> ${page.name}</span></span></button></li>`;
  }

  #pages(pages: readonly StationPage[]) {
    return pages.length === 0
      ? nothing
      : html`<ul class="pages">${repeat(
          pages,
          ({ id }) => id,
          (page, at) => this.#page(page, at),
        )}</ul>`;
  }

  #basket(pages: readonly StationPage[]) {
    // One reason after the other, each once.
    const whys = [...new Set(pages.flatMap(({ why }) => why || []))];
    return html`<section class="stack-2 pad-2-3 ruled" aria-labelledby="basket">
      <h2 class="across" id="basket">${icon('basket')}${msg('待指定', { id: 'station-basket' })}<span
        class="muted figures regular">${pages.length}</span></h2>
      ${
        pages.length === 0
          ? html`<p class="muted small">${msg('没有待指定的页', { id: 'station-basket-empty' })}</p>`
          : html`<p class="small in-warn">${whys.join(msg('；', { id: 'station-between' }))}</p>${this.#pages(pages)}`
      }</section>`;
  }

  #asked({ id, asked }: StationBill) {
    if (!asked) return nothing;
    const { what, by, at, why, files, marks } = asked;
    const [first] = marks;
    const shown = files.find((file) => file.id === first?.file) ?? files[0];
    return html`<p class="small flagged warn pad-1-2"><span class="badge warn">${what}</span>
      ${by} ${moment(at)}<br /><span class="as-typed breaks">${why}</span></p>
      ${
        shown
          ? html`<button class="slim" @click=${() =>
              this.emit<Compared>('compare', {
                bill: id,
                file: shown.id,
                page: first?.page ?? 1,
              })}>${icon('image')}${plural(
              msg(str`对照退回的 ${files.length} 个影像`, { id: 'station-compare' }),
            )}</button>`
          : nothing
      }`;
  }

  #bill(bill: StationBill, pages: readonly StationPage[]) {
    const named = bill.billNumber || bill.number;
    const count = pages.length;
    const heading = `bill-${bill.id}`;
    return html`<section class="stack-2 pad-2-3 ruled" aria-labelledby=${heading}>
      <div class="across">
        <h2 class="rest breaks" id=${heading}><a href="/forms/image-bill/${bill.id}">${named}</a> <span
          class="muted regular">${bill.billType}</span></h2>
        ${
          count === 0
            ? nothing
            : html`<button class="slim primary" ?disabled=${this.busy || !bill.waits}
                @click=${() => this.emit('bring', bill.id)}>${plural(msg(str`完成 ${count} 页`, { id: 'station-bring' }))}<span class="sr-only"> ${named}</span></button>`
        }
      </div>
      <p class="muted small breaks">${bill.code}</p>
      ${bill.waits ? nothing : html`<p class="small in-warn">${msg('该单据已不在影像上传节点，请把这些页移回待指定', { id: 'station-gone-on' })}</p>`}
      ${this.#asked(bill)}
      ${count === 0 ? html`<p class="muted small">${msg('等待扫描', { id: 'station-waits' })}</p>` : this.#pages(pages)}
    </section>`;
  }

  override render() {
    const { pages, bills } = this.station;
    const of = (bill: string | null) => pages.filter((page) => page.bill === bill);
    return html`${this.#basket(of(null))}${repeat(
      bills,
      ({ id }) => id,
      (bill) => this.#bill(bill, of(bill.id)),
    )}`;
  }
}
customElements.define('gj-scan-strip', GjScanStrip);
