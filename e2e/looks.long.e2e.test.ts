import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFindings, axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { settled } from './settled.ts';
import { sideways } from './sideways.ts';

inBrowser(
  'what one sees',
  (site) => {
    it('reads, finds, decides and switches on a phone: cards, a bar of actions at the foot, dialogs over all of it', async () => {
      const phone = { width: 390, height: 844 };
      const page = await site().visit({ path: '/forms/invoice-item', size: phone });
      const box = async (found: Locator) =>
        (await found.boundingBox()) ?? { x: -1, y: -1, width: 0, height: 0 };
      const fills = async (found: Locator) => {
        await found.waitFor();
        await settled(page);
        expect(await box(found)).toEqual({ x: 0, y: 0, ...phone });
      };
      const grid = page.locator('gj-record-grid');
      await grid.getByText('SP-SOFT · 服务').waitFor();
      expect((await box(grid.getByText('SP-SOFT · 服务'))).width).toBeGreaterThan(200);

      // The main action is at hand at the foot, the rest in a menu; actions on many are in a bar that says how many.
      const add = page.getByRole('link', { name: '新建' });
      expect((await box(add)).y).toBeGreaterThan(phone.height - 60);
      expect(await page.getByRole('button', { name: '表格编辑' }).count()).toBe(0);
      await grid.getByRole('checkbox', { name: '选择 SP-SOFT' }).check();
      const many = page.getByRole('toolbar', { name: '批量操作' });
      await many.getByText('已选 1 条').waitFor();
      expect(await many.getByRole('button', { name: '启用' }).isDisabled()).toBe(true);
      expect(await sideways(page)).toBe(0);
      await many.getByRole('button', { name: '清除选择' }).click();
      await many.waitFor({ state: 'detached' });

      // Finding: a filter takes the window, and so does the palette.
      await page.getByRole('button', { name: '项目分类' }).click();
      const filter = page.getByRole('dialog', { name: '项目分类' });
      await fills(filter);
      await page.locator('gj-filter').getByRole('checkbox', { name: /服务/ }).check();
      await filter.getByRole('button', { name: '关闭' }).click();
      await grid.getByText('SP-LAPTOP').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '搜索表单、单号或命令' }).click();
      const palette = page.getByRole('dialog', { name: '搜索表单、单号或命令' });
      await fills(palette);
      await palette.getByRole('button', { name: '关闭' }).click();

      // A record opens wherever a finger meets it; its bar is below, its history over all of it.
      await grid.getByText('SP-SOFT · 服务').click();
      await page.getByRole('heading', { name: '软件服务费', level: 1 }).waitFor();
      const save = page.getByRole('button', { name: '保存', exact: true });
      expect((await box(save)).y).toBeGreaterThan(phone.height - 60);
      await page.getByRole('button', { name: '更多操作' }).click();
      const menu = page.getByRole('menu', { name: '更多操作' });
      await settled(page);
      expect((await box(menu)).y + (await box(menu)).height).toBeCloseTo(phone.height, 0);
      await menu.getByRole('menuitem', { name: '历史' }).click();
      const history = page.getByRole('dialog', { name: '历史版本' });
      await fills(history);
      await history.getByRole('button', { name: '关闭' }).click();

      // Switching, to where a document is, which is read; lines are cards, each with its form.
      await page.getByRole('combobox', { name: '当前组织' }).fill('珠海');
      await page.getByRole('option', { name: /珠海置业/ }).click();
      await page.goto('/forms/invoice-application');
      await grid.getByText('深圳创新实业有限公司').first().click();
      await page.getByRole('heading', { name: '开票项明细' }).waitFor();
      expect(await sideways(page)).toBe(0);
      expect(await axeFindings(page)).toEqual([]);
      await page.goto('/forms/invoice-application/new');
      await page.getByRole('tab', { name: '开票项明细' }).click();
      await page.getByRole('button', { name: '添加行' }).click();
      await page.getByRole('dialog', { name: '第 1 行' }).waitFor();
      expect(await sideways(page)).toBe(0);
      expect(await axeFindings(page)).toEqual([]);
    });

    it('shows one pane at a time on a phone: who uses what, the tester and its results, organisations, the rights of a role', async () => {
      const size = { width: 390, height: 844 };
      const page = await site().visit({ path: '/sharing/invoice-item', size });
      const lies = async (found: Locator) => {
        const { x = -1, width = 0 } = (await found.boundingBox()) ?? {};
        expect([x >= 0, x + width <= size.width, width > 300]).toEqual([true, true, true]);
      };
      const tree = page.locator('gj-org-picker');
      const table = page.locator('gj-sharing-table');
      await lies(tree);
      expect(await table.isVisible()).toBe(false);
      await tree.getByText('华东公司').click();
      await page.getByText('“华东公司”可以使用').waitFor();
      await lies(table);
      expect(await tree.isVisible()).toBe(false);
      await page.getByRole('button', { name: '返回' }).click();
      await lies(tree);
      await page.getByRole('tab', { name: '按数据' }).click();
      await table.getByText('软件服务费').click();
      expect(await page.locator('gj-sharing-panel').isVisible()).toBe(false);
      await page.getByRole('button', { name: '查看使用组织 (1)' }).click();
      await lies(page.locator('gj-sharing-panel'));
      expect(await table.first().isVisible()).toBe(false);
      expect([...(await axeFindings(page)), ...(await cutElements(page)), await sideways(page)]).toEqual([0]);

      await page.goto('/match/invoice-item');
      const facts = page.locator('gj-facts-input');
      await lies(facts);
      await page.getByRole('button', { name: '匹配', exact: true }).click();
      await page.getByRole('heading', { name: '筛选过程' }).waitFor();
      expect(await facts.isVisible()).toBe(false);
      expect([...(await axeFindings(page)), ...(await cutElements(page)), await sideways(page)]).toEqual([0]);
      await page.getByRole('button', { name: '修改数据' }).click();
      await lies(facts);

      await page.goto('/organisations');
      const add = page.getByRole('button', { name: '新建' });
      await add.waitFor();
      await settled(page);
      expect((await add.boundingBox())?.y).toBeGreaterThan(size.height - 60);

      const { body } = await site().node.ask('POST', '/api/forms/role/records', {
        number: 'PHONE',
        name: '用手机的人',
        grants: [{ form: 'invoice-item', actions: ['read'], scope: 'subtree' }],
      });
      await page.goto(`/roles/${body['id']}`);
      const create = page.getByRole('checkbox', { name: '开票项管理：新建' });
      const save = page.getByRole('button', { name: '保存', exact: true });
      await page.getByRole('button', { name: '开票项管理 本组织及下级' }).click();
      await create.check();
      expect((await save.boundingBox())?.y).toBeGreaterThan(size.height - 60);
      expect([...(await axeFindings(page)), ...(await cutElements(page)), await sideways(page)]).toEqual([0]);
      await page.getByRole('button', { name: /^开票项分类/ }).click();
      await create.waitFor({ state: 'hidden' });
      await save.click();
      await page.getByText('权限已保存').waitFor();
    });

    it('has one sort of picker: few choices look, open and are picked from as those of forms are', async () => {
      const page = await site().visit({ path: '/sharing/invoice-item' });
      const few = page.getByRole('combobox', { name: '方式' });
      const many = page.getByRole('combobox', { name: '当前组织' });
      await few.waitFor();
      expect((await few.boundingBox())?.height).toBe((await many.locator('..').boundingBox())?.height);
      const lists = page.getByRole('option');
      await few.press('ArrowDown');
      await lists.filter({ hasText: '分配得到' }).waitFor();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await expect.poll(() => few.inputValue()).not.toBe('');
      await few.press('ArrowDown');
      await page.keyboard.press('Escape');
      await lists.first().waitFor({ state: 'hidden' });
      expect(await few.evaluate((node) => getComputedStyle(node).appearance)).toBe('base-select');
    });

    it('has one line of actions, what is picked with its consequences, groups with counts, and groups of fields that fold', async () => {
      const page = await site().visit({
        path: '/forms/invoice-item',
        size: { width: 640, height: 768 },
        language: 'en',
      });
      const main = page.getByRole('main');
      await page.getByRole('checkbox', { name: 'Select SP-SOFT', exact: true }).check();
      const add = (await main.getByRole('link', { name: 'New', exact: true }).boundingBox()) ?? { y: 0 };
      const more = main.getByRole('button', { name: 'More actions' }).first();
      expect((await more.boundingBox())?.y).toBe(add.y);
      await more.click();
      await page.getByRole('menuitem', { name: 'Sharing' }).waitFor();
      await page.keyboard.press('Escape');
      const many = page.getByRole('toolbar', { name: 'Bulk actions' });
      expect(await many.getByRole('button', { name: 'Enable' }).getAttribute('title')).toMatch(
        /already enabled$/,
      );
      expect(await many.getByRole('button', { name: 'Disable' }).getAttribute('title')).toMatch(
        /^Disables 1 record: /,
      );

      await page.setViewportSize({ width: 1024, height: 768 });
      await page.getByRole('button', { name: 'Group' }).click();
      await page.getByRole('menuitem', { name: 'Category' }).click();
      const groups = page.locator('gj-list-groups');
      await groups.getByRole('button', { name: /^服务\s*2$/ }).click();
      await page.getByRole('link', { name: 'SP-LAPTOP' }).waitFor({ state: 'detached' });

      // A record on its way looks like one; then its condition stands among its groups, which fold for whoever wants it.
      let arrive = () => {};
      const held = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      await page.route(
        '**/api/forms/invoice-item/records/*',
        async (route) => {
          await held;
          await route.continue();
        },
        { times: 1 },
      );
      await page.getByRole('link', { name: 'SP-SOFT', exact: true }).click();
      await page.locator('gj-skeleton').waitFor();
      arrive();
      await page.locator('gj-skeleton').waitFor({ state: 'detached' });
      const tax = page.getByRole('button', { name: 'Tax', exact: true });
      const rate = page.getByRole('textbox', { name: 'Rate', exact: true });
      await rate.waitFor();
      await page.getByText('Match condition').first().waitFor();
      await tax.click();
      await rate.waitFor({ state: 'hidden' });
      await page.reload();
      await page.getByRole('textbox', { name: 'Number' }).waitFor();
      expect(await tax.getAttribute('aria-expanded')).toBe('false');
      expect(await rate.isVisible()).toBe(false);
      await tax.click();
      await rate.waitFor();

      // A record that nobody has yet is made from where it is missed.
      await page.getByRole('combobox', { name: 'Category', exact: true }).fill('Nobody has it');
      await page.getByRole('option', { name: /No record matches “Nobody has it”/ }).click();
      await page.getByRole('dialog', { name: /^New / }).waitFor();
    });

    it('tells how documents stand by colour, in lists and beside their titles, and what is as usual by none', async () => {
      const { body } = await site().node.ask(
        'GET',
        '/api/forms/invoice-application/records?view=manage&limit=1&fields=auditStatus',
      );
      const [first] = body['items'] as [{ id: string }];
      const page = await site().visit({ path: '/forms/invoice-application?view=manage' });
      const badge = (name: string) =>
        page.locator('vaadin-grid .badge:visible').filter({ hasText: name }).first();
      await badge('已提交').waitFor();
      expect(await badge('已提交').getAttribute('class')).toContain('accent');
      await page.goto(`/forms/invoice-application/${first.id}`);
      await page.locator('gj-record-head').getByText('已提交').waitFor();
      expect(await page.locator('gj-record-head').getByText('正常').count()).toBe(0);
    });

    it('offers nothing that means nothing: no new job, no import of tokens; enabled is quiet, disabled stands out', async () => {
      const { node } = site();
      const made = await node.ask('POST', '/api/forms/unit/records', { number: 'OFF', name: '停用的' });
      const off = `/api/forms/unit/records/${String(made.body['id'])}/actions/disable`;
      const seen = { 'if-match': `"${String(made.body['revision'])}"` };
      expect((await node.ask('POST', off, {}, seen)).status).toBe(200);
      const page = await site().visit({ path: '/forms/unit?view=manage' });
      const main = page.getByRole('main');
      const badge = (name: string) => page.locator('vaadin-grid .badge:visible', { hasText: name }).first();
      expect(await badge('启用').getAttribute('class')).toContain('quiet');
      expect(await badge('禁用').getAttribute('class')).toContain('warn');
      await main.getByRole('button', { name: '导入', exact: true }).waitFor();
      await main.getByRole('link', { name: '新建', exact: true }).waitFor();
      for (const path of ['/forms/token', '/jobs']) {
        await page.goto(path);
        await main.getByRole('heading', { level: 1 }).waitFor();
        await settled(page);
        for (const name of ['导入', '新建'])
          for (const role of ['button', 'link'] as const)
            expect([path, await main.getByRole(role, { name, exact: true }).count()]).toEqual([path, 0]);
      }
    });

    it('sets quotes in English as narrow as English does, and numerals in columns, in dialogs as well', async () => {
      const page = await site().visit({ path: '/match/invoice-item', language: 'en' });
      const hint = page.getByText('Enter data and press “Match”');
      const width = await hint.evaluate((text) => {
        const node = [...text.childNodes].find((one) => one.nodeValue?.includes('“')) as Text;
        const range = document.createRange();
        range.setStart(node, node.data.indexOf('“'));
        range.setEnd(node, node.data.indexOf('“') + 1);
        return range.getBoundingClientRect().width;
      });
      expect(width).toBeLessThan(9);
      await page.goto('/audit');
      await page.getByRole('button', { name: 'Details' }).first().click();
      const styles = await page
        .getByRole('dialog', { name: 'Audit details' })
        .evaluate((dialog) => [
          getComputedStyle(dialog).fontVariantEastAsian,
          getComputedStyle(dialog).fontVariantNumeric,
          getComputedStyle(dialog).fontSize,
        ]);
      expect(styles).toEqual(['proportional-width', 'tabular-nums', '13px']);
    });

    it('has what removes a row of facts in sight beside its columns', async () => {
      const page = await site().visit({ path: '/match/invoice-item' });
      for (const width of [1440, 1024]) {
        await page.setViewportSize({ width, height: 900 });
        await settled(page);
        const remove = page.getByRole('button', { name: '删除第 1 行' });
        const seen = await remove.evaluate((button) => {
          const frame = (button.closest('.scroll') as HTMLElement).getBoundingClientRect();
          return button.getBoundingClientRect().right <= frame.right;
        });
        expect(seen, String(width)).toBe(true);
        const fields = page.locator('gj-fact-lines gj-fact-field');
        const last = (await fields.last().boundingBox()) ?? { x: 0, width: 0 };
        expect(last.x + last.width).toBeLessThanOrEqual((await remove.boundingBox())?.x ?? 0);
      }
    });

    it('axe finds nothing serious with any of the top bar open', async () => {
      const page = await site().visit();
      const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
      for (const [what, open] of [
        ['the organisation switch', () => page.getByRole('combobox', { name: '当前组织' }).click()],
        ['the quick jump', () => page.keyboard.press('Control+k')],
        ['the jobs', () => press('任务与通知')],
        ['the language menu', () => press('语言')],
        ['the menu of oneself', () => press(/^我: /)],
      ] as const) {
        await settled(page);
        await open();
        expect(await axeNow(page), what).toEqual([]);
        await page.keyboard.press('Escape');
      }
    });
  },
  { demo: true },
);
