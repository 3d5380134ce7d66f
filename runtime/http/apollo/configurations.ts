import { hash } from 'node:crypto';
import type { ParamType } from '../../../metadata/model.ts';
import { addressOf, everyInstance } from '../../../rules/params/address.ts';
import { type EffectiveState, readAt } from '../../../rules/params/effective-changes.ts';
import { isSecret } from '../../params/wire-value.ts';

export type Configurations = Readonly<Record<string, string>>;

/** What an organisation reads of a type as other systems spell it; what nobody set, or no text says, is absent. */
export function configurationsOf(
  { type, params }: ParamType,
  state: EffectiveState,
  org: string,
): Configurations {
  const keys = new Set<string>();
  for (const { key } of params) if (key !== undefined) keys.add(key);
  for (const key of state.values?.ofType(type)?.keys() ?? []) if (key !== everyInstance) keys.add(key);
  const found: [string, string][] = [];
  for (const key of [...keys].sort()) {
    const address = addressOf(state.model, type, key);
    if (!address || isSecret(address)) continue;
    const raw = readAt(address, state, org)?.raw ?? null;
    if (raw !== null) found.push([key, raw]);
  }
  return Object.fromEntries(found);
}

/** Another one when what is read is another. */
export function releaseKey(configurations: Configurations): string {
  return hash('sha256', JSON.stringify(configurations), 'hex').slice(0, 32);
}
