import { createHash } from 'node:crypto';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Column } from '../../../../metadata/kinds/common/kind.ts';
import type { Cell, Dialect } from '../../../database/database.ts';
import type { LayoutColumn } from '../record/layout.ts';
import { cursorWrong } from '../record/refusals.ts';

/** A column by which rows are ordered; the last one is the id, so that no two rows are alike. */
export interface SortKey {
  readonly column: LayoutColumn;
  readonly descending: boolean;
  /** The column as the caller sees it, in SQL. Default: as it is kept. */
  readonly shown?: string;
}

/** Answers the SQL that rows are compared by. */
export function keyText({ column, shown }: SortKey, alias: string): string {
  return shown ?? `${alias}.${column.name}`;
}

/** `ORDER BY` of rows under an alias. */
export function orderText(sort: readonly SortKey[], alias: string): string {
  return sort.map((key) => `${keyText(key, alias)}${key.descending ? ' DESC' : ''}`).join(', ');
}

/** Answers a short text of a question; a cursor says it, so that it holds for the same question only. */
export function fingerprint(question: string): string {
  return createHash('sha256').update(question).digest('base64url').slice(0, 8);
}

/** The place after a row, as callers carry it. */
export function writeCursor(question: string, values: readonly Json[]): string {
  return Buffer.from(JSON.stringify([question, ...values])).toString('base64url');
}

/** The values of the row after which to go on; refuses what was not answered to the same question. */
export function readCursor(cursor: string, question: string, sort: readonly SortKey[]): readonly Json[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw cursorWrong();
  }
  if (!Array.isArray(parsed) || parsed.length !== sort.length + 1 || parsed[0] !== question)
    throw cursorWrong();
  const values = parsed.slice(1) as Json[];
  const sound = values.every((value, at) => value === null || fits(value, sort[at]?.column.column));
  if (!sound || values.at(-1) === null) throw cursorWrong();
  return values;
}

function fits(value: unknown, column: Column | undefined): boolean {
  if (column?.type === 'integer') return Number.isSafeInteger(value);
  if (column?.type === 'boolean') return typeof value === 'boolean';
  if (typeof value !== 'string') return false;
  return column?.type !== 'decimal' || /^-?\d{1,60}(\.\d{1,30})?$/.test(value);
}

/** A place in an order. */
interface After {
  readonly sort: readonly SortKey[];
  readonly values: readonly Json[];
  /** The row at this place too. Default: only those behind. */
  readonly including?: boolean;
}

/**
 * Rows after the one with these values, or with `including` that one too. NULL is the least of all in both databases.
 * The first key is bounded once more by itself, so that an index on it starts where the page does.
 */
export function renderAfter(
  { sort, values, including = false }: After,
  alias: string,
  dialect: Dialect,
  params: Cell[],
): string {
  const [key, ...others] = sort;
  const [value = null, ...rest] = values;
  if (!key) return '1 = 0';
  const name = keyText(key, alias);
  const mark = () => {
    params.push(dialect.encode(key.column.column, value));
    return dialect.placeholder(key.column.column);
  };
  const further = () =>
    others.length > 0
      ? renderAfter({ sort: others, values: rest, including }, alias, dialect, params)
      : '1 = 0';
  if (value === null)
    return key.descending ? `(${name} IS NULL AND ${further()})` : `(${name} IS NOT NULL OR ${further()})`;
  if (others.length === 0) return `${name} ${key.descending ? '<' : '>'}${including ? '=' : ''} ${mark()}`;
  return key.descending
    ? `((${name} <= ${mark()} OR ${name} IS NULL) AND (${name} < ${mark()} OR ${name} IS NULL OR ${further()}))`
    : `(${name} >= ${mark()} AND (${name} > ${mark()} OR ${further()}))`;
}
