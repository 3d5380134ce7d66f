import type { Json } from '../../metadata/json.ts';
import type { Label } from '../../metadata/label.ts';
import { session } from '../session/session.ts';
import type { From, Organisation, Parameter, Scope } from './parameter-data.ts';

/** A value somebody set at one place. */
export interface SetValue {
  readonly id: string;
  readonly revision: number;
  readonly value: Json;
  readonly raw: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly locked: boolean;
}

/** One of the things that could hold; of what one may not see, only that there is one. */
export interface ChainLink extends Partial<SetValue> {
  readonly from: 'value' | 'preset' | 'unset';
  readonly state: 'holds' | 'shadowed' | 'not-valid-yet' | 'expired' | 'locked-out' | 'preset' | 'unset';
  readonly key?: string;
  readonly scope?: Scope;
  readonly org?: Organisation | null;
  readonly hidden?: boolean;
  readonly by?: { readonly name?: string | null; readonly number?: string | null } | null;
  readonly at?: string | null;
  readonly reason?: string | null;
}

/** A parameter as one place reads it, with everything that was asked, nearest first. */
export interface ParameterRead {
  readonly value: Json;
  readonly raw: string | null;
  readonly isSet: boolean;
  readonly from: From;
  readonly own: readonly SetValue[];
  readonly unset: { readonly value: Json; readonly label: Label };
  readonly chain: readonly ChainLink[];
}

export function readParameter(parameter: Parameter, scope: Scope): Promise<ParameterRead> {
  return session.api.get(placeOf(parameter), { query: { scope, explain: true } });
}

/** What one organisation says of a key. */
export interface Override extends Partial<SetValue> {
  readonly key: string;
  readonly org: Organisation | null;
  readonly by?: { readonly name: string } | null;
  readonly at?: string | null;
}

export function readOverrides(
  parameter: Parameter,
): Promise<{ readonly items: readonly Override[]; readonly hidden: number }> {
  return session.api.get(`${placeOf(parameter)}/overrides`);
}

/** A program that reads a parameter. */
export interface Reader {
  /** As it names itself. */
  readonly client: string | null;
  readonly version: string | null;
  readonly token: { readonly name: string } | null;
  readonly user: { readonly name: string } | null;
  readonly app: string | null;
  readonly org: Organisation | null;
  readonly lastRead: string;
  /** The last that it held. */
  readonly revision: number | null;
  /** It reads many at once, and may not need this one. */
  readonly many: boolean;
  readonly refused: { readonly at: string; readonly reason: string | null } | null;
}

export interface Readers {
  readonly since: string | null;
  readonly items: readonly Reader[];
  /** Beyond what one may see. */
  readonly hidden: number;
  readonly others: { readonly lastRead: string } | null;
}

export function readReaders(parameter: Parameter): Promise<Readers> {
  return session.api.get(`${placeOf(parameter)}/readers`);
}

export interface Draft {
  /** Empty: a further value. */
  readonly id: string;
  readonly value: Json;
  readonly validFrom: string;
  readonly validTo: string;
  readonly locked: boolean;
  readonly reason: string;
}

export async function saveDraft(
  parameter: Parameter,
  scope: Scope,
  { id, value, validFrom, validTo, locked, reason }: Draft,
  seen: SetValue | undefined,
): Promise<void> {
  const body = { value, validFrom: validFrom || null, validTo: validTo || null, locked };
  await session.api.put(placeOf(parameter), seen ? { ...body, id } : body, {
    ...{ query: { scope }, reason },
    ...(seen && { ifMatch: seen.revision }),
  });
}

/** Takes a value away, so that what is above it is inherited again. */
export async function takeAway(
  parameter: Parameter,
  scope: Scope,
  seen: SetValue,
  reason: string,
): Promise<void> {
  await session.api.delete(placeOf(parameter), {
    ...{ query: { scope, id: seen.id }, ifMatch: seen.revision, reason },
  });
}

function placeOf({ definition, key }: Parameter): string {
  return `/api/params/${encodeURIComponent(definition.type)}/${encodeURIComponent(key)}`;
}
