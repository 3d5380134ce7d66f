import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import type { PropertyAsk } from './property-ask.ts';

/** Facts of a call that a field of the kind may begin with. */
function factsFor({ kind, target }: Field): readonly (readonly [fact: string, text: string])[] {
  if (kind.name === 'date') return [['$today', msg('今天', { id: 'design-default-today' })]];
  if (kind.name === 'datetime') return [['$now', msg('现在', { id: 'design-default-now' })]];
  if (kind.name === 'currency')
    return [['$currency', msg('当前组织的币种', { id: 'design-default-currency' })]];
  if (target === 'organisation') return [['$org', msg('当前组织', { id: 'current-organisation' })]];
  if (target === 'user') return [['$user', msg('当前用户', { id: 'design-default-user' })]];
  return [];
}

/**
 * Draws the editor of a default: a value, typed as on the form itself, or a fact that is read when a record is made.
 */
export function defaultEditor(ask: PropertyAsk, field: Field): TemplateResult {
  const { value } = ask.state;
  const fact = isObject(value) && typeof value['fact'] === 'string' ? value['fact'] : '';
  // A parameter begins the same everywhere.
  const facts = ask.place.startsWith('params/') ? [] : factsFor(field);
  const take = (next: string) => ask.set(next === '' ? undefined : { fact: next });
  return html`${
    facts.length === 0
      ? nothing
      : html`<select class="plain" aria-label=${ask.label} ?disabled=${ask.readonly}
          @change=${(event: Event) => take((event.target as HTMLSelectElement).value)}>
          <option value="" .selected=${fact === ''}>${msg('固定的值', { id: 'design-default-fixed' })}</option>
          ${facts.map(([name, text]) => html`<option value=${name} .selected=${name === fact}>${text}</option>`)}</select>`
  }${fact === '' ? html`${until(controlOf(ask, field, value), nothing)}` : nothing}`;
}

async function controlOf(ask: PropertyAsk, field: Field, value: Json | undefined): Promise<TemplateResult> {
  const kind = uiKind(field);
  await kind.load?.();
  return kind.control({
    field,
    form: ask.form,
    value: value ?? null,
    around: {},
    id: 'default',
    label: ask.label,
    readonly: ask.readonly,
    required: false,
    invalid: false,
    change: (next) => ask.set(next ?? undefined, { typing: true }),
    flaw: () => {},
  });
}
