import type { Json } from '../../../metadata/common/json.ts';
import type { FoundTable, IndexShape } from '../../database/schema.ts';
import type { Change } from './plan.ts';
import { freeName, indexName, type TableSpec } from './table-spec.ts';

/** More would slow every write down; databases allow 64, and some room is left for those that lists learn they need. */
export const mostIndexes = 40;

interface IndexedTable {
  readonly table: string;
  readonly found: FoundTable;
  /** Names of columns that are on their way out, in lower case. */
  readonly leaving: ReadonlySet<string>;
}

/**
 * Indexes by their names alone, which say what is in them. Those on columns that are on their way
 * out stay until the column goes: nodes on the former model use them.
 */
export function planIndexes(
  spec: TableSpec,
  wanted: readonly IndexShape[],
  { table, found, leaving }: IndexedTable,
): readonly Change[] {
  const kept = new Set(wanted.map(({ name }) => name));
  // Nobody looks for what was left out.
  const gone = new Set(spec.columns.flatMap(({ name, dropped }) => (dropped ? name : [])));
  const labels = new Map(spec.columns.map(({ name, label }) => [name.toLowerCase(), label]));
  const called = (columns: readonly string[]) =>
    columns.map((name): Json => {
      const label = labels.get(name.toLowerCase());
      return label ? { ...label } : name;
    });
  const obsolete = [...found.indexes].filter(
    ([name, columns]) =>
      name.startsWith('ix_') && !kept.has(name) && !columns.some((column) => leaving.has(column)),
  );
  return [
    ...wanted
      .filter(({ name, columns }) => !found.indexes.has(name) && !columns.some((one) => gone.has(one.name)))
      .map(
        (index): Change => ({
          kind: 'create-index',
          table,
          index,
          risk: 'safe',
          says: {
            code: 'tables-create-index',
            params: { label: { ...spec.label }, columns: called(index.columns.map(({ name }) => name)) },
          },
        }),
      ),
    ...obsolete.map(
      ([name, columns]): Change => ({
        kind: 'drop-index',
        table,
        index: name,
        risk: 'safe',
        says: { code: 'tables-drop-index', params: { label: { ...spec.label }, columns: called(columns) } },
      }),
    ),
  ];
}

/** `gone`: names of the table that are not given again, in lower case. */
export function wantedIndexes(
  spec: TableSpec,
  table: string,
  names: ReadonlyMap<string, string>,
  gone: ReadonlySet<string>,
): readonly IndexShape[] {
  const known = new Map(spec.columns.map((column) => [column.id, column]));
  return spec.indexes.slice(0, mostIndexes).map(({ columns }) => {
    const shaped = columns.flatMap(({ id, descending }) => {
      const [column, name] = [known.get(id), names.get(id)];
      return column && name !== undefined ? [{ name, column: column.kept.column, descending }] : [];
    });
    const key = shaped.map(({ name, descending }) => (descending ? `-${name}` : name));
    return { name: freeName(indexName(table, key), gone), columns: shaped };
  });
}
