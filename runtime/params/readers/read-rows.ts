import type { ReaderRow } from '../../../migrations/rows/tables.ts';
import type { Connection, Database } from '../../database/database.ts';
import type { Others } from './read-book.ts';
import type { Read, Refused } from './reader.ts';

const key = ['kind', 'reader', 'client', 'org', 'type', 'address'] as const;
const columns = [
  ...key,
  ...(['version', 'last_at', 'revision', 'refused', 'node', 'written_at'] as const),
] as const;
/** Rows of one statement. */
const atOnce = 100;
/** Stands for those whom nobody knows any more, and for when this began. */
const [othersKind, sinceKind] = ['others', 'since'] as const;

/** The node that writes, and the time by the one clock that all of them share. */
export interface Writing {
  readonly node: string;
  readonly at: number;
}

/** When it was first asked for, since which everything that was read is known. */
export async function readSince(database: Database, { node, at }: Writing): Promise<number> {
  const sql = database.dialect.upsert('gj_reader', columns, key);
  await database.run(sql, [sinceKind, '', '', '', '', '', '', at, 0, null, node, at]);
  const row = await database.first<{ at: number }>('SELECT last_at AS at FROM gj_reader WHERE kind = ?', [
    sinceKind,
  ]);
  return Number(row?.at ?? at);
}

/** Written since, by others than this node; whoever comes from the start has to know all. */
export async function readRows(
  connection: Connection,
  { node, since }: { readonly node: string; readonly since: number },
): Promise<{ readonly reads: readonly Read[]; readonly others: readonly Others[] }> {
  const rows = await connection.all<ReaderRow>(
    `SELECT ${columns.join(', ')} FROM gj_reader WHERE written_at >= ? AND node <> ? ORDER BY last_at`,
    [since, node],
  );
  const reads = rows.flatMap(({ kind, ...row }): Read[] =>
    kind === 'token' || kind === 'user' || kind === 'app' ? [{ kind, ...readOf(row) }] : [],
  );
  const others = rows
    .filter(({ kind }) => kind === othersKind)
    .map((row) => ({ type: row.type, key: row.address, at: Number(row.last_at) }));
  return { reads, others };
}

function readOf(row: Omit<ReaderRow, 'kind'>): Omit<Read, 'kind'> {
  return {
    id: row.reader,
    client: row.client,
    version: row.version,
    org: row.org,
    type: row.type,
    key: row.address,
    at: Number(row.last_at),
    revision: Number(row.revision),
    refused: row.refused === null ? null : (JSON.parse(row.refused) as Refused),
  };
}

export async function writeReads(
  database: Database,
  reads: readonly Read[],
  { node, at }: Writing,
): Promise<void> {
  const rows = reads.map((read) => [
    ...[read.kind, read.id, read.client, read.org, read.type, read.key],
    ...[read.version, read.at, read.revision, read.refused && JSON.stringify(read.refused), node, at],
  ]);
  await upsert(database, rows);
}

export async function writeOthers(
  database: Database,
  others: readonly Others[],
  { node, at }: Writing,
): Promise<void> {
  const rows = others.map((one) => [
    ...[othersKind, '', '', '', one.type, one.key],
    ...['', one.at, 0, null, node, at],
  ]);
  await upsert(database, rows);
}

async function upsert(
  database: Database,
  rows: readonly (readonly (string | number | null)[])[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce);
    const sql = database.dialect.upsert('gj_reader', columns, key, columns.slice(key.length), some.length);
    await database.run(sql, some.flat());
  }
}

export async function deleteReads(database: Connection, reads: readonly Read[]): Promise<void> {
  for (const { kind, id, client, org, type, key: address } of reads)
    await database.run(`DELETE FROM gj_reader WHERE ${key.map((name) => `${name} = ?`).join(' AND ')}`, [
      ...[kind, id, client, org, type, address],
    ]);
}

/** Rows nobody needs: of credentials that open nothing any more, and of what was read before. */
export async function sweepReads(database: Connection, before: number): Promise<void> {
  await database.run('DELETE FROM gj_reader WHERE last_at < ? AND kind <> ?', [before, sinceKind]);
  await database.run(
    "DELETE FROM gj_reader WHERE kind = 'token' AND NOT EXISTS (SELECT 1 FROM gj_token t WHERE t.token = gj_reader.reader)",
  );
}
