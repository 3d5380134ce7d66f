import { describe, expect, it } from 'vitest';
import type { Json } from '../../metadata/common/json.ts';
import type { Param } from '../../metadata/kinds/common/param-value.ts';
import { compile } from '../../metadata/model/compile.ts';
import type { ParamSource } from '../../metadata/source.ts';
import { readRaw, writeRaw } from './raw.ts';

const label = { zh: '参数', en: 'Parameter' };

function param(value: ParamSource['value'], raw?: ParamSource['raw']): Param {
  const content = {
    type: 'sample',
    label,
    params: [{ key: 'k', label, value, unset: { label }, ...(raw ? { raw } : {}) }],
  };
  const manifest = { name: 'sample', version: '1.0.0', guiju: { prefix: 's', label } };
  const none = { forms: [], extensions: [], data: [], cases: [], messages: [] };
  const { model, issues } = compile([
    { manifest, ...none, params: [{ file: 'params/sample.json', content }] },
  ]);
  const [made] = model?.params.get('sample')?.params ?? [];
  if (!made) throw new Error(JSON.stringify(issues));
  return made;
}

const yes = { kind: 'boolean' };
const word = param(yes, { values: { word: true, '*': false } });
const anything = param(yes, { values: { '*': true } });
const named = param(yes, { values: { 1: true, 0: false } });
const key = param(yes, { on: 'key' });
const share = param({ kind: 'decimal', min: '0', max: '1' }, { unreadable: '1' });
const systems = param({ kind: 'text', length: 5 }, { separator: ',' });
const options = ['pdf', 'ofd'].map((value) => ({ value, label }));
const files = param({ kind: 'choices', options }, { separator: ',' });
const status = param(
  { kind: 'json', values: ['A'], members: { 1: ['A'] } },
  { values: { A: 'A' }, reads: true },
);
const count = param({ kind: 'integer', min: 1 });
const unspelt = param({ kind: 'choice', options });

describe('a raw text', () => {
  it.each<[string, Param, string, Json]>([
    ['that is empty is not set', count, ' ', null],
    ['is read by its kind', count, '12', 12],
    ['is a word', word, 'word', true],
    ['is any other word', word, 'words', false],
    ['is anything at all, which 0 is too', anything, '0', true],
    ['of a star is any other', anything, '*', true],
    ['is the key', key, 'K1', true],
    ['is not the key', key, 'K2', false],
    ['outside its range counts as said', share, '1.5', '1'],
    ['that is no number too', share, 'x', '1'],
    ['inside its range is itself', share, '0.50', '0.5'],
    ['has several', systems, 'a, b,,c', ['a', 'b', 'c']],
    ['of a kind that is a list', files, 'ofd,pdf', ['pdf', 'ofd']],
    ['is named, or JSON', status, 'A', 'A'],
    ['is JSON, or named', status, '{"1":"A"}', { 1: 'A' }],
  ])('%s', (_says, one, text, value) => {
    expect(readRaw(text, one, 'K1')).toEqual({ ok: true, value });
  });

  it.each<[string, Param, string, string]>([
    ['that no spelling knows', named, 'yes', ' raw-not-known'],
    ['that the kind does not read', count, 'x', ' not-integer'],
    ['that is too small', count, '0', ' too-small'],
    ['with one that is too long', systems, 'a,abcdef', '/1 too-long'],
    ['with one that is no option', files, 'pdf,xml', '/1 not-an-option'],
    ['that is other JSON', status, '{"2":"A"}', '/2 json-member-unknown'],
  ])('%s is refused', (_says, one, text, problem) => {
    const read = readRaw(text, one, 'K1');
    expect(read.ok ? [] : read.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([problem]);
  });
});

describe('a value', () => {
  it.each<[string, Param, Json, string | null]>([
    ['has its word', word, true, 'word'],
    ['of an option is its value, not its label', unspelt, 'pdf', 'pdf'],
    ['or any other', word, false, '0'],
    ['is anything', anything, true, '1'],
    ['or can only be taken away', anything, false, null],
    ['is the key', key, true, 'K1'],
    ['or not there', key, false, null],
    ['is several', systems, ['a', 'b'], 'a,b'],
    ['or none', systems, [], null],
    ['is JSON', status, { 1: 'A' }, '{"1":"A"}'],
    ['is as its kind writes it', count, 12, '12'],
  ])('%s', (_says, one, value, text) => {
    expect(writeRaw(value, one, 'K1')).toBe(text);
    if (text !== null) expect(readRaw(text, one, 'K1')).toEqual({ ok: true, value });
  });
});
