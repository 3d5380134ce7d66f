import { type Json, pointerSegments } from '../common/json.ts';
import type { PackageSource } from '../source.ts';
import { readSourceFiles } from './source-files.ts';

/** Files of packages as they lie on a disk: package → path → JSON. */
export type Packages = Readonly<Record<string, Readonly<Record<string, Json>>>>;

const label = (en: string) => ({ zh: `${en}（中文）`, en });
const field = (name: string, kind: string, more: Readonly<Record<string, Json>> = {}) => ({
  name,
  kind,
  label: label(name),
  ...more,
});

const order = {
  name: 'order',
  kind: 'document',
  sharing: 'everybody',
  label: label('Order'),
  menu: { path: 'shop/sales' },
  fields: [
    field('number', 'number', { pattern: 'SO{yyyyMM}{seq:4}' }),
    field('buyer', 'text', { required: { fact: 'total', operator: 'greaterThan', value: '0' } }),
    field('total', 'computed', { compute: { op: 'sum', of: ['lines.gross'] } }),
    field('lines', 'entries', {
      fields: [
        field('item', 'reference', {
          form: 'item',
          optionsFilter: { fact: 'price', operator: 'greaterThan', value: '0' },
        }),
        field('rate', 'carry', { from: 'item', field: 'rate' }),
        field('net', 'money', { min: '0', max: '1000', carry: { from: 'item', field: 'price' } }),
        field('gross', 'computed', { compute: { op: 'product', of: ['net', 'rate', { value: '1' }] } }),
      ],
    }),
  ],
  rules: [
    {
      name: 'netPositive',
      each: 'lines',
      when: { fact: 'parent.buyer', operator: 'isNotEmpty' },
      check: { fact: 'net', operator: 'greaterThan', value: { fact: 'item.price' } },
      fields: ['net'],
      message: label('Net below the price'),
      severity: 'warning',
    },
  ],
  unique: [{ name: 'itemOnce', fields: ['item'], across: 'lines' }],
  actions: [{ name: 'approve', label: label('Approve'), capability: 'set-fields' }],
};

const item = {
  name: 'item',
  kind: 'master',
  label: label('Item'),
  menu: { path: 'shop' },
  sharing: { allowed: ['private', 'global'], default: 'global' },
  fields: [
    field('number', 'text', { required: true }),
    field('name', 'text'),
    field('rate', 'percent', { default: '0.130' }),
    field('price', 'money'),
    field('colour', 'choice', {
      options: [
        { value: 'r', label: label('Red') },
        { value: 'b', label: label('Blue') },
      ],
    }),
    field('priority', 'integer', { min: 1, max: 10 }),
    field('condition', 'condition', { facts: 'order' }),
  ],
  layout: {
    tabs: [
      {
        name: 'main',
        label: label('Main'),
        groups: [
          { name: 'what', fields: ['number', 'name'] },
          { name: 'more', fields: ['condition'] },
        ],
      },
    ],
  },
  blocks: [{ name: 'hint', block: 'link', label: label('Prices'), address: '/forms/item', before: 'name' }],
  list: { columns: ['number', 'name'], filters: ['colour'], sort: ['-priority'], search: ['name'] },
  match: { facts: 'order', result: ['rate'], fields: ['buyer', 'lines.net'] },
  preset: { locked: ['delete'], fields: ['number'] },
  indexes: [['priority']],
};

const viewing = {
  name: 'viewing',
  blocks: [
    { name: 'sketch', block: 'picture', image: 'data:image/png;base64,iVBORw0KGgoA', before: 'name' },
    { name: 'portrait', block: 'picture', field: 'photo', before: 'photo' },
  ],
  kind: 'master',
  sharing: 'everybody',
  label: label('Viewing'),
  fields: [
    field('number', 'text'),
    field('name', 'text'),
    field('state', 'choice', { options: [{ value: 'open', label: label('Open') }] }),
    field('mood', 'choice', { options: [{ value: 'glad', label: label('Glad') }] }),
    field('from', 'date'),
    field('until', 'datetime'),
    field('photo', 'image'),
    field('papers', 'files'),
  ],
  views: [
    { name: 'byState', kind: 'board', label: label('By state'), groupBy: 'state', title: 'number' },
    { name: 'days', kind: 'calendar', label: label('Days'), start: 'from' },
    { name: 'faces', kind: 'gallery', label: label('Faces') },
    { name: 'short', kind: 'list', label: label('Short'), columns: ['number'] },
  ],
};

/** Two packages that use most of what there is: a shop, and somebody who builds on it. */
export const sample: Packages = {
  shop: {
    'package.json': {
      name: 'shop',
      version: '1.2.0',
      guiju: {
        prefix: 'shop',
        label: label('Shop'),
        menu: [
          { path: 'shop', label: label('Shop') },
          { path: 'shop/sales', label: label('Sales') },
        ],
      },
    },
    'forms/item.json': item,
    'forms/order.json': order,
    'forms/viewing.json': viewing,
    'params/shop.json': {
      type: 'shop_config',
      label: label('Shop'),
      params: [
        {
          key: 'limit',
          label: label('Limit'),
          value: { kind: 'integer', min: 1 },
          default: 10,
          unset: { value: 10, label: label('ten') },
        },
        {
          dimension: 'tax-number',
          label: label('List'),
          value: { kind: 'boolean' },
          raw: { values: { '1': true, '*': false } },
          unset: { label: label('off') },
        },
        {
          key: 'format',
          label: label('Format'),
          value: {
            kind: 'choice',
            options: [
              { value: 'pdf', label: label('PDF') },
              { value: 'ofd', label: label('OFD') },
            ],
          },
          unset: { label: label('none') },
        },
      ],
    },
    'data/items.json': {
      form: 'item',
      records: [
        {
          key: 'pen',
          sharing: 'global',
          values: {
            number: 'P1',
            rate: '0.13',
            condition: { fact: 'buyer', operator: 'startsWith', value: 'A' },
          },
        },
      ],
    },
    'cases/items.json': { form: 'item', cases: [{ name: 'a pen', facts: { buyer: 'Ann' }, expect: 'P1' }] },
    'prints/order.json': {
      name: 'order',
      form: 'order',
      label: label('Order on paper'),
      paper: { size: 'A5', landscape: true },
      values: [{ name: 'inWords', label: label('In words'), of: 'lines.net', as: 'capitals' }],
      head: { height: 10, blocks: [{ block: 'text', text: '[&buyer&]', bold: true }] },
      pageNumbers: 'center',
      blocks: [
        { block: 'text', text: { zh: '订单 [&number&]', en: 'Order [&number&]' }, size: 16, align: 'center' },
        { block: 'fields', columns: 2, fields: [{ field: 'buyer' }, { field: 'inWords', wide: true }] },
        {
          block: 'table',
          rows: 'lines',
          numbered: true,
          columns: [
            { field: 'item.name', width: 40 },
            { field: 'net', align: 'right', sum: true },
          ],
        },
        {
          block: 'columns',
          columns: [
            { width: 30, blocks: [{ block: 'code', code: 'qr', text: '[&number&]', width: 20 }] },
            { blocks: [{ block: 'group', framed: true, blocks: [{ block: 'line' }] }] },
          ],
        },
        {
          block: 'space',
          height: 5,
          when: { fact: 'total', operator: 'greaterThan', value: '0' },
        },
      ],
    },
    'messages/texts.json': { 'shop.hello': label('Hello') },
  },
  acme: {
    'package.json': {
      name: 'acme',
      version: '1.0.0',
      peerDependencies: { shop: '^1.0.0' },
      guiju: { prefix: 'acme', label: label('Acme') },
    },
    'extensions/order.json': {
      extends: 'order',
      fields: [field('acme_note', 'multiline')],
      rows: { lines: [field('acme_batch', 'text')] },
      rules: [
        {
          name: 'acme_noted',
          check: { fact: 'acme_note', operator: 'isNotEmpty' },
          fields: ['acme_note'],
          message: label('Say why'),
        },
      ],
      set: { 'fields/buyer/label': label('Customer'), 'rules/netPositive/severity': 'error' },
    },
    'extensions/item.json': {
      extends: 'item',
      groups: [{ name: 'acme_extra', tab: 'main', after: 'what', fields: ['rate'] }],
      set: {
        'fields/colour/options': [{ value: 'g', label: label('Green') }],
        'fields/colour/options/r/label': label('Crimson'),
        'list/columns': ['rate'],
        'fields/name/required': true,
        'fields/priority/max': 9,
      },
    },
  },
};

/** A change of a file: package, path, JSON Pointer and the new value; undefined takes it away. */
export type Change = readonly [pack: string, file: string, pointer: string, value: Json | undefined];

/** The sample with changes; what is not changed is the same. */
export function changed(changes: readonly Change[], packages: Packages = sample): Packages {
  const copy = structuredClone(packages) as Record<string, Record<string, Json>>;
  for (const [pack, file, pointer, value] of changes) {
    const segments = [pack, file, ...pointerSegments(pointer)];
    const last = segments.pop() ?? '';
    let node = copy as Record<string, unknown>;
    for (const segment of segments) {
      node[segment] ??= {};
      node = node[segment] as Record<string, unknown>;
    }
    if (value !== undefined) node[last] = value;
    else if (Array.isArray(node)) node.splice(Number(last), 1);
    else delete node[last];
  }
  return copy;
}

/** As compile takes them; the sample's manifests are always well formed. */
export function sourcesOf(packages: Packages): readonly PackageSource[] {
  return Object.values(packages).map((files) => {
    const { source, issues } = readSourceFiles(new Map(Object.entries(files)));
    if (!source) throw new Error(JSON.stringify(issues));
    return source;
  });
}
