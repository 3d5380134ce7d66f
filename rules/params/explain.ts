import type { Json } from '../../metadata/common/json.ts';
import type { Param } from '../../metadata/kinds/common/param-value.ts';
import { type EffectiveQuestion, effectiveValue } from './effective.ts';
import { isBefore, isOver, type SetValue } from './set-value.ts';

export type LinkReason =
  | 'holds'
  | 'shadowed'
  | 'not-valid-yet'
  | 'expired'
  | 'locked-out'
  /** The value holds, as the package brought it. */
  | 'preset'
  /** The value holds, as nothing else does. */
  | 'unset';

/** A link of the chain: a value that could be effective for an organisation, and why it is, or is not. */
export type Link = LinkState &
  (
    | { readonly from: 'value'; readonly set: SetValue }
    /** Nobody set it. */
    | { readonly from: 'preset' | 'unset'; readonly set?: never }
  );

interface LinkState {
  /** Absent: there is no value, only a meaning. */
  readonly value?: Json;
  readonly reason: LinkReason;
  /** The value that shadows it, or locks it out. Absent: the preset does. */
  readonly by?: SetValue;
}

/** The effective value, and the chain of everything that was asked, nearest first. */
export interface Explained {
  /** Absent: nothing holds, and being unset means no value. */
  readonly value?: Json;
  readonly holds: Link;
  readonly chain: readonly Link[];
}

export function explainParam(asked: EffectiveQuestion & { readonly param: Param }): Explained {
  const { param, keys, scopes, date } = asked;
  const effective = effectiveValue(asked);
  const place = effective ? scopes.indexOf(effective.org ?? '') : scopes.length;
  const shadowed = { reason: 'shadowed', ...(effective && { by: effective }) } as const;
  const chain: Link[] = [];
  for (const [at, scope] of scopes.entries())
    for (const key of keys) for (const set of key?.get(scope) ?? []) chain.push(linkOf(set, at));
  const { preset, unset } = param;
  if (preset !== undefined)
    chain.push({ from: 'preset', value: preset, ...(effective ? shadowed : { reason: 'preset' }) });
  const isUnset = effective === undefined && preset === undefined;
  chain.push({ from: 'unset', ...valued(unset.value), ...(isUnset ? { reason: 'unset' } : shadowed) });
  const holds = chain.find(({ reason }) => holding.has(reason));
  if (!holds) throw new Error('a parameter of which nothing holds');
  return { ...valued(effective?.value === null ? unset.value : holds.value), holds, chain };

  function linkOf(set: SetValue, at: number): Link {
    const link = { from: 'value', set, ...valued(set.value ?? undefined) } as const;
    if (set === effective) return { ...link, reason: 'holds' };
    if (isBefore(set, date)) return { ...link, reason: 'not-valid-yet' };
    if (isOver(set, date)) return { ...link, reason: 'expired' };
    return { ...link, ...shadowed, ...(at < place && { reason: 'locked-out' }) };
  }
}

const holding: ReadonlySet<LinkReason> = new Set(['holds', 'preset', 'unset']);

function valued(value: Json | undefined): { readonly value?: Json } {
  return value === undefined ? {} : { value };
}

/**
 * Of a value that is said by source, what one source reads; a source that is not named is as if nothing was set.
 *
 * @example
 * ofMember({ value: { '1': 'A' } }, { unset: { value: 'D' } }, '1') //=> 'A'
 * ofMember({ value: { '1': 'A' } }, { unset: { value: 'D' } }, '2') //=> 'D'
 */
export function ofMember(
  { value }: Pick<Explained, 'value'>,
  { unset }: { readonly unset: Pick<Param['unset'], 'value'> },
  member: string,
): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const bySource = value as Readonly<Record<string, Json>>;
  return Object.hasOwn(bySource, member) ? bySource[member] : unset.value;
}
