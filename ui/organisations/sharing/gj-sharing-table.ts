import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { GjElement } from '../../kit/base/gj-element.ts';
import { flag, given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { rowStyles } from '../../kit/styles/tree-styles.ts';
import { filling } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';

export interface SharingRow {
  readonly id: string;
  /** Whether the row can be picked. */
  readonly pickable: boolean;
}
export interface SharingColumn<R extends SharingRow = SharingRow> {
  readonly label: string;
  /** A length, or a share such as `2fr`. */
  readonly width: string;
  show(row: R): string | TemplateResult | typeof nothing;
}

const rowHeight = 31;
const beyond = 10;

/**
 * Rows to look at and to pick some of, by mouse or by arrows and space; only those in sight are there. Tells
 * `picked` with the ids, `open` with a row, and `end` when the last one comes into sight.
 */
export class GjSharingTable extends withProperties(GjElement, {
  rows: given<readonly SharingRow[]>(() => []),
  columns: given<readonly SharingColumn[]>(() => []),
  picked: given<ReadonlySet<string>>(() => new Set()),
  label: text(),
  /** Whether rows can be picked at all. */
  picking: flag(),
  at: state(0),
  top: state(0),
  height: state(400),
}) {
  static override styles = [
    shared,
    filling,
    rowStyles,
    css`
      .line {
        grid-template-columns: var(--columns);
        min-width: var(--least, 0);
        padding-inline: var(--gj-3);
      }
      .head {
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
        min-height: var(--gj-size-28);
      }
    `,
  ];

  #anchor = 0;
  readonly #resize = new ResizeObserver(([entry]) => {
    this.height = entry?.contentRect.height ?? 0;
  });

  get #frame(): HTMLElement | null {
    return this.renderRoot.querySelector('.frame');
  }

  override focus(): void {
    this.#frame?.focus();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#frame) this.#resize.observe(this.#frame);
  }

  protected override firstUpdated(): void {
    if (this.#frame) this.#resize.observe(this.#frame);
  }

  override disconnectedCallback(): void {
    this.#resize.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('rows') && this.at >= this.rows.length) this.at = Math.max(0, this.rows.length - 1);
  }

  protected override updated(): void {
    const last = (this.top + this.height) / rowHeight + beyond;
    if (this.rows.length > 0 && last >= this.rows.length) this.emit('end');
  }

  #go(index: number): void {
    const frame = this.#frame;
    if (!frame) return;
    this.at = Math.max(0, Math.min(index, this.rows.length - 1));
    const y = this.at * rowHeight;
    if (y < frame.scrollTop) frame.scrollTop = y;
    else if (y + rowHeight + 29 > frame.scrollTop + frame.clientHeight)
      frame.scrollTop = y + rowHeight + 29 - frame.clientHeight;
  }

  #pick(index: number, range: boolean): void {
    const row = this.rows[index];
    if (!this.picking || !row?.pickable) return;
    const picked = new Set(this.picked);
    const on = !picked.has(row.id);
    const [from, to] = range
      ? [Math.min(this.#anchor, index), Math.max(this.#anchor, index)]
      : [index, index];
    for (const { id, pickable } of this.rows.slice(from, to + 1))
      if (pickable && (range || on)) picked.add(id);
      else if (pickable) picked.delete(id);
    this.#anchor = index;
    this.emit('picked', picked);
  }

  #all(on: boolean): void {
    this.emit('picked', new Set(on ? this.rows.filter(({ pickable }) => pickable).map(({ id }) => id) : []));
  }

  #keys(event: KeyboardEvent): void {
    const inside = event.composedPath()[0] as HTMLElement;
    if (inside !== this.#frame || event.altKey) return;
    const page = Math.max(1, Math.floor(this.height / rowHeight) - 2);
    const row = this.rows[this.at];
    const control = event.ctrlKey || event.metaKey;
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.#go(this.at + 1),
      ArrowUp: () => this.#go(this.at - 1),
      PageDown: () => this.#go(this.at + page),
      PageUp: () => this.#go(this.at - page),
      Home: () => this.#go(0),
      End: () => this.#go(this.rows.length - 1),
      ' ': () => this.#pick(this.at, event.shiftKey),
      Enter: () => row && this.emit('open', row),
    };
    const act = control
      ? event.key.toLowerCase() === 'a' && this.picking
        ? () => this.#all(true)
        : undefined
      : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  override render() {
    const from = Math.max(0, Math.floor(this.top / rowHeight) - beyond);
    const shown = this.rows.slice(from, from + Math.ceil(this.height / rowHeight) + 2 * beyond);
    const widths = this.columns.map(({ width }) =>
      /^[\d.]+fr$/.test(width) ? `minmax(90px, ${width})` : width,
    );
    const columns = [...(this.picking ? ['var(--gj-size-16)'] : []), ...widths].join(' ');
    const can = this.rows.filter(({ pickable }) => pickable);
    const every = can.length > 0 && can.every(({ id }) => this.picked.has(id));
    return html`<div class="frame grows shrinks-down relative scrolls" role="grid" tabindex="0"
      style="--columns:${columns}" aria-label=${this.label}
      aria-rowcount=${this.rows.length + 1} aria-multiselectable=${this.picking ? 'true' : nothing}
      aria-activedescendant=${this.rows.length > 0 ? `row-${this.at}` : nothing}
      @keydown=${this.#keys} @scroll=${(event: Event) => {
        this.top = (event.target as HTMLElement).scrollTop;
      }}>
      <div class="line head gridded centred gap-2 small muted bold shaded ruled" role="row" aria-rowindex="1">
        ${
          this.picking
            ? html`<span role="columnheader"><input class="flush" type="checkbox" tabindex="-1"
                aria-label=${msg('全选', { id: 'sharing-pick-all' })}
                .checked=${every} .indeterminate=${!every && this.picked.size > 0} ?disabled=${can.length === 0}
                @change=${(event: Event) => {
                  event.stopPropagation();
                  this.#all((event.target as HTMLInputElement).checked);
                }} /></span>`
            : nothing
        }
        ${this.columns.map(({ label }) => html`<span class="ellipsis" role="columnheader" title=${label}>${label}</span>`)}
      </div>
      <div role="rowgroup" style="position:relative;height:${this.rows.length * rowHeight}px">
        ${repeat(
          shown,
          ({ id }) => id,
          (row, index) => this.#row(row, from + index),
        )}
      </div>
    </div>`;
  }

  #row(row: SharingRow, index: number): TemplateResult {
    const on = this.picked.has(row.id);
    const classes = ['line row gridded centred gap-2 ruled', index === this.at && 'at', on && 'on'];
    if (row.pickable && this.picking) classes.push('pressable');
    return html`<div class=${classes.filter(Boolean).join(' ')} role="row" id="row-${index}" aria-rowindex=${index + 2}
      aria-selected=${this.picking && row.pickable ? String(on) : nothing} style="top:${index * rowHeight}px"
      @click=${(event: MouseEvent) => {
        this.at = index;
        if (!(event.composedPath()[0] as HTMLElement).closest('a, button')) this.#pick(index, event.shiftKey);
      }}>
      ${
        this.picking
          ? html`<span role="gridcell">${
              row.pickable ? html`<input type="checkbox" inert aria-hidden="true" .checked=${on} />` : nothing
            }</span>`
          : nothing
      }
      ${this.columns.map((column) => {
        const content = column.show(row);
        const title = typeof content === 'string' && content !== '' ? content : nothing;
        return html`<span class="ellipsis" role="gridcell" title=${title}>${content}</span>`;
      })}
    </div>`;
  }
}
customElements.define('gj-sharing-table', GjSharingTable);
