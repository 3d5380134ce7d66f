import { webAddress } from '../common/link-address.ts';
import { hasUser } from '../common/user-in-address.ts';
import { plain } from './common/plain.ts';
import { accepted, readLine, refused } from './common/reading.ts';
import { given, type KindSample } from './common/sample.ts';

/** An http or https address without a user in it. */
export const url = plain({
  name: 'url',
  column: () => ({ type: 'text', length: 2000 }),
  schema: () => ({ type: 'string', maxLength: 2000, pattern: '^[Hh][Tt][Tt][Pp][Ss]?://\\S+$' }),
  read: (value) => {
    const line = readLine(value, 2000);
    if (!line.ok) return line;
    if (/^https?:/i.test(line.value) && hasUser(line.value)) return refused('url-with-user');
    return webAddress.test(line.value) ? accepted(line.value) : refused('not-url');
  },
  parse: (text) => accepted(text.trim()),
});

export const sample: KindSample = {
  props: {},
  value: 'https://example.com/a',
  asks: given,
  others: ['http://localhost:8080', 'https://例子.中国/a?b=c#d', 'https://[::1]/x'],
};
