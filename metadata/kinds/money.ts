import { scaleOf } from '../common/decimal.ts';
import type { JsonSchema } from '../common/json.ts';
import { digitsOf, isCurrency, mostDigits, signOf } from '../currency/currencies.ts';
import { currencyCode, currencySaid } from '../currency/currency-of.ts';
import type { Field, Kind } from '../field.ts';
import { exactNumber, parseNumber } from './common/exact-number.ts';
import { halfWidth, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

/** Of an amount that says no currency. */
const bare = { precision: 18, scale: 2 };
/** Room for any currency: the one that an amount is in may change. */
const any = { precision: 16 + mostDigits, scale: mostDigits };

const exact = exactNumber(bare, { name: 'money' }, (field) =>
  currencySaid(field) === undefined ? bare : any,
);

/** Where an amount says its currency. */
export const currencyProperty: JsonSchema = {
  type: 'string',
  minLength: 1,
  maxLength: 200,
  description:
    'In which currency it is: a code of ISO 4217, or the field that holds one, of the same row or `parent.x` of the record. Default: none is told.',
};

/**
 * An amount. Where it says in which currency it is, that has the digits after the point, unless `scale` states them; a
 * sheet may carry the sign of it.
 */
export const money: Kind = {
  ...exact,
  properties: {
    currency: currencyProperty,
    ...exact.properties,
  },
  read: (value, field) => {
    const read = exact.read(value, field);
    const finest = read.ok ? finestOf(field) : undefined;
    return read.ok && finest && scaleOf(String(read.value)) > finest.scale
      ? refused('currency-decimals', finest)
      : read;
  },
  parse: (text, field) => {
    const code = currencyCode(field);
    const tidy = text.trim();
    // A sign says something only where nothing else does.
    if (code === undefined) {
      const isBare = currencySaid(field) === undefined;
      return parseNumber(isBare ? tidy.replace(/^(-?)[¥￥]\s*/, '$1') : tidy);
    }
    const [other] = /[a-z]{3}/i.exec(halfWidth(tidy)) ?? [];
    if (other !== undefined && other.toUpperCase() !== code && isCurrency(other.toUpperCase()))
      return refused('currency-other', { currency: code, other: other.toUpperCase() });
    return parseNumber(withoutSign(halfWidth(tidy).replaceAll('￥', '¥'), code));
  },
  range: (field) => {
    const finest = finestOf(field);
    const range = exact.range?.(field) ?? { step: '1' };
    return finest
      ? { ...range, step: finest.scale === 0 ? '1' : `0.${'0'.repeat(finest.scale - 1)}1` }
      : range;
  },
};

/** The digits that the currency of an amount allows; undefined: it says so itself, or nobody knows the currency. */
export function finestOf(field: Field): { readonly currency: string; readonly scale: number } | undefined {
  const currency = currencyCode(field);
  const scale = currency === undefined || field.props['scale'] !== undefined ? undefined : digitsOf(currency);
  return currency === undefined || scale === undefined ? undefined : { currency, scale };
}

/** `US$12.50`, `USD 12.5`, `12.50 usd` → the number in it. */
function withoutSign(text: string, code: string): string {
  const upper = text.toUpperCase();
  const signs = [code, signOf(code, 'zh').trim(), signOf(code, 'en').trim(), ...(yen.has(code) ? ['¥'] : [])];
  const minus = upper.startsWith('-') ? '-' : '';
  const rest = upper.slice(minus.length).trim();
  const sign = signs.find((one) => rest.startsWith(one) || rest.endsWith(one));
  if (sign === undefined) return text;
  return minus + (rest.startsWith(sign) ? rest.slice(sign.length) : rest.slice(0, -sign.length)).trim();
}

/** The one sign of two currencies. */
const yen: ReadonlySet<string> = new Set(['CNY', 'JPY']);

export const sample: KindSample = { props: {}, value: '12.5', asks: equal('12.5'), others: ['10'] };
