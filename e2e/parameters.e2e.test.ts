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

    const choose = async (page: Page, org: string) => {
      await page.locator('gj-org-switch').getByRole('combobox').click();
      await page.getByRole('option', { name: org }).click();
      await page.locator('gj-parameters-page').getByText(org, { exact: true }).first().waitFor();
    };
    const beside = (page: Page) => page.locator('gj-parameter');
    const links = (page: Page) => beside(page).locator('gj-parameter-chain').getByRole('listitem');

    it('are set for a region, inherited below with their chain, locked, and refused below', async () => {
      const page = await site().visit({ path: '/parameters' });
      await choose(page, '华东公司');
      await page.getByRole('link', { name: '回调超时时间' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/parameters?open=${encodeURIComponent(timeout)}`);
      const panel = beside(page);
      await panel.getByLabel('值 (s)').fill('-5');
      await panel.getByRole('button', { name: '设置', exact: true }).click();
      await panel.getByRole('alert').or(panel.locator('vaadin-text-field[invalid]')).first().waitFor();
      await panel.getByLabel('值 (s)').fill('600');
      await panel.getByRole('textbox', { name: '原因' }).fill('对方系统较慢');
      await panel.getByRole('button', { name: '设置', exact: true }).click();
      await links(page)
        .filter({ hasText: /华东公司.*600 s.*生效/s })
        .getByText('原因：对方系统较慢')
        .waitFor();
      expect(await line(page, 'sim_callback_request_timeout').innerText()).toMatch(/600 s\s+本组织$/);

      await choose(page, '上海电子有限公司');
      await links(page).first().waitFor();
      expect((await links(page).allInnerTexts()).map((text) => text.split(/\s*\n\s*/).slice(0, 3))).toEqual([
        ['没有设置时', '1,200 s', '被覆盖'],
        ['全系统', '900 s', '被覆盖'],
        ['华东公司', '600 s', '生效'],
        ['上海电子有限公司', '继承'],
      ]);
      await panel.getByLabel('值 (s)').fill('700');
      const place = `/api/params/${timeout}?org=EAST`;
      const { body } = await site().node.ask('GET', place);
      const [own] = body['own'] as { revision: number }[];
      const seen = { 'if-match': `"${own?.revision}"` };
      expect((await site().node.ask('PUT', place, { value: 600, locked: true }, seen)).status).toBe(200);
      await panel.getByRole('button', { name: '设置', exact: true }).click();
      await panel.getByRole('alert').filter({ hasText: '华东公司' }).waitFor();
      site().problems.splice(0);
      expect(await axeInBothThemes(page)).toEqual([]);
      await panel.getByRole('tab', { name: '全系统' }).click();
      await page.getByRole('button', { name: '留在这里' }).click();
      expect(await panel.getByLabel('值 (s)').inputValue()).toBe('700');
      await panel.getByRole('button', { name: '关闭' }).click();
      await page.getByRole('button', { name: '放弃修改' }).click();
      await panel.waitFor({ state: 'detached' });
      await page.goto(`/parameters?open=${timeout}`);
      await panel.getByText('“华东公司”锁定了这个值，这里不能另行设置。').waitFor();

      await choose(page, '华东公司');
      await panel.getByRole('button', { name: '恢复继承' }).click();
      await links(page)
        .filter({ hasText: /华东公司\s*继承/ })
        .waitFor();
    });

    it.each(['zh', 'en'] as const)('are wholly there at 1024 in %s', async (language) => {
      const page = await site().visit({ path: '/parameters', language, size: { width: 1024, height: 768 } });
      await page.getByRole('navigation').getByRole('button').first().waitFor();
      await settled(page);
      expect(await cutElements(page)).toEqual([]);
      await page.goto('/parameters?open=all_ele_mock_invoice/*');
      await beside(page).getByRole('textbox').last().waitFor();
      await settled(page);
      expect(await cutElements(page)).toEqual([]);
    });
  },
  { demo: true },
);
