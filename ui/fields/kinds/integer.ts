import { line } from '../common/line.ts';
import { grouped } from '../common/shown.ts';

export const integer = line({
  name: 'integer',
  show: (value) => grouped(value),
  align: 'end',
  width: 90,
});
