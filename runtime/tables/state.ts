import type { PhysicalRow } from '../../migrations/tables.ts';
import type { Connection, Database } from '../database/database.ts';
import type { FoundTable } from '../database/schema.ts';
import type { Kept } from './table-spec.ts';

/** Where a path lives, as `gj_physical` remembers it. */
export interface PhysicalColumn {
  readonly path: string;
  readonly table: string;
  readonly name: string;
  readonly kept: Kept;
  readonly state: PhysicalRow['state'];
  readonly revision: number;
}

export interface Physical {
  /** Table names by path. */
  readonly tables: ReadonlyMap<string, string>;
  /** The columns in use, by path. */
  readonly live: ReadonlyMap<string, PhysicalColumn>;
  readonly columns: readonly PhysicalColumn[];
}

export interface TablesState {
  readonly physical: Physical;
  readonly found: ReadonlyMap<string, FoundTable>;
}

export async function readPhysical(connection: Connection): Promise<Physical> {
  const rows = await connection.all<PhysicalRow>(
    'SELECT path, table_name, column_name, kept, state, revision FROM gj_physical',
  );
  const columns = rows.flatMap((row) =>
    row.kept === null
      ? []
      : [
          {
            path: row.path,
            table: row.table_name,
            name: row.column_name,
            kept: JSON.parse(row.kept) as Kept,
            state: row.state,
            revision: row.revision,
          },
        ],
  );
  return {
    tables: new Map(rows.filter((row) => row.kept === null).map((row) => [row.path, row.table_name])),
    live: new Map(columns.filter(({ state }) => state === 'live').map((column) => [column.path, column])),
    columns,
  };
}

/** What there is: what was remembered, and what the database says. */
export async function readState(database: Database): Promise<TablesState> {
  const [physical, found] = await Promise.all([readPhysical(database), database.schema.read(database)]);
  return { physical, found };
}
