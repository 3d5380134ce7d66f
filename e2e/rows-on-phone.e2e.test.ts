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
});
