import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { type IconName, icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { table } from '../../kit/table/table.ts';
import type { Picking } from '../../kit/table/table-shape.ts';
import { plural } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';

export interface ComparedRow {
  readonly id: string;
  readonly name: string;
  readonly differs: boolean;
  /** Whether the row can be taken over. */
  readonly pickable: boolean;
  /** The content below each head. */
  readonly cells: readonly (() => unknown)[];
}

/** The values of both sides, row by row; picked rows are taken over. */
export class GjCompared extends withProperties(GjElement, {
  /** The rows, those that differ first. */
  rows: given<readonly ComparedRow[]>(() => []),
  heads: given<readonly string[]>(() => []),
  /** The text of the button that takes over. */
  take: text(),
  /** Takes the picked ones over; null: none can be. */
  takeOver: given<((ids: ReadonlySet<string>) => Promise<void>) | null>(null),
  /** Said where nothing differs, and the icon above it. */
  alike: text(),
  symbol: text<IconName>('check'),
  picked: state<ReadonlySet<string>>(() => new Set()),
  all: state(false),
}) {
  static override styles = [
    shared,
    css`
      table.plain {
        table-layout: fixed;
      }
      .pick {
        width: var(--gj-size-36);
      }
      @media (min-width: 601px) {
        tr.differs .value {
          background: color-mix(in srgb, var(--gj-warn) 8%, transparent);
        }
      }
      .badge {
        white-space: normal;
      }
    `,
  ];

  readonly #taking = new Doing(this, { notifies: true });

  async #take(): Promise<void> {
    const { takeOver, picked } = this;
    if (takeOver && (await this.#taking.run(() => takeOver(picked)))) this.picked = new Set();
  }

  override render() {
    const { rows, picked, takeOver } = this;
    const differing = rows.filter(({ differs }) => differs).length;
    const shown = this.all ? rows : rows.slice(0, differing);
    return html`<div class="bar flex wraps centred gap-3 below-3">
        <span role="status">${plural(msg(str`${differing} 处不同`, { id: 'compare-differ' }))}</span>
        <label class="across-close"><input type="checkbox" .checked=${this.all} @change=${(event: Event) => {
          this.all = (event.target as HTMLInputElement).checked;
        }} />${msg('也显示相同的', { id: 'compare-all' })}</label>
        ${
          takeOver
            ? html`<button class="primary" ?disabled=${picked.size === 0 || this.#taking.busy}
                @click=${() => this.#take()}>${icon('basket')}${this.take}${picked.size > 0 ? html` ${picked.size}` : nothing}</button>`
            : nothing
        }
      </div>
      ${table({
        caption: msg('参数对比', { id: 'compare' }),
        columns: this.heads.map((label, at) => ({
          label,
          role: at === 0 ? 'name' : undefined,
          look: at < this.heads.length - 2 ? '' : 'value',
          cell: (row: ComparedRow) => row.cells[at]?.(),
        })),
        rows: shown,
        key: ({ id }) => id,
        look: ({ differs }) => (differs ? 'differs' : ''),
        picking: takeOver ? this.#picking : undefined,
        frame: 'framed',
        empty: { symbol: this.symbol, text: this.alike },
      })}`;
  }

  get #picking(): Picking<ComparedRow> {
    return {
      key: ({ id }) => id,
      picked: this.picked,
      pick: (picked) => {
        this.picked = picked;
      },
      name: ({ name }) => msg(str`选择 ${name}`, { id: 'compare-pick-row' }),
      can: ({ differs, pickable }) => differs && pickable,
    };
  }
}
customElements.define('gj-compared', GjCompared);
