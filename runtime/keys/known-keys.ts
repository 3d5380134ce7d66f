import type { KeyRow } from '../../migrations/tables.ts';
import type { Connection, Database } from '../database/database.ts';
import type { Vault } from '../vault.ts';

/** What a key is known again by, once it has sealed it. */
const checked = 'guiju';

export interface KnownKeys {
  /** Absent: nothing was sealed here yet that is known of. */
  readonly current?: KeyRow;
  /** Keys are being turned over to this one. */
  readonly next?: KeyRow;
}

export async function readKnownKeys(database: Connection): Promise<KnownKeys> {
  const rows = await database.all<KeyRow>('SELECT id, state, sealed, at FROM gj_key');
  const [current, next] = ['current', 'next'].map((state) => rows.find((row) => row.state === state));
  return { ...(current && { current }), ...(next && { next }) };
}

/** Whether it is the very key, whatever it is called. */
export function isKey(vault: Vault, { sealed }: KeyRow): boolean {
  try {
    return vault.open(sealed) === checked;
  } catch {
    return false;
  }
}

/** Nodes that start at once note one key; the others find it. */
export async function noteKey(
  { dialect }: Database,
  tx: Connection,
  vault: Vault,
  { state, at }: Pick<KeyRow, 'state' | 'at'>,
): Promise<void> {
  const columns = ['id', 'state', 'sealed', 'at'];
  await tx.run(dialect.upsert('gj_key', columns, ['state']), [vault.id, state, vault.seal(checked), at]);
}
