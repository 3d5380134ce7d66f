import type { Cell, Connection, Dialect, Row } from '../../database/database.ts';

const usual = 400;

/**
 * All rows of a table, or those of which something holds, in the order of its key, some at a time: no table is ever in
 * memory as a whole.
 */
export async function* pageRows(
  reader: Connection,
  { quote }: Dialect,
  {
    name,
    columns,
    key,
    where,
    page = usual,
  }: {
    name: string;
    columns: readonly string[];
    key: readonly string[];
    where?: string;
    /** Rows at once. Default: 400. */
    page?: number;
  },
): AsyncGenerator<readonly Row[]> {
  const head = `SELECT ${columns.map(quote).join(', ')} FROM ${quote(name)}`;
  const tail = ` ORDER BY ${key.map(quote).join(', ')} LIMIT ${page}`;
  const next = `${head} WHERE ${where === undefined ? '' : `${where} AND `}(${after(key.map(quote))})${tail}`;
  const first = where === undefined ? head : `${head} WHERE ${where}`;
  for (let rows = await reader.all<Row>(first + tail); rows.length > 0; ) {
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < page) return;
    rows = await reader.all<Row>(next, bound(key.map((column) => last[column] ?? null)));
  }
}

/** `(a, b) > (?, ?)` as databases find it by an index: a >= ? AND (a > ? OR (a = ? AND b > ?)). */
function after([first = '', ...rest]: readonly string[]): string {
  return rest.length === 0
    ? `${first} > ?`
    : `${first} >= ? AND (${first} > ? OR (${first} = ? AND ${after(rest)}))`;
}

function bound([first = null, ...rest]: readonly Cell[]): readonly Cell[] {
  return rest.length === 0 ? [first] : [first, first, first, ...bound(rest)];
}
