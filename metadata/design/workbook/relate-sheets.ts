import type { Json } from '../../common/json.ts';
import { columnAt, type JoinedSurvey } from './joined-survey.ts';
import type { Why } from './proposal.ts';
import type { Named } from './propose-column.ts';
import { keyColumn, speaksOf } from './sheet-keys.ts';
import { type Naming, namingColumns, takenFrom } from './sheet-references.ts';
import {
  entriesPart,
  leftOut,
  ownerOf,
  recordsPart,
  type SaidUse,
  type SaidUses,
  type SheetPart,
  unnamedEntries,
} from './sheet-uses.ts';
import type { SheetProfile } from './survey.ts';

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
 * those become forms of their own, with what belongs to them, and so on. Records that are in force already are referred
 * to there.
 */
export function relateSheets(
  main: SheetProfile,
  survey: JoinedSurvey,
  { named: known, said }: { readonly named: ReadonlyMap<string, Named>; readonly said: SaidUses },
): SheetRelations {
  const parts = new Map<SheetProfile, SheetPart>();
  const named = new Map(known);
  const taken = new Map<string, TakenColumn>();
  const left = new Map<string, Why>();
  /** Sheets whose records are in force already, and which those are. */
  const inForce = new Map<SheetProfile, Json>();
  const refers = new Map<SheetProfile, Set<SheetProfile>>();
  /** The sheet with the records of the form that it is of. */
  const formOf = (sheet: SheetProfile) => survey.at(parts.get(sheet)?.of ?? -1) ?? sheet;
  const isSaid = ({ sheet }: SheetProfile, use: SaidUse) => said.get(sheet) === use;
  const owning = survey.sheets.filter((one) => !isSaid(one, 'none') && !isSaid(one, 'entries'));
  const owners = new Map(survey.sheets.map((sheet) => [sheet, ownerOf(sheet, owning, survey)]));
  /** What is found on the way waits behind. */
  const waiting: SheetProfile[] = [];
  const use = (sheet: SheetProfile, part: SheetPart): undefined => {
    parts.set(sheet, part);
    waiting.push(sheet);
  };
  use(main, recordsPart(main, survey, { use: 'records' }));
  for (const sheet of survey.sheets)
    if (sheet !== main && isSaid(sheet, 'form')) use(sheet, recordsPart(sheet, survey, { use: 'form' }));
  let settled = 0;
  settle();
  for (const sheet of survey.sheets) if (!parts.has(sheet)) adoptAnyhow(sheet);
  settle();
  return { parts: new Map(survey.sheets.map((sheet) => [sheet.sheet, partOf(sheet)])), named, taken, left };

  function partOf(sheet: SheetProfile): SheetPart {
    const form = inForce.get(sheet);
    const found = parts.get(sheet) ?? leftOut(sheet, main, survey);
    if (found.use !== 'none' || form === undefined) return found;
    return { ...found, why: [{ code: 'workbook-there-already', params: { form } }] };
  }

  function settle(): undefined {
    for (; settled < waiting.length; settled++) {
      const sheet = waiting[settled];
      if (!sheet) return;
      if (formOf(sheet) === sheet) adopt(sheet);
      for (const { other, naming } of namingsOf(sheet)) refer(sheet, other, naming);
    }
  }

  /** Takes the sheets whose rows belong to records of a sheet. */
  function adopt(owner: SheetProfile): undefined {
    for (const sheet of survey.sheets) {
      const isOpen = !parts.has(sheet) && !isSaid(sheet, 'none');
      const isOwned = isOpen && owners.get(sheet) === owner;
      const found = isOwned ? entriesPart(sheet, owner, survey) : undefined;
      if (found) use(sheet, found);
    }
  }

  /** Takes a sheet whose rows belong to records that are left out, but name others as well, or are said to be rows. */
  function adoptAnyhow(sheet: SheetProfile): undefined {
    if (isSaid(sheet, 'none') || inForce.has(sheet)) return;
    const forms = survey.sheets.filter((one) => parts.has(one) && formOf(one) === one);
    const [found] = forms.flatMap((owner) => entriesPart(sheet, owner, survey) ?? []);
    if (found) use(sheet, found);
    else if (isSaid(sheet, 'entries')) use(sheet, unnamedEntries(sheet, main, survey));
  }

  /** Those whose headings speak of the other sheet first. */
  function namingsOf(sheet: SheetProfile) {
    const others = survey.sheets.filter(
      (other) =>
        formOf(other) !== formOf(sheet) &&
        parts.get(other)?.use !== 'entries' &&
        !isSaid(other, 'none') &&
        !isSaid(other, 'entries'),
    );
    return others
      .flatMap((other) => namingColumns(sheet, other, survey).map((naming) => ({ other, naming })))
      .toSorted((a, b) => Number(isCalled(b)) - Number(isCalled(a)));
  }

  function refer(sheet: SheetProfile, other: SheetProfile, naming: Naming): undefined {
    const { column, of, by, mixed } = naming;
    const at = columnAt(sheet.sheet, column.place);
    const isRowsKey = formOf(sheet) !== sheet && parts.get(sheet)?.key === column.place;
    const there = known.get(at);
    if (there && !parts.has(other)) inForce.set(other, there.label);
    if (isRowsKey || inForce.has(other) || named.has(at) || taken.has(at)) return;
    if (reaches(other, formOf(sheet))) {
      left.set(at, { code: 'workbook-cycle', params: { form: titled(other), of: titled(formOf(sheet)) } });
      return;
    }
    const why: Why = {
      code: 'workbook-own-form',
      params: { sheet: titled(sheet), column: column.heading, key: of.heading },
    };
    if (!parts.has(other)) use(other, recordsPart(other, survey, { use: 'form', why: [why] }));
    refers.set(formOf(sheet), (refers.get(formOf(sheet)) ?? new Set()).add(other));
    left.delete(at);
    named.set(at, {
      by,
      form: '',
      within: { sheet: other.sheet, heading: of.heading, ...(mixed && { mixed }) },
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
    const reached = new Set([from]);
    for (const one of reached) for (const next of refers.get(one) ?? []) reached.add(next);
    return reached.has(to);
  }
}

function isCalled({ other, naming }: { readonly other: SheetProfile; readonly naming: Naming }): boolean {
  return speaksOf(naming.column.heading, other);
}

/** How the form of a sheet is called until somebody says it otherwise. */
export function titled({ name }: SheetProfile): string {
  return name || '-';
}
