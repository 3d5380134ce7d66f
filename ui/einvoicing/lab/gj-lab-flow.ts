import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type SVGTemplateResult, svg } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { PlanSaid } from '../../../rules/einvoicing/contract/planned.ts';
import type { PendingInvoice } from '../../../rules/einvoicing/plan/plan.ts';
import { byKind } from '../../fields/common/shown.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { pixelsOf } from '../../kit/base/text-width.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { ribbonPath } from '../../kit/chart/ribbons.ts';
import type { Followed } from '../../match/lab/lab-drawing.ts';
import type { FormModel } from '../../model/form-model.ts';
import { language, plural } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { strainsOf } from '../desk/invoice-strain.ts';
import { DragScroll } from './drag-scroll.ts';
import {
  type DocumentRow,
  type Flow,
  type InvoiceBox,
  type LineRow,
  layOutFlow,
  type Ribbon,
} from './flow-layout.ts';
import { flowStyles } from './flow-styles.ts';
import { inSight, type Stretch, stretchOf } from './in-sight.ts';
import { filledIn } from './plan-data.ts';

const width = { left: 330, between: 190, right: 320 } as const;
const right = width.left + width.between;
const whole = right + width.right;
/** Around the picture, in pixels. */
const edges = 26;
const zooms = [0.5, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2] as const;

/** Applications at the left, the invoices that they become at the right, and which cent goes where. Tells `follow`. */
export class GjLabFlow extends withProperties(GjElement, {
  applications: given<readonly Json[]>(() => []),
  answer: given<PlanSaid>(),
  /** Of pending invoices. */
  about: given<FormModel>(),
  followed: given<Followed | null>(null),
  opened: state<ReadonlySet<number>>(() => new Set()),
  zoom: state(4),
  /** The stretch of a large picture that is drawn. */
  stretch: state<Stretch>(() => ({ from: 0, to: 2_400 })),
}) {
  static override styles = [shared, flowStyles];

  #flow: Flow = { documents: [], rows: [], invoices: [], ribbons: [], height: 0 };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('answer') && !changed.has('applications') && !changed.has('opened')) return;
    this.#flow = layOutFlow(this.applications, this.answer.result.pendingInvoices, this.opened);
  }

  /** All of its breadth is seen, as far as it can still be read. */
  protected override firstUpdated(): void {
    const room = this.clientWidth - edges;
    this.zoom = Math.max(
      1,
      zooms.findLastIndex((one) => one <= 1 && whole * one <= room),
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('zoom')) this.#look();
  }

  #look(): void {
    const frame = this.renderRoot.querySelector('.frame');
    const seen = frame && stretchOf(frame, zooms[this.zoom] ?? 1);
    if (seen && (seen.from !== this.stretch.from || seen.to !== this.stretch.to)) this.stretch = seen;
  }

  #zoom(by: number): void {
    this.zoom = Math.max(0, Math.min(zooms.length - 1, this.zoom + by));
  }

  readonly #hand = new DragScroll();

  #keys(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts: Readonly<Record<string, () => void>> = {
      '+': () => this.#zoom(1),
      '=': () => this.#zoom(1),
      '-': () => this.#zoom(-1),
      Escape: () => this.emit('follow', null),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #isOn(ribbon: Ribbon): boolean {
    const { followed } = this;
    if (!followed) return false;
    if ('made' in followed) return ribbon.invoice === followed.made;
    return (
      ribbon.document === followed.document &&
      (followed.lines.length === 0 || ribbon.lines.some((at) => followed.lines.includes(at)))
    );
  }

  override render() {
    const { height } = this.#flow;
    const scale = zooms[this.zoom] ?? 1;
    const tall = Math.max(height, 40);
    return html`<div class="frame framed scrolls" tabindex="0" role="region"
      aria-label=${msg('流向图', { id: 'lab-flow' })} @keydown=${this.#keys} @scroll=${this.#look}
      @pointerdown=${this.#hand.hold} @pointermove=${this.#hand.drag} @click=${this.#hand.drop}>
      <svg class="flow painted blocks ${this.followed ? 'followed' : ''}" width=${whole * scale}
          height=${tall * scale} viewBox="0 0 ${whole} ${tall}">
        ${guard([this.#flow, this.stretch, this.followed, this.about, language()], () => this.#drawing())}
      </svg></div>
      <div class="tools absolute flex gap-half surface edged rounded" role="group" aria-label=${msg('缩放', { id: 'map-zoom' })}>
        <button class="square" aria-label=${msg('缩小', { id: 'map-smaller' })} ?disabled=${this.zoom === 0}
            @click=${() => this.#zoom(-1)}>−</button>
        <button class="square" aria-label=${msg('放大', { id: 'map-larger' })}
            ?disabled=${this.zoom === zooms.length - 1} @click=${() => this.#zoom(1)}>${icon('add')}</button>
      </div>`;
  }

  /** Drawn anew when something of it is another, and not because it is looked at from nearer. */
  #drawing(): readonly SVGTemplateResult[] {
    const { documents, rows, invoices, ribbons } = inSight(this.#flow, this.stretch);
    return [
      svg`${ribbons.map((one) => this.#ribbon(one))}`,
      svg`${repeat(
        documents,
        ({ document }) => document,
        (one) => this.#document(one),
      )}`,
      svg`${repeat(
        rows,
        ({ document, lines }) => `${document} ${lines[0]}`,
        (one) => this.#row(one),
      )}`,
      svg`${repeat(
        invoices,
        ({ invoice }) => invoice,
        (one) => this.#invoice(one),
      )}`,
    ];
  }

  #ribbon(one: Ribbon): SVGTemplateResult {
    const { gross } = one;
    const path = ribbonPath(one, width.left, right);
    const classes = ['ribbon', gross.startsWith('-') ? 'in-error' : 'in-accent', this.#isOn(one) && 'on']
      .filter(Boolean)
      .join(' ');
    return svg`<path class=${classes} d=${path}><title>${money(gross)}</title></path>`;
  }

  #part(
    followed: Followed,
    { classes, label, y }: { readonly classes: string; readonly label: string; readonly y: number },
    inner: unknown,
  ): SVGTemplateResult {
    const isOn = JSON.stringify(followed) === JSON.stringify(this.followed);
    const follow = () => this.emit('follow', isOn ? null : followed);
    return svg`<g class="part pressable ${classes} ${isOn ? 'on' : ''}" role="button" tabindex="0" aria-pressed=${isOn}
      aria-label=${label} transform="translate(${'made' in followed ? right : 0} ${y})"
      @click=${follow} @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        follow();
      }}>${inner}</g>`;
  }

  #document(one: DocumentRow): SVGTemplateResult {
    const { document, number, buyer, gross, lines, isOpen, y, height } = one;
    const name = number || msg(str`第 ${document + 1} 张`, { id: 'lab-nth' });
    const { result } = this.answer;
    const state = result.stopped.includes(number)
      ? 'in-error'
      : result.held.includes(number)
        ? 'in-warn'
        : '';
    // The buyer follows the number, as far as the state and the amount leave room.
    const said = fitting(name, 130);
    const behind = Math.ceil(8 + pixelsOf(said) * bolder + 10);
    const room =
      (width.left - behind - 18 - (state === '' ? 0 : 50) - pixelsOf(money(gross)) * bolder) * small;
    const words = {
      'in-error': msg('未通过', { id: 'lab-stopped' }),
      'in-warn': msg('等待', { id: 'lab-held' }),
      '': '',
    };
    const many =
      this.#flow.rows.filter((row) => row.document === document).length !== lines ||
      opens(this.opened, document);
    return svg`${this.#part(
      { document, lines: [] },
      {
        classes: 'document',
        label: named([said, fitting(buyer, room), words[state], money(gross)], [name, buyer]),
        y,
      },
      svg`<rect class="box" width=${width.left} height=${height} rx="4" />
        <text class="bold" x="8" y="20">${said}</text>
        <text class="muted smaller" x=${behind} y="20">${fitting(buyer, room)}</text>
        ${
          state === ''
            ? nothing
            : svg`<text class="figures ${state}" text-anchor="end" x=${width.left - 92} y="20">${words[state]}</text>`
        }
        <text class="bold figures" text-anchor="end" x=${width.left - 8} y="20">${money(gross)}</text>`,
    )}
      ${
        many
          ? svg`<g class="part pressable" role="button" tabindex="0" aria-expanded=${isOpen} transform="translate(-1 ${y})"
              aria-label=${plural(msg(str`逐行显示 ${lines} 行`, { id: 'lab-open-lines' }))}
              @click=${() => this.#open(document)} @keydown=${(event: KeyboardEvent) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                this.#open(document);
              }}><rect class="box" x=${width.left + 6} y="6" width="18" height="18" rx="3" />
              <text class="muted smaller" x=${width.left + 11} y="19">${isOpen ? '−' : '+'}</text></g>`
          : nothing
      }`;
  }

  #open(document: number): void {
    const opened = new Set(this.opened);
    if (!opened.delete(document)) opened.add(document);
    this.opened = opened;
  }

  #row({ document, lines, name, gross, y, height }: LineRow): SVGTemplateResult {
    const [first = 0] = lines;
    const text =
      lines.length === 1
        ? name || msg(str`第 ${first + 1} 行`, { id: 'lab-nth-line' })
        : plural(msg(str`${lines.length} 行`, { id: 'lab-lines' }));
    const nth = lines.length === 1 ? String(first + 1) : '';
    return this.#part(
      { document, lines },
      { classes: 'row', label: named([nth, fitting(text, 180), money(gross)], [text]), y },
      svg`<rect class="box" width=${width.left} height=${height} rx="3" />
        ${nth === '' ? nothing : svg`<text class="muted smaller figures" text-anchor="end" x="30" y="16.5">${nth}</text>`}
        <text x="40" y="16.5">${fitting(text, 180)}</text>
        <text class="figures" text-anchor="end" x=${width.left - 8} y="16.5">${money(gross)}</text>`,
    );
  }

  #invoice({ invoice, y, height }: InvoiceBox): SVGTemplateResult {
    const own = this.answer.result.pendingInvoices[invoice] as PendingInvoice;
    const strains = strainsOf(own, filledIn(own, this.answer));
    const field = this.about.byId.get('invoiceType');
    const type = field && own.invoiceType ? byKind(own.invoiceType, field) : '';
    const title = msg(str`发票 ${invoice + 1}`, { id: 'lab-invoice' });
    const gross = grouped(own.gross ?? '0', 2);
    const room = (width.right - 94 - pixelsOf(gross) * bolder) * small;
    const isWarned = strains.some(({ share }) => share > 1);
    return this.#part(
      { made: invoice },
      {
        classes: `invoice ${isWarned ? 'warned' : ''}`,
        label: named(
          [title, fitting(type, room), gross, ...strains.map(({ name }) => name)],
          [type, ...strains.map(({ text }) => text)],
        ),
        y,
      },
      svg`<rect class="box" width=${width.right} height=${height} rx="6" />
        <text class="bold" x="10" y="20">${title}</text>
        <text class="muted smaller" x="76" y="20">${fitting(type, room)}</text>
        <text class="bold figures" text-anchor="end" x=${width.right - 10} y="20">${gross}</text>
        ${strains.map(
          ({ name, share }, at) => svg`<g transform="translate(${10 + at * 76} 32)">
            <text class="muted smaller" x="0" y="10">${name}</text>
            <rect class="faint" y="18" width="66" height="5" rx="2" />
            <rect class=${usedTone(share)} y="18" width=${66 * Math.min(1, Math.max(0.02, share))} height="5" rx="2" />
          </g>`,
        )}`,
    );
  }
}

/** What bold letters take of usual ones, and how much more small ones leave room for. */
const bolder = 1.08;
const small = 13 / 11;

/** The colour of what is used of a limit. */
function usedTone(share: number): string {
  if (share > 1) return 'in-error';
  return share >= 0.9 ? 'in-warn' : 'in-accent';
}

function opens(opened: ReadonlySet<number>, document: number): boolean {
  return opened.has(document);
}

/**
 * Makes an accessible name: the texts as drawn, so that voice control finds what people see; then those there was no
 * room for.
 */
function named(drawn: readonly string[], whole: readonly string[]): string {
  return [...drawn, ...whole.filter((text) => !drawn.includes(text))].filter(Boolean).join(' ');
}

function money(value: string): string {
  return grouped(value, 2);
}

/** As much of a text as there is room for. */
function fitting(text: string, room: number): string {
  if (pixelsOf(text) <= room) return text;
  let kept = '';
  for (const letter of text) {
    if (pixelsOf(`${kept}${letter}…`) > room) break;
    kept += letter;
  }
  return `${kept}…`;
}

customElements.define('gj-lab-flow', GjLabFlow);
