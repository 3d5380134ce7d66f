import type { JsonSchema } from './common/json.ts';
import { edit, grow, type MergeRule, replace } from './property/merge.ts';
import { ofValues } from './property/of-kinds.ts';
import type { Property, Rows } from './property/property.ts';
import { always, type Reading } from './property/reading.ts';
import { rowAt, rowsOf } from './property/rows.ts';
import { ref } from './property/schema-words.ts';
import { targetSegments } from './property/target-place.ts';

/**
 * A property that may be set on somebody else's form, and how it merges. `replace` is the class *shared*: the later
 * layer wins. Sets merge as sets; the tightening rules only ever add to a lock. Everything a form or field has and that
 * is not here is its owner's, or locked.
 */
export interface Target {
  // `fields/*/label`: a star is a field's path by ids, or the name of a part.
  readonly at: string;
  readonly merge: MergeRule;
  readonly schema: JsonSchema;
  /** Tells which differences it makes that a layer sets the property. */
  readonly spoken: Reading;
}

/** Reads a property set on somebody else's parameter: it may tighten, and whoever sets it no more loosens it. */
export const saidOfOthers = always('said-of-others');

function targetOf(
  at: string,
  { schema = {}, merge, set, spoken = saidOfOthers }: Partial<Property>,
): readonly Target[] {
  if (!merge) return [];
  const { description: _, ...own } = schema;
  return [{ at, merge, spoken, schema: set ?? (merge === edit ? ref('edit') : own) }];
}

function targetsOf(start: string, rows: Rows): readonly Target[] {
  return Object.entries(rows).flatMap(([name, row]) => [
    ...targetOf(start + name, row),
    ...targetsOf(`${start}${name}/`, row.members ?? {}),
    ...targetOf(`${start}${name}/*`, row.eachMember ?? {}),
  ]);
}

export const targets: readonly Target[] = [
  ...targetsOf('', rowsOf.form),
  ...targetsOf('fields/*/', rowsOf.field),
  ...targetsOf('fields/*/', rowsOf.ofKinds),
  ...targetsOf('fields/*/options/*/', rowsOf.option),
  ...targetsOf('rules/*/', rowsOf.rule),
  ...targetsOf('unique/*/', rowsOf.unique),
  ...targetsOf('actions/*/', rowsOf.action),
  ...targetsOf('blocks/*/', rowsOf.block),
  ...targetsOf('views/*/', rowsOf.view),
  ...targetsOf('layout/tabs/*/', rowsOf.tab),
  ...targetsOf('layout/groups/*/', rowsOf.group),
];

/** The properties that may be set on somebody else's parameter, by its type and key: `params/pdf/timeout/label`. */
export const paramTargets: readonly Target[] = [
  ...targetsOf('params/*/*/', rowsOf.param),
  ...targetsOf('params/*/*/', ofValues),
  ...targetsOf('params/*/*/options/*/', rowsOf.option),
];

/** The way to join layers that set one property: the later has the last word · as sets · the stricter holds. */
export type Manner = 'shared' | 'set' | 'stricter';

export function mannerOf({ merge }: Target): Manner {
  if (merge === replace) return 'shared';
  return merge === edit || merge === grow ? 'set' : 'stricter';
}

/**
 * The class of a property that no target names; locked is what nobody changes once it is out, the owner included, as
 * stored things and tables hang on it.
 */
export function classOf(target: string): 'locked' | 'owner' {
  return rowAt(target)?.locked ? 'locked' : 'owner';
}

/** Compared segment by segment, so that a value with dots, slashes or signs in it stays one segment. */
export function findTarget(target: string): Target | undefined {
  const segments = targetSegments(target);
  return byLength[segments.length]?.find(({ parts }) =>
    parts.every((part, i) => part === '*' || part === segments[i]),
  )?.target;
}

const byLength: Readonly<
  Record<number, readonly { readonly parts: readonly string[]; readonly target: Target }[]>
> = Object.groupBy(
  [...targets, ...paramTargets].map((target) => ({ parts: target.at.split('/'), target })),
  ({ parts }) => parts.length,
) as never;
