import type { Json } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { wholeProp } from '../../metadata/kinds/common/prop.ts';
import { rounded } from './amount.ts';
import { isAmount, type Value } from './value.ts';

/** What a formula gave as the value of its field: a number rounded once, a text that any database keeps on one line. */
export function storedValue(value: Value, inner: Field): Json {
  if (isAmount(value)) return rounded(value, wholeProp(inner, 'scale', 0));
  if (typeof value === 'boolean') return value;
  if (typeof value === 'object' && value !== null && 'id' in value) return value.id ?? null;
  if (typeof value !== 'string') return null;
  if (inner.kind.comparison(inner) !== 'text') return value;
  return value.replace(/[\r\n\u2028\u2029]+/g, ' ').replace(/[\0\p{Surrogate}]/gu, '') || null;
}

/** The same as the value of a field that people fill in: a record by its id, a whole number as one. */
export function givenValue(value: Value, field: Field): Json {
  const column = field.kind.column(field);
  if (isAmount(value)) {
    if (column?.type === 'integer') return Number(rounded(value, 0));
    return rounded(value, column?.type === 'decimal' ? column.scale : 0);
  }
  return storedValue(value, field);
}
