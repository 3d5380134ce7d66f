import { expect, it } from 'vitest';
import { deskAt, seller } from '../runtime/einvoicing/issuing/desk.suite.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

const line = {
  ...{ itemName: '服务费', taxCode: '3040000000000000000', rate: '0.06' },
  ...{ amount: '-200', tax: '-12', gross: '-212' },
};
const now = Date.parse('2026-11-25T06:03:00Z');

inBrowser(
  'red confirmations',
  (site) => {
    const made = (status: string, enteredBy: string) =>
      deskAt(site().node).make('red-confirmation', {
        ...{ status, enteredBy, source: 'manual', redReason: 'return', buyerName: '甲' },
        ...{ sellerTaxNo: seller, enteredAt: new Date(now).toISOString(), lines: [line] },
      });

    it('say who acts next and until when, and their list shows those that wait for us', async () => {
      const [ours, theirs] = [await made('03', 'buyer'), await made('02', 'seller')];
      const page = await site().visit({ path: `/forms/red-confirmation/${ours}` });
      const note = page.locator('gj-confirmation-next p');
      await expect
        .poll(() => note.innerText())
        .toMatch(/等我方处理\s*请在 2026-11-28 \d\d:03 前提交、审核后确认，或直接拒绝，逾期失效/);
      await isSound(page, 'confirmation-next');
      await page.goto(`/forms/red-confirmation/${theirs}`);
      await expect
        .poll(() => note.innerText())
        .toMatch(/下一步\s*等待购方在 2026-11-28 \d\d:03 前答复，逾期失效/);
      await page.goto('/forms/red-confirmation');
      await page.getByRole('button', { name: '等我方处理（1）' }).click();
      await page.getByRole('link', { name: /^HZQR/ }).first().waitFor();
      await expect.poll(() => page.getByRole('link', { name: /^HZQR/ }).count()).toBe(1);
      await isSound(page, 'confirmations-waiting');
      const others = page.getByRole('button', { name: '等对方处理（1）' });
      await others.focus();
      await page.keyboard.press('Space');
      await expect.poll(() => others.getAttribute('aria-pressed')).toBe('true');
      await page.goto('/');
      await page.getByRole('link', { name: /^1 红字等我方处理/ }).click();
      await page.getByRole('button', { name: '等我方处理（1）', pressed: true }).waitFor();
    });
  },
  { packages: ['platform', 'basis', 'invoicing'], clock: () => now },
);
