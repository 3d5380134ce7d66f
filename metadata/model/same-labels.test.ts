import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { render } from '../common/render.ts';
import { messages } from '../messages/messages.ts';
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

it.each<[string, readonly JsonObject[], readonly string[], string?]>([
  ['called the same', [field('a', { label: total }), field('b', { label: total })], ['/fields/1/label']],
  [
    'called the same in one language, but for a blank',
    [field('a', { label: total }), field('b', { label: { zh: '总计', en: 'Total ' } })],
    ['/fields/1/label'],
    'label-same-in',
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
])('tells of two fields %s', (_says, fields, places, code = 'label-twice') => {
  expect(found(fields)).toEqual(places.map((at) => [code, at]));
});

it.each<[string, readonly JsonObject[], string, string]>([
  [
    'by where they stand, and by what calls name them where nothing else tells them apart',
    [field('a', { label: total }), field('b', { label: total })],
    '“大表”里有两个字段都叫“合计”（a、b），看的人分不清：请改其中一个',
    'Two fields in “Big sheet” are called “Total” (a, b), so users cannot tell them apart: rename one',
  ],
  [
    'of rows by what the rows are called',
    [
      {
        ...field('rows', { kind: 'entries' }),
        fields: [field('a', { label: total }), field('b', { label: total })],
      },
    ],
    '“名称 rows”里有两个字段都叫“合计”（a、b），看的人分不清：请改其中一个',
    'Two fields in “Name rows” are called “Total” (a, b), so users cannot tell them apart: rename one',
  ],
  [
    'by what they are called in the other language',
    [field('a', { label: total }), field('b', { label: { zh: '总计', en: 'Total' } })],
    '“合计”和“总计”的英文名称都是“Total”，看的人分不清：请改其中一个',
    'The English name of both “合计” and “总计” is “Total”, so users cannot tell them apart: rename one',
  ],
])('names two fields %s', (_says, fields, zh, en) => {
  const layout = {
    tabs: [
      {
        name: 'main',
        label: { zh: '大表', en: 'Big sheet' },
        groups: [{ name: 'all', fields: fields.map(({ name }) => String(name)) }],
      },
    ],
  };
  const says = issuesOf(fields, { layout }).map(({ code, params }) =>
    (['zh', 'en'] as const).map((language) => render(messages, code, params, language)),
  );
  expect(says).toEqual([[zh, en]]);
});

it('tells nothing of two in groups of their own', () => {
  const groups = ['a', 'b'].map((name) => ({ name, label: { zh: name, en: name }, fields: [name] }));
  const layout = { tabs: [{ name: 'main', label: total, groups }] };
  expect(found([field('a', { label: total }), field('b', { label: total })], { layout })).toEqual([]);
});

function found(fields: readonly JsonObject[], more: JsonObject = {}) {
  return issuesOf(fields, more).map(({ code, pointer }) => [code, pointer]);
}

function issuesOf(fields: readonly JsonObject[], more: JsonObject = {}) {
  const manifest = { name: 'own', version: '1.0.0', guiju: { prefix: 'own', label: total } };
  const form = { name: 'sheet', kind: 'document', label: total, sharing: 'everybody', fields, ...more };
  const files = new Map<string, Json>([
    ['package.json', manifest],
    ['forms/sheet.json', form],
  ]);
  const { model, layers, issues } = compile([readSourceFiles(files).source as PackageSource]);
  expect(issues).toEqual([]);
  return model ? sameLabels(model, layers, (name) => name === 'own') : [];
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

it.each<[string, JsonObject, JsonObject, readonly string[], string?]>([
  ['called the same', { label: total }, { label: total }, ['two']],
  [
    'called the same in different folders',
    { label: total, menu: { path: 'one' } },
    { label: total, menu: { path: 'two' } },
    ['two'],
    'form-label-twice',
  ],
  [
    'called the same in one language, but for a blank',
    { label: total },
    { label: { zh: '总计', en: ' Total' } },
    ['two'],
    'label-same-in',
  ],
  ['called by names of their own', { label: total }, { label: { zh: '总计', en: 'Sum' } }, []],
])('tells of two forms %s, at the label of the later one', (_says, one, other, later, code) => {
  const form = (name: string, more: JsonObject) => ({
    ...{ name, kind: 'document', sharing: 'everybody', fields: [field('a')] },
    ...more,
  });
  const menu = ['one', 'two'].map((path) => ({ path, label: { zh: path, en: path } }));
  const files = new Map<string, Json>([
    ['package.json', { name: 'own', version: '1.0.0', guiju: { prefix: 'own', label: total, menu } }],
    ['forms/one.json', form('one', one)],
    ['forms/two.json', form('two', other)],
  ]);
  const { model, layers } = compile([readSourceFiles(files).source as PackageSource]);
  const found = (own: string) => (model ? sameFormLabels(model, layers, (name) => name === own) : []);
  expect(found('own').map(({ code, file, pointer }) => [code, file, pointer])).toEqual(
    later.map((name) => [code ?? 'form-label-twice-beside', `forms/${name}.json`, '/label']),
  );
  expect(found('another')).toEqual([]);
});
