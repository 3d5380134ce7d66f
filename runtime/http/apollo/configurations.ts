import { hash } from 'node:crypto';
import type { ParamType } from '../../../metadata/model.ts';
import { addressOf } from '../../../rules/params/address.ts';
import { readAt } from '../../../rules/params/effective-changes.ts';
import type { Served } from '../../call/call.ts';
import { instancesRead } from '../../params/instances.ts';
import { isSecret } from '../../params/wire-value.ts';

export type Configurations = Readonly<Record<string, string>>;

/**
 * Returns the values of a type that an organisation reads on a day, as other systems spell them; one that nobody set,
 * or no text says, is absent. Of instances those are told for which something is set that reaches it: which others
 * speak of is not its to know.
 */
export function configurationsOf(
  { type, params }: ParamType,
  served: Served,
  { org, date }: { readonly org: string; readonly date: string },
): Configurations {
  const state = { values: served.parameters, orgs: served.orgs, model: served.model, date: () => date };
  const keys = params.flatMap((param) => param.key ?? instancesRead({ served }, type, param, org));
  const found: [string, string][] = [];
  for (const key of [...new Set(keys)].sort()) {
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
