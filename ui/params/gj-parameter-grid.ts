import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import { putInBasket } from '../basket/put-in-basket.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { table } from '../kit/table/table.ts';
import type { Picking } from '../kit/table/table-shape.ts';
import { shared } from '../theme/shared.ts';
import type { Parameter } from './parameter-data.ts';
import { type GridRow, readGrid } from './parameter-read.ts';
import { fromChip, valueShown } from './parameter-words.ts';
import '../kit/gj-state.ts';
import './gj-value-for-picked.ts';

/** One parameter for the organisation and all below it, side by side; a value for several of them goes into the basket. */
export class GjParameterGrid extends withProperties(GjElement, {
  parameter: given<Parameter>(),
  rows: state<readonly GridRow[] | null>(null),
  next: state<string | null>(null),
  picked: state<ReadonlySet<string>>(() => new Set()),
  busy: state(false),
  failure: state<unknown>(null),
}) {
  static override styles = [
    shared,
    css`
      .badge {
        height: auto;
        min-height: var(--gj-size-20);
        white-space: normal;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('parameter') || changed.get('parameter')?.path === this.parameter.path) return;
    this.picked = new Set();
    this.rows = null;
    void this.#load();
  }

  async #load(more = false): Promise<void> {
    const { parameter } = this;
    this.failure = null;
    try {
      const { items, next } = await readGrid(parameter, more ? this.next : null);
      if (parameter.path !== this.parameter.path) return;
      this.rows = [...(more ? (this.rows ?? []) : []), ...items];
      this.next = next ?? null;
    } catch (failure) {
      this.failure = failure;
    }
  }

  async #put(value: Json): Promise<void> {
    const { definition, key } = this.parameter;
    this.busy = true;
    this.failure = null;
    try {
      const of = { action: 'set' as const, type: definition.type, key, value };
      await putInBasket([...this.picked].map((org) => ({ ...of, org })));
      this.picked = new Set();
    } catch (failure) {
      this.failure = failure;
    } finally {
      this.busy = false;
    }
  }

  override render() {
    const { rows, failure } = this;
    if (!rows)
      return failure === null
        ? html`<div aria-busy="true"></div>`
        : html`<gj-state .failure=${failure} @retry=${() => this.#load()}></gj-state>`;
    const { definition } = this.parameter;
    const maySet = definition.may.organisation;
    return html`${
      maySet
        ? html`<gj-value-for-picked .parameter=${this.parameter} .count=${this.picked.size} ?busy=${this.busy}
            label=${msg('给勾选的组织设置', { id: 'param-grid-value' })}
            @put=${({ detail }: CustomEvent<Json>) => this.#put(detail)}></gj-value-for-picked>`
        : nothing
    }
      ${failure === null ? nothing : html`<p class="problem" role="alert">${failureText(failure)}</p>`}
      ${table({
        caption: msg('各组织', { id: 'param-tab-grid' }),
        columns: [
          { label: msg('组织', { id: 'organisation' }), role: 'name', cell: ({ org }) => org.name },
          {
            label: msg('值', { id: 'param-value' }),
            cell: ({ value }) => valueShown(value, definition),
          },
          {
            label: msg('来自', { id: 'param-from' }),
            cell: ({ from, org }) => fromChip(from, org.number),
          },
        ],
        rows,
        key: ({ org }) => org.number,
        picking: maySet ? this.#picking : undefined,
        more: this.next === null ? null : () => void this.#load(true),
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
