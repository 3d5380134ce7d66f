import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Json } from '../../metadata/common/json.ts';
import { putInBasket } from '../basket/put-in-basket.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { plural } from '../session/i18n.ts';
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
      td:first-child {
        width: var(--gj-size-30);
      }
      label.all {
        padding: var(--gj-1) var(--gj-2h);
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
      ${maySet ? this.#pickAll(rows) : nothing}
      <table class="plain"><tbody>${repeat(
        rows,
        ({ org }) => org.number,
        (row) => this.#row(row, maySet),
      )}</tbody></table>
      ${this.next ? html`<button class="plain" @click=${() => this.#load(true)}>${msg('更多', { id: 'more' })}</button>` : nothing}`;
  }

  #pickAll(rows: readonly GridRow[]): TemplateResult {
    const all = rows.every(({ org }) => this.picked.has(org.number));
    return html`<label class="all across"><input type="checkbox" .checked=${all} @change=${() => {
      this.picked = new Set(all ? [] : rows.map(({ org }) => org.number));
    }} />${plural(msg(str`全选 ${rows.length} 个组织`, { id: 'param-grid-all' }))}</label>`;
  }

  #row({ org, value, from }: GridRow, maySet: boolean): TemplateResult {
    return html`<tr>
      ${
        maySet
          ? html`<td><input type="checkbox" aria-label=${msg(str`选择 ${org.name}`, { id: 'param-grid-pick' })} .checked=${this.picked.has(org.number)}
              @change=${(event: Event) => {
                const picked = new Set(this.picked);
                if ((event.target as HTMLInputElement).checked) picked.add(org.number);
                else picked.delete(org.number);
                this.picked = picked;
              }} /></td>`
          : nothing
      }
      <td>${org.name}</td><td>${valueShown(value, this.parameter.definition)}</td><td>${fromChip(from, org.number)}</td></tr>`;
  }
}
customElements.define('gj-parameter-grid', GjParameterGrid);
