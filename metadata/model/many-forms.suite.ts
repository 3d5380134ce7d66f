import type { Json } from '../common/json.ts';
import type { Packages } from './sample.suite.ts';

const label = (en: string) => ({ zh: `${en}（中文）`, en });
const field = (name: string, kind: string, more: Readonly<Record<string, Json>> = {}): Json => ({
  name,
  kind,
  label: label(name),
  ...more,
});

/** Fields of one form, rows included: 500 forms are 12,000. */
export const fieldsEach = 24;

/** A large customer: forms of 24 fields with rows, references, carried and computed fields, rules and conditions. */
export function manyForms(count: number): Packages {
  const forms = Array.from({ length: count }, (_, at): [string, Json] => [
    `forms/form-${at}.json`,
    form(at, count),
  ]);
  const manifest = {
    name: 'many',
    version: '1.0.0',
    guiju: { prefix: 'many', label: label('Many'), menu: [{ path: 'many', label: label('Many') }] },
  };
  return { many: { 'package.json': manifest, ...Object.fromEntries(forms) } };
}

function form(at: number, count: number): Json {
  const other = `form-${(at + 1) % count}`;
  const options = Array.from({ length: 6 }, (_, i) => ({ value: `0${i}`, label: label(`Option ${i}`) }));
  const plain = [
    'text',
    'multiline',
    'integer',
    'date',
    'datetime',
    'boolean',
    'email',
    'tax-number',
    'percent',
    'money',
  ];
  return {
    name: `form-${at}`,
    kind: 'master',
    label: label(`Form ${at}`),
    menu: { path: 'many' },
    sharing: { allowed: ['private', 'free', 'global'], default: 'global' },
    fields: [
      field('number', 'text', { required: true, length: 60 }),
      field('name', 'text', { required: true }),
      ...plain.map((kind, i) =>
        field(`field${i}`, kind, i % 3 === 0 ? { visible: { fact: 'number', operator: 'isNotEmpty' } } : {}),
      ),
      field('state', 'choice', { options, default: '01' }),
      field('condition', 'condition', { facts: other }),
      field('other', 'reference', { form: other }),
      field('carried', 'carry', { from: 'other', field: 'field9' }),
      field('total', 'computed', { compute: { op: 'sum', of: ['lines.amount'] } }),
      field('lines', 'entries', {
        fields: [
          field('item', 'reference', {
            form: other,
            optionsFilter: { fact: 'enabled', operator: 'equal', value: true },
          }),
          field('quantity', 'decimal', { min: '0' }),
          field('price', 'decimal', { carry: { from: 'item', field: 'field9' } }),
          field('amount', 'computed', { compute: { op: 'product', of: ['quantity', 'price'] } }),
          field('note', 'text', {}),
          field('due', 'date', {}),
        ],
      }),
    ],
    rules: [
      {
        name: 'positive',
        each: 'lines',
        check: {
          all: [
            { fact: 'amount', operator: 'greaterThan', value: '0' },
            { fact: 'parent.state', operator: 'notEqual', value: '05' },
          ],
        },
        fields: ['amount'],
        message: label('Must be positive'),
      },
    ],
    unique: [{ name: 'number', fields: ['number'] }],
    list: {
      columns: ['number', 'name', 'state', 'other'],
      filters: ['state'],
      sort: ['number'],
      search: ['number', 'name'],
    },
    match: { facts: other, result: ['number'] },
  };
}
