import type { Cell, Connection, Database } from '../../database/database.ts';
import { insertAll, insertInto } from '../../storage/store/record/insert.ts';
import { type ArchivedTable, fromArchive } from './archive.ts';
import { archivedTables } from './describe-tables.ts';
import { type Chain, rowsOf, type Verified } from './read-archive.ts';

/** Tables of the forms, empty and without indexes. Each is remembered first, so that none is ever left over unknown. */
export async function makeTables(database: Database, tables: readonly ArchivedTable[]): Promise<void> {
  const { upsert } = database.dialect;
  const physical = ['path', 'table_name', 'column_name', 'kept', 'state', 'revision'];
  for (const { name, path, columns } of tables) {
    if (path === undefined) continue;
    await database.run(upsert('gj_physical', physical, physical.slice(0, 3)), [
      path,
      name,
      '',
      null,
      'live',
      0,
    ]);
    const shapes = columns.flatMap(({ name: column, column: kept, required = false }) =>
      kept ? [{ name: column, column: kept, required }] : [],
    );
    for (const sql of database.schema.createTable({ name, columns: shapes, key: ['id'], indexes: [] }))
      await database.run(sql);
  }
}

/** Bytes of rows that are written together, about. */
const most = 1_000_000;
const rowsAtOnce = 64;

/** Writes every row of an archive in the place of what a fresh installation has. */
export async function loadRows(
  database: Database,
  tx: Connection,
  { chain, archive }: { readonly chain: Chain; readonly archive: Verified },
  report: (done: number, total: number) => void,
): Promise<void> {
  const { dialect } = database;
  const { header, rows: total } = archive;
  for (const name of archivedTables.keys()) await tx.run(`DELETE FROM ${dialect.quote(name)}`);
  const inserts = new Map(
    header.tables.map(({ name, columns }) => [
      name,
      insertInto(
        dialect.quote(name),
        columns.map((column) => dialect.quote(column.name)),
      ),
    ]),
  );
  let [done, size, rows] = [0, 0, 0];
  let table: ArchivedTable | undefined;
  let cells: Cell[] = [];
  const flush = async () => {
    const insert = table && inserts.get(table.name);
    if (insert && rows > 0) await insertAll(tx, insert, cells);
    done += rows;
    report(done, total);
    [size, rows, cells] = [0, 0, []];
  };
  for await (const next of rowsOf(chain, archive)) {
    if (table !== next.table || size > most || rows >= rowsAtOnce) await flush();
    table = next.table;
    for (const cell of fromArchive(dialect, table.columns, next.row)) cells.push(cell);
    size += next.size;
    rows += 1;
  }
  await flush();
}
