import type { TrustedKeyRow } from '../../../migrations/rows/package-tables.ts';
import type { Connection } from '../../database/database.ts';
import { keyId } from './signature.ts';

const columns = 'id, public_key, label, added_at, added_by, revoked_at, revoked_by';

/** All that ever were trusted, in the order they came. */
export function readTrustedKeys(connection: Connection): Promise<readonly TrustedKeyRow[]> {
  return connection.all<TrustedKeyRow>(`SELECT ${columns} FROM gj_trusted_key ORDER BY added_at, id`);
}

/** Who signed, and whether the key is one that is trusted here. */
export function signerOf(key: string, all: readonly TrustedKeyRow[]) {
  const known = all.find(({ public_key }) => public_key === key);
  return {
    key: keyId(key),
    publisher: known?.label ?? null,
    trusted: known !== undefined && known.revoked_at === null,
    revokedAt: known?.revoked_at ? new Date(Number(known.revoked_at)).toISOString() : null,
  };
}

/** One that was revoked is trusted again by adding it anew. */
export async function trustKey(
  connection: Connection,
  { id, public_key, label, added_at, added_by }: Omit<TrustedKeyRow, 'revoked_at' | 'revoked_by'>,
): Promise<void> {
  await connection.run('DELETE FROM gj_trusted_key WHERE id = ?', [id]);
  await connection.run(`INSERT INTO gj_trusted_key (${columns}) VALUES (?, ?, ?, ?, ?, NULL, NULL)`, [
    id,
    public_key,
    label,
    added_at,
    added_by,
  ]);
}

/** Whether there was such a key that was trusted. */
export async function revokeKey(
  connection: Connection,
  id: string,
  at: number,
  by: string,
): Promise<boolean> {
  const { changes } = await connection.run(
    'UPDATE gj_trusted_key SET revoked_at = ?, revoked_by = ? WHERE id = ? AND revoked_at IS NULL',
    [at, by, id],
  );
  return changes > 0;
}
