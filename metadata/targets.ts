import { compare, parseDecimal } from './common/decimal.ts';
import { isObject, type Json, type JsonObject, type JsonSchema } from './common/json.ts';

/** What a property becomes when a layer speaks, or the code of why it may not say that. */
type Merged = { readonly value: Json } | { readonly refused: string };
type MergeRule = (before: Json | undefined, said: Json) => Merged;

/** The later layer wins. */
export const replace: MergeRule = (_before, said) => ({ value: said });

/** Sets: `[…]` adds; `{ add, remove, order }` edits. */
const edit: MergeRule = (before, said) => {
  const items = listOf(before);
  if (Array.isArray(said)) return { value: union(items, said as readonly Json[]) };
  const { add, remove, order } = said as JsonObject;
  const gone = new Set(listOf(remove).map(keyOf));
  const kept = union(items, listOf(add)).filter((item) => !gone.has(keyOf(item)));
  const first = listOf(order).filter((wanted) => kept.some((item) => keyOf(item) === keyOf(wanted)));
  return { value: union(first, kept) };
};

/** Sets that other layers may only add to: options that records hold, locks, indexes. */
const grow: MergeRule = (before, said) => ({ value: union(listOf(before), listOf(said)) });

/** Required, readonly: holds as soon as any layer says so. */
const tightenWhen: MergeRule = (before, said) => {
  if (before === undefined || before === false) return { value: said };
  if (before === true) return said === true ? { value: true } : { refused: 'set-loosens' };
  if (said === true) return { value: true };
  return said === false ? { refused: 'set-loosens' } : { value: { any: [before, said] } };
};

/** Fixed, personal: can be said, not taken back. */
const tightenFlag: MergeRule = (before, said) =>
  before === true && said !== true ? { refused: 'set-loosens' } : { value: said };

/** Public: can be taken back, not said. */
const withdrawFlag: MergeRule = (before, said) =>
  said === true && before !== true ? { refused: 'set-loosens' } : { value: said };

/** A smallest value can rise. */
const raise: MergeRule = (before, said) => bounded(before, said, 1);

/** A greatest value can fall. */
const lower: MergeRule = (before, said) => bounded(before, said, -1);

/** A warning can become an error. */
const stricter: MergeRule = (before, said) =>
  said === 'warning' && before !== 'warning' ? { refused: 'set-loosens' } : { value: said };

function bounded(before: Json | undefined, said: Json, direction: 1 | -1): Merged {
  const [was, is] = [numberOf(before), numberOf(said)];
  if (was === null) return { value: said };
  return is === null || compare(is, was) * direction < 0 ? { refused: 'set-loosens' } : { value: said };
}

function numberOf(value: Json | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? parseDecimal(value) : null;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function union(items: readonly Json[], more: readonly Json[]): readonly Json[] {
  const seen = new Set<string>();
  return [...items, ...more].filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}

/** Options are the same when their values are, whatever they are called; sort keys when their field is. */
function keyOf(item: Json): string {
  if (isObject(item)) {
    return JSON.stringify((item as JsonObject)['value'] ?? item);
  }
  return JSON.stringify(item);
}

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
}

const defined = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
const label = defined('label');
const conditional = defined('conditional');
const flag: JsonSchema = { type: 'boolean' };
const strings = defined('strings');
const bound: JsonSchema = { type: ['string', 'number'], pattern: '^-?\\d+(\\.\\d+)?$' };

const on = (at: string, merge: MergeRule, schema: JsonSchema): Target => ({ at, merge, schema });

export const targets: readonly Target[] = [
  on('label', replace, label),
  on('recordLabel', replace, label),
  on('listLabel', replace, label),
  on('help', replace, label),
  on('menu', replace, defined('menu')),
  on('title', replace, { type: 'string', minLength: 1 }),
  on('sharing/default', replace, { type: 'string', minLength: 1 }),
  on('sharing/autoAssign', replace, flag),
  on('list/columns', edit, defined('edit')),
  on('list/filters', edit, defined('edit')),
  on('list/search', edit, defined('edit')),
  on('list/sort', replace, strings),
  on('match/fields', edit, defined('edit')),
  on('match/result', edit, defined('edit')),
  on('match/order', replace, strings),
  on('preset/locked', grow, { type: 'array', items: { enum: ['delete', 'disable', 'sharing'] } }),
  on('preset/fields', grow, strings),
  on('publicNumbers', withdrawFlag, flag),
  on('indexes', grow, { type: 'array', items: { type: 'array', minItems: 1, items: { type: 'string' } } }),
  on('fields/*/label', replace, label),
  on('fields/*/help', replace, label),
  on('fields/*/visible', replace, conditional),
  on('fields/*/hidden', replace, flag),
  on('fields/*/width', replace, { type: 'integer', minimum: 40, maximum: 1200 }),
  on('fields/*/columns', edit, defined('edit')),
  on('fields/*/default', replace, {}),
  on('fields/*/optionsFilter', replace, defined('condition')),
  on('fields/*/ownable', replace, flag),
  on('fields/*/roles/*', replace, defined('fieldRight')),
  on('fields/*/required', tightenWhen, conditional),
  on('fields/*/readonly', tightenWhen, conditional),
  on('fields/*/fixed', tightenFlag, flag),
  on('fields/*/personal', tightenFlag, flag),
  on('fields/*/min', raise, bound),
  on('fields/*/max', lower, bound),
  on('fields/*/options', grow, { type: 'array', items: defined('option') }),
  on('fields/*/options/*/label', replace, label),
  on('fields/*/options/*/order', replace, { type: 'integer' }),
  on('fields/*/options/*/hidden', replace, flag),
  on('rules/*/message', replace, label),
  on('rules/*/severity', stricter, { enum: ['error', 'warning'] }),
  on('unique/*/message', replace, label),
  on('actions/*/label', replace, label),
  on('actions/*/confirm', replace, label),
  on('layout/tabs/*/label', replace, label),
  on('layout/tabs/*/visible', replace, conditional),
  on('layout/tabs/*/order', replace, { type: 'integer' }),
  on('layout/groups/*/label', replace, label),
  on('layout/groups/*/columns', replace, { type: 'integer', minimum: 1, maximum: 6 }),
  on('layout/groups/*/visible', replace, conditional),
  on('layout/groups/*/order', replace, { type: 'integer' }),
  on('layout/groups/*/tab', replace, { type: 'string', minLength: 1 }),
  on('layout/groups/*/fields', edit, defined('edit')),
];

/** What may be said about somebody else's parameter, by its type and key: `params/pdf/timeout/label`. */
export const paramTargets: readonly Target[] = [
  on('params/*/*/label', replace, label),
  on('params/*/*/help', replace, label),
  on('params/*/*/unit', replace, { anyOf: [{ type: 'string' }, label] }),
  on('params/*/*/preset', replace, {}),
  on('params/*/*/danger', tightenFlag, flag),
  on('params/*/*/hidden', replace, flag),
  on('params/*/*/min', raise, bound),
  on('params/*/*/max', lower, bound),
  on('params/*/*/options', grow, { type: 'array', items: defined('option') }),
  on('params/*/*/options/*/label', replace, label),
  on('params/*/*/options/*/order', replace, { type: 'integer' }),
  on('params/*/*/options/*/hidden', replace, flag),
];

/** How those who speak of one property come together: the later has the last word · as sets · the stricter holds. */
export type Manner = 'shared' | 'set' | 'stricter';

export function mannerOf({ merge }: Target): Manner {
  if (merge === replace) return 'shared';
  return merge === edit || merge === grow ? 'set' : 'stricter';
}

/** Never to be changed by anybody once it is out, the owner included: stored things and tables hang on it. */
const locked = new Set([
  'id',
  'kind',
  'length',
  'precision',
  'scale',
  'form',
  'facts',
  'entries',
  'from',
  'field',
  'compute',
  'pattern',
  'validity',
]);

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
