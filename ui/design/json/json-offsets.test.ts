import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Json, pointerTo } from '../../../metadata/common/json.ts';
import { offsetsOf } from './json-offsets.ts';

/** Writes a value with such blanks between all signs, and notes where each value in it begins. */
function written(
  value: Json,
  blank: string,
  into = { text: '', offsets: new Map<string, number>() },
  at = '',
) {
  const put = (more: string) => {
    into.text += `${more}${blank}`;
  };
  into.offsets.set(at, into.text.length);
  if (typeof value !== 'object' || value === null) put(JSON.stringify(value));
  else {
    const isList = Array.isArray(value);
    put(isList ? '[' : '{');
    for (const [index, [name, inner]] of Object.entries(value).entries()) {
      if (index > 0) put(',');
      if (!isList) {
        put(JSON.stringify(name));
        put(':');
      }
      written(inner, blank, into, at + pointerTo(name));
    }
    put(isList ? ']' : '}');
  }
  return into;
}

it('finds each value where it was written', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom('', ' ', '\n  '), (value, blank) => {
      const { text, offsets } = written(value as Json, blank);
      expect(offsetsOf(text)).toEqual(offsets);
    }),
  );
});

it.each([
  ['{"a": [1, {"b', ['', '/a', '/a/0', '/a/1']],
  ['{"a": 1,, "b": 2}', ['', '/a', '/b']],
  ['{"a/b": {"~": 1}}', ['', '/a~1b', '/a~1b/~0']],
  ['', []],
])('of %s knows what it can', (text, pointers) => {
  expect([...offsetsOf(text).keys()]).toEqual(pointers);
});
