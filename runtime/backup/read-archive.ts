import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Json } from '../../metadata/json.ts';
import {
  type ArchivedRow,
  type ArchivedTable,
  type ArchiveEnd,
  type ArchiveHeader,
  archiveFormat,
} from './archive.ts';
import { backupDamaged, backupFormat, backupUnreadable } from './refusals.ts';

/** What has to be known of an archive before anything is written. */
export interface Verified {
  readonly header: ArchiveHeader;
  readonly rows: number;
  /** Rows of the tables asked for, as objects. */
  readonly kept: ReadonlyMap<string, readonly Readonly<Record<string, Json>>[]>;
}

/** Reads all of it once: refuses what is cut off, changed, or of a format not known here. */
export async function verifyArchive(file: string, keep: readonly string[]): Promise<Verified> {
  const hash = createHash('sha256');
  const kept = new Map<string, Record<string, Json>[]>();
  const counts = new Map<string, number>();
  let header: ArchiveHeader | undefined;
  let table: ArchivedTable | undefined;
  let end: ArchiveEnd | undefined;
  for await (const line of linesOf(file)) {
    if (end) throw backupDamaged({ file });
    if (line.startsWith('{"end":')) {
      end = parse<ArchiveEnd>(file, line);
      continue;
    }
    hash.update(`${line}\n`);
    if (!header) {
      header = readHeader(file, line);
      continue;
    }
    if (line.startsWith('{')) {
      table = tableOf(file, header, line);
      continue;
    }
    if (!table) throw backupDamaged({ file });
    counts.set(table.name, (counts.get(table.name) ?? 0) + 1);
    if (!keep.includes(table.name)) continue;
    const row = parse<ArchivedRow>(file, line);
    const rows = kept.get(table.name) ?? [];
    rows.push(Object.fromEntries(table.columns.map(({ name }, at) => [name, row[at] ?? null])));
    kept.set(table.name, rows);
  }
  if (!header || end?.sha256 !== hash.digest('hex')) throw backupDamaged({ file });
  if (header.tables.some(({ name, rows }) => (counts.get(name) ?? 0) !== rows)) throw backupDamaged({ file });
  return { header, rows: end.rows, kept };
}

/** Every row with its table, in the archive's order. */
export async function* rowsOf(
  file: string,
  header: ArchiveHeader,
): AsyncGenerator<{ readonly table: ArchivedTable; readonly row: ArchivedRow; readonly size: number }> {
  let table: ArchivedTable | undefined;
  let first = true;
  for await (const line of linesOf(file)) {
    if (first) first = false;
    else if (line.startsWith('[') && table)
      yield { table, row: parse<ArchivedRow>(file, line), size: line.length };
    else if (line.startsWith('{"table":')) table = tableOf(file, header, line);
  }
}

function readHeader(file: string, line: string): ArchiveHeader {
  const header = parse<Partial<ArchiveHeader> | null>(file, line);
  if (header?.guiju !== 'backup') throw backupUnreadable({ file });
  if (header.format !== archiveFormat)
    throw backupFormat({
      file,
      format: header.format ?? null,
      known: archiveFormat,
      server: header.server ?? '',
    });
  return header as ArchiveHeader;
}

function tableOf(file: string, header: ArchiveHeader, line: string): ArchivedTable {
  const { table: name } = parse<{ table?: string }>(file, line);
  const table = header.tables.find((each) => each.name === name);
  if (!table) throw backupDamaged({ file });
  return table;
}

function parse<T>(file: string, line: string): T {
  try {
    return JSON.parse(line) as T;
  } catch {
    throw backupDamaged({ file });
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const text = createGunzip();
  text.setEncoding('utf8');
  // What fails reaches the reader below, too.
  pipeline(createReadStream(file), text, () => {});
  let rest = '';
  try {
    for await (const chunk of text) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'Z_DATA_ERROR' && message === 'incorrect header check') throw backupUnreadable({ file });
    if (/^(Z_|ERR_STREAM_PREMATURE)/.test(code)) throw backupDamaged({ file });
    throw error;
  }
  if (rest !== '') yield rest;
}
