import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { deskAt, serviceLine } from '../runtime/einvoicing/issuing/desk.suite.ts';
import { inBrowser } from './browser.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

inBrowser('a discount on the page of an application', (site) => {
  it('is typed as a line kind, and issued with the line above it', async () => {
    const desk = deskAt(site().node);
    await desk.simulate();
    const { itemName, taxCode } = serviceLine;
    const line = (amount: string) => ({ itemName, taxCode, rate: '0.13', amount });
    const id = await desk.approved({ lines: [line('500'), line('-100')] });
    const page = await site().visit({ path: `/forms/invoice-application/${id}` });
    await page.getByRole('button', { name: '一键开票', exact: true }).click();
    const preview = page.locator('gj-desk-plan');
    await preview.getByText('第 2 行 -¥100.00 与其他行正负相反').waitFor();
    await settled(page);
    await picture(page, 'discounts-preview-zh');
    await page.keyboard.press('Escape');
    // What is approved is corrected once it was sent back.
    expect((await desk.act('invoice-application', id, 'un-approve')).status).toBe(200);
    await page.reload();
    await page.getByRole('tab', { name: '开票项明细' }).click();
    await page.getByRole('gridcell', { name: '-100.00' }).click();
    await page.keyboard.press('Alt+Enter');
    const row = page.locator('gj-sheet-row');
    const kind = row.getByRole('combobox', { name: '行性质' });
    await kind.fill('折扣行');
    await kind.press('Tab');
    await row.getByRole('button', { name: '上一行' }).click();
    await kind.fill('被折扣行');
    await kind.press('Enter');
    // Leaving the drawer empties nothing in it.
    await page.keyboard.press('Escape');
    await row.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect
      .poll(async () =>
        ((await desk.read('invoice-application', id))['lines'] as JsonObject[]).map((one) => one['kind']),
      )
      .toEqual(['discounted', 'discount']);
    await settled(page);
    for (const action of ['submit', 'approve'])
      expect((await desk.act('invoice-application', id, action)).status).toBe(200);
    await page.reload();
    await page.getByRole('button', { name: '一键开票', exact: true }).click();
    await preview.getByRole('button', { name: '开票 1 张' }).waitFor();
    await settled(page);
    await picture(page, 'discounts-issue-zh');
  });
});
