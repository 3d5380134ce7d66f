import { grouped } from '../../../metadata/common/grouped.ts';
import { line } from '../common/line.ts';

export const decimal = line({
  name: 'decimal',
  show: (value) => grouped(value),
  align: 'end',
  width: 120,
});
