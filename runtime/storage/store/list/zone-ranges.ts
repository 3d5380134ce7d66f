import type { Json } from '../../../../metadata/common/json.ts';
import type { Cell, Dialect } from '../../../database/database.ts';
import type { LayoutColumn } from '../record/layout.ts';
import { compareStored } from '../sql/terms.ts';

/** The least and the greatest of some values. */
export interface ZoneRange {
  readonly least: Json;
  readonly greatest: Json;
}

/**
 * Values of a column in so many parts of about as many rows each, cut at these values, each of which begins a part.
 * Of the rows of a stretch every part has a span of its own, or none. So a range that is wider than a part is known
 * exactly: whatever part it ends in, the least or the greatest value of it is in the range, or none is.
 */
export interface ZoneColumn {
  readonly column: LayoutColumn;
  readonly cuts: readonly Json[];
}

/** Between these two; null: on that side there is no end. */
export interface Range {
  readonly from: Json | null;
  readonly to: Json | null;
}

/** A range of a sixteenth of a million has so few rows that they can be put in order. */
const parts = 16;

/** Cut where, of some values of the column, as many lie in each part. */
export function zoneColumnOf(column: LayoutColumn, some: readonly Json[]): ZoneColumn {
  const sorted = some
    .filter((value) => value !== null)
    .toSorted((a, b) => compareStored(column.column, a, b));
  const cuts: Json[] = [];
  for (let part = 1; part < parts; part += 1) {
    const cut = sorted[Math.floor((sorted.length * part) / parts)];
    const before = cuts.at(-1) ?? sorted[0];
    if (cut !== undefined && before !== undefined && compareStored(column.column, before, cut) < 0)
      cuts.push(cut);
  }
  return { column, cuts };
}

/** In which part a value lies, counted from 0. */
function partOf({ column, cuts }: ZoneColumn, value: Json): number {
  const above = cuts.findIndex((cut) => compareStored(column.column, value, cut) < 0);
  return above < 0 ? cuts.length : above;
}

/** The same as SQL. */
export function renderPart({ column: { column }, cuts }: ZoneColumn, name: string, dialect: Dialect) {
  const params: Cell[] = [];
  const cases = cuts.map((cut, at) => {
    params.push(dialect.encode(column, cut));
    return `WHEN ${name} < ${dialect.placeholder(column)} THEN ${at}`;
  });
  const text = cuts.length === 0 ? '0' : `CASE ${cases.join(' ')} ELSE ${cuts.length} END`;
  return { text, params };
}

/** So that a value lies within; `part`: where it is said to. */
export function widen(
  found: (ZoneRange | undefined)[],
  spans: ZoneColumn,
  value: Json,
  part = partOf(spans, value),
): void {
  if (value === null) return;
  const { column } = spans.column;
  const span = found[part];
  if (!span) found[part] = { least: value, greatest: value };
  else if (compareStored(column, value, span.least) < 0) found[part] = { ...span, least: value };
  else if (compareStored(column, value, span.greatest) > 0) found[part] = { ...span, greatest: value };
}

/** Intersects two ranges of a column: together they may want what neither does alone. */
export function within({ column }: LayoutColumn, one: Range, other: Range = one): Range {
  const pick = (a: Json, b: Json, sign: 1 | -1) =>
    a === null || (b !== null && compareStored(column, b, a) * sign > 0) ? b : a;
  return { from: pick(one.from, other.from, 1), to: pick(one.to, other.to, -1) };
}

/** Whether some value may lie in a range. */
export function mayLieIn(
  found: readonly (ZoneRange | undefined)[],
  { column: { column } }: ZoneColumn,
  { from, to }: Range,
): boolean {
  return found.some(
    (span) =>
      span &&
      (from === null || compareStored(column, span.greatest, from) >= 0) &&
      (to === null || compareStored(column, span.least, to) <= 0),
  );
}
