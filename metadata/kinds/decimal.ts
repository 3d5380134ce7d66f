import { exactNumber } from './common/exact-number.ts';
import type { KindSample } from './common/sample.ts';

export const decimal = exactNumber({ precision: 25, scale: 10 }, { name: 'decimal' });

export const sample: KindSample = {
  props: { precision: 18, scale: 4 },
  value: '7.25',
  asks: { operator: 'lessThan', value: '7.3' },
  others: ['1.25'],
};
