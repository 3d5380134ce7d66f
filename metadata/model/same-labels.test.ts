import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import type { PackageSource } from '../source.ts';
import { sameLabels } from './checks/same-labels.ts';
import { compile } from './compile.ts';
import { readSourceFiles } from './source-files.ts';

const total = { zh: '合计', en: 'Total' };
const field = (name: string, more: JsonObject = {}) => ({
  name,
  kind: 'text',
  label: { zh: `名称 ${name}`, en: `Name ${name}` },
  ...more,
});

it.each<[string, readonly JsonObject[], readonly string[]]>([
  ['called the same', [field('a', { label: total }), field('b', { label: total })], ['/fields/1/label']],
  [
    'called the same in one language, but for a blank',
    [field('a', { label: total }), field('b', { label: { zh: '总计', en: 'Total ' } })],
    ['/fields/1/label'],
  ],
  [
    'of which one is shown in place of the other',
    [
      field('a', { label: total, visible: { fact: 'c', operator: 'isEmpty' } }),
      field('b', { label: total }),
      field('c'),
    ],
    [],
  ],
  ['of which one is hidden', [field('a', { label: total, hidden: true }), field('b', { label: total })], []],
  [
    'of a record and of its rows',
    [
      field('a', { label: total }),
      { ...field('rows', { kind: 'entries' }), fields: [field('b', { label: total })] },
    ],
    [],
  ],
  [
    'of one row',
    [
      {
        ...field('rows', { kind: 'entries' }),
        fields: [field('a', { label: total }), field('b', { label: total })],
      },
    ],
    ['/fields/0/fields/1/label'],
  ],
])('tells of two fields %s', (_says, fields, places) => {
  expect(found(fields)).toEqual(places.map((at) => ['label-twice', at]));
});

it('tells nothing of two in groups of their own', () => {
  const groups = ['a', 'b'].map((name) => ({ name, label: { zh: name, en: name }, fields: [name] }));
  const layout = { tabs: [{ name: 'main', label: total, groups }] };
  expect(found([field('a', { label: total }), field('b', { label: total })], { layout })).toEqual([]);
});

function found(fields: readonly JsonObject[], more: JsonObject = {}) {
  const manifest = { name: 'own', version: '1.0.0', guiju: { prefix: 'own', label: total } };
  const form = { name: 'sheet', kind: 'document', label: total, sharing: 'everybody', fields, ...more };
  const files = new Map<string, Json>([
    ['package.json', manifest],
    ['forms/sheet.json', form],
  ]);
  const { model, layers, issues } = compile([readSourceFiles(files).source as PackageSource]);
  expect(issues).toEqual([]);
  return (model ? sameLabels(model, layers, (name) => name === 'own') : []).map(({ code, pointer }) => [
    code,
    pointer,
  ]);
}
