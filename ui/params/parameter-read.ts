import type { Json } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type { ChangeSet, SentItem } from '../basket/change-set.ts';
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

/** A secret as the organisation of the page reads it, in clear; the audit trail says so. */
export async function revealSecret(parameter: Parameter): Promise<string> {
  const { value } = await session.api.get<{ value: Json }>(placeOf(parameter), { query: { reveal: true } });
  return typeof value === 'string' ? value : '';
}

/** What one organisation says of a key. */
export interface Override extends Partial<SetValue> {
  readonly key: string;
  readonly org: Organisation | null;
  readonly by?: { readonly name: string } | null;
  readonly at?: string | null;
}

export function readOverrides(parameter: Parameter): Promise<{ readonly items: readonly Override[] }> {
  return session.api.get(`${placeOf(parameter)}/overrides`);
}

/** That an organisation read something else from a moment on. */
export interface EffectiveEntry {
  readonly at: string;
  readonly revision: number;
  readonly cause: 'set' | 'unset' | 'lock' | 'unlock' | 'move' | 'zone' | 'definition' | 'date';
  /** Where it was done; null: for the whole system, or to definitions. */
  readonly org: Organisation | null;
  readonly from: { readonly value: Json } | null;
  readonly to: { readonly value: Json } | null;
  readonly by: { readonly name: string } | null;
  readonly reason: string | null;
}

/** The newest first; `before` is the `next` of the page before. */
export function readHistory(
  parameter: Parameter,
  before: string | null,
): Promise<{ readonly items: readonly EffectiveEntry[]; readonly next: string | null }> {
  const query = { effective: true, limit: 20, ...(before !== null && { before }) };
  return session.api.get(`${placeOf(parameter)}/history`, { query });
}

/** What the organisation read at a moment of the past. */
export function readThen(parameter: Parameter, at: string): Promise<ParameterRead> {
  return session.api.get(placeOf(parameter), { query: { at, explain: true } });
}

/** What one of several organisations reads, of one of several instances. */
export interface GridRow {
  readonly key: string;
  readonly org: Organisation;
  readonly value: Json;
  readonly from: From;
}

/**
 * The organisation of the page and those below it, of the instances or of the key itself; `cursor` is the `next` of the
 * page before.
 */
export function readGrid(
  parameter: Parameter,
  cursor: string | null,
  instances?: readonly string[],
): Promise<{ readonly items: readonly GridRow[]; readonly next: string | null }> {
  const keys = instances && { instances: instances.join(',') };
  const query = { limit: 200, ...keys, ...(cursor !== null && { cursor }) };
  return session.api.get(`${placeOf(parameter)}/grid`, { query });
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
  /** As far as one may see. */
  readonly items: readonly Reader[];
  readonly others: { readonly lastRead: string } | null;
}

export function readReaders(parameter: Parameter): Promise<Readers> {
  return session.api.get(`${placeOf(parameter)}/readers`);
}

export interface EditedValue {
  /** Empty: a further value. */
  readonly id: string;
  readonly value: Json;
  readonly validFrom: string;
  readonly validTo: string;
  readonly locked: boolean;
  readonly reason: string;
}

/** Null: it is in service; else somebody has to agree to the set it became. */
export async function saveEdited(
  parameter: Parameter,
  scope: Scope,
  { id, value, validFrom, validTo, locked, reason }: EditedValue,
  seen: SetValue | undefined,
): Promise<ChangeSet | null> {
  const body = { value, validFrom: validFrom || null, validTo: validTo || null, locked };
  const answer = await session.api.ask<ChangeSet>('PUT', placeOf(parameter), {
    query: { scope },
    reason,
    body: seen ? { ...body, id } : body,
    ...(seen && { ifMatch: seen.revision }),
  });
  return accepted(answer);
}

/** Takes a value away, so that what is above it is inherited again. */
export async function takeAway(
  parameter: Parameter,
  scope: Scope,
  seen: SetValue,
  reason: string,
): Promise<ChangeSet | null> {
  const answer = await session.api.ask<ChangeSet>('DELETE', placeOf(parameter), {
    query: { scope, id: seen.id },
    ifMatch: seen.revision,
    reason,
  });
  return accepted(answer);
}

function accepted({ status, body }: { readonly status: number; readonly body: ChangeSet }): ChangeSet | null {
  return status === 202 ? body : null;
}

/** The same, for the basket. */
export function settingItem(
  { definition, key }: Parameter,
  scope: Scope,
  { value, validFrom, validTo, locked }: EditedValue,
  seen: SetValue | undefined,
): SentItem {
  return {
    action: 'set',
    type: definition.type,
    key,
    org: orgOf(scope),
    value,
    locked,
    validFrom: validFrom || null,
    validTo: validTo || null,
    ...(seen && { ifMatch: seen.revision }),
  };
}

export function unsettingItem({ definition, key }: Parameter, scope: Scope, seen: SetValue): SentItem {
  const { validFrom, validTo, revision } = seen;
  return {
    action: 'unset',
    type: definition.type,
    key,
    org: orgOf(scope),
    validFrom,
    validTo,
    ifMatch: revision,
  };
}

function orgOf(scope: Scope): string | null {
  return scope === 'system' ? null : (session.org?.number ?? null);
}

function placeOf({ definition, key }: Parameter): string {
  return `/api/params/${encodeURIComponent(definition.type)}/${encodeURIComponent(key)}`;
}
