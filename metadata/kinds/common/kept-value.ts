import { fits, parseDecimal } from '../../common/decimal.ts';
import type { Json } from '../../common/json.ts';
import type { Field, Kind } from '../../field.ts';
import { loneField } from './lone-field.ts';

/** Tells whether fields of the kind keep one plain value each, which people give: no option, record, list or file. */
export function keepsPlain(kind: Kind): boolean {
  if (kind.derived || kind.secret || kind.points || 'options' in kind.properties) return false;
  const type = kind.column(loneField(kind))?.type;
  return type !== undefined && type !== 'json';
}

/**
 * Tells whether the text is a value as the field keeps it, spelt as it is kept: of a date `2026-01-05` is one, and
 * `2026/1/5` is none.
 */
export function isKept(text: string, field: Field): boolean {
  const plain: readonly Json[] = [text, ...(text === 'true' || text === 'false' ? [text === 'true'] : [])];
  const spelt = /^-?\d{1,16}$/.test(text) ? [...plain, Number(text)] : plain;
  return spelt.some((value) => {
    const read = field.kind.read(value, field);
    return read.ok && String(read.value) === text;
  });
}

/** Tells whether a text that is stored becomes a value of the field once that is what its column keeps. */
export function readsStored(text: string, field: Field): boolean {
  const column = field.kind.column(field);
  const spelt = column?.type === 'text' ? text : text.trim();
  if (column?.type === 'integer') return /^-?\d+$/.test(spelt) && isKept(String(Number(spelt)), field);
  if (column?.type === 'datetime') return field.kind.read(spelt, field).ok;
  if (column?.type !== 'decimal') return isKept(spelt, field);
  const decimal = parseDecimal(spelt);
  return (
    decimal !== null && fits(decimal, column.precision, column.scale) && field.kind.read(decimal, field).ok
  );
}
