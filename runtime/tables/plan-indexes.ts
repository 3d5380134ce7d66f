import type { FoundTable, IndexShape } from '../database/schema.ts';
import type { Change } from './plan.ts';
import { indexName, type TableSpec } from './table-spec.ts';

/** More would slow every write down; databases allow 64, and some room is left for those that lists learn they need. */
export const mostIndexes = 40;

/**
 * Indexes by their names alone, which say what is in them. Those on columns that are on their way
 * out stay until the column goes: nodes on the former model use them.
 */
export function planIndexes(
  spec: TableSpec,
  table: string,
  names: ReadonlyMap<string, string>,
  found: FoundTable | null,
  leaving: ReadonlySet<string>,
): { readonly wanted: readonly IndexShape[]; readonly changes: readonly Change[] } {
  const wanted = wantedIndexes(spec, table, names);
  if (!found) return { wanted, changes: [] };
  const kept = new Set(wanted.map(({ name }) => name));
  const obsolete = [...found.indexes].filter(
    ([name, columns]) =>
      name.startsWith('ix_') && !kept.has(name) && !columns.some((column) => leaving.has(column)),
  );
  return {
    wanted,
    changes: [
      ...wanted
        .filter(({ name }) => !found.indexes.has(name))
        .map(
          (index): Change => ({
            kind: 'create-index',
            table,
            index,
            risk: 'safe',
            says: {
              code: 'tables-create-index',
              params: { label: { ...spec.label }, columns: index.columns.map(({ name }) => name) },
            },
          }),
        ),
      ...obsolete.map(
        ([name, columns]): Change => ({
          kind: 'drop-index',
          table,
          index: name,
          risk: 'safe',
          says: { code: 'tables-drop-index', params: { label: { ...spec.label }, columns: [...columns] } },
        }),
      ),
    ],
  };
}

function wantedIndexes(
  spec: TableSpec,
  table: string,
  names: ReadonlyMap<string, string>,
): readonly IndexShape[] {
  const known = new Map(spec.columns.map((column) => [column.id, column]));
  return spec.indexes.slice(0, mostIndexes).map(({ columns }) => {
    const shaped = columns.flatMap(({ id, descending }) => {
      const [column, name] = [known.get(id), names.get(id)];
      return column && name !== undefined ? [{ name, column: column.kept.column, descending }] : [];
    });
    const key = shaped.map(({ name, descending }) => (descending ? `-${name}` : name));
    return { name: indexName(table, key), columns: shaped };
  });
}
