import { padded, scaleOf, sum } from '../../metadata/common/decimal.ts';
import { greatest } from '../../metadata/common/greatest.ts';
import { grouped } from '../../metadata/common/grouped.ts';
import { isEmptyValue, isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import type { FieldSet } from '../../metadata/field.ts';
import { filesIn, holdsFiles } from '../../metadata/kinds/common/file-value.ts';
import { isAmount, isUnprinted, type PrintField, printField } from '../../metadata/print/print-fields.ts';
import { toLocal } from '../calendar.ts';
import { shownText } from '../decisions/shown.ts';
import { asWritten } from '../decisions/written.ts';

/** The way in which values are written on paper. */
export interface Writing {
  readonly language: Language;
  readonly zone: string;
  /** Whether amounts stand with separators of thousands. */
  readonly grouped: boolean;
}

/** The text of a number, where it is an amount as the template writes them. */
export function amountAs(
  found: PrintField | undefined,
  text: string,
  writing: Pick<Writing, 'grouped'>,
): string {
  return writing.grouped && text !== '' && found && isAmount(found) ? grouped(text, 2) : text;
}

/** A record as it is answered, by today's names → by ids, as templates name fields. */
export function byIds(shape: FieldSet, record: JsonObject): JsonObject {
  const turned = Object.entries(record).flatMap(([name, value]): [string, Json][] => {
    const field = shape.byName.get(name);
    if (value === undefined) return [];
    if (!field) return [[name, value]];
    const { rows } = field;
    if (!rows || !Array.isArray(value)) return [[field.id, value]];
    return [[field.id, value.filter(isObject).map((row) => byIds(rows, row))]];
  });
  return asWritten(shape, Object.fromEntries(turned));
}

/** The rows of entries. */
export function rowsIn(record: JsonObject, entries: string): readonly JsonObject[] {
  const rows = record[entries];
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}

/** The text of what a path leads to; undefined: it is on no paper, or not in the record as its reader sees it. */
export function textAt(
  shape: FieldSet,
  part: JsonObject,
  path: string,
  writing: Writing,
): string | undefined {
  const found = printField(shape, path);
  const [id = ''] = path.split('.');
  const value = part[id];
  if (!found || isUnprinted(found) || value === undefined) return undefined;
  return isEmptyValue(value) ? '' : written(found, part, id, { ...writing, shape });
}

function written(
  found: PrintField,
  part: JsonObject,
  id: string,
  { language, zone, shape, ...writing }: Writing & { readonly shape: FieldSet },
): string {
  const { field, through } = found;
  const value = part[id];
  if (through !== undefined) return isObject(value) ? shownText(value, through) : '';
  const comparison = field ? (field.inner ?? field).kind.comparison(field.inner ?? field) : undefined;
  const isMoment = comparison === 'datetime' || id === 'createdAt' || id === 'modifiedAt';
  if (isMoment && typeof value === 'string') {
    const { date, time } = toLocal(value, zone);
    return `${date} ${time.slice(0, 5)}`;
  }
  // Files are called by their names: by which ids they are found is nothing to who reads paper.
  if (field && holdsFiles(field))
    return filesIn(value)
      .map(({ name }) => name)
      .join('\n');
  return amountAs(found, shownText(part, id, { about: shape, language }), writing);
}

/** The numbers of rows added up, with as many digits as the one that has most; undefined: nobody sees them. */
export function sumOf(rows: readonly JsonObject[], id: string): string | undefined {
  const seen = rows.flatMap((row) => (row[id] === undefined ? [] : [row[id]]));
  if (rows.length > 0 && seen.length === 0) return undefined;
  const numbers = seen.flatMap((value) =>
    typeof value === 'string' && value !== '' ? [value] : typeof value === 'number' ? [String(value)] : [],
  );
  if (numbers.length === 0) return '';
  return padded(sum(numbers), greatest(numbers.map(scaleOf)));
}
