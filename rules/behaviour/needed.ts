import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import type { CheckRule, FieldRules, FormRules, When } from './compile-form.ts';
import { type Asking, type Context, factsOf, holds, recordPart } from './context.ts';

/** By id of a field: names of the actions that need it, though the record is saved without it. */
export type Needed = ReadonlyMap<string, readonly string[]>;

/** What asks of a record which values an action gives it. */
interface Asker {
  readonly action: string;
  readonly sets: JsonObject;
  readonly fields: readonly FieldRules[];
  readonly checks: readonly CheckRule[];
}

/**
 * Finds the fields that a record has to have before an action is done that it offers: with the values that the action
 * gives it, they are required or have to be as a rule says, and as it is now nobody asks for them.
 */
export function* neededBy(rules: FormRules, record: JsonObject, context: Context): Asking<Needed> {
  const needed = new Map<string, readonly string[]>();
  const askers = askersOf(rules);
  if (askers.length === 0) return needed;
  const now = factsOf(...twice(recordPart(record, undefined, undefined)), context);
  for (const { action, sets, fields, checks } of askers) {
    if (!(yield* holds(rules.actions.get(action) ?? false, now))) continue;
    const then = factsOf(...twice(recordPart({ ...record, ...sets }, undefined, undefined)), context);
    const found = new Set<string>();
    for (const { field, required } of fields)
      if ((yield* holds(required, then)) && !(yield* holds(required, now))) found.add(field.id);
    for (const { source, when = true } of checks)
      if ((yield* holds(when, then)) && !(yield* holds(when, now)))
        for (const id of source.fields) found.add(id);
    for (const id of found) needed.set(id, [...(needed.get(id) ?? []), action]);
  }
  return needed;
}

function twice<T>(one: T): [T, T] {
  return [one, one];
}

const known = new WeakMap<FormRules, readonly Asker[]>();

/** A page asks at each key: what asks for none of the values that actions set is left out once and for all. */
function askersOf(rules: FormRules): readonly Asker[] {
  const made =
    known.get(rules) ??
    rules.form.actions.flatMap(({ name, params }) => {
      const sets = params?.['fields'];
      if (!isObject(sets)) return [];
      const isAsked = (when: When | undefined) => asksFor(when, new Set(Object.keys(sets)));
      const fields = rules.record.fields.filter(({ required }) => isAsked(required));
      const checks = rules.checks.filter(
        ({ source, when }) => source.severity !== 'warning' && isAsked(when),
      );
      const ofRecord = checks.filter(({ entries }) => entries.length === 0);
      return fields.length + ofRecord.length === 0 ? [] : [{ action: name, sets, fields, checks: ofRecord }];
    });
  known.set(rules, made);
  return made;
}

function asksFor(when: When | undefined, ids: ReadonlySet<string>): boolean {
  if (when === undefined || typeof when === 'boolean') return false;
  return when.facts.some(({ root, path }) => root === 'record' && ids.has(firstOf(path)));
}

function firstOf(path: string): Field['id'] {
  return path.split('.')[0] ?? path;
}
