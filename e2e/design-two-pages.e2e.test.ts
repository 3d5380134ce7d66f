import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { inBrowser } from './browser.ts';
import { picture } from './picture.ts';

const form = 'unit';
const tile = (page: Page, text: string) =>
  page.locator('gj-design-canvas .tile:not(.fresh)', { hasText: text });
const box = (page: Page) => page.locator('gj-place-panel').getByLabel('名称（中文）').first();

async function openAt(page: Page, field: string): Promise<void> {
  await tile(page, field).click();
  await expect.poll(() => box(page).inputValue()).toBe(field);
}

inBrowser(
  'two pages of one person',
  (site) => {
    it('begin one design, lose nothing that is typed on either, and of one place the later page is told', async () => {
      const first = await site().visit({ path: `/design/${form}` });
      const second = await first.context().newPage();
      await second.goto(`/design/${form}`);
      await openAt(first, '编码');
      await openAt(second, '备注');
      // Nothing was changed yet, and neither hears of the other before both begin.
      const { promise: both, resolve: bothBegin } = Promise.withResolvers<void>();
      const begun: string[] = [];
      for (const page of [first, second])
        await page.route(/\/api\/design\/drafts(\?|$)/, async (route) => {
          if (route.request().method() === 'POST' && begun.push(route.request().url()) === 2) bothBegin();
          if (route.request().method() === 'POST') await both;
          await route.continue();
        });
      await Promise.all([box(first).fill('代号'), box(second).fill('叫法一')]);
      for (const page of [first, second]) {
        await tile(page, '代号').waitFor();
        await tile(page, '叫法一').waitFor();
        await page.getByText('2 步改动已保存').waitFor();
      }
      const { node } = site();
      const { items } = (await node.ask('GET', '/api/design/drafts')).body;
      expect(items as JsonObject[]).toHaveLength(1);
      const id = String((items as JsonObject[])[0]?.['id']);

      await openAt(first, '代号');
      await openAt(second, '代号');
      await box(first).fill('首页的');
      // One step goes on with what was typed there, or begins another: whose came last does not matter.
      const saved = async () => (await node.ask('GET', `/api/design/drafts/${id}`)).body;
      await expect.poll(async () => JSON.stringify(await saved()), { timeout: 30_000 }).toContain('首页的');
      await box(second).fill('次页的');
      const asks = second.locator('gj-design-over gj-dialog');
      await asks.getByRole('heading', { name: '您刚在另一个页面修改了同一处' }).waitFor();
      expect(await asks.locator('dd').allTextContents()).toEqual(['次页的 / Number', '首页的 / Number']);
      await picture(second, 'design-two-pages');
      await second.getByRole('button', { name: '用这个页面的' }).click();
      await tile(second, '次页的').waitFor();
      await tile(first, '次页的').waitFor();
      // Whoever goes on where the other page’s change is seen is asked nothing.
      await openAt(first, '次页的');
      await box(first).fill('末了');
      await tile(second, '末了').waitFor();
      expect(await first.locator('gj-design-over gj-dialog').count()).toBe(0);
      // What the other page’s stands for is gone from this one.
      await openAt(second, '末了');
      await Promise.all([box(first).fill('甲页的'), box(second).fill('乙页的')]);
      const later = await Promise.race(
        [first, second].map(async (page) => {
          await page.locator('gj-design-over gj-dialog').waitFor();
          return page;
        }),
      );
      const [left, taken] = later === first ? ['甲页的', '乙页的'] : ['乙页的', '甲页的'];
      await later.getByRole('button', { name: '用另一个页面的' }).click();
      await tile(later, taken ?? '').waitFor();
      expect(await tile(later, left ?? '').count()).toBe(0);
      await expect.poll(() => box(later).inputValue()).toBe(taken);
    });
  },
  { packages: ['platform', 'basis'] },
);
