import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { inBrowser } from './browser.ts';
import { label, publishFiles } from './own-package.ts';

const field = (name: string, kind: string, [zh, en]: readonly [string, string], more: JsonObject = {}) => ({
  name,
  kind,
  label: label(zh, en),
  ...more,
});

/** A form whose amounts are in the currency of the record, and of its rows in one of their own. */
const quote = {
  name: 'quote',
  kind: 'document',
  sharing: 'everybody',
  label: label('报价', 'Quote'),
  menu: { path: 'quotes' },
  fields: [
    field('number', 'number', ['编号', 'Number'], { pattern: 'Q{seq:4}' }),
    field('title', 'text', ['标题', 'Title'], { length: 40 }),
    field('currency', 'currency', ['币种', 'Currency'], { default: { fact: '$currency' } }),
    field('amount', 'money', ['金额', 'Amount'], { currency: 'currency' }),
    field('deposit', 'money', ['押金', 'Deposit'], { currency: 'BHD' }),
    field('plain', 'money', ['旧金额', 'Plain amount']),
    field('total', 'computed', ['合计金额', 'Total'], {
      currency: 'currency',
      compute: { op: 'sum', of: ['lines.net'] },
    }),
    field('lines', 'entries', ['明细', 'Lines'], {
      fields: [
        field('item', 'text', ['品名', 'Item'], { length: 40 }),
        field('net', 'money', ['净额', 'Net'], { currency: 'parent.currency' }),
        field('code', 'currency', ['费用币种', 'Cost currency']),
        field('cost', 'money', ['费用', 'Cost'], { currency: 'code' }),
      ],
    }),
  ],
  title: 'title',
  list: { columns: ['number', 'title', 'amount', 'deposit', 'plain', 'total'] },
};

const files = {
  'package.json': {
    name: 'quotes',
    version: '1.0.0',
    peerDependencies: { platform: '*' },
    guiju: {
      prefix: 'qt',
      label: label('报价', 'Quotes'),
      menu: [{ path: 'quotes', label: label('报价', 'Quotes') }],
    },
  },
  'forms/quote.json': quote,
};

const made: readonly JsonObject[] = [
  {
    title: '人民币',
    currency: 'CNY',
    amount: '1234.5',
    deposit: '1.5',
    plain: '10',
    lines: [{ item: '甲', net: '1' }],
  },
  {
    title: '日元',
    currency: 'JPY',
    amount: '98765',
    lines: [
      { item: '甲', net: '1200', code: 'USD', cost: '10.5' },
      { item: '乙', net: '300', code: 'EUR', cost: '7' },
      { item: '丙', net: null, code: 'USD', cost: '2.25' },
    ],
  },
  { title: '美元', currency: 'USD', amount: '-20', lines: [] },
];

inBrowser(
  'amounts in currencies',
  (site) => {
    let ids: readonly string[] = [];
    beforeAll(async () => {
      const { node } = site();
      await publishFiles(site(), files);
      const records = await Promise.all(made.map((one) => node.ask('POST', '/api/forms/quote/records', one)));
      expect(records.map(({ status }) => status)).toEqual([201, 201, 201]);
      ids = records.map((one) => String(one.body['id']));
    });

    it('stand in a list with the sign and the digits of theirs, in both languages', async () => {
      const page = await site().visit({ path: '/forms/quote?sort=title' });
      for (const text of ['¥1,234.50', 'JP¥98,765', '-US$20.00', 'BHD\u00a01.500', '10.00'])
        await page.getByText(text, { exact: true }).first().waitFor();
      const english = await site().visit({ path: '/forms/quote?sort=title', language: 'en' });
      for (const text of ['CN¥1,234.50', '¥98,765', '-$20.00'])
        await english.getByText(text, { exact: true }).first().waitFor();
    });

    it('come to a sum below their list, over all that it finds, each currency apart', async () => {
      const page = await site().visit({ path: '/forms/quote?sort=title' });
      await page.getByRole('button', { name: '合计', exact: true }).click();
      const sums = page.getByRole('list', { name: '合计' });
      const sum = (name: string) => sums.getByRole('listitem').filter({ hasText: new RegExp(`^${name}`) });
      await expect.poll(() => sum('旧金额').innerText()).toBe('旧金额 10.00');
      const amounts = (await sum('金额').innerText()).replace('金额 ', '').split(' · ');
      expect(amounts.toSorted()).toEqual(['-US$20.00', 'JP¥98,765', '¥1,234.50']);
      expect(await sum('押金').innerText()).toBe('押金 BHD\u00a01.500');
      await page.locator('gj-list-page').getByRole('searchbox').first().fill('美元');
      await expect.poll(() => sum('金额').innerText()).toBe('金额 -US$20.00');
      await expect.poll(() => sum('旧金额').innerText()).toBe('旧金额 —');
      await page.getByRole('button', { name: '合计', exact: true }).click();
      await sums.waitFor({ state: 'detached' });
    });

    it('are shown, judged as they are typed, and added up for each currency apart', async () => {
      const page = await site().visit({ path: `/forms/quote/${ids[1]}` });
      const amount = page.getByRole('textbox', { name: '金额', exact: true });
      await expect.poll(() => amount.inputValue()).toBe('JP¥98,765');
      await page.getByRole('group', { name: '合计金额' }).getByText('JP¥1,500').waitFor();
      for (const sum of ['€7.00', 'US$12.75']) await page.getByText(sum, { exact: true }).last().waitFor();
      await amount.fill('1.5');
      await page.getByText('JPY 的金额最多 0 位小数').first().waitFor();
      await amount.fill('12 jpy');
      await page.keyboard.press('Tab');
      await expect.poll(() => amount.inputValue()).toBe('JP¥12');
      const currency = page.getByRole('combobox', { name: '币种', exact: true });
      await currency.click();
      await currency.fill('巴林');
      await page.getByRole('option', { name: 'BHD 巴林第纳尔' }).click();
      await expect.poll(() => amount.inputValue()).toBe('BHD\u00a012.000');
      await page.getByText('BHD\u00a01,500.000', { exact: true }).first().waitFor();
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      const { body } = await site().node.ask('GET', `/api/forms/quote/records/${ids[1]}`);
      expect([body['currency'], body['amount'], body['total']]).toEqual(['BHD', '12', '1500']);
    });

    it('begin in the currency of the organisation', async () => {
      const page = await site().visit({ path: '/forms/quote/new' });
      const currency = page.getByRole('combobox', { name: '币种', exact: true });
      await expect.poll(() => currency.inputValue()).toBe('CNY 人民币');
      const amount = page.getByRole('textbox', { name: '金额', exact: true });
      await amount.fill('7');
      await page.keyboard.press('Tab');
      await expect.poll(() => amount.inputValue()).toBe('¥7.00');
    });
  },
  { packages: ['platform'] },
);
