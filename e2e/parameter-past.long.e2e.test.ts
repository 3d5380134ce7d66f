import { beforeAll, expect, it } from 'vitest';
import { languages } from '../workshop/runs.ts';
import { axeInLanguage, axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { inBasket, items, panel, reads, say, shownDay, timeout } from './console.ts';
import { cutElements } from './cut-elements.ts';
import { settled } from './settled.ts';

/** Hours by which the server's clock is behind. */
let behind = 26;
const yesterday = shownDay(-1);

inBrowser(
  'what parameters were',
  (site) => {
    beforeAll(async () => {
      await say(site(), timeout, 'EAST', { value: 900 });
      // Nobody's session lasts a day without a call.
      for (behind of [16, 6, 0]) await reads(site(), timeout, 'EAST');
      await say(site(), timeout, 'EAST', { value: 950, locked: true });
    });

    it('is told as a timeline of what an organisation read, with why, and by what held on a day', async () => {
      const page = await site().visit({ path: `/parameters?open=${timeout}` });
      await page.locator('gj-org-switch').getByRole('combobox').click();
      await page.getByRole('option', { name: '上海电子有限公司' }).click();
      await panel(page).getByRole('tab', { name: '历史' }).click();
      const entries = panel(page).locator('gj-parameter-history').getByRole('listitem');
      await entries
        .first()
        .filter({ hasText: /900 秒.*→.*950 秒.*华东公司.*管理员.*原因：trial/s })
        .waitFor();
      await entries
        .nth(1)
        .filter({ hasText: /1,200 秒.*→.*900 秒.*设置.*华东公司/s })
        .waitFor();
      const held = panel(page).getByRole('status');
      const day = panel(page)
        .getByLabel('某日的值')
        .or(panel(page).getByRole('textbox', { name: '某日的值' }))
        .first();
      await day.fill(yesterday);
      await day.press('Tab');
      await held.filter({ hasText: /900 秒.*继承自 华东公司/s }).waitFor();
      await day.fill(shownDay(0));
      await day.press('Tab');
      await held.filter({ hasText: /950 秒.*华东公司 锁定/s }).waitFor();
      expect(await axeNow(page)).toEqual([]);
    });

    it('is compared with what it is now, and taken over', async () => {
      const page = await site().visit({ path: `/compare?a=EAST&b=EAST&aDay=${yesterday}` });
      await page.getByRole('status').filter({ hasText: '1 处不同' }).waitFor();
      const row = page.getByRole('row').filter({ hasText: 'sim_callback_request_timeout' });
      expect(await row.innerText()).toMatch(/900 秒\s+本组织[\s\S]*950 秒\s+本组织锁定/);
      await page.getByRole('button', { name: '左右交换' }).click();
      await expect.poll(() => row.innerText()).toMatch(/950 秒[\s\S]*900 秒/);
      await page.getByRole('button', { name: '左右交换' }).click();
      await page.getByRole('checkbox', { name: '也显示相同的' }).check();
      await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(40);
      expect(await axeNow(page)).toEqual([]);
      await row.getByRole('checkbox').check();
      await page.getByRole('button', { name: /^把左边的值用于华东公司/ }).click();
      await inBasket(page, 1).click();
      await items(page)
        .filter({ hasText: /950 秒.*900 秒/s })
        .waitFor();
    });

    it.each(languages)('is wholly there at 1024 in %s', async (language) => {
      const size = { width: 1024, height: 768 };
      const page = await site().visit({ path: `/compare?a=EAST&b=EAST&aDay=${yesterday}`, language, size });
      await page.getByRole('row').filter({ hasText: 'sim_callback_request_timeout' }).waitFor();
      await settled(page);
      expect(await cutElements(page)).toEqual([]);
      await page.goto(`/parameters?open=${timeout}`);
      await panel(page).getByRole('tab').nth(3).click();
      await settled(page);
      expect(await cutElements(page)).toEqual([]);
      expect(await axeInLanguage(page, language)).toEqual([]);
    });
  },
  { demo: true, clock: () => Date.now() - behind * 3_600_000 },
);
