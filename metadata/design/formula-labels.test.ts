import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../common/json.ts';
import { Work } from './design.suite.ts';
import type { DesignStep } from './steps/design-step.ts';

const field = (name: string, kind: string, zh: string, en: string, more: JsonObject = {}) => ({
  name,
  kind,
  label: { zh, en },
  ...more,
});
const item = {
  name: 'item',
  kind: 'master',
  sharing: 'everybody',
  label: { zh: '物料', en: 'Item' },
  fields: [
    field('number', 'text', '编码', 'Number', { required: true }),
    field('rate', 'decimal', '税 率', 'Tax rate'),
  ],
};
const order = {
  name: 'order',
  kind: 'document',
  sharing: { allowed: ['private'], default: 'private' },
  label: { zh: '订单', en: 'Order' },
  fields: [
    field('number', 'text', '单号', 'Number', { required: true }),
    field('discount', 'decimal', '折扣 率', 'Discount rate'),
    field('from', 'date', '日期', 'Date'),
    field('until', 'date', '日期', 'Due date'),
    field('lines', 'entries', '明细', 'Order lines', {
      fields: [
        field('price', 'decimal', '单价', 'Unit price'),
        field('count', 'integer', '数量', 'Quantity'),
        field('item', 'reference', '物料', 'Item', { form: 'item' }),
        field('sum', 'formula', '金额', 'Amount', { formula: 'price * count' }),
        field('note', 'text', '说明', 'Note'),
      ],
    }),
  ],
};
const made = (...forms: readonly unknown[]) =>
  new Work('local', {
    local: {
      'package.json': {
        name: 'local',
        version: '1.0.0',
        peerDependencies: {},
        guiju: { prefix: 'local', label: { zh: '我', en: 'Own' } },
      },
      ...Object.fromEntries(forms.map((form) => [`forms/${(form as JsonObject)['name']}.json`, form])),
    },
  } as never);
const sum = (formula: string): JsonObject => field('total', 'formula', '合计', 'Total', { formula });

describe('labels in formulas of steps become ids', () => {
  it.each<readonly [string, DesignStep, string, string]>([
    [
      'in rows, through a reference',
      {
        do: 'set',
        form: 'order',
        target: 'fields/lines.sum/formula',
        value: '{Unit price} * Quantity * (1 + {Item.Tax rate})',
      },
      'lines.sum',
      'price * count * (1 + item.rate)',
    ],
    [
      'in Chinese, and of the record above',
      { do: 'set', form: 'order', target: 'fields/lines.sum/formula', value: '单价×数量－{parent.折扣 率}' },
      'lines.sum',
      'price×count－parent.discount',
    ],
    [
      'of a field that is added',
      { do: 'add-field', form: 'order', content: sum('sum({Order lines.Unit price})') as never },
      'total',
      'sum(lines.price)',
    ],
    [
      'of a column that is added',
      { do: 'add-field', form: 'order', in: 'lines', content: sum('[Unit price] * 2') as never },
      'lines.total',
      'price * 2',
    ],
    [
      'of another kind',
      {
        do: 'change-kind',
        form: 'order',
        field: 'lines.note',
        kind: 'formula',
        properties: { formula: '{Unit price} & "Unit price"' },
      },
      'lines.note',
      'price & "Unit price"',
    ],
    [
      'of a field that is there again',
      {
        do: 'bring-back',
        form: 'order',
        place: 'fields/total',
        content: sum('sum({Order lines.Unit price})') as never,
      },
      'total',
      'sum(lines.price)',
    ],
  ])('%s', (_, step, path, formula) => {
    const work = made(item, order).take(step);
    expect(work.wrong()).toEqual([]);
    const [first = '', second] = path.split('.');
    const own = work.form('order').byId.get(first);
    expect((second === undefined ? own : own?.rows?.byId.get(second))?.props).toMatchObject({ formula });
  });

  it('of a default, and of a form that is added whole', () => {
    const work = made(item).take({
      do: 'add-form',
      content: {
        ...order,
        fields: [
          ...order.fields,
          sum('sum({Order lines.Amount})'),
          field('wanted', 'date', '要求 日期', 'Wanted on', {
            default: { formula: 'addDays({Due date}, 3)' },
          }),
        ],
      } as never,
    });
    expect(work.wrong()).toEqual([]);
    const { byId } = work.form('order');
    expect(byId.get('total')?.props).toMatchObject({ formula: 'sum(lines.sum)' });
    expect(byId.get('wanted')?.default).toEqual({ formula: 'addDays(until, 3)' });
  });

  it('a label that several fields have is refused, one that none has is told at its character', () => {
    const step = (value: string): DesignStep => ({
      do: 'set',
      form: 'order',
      target: 'fields/lines.sum/formula',
      value,
    });
    expect(made(item, order).refused(step('price + {parent.日期}'))).toEqual(['formula-label-several']);
    expect(made(item, order).take(step('price * {Unit cost}')).wrong()).toMatchObject([
      { code: 'formula-unknown-field', params: { at: 9, field: 'Unit cost' } },
    ]);
  });
});
