import { type CivilDate, dateText, dayIn, isDate } from './common/civil.ts';
import { orderedOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

const canonical = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A local day; no zone, no time. */
export const date = plain({
  name: 'date',
  column: () => ({ type: 'date' }),
  schema: () => ({ type: 'string', format: 'date' }),
  read: (value) => {
    const parts = typeof value === 'string' ? canonical.exec(value) : null;
    return parts && isDate(civil(parts[1], parts[2], parts[3])) ? accepted(parts[0]) : refused('not-date');
  },
  parse: (text) => {
    const day = dayIn(text);
    return day ? accepted(dateText(day)) : refused('not-date');
  },
  comparison: () => 'date',
  operators: () => orderedOperators,
});

function civil(year?: string, month?: string, day?: string): CivilDate {
  return { year: Number(year), month: Number(month), day: Number(day) };
}

export const sample: KindSample = {
  props: {},
  value: '2026-02-03',
  asks: equal('2026-02-03'),
  others: ['2026-01-01'],
};
