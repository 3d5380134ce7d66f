import { dateText, dayIn, readDay, yearDoubt } from './common/civil.ts';
import { orderedOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

/** A local day; no zone, no time. */
export const date = plain({
  name: 'date',
  column: () => ({ type: 'date' }),
  schema: () => ({ type: 'string', format: 'date' }),
  read: readDay,
  parse: (text) => {
    const day = dayIn(text);
    return day ? accepted(dateText(day)) : refused('not-date');
  },
  warn: (value) => yearDoubt(String(value)),
  comparison: () => 'date',
  operators: () => orderedOperators,
});

export const sample: KindSample = {
  props: {},
  value: '2026-02-03',
  asks: equal('2026-02-03'),
  others: ['2026-01-01'],
};
