import { expect, it } from 'vitest';
import type { Json } from '../../common/json.ts';
import { compile } from '../compile.ts';
import { readSourceFiles } from '../source-files.ts';

const label = { zh: 'x', en: 'x' };
type Content = Readonly<Record<string, Json>>;
const field = (name: string, kind: string, more: Content = {}): Json => ({ name, kind, label, ...more });
const options = { options: [{ value: 'a', label }] };

/** The columns of a form of which nobody said any. */
function columnsOf(fields: readonly Json[], more: Content = {}): readonly string[] | undefined {
  const read = readSourceFiles(
    new Map<string, Json>([
      ['package.json', { name: 'base', version: '1.0.0', guiju: { prefix: 'ba', label } }],
      ['forms/note.json', { name: 'note', kind: 'document', sharing: 'everybody', label, fields, ...more }],
    ]),
  ).source!;
  const { model, issues } = compile([read]);
  expect(issues).toEqual([]);
  return model?.forms.get('note')?.list.columns;
}

const named = [field('number', 'text'), field('name', 'text')];

it.each<readonly [what: string, fields: readonly Json[], columns: readonly string[], more: Content]>([
  [
    'values on one line, records pointed at and options too; not long texts, files, lists of rows and secrets',
    [
      ...[field('remark', 'multiline'), field('paper', 'files'), field('pin', 'secret'), ...named],
      ...[field('other', 'reference', { form: 'note' }), field('tags', 'choices', options)],
      field('done', 'boolean', { default: false }),
      field('lines', 'entries', { fields: [field('code', 'text')] }),
    ],
    ['number', 'name', 'other', 'tags', 'done'],
    {},
  ],
  [
    'no more than fit, and no hidden ones',
    [...named, field('h', 'text', { hidden: true }), ...[...'abcdef'].map((name) => field(name, 'date'))],
    ['number', 'name', 'a', 'b', 'c', 'd'],
    {},
  ],
  [
    'in the order of the page',
    [...named, field('a', 'date'), field('b', 'date')],
    ['number', 'name', 'b', 'a'],
    {
      layout: {
        tabs: [{ name: 't', label, groups: [{ name: 'g', label, fields: ['b', 'number', 'a', 'name'] }] }],
      },
    },
  ],
  [
    'of a rule when it applies',
    [
      ...named,
      field('condition', 'condition', { facts: 'note' }),
      field('also', 'condition', { facts: 'note' }),
    ],
    ['number', 'name', 'condition'],
    { match: { facts: 'note' } },
  ],
])('a list that nobody arranged shows %s', (_what, fields, columns, more) => {
  expect(columnsOf(fields, more)).toEqual(columns);
});
