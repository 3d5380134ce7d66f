import { describe, expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import { shipLayer } from './ship.ts';
import { placesToShip } from './ship-places.ts';

const layer: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['package.json', { name: 'local', version: '1.0.0', guiju: { prefix: 'local' } }],
  ['forms/order.json', { name: 'order', fields: [] }],
  ['prints/slip.json', { form: 'order', name: 'slip' }],
  ['data/orders.json', { form: 'order', records: [] }],
  ['cases/orders.json', { form: 'order', cases: [] }],
  ['extensions/item.json', { extends: 'item', set: { help: 'x' } }],
  ['prints/tag.json', { form: 'item', name: 'tag' }],
  ['data/items.json', { form: 'item', records: [] }],
  ['cases/items.json', { form: 'item', cases: [] }],
  ['data/roles.json', { form: 'role', records: [] }],
  ['cases/split.json', { decision: 'split', cases: [] }],
  ['params/pdf.json', { type: 'pdf', params: [] }],
  ['messages/words.json', { 'required-missing': {} }],
  [
    'migrations/2.json',
    {
      to: '2.0.0',
      steps: [
        { do: 'x', form: 'order' },
        { do: 'y', form: 'item' },
        { do: 'z', type: 'pdf' },
      ],
    },
  ],
]);
const as = { name: 'acme', version: '1.0.0', prefix: 'acme', label: { zh: 'Acme', en: 'Acme' } };

describe('a package made of a layer', () => {
  it('may be made of all that the layer says', () => {
    expect(placesToShip(layer)).toEqual([
      ...['order', 'item', 'item/prints/tag', 'item/data', 'item/cases', 'role', 'role/data'],
      ...['decisions/split', 'params/pdf', 'messages'],
    ]);
    const { left } = shipLayer(layer, placesToShip(layer), as);
    expect([...left.keys()]).toEqual(['package.json', 'migrations/2.json']);
  });

  it.each([
    [
      'a form of its own with the records and cases that come with it',
      'order',
      ['forms/order.json', 'prints/slip.json', 'data/orders.json', 'cases/orders.json'],
    ],
    [
      'all that is said of another one’s',
      'item',
      ['extensions/item.json', 'prints/tag.json', 'data/items.json', 'cases/items.json'],
    ],
    ['a print of another one’s alone', 'item/prints/tag', ['prints/tag.json']],
    ['records for another one’s alone', 'item/data', ['data/items.json']],
    ['cases of another one’s alone', 'item/cases', ['cases/items.json']],
    ['cases of a decision', 'decisions/split', ['cases/split.json']],
    ['its texts', 'messages', ['messages/words.json']],
  ])('takes %s', (_what, place, files) => {
    const shipped = shipLayer(layer, [place], as);
    expect([...shipped.files.keys()]).toEqual(['package.json', ...files]);
    expect([...shipped.left.keys()]).toEqual([...layer.keys()].filter((path) => !files.includes(path)));
    expect(shipped.unknown).toEqual([]);
  });

  it('leaves steps of what stays, those of parameters too', () => {
    const { left } = shipLayer(layer, ['order'], as);
    expect(left.get('migrations/2.json')).toMatchObject({ steps: [{ do: 'y' }, { do: 'z' }] });
    expect(shipLayer(layer, ['order/data', 'lost'], as).unknown).toEqual(['order/data', 'lost']);
  });
});
