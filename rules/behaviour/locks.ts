import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type { Field } from '../../metadata/field.ts';
import type { Fact } from '../condition/scope.ts';
import type { FormRules, ShapeRules, When } from './compile-form.ts';
import { type Asking, type Context, factsOf, holds, recordPart } from './context.ts';
import { partsAt, type RecordPart } from './record-parts.ts';

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

/** By path of a field: names of the actions that need it, though the record is saved without it. */
export type Needed = ReadonlyMap<string, readonly string[]>;

/** What asks the record, or its rows of one kind, which values an action gives it. */
interface AskedShape {
  /** Entries to go down; none for the record. */
  readonly entries: readonly Field[];
  /** Each with the paths of the fields that it wants. */
  readonly wants: readonly { readonly when: When; readonly paths: readonly string[] }[];
}

interface Asker {
  readonly action: string;
  readonly sets: JsonObject;
  readonly shapes: readonly AskedShape[];
}

/**
 * Finds the fields that a record and its rows have to have before an action is done that it offers: with the values that
 * the action gives it, they are required or have to be as a rule says, and as it is now nobody asks for them.
 */
export function* neededBy(rules: FormRules, record: JsonObject, context: Context): Asking<Needed> {
  const needed = new Map<string, readonly string[]>();
  const askers = askersOf(rules);
  if (askers.length === 0) return needed;
  const now = recordPart(record, undefined, undefined);
  for (const { action, sets, shapes } of askers) {
    if (!(yield* holds(rules.actions.get(action) ?? false, factsOf(now, now, context)))) continue;
    const then = recordPart({ ...record, ...sets }, undefined, undefined);
    const found = new Set<string>();
    for (const { entries, wants } of shapes) {
      const before = partsAt(now, entries);
      for (const [at, part] of partsAt(then, entries).entries()) {
        const facts = factsOf(part, then, context);
        const open = wants.filter(({ paths }) => paths.some((path) => !found.has(path)));
        if (open.length === 0) break;
        for (const { when, paths } of open)
          if ((yield* holds(when, facts)) && !(yield* holds(when, factsOf(before[at] ?? now, now, context))))
            for (const path of paths) found.add(path);
      }
    }
    for (const path of found) needed.set(path, [...(needed.get(path) ?? []), action]);
  }
  return needed;
}

const known = new WeakMap<FormRules, readonly Asker[]>();

/** A page asks at each key: what asks for none of the values that actions set is left out once and for all. */
function askersOf(rules: FormRules): readonly Asker[] {
  const made =
    known.get(rules) ??
    rules.form.actions.flatMap(({ name, params }) => {
      const sets = params?.['fields'];
      if (!isObject(sets)) return [];
      const shapes = shapesIn(rules.record).flatMap((shape) => askedIn(rules, shape, Object.keys(sets)));
      return shapes.length === 0 ? [] : [{ action: name, sets, shapes }];
    });
  known.set(rules, made);
  return made;
}

function shapesIn(shape: ShapeRules): readonly ShapeRules[] {
  return [shape, ...shape.rows.flatMap(shapesIn)];
}

function askedIn(
  rules: FormRules,
  { entries, fields }: ShapeRules,
  ids: readonly string[],
): readonly AskedShape[] {
  const below = entries.at(-1)?.path;
  const pathOf = (id: string) => {
    if (id.startsWith('parent.')) return id.slice('parent.'.length);
    return below === undefined ? id : `${below}.${id}`;
  };
  const required = fields.map(({ field, required: when }) => ({ when, paths: [field.path] }));
  const checked = rules.checks
    .filter((rule) => rule.source.severity !== 'warning' && rule.entries.at(-1)?.path === below)
    .map(({ source, when = true }) => ({ when, paths: source.fields.map(pathOf) }));
  const wants = [...required, ...checked].filter(({ when }) =>
    asksFor(when, new Set(entries.length === 0 ? ids : ids.map((id) => `parent.${id}`))),
  );
  return wants.length === 0 ? [] : [{ entries, wants }];
}

function asksFor(when: When, paths: ReadonlySet<string>): boolean {
  return typeof when !== 'boolean' && when.facts.some((fact) => paths.has(headOf(fact)));
}

/** The field of the record that a fact begins at, as it is written. */
function headOf({ root, path }: Fact): string {
  return path.split('.', root === 'parent' ? 2 : 1).join('.');
}
