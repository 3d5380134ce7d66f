import { expect, it } from 'vitest';
import { deskAt, serviceLine } from '../runtime/einvoicing/issuing/desk.suite.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

inBrowser('a field of many documents', (site) => {
  it('is changed where it can be, and those where it cannot are told beforehand', async () => {
    const desk = deskAt(site().node);
    await desk.simulate();
    const begun = { buyerName: '买方', invoiceType: '10xdp', lines: [serviceLine] };
    const ids = [await desk.make('invoice-application', begun)];
    for (let at = 0; at < 2; at++) ids.push(await desk.approved({ lines: [serviceLine] }));
    for (const id of ids.slice(1))
      expect((await desk.act('invoice-application', id, 'plan')).status).toBe(200);
    for (const [language, change, said] of [
      [
        'zh',
        '修改字段',
        '其中 2 条现在不能修改：已生成待开发票的申请单不能修改：待开发票未开具的，先删除它们',
      ],
      ['en', 'Change a field', '2 of these cannot be changed now: An application with pending invoices'],
    ] as const) {
      const page = await site().visit({ path: '/forms/invoice-application', language });
      for (const id of ids) {
        const { number } = await desk.read('invoice-application', id);
        await page.getByRole('checkbox', { name: new RegExp(String(number)) }).click();
      }
      const picked = page.locator('gj-list-picked');
      // There is no room for it beside the actions of the form.
      await picked.getByText(language === 'en' ? 'More' : '更多', { exact: true }).click();
      await page.getByRole('menuitem', { name: change }).click();
      const dialog = page.locator('gj-bulk-edit');
      await dialog.getByRole('status').filter({ hasText: said }).waitFor();
      for (const size of [
        { width: 1440, height: 900 },
        { width: 1024, height: 768 },
      ]) {
        await page.setViewportSize(size);
        await settled(page);
        await picture(page, `bulk-locked-${language}-${size.width}`);
      }
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.close();
    }
  });
});
