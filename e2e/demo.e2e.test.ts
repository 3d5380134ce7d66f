import { expect, it } from 'vitest';
import { createDomains } from '../runtime/domains.ts';
import { axeInBothThemes } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { sideways } from './sideways.ts';

inBrowser(
  'the demo',
  (site) => {
    it('begins with what an accountant has to do first, in numbers that lead to it', async () => {
      const page = await site().visit({ size: { width: 1024, height: 768 } });
      const numbers = page.locator('gj-issuing-numbers section');
      const tiles = numbers.locator('.tiles a');
      // While the story is told the numbers rise.
      await expect.poll(() => tiles.nth(1).textContent(), { timeout: 60_000 }).toContain('红字等我方处理');
      await expect
        .poll(() => tiles.first().textContent(), { timeout: 60_000 })
        .toMatch(/^\s*[56]\s+开票失败/);
      expect(await tiles.nth(1).textContent()).toMatch(/最早 \d\d-\d\d \d\d:\d\d/);
      await expect
        .poll(() => numbers.textContent(), { timeout: 60_000 })
        .toContain('本月发票额度 · 天津制造有限公司');
      const said = await numbers.textContent();
      for (const limit of ['今天 · 北京贸易有限公司', '¥475,000.00 / ¥500,000.00', '开票许可', '8 / 8'])
        expect(said).toContain(limit);
      expect([...(await axeInBothThemes(page)), ...(await cutElements(page))]).toEqual([]);
      expect(await sideways(page)).toBe(0);

      await tiles.nth(1).click();
      await page.locator('gj-record-grid').getByText('购方录入待销方确认').first().waitFor();
    });
  },
  { demo: 'with-story', domains: createDomains({ scenes: ({ early }) => early === true }) },
);
