import type { Model } from '../../../metadata/model.ts';
import { refusal } from '../../common/refusal.ts';
import type { Connection, Database } from '../../database/database.ts';
import { transact } from '../../database/database-error.ts';
import { underLease } from '../../database/lease.ts';
import { desired } from './desired.ts';
import { giveUp, sweep } from './give-up.ts';
import { forgetReplaced } from './replaced.ts';
import { hiddenPaths, readPhysical } from './state.ts';

export interface Purgeable {
  /** `invoice/remark`, `invoice/lines`, `invoice`. */
  readonly path: string;
  /** Rows that have a value there. */
  readonly rows: number;
}

const inUse = refusal('tables-purge-in-use', 409);
const unknown = refusal('tables-purge-unknown', 404);

/** Lists the paths that were removed from the model and whose data is kept, with how much would go. */
export async function purgeable(database: Database, model: Model): Promise<readonly Purgeable[]> {
  const physical = await readPhysical(database);
  const { quote } = database.dialect;
  const answers: Purgeable[] = [];
  for (const path of hiddenPaths(desired(model), physical)) {
    const column = physical.live.get(path);
    const table = column?.table ?? physical.tables.get(path) ?? '';
    const where = column ? ` WHERE ${quote(column.name)} IS NOT NULL` : '';
    const row = await database.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${quote(table)}${where}`);
    answers.push({ path, rows: row?.n ?? 0 });
  }
  return answers;
}

export interface PurgeOptions {
  readonly node: string;
  /** How long to go on trying when readers are in the way of DDL, in milliseconds. Default: 60,000. */
  readonly patience?: number;
  /** Called after each thing that went; tests die here. */
  readonly onMoment?: (moment: string) => void;
}

/** Tables of the platform with rows about a form's records, and their columns for its id; history stays. */
const about = [
  ['gj_claim', 'form'],
  ['gj_sequence', 'form'],
  ['gj_assignment', 'form'],
  ['gj_overlay', 'form'],
  ['gj_origin', 'form'],
  ['gj_dropped', 'form'],
  ['gj_file', 'form'],
  ['gj_file_link', 'form'],
  ['gj_link', 'owner_form'],
  ['gj_link', 'target_form'],
] as const;

/** Drops the data of a path that was removed from the model, for good. The one thing here that loses data. */
export async function purge(
  whole: Database,
  model: Model,
  path: string,
  { node, patience = 60_000, onMoment = () => {} }: PurgeOptions,
): Promise<void> {
  await underLease(whole, { work: 'tables', node }, async ({ database }) => {
    // A crash may have left parts of a path that was given up already.
    await sweep(database, { patience, onMoment });
    await refuseUnpurgeable(database, model, path);
    await transact(database, async (tx) => {
      const physical = await readPhysical(tx);
      // A form of this id that comes again begins with nothing: no numbers given, no values taken.
      for (const [table, column] of path.includes('/') ? [] : about)
        await tx.run(`DELETE FROM ${table} WHERE ${column} = ?`, [path]);
      await purgeFiles(tx, path);
      await forgetReplaced(tx, path);
      for (const [within, table] of physical.tables)
        if (isBelow(within, path)) await giveUp(tx, { path: within, table, name: '', state: 'live' });
      for (const column of physical.columns) if (column.path === path) await giveUp(tx, column);
    });
    onMoment('given up');
    await sweep(database, { patience, onMoment });
  });
}

/** Files of fields below a path; those of the whole form went with it. */
async function purgeFiles(tx: Connection, path: string): Promise<void> {
  const [form = '', ...ids] = path.split('/');
  if (ids.length === 0) return;
  const field = ids.join('.');
  await tx.run('DELETE FROM gj_file WHERE form = ? AND (field = ? OR SUBSTR(field, 1, ?) = ?)', [
    form,
    field,
    field.length + 1,
    `${field}.`,
  ]);
}

/**
 * A path that there is, and that no model wants any more; what it only remembers is not wanted where that is
 * `forgettable`.
 */
export async function refuseUnpurgeable(
  database: Database,
  model: Model,
  path: string,
  forgettable = false,
): Promise<void> {
  const physical = await readPhysical(database);
  const known = physical.tables.has(path) || physical.columns.some((column) => column.path === path);
  if (!known) throw unknown({ path });
  const isWanted = ({ dropped }: { readonly dropped?: boolean }) => !(forgettable && dropped);
  const modelled = desired(model)
    .filter(isWanted)
    .flatMap((spec) => [spec.path, ...spec.columns.filter(isWanted).map((one) => one.path)]);
  if (modelled.some((other) => isBelow(other, path))) throw inUse({ path });
}

function isBelow(other: string, path: string): boolean {
  return other === path || other.startsWith(`${path}/`);
}
