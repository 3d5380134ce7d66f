import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { say } from '../session/i18n.ts';
import { lined } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import type { Parameter } from './parameter-data.ts';
import { isSecret, valueField, valueForm } from './parameter-words.ts';
import '../kit/gj-day.ts';

/** A value for everything that is picked, and the days for which it holds; empty: always. */
export interface PickedValue {
  readonly value: Json;
  readonly validFrom: string;
  readonly validTo: string;
}

/** The same as items of a change set say it. */
export function placedValue({ value, validFrom, validTo }: PickedValue) {
  return { value, validFrom: validFrom || null, validTo: validTo || null };
}

/** Types one value for everything that is picked. Tells `put` with it and its days. */
export class GjValueForPicked extends withProperties(GjElement, {
  parameter: given<Parameter>(),
  /** The picked places, in words. */
  label: text(),
  count: given<number>(0),
  busy: flag(),
  value: state<Json>(() => null),
  validFrom: state(''),
  validTo: state(''),
  flaw: state<string | null>(null),
  ready: state(false),
}) {
  static override styles = [shared, lined];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('parameter') || changed.get('parameter')?.path === this.parameter.path) return;
    const { definition, effective } = this.parameter;
    this.value = isSecret(definition) ? null : effective.value;
    this.flaw = null;
    this.validFrom = '';
    this.validTo = '';
    this.ready = false;
    void Promise.resolve(uiKind(valueField(this.parameter.definition)).load?.()).then(() => {
      this.ready = true;
    });
  }

  #day(name: 'validFrom' | 'validTo', label: string): TemplateResult {
    return html`<div class="text-field"><span>${label}</span>
      <gj-day .label=${label} .value=${this[name]} @change=${(event: Event) => {
        this[name] = (event.target as HTMLElement & { value: string }).value;
      }}></gj-day></div>`;
  }

  #put(): void {
    const { value, validFrom, validTo } = this;
    this.emit('put', { value, validFrom, validTo } satisfies PickedValue);
  }

  override render() {
    if (!this.ready) return nothing;
    const { definition } = this.parameter;
    const field = valueField(definition);
    const twin = uiKind(field);
    const { label, count, flaw } = this;
    return html`<div>${twin.labelled ? nothing : html`<div class="label muted smaller">${label}</div>`}
      ${twin.control({
        field,
        form: valueForm(definition),
        value: this.value,
        around: {},
        id: 'value',
        label: twin.labelled ? say(definition.label) : label,
        readonly: false,
        required: true,
        invalid: flaw !== null,
        ...(flaw !== null && { problem: flaw }),
        change: (value: Json) => {
          this.value = value;
        },
        flaw: (sentence) => {
          this.flaw = sentence;
        },
      })}</div>
      <div class="flex wraps gap-3">
        ${this.#day('validFrom', msg('生效日期', { id: 'param-valid-from' }))}
        ${this.#day('validTo', msg('失效日期', { id: 'param-valid-to' }))}
      </div>
      <div><button
        class="primary"
        ?disabled=${count === 0 || this.busy || flaw !== null}
        @click=${() => this.#put()}
      >${icon('basket')}${msg('放入变更集', { id: 'basket-add' })}${count > 0 ? ` (${count})` : ''}</button></div>`;
  }
}
customElements.define('gj-value-for-picked', GjValueForPicked);
