import { exactNumber, parseNumber } from './common/exact-number.ts';

/** An amount in the tenant's currency; a sheet may carry the sign of it. */
export const money = exactNumber(
  { precision: 18, scale: 2 },
  { name: 'money', parse: (text) => parseNumber(text.trim().replace(/^(-?)[¥￥]\s*/, '$1')) },
);
