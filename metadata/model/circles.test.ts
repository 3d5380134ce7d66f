import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { compile } from './compile.ts';
import { type Change, changed, sourcesOf } from './sample.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const text = (name: string) => ({ name, kind: 'text', label: label(name), required: true });
const to = (form: string, more: JsonObject = {}) => ({
  name: `to${form.toUpperCase()}`,
  kind: 'reference',
  form,
  required: true,
  label: label(`to ${form}`),
  ...more,
});

const toOne = (forms: readonly string[]) => ({
  name: 'toOne',
  kind: 'any-reference',
  forms: [...forms],
  required: true,
  label: label('to one'),
});

function form(name: string, ...fields: readonly Json[]): Change {
  const content = {
    name,
    kind: 'document',
    label: label(name.toUpperCase()),
    fields: [text('what'), ...fields],
  };
  return ['acme', `forms/${name}.json`, '', { ...content, sharing: 'everybody' } as never];
}

const often = { fact: 'what', operator: 'equal', value: 'x' };
const rows = (required: boolean, ...fields: readonly Json[]) => ({
  name: 'lines',
  kind: 'entries',
  label: label('lines'),
  required,
  fields: [text('item'), ...fields],
});

it.each<[says: string, changes: readonly Change[], chains: readonly string[]]>([
  ['two that need each other', [form('a', to('b')), form('b', to('a'))], ['A → B → A', 'B → A → B']],
  ['one that needs itself', [form('a', to('a'))], ['A → A']],
  [
    'three in a circle, and one that waits for them',
    [form('a', to('b')), form('b', to('c')), form('c', to('a')), form('d', to('a'))],
    ['A → B → C → A', 'B → C → A → B', 'C → A → B → C', 'D → A → B → C → A'],
  ],
  ['in rows of which one has to be there', [form('a', rows(true, to('a')))], ['A → A']],
  ['as several', [form('a', to('a', { kind: 'references' }))], ['A → A']],
  [
    'as one of several forms, all of which wait',
    [form('a', toOne(['b', 'a'])), form('b', to('a'))],
    ['A → B → A', 'B → A → B'],
  ],
  [
    'not as one of several, of which one can be made',
    [form('a', toOne(['b', 'item'])), form('b', to('a'))],
    [],
  ],
  ['not where one may be empty', [form('a', to('b')), form('b', to('a', { required: false }))], []],
  ['not where one is required at times', [form('a', to('b')), form('b', to('a', { required: often }))], []],
  ['not where one is shown at times', [form('a', to('b')), form('b', to('a', { visible: often }))], []],
  ['not where the system fills it in', [form('a', to('b')), form('b', to('a', { readonly: true }))], []],
  ['not in rows that may be none', [form('a', rows(false, to('a')))], []],
  ['not where each leads on', [form('a', to('b')), form('b', to('item'))], []],
  [
    'not where a package brings a record',
    [
      form('a', to('b')),
      form('b', to('a')),
      ['acme', 'data/b.json', '', { form: 'b', records: [{ key: 'one', values: { what: 'x' } }] }],
    ],
    [],
  ],
])('%s', (_, changes, chains) => {
  const { issues } = compile(sourcesOf(changed(changes)));
  const found = issues.filter(({ code }) => code === 'form-never-filled');
  expect(found.map(({ params }) => (params['chain'] as JsonObject)['en'])).toEqual(chains);
  for (const { severity, pointer } of found)
    expect([severity, pointer]).toEqual(['warning', expect.stringMatching(/\/required$/)]);
});

it('tells it in the layer that said the last of it, however often it is compiled', () => {
  const memory = { forms: new Map() };
  const changes = [form('a', to('b')), form('b', to('a'))];
  const found = () =>
    compile(sourcesOf(changed(changes)), { memory }).issues.filter(
      ({ code }) => code === 'form-never-filled',
    );
  expect(found().map(({ file }) => file)).toEqual(['forms/a.json', 'forms/b.json']);
  expect(found().map(({ file }) => file)).toEqual(['forms/a.json', 'forms/b.json']);
});
