import type { Param } from '../../metadata/kinds/common/param-value.ts';
import type { OrgTree } from '../sharing/org-tree.ts';
import { type Address, keysAsked } from './address.ts';
import { type EffectiveQuestion, type SetAtKey, scopesAsked } from './effective.ts';

/** The values that are set, at one moment. */
export interface SetValues {
  /** Of the newest write in it. Default: nobody counts. */
  readonly revision?: number;
  /** Returns the values at each key of a type. */
  ofType(type: string): ReadonlyMap<string, SetAtKey> | undefined;
}

export interface Place {
  readonly orgs: Pick<OrgTree, 'ancestors'>;
  /** Null: what the whole system reads that is no organisation's. */
  readonly org: string | null;
  /** Local to the organisation. */
  readonly date: string;
}

/** The question which value of a parameter an organisation reads on a day. */
export function askOf(
  { type, key, param }: Address,
  values: SetValues | undefined,
  { orgs, org, date }: Place,
): EffectiveQuestion & { readonly param: Param } {
  const ofType = values?.ofType(type);
  return {
    param,
    keys: keysAsked(param, key).map((one) => ofType?.get(one)),
    scopes: org === null ? scopesAsked(param, []) : scopesOf(param, orgs, org),
    date,
  };
}

/** Of each tree the scopes that most parameters ask: an organisation, those above it, the system. */
const known = new WeakMap<Place['orgs'], Map<string, readonly string[]>>();

/** The scopes whose values an organisation reads: its own, those above it, the system. */
export function scopesOf(param: Param, orgs: Place['orgs'], org: string): readonly string[] {
  if (param.inherited === false || param.scopes !== undefined)
    return scopesAsked(param, [org, ...orgs.ancestors(org)]);
  const ofTree = known.get(orgs) ?? new Map<string, readonly string[]>();
  if (ofTree.size === 0) known.set(orgs, ofTree);
  const scopes = ofTree.get(org) ?? scopesAsked(param, [org, ...orgs.ancestors(org)]);
  if (!ofTree.has(org)) ofTree.set(org, scopes);
  return scopes;
}
