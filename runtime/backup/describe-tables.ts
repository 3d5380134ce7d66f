import type { Connection, Database } from '../database/database.ts';
import { readPhysical } from '../tables/state.ts';
import { entryColumns, recordColumns } from '../tables/table-spec.ts';
import type { ArchivedColumn, ArchivedTable } from './archive.ts';
import { keptTables } from './durable-tables.ts';

/** Everything that outlives a restart: the platform's own tables, then every form's, hidden and replaced columns too. */
export async function describeTables(
  database: Database,
  reader: Connection,
): Promise<readonly ArchivedTable[]> {
  const found = await database.schema.read(reader);
  const { tables, columns } = await readPhysical(reader);
  const { quote } = database.dialect;
  const described: ArchivedTable[] = [];
  const note = async (table: Omit<ArchivedTable, 'rows'>) => {
    const count = await reader.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${quote(table.name)}`);
    described.push({ ...table, rows: Number(count?.n ?? 0) });
  };
  for (const name of keptTables.keys()) {
    const names = [...(found.get(name)?.columns ?? [])].sort();
    if (names.length > 0) await note({ name, columns: names.map((column) => ({ name: column })) });
  }
  for (const [path, name] of [...tables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const there = found.get(name)?.columns;
    if (!there) continue;
    const own = columns
      .filter((column) => column.table === name)
      .map((column): ArchivedColumn => ({ name: column.name, column: column.kept.column }));
    const all = [...systemColumns(path), ...own.sort((a, b) => (a.name < b.name ? -1 : 1))];
    await note({ name, path, columns: all.filter((column) => there.has(column.name.toLowerCase())) });
  }
  return described;
}

/** Without these no row makes sense. */
const always = new Set(['id', 'record', 'revision', 'seq']);

function systemColumns(path: string): readonly ArchivedColumn[] {
  const depth = path.split('/').length;
  const system = depth === 1 ? recordColumns({ validity: true }) : entryColumns(depth > 2);
  return system.map(([name, column]) => ({ name, column, ...(always.has(name) ? { required: true } : {}) }));
}
