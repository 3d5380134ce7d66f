import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../metadata/common/issue.ts';
import type { Json } from '../../metadata/common/json.ts';
import type { Model } from '../../metadata/model.ts';
import type { Address } from '../../rules/params/address.ts';
import { isSealed } from '../common/vault.ts';
import { isSecret, storedValue, wireOf } from './wire-value.ts';

const changed: Problem = { path: '/value', code: 'param-definition-changed' };

/** Finds problems of a value that was kept when its definition may have been another. */
export function misfits(value: Json, address: Address, model: Model): readonly Problem[] {
  if (value === null) return [];
  const sealed = typeof value === 'string' && isSealed(value);
  if (sealed || isSecret(address)) return sealed === isSecret(address) ? [] : [changed];
  const wire = wireIn(value, address, model);
  if (wire === undefined) return [changed];
  const kept = storedValue({ value: wire }, address, { model, seal: (plain) => plain });
  if (!kept.ok) return kept.problems;
  return isDeepStrictEqual(kept.value.value, value) ? [] : [changed];
}

/** Undefined: no value of the kind is kept like that. */
function wireIn(value: Json, address: Address, model: Model): Json | undefined {
  try {
    return wireOf(value, address, model);
  } catch {
    return undefined;
  }
}
