import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { itLong } from '../workshop/it-long.ts';
import { themes } from '../workshop/runs.ts';
import { axeFindings } from './axe.ts';
import { openSheetPage, type SheetPage } from './open-sheet.ts';

describe('the sheet', () => {
  let site: SheetPage;
  beforeAll(async () => {
    site = await openSheetPage();
  });
  afterEach(async () => {
    for (const context of site.browser.contexts()) await context.close();
    expect(site.problems.splice(0)).toEqual([]);
  });
  afterAll(async () => site?.close());

  const show = (page: Page, rows: number, cols = 12) => page.evaluate(`sheetPage.show(${rows}, ${cols})`);
  const value = (page: Page, row: number, name: string) =>
    page.evaluate(`sheetPage.value(${row}, '${name}')`);
  const count = (page: Page) => page.evaluate('sheetPage.sheet.rows.length');
  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const times = (number: number, key: string) => Array.from({ length: number }, () => key);
  const cell = (page: Page, row: number, col: number) =>
    page.locator(`gj-sheet [aria-rowindex="${row + 2}"] [role=gridcell][aria-colindex="${col + 2}"]`);
  const label = (page: Page) => page.locator('gj-sheet #input').getAttribute('aria-label');
  const footer = (page: Page) => page.locator('gj-sheet footer').innerText();
  const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
  const paste = async (page: Page, text: string) => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press('Control+v');
  };

  it('takes a Chinese word from the first key of an input method, with nothing opened before', async () => {
    const page = await site.visit();
    await show(page, 3);
    const cdp = await page.context().newCDPSession(page);
    const compose = (text: string) =>
      cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    // Keys of an input method say 229, and none of them moves the cell.
    const processed = { type: 'keyDown', key: 'Process', windowsVirtualKeyCode: 229 } as const;
    for (const text of ['z', 'zh', 'zhuan']) {
      await cdp.send('Input.dispatchKeyEvent', processed);
      await compose(text);
    }
    expect(await page.locator('gj-sheet #input').inputValue()).toBe('zhuan');
    await cdp.send('Input.insertText', { text: '专票' });
    await press(page, 'Enter');
    expect(await value(page, 0, 'item')).toBe('专票');
    expect(await label(page)).toBe('货物名称 第 2 行');
  });

  it('replaces by typing, goes on with F2, takes back with Escape, and moves as in a sheet', async () => {
    const page = await site.visit();
    await show(page, 3);
    await page.keyboard.type('first');
    await press(page, 'Tab');
    await page.keyboard.type('A1');
    await press(page, 'Enter');
    expect(await label(page)).toBe('货物名称 第 2 行');
    expect([await value(page, 0, 'item'), await value(page, 0, 'code')]).toEqual(['first', 'A1']);
    await press(page, 'ArrowUp', 'F2');
    await page.keyboard.type('!');
    await press(page, 'Enter');
    expect(await value(page, 0, 'item')).toBe('first!');
    await page.keyboard.type('nothing');
    await press(page, 'Escape');
    expect(await value(page, 1, 'item')).toBe('增值税专用发票货物 2');
    await press(page, 'Delete');
    expect(await value(page, 1, 'item')).toBe(null);
    await press(page, 'Control+z');
    expect(await value(page, 1, 'item')).toBe('增值税专用发票货物 2');
    await press(page, 'Control+y');
    expect(await value(page, 1, 'item')).toBe(null);
  });

  it('reads what is typed by the kind, and keeps what is no value, marked and told', async () => {
    const page = await site.visit();
    await show(page, 2);
    await page.evaluate(() => {
      const found: unknown[] = [];
      Object.assign(globalThis, { found });
      document
        .querySelector('gj-sheet')
        ?.addEventListener('flaws-changed', (event) => found.push((event as CustomEvent).detail));
    });
    await press(page, ...times(8, 'ArrowRight'));
    await page.keyboard.type('20270105');
    await press(page, 'Enter');
    expect(await value(page, 0, 'day')).toBe('2027-01-05');
    await page.keyboard.type('2027-02-30');
    await press(page, 'Enter');
    expect(await cell(page, 1, 8).innerText()).toBe('2027-02-30');
    expect(await cell(page, 1, 8).getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate('found')).toMatchObject([
      { cells: ['1/day'], sentence: expect.stringContaining('第 2 行') },
    ]);
    await press(page, 'Control+Home', 'F8');
    expect(await label(page)).toBe('日期 第 2 行');
    await expect.poll(() => page.locator('gj-sheet #bubble').isVisible()).toBe(true);
    await page.keyboard.type('2027-02-28');
    await press(page, 'Enter');
    expect(await value(page, 1, 'day')).toBe('2027-02-28');
    expect(await page.evaluate('found')).toMatchObject([{ cells: ['1/day'] }, { cells: [], sentence: null }]);
  });

  it.each([0, 1, 3])('with %i rows is as high as they are: nothing of it is scrolled to', async (rows) => {
    const page = await site.visit();
    await show(page, rows);
    const beyond = () =>
      page.locator('gj-sheet .scroller').evaluate((one) => one.scrollHeight - one.clientHeight);
    await press(page, ...times(rows, 'ArrowDown'));
    expect(await beyond()).toBe(0);
    if (rows === 0) return;
    // What is wrong in the last row is read above it, where nothing is below.
    await press(page, 'ArrowUp', ...times(8, 'ArrowRight'));
    await page.keyboard.type('2027-02-30');
    await press(page, 'Enter', 'ArrowUp');
    const bubble = page.locator('gj-sheet #bubble');
    await expect.poll(() => bubble.isVisible()).toBe(true);
    const [box, frame] = [await bubble.boundingBox(), await page.locator('gj-sheet .scroller').boundingBox()];
    expect(box && frame && box.y >= frame.y && box.y + box.height <= frame.y + frame.height).toBe(true);
    expect(await beyond()).toBe(0);
  });

  it('tells what is wrong in its last column in sight within its edge', async () => {
    const page = await site.visit();
    await page.setViewportSize({ width: 700, height: 768 });
    await show(page, 4);
    // The column of days is brought to the edge, and no further.
    await press(page, ...times(8, 'ArrowRight'));
    await page.keyboard.type('2027-02-30');
    await press(page, 'Enter', 'ArrowUp');
    const bubble = page.locator('gj-sheet #bubble');
    await expect.poll(() => bubble.isVisible()).toBe(true);
    const [box, frame] = [await bubble.boundingBox(), await page.locator('gj-sheet .scroller').boundingBox()];
    const [start, end] = [box?.x ?? 0, (box?.x ?? 0) + (box?.width ?? 0)];
    const [first, last] = [frame?.x ?? 0, (frame?.x ?? 0) + (frame?.width ?? 0)];
    expect([start >= first, end <= last, end > last - 200]).toEqual([true, true, true]);
  });

  it('begins a row by typing below the last one', async () => {
    const page = await site.visit();
    await show(page, 2);
    await press(page, 'ArrowDown', 'ArrowDown');
    expect(await count(page)).toBe(2);
    await page.keyboard.type('new');
    await press(page, 'Enter');
    expect([await count(page), await value(page, 2, 'item')]).toEqual([3, 'new']);
    expect(await label(page)).toBe('货物名称 第 4 行');
  });

  it('pastes 500 rows of a spreadsheet: rows grow, kinds read, nothing is dropped in silence', async () => {
    const page = await site.visit();
    await show(page, 20);
    const line = (at: number) => [
      `货物 ${at}`,
      `007${at}`,
      at === 7 ? '桶' : '箱',
      '1,234.5',
      '2',
      '3.10',
      '13%',
      '9.99',
    ];
    await press(page, 'ArrowDown');
    await paste(page, Array.from({ length: 500 }, (_, at) => line(at).join('\t')).join('\r\n'));
    await expect.poll(() => count(page)).toBe(501);
    expect(await page.evaluate('sheetPage.sheet.rows[1]')).toMatchObject({
      item: '货物 0',
      code: '0070',
      unit: 'box',
      quantity: '1234.5',
      amount: '3.1',
      rate: '0.13',
    });
    expect(await value(page, 500, 'item')).toBe('货物 499');
    expect(await cell(page, 8, 2).innerText()).toBe('桶');
    expect(await cell(page, 8, 2).getAttribute('aria-invalid')).toBe('true');
    expect(await footer(page)).toMatch(/500 个单元格只读.*1 个单元格的内容不能识别/s);
    expect(await page.evaluate('sheetPage.changes.length')).toBe(1);
    await press(page, 'Control+z');
    expect(await count(page)).toBe(20);
    expect(await value(page, 1, 'item')).toBe('增值税专用发票货物 2');
  });

  it('copies as a spreadsheet does, and what was copied is pasted again', async () => {
    const page = await site.visit();
    await show(page, 5);
    await press(page, 'Shift+ArrowDown', ...times(2, 'Shift+ArrowRight'), 'Control+c');
    expect(await clipboard(page)).toBe(
      '增值税专用发票货物 1\t1000000\t件\r\n增值税专用发票货物 2\t1000001\t箱',
    );
    const html = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return (await item?.getType('text/html'))?.text();
    });
    expect(html).toContain('<td');
    await press(page, 'ArrowDown', 'ArrowDown', 'Control+v');
    await expect.poll(() => value(page, 3, 'unit')).toBe('box');
    // Several lines in one cell stay one cell.
    await press(page, 'Control+Home', ...times(11, 'ArrowRight'), 'Control+c');
    expect(await clipboard(page)).toBe('"第一行\n第二行"');
    await press(page, 'ArrowDown', 'Control+v');
    await expect.poll(() => value(page, 1, 'note')).toBe('第一行\n第二行');
    expect(await count(page)).toBe(5);
  });

  it('is quick with 2,000 rows because only what is seen is there', async () => {
    const page = await site.visit();
    await show(page, 2000, 30);
    const rows = () => page.locator('gj-sheet [role=row]').count();
    const cells = () => page.locator('gj-sheet [role=gridcell]').count();
    expect(await rows()).toBeLessThan(45);
    expect(await cells()).toBeLessThan(45 * 18);
    await press(page, 'Control+ArrowDown');
    expect(await label(page)).toBe('货物名称 第 2000 行');
    expect(await cell(page, 1999, 0).innerText()).toBe('增值税专用发票货物 2000');
    await press(page, 'End');
    expect(await label(page)).toBe('字段16 第 2000 行');
    await expect.poll(() => cell(page, 1999, 29).isVisible()).toBe(true);
    // A column that stays at the left is still there.
    expect(await cell(page, 1999, 0).isVisible()).toBe(true);
    await press(page, 'Control+Home');
    await expect.poll(() => cell(page, 0, 1).isVisible()).toBe(true);
    await press(page, 'PageDown', 'PageDown');
    const at = Number(/第 (\d+) 行/.exec((await label(page)) ?? '')?.[1]);
    expect(at).toBeGreaterThan(20);
    expect(await cell(page, at - 1, 0).innerText()).toBe(`增值税专用发票货物 ${at}`);
    const grid = page.locator('gj-sheet [role=grid]');
    expect([await grid.getAttribute('aria-rowcount'), await grid.getAttribute('aria-colcount')]).toEqual([
      // With the head and the totals.
      '2003',
      '31',
    ]);
  });

  itLong('counts thousands of rows in either language', async () => {
    const page = await site.visit();
    await page.evaluate(`sheetPage.show(2000, 4, 'en')`);
    expect(await footer(page)).toBe('2,000 rows');
    await press(page, 'Control+Shift+ArrowDown');
    expect(await footer(page)).toMatch(/^2,000 rows\s+2,000 rows × 1 column selected$/);
    await page.evaluate('sheetPage.show(2000, 4)');
    await press(page, 'Control+Home', 'Control+Shift+ArrowDown');
    expect(await footer(page)).toMatch(/^共 2,000 行\s+已选 2,000 行 × 1 列$/);
  });

  it('adds, inserts, copies, moves and deletes rows by keyboard, and undoes it all', async () => {
    const page = await site.visit();
    await show(page, 3);
    const items = () => page.evaluate('sheetPage.sheet.rows.map((row) => (row.item ?? "").slice(-1)).join()');
    const before = await page.evaluate('JSON.stringify(sheetPage.sheet.rows)');
    await press(page, 'ArrowDown', 'Insert');
    expect(await items()).toBe('1,,2,3');
    await press(page, 'Control+Delete');
    expect(await items()).toBe('1,2,3');
    await press(page, 'Control+Shift+D');
    expect(await items()).toBe('1,2,2,3');
    await press(page, 'Alt+Shift+ArrowUp', 'Alt+Shift+ArrowUp');
    expect(await items()).toBe('2,1,2,3');
    await press(page, 'Alt+Insert');
    expect(await items()).toBe('2,1,2,3,');
    expect(await page.evaluate('new Set(sheetPage.sheet.rows.map(({ id }) => id)).size')).toBe(5);
    await press(page, ...times(6, 'Control+z'));
    expect(await page.evaluate('JSON.stringify(sheetPage.sheet.rows)')).toBe(before);
  });

  it('begins a new row at its first cell, wherever one was', async () => {
    const page = await site.visit();
    await show(page, 2);
    await press(page, 'End', 'Alt+Insert');
    await page.keyboard.type('added');
    await press(page, 'Enter');
    expect(await value(page, 2, 'item')).toBe('added');
  });

  itLong('does the same with its buttons', async () => {
    const page = await site.visit();
    await show(page, 2);
    await page.getByRole('button', { name: '添加行' }).click();
    expect(await count(page)).toBe(3);
    await page.keyboard.type('by button');
    await press(page, 'Enter');
    expect(await value(page, 2, 'item')).toBe('by button');
    await page.getByRole('button', { name: '撤销' }).click();
    expect(await value(page, 2, 'item')).toBeUndefined();
  });

  it('fills down with Ctrl+D and with the handle, and sums what is marked', async () => {
    const page = await site.visit();
    await show(page, 2000);
    await press(page, 'ArrowRight', 'Control+Shift+ArrowDown', 'Control+d');
    expect([await value(page, 1, 'code'), await value(page, 1999, 'code')]).toEqual(['1000000', '1000000']);
    await press(page, 'Control+Home', ...times(5, 'ArrowRight'), ...times(2, 'Shift+ArrowDown'));
    expect(await footer(page)).toMatch(/已选 3 行 × 1 列.*金额 合计：112\.50/s);
    await press(page, 'Control+Home', 'ArrowRight', 'ArrowRight');
    const handle = await page.locator('gj-sheet .handle').boundingBox();
    const below = await cell(page, 4, 2).boundingBox();
    if (!handle || !below) throw new Error('nothing to draw with');
    await page.mouse.move(handle.x + 4, handle.y + 4);
    await page.mouse.down();
    await page.mouse.move(below.x + 20, below.y + 10, { steps: 4 });
    await page.mouse.up();
    expect(await page.evaluate('sheetPage.sheet.rows.slice(0, 6).map(({ unit }) => unit).join()')).toBe(
      'piece,piece,piece,piece,piece,kg',
    );
  });

  it('picks options by typing and from a list, ticks with the space bar, marks with the mouse', async () => {
    const page = await site.visit();
    await show(page, 3);
    await press(page, 'ArrowRight', 'ArrowRight');
    await page.keyboard.type('千');
    await page.getByRole('option', { name: '千克' }).waitFor();
    await press(page, 'Enter');
    expect(await value(page, 0, 'unit')).toBe('kg');
    await press(page, 'Alt+ArrowDown');
    expect(await page.getByRole('option').allInnerTexts()).toHaveLength(3);
    expect(await page.getByRole('option', { selected: true }).innerText()).toContain('箱');
    await press(page, 'ArrowUp', 'Enter');
    expect(await value(page, 1, 'unit')).toBe('piece');
    await press(page, 'Control+Home', ...times(9, 'ArrowRight'), 'Space');
    expect(await value(page, 0, 'free')).toBe(false);
    await cell(page, 1, 9).locator('[data-box]').click();
    expect(await value(page, 1, 'free')).toBe(true);
    const [from, to] = [await cell(page, 0, 0).boundingBox(), await cell(page, 2, 2).boundingBox()];
    if (!from || !to) throw new Error('no cells');
    await page.mouse.move(from.x + 5, from.y + 5);
    await page.mouse.down();
    await page.mouse.move(to.x + 5, to.y + 5, { steps: 3 });
    await page.mouse.up();
    expect(await footer(page)).toContain('已选 3 行 × 3 列');
    await cell(page, 1, 0).dblclick();
    await page.keyboard.type('+');
    await press(page, 'Tab');
    expect(await value(page, 1, 'item')).toBe('增值税专用发票货物 2+');
  });

  it('narrows an open list by what is typed then, and the list of several by the last of them', async () => {
    const page = await site.visit();
    await show(page, 3);
    const offered = () => page.getByRole('option').allInnerTexts();
    const names = async () => (await offered()).map((text) => text.split(/\s/)[0]);
    await press(page, 'ArrowRight', 'ArrowRight', 'Alt+ArrowDown');
    await expect.poll(names).toHaveLength(3);
    await page.keyboard.type('千');
    await expect.poll(names).toEqual(['千克']);
    await press(page, 'Enter');
    expect(await value(page, 0, 'unit')).toBe('kg');
    await press(page, 'Control+Home', ...times(10, 'ArrowRight'));
    await page.keyboard.type('件,');
    await expect.poll(names).toEqual(['件', '箱', '千克']);
    await page.keyboard.type('千');
    await expect.poll(names).toEqual(['千克']);
    await press(page, 'Enter');
    expect(await value(page, 0, 'tags')).toEqual(['piece', 'kg']);
    await page.keyboard.type('箱、');
    await page.getByRole('option', { name: '千克' }).click();
    expect(await value(page, 1, 'tags')).toEqual(['box', 'kg']);
    // What is no option is told as before.
    await press(page, 'ArrowDown');
    await page.keyboard.type('件,桶');
    await expect.poll(names).toEqual([]);
    await press(page, 'Tab');
    expect(await value(page, 2, 'tags')).toBeNull();
  });

  it('opens the control of a kind over its cell and comes back to it', async () => {
    const page = await site.visit();
    await show(page, 3);
    await press(page, ...times(8, 'ArrowRight'), 'Alt+ArrowDown');
    await page.locator('gj-sheet-panel vaadin-date-picker[opened]').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('gj-sheet-panel').waitFor({ state: 'detached' });
    await press(page, 'ArrowRight', 'ArrowRight', 'F2');
    await page.locator('gj-sheet-panel vaadin-multi-select-combo-box').waitFor();
    await page.getByRole('option', { name: '件' }).click();
    await expect.poll(() => value(page, 0, 'tags')).toEqual(['piece', 'box']);
    // A click elsewhere closes it.
    await page.mouse.click(700, 850);
    await page.locator('gj-sheet-panel').waitFor({ state: 'detached' });
    await cell(page, 2, 0).click();
    await press(page, 'Control+Home', 'End', 'F2');
    const area = page.locator('gj-sheet-panel textarea');
    await area.waitFor();
    await expect.poll(() => area.evaluate((element) => element.matches(':focus'))).toBe(true);
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' 完');
    await page.keyboard.press('Control+Enter');
    expect(await value(page, 0, 'note')).toBe('第一行\n第二行 完');
    await press(page, 'ArrowLeft');
    expect(await label(page)).toBe('标签 第 1 行');
  });

  it('lets one out: Escape, then Tab; a sheet that may only be read is left at once', async () => {
    const page = await site.visit();
    await show(page, 3);
    await press(page, 'Tab');
    expect(await label(page)).toBe('编码 第 1 行');
    await press(page, 'Escape', 'Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('after');
    await press(page, 'Shift+Tab');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('GJ-SHEET');
    await page.evaluate('sheetPage.sheet.readonly = true');
    await page.keyboard.type('x');
    expect(await value(page, 0, 'code')).toBe('1000000');
    expect(await footer(page)).toContain('只读');
    await press(page, 'Delete', 'Control+d', 'Insert');
    expect(await count(page)).toBe(3);
    await press(page, 'Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('after');
  });

  it('shows problems at their cells and goes from one to the next', async () => {
    const page = await site.visit();
    await show(page, 40);
    await page.evaluate(
      `sheetPage.sheet.problems = new Map([['2/amount', '金额不能为空'], ['35/item', '名称太长'], ['36', '整行有误']])`,
    );
    const button = page.getByRole('button', { name: '3 处问题' });
    await button.waitFor();
    await button.click();
    expect(await label(page)).toBe('金额 第 3 行');
    expect(await page.locator('gj-sheet #bubble').innerText()).toBe('金额不能为空');
    await press(page, 'F8');
    expect(await label(page)).toBe('货物名称 第 36 行');
    await press(page, 'Shift+F8');
    expect(await label(page)).toBe('金额 第 3 行');
    await expect.poll(() => page.locator('gj-sheet #said').textContent()).toContain('金额不能为空');
  });

  it('passes over what does not apply, says why nothing can be typed there, and sums below the rows', async () => {
    const page = await site.visit();
    await show(page, 3, 13);
    expect(await cell(page, 1, 12).getAttribute('class')).toContain('none');
    expect(await cell(page, 0, 12).getAttribute('class')).not.toContain('none');
    await cell(page, 1, 6).click();
    await press(page, 'Tab');
    expect(await label(page), 'over the tax, which is read-only').toBe('日期 第 2 行');
    await press(page, 'Tab', 'Tab', 'Tab', 'Tab');
    expect(await label(page), 'over the discount of a row that has none').toBe('货物名称 第 3 行');
    await press(page, 'Shift+Tab');
    expect(await label(page)).toBe('备注 第 2 行');
    await press(page, 'ArrowRight');
    await page.keyboard.type('5');
    await page.getByText('“折扣”只在这时填写：免税 等于 是').waitFor();
    expect(await value(page, 1, 'discount')).toBeUndefined();
    // 0.5 + 37.5 + 74.5
    const foot = page.locator('gj-sheet .foot');
    expect(await foot.locator('[aria-colindex="7"]').innerText()).toBe('112.50');
    expect(await foot.locator('[aria-colindex="6"]').innerText(), 'prices').toBe('');
    expect(await axeFindings(page)).toEqual([]);
  });

  itLong('has its columns as one wants them, and a row as a form', async () => {
    const page = await site.visit();
    await show(page, 3, 13);
    const heads = () => page.locator('gj-sheet .head [role=columnheader] .text').allInnerTexts();
    await page.getByRole('button', { name: '列', exact: true }).click();
    await page.getByRole('checkbox', { name: '编码' }).uncheck();
    await page.getByRole('button', { name: '数量：前移' }).click();
    await page.getByRole('button', { name: '金额：固定在左侧' }).click();
    await press(page, 'Escape');
    const chosen = ['货物名称', '金额', '数量', '单位', '单价'];
    expect((await heads()).slice(0, 5)).toEqual(chosen);
    expect(await page.locator('gj-sheet .head .pin .text').allInnerTexts()).toEqual(['货物名称', '金额']);
    await show(page, 3, 12);
    await show(page, 3, 13);
    expect((await heads()).slice(0, 5), 'next time too').toEqual(chosen);

    await cell(page, 1, 0).click();
    await press(page, 'Alt+Enter');
    await page.getByRole('dialog', { name: '第 2 行 · 增值税专用发票货物 2' }).waitFor();
    const form = page.locator('gj-sheet-row');
    // Also what the sheet does not show; what does not apply is not asked.
    await form.getByRole('textbox', { name: '编码' }).fill('K-2');
    expect(await form.getByText('折扣').count()).toBe(0);
    await form.getByRole('button', { name: '下一行' }).click();
    await page.getByRole('dialog', { name: '第 3 行 · 增值税专用发票货物 3' }).waitFor();
    await form.getByText('只读').click();
    await form.getByRole('group', { name: '税额' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await press(page, 'Escape');
    expect(await value(page, 1, 'code')).toBe('K-2');
    expect(await label(page), 'back in the sheet').toBe('货物名称 第 3 行');
    await press(page, 'Control+z');
    expect(await value(page, 1, 'code')).toBe('1000001');
    await page.getByRole('button', { name: '列', exact: true }).click();
    await page.getByRole('button', { name: '恢复默认' }).click();
    expect((await heads()).slice(0, 3)).toEqual(['货物名称', '编码', '单位']);
  });

  it('cuts what does not fit its cell, whatever letters it is made of', async () => {
    const page = await site.visit();
    await show(page, 30);
    const texts = [
      '@'.repeat(14),
      'W'.repeat(16),
      '增值税专用发票'.repeat(3),
      '1234567890'.repeat(3),
      '‱'.repeat(20),
    ];
    await press(page, 'Control+Home', 'ArrowRight');
    await paste(page, texts.join('\n'));
    await expect.poll(() => cell(page, 4, 1).innerText()).toBe('‱'.repeat(20));
    const spilled = await page
      .locator('gj-sheet [role=gridcell]')
      .evaluateAll((cells) =>
        cells
          .filter((one) => one.scrollWidth > one.clientWidth && getComputedStyle(one).overflow !== 'hidden')
          .map((one) => one.textContent),
      );
    expect(spilled).toEqual([]);
    const cut = await Promise.all(
      texts.map((_, row) => cell(page, row, 1).evaluate((one) => one.scrollWidth > one.clientWidth)),
    );
    expect(cut).toEqual(texts.map(() => true));
  });

  itLong('keeps the width somebody drew', async () => {
    const page = await site.visit();
    await show(page, 3);
    const edge = await page.locator('gj-sheet [data-edge="1"]').boundingBox();
    if (!edge) throw new Error('no edge');
    await page.mouse.move(edge.x + 3, edge.y + 10);
    await page.mouse.down();
    await page.mouse.move(edge.x + 83, edge.y + 10, { steps: 3 });
    await page.mouse.up();
    const width = () => cell(page, 0, 1).evaluate((element) => (element as HTMLElement).offsetWidth);
    const drawn = await width();
    expect(drawn).toBeGreaterThan(200);
    await page.reload();
    await cell(page, 0, 1).waitFor();
    expect(await width()).toBe(drawn);
  });

  itLong.each(themes)('has nothing serious for axe, %s', async (theme) => {
    const page = await site.visit(theme);
    await show(page, 30);
    await page.evaluate(`sheetPage.sheet.problems = new Map([['2/amount', '金额不能为空']])`);
    await press(page, 'F8');
    expect(await axeFindings(page)).toEqual([]);
    await press(page, 'Control+Home', 'ArrowRight', 'ArrowRight', 'Alt+ArrowDown');
    await page.getByRole('option').first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
});
