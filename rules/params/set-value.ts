import type { Json } from '../../metadata/json.ts';

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
  /** Who set it, when and why. Default: nobody asks. */
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

export function isBefore({ validFrom }: Window, date: string): boolean {
  return validFrom !== null && date < validFrom;
}

export function isOver({ validTo }: Window, date: string): boolean {
  return validTo !== null && date > validTo;
}

export function overlap(one: Window, other: Window): boolean {
  const startsInTime = (a: Window, b: Window) =>
    a.validFrom === null || b.validTo === null || a.validFrom <= b.validTo;
  return startsInTime(one, other) && startsInTime(other, one);
}
