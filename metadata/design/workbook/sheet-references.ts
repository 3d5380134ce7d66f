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
  const mixed = columns.flatMap((column): readonly Naming[] => {
    if (!key || !title || speltAs(column, { key, title }) !== 'mixed' || !isMeant(column, key, other))
      return [];
    const join = { sheet: sheet.sheet, column: column.place, of: { sheet: other.sheet, column: key.place } };
    return [{ column, of: key, by: keyName, join: { ...join, agrees: [] } }];
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

/** Texts of a column of which each names a record of another sheet, some by number and name in one. */
export function speltTogether(
  column: ColumnProfile,
  other: SheetProfile,
  survey: JoinedSurvey,
): readonly string[] {
  const key = keyColumn(other, survey);
  const title = titleColumn(other, key);
  if (!key || !title || column.computed || speltAs(column, { key, title }) !== 'together') return [];
  const known = new Set([...key.values, ...title.values]);
  return column.values.filter((text) => !known.has(text));
}

/** What tells records of a sheet apart, and what they are called. */
interface RecordNames {
  readonly key: ColumnProfile;
  readonly title: ColumnProfile;
}

/**
 * How a column spells records: `mixed`, some by number and the others by name; `together`, some by both in one.
 * Undefined: in one way alone, or some of its texts name none.
 */
function speltAs(column: ColumnProfile, { key, title }: RecordNames): 'mixed' | 'together' | undefined {
  const isWhole = [column, key, title].every(({ distinct, values }) => distinct === values.length);
  if (!isWhole || column.filled === 0) return undefined;
  const [numbers, names] = [new Set(key.values), new Set(title.values)];
  let [byNumber, byName, byBoth] = [0, 0, 0];
  for (const text of column.values) {
    if (numbers.has(text)) byNumber += 1;
    else if (names.has(text)) byName += 1;
    else if (saysBoth(text, numbers, names)) byBoth += 1;
    else return undefined;
  }
  if (byBoth > 0) return 'together';
  return byNumber > 0 && byName > 0 ? 'mixed' : undefined;
}

/** What may stand between a number and a name. */
const between = /[\s\-–—_/|:：,，(（]+/g;

/** Whether a text is a number and a name with something between them: `C003 Harbour Foods`, `C003（海港食品）`. */
function saysBoth(text: string, numbers: ReadonlySet<string>, names: ReadonlySet<string>): boolean {
  const spelt = text.replace(/[)）]$/, '');
  return [...spelt.matchAll(between)].some(({ 0: mark, index }) => {
    const [first, second] = [spelt.slice(0, index), spelt.slice(index + mark.length)];
    return (numbers.has(first) && names.has(second)) || (names.has(first) && numbers.has(second));
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
