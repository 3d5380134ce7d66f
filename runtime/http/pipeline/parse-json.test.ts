import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './read-body.ts';

describe('parsing a body', () => {
  it.each([
    ['15 digits', '{"a":123456789012345}', { a: 123456789012345 }],
    [
      'a long decimal as text',
      '{"a":"12345678901234567890.123456789"}',
      { a: '12345678901234567890.123456789' },
    ],
    ['many zeros before the first digit', '[0.00000000000000001]', [1e-17]],
    [
      'a long text of digits beside a number',
      '{"a":"1111111111111111111","b":1}',
      { a: '1111111111111111111', b: 1 },
    ],
    ['brackets and quotes in texts', '["[[{{\\"]]", "\\\\"]', ['[[{{"]]', '\\']],
  ])('takes %s', (_what, text, value) => {
    expect(parseJson(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['16 digits', '{"a":{"b":[1,1234567890123456]}}', '/a/b/1', 'number-digits'],
    ['16 digits around a point', '[-12345678.90123456]', '/0', 'number-digits'],
    ['16 digits with an exponent', '{"x/y":1234567890.123456e-3}', '/x~1y', 'number-digits'],
    ['a number beyond a double', '[1e999]', '/0', 'number-digits'],
    ['101 brackets', '['.repeat(101) + ']'.repeat(101), '', 'json-deep'],
    ['a million brackets', '['.repeat(1_000_000), '', 'json-deep'],
  ])('refuses %s', (_what, text, path, code) => {
    expect(parseJson(text)).toMatchObject({ ok: false, problems: [{ path, code }] });
  });

  it.each([
    ['{"a":1,}', 1, 8],
    ['{\n  "a": tru\n}', 2, 11],
    ['{"a":', 1, 6],
    ['', 1, 1],
  ])('says where %j breaks off', (text, line, column) => {
    expect(parseJson(text)).toMatchObject({
      ok: false,
      problems: [{ path: '', code: 'json-syntax', params: { line, column } }],
    });
  });

  it('reads what JSON writes, as long as numbers are short', () => {
    const short = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        short,
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('node')),
        fc.dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          tie('node'),
        ),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it('finds every number that a double would round, wherever it stands', () => {
    const digits = fc
      .integer({ min: 16, max: 30 })
      .chain((length) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`)));
    fc.assert(
      fc.property(digits, fc.array(fc.string(), { maxLength: 5 }), (number, keys) => {
        const text = keys.reduceRight((inner, key) => `{${JSON.stringify(key)}:${inner}}`, number);
        expect(parseJson(text).ok).toBe(false);
      }),
    );
  });
});
