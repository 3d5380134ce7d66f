import { plain } from './common/plain.ts';
import { accepted, readLine, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

const local = /^[^\s@<>()[\]\\,;:"]{1,64}$/u;
const domain = /^(?=.{1,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

export const email = plain({
  name: 'email',
  column: () => ({ type: 'text', length: 254 }),
  schema: () => ({ type: 'string', maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' }),
  read: (value) => {
    const line = readLine(value, 254);
    if (!line.ok) return line;
    const at = line.value.lastIndexOf('@');
    const dotted = local.test(line.value.slice(0, at)) && !/^\.|\.\.|\.$/.test(line.value.slice(0, at));
    return dotted && domain.test(line.value.slice(at + 1)) ? accepted(line.value) : refused('not-email');
  },
  parse: (text) => accepted(text.trim()),
});

export const sample: KindSample = {
  props: {},
  value: 'a@example.com',
  asks: equal('a@example.com'),
  others: ['a@b.cn', 'first.last+tag@mail.example.com', '张三@例子.中国'],
};
