import type { JsonObject } from '../../common/json.ts';
import type { Condition } from '../../condition.ts';
import type { Field, FieldSet } from '../../field.ts';
import { upperOf } from '../../field-of-path.ts';
import { defaultFormula } from '../../formula/default-formula.ts';
import { formulaPaths } from '../../formula/formula-paths.ts';
import { formsOf } from '../../kinds/common/pointed.ts';
import { seriesOf } from '../../kinds/number.ts';
import { viewFields } from '../../property/view-kinds.ts';
import type { Conditional } from '../../source.ts';
import { type LayeredField, type LayeredForm, placeOfField, placeOfForm } from '../layers/layered.ts';
import { type Place, pointed, type Report } from '../layers/report.ts';
import { factsOf } from './check-facts.ts';
import { type Checking, placeOfPart } from './checking.ts';

/** Somebody names a field in a package, from the rows at `upper`; '' is the record. */
interface Mention {
  readonly path: string;
  readonly upper: string;
  readonly place: Place;
}

/**
 * A field that is left out is understood where others named it before, and they are told; the package that leaves
 * it out does not name it any more itself: nobody can fill it in, so that what it asks could not be fulfilled.
 */
export function checkDropped(checking: Checking): void {
  const { form, forms, report } = checking;
  const targets = targetsIn(form).flatMap((id) => forms.get(id) ?? []);
  if (![form, ...targets].some(hasDropped)) return;
  for (const { path, upper, place } of mentions(checking)) {
    const field = droppedAt(checking, upper, path);
    if (!field) continue;
    reportDropped(report, place, path, field);
  }
}

/** Records and cases of packages are held to the same: what nobody can fill in any more is not filled in by them. */
export function reportDropped(report: Report, place: Place, path: string, field: Field): void {
  const params = { field: path, package: field.package, label: { ...field.label } };
  if (place.package === field.package) report.error('dropped-field-named', place, params);
  else report.warning('dropped-field-of-others', place, params);
}

/** Conditions in records of packages, about the records of a form. */
export function checkDroppedFacts(condition: Condition, place: Place, checking: Checking): void {
  for (const { fact, pointer } of factsOf(condition, '')) {
    const field = droppedAt(checking, '', fact);
    if (field) reportDropped(checking.report, pointed(place, pointer), fact, field);
  }
}

function* mentions(checking: Checking): Generator<Mention> {
  const { layered } = checking;
  const { rules = [], unique = [], actions = [], blocks = [], views = [], layout, preset } = layered.source;
  yield* ofFields(layered, layered.fields);
  for (const rule of rules) {
    const place = placeOfPart(checking, rule);
    const upper = rule.each ?? '';
    yield* ofCondition(rule.when, upper, pointed(place, '/when'));
    yield* ofCondition(rule.check, upper, pointed(place, '/check'));
    yield* ofNames(rule.fields, upper, pointed(place, '/fields'));
  }
  for (const rule of unique) {
    const place = placeOfPart(checking, rule);
    yield* ofCondition(rule.where, rule.across ?? '', pointed(place, '/where'));
    yield* ofNames(rule.fields, rule.across ?? '', pointed(place, '/fields'));
  }
  for (const action of actions)
    yield* ofCondition(action.when, '', pointed(placeOfPart(checking, action), '/when'));
  for (const block of blocks) {
    const place = placeOfPart(checking, block);
    yield* ofCondition(block.visible, '', pointed(place, '/visible'));
    for (const property of ['before', 'field'] as const)
      yield* ofNames(block[property] ? [block[property]] : [], '', pointed(place, `/${property}`));
  }
  for (const view of views) {
    const place = placeOfPart(checking, view);
    yield* ofCondition(view.filter, '', pointed(place, '/filter'));
    for (const property of viewFields)
      yield* ofNames(view[property] ? [view[property]] : [], '', pointed(place, `/${property}`));
    yield* ofNames(view.columns ?? [], '', pointed(place, '/columns'));
    const sorted = view.sort?.map((key) => key.replace(/^-/, '')) ?? [];
    yield* ofNames(sorted, '', pointed(place, '/sort'));
  }
  for (const tab of layout?.tabs ?? []) {
    yield* ofCondition(tab.visible, '', pointed(placeOfPart(checking, tab), '/visible'));
    for (const group of tab.groups) {
      const place = placeOfPart(checking, group);
      yield* ofCondition(group.visible, '', pointed(place, '/visible'));
      yield* ofCondition(group.folded, '', pointed(place, '/folded'));
      yield* ofNames(group.fields, '', pointed(place, '/fields'));
    }
  }
  yield* ofCondition(preset?.where, '', placeOfForm(layered, 'preset/where'));
  yield* ofForm(layered);
}

/** Yields the fields that the form's own properties name. */
function* ofForm(layered: LayeredForm): Generator<Mention> {
  const { title, picture, key, quick, list, match, indexes, preset } = layered.source;
  const said = (property: string, names: readonly string[] | undefined): Mention[] =>
    (names ?? []).map((name) => ({
      path: name.replace(/^-/, ''),
      upper: '',
      place: placeOfForm(layered, property, name),
    }));
  yield* said('title', title === undefined ? [] : [title]);
  yield* said('picture', picture ? [picture] : []);
  yield* said('key', key);
  yield* said('quick', quick);
  for (const property of ['columns', 'filters', 'sort', 'search'] as const)
    yield* said(`list/${property}`, list?.[property]);
  for (const property of ['order', 'result'] as const) yield* said(`match/${property}`, match?.[property]);
  yield* said('match/condition', match?.condition ? [match.condition] : []);
  yield* said(
    'match/for',
    match?.for?.flatMap(({ field, unless }) => [field, unless ?? field]),
  );
  yield* said('match/entries', match?.entries === undefined ? [] : [match.entries]);
  yield* said('preset/fields', preset?.fields);
  for (const names of indexes ?? []) yield* said('indexes', names);
}

function* ofFields(form: LayeredForm, fields: readonly LayeredField[]): Generator<Mention> {
  for (const field of fields) {
    if (field.dropped) continue;
    const upper = upperOf(field.path);
    const { visible, required, readonly, follows, optionsFilter, carry } = field.source;
    const at = (property: string) => placeOfField(form, field, property);
    yield* ofCondition(visible, upper, at('/visible'));
    yield* ofCondition(required, upper, at('/required'));
    yield* ofCondition(readonly, upper, at('/readonly'));
    yield* ofCondition(follows, upper, at('/follows'));
    for (const [nth, { when }] of seriesOf({ props: field.source as JsonObject }).entries())
      yield* ofCondition(when, upper, at(`/series/${nth}/when`));
    for (const { fact, pointer } of optionsFilter ? factsOf(optionsFilter, '') : []) {
      const place = pointed(at('/optionsFilter'), pointer);
      if (fact.startsWith('parent.')) yield { path: fact.slice('parent.'.length), upper: '', place };
    }
    const { formField } = field.source as { readonly formField?: string };
    yield* ofNames(formField === undefined ? [] : [formField], upper, at('/formField'));
    const { named } = field.source as { readonly named?: readonly string[] };
    yield* ofNames(named ?? [], upper, at('/named'));
    yield* ofNames(carry ? [carry.from, `${carry.from}.${carry.field}`] : [], upper, at('/carry'));
    // Computed and carried fields name those that they are made of.
    yield* ofNames(madeOf(field), upper, field.place);
    yield* ofFields(form, field.fields);
  }
}

function madeOf({ source }: LayeredField): readonly string[] {
  const compute = source['compute'] as { readonly of?: readonly unknown[] } | undefined;
  const { from } = source;
  const carried = typeof from === 'string' ? `${from}.${String(source['field'])}` : undefined;
  const formulas = [source['formula'], defaultFormula(source.default)].flatMap(formulaPaths);
  return [from, carried, ...(compute?.of ?? []), ...formulas].filter((one) => typeof one === 'string');
}

function* ofCondition(said: Conditional | undefined, upper: string, place: Place): Generator<Mention> {
  if (typeof said !== 'object') return;
  for (const { fact, pointer } of factsOf(said as Condition, ''))
    yield { path: fact, upper, place: pointed(place, pointer) };
}

function* ofNames(names: readonly string[], upper: string, place: Place): Generator<Mention> {
  for (const path of names) yield { path, upper, place };
}

/** The dropped field on the way of a path, where there is one: of the form, or of what a reference points at. */
export function droppedAt({ form, forms }: Checking, upper: string, path: string): Field | undefined {
  const segments = path.split('.');
  const [first, ...rest] = segments;
  if (first === 'parent' && upper !== '') return along(form, rest, forms);
  const own = upper === '' ? segments : [...upper.split('.'), ...segments];
  return along(form, own, forms) ?? (upper === '' ? undefined : along(form, segments, forms));
}

function along(
  shape: FieldSet,
  [id = '', ...rest]: readonly string[],
  forms: Checking['forms'],
): Field | undefined {
  const field = shape.byId.get(id);
  if (!field || field.dropped) return field;
  if (rest.length === 0) return undefined;
  if (field.rows) return along(field.rows, rest, forms);
  const beyond = formsOf(field).flatMap((id) => forms.get(id) ?? []);
  return beyond.flatMap((form) => along(form, rest, forms) ?? []).find(({ dropped }) => dropped);
}

function hasDropped({ fields }: FieldSet): boolean {
  return fields.some(({ dropped, rows }) => dropped || (rows !== undefined && hasDropped(rows)));
}

/** Ids of the forms its references point at, those of its rows too. */
function targetsIn({ fields }: FieldSet): readonly string[] {
  return fields.flatMap((field) => [
    ...(field.inner ? [] : formsOf(field)),
    ...(field.rows ? targetsIn(field.rows) : []),
  ]);
}
