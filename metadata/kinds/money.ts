import { exactNumber, parseNumber } from './common/exact-number.ts';
import { equal, type KindSample } from './common/sample.ts';

/** An amount in the tenant's currency; a sheet may carry the sign of it. */
export const money = exactNumber(
  { precision: 18, scale: 2 },
  { name: 'money', parse: (text) => parseNumber(text.trim().replace(/^(-?)[¥￥]\s*/, '$1')) },
);

export const sample: KindSample = { props: {}, value: '12.5', asks: equal('12.5'), others: ['10'] };
