import type { Why } from './proposal.ts';
import type { Named } from './propose-column.ts';
import { keyColumn, speaksOf } from './sheet-keys.ts';
import { type Naming, namingColumns, takenFrom } from './sheet-references.ts';
import { formPart, type SaidUses, type SheetPart, usesBeside } from './sheet-uses.ts';
import type { SheetProfile, Survey } from './survey.ts';

/** Returns the key of a column of a file. */
export function columnAt(sheet: number, place: number): string {
  return `${sheet}/${place}`;
}

/** A column that is taken from the record which the one beside it names. */
export interface TakenColumn {
  readonly place: number;
  /** Place of the column of the sheet that has that record. */
  readonly of: number;
}

/** What becomes of the sheets of a file, and how they refer to each other; columns go by `columnAt`. */
export interface SheetRelations {
  readonly parts: ReadonlyMap<number, SheetPart>;
  readonly named: ReadonlyMap<string, Named>;
  readonly taken: ReadonlyMap<string, TakenColumn>;
  /** Columns that name records and do not refer to them, each with why. */
  readonly left: ReadonlyMap<string, Why>;
}

/**
 * From the sheet with the records, and from what belongs to it, along the columns that name records of other sheets:
 * those become forms of their own, and so on from them. Records that are in force already are referred to there.
 */
export function relateSheets(
  main: SheetProfile,
  survey: Survey,
  { named: known, said }: { readonly named: ReadonlyMap<string, Named>; readonly said: SaidUses },
): SheetRelations {
  const parts = usesBeside(main, survey, said);
  const named = new Map(known);
  const taken = new Map<string, TakenColumn>();
  const left = new Map<string, Why>();
  /** Sheets whose records are in force already. */
  const there = new Set<SheetProfile>();
  const refers = new Map<SheetProfile, Set<SheetProfile>>();
  const useOf = ({ sheet }: SheetProfile) => parts.get(sheet)?.use ?? 'none';
  const isUsed = (sheet: SheetProfile) => useOf(sheet) !== 'none';
  const formOf = (sheet: SheetProfile) => (useOf(sheet) === 'entries' ? main : sheet);
  const waiting = [main, ...survey.sheets.filter((sheet) => sheet !== main && isUsed(sheet))].toSorted(
    (a, b) => Number(useOf(a) === 'form') - Number(useOf(b) === 'form'),
  );
  // What is found on the way waits behind.
  for (const sheet of waiting) for (const { other, naming } of namingsOf(sheet)) refer(sheet, other, naming);
  return { parts, named, taken, left };

  /** Those whose headings speak of the other sheet first. */
  function namingsOf(sheet: SheetProfile) {
    const others = survey.sheets.filter(
      (other) =>
        formOf(other) !== formOf(sheet) &&
        useOf(other) !== 'entries' &&
        !(useOf(other) === 'none' && said.has(other.sheet)),
    );
    return others
      .flatMap((other) => namingColumns(sheet, other, survey).map((naming) => ({ other, naming })))
      .toSorted((a, b) => Number(isCalled(b)) - Number(isCalled(a)));
  }

  function refer(sheet: SheetProfile, other: SheetProfile, naming: Naming): undefined {
    const { column, of, by } = naming;
    const at = columnAt(sheet.sheet, column.place);
    const isKey = useOf(sheet) === 'entries' && parts.get(sheet.sheet)?.key === column.place;
    const inForce = known.get(at);
    if (inForce && !isUsed(other)) {
      there.add(other);
      const why: Why = { code: 'workbook-there-already', params: { form: inForce.label } };
      parts.set(other.sheet, { use: 'none', key: null, why: [why] });
    }
    if (isKey || there.has(other) || named.has(at) || taken.has(at)) return;
    if (reaches(other, formOf(sheet))) {
      left.set(at, { code: 'workbook-cycle', params: { form: titled(other), of: titled(formOf(sheet)) } });
      return;
    }
    const why: Why = {
      code: 'workbook-own-form',
      params: { sheet: titled(sheet), column: column.heading, key: of.heading },
    };
    if (!isUsed(other)) {
      parts.set(other.sheet, formPart(other, survey, [why]));
      waiting.push(other);
    }
    refers.set(formOf(sheet), (refers.get(formOf(sheet)) ?? new Set()).add(other));
    left.delete(at);
    named.set(at, {
      by,
      form: '',
      within: { sheet: other.sheet, heading: of.heading },
      label: titled(other),
      found: column.distinct,
      of: column.distinct,
      others: [],
    });
    for (const { place, of: there } of takenFrom(sheet, naming, other, survey)) {
      const beside = columnAt(sheet.sheet, place);
      const isOwnKey = keyColumn(sheet, survey)?.place === place;
      if (!isOwnKey && !named.has(beside) && !taken.has(beside))
        taken.set(beside, { place: column.place, of: there });
    }
  }

  /** Whether records of a form refer to those of another, or to some that do. */
  function reaches(from: SheetProfile, to: SheetProfile): boolean {
    return from === to || [...(refers.get(from) ?? [])].some((next) => reaches(next, to));
  }
}

function isCalled({ other, naming }: { readonly other: SheetProfile; readonly naming: Naming }): boolean {
  return speaksOf(naming.column.heading, other);
}

/** How the form of a sheet is called until somebody says it otherwise. */
export function titled({ name }: SheetProfile): string {
  return name || '-';
}
