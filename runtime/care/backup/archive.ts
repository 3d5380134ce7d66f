import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Json } from '../../../metadata/common/json.ts';
import type { Column } from '../../../metadata/kinds/common/kind.ts';
import { refusal } from '../../common/refusal.ts';
import type { Vault } from '../../common/vault.ts';
import type { Cell } from '../../database/database.ts';

export const backupUnreadable = refusal('backup-unreadable', 400);
export const backupDamaged = refusal('backup-damaged', 422);
export const backupChanged = refusal('backup-changed', 422);
export const backupUnsealed = refusal('backup-unsealed', 422);
export const backupTooLarge = refusal('backup-too-large', 422);
export const backupTooSlow = refusal('backup-too-slow', 422);
export const backupFormat = refusal('backup-format', 422);
export const backupChainGap = refusal('backup-chain-gap', 422);
export const backupChainForeign = refusal('backup-chain-foreign', 422);
export const backupNewer = refusal('backup-newer', 422);
export const backupOlder = refusal('backup-older', 409);
export const backupPackages = refusal('backup-packages', 422);
export const backupTables = refusal('backup-tables', 422);
export const restoreOccupied = refusal('restore-occupied', 409);
export const restoreInUse = refusal('restore-in-use', 409);

/**
 * A backup is gzipped text: a line that says what is in it, then for every table a line with its name and a
 * line a row, then a line with the digest of all before. Nothing in it belongs to one database: values of
 * forms are the stored ones, whatever a database makes of them.
 */
export const archiveFormat = 1;

/**
 * The format of an increment, which holds what differs from the archive before it. Each of its tables is a script over the
 * rows of that archive, in their order: `{"keep":n}` takes the next n as they are, `{"drop":n}` leaves n out, and a line
 * with a row puts it there. Rows that are kept have the columns of the table as it is now, by name; what is new is empty.
 */
export const incrementFormat = 2;

export interface ArchiveHeader {
  readonly guiju: 'backup';
  readonly format: number;
  /** Version of the server that wrote it. */
  readonly server: string;
  readonly at: string;
  /** The newest revision in it; what is restored goes on from there. */
  readonly revision: number;
  /** When the newest commit in it was made, an instant; absent: there is none, or an older server wrote the archive. */
  readonly lastCommit?: string;
  /** Revision of the publish whose model holds. */
  readonly model: number;
  /** Of the platform's own tables, in order. */
  readonly migrations: readonly string[];
  /** Id of the key that secrets are sealed with. The key itself is never in a backup. */
  readonly key: string;
  /** The archive that this is an increment of. Absent: it is a full one. */
  readonly after?: ArchiveRef;
  readonly tables: readonly ArchivedTable[];
}

/** An archive by its name and the digest of its lines, which no other has. */
export interface ArchiveRef {
  readonly name: string;
  readonly sha256: string;
}

/** What the line before the rows of a table says. */
export interface TableLine {
  readonly table: string;
  /** Of an increment: its rows are said by those of the table in the archive before. Default: all are here. */
  readonly onFormer?: true;
}

/** A line of an increment's script that is no row. */
export interface EditLine {
  readonly keep?: number;
  readonly drop?: number;
}

export interface ArchivedTable {
  readonly name: string;
  /** By ids: `invoice`, `invoice/lines`. Absent: one of the platform's own. */
  readonly path?: string;
  readonly columns: readonly ArchivedColumn[];
  readonly rows: number;
}

export interface ArchivedColumn {
  readonly name: string;
  /** The column as it keeps its values. Absent: numbers and texts as they are. */
  readonly column?: Column;
  /** Default: no. */
  readonly required?: boolean;
  /** Whether it keeps bytes: base64 in an archive. Default: no. */
  readonly bytes?: true;
}

/** The last line. */
export interface ArchiveEnd {
  readonly end: true;
  /** The rows that are written in it. */
  readonly rows: number;
  /** Of an increment: the digest of all tables and rows that a full archive of the same moment would have. */
  readonly content?: string;
  /** SHA-256, in hex, of all lines before. */
  readonly sha256: string;
  /** Made of the digest with the key; absent in backups from before there were seals. */
  readonly seal?: string;
}

export type ArchivedRow = readonly Json[];

/** Translates between cells and the rows of an archive. */
interface RowCoding {
  decode(column: Column, cell: Cell): Json;
  encode(column: Column, value: Json): Cell;
}

export function toArchive(
  coding: RowCoding,
  columns: readonly ArchivedColumn[],
  cells: readonly Cell[],
): readonly Json[] {
  return columns.map(({ column, bytes }, at): Json => {
    const cell = cells[at] ?? null;
    if (column) return coding.decode(column, cell);
    if (bytes) return Buffer.from(cell as Uint8Array).toString('base64');
    return typeof cell === 'bigint' ? Number(cell) : (cell as string | number | null);
  });
}

export function fromArchive(
  coding: RowCoding,
  columns: readonly ArchivedColumn[],
  row: ArchivedRow,
): readonly Cell[] {
  return columns.map(({ column, bytes }, at) => {
    const value = row[at] ?? null;
    if (bytes) return Buffer.from(String(value), 'base64');
    return column ? coding.encode(column, value) : (value as string | number | null);
  });
}

/** Seals a backup: answers a text that only who has the key can make for this digest. */
export function sealOf(vault: Pick<Vault, 'derive'>, digest: string): string {
  return createHmac('sha256', vault.derive('backup')).update(digest).digest('hex');
}

/**
 * `right`: nobody changed it who has not the key. `none`: it carries no seal. `other`: its key is not the one here, or
 * there is none, so that nobody can tell.
 */
export type Sealing = 'right' | 'wrong' | 'none' | 'other';

export function sealingOf(
  vault: Pick<Vault, 'derive' | 'id'> | null,
  { key, digest, seal }: { readonly key: string; readonly digest: string; readonly seal: string | undefined },
): Sealing {
  if (vault === null || vault.id !== key) return 'other';
  if (seal === undefined) return 'none';
  const [a, b] = [Buffer.from(sealOf(vault, digest)), Buffer.from(seal)];
  return a.length === b.length && timingSafeEqual(a, b) ? 'right' : 'wrong';
}
