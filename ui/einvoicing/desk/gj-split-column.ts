import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { IssueSaid } from '../../../metadata/contract/decisions/answered.ts';
import type { SplitInvoice } from '../../../rules/einvoicing/split/split-document.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, state, withProperties } from '../../kit/base/with-properties.ts';
import { plural } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { barStyles } from './bar-styles.ts';

const height = 28;
/** Rows that are drawn beyond those in sight. */
const beyond = 6;
const most = 10;
/** Columns that are in sight on any screen, and are drawn at once. */
const first = 6;
/** Pixels before a column comes into sight. */
const soon = 400;

/**
 * One invoice of a split: what it comes to against its limit, and its lines, of which only those in sight are drawn.
 * Tells `pick` (a line, and whether beside others), `carry` (what is picked, towards the invoice before or behind),
 * `take` (something is carried from here) and `drop`.
 */
export class GjSplitColumn extends withProperties(GjElement, {
  invoice: given<SplitInvoice>(),
  at: given(0),
  limit: given<string | null>(null),
  rows: given(0),
  /** Places of lines that are picked. */
  picked: given<ReadonlySet<number>>(() => new Set()),
  issues: given<readonly IssueSaid[]>(() => []),
  /** Something is held over it, and would not fit. */
  refuses: flag(false),
  /** Something is held over it, and fits. */
  accepts: flag(false),
  top: state(0),
  current: state(0),
  /** The column is in sight, or nearly: until then its lines are not drawn. */
  near: state(false),
}) {
  static override styles = [
    shared,
    barStyles,
    css`
      :host {
        border: var(--gj-edge);
      }
      :host([accepts]) {
        border-color: var(--gj-accent);
        box-shadow: 0 0 0 var(--gj-px) var(--gj-accent);
      }
      :host([refuses]) {
        border-color: var(--gj-error);
        box-shadow: 0 0 0 var(--gj-px) var(--gj-error);
      }
      header {
        grid-template-columns: minmax(0, 1fr) auto;
      }
      .row {
        inset-inline: 0;
        grid-template-columns: var(--gj-size-14) minmax(0, 1fr) var(--gj-size-64) var(--gj-size-90);
        height: ${height}px;
        padding-inline: var(--gj-2) var(--gj-3);
        cursor: grab;
        user-select: none;
      }
      .list:focus-visible {
        outline: var(--gj-focus);
        outline-offset: calc(-1 * var(--gj-half));
      }
      .list:focus-visible .row.current {
        box-shadow: inset var(--gj-3q) 0 var(--gj-accent);
      }
    `,
  ];

  readonly #sight = new IntersectionObserver(
    ([entry]) => {
      if (!entry?.isIntersecting) return;
      this.near = true;
      this.#sight.disconnect();
    },
    { rootMargin: `${soon}px` },
  );

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.near) this.#sight.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight.disconnect();
  }

  protected override willUpdate(): void {
    if (!this.hasUpdated && this.at < first) this.near = true;
  }

  #key(event: KeyboardEvent): void {
    const { lines } = this.invoice;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: most, PageUp: -most }[event.key];
    const from = lines[this.current]?.from ?? -1;
    if (event.altKey && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      if (!this.picked.has(from)) this.emit('pick', { from, beside: false });
      this.emit('carry', event.key === 'ArrowRight' ? 1 : -1);
    } else if (step !== undefined) this.#go(this.current + step);
    else if (event.key === 'Home') this.#go(0);
    else if (event.key === 'End') this.#go(lines.length - 1);
    else if (event.key === ' ') this.emit('pick', { from, beside: true });
    else return;
    event.preventDefault();
  }

  #go(to: number): void {
    this.current = Math.max(0, Math.min(this.invoice.lines.length - 1, to));
    const list = this.renderRoot.querySelector('.list');
    if (!list) return;
    const above = this.current * height;
    if (above < list.scrollTop) list.scrollTop = above;
    else if (above + height > list.scrollTop + list.clientHeight)
      list.scrollTop = above + height - list.clientHeight;
  }

  override render() {
    const { invoice, at, limit, rows } = this;
    const { lines } = invoice;
    const share =
      limit === null || Number(limit) === 0 ? null : Math.abs(Number(invoice.amount)) / Number(limit);
    const start = Math.max(0, Math.floor(this.top / height) - beyond);
    const end = Math.floor(this.top / height) + most + beyond;
    const shown = this.near ? lines.slice(start, end) : [];
    const named = msg(str`发票 ${at + 1}`, { id: 'desk-split-invoice' });
    const current = lines[Math.min(this.current, lines.length - 1)];
    return html`<header class="gridded gap-half-2 pad-2-3 shaded ruled">
        <b>${named}</b><b class="figure to-end">${grouped(invoice.gross, 2)}</b>
        <span class="bar spans clips above-1 below-1 ${
          share !== null && share > 1 ? 'in-error' : 'in-accent'
        }"><i class="blocks" style="width:${Math.min(100, Math.round((share ?? 0) * 100))}%"></i></span>
        <span class="small muted">${
          limit === null
            ? msg(str`不含税 ${grouped(invoice.amount, 2)}`, { id: 'desk-split-net' })
            : msg(str`不含税 ${grouped(invoice.amount, 2)} / ${grouped(limit, 2)}`, {
                id: 'desk-split-net-of',
              })
        }</span>
        <span class="figure small to-end ${lines.length > rows ? 'in-error' : 'muted'}">${plural(
          msg(str`${lines.length.toLocaleString()} / ${rows.toLocaleString()} 行`, { id: 'desk-split-rows' }),
        )}</span>
      </header>
      <div class="list relative scrolls" role="listbox" tabindex="0" aria-multiselectable="true"
        aria-label=${msg(str`发票 ${at + 1} 的明细`, { id: 'desk-split-lines' })}
        aria-activedescendant=${current ? `line-${current.from}` : nothing}
        style="height:${Math.min(most, Math.max(1, lines.length)) * height}px"
        @keydown=${this.#key} @scroll=${(event: Event) => {
          this.top = (event.target as HTMLElement).scrollTop;
        }}>
        <div role="presentation" style="height:${lines.length * height}px"></div>
        ${shown.map((line, offset) => this.#row(line, start + offset))}
      </div>
      ${
        this.issues.length === 0
          ? nothing
          : html`<ul class="pad-1-2 small ruled-above">${this.issues
              .slice(0, 4)
              .map(({ severity, text }) => html`<li class=${severity}>${text}</li>`)}</ul>`
      }`;
  }

  #row(line: SplitInvoice['lines'][number], place: number): TemplateResult {
    const { from } = line;
    const isOn = this.picked.has(from);
    const isWrong = this.issues.some(
      ({ at, severity, params }) =>
        at?.line === from && severity === 'stops' && params?.['invoice'] === undefined,
    );
    return html`<div
      class="row absolute stack-2 centred ruled ${isOn ? 'on chosen' : ''} ${isWrong ? 'in-error' : ''} ${place === this.current ? 'current' : ''}"
      id="line-${from}" role="option"
      aria-selected=${isOn} aria-posinset=${place + 1} aria-setsize=${this.invoice.lines.length}
      draggable="true" style="top:${place * height}px"
      @click=${(event: MouseEvent) => {
        this.current = place;
        this.emit('pick', { from, beside: event.ctrlKey || event.metaKey || event.shiftKey });
      }}
      @dragstart=${(event: DragEvent) => {
        event.dataTransfer?.setData('text/plain', String(from));
        if (!isOn) this.emit('pick', { from, beside: false });
        this.emit('take');
      }}><span class="muted">${icon('grip', 12)}</span><span class="name ellipsis"
          title=${line.itemName ?? ''}>${line.itemName ?? ''}</span>
      <span class="end muted small to-end">${line.quantity ?? ''}</span><span
          class="end to-end">${grouped(line.amount ?? '0', 2)}</span></div>`;
  }
}

customElements.define('gj-split-column', GjSplitColumn);
