import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { allowHost } from '../runtime/access/egress/allow-host.suite.ts';
import { requireForm } from '../runtime/einvoicing/forms/forms.ts';
import { deskAt, seller } from '../runtime/einvoicing/issuing/desk.suite.ts';
import { asPlatform } from '../runtime/einvoicing/issuing/documents/document-forms.ts';
import { license } from '../runtime/einvoicing/issuing/license.suite.ts';
import { quotaBook } from '../runtime/einvoicing/issuing/quota/ledger.ts';
import { openBook } from '../workshop/bureau/book.ts';
import { createBureau } from '../workshop/bureau/bureau.ts';
import { serveBureau } from '../workshop/bureau/serve-bureau.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { settled } from './settled.ts';

/** 10:00 in Shanghai. */
const clock = () => Date.UTC(2026, 10, 20, 2);

inBrowser(
  'what months bring',
  (site) => {
    it('the home page says first which quota runs out and which summary waits; Leqi’s quota is returned by hand', async () => {
      const { node } = site();
      const desk = deskAt(node);
      const call = asPlatform(node.tenant.systemCall());
      const id = await desk.make('quota-account', {
        taxNo: seller,
        month: '2026-11',
        given: '1000',
        leqi: true,
      });
      await node.tenant.store.atOnce<JsonObject>(call, async (transaction) => {
        const asked = { taxNo: seller, month: '2026-11', net: '790', byLeqi: true, request: 'a' };
        await quotaBook(transaction, call)?.reserve(asked);
        await quotaBook(transaction, call)?.reserve({ ...asked, net: '170', byLeqi: false, request: 'b' });
        await transaction.create(requireForm(call, 'leqi-summary'), {
          ...{
            taxNo: seller,
            month: '2026-10',
            confirmsOn: '2026-11-25',
            invoices: 3,
            net: '300',
            tax: '18',
          },
          types: [{ invoiceType: '10xdp', invoices: 3, net: '300', tax: '18' }],
        });
        return {};
      });
      const page = await site().visit({ path: '/' });
      const first = page.getByRole('list', { name: '需要处理' });
      await first.getByText('的本月发票额度已用 95% 以上').waitFor();
      await first.getByText('剩余 ¥40.00，按目前速度将于 2026-11-21 用完').waitFor();
      const summary = first.getByRole('listitem').filter({ hasText: '2026-10 的乐企汇总' });
      await summary.getByText('到期未确认将自动确认').waitFor();
      await summary.getByText(/11-25 00:00/).waitFor();
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);

      await first.getByRole('link', { name: /本月发票额度/ }).click();
      await page.getByRole('button', { name: '退回乐企额度' }).click();
      const dialog = page.locator('gj-form-dialog');
      await dialog.getByText('乐企已下载未使用 ¥10.00').waitFor();
      await dialog.getByRole('textbox', { name: '退回金额（不含税）' }).fill('10.01');
      await dialog.getByRole('textbox', { name: '原因' }).fill('月末退回');
      await dialog.getByText('最多 10.00').waitFor();
      await dialog.getByRole('textbox', { name: '退回金额（不含税）' }).fill('10');
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await dialog.getByRole('button', { name: '退回', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      expect(await desk.read('quota-account', id)).toMatchObject({ downloaded: '790', left: '40' });

      await page.goBack();
      await first.getByRole('link', { name: /乐企汇总/ }).click();
      await page.getByRole('button', { name: '汇总确认' }).click();
      await page.locator('gj-dialog').getByRole('button', { name: '汇总确认' }).click();
      // Nothing of what it says was issued here: it is shown the figures of now, and confirmed then.
      await page.getByText('已更新为 0 张、金额 ¥0.00、税额 ¥0.00').waitFor();
      const english = await site().visit({ path: '/', language: 'en' });
      await english.getByText('over 95% of this month’s invoice quota').waitFor();
    });

    it('accounts are taken over by a button that stands there while the parameter says so', async () => {
      const { node } = site();
      const desk = deskAt(node);
      const bureau = createBureau(openBook(), clock);
      const served = await serveBureau({ bureau });
      await license(node, seller);
      await allowHost(node, served.url);
      await desk.make('channel', {
        name: '税控云',
        channelKind: 'tax-control',
        url: served.url,
        patience: 2,
      });
      const typed = { login: 'old', name: '旧账号', drawer: '李四', channel: 'rpa', online: true };
      await desk.make('tax-account', { ...typed, taxNo: seller });
      bureau.setMood({
        accounts: [{ taxNo: seller, login: 'new', name: '新账号', drawer: '张三', online: true }],
      });
      const button = { name: '从税控系统云同步' };
      const off = await site().visit({ path: '/forms/tax-account' });
      await off.getByText('旧账号').waitFor();
      await settled(off);
      expect(await off.getByRole('button', button).count()).toBe(0);
      await desk.set('system/syncTaxAccounts', true);
      const page = await site().visit({ path: '/forms/tax-account' });
      await page.getByRole('button', button).click();
      await page.getByText('新增 1：').waitFor();
      await page.getByText('已离线 1：').waitFor();
      await page.getByRole('link', { name: '新账号' }).first().waitFor();
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('button', button).click();
      await page.getByText('没有变化').waitFor();
      const english = await site().visit({ path: '/forms/tax-account', language: 'en' });
      await english.getByRole('button', { name: 'Synchronise from the tax-control cloud' }).click();
      await english.getByText('Nothing changed').waitFor();
      await served.close();
    });
  },
  { clock },
);
