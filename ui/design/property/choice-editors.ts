import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { fieldRights, rightWords } from '../../../metadata/common/field-roles.ts';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import type { Field } from '../../../metadata/field.ts';
import { mayNameFiles } from '../../../metadata/kinds/common/file-value.ts';
import { filteredField, partField, partsOf } from '../../../metadata/kinds/common/parts-of.ts';
import { pictureField } from '../../../metadata/print/print-fields.ts';
import { tones } from '../../../metadata/property/option.ts';
import { chartWords, type ViewField, type ViewKind } from '../../../metadata/property/view-kinds.ts';
import { optionWords } from '../../../metadata/property/words/field.ts';
import { formWords } from '../../../metadata/property/words/form.ts';
import { kindWords } from '../../../metadata/property/words/of-kinds.ts';
import { paramWords } from '../../../metadata/property/words/param.ts';
import { actionWords, ruleWords, uniqueWords, viewWords } from '../../../metadata/property/words/parts.ts';
import type { PropertyWords } from '../../../metadata/property/words/property-words.ts';
import { viewChoices } from '../../../metadata/report/view-fits.ts';
import { isSystemMember, systemMembers } from '../../../metadata/system-members.ts';
import { searchedBy, whereFits } from '../../../metadata/where-fits.ts';
import type { PickedForm } from '../../fields/gj-form-pick.ts';
import type { FormModel } from '../../model/form-model.ts';
import { sharingLabel } from '../../model/sharing-label.ts';
import { say } from '../../session/i18n.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import type { Ordered } from './gj-order-editor.ts';
import { held } from './held.ts';
import type { PropertyAsk } from './property-ask.ts';
import './gj-order-editor.ts';

interface Choice {
  readonly value: string;
  readonly text: string;
}

function select(
  ask: PropertyAsk,
  value: string,
  choices: readonly Choice[],
  take: (value: string) => void,
): TemplateResult {
  // The chosen text may be longer than the panel is wide.
  const title = choices.find((one) => one.value === value)?.text ?? '';
  return html`<select class="plain" aria-label=${ask.label} title=${title} ${held(value)} ?disabled=${ask.readonly}
    @change=${(event: Event) => take((event.target as HTMLSelectElement).value)}>${choices.map(
      (one) => html`<option value=${one.value} .selected=${one.value === value}>${one.text}</option>`,
    )}</select>`;
}

const unsaid = ({ state: { property } }: PropertyAsk): Choice => ({
  value: '',
  text: property.startsWith('roles/')
    ? msg('按角色自己的设置', { id: 'design-role-itself' })
    : msg('（默认）', { id: 'design-unsaid' }),
});

export function oneOfEditor(ask: PropertyAsk): TemplateResult {
  const choices = [unsaid(ask), ...choicesOf(ask)];
  return select(ask, String(ask.state.value ?? ''), choices, (value) => ask.set(value || undefined));
}

export function someOfEditor(ask: PropertyAsk): TemplateResult {
  const picked = listOf(ask.state.value);
  return html`<div role="group" aria-label=${ask.label}>${choicesOf(ask).map(
    ({
      value,
      text,
    }) => html`<label class="switch"><input type="checkbox" ${held(picked.includes(value))} ?disabled=${ask.readonly}
      @change=${(event: Event) => {
        const rest = listOf(ask.state.value).filter((one) => one !== value);
        const next = (event.target as HTMLInputElement).checked ? [...rest, value] : rest;
        // Somewhere it has to be set.
        ask.set(next.length === 0 && ask.state.property === 'scopes' ? undefined : next);
      }} />${text}</label>`,
  )}</div>`;
}

export function choicesOf({
  form,
  place,
  capabilities,
  icons,
  state: { property },
}: PropertyAsk): readonly Choice[] {
  const named = (values: readonly string[], word: (value: string) => string) =>
    values.map((value) => ({ value, text: word(value) }));
  if (property === 'icon')
    return Object.entries(icons).map(([value, shows]) => ({ value, text: say(shows) }));
  if (property === 'tab')
    return form.layout.tabs.map(({ name, label }) => ({ value: name, text: say(label) }));
  if (property === 'group')
    return form.layout.tabs.flatMap(({ groups, label: tab }) =>
      groups.map(({ name, label }) => ({
        value: name,
        text: [tab, label].map(say).filter(Boolean).join(' / '),
      })),
    );
  if (property === 'action')
    return form.actions
      .filter(({ on }) => on !== 'form')
      .map(({ name, label }) => ({ value: name, text: say(label) }));
  if (property === 'tone') return named(tones, (value) => wordOf(optionWords.tone, value));
  if (property.startsWith('sharing/')) return named(sharingStrategies, sharingLabel);
  if (property === 'severity')
    return named(['error', 'warning'], (value) => wordOf(ruleWords.severity, value));
  if (property === 'within')
    return named(['organisation', 'tenant', 'record'], (value) => wordOf(uniqueWords.within, value));
  if (property === 'capability') {
    const own = new Set(['set-fields', ...form.actions.map(({ capability }) => capability)]);
    return named(
      capabilities.filter((one) => own.has(one)),
      (value) => wordOf(actionWords.capability, value),
    );
  }
  if (property === 'on')
    return named(['record', 'records', 'form'], (value) => wordOf(actionWords.on, value));
  if (property === 'scopes')
    return named(['system', 'organisation'], (value) => wordOf(paramWords.scopes, value));
  if (property.startsWith('roles/'))
    return fieldRights.map((value) => ({ value, text: say(rightWords[value]) }));
  if (property === 'preset/locked')
    return named(['delete', 'disable', 'sharing'], (value) => wordOf(formWords[property], value));
  const ofChart = chartWords.find((word) => word === property);
  if (ofChart && place.startsWith('views/'))
    return named(Object.keys(viewWords[ofChart].values ?? {}), (value) => wordOf(viewWords[ofChart], value));
  return named(offeredOf(fieldAtPath(form, place.replace(/^fields\//, '')), property), (value) =>
    valueWord(property, value),
  );
}

/** The values that a kind offers for a property of its own: one of them, or several. */
function offeredOf(field: Field | undefined, property: string): readonly string[] {
  const schema = field?.kind.properties[property];
  const items = isObject(schema?.['items']) ? schema['items'] : {};
  return listOf(schema?.['enum'] ?? items['enum']);
}

function valueWord(property: string, value: string): string {
  const words: Readonly<Record<string, PropertyWords>> = kindWords;
  return wordOf(words[property], value);
}

function wordOf(words: PropertyWords | undefined, value: string): string {
  const word = words?.values?.[value] ?? value;
  return typeof word === 'string' ? word : say(word);
}

/** Forms in an order, found in a list of all of them. */
export function formsEditor(ask: PropertyAsk): TemplateResult {
  return order(
    ask,
    listOf(ask.state.value),
    ask.lines.map(({ id, label }) => ({ key: id, text: say(label) })),
    ask.lines,
  );
}

export function fieldEditor(ask: PropertyAsk): TemplateResult {
  const { property } = ask.state;
  const fits = (field: Field) => {
    const { target, targets, rows, kind } = field;
    if (ask.place.startsWith('blocks/') && property === 'field')
      return pictureField(ask.form, field.id) !== undefined && !field.hidden;
    if (property === 'match/condition') return kind.about === 'facts';
    return property === 'from' ? target !== undefined || targets !== undefined : !rows && !kind.secret;
  };
  const viewed = property === 'picture' ? 'gallery' : kindOfView(ask);
  const ids = viewed
    ? viewChoices(ask.form, viewed, property as ViewField)
    : ask.form.fields.filter(fits).map(({ id }) => id);
  const choices =
    property === 'formField'
      ? formChoosers(ask)
      : ids.map((id) => ({ value: id, text: nameIn(ask.form, id) }));
  return select(ask, String(ask.state.value ?? ''), [unsaid(ask), ...choices], (value) =>
    ask.set(value || undefined),
  );
}

function kindOfView({ form, place }: PropertyAsk): ViewKind | undefined {
  return form.views.find(({ name }) => place === `views/${name}`)?.kind;
}

/** Choices of the same row, then of the record, whose value can say which form is meant. */
function formChoosers({ form, place }: PropertyAsk): readonly Choice[] {
  const chooses = (field: Field) =>
    (field.inner ?? field).options !== undefined && field.kind.comparison(field) === 'text';
  const row = rowOf(form, place);
  const own = (row ?? form).fields.filter(chooses).map(({ id, label }) => ({ value: id, text: say(label) }));
  const above = row ? form.fields.filter(chooses) : [];
  return [...own, ...above.map(({ id, label }) => ({ value: `parent.${id}`, text: say(label) }))];
}

/** Fields in an order; of columns also what every record has beside its fields. */
export function fieldsEditor(ask: PropertyAsk): TemplateResult {
  return order(
    ask,
    listOf(ask.state.value ?? (ask.state.target.startsWith('list/') ? effective(ask) : undefined)),
    fieldItems(ask),
  );
}

/** Answers the fields that a list has where nobody states any. */
function effective({ form, state: { property } }: PropertyAsk): Json {
  const [, name = ''] = property.split('/');
  return (form.list as Readonly<Record<string, readonly string[]>>)[name] ?? [];
}

/**
 * Answers, for a property that lists fields, whether a field can stand in it; for others, every field that is not
 * secret can.
 */
const fitting: Readonly<Record<string, (field: Field) => boolean>> = {
  'list/columns': whereFits.columns,
  'list/filters': whereFits.filters,
  'list/sort': whereFits.sort,
  'list/search': whereFits.search,
  sort: whereFits.sort,
  key: whereFits.key,
  quick: whereFits.quick,
  named: mayNameFiles,
};

function fieldItems({ form, place, state: { property } }: PropertyAsk): readonly Ordered[] {
  const isListed =
    property === 'list/columns' ||
    property === 'list/filters' ||
    (property === 'columns' && place.startsWith('views/'));
  const rows = place.startsWith('fields/')
    ? fieldAtPath(form, place.slice('fields/'.length))?.rows
    : undefined;
  const fits = fitting[property] ?? (({ kind }: Field) => !kind.secret);
  const row = property === 'named' ? rowOf(form, place) : undefined;
  const all = [...(row?.fields ?? []), ...(rows ?? form).fields]
    .filter((field) => !field.hidden && fits(field))
    .flatMap((field) =>
      property === 'list/filters'
        ? [field, ...partsOf(field).map((part) => partField(field, part))]
        : [field],
    )
    .map((field) => ({
      key: field.id,
      text: property === 'list/search' ? searchedText(field) : say(field.label),
    }));
  return isListed ? [...all, ...systemColumns()] : all;
}

/** A field that is searched otherwise than by any part of its text says how. */
function searchedText(field: Field): string {
  const name = say(field.label);
  const by = searchedBy(field);
  if (by === 'reference') return msg(str`${name}（按编码和名称）`, { id: 'design-searched-reference' });
  return by === 'value' ? msg(str`${name}（须相等）`, { id: 'design-searched-value' }) : name;
}

/** The rows that a field stands in, by its place; undefined: it stands in the record. */
function rowOf(form: FormModel, place: string) {
  const path = place.slice('fields/'.length);
  return path.includes('.') ? fieldAtPath(form, path.slice(0, path.lastIndexOf('.')))?.rows : undefined;
}

function systemColumns(): readonly Ordered[] {
  return shownMembers.map((name) => ({ key: name, text: say(systemMembers[name].label) }));
}

function nameIn(form: FormModel, key: string): string {
  return (
    say(filteredField(key, form.byId)?.label) || (isSystemMember(key) ? say(systemMembers[key].label) : key)
  );
}

/** The members that every record has beside its fields and that people look at. */
const shownMembers = [
  'enabled',
  'org',
  'sharing',
  'createdAt',
  'createdBy',
  'modifiedAt',
  'modifiedBy',
] as const;

/** Paths into rows and what they refer to: facts a rule may ask of, what a match answers with, who comes first. */
export function pathsEditor(ask: PropertyAsk, facts: FormModel): TemplateResult {
  const { property } = ask.state;
  const match = ask.form.match as Readonly<Record<string, readonly string[]>> | undefined;
  const now = listOf(ask.state.value ?? match?.[property.replace('match/', '')]);
  const ofOrder = property === 'match/order';
  const items = pathItems(property === 'match/fields' ? facts : ask.form).filter(
    ({ field }) => !ofOrder || whereFits.sort(field),
  );
  return order(ask, now, ofOrder ? [...items, ...orderMembers()] : items);
}

function pathItems({ fields }: FormModel): readonly (Ordered & { readonly field: Field })[] {
  const named = (field: Field, text: string) => ({ key: field.path, text, field });
  return fields
    .filter(({ hidden, kind }) => !hidden && !kind.secret)
    .flatMap((field) =>
      field.rows
        ? field.rows.fields
            .filter(({ hidden, rows }) => !hidden && !rows)
            .map((inner) => named(inner, `${say(field.label)} › ${say(inner.label)}`))
        : [named(field, say(field.label))],
    );
}

/** Answers the orders by which a match sorts records beside their fields. */
function orderMembers(): readonly Ordered[] {
  return [
    { key: 'sharing', text: msg('离组织近的在前', { id: 'design-order-sharing' }) },
    { key: 'modifiedAt', text: say(systemMembers.modifiedAt.label) },
    { key: 'id', text: msg('先建的在前', { id: 'design-order-id' }) },
  ];
}

function order(
  ask: PropertyAsk,
  value: readonly string[],
  items: readonly Ordered[],
  forms: readonly PickedForm[] = [],
): TemplateResult {
  const known = new Map(items.map((item) => [item.key, item]));
  for (const one of value) {
    const key = one.replace(/^-/, '');
    if (!known.has(key)) known.set(key, { key, text: nameIn(ask.form, key) });
  }
  return html`<gj-order-editor label=${ask.label} .items=${[...known.values()]} .value=${value} .forms=${forms}
    ?readonly=${ask.readonly} ?sorts=${['list/sort', 'sort', 'match/order'].includes(ask.state.property)}
    @order=${({ detail }: CustomEvent<readonly string[]>) => ask.set([...detail])}></gj-order-editor>`;
}

export function sortEditor(ask: PropertyAsk): TemplateResult {
  const said = ask.state.value ?? (ask.state.target.startsWith('list/') ? effective(ask) : undefined);
  return order(ask, listOf(said), [...fieldItems(ask), ...systemColumns()]);
}

/** Answers the text for a form that states no place in the menu. */
export function byItself(): string {
  return msg('（自动：在所属包的文件夹中）', { id: 'design-menu-own' });
}

export function menuEditor(ask: PropertyAsk): TemplateResult {
  const stated = () => (isObject(ask.state.value) ? ask.state.value : {});
  const path = String(stated()['path'] ?? '');
  const named = new Map(ask.menu.map((folder) => [folder.path, say(folder.label)]));
  const whole = (one: string) =>
    one
      .split('/')
      .map((_, at, all) => named.get(all.slice(0, at + 1).join('/')) ?? all[at])
      .join(' / ');
  const isPlatform = ask.form.kind === 'platform';
  const choices = ask.menu
    .map((folder) => ({ value: folder.path, text: whole(folder.path) }))
    .toSorted((a, b) => a.text.localeCompare(b.text));
  return select(
    ask,
    path,
    [
      { value: '', text: isPlatform ? msg('（不在菜单里）', { id: 'design-no-menu' }) : byItself() },
      ...choices,
    ],
    (next) => ask.set(next === '' ? undefined : { ...stated(), path: next }),
  );
}

function listOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
