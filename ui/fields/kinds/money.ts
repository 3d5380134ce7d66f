import { grouped } from '../../../metadata/common/grouped.ts';
import { wholeProp } from '../../../metadata/kinds/common/prop.ts';
import { line } from '../common/line.ts';

/** Amounts stand below each other: they are shown with all their digits after the point. */
export const money = line({
  name: 'money',
  show: (value, field) => grouped(value, wholeProp(field, 'scale', 2)),
  align: 'end',
  summed: true,
  width: 120,
});
