import { plain } from './common/plain.ts';
import { accepted, readLine, refused } from './common/reading.ts';

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
