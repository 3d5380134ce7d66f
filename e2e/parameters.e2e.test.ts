import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeInBothThemes } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { settled } from './settled.ts';

const timeout = 'sim_config/sim_callback_request_timeout';

inBrowser(
  'parameters',
  (site) => {
    const table = (page: Page) =>
      page.locator('gj-parameters-page').getByRole('region', { name: '参数', exact: true });
    const line = (page: Page, key: string) => table(page).getByRole('row').filter({ hasText: key });

    it('are listed by type with what holds and where it comes from, found by words and filters', async () => {
      const path = `/api/params/${timeout}?scope=system`;
      expect((await site().node.ask('PUT', path, { value: 900 })).status).toBe(201);
      const page = await site().visit({ path: '/parameters' });
      expect(await line(page, 'sim_callback_request_timeout').innerText()).toMatch(/900 s\s+全系统$/);
      expect(await line(page, 'submit_limit_count').innerText()).toMatch(/100 张\s+未设置$/);
      const types = page.getByRole('navigation', { name: '参数类型' });
      await types.getByRole('button', { name: /^全部/ }).focus();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/parameters?type=*');
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '继承而来' }).click();
      await page.getByRole('status').filter({ hasText: '1 个参数' }).waitFor();
      await page.getByRole('button', { name: '继承而来' }).click();
      await page.getByRole('button', { name: '慎用' }).click();
      await page.getByRole('searchbox', { name: '查找参数' }).fill('匹配');
      await line(page, 'enforce_goods_match').getByText('开', { exact: true }).waitFor();
      await page.reload();
      await line(page, 'enforce_goods_match').getByText('开', { exact: true }).waitFor();
      expect(await axeInBothThemes(page)).toEqual([]);
    });

    it.each(['zh', 'en'] as const)('are wholly there at 1024 in %s', async (language) => {
      const page = await site().visit({ path: '/parameters', language, size: { width: 1024, height: 768 } });
      await page.getByRole('navigation').getByRole('button').first().waitFor();
      await settled(page);
      expect(await cutElements(page)).toEqual([]);
    });
  },
  { demo: true },
);
