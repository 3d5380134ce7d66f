import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Cell, Connection } from '../database/database.ts';
import { refusal } from '../refusal.ts';

const cursorWrong = refusal('cursor-wrong', 400);

/** Something that was done: an entry of its own, or a version of a record. */
interface AuditItem {
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
  /** What was done to records of any of these forms, or tried. Default: to whatever. */
  readonly forms?: readonly { readonly id: string; readonly name: string }[];
  readonly cursor?: string;
}

export interface AuditPage {
  readonly items: readonly AuditItem[];
  readonly next: string | null;
}

/** How far both sources were told. */
interface Place {
  readonly at: number;
  readonly id: string;
  readonly revision: number;
}

const end: Place = { at: Number.MAX_SAFE_INTEGER, id: '~', revision: Number.MAX_SAFE_INTEGER };

/**
 * The audit trail, newest first. Writes of records are not written down twice: history already says who, when
 * and why, so that the trail is both tables merged; the cursor has a place in each.
 */
export async function readTrail(database: Connection, query: AuditQuery): Promise<AuditPage> {
  const place = query.cursor === undefined ? end : readCursor(query.cursor);
  const [entries, versions] = await Promise.all([
    readEntries(database, query, place),
    readVersions(database, query, place),
  ]);
  const merged: { item: AuditItem; place: Partial<Place> }[] = [];
  for (let e = 0, v = 0; merged.length < query.limit; ) {
    const [entry, version] = [entries[e], versions[v]];
    if (!entry && !version) break;
    if (entry && (!version || entry.item.at >= version.item.at)) {
      merged.push(entry);
      e += 1;
    } else if (version) {
      merged.push(version);
      v += 1;
    }
  }
  const more = merged.length < entries.length + versions.length;
  const reached: Place = Object.assign({}, place, ...merged.map((one) => one.place));
  return { items: merged.map(({ item }) => item), next: more ? writeCursor(reached) : null };
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

async function readEntries(database: Connection, query: AuditQuery, place: Place) {
  const where = ['(at < ? or (at = ? and id < ?))'];
  const params: Cell[] = [place.at, place.at, place.id];
  narrow(query, where, params, 'action');
  if (query.forms) {
    // Refused calls name what they were for by its address.
    const paths = query.forms.flatMap(({ name }) => [`/api/forms/${name}`, `/api/forms/${name}/%`]);
    where.push(`(${paths.map(() => 'target like ?').join(' or ') || '1 = 0'})`);
    params.push(...paths);
  }
  const rows = await database.all<EntryRow>(
    `select id, at, actor, actor_name, action, target, org, detail from gj_audit
     where ${where.join(' and ')} order by at desc, id desc limit ${query.limit + 1}`,
    params,
  );
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

/** Bytes of a record that is read for its number and name; a page has hundreds of them. */
const longest = 100_000;

async function readVersions(database: Connection, query: AuditQuery, place: Place) {
  const where = ['revision < ?'];
  const params: Cell[] = [place.revision];
  narrow(query, where, params, 'operation');
  if (query.forms)
    oneOf(
      'form',
      query.forms.map(({ id }) => id),
      where,
      params,
    );
  const rows = await database.all<VersionRow>(
    `select revision, form, record, operation, at, actor, actor_name, org, reason,
       case when length(snapshot) <= ${longest} then snapshot end as snapshot from gj_history
     where ${where.join(' and ')} order by revision desc limit ${query.limit + 1}`,
    params,
  );
  return rows.map((row) => ({
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
  }));
}

function narrow(query: AuditQuery, where: string[], params: Cell[], action: string): void {
  const add = (sql: string, value: Cell | undefined) => {
    if (value === undefined) return;
    where.push(sql);
    params.push(value);
  };
  add('at >= ?', query.from);
  add('at < ?', query.to);
  if (query.users) oneOf('actor', query.users, where, params);
  if (query.actions) oneOf(action, query.actions, where, params);
}

function oneOf(column: string, values: readonly string[], where: string[], params: Cell[]): void {
  where.push(values.length === 0 ? '1 = 0' : `${column} in (${values.map(() => '?').join(', ')})`);
  params.push(...values);
}

function actor({ actor: id, actor_name: name }: { actor: string | null; actor_name: string | null }) {
  return id === null ? null : { id, name };
}

function writeCursor({ at, id, revision }: Place): string {
  return Buffer.from(JSON.stringify([at, id, revision])).toString('base64url');
}

function readCursor(cursor: string): Place {
  try {
    const [at, id, revision] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Json[];
    if (typeof at === 'number' && typeof id === 'string' && typeof revision === 'number')
      return { at, id, revision };
  } catch {
    // Refused below, like every other text that is no cursor.
  }
  throw cursorWrong({}, [{ path: '/cursor', code: 'cursor-wrong' }]);
}
