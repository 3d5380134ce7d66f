import { currencies, isCurrency } from '../currency/currencies.ts';
import { identityOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, halfWidth, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

/** One of the currencies of ISO 4217, by its code. */
export const currency = plain({
  name: 'currency',
  column: () => ({ type: 'text', length: 3 }),
  schema: () => ({ type: 'string', pattern: '^[A-Z]{3}$', maxLength: 3, examples: ['CNY'] }),
  read: (value) => {
    if (typeof value !== 'string') return refused('not-text');
    return isCurrency(value) ? accepted(value) : refused('not-currency', { value });
  },
  parse: (text) => {
    const code = halfWidth(text).trim().toUpperCase();
    return isCurrency(code) ? accepted(code) : refused('not-currency', { value: text.trim() });
  },
  operators: () => identityOperators,
  namesCurrency: true,
});

export const sample: KindSample = {
  props: {},
  value: 'EUR',
  asks: equal('EUR'),
  others: ['CNY', ...currencies.slice(-2)],
};
