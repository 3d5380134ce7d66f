import type { Param } from '../../metadata/kinds/param-value.ts';
import type { OrgTree } from '../sharing/org-tree.ts';
import { type Address, keysAsked } from './address.ts';
import { type Asked, type SetAtKey, scopesAsked } from './effective.ts';

/** Everything that is set, at one moment. */
export interface SetValues {
  /** Of a type: what is set at each key. */
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
): Asked & { readonly param: Param } {
  const ofType = values?.ofType(type);
  const path = org === null ? [] : [org, ...orgs.ancestors(org)];
  return {
    param,
    keys: keysAsked(param, key).map((one) => ofType?.get(one)),
    scopes: scopesAsked(param, path),
    date,
  };
}
