import type { SheetUse, Why } from './proposal.ts';
import { keyColumn, keyWhy, ownNumber, rowsKey } from './sheet-keys.ts';
import { namingColumns } from './sheet-references.ts';
import type { SheetProfile, Survey } from './survey.ts';

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
  readonly why: readonly Why[];
}

/**
 * The sheet that has the records: of those that are rows of no other the one that most others are rows of, then one that
 * no other refers to.
 */
export function recordSheet(survey: Survey): SheetProfile | undefined {
  const sheets = survey.sheets.filter(({ rows, columns }) => rows > 0 && columns.length > 0);
  const owners = new Map(sheets.map((sheet) => [sheet, ownerOf(sheet, sheets, survey)]));
  const owned = (sheet: SheetProfile) => [...owners.values()].filter((owner) => owner === sheet).length;
  const refersTo = (sheet: SheetProfile, other: SheetProfile) =>
    owners.get(sheet) === undefined && namingColumns(sheet, other, survey).length > 0;
  const referred = (sheet: SheetProfile) => sheets.filter((other) => refersTo(other, sheet)).length;
  const refers = (sheet: SheetProfile) => sheets.filter((other) => refersTo(sheet, other)).length;
  return sheets.toSorted(
    (a, b) =>
      owned(b) - owned(a) ||
      Number(referred(a) > 0) - Number(referred(b) > 0) ||
      refers(b) - refers(a) ||
      a.sheet - b.sheet,
  )[0];
}

/** Entries of the records, and what no record is found for. */
export function usesBeside(main: SheetProfile, survey: Survey, said: SaidUses): Map<number, SheetPart> {
  return new Map(
    survey.sheets.map((sheet) => [sheet.sheet, sheet === main ? mainPart(main, survey) : partOf(sheet)]),
  );

  function partOf(sheet: SheetProfile): SheetPart {
    const use = said.get(sheet.sheet);
    if (use === 'form') return formPart(sheet, survey, []);
    const owner = ownerOf(sheet, survey.sheets, survey);
    const found = rowsKey(sheet, main, survey);
    const key = keyColumn(main, survey);
    const first = sheet.columns.find(({ filled }) => filled === sheet.rows);
    if (key && use === 'entries' && !found) return { use, key: first?.place ?? null, why: [] };
    const isOfMain = use === 'entries' || owner === main || owner === undefined || said.has(owner.sheet);
    if (key && found && use !== 'none' && isOfMain)
      return {
        use: 'entries',
        key: found.place,
        why: [
          {
            code: 'workbook-entries',
            params: { column: found.heading, key: key.heading, rows: sheet.rows },
          },
        ],
      };
    return { use: 'none', key: null, why: [aloneWhy(sheet, owner)] };
  }

  /** Why a sheet has no rows of the records: they are those of others, have numbers of their own, or name no record. */
  function aloneWhy(sheet: SheetProfile, owner: SheetProfile | undefined): Why {
    const by = owner && rowsKey(sheet, owner, survey);
    if (by) return { code: 'workbook-sheet-belongs', params: { column: by.heading, sheet: owner.name } };
    const names = sheet.columns.find(({ place }) =>
      survey.joins.some(
        (join) => join.sheet === sheet.sheet && join.column === place && join.of.sheet === main.sheet,
      ),
    );
    const number = names && ownNumber(sheet, names);
    return number
      ? { code: 'workbook-sheet-numbered', params: { column: number.heading, sheet: main.name } }
      : { code: 'workbook-sheet-alone', params: { sheet: main.name } };
  }
}

function mainPart(main: SheetProfile, survey: Survey): SheetPart {
  const key = keyColumn(main, survey);
  return { use: 'records', key: key?.place ?? null, why: keyWhy(key) };
}

/** The sheet as a form of its own. */
export function formPart(sheet: SheetProfile, survey: Survey, why: readonly Why[]): SheetPart {
  const key = keyColumn(sheet, survey);
  return { use: 'form', key: key?.place ?? null, why: [...why, ...keyWhy(key)] };
}

/** The sheet whose records its rows belong to: one that it is called after, else the one named first in a row. */
function ownerOf(
  sheet: SheetProfile,
  sheets: readonly SheetProfile[],
  survey: Survey,
): SheetProfile | undefined {
  const owners = sheets.flatMap((other) => {
    const key = other === sheet ? undefined : rowsKey(sheet, other, survey);
    const isCalled = other.name !== '' && sheet.name !== other.name && sheet.name.includes(other.name);
    return key ? [{ other, isCalled, place: key.place }] : [];
  });
  return owners.toSorted((a, b) => Number(b.isCalled) - Number(a.isCalled) || a.place - b.place)[0]?.other;
}
