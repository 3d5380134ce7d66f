import type { Cell, Connection } from '../../database/database.ts';

/** A condition that an index can find, and what it is bound to. */
export interface IndexedCondition {
  readonly sql: string;
  readonly params: readonly Cell[];
}

export interface NewestRows {
  readonly table: string;
  readonly columns: string;
  /** A row meets one of these, and no row two of them. */
  readonly oneOf: readonly IndexedCondition[];
  /** And all of these. */
  readonly where: readonly IndexedCondition[];
  readonly order: string;
  readonly limit: number;
}

/** So many are read each by itself; more become one condition. */
const most = 50;

/**
 * The newest of each, and of those the newest: an index has the rows of one value in their order, while those of
 * several would all be gathered to be sorted, however few are asked for.
 */
export function newestRows<T>(database: Connection, asked: NewestRows): Promise<readonly T[]> {
  const { table, columns, where, order, limit } = asked;
  const each = asked.oneOf.length <= most ? asked.oneOf : [either(asked.oneOf)];
  const last = `order by ${order} limit ${limit}`;
  const read = (one: IndexedCondition) =>
    `select ${columns} from ${table} where ${[one, ...where].map(({ sql }) => sql).join(' and ')} ${last}`;
  const [first] = each;
  if (!first) return Promise.resolve([]);
  const parts = each.map((one, at) => `select * from (${read(one)}) as part${at}`);
  const sql = each.length === 1 ? read(first) : `${parts.join(' union all ')} ${last}`;
  return database.all<T>(
    sql,
    each.flatMap((one) => [one, ...where].flatMap(({ params }) => params)),
  );
}

/** One of them holds; of none, none does. */
export function either(all: readonly IndexedCondition[]): IndexedCondition {
  if (all.length === 0) return { sql: '1 = 0', params: [] };
  return { sql: `(${all.map(({ sql }) => sql).join(' or ')})`, params: all.flatMap(({ params }) => params) };
}
