import { padded, scaleOf } from '../../metadata/common/decimal.ts';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import { amountDigits } from '../../metadata/currency/amount-text.ts';
import { currencySaid, inItsCurrency, valuesById } from '../../metadata/currency/currency-of.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';

/** A document as people read it: amounts have their cents, or the digits of their currency, whatever is kept. */
export function asWritten(shape: FieldSet, document: JsonObject, record = document): JsonObject {
  const written: Record<string, Json> = { ...document };
  for (const field of shape.fields) {
    const value = document[field.id];
    const { rows } = field;
    if (rows && Array.isArray(value))
      written[field.id] = value.map((row: Json) => (isObject(row) ? asWritten(rows, row, record) : row));
    else if (typeof value === 'string' && value !== '' && isMoney(field))
      written[field.id] = padded(value, digitsAt(field, value, document, record));
  }
  return written;
}

function digitsAt(field: Field, value: string, row: JsonObject, record: JsonObject): number {
  if (currencySaid(field) === undefined) return 2;
  const own = inItsCurrency(field, valuesById(row), valuesById(record));
  return Math.max(amountDigits(own), scaleOf(value));
}

/** Sums of amounts are computed, as decimals of two digits; those of whole numbers are none. */
function isMoney({ kind, inner }: Field): boolean {
  const isComputed = inner?.props['scale'] === 2 && inner.props['whole'] !== true;
  return kind.name === 'money' || inner?.kind.name === 'money' || isComputed;
}
