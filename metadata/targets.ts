import type { JsonSchema } from './common/json.ts';
import { actionProperties } from './property/action.ts';
import { fieldProperties } from './property/field.ts';
import { formProperties } from './property/form.ts';
import { groupProperties, tabProperties } from './property/layout.ts';
import { matchProperties } from './property/match.ts';
import { edit, grow, type MergeRule, replace } from './property/merge.ts';
import { ofKinds } from './property/of-kinds.ts';
import { optionProperties } from './property/option.ts';
import { paramProperties } from './property/param.ts';
import type { Property, Rows } from './property/property.ts';
import { always, type Reading } from './property/reading.ts';
import { ruleProperties } from './property/rule.ts';
import { ref } from './property/schema-words.ts';
import { uniqueProperties } from './property/unique.ts';

/**
 * What may be said about somebody else's form, and how it merges. `replace` is the class *shared*: the later
 * layer wins. Sets merge as sets; the tightening rules only ever add to a lock. Everything a form or field has
 * and that is not here is its owner's, or locked.
 */
export interface Target {
  // `fields/*/label`: a star is a field's path by ids, or the name of a part.
  readonly at: string;
  readonly merge: MergeRule;
  readonly schema: JsonSchema;
  /** What it means that a layer says it. */
  readonly spoken: Reading;
}

/** What may be said about somebody else's parameter may tighten, and whoever says it no more loosens it. */
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
  ...targetsOf('', formProperties),
  ...targetsOf('fields/*/', fieldProperties),
  ...targetsOf('fields/*/', ofKinds),
  ...targetsOf('fields/*/options/*/', optionProperties),
  ...targetsOf('rules/*/', ruleProperties),
  ...targetsOf('unique/*/', uniqueProperties),
  ...targetsOf('actions/*/', actionProperties),
  ...targetsOf('layout/tabs/*/', tabProperties),
  ...targetsOf('layout/groups/*/', groupProperties),
];

const { columns: _, ...ofValues } = ofKinds;

/** What may be said about somebody else's parameter, by its type and key: `params/pdf/timeout/label`. */
export const paramTargets: readonly Target[] = [
  ...targetsOf('params/*/*/', paramProperties),
  ...targetsOf('params/*/*/', ofValues),
  ...targetsOf('params/*/*/options/*/', optionProperties),
];

/** How those who speak of one property come together: the later has the last word · as sets · the stricter holds. */
export type Manner = 'shared' | 'set' | 'stricter';

export function mannerOf({ merge }: Target): Manner {
  if (merge === replace) return 'shared';
  return merge === edit || merge === grow ? 'set' : 'stricter';
}

/** Never to be changed by anybody once it is out, the owner included: stored things and tables hang on it. */
const locked: ReadonlySet<string> = new Set(
  [formProperties, matchProperties, fieldProperties, ofKinds].flatMap((rows: Rows) =>
    Object.keys(rows).filter((name) => rows[name]?.locked),
  ),
);

type Class = 'locked' | 'owner';

/** The class of a property that no target names. */
export function classOf(target: string): Class {
  return locked.has(target.split('/').at(-1) ?? '') ? 'locked' : 'owner';
}

/** Compared segment by segment, so that a value with dots or signs in it stays one segment. */
export function findTarget(segments: readonly string[]): Target | undefined {
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
