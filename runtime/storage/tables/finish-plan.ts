import { refusal } from '../../common/refusal.ts';
import type { Connection, Dialect } from '../../database/database.ts';
import { copiesInWords } from './copies-in-words.ts';
import { catchUp } from './fill-column.ts';
import { catchUpMoves } from './move-values.ts';
import type { Emptied, FillColumn, MoveValues, Plan } from './plan.ts';
import { noteReshape } from './replaced.ts';

/** A record that former values become was deleted after the plan had looked. */
const targetGone = refusal('tables-target-gone', 409);

const atOnce = 200;

/**
 * Sees to it that all records are still there that former values become. Inside the transaction that has the revision
 * row.
 */
async function targetsThere(
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

interface FinishOptions {
  /** Id it was applied under. */
  readonly id: string;
  /** Revision of the publish: nodes on an older model may still read the columns that were replaced. */
  readonly revision: number;
  /** Name of the node that switches. Default: nobody says. */
  readonly by?: string;
  /** Where a date begins when it becomes an instant. Default: UTC. */
  readonly zone?: string;
}

/**
 * Switches from old columns to new ones, and remembers what the others keep now. Belongs into the transaction that
 * sets the new model, after
 * the row of `gj_revision` was locked: no node writes on the old model after that.
 */
export async function finishPlan(
  tx: Connection,
  dialect: Dialect,
  plan: Plan,
  { id, revision, by, zone = 'UTC' }: FinishOptions,
): Promise<void> {
  for (const change of plan.changes) {
    if (change.kind === 'change-column') {
      await tx.run('UPDATE gj_physical SET kept = ? WHERE path = ? AND table_name = ? AND column_name = ?', [
        JSON.stringify(change.kept),
        change.path,
        change.table,
        change.name,
      ]);
    }
    if (change.kind === 'move-values') await finishMoves(tx, dialect, change, revision, zone);
    if (change.kind !== 'fill-column') continue;
    await targetsThere(tx, dialect, change);
    await catchUp(tx, dialect, change, zone);
    await copiesInWords(tx, change);
    const set =
      'UPDATE gj_physical SET state = ?, revision = ? WHERE path = ? AND table_name = ? AND column_name = ?';
    await tx.run(set, ['retired', revision, change.path, change.table, change.from.name]);
    await tx.run(set, ['live', 0, change.path, change.table, change.to.name]);
    await noteReshape(tx, dialect, {
      revision,
      path: change.path,
      from: change.from,
      became: change.to.kept,
    });
  }
  await tx.run(`UPDATE gj_plan SET state = 'done', ended_by = ? WHERE id = ?`, [by ?? null, id]);
}

/** Finishes a move: the columns that values came from are empty from now on, and refer to nothing. */
async function finishMoves(
  tx: Connection,
  dialect: Dialect,
  change: MoveValues,
  revision: number,
  zone: string,
): Promise<void> {
  await catchUpMoves(tx, dialect, change, zone);
  const set = (state: string, at: number, { path, name }: Emptied) =>
    tx.run(
      'UPDATE gj_physical SET state = ?, revision = ? WHERE path = ? AND table_name = ? AND column_name = ?',
      [state, at, path, change.table, name],
    );
  for (const one of change.from) {
    await set('retired', revision, one);
    await noteReshape(tx, dialect, { revision, path: one.path, from: one, became: one.kept });
  }
  for (const one of [...change.emptied, ...change.to]) await set('live', 0, one);
  for (const { path } of change.from.filter(({ kept }) => kept.list && kept.target !== undefined))
    await tx.run('DELETE FROM gj_link WHERE owner_form = ? AND field = ?', [
      change.form,
      path.slice(change.form.length + 1).replaceAll('/', '.'),
    ]);
}
