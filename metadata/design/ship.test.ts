import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { shipLayer } from './ship.ts';
import { placesToShip } from './ship-places.ts';

const layer: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['package.json', { name: 'local', version: '1.0.0', guiju: { prefix: 'local' } }],
  ['forms/order.json', { name: 'order', fields: [] }],
  ['prints/slip.json', { form: 'order', name: 'slip' }],
  ['data/orders.json', { form: 'order', records: [{ key: 'x' }] }],
  ['cases/orders.json', { form: 'order', cases: [{ name: 'x' }] }],
  ['extensions/item.json', { extends: 'item', set: { help: 'x' } }],
  ['prints/tag.json', { form: 'item', name: 'tag' }],
  ['data/items.json', { form: 'item', records: [{ key: 'x' }] }],
  ['cases/items.json', { form: 'item', cases: [{ name: 'x' }] }],
  ['data/roles.json', { form: 'role', records: [{ key: 'x' }] }],
  ['cases/split.json', { decision: 'split', cases: [{ name: 'x' }] }],
  ['params/pdf.json', { type: 'pdf', params: [{ key: 'x' }] }],
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

  it.each<[string, Json]>([
    ['an extension whose settings were taken back', { extends: 'item', set: {}, fields: [] }],
    ['an extension with nothing but empty parts', { extends: 'item', layout: { tabs: [], groups: {} } }],
    ['records that were all deleted', { form: 'item', records: [] }],
    ['cases that were all deleted', { decision: 'split', cases: [] }],
    ['parameters that were all deleted', { type: 'pdf', params: [], set: {} }],
  ])('has nothing to offer of %s', (_what, content) => {
    const folder = ['extends', 'records', 'cases', 'params'].find((member) => member in Object(content));
    const path = `${{ extends: 'extensions', records: 'data' }[folder ?? ''] ?? folder}/some.json`;
    expect(placesToShip(new Map([[path, content]]))).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['nothing', { 'fields/rate/max': null }],
    ['an empty list', { 'list/columns': [] }],
    ['no', { 'fields/rate/required': false }],
  ])('offers what takes away what stands below by saying %s', (_what, set) => {
    const content = { extends: 'item', set };
    expect(placesToShip(new Map([['extensions/item.json', content]]))).toContain('item');
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
