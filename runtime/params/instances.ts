import type { Param } from '../../metadata/kinds/common/param-value.ts';
import { addressOf, everyInstance } from '../../rules/params/address.ts';
import { systemScope, takes } from '../../rules/params/effective.ts';
import type { Call } from '../call/call.ts';

/** Instances of a dimension of which an organisation reads something of their own: what is set for it, or above it. */
export function instancesRead(
  { served }: Pick<Call, 'served'>,
  type: string,
  param: Param,
  org: string | null,
): readonly string[] {
  const { parameters, model, orgs } = served;
  const above = org === null || param.inherited === false ? [] : orgs.ancestors(org);
  const read = new Set([
    ...(takes(param.scopes, 'system') ? [systemScope] : []),
    ...(org === null || !takes(param.scopes, 'organisation') ? [] : [org, ...above]),
  ]);
  const found: string[] = [];
  for (const [key, byScope] of parameters?.ofType(type) ?? []) {
    if (key === everyInstance || addressOf(model, type, key)?.param !== param) continue;
    if ([...byScope.keys()].some((scope) => read.has(scope))) found.push(key);
  }
  return found.sort();
}
