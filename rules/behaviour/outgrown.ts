import { fits, integerDigits, scaleOf } from '../../metadata/decimal.ts';
import type { Column } from '../../metadata/field.ts';
import type { Json } from '../../metadata/json.ts';
import { problem, withinLength } from '../../metadata/kinds/reading.ts';

/**
 * What of a value is too big for what keeps it. Nobody typed such a value, so no kind has read it: it was computed,
 * carried from a field that holds more, or taken over by default.
 */
export function outgrown(value: Json, column: Column | null) {
  if (typeof value !== 'string') return [];
  if (column?.type === 'text') {
    const read = withinLength(value, column.length);
    return read.ok ? [] : read.problems;
  }
  if (column?.type !== 'decimal' || fits(value, column.precision, column.scale)) return [];
  const { precision, scale } = column;
  return scaleOf(value) > scale
    ? [problem('too-many-decimals', { scale })]
    : [problem('too-many-digits', { digits: precision - scale, actual: integerDigits(value) })];
}
