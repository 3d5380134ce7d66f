import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { itLong } from '../workshop/it-long.ts';
import { inBrowser } from './browser.ts';
import { focus, walk } from './walk.ts';

inBrowser(
  'by keyboard alone',
  (site) => {
    const makeTitle = async (number: string, sharing: string) => {
      const title = { number, name: `抬头 ${number}`, sharing };
      const made = await site().node.ask('POST', '/api/forms/buyer-title/records?org=root', title);
      expect(made.status).toBe(201);
      return `/forms/buyer-title/${made.body['id']}`;
    };
    const read = async (path: string, org = 'root') =>
      site().node.ask('GET', `/api${path.replace(/([0-9a-f-]{36})$/, 'records/$1')}?org=${org}`);

    it('an item with a condition is made, saved, and seen to match', async () => {
      const page = await site().visit({ path: '/forms/invoice-item/new' });
      const { keyboard } = page;
      // Its number comes when it is saved.
      await expect.poll(() => focus(page)).toMatch(/^名称/);
      await keyboard.type('键盘做的开票项');
      await walk(page, /^税收分类名称/);
      await keyboard.type('信息技术服务');
      await page.getByRole('option').filter({ visible: true }).first().waitFor();
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await walk(page, /^设置条件/);
      await keyboard.press('Enter');
      await expect.poll(() => focus(page)).toBe('添加条件');
      await keyboard.press('Enter');
      await expect.poll(() => focus(page)).toBe('字段');
      await keyboard.type('购方税号');
      await keyboard.press('Enter');
      await walk(page, /^比较值/);
      await keyboard.type('91310000123123123X');
      await keyboard.press('Control+s');
      await expect.poll(() => page.locator('gj-condition-window').count()).toBe(0);
      await keyboard.press('Control+s');
      await page.waitForURL(/invoice-item\/[0-9a-f-]{36}/);

      await walk(page, /^更多操作/, 'Shift+Tab');
      await keyboard.press('Enter');
      await walk(page, /^匹配测试/, 'ArrowDown');
      await keyboard.press('Enter');
      await page.getByRole('heading', { name: /^KPX\d+ 键盘做的开票项/ }).waitFor();
    });

    it('a title is assigned to two organisations, and withdrawn from one of them', async () => {
      const path = await makeTitle('KEYS-1', 'free');
      const page = await site().visit({ path });
      const { keyboard } = page;
      await page.getByRole('tab', { name: '基本信息' }).waitFor();
      await walk(page, /^管控$/);
      await keyboard.press('Enter');
      await page.locator('gj-sharing-panel').getByText('使用它的组织').first().waitFor();
      await walk(page, /^分配…/);
      await keyboard.press('Enter');
      for (const name of ['苏州', '天津']) {
        await walk(page, /^查找组织/, 'Shift+Tab');
        await keyboard.press('Control+a');
        await keyboard.type(name);
        await keyboard.press('ArrowDown');
        await keyboard.press(' ');
      }
      await page.getByText('已选 2 个').waitFor();
      await walk(page, /^分配 \(2\)/);
      await keyboard.press('Enter');
      await page.getByText('已分配 2 项').waitFor();
      const usedBy = async () => {
        const orgs = ['SUZHOU', 'TIANJIN', 'NORTH'];
        const answers = await Promise.all(orgs.map((org) => read(path, org)));
        return orgs.filter((_, at) => answers[at]?.status === 200);
      };
      expect(await usedBy()).toEqual(['SUZHOU', 'TIANJIN']);

      const rows = page.locator('gj-sharing-panel').getByRole('row');
      await rows.filter({ hasText: '天津制造' }).waitFor();
      await walk(page, /^使用它的组织/);
      await keyboard.press('ArrowDown');
      await keyboard.press(' ');
      await walk(page, /^取消分配… \(1\)/, 'Shift+Tab');
      await keyboard.press('Enter');
      await page.getByText('1 个组织将不能再使用').waitFor();
      await walk(page, /^取消分配 \(1\)/);
      await keyboard.press('Enter');
      await page.getByText('已取消 1 项分配').waitFor();
      expect(await usedBy()).toHaveLength(1);
    });

    itLong('a conflict between two people is resolved, and a version restored', async () => {
      const path = await makeTitle('KEYS-2', 'private');
      const [first, second] = [await site().visit({ path }), await site().visit({ path })];
      const rename = async (page: Page, name: string) => {
        await walk(page, /^购方名称/);
        await page.keyboard.press('Control+a');
        await page.keyboard.type(name);
      };
      for (const page of [first, second]) await page.getByRole('textbox', { name: '购方名称' }).waitFor();
      await rename(second, '乙的名称');
      await rename(first, '甲的名称');
      await first.keyboard.press('Control+s');
      await first.getByText('已保存').waitFor();
      await second.keyboard.press('Control+s');
      await second.getByRole('dialog', { name: '这条记录已在别处修改' }).waitFor();
      await walk(second, /^这里/);
      await second.keyboard.press(' ');
      await walk(second, /^合并并保存/);
      await second.keyboard.press('Enter');
      await second.getByText('已保存').waitFor();
      expect((await read(path)).body['name']).toBe('乙的名称');

      await walk(second, /^历史/, 'Shift+Tab');
      await second.keyboard.press('Enter');
      await walk(second, /^新建/);
      await second.keyboard.press('Enter');
      await walk(second, /^恢复到此版本/);
      await second.keyboard.press('Enter');
      await second.getByText('已恢复').waitFor();
      expect((await read(path)).body['name']).toBe('抬头 KEYS-2');
    });
  },
  { demo: true },
);
