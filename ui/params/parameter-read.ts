import type { Json } from '../../metadata/common/json.ts';
import type { FoundSet, WholeChangeSet } from '../../metadata/contract/changes/answered.ts';
import type { SentItem } from '../../metadata/contract/changes/sent.ts';
import type { Organisation } from '../../metadata/contract/common/shared.ts';
import type { EffectiveEntry } from '../../metadata/contract/params/history.ts';
import type { ParameterGridRow } from '../../metadata/contract/params/many.ts';
import type { ParameterReaders } from '../../metadata/contract/params/readers.ts';
import type { ParameterRead, SeenSetting } from '../../metadata/contract/params/value.ts';
import type { RouteAnswer } from '../session/route.ts';
import { session } from '../session/session.ts';
import type { Parameter, Scope } from './parameter-data.ts';

export function readParameter(parameter: Parameter, scope: Scope): Promise<ParameterRead> {
  return session.api.call('GET /api/params/:type/:key', {
    path: placeOf(parameter),
    query: { scope, explain: true },
  });
}

/** A secret as the organisation of the page reads it, in clear; the audit trail says so. */
export async function revealSecret(parameter: Parameter): Promise<string> {
  const { value } = await session.api.call('GET /api/params/:type/:key', {
    path: placeOf(parameter),
    query: { reveal: true },
  });
  return typeof value === 'string' ? value : '';
}

export function readOverrides(parameter: Parameter): Promise<{ readonly items: readonly SeenSetting[] }> {
  return session.api.call('GET /api/params/:type/:key/overrides', { path: placeOf(parameter) });
}

/** Reads the change sets that are not published yet and would change what the organisation of the page reads. */
export function readChanges({
  definition,
  key,
}: Parameter): Promise<{ readonly items: readonly FoundSet[] }> {
  return session.api.call('GET /api/changesets', {
    query: { parameter: `${definition.type}/${key}`, state: unpublished, limit: 20 },
  });
}

const unpublished = 'draft,waiting,approved,scheduled,rejected,failed';

/**
 * Reads the history of the value that the organisation reads, the newest first; `before` is the `next` of the page
 * before.
 */
export async function readHistory(
  parameter: Parameter,
  before: string | null,
): Promise<{ readonly items: readonly EffectiveEntry[]; readonly next: string | null }> {
  const { items, next } = await session.api.call('GET /api/params/:type/:key/history', {
    path: placeOf(parameter),
    query: { effective: true, limit: 20, ...(before !== null && { before }) },
  });
  return {
    items: items.flatMap((one) => ('cause' in one ? [one] : [])),
    next: next === null ? null : String(next),
  };
}

/** Reads the value that the organisation read at a moment of the past. */
export function readThen(parameter: Parameter, at: string): Promise<ParameterRead> {
  return session.api.call('GET /api/params/:type/:key', {
    path: placeOf(parameter),
    query: { at, explain: true },
  });
}

/** Reads the value that the organisation will read on a day to come, as everything is set by now. */
export function readOn(parameter: Parameter, on: string): Promise<ParameterRead> {
  return session.api.call('GET /api/params/:type/:key', {
    path: placeOf(parameter),
    query: { on, explain: true },
  });
}

/** The value that one of several organisations reads. */
export type GridRow = Omit<ParameterGridRow, 'org'> & { readonly org: Organisation };

/**
 * The organisation of the page and those below it, of the instances or of the key itself; `cursor` is the `next` of the
 * page before.
 */
export async function readGrid(
  parameter: Parameter,
  cursor: string | null,
  instances?: readonly string[],
): Promise<{ readonly items: readonly GridRow[]; readonly next: string | null }> {
  const keys = instances && { instances: instances.join(',') };
  const { items, next } = await session.api.call('GET /api/params/:type/:key/grid', {
    path: placeOf(parameter),
    query: { limit: 200, ...keys, ...(cursor !== null && { cursor }) },
  });
  return { items: items.flatMap(({ org, ...one }) => (org ? [{ ...one, org }] : [])), next };
}

export function readReaders(parameter: Parameter): Promise<ParameterReaders> {
  return session.api.call('GET /api/params/:type/:key/readers', { path: placeOf(parameter) });
}

/** Answers the values that are set at the place itself, as far as one may see them. */
export function seenSettings({ own }: Pick<ParameterRead, 'own'>): readonly SeenSetting[] {
  return own.flatMap((one) => ('hidden' in one ? [] : [one]));
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

/** A value that was written past the basket. */
export interface WrittenValue {
  /** The set it became, to which somebody has to agree; null: it is in service. */
  readonly waits: WholeChangeSet | null;
  /** What the place itself says by now. */
  readonly own: readonly SeenSetting[];
}

export async function saveEdited(
  parameter: Parameter,
  scope: Scope,
  { id, value, validFrom, validTo, locked, reason }: EditedValue,
  seen: SeenSetting | undefined,
): Promise<WrittenValue> {
  const body = { value, validFrom: validFrom || null, validTo: validTo || null, locked };
  const answer = await session.api.call('PUT /api/params/:type/:key', {
    path: placeOf(parameter),
    query: { scope },
    reason,
    body: seen ? { ...body, id } : body,
    ...seenOf(seen),
  });
  return accepted(answer);
}

/** Takes a value away, so that what is above it is inherited again. */
export async function takeAway(
  parameter: Parameter,
  scope: Scope,
  seen: SeenSetting,
  reason: string,
): Promise<WrittenValue> {
  const answer = await session.api.call('DELETE /api/params/:type/:key', {
    path: placeOf(parameter),
    query: { scope, id: seen.id },
    ...seenOf(seen),
    reason,
  });
  return accepted(answer);
}

function accepted(answer: RouteAnswer<'PUT /api/params/:type/:key'>): WrittenValue {
  return 'items' in answer ? { waits: answer, own: [] } : { waits: null, own: seenSettings(answer) };
}

/** The same, for the basket. A value whose days become others is taken away where it stands. */
export function settingItems(
  parameter: Parameter,
  scope: Scope,
  { value, validFrom, validTo, locked }: EditedValue,
  seen: SeenSetting | undefined,
): readonly SentItem[] {
  const { definition, key } = parameter;
  const days = { validFrom: validFrom || null, validTo: validTo || null };
  const stays = seen && seen.validFrom === days.validFrom && seen.validTo === days.validTo;
  const set: SentItem = {
    action: 'set',
    type: definition.type,
    key,
    org: orgOf(scope),
    value,
    locked,
    ...days,
    ...(stays && seenOf(seen)),
  };
  return seen && !stays ? [set, unsettingItem(parameter, scope, seen)] : [set];
}

export function unsettingItem({ definition, key }: Parameter, scope: Scope, seen: SeenSetting): SentItem {
  const { validFrom, validTo } = seen;
  return {
    action: 'unset',
    type: definition.type,
    key,
    org: orgOf(scope),
    validFrom,
    validTo,
    ...seenOf(seen),
  };
}

/** The revision of what was seen, where something was. */
function seenOf(seen: SeenSetting | undefined): { readonly ifMatch?: number } {
  const revision = seen?.revision ?? null;
  return revision === null ? {} : { ifMatch: revision };
}

function orgOf(scope: Scope): string | null {
  return scope === 'system' ? null : (session.org?.number ?? null);
}

function placeOf({ definition: { type }, key }: Parameter) {
  return { type, key };
}
