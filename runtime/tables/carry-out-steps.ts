import type { Connection, Database } from '../database/database.ts';
import { transact } from '../database/database-error.ts';
import type { FoundTable } from '../database/schema.ts';
import { alterPatiently, patiently } from './alter-patiently.ts';
import { fillColumn } from './fill-column.ts';
import { moveValues } from './move-values.ts';
import type { AddColumn, Change, CreateTable, NewColumn } from './plan.ts';

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
      await remember(database, change.table, [change], change.filling ? 'filling' : 'live');
      options.onMoment('remembered');
      if (!table?.columns.has(change.name.toLowerCase()))
        await alter(schema.addColumn(change.table, { name: change.name, column: change.kept.column }));
      return;
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
  const system = new Set(change.columns.filter(({ path }) => path === null).map(({ name }) => name));
  await transact(database, async (tx) => {
    await tx.run(upsert('gj_physical', physical, key), [change.path, change.table, '', null, 'live', 0]);
    await rememberIn(tx, database, change.table, change.columns, 'live');
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

function remember(
  database: Database,
  table: string,
  columns: readonly (NewColumn | AddColumn)[],
  state: 'live' | 'filling',
): Promise<void> {
  return transact(database, (tx) => rememberIn(tx, database, table, columns, state));
}

async function rememberIn(
  tx: Connection,
  { dialect }: Database,
  table: string,
  columns: readonly (NewColumn | AddColumn)[],
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
