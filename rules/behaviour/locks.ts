import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type { CheckRule, FieldRules, FormRules, When } from './compile-form.ts';
import { type Asking, type Context, factsOf, holds, recordPart } from './context.ts';
import type { RecordPart } from './record-parts.ts';

export type Lock = 'change' | 'delete' | 'disable' | 'sharing';

/** The participles that tell what somebody wanted to do to a locked record. */
export const lockedActions: Readonly<Record<Lock, Label>> = {
  change: { zh: '修改', en: 'changed' },
  delete: { zh: '删除', en: 'deleted' },
  disable: { zh: '禁用', en: 'disabled' },
  sharing: { zh: '改变管控策略', en: 'change its sharing' },
};

/** The locks that actions of every form ask; all others ask for none, those that a form declares for their condition. */
const asked: Readonly<Record<string, readonly Lock[]>> = {
  edit: ['change'],
  restore: ['change'],
  transfer: ['change'],
  delete: ['delete'],
  disable: ['disable', 'change'],
  share: ['sharing'],
};

/** What keeps an action from being done to a record as it stands, whoever would do it. */
export type Obstacle =
  /** The form locks records in this state, and says why. */
  | { readonly from: 'state'; readonly because: Label }
  /** The package that brought the record locks it. */
  | { readonly from: 'package'; readonly lock: Lock }
  /** The form offers the action for records that say something else. */
  | { readonly from: 'offer' };

/**
 * Returns what keeps an action from being done to a record as it was saved; undefined: nothing that the record says. The
 * store refuses by it and pages offer by it, so that what one offers the other does.
 */
export function* obstacleTo(
  rules: FormRules,
  action: string,
  top: RecordPart,
  context: Context,
): Asking<Obstacle | undefined> {
  const locks = Object.hasOwn(asked, action) ? asked[action] : undefined;
  const facts = factsOf(top, top, context);
  if (!locks) {
    const offered = rules.actions.get(action);
    return offered === undefined || (yield* holds(offered, facts)) ? undefined : { from: 'offer' };
  }
  for (const lock of locks)
    for (const { source, when } of rules.locks)
      if (source.action === lock && (yield* holds(when, facts)))
        return { from: 'state', because: source.message };
  const { preset } = rules.form;
  const kept = context.preset === true ? (preset?.locked ?? []) : [];
  const lock = kept.find((one) => locks.includes(one));
  if (lock === undefined || !(yield* holds(rules.presetWhere ?? true, facts))) return undefined;
  return { from: 'package', lock };
}

/** Whether a form, and whether a package in the records that it brings, may lock what an action does. */
export function lockedBy(
  { locks, preset }: Pick<FormRules['form'], 'locks' | 'preset'>,
  action: string,
): { readonly state: boolean; readonly package: boolean } {
  const some = new Set<Lock>(asked[action]);
  return {
    state: locks.some((one) => some.has(one.action)),
    package: preset?.locked?.some((one) => some.has(one)) ?? false,
  };
}

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

function firstOf(path: string): string {
  return path.split('.')[0] ?? path;
}
