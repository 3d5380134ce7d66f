import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Json } from '../../../metadata/common/json.ts';
import type { Vault } from '../../common/vault.ts';
import {
  type ArchivedRow,
  type ArchivedTable,
  type ArchiveEnd,
  type ArchiveHeader,
  archiveFormat,
  backupChanged,
  backupDamaged,
  backupFormat,
  backupTooLarge,
  backupTooSlow,
  backupUnreadable,
  type Sealing,
  sealingOf,
} from './archive.ts';

/** The limits of reading a backup: a small file can unpack to more than any disk holds. */
export interface ReadLimits {
  /** Of all that is unpacked. Default: 100 GB. */
  readonly bytes?: number;
  /** Of one row. Default: 256 MB. */
  readonly line?: number;
  /** Default: two hours. */
  readonly milliseconds?: number;
}

const usual: Required<ReadLimits> = { bytes: 100e9, line: 256e6, milliseconds: 7_200_000 };

/** The lines of a packed file, as long as they are within the limits. */
async function* linesOf(file: string, limits: ReadLimits = {}): AsyncGenerator<string> {
  const { bytes, line, milliseconds } = { ...usual, ...limits };
  const until = performance.now() + milliseconds;
  const text = createGunzip();
  text.setEncoding('utf8');
  // A failure reaches the reader below, too.
  pipeline(createReadStream(file), text, () => {});
  let rest: string[] = [];
  let [length, total] = [0, 0];
  try {
    for await (const chunk of text as AsyncIterable<string>) {
      total += Buffer.byteLength(chunk);
      if (total > bytes) throw backupTooLarge({ file, limit: bytes });
      if (performance.now() > until) throw backupTooSlow({ file, seconds: Math.round(milliseconds / 1000) });
      let from = 0;
      for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
        yield rest.join('') + chunk.slice(from, end);
        [rest, length] = [[], 0];
        from = end + 1;
      }
      rest.push(chunk.slice(from));
      length += chunk.length - from;
      if (length > line) throw backupTooLarge({ file, limit: line });
    }
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'Z_DATA_ERROR' && message === 'incorrect header check') throw backupUnreadable({ file });
    if (/^(Z_|ERR_STREAM_PREMATURE)/.test(code)) throw backupDamaged({ file });
    throw error;
  }
  const last = rest.join('');
  if (last !== '') yield last;
}

/** The facts about an archive that have to be known before anything is written. */
export interface Verified {
  readonly header: ArchiveHeader;
  readonly rows: number;
  /** Of all lines but the last. */
  readonly digest: string;
  readonly sealing: Sealing;
  /** Rows of the tables asked for, as objects. */
  readonly kept: ReadonlyMap<string, readonly Readonly<Record<string, Json>>[]>;
}

interface VerifyOptions {
  /** Tables whose rows are answered. */
  readonly keep: readonly string[];
  readonly limits?: ReadLimits;
  /** The key that is here. Default: none. */
  readonly vault?: Vault | null;
}

/** Reads all of it once: refuses what is cut off, changed, or of a format not known here. */
export async function verifyArchive(
  file: string,
  { keep, limits = {}, vault = null }: VerifyOptions,
): Promise<Verified> {
  const hash = createHash('sha256');
  const kept = new Map<string, Record<string, Json>[]>();
  const counts = new Map<string, number>();
  let header: ArchiveHeader | undefined;
  let table: ArchivedTable | undefined;
  let end: ArchiveEnd | undefined;
  for await (const line of linesOf(file, limits)) {
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
    const row = parse<ArchivedRow>(file, line);
    if (!Array.isArray(row) || row.length !== table.columns.length) throw backupDamaged({ file });
    if (!keep.includes(table.name)) continue;
    const rows = kept.get(table.name) ?? [];
    rows.push(Object.fromEntries(table.columns.map(({ name }, at) => [name, row[at] ?? null])));
    kept.set(table.name, rows);
  }
  const digest = hash.digest('hex');
  if (!header || end?.sha256 !== digest) throw backupDamaged({ file });
  if (header.tables.some(({ name, rows }) => (counts.get(name) ?? 0) !== rows)) throw backupDamaged({ file });
  const sealing = sealingOf(vault, { key: header.key, digest, seal: end.seal });
  if (sealing === 'wrong') throw backupChanged({ file, key: header.key });
  return { header, rows: end.rows, kept, digest, sealing };
}

/** Every row with its table, in the archive's order; refuses at the end what is not the file that was verified. */
export async function* rowsOf(
  file: string,
  { header, digest }: Pick<Verified, 'header' | 'digest'>,
): AsyncGenerator<{ readonly table: ArchivedTable; readonly row: ArchivedRow; readonly size: number }> {
  let table: ArchivedTable | undefined;
  let first = true;
  const hash = createHash('sha256');
  for await (const line of linesOf(file, { milliseconds: Number.POSITIVE_INFINITY })) {
    if (!line.startsWith('{"end":')) hash.update(`${line}\n`);
    if (first) first = false;
    else if (line.startsWith('[') && table)
      yield { table, row: parse<ArchivedRow>(file, line), size: line.length };
    else if (line.startsWith('{"table":')) table = tableOf(file, header, line);
  }
  if (hash.digest('hex') !== digest) throw backupDamaged({ file });
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
