import { exactNumber } from './common/exact-number.ts';

export const decimal = exactNumber({ precision: 25, scale: 10 }, { name: 'decimal' });
