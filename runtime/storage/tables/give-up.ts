import type { Connection, Database, Dialect } from '../../database/database.ts';
import { alterPatiently, patiently } from './alter-patiently.ts';
import type { DropIndex } from './plan.ts';
import { type PhysicalColumn, readState, type TablesState } from './state.ts';

/**
 * A node may sleep between its fence and a statement that changes tables, and wake when others have long gone on: such
 * a statement is part of no transaction everywhere, so nothing rolls it back. It must therefore be one that does no harm
 * whenever it comes. That is so since the name of a table, a column or an index means one thing for ever:
 *
 * - What goes is given up first, by compare-and-set in a fenced transaction, and dropped then. A name that was given up
 *   is never given again and nothing under it is taken up again, so whoever drops it late drops what nobody wants.
 *   Columns that are replaced, purges and indexes go this way; who slept before the transaction gives up nothing.
 * - A column that is added has a name that no plan had before, also in the place of one that was remembered and is not
 *   there: that name is given up then. Who adds it late adds what nobody reads, and `sweep` drops it. Only whoever takes
 *   up the same plan adds the same under the same name, and finds it there. An index is known by what is in it: made
 *   late, it is the same, or one that the next plan drops.
 * - A table is made in the transaction of its fence, which holds the lease's row until that statement has begun.
 * - A column that only becomes longer keeps its name. Widened late it may be shorter than it has become, but never than
 *   what is in it, which databases refuse: `contract` widens it again.
 * - Filling and moving are writes, whose transactions meet the fence.
 */
export interface GivenUp extends Pick<PhysicalColumn, 'path' | 'table' | 'state'> {
  /** Empty: the table, with all that is in it. */
  readonly name: string;
}

/** From the state that was read: in another one it stays as it is, and is not dropped. */
export async function giveUp(tx: Connection, { path, table, name, state }: GivenUp): Promise<void> {
  const { changes } = await tx.run(
    "UPDATE gj_physical SET state = 'gone' WHERE path = ? AND table_name = ? AND column_name = ? AND state = ?",
    [path, table, name, state],
  );
  if (changes === 1 && name === '')
    await tx.run("DELETE FROM gj_physical WHERE table_name = ? AND column_name <> ''", [table]);
}

export async function giveUpIndex(
  tx: Connection,
  { upsert }: Dialect,
  { table, index }: DropIndex,
): Promise<void> {
  const columns = ['path', 'table_name', 'column_name', 'kept', 'state', 'revision'];
  const sql = upsert('gj_physical', columns, columns.slice(0, 3));
  await tx.run(sql, [table, table, index, '{}', 'gone', 0]);
}

interface SweepOptions {
  /** How long to go on trying when readers are in the way of DDL, in milliseconds. */
  readonly patience: number;
  /** Called after each thing that went; tests die here. */
  readonly onMoment?: (moment: string) => void;
}

/**
 * Drops what was given up and is there: left by whoever was cut off, or made late. Answers tables and `table.column`.
 */
export async function sweep(
  database: Database,
  { patience, onMoment = () => {} }: SweepOptions,
): Promise<readonly string[]> {
  const { schema } = database;
  const { physical, found } = await readState(database);
  const dropped: string[] = [];
  for (const [table, names] of physical.gone) {
    const there = found.get(table);
    if (!there) continue;
    if (names.has('')) {
      await alterPatiently(database, schema.dropTable(table), patience);
      dropped.push(table);
      onMoment('table gone');
      continue;
    }
    for (const [index, columns] of there.indexes)
      if (names.has(index.toLowerCase()) || columns.some((column) => names.has(column)))
        await patiently(() => schema.liftIndex(table, index), patience);
    for (const column of there.columns) {
      if (!names.has(column)) continue;
      await alterPatiently(database, schema.dropColumn(table, column), patience);
      dropped.push(`${table}.${column}`);
      onMoment('column gone');
    }
  }
  return dropped;
}

/** Whether there is anything to sweep. */
export function isLittered({ physical, found }: TablesState): boolean {
  for (const [table, names] of physical.gone) {
    const there = found.get(table);
    if (!there) continue;
    if (
      names.has('') ||
      [...there.columns, ...there.indexes.keys()].some((name) => names.has(name.toLowerCase()))
    )
      return true;
  }
  return false;
}
