import { append } from '../../../metadata/common/append.ts';
import type { Issue } from '../../../metadata/common/issue.ts';
import type { Move } from '../../../metadata/moves.ts';
import type { Database } from '../../database/database.ts';
import type { FoundTable } from '../../database/schema.ts';
import type { Change, FormerValues, Restores } from './plan.ts';
import { emptied, planColumn } from './plan-column.ts';
import { planIndexes, wantedIndexes } from './plan-indexes.ts';
import type { TablesState } from './state.ts';
import { type ColumnSpec, freeName, type TableSpec } from './table-spec.ts';

export interface TableQuestion {
  readonly database: Database;
  readonly state: TablesState;
  readonly spec: TableSpec;
  /** Table names that are taken, in lower case; a new one is added. */
  readonly taken: Set<string>;
  readonly zone: string;
  /** By path: what values mean today that a column may still keep. */
  readonly former: ReadonlyMap<string, FormerValues>;
  /** By path of a table: values that are moved. */
  readonly moves: ReadonlyMap<string, readonly Move[]>;
  /** By path: columns whose values come back. */
  readonly restores: ReadonlyMap<string, Restores>;
  /** By id: numbers of the records that they mean. */
  readonly numbers: ReadonlyMap<string, string>;
  /** Paths of the columns that are computed in the model in service. Default: it is not known. */
  readonly computed: ReadonlySet<string> | undefined;
}

interface Answer {
  readonly changes: readonly Change[];
  readonly issues: readonly Issue[];
}

interface TableAnswer extends Answer {
  readonly table: string;
  /** Of its columns, by their ids. */
  readonly names: ReadonlyMap<string, string>;
}

/** Plans the changes of one table. */
export function planTable(question: TableQuestion): Promise<TableAnswer> {
  const { state, spec } = question;
  const name = state.physical.tables.get(spec.path);
  const found = name === undefined ? undefined : state.found.get(name);
  return name !== undefined && found
    ? planKnownTable(question, name, found)
    : Promise.resolve(planNewTable(question, name));
}

/** `known`: its name was remembered already when the table was to be made, and that was cut off. */
function planNewTable({ spec, taken }: TableQuestion, known: string | undefined): TableAnswer {
  const name = known ?? freeName(spec.name, taken);
  taken.add(name.toLowerCase());
  const names = new Map(spec.columns.map((column) => [column.id, column.name]));
  return {
    table: name,
    names,
    issues: [],
    changes: [
      {
        kind: 'create-table',
        table: name,
        path: spec.path,
        columns: spec.columns.map((column) => ({
          path: column.system ? null : column.path,
          name: column.name,
          kept: column.kept,
        })),
        indexes: wantedIndexes(spec, name, names, new Set()),
        risk: 'safe',
        says: spec.seen
          ? {
              code: 'tables-create-form',
              params: { label: { ...spec.label }, table: name, seen: { ...spec.seen } },
            }
          : { code: 'tables-create-table', params: { label: { ...spec.label }, table: name } },
      },
    ],
  };
}

async function planKnownTable(
  question: TableQuestion,
  table: string,
  found: FoundTable,
): Promise<TableAnswer> {
  const { state, spec } = question;
  const remembered = state.physical.byTable.get(table) ?? [];
  const gone = state.physical.gone.get(table) ?? new Set();
  const taken = new Set([...found.columns, ...gone, ...remembered.map(({ name }) => name.toLowerCase())]);
  const names = new Map<string, string>();
  const leaving = new Set(
    remembered.filter((column) => column.state !== 'live').map(({ name }) => name.toLowerCase()),
  );
  const changes: Change[] = [];
  const issues: Issue[] = [];
  const moves = question.moves.get(spec.path) ?? [];
  const left = new Set(moves.flatMap(({ from }) => from));
  const come = new Set(moves.flatMap(({ into }) => into));
  for (const column of spec.columns) {
    const about = { ...question, table, column, found, taken, filling: come.has(column.id) };
    const own = column.system
      ? planSystemColumn(spec, table, column, found)
      : left.has(column.id)
        ? emptied(about)
        : await planColumn(about);
    taken.add(own.name.toLowerCase());
    names.set(column.id, own.name);
    if (own.leaves !== undefined) leaving.add(own.leaves.toLowerCase());
    append(changes, own.changes);
    append(issues, own.issues);
  }
  for (const name of names.values()) leaving.delete(name.toLowerCase());
  append(changes, planIndexes(spec, wantedIndexes(spec, table, names, gone), { table, found, leaving }));
  return { table, names, changes, issues };
}

/** The plan of a column, with the name it will have, and the one it has until then. */
interface ColumnAnswer extends Answer {
  readonly name: string;
  readonly leaves?: string;
}

function planSystemColumn(
  spec: TableSpec,
  table: string,
  { id, name, kept }: ColumnSpec,
  found: FoundTable,
): ColumnAnswer {
  if (found.columns.has(name.toLowerCase())) return { name, changes: [], issues: [] };
  return {
    name,
    issues: [],
    changes: [
      {
        kind: 'add-column',
        table,
        path: null,
        name,
        kept,
        filling: false,
        risk: 'safe',
        says: { code: 'tables-add-column', params: { label: { ...spec.label }, field: id, column: name } },
      },
    ],
  };
}
