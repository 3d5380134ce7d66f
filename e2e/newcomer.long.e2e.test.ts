import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

/** Clicks, choices and filled boxes, as somebody counts who was shown nothing. */
class Steps {
  count = 0;
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  async press(name: string): Promise<void> {
    this.count += 1;
    await this.page.getByRole('button', { name, exact: true }).first().click();
  }
  async follow(name: string): Promise<void> {
    this.count += 1;
    await this.page.getByRole('link', { name, exact: true }).first().click();
  }
  async fill(name: string, text: string): Promise<void> {
    this.count += 1;
    await this.page.getByLabel(name, { exact: true }).first().fill(text);
  }
  async choose(selector: string, value: string): Promise<void> {
    this.count += 1;
    await this.page.locator(selector).first().selectOption(value);
  }
  /** A field of a kind, by the palette, called so. */
  async add(kind: string, called: string): Promise<void> {
    this.count += 1;
    await this.page.getByRole('button', { name: `添加字段：${kind}` }).click();
    const fresh = this.page.locator('gj-fresh-field');
    await fresh.locator('input.label').first().fill(called);
    this.count += 2;
    await fresh.getByRole('button', { name: '加到表单' }).click();
    await this.page.locator('gj-design-canvas .tile:not(.fresh)', { hasText: called }).waitFor();
  }
  async publish(): Promise<void> {
    await this.press('发布…');
    const go = this.page.getByRole('button', { name: '发布', exact: true });
    await expect.poll(() => go.isEnabled(), { timeout: 60_000 }).toBe(true);
    await this.press('发布');
    await this.page.locator('gj-list-page').waitFor();
  }
}

const tile = (page: Page, text: string) =>
  page.locator('gj-design-canvas .tile:not(.fresh)', { hasText: text }).first();

inBrowser(
  'a newcomer, from the first page and without the manual',
  (site) => {
    it('makes a form with fields and a formula, and fills in a record', async () => {
      const page = await site().visit({});
      const steps = new Steps(page);
      await steps.press('运行管理').catch(() => undefined);
      await steps.follow('设计');
      await steps.press('新表单');
      await steps.choose('select[name=seen]', 'everybody');
      await steps.fill('中文名称', '领用');
      await steps.press('开始设计');
      await page.locator('gj-design-canvas').waitFor();
      await steps.add('整数', '数量');
      await steps.add('金额', '单价');
      await steps.add('单行文字', '日期');
      steps.count += 1;
      await page.getByRole('button', { name: '添加字段：公式' }).click();
      const fresh = page.locator('gj-fresh-field');
      await fresh.locator('input.label').first().fill('合计');
      const editor = fresh.locator('gj-formula-editor');
      await editor.getByRole('textbox', { name: '公式', exact: true }).click();
      // Fields are found by what people call them.
      for (const [at, called] of ['数量', '单价'].entries()) {
        await page.keyboard.insertText(called);
        await editor
          .getByRole('option', { name: new RegExp(called) })
          .first()
          .waitFor();
        await page.keyboard.press('Enter');
        if (at === 0) await page.keyboard.insertText(' * ');
      }
      await editor.getByRole('status').filter({ hasText: '这样算出：' }).waitFor();
      steps.count += 7;
      await isSound(page, 'newcomer-formula');
      await fresh.getByRole('button', { name: '加到表单' }).click();
      await tile(page, '合计').waitFor();
      await steps.publish();
      await steps.follow('新建一条');
      await page.locator('gj-record-page').waitFor();
      await isSound(page, 'newcomer-record');
      expect(steps.count).toBeLessThan(30);
    });

    it('changes a kind with data, and takes back what was published', async () => {
      const { node } = site();
      const line = (await node.ask('GET', '/api/forms')).body['forms'] as readonly JsonObject[];
      const form = String(line.find(({ label }) => (label as { zh: string }).zh === '领用')?.['name']);
      const { fields } = (await node.ask('GET', `/api/forms/${form}`)).body as {
        fields: readonly JsonObject[];
      };
      const named = (zh: string) =>
        String(fields.find(({ label }) => (label as { zh: string }).zh === zh)?.['name']);
      for (const day of ['2026-05-01', '下周'])
        await node.ask('POST', `/api/forms/${form}/records`, { name: day, [named('日期')]: day });
      const page = await site().visit({ path: `/design/${form}` });
      const steps = new Steps(page);
      await tile(page, '日期').click();
      await steps.choose('gj-place-panel select:has(option[value=multiline])', 'date');
      await steps.press('改类型');
      await steps.press('发布…');
      await steps.press('改成别的值或清空…');
      await steps.press('就这样处理');
      const go = page.getByRole('button', { name: '发布', exact: true });
      await expect.poll(() => go.isEnabled(), { timeout: 60_000 }).toBe(true);
      await steps.press('发布');
      await page.locator('gj-list-page').waitFor();
      const kindOf = async () => {
        const { body } = await node.ask('GET', `/api/forms/${form}`);
        const found = (body['fields'] as readonly JsonObject[]).find(({ name }) => name === named('日期'));
        return found?.['kind'];
      };
      expect(await kindOf()).toBe('date');
      await page.locator('gj-notices').getByRole('button', { name: '撤销' }).click();
      steps.count += 1;
      // What was given up is not brought back in silence: it is said first what the undo means.
      const dialog = page.locator('dialog[open]');
      const isAsked = async () => (await dialog.count()) > 0 || (await kindOf()) === 'text';
      await expect.poll(isAsked, { timeout: 30_000 }).toBe(true);
      expect(steps.count).toBeLessThan(12);
    });

    it('takes fields to another form over the clipboard', async () => {
      const { node } = site();
      const line = (await node.ask('GET', '/api/forms')).body['forms'] as readonly JsonObject[];
      const form = String(line.find(({ label }) => (label as { zh: string }).zh === '领用')?.['name']);
      const page = await site().visit({ path: `/design/${form}` });
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await tile(page, '单价').click();
      await tile(page, '数量').click({ modifiers: ['Control'] });
      await page.keyboard.press('Control+c');
      await page.getByText('已复制 2 个字段', { exact: false }).waitFor();
      await page.goto('/design/organisation');
      await page.locator('gj-design-canvas .tile').first().click();
      await page.keyboard.press('Control+v');
      for (const called of ['单价', '数量']) await tile(page, called).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('"guijuFields"');
    });
  },
  { packages: ['platform'], story: true },
);
