import type { Problem } from '../../../metadata/common/issue.ts';
import { isEmptyValue, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { parentMark } from '../../../metadata/design/workbook/form-of-proposal.ts';
import { type Column, rowCode } from './book/column.ts';
import { saysSame, valueText } from './columns/cells.ts';
import type { CellProblem, Comparing, Placed, ReadRow } from './read-record.ts';

/** The rows of a PATCH of entries: only those that are new, different or to go. */
export interface MergedRows {
  readonly rows: readonly JsonObject[];
  readonly placed: readonly Placed[];
}

export interface Below {
  /** Member of a row that holds rows of its own. */
  readonly member: string;
  readonly rows: readonly ReadRow[];
}

interface Upper {
  readonly row: ReadRow | null;
  readonly current: JsonObject | undefined;
}

/**
 * Rows of a file against those of the record: known by their id, else by saying the very same, so that a file
 * from elsewhere can be sent twice; every other row is new.
 */
export function mergeRows(
  rows: readonly ReadRow[],
  current: readonly JsonObject[],
  below: readonly Below[],
  language: Language,
  comparing: Comparing,
): MergedRows {
  const matches = matchRows(rows, current, language);
  const uppers: Upper[] = rows.map((row) => ({ row, current: matches.get(row) }));
  const mentioned = new Set(uppers.flatMap((upper) => upper.current?.['id'] ?? []));
  const asked = new Set(below.flatMap((one) => one.rows.map(({ upper }) => upper)));
  for (const row of current)
    if (!mentioned.has(row['id'] ?? null) && asked.has(String(row['id'])))
      uppers.push({ row: null, current: row });
  complainOfLost(below, uppers, comparing.problems);

  const merged = uppers.flatMap((upper) => mergeRow(upper, below, language, comparing) ?? []);
  return { rows: merged.map(({ body }) => body), placed: merged.map(({ placed }) => placed) };
}

function mergeRow(
  { row, current }: Upper,
  below: readonly Below[],
  language: Language,
  comparing: Comparing,
): { readonly body: JsonObject; readonly placed: Placed } | undefined {
  const id = current?.['id'];
  if (row?.deleted) {
    if (id !== undefined) return { body: { id, $delete: true }, placed: { row, rows: new Map() } };
    comparing.problems.push(rowProblem(row, { path: '', code: 'sheet-row-unknown' }));
    return undefined;
  }
  const body: Record<string, Json> = row ? changedValues(row, current, language, comparing) : {};
  const placed = new Map<string, readonly Placed[]>();
  for (const { member, rows } of below) {
    const own = rows.filter(({ upper }) => upper !== '' && (upper === row?.name || upper === id));
    const merged = mergeRows(own, listOf(current?.[member]), [], language, comparing);
    if (merged.rows.length === 0) continue;
    body[member] = merged.rows;
    placed.set(member, merged.placed);
  }
  if (id !== undefined && Object.keys(body).length === 0) return undefined;
  return { body: id === undefined ? body : { id, ...body }, placed: { row, rows: placed } };
}

/** Members that stay as they are where nothing is said of them. */
const unlessSaid: ReadonlySet<string> = new Set(['id', 'org', 'enabled', 'sharing']);

/** Answers the values of a row that the record does not have yet; of a new one, those that are not empty. */
export function changedValues(
  row: ReadRow,
  current: JsonObject | undefined,
  language: Language,
  { problems, unused, emptied }: Comparing,
): Record<string, Json> {
  const body: Record<string, Json> = {};
  for (const [column, value] of row.values) {
    if (column.code === rowCode || column.code.startsWith(parentMark) || column.member === '') continue;
    if (current ? saysSame(column, value, current[column.member], language) : isEmptyValue(value)) continue;
    // An empty cell leaves a secret as it is: nobody can read it to write it back.
    if (current && value === null && column.secret) continue;
    body[column.member] = value;
    if (current && value === null && !unlessSaid.has(column.member)) emptied.add(column);
    const unclear = row.unclear?.get(column);
    if (unclear) problems.push(cellProblem(row, column, unclear));
  }
  for (const [column, text] of row.unread)
    if (!isSaid(column, text, current?.[column.member], language)) unused.add(column);
  if (!current)
    for (const column of row.kept)
      problems.push(cellProblem(row, column, { path: '', code: 'sheet-cell-too-long' }));
  return body;
}

export function cellProblem({ found, at }: ReadRow, column: Column, problem: Problem): CellProblem {
  return { sheet: found.index, row: at, column: found.columns.indexOf(column), problem };
}

/** Whether a text is what the record has, as it was exported or as somebody else spells it. */
function isSaid(column: Column, text: string, current: Json | undefined, language: Language): boolean {
  if (text.trim() === valueText(current, column, language).trim()) return true;
  const read = column.parse(text, language);
  return read.ok && saysSame(column, read.value, current, language);
}

function matchRows(
  rows: readonly ReadRow[],
  current: readonly JsonObject[],
  language: Language,
): ReadonlyMap<ReadRow, JsonObject> {
  const matches = new Map<ReadRow, JsonObject>();
  const free = new Map(current.map((row) => [String(row['id']), row]));
  for (const row of rows) {
    const known = free.get(row.name);
    if (!known) continue;
    matches.set(row, known);
    free.delete(row.name);
  }
  const unnamed = rows.filter((row) => !matches.has(row));
  const [first] = unnamed;
  if (!first || free.size === 0) return matches;
  const columns = [...first.values.keys()].filter(
    ({ code }) => code !== rowCode && !code.startsWith(parentMark),
  );
  const sayings = Map.groupBy(free.values(), (row) =>
    saying(columns, (column) => row[column.member], language),
  );
  for (const row of unnamed) {
    const same = sayings.get(saying(columns, (column) => row.values.get(column), language))?.shift();
    if (same) matches.set(row, same);
  }
  return matches;
}

function saying(
  columns: readonly Column[],
  value: (column: Column) => Json | undefined,
  language: Language,
): string {
  return JSON.stringify(columns.map((column) => valueText(value(column), column, language)));
}

/** Rows of sub-entries that name no row above them. */
function complainOfLost(below: readonly Below[], uppers: readonly Upper[], problems: CellProblem[]): void {
  const names = new Set(uppers.flatMap(({ row, current }) => [row?.name, current?.['id']]));
  for (const row of below.flatMap((one) => one.rows))
    if (row.upper === '' || !names.has(row.upper))
      problems.push(rowProblem(row, { path: '', code: 'sheet-upper-unknown', params: { row: row.upper } }));
}

function rowProblem(row: ReadRow, problem: Problem): CellProblem {
  return { sheet: row.found.index, row: row.at, column: null, problem };
}

export function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}
