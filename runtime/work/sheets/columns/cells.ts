import { scaleOf } from '../../../../metadata/common/decimal.ts';
import { isEmptyValue, isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Language } from '../../../../metadata/common/label.ts';
import { amountDigits } from '../../../../metadata/currency/amount-text.ts';
import { currencyCode } from '../../../../metadata/currency/currency-of.ts';
import type { Field } from '../../../../metadata/field.ts';
import { numberCell } from '../book/cell-text.ts';
import type { Column } from '../book/column.ts';
import {
  longestCell,
  type SheetCell,
  type SheetFormat,
  tooLongMark,
  type WrittenCell,
} from '../book/sheet.ts';

/** A value as the text of its cell; nothing where it is empty. */
export function valueText(value: Json | undefined, column: Column, language: Language): string {
  return isEmptyValue(value) ? '' : column.format(value, language);
}

/** An amount as Excel shows those of its currency; any other cell as it is. */
export function amountCell(cell: SheetCell, amounts: Field): WrittenCell {
  const code = currencyCode(amounts);
  if (code === undefined || typeof cell !== 'number') return cell;
  const digits = Math.max(amountDigits(amounts), scaleOf(String(cell)));
  return { number: cell, format: `[$${code}] #,##0${digits === 0 ? '' : `.${'0'.repeat(digits)}`}` };
}

export function valueCell(
  value: Json | undefined,
  column: Column,
  language: Language,
  format: SheetFormat,
): SheetCell {
  const text = valueText(value, column, language);
  if (text === '') return null;
  if (format === 'csv') return text;
  if (text.length > longestCell || text === tooLongMark) return tooLongMark;
  return column.numeric ? numberCell(text) : text;
}

/** Whether a cell says what the record already has, however it spells it. */
export function saysSame(column: Column, read: Json, current: Json | undefined, language: Language): boolean {
  if (isEmptyValue(read) || isEmptyValue(current)) return isEmptyValue(read) && isEmptyValue(current);
  if (column.format(read, language) === column.format(current, language)) return true;
  return column.points ? sameJson(whichOf(read), whichOf(current ?? null)) : sameJson(read, current ?? null);
}

/** Which records a value points at, whatever is said of them beside; one that is named by its number stays as it is. */
function whichOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(whichOf);
  if (!isObject(value)) return value;
  const { id, form } = value as JsonObject;
  return typeof id !== 'string' ? value : form === undefined ? { id } : { form, id };
}

/** Objects are the same whatever the order of their members. */
function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(([name, value]) => right.has(name) && sameJson(value, right.get(name) ?? null))
  );
}
