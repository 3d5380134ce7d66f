import { expect, it } from 'vitest';
import { isObject, type JsonObject } from '../metadata/common/json.ts';
import { createDomains } from '../runtime/domains.ts';
import { axeInBothThemes } from './axe.ts';
import { inBrowser, type Site } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { sideways } from './sideways.ts';

/** Milliseconds for a story that is told while everything else is tried on the same machine. */
const storyTime = 240_000;

/** How the job stands that tells the story. */
async function storyOf({ node }: Site): Promise<unknown> {
  const { body } = await node.ask('GET', '/api/jobs?limit=50');
  const jobs = body['items'] as readonly JsonObject[];
  return jobs.find(({ details }) => isObject(details) && details['story'] !== undefined)?.['status'];
}

inBrowser(
  'the demo',
  (site) => {
    it('begins with what an accountant has to do first, in numbers that lead to it', {
      timeout: storyTime + 60_000,
    }, async () => {
      const page = await site().visit({ size: { width: 1024, height: 768 } });
      const numbers = page.locator('gj-issuing-numbers section');
      const tiles = numbers.locator('.tiles a');
      // While the story is told the numbers rise: a page that was there before sees the last of them.
      await tiles.first().waitFor();
      await expect.poll(() => storyOf(site()), { timeout: storyTime }).toBe('done');
      await expect.poll(() => tiles.nth(1).textContent(), { timeout: 60_000 }).toContain('红字等我方处理');
      await expect
        .poll(() => tiles.first().textContent(), { timeout: 60_000 })
        .toMatch(/^\s*[67]\s+开票失败/);
      expect(await tiles.nth(1).textContent()).toMatch(/最早 \d\d-\d\d \d\d:\d\d/);
      for (const limit of [
        ...['本月发票额度 · 天津制造有限公司', '今天 · 北京贸易有限公司', '¥475,000.00 / ¥500,000.00'],
        ...['开票许可', '8 / 8'],
      ])
        await numbers.getByText(limit).first().waitFor();
      // That the story has come to its end lies over the page for a moment.
      const ended = page.locator('gj-notices').getByRole('button', { name: '关闭' });
      await expect
        .poll(async () => {
          for (const one of await ended.all()) await one.click({ timeout: 1_000 }).catch(() => {});
          return ended.count();
        })
        .toBe(0);
      expect([...(await axeInBothThemes(page)), ...(await cutElements(page))]).toEqual([]);
      expect(await sideways(page)).toBe(0);

      await tiles.nth(1).click();
      await page.locator('gj-record-grid').getByText('购方录入待销方确认').first().waitFor();
    });
  },
  { demo: 'with-story', domains: createDomains({ scenes: ({ early }) => early === true }) },
);
