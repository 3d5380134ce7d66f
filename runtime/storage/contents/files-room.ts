import type { Label } from '../../../metadata/common/label.ts';
import { refusal } from '../../common/refusal.ts';
import type { Connection } from '../../database/database.ts';

/** Bytes of files that there may be. Default of each: as many as there is room for. */
export interface FilesRoom {
  /** Brought by one person. */
  readonly person?: number;
  /** Brought for one organisation. */
  readonly organisation?: number;
  readonly all?: number;
}

const filesFull = refusal('files-full', 413);

interface FileToCome {
  readonly size: number;
  readonly owner: string;
  readonly org: string;
}

/** Refuses a file for which there is no room, before any of it comes: files count where they are, same or not. */
export async function requireRoom(
  reader: Connection,
  room: FilesRoom,
  { size, owner, org }: FileToCome,
): Promise<void> {
  const limits: readonly (readonly [number | undefined, string, readonly string[], Label])[] = [
    [room.person, ' WHERE owner = ?', [owner], { zh: '您', en: 'you' }],
    [room.organisation, ' WHERE org = ?', [org], { zh: '当前组织', en: 'the organisation' }],
    [room.all, '', [], { zh: '整个系统', en: 'the whole system' }],
  ];
  for (const [limit, where, params, whose] of limits) {
    if (limit === undefined) continue;
    const row = await reader.first<{ used: number | null }>(
      `SELECT SUM(size) AS used FROM gj_file${where}`,
      params,
    );
    const used = Number(row?.used ?? 0);
    if (used + size > limit)
      throw filesFull({ whose: { ...whose }, used: inMegabytes(used), limit: inMegabytes(limit) });
  }
}

function inMegabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
