import type { Json } from '../../metadata/common/json.ts';

/** A value somebody set, at one address and scope. */
export interface SetValue {
  readonly id: string;
  readonly type: string;
  /** The parameter's own key, an instance of its dimension, or `*`. */
  readonly key: string;
  /** Id of the organisation; null: the whole system. */
  readonly org: string | null;
  /** Canonical by the parameter's kind. Null: expressly unset, which takes away what the package presets. */
  readonly value: Json;
  /** As it was spelt, to the letter. Null: it came typed. */
  readonly raw: string | null;
  /** Local dates, both inclusive. Null: open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Nothing below may differ, while it holds. */
  readonly locked: boolean;
  /** The user who set it, when and why. Default: nobody asks. */
  readonly written?: SetBy;
}

export interface SetBy {
  readonly revision: number;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly reason: string | null;
}

type Window = Pick<SetValue, 'validFrom' | 'validTo'>;

/** A value without a window holds when none of the others at its place does. */
export function hasWindow({ validFrom, validTo }: Window): boolean {
  return validFrom !== null || validTo !== null;
}

/**
 * Tells whether its window begins later.
 *
 * @example
 * isBefore({ validFrom: '2026-02-01', validTo: null }, '2026-01-31') //=> true
 */
export function isBefore({ validFrom }: Window, date: string): boolean {
  return validFrom !== null && date < validFrom;
}

/**
 * Tells whether its window has ended: its last day belongs to it.
 *
 * @example
 * isOver({ validFrom: null, validTo: '2026-01-31' }, '2026-01-31') //=> false
 */
export function isOver({ validTo }: Window, date: string): boolean {
  return validTo !== null && date > validTo;
}

/**
 * Tells whether there is a day in both.
 *
 * @example
 * overlap({ validFrom: null, validTo: '2026-01-31' }, { validFrom: '2026-01-31', validTo: null }) //=> true
 * overlap({ validFrom: null, validTo: '2026-01-31' }, { validFrom: '2026-02-01', validTo: null }) //=> false
 */
export function overlap(one: Window, other: Window): boolean {
  const startsInTime = (a: Window, b: Window) =>
    a.validFrom === null || b.validTo === null || a.validFrom <= b.validTo;
  return startsInTime(one, other) && startsInTime(other, one);
}
