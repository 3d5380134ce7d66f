import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Connection, Database } from '../../database/database.ts';
import { underLease } from '../../database/lease.ts';
import { appliedMigrations, unknownAmong } from '../../database/migrate.ts';
import { type ArchiveHeader, archiveFormat, backupOlder, incrementFormat } from './archive.ts';
import { archiveText } from './archive-text.ts';
import { describeTables, type OnlyRows } from './describe-tables.ts';
import type { ManifestReader, ManifestWriter } from './manifest.ts';

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
  /** Only what changed since the archive of this manifest is written. Default: everything. */
  readonly former?: ManifestReader;
  /** Told every row, for the increment that comes next. Default: nobody. */
  readonly manifest?: ManifestWriter;
}

/** What was written. */
export interface WrittenArchive {
  readonly header: ArchiveHeader;
  readonly sha256: string;
  /** Rows that are in the file: of an increment those that were added or changed. */
  readonly rows: number;
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
  return (await backupMarked(database, file, options)).header;
}

/** The same, and how it can be known again. */
export async function backupMarked(
  database: Database,
  file: string,
  options: BackupOptions,
): Promise<WrittenArchive> {
  // What a newer version added would not be in it.
  if (unknownAmong(await appliedMigrations(database)).length > 0)
    throw backupOlder({ known: options.server });
  return (await write(database, file, options)) as WrittenArchive;
}

/** The same of some tables; null: they have more rows than wanted. */
export async function copyTables(
  database: Database,
  file: string,
  options: BackupOptions,
): Promise<ArchiveHeader | null> {
  return (await write(database, file, options))?.header ?? null;
}

function write(database: Database, file: string, options: BackupOptions): Promise<WrittenArchive | null> {
  return underLease(database, { work: 'tables', node: options.node }, ({ renew }) =>
    database.snapshot(async (reader) => {
      const header = await describe(database, reader, options);
      const total = header.tables.reduce((sum, table) => sum + table.rows, 0);
      if (total > (options.mostRows ?? Number.POSITIVE_INFINITY)) return null;
      const part = `${file}.part`;
      const text = archiveText({ database, reader, header, options });
      try {
        await pipeline(
          Readable.from(text.lines()),
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
      return { header, ...text.written() };
    }),
  );
}

async function describe(
  database: Database,
  reader: Connection,
  { server, key, at, only, former }: BackupOptions,
): Promise<ArchiveHeader> {
  const row = await reader.first<{ value: number; model: number }>('SELECT value, model FROM gj_revision');
  const commit = await reader.first<{ at: number | null }>('SELECT MAX(at) AS at FROM gj_commit');
  const done = await appliedMigrations(reader);
  const unknown = new Set(unknownAmong(done));
  return {
    guiju: 'backup',
    format: former ? incrementFormat : archiveFormat,
    server,
    at,
    key,
    ...(former && { after: former.head.archive }),
    revision: Number(row?.value ?? 0),
    ...(commit?.at != null && { lastCommit: new Date(Number(commit.at)).toISOString() }),
    model: Number(row?.model ?? 0),
    migrations: done.filter((name) => !unknown.has(name)),
    tables: await describeTables(database, reader, only),
  };
}
