import { isObject } from '../../metadata/common/json.ts';
import { currencyPath } from '../../metadata/currency/currency-of.ts';
import type { Field } from '../../metadata/field.ts';
import type { FieldRules, FormRules, ShapeRules, When } from './compile-form.ts';
import { type FactPlace, headsIn, moment } from './heads.ts';
import type { Only } from './record-parts.ts';

/** A change of a record: the fields of it, by their ids, and of some entries the rows. */
export interface Change {
  readonly fields: ReadonlySet<string>;
  /** By id of the entries. */
  readonly rows: ReadonlyMap<string, ReadonlySet<number>>;
}

/** What may be another after a change: fields of the record, by ids, and rows by path of their entries. */
export interface Affected {
  readonly fields: ReadonlySet<string>;
  readonly rows: Only;
}

/** One of `from` is another, so `to` may be: ids of fields of the record, entries for any of their rows. */
interface Edge {
  readonly from: ReadonlySet<string>;
  readonly to: string;
}

/**
 * What a change reaches, by all that the form's rules say they read: what is left out is as it was when the record was
 * last looked at. Rather too much than too little.
 */
export function affectedBy(rules: FormRules, change: Change, rowsIn: (entries: string) => number): Affected {
  const reached = new Set([...change.fields, ...change.rows.keys(), moment]);
  /** Entries all of whose rows may be others, as something beside the rows that changed is. */
  const whole = new Set(change.fields);
  const edges = edgesOf(rules);
  for (let before = -1; before < reached.size + whole.size; ) {
    before = reached.size + whole.size;
    for (const { from, to } of edges) {
      if (from.isDisjointFrom(reached)) continue;
      reached.add(to);
      whole.add(to);
    }
  }
  const rows = new Map<string, ReadonlySet<number>>();
  for (const { id } of rules.form.entries) {
    const some = change.rows.get(id);
    if (whole.has(id)) rows.set(id, new Set(Array.from({ length: rowsIn(id) }, (_, at) => at)));
    else if (some) rows.set(id, some);
  }
  return { fields: reached, rows };
}

const known = new WeakMap<FormRules, readonly Edge[]>();

function edgesOf(rules: FormRules): readonly Edge[] {
  const made = known.get(rules) ?? makeEdges(rules);
  known.set(rules, made);
  return made;
}

function makeEdges(rules: FormRules): readonly Edge[] {
  const edges: Edge[] = [];
  const add = (to: string, from: readonly string[]) => {
    if (from.length > 0) edges.push({ from: new Set(from), to });
  };
  // A field that comes to be shown begins with its default; rows that nobody sees have nothing to require.
  for (const said of rules.record.fields)
    add(said.field.id, [...placeOf(rules, said.field), ...readBy(said, 'record')]);
  for (const { entries, field, heads } of rules.steps) add((entries[0] ?? field).id, heads);
  for (const shape of rules.record.rows) {
    const to = shape.entries[0]?.id ?? '';
    for (const said of allIn(shape)) add(to, readBy(said, 'row'));
  }
  for (const { entries, when, check, source } of rules.checks) {
    // What a row says at fields of the record alone tells of no row: all of them are looked at.
    const isAbove = source.fields.length > 0 && source.fields.every((path) => path.startsWith('parent.'));
    const above = isAbove ? [moment] : [];
    if (entries[0]) add(entries[0].id, [...headsOf(when ?? true, 'row'), ...headsOf(check, 'row'), ...above]);
  }
  for (const { entries, where } of rules.unique)
    if (entries[0]) add(entries[0].id, headsOf(where ?? true, 'row'));
  for (const { run } of rules.form.checks) {
    const reads = (rules.known.checks.get(run)?.reads ?? []).map((path) => path.split('.')[0] ?? '');
    for (const { id } of rules.form.entries) if (reads.includes(id)) add(id, reads);
  }
  return edges;
}

function allIn(shape: ShapeRules): readonly FieldRules[] {
  return [...shape.fields, ...shape.rows.flatMap(allIn)];
}

/** What the groups and tabs go by in which a field stands. */
function placeOf({ form, layout }: FormRules, { id }: Field): readonly string[] {
  return form.layout.tabs.flatMap((tab) =>
    tab.groups
      .filter(({ fields }) => fields.includes(id))
      .flatMap(({ name }) => [tab.name, `${tab.name}/${name}`])
      .flatMap((name) => headsOf(layout.get(name) ?? true, 'record')),
  );
}

/** The fields of the record by which a field, there or in rows, is shown, asked, offered, begun, or written. */
function readBy(said: FieldRules, at: 'record' | 'row'): readonly string[] {
  const { field, visible, required, readonly, follows, optionsFilter, chosenBy } = said;
  const start = isObject(field.default) ? field.default['fact'] : undefined;
  const named = [start, currencyPath(field)].filter((path) => typeof path === 'string');
  return [
    ...[visible, required, readonly, follows].flatMap((when) => headsOf(when, at)),
    ...(optionsFilter ? headsOf(optionsFilter, 'picked') : []),
    ...(chosenBy ? headsIn([chosenBy], at) : []),
    ...named.flatMap((path) => headOfPath(path, at)),
  ];
}

function headOfPath(path: string, at: 'record' | 'row'): readonly string[] {
  const [first = '', second = ''] = path.split('.');
  if (first === 'parent') return [second];
  return at === 'record' || first === moment ? [first] : [];
}

function headsOf(when: When, at: FactPlace): readonly string[] {
  return typeof when === 'boolean' ? [] : headsIn(when.facts, at);
}
