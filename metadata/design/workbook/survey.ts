import { computedColumn } from './computed-column.ts';
import type { FormulaRun } from './formula-run.ts';
import { type ColumnProfile, ColumnReading } from './profile.ts';
import { tellsApart } from './tells-apart.ts';

/** Rows of a sheet, each a list of texts. */
export interface TextSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** Whether its second row is hidden, as ids stand below the headings of an export. Default: it is not. */
  readonly coded?: boolean;
  /** What its cells are computed by. Default: nothing is. */
  readonly formulas?: readonly FormulaRun[];
}

export interface SheetProfile {
  /** Place in the file, from 0. */
  readonly sheet: number;
  readonly name: string;
  /** Row of the headings and first row of data, from 0. */
  readonly head: number;
  readonly first: number;
  /** Row of sums below the data, where it ends. Default: it goes to the end of the sheet. */
  readonly sums?: number;
  /** Rows of data. */
  readonly rows: number;
  /** The first rows of data, and those that name the first of another sheet, each a list of texts. */
  readonly begins: readonly (readonly string[])[];
  /** Pairs of columns by their places: where the first says the same, so does the second. */
  readonly follows: readonly (readonly [number, number])[];
  readonly columns: readonly ColumnProfile[];
}

/** A column whose every text stands in a column of another sheet that tells its rows apart. */
export interface Join {
  readonly sheet: number;
  readonly column: number;
  readonly of: { readonly sheet: number; readonly column: number };
  /**
   * Other columns of it that say in every row what the row that is named says in a column of its own. A number of a row
   * is its own, whatever the row that is named says now.
   */
  readonly agrees: readonly { readonly column: number; readonly of: number }[];
}

export interface Survey {
  readonly sheets: readonly SheetProfile[];
  readonly joins: readonly Join[];
}

/** A title may stand above the headings. */
const mostAbove = 10;

/** Surveys a workbook: the profile is enough to propose a form by, and small whatever its size. */
export function surveySheets(sheets: readonly TextSheet[]): Survey {
  const read = sheets.flatMap((one, sheet) => {
    const { name, rows } = one;
    const codes = codesOf(one);
    const head = codes ? 0 : headingRow(rows);
    if (head < 0) return [];
    const first = head + (codes ? 2 : 1);
    const columns = (rows[head] ?? []).flatMap((heading, place) =>
      heading === ''
        ? []
        : [new ColumnReading(place, heading.replace(/\s*[*＊]$/, ''), codes?.[place] ?? '')],
    );
    const sums = sumsRow(rows, first);
    let filled = 0;
    for (const row of rows.slice(first, sums)) {
      if (row.every((text) => text === '')) continue;
      filled += 1;
      for (const column of columns) column.add(row[column.place] ?? '');
    }
    const data = rows.slice(first, sums).filter((row) => row.some((text) => text !== ''));
    const follows = followers(rows.slice(first, sums), columns);
    const ends = sums !== undefined && { sums };
    const held = heldColumns(columns);
    return [{ sheet, name, head, first, ...ends, rows: filled, data, follows, columns, held }];
  });
  const joins = read.flatMap((other) => {
    const keys = other.columns
      .filter((key) => tellsApart({ filled: key.filled, distinct: key.texts.size }, other.rows))
      .map((key): Key => ({ column: key, rows: once(() => rowsBy(other, key)) }));
    return read.flatMap((one) => (one === other ? [] : joinsBetween(one, other, keys)));
  });
  const width = read.reduce((sum, { columns }) => sum + columns.length, 0);
  const belonging = Math.min(mostBelonging, Math.ceil(mostCells / width));
  const firstOf = new Map(read.map(({ sheet, data }) => [sheet, data.slice(0, mostShown)]));
  return {
    sheets: read.map(({ data, held: _, ...one }) => ({
      ...one,
      begins: shownOf(
        data,
        joins
          .filter(({ sheet }) => sheet === one.sheet)
          .map(({ column, of }) => ({
            place: column,
            texts: new Set(firstOf.get(of.sheet)?.map((row) => row[of.column] ?? '')),
          })),
        belonging,
      ),
      columns: one.columns.map(({ profile }) => {
        const computed = computedColumn(sheets[one.sheet], profile.place, one);
        return computed ? { ...profile, computed } : profile;
      }),
    })),
    joins,
  };
}

interface ReadSheet {
  readonly sheet: number;
  readonly rows: number;
  readonly data: TextSheet['rows'];
  readonly columns: readonly ColumnReading[];
  /** Those that are held against columns of other sheets. */
  readonly held: readonly HeldColumn[];
}

type HeldColumn = Pick<ColumnProfile, 'place' | 'heading'> & { readonly isNumber: boolean };

function heldColumns(columns: readonly ColumnReading[]): readonly HeldColumn[] {
  const filled = columns.filter((column) => column.filled > 0).slice(0, mostHeld.columns);
  return filled.map(({ place, heading, profile }) => ({ place, heading, isNumber: isNumber(profile) }));
}

function isNumber({ fits, code }: ColumnProfile): boolean {
  return !code && fits.some((kind) => ['integer', 'decimal', 'money', 'percent'].includes(kind));
}

/** Whether one heading stands in the other. */
export function areAlike(a: string, b: string): boolean {
  return a.includes(b) || b.includes(a);
}

/** A column that tells the rows of its sheet apart. */
interface Key {
  readonly column: ColumnReading;
  /** The rows by their texts in it: made when somebody asks for them. */
  readonly rows: () => ReadonlyMap<string, readonly string[]>;
}

function rowsBy({ data }: ReadSheet, { place }: ColumnReading): ReadonlyMap<string, readonly string[]> {
  return new Map(data.map((row) => [row[place] ?? '', row]));
}

function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}

function joinsBetween(one: ReadSheet, other: ReadSheet, keys: readonly Key[]): readonly Join[] {
  return one.columns.flatMap((column) =>
    keys
      .filter((key) => isWithin(column, key.column))
      .map((key) => ({
        sheet: one.sheet,
        column: column.place,
        of: { sheet: other.sheet, column: key.column.place },
        agrees: agreeing(one, column, other, key),
      })),
  );
}

/** So many columns are told that agree with one: a file may say the same everywhere. */
const mostAgreeing = 3;

/** Pairs of columns that say the same in a row and in the one that it names; of many those that are called alike. */
function agreeing(
  one: ReadSheet,
  { place: by }: ColumnReading,
  other: ReadSheet,
  { column: key, rows }: Key,
): Join['agrees'] {
  const named = rows();
  const some = one.data.slice(0, mostHeld.rows);
  const theirs = other.held.filter(({ place }) => place !== key.place);
  const own = one.held.filter(({ place, isNumber }) => place !== by && !isNumber);
  return own.flatMap(({ place: column, heading }) => {
    const agree = theirs.filter(({ place: of }) =>
      some.every((row) => (row[column] ?? '') === (named.get(row[by] ?? '')?.[of] ?? '')),
    );
    const kept = agree
      .toSorted((a, b) => Number(areAlike(b.heading, heading)) - Number(areAlike(a.heading, heading)))
      .slice(0, mostAgreeing);
    return agree.flatMap((there) => (kept.includes(there) ? [{ column, of: there.place }] : []));
  });
}

/** So many rows are shown of what is proposed, and at most so many of those that belong to them. */
export const mostShown = 10;
const mostBelonging = 200;
/** Number of cells of the rows that belong to others, in all sheets together. */
const mostCells = 20_000;

/** In their order the first rows, and those that have one of the texts in its column. */
function shownOf(
  rows: TextSheet['rows'],
  named: readonly { readonly place: number; readonly texts: ReadonlySet<string> }[],
  most: number,
): TextSheet['rows'] {
  const belongs = (row: readonly string[]) => named.some(({ place, texts }) => texts.has(row[place] ?? ''));
  return [
    ...rows.slice(0, mostShown),
    ...(named.length === 0 ? [] : rows.slice(mostShown).filter(belongs).slice(0, most)),
  ];
}

/** So many columns and rows are held against each other. */
const mostHeld = { columns: 24, rows: 2000 };

/** Of columns whose texts stand more than once, those that say what another one says in other words. */
function followers(
  rows: readonly (readonly string[])[],
  columns: readonly ColumnReading[],
): readonly (readonly [number, number])[] {
  const held = columns
    .filter(({ texts, filled }) => texts.size > 1 && texts.size < filled)
    .slice(0, mostHeld.columns)
    .map(({ place }) => place);
  const some = rows.slice(0, mostHeld.rows);
  const follows = (a: number, b: number) => {
    const known = new Map<string, string>();
    return some.every((row) => {
      const [from = '', to = ''] = [row[a], row[b]];
      const before = known.get(from) ?? to;
      known.set(from, before);
      return before === to;
    });
  };
  return held.flatMap((a) => held.flatMap((b) => (a !== b && follows(a, b) ? [[a, b] as const] : [])));
}

const code = /^\$?[A-Za-z]\w*(?:\.\$?\w+)*$/;

/** The ids of an export, by place. Undefined: it is none. */
function codesOf({ rows: [headings = [], codes = []], coded }: TextSheet): readonly string[] | undefined {
  const isOne = coded && headings.every((heading, place) => heading === '' || code.test(codes[place] ?? ''));
  return isOne ? codes : undefined;
}

/**
 * The first row that is as wide as what stands below it: above it there are titles. Of headings in two rows the lower
 * ones tell more; what is merged over both stands in both.
 */
function headingRow(rows: readonly (readonly string[])[]): number {
  const width = (row: readonly string[]) => row.filter((text) => text !== '').length;
  const widest = rows.slice(0, mostAbove * 2).reduce((most, row) => Math.max(most, width(row)), 0);
  if (widest === 0) return -1;
  const found = rows
    .slice(0, mostAbove)
    .findIndex((row) => width(row) >= Math.max(1, Math.ceil(widest * 0.6)));
  const [upper = [], lower = []] = found < 0 ? [] : rows.slice(found, found + 2);
  const isMerged = upper.some((text, place) => text !== '' && text === lower[place]);
  return isMerged && width(lower) > width(upper) ? found + 1 : found;
}

const sums = /^(?:[合总小共]\s*计|(?:grand\s+|sub)?total|sum)\s*[:：]?$/i;
/** Number of last rows among which sums are sought: who made a list, and when, may stand below them. */
const mostBelow = 5;

/** Finds the row at which records end, as sums stand below them. */
function sumsRow(rows: readonly (readonly string[])[], first: number): number | undefined {
  const from = Math.max(first + 1, rows.length - mostBelow);
  const found = rows.slice(from).findIndex((row) => sums.test(row.find((text) => text !== '') ?? ''));
  return found < 0 ? undefined : from + found;
}

function isWithin(column: ColumnReading, key: ColumnReading): boolean {
  if (column.filled === 0) return false;
  for (const text of column.texts.keys()) if (!key.texts.has(text)) return false;
  return true;
}
