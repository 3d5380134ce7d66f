import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import { formsOf } from '../../../metadata/kinds/common/pointed.ts';
import { say } from '../../session/i18n.ts';
import type { Ordered } from './gj-order-editor.ts';
import type { PropertyAsk } from './property-ask.ts';
import './gj-order-editor.ts';

const ops = ['sum', 'difference', 'product', 'quotient'] as const;

function opWord(op: (typeof ops)[number]): string {
  if (op === 'sum') return msg('相加', { id: 'design-op-sum' });
  if (op === 'difference') return msg('相减', { id: 'design-op-difference' });
  return op === 'product'
    ? msg('相乘', { id: 'design-op-product' })
    : msg('相除', { id: 'design-op-quotient' });
}

/** Numbers that stand on the form, and in rows where they are added up. */
function numbersOf(shape: FieldSet, isSum: boolean): readonly Ordered[] {
  return shape.fields.flatMap((field) => {
    const { id, label, rows } = field;
    // A carried or computed field is a number where the field it is made of is one.
    const made = field.inner ?? field;
    if (rows && isSum)
      return numbersOf(rows, false).map(({ key, text }) => ({
        key: `${id}.${key}`,
        text: `${say(label)} · ${text}`,
      }));
    const isNumber = !made.kind.inner && made.kind.comparison(made) === 'number';
    return isNumber ? [{ key: id, text: say(label) }] : [];
  });
}

/** A computed value by picking: what is done, with which fields, to how many digits. */
export function computeEditor(ask: PropertyAsk): TemplateResult {
  const { op, of } = computeOf(ask);
  const keys = of.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  const put = (change: Readonly<Record<string, Json>>) => ask.set({ ...computeOf(ask), ...change });
  return html`<select class="plain" aria-label=${ask.label} ?disabled=${ask.readonly}
      @change=${(event: Event) => put({ op: (event.target as HTMLSelectElement).value })}>${ops.map(
        (one) => html`<option value=${one} .selected=${one === op}>${opWord(one)}</option>`,
      )}</select>
  <gj-order-editor label=${msg('参与计算的字段', { id: 'design-compute-of' })} .items=${numbersOf(ask.form, op === 'sum')}
    .value=${keys} ?readonly=${ask.readonly}
    @order=${({ detail }: CustomEvent<readonly string[]>) =>
      put({ of: detail.map((key) => (key.startsWith('{') ? JSON.parse(key) : key)) })}></gj-order-editor>`;
}

function computeOf({ state: { value } }: PropertyAsk) {
  const said = isObject(value) ? value : {};
  const op = ops.find((one) => one === said['op']) ?? 'sum';
  return { ...said, op, of: Array.isArray(said['of']) ? (said['of'] as readonly Json[]) : [] };
}

/** A field of the record that a reference points at, filled in when it is picked. */
export function carryEditor(ask: PropertyAsk): TemplateResult {
  const stated = (name: string, unsaid = '') =>
    String((isObject(ask.state.value) ? ask.state.value[name] : undefined) ?? unsaid);
  const from = stated('from');
  const references = ask.form.fields.filter((field) => !field.inner && formsOf(field).length > 0);
  return html`<select class="plain" aria-label=${ask.label} ?disabled=${ask.readonly} @change=${(
    event: Event,
  ) => {
    const next = (event.target as HTMLSelectElement).value;
    ask.set(next === '' ? undefined : { from: next, field: stated('field', 'name') });
  }}><option value="">${msg('（不带入）', { id: 'design-carry-none' })}</option>${references.map(
    ({ id, label }) => html`<option value=${id} .selected=${id === from}>${say(label)}</option>`,
  )}</select>
  ${
    from === ''
      ? ''
      : html`<input class="plain" aria-label=${msg('它的字段', { id: 'design-carry-field' })}
          .value=${stated('field')} ?disabled=${ask.readonly}
          @change=${(event: Event) => ask.set({ from: stated('from'), field: (event.target as HTMLInputElement).value.trim() })} />`
  }`;
}
