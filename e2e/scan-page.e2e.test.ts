import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { deskAt, seller } from '../runtime/einvoicing/issuing/desk.suite.ts';
import { axeNow } from './axe.ts';
import { inBrowser, type Site } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const phone = { width: 390, height: 844 };
const said = {
  zh: {
    ...{ amount: '金额（元）', number: '小票单号', name: '单位名称', taxNo: '税号', mail: '邮箱' },
    ...{ send: '提交申请', sent: '申请已提交', over: '这个二维码已失效', missing: '请填写税号' },
    ...{ find: '查找已有抬头', look: '查找', chosen: '使用抬头', unready: '暂时不能自助开票' },
  },
  en: {
    ...{
      amount: 'Amount (CNY)',
      number: 'Receipt number',
      name: 'Company name',
      taxNo: 'Tax number',
      mail: 'E-mail',
    },
    ...{
      send: 'Send request',
      sent: 'Request sent',
      over: 'This code is no longer in use',
      missing: 'Enter the tax number',
    },
    ...{
      find: 'Find saved details',
      look: 'Search',
      chosen: 'Using',
      unready: 'Invoices cannot be requested here yet',
    },
  },
} as const;

/** Whole on a phone and a desk, and nothing serious for whoever cannot see it. */
async function isWhole(page: Page, name: string): Promise<void> {
  for (const size of [{ width: 1440, height: 900 }, phone]) {
    await page.setViewportSize(size);
    await settled(page);
    expect(await cutElements(page), `${name} ${size.width}`).toEqual([]);
    await picture(page, `${name}-${size.width}`);
  }
  expect(await axeNow(page), name).toEqual([]);
}

inBrowser(
  'a customer who scans',
  (site) => {
    let address = '';
    let item = '';
    const desk = () => deskAt(site().node);

    it('finds the code ready once its record is, by its action', async () => {
      await desk().make('organisation', { number: 'SHOP', name: '门店', parent: 'root', taxNumber: seller });
      const taxCategory = { number: '3070401000000000000' };
      item = await desk().make('invoice-item', {
        name: '餐饮服务',
        rate: '0.06',
        taxCategory,
        sharing: 'global',
      });
      const title = { number: 'T', name: '云启科技有限公司', taxNo: '91500023MA0000001M', sharing: 'global' };
      await desk().make('buyer-title', title);
      const limits = { grossLimit: '1000', invoiceTypes: ['10xdp', '08xdp'] };
      const id = await desk().make('receipt-code', { number: 'XPM0001', organisation: 'SHOP', ...limits });
      const page = await site().visit({ path: `/forms/receipt-code/${id}` });
      const missing = page.locator('gj-scan-ready').getByRole('listitem');
      await expect.poll(() => missing.count()).toBe(2);
      await page.getByRole('button', { name: '生成二维码' }).first().click();
      await expect.poll(() => missing.count()).toBe(1);
      expect(await missing.innerText()).toContain('没有选择开票项');
      address = new URL(String((await desk().read('receipt-code', id))['code'])).pathname;
      const early = await customer(site(), 'en', address);
      await early.getByRole('heading', { name: said.en.unready }).waitFor();
      await isWhole(early, 'scan-unready');
      const { revision } = await desk().read('receipt-code', id);
      const seen = { 'if-match': `"${revision}"` };
      await site().node.ask('PATCH', `/api/forms/receipt-code/records/${id}`, { item: { id: item } }, seen);
    });

    it.each(['zh', 'en'] as const)(
      'asks for an invoice in %s, and sees what becomes of it',
      async (language) => {
        const words = said[language];
        const page = await customer(site(), language, address);
        const field = (name: string) => page.getByRole('textbox', { name, exact: true });
        await field(words.amount).fill('106');
        await isWhole(page, `scan-form-${language}`);
        await field(words.number).fill(`R-${language}`);
        await field(words.name).fill('顾客公司');
        await page.getByRole('button', { name: words.send }).click();
        const problem = page.getByText(words.missing).first();
        await problem.waitFor();
        expect(await field(words.taxNo).getAttribute('aria-invalid')).toBe('true');
        await isWhole(page, `scan-problem-${language}`);
        await field(words.find).fill('云启');
        await page.getByRole('button', { name: words.look, exact: true }).click();
        await page.getByRole('button', { name: /云启科技有限公司 · 9150\*+001M/ }).click();
        await page.getByText(words.chosen).waitFor();
        await field(words.mail).fill('me@example.com');
        await page.getByRole('button', { name: words.send }).click();
        await page.getByRole('heading', { name: words.sent }).waitFor();
        expect(new URL(page.url()).pathname).toMatch(/^\/scan\/receipts\/[\w-]{46}$/);
        await isWhole(page, `scan-receipt-${language}`);
        const path = `${desk().records('invoice-application')}?view=manage&businessNumber=R-${language}`;
        const { body } = await site().node.ask('GET', path);
        const [made] = body['items'] as readonly JsonObject[];
        expect(made).toMatchObject({ buyerName: '云启科技有限公司', scannedCode: 'XPM0001', gross: '106' });
        await page.reload();
        await page.getByText(`R-${language}`).waitFor();
        expect(await page.context().cookies()).toEqual([]);
      },
    );

    it.each([
      ['a code that is over', `/scan/${'A'.repeat(32)}`],
      ['a code of before there were keys', '/scan/receipt-code/0198f6f0-0000-7000-8000-000000000000'],
    ])('is told plainly: %s', async (_name, path) => {
      const page = await customer(site(), 'zh', path);
      await page.getByRole('heading', { name: said.zh.over }).waitFor();
      await isWhole(page, 'scan-over');
    });
  },
  { packages: ['platform', 'basis', 'invoicing'], story: true },
);

/** Opens an address as a stranger does, on a phone. */
async function customer(site: Site, language: 'zh' | 'en', path: string): Promise<Page> {
  return site.visit({ language, size: phone, path, signedIn: false, arrived: 'gj-scan-page' });
}
