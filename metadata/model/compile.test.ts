import { expect, it } from 'vitest';
import type { PackageSource } from '../source.ts';
import { compile } from './compile.ts';

const label = (text: string) => ({ zh: text, en: text });
const pkg: PackageSource = {
  manifest: { name: 'a', version: '1.0.0', guiju: { prefix: 'a', label: label('A') } },
  forms: [
    {
      file: 'forms/item.json',
      content: {
        name: 'item',
        kind: 'master',
        label: label('Item'),
        fields: [
          { name: 'number', kind: 'text', label: label('Number') },
          { name: 'rate', kind: 'percent', label: label('Rate'), default: '0.130' },
        ],
      },
    },
    {
      file: 'forms/order.json',
      content: {
        name: 'order',
        kind: 'document',
        label: label('Order'),
        fields: [
          {
            name: 'total',
            kind: 'computed',
            label: label('Total'),
            compute: { op: 'sum', of: ['lines.gross'] },
          },
          {
            name: 'lines',
            kind: 'entries',
            label: label('Lines'),
            fields: [
              { name: 'item', kind: 'reference', form: 'item', label: label('Item') },
              { name: 'rate', kind: 'carry', from: 'item', field: 'rate', label: label('Rate') },
              { name: 'net', kind: 'money', label: label('Net') },
              {
                name: 'gross',
                kind: 'computed',
                label: label('Gross'),
                compute: { op: 'product', of: ['net', 'rate'], scale: 2 },
              },
            ],
          },
        ],
      },
    },
  ],
  extensions: [],
  params: [],
  data: [],
  cases: [],
  messages: [],
};

it('makes a model', () => {
  const { model, issues } = compile([pkg]);
  expect(issues).toEqual([]);
  const order = model?.forms.get('order');
  expect(order?.byId.get('lines')?.rows?.byId.get('rate')?.inner?.kind.name).toBe('percent');
  expect(model?.forms.get('item')?.byId.get('rate')?.default).toBe('0.13');
  expect(Object.isFrozen(order?.layout.tabs[0])).toBe(true);
});
