import { mul } from './decimal.ts';

/** A fraction as people read it: `0.13` is `13%`. */
export const percentText = (fraction: string) => `${mul(fraction, '100')}%`;
