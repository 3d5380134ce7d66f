import { wholeProp } from '../../metadata/kinds/prop.ts';
import { line } from './line.ts';
import { grouped } from './shown.ts';

/** Amounts stand below each other: they are shown with all their digits after the point. */
export const money = line({
  name: 'money',
  show: (value, field) => grouped(value, wholeProp(field, 'scale', 2)),
  align: 'end',
  summed: true,
  width: 120,
});
