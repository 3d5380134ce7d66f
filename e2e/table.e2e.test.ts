import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { languages } from '../workshop/runs.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { settled } from './settled.ts';
import { sideways } from './sideways.ts';

/** Left edges and upper edges of what is found. */
const places = (found: Locator) =>
  found.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ x, y }) => ({ x, y })));

inBrowser(
  'tables',
  (site) => {
    it('are one stop of the Tab key: arrows, Home and End go from row to row, and Enter does what a row is there for', async () => {
      const page = await site().visit({ path: '/audit' });
      const list = page.locator('gj-audit-page');
      const buttons = list.getByRole('button', { name: '详情' });
      const details = page.locator('gj-audit-details').getByRole('dialog');
      await buttons.nth(20).waitFor();
      const stops = () => list.locator('.act > button[tabindex="0"]').count();
      const isAt = (at: number) =>
        expect.poll(() => buttons.nth(at).evaluate((one) => one.matches(':focus'))).toBe(true);
      expect(await stops()).toBe(1);
      await buttons.first().focus();
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key);
      await isAt(2);
      expect(await stops()).toBe(1);
      // The table grows where one comes to its end: the last row of those that were there is meant.
      const last = (await buttons.count()) - 1;
      await page.keyboard.press('End');
      await isAt(last);
      await page.keyboard.press('Home');
      await isAt(0);
      await page.keyboard.press('ArrowUp');
      await isAt(0);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await details.waitFor();
      expect(await buttons.nth(1).getAttribute('aria-expanded')).toBe('true');
      await page.keyboard.press('Escape');
      await details.waitFor({ state: 'detached' });

      // A finger or a mouse meets the row anywhere, but for its links, which lead elsewhere.
      await list.getByRole('row').nth(4).getByRole('cell').first().click();
      await details.waitFor();
      expect(await axeFindings(page)).toEqual([]);
    });

    it('are ordered by a heading: up, down, and as they were', async () => {
      const page = await site().visit({ path: '/design' });
      const table = page.getByRole('table', { name: '所有表单' });
      const head = table.getByRole('columnheader', { name: '字段' });
      await head.waitFor();
      const names = () => table.getByRole('rowheader').allInnerTexts();
      const counts = async () => (await table.locator('tbody .end').allInnerTexts()).map(Number);
      const before = await names();
      const press = () => head.getByRole('button').press('Enter');
      await press();
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
      const up = await counts();
      expect(up).toEqual([...up].sort((a, b) => a - b));
      expect(new Set(up).size).toBeGreaterThan(5);
      await press();
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      expect(await counts()).toEqual([...up].reverse());
      await press();
      expect(await head.getAttribute('aria-sort')).toBe(null);
      expect(await names()).toEqual(before);
    });

    it('have rows that are picked one by one and all at once', async () => {
      const { node } = site();
      for (const limit of ['ArBillPushLimit/ArBillPushLimit', 'sim_batch_invoice_config/sync_issue_limit'])
        expect((await node.ask('PUT', `/api/params/${limit}?org=SOUTH`, { value: 20 })).status).toBeLessThan(
          300,
        );
      const page = await site().visit({ path: '/compare?a=SOUTH&b=NORTH' });
      const table = page.getByRole('table', { name: '参数对比' });
      const every = table.getByRole('checkbox', { name: '全选' });
      const own = table.getByRole('checkbox', { name: /^选择/ });
      const state = () =>
        every.evaluate((box) => [(box as HTMLInputElement).checked, (box as HTMLInputElement).indeterminate]);
      await own.nth(1).waitFor();
      await every.check();
      expect(await own.count()).toBe(2);
      for (const box of await own.all()) expect(await box.isChecked()).toBe(true);
      await page.getByRole('button', { name: /放入变更集.* 2$/ }).waitFor();
      await own.first().uncheck();
      await expect.poll(state).toEqual([false, true]);
      await own.nth(1).uncheck();
      await expect.poll(state).toEqual([false, false]);
      expect(await axeFindings(page)).toEqual([]);
    });

    it('keep the rows that are there while others are on their way', async () => {
      await site().node.ask('POST', '/api/changesets', { name: '月底', items: [] });
      const page = await site().visit({ path: '/changes' });
      const table = page.getByRole('table', { name: '变更集' });
      const row = table.getByRole('row').filter({ hasText: '月底' });
      await row.waitFor();
      expect(await table.getAttribute('aria-busy')).toBe('false');
      let goOn = () => {};
      const held = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      await page.route('**/api/changesets?*', async (route) => {
        await held;
        await route.continue();
      });
      await page.getByRole('tab', { name: '已放弃' }).click();
      await expect.poll(() => table.getAttribute('aria-busy')).toBe('true');
      expect(await row.count()).toBe(1);
      goOn();
      await table.waitFor({ state: 'detached' });
      await page.getByText('没有放弃的变更集').waitFor();
    });

    it('of very many rows say how many are left, and show them', async () => {
      const page = await site().visit({ path: '/match/invoice-item?tab=batch' });
      const batch = page.locator('gj-match-batch');
      await batch.getByText('JSON', { exact: true }).click();
      const facts = Array.from({ length: 230 }, (_, at) => ({ remark: `第${at}` }));
      await batch.getByRole('textbox', { name: /JSON/ }).fill(JSON.stringify(facts));
      await batch.getByRole('button', { name: '匹配 230 条' }).click();
      const table = page.getByRole('table', { name: '匹配的结果' });
      await table.waitFor();
      expect(await table.getByRole('row').count()).toBe(201);
      await batch.getByText('还有 30 行').waitFor();
      await batch.getByRole('button', { name: '再看 30 条' }).click();
      await expect.poll(() => table.getByRole('row').count()).toBe(231);
      await batch.getByText('还有 30 行').waitFor({ state: 'detached' });
    });

    it.each(languages)('are cards on a phone, and tables for whoever hears them, in %s', async (language) => {
      const size = { width: 390, height: 800 };
      const page = await site().visit({ path: '/design', size, language });
      const table = page.getByRole('table').first();
      const rows = table.locator('tbody tr');
      await rows.nth(3).waitFor();
      await settled(page);
      expect(await sideways(page)).toBe(0);
      expect(await cutElements(page)).toEqual([]);
      // Below its name, what is said of a form stands with the heading it has on a desk.
      const cells = rows.first().locator('th, td:not(:empty)');
      const [name, ...said] = await places(cells);
      expect(said.every(({ y }) => y > (name?.y ?? 0))).toBe(true);
      const labels = await rows
        .first()
        .locator('td')
        .evaluateAll((all) => all.map((one) => getComputedStyle(one, '::before').content));
      const heads = await table.getByRole('columnheader').allTextContents();
      expect(labels).toEqual(heads.slice(1).map((head) => `"${head}"`));
      expect(await table.getByRole('rowheader').count()).toBe(await rows.count());
      // The buttons that order a table stand above the cards.
      const order = table
        .getByRole('columnheader', { name: heads[3] ?? '', exact: true })
        .getByRole('button');
      await order.click();
      expect((await places(order))[0]?.y).toBeLessThan(name?.y ?? 0);
      expect(await axeFindings(page)).toEqual([]);
    });
  },
  { demo: true },
);
