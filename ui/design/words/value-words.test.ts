import { expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { valueInFull } from './value-words.ts';

it.each<[string, Json, string]>([
  [
    'a label in both languages: two may have changed different ones',
    { zh: '数量', en: 'Count' },
    '数量 / Count',
  ],
  ['one that is the same in both, once', { zh: 'ID', en: 'ID' }, 'ID'],
  ['one that has no English yet', { zh: '数量', en: '' }, '数量 / —'],
  ['options by their labels', [{ value: 'a', label: { zh: '甲', en: 'A' } }], '甲 / A'],
  ['what has no words by its parts', { values: { none: 1 }, reads: true }, 'values：none：1、reads：是'],
  ['a yes', true, '是'],
  ['nothing', null, '—'],
])('tells %s', (_, value, words) => {
  expect(valueInFull(value)).toBe(words);
});
