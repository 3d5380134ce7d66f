import type { Json } from '../../../metadata/json.ts';
import type { Refused } from '../../../rules/sharing/verdict.ts';
import type { Call } from '../../call/call.ts';
import type { Refusal } from '../../refusal.ts';
import { sharingRefused } from './refusals.ts';

/** Verdicts of `rules/sharing`, with organisations by the numbers that people know. */
export function refuseSharing(call: Call, ...verdicts: readonly Refused[]): Refusal {
  return sharingRefused(
    {},
    verdicts.map(({ code, params }) => ({ path: '', code, params: spokenParams(call, params) })),
  );
}

/** Params of a verdict, which knows organisations by their ids. */
export function spokenParams(call: Call, params: Refused['params']): Record<string, Json> {
  const said: Record<string, Json> = {};
  for (const [name, value] of Object.entries(params)) {
    if (name === 'org' || name === 'holder') said[name] = numberOf(call, value);
    else if (name === 'holders' && Array.isArray(value))
      said[name] = value.map((org: Json) => numberOf(call, org));
    else said[name] = value;
  }
  return said;
}

function numberOf(call: Call, org: Json): Json {
  return call.served.orgs.get(String(org))?.number ?? org;
}
