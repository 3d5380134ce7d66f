import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { refusal } from '../../common/refusal.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Cell, Connection } from '../../database/database.ts';
import { either, type IndexedCondition, type NewestRows, newestRows } from './newest-rows.ts';
import { revisionsBetween } from './revisions-between.ts';
import { stepOrOperation, versionsDone } from './trail-steps.ts';

const cursorWrong = refusal('cursor-wrong', 400);

/** Something that was done: an entry of its own, or a version of a record. */
export interface AuditItem {
  readonly at: number;
  readonly actor: { readonly id: string; readonly name: string | null } | null;
  readonly action: string;
  readonly target: string | null;
  /** Id of the form, of writes of records. */
  readonly form?: string;
  /** The record as it was written or deleted, by ids; null where it is too long to be read for its name. */
  readonly snapshot?: JsonObject | null;
  readonly revision?: number;
  readonly reason?: string | null;
  readonly org: string | null;
  readonly detail?: Json;
}

export interface AuditQuery {
  readonly limit: number;
  readonly from?: number;
  readonly to?: number;
  /** Any of them. Default: whoever. */
  readonly users?: readonly string[];
  /** Any of them. Default: whatever. */
  readonly actions?: readonly string[];
  /** Forms of the records that something was done to, or tried. Default: whatever it was done to. */
  readonly forms?: readonly { readonly id: string; readonly name: string }[];
  /** Organisations in which something was done. Default: wherever it was. */
  readonly orgs?: readonly string[];
  /** Sign-ins are left out, those that failed or were held too. */
  readonly withoutSignIns?: boolean;
  readonly cursor?: string;
}

export interface AuditPage {
  readonly items: readonly AuditItem[];
  readonly next: string | null;
}

/** The place up to which both sources were told. */
export interface Place {
  readonly at: number;
  readonly id: string;
  readonly revision: number;
}

const end: Place = { at: Number.MAX_SAFE_INTEGER, id: '~', revision: Number.MAX_SAFE_INTEGER };

/** A part of the trail, and what has to be so of all that is read of it. */
export interface Stretch {
  /** Later than what is told. */
  readonly place: Place;
  /** The first that may be told. Default: all there ever was. */
  readonly least?: Omit<Place, 'id'>;
  /** Default: nothing else. */
  readonly entries?: readonly IndexedCondition[];
  readonly versions?: readonly IndexedCondition[];
}

interface StretchPage {
  readonly items: readonly { readonly item: AuditItem; readonly place: Place }[];
  readonly more: boolean;
}

/**
 * The audit trail, newest first. Writes of records are not written down twice: history already says who, when
 * and why, so that the trail is both tables merged, but for what jobs note of themselves; the cursor has a place
 * in each.
 */
export async function readTrail(database: Connection, query: AuditQuery): Promise<AuditPage> {
  const { items, more } = await readStretch(database, query, { place: placeOf(query.cursor) });
  const last = items.at(-1);
  return { items: items.map(({ item }) => item), next: more && last ? writeCursor(last.place) : null };
}

export async function readStretch(
  database: Connection,
  query: AuditQuery,
  stretch: Stretch,
): Promise<StretchPage> {
  const [entries, versions] = await Promise.all([
    readEntries(database, query, stretch),
    readVersions(database, query, stretch),
  ]);
  const items: { item: AuditItem; place: Place }[] = [];
  let { place } = stretch;
  for (let e = 0, v = 0; items.length < query.limit; ) {
    const [entry, version] = [entries[e], versions[v]];
    const next = entry && (!version || entry.item.at >= version.item.at) ? entry : version;
    if (!next) break;
    if (next === entry) e += 1;
    else v += 1;
    place = { ...place, ...next.place };
    items.push({ item: next.item, place });
  }
  return { items, more: items.length < entries.length + versions.length };
}

interface EntryRow {
  readonly id: string;
  readonly at: number;
  readonly actor: string | null;
  readonly actor_name: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly org: string | null;
  readonly detail: string | null;
}

async function readEntries(database: Connection, query: AuditQuery, { place, least, entries = [] }: Stretch) {
  const after = { sql: 'at <= ? and (at < ? or id < ?)', params: [place.at, place.at, place.id] };
  const since = Math.max(query.from ?? 0, least?.at ?? 0);
  const where = [after, ...entries, ...(query.withoutSignIns ? [noSignIns] : [])];
  const rows = await newestRows<EntryRow>(database, {
    table: 'gj_audit',
    columns: 'id, at, actor, actor_name, action, target, org, detail',
    ...narrowed(
      { ...query, from: since },
      where,
      (actions) => is('action', actions),
      ({ name }) => addressesOf(name),
    ),
    order: 'at desc, id desc',
    limit: query.limit + 1,
  });
  return rows.map((row) => ({
    place: { at: row.at, id: row.id },
    item: {
      at: row.at,
      actor: actor(row),
      action: row.action,
      target: row.target,
      org: row.org,
      detail: row.detail === null ? null : (JSON.parse(row.detail) as Json),
    },
  }));
}

const noSignIns: IndexedCondition = {
  sql: "action not in ('sign-in', 'sign-in-failed', 'sign-in-held')",
  params: [],
};

/** Answers conditions for entries about a form: a call on it, or its refusal, is told by its address. */
export function addressesOf(form: string): readonly IndexedCondition[] {
  const path = `/api/forms/${form}`;
  return [
    { sql: 'target = ?', params: [path] },
    // Addresses behind a slash lie below the next sign after it.
    { sql: 'target >= ? and target < ?', params: [`${path}/`, `${path}0`] },
  ];
}

interface VersionRow {
  readonly revision: number;
  readonly form: string;
  readonly record: string;
  readonly operation: string;
  readonly at: number;
  readonly actor: string | null;
  readonly actor_name: string | null;
  readonly org: string | null;
  readonly reason: string | null;
  readonly snapshot: string | null;
}

/** Jobs write down how far they are in the name of whoever started them: nothing that person did. */
const noBookkeeping = "not (form = 'job' and operation in ('create', 'update'))";

/** Bytes of a record that is read for its number and name; a page has hundreds of them. */
const longest = 100_000;

async function readVersions(
  database: Connection,
  query: AuditQuery,
  { place, least, versions: more = [] }: Stretch,
) {
  const between = await revisionsBetween(database, query, place.revision, least?.revision);
  const after = { sql: `${between.sql} and ${noBookkeeping}`, params: between.params };
  const rows = await newestRows<VersionRow>(database, {
    table: 'gj_history',
    columns: `revision, form, record, ${stepOrOperation} as operation, at, actor, actor_name, org, reason,
      case when length(snapshot) <= ${longest} then snapshot end as snapshot`,
    ...narrowed(query, [after, ...more], versionsDone, ({ id }) => is('form', [id])),
    order: 'revision desc',
    limit: query.limit + 1,
  });
  const pause = timeSlices();
  const versions = [];
  for (const row of rows) {
    versions.push(versionOf(row));
    await pause();
  }
  return versions;
}

function versionOf(row: VersionRow) {
  return {
    place: { revision: row.revision },
    item: {
      at: row.at,
      actor: actor(row),
      action: row.operation,
      target: row.record,
      form: row.form,
      revision: row.revision,
      reason: row.reason,
      org: row.org,
      snapshot: row.snapshot === null ? null : (JSON.parse(row.snapshot) as JsonObject),
    },
  };
}

/** Looks by an index for the condition that most narrows the trail down: a person, then forms, then actions. */
function narrowed(
  { from, to, users, actions, forms, orgs }: AuditQuery,
  place: readonly IndexedCondition[],
  done: (actions: readonly string[]) => readonly IndexedCondition[],
  toForm: (form: NonNullable<AuditQuery['forms']>[number]) => readonly IndexedCondition[],
): Pick<NewestRows, 'oneOf' | 'where'> {
  const [oneOf = [always], ...others] = [
    users && is('actor', users),
    forms?.flatMap(toForm),
    actions && done(actions),
  ].filter((each) => each !== undefined);
  const where = [
    ...place,
    ...(from === undefined || from === 0 ? [] : [{ sql: 'at >= ?', params: [from] }]),
    ...(to === undefined ? [] : [{ sql: 'at < ?', params: [to] }]),
    ...(orgs ? [oneOfValues('org', orgs)] : []),
    ...others.map(either),
  ];
  return { oneOf, where };
}

const always: IndexedCondition = { sql: '1 = 1', params: [] };

/** The values are those of a column without an index, or one that does not narrow enough to be looked up. */
export function oneOfValues(column: string, values: readonly Cell[]): IndexedCondition {
  if (values.length === 0) return either([]);
  return { sql: `${column} in (${values.map(() => '?').join(', ')})`, params: values };
}

function is(column: string, values: readonly Cell[]): readonly IndexedCondition[] {
  return [...new Set(values)].map((value) => ({ sql: `${column} = ?`, params: [value] }));
}

function actor({ actor: id, actor_name: name }: { actor: string | null; actor_name: string | null }) {
  return id === null ? null : { id, name };
}

export function writeCursor({ at, id, revision }: Place): string {
  return Buffer.from(JSON.stringify([at, id, revision])).toString('base64url');
}

/** Of none: the newest there is comes first. */
export function placeOf(cursor: string | undefined): Place {
  if (cursor === undefined) return end;
  try {
    const [at, id, revision] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Json[];
    if (typeof at === 'number' && typeof id === 'string' && typeof revision === 'number')
      return { at, id, revision };
  } catch {
    // Refused below, like every other text that is no cursor.
  }
  throw cursorWrong({}, [{ path: '/cursor', code: 'cursor-wrong' }]);
}
