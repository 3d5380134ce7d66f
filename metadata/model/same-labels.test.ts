import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import type { PackageSource } from '../source.ts';
import { leansAbove } from './checks/leans-above.ts';
import { sameFormLabels } from './checks/same-form-labels.ts';
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

it.each<[string, JsonObject, readonly string[]]>([
  ['a reference', field('to', { kind: 'reference', form: 'mine' }), ['/fields/0/form']],
  [
    'one among several',
    field('to', { kind: 'any-reference', forms: ['sheet', 'mine'] }),
    ['/fields/0/forms'],
  ],
  [
    'one of rows',
    { ...field('rows', { kind: 'entries' }), fields: [field('to', { kind: 'references', form: 'mine' })] },
    ['/fields/0/fields/0/form'],
  ],
  ['none to what it has itself', field('to', { kind: 'reference', form: 'sheet' }), []],
])('tells of %s to a form that only the customer has', (_what, first, places) => {
  const package_ = (name: string, form: JsonObject) =>
    new Map<string, Json>([
      ['package.json', { name, version: '1.0.0', guiju: { prefix: name, label: total } }],
      [`forms/${String(form['name'])}.json`, { kind: 'master', label: total, sharing: 'everybody', ...form }],
    ]);
  const number = field('number');
  const files = [
    package_('own', { name: 'sheet', fields: [first, number] }),
    package_('local', { name: 'mine', fields: [number, field('to', { kind: 'reference', form: 'mine' })] }),
  ];
  const { model, layers } = compile(files.map((one) => readSourceFiles(one).source as PackageSource));
  const found = (own: string) => (model ? leansAbove(model, layers, (name) => name === own) : []);
  expect(found('own').map(({ code, pointer }) => [code, pointer])).toEqual(
    places.map((at) => ['leans-above', at]),
  );
  expect(found('another')).toEqual([]);
});

it.each<[string, JsonObject, JsonObject, readonly string[]]>([
  ['called the same', { label: total }, { label: total }, ['two']],
  [
    'called the same in one language, but for a blank',
    { label: total },
    { label: { zh: '总计', en: ' Total' } },
    ['two'],
  ],
  ['called by names of their own', { label: total }, { label: { zh: '总计', en: 'Sum' } }, []],
])('tells of two forms %s, at the label of the later one', (_says, one, other, later) => {
  const form = (name: string, more: JsonObject) => ({
    ...{ name, kind: 'document', sharing: 'everybody', fields: [field('a')] },
    ...more,
  });
  const files = new Map<string, Json>([
    ['package.json', { name: 'own', version: '1.0.0', guiju: { prefix: 'own', label: total } }],
    ['forms/one.json', form('one', one)],
    ['forms/two.json', form('two', other)],
  ]);
  const { model, layers } = compile([readSourceFiles(files).source as PackageSource]);
  const found = (own: string) => (model ? sameFormLabels(model, layers, (name) => name === own) : []);
  expect(found('own').map(({ code, file, pointer }) => [code, file, pointer])).toEqual(
    later.map((name) => ['form-label-twice', `forms/${name}.json`, '/label']),
  );
  expect(found('another')).toEqual([]);
});
