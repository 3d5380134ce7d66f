import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Json } from '../../metadata/json.ts';
import { putInBasket } from '../basket/put-in-basket.ts';
import { uiKind } from '../fields/index.ts';
import { failureText } from '../kit/failure-text.ts';
import { GjElement } from '../kit/gj-element.ts';
import { icon } from '../kit/icons.ts';
import { given, state, withProperties } from '../kit/with-properties.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { Parameter } from './parameter-data.ts';
import { type GridRow, readGrid } from './parameter-read.ts';
import { fromChip, valueField, valueForm, valueShown } from './parameter-words.ts';
import '../kit/gj-state.ts';

/** One parameter for the organisation and all below it, side by side; a value for several of them goes into the basket. */
export class GjParameterGrid extends withProperties(GjElement, {
  parameter: given<Parameter>(),
  rows: state<readonly GridRow[] | null>(null),
  next: state<string | null>(null),
  picked: state<ReadonlySet<string>>(() => new Set()),
  value: state<Json>(() => null),
  flaw: state<string | null>(null),
  ready: state(false),
  busy: state(false),
  failure: state<unknown>(null),
}) {
  static override styles = [
    shared,
    css`
      .set {
        display: grid;
        gap: var(--gj-2);
        margin-block-end: var(--gj-3);
      }
      .label {
        font-size: var(--gj-text-s);
        color: var(--gj-muted);
      }
      .badge {
        height: auto;
        min-height: 20px;
        white-space: normal;
      }
      td:first-child {
        width: 30px;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('parameter') || changed.get('parameter')?.path === this.parameter.path) return;
    this.picked = new Set();
    this.value = this.parameter.effective.value;
    this.rows = null;
    void this.#load();
    void Promise.resolve(uiKind(valueField(this.parameter.definition)).load?.()).then(() => {
      this.ready = true;
    });
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

  async #put(): Promise<void> {
    const { definition, key } = this.parameter;
    if (this.flaw !== null) return;
    this.busy = true;
    this.failure = null;
    try {
      const of = { action: 'set', type: definition.type, key, value: this.value };
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
    return html`${maySet && this.ready ? this.#setting() : nothing}
      ${failure === null ? nothing : html`<p class="problem" role="alert">${failureText(failure)}</p>`}
      <table class="plain"><tbody>${repeat(
        rows,
        ({ org }) => org.number,
        (row) => this.#row(row, maySet),
      )}</tbody></table>
      ${this.next ? html`<button class="plain" @click=${() => this.#load(true)}>${msg('更多', { id: 'more' })}</button>` : nothing}`;
  }

  #setting(): TemplateResult {
    const { definition } = this.parameter;
    const field = valueField(definition);
    const twin = uiKind(field);
    const label = msg('给勾选的组织设置', { id: 'param-grid-value' });
    const count = this.picked.size;
    return html`<div class="set"><div>${twin.labelled ? nothing : html`<div class="label">${label}</div>`}
      ${twin.control({
        ...{ field, form: valueForm(definition), value: this.value, around: {}, id: 'value' },
        ...{ label: twin.labelled ? say(definition.label) : label, readonly: false, required: true },
        ...{ invalid: this.flaw !== null, ...(this.flaw !== null && { problem: this.flaw }) },
        change: (value: Json) => {
          this.value = value;
        },
        flaw: (sentence) => {
          this.flaw = sentence;
        },
      })}</div>
      <div><button class="primary" ?disabled=${count === 0 || this.busy || this.flaw !== null} @click=${() => this.#put()}>${icon('basket')}${msg('放入变更篮', { id: 'basket-add' })}${count > 0 ? html` ${count}` : nothing}</button></div></div>`;
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
