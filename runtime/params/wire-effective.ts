import type { WireEffective } from '../../metadata/contract/params/value.ts';
import type { Model } from '../../metadata/model.ts';
import type { Address } from '../../rules/params/address.ts';
import type { Effective } from '../../rules/params/effective-changes.ts';
import { maskOf, wireOf } from './wire-value.ts';

/** Answers a value that was or will be read, as the wire has it; null: nothing could be read. */
export function wireEffective(
  effective: Effective | null,
  address: Pick<Address, 'param'> | undefined,
  model: Model,
): WireEffective | null {
  if (!effective || !address) return null;
  const { value, raw, isSet } = effective;
  return {
    value: value === undefined ? null : wireOf(value, address, model),
    raw,
    isSet,
    ...maskOf(address, value),
  };
}
