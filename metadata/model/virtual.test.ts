import { expect, it } from 'vitest';
import type { JsonObject } from '../common/json.ts';
import type { FieldSource, FormSource, PackageSource } from '../source.ts';
import { compile } from './compile.ts';

const text = (one: string) => ({ zh: one, en: one });
const f = (kind: string, name: string, more: object = {}): FieldSource => ({
  name,
  kind,
  label: text(name),
  ...more,
});
const virtual = true;
const read = f('formula', 'read', { formula: 'price + 1', virtual });
const dated = f('formula', 'dated', { formula: '$today', virtual });

function issuesOf(more: readonly FieldSource[], form: JsonObject = {}): readonly (readonly string[])[] {
  const order = {
    name: 'order',
    kind: 'master',
    sharing: 'everybody',
    label: text('order'),
    fields: [
      f('text', 'number', { required: true, length: 40 }),
      f('decimal', 'price'),
      f('reference', 'above', { form: 'order' }),
      f('entries', 'lines', { fields: [f('decimal', 'amount')] }),
      read,
      dated,
      ...more,
    ],
    ...form,
  } as unknown as FormSource;
  const shop: PackageSource = {
    manifest: { name: 'shop', version: '1.0.0', guiju: { prefix: 's', label: text('shop') } },
    forms: [{ file: 'forms/order.json', content: order }],
    extensions: [],
    params: [],
    data: [],
    cases: [],
    messages: [],
  };
  return compile([shop]).issues.map(({ code, pointer }) => [code, pointer]);
}

it.each<[string, readonly FieldSource[], readonly (readonly string[])[]]>([
  ['reads today', [], []],
  ['is made of one that is read, too', [f('formula', 'x', { formula: 'read * 2', virtual })], []],
  [
    'is kept and made of one that is not',
    [f('formula', 'x', { formula: 'read * 2' })],
    [['formula-virtual', '/fields/6/formula']],
  ],
  [
    'asks for one of another record',
    [f('formula', 'x', { formula: 'above.read * 2', virtual })],
    [['formula-virtual', '/fields/6/formula']],
  ],
  [
    'asks who reads',
    [f('formula', 'x', { formula: '$user', virtual })],
    [['formula-unknown-field', '/fields/6/formula']],
  ],
  [
    'adds up one that is not kept',
    [f('computed', 'x', { compute: { op: 'sum', of: ['price', 'read'] } })],
    [['made-of-virtual', '/fields/6/compute/of/1']],
  ],
  [
    'carries one that is not kept',
    [f('carry', 'x', { from: 'above', field: 'read', virtual })],
    [['made-of-virtual', '/fields/6/field']],
  ],
  [
    'is filled from one that is not kept',
    [f('decimal', 'x', { carry: { from: 'above', field: 'read' } })],
    [['made-of-virtual', '/fields/6/carry/field']],
  ],
  [
    'begins with one',
    [f('decimal', 'x', { default: { fact: 'read' } })],
    [['made-of-virtual', '/fields/6/default/fact']],
  ],
])('a field that %s', (_, more, issues) => {
  expect(issuesOf(more)).toEqual(issues);
});

it.each<[string, JsonObject, readonly (readonly string[])[]]>([
  ['columns of lists', { list: { columns: ['number', 'read'] } }, []],
  [
    'the order of lists',
    { list: { columns: ['number'], sort: ['-read'] } },
    [['not-sortable', '/list/sort/0']],
  ],
  [
    'filters of lists',
    { list: { columns: ['number'], filters: ['read'] } },
    [['field-virtual', '/list/filters/0']],
  ],
  ['the search', { list: { columns: ['number'], search: ['read'] } }, [['not-searchable', '/list/search/0']]],
  [
    'what a match orders, answers and compares by',
    {
      match: {
        facts: 'order',
        condition: false,
        order: ['-read'],
        result: ['number', 'read'],
        fields: ['read'],
        for: [{ field: 'read', fact: 'price' }],
      },
    },
    [
      ['field-virtual', '/match/for/0/field'],
      ['field-virtual', '/match/order/0'],
      ['field-virtual', '/match/result/1'],
      ['field-virtual', '/match/fields/0'],
    ],
  ],
  [
    'whom rules are for',
    {
      match: {
        facts: 'order',
        condition: false,
        result: ['number'],
        for: [{ field: 'price', fact: 'read' }],
      },
    },
    [['field-virtual', '/match/for/0/fact']],
  ],
  ['the key', { key: ['read'] }, [['field-virtual', '/key/0']]],
  ['the title', { title: 'read' }, [['field-virtual', '/title']]],
  ['indexes', { indexes: [['read']] }, [['field-virtual', '/indexes/0']]],
  [
    'what is unique',
    { unique: [{ name: 'once', fields: ['read'], message: text('once') }] },
    [['field-virtual', '/unique/0/fields/0']],
  ],
  [
    'views',
    { views: [{ name: 'days', kind: 'calendar', label: text('days'), start: 'dated' }] },
    [['field-virtual', '/views/0/start']],
  ],
])('fields that are not kept, in %s', (_, form, issues) => {
  expect(issuesOf([], form)).toEqual(issues);
});
