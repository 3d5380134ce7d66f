import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { defaultFormula } from '../../../metadata/formula/default-formula.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { held } from './held.ts';
import type { PropertyAsk } from './property-ask.ts';
import './gj-formula-editor.ts';

/** Facts of a call that a field of the kind may begin with. */
function factsFor({ kind, target }: Field): readonly (readonly [fact: string, text: string])[] {
  if (kind.name === 'date') return [['$today', msg('今天', { id: 'design-default-today' })]];
  if (kind.name === 'time') return [['$now', msg('现在', { id: 'design-default-now' })]];
  if (kind.name === 'datetime') return [['$now', msg('现在', { id: 'design-default-now' })]];
  if (kind.name === 'currency')
    return [['$currency', msg('当前组织的币种', { id: 'design-default-currency' })]];
  if (target === 'organisation') return [['$org', msg('当前组织', { id: 'current-organisation' })]];
  if (target === 'user') return [['$user', msg('当前用户', { id: 'design-default-user' })]];
  return [];
}

/**
 * Draws the editor of a default: a value, typed as on the form itself, a fact that is read when a record is made, or a
 * formula that is evaluated then.
 */
export function defaultEditor(ask: PropertyAsk, field: Field): TemplateResult {
  const { value } = ask.state;
  const fact = isObject(value) && typeof value['fact'] === 'string' ? value['fact'] : '';
  const formula = defaultFormula(value);
  // A parameter begins the same everywhere.
  const isParameter = ask.place.startsWith('params/');
  const facts = isParameter ? [] : factsFor(field);
  const first = isParameter ? undefined : (formula ?? firstFormula(field, ask.form));
  const take = (next: string) => {
    if (next === 'formula') ask.set({ formula: first ?? '' });
    else ask.set(next === '' ? undefined : { fact: next });
  };
  const chosen = formula === undefined ? fact : 'formula';
  const ways = [
    ['', msg('固定的值', { id: 'design-default-fixed' })],
    ...facts,
    ...(first === undefined ? [] : [['formula', msg('公式', { id: 'design-default-formula' })]]),
  ];
  return html`${
    ways.length === 1
      ? nothing
      : html`<select class="plain" aria-label=${ask.label} ${held(chosen)} ?disabled=${ask.readonly}
          @change=${(event: Event) => take((event.target as HTMLSelectElement).value)}>
          ${ways.map(([name = '', text = '']) => html`<option value=${name} .selected=${name === chosen}>${text}</option>`)}</select>`
  }${chosen === '' ? html`${until(controlOf(ask, field, value), nothing)}` : nothing}${
    formula === undefined
      ? nothing
      : html`<gj-formula-editor class="above-1" .begins=${field} .ask=${inFormula(ask, formula)}></gj-formula-editor>`
  }`;
}

/** The same question of the formula alone. */
function inFormula(ask: PropertyAsk, formula: string): PropertyAsk {
  return {
    ...ask,
    state: { ...ask.state, value: formula },
    set: (next, how) => ask.set(typeof next === 'string' ? { formula: next } : undefined, how),
  };
}

/** A formula that fits a field, to go on from; undefined: no formula gives what it holds. */
function firstFormula(field: Field, form: PropertyAsk['form']): string | undefined {
  const { kind, target, options } = field;
  if (kind.derived || field.rows || kind.secret || kind.holdsFiles) return undefined;
  const comparison = kind.comparison(field);
  if (comparison === 'reference') return ofTarget[target ?? ''] ?? siblingOf(field, form);
  if (comparison === 'time') return siblingOf(field, form);
  const option = options?.[0]?.value;
  return option === undefined ? firsts[comparison] : JSON.stringify(option);
}

const firsts: Readonly<Record<string, string>> = {
  number: '0',
  boolean: 'true',
  date: '$today',
  datetime: '$now',
  text: '""',
};
const ofTarget: Readonly<Record<string, string>> = { user: '$user', organisation: '$org' };

/** Another field that holds the same. */
function siblingOf(field: Field, form: PropertyAsk['form']): string | undefined {
  const same = form.fields.find(
    (one) =>
      one.path !== field.path &&
      one.kind.comparison(one) === field.kind.comparison(field) &&
      (one.target ?? one.inner?.target) === field.target,
  );
  if (!same) return undefined;
  return field.path.includes('.') ? `parent.${same.id}` : same.id;
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
