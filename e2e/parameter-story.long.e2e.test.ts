import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { watcherOf } from '../runtime/http/params/watcher.suite.ts';
import { inBrowser } from './browser.ts';
import {
  askApproval,
  choose,
  hire,
  inBasket,
  items,
  line,
  panel,
  password,
  reads,
  ready,
  stands,
  timeout,
} from './console.ts';

inBrowser(
  'a parameter',
  (site) => {
    beforeAll(async () => {
      await hire(site(), 'liu', '刘洋', ['* read', '* write']);
      await hire(site(), 'chen', '陈晨', ['* read', '* approve']);
    });

    it('is set for a region, inherited below with its chain, locked, refused below, proposed by one and approved by another, heard by a program, rolled back, compared and taken over', async () => {
      const { node } = site();
      const links = (of: typeof page) => panel(of).locator('gj-parameter-chain').getByRole('listitem');

      // Set for a region.
      const page = await site().visit({ path: '/parameters' });
      await choose(page, '华东公司');
      await page.getByRole('link', { name: '回调超时时间' }).click();
      await panel(page).getByLabel('值 (秒)').fill('600');
      await panel(page).getByRole('button', { name: '放入变更集' }).click();
      await publishBasket(page);

      // Inherited at a subsidiary, with its chain.
      await page.goto(`/parameters?open=${timeout}`);
      await choose(page, '上海电子有限公司');
      expect(await line(page, 'sim_callback_request_timeout').innerText()).toMatch(
        /600 秒\s+继承自 华东公司/,
      );
      await links(page)
        .filter({ hasText: /华东公司.*600 秒.*生效/s })
        .waitFor();
      await links(page)
        .filter({ hasText: /没有设置时.*1,200 秒.*被覆盖/s })
        .waitFor();

      // Locked, from the link of the chain that leads there.
      await links(page).filter({ hasText: '华东公司' }).getByRole('button', { name: '华东公司' }).click();
      await page.locator('gj-page-head').getByText('华东公司', { exact: true }).waitFor();
      await panel(page).getByRole('checkbox', { name: /^锁定/ }).check();
      await panel(page).getByRole('button', { name: '放入变更集' }).click();
      await publishBasket(page);

      // Refused below, to people and to programs.
      await page.goto(`/parameters?open=${timeout}`);
      await choose(page, '上海电子有限公司');
      await panel(page).getByText('“华东公司”锁定了这个值，这里不能另行设置。').waitFor();
      const refused = await node.ask('PUT', `/api/params/${timeout}?org=SHANGHAI`, { value: 1 });
      expect(refused.status).toBe(409);
      expect(JSON.stringify(refused.body)).toContain('华东公司');

      // Proposed by one, approved by another, while a program watches.
      await askApproval(site(), ['sim_config']);
      const watcher = await watcherOf(node, '/api/watch?params=sim_config.*&org=SHANGHAI');
      const liu = await site().visit({ user: 'liu', password, path: `/parameters?open=${timeout}` });
      await panel(liu).getByLabel('值 (秒)').fill('450');
      await panel(liu).getByRole('button', { name: '放入变更集' }).click();
      await inBasket(liu, 1).click();
      await liu.getByRole('textbox', { name: '名称' }).fill('缩短回调');
      await liu.keyboard.press('Tab');
      await propose(liu);
      expect(await liu.getByRole('button', { name: '批准' }).count()).toBe(0);
      const chen = await site().visit({ user: 'chen', password, path: '/' });
      await chen
        .getByRole('region', { name: '需要处理' })
        .getByRole('link', { name: '审批变更集：缩短回调' })
        .click();
      await agreeAndPublish(chen, liu);
      expect(await watcher.change()).toMatch(/sim_callback_request_timeout .* → 450/);

      // Rolled back the same way.
      await liu.goto('/changes?view=published');
      await liu
        .getByRole('row')
        .filter({ hasText: '缩短回调' })
        .getByRole('button', { name: '回滚' })
        .click();
      await liu.locator('gj-form-dialog').getByRole('textbox', { name: '原因' }).fill('对方跟不上');
      await liu.getByRole('button', { name: '新建回滚草稿' }).click();
      await items(liu)
        .filter({ hasText: /450 秒.*600 秒/s })
        .waitFor();
      await propose(liu);
      const back = liu.url();
      await chen.goto(back);
      await agreeAndPublish(chen, liu);
      expect(await watcher.change()).toMatch(/sim_callback_request_timeout .* → 600/);
      await watcher.die();
      await askApproval(site(), []);

      // Compared, and taken over.
      await page.goto('/compare?a=EAST&b=NORTH');
      const row = page.getByRole('row').filter({ hasText: 'sim_callback_request_timeout' });
      await expect.poll(() => row.innerText()).toMatch(/600 秒\s+本组织锁定[\s\S]*1,200 秒\s+未设置/);
      await row.getByRole('checkbox').check();
      await page.getByRole('button', { name: /^把左边的值用于北方公司/ }).click();
      await publishBasket(page);
      expect(await reads(site(), timeout, 'NORTH')).toBe(600);
    });

    it('is set, proposed, approved by another and published by keys alone', async () => {
      await askApproval(site(), ['sim_batch_invoice_config']);
      const liu = await site().visit({ user: 'liu', password });
      await liu.keyboard.press('Control+k');
      await liu.keyboard.type('参数');
      await liu.getByRole('option', { name: '参数' }).and(liu.locator('[aria-selected=true]')).waitFor();
      await liu.keyboard.press('Enter');
      await liu.locator('gj-parameter-list').waitFor();
      await liu.keyboard.press('/');
      await liu.keyboard.type('sync_issue_limit');
      await liu.getByRole('status').filter({ hasText: '1 个参数' }).waitFor();
      await liu.keyboard.press('ArrowDown');
      await liu.keyboard.press('F2');
      await expect
        .poll(() => liu.locator('gj-parameter-editor').evaluate((one) => one.matches(':focus-within')))
        .toBe(true);
      await liu.keyboard.press('Control+a');
      await liu.keyboard.type('25');
      await tabTo(liu, /^放入变更集$/);
      await liu.keyboard.press('Enter');
      await inBasket(liu, 1).waitFor();
      await liu.keyboard.press('Escape');
      await panel(liu).waitFor({ state: 'detached' });
      await tabTo(liu, /^变更集：1 项待发布$/, 'Shift+Tab');
      await liu.keyboard.press('Enter');
      await liu.waitForURL('**/changes/*');
      await ready(liu, '提交审批').waitFor();
      await tabTo(liu, /^名称$/);
      await liu.keyboard.type('一次同步二十五张');
      await liu.keyboard.press('Tab');
      await ready(liu, '提交审批').waitFor();
      await tabTo(liu, /^提交审批$/);
      await liu.keyboard.press('Enter');
      await stands(liu, '待审批');

      // The approver starts at home, where the set waits for him.
      const chen = await site().visit({ user: 'chen', password });
      await chen
        .getByRole('region', { name: '需要处理' })
        .getByRole('link', { name: '审批变更集：一次同步二十五张' })
        .waitFor();
      await tabTo(chen, /^跳到内容$/);
      await chen.keyboard.press('Enter');
      await tabTo(chen, /一次同步二十五张/);
      await chen.keyboard.press('Enter');
      await ready(chen, '批准').waitFor();
      await tabTo(chen, /^批准$/);
      await chen.keyboard.press('Enter');
      await stands(chen, '已批准');

      await hearsOfApproval(liu);
      await tabTo(liu, /^发布$/);
      await liu.keyboard.press('Enter');
      await stands(liu, '已发布');
      expect(await reads(site(), 'sim_batch_invoice_config/sync_issue_limit', 'EAST')).toBe(25);
      await askApproval(site(), []);
    });
  },
  { demo: true },
);

/** Presses until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 150; presses++) {
    const found = await page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      const input = at instanceof HTMLInputElement ? (at.labels?.[0]?.innerText ?? '') : '';
      return at?.getAttribute('aria-label') ?? (input || (at?.textContent?.trim() ?? ''));
    });
    if (name.test(found)) return;
    passed.push(found.slice(0, 20));
    await page.keyboard.press(key);
  }
  throw new Error(`nothing called ${name} by ${key}, but ${passed.join(' | ')}`);
}

async function publishBasket(page: Page): Promise<void> {
  await inBasket(page, 1).click();
  await ready(page, '发布').click();
  await stands(page, '已发布');
}

async function propose(page: Page): Promise<void> {
  await ready(page, '提交审批').click();
  await stands(page, '待审批');
}

async function hearsOfApproval(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /陈晨.*批准/ })
    .waitFor();
}

async function agreeAndPublish(chen: Page, author: Page): Promise<void> {
  await ready(chen, '批准').click();
  await stands(chen, '已批准');
  await hearsOfApproval(author);
  await ready(author, '发布').click();
  await stands(author, '已发布');
}
