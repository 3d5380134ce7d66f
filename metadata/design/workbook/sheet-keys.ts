import { keyName, parentMark } from './form-of-proposal.ts';
import type { JoinedSurvey } from './joined-survey.ts';
import type { ColumnProfile } from './profile.ts';
import type { Why } from './proposal.ts';
import { isCode, isCounter, isOfRows, isTitle, stemOf } from './propose-column.ts';
import type { SheetProfile } from './survey.ts';
import { tellsApart } from './tells-apart.ts';

/** The column that names the records of a sheet; undefined: none does. */
export function keyColumn(sheet: SheetProfile, survey: JoinedSurvey): ColumnProfile | undefined {
  if (!survey.keys.has(sheet)) survey.keys.set(sheet, foundKey(sheet, survey));
  return survey.keys.get(sheet);
}

function foundKey(sheet: SheetProfile, survey: JoinedSurvey): ColumnProfile | undefined {
  const telling = ({ fits, longest }: ColumnProfile) =>
    longest <= 100 && !fits.includes('date') && !fits.includes('datetime') && !fits.includes('time');
  const apart = sheet.columns.filter((one) => tellsApart(one, sheet.rows) && telling(one));
  const candidates = apart.filter(({ filled, distinct }) => distinct === filled);
  const isFirst = ({ place, heading }: ColumnProfile) =>
    place === sheet.columns[0]?.place && !isCounter(heading);
  const codes = candidates.filter(({ heading }) => isCode(heading));
  return (
    candidates.find(({ id }) => id === keyName) ??
    codes.find(({ heading }) => speaksOf(heading, sheet)) ??
    codes.find((column) => isNamed(sheet, column, survey)) ??
    codes[0] ??
    apart.find(({ heading }) => isCode(heading)) ??
    candidates.find((column) => isFirst(column) && !survey.namesOthers(sheet, column))
  );
}

/** The column that says what a record of a sheet is called; undefined: none does. */
export function titleColumn(
  { name, columns }: SheetProfile,
  key: ColumnProfile | undefined,
): ColumnProfile | undefined {
  const filled = columns.filter((one) => one.place !== key?.place && one.filled > 0);
  if (columns.some(({ id }) => id !== '')) return filled.find(({ id }) => id === 'name');
  return titleOf(filled, { title: name, key: key?.heading ?? '' });
}

/** Of columns headed as names are the one that names what its sheet lists, else the first: “客户名称” or “客户” of 客户. */
export function titleOf<T extends { readonly heading: string }>(
  columns: readonly T[],
  sheet: { readonly title: string; readonly key: string },
): T | undefined {
  const isListed = (heading: string) => !isCode(heading) && isSame(stemOf(heading), stemOf(sheet.title));
  const titles = columns.filter(({ heading }) => isTitle(heading) || isListed(heading));
  return titles.find(({ heading }) => isOwnTitle(heading, sheet)) ?? titles[0];
}

/** Whether a heading is that of the names of what a sheet lists, or whose key is headed so. */
export function isOwnTitle(
  heading: string,
  { title, key }: { readonly title: string; readonly key: string },
): boolean {
  const stem = stemOf(heading.replace(/(?:名称|姓名|标题|(?:^|\s)(?:name|title))$/i, ''));
  return stem === '' || stem === stemOf(key) || speaksOf(stem, { name: title });
}

export function keyWhy(key: ColumnProfile | undefined): readonly Why[] {
  if (!key) return [{ code: 'workbook-no-key', params: {} }];
  const { heading, filled, distinct, twice } = key;
  const code = distinct < filled ? 'workbook-key-twice' : 'workbook-key';
  return [{ code, params: { column: heading, rows: filled, values: twice } }];
}

/**
 * By which of its columns the rows of a sheet belong to records of another: called as their key is, or as what names
 * things. Rows that have a number of their own are records of their own, unless their sheet is called otherwise.
 */
export function rowsKey(
  sheet: SheetProfile,
  of: SheetProfile,
  survey: JoinedSurvey,
): ColumnProfile | undefined {
  const key = keyColumn(of, survey);
  const joined = new Set(key && survey.joinsOf(sheet, of, key.place).map(({ column }) => column));
  if (!key || joined.size === 0 || isOfRows(of.name)) return undefined;
  const isMeant = (column: ColumnProfile) => {
    if (!isByChance(column)) return true;
    const isCalled = column.heading === key.heading || speaksOf(column.heading, of);
    return isCalled && !(numbersItself(sheet, column) && tellsApart(column, sheet.rows));
  };
  const fits = sheet.columns.filter(
    (column) => column.filled === sheet.rows && joined.has(column.place) && isMeant(column),
  );
  const found =
    fits.find(({ id }) => id.startsWith(parentMark)) ??
    fits.find(({ heading }) => heading === key.heading) ??
    fits.find(({ heading }) => isCode(heading) && speaksOf(heading, of)) ??
    fits.find(({ heading }) => isCode(heading));
  if (!found || found.id.startsWith(parentMark) || isOfRows(sheet.name)) return found;
  return ownNumber(sheet, found) ? undefined : found;
}

/** The column that numbers the rows of a sheet beside the one by which they name others. */
export function ownNumber(sheet: SheetProfile, names: ColumnProfile): ColumnProfile | undefined {
  const [first] = sheet.columns;
  return sheet.columns.find((column) => {
    const { place, heading, fits, code } = column;
    if (place === names.place || !isCode(heading) || !tellsApart(column, sheet.rows)) return false;
    // Small numbers count rows as often as they name them.
    if (fits.includes('integer') && !code) return column === first;
    return place < names.place || stemOf(heading) === '' || speaksOf(heading, sheet);
  });
}

/** Whether a heading speaks of what a sheet lists: “客户编号” of 客户. */
export function speaksOf(heading: string, { name }: Pick<SheetProfile, 'name'>): boolean {
  const [said, listed] = [stemOf(heading), stemOf(name)];
  return said !== '' && listed !== '' && (said.includes(listed) || listed.includes(said));
}

/** Whether what stands in the column stands elsewhere by chance: numbers, dates and switches do. */
export function isByChance({ fits, code }: ColumnProfile): boolean {
  return !code && fits.some((kind) => kind !== 'phone' && kind !== 'tax-number' && kind !== 'url');
}

function isSame(said: string, other: string): boolean {
  return said !== '' && said === other;
}

/** Whether rows of other sheets name records by the column: not those that only number themselves by it. */
function isNamed(sheet: SheetProfile, { place }: ColumnProfile, survey: JoinedSurvey): boolean {
  return survey.joinsTo(sheet).some((join) => {
    if (join.of.column !== place) return false;
    const from = survey.at(join.sheet);
    const column = from?.columns.find((one) => one.place === join.column);
    return from !== undefined && column !== undefined && !numbersItself(from, column);
  });
}

function numbersItself({ name, columns: [first] }: SheetProfile, column: ColumnProfile): boolean {
  const stem = stemOf(column.heading);
  return isCode(column.heading) && (stem === '' ? column === first : isSame(stem, stemOf(name)));
}
