import { div, mul } from '../decimal.ts';
import type { Kind } from '../field.ts';
import { exactNumber, parseNumber } from './exact-number.ts';
import { accepted, problem } from './reading.ts';

const said = (fraction: string) => `${mul(fraction, '100')}%`;

const fraction = exactNumber(
  { precision: 9, scale: 6 },
  {
    name: 'percent',
    parse: (text) => {
      const tidy = text.trim();
      const marked = /[%％]$/.test(tidy);
      const number = parseNumber(marked ? tidy.slice(0, -1) : tidy);
      if (!number.ok || !marked) return number;
      return accepted(div(number.value, '100', 200) ?? '0');
    },
    format: (value) => said(String(value)),
  },
);

/** A fraction: 0.13 on the wire and in the database, `13%` where people write. */
export const percent: Kind = {
  ...fraction,
  schema: (field, ...more) => ({
    ...fraction.schema(field, ...more),
    description: 'A fraction: 0.06 is 6 %.',
  }),
  /** Whoever sends 6 for 6 % is told what he sent. */
  read: (value, field, ...more) => {
    const number = fraction.read(value, field, ...more);
    if (number.ok) return number;
    const problems = number.problems.map((one) => {
      const most = one.params?.['max'];
      return one.code === 'too-great' && most !== undefined
        ? problem('percent-too-great', { max: most, percent: said(String(most)) }, one.path)
        : one;
    });
    return { ok: false, problems };
  },
};
