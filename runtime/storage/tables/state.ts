import type { PhysicalRow } from '../../../migrations/rows/tables.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Connection, Database } from '../../database/database.ts';
import type { FoundTable } from '../../database/schema.ts';
import type { ColumnContent, TableSpec } from './table-spec.ts';

/** The column in which a path lives, as `gj_physical` remembers it. */
export interface PhysicalColumn {
  readonly path: string;
  readonly table: string;
  readonly name: string;
  readonly kept: ColumnContent;
  readonly state: PhysicalRow['state'];
  readonly revision: number;
}

export interface Physical {
  /** Table names by path. */
  readonly tables: ReadonlyMap<string, string>;
  /** The columns in use, by path. */
  readonly live: ReadonlyMap<string, PhysicalColumn>;
  readonly columns: readonly PhysicalColumn[];
  /** Columns by the table they are in, those in use or not. */
  readonly byTable: ReadonlyMap<string, readonly PhysicalColumn[]>;
  /** By table: names of columns and indexes that were given up (`give-up.ts`), in lower case; its own is empty. */
  readonly gone: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface TablesState {
  readonly physical: Physical;
  readonly found: ReadonlyMap<string, FoundTable>;
}

export async function readPhysical(connection: Connection): Promise<Physical> {
  const rows = await connection.all<PhysicalRow>(
    'SELECT path, table_name, column_name, kept, state, revision FROM gj_physical',
  );
  const { breathe } = createSlices();
  /** Many columns are kept alike. */
  const said = new Map<string, ColumnContent>();
  const columns: PhysicalColumn[] = [];
  const gone = new Map<string, Set<string>>();
  const tables = new Map<string, string>();
  for (const { path, table_name: table, column_name: name, kept: text, state, revision } of rows) {
    if (state === 'gone') {
      gone.set(table, (gone.get(table) ?? new Set()).add(name.toLowerCase()));
      continue;
    }
    if (text === null) {
      tables.set(path, table);
      continue;
    }
    const kept = said.get(text) ?? (JSON.parse(text) as ColumnContent);
    said.set(text, kept);
    columns.push({ path, table, name, kept, state, revision });
    await breathe();
  }
  return {
    tables,
    gone,
    live: new Map(columns.filter(({ state }) => state === 'live').map((column) => [column.path, column])),
    columns,
    byTable: Map.groupBy(columns, ({ table }) => table),
  };
}

/** Reads the tables as they were remembered, and as the database has them. */
export async function readState(database: Database): Promise<TablesState> {
  const [physical, found] = await Promise.all([readPhysical(database), database.schema.read(database)]);
  return { physical, found };
}

/** Answers paths that have data and are shown no more, since their package leaves them out; the uppermost alone. */
export function hiddenPaths(specs: readonly TableSpec[], physical: Physical): readonly string[] {
  const inUse = ({ dropped }: { readonly dropped?: boolean }) => !dropped;
  const wanted = new Set(
    specs
      .filter(inUse)
      .flatMap(({ path, columns }) => [path, ...columns.filter(inUse).map((column) => column.path)]),
  );
  const gone = [...physical.tables.keys(), ...physical.live.keys()].filter((path) => !wanted.has(path));
  return gone.filter((path) => !gone.some((above) => path.startsWith(`${above}/`))).sort();
}
