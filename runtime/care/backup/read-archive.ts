import { createHash } from 'node:crypto';
import type { Json } from '../../../metadata/common/json.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Vault } from '../../common/vault.ts';
import {
  type ArchivedRow,
  type ArchivedTable,
  type ArchiveHeader,
  backupChainForeign,
  backupChainGap,
  backupDamaged,
  type Sealing,
} from './archive.ts';
import { parseLine, type ReadLimits } from './archive-lines.ts';
import { openPiece, type Piece, type WholePiece } from './piece.ts';
import { FullSource, IncrementSource, type RowSource } from './row-sources.ts';

export type { ReadLimits } from './archive-lines.ts';

/** A full archive and the increments on it, each on the one before, by their files. */
export type Chain = readonly string[];

/** The facts about an archive that have to be known before anything is written. */
export interface Verified {
  /** Of the last of the chain. */
  readonly header: ArchiveHeader;
  /** All that are restored. */
  readonly rows: number;
  /** Of each file, of all lines but the last. */
  readonly digests: readonly string[];
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

/** Lines that are read together. */
const atOnce = 64;

/**
 * Reads all of it once: refuses what is cut off, changed, of a format not known here, or a chain whose pieces do not stand
 * on one another; whatever is wrong, the file is named that it is wrong with.
 */
export async function verifyArchive(chain: Chain, options: VerifyOptions): Promise<Verified> {
  try {
    return await verify(chain, options);
  } catch (error) {
    // A piece that stands on another than is here may seem damaged: each is looked at by itself.
    const isDamaged = error instanceof Refusal && error.code === 'backup-damaged';
    if (chain.length > 1 && isDamaged) await verifyEach(chain, options);
    throw error;
  }
}

async function verify(chain: Chain, { keep, limits = {}, vault = null }: VerifyOptions): Promise<Verified> {
  const content = createHash('sha256');
  const kept = new Map<string, Record<string, Json>[]>();
  const [file = ''] = chain.slice(-1);
  return withPieces(chain, limits, async (pieces, source) => {
    const header = pieces.at(-1)?.header;
    if (!header) throw backupDamaged({ file });
    const missing = new Set(header.tables.filter(({ rows }) => rows > 0).map(({ name }) => name));
    let all = 0;
    for (let table = await source.nextTable(); table; table = await source.nextTable()) {
      const { name, columns } = table;
      content.update(`${JSON.stringify({ table: name })}\n`);
      let count = 0;
      for (let lines = await source.rows(atOnce); lines.length > 0; lines = await source.rows(atOnce))
        for (const line of lines) {
          content.update(`${line}\n`);
          count += 1;
          const row = parseLine<ArchivedRow>(file, line);
          if (!Array.isArray(row) || row.length !== columns.length) throw backupDamaged({ file });
          if (!keep.includes(name)) continue;
          const rows = kept.get(name) ?? [];
          rows.push(Object.fromEntries(columns.map((column, at) => [column.name, row[at] ?? null])));
          kept.set(name, rows);
        }
      if (count !== table.rows) throw backupDamaged({ file });
      missing.delete(name);
      all += count;
    }
    const whole = pieces.map((piece) => piece.whole(vault));
    refuseUnlinked(pieces, whole);
    const said = whole.at(-1)?.end.content;
    if (missing.size > 0 || (said !== undefined && said !== content.digest('hex')))
      throw backupDamaged({ file });
    const digests = whole.map(({ digest }) => digest);
    return { header, rows: all, kept, digests, sealing: worstOf(whole) };
  });
}

/** Verifies each file of a chain by itself, and that each stands on the one before. */
async function verifyEach(
  chain: Chain,
  { limits = {}, vault = null }: Omit<VerifyOptions, 'keep'>,
): Promise<readonly WholePiece[]> {
  return withPieces(chain, limits, async (pieces) => {
    const whole: WholePiece[] = [];
    for (const piece of pieces) {
      while ((await piece.next()) !== null);
      whole.push(piece.whole(vault));
    }
    refuseUnlinked(pieces, whole);
    return whole;
  });
}

/** Verifies one file by itself, whatever it stands on. */
export async function verifyPiece(file: string, vault: Vault): Promise<WholePiece & Pick<Piece, 'header'>> {
  const piece = await openPiece(file);
  try {
    let rows = 0;
    for (let line = await piece.next(); line !== null; line = await piece.next())
      if (line.startsWith('[')) rows += 1;
    const whole = piece.whole(vault);
    if (whole.end.rows !== rows) throw backupDamaged({ file });
    return { ...whole, header: piece.header };
  } finally {
    await piece.close();
  }
}

/** Every row with its table, in the archive's order; refuses at the end what is not the files that were verified. */
export async function* rowsOf(
  chain: Chain,
  { digests }: Pick<Verified, 'digests'>,
): AsyncGenerator<{ readonly table: ArchivedTable; readonly row: ArchivedRow; readonly size: number }> {
  const [file = ''] = chain.slice(-1);
  const { pieces, source } = await openChain(chain, { milliseconds: Number.POSITIVE_INFINITY });
  try {
    for (let table = await source.nextTable(); table; table = await source.nextTable())
      for (let lines = await source.rows(atOnce); lines.length > 0; lines = await source.rows(atOnce))
        for (const line of lines) yield { table, row: parseLine<ArchivedRow>(file, line), size: line.length };
    for (const [at, piece] of pieces.entries())
      if (piece.whole(null).digest !== digests[at]) throw backupDamaged({ file: piece.file });
  } finally {
    for (const piece of pieces) await piece.close();
  }
}

async function withPieces<T>(
  chain: Chain,
  limits: ReadLimits,
  use: (pieces: readonly Piece[], source: RowSource) => Promise<T>,
): Promise<T> {
  const { pieces, source } = await openChain(chain, limits);
  try {
    return await use(pieces, source);
  } finally {
    for (const piece of pieces) await piece.close();
  }
}

async function openChain(chain: Chain, limits: ReadLimits) {
  const pieces: Piece[] = [];
  try {
    let source: RowSource | undefined;
    for (const file of chain) {
      const piece = await openPiece(file, limits);
      pieces.push(piece);
      const { after } = piece.header;
      if (after && !source) throw backupChainGap({ file, needs: after.name });
      if (!after && source) throw backupChainForeign({ file, needs: chain[pieces.length - 2] ?? '' });
      source = source ? new IncrementSource(piece, source) : new FullSource(piece);
    }
    if (!source) throw backupDamaged({ file: '' });
    return { pieces, source };
  } catch (error) {
    for (const piece of pieces) await piece.close();
    throw error;
  }
}

function refuseUnlinked(pieces: readonly Piece[], whole: readonly WholePiece[]): void {
  for (const [at, { file, header }] of pieces.entries())
    if (header.after && header.after.sha256 !== whole[at - 1]?.digest)
      throw backupChainForeign({ file, needs: header.after.name });
}

/** A chain is sealed as the piece of it that is sealed worst. */
function worstOf(whole: readonly WholePiece[]): Sealing {
  const found = new Set(whole.map(({ sealing }) => sealing));
  return (['wrong', 'none', 'other'] as const).find((one) => found.has(one)) ?? 'right';
}
