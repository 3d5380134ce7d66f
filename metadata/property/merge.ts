import { compare, parseDecimal } from '../common/decimal.ts';
import { isObject, type Json, type JsonObject } from '../common/json.ts';

/** The value that a property gets when a layer speaks, or the code of the reason why it may not say that. */
type Merged = { readonly value: Json } | { readonly refused: string };
export type MergeRule = (before: Json | undefined, said: Json) => Merged;

/** The later layer wins. */
export const replace: MergeRule = (_before, said) => ({ value: said });

/** Sets: `[…]` adds; `{ add, remove, order }` edits. */
export const edit: MergeRule = (before, said) => {
  const items = listOf(before);
  if (Array.isArray(said)) return { value: union(items, said as readonly Json[]) };
  const { add, remove, order } = said as JsonObject;
  const gone = new Set(listOf(remove).map(keyOf));
  const kept = union(items, listOf(add)).filter((item) => !gone.has(keyOf(item)));
  const first = listOf(order).filter((wanted) => kept.some((item) => keyOf(item) === keyOf(wanted)));
  return { value: union(first, kept) };
};

/** Sets that other layers may only add to: options that records hold, locks, indexes. */
export const grow: MergeRule = (before, said) => ({ value: union(listOf(before), listOf(said)) });

/** Required, readonly: holds as soon as any layer says so. */
export const tightenWhen: MergeRule = (before, said) => {
  if (before === undefined || before === false) return { value: said };
  if (before === true) return said === true ? { value: true } : { refused: 'set-loosens' };
  if (said === true) return { value: true };
  return said === false ? { refused: 'set-loosens' } : { value: { any: [before, said] } };
};

/** Fixed, personal: can be said, not taken back. */
export const tightenFlag: MergeRule = (before, said) =>
  before === true && said !== true ? { refused: 'set-loosens' } : { value: said };

/** Public: can be taken back, not said. */
export const withdrawFlag: MergeRule = (before, said) =>
  said === true && before !== true ? { refused: 'set-loosens' } : { value: said };

/** A smallest value can rise. */
export const raise: MergeRule = (before, said) => bounded(before, said, 1);

/** A greatest value can fall. */
export const lower: MergeRule = (before, said) => bounded(before, said, -1);

/** A warning can become an error. */
export const stricter: MergeRule = (before, said) =>
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
