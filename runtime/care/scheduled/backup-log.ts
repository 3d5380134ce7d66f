import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Connection } from '../../database/database.ts';
import { momentBefore } from './archive-place.ts';

/** What the audit trail tells of scheduled backups, by which every node knows how they stand. */
export const backupActions = {
  made: 'backup-made',
  failed: 'backup-failed',
  tried: 'backup-tried',
  unfit: 'backup-unfit',
} as const;

export interface BackupEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly id: string;
  /** Name of the archive. */
  readonly archive: string;
  readonly detail: JsonObject;
}

/** The newest entry of each sort; null: there is none. */
export interface BackupLog {
  /** Full or an increment. */
  readonly made: BackupEntry | null;
  /** The newest that is full. */
  readonly full: BackupEntry | null;
  readonly failed: BackupEntry | null;
  /** Failures since the newest that was made. */
  readonly failures: number;
  /** It was restored on trial, and everything was there; or not. */
  readonly tried: BackupEntry | null;
  readonly unfit: BackupEntry | null;
}

export async function readBackupLog(reader: Connection): Promise<BackupLog> {
  const made = await newest(reader, backupActions.made);
  const failed = await newest(reader, backupActions.failed);
  const count = await reader.first<{ n: number }>(
    'SELECT COUNT(*) AS n FROM gj_audit WHERE action = ? AND at >= ?',
    [backupActions.failed, made?.at ?? 0],
  );
  return {
    made,
    full:
      made && momentBefore(made.archive) === null ? made : await newest(reader, backupActions.made, fullOnly),
    failed: isAfter(failed, made) ? failed : null,
    failures: Number(count?.n ?? 0),
    tried: await newest(reader, backupActions.tried),
    unfit: await newest(reader, backupActions.unfit),
  };
}

export function isAfter(one: BackupEntry | null, other: BackupEntry | null): boolean {
  if (one === null || other === null) return one !== null;
  return one.at === other.at ? one.id > other.id : one.at > other.at;
}

/** Names of increments say the archive before. */
const fullOnly = "AND target NOT LIKE '%-after-%' ";

async function newest(reader: Connection, action: string, where = ''): Promise<BackupEntry | null> {
  const row = await reader.first<Row>(
    `SELECT id, at, target, detail FROM gj_audit WHERE action = ? ${where}ORDER BY at DESC, id DESC LIMIT 1`,
    [action],
  );
  return row
    ? { id: row.id, at: Number(row.at), archive: row.target ?? '', detail: JSON.parse(row.detail ?? '{}') }
    : null;
}

interface Row {
  readonly id: string;
  readonly at: number;
  readonly target: string | null;
  readonly detail: string | null;
}

/** When each of some archives was made and was restored on trial, by name. */
export async function readArchiveMarks(
  reader: Connection,
  archives: readonly string[],
): Promise<ReadonlyMap<string, { readonly made: number | null; readonly tried: number | null }>> {
  const marks = new Map<string, { made: number | null; tried: number | null }>();
  for (const archive of archives) {
    const rows = await reader.all<{ action: string; at: number }>(
      'SELECT action, MAX(at) AS at FROM gj_audit WHERE target = ? AND action IN (?, ?) GROUP BY action',
      [archive, backupActions.made, backupActions.tried],
    );
    const at = (action: string) => {
      const row = rows.find((one) => one.action === action);
      return row ? Number(row.at) : null;
    };
    marks.set(archive, { made: at(backupActions.made), tried: at(backupActions.tried) });
  }
  return marks;
}
