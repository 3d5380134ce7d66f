import { keyName } from './form-of-proposal.ts';
import type { JoinedSurvey } from './joined-survey.ts';
import type { ColumnProfile } from './profile.ts';
import { isCounter, stemOf } from './propose-column.ts';
import { isByChance, isOwnTitle, keyColumn, speaksOf, titleColumn } from './sheet-keys.ts';
import { areAlike, type Join, type SheetProfile } from './survey.ts';

/** A column that names records of another sheet. */
export interface Naming {
  readonly column: ColumnProfile;
  /** The column there that has its texts, and the field that this becomes. */
  readonly of: ColumnProfile;
  readonly by: string;
  readonly join: Join;
}

/** Field that says what a record is called, where its form has one. */
const titleName = 'name';
/** A sheet of one column is a list of values. */
const leastColumns = 2;

/** The columns of a sheet that name records of another by number or name, and not by chance; numbers first. */
export function namingColumns(
  sheet: SheetProfile,
  other: SheetProfile,
  survey: JoinedSurvey,
): readonly Naming[] {
  const isForm = other.columns.filter(({ filled }) => filled > 0).length >= leastColumns;
  if (sheet === other || !isForm) return [];
  const own = keyColumn(sheet, survey);
  const key = keyColumn(other, survey);
  const found = titleColumn(other, key);
  const isOwn = found && isOwnTitle(found.heading, { title: other.name, key: key?.heading ?? '' });
  const title = isOwn ? found : undefined;
  const columns = sheet.columns.filter(({ place }) => place !== own?.place);
  return [
    { of: key, by: keyName },
    { of: title, by: titleName },
  ].flatMap(({ of, by }) => {
    const joins = new Map(of && survey.joinsOf(sheet, other, of.place).map((join) => [join.column, join]));
    if (!of || joins.size === 0) return [];
    return columns.flatMap((column) => {
      const join = joins.get(column.place);
      return join && isMeant(column, of, other) ? [{ column, of, by, join }] : [];
    });
  });
}

/** Numbers, dates and switches are found by chance: they name something only where they are called so. */
function isMeant(column: ColumnProfile, of: ColumnProfile, other: SheetProfile): boolean {
  const { heading, distinct } = column;
  if (isCounter(heading)) return false;
  const isCalled = speaksOf(heading, other) || (heading === of.heading && stemOf(heading) !== '');
  return isCalled || (distinct > 1 && !isByChance(column));
}

/**
 * The columns beside one that names records which say what those do, by places: called alike, or the name of the
 * record.
 */
export function takenFrom(
  sheet: SheetProfile,
  { join }: Naming,
  other: SheetProfile,
  survey: JoinedSurvey,
): readonly { readonly place: number; readonly of: number }[] {
  const key = keyColumn(other, survey);
  const title = titleColumn(other, key);
  return join.agrees.flatMap(({ column: place, of }) => {
    const column = sheet.columns.find((one) => one.place === place);
    const there = other.columns.find((one) => one.place === of);
    if (!column || !there || column.computed || there.computed) return [];
    const isName = there === title || there === key;
    return isName || areAlike(column.heading, there.heading) ? [{ place, of }] : [];
  });
}
