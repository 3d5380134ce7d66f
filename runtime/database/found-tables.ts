import type { FoundTable } from './schema.ts';

interface FoundColumn {
  readonly owner: string;
  readonly name: string;
}

/** What catalogues answer, a row for each column and each column of an index, in order. */
export function foundTables(
  columns: readonly FoundColumn[],
  indexed: readonly (FoundColumn & { readonly index_name: string })[],
): ReadonlyMap<string, FoundTable> {
  const tables = new Map<string, { columns: Set<string>; indexes: Map<string, string[]> }>();
  for (const { owner, name } of columns) {
    const table = tables.get(owner) ?? { columns: new Set(), indexes: new Map() };
    table.columns.add(name);
    tables.set(owner, table);
  }
  for (const { owner, index_name, name } of indexed) {
    const indexes = tables.get(owner)?.indexes;
    indexes?.set(index_name, [...(indexes.get(index_name) ?? []), name]);
  }
  return tables;
}
