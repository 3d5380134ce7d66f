import { accepted, halfWidth } from '../../../metadata/kinds/common/reading.ts';
import { line } from '../common/line.ts';

export const percent = line({
  name: 'percent',
  align: 'end',
  width: 80,
  // People who see `13%` mean 14% when they type 14; a number below one was meant as a fraction.
  read: (text, field) => {
    const tidy = halfWidth(text).trim();
    const marked = tidy.endsWith('%') || /^[+\-−]?0*\.\d|^[+\-−]?0*$/.test(tidy);
    const read = field.kind.parse(marked ? tidy : `${tidy}%`, field, 'zh');
    return read.ok ? accepted(read.value) : read;
  },
});
