import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { GrowingList } from '../kit/growing-list.ts';
import { table } from '../kit/table/table.ts';
import type { Picking } from '../kit/table/table-shape.ts';
import { shared } from '../theme/shared.ts';
import { putInBasket } from './basket/put-in-basket.ts';
import { type PickedValue, placedValue } from './gj-value-for-picked.ts';
import type { Parameter } from './parameter-data.ts';
import { type GridRow, readGrid } from './parameter-read.ts';
import { fromChip, valueShown } from './parameter-words.ts';
import { comingShown, WaitingValues } from './waiting-values.ts';

/**
 * One parameter for the organisation and all below it, side by side; a value for several of them goes into the basket.
 */
export class GjParameterGrid extends withProperties(GjElement, {
  parameter: given<Parameter>(),
  picked: state<ReadonlySet<string>>(() => new Set()),
}) {
  static override styles = [
    shared,
    css`
      .stepped {
        display: block;
        padding-inline-start: calc(min(var(--level), 8) * var(--gj-3));
      }
    `,
  ];

  readonly #rows = new GrowingList<GridRow, string>(this, {
    key: () => this.parameter.path,
    keeps: false,
    page: (_, next) => readGrid(this.parameter, next),
  });
  readonly #waiting = new WaitingValues(this, () => this.parameter);
  readonly #putting = new Doing(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('parameter') && changed.get('parameter')?.path !== this.parameter.path)
      this.picked = new Set();
  }

  async #put(value: PickedValue): Promise<void> {
    const { definition, key } = this.parameter;
    const of = { action: 'set' as const, type: definition.type, key, ...placedValue(value) };
    const isPut = await this.#putting.run(() => putInBasket([...this.picked].map((org) => ({ ...of, org }))));
    if (isPut) this.picked = new Set();
  }

  override render() {
    return this.#rows.shown(({ items }) => this.#grid(items));
  }

  #grid(rows: readonly GridRow[]): TemplateResult {
    const { definition, key } = this.parameter;
    const maySet = definition.may.organisation;
    const top = rows[0]?.level ?? 0;
    return html`${
      maySet
        ? html`<gj-value-for-picked class="below-3" .parameter=${this.parameter} .count=${this.picked.size}
            ?busy=${this.#putting.busy}
            label=${msg('给勾选的组织设置', { id: 'param-grid-value' })}
            @put=${({ detail }: CustomEvent<PickedValue>) => this.#put(detail)}></gj-value-for-picked>`
        : nothing
    }
      ${this.#putting.shown()}
      ${table({
        caption: msg('各组织', { id: 'param-tab-grid' }),
        columns: [
          {
            label: msg('组织', { id: 'organisation' }),
            role: 'name',
            cell: ({ org, level }) =>
              html`<span class="stepped" style="--level:${level - top}">${org.name}</span>`,
          },
          {
            label: msg('值', { id: 'param-value' }),
            cell: ({ value, org, date }) =>
              html`${valueShown(value, definition)}${this.#waiting
                .of({ org: org.number, key, date })
                .map((one) => html`<div class="small muted">${comingShown(one, definition)}</div>`)}`,
          },
          {
            label: msg('来自', { id: 'param-from' }),
            cell: ({ from, org }) => fromChip(from, org.number),
          },
        ],
        rows,
        key: ({ org }) => org.number,
        picking: maySet ? this.#picking : undefined,
        more: this.#rows.next === null ? null : () => void this.#rows.more(),
      })}`;
  }

  get #picking(): Picking<GridRow> {
    return {
      key: ({ org }) => org.number,
      picked: this.picked,
      pick: (picked) => {
        this.picked = picked;
      },
      name: ({ org }) => msg(str`选择 ${org.name}`, { id: 'param-grid-pick' }),
    };
  }
}
customElements.define('gj-parameter-grid', GjParameterGrid);
