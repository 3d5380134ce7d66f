import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../common/json.ts';
import type { FieldSource } from '../source.ts';
import { compile } from './compile.ts';

const label = (name: string) => ({ zh: name, en: name });
const text = { name: 'kind', kind: 'text', label: label('kind'), length: 20 };
const when = { fact: 'kind', operator: 'equal', value: 'red' };

function flawsOf(series: readonly JsonObject[]) {
  const number = { name: 'number', kind: 'number', label: label('number'), pattern: 'N{seq:3}', series };
  const { issues } = compile([
    {
      manifest: { name: 'sample', version: '1.0.0', guiju: { prefix: 's', label: label('s') } },
      forms: [
        {
          file: 'forms/bill.json',
          content: {
            name: 'bill',
            kind: 'document',
            sharing: 'everybody',
            label: label('bill'),
            fields: [number as FieldSource, text],
          },
        },
      ],
      extensions: [],
      params: [],
      data: [],
      cases: [],
      messages: [],
    },
  ]);
  return issues.map(({ code, pointer }) => [code, pointer]);
}

describe('series of numbers', () => {
  it.each<readonly [sentence: string, series: readonly JsonObject[], flaws: readonly (readonly string[])[]]>([
    ['of a pattern and a condition', [{ name: 'red', when, pattern: 'R{kind}{seq:3}' }], []],
    [
      'two of one name',
      [
        { name: 'red', when, pattern: 'R{seq:3}' },
        { name: 'red', when, pattern: 'S{seq:3}' },
      ],
      [['series-twice', '/fields/0/series/1/name']],
    ],
    [
      'a pattern that counts nothing',
      [{ name: 'red', when, pattern: 'R' }],
      [['number-pattern-seq', '/fields/0/series/0/pattern']],
    ],
    [
      'a part that is no field',
      [{ name: 'red', when, pattern: 'R{kin}{seq:2}' }],
      [['number-pattern', '/fields/0/series/0/pattern']],
    ],
    [
      'a condition on what is not there',
      [{ name: 'red', when: { ...when, fact: 'kin' }, pattern: 'R{seq:2}' }],
      [['unknown-fact', '/fields/0/series/0/when/fact']],
    ],
  ])('%s', (_, series, flaws) => {
    expect(flawsOf(series)).toEqual(flaws);
  });
});
