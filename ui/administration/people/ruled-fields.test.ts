import { expect, it } from 'vitest';
import { ruledFields, saidLabels } from './ruled-fields.ts';

const shop = {
  name: 'shop',
  files: {
    'forms/item.json': {
      name: 'item',
      fields: [
        { name: 'price', roles: { clerk: 'read' } },
        { name: 'cost', roles: { '*': 'none', boss: 'edit' } },
        { name: 'lines', fields: [{ name: 'rate', roles: { 'A~1B': 'none' } }] },
        { name: 'title' },
      ],
    },
  },
};
const says = (name: string, set: Record<string, string>, more: object = {}) => ({
  name,
  files: { 'extensions/item.json': { extends: 'item', set, ...more } },
});
const more = says('more', { 'fields/price/roles/clerk': 'none' });

it.each([
  ['what a package says of it', [shop], 'clerk', ['price read shop', 'cost none shop, as others']],
  ['of all that are not named', [shop], 'guest', ['cost none shop, as others']],
  ['where it is named itself', [shop], 'boss', ['cost edit shop']],
  [
    'in rows, with a stroke in its number',
    [shop],
    'A/B',
    ['cost none shop, as others', 'lines.rate none shop'],
  ],
  ['the later has the word', [shop, more], 'clerk', ['price none more', 'cost none shop, as others']],
  [
    'the customer has the last',
    [says('local', { 'fields/price/roles/clerk': 'edit' }), shop, more],
    'clerk',
    ['price edit local', 'cost none shop, as others'],
  ],
  [
    'who is overruled says nothing',
    [shop, more, says('local', {}, { overrules: { 'fields/price/roles/clerk': ['more'] } })],
    'clerk',
    ['price read shop', 'cost none shop, as others'],
  ],
  ['nobody says anything', [], 'clerk', []],
])('fields that rule otherwise than a role: %s', (_, packages, role, expected) => {
  const lines = ruledFields(packages as never, role).map(
    ({ path, right, by, ofOthers }) => `${path} ${right} ${by}${ofOthers ? ', as others' : ''}`,
  );
  expect(lines.toSorted()).toEqual([...expected].toSorted());
});

it('fields are called as packages call them, for whoever does not see them himself', () => {
  const label = (zh: string) => ({ zh, en: zh });
  const rows = { name: 'lines', label: label('明细'), fields: [{ name: 'price', label: label('单价') }] };
  const packages = [
    {
      files: {
        'forms/order.json': {
          name: 'order',
          fields: [{ id: 'no', name: 'number', label: label('编号') }, rows],
        },
        'forms/other.json': { name: 'other', fields: [{ name: 'no', label: label('别的') }] },
      },
    },
    { files: { 'extensions/order.json': { extends: 'order', set: { 'fields/no/label': label('单号') } } } },
  ];
  expect([...saidLabels(packages as never, 'order')].map(([path, { zh }]) => [path, zh])).toEqual([
    ...[
      ['no', '单号'],
      ['lines', '明细'],
      ['lines.price', '单价'],
    ],
  ]);
});
