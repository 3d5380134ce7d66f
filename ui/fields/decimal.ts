import { line } from './line.ts';
import { grouped } from './shown.ts';

export const decimal = line({
  name: 'decimal',
  show: (value) => grouped(value),
  align: 'end',
  width: 120,
});
