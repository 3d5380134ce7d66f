import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

inBrowser('series of numbers', (site) => {
  it('are made by condition, written and put in order', async () => {
    const page = await site().visit({ path: '/design/additional-info', language: 'zh' });
    await page.locator('gj-design-canvas .tile').filter({ hasText: '编号' }).first().click();
    const panel = page.locator('gj-place-panel');
    const more = panel.getByText('更多', { exact: true });
    const add = panel.getByRole('button', { name: '按条件加一种编号' });
    await add.or(more).first().waitFor();
    if (!(await add.count())) await more.first().click();
    for (const [at, text] of ['甲', '乙'].entries()) {
      await add.click();
      await page.getByRole('button', { name: '添加条件' }).click();
      await page.keyboard.type('名称');
      await page.keyboard.press('Enter');
      await page.getByRole('combobox', { name: '比较方式' }).selectOption({ label: '包含' });
      await page.getByLabel('比较值').first().fill(text);
      await page.getByRole('button', { name: '确定' }).click();
      await panel.getByLabel(`编号系列 ${at + 1}：编号规则`).fill(`${at}-{seq:4}`);
      await page.keyboard.press('Tab');
      // What it gives stands below, also of pieces that are chosen.
      const own = panel.locator('gj-series-editor gj-pattern-editor').nth(at);
      await own.getByText(`例如 ${at}-0001`).waitFor();
      await own.getByLabel('插入').selectOption({ label: '流水号（6 位）' });
      await own.getByText(`例如 ${at}-000001`).waitFor();
    }
    await panel.getByRole('button', { name: '编号系列 2：上移' }).click();
    const kept = async () => {
      const { body } = await site().node.ask('GET', '/api/design/drafts');
      const [first] = body['items'] as readonly { readonly id: string }[];
      const { log } = (await site().node.ask('GET', `/api/design/drafts/${first?.id}`)).body;
      const step = (log as readonly JsonObject[]).findLast((one) => JSON.stringify(one).includes('/series'));
      return JSON.stringify(step);
    };
    await expect.poll(kept).toMatch(/"pattern":"1-\{seq:6\}".*"pattern":"0-\{seq:6\}"/);
    await settled(page);
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      await panel.getByLabel('编号系列 1：编号规则').scrollIntoViewIfNeeded();
      expect(await cutElements(page)).toEqual([]);
      await picture(page, `series-${width}`);
    }
    expect(await axeNow(page)).toEqual([]);
    await panel.getByRole('button', { name: '编号系列 1：删除' }).click();
    await expect.poll(kept).not.toContain('1-{seq:6}');
  });
});
