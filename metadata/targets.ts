import type { JsonSchema } from './json.ts';
import {
  edit,
  grow,
  lower,
  type MergeRule,
  raise,
  replace,
  stricter,
  tightenFlag,
  tightenWhen,
  withdrawFlag,
} from './merge-rules.ts';

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
  on('fields/*/default', replace, {}),
  on('fields/*/optionsFilter', replace, defined('condition')),
  on('fields/*/ownable', replace, flag),
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
  on('layout/groups/*/label', replace, label),
  on('layout/groups/*/columns', replace, { type: 'integer', minimum: 1, maximum: 6 }),
  on('layout/groups/*/visible', replace, conditional),
  on('layout/groups/*/fields', edit, defined('edit')),
];

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

export type Class = 'locked' | 'owner';

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
  targets.map((target) => ({ parts: target.at.split('/'), target })),
  ({ parts }) => parts.length,
) as never;
