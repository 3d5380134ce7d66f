import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { field, label, publishFiles } from './own-package.ts';
import { settled } from './settled.ts';

const target = (name: string, zh: string, en: string): JsonObject => ({
  name,
  kind: 'master',
  label: label(zh, en),
  menu: { path: 'vouchers' },
  sharing: 'everybody',
  title: 'name',
  fields: [
    field('number', 'text', '编号', { required: true }),
    field('name', 'text', '名称'),
    field('amount', 'money', '金额'),
  ],
});
const any = (name: string, zh: string, more: JsonObject = {}) =>
  field(name, 'any-reference', zh, { forms: ['deed', 'slip'], ...more });
const voucher: JsonObject = {
  name: 'voucher',
  kind: 'document',
  label: label('凭证', 'Voucher'),
  menu: { path: 'vouchers' },
  sharing: 'everybody',
  fields: [
    field('number', 'text', '单号', { required: true }),
    any('source', '来源单据'),
    field('worth', 'carry', '来源金额', { from: 'source', field: 'amount' }),
    field('what', 'choice', '种类', {
      options: [
        { value: 'deed', label: label('合同', 'Deed') },
        { value: 'slip', label: label('小票', 'Slip') },
      ],
    }),
    any('chosen', '所选单据', { formField: 'what' }),
    field('lines', 'entries', '明细', {
      fields: [any('item', '单据'), field('note', 'text', '备注')],
    }),
  ],
  list: { columns: ['number', 'source', 'worth', 'chosen'], filters: ['source', 'source.form'] },
};

/** The picker of a record, and the choice of its form beside it. */
const picker = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
const forms = (page: Page, name: string) => page.getByRole('combobox', { name: `${name}：表单` });
const take = async (page: Page, name: string, text: string) => {
  await picker(page, name).click();
  await picker(page, name).fill(text);
  await page.locator('vaadin-combo-box-item:visible').filter({ hasText: text }).first().click();
};

inBrowser(
  'a reference to one of several forms',
  (site) => {
    beforeAll(async () => {
      const manifest = {
        name: 'vouchers',
        version: '1.0.0',
        guiju: {
          prefix: 'vc',
          label: label('凭证', 'Vouchers'),
          menu: [{ path: 'vouchers', label: label('凭证', 'Vouchers') }],
        },
      };
      await publishFiles(site(), {
        'package.json': manifest,
        'forms/deed.json': target('deed', '合同', 'Deed'),
        'forms/slip.json': target('slip', '小票', 'Slip'),
        'forms/voucher.json': voucher,
      });
      const records: readonly (readonly [string, string, string, string])[] = [
        ['deed', 'HT-001', '仓库租赁合同', '1200'],
        ['deed', 'HT-002', '设备采购合同', '98000.5'],
        ['slip', 'XP-001', '打车小票', '36.5'],
      ];
      for (const [form, number, name, amount] of records)
        await site().node.ask('POST', `/api/forms/${form}/records`, { number, name, amount });
      for (const [number, source] of [
        ['L-1', 'slip/XP-001'],
        ['L-2', 'deed/HT-001'],
      ] as const)
        await site().node.ask('POST', '/api/forms/voucher/records', { number, source });
    });

    it('is picked after its form, fills in what the forms share, and leads to the record', async () => {
      const page = await site().visit({ path: '/forms/voucher/new' });
      await page.getByRole('textbox', { name: '单号' }).fill('V-1');
      await take(page, '来源单据', '仓库租赁合同');
      await expect.poll(() => page.getByRole('group', { name: '来源金额' }).textContent()).toContain('1,200');
      await forms(page, '来源单据').selectOption({ label: '小票' });
      await expect.poll(() => picker(page, '来源单据').inputValue()).toBe('');
      await take(page, '来源单据', '打车小票');
      await expect.poll(() => page.getByRole('group', { name: '来源金额' }).textContent()).toContain('36.5');
      expect(await page.getByRole('link', { name: '打开打车小票' }).getAttribute('href')).toMatch(
        /^\/forms\/slip\//,
      );
      await page.keyboard.press('Control+s');
      await page.waitForURL(/voucher\/[0-9a-f-]{36}/);
      const { body } = await site().node.ask('GET', '/api/forms/voucher/records?number=V-1');
      expect((body['items'] as JsonObject[])[0]?.['source']).toMatchObject({
        form: 'slip',
        number: 'XP-001',
      });
    });

    it('follows a choice beside it, and is emptied when that becomes another', async () => {
      const page = await site().visit({ path: '/forms/voucher/new' });
      const chosen = page.getByRole('textbox', { name: '所选单据' });
      expect(await chosen.isDisabled()).toBe(true);
      await take(page, '种类', '合同');
      await take(page, '所选单据', '设备采购合同');
      expect(await forms(page, '所选单据').count()).toBe(0);
      await take(page, '种类', '小票');
      await expect.poll(() => picker(page, '所选单据').inputValue()).toBe('');
      await take(page, '所选单据', '打车小票');
      await expect.poll(() => picker(page, '所选单据').inputValue()).toBe('打车小票');
    });

    it('is picked in a row, or typed by form and number', async () => {
      const page = await site().visit({ path: '/forms/voucher/new' });
      await page.getByRole('textbox', { name: '单号' }).fill('V-2');
      const cell = page.locator('gj-sheet').getByRole('gridcell').nth(0);
      await cell.click();
      await page.keyboard.type('deed/HT-002');
      await page.keyboard.press('Enter');
      await expect.poll(() => cell.textContent()).toContain('HT-002');
      await page.keyboard.press('Control+s');
      await page.waitForURL(/voucher\/[0-9a-f-]{36}/);
      await expect
        .poll(() => page.locator('gj-sheet').getByRole('gridcell').nth(0).textContent())
        .toContain('设备采购合同');
    });

    it('is listed with its form, and filtered by record and by form', async () => {
      const page = await site().visit({ path: '/forms/voucher' });
      await page.getByText('打车小票').first().waitFor();
      await page.getByRole('button', { name: /^来源单据$/ }).click();
      await forms(page, '来源单据').selectOption({ label: '小票' });
      await page.locator('gj-record-picks').getByText('打车小票').click();
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('button', { name: '来源单据: 打车小票' }).count()).toBe(1);
      await expect.poll(() => new URL(page.url()).search).toContain('slip');
      await expect.poll(() => page.getByText('L-2').filter({ visible: true }).count()).toBe(0);
      expect(await page.getByText('L-1').filter({ visible: true }).count()).toBe(1);
    });

    it.each(['zh', 'en'] as const)('reads well, and by everybody (%s)', async (language) => {
      const { body } = await site().node.ask('GET', '/api/forms/voucher/records?number=L-1');
      const [{ id = '' } = {}] = body['items'] as JsonObject[];
      for (const path of ['/forms/voucher', `/forms/voucher/${String(id)}`, '/forms/voucher/new']) {
        const page = await site().visit({ path, language });
        await settled(page);
        expect(await axeNow(page)).toEqual([]);
      }
    });
  },
  { packages: ['platform'] },
);
