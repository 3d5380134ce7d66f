import { expect, it } from 'vitest';
import type { Json } from '../../common/json.ts';
import type { FieldSource } from '../../source.ts';
import { compile } from '../compile.ts';
import { readSourceFiles } from '../source-files.ts';

const label = { zh: 'x', en: 'x' };
const text = (name: string, more: Readonly<Record<string, Json>> = {}) =>
  ({ name, kind: 'text', label, ...more }) as unknown as FieldSource;

/** A form without `gone`, which it had, and a layer that says something about it. */
function compiled(
  form: Readonly<Record<string, Json>>,
  layer: Readonly<Record<string, Json>> = {},
  files: {
    readonly base?: Readonly<Record<string, Json>>;
    readonly layer?: Readonly<Record<string, Json>>;
  } = {},
  had = true,
) {
  const read = (name: string, files: Readonly<Record<string, Json>>) =>
    readSourceFiles(
      new Map(
        Object.entries({
          'package.json': {
            name,
            version: '1.0.0',
            peerDependencies: name === 'layer' ? { base: '*' } : {},
            guiju: { prefix: 'la', label },
          },
          ...files,
        }),
      ),
    ).source!;
  const fields = [text('number'), text('kept')] as unknown as Json;
  const note = { name: 'note', kind: 'master', sharing: 'everybody', label, fields, ...form };
  const base = read('base', { 'forms/note.json': note, ...files.base });
  const lines = { ...text('lines'), kind: 'entries', fields: [text('code')] };
  const dropped = [
    { form: 'note', path: 'gone', field: text('gone', { required: true, default: 'a' }) },
    { form: 'note', path: 'lines', field: lines },
    { form: 'note', path: 'lost', field: { ...text('lost'), kind: 'reference', form: 'nowhere' } },
    { form: 'nowhere', path: 'gone', field: text('gone') },
    { form: 'note', path: 'kept', options: [{ value: 'a', label }] },
  ];
  const other = read('layer', { 'extensions/note.json': { extends: 'note', ...layer }, ...files.layer });
  return compile([had ? { ...base, dropped } : base, other]);
}

const check = (fact: string): Json => ({
  name: 'la_rule',
  fields: [fact],
  message: label,
  check: { fact, operator: 'isNotEmpty' },
});

it('what a package left out stays in its form, hidden, and asks nothing of anybody', () => {
  const { model, issues } = compiled(
    {},
    { set: { 'fields/gone/required': true, 'fields/gone/label': label } },
  );
  expect(issues).toEqual([]);
  const gone = model?.forms.get('note')?.byId.get('gone');
  expect(gone).toMatchObject({ hidden: true, dropped: true, required: false });
  expect(gone?.default).toBeUndefined();
  const form = model?.forms.get('note');
  expect(form?.byId.get('lines')?.rows?.byId.get('code')?.dropped).toBe(true);
  expect(form?.layout.tabs.flatMap(({ groups }) => groups.flatMap(({ fields }) => fields))).toEqual([
    'number',
    'kept',
  ]);
  // The field that it was made of is gone as well.
  expect(form?.byId.has('lost')).toBe(false);
});

it.each<[string, Readonly<Record<string, Json>>]>([
  ['a rule', { rules: [check('gone')] }],
  ['a rule on rows', { rules: [{ ...(check('code') as object), each: 'lines' }] }],
  ['a key', { key: ['gone'] }],
  ['a title', { title: 'gone' }],
  ['a list', { list: { columns: ['number', 'gone'] } }],
  ['an order', { list: { columns: ['number'], sort: ['-gone'] } }],
  ['a layout', { layout: { tabs: [{ name: 'a', label, groups: [{ name: 'b', fields: ['gone'] }] }] } }],
  ['what must not be twice', { unique: [{ name: 'one', fields: ['gone'] }] }],
  ['an index', { indexes: [['gone']] }],
  [
    'another field',
    {
      fields: [
        text('number'),
        text('kept', { visible: { fact: 'gone', operator: 'isEmpty' } as Json }),
      ] as unknown as Json,
    },
  ],
  [
    'the name of a file',
    { fields: [text('number'), { ...text('kept'), kind: 'file', named: ['gone'] }] as unknown as Json },
  ],
  [
    'what is carried',
    {
      fields: [
        text('number'),
        text('kept', { carry: { from: 'gone', field: 'x' } as Json }),
      ] as unknown as Json,
    },
  ],
  [
    'what lies behind a reference',
    {
      fields: [
        text('number'),
        { ...text('self'), kind: 'reference', form: 'note' },
        text('kept', { visible: { fact: 'self.gone', operator: 'isEmpty' } as Json }),
      ] as unknown as Json,
    },
  ],
])('%s of the package itself does not name it any more', (_sentence, form) => {
  expect(compiled(form).issues.map(({ code }) => code)).toContain('dropped-field-named');
});

it.each<[string, Readonly<Record<string, Json>>]>([
  ['a rule', { rules: [check('gone')] }],
  ['columns', { set: { 'list/columns': { add: ['gone'] } } }],
  [
    'what is computed',
    { fields: [text('la_twice', { carry: { from: 'gone', field: 'x' } as Json })] as unknown as Json },
  ],
])('%s of a layer may name it, and the layer is told', (_sentence, layer) => {
  expect(compiled({}, layer).issues).toContainEqual(
    expect.objectContaining({ code: 'dropped-field-of-others', severity: 'warning', package: 'layer' }),
  );
});

const print = (blocks: Json, more: Readonly<Record<string, Json>> = {}) => ({
  'prints/slip.json': { name: 'slip', form: 'note', label, paper: { size: 'A4' }, blocks, ...more },
});
const report = (more: Readonly<Record<string, Json>>) => ({
  'reports/sums.json': { name: 'sums', form: 'note', label, groups: [], values: [{ of: 'count' }], ...more },
});
it.each<[string, Readonly<Record<string, Json>>, readonly string[]]>([
  ['a field', print([{ block: 'fields', fields: [{ field: 'gone' }] }]), ['/blocks/0/fields/0/field']],
  ['a text', print([{ block: 'text', text: 'of [&gone&]' }]), ['/blocks/0/text']],
  [
    'the head of each page',
    print([], { head: { height: 9, blocks: [{ block: 'text', text: { zh: '[&gone&]', en: 'x' } }] } }),
    ['/head/blocks/0/text'],
  ],
  [
    'a table, once for all its columns',
    print([{ block: 'table', rows: 'lines', columns: [{ field: 'code' }] }]),
    ['/blocks/0/rows'],
  ],
  [
    'a condition',
    print([{ block: 'line', when: { fact: 'gone', operator: 'isEmpty' } }]),
    ['/blocks/0/when/fact'],
  ],
  ['what is still there', print([{ block: 'fields', fields: [{ field: 'kept' }] }]), []],
])(
  '%s of a print template that names what its package left out is told once, and holds',
  (_, files, pointers) => {
    const { model, issues } = compiled({}, {}, { base: files });
    expect(model).toBeDefined();
    expect(issues.map(({ code, severity, pointer }) => [code, severity, pointer])).toEqual(
      pointers.map((pointer) => ['dropped-field-printed', 'warning', pointer]),
    );
  },
);

it.each<[string, Readonly<Record<string, Json>>, readonly string[]]>([
  ['a group', report({ groups: [{ field: 'gone' }] }), ['/groups/0/field']],
  ['what is across', report({ across: { field: 'gone' } }), ['/across/field']],
  ['the rows', report({ entries: 'lines', groups: [{ field: 'lines.code' }] }), ['/entries']],
  ['the filter', report({ filter: { fact: 'gone', operator: 'isEmpty' } }), ['/filter/fact']],
  ['what is still there', report({ groups: [{ field: 'kept' }] }), []],
])('%s of a report that names what its package left out is told once, and holds', (_, files, pointers) => {
  const { model, issues } = compiled({}, {}, { base: files });
  expect(model).toBeDefined();
  expect(issues.map(({ code, severity, pointer }) => [code, severity, pointer])).toEqual(
    pointers.map((pointer) => ['dropped-field-reported', 'warning', pointer]),
  );
});

const panel = { ...text('panel'), kind: 'condition', facts: 'note' };
const matching: Readonly<Record<string, Json>> = {
  fields: [text('number'), text('kept'), panel] as unknown as Json,
  match: { facts: 'note', condition: 'panel', result: ['number'] },
};
const record = (values: Json): Readonly<Record<string, Json>> => ({
  'data/note.json': { form: 'note', records: [{ key: 'a', values }] },
});
const gone = { fact: 'gone', operator: 'isEmpty' };
it.each<[string, Readonly<Record<string, Json>>, string]>([
  ['a record', record({ number: 'a', gone: 'x' }), '/records/0/values/gone'],
  ['a row', record({ lines: [{ code: 'x' }] }), '/records/0/values/lines'],
  ['an empty value', record({ gone: null }), '/records/0/values/gone'],
  ['a condition', record({ panel: { all: [gone] } }), '/records/0/values/panel/all/0/fact'],
  [
    'a comparison',
    record({ panel: { fact: 'number', operator: 'equal', value: { fact: 'gone' } } }),
    '/records/0/values/panel/value/fact',
  ],
  [
    'a case',
    { 'cases/note.json': { form: 'note', cases: [{ name: 'a', facts: { gone: 'x' }, expect: null }] } },
    '/cases/0/facts/gone',
  ],
])(
  '%s of a package names what it left out: refused at the same place with its past (plan, apply) and without (validate), and told of others',
  (_sentence, files, pointer) => {
    const places = (had: boolean) =>
      compiled(matching, {}, { base: files }, had).issues.map((issue) => [issue.severity, issue.pointer]);
    expect(places(true)).toEqual([['error', pointer]]);
    expect(places(false)).toEqual([['error', pointer]]);
    expect(compiled(matching, {}, { layer: files }).issues).toMatchObject([
      { code: 'dropped-field-of-others', severity: 'warning', pointer },
    ]);
  },
);
