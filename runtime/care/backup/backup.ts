import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Connection, Database } from '../../database/database.ts';
import { underLease } from '../../database/lease.ts';
import { appliedMigrations, unknownAmong } from '../../database/migrate.ts';
import { type ArchiveEnd, type ArchiveHeader, archiveFormat, backupOlder, toArchive } from './archive.ts';
import { archivedTables, describeTables, type OnlyRows } from './describe-tables.ts';
import { pageRows } from './page-rows.ts';

export interface BackupOptions {
  /** Version of the server. */
  readonly server: string;
  /** Id of the key of this installation. */
  readonly key: string;
  /** The node that asks, for the lease. */
  readonly node: string;
  readonly at: string;
  /** Makes the seal of a digest. Default: the backup has none. */
  readonly seal?: (digest: string) => string;
  /** Told now and then. Default: nobody. */
  readonly report?: (done: number, total: number) => void;
  /** The tables, and the rows of each: no backup, but a copy to try something on. Default: everything. */
  readonly only?: OnlyRows;
  /** More rows than that are not written, and null is answered. Default: any number. */
  readonly mostRows?: number;
}

/**
 * Writes everything that lasts into one file, as it is at one moment, while the server goes on. Tables are not
 * changed meanwhile: a publish waits. The file appears when it is whole.
 */
export async function backup(
  database: Database,
  file: string,
  options: BackupOptions,
): Promise<ArchiveHeader> {
  // What a newer version added would not be in it.
  if (unknownAmong(await appliedMigrations(database)).length > 0)
    throw backupOlder({ known: options.server });
  return copyTables(database, file, options) as Promise<ArchiveHeader>;
}

/** The same of some tables; null: they have more rows than wanted. */
export function copyTables(
  database: Database,
  file: string,
  options: BackupOptions,
): Promise<ArchiveHeader | null> {
  return underLease(database, { work: 'tables', node: options.node }, ({ renew }) =>
    database.snapshot(async (reader) => {
      const header = await describe(database, reader, options);
      const rows = header.tables.reduce((sum, table) => sum + table.rows, 0);
      if (rows > (options.mostRows ?? Number.POSITIVE_INFINITY)) return null;
      const part = `${file}.part`;
      try {
        await pipeline(
          Readable.from(linesOf(database, reader, header, options)),
          createGzip(),
          createWriteStream(part, { mode: 0o600, flush: true }),
        );
        // Tables that others changed meanwhile may be half in it.
        await renew();
        await rename(part, file);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
      return header;
    }),
  );
}

async function describe(
  database: Database,
  reader: Connection,
  { server, key, at, only }: BackupOptions,
): Promise<ArchiveHeader> {
  const row = await reader.first<{ value: number; model: number }>('SELECT value, model FROM gj_revision');
  const done = await appliedMigrations(reader);
  const unknown = new Set(unknownAmong(done));
  return {
    guiju: 'backup',
    format: archiveFormat,
    server,
    at,
    key,
    revision: Number(row?.value ?? 0),
    model: Number(row?.model ?? 0),
    migrations: done.filter((name) => !unknown.has(name)),
    tables: await describeTables(database, reader, only),
  };
}

async function* linesOf(
  database: Database,
  reader: Connection,
  header: ArchiveHeader,
  { report, seal, only }: BackupOptions,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  const total = header.tables.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  yield line(header);
  for (const { name, path, columns } of header.tables) {
    yield line({ table: name });
    const names = columns.map((column) => column.name);
    const key = archivedTables.get(name) ?? ['id'];
    const where = only?.(name, path);
    const large = columns.some(({ bytes }) => bytes);
    const page = large ? { page: 8 } : {};
    const some = { name, columns: names, key, ...page, ...(typeof where === 'string' && { where }) };
    for await (const rows of pageRows(reader, database.dialect, some)) {
      const cells = rows.map((row) => names.map((column) => row[column] ?? null));
      yield cells.map((each) => line(toArchive(database.dialect, columns, each))).join('');
      done += rows.length;
      report?.(done, total);
    }
  }
  const sha256 = hash.digest('hex');
  const end: ArchiveEnd = { end: true, rows: done, sha256, ...(seal && { seal: seal(sha256) }) };
  yield `${JSON.stringify(end)}\n`;
}
