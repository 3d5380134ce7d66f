import { partings } from '../../numbering/number-and-name.ts';
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
  /** Some by number and others by name, or by both in one. Default: all in the same way. */
  readonly mixed?: true;
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
  const mixed = columns.flatMap((column): readonly Naming[] => {
    if (!key || !title || column.computed || !isMixed(column, { key, title }) || !isMeant(column, key, other))
      return [];
    const join = { sheet: sheet.sheet, column: column.place, of: { sheet: other.sheet, column: key.place } };
    return [{ column, of: key, by: keyName, join: { ...join, agrees: [] }, mixed: true }];
  });
  const whole = [
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
  return [...whole, ...mixed];
}

/** What tells records of a sheet apart, and what they are called. */
interface RecordNames {
  readonly key: ColumnProfile;
  readonly title: ColumnProfile;
}

/** Whether a column names records of a sheet in more than one way: by number, by name, or by both in one. */
function isMixed(column: ColumnProfile, { key, title }: RecordNames): boolean {
  const [numbers, names] = [key.texts, title.texts];
  let [byNumber, byName, byBoth] = [0, 0, 0];
  for (const text of column.texts.keys()) {
    if (numbers.has(text)) byNumber += 1;
    else if (names.has(text)) byName += 1;
    else if (saysBoth(text, numbers, names)) byBoth += 1;
    else return false;
  }
  return byBoth > 0 || (byNumber > 0 && byName > 0);
}

type KnownTexts = Pick<ReadonlySet<string>, 'has'>;

/** Whether a text is a number and a name in one: `C003 Harbour Foods`, `海港食品（C003）`. */
function saysBoth(text: string, numbers: KnownTexts, names: KnownTexts): boolean {
  return partings(text).some(
    ([first, second]) =>
      (numbers.has(first) && names.has(second)) || (names.has(first) && numbers.has(second)),
  );
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
