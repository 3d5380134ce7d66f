import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { languages } from '../workshop/runs.ts';
import { axeInLanguage, axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import {
  choose,
  inBasket,
  items,
  line,
  panel,
  program,
  reads,
  ready,
  say,
  stands,
  table,
  timeout,
  unsay,
} from './console.ts';
import { cutElements } from './cut-elements.ts';
import { settled } from './settled.ts';

const narrow = { width: 1024, height: 768 };

inBrowser(
  'parameters of many places',
  (site) => {
    afterEach(async () => {
      for (const path of [
        timeout,
        'sim_originalbill_config/submit_limit_count',
        'sim_discount_row_check/sim_discount_row_check',
        'elePaperInvoice/91310104MA1K3AB218',
      ])
        for (const org of ['EAST', 'NORTH', 'SHANGHAI', 'HANGZHOU']) await unsay(site(), path, org);
    });

    const discard = async (page: Page) => {
      await page.getByRole('button', { name: '更多操作' }).click();
      await page.getByRole('menuitem', { name: '放弃' }).click();
      await page.getByRole('link', { name: '变更集：空' }).waitFor();
    };

    it('are filtered by where they are set, what is on, and who reads them', async () => {
      const limit = 'sim_originalbill_config/submit_limit_count';
      const danger = 'sim_discount_row_check/sim_discount_row_check';
      await say(site(), timeout, 'EAST', { value: 600 });
      await say(site(), limit, 'SHANGHAI', { value: 25 });
      await say(site(), danger, 'EAST', { value: true });
      const erp = await program(site(), 'erp/4.2');
      await site().node.ask('GET', `/api/params/${timeout}?org=EAST`, undefined, erp);
      const page = await site().visit({ path: '/parameters' });
      const keys = async () =>
        (
          await table(page)
            .locator('a[data-path]')
            .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['path']))
        ).sort();
      const chip = (name: string) => page.getByRole('button', { name, exact: true });
      const only = async (name: string, paths: readonly string[]) => {
        await chip(name).click();
        await expect.poll(keys).toEqual([...paths].sort());
        expect(await chip(name).getAttribute('aria-pressed')).toBe('true');
        await chip(name).click();
        await expect.poll(async () => (await keys()).length).toBeGreaterThan(50);
      };
      await choose(page, '华东公司');
      await only('本组织设置', [timeout, danger]);
      await only('下级另行设置', [limit]);
      await only('慎用且开启中', [danger]);
      await choose(page, '上海电子有限公司');
      await only('继承而来', [timeout, danger]);
      await only('本组织设置', [limit]);
      await chip('90 天无人读取').click();
      await expect.poll(async () => (await keys()).includes(timeout)).toBe(false);
      expect((await keys()).length).toBeGreaterThan(50);
      await page.reload();
      await expect.poll(async () => (await keys()).length).toBeGreaterThan(50);
      expect(await chip('90 天无人读取').getAttribute('aria-pressed')).toBe('true');
      await chip('慎用').click();
      await page.getByRole('searchbox', { name: '查找参数' }).fill('折扣');
      await expect.poll(keys).toEqual([danger]);
      expect(await axeNow(page)).toEqual([]);
    });

    it('tell who reads them, when last, and who refused the value', async () => {
      const erp = await program(site(), 'erp-reader/5');
      await site().node.ask('GET', `/api/params/${timeout}?org=SHANGHAI`, undefined, erp);
      const page = await site().visit({ path: `/parameters?open=${timeout}` });
      await panel(page)
        .getByRole('tab', { name: /^读取方 \d/ })
        .click();
      await panel(page)
        .getByRole('listitem')
        .filter({ hasText: /erp-reader.*上海电子有限公司.*最近读取 \d{4}-\d\d-\d\d/s })
        .waitFor();
      expect(await axeNow(page)).toEqual([]);
    });

    it('of a dimension are a grid of organisations by tax numbers, of which several cells are set at once', async () => {
      const paper = 'elePaperInvoice/91310104MA1K3AB218';
      await say(site(), paper, 'SHANGHAI', { value: true });
      const page = await site().visit({ path: '/parameters?open=elePaperInvoice/*' });
      await panel(page).getByRole('tab', { name: '各组织' }).click();
      const grid = panel(page).locator('gj-instance-grid');
      const cell = (name: RegExp) => grid.getByRole('button', { name });
      await cell(/^上海电子有限公司 上海电子有限公司（91310104MA1K3AB218） 开$/).waitFor();
      expect(await cell(/^上海电子有限公司 所有税号 关$/).count()).toBe(1);
      await grid.getByRole('combobox', { name: '添加一列' }).selectOption({ index: 1 });
      await expect.poll(() => grid.getByRole('columnheader').count()).toBe(4);
      await cell(/^华东公司 所有税号/).click();
      await cell(/^北方公司 上海电子有限公司（91310104MA1K3AB218）/).click();
      expect(
        await cell(/^北方公司 上海电子有限公司（91310104MA1K3AB218）/).getAttribute('aria-pressed'),
      ).toBe('true');
      await grid.getByRole('checkbox', { name: '启用数电纸质发票' }).check();
      expect(await axeNow(page)).toEqual([]);
      await grid.getByRole('button', { name: '放入变更集 (2)' }).click();
      await inBasket(page, 2).click();
      await items(page)
        .filter({ hasText: /华东公司.*继承.*开/s })
        .waitFor();
      await items(page)
        .filter({ hasText: /北方公司 · 上海电子有限公司（91310104MA1K3AB218）.*继承.*开/s })
        .waitFor();
      await discard(page);
    });

    it('are copied from one organisation to others: what would change is seen, and goes into the basket', async () => {
      await say(site(), timeout, 'EAST', { value: 600, locked: true });
      await say(site(), timeout, 'NORTH', { value: 500 });
      const page = await site().visit({ path: '/parameters' });
      await choose(page, '华东公司');
      await page.getByRole('button', { name: '更多' }).click();
      await page.getByRole('menuitem', { name: '复制到其他组织…' }).click();
      const dialog = page.locator('gj-form-dialog');
      await dialog.getByRole('treeitem', { name: /北方公司/ }).click();
      await dialog.getByRole('treeitem', { name: /华南公司/ }).click();
      const lines = dialog.getByRole('status').getByRole('listitem');
      await lines.filter({ hasText: /华南公司.*继承.*600 秒/s }).waitFor();
      expect(await lines.count()).toBe(1);
      await dialog.getByRole('radio', { name: '用来源的值覆盖' }).check();
      await lines.filter({ hasText: /北方公司.*500 秒.*600 秒/s }).waitFor();
      await settled(page);
      expect(await axeNow(page)).toEqual([]);
      await dialog.getByRole('button', { name: '放入变更集 (2)' }).click();
      await inBasket(page, 2).click();
      await items(page)
        .filter({ hasText: /北方公司.*500 秒.*600 秒.*锁定/s })
        .waitFor();
      await items(page)
        .filter({ hasText: /华南公司.*继承.*600 秒/s })
        .waitFor();
      await discard(page);
    });

    it('of a file are compared with what is set, or with another file, and taken over', async () => {
      await say(site(), timeout, 'EAST', { value: 600 });
      const page = await site().visit({ path: '/compare' });
      await page.getByRole('tab', { name: '文件' }).click();
      const file = (name: string, value: string) => ({
        name,
        mimeType: 'application/json',
        buffer: Buffer.from(
          JSON.stringify({
            parameters: [
              {
                type: 'sim_config',
                key: 'sim_callback_request_timeout',
                org: 'EAST',
                state: 'value',
                value,
                locked: 'false',
              },
              {
                type: 'elePaperInvoice',
                key: '91310104MA1K3AB218',
                org: 'SHANGHAI',
                state: 'value',
                value: 'true',
                locked: 'true',
              },
            ],
          }),
        ),
      });
      await page.getByLabel('左边的文件').setInputFiles(file('one.json', '650'));
      const row = page.getByRole('row').filter({ hasText: 'sim_callback_request_timeout' });
      await expect.poll(() => row.innerText()).toMatch(/华东公司\s+650 秒\s+600 秒/);
      await page
        .getByRole('row')
        .filter({ hasText: /91310104MA1K3AB218.*上海电子有限公司.*开.*锁定.*未设置/s })
        .waitFor();
      expect(await axeNow(page)).toEqual([]);
      for (const box of await page.getByRole('row').getByRole('checkbox').all()) await box.check();
      await page.getByRole('button', { name: /^按文件设置/ }).click();
      await inBasket(page, 2).waitFor();
      await page.getByLabel('右边的文件').setInputFiles(file('two.json', '700'));
      await expect.poll(() => row.innerText()).toMatch(/650 秒\s+700 秒/);
      expect(await page.getByRole('button', { name: /^按文件设置/ }).count()).toBe(0);
      await inBasket(page, 2).click();
      await items(page)
        .filter({ hasText: /华东公司.*600 秒.*650 秒/s })
        .waitFor();
      await items(page)
        .filter({ hasText: /91310104MA1K3AB218.*继承.*开.*锁定/s })
        .waitFor();
      await discard(page);
    });

    it('of an organisation are shown before it is moved, disabled or deleted on its page or in the tree', async () => {
      const { node } = site();
      await say(site(), timeout, 'NORTH', { value: 500 });
      await say(site(), timeout, 'HANGZHOU', { value: 550 });
      const find = '/api/forms/organisation/records?number=HANGZHOU&view=manage';
      const hangzhou = async () =>
        ((await node.ask('GET', find)).body['items'] as unknown as [{ id: string; enabled: boolean }])[0];
      const { id } = await hangzhou();
      const page = await site().visit({ path: `/forms/organisation/${id}` });
      const more = async (name: string) => {
        await page.getByRole('button', { name: '更多' }).click();
        await page.getByRole('menuitem', { name, exact: true }).click();
      };
      const dialog = (name: string) =>
        page
          .locator('gj-if-organisation-dialog')
          .filter({ has: page.getByRole('dialog', { name, exact: true }) });

      // Values of its own stand in the way of deleting it, and are taken away by the basket.
      await more('删除');
      const gone = dialog('删除“杭州软件有限公司”');
      await gone.getByRole('alert').filter({ hasText: '它自行设置了 1 个参数值' }).waitFor();
      await gone
        .getByRole('listitem')
        .filter({ hasText: /回调超时时间.*550 秒/s })
        .first()
        .waitFor();
      expect(await gone.getByRole('button', { name: '删除', exact: true }).count()).toBe(0);
      expect(await axeNow(page)).toEqual([]);
      await gone.getByRole('button', { name: '把恢复继承放入变更集' }).click();
      await inBasket(page, 1).waitFor();
      expect(await reads(site(), timeout, 'HANGZHOU')).toBe(550);
      await inBasket(page, 1).click();
      await ready(page, '发布').click();
      await stands(page, '已发布');
      expect(await reads(site(), timeout, 'HANGZHOU')).toBe(1200);

      // Programs that read for it are told before it is disabled.
      const erp = await program(site(), 'erp-hangzhou/1');
      await node.ask('GET', `/api/params/${timeout}?org=HANGZHOU`, undefined, erp);
      await page.goto(`/forms/organisation/${id}`);
      await more('禁用');
      await dialog('禁用“杭州软件有限公司”')
        .getByText(/个程序在为它读取参数：.*erp-hangzhou/)
        .waitFor();
      await dialog('禁用“杭州软件有限公司”').getByRole('button', { name: '取消' }).click();
      expect((await hangzhou()).enabled).toBe(true);

      // Another parent: what it would read is shown before it is saved.
      const parent = page.getByRole('combobox', { name: '上级组织' });
      await parent.fill('北方公司');
      await page.getByRole('option', { name: /北方公司/ }).click();
      await page.keyboard.press('Control+s');
      const moved = dialog('“杭州软件有限公司”移到“北方公司”之下');
      await moved
        .getByRole('listitem')
        .filter({ hasText: /杭州软件有限公司.*1,200 秒.*500 秒/s })
        .waitFor();
      await moved.getByRole('button', { name: '取消' }).click();
      expect(await reads(site(), timeout, 'HANGZHOU')).toBe(1200);
      await page.keyboard.press('Control+s');
      await moved.getByRole('button', { name: '移动并保存' }).click();
      await page.getByText('已保存').waitFor();
      expect(await reads(site(), timeout, 'HANGZHOU')).toBe(500);

      // In the tree: disabled with its readers told, and taken back.
      await page.goto('/organisations');
      await page.getByRole('button', { name: '杭州软件有限公司 的操作' }).click();
      await page.getByRole('menuitem', { name: '禁用' }).click();
      await dialog('禁用“杭州软件有限公司”').getByRole('button', { name: '禁用', exact: true }).click();
      await page.getByText(/^已禁用/).waitFor();
      expect((await hangzhou()).enabled).toBe(false);
      await page.getByRole('button', { name: '撤销' }).click();
      await expect.poll(async () => (await hangzhou()).enabled).toBe(true);

      // In the list, picked there.
      await page.goto('/forms/organisation');
      await page.getByRole('checkbox', { name: /^选择 (杭州软件|HANGZHOU)/ }).check();
      await page.getByRole('toolbar', { name: '批量操作' }).getByRole('button', { name: '禁用' }).click();
      await dialog('禁用“杭州软件有限公司”').getByRole('button', { name: '取消' }).click();
      await dialog('禁用“杭州软件有限公司”').waitFor({ state: 'detached' });
      expect((await hangzhou()).enabled).toBe(true);
    });

    it('go live with records: one is disabled and another deleted by the basket, from their pages', async () => {
      const { node } = site();
      const stays = async (id: string) =>
        await node.ask('GET', `/api/forms/invoice-item/records/${id}?view=manage`);
      const { body: known } = await node.ask('GET', '/api/forms/invoice-item/records?view=manage&limit=2');
      const [one, other] = (known['items'] as unknown as readonly { id: string }[]).map(({ id }) => id) as [
        string,
        string,
      ];
      const page = await site().visit({ path: `/forms/invoice-item/${one}` });
      await page.getByRole('button', { name: '更多' }).click();
      await page.getByRole('menuitem', { name: '禁用（放入变更集）' }).click();
      await inBasket(page, 1).waitFor();
      expect((await stays(one)).body['enabled']).toBe(true);
      await page.goto(`/forms/invoice-item/${other}`);
      await page.getByRole('button', { name: '更多' }).click();
      await page.getByRole('menuitem', { name: '删除（放入变更集）' }).click();
      await inBasket(page, 2).click();
      await items(page).filter({ hasText: /禁用/ }).waitFor();
      await items(page).filter({ hasText: /删除/ }).waitFor();
      await items(page).filter({ hasText: /删除/ }).getByRole('button', { name: /^移出/ }).click();
      await inBasket(page, 1).waitFor();
      // A case of the package expects this very item.
      await page.getByLabel('如果符合预期，请说明理由').fill('这一项不再使用');
      await ready(page, '仍然发布').click();
      await stands(page, '已发布');
      expect((await stays(one)).body['enabled']).toBe(false);
      expect((await stays(other)).status).toBe(200);
    });

    it.each(languages)('are wholly there at 1024 in %s: grid, copy, files, comparison', async (language) => {
      await say(site(), timeout, 'EAST', { value: 600 });
      const page = await site().visit({
        path: '/parameters?open=elePaperInvoice/*',
        language,
        size: narrow,
      });
      const clean = async () => {
        await settled(page);
        expect(await cutElements(page)).toEqual([]);
        expect(await axeInLanguage(page, language)).toEqual([]);
      };
      await panel(page).getByRole('tab').nth(2).click();
      await panel(page).locator('gj-instance-grid').getByRole('button').nth(3).waitFor();
      await clean();
      // So low that where it is set lies beyond the window.
      await page.setViewportSize({ width: 1024, height: 600 });
      await page.goto(`/parameters?open=${timeout}`);
      // A person who opens a parameter sees its head, and scrolls to where it is set.
      await panel(page).locator('gj-parameter-editor').getByRole('textbox').first().waitFor();
      await settled(page);
      expect(
        await panel(page)
          .getByRole('region')
          .first()
          .evaluate(({ scrollTop }) => scrollTop),
      ).toBe(0);
      await page.setViewportSize(narrow);
      await panel(page).getByRole('tab').nth(4).click();
      await clean();
      await page.goto('/compare?a=EAST&b=NORTH');
      await line(page, 'sim_callback')
        .or(page.getByRole('row').filter({ hasText: 'sim_callback' }))
        .first()
        .waitFor();
      await clean();
      await page.goto('/compare?copy&a=EAST');
      await page.locator('gj-form-dialog').getByRole('treeitem').nth(5).click();
      await page.locator('gj-form-dialog').getByRole('status').getByRole('listitem').first().waitFor();
      // An element beneath a dialog is covered on purpose.
      expect(await axeInLanguage(page, language)).toEqual([]);
    });
  },
  { demo: true },
);
