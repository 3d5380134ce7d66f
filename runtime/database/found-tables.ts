import type { FoundIndex, FoundTable } from './schema.ts';

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

/** A row for each column of an index, in order; a column that is in it in part only ends it. */
export interface IndexedColumn {
  readonly index_name: string;
  readonly name: string | null;
  readonly descending: number;
  readonly whole: number;
}

export function foundIndexes(rows: readonly IndexedColumn[]): readonly FoundIndex[] {
  const indexes = new Map<string, { columns: { name: string; descending: boolean }[]; open: boolean }>();
  for (const { index_name, name, descending, whole } of rows) {
    const index = indexes.get(index_name) ?? { columns: [], open: true };
    indexes.set(index_name, index);
    if (name === null || Number(whole) === 0) index.open = false;
    if (index.open && name !== null) index.columns.push({ name, descending: Number(descending) === 1 });
  }
  return [...indexes].map(([name, { columns }]) => ({ name, columns }));
}
