import { mul } from '../../common/decimal.ts';

/** A fraction as people write it: `0.13` as `13%`. Pages that draw numbers need it without the kinds of fields. */
export const percentText = (fraction: string) => `${mul(fraction, '100')}%`;
