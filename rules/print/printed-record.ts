import { padded, scaleOf, sum } from '../../metadata/common/decimal.ts';
import { greatest } from '../../metadata/common/greatest.ts';
import { grouped } from '../../metadata/common/grouped.ts';
import { isEmptyValue, isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import { amountDigits, withSign } from '../../metadata/currency/amount-text.ts';
import {
  amountsByCurrency,
  currencySaid,
  inCurrency,
  inItsCurrency,
  valuesById,
} from '../../metadata/currency/currency-of.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';
import { filesIn, holdsFiles } from '../../metadata/kinds/common/file-value.ts';
import {
  computedDigits,
  isAmount,
  isUnprinted,
  type PrintField,
  printField,
} from '../../metadata/print/print-fields.ts';
import { toLocal } from '../calendar.ts';
import { shownText } from '../decisions/shown.ts';
import { asWritten } from '../decisions/written.ts';
import type { CodeNode } from '../paper/tree.ts';

/** The way in which values are written on paper. */
export interface Writing {
  readonly language: Language;
  readonly zone: string;
  /** Whether amounts stand with separators of thousands. */
  readonly grouped: boolean;
  /** The record, by ids, which may tell the currency of amounts in its rows. */
  readonly record: JsonObject;
}

/** The text of a number, where it is an amount as the template writes them, behind the sign of its currency. */
function amountAs(found: PrintField | undefined, text: string, writing: Writing): string {
  const computed = found && computedDigits(found);
  if (computed !== undefined && text !== '') return writing.grouped ? grouped(text, computed) : text;
  if (text === '' || !found?.field || !isAmount(found)) return text;
  const digits = currencySaid(found.field) === undefined ? 2 : amountDigits(found.field);
  return withSign(writing.grouped ? grouped(text, digits) : text, found.field, writing.language);
}

/** A record as it is answered, by today's names → by ids, as templates name fields. */
export function byIds(shape: FieldSet, record: JsonObject): JsonObject {
  return asWritten(shape, named(shape, record));
}

function named(shape: FieldSet, record: JsonObject): JsonObject {
  const turned = Object.entries(record).flatMap(([name, value]): [string, Json][] => {
    const field = shape.byName.get(name);
    if (value === undefined) return [];
    if (!field) return [[name, value]];
    const { rows } = field;
    if (!rows || !Array.isArray(value)) return [[field.id, value]];
    return [[field.id, value.filter(isObject).map((row) => named(rows, row))]];
  });
  return Object.fromEntries(turned);
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
  { language, zone, shape, record, ...writing }: Writing & { readonly shape: FieldSet },
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
  if (field?.kind.stamped && isObject(value)) {
    const { date, time } = toLocal(String(value['at']), zone);
    return `${shownText(part, id, { about: shape, language })} ${date} ${time.slice(0, 5)}`;
  }
  const own = field && inItsCurrency(field, valuesById(part), valuesById(record));
  const text = shownText(part, id, { about: shape, language });
  return amountAs({ ...found, ...(own ? { field: own } : {}) }, text, { language, zone, record, ...writing });
}

/** Whether letters of a field's values stand below one another. */
export function isMonospaced(field: Field | undefined): boolean {
  return field !== undefined && (field.inner ?? field).kind.monospaced === true;
}

/** Millimetres of a code that stands beside its label. */
const [squareWidth, barsWidth, barsHeight] = [20, 50, 10];

/** The code that a value of a field is drawn as; null: it is text alone. */
export function codeOf(field: Field, text: string): CodeNode | null {
  const shown = field.inner ?? field;
  const code = text === '' ? undefined : shown.kind.drawnAs?.(shown);
  if (code === undefined) return null;
  const width = code === 'qr' || code === 'datamatrix' ? squareWidth : barsWidth;
  return { type: 'code', code, text, width, height: barsHeight, caption: true, align: 'left' };
}

/** The numbers of a field added up: as a number, and as it is written. */
export interface Added {
  readonly number: string;
  readonly text: string;
  /** The code of the currency; empty: none is told. */
  readonly currency: string;
}

/**
 * The numbers of rows added up, for each currency apart, with as many digits as the one that has most; undefined: nobody
 * sees them.
 */
export function sumsOf(
  rows: readonly JsonObject[],
  found: PrintField | undefined,
  id: string,
  writing: Writing,
): readonly Added[] | undefined {
  const seen = rows.some((row) => row[id] !== undefined);
  if (rows.length > 0 && !seen) return undefined;
  const { field } = found ?? {};
  if (!found || !field) return [];
  const apart = amountsByCurrency(field, rows.map(valuesById), valuesById(writing.record));
  return [...apart].flatMap(([currency, values]): Added[] => {
    const numbers = values
      .filter((value) => typeof value === 'string' || typeof value === 'number')
      .map(String);
    if (numbers.length === 0) return [];
    const number = padded(sum(numbers), greatest(numbers.map(scaleOf)));
    const own = currency === '' ? found : { ...found, field: inCurrency(field, currency) };
    return [{ number, currency, text: amountAs(own, number, writing) }];
  });
}
