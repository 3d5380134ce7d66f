import { div, mul } from '../decimal.ts';
import { exactNumber, parseNumber } from './exact-number.ts';
import { accepted } from './reading.ts';

/** A fraction: 0.13 on the wire and in the database, `13%` where people write. */
export const percent = exactNumber(
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
    format: (value) => `${mul(String(value), '100')}%`,
  },
);
