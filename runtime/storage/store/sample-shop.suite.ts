import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import type { FieldSource, FormSource } from '../../../metadata/source.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string, kind: string, props: object = {}): FieldSource => ({
  name,
  kind,
  label: label(name),
  ...props,
});
const every = sharingStrategies;
const option = (value: string) => ({ value, label: label(value) });

/** Forms of a small shop with every sort of column, entries, sub-entries and references. */
export const shopForms: readonly FormSource[] = [
  {
    name: 'category',
    kind: 'master',
    label: label('category'),
    sharing: { allowed: every, default: 'private' },
    fields: [
      field('number', 'text', { length: 50, required: true }),
      field('name', 'text', { length: 100 }),
      field('rate', 'percent'),
      field('above', 'parent'),
    ],
    list: { columns: ['number', 'name'], sort: ['number'], search: ['number', 'name'] },
  },
  {
    name: 'item',
    kind: 'master',
    label: label('item'),
    sharing: { allowed: every, default: 'private' },
    fields: [
      field('number', 'text', { length: 50, required: true }),
      field('name', 'text', { length: 200 }),
      field('price', 'decimal', { precision: 38, scale: 13 }),
      field('stock', 'integer'),
      field('active', 'boolean', { default: true }),
      field('launched', 'date'),
      field('opens', 'time'),
      field('seen', 'datetime'),
      field('colour', 'choice', { options: ['red', 'green', 'blue'].map(option) }),
      field('tags', 'choices', { options: ['a', 'b', 'c'].map(option) }),
      field('category', 'reference', { form: 'category' }),
      field('also', 'references', { form: 'category' }),
      field('rate', 'carry', { from: 'category', field: 'rate' }),
      field('pin', 'secret'),
      field('note', 'multiline'),
      field('panel', 'condition', { facts: 'category' }),
      field('serial', 'text', { fixed: true }),
      field('lines', 'entries', {
        fields: [
          field('text', 'text', { length: 100, required: true }),
          field('quantity', 'decimal', { precision: 20, scale: 4 }),
          field('cost', 'money'),
          field('total', 'computed', { compute: { op: 'product', of: ['quantity', 'cost'], scale: 2 } }),
          field('category', 'reference', { form: 'category' }),
          field('batches', 'entries', { fields: [field('code', 'text', { length: 20 })] }),
        ],
      }),
      field('sum', 'computed', { compute: { op: 'sum', of: ['lines.total'], scale: 2 } }),
    ],
    rules: [
      {
        name: 'price-positive',
        when: { fact: 'active', operator: 'equal', value: true },
        check: { fact: 'price', operator: 'notEqual', value: '-1000' },
        fields: ['price'],
        message: label('too cheap'),
      },
      {
        name: 'stocked',
        check: { not: { fact: 'stock', operator: 'equal', value: '0' } },
        fields: ['stock'],
        message: label('nothing left'),
        severity: 'warning',
      },
    ],
    unique: [{ name: 'serial', fields: ['serial'], within: 'tenant' }],
    list: { columns: ['number', 'name'], sort: ['number'], search: ['number', 'name'] },
  },
  {
    name: 'order',
    kind: 'document',
    sharing: 'everybody',
    label: label('order'),
    fields: [
      field('number', 'number', { pattern: 'S{yyyyMM}-{seq:4}', editable: true }),
      field('name', 'text', { length: 100 }),
      field('item', 'reference', { form: 'item' }),
    ],
  },
  {
    name: 'scheme',
    kind: 'master',
    label: label('scheme'),
    validity: true,
    sharing: { allowed: ['private', 'global'], default: 'private' },
    fields: [
      field('number', 'text', { length: 50 }),
      field('active', 'boolean', { default: true }),
      field('members', 'entries', { fields: [field('category', 'reference', { form: 'category' })] }),
    ],
    unique: [
      {
        name: 'one-scheme',
        across: 'members',
        fields: ['category'],
        where: { fact: 'parent.active', operator: 'equal', value: true },
        within: 'tenant',
      },
    ],
    actions: [
      {
        name: 'retire',
        label: label('retire'),
        capability: 'set-fields',
        params: { fields: { active: false } },
        when: { fact: 'active', operator: 'equal', value: true },
      },
    ],
    preset: { locked: ['delete', 'disable'], fields: ['number'] },
  },
  {
    name: 'shop-settings',
    kind: 'setting',
    label: label('settings'),
    fields: [field('greeting', 'text', { length: 100, default: 'hello' }), field('open', 'boolean')],
  },
];
