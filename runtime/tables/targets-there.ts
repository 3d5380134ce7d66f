import type { Connection, Dialect } from '../database/database.ts';
import { refusal } from '../refusal.ts';
import type { FillColumn } from './plan.ts';

/** A record that former values become was deleted after the plan had looked. */
const targetGone = refusal('tables-target-gone', 409);

const atOnce = 200;

/** Sees to it that all records are still there that former values become. Inside the transaction that has the revision row. */
export async function targetsThere(
  tx: Connection,
  { quote }: Dialect,
  { path, from, to, values }: FillColumn,
): Promise<void> {
  const { target } = to.kept;
  if (!values || target === undefined || from.kept.target !== undefined) return;
  const ids = [...new Set(Object.values(values))].filter((id) => typeof id === 'string');
  const table = await tx.first<{ name: string }>(
    "SELECT table_name AS name FROM gj_physical WHERE path = ? AND column_name = ''",
    [target],
  );
  for (let at = 0; table && at < ids.length; at += atOnce) {
    const some = ids.slice(at, at + atOnce);
    const rows = await tx.all(
      `SELECT id FROM ${quote(table.name)} WHERE id IN (${some.map(() => '?').join(', ')})`,
      some,
    );
    if (rows.length < some.length) throw targetGone({ path });
  }
}
