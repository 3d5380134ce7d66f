import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import { isCurrency } from '../../../metadata/currency/currencies.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { say } from '../../session/i18n.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import { held } from './held.ts';
import type { PropertyAsk } from './property-ask.ts';

interface Choice {
  readonly value: string;
  readonly text: string;
}

/** The currency of an amount: told by a field of the same row or of the record, or one for all. */
export function currencyEditor(ask: PropertyAsk): TemplateResult {
  const value = String(ask.state.value ?? '');
  const fields = fieldsFor(ask);
  const isKnown = value === '' || isCurrency(value) || fields.some((one) => one.value === value);
  // One that is there no more is told all the same.
  const strange = isKnown ? [] : [{ value, text: value }];
  const option = (one: Choice) =>
    html`<option value=${one.value} .selected=${one.value === value}>${one.text}</option>`;
  return html`<select class="plain" aria-label=${ask.label} ${held(value)} ?disabled=${ask.readonly}
    @change=${(event: Event) => ask.set((event.target as HTMLSelectElement).value || undefined)}>
    <option value="" .selected=${value === ''}>${msg('（不说明币种）', { id: 'design-currency-none' })}</option>
    ${strange.map(option)}
    <optgroup label=${msg('取自字段', { id: 'design-currency-told' })} ?disabled=${fields.length === 0}>${fields.map(option)}</optgroup>
    <optgroup label=${msg('固定的币种', { id: 'design-currency-fixed' })}>${until(
      allCurrencies().then((all) => all.map(option)),
      nothing,
    )}</optgroup>
  </select>`;
}

/** Their names travel to whoever asks for them alone. */
async function allCurrencies(): Promise<readonly Choice[]> {
  const { currenciesOffered } = await import('../../fields/common/currencies-offered.ts');
  return currenciesOffered();
}

/** Fields that tell a currency: those of the row first, then those of the record. */
function fieldsFor({ form, place }: PropertyAsk): readonly Choice[] {
  // A parameter stands in no record.
  if (!place.startsWith('fields/')) return [];
  const path = place.slice('fields/'.length);
  const own = (shape: FieldSet, prefix: string) =>
    shape.fields
      .filter((field) => field.path !== path && tellsCurrency(field))
      .map(({ id, label }) => ({ value: `${prefix}${id}`, text: say(label) }));
  const row = path.includes('.') ? fieldAtPath(form, path.slice(0, path.lastIndexOf('.')))?.rows : undefined;
  return row ? [...own(row, ''), ...own(form, 'parent.')] : own(form, '');
}

function tellsCurrency(field: Field): boolean {
  return !field.hidden && ((field.inner ?? field).kind.namesCurrency ?? false);
}
