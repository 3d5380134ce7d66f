import type { JoinedSurvey } from './joined-survey.ts';
import type { ColumnProfile } from './profile.ts';
import type { SheetUse, Why } from './proposal.ts';
import { stemOf } from './propose-column.ts';
import { keyColumn, keyWhy, ownNumber, rowsKey } from './sheet-keys.ts';
import { namingColumns } from './sheet-references.ts';
import type { SheetProfile } from './survey.ts';

/** What people may say of a sheet beside the one that has the records. */
export const sheetUses = ['entries', 'form', 'none'] as const satisfies readonly SheetUse[];
export type SaidUse = (typeof sheetUses)[number];
/** By the places of sheets. */
export type SaidUses = ReadonlyMap<number, SaidUse>;

/** What becomes of a sheet. */
export interface SheetPart {
  readonly use: SheetUse;
  /** Place of the column that names its records, or those that its rows belong to; null: none does. */
  readonly key: number | null;
  /** Place of the sheet with the records that its rows belong to; null: they belong to none. */
  readonly of: number | null;
  readonly why: readonly Why[];
}

/**
 * The sheet that has the records: one that no other refers to, of those the one that most others are rows of, then the
 * one that refers to most.
 */
export function recordSheet(survey: JoinedSurvey): SheetProfile | undefined {
  const sheets = survey.sheets.filter(({ rows, columns }) => rows > 0 && columns.length > 0);
  const owners = new Map(sheets.map((sheet) => [sheet, ownerOf(sheet, sheets, survey)]));
  const referred = new Set<SheetProfile>();
  const ranked = sheets.map((sheet) => {
    const others = owners.get(sheet) ? [] : sheets.filter((other) => names(sheet, other));
    for (const other of others) referred.add(other);
    const owned = [...owners.values()].filter((owner) => owner === sheet).length;
    return { sheet, owned, refers: others.length };
  });
  return ranked.toSorted(
    (a, b) =>
      Number(referred.has(a.sheet)) - Number(referred.has(b.sheet)) ||
      b.owned - a.owned ||
      b.refers - a.refers ||
      a.sheet.sheet - b.sheet.sheet,
  )[0]?.sheet;

  function names(sheet: SheetProfile, other: SheetProfile): boolean {
    return namingColumns(sheet, other, survey).length > 0;
  }
}

/** The sheet as one whose rows are records: those of the form that is proposed, or of one of its own. */
export function recordsPart(
  sheet: SheetProfile,
  survey: JoinedSurvey,
  { use, why = [] }: { readonly use: 'records' | 'form'; readonly why?: readonly Why[] },
): SheetPart {
  const key = keyColumn(sheet, survey);
  return { use, key: key?.place ?? null, of: null, why: [...why, ...keyWhy(key)] };
}

/** The sheet as rows of the records of another; undefined: its rows name none of them. */
export function entriesPart(
  sheet: SheetProfile,
  owner: SheetProfile,
  survey: JoinedSurvey,
): SheetPart | undefined {
  const found = rowsKey(sheet, owner, survey);
  const key = keyColumn(owner, survey);
  if (!found || !key) return undefined;
  const params = { column: found.heading, key: key.heading, rows: sheet.rows };
  return {
    use: 'entries',
    key: found.place,
    of: owner.sheet,
    why: [{ code: 'workbook-entries', params }],
  };
}

/** The sheet as rows of records that somebody will tell how to find. */
export function unnamedEntries(sheet: SheetProfile, owner: SheetProfile, survey: JoinedSurvey): SheetPart {
  const nearly = nearlyNames(sheet, keyColumn(owner, survey));
  const first = sheet.columns.find(({ filled }) => filled === sheet.rows);
  const why = nearly
    ? [{ code: 'workbook-entries-nearly', params: { ...nearly.params, sheet: owner.name } }]
    : [];
  return { use: 'entries', key: (nearly ?? first)?.place ?? null, of: owner.sheet, why };
}

/** The sheet left out: its rows are those of others, have numbers of their own, or name no record. */
export function leftOut(sheet: SheetProfile, main: SheetProfile, survey: JoinedSurvey): SheetPart {
  return { use: 'none', key: null, of: null, why: [leftOutWhy(sheet, main, survey)] };
}

function leftOutWhy(sheet: SheetProfile, main: SheetProfile, survey: JoinedSurvey): Why {
  const owner = ownerOf(sheet, survey.sheets, survey);
  const by = owner && rowsKey(sheet, owner, survey);
  if (by) return { code: 'workbook-sheet-belongs', params: { column: by.heading, sheet: owner.name } };
  const nearly = nearlyNames(sheet, keyColumn(main, survey));
  if (nearly) return { code: 'workbook-sheet-nearly', params: { ...nearly.params, sheet: main.name } };
  const joined = new Set(survey.joinsBetween(sheet, main).map(({ column }) => column));
  const names = sheet.columns.find(({ place }) => joined.has(place));
  const number = names && ownNumber(sheet, names);
  return number
    ? { code: 'workbook-sheet-numbered', params: { column: number.heading, sheet: main.name } }
    : { code: 'workbook-sheet-alone', params: { sheet: main.name } };
}

/** Share of the texts that may name no record where the others do: whoever wrote them meant one. */
const fewStrays = 0.1;
/** Number of texts that are named of those. */
const mostNamed = 3;

/** The column whose texts name records by this key, but for a few; undefined: there is none. */
function nearlyNames({ columns }: SheetProfile, key: ColumnProfile | undefined) {
  if (!key) return undefined;
  const found = columns.flatMap((column) => {
    const strays = [...column.texts].filter(([text]) => !key.texts.has(text));
    if (strays.length === 0 || strays.length > column.distinct * fewStrays) return [];
    const cells = strays.reduce((sum, [, count]) => sum + count, 0);
    const values = strays.slice(0, mostNamed).map(([text]) => text);
    return [{ place: column.place, cells, params: { column: column.heading, cells, values } }];
  });
  return found.toSorted((a, b) => a.cells - b.cells)[0];
}

/** The sheet whose records its rows belong to: one that it is called after, else the one named first in a row. */
export function ownerOf(
  sheet: SheetProfile,
  sheets: readonly SheetProfile[],
  survey: JoinedSurvey,
): SheetProfile | undefined {
  const owners = sheets.flatMap((other) => {
    const key = other === sheet ? undefined : rowsKey(sheet, other, survey);
    return key ? [{ other, isCalled: isCalledAfter(sheet, other), place: key.place }] : [];
  });
  return owners.toSorted((a, b) => Number(b.isCalled) - Number(a.isCalled) || a.place - b.place)[0]?.other;
}

function isCalledAfter(sheet: SheetProfile, other: SheetProfile): boolean {
  const [own, others] = [stemOf(sheet.name), stemOf(other.name)];
  return others !== '' && own !== others && own.includes(others);
}
