import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { watcherOf } from '../runtime/http/params/watcher.suite.ts';
import { itLong } from '../workshop/it-long.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { forgetBefore, hire, password, timeout } from './console.ts';
import { isSound } from './is-sound.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

async function choose(page: Page, org: string): Promise<void> {
  await page.locator('gj-org-switch').getByRole('combobox').click();
  await page.getByRole('option', { name: org }).click();
  await page.locator('gj-page-head').getByText(org, { exact: true }).waitFor();
}

const panel = (page: Page) => page.locator('gj-parameter');
const inBasket = (page: Page, count: number) => page.getByRole('link', { name: `变更集：${count} 项待发布` });

inBrowser(
  'changes',
  (site) => {
    beforeEach(() =>
      forgetBefore(site(), [
        timeout,
        'sim_botp_config/enforce_goods_match',
        'ArBillPushLimit/ArBillPushLimit',
      ]),
    );

    it('go into the basket, are previewed, taken out and put back, and are published together', async () => {
      const page = await site().visit({ path: '/parameters' });
      await choose(page, '华东公司');
      await page.getByRole('link', { name: '回调超时时间' }).click();
      await panel(page).getByLabel('值 (秒)').fill('600');
      await panel(page).getByRole('button', { name: '放入变更集' }).click();
      await inBasket(page, 1).waitFor();
      await page.goto('/parameters?open=sim_botp_config/enforce_goods_match');
      await panel(page).getByRole('checkbox', { name: '强制应收单匹配开票项' }).uncheck();
      await panel(page).getByRole('button', { name: '放入变更集' }).click();
      await inBasket(page, 2).click();

      const items = page.getByRole('list', { name: '改动' });
      await items
        .getByRole('listitem')
        .filter({ hasText: /回调超时时间.*华东公司.*继承.*600 秒/s })
        .waitFor();
      await page.getByText('其中有关闭检查或切换环境的参数，请填写原因').waitFor();
      const publish = page.getByRole('button', { name: '发布', exact: true });
      expect(await publish.isDisabled()).toBe(true);
      const effects = page.getByRole('region', { name: '受影响的组织' });
      await effects.getByText('回调超时时间').click();
      await effects
        .getByRole('listitem')
        .filter({ hasText: /上海电子有限公司.*1,200 秒.*600 秒/s })
        .waitFor();
      expect(await axeNow(page)).toEqual([]);

      await page.getByRole('button', { name: '移出 强制应收单匹配开票项' }).click();
      await inBasket(page, 1).waitFor();
      await page.keyboard.press('Control+z');
      await inBasket(page, 2).waitFor();
      await page.getByRole('textbox', { name: '原因' }).fill('月底联调');
      await page.keyboard.press('Tab');
      await publish.and(page.locator(':enabled')).click();
      await page.locator('gj-page-head').getByText('已发布').waitFor();
      await page.getByRole('link', { name: '变更集：空' }).waitFor();
      await effects.getByText('发布时').waitFor();
      await effects.getByText('回调超时时间').click();
      await effects
        .getByRole('listitem')
        .filter({ hasText: /上海电子有限公司.*1,200 秒.*600 秒/s })
        .waitFor();
      await page.getByRole('note', { name: '慎用参数' }).getByText('强制应收单匹配开票项').waitFor();
      const read = async (path: string) =>
        (await site().node.ask('GET', `/api/params/${path}?org=SHANGHAI`)).body['value'];
      expect(await read(timeout)).toBe(600);
      expect(await read('sim_botp_config/enforce_goods_match')).toBe(false);
      await page.goto(`/parameters?open=${timeout}`);
      const by = panel(page).getByRole('link', { name: /^变更集 CS\d+$/ });
      await by.waitFor();
      await settled(page);
      await picture(page, 'parameter-by-set');
      await panel(page).getByRole('tab', { name: '历史' }).click();
      await by.first().click();
      await page.getByText('月底联调').first().waitFor();

      await page.goto('/changes?view=published');
      await page
        .getByRole('row')
        .filter({ hasText: '月底联调' })
        .getByRole('button', { name: '回滚' })
        .click();
      await page.locator('gj-form-dialog').getByRole('textbox', { name: '原因' }).fill('联调完成');
      await page.getByRole('button', { name: '新建回滚草稿' }).click();
      await items
        .getByRole('listitem')
        .filter({ hasText: /恢复继承.*回调超时时间/s })
        .waitFor();
      await publish.and(page.locator(':enabled')).click();
      await page.locator('gj-page-head').getByText('已发布').waitFor();
      expect(await read(timeout)).toBe(1200);

      await page.getByRole('link', { name: '被回滚的变更集' }).click();
      await page.getByRole('heading', { level: 1, name: '月底联调' }).waitFor();
      expect(await page.getByRole('button', { name: '回滚' }).count()).toBe(0);
      await isSound(page, 'change-undone');
      await page.getByRole('link', { name: /^已由 CS\d+ 回滚$/ }).click();
      await page.getByRole('heading', { level: 1, name: /^回滚/ }).waitFor();
      await page.goto('/changes?view=published');
      const undone = page.getByRole('row').filter({ hasText: /月底联调.*已由 CS/s });
      await undone.waitFor();
      expect(await undone.getByRole('button', { name: '回滚' }).count()).toBe(0);
    });

    it('are proposed by one and approved by another, who finds them at home; a watching program hears it', async () => {
      const { node } = site();
      const settings = '/api/forms/tenant-settings/record?org=root';
      const { body } = await node.ask('GET', settings);
      const asked = { approvalTypes: [{ type: 'sim_config' }] };
      const kept = await node.ask('PATCH', settings, asked, { 'if-match': `"${String(body['revision'])}"` });
      expect(kept.status).toBeLessThan(300);
      await hire(site(), 'liu', '刘洋', ['* read', '* write']);
      await hire(site(), 'chen', '陈晨', ['* read', '* approve']);
      const watcher = await watcherOf(node, '/api/watch?params=sim_config.*&org=SHANGHAI');

      const liu = await site().visit({ user: 'liu', password, path: '/' });
      await liu.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '参数' }).click();
      await liu.getByRole('link', { name: '回调超时时间' }).click();
      await panel(liu).getByLabel('值 (秒)').fill('450');
      await panel(liu).getByRole('button', { name: '放入变更集' }).click();
      await inBasket(liu, 1).click();
      await liu.getByText('须由没有参与编辑的人批准').waitFor();
      await liu.getByRole('textbox', { name: '名称' }).fill('缩短回调');
      await liu.keyboard.press('Tab');
      await liu.getByRole('button', { name: '提交审批' }).click();
      await liu.locator('gj-page-head').getByText('待审批').waitFor();
      expect(await liu.getByRole('button', { name: '批准' }).count()).toBe(0);

      const chen = await site().visit({ user: 'chen', password, path: '/' });
      await chen.getByRole('button', { name: /^任务与通知.*1 项需要处理/ }).waitFor();
      const waits = chen.getByRole('region', { name: '需要处理' });
      await waits.getByRole('link', { name: '审批变更集：缩短回调' }).click();
      await chen.getByRole('button', { name: '批准' }).click();
      await chen.locator('gj-page-head').getByText('已批准').waitFor();
      // Whoever may set nothing exports, and is offered neither an import nor copies for others.
      await chen.goto('/parameters');
      await panel(chen)
        .or(chen.getByRole('link', { name: '回调超时时间' }))
        .first()
        .waitFor();
      await chen.getByRole('button', { name: '更多操作' }).click();
      const offered = chen.getByRole('menuitem');
      await offered.filter({ hasText: '导出为 json' }).waitFor();
      expect((await offered.allInnerTexts()).filter((text) => /导入|复制/.test(text))).toEqual([]);
      await chen.goto('/compare?a=EAST&b=SHANGHAI');
      await chen
        .getByRole('status')
        .filter({ hasText: /处不同/ })
        .waitFor();
      expect(await chen.getByRole('button', { name: /放入变更集|复制到其他组织/ }).count()).toBe(0);
      await liu.reload();
      await liu.getByRole('button', { name: '发布', exact: true }).click();
      await liu.locator('gj-page-head').getByText('已发布').waitFor();
      expect(await watcher.change()).toMatch(/sim_callback_request_timeout .* → 450/);
      await watcher.die();
      expect((await node.ask('GET', `/api/params/${timeout}?org=SHANGHAI`)).body['value']).toBe(450);
    });

    it('of a record go into the basket beside those of parameters, and the record stands until they are published', async () => {
      const { body } = await site().node.ask(
        'GET',
        '/api/forms/invoice-item/records?view=manage&number=SP-SOFT',
      );
      const [{ id }] = body['items'] as [{ id: string }];
      const page = await site().visit({ path: `/forms/invoice-item/${id}` });
      const name = page.getByLabel('名称', { exact: true });
      await name.fill('软件服务');
      await page.getByRole('button', { name: '放入变更集' }).click();
      await inBasket(page, 1).waitFor();
      expect(await name.inputValue()).toBe('软件服务费');
      await inBasket(page, 1).click();
      await page
        .locator('gj-changes')
        .getByRole('row')
        .filter({ hasText: /名称.*软件服务费.*软件服务/s })
        .waitFor();
      expect(await axeNow(page)).toEqual([]);
      await page.getByRole('button', { name: '发布', exact: true }).and(page.locator(':enabled')).click();
      await page.locator('gj-page-head').getByText('已发布').waitFor();
      await page.goto(`/forms/invoice-item/${id}`);
      await expect.poll(() => name.inputValue()).toBe('软件服务');
    });

    itLong('of a rule say which documents another one would match', async () => {
      const item = {
        action: 'create',
        form: 'invoice-type-rule',
        body: { name: '一律专票', priority: 1, invoiceType: '08xdp', sharing: 'global' },
      };
      const { body } = await site().node.ask('POST', '/api/changesets?org=root', { items: [item] });
      const page = await site().visit({ path: `/changes/${String(body['id'])}` });
      await page.getByText(/最近 \d+ 张单据中，[1-9]\d* 张会匹配到另一条规则/).click();
      const first = page.getByRole('list', { name: '会匹配到另一条规则' }).getByRole('listitem').first();
      await first.getByText('一律专票').waitFor();
      expect(await axeNow(page)).toEqual([]);
      // A set that a program drafted is in nobody's basket until somebody says so.
      await page.locator('gj-page-head').getByText('草稿').waitFor();
      expect(await page.getByText('当前变更集').count()).toBe(0);
      // Without a name it is called by its number, which is said once.
      const number = String(body['number']);
      await page.locator('gj-page-head').getByText(`变更集 ${number}`, { exact: true }).waitFor();
      expect(await page.locator('gj-page-head').getByText(number).count()).toBe(1);
    });

    itLong(
      'of one parameter for several organisations at once are picked from all of them, side by side',
      async () => {
        const page = await site().visit({
          path: '/parameters?open=sim_batch_invoice_config/sync_issue_limit',
        });
        await panel(page).getByRole('tab', { name: '各组织' }).click();
        const grid = page.locator('gj-parameter-grid');
        await expect.poll(() => grid.getByRole('row').count()).toBe(13);
        for (const org of ['华东公司', '北方公司'])
          await grid.getByRole('checkbox', { name: `选择 ${org}` }).check();
        await grid.getByLabel('给勾选的组织设置').fill('25');
        await grid.getByLabel('生效日期').fill('2099-01-01');
        await grid.getByLabel('失效日期').fill('2099-06-30');
        await isSound(page, 'parameter-grid');
        await grid.getByRole('button', { name: '放入变更集 (2)' }).click();
        await inBasket(page, 2).click();
        for (const org of ['华东公司', '北方公司'])
          await page
            .getByRole('listitem')
            .filter({ hasText: new RegExp(`${org}.*25 张`, 's') })
            .first()
            .waitFor();
        await page.getByRole('button', { name: '发布', exact: true }).and(page.locator(':enabled')).click();
        await page.locator('gj-page-head').getByText('已发布').waitFor();
        await page.goto('/parameters?open=sim_batch_invoice_config/sync_issue_limit');
        await panel(page).getByRole('tab', { name: '各组织' }).click();
        await grid
          .getByRole('row')
          .filter({ hasText: /华东公司.*2099-01-01 至 2099-06-30 25 张/s })
          .waitFor();
        await isSound(page, 'parameter-grid-waiting');
      },
    );

    it('are compared between organisations, what differs first, and taken over into the basket', async () => {
      const limit = 'ArBillPushLimit/ArBillPushLimit';
      await site().node.ask('PUT', `/api/params/${limit}?org=SOUTH`, { value: 2000 });
      const page = await site().visit({ path: '/compare?a=SOUTH&b=SOUTH' });
      await page.getByText('两边是同一个组织、同一天').waitFor();
      await page.getByRole('combobox', { name: '右边 组织' }).click();
      // What was chosen is selected: typing finds another.
      await page.keyboard.type('北方');
      await page.getByRole('option', { name: /北方公司/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('status').filter({ hasText: '1 处不同' }).waitFor();
      const row = page.getByRole('row').filter({ hasText: 'ArBillPushLimit' });
      expect(await row.innerText()).toMatch(/2,000 张\s+本组织/);
      expect(await axeNow(page)).toEqual([]);
      await row.getByRole('checkbox').check();
      await page.getByRole('button', { name: /^把左边的值用于北方公司/ }).click();
      await inBasket(page, 1).click();
      await page
        .getByRole('list', { name: '改动' })
        .getByRole('listitem')
        .filter({ hasText: /北方公司.*继承.*2,000 张/s })
        .waitFor();
    });
  },
  { demo: true },
);
