import { plain } from './common/plain.ts';
import { accepted, readLine, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

const dialled = /^\+?[\d\s()\-/.转ext#*,]{3,40}$/i;

/** As people write them: `0755-8612 3456 转 801`, `+86 138 0013 8000`; at least three digits. */
export const phone = plain({
  name: 'phone',
  column: () => ({ type: 'text', length: 40 }),
  schema: () => ({ type: 'string', maxLength: 40 }),
  read: (value) => {
    const line = readLine(value, 40);
    if (!line.ok) return line;
    const digits = line.value.replace(/\D/g, '').length;
    return dialled.test(line.value) && digits >= 3 ? accepted(line.value) : refused('not-phone');
  },
  parse: (text) => accepted(text.trim()),
});

export const sample: KindSample = {
  props: {},
  value: '13800138000',
  asks: equal('13800138000'),
  others: ['10000001', '+86 138 0013 8000', '0755-8612 3456 转 801', '110'],
};
