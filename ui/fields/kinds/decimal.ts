import { line } from '../common/line.ts';
import { grouped } from '../common/shown.ts';

export const decimal = line({
  name: 'decimal',
  show: (value) => grouped(value),
  align: 'end',
  width: 120,
});
