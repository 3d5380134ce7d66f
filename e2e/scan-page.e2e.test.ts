import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { deskAt, seller } from '../runtime/einvoicing/issuing/desk.suite.ts';
import { someOf } from '../workshop/it-long.ts';
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
  for (const size of [{ width: 1440, height: 900 }, { width: 1024, height: 768 }, phone]) {
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
    let codeId = '';
    const desk = () => deskAt(site().node);

    it('finds the code ready once its record is, by its action', async () => {
      await desk().simulate();
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
      codeId = id;
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

    it('says of a code of before there were keys that it has to be drawn again', async () => {
      const page = await site().visit();
      await page.route('**/api/forms/receipt-code/records/*', async (route) => {
        if (route.request().method() !== 'GET') return route.fallback();
        const answer = await route.fetch();
        return route.fulfill({
          response: answer,
          json: { ...(await answer.json()), code: 'http://localhost/scan/receipt-code/0198f6f0' },
        });
      });
      await page.goto(`${site().url}/forms/receipt-code/${codeId}`);
      await page.getByText('这是旧版二维码').waitFor();
      await picture(page, 'scan-drawn-before');
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

    it('is whole in the dark', async () => {
      const page = await customer(site(), 'zh', address, 'dark');
      await page.getByRole('button', { name: said.zh.send }).waitFor();
      await isWhole(page, 'scan-form-dark');
    });

    it('reads how long to wait, and what is wrong that stands beside no field', async () => {
      const page = await customer(site(), 'zh', address);
      const send = page.getByRole('button', { name: said.zh.send });
      await send.waitFor();
      const answer = (status: number, body: JsonObject) =>
        page.route('**/api/scan/*', (route) =>
          route.request().method() === 'POST'
            ? route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(body) })
            : route.fallback(),
        );
      await answer(429, { code: 'too-many-attempts', title: '', detail: '', params: { seconds: 7 } });
      await send.click();
      await page.getByText('请 7 秒后再试。').waitFor();
      await isWhole(page, 'scan-wait-zh');
      const errors = [{ path: '/remark', code: 'required', message: '请填写“备注”' }];
      await answer(422, { code: 'scan-refused', title: '', detail: '不能扫码开票', errors });
      await send.click();
      await page.getByText('请填写“备注”').waitFor();
      site().problems.length = 0;
    });

    it.each(['zh', 'en'] as const)('downloads in %s what was issued', async (language) => {
      const words = said[language];
      const page = await customer(site(), language, address);
      const field = (name: string) => page.getByRole('textbox', { name, exact: true });
      await field(words.amount).fill('106');
      await field(words.number).fill(`D-${language}`);
      await field(words.name).fill('顾客公司');
      await field(words.taxNo).fill('91500023MA0000001M');
      await page.getByRole('button', { name: words.send }).click();
      await page.getByRole('heading', { name: words.sent }).waitFor();
      const path = `${desk().records('invoice-application')}?view=manage&businessNumber=D-${language}`;
      const { body } = await site().node.ask('GET', path);
      const [made] = body['items'] as readonly JsonObject[];
      const id = String(made?.['id']);
      for (const action of ['submit', 'approve', 'issue']) {
        const { revision } = await desk().read('invoice-application', id);
        const at = `${desk().records('invoice-application')}/${id}/actions/${action}?org=SHOP`;
        const { status } = await site().node.ask('POST', at, {}, { 'if-match': `"${revision}"` });
        expect(status).toBe(200);
      }
      const [refresh, ready] =
        language === 'zh' ? ['刷新', '发票已开具'] : ['Refresh', 'Your invoice is ready'];
      await expect
        .poll(
          async () => {
            await site().node.node.run('issue');
            await site().node.node.run('outgoing');
            await page.getByRole('button', { name: refresh }).click();
            return page.getByRole('link', { name: /PDF/ }).count();
          },
          { timeout: 30_000 },
        )
        .toBe(1);
      await page.getByText(ready).waitFor();
      await isWhole(page, `scan-issued-${language}`);
      const href = await page.getByRole('link', { name: /PDF/ }).getAttribute('href');
      const file = await fetch(new URL(new URL(href ?? '').pathname, site().url));
      expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    });

    const states = [
      ['waiting', '商家正在处理', 'The shop is working on it', null],
      ['delayed', '开票遇到问题', 'There was a problem', null],
      ['refused', '商家没有受理', 'The shop did not accept', null],
      ['issued', '这张发票已作废', 'This invoice was voided', 'void'],
      ['issued', '这张发票已被红冲', 'This invoice was reversed', 'red'],
      ['issued', '文件稍后可下载', 'Files will be here shortly', 'normal'],
    ] as const;

    it.each(someOf(states, 3))('reads of a receipt that is %s: %s', async (state, zh, en, status) => {
      const invoices =
        status === null ? [] : [{ number: '26312000000000000001', gross: '106', status, files: [] }];
      const purchase = { gross: '106', businessNumber: 'R-1', at: '2026-11-25T01:00:00Z', number: 'KP-1' };
      const body = { ...purchase, seller: '门店', buyerName: '李**', state, invoices };
      for (const language of ['zh', 'en'] as const) {
        const page = await customer(site(), language, address);
        await page.route('**/api/scan/receipts/*', (route) => route.fulfill({ json: body }));
        await page.goto(`${site().url}/scan/receipts/${'A'.repeat(46)}`);
        await page.getByText(language === 'zh' ? zh : en).waitFor();
        await isWhole(page, `scan-receipt-${status ?? state}-${language}`);
      }
    });

    it.each([
      ['a code that is over', `/scan/${'A'.repeat(32)}`],
      ['a code of before there were keys', '/scan/receipt-code/0198f6f0-0000-7000-8000-000000000000'],
      ['an address that is no text', '/scan/%E0%A4%A'],
    ])('is told plainly: %s', async (_name, path) => {
      const page = await customer(site(), 'zh', path);
      await page.getByRole('heading', { name: said.zh.over }).waitFor();
      await isWhole(page, 'scan-over');
    });
  },
  { packages: ['platform', 'basis', 'invoicing'], story: true },
);

/** Opens an address as a stranger does, on a phone. */
async function customer(
  site: Site,
  language: 'zh' | 'en',
  path: string,
  theme: 'light' | 'dark' = 'light',
): Promise<Page> {
  return site.visit({ language, theme, size: phone, path, signedIn: false, arrived: 'gj-scan-page' });
}
