import type { Connection, Dialect } from '../database/database.ts';
import { catchUp } from './fill-column.ts';
import type { Plan } from './plan.ts';

export interface FinishOptions {
  /** Id it was applied under. */
  readonly id: string;
  /** Revision of the publish: nodes on an older model may still read the columns that were replaced. */
  readonly revision: number;
  /** Where a date begins when it becomes an instant. Default: UTC. */
  readonly zone?: string;
}

/**
 * Switches from old columns to new ones, and remembers what the others keep now. Belongs into the transaction that sets the new model, after
 * the row of `gj_revision` was locked: no node writes on the old model after that.
 */
export async function finishPlan(
  tx: Connection,
  dialect: Dialect,
  plan: Plan,
  { id, revision, zone = 'UTC' }: FinishOptions,
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
    if (change.kind !== 'fill-column') continue;
    await catchUp(tx, dialect, change, zone);
    const set =
      'UPDATE gj_physical SET state = ?, revision = ? WHERE path = ? AND table_name = ? AND column_name = ?';
    await tx.run(set, ['retired', revision, change.path, change.table, change.from.name]);
    await tx.run(set, ['live', 0, change.path, change.table, change.to.name]);
  }
  await tx.run(`UPDATE gj_plan SET state = 'done' WHERE id = ?`, [id]);
}
