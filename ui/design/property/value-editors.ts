import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { defaultFormula } from '../../../metadata/formula/default-formula.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { icon } from '../../kit/base/icons.ts';
import { say } from '../../session/i18n.ts';
import { held } from './held.ts';
import type { PropertyAsk } from './property-ask.ts';
import './gj-formula-editor.ts';

/** Facts of a call that a field of the kind may begin with. */
export function factsFor({ kind, target }: Field): readonly (readonly [fact: string, text: string])[] {
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
  return html`<div class="gridded gap-1">${
    ways.length === 1
      ? nothing
      : html`<select class="plain" aria-label=${ask.label} ${held(chosen)} ?disabled=${ask.readonly}
          @change=${(event: Event) => take((event.target as HTMLSelectElement).value)}>
          ${ways.map(([name = '', text = '']) => html`<option value=${name} .selected=${name === chosen}>${text}</option>`)}</select>`
  }${chosen === '' ? html`${until(controlOf(ask, field, value), nothing)}` : nothing}${
    formula === undefined
      ? nothing
      : html`<gj-formula-editor .begins=${field} .ask=${inFormula(ask, formula)}></gj-formula-editor>`
  }</div>`;
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
  return await valueControl(ask, field, {
    id: 'default',
    label: ask.label,
    value,
    change: (next) => ask.set(next ?? undefined, { typing: true }),
  });
}

interface TypedValue {
  readonly id: string;
  readonly label: string;
  readonly value: Json | undefined;
  change(next: Json): void;
}

async function valueControl(
  ask: PropertyAsk,
  field: Field,
  { id, label, value, change }: TypedValue,
): Promise<TemplateResult> {
  const kind = uiKind(field);
  await kind.load?.();
  return kind.control({
    field,
    form: ask.form,
    value: value ?? null,
    around: {},
    id,
    label,
    readonly: ask.readonly,
    required: false,
    invalid: false,
    change,
    flaw: () => {},
  });
}

/** Draws what an action sets: a row for each field, with what it becomes, typed as on the form itself. */
export function setsEditor(ask: PropertyAsk): TemplateResult {
  const { value } = ask.state;
  const given = isObject(value) ? value : {};
  const sets = isObject(given['fields']) ? given['fields'] : {};
  const take = (fields: JsonObject, typing = false) => ask.set({ ...given, fields }, { typing });
  const free = ask.form.fields.filter((field) => !(field.id in sets) && isSettable(field));
  return html`<div class="stack-2" role="group" aria-label=${ask.label}>${Object.entries(sets).map(
    ([id, becomes]) => {
      const field = ask.form.byId.get(id);
      const name = say(field?.label) || id;
      const control = field
        ? valueControl(ask, field, {
            id: `sets-${id}`,
            label: name,
            value: becomes,
            change: (next) => take({ ...sets, [id]: next }, true),
          })
        : undefined;
      return html`<div class="stack-1"><div class="flex centred apart"><span>${name}</span><button class="square muted"
          aria-label=${msg(str`移除“${name}”`, { id: 'design-take-out' })} ?disabled=${ask.readonly}
          @click=${() => take(without(sets, id))}>${icon('close', 12)}</button></div>
        ${until(control, nothing)}</div>`;
    },
  )}<select class="plain" aria-label=${msg('添加要改的字段', { id: 'design-sets-add-label' })}
      ${held('')} ?disabled=${ask.readonly} @change=${({ target }: Event) => {
        const picked = ask.form.byId.get((target as HTMLSelectElement).value);
        if (picked) take({ ...sets, [picked.id]: firstValue(picked) });
      }}><option value="">${msg('添加字段…', { id: 'design-sets-add' })}</option>${free.map(
        (field) => html`<option value=${field.id}>${say(field.label)}</option>`,
      )}</select></div>`;
}

function without(sets: JsonObject, id: string): JsonObject {
  const { [id]: _, ...others } = sets;
  return others;
}

/** Whether an action may say what becomes of a field: it holds a value of its own, which people may read. */
function isSettable({ kind, rows, dropped, carry }: Field): boolean {
  return !(rows || dropped || carry) && !kind.derived && !kind.secret && !kind.holdsFiles;
}

/** What a field becomes until somebody says more: yes or no and choices have no empty state worth a button. */
function firstValue({ kind, options }: Field): Json {
  if (kind.name === 'boolean') return true;
  return kind.name === 'choice' ? (options?.[0]?.value ?? null) : null;
}
