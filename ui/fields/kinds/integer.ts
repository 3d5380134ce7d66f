import { grouped } from '../../../metadata/common/grouped.ts';
import { line } from '../common/line.ts';

export const integer = line({
  name: 'integer',
  show: (value) => grouped(value),
  align: 'end',
  width: 90,
});
