import { expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { settled } from './settled.ts';

const size = { width: 390, height: 844 };

inBrowser('rows on a phone', (site) => {
  it.each([
    {
      language: 'zh' as const,
      words: {
        tab: '开票项明细',
        add: '添加行',
        row: '第 1 行',
        name: '商品名称',
        quantity: '数量',
        close: '关闭',
      },
      more: { remove: '删除行', undo: '撤销', none: '共 1 行' },
    },
    {
      language: 'en' as const,
      words: {
        tab: 'Lines',
        add: 'Add row',
        row: 'Row 1',
        name: 'Item name',
        quantity: 'Quantity',
        close: 'Close',
      },
      more: { remove: 'Delete row', undo: 'Undo', none: '1 row' },
    },
  ])(
    'are cards that open as forms: made, changed, deleted and brought back, in $language',
    async ({ language, words, more }) => {
      const page = await site().visit({ path: '/forms/invoice-application/new', size, language });
      await page.getByRole('tab', { name: words.tab }).click();
      const sheet = page.locator('gj-sheet');
      await sheet.getByRole('button', { name: words.add }).click();
      await page.getByRole('dialog', { name: words.row, exact: true }).waitFor();
      const form = page.locator('gj-sheet-row');
      await form.getByRole('textbox', { name: words.name, exact: true }).fill('咨询');
      await form.getByRole('textbox', { name: words.quantity, exact: true }).fill('2');
      await page.keyboard.press('Tab');
      await form.getByRole('button', { name: words.close }).click();
      const card = sheet.getByRole('listitem').getByRole('button', { name: /^咨询/ });
      await card.waitFor();
      expect(await card.innerText()).toContain(words.row);
      expect(await card.evaluate((button) => button.matches(':focus'))).toBe(true);
      await settled(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
      expect(await axeFindings(page)).toEqual([]);

      await card.click();
      await form.getByRole('textbox', { name: words.name, exact: true }).fill('培训');
      await page.keyboard.press('Tab');
      await form.getByRole('button', { name: words.close }).click();
      await sheet.getByRole('button', { name: /^培训/ }).click();
      await form.getByRole('button', { name: more.remove }).click();
      await expect.poll(() => sheet.getByRole('listitem').count()).toBe(0);
      await sheet.getByRole('button', { name: more.undo }).click();
      await sheet.getByRole('button', { name: /^培训/ }).waitFor();
      await sheet.getByText(more.none).waitFor();
    },
  );

  it('are found by a text, which is told of the row, and say what one chooses', async () => {
    const lines = Array.from({ length: 14 }, (_, at) => ({
      itemName: `服务${at + 1}`,
      quantity: '1',
      remark: at === 12 ? '加急' : '',
    }));
    const body = { buyerName: '星河贸易', sellerTaxNo: '91440300MA5D2AB31E', lines };
    const made = await site().node.ask('POST', '/api/forms/invoice-application/records', body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const page = await site().visit({ path: `/forms/invoice-application/${String(made.body['id'])}`, size });
    await page.getByRole('tab', { name: '开票项明细' }).click();
    const sheet = page.locator('gj-sheet');
    await sheet.getByRole('searchbox', { name: '在各行中查找' }).fill('加急');
    const found = sheet.locator('li[aria-current="true"]');
    await found.getByText('服务13').waitFor();
    await expect.poll(() => found.innerText()).toContain('加急');
    await expect
      .poll(() => found.evaluate((card) => card.getBoundingClientRect().top < window.innerHeight))
      .toBe(true);
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
    expect(await axeFindings(page)).toEqual([]);
    await sheet.getByRole('button', { name: '列', exact: true }).click();
    const quantity = page.getByRole('checkbox', { name: '数量', exact: true });
    await quantity.click();
    await page.keyboard.press('Escape');
    await expect.poll(() => found.innerText()).not.toContain('数量');
  });

  it('of a list say what one chooses, too', async () => {
    const page = await site().visit({ path: '/forms/invoice-item', size });
    await page.locator('gj-column-chooser').getByRole('button').first().click();
    await page.getByRole('checkbox').first().waitFor();
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
  });
});
