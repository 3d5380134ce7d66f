import { mul } from './decimal.ts';

/** A fraction as people write it: `0.13` → `13%`. */
export const percentText = (fraction: string) => `${mul(fraction, '100')}%`;
