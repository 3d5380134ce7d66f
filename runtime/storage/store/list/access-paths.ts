import type { FoundIndex, TableIndexes } from '../../../database/schema.ts';
import { column, type LayoutColumn } from '../record/layout.ts';
import type { Branch } from '../sight/visible.ts';
import type { Term } from '../sql/terms.ts';
import type { ListPlan } from './list-plan.ts';

/** The ways in which a page can be read: along its order, or from the few records that one of its conditions finds. */
export interface AccessPaths {
  /** Null: no index has the order. */
  readonly walk: Walk | null;
  readonly drives: readonly Drive[];
}

/**
 * Of a way by an index that has all that is asked about: the index of ids that the few rows are then read by. Null:
 * each row is looked at.
 */
type RowsBy = string | null;

export interface Walk {
  readonly index: string;
  readonly rowsBy: RowsBy;
  /** Conditions that the index begins with; one value each. */
  readonly first: readonly Term[];
  /** Conditions on what is ordered by: the index has what fits in one stretch. */
  readonly along: readonly Term[];
  /** The others. */
  readonly rest: readonly Term[];
}

/** Finds records by an index; `rest` is judged of each. */
export type Drive =
  | {
      readonly index: string;
      readonly rowsBy: RowsBy;
      readonly by: readonly Term[];
      readonly rest: readonly Term[];
    }
  /** By the lines of what one may see, or of what is not a value, each with its index; `index` is that of the ids. */
  | {
      readonly index: string;
      readonly lines: readonly { readonly branch: Branch; readonly index: string }[];
      readonly rest: readonly Term[];
    };

export function accessPathsOf(plan: ListPlan, { indexes }: TableIndexes): AccessPaths {
  return {
    walk: walkOf(plan, indexes),
    drives: [
      ...termDrives(plan, indexes),
      ...plan.terms.flatMap((term) => partsDrive(plan, indexes, term.parts ?? null, term)),
      ...partsDrive(plan, indexes, plan.branches),
    ],
  };
}

/** The index that has the order behind as many single values as possible. */
function walkOf(plan: ListPlan, indexes: readonly FoundIndex[]): Walk | null {
  const { terms, sort } = plan;
  // No index has the order of what the caller sees only in part.
  if (sort.some(({ shown }) => shown !== undefined)) return null;
  const single = new Map<string, Term>();
  for (const term of terms) if (term.column && term.equal) single.set(columnName(term.column), term);
  const order = sort.map(({ column, descending }) => ({ name: columnName(column), descending }));
  let best: { readonly name: string; readonly first: readonly Term[]; readonly rowsBy: RowsBy } | null = null;
  for (const index of indexes) {
    const { name, columns } = index;
    const until = columns.findIndex((column) => !single.has(column.name));
    const lead = until < 0 ? columns.length : until;
    const rowsBy = rowsByOf(plan, index, indexes);
    const least = best ? best.first.length + (rowsBy !== null && best.rowsBy === null ? 0 : 1) : 0;
    for (let count = lead; count >= least; count -= 1) {
      if (!isOrder(columns.slice(count), order)) continue;
      const first = columns.slice(0, count).flatMap((column) => single.get(column.name) ?? []);
      best = { name, first, rowsBy };
      break;
    }
  }
  if (!best) return null;
  const { name, first, rowsBy } = best;
  const others = terms.filter((term) => !first.includes(term));
  const isAlong = ({ column }: Term) => column !== undefined && columnName(column) === order[0]?.name;
  return {
    index: name,
    rowsBy,
    first,
    along: others.filter(isAlong),
    rest: others.filter((term) => !isAlong(term)),
  };
}

/** In the same direction or, read backwards, in the other. */
function isOrder(columns: FoundIndex['columns'], order: FoundIndex['columns']): boolean {
  const turned = columns[0]?.descending !== order[0]?.descending;
  return order.every(
    ({ name, descending }, at) =>
      columns[at]?.name === name && (columns[at].descending !== descending) === turned,
  );
}

function termDrives(plan: ListPlan, indexes: readonly FoundIndex[]): readonly Drive[] {
  const { terms } = plan;
  const columns = new Set(terms.flatMap(({ column }) => (column ? columnName(column) : [])));
  const covering = indexes.flatMap((index) => {
    const rowsBy = rowsByOf(plan, index, indexes);
    return rowsBy === null ? [] : [{ index, rowsBy }];
  });
  return [...columns].flatMap((name): readonly Drive[] => {
    const covered = covering.find(({ index }) => index.columns[0]?.name === name);
    const index = covered?.index.name ?? beginning([name], indexes);
    if (index === null) return [];
    const rowsBy = covered?.rowsBy ?? null;
    const by = terms.filter(({ column }) => column && columnName(column) === name);
    return [{ index, rowsBy, by, rest: terms.filter((term) => !by.includes(term)) }];
  });
}

function rowsByOf(plan: ListPlan, { columns }: FoundIndex, indexes: readonly FoundIndex[]): RowsBy {
  const needed = lookedAt(plan);
  if (!needed || plan.sort.some(({ shown }) => shown !== undefined)) return null;
  const has = new Set(columns.map(({ name }) => name));
  const all = [
    ...needed.map((id) => columnName(column(plan.layout, id))),
    ...plan.sort.map((key) => columnName(key.column)),
  ];
  return all.every((name) => has.has(name)) ? beginning(['id'], indexes) : null;
}

/** Ids of all columns that tell whether a record is in the list; null: there is more to it than columns. */
export function lookedAt({ terms }: ListPlan): readonly string[] | null {
  if (terms.some(({ reads }) => reads === undefined)) return null;
  return terms.flatMap(({ reads }) => reads ?? []);
}

/** `of`: the term that the parts are another word for. */
function partsDrive(
  { layout, terms }: ListPlan,
  indexes: readonly FoundIndex[],
  parts: readonly Branch[] | null,
  of?: Term,
): readonly Drive[] {
  const ids = beginning(['id'], indexes);
  if (!parts || ids === null) return [];
  const lines = parts.flatMap((branch) => {
    const names = branch.by.map((id) => columnName(column(layout, id)));
    const index = beginning(names, indexes);
    return index === null ? [] : [{ branch, index }];
  });
  if (lines.length < parts.length) return [];
  return [{ index: ids, lines, rest: terms.filter((term) => term !== of) }];
}

/** The shortest index that begins with most of these columns, in any order; null: none begins with any. */
function beginning(names: readonly string[], indexes: readonly FoundIndex[]): string | null {
  let best: { readonly name: string; readonly lead: number; readonly length: number } | null = null;
  for (const { name, columns } of indexes) {
    const until = columns.findIndex((column) => !names.includes(column.name));
    const [lead, length] = [until < 0 ? columns.length : until, columns.length];
    if (lead > 0 && (!best || lead > best.lead || (lead === best.lead && length < best.length)))
      best = { name, lead, length };
  }
  return best?.name ?? null;
}

/** As catalogues tell it. */
function columnName({ physical }: LayoutColumn): string {
  return physical.toLowerCase();
}
