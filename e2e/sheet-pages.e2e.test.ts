import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { field, label, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const bill: JsonObject = {
  name: 'bill',
  kind: 'document',
  label: label('账单', 'Bill'),
  sharing: 'everybody',
  fields: [
    field('number', 'text', '编号', { required: true }),
    field('lines', 'entries', '明细', {
      rowsPerPage: 20,
      fields: [
        field('item', 'text', '货物', { required: true, length: 40 }),
        field('kind', 'choice', '类别', {
          options: [
            { value: 'a', label: label('原料', 'Material') },
            { value: 'b', label: label('辅料', 'Supplies') },
          ],
        }),
        field('amount', 'money', '金额', { required: true }),
        field('remark', 'text', '备注', { visible: { fact: 'kind', operator: 'equal', value: 'b' } }),
      ],
    }),
  ],
};

inBrowser('rows on pages', (site) => {
  let id = '';
  beforeAll(async () => {
    await publishFiles(site(), {
      'package.json': {
        name: 'bills',
        version: '1.0.0',
        guiju: { prefix: 'bi', label: label('账单', 'Bills') },
      },
      'forms/bill.json': bill,
    });
    const lines = Array.from({ length: 50 }, (_, at) => ({
      item: `货物 ${at + 1}`,
      kind: at === 44 ? 'b' : 'a',
      amount: '10.50',
      remark: '备注文字',
    }));
    const { body, status } = await site().node.ask('POST', '/api/forms/bill/records', {
      number: 'B1',
      lines,
    });
    expect(status).toBe(201);
    id = String(body['id']);
  });

  const open = async (language: 'zh' | 'en' = 'zh') => {
    const page = await site().visit({ path: `/forms/bill/${id}`, language });
    await page.locator('gj-sheet [role=gridcell]').first().waitFor();
    await settled(page);
    return page;
  };
  const rows = (page: Page) => page.locator('gj-sheet [role=row]:has([role=rowheader][data-row])').count();
  const at = (page: Page) => page.locator('gj-sheet #input').getAttribute('aria-label');
  const focused = (page: Page) =>
    page.evaluate(() => {
      let one = document.activeElement;
      while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
      return one?.getAttribute('aria-label');
    });
  const chosen = (page: Page) => page.getByRole('combobox', { name: '页', exact: true }).inputValue();

  it('a page has so many; keys, the pager and a new row turn it; sums are of all', async () => {
    const page = await open();
    expect(await rows(page)).toBe(20);
    await page.getByText('第 1–20 行').waitFor();
    await page.locator('gj-sheet .foot').getByText('525.00').waitFor();
    await page.getByRole('button', { name: '下一页' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('第 21–40 行').waitFor();
    expect([await at(page), await focused(page)]).toEqual(['货物 第 21 行', '下一页']);
    await page.keyboard.press('Enter');
    await page.getByText('第 41–50 行').waitFor();
    // At an end the button does nothing more: whoever pages by keys goes on from the list of pages.
    expect(await focused(page)).toBe('页');
    await page.getByRole('button', { name: '上一页' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('第 21–40 行').waitFor();
    expect(await focused(page)).toBe('上一页');
    await page.locator('gj-sheet #input').focus();
    for (let step = 0; step < 20; step += 1) await page.keyboard.press('ArrowDown');
    expect([await at(page), await chosen(page)]).toEqual(['货物 第 41 行', '2']);
    await page.keyboard.press('ArrowUp');
    expect([await at(page), await chosen(page)]).toEqual(['货物 第 40 行', '1']);
    await page.getByRole('button', { name: '添加行' }).click();
    expect(await at(page)).toBe('货物 第 51 行');
    await page.getByText('第 41–51 行').waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('0.50');
    await page.keyboard.press('Enter');
    await page.locator('gj-sheet .foot').getByText('525.50').waitFor();
  });

  it('what is wrong on another page is told, and one is led there', async () => {
    const page = await open();
    await page.locator('gj-sheet #input').focus();
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: '下一页' }).click();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect.poll(() => at(page)).toBe('货物 第 1 行');
    await page.getByRole('button', { name: '下一页' }).click();
    const elsewhere = page.getByRole('button', { name: '其他页有 1 处问题' });
    await elsewhere.waitFor();
    await settled(page);
    await picture(page, 'rows-problems');
    expect(await cutElements(page)).toEqual([]);
    expect(await axeNow(page)).toEqual([]);
    await elsewhere.click();
    expect([await at(page), await chosen(page)]).toEqual(['货物 第 1 行', '0']);
  });

  it('are cards on a phone, on the same pages, which tell what is wrong on others', async () => {
    const page = await site().visit({ path: `/forms/bill/${id}`, size: { width: 390, height: 844 } });
    const cards = page.locator('gj-sheet').getByRole('listitem');
    await expect.poll(() => cards.count()).toBe(20);
    const first = await cards.first().innerText();
    await cards.first().click();
    const form = page.locator('gj-sheet-row');
    await form.getByRole('textbox', { name: '货物' }).fill('');
    await page.keyboard.press('Tab');
    await form.getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    // It is led to the row that is wrong.
    await page.getByRole('dialog', { name: '第 1 行', exact: true }).waitFor();
    await form.getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: '下一页' }).click();
    await expect.poll(() => cards.first().innerText()).not.toContain('第 1 行');
    const elsewhere = page.getByRole('button', { name: '其他页有 1 处问题' });
    await elsewhere.waitFor();
    await settled(page);
    await picture(page, 'rows-cards');
    expect(await axeNow(page)).toEqual([]);
    await elsewhere.click();
    await expect.poll(() => cards.first().innerText()).toContain('第 1 行');
    expect(await cards.first().innerText()).not.toBe(first);
  });

  it('a text is found in what rows show, whichever page they are on', async () => {
    const page = await open();
    await page.locator('gj-sheet #input').focus();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('辅料');
    await page.getByText('1/1').waitFor();
    expect([await at(page), await chosen(page)]).toEqual(['类别 第 45 行', '2']);
    const box = page.getByRole('searchbox', { name: '在各行中查找' });
    await box.fill('货物 1');
    await page.getByText('1/11').waitFor();
    await box.press('Enter');
    await page.getByText('2/11').waitFor();
    expect(await at(page)).toBe('货物 第 10 行');
    await settled(page);
    await picture(page, 'rows-found');
    await page.setViewportSize({ width: 1024, height: 768 });
    await settled(page);
    await picture(page, 'rows-found-1024');
    expect(await cutElements(page)).toEqual([]);
    expect(await axeNow(page)).toEqual([]);
    await box.press('Shift+Enter');
    expect(await at(page)).toBe('货物 第 1 行');
    // Of all rows one alone shows it: in the others its condition does not hold.
    await box.fill('备注文字');
    await page.getByText('1/1', { exact: true }).waitFor();
    expect(await at(page)).toBe('备注 第 45 行');
    await box.fill('10.50');
    await box.press('Enter');
    await page.getByText('46/50').waitFor();
    expect(await at(page)).toBe('金额 第 46 行');
    await box.fill('没有这个');
    await page.getByText('没有找到').waitFor();
    await box.press('Escape');
    expect(await page.locator('gj-sheet .cell.found').count()).toBe(0);
    expect(await page.locator('gj-sheet #input:focus').count()).toBe(1);
  });

  it('leave the wheel to the page once they are at their end', async () => {
    const page = await open();
    await page.setViewportSize({ width: 1440, height: 500 });
    await page.locator('gj-sheet .scroller').hover({ position: { x: 200, y: 80 } });
    const top = async () => (await page.locator('gj-sheet').boundingBox())?.y ?? 0;
    const before = await top();
    for (let turn = 0; turn < 20; turn += 1) await page.mouse.wheel(0, 200);
    await expect.poll(top).toBeLessThan(before);
  });

  it('are told in English', async () => {
    const page = await open('en');
    await page.getByText('Rows 1–20').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    await picture(page, 'rows-en-dark');
    expect(await axeNow(page)).toEqual([]);
  });
});
