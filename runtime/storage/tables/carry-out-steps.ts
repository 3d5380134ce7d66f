import type { Connection, Database } from '../../database/database.ts';
import { transact } from '../../database/database-error.ts';
import type { FoundTable } from '../../database/schema.ts';
import { alterPatiently, patiently } from './alter-patiently.ts';
import { fillColumn } from './fill-column.ts';
import { giveUp, giveUpIndex } from './give-up.ts';
import { moveValues } from './move-values.ts';
import type { AddColumn, Change, CreateTable, NewColumn } from './plan.ts';
import { readState } from './state.ts';

export interface StepsOptions {
  readonly zone: string;
  readonly patience: number;
  readonly onMoment: (moment: string) => void;
}

/**
 * Does one change, or what is left of it when it was cut off before. Names are remembered before
 * the database is told, so that nothing is ever made whose name was forgotten.
 */
export async function carryOutSteps(
  database: Database,
  change: Change,
  found: ReadonlyMap<string, FoundTable>,
  options: StepsOptions,
): Promise<void> {
  const table = found.get(change.table);
  const { schema } = database;
  const alter = (sql: string) => alterPatiently(database, sql, options.patience);
  switch (change.kind) {
    case 'create-table':
      return createTable(database, change, options);
    case 'add-column':
      await remember(database, change);
      options.onMoment('remembered');
      if (table?.columns.has(change.name.toLowerCase())) return;
      return alter(schema.addColumn(change.table, { name: change.name, column: change.kept.column })).catch(
        async (error: unknown) => {
          // A node that was at this step before may have been late, and quicker.
          const { found: now } = await readState(database);
          if (!now.get(change.table)?.columns.has(change.name.toLowerCase())) throw error;
        },
      );
    case 'change-column':
      if (change.alters)
        await alter(schema.alterColumn(change.table, { name: change.name, column: change.kept.column }));
      return;
    case 'fill-column':
      return fillColumn(database, change, options.zone);
    case 'move-values':
      return moveValues(database, change, options.zone);
    case 'create-index':
      if (table?.indexes.has(change.index.name)) return;
      return patiently(() => schema.layIndex(change.table, change.index), options.patience);
    case 'drop-index':
      await transact(database, (tx) => giveUpIndex(tx, database.dialect, change));
      options.onMoment('given up');
      if (!table?.indexes.has(change.index)) return;
      return patiently(() => schema.liftIndex(change.table, change.index), options.patience);
  }
}

async function createTable(
  database: Database,
  change: CreateTable,
  { onMoment }: StepsOptions,
): Promise<void> {
  const { upsert } = database.dialect;
  const { path, table } = change;
  const system = new Set(change.columns.filter(({ path }) => path === null).map(({ name }) => name));
  await transact(database, async (tx) => {
    await tx.run(upsert('gj_physical', physical, key), [path, table, '', null, 'live', 0]);
    await rememberIn(tx, database, table, change.columns, 'live');
  });
  onMoment('remembered');
  const statements = database.schema.createTable({
    name: change.table,
    columns: change.columns.map(({ name, kept }) => ({
      name,
      column: kept.column,
      required: isAlwaysThere(name, system),
    })),
    key: ['id'],
    indexes: change.indexes,
  });
  for (const sql of statements) {
    await database.run(sql);
    onMoment('stated');
  }
}

const always = new Set(['id', 'record', 'revision', 'seq']);

/** A field may stay empty whatever the model says today. */
function isAlwaysThere(name: string, system: ReadonlySet<string>): boolean {
  return system.has(name) && always.has(name);
}

const physical = ['path', 'table_name', 'column_name', 'kept', 'state', 'revision'];
const key = ['path', 'table_name', 'column_name'];

function remember(database: Database, change: AddColumn): Promise<void> {
  const { path, table, lost, filling } = change;
  return transact(database, async (tx) => {
    if (path !== null && lost !== undefined) await giveUp(tx, { path, table, name: lost, state: 'live' });
    await rememberIn(tx, database, table, [change], filling ? 'filling' : 'live');
  });
}

async function rememberIn(
  tx: Connection,
  { dialect }: Database,
  table: string,
  columns: readonly NewColumn[],
  state: 'live' | 'filling',
): Promise<void> {
  const rows = columns.flatMap(({ path, name, kept }) =>
    path === null ? [] : [[path, table, name, JSON.stringify(kept), state, 0]],
  );
  if (rows.length > 0)
    await tx.run(
      dialect.upsert('gj_physical', physical, key, ['kept', 'state', 'revision'], rows.length),
      rows.flat(),
    );
}
