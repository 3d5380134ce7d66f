import { line } from './line.ts';
import { grouped } from './shown.ts';

export const integer = line({
  name: 'integer',
  show: (value) => grouped(value),
  align: 'end',
  width: 90,
});
