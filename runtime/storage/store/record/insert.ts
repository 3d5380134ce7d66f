import type { Cell, Connection } from '../../../database/database.ts';

/** Rows of one table with the same columns, written many at a time. */
export interface Insert {
  readonly columns: number;
  /** The statement for so many rows; equal counts answer the same text. */
  sql(rows: number): string;
}

/** A statement may hold this many values in every database. */
const mostValues = 15_000;
const mostRows = 64;

/** Names come quoted. `bound`: how values are bound that do not stand as they are, by column. */
export function insertInto(
  table: string,
  columns: readonly string[],
  bound: Readonly<Record<string, string>> = {},
): Insert {
  const head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
  const row = `(${columns.map((column) => bound[column] ?? '?').join(', ')})`;
  const texts = new Map<number, string>();
  return {
    columns: columns.length,
    sql(rows) {
      const known = texts.get(rows);
      if (known !== undefined) return known;
      const text = head + Array.from({ length: rows }, () => row).join(', ');
      texts.set(rows, text);
      return text;
    },
  };
}

/**
 * Writes all rows (their cells one after another) in runs of 64, 32, 16 and at last up to 8, so that a table needs
 * eleven prepared statements whatever the number of rows.
 */
export async function insertAll(tx: Connection, insert: Insert, cells: readonly Cell[]): Promise<void> {
  const { columns } = insert;
  const most = Math.max(1, Math.min(mostRows, Math.floor(mostValues / columns)));
  for (let from = 0; from < cells.length; ) {
    const left = Math.min((cells.length - from) / columns, most);
    const size = left <= 8 ? left : 2 ** Math.floor(Math.log2(left));
    const to = from + size * columns;
    await tx.run(insert.sql(size), from === 0 && to === cells.length ? cells : cells.slice(from, to));
    from = to;
  }
}

/** A text for each length of a list, rounded up to a power of two: `padded` fills up what is missing. */
export function byCount(text: (marks: string) => string): (count: number) => string {
  const texts = new Map<number, string>();
  return (count) => {
    const size = roundedUp(count);
    let known = texts.get(size);
    if (known === undefined) {
      known = text(Array.from({ length: size }, () => '?').join(', '));
      texts.set(size, known);
    }
    return known;
  };
}

/** Repeats the last cell until the list is as long as its text. */
export function padded(cells: readonly Cell[]): readonly Cell[] {
  const last = cells.at(-1) ?? null;
  const missing = roundedUp(cells.length) - cells.length;
  return missing === 0 ? cells : [...cells, ...Array.from({ length: missing }, () => last)];
}

function roundedUp(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(count, 1)));
}
