import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { isObject } from '../../../metadata/common/json.ts';
import { formsOf } from '../../../metadata/kinds/common/pointed.ts';
import { say } from '../../session/i18n.ts';
import { held } from './held.ts';
import type { PropertyAsk } from './property-ask.ts';

/** A field of the record that a reference points at, filled in when it is picked. */
export function carryEditor(ask: PropertyAsk): TemplateResult {
  const stated = (name: string, unsaid = '') =>
    String((isObject(ask.state.value) ? ask.state.value[name] : undefined) ?? unsaid);
  const from = stated('from');
  const references = ask.form.fields.filter((field) => !field.inner && formsOf(field).length > 0);
  return html`<select class="plain" aria-label=${ask.label} ${held(from)} ?disabled=${ask.readonly} @change=${(
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
