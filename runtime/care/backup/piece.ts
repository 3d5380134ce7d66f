import { createHash } from 'node:crypto';
import type { Vault } from '../../common/vault.ts';
import {
  type ArchiveEnd,
  type ArchiveHeader,
  archiveFormat,
  backupChanged,
  backupDamaged,
  backupFormat,
  backupUnreadable,
  incrementFormat,
  type Sealing,
  sealingOf,
} from './archive.ts';
import { linesOf, parseLine, type ReadLimits } from './archive-lines.ts';

/** One file of a backup, which is read from its first line to its last. */
export interface Piece {
  readonly file: string;
  readonly header: ArchiveHeader;
  /** Each line between the first and the last; null: there is none left. */
  next(): Promise<string | null>;
  /** Once all was read: refuses what is cut off, or was changed. */
  whole(vault: Vault | null): WholePiece;
  close(): Promise<void>;
}

export interface WholePiece {
  /** Of all lines but the last. */
  readonly digest: string;
  readonly sealing: Sealing;
  readonly end: ArchiveEnd;
}

export async function openPiece(file: string, limits: ReadLimits = {}): Promise<Piece> {
  const lines = linesOf(file, limits);
  const hash = createHash('sha256');
  const { value: first } = await lines.next();
  if (typeof first !== 'string') throw backupDamaged({ file });
  const header = readHeader(file, first);
  hash.update(`${first}\n`);
  let end: ArchiveEnd | undefined;
  async function next(): Promise<string | null> {
    const { value: line, done } = await lines.next();
    if (done) return null;
    if (end) throw backupDamaged({ file });
    if (line.startsWith('{"end":')) {
      end = parseLine<ArchiveEnd>(file, line);
      return next();
    }
    hash.update(`${line}\n`);
    return line;
  }
  return {
    file,
    header,
    next,
    whole(vault) {
      const digest = hash.digest('hex');
      if (end?.sha256 !== digest) throw backupDamaged({ file });
      const sealing = sealingOf(vault, { key: header.key, digest, seal: end.seal });
      if (sealing === 'wrong') throw backupChanged({ file, key: header.key });
      return { digest, sealing, end };
    },
    async close() {
      await lines.return(undefined);
    },
  };
}

function readHeader(file: string, line: string): ArchiveHeader {
  if (!line.startsWith('{')) throw backupUnreadable({ file });
  const header = parseLine<Partial<ArchiveHeader> | null>(file, line);
  if (header?.guiju !== 'backup') throw backupUnreadable({ file });
  if (header.format !== (header.after ? incrementFormat : archiveFormat))
    throw backupFormat({
      file,
      format: header.format ?? null,
      known: incrementFormat,
      server: header.server ?? '',
    });
  return header as ArchiveHeader;
}
