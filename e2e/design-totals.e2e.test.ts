import { beforeAll, expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { field, label, partOrder, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const columns = {
  part: field('part', 'text', '品名'),
  quantity: field('quantity', 'decimal', '数量'),
  price: field('price', 'money', '单价'),
  rate: field('rate', 'percent', '税率'),
  amount: field('amount', 'formula', '金额', { formula: 'quantity * price' }),
  same: field('same', 'computed', '同上', { compute: { op: 'product', of: ['quantity', 'price'] } }),
  average: field('average', 'formula', '平均', { formula: 'amount / quantity' }),
};

inBrowser('the totals of the rows of a record', (site) => {
  beforeAll(async () => {
    await publishFiles(site(), {
      'package.json': {
        name: 'orders',
        version: '1.0.0',
        guiju: { prefix: 'or', label: label('订单', 'Orders') },
      },
      'forms/part-order.json': partOrder(
        field('lines', 'entries', '明细', { fields: Object.values(columns) }),
      ),
    });
  });

  it('are of quantities and amounts, made by formulas too; never of prices, rates and averages', async () => {
    const lines = [
      { part: 'a', quantity: '2', price: '10', rate: '0.1' },
      { part: 'b', quantity: '3', price: '5', rate: '0.1' },
    ];
    const made = await site().node.ask('POST', '/api/forms/part-order/records', { lines });
    expect(made.status).toBe(201);
    const page = await site().visit({ path: `/forms/part-order/${String(made.body['id'])}`, language: 'en' });
    const foot = page.locator('gj-sheet .foot');
    await foot.waitFor();
    await settled(page);
    const sums = await foot.locator('[role=gridcell]').allInnerTexts();
    const named = Object.keys(columns).map((name, at) => [name, sums[at]?.trim() ?? '']);
    await picture(page, 'totals');
    expect(Object.fromEntries(named)).toEqual({
      part: '',
      quantity: '5',
      price: '',
      rate: '',
      amount: '35.00',
      same: '35.00',
      average: '',
    });
  });
});
