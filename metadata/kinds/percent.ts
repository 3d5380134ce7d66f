import { div } from '../common/decimal.ts';
import { percentText } from '../common/grouped.ts';
import type { Kind } from '../field.ts';
import { exactNumber, parseNumber } from './common/exact-number.ts';
import { accepted, halfWidth, problem } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

const fraction = exactNumber(
  { precision: 9, scale: 6 },
  {
    name: 'percent',
    parse: (text) => {
      const tidy = halfWidth(text).trim();
      const marked = tidy.endsWith('%');
      const number = parseNumber(marked ? tidy.slice(0, -1) : tidy);
      if (!number.ok || !marked) return number;
      return accepted(div(number.value, '100', 200) ?? '0');
    },
    format: (value) => percentText(String(value)),
  },
);

/** A fraction: 0.13 on the wire and in the database, `13%` where people write. */
export const percent: Kind = {
  ...fraction,
  schema: (field, ...more) => ({
    ...fraction.schema(field, ...more),
    description: 'A fraction: 0.06 is 6 %.',
  }),
  /** Reads a fraction; whoever sends 6 for 6 % is told what he sent. */
  read: (value, field, ...more) => {
    const number = fraction.read(value, field, ...more);
    if (number.ok) return number;
    const problems = number.problems.map((one) => {
      const { scale, max: most } = one.params ?? {};
      // Two digits stand before the point where people write it.
      if (one.code === 'too-many-decimals' && typeof scale === 'number')
        return problem('percent-too-fine', { scale, percent: Math.max(0, scale - 2) }, one.path);
      return one.code === 'too-great' && most !== undefined
        ? problem('percent-too-great', { max: most, percent: percentText(String(most)) }, one.path)
        : one;
    });
    return { ok: false, problems };
  },
};

export const sample: KindSample = {
  props: {},
  value: '0.13',
  asks: equal('0.13'),
  others: ['0.06', '0', '0.005'],
};
