import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { itLong } from '../workshop/it-long.ts';
import { pairGroup } from '../workshop/kind-pairs.ts';
import { languages } from '../workshop/runs.ts';
import { axeNow } from './axe.ts';
import { inBrowser, type Site } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { changeKinds, makePairs, silentLosses } from './kind-pairs.ts';
import { pickForm } from './pick-form.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';
import { walk } from './walk.ts';

const form = 'invoice-item';

/** Whole in both widths, and nothing serious for whoever cannot see it. */
async function isSound(page: Page, name: string): Promise<void> {
  for (const close of await page.locator('gj-notices').getByRole('button', { name: '关闭' }).all())
    await close.click();
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    expect(await cutElements(page), `${name} ${width}`).toEqual([]);
    await picture(page, `${name}-${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(await axeNow(page), name).toEqual([]);
}

async function fieldNamed({ node }: Site, zh: string): Promise<JsonObject | undefined> {
  const { body } = await node.ask('GET', `/api/forms/${form}`);
  const fields = body['fields'] as JsonObject[];
  return fields.find(({ label }) => (label as { zh: string }).zh === zh);
}

const stored = (page: Page) => page.getByText(/步改动已保存/).waitFor();
/** Of a field that is in the design: the one that is about to be added has a tile, too. */
const tile = (page: Page, text: string) =>
  page.locator('gj-design-canvas .tile:not(.fresh)', { hasText: text });
const isFocused = (one: Locator) => expect.poll(() => one.evaluate((at) => at.matches(':focus'))).toBe(true);

/** Keys that are pressed from here on; letters of names are not counted. */
function countPresses({ keyboard }: Page): () => number {
  let count = 0;
  const press = keyboard.press.bind(keyboard);
  keyboard.press = (key, options) => {
    count += 1;
    return press(key, options);
  };
  return () => count;
}

/** By hand: where it goes comes into sight while what is carried is held near the edge of the canvas. */
async function carry(page: Page, what: Locator, to: Locator): Promise<void> {
  const { x, y, height } = await boxOf(page.locator('gj-design-canvas'));
  await what.scrollIntoViewIfNeeded();
  const from = await boxOf(what);
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(from.x + 30, from.y + 14);
  let nudge = 0;
  const isInSight = async () => {
    const at = await boxOf(to);
    if (at.y >= y && at.y + at.height <= y + height) return true;
    nudge = 1 - nudge;
    await page.mouse.move(x + 60 + nudge, at.y < y ? y + 4 : y + height - 4);
    return false;
  };
  await expect.poll(isInSight, { interval: 30 }).toBe(true);
  await page.mouse.move(x + 60, y + height / 2);
  const at = await boxOf(to);
  await page.mouse.move(at.x + 20, at.y + at.height / 2);
  await page.mouse.up();
}

async function boxOf(one: Locator) {
  const box = await one.boundingBox();
  if (!box) throw new Error('what is looked for is not on the page');
  return box;
}

async function publish(page: Page, planned: (page: Page) => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('button', { name: '发布…' }).click();
  await planned(page);
  const go = page.getByRole('button', { name: '发布', exact: true });
  await expect.poll(() => go.isEnabled(), { timeout: 30_000 }).toBe(true);
  await go.click();
  await page.locator('gj-list-page').waitFor();
}

/** Until the server has a step that says this. */
async function says({ node }: Site, text: string): Promise<void> {
  const logged = async () => {
    const { body } = await node.ask('GET', '/api/design/drafts');
    const [first] = body['items'] as readonly JsonObject[];
    return JSON.stringify((await node.ask('GET', `/api/design/drafts/${String(first?.['id'])}`)).body['log']);
  };
  await expect.poll(logged).toContain(text);
}

/** Of the first items there are. */
async function numbers({ node }: Site): Promise<readonly [string, string]> {
  const { items } = (await node.ask('GET', `/api/forms/${form}/records?sort=number&limit=2`)).body;
  const [first, second] = items as readonly JsonObject[];
  return [String(first?.['number']), String(second?.['number'])];
}

/** A file that says of one item how it is paid. */
function paid(number: string, by: string) {
  const buffer = Buffer.from(`编码,结算方式\r\n${number},${by}\r\n`);
  return { name: '结算.csv', mimeType: 'text/csv', buffer };
}

async function isAlone(page: Page, number: string): Promise<void> {
  await page.getByText('共 1 条').waitFor();
  await page.locator('gj-list-page').getByText(number, { exact: true }).first().waitFor();
}

inBrowser(
  'the designer',
  (site) => {
    const small = [
      ['zh', '添加字段：整数', '预览'],
      ['en', 'Add a field: Whole number', 'Preview'],
    ] as const;
    itLong.each(small.filter(([language]) => languages.includes(language)))(
      'on a small screen every kind is called by its name, and reached by keys, in %s',
      async (language, whole, preview) => {
        const size = { width: 1024, height: 768 };
        const page = await site().visit({ path: `/design/${form}`, language, size });
        const kinds = page.locator('gj-design-palette button.kind');
        await kinds.first().waitFor();
        for (const view of ['', `-${preview}`]) {
          if (view !== '') await page.getByRole('button', { name: preview, exact: true }).click();
          await settled(page);
          const named = await kinds.evaluateAll((all) =>
            all.map((one) => {
              const [words] = one.querySelectorAll('.words > :not(.sample), .words:not(:has(*))');
              const { width = 0, height = 0, right = 0 } = words?.getBoundingClientRect() ?? {};
              const isWhole = width > 15 && height > 10 && right <= one.getBoundingClientRect().right;
              return isWhole ? 'named' : `${one.getAttribute('data-kind')} ${width}`;
            }),
          );
          expect([named.length > 25, named.filter((one) => one !== 'named')]).toEqual([true, []]);
          expect(await cutElements(page)).toEqual([]);
          expect(await axeNow(page)).toEqual([]);
          await picture(page, `designer-small-${language}${view === '' ? '' : '-preview'}`);
        }
        await page.keyboard.press('+');
        await isFocused(kinds.first());
        const find = page.locator('gj-design-palette input');
        await page.keyboard.type('integer');
        await isFocused(find);
        await page.keyboard.press('ArrowDown');
        await isFocused(page.getByRole('button', { name: whole, exact: true }));
      },
    );

    it('from a list to a field that is live: others’ open pages follow without losing what they typed, and one click takes it back', async () => {
      const other = await site().visit({ path: `/forms/${form}/new` });
      const name = other.getByLabel('名称', { exact: true });
      await name.fill('还没有保存');
      const page = await site().visit({ path: `/forms/${form}` });
      // The actions on rows are loaded with them, beside those on the form.
      await page.locator('gj-record-grid').getByRole('checkbox').nth(1).waitFor();
      let actions = 0;
      const does = (action: Promise<unknown>) => {
        actions += 1;
        return action;
      };
      await does(
        page.locator('gj-page-head').getByRole('link', { name: '修改此表单…', exact: true }).click(),
      );
      await does(page.getByRole('button', { name: '添加字段：单选', exact: true }).click());
      await does(page.keyboard.type('到账方式'));
      await page.keyboard.press('Enter');
      for (const option of ['现金', '转账', '票据']) {
        await does(page.keyboard.type(option));
        await page.keyboard.press('Enter');
      }
      await does(page.getByRole('button', { name: '加到表单' }).click());
      await tile(page, '到账方式').waitFor();
      await stored(page);
      await does(page.getByRole('button', { name: '发布…' }).click());
      const go = page.getByRole('button', { name: '发布', exact: true });
      await expect.poll(() => go.isEnabled(), { timeout: 30_000 }).toBe(true);
      await page.getByText('开票项管理 · 添加字段 到账方式').waitFor();
      await isSound(page, 'design-publish');
      await does(go.click());
      await page.locator('gj-list-page').waitFor();
      expect(actions).toBeLessThanOrEqual(12);
      expect(await fieldNamed(site(), '到账方式')).toMatchObject({
        kind: 'choice',
        options: [{ label: { zh: '现金' } }, {}, { label: { zh: '票据' } }],
      });
      await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await other.locator('gj-record-field').filter({ hasText: '到账方式' }).waitFor();
      expect(await name.inputValue()).toBe('还没有保存');
      await page.locator('gj-notices').getByRole('button', { name: '撤销' }).click();
      await page.getByText('已撤销，恢复到发布之前').waitFor();
      expect(await fieldNamed(site(), '到账方式')).toBeUndefined();
    });

    itLong(
      'by keyboard alone: a newcomer’s field is live, comes in with an import, and is asked for in a condition',
      async () => {
        const page = await site().visit({ path: `/forms/${form}` });
        const { keyboard } = page;
        const presses = countPresses(page);
        await page.locator('gj-record-grid').getByRole('checkbox').nth(1).waitFor();
        // From the search on: what stands above it, and below.
        const fromSearch = async (to: RegExp, key: 'Tab' | 'Shift+Tab') => {
          await keyboard.press('/');
          await walk(page, to, key);
          await keyboard.press('Enter');
        };
        await fromSearch(/^修改此表单…$/, 'Shift+Tab');
        await tile(page, '编码').first().waitFor();
        await keyboard.press('+');
        await walk(page, /单选/, 'ArrowDown');
        await keyboard.press('Enter');
        for (const text of ['结算方式', '现金', '转账']) {
          await keyboard.type(text);
          await keyboard.press('Enter');
        }
        await keyboard.press('Control+Enter');
        await isFocused(tile(page, '结算方式'));
        await stored(page);
        await walk(page, /^发布…$/, 'Shift+Tab');
        await keyboard.press('Enter');
        const go = page.getByRole('button', { name: '发布', exact: true });
        await expect.poll(() => go.isEnabled(), { timeout: 30_000 }).toBe(true);
        await walk(page, /^发布$/);
        await keyboard.press('Enter');
        await page.locator('gj-record-grid').getByRole('checkbox').nth(1).waitFor();
        // Most of them tabs: the way from stop to stop is what may not become longer.
        expect(presses()).toBeLessThanOrEqual(91);

        const [number] = await numbers(site());
        // Waited for from here on: a browser has to be told that its own window of files is not wanted.
        const chooser = page.waitForEvent('filechooser');
        await fromSearch(/^导入$/, 'Shift+Tab');
        await page.getByRole('button', { name: '选择文件' }).waitFor();
        await walk(page, /^选择文件$/);
        await keyboard.press('Enter');
        await (await chooser).setFiles(paid(number, '转账'));
        await page.getByText('将更新 1 条').waitFor();
        await walk(page, /^导入 1 条$/);
        await keyboard.press('Enter');
        await page.getByText('更新 1 条', { exact: true }).waitFor();
        await keyboard.press('Escape');

        await fromSearch(/^条件筛选$/, 'Tab');
        await walk(page, /^添加条件$/);
        await keyboard.press('Enter');
        await walk(page, /^字段$/);
        await keyboard.type('结算方式');
        await keyboard.press('Enter');
        await walk(page, /^比较值/);
        await keyboard.type('转账');
        await page.getByRole('option', { name: '转账' }).waitFor();
        await keyboard.press('Enter');
        await walk(page, /^筛选$/);
        await keyboard.press('Enter');
        await isAlone(page, number);
      },
    );

    itLong('by mouse: the same field comes in with an import, and is asked for in a condition', async () => {
      const [, number] = await numbers(site());
      const page = await site().visit({ path: `/forms/${form}` });
      await page.getByRole('button', { name: '导入', exact: true }).click();
      await page.locator('input[type=file]').setInputFiles(paid(number, '现金'));
      await page.getByText('将更新 1 条').waitFor();
      await page.getByRole('button', { name: '导入 1 条' }).click();
      await page.getByText('更新 1 条', { exact: true }).waitFor();
      await page.getByRole('button', { name: '关闭' }).first().click();
      await page.getByRole('button', { name: '条件筛选' }).click();
      await page
        .locator('gj-condition-window')
        .getByRole('button', { name: '添加条件', exact: true })
        .click();
      await page.getByRole('combobox', { name: '字段' }).fill('结算方式');
      await page.getByRole('option', { name: '结算方式' }).click();
      await page.getByRole('combobox', { name: '比较值' }).click();
      await page.getByRole('option', { name: '现金' }).click();
      await page.locator('gj-condition-window').getByRole('button', { name: '筛选', exact: true }).click();
      await isAlone(page, number);
    });

    it('by keyboard alone: a field is added, moved, renamed, hidden, shown again, and each step taken back', async () => {
      const page = await site().visit({ path: `/design/${form}` });
      await tile(page, '编码').first().waitFor();
      await page.keyboard.press('+');
      // Letters find a kind; Enter goes to it, and adds it.
      await page.keyboard.type('text');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page.keyboard.type('短名');
      await page.keyboard.press('Control+Enter');
      await isFocused(tile(page, '短名'));
      const group = page.locator('gj-design-canvas section').first();
      const order = () => group.locator('.tile .name').allTextContents();
      const before = (await order()).findIndex((text) => text.includes('短名'));
      expect(before).toBeGreaterThan(0);
      await page.keyboard.press('Alt+ArrowLeft');
      await expect
        .poll(async () => (await order()).findIndex((text) => text.includes('短名')))
        .toBe(before - 1);
      await isFocused(tile(page, '短名'));
      await page.keyboard.press('Enter');
      await page.locator('gj-place-panel').getByLabel('名称（中文）').first().press('ControlOrMeta+a');
      await page.keyboard.type('小名');
      await page.keyboard.press('Tab');
      await tile(page, '小名').waitFor();
      await stored(page);
      await tile(page, '小名').focus();
      await page.keyboard.press('Delete');
      await page.getByRole('button', { name: '恢复“小名”' }).waitFor();
      await page.getByRole('button', { name: '恢复“小名”' }).focus();
      await page.keyboard.press('Enter');
      await tile(page, '小名').waitFor();
      await stored(page);
      await page.locator('gj-design-canvas').press('Control+z');
      await page.getByRole('button', { name: '恢复“小名”' }).waitFor();
      await page.keyboard.press('Control+Shift+z');
      await tile(page, '小名').waitFor();
      await isSound(page, 'designer');
    });

    it('what is typed into a box, however slowly, is one step: in the history, to undo and to redo', async () => {
      const page = await site().visit({ path: `/design/${form}` });
      const { node } = site();
      const steps = async () => Number(/\d+/.exec(await page.getByText(/步改动已保存/).innerText())?.[0]);
      const entries = async () => {
        const [first] = (await node.ask('GET', '/api/design/drafts')).body['items'] as readonly JsonObject[];
        return Number((await node.ask('GET', `/api/design/drafts/${String(first?.['id'])}`)).body['entries']);
      };
      await tile(page, '规格型号').click();
      await stored(page);
      const [before, stand] = [await steps(), await entries()];
      const label = page.locator('gj-place-panel').getByLabel('名称（中文）').first();
      await label.press('End');
      // Each letter is with the server before the next one comes.
      for (const [at, letter] of [...'（全称）'].entries()) {
        await page.keyboard.insertText(letter);
        await says(site(), `规格型号${'（全称）'.slice(0, at + 1)}`);
      }
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await tile(page, '规格型号（全称）').waitFor();
      await stored(page);
      expect([await steps(), (await entries()) - stand]).toEqual([before + 1, 4]);

      await page.getByRole('button', { name: '更多' }).click();
      await page.getByRole('menuitem', { name: '保存点与历史…' }).click();
      const lines = page.locator('gj-design-over li', { hasText: '“规格型号”改称“规格型号（全称）”' });
      await expect.poll(() => lines.count()).toBe(1);
      await picture(page, 'design-history');
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: '撤销' }).click();
      await tile(page, '规格型号（全称）').waitFor({ state: 'detached' });
      expect(await steps()).toBe(before);
      await page.getByRole('button', { name: '重做' }).click();
      await tile(page, '规格型号（全称）').waitFor();
      expect(await steps()).toBe(before + 1);
      // A person who comes to the box again does something new.
      await label.press('End');
      await page.keyboard.insertText('！');
      await tile(page, '规格型号（全称）！').waitFor();
      await page.keyboard.press('Tab');
      await expect.poll(steps).toBe(before + 2);
      for (const _ of [1, 2]) await page.getByRole('button', { name: '撤销' }).click();
      await expect.poll(steps).toBe(before);
    });

    it('is there again after the browser was closed in the middle, and goes on', async () => {
      const page = await site().visit({ path: `/design/${form}` });
      await tile(page, '小名').waitFor();
      await tile(page, '小名').click();
      await page.getByRole('checkbox', { name: '列表里的一列' }).check();
      await page.getByRole('checkbox', { name: '快捷筛选' }).check();
      await page.getByRole('button', { name: '总是' }).first().click();
      await says(site(), 'Ming/required');
      await page.close({ runBeforeUnload: false });
      const again = await site().visit({ path: `/design/${form}` });
      await tile(again, '小名').click();
      expect(await again.getByRole('checkbox', { name: '列表里的一列' }).isChecked()).toBe(true);
      await again.getByRole('tab', { name: '列表与页面' }).click();
      await again.getByRole('columnheader', { name: '小名' }).waitFor();
      await isSound(again, 'design-list');
      await again.getByRole('tab', { name: '规则' }).click();
      await again.getByText('税率', { exact: false }).first().waitFor();
      await again.getByLabel('试用的记录').selectOption({ index: 1 });
      await again.locator('gj-rules-design .badge', { hasText: '满足' }).first().waitFor();
      await isSound(again, 'design-rules');
    });

    it('a drag moves a field between groups, and a drop on the canvas adds a kind where it falls', async () => {
      const page = await site().visit({ path: `/design/${form}` });
      await tile(page, '计量单位').dragTo(tile(page, '优先级'), { targetPosition: { x: 4, y: 10 } });
      const first = page.locator('gj-design-canvas section').first();
      await first.locator('.tile', { hasText: '计量单位' }).waitFor();
      await page
        .getByRole('button', { name: '添加字段：日期', exact: true })
        .dragTo(tile(page, '规格型号'), { targetPosition: { x: 4, y: 10 } });
      await page.getByLabel('名称（中文）').first().fill('启用日');
      await page.getByRole('button', { name: '加到表单' }).click();
      await tile(page, '启用日').waitFor();
      const names = await page
        .locator('gj-design-canvas section')
        .nth(2)
        .locator('.tile .name')
        .allTextContents();
      expect(names[0]).toContain('启用日');
      await says(site(), '启用日');
    });

    itLong('tabs and groups, one’s own and others’, are dragged, and moved by keys', async () => {
      const page = await site().visit({ path: `/design/${form}` });
      const canvas = page.locator('gj-design-canvas');
      const tab = (text: string) => canvas.locator('[data-tab]', { hasText: text });
      const group = (text: string) => canvas.locator('[data-group]', { hasText: text });
      const tabs = () => canvas.locator('[data-tab]').allTextContents();
      const groups = () => canvas.locator('[data-group]').allTextContents();
      await tile(page, '编码').first().waitFor();
      await canvas
        .getByRole('group', { name: '页签' })
        .getByRole('button', { name: '添加页签', exact: true })
        .click();
      await tab('新页签').waitFor();
      await isFocused(page.getByRole('textbox', { name: '名称（中文）' }));
      await tab('新页签').dragTo(tab('物料信息'), { targetPosition: { x: 4, y: 10 } });
      await expect.poll(tabs).toEqual(['基本信息', '新页签', '物料信息']);
      const { width } = await boxOf(tab('物料信息'));
      await tab('基本信息').dragTo(tab('物料信息'), { targetPosition: { x: width - 4, y: 10 } });
      await expect.poll(tabs).toEqual(['新页签', '物料信息', '基本信息']);
      await tab('基本信息').press('Alt+ArrowLeft');
      await expect.poll(tabs).toEqual(['新页签', '基本信息', '物料信息']);
      await isFocused(tab('基本信息'));
      await tab('基本信息').press('Alt+ArrowLeft');
      await expect.poll(tabs).toEqual(['基本信息', '新页签', '物料信息']);

      await tab('基本信息').click();
      await page.getByRole('button', { name: '添加一个分组' }).click();
      await group('新分组').waitFor();
      await carry(page, group('新分组'), group('税收信息'));
      const [first, ...others] = ['基本信息', '新分组', '税收信息', '商品信息', '适用范围', '其他'];
      await expect.poll(groups).toEqual([first, ...others]);
      await isFocused(group('新分组'));
      await carry(page, group('税收信息'), group('基本信息'));
      await expect.poll(groups).toEqual(['税收信息', first, '新分组', '商品信息', '适用范围', '其他']);
      await group('税收信息').press('Alt+ArrowDown');
      await expect.poll(groups).toEqual([first, '税收信息', '新分组', '商品信息', '适用范围', '其他']);
      await isFocused(group('税收信息'));
      await carry(page, group('新分组'), tab('物料信息'));
      await tab('基本信息').click();
      await expect.poll(groups).not.toContain('新分组');
      await tab('物料信息').click();
      await expect.poll(groups).toContain('新分组');
      await stored(page);
    });

    itLong(
      'several are picked and moved by a choice; fields of another form are copied; an option becomes another one',
      async () => {
        const page = await site().visit({ path: `/design/${form}` });
        await tile(page, '启用日').click();
        await tile(page, '小名').click({ modifiers: ['ControlOrMeta'] });
        const many = page.locator('gj-many-picked');
        await many.getByLabel('移到').selectOption({ index: 3 });
        const third = page.locator('gj-design-canvas section').nth(2);
        await third.locator('.tile', { hasText: '小名' }).waitFor();
        await many
          .getByRole('group', { name: '快捷筛选' })
          .getByRole('button', { name: '都是', exact: true })
          .click();
        await says(site(), 'list/filters');
        await page.getByRole('button', { name: '从其他表单复制字段' }).click();
        const dialog = page.locator('gj-form-dialog');
        await pickForm(dialog, '从哪个表单', 'customer');
        await dialog.getByRole('checkbox', { name: '联系人' }).check();
        await dialog.getByRole('button', { name: '加到表单' }).click();
        await says(site(), 'add-field');
        await dialog.waitFor({ state: 'detached' });
        await page.getByRole('button', { name: '添加字段：单选', exact: true }).click();
        await page.keyboard.type('级别');
        await page.keyboard.press('Enter');
        await page.keyboard.type('甲');
        await page.keyboard.press('Enter');
        await page.keyboard.type('乙');
        await page.keyboard.press('Control+Enter');
        await isFocused(tile(page, '级别'));
        await page.getByRole('button', { name: '选项“甲”的属性' }).click();
        await page.getByLabel('合并到另一个选项').selectOption({ label: '乙' });
        await page.getByRole('button', { name: '选项“甲”的属性' }).waitFor({ state: 'detached' });
        await page.getByRole('button', { name: '选项“乙”的属性' }).waitFor();
        await isSound(page, 'designer-picked');
      },
    );

    it('the preview is the form itself: what is designed appears beside what was typed', async () => {
      const page = await site().visit({ path: `/design/${form}` });
      await page.getByRole('button', { name: '预览' }).click();
      const preview = page.locator('gj-design-preview');
      const name = preview.getByLabel('名称', { exact: true });
      await name.fill('试一下');
      await tile(page, '小名').click();
      const label = page.locator('gj-place-panel').getByLabel('名称（中文）').first();
      await label.fill('俗称');
      await preview.locator('gj-record-field').filter({ hasText: '俗称' }).waitFor();
      expect(await name.inputValue()).toBe('试一下');
      await preview.getByRole('button', { name: '填入示例数据' }).click();
      await expect.poll(() => name.inputValue()).not.toBe('试一下');
      await preview.getByRole('button', { name: '检查' }).click();
      const english = preview.getByRole('button', { name: 'English' });
      await english.click();
      await preview.getByLabel('Name', { exact: true }).waitFor();
      await preview.getByRole('button', { name: '中文' }).click();
      await preview.getByLabel('预览身份').selectOption({ label: '查询员' });
      const typed = name.and(page.locator('input'));
      await expect.poll(() => typed.count()).toBe(0);
      await preview.getByLabel('预览身份').selectOption({ label: '全部权限' });
      await expect.poll(() => typed.count()).toBe(1);
      await isSound(page, 'design-preview');
      await label.blur();
      await says(site(), '俗称');
    });

    it('JSON says the same, both ways; what does not hold together is underlined there and told above', async () => {
      const page = await site().visit({ path: `/design/${form}?tab=json` });
      const text = page.locator('gj-design-json .cm-content');
      await page.getByRole('button', { name: 'extensions/invoice-item.json' }).click();
      await expect.poll(() => text.textContent()).toContain('俗称');
      await isSound(page, 'design-json');
      await text.click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText('{ "extends": "invoice-item", "set": { "fields/name/kind": "text" } }');
      await page.getByRole('button', { name: /个问题/ }).waitFor();
      await page.locator('gj-design-json .cm-lintRange-error').first().waitFor();
      await stored(page);
      await page.getByRole('button', { name: '撤销' }).click();
      await expect.poll(() => text.textContent()).toContain('俗称');
    });

    it('the menu gets a folder, a form goes into it, and it moves by keyboard', async () => {
      const page = await site().visit({ path: '/design?tab=menu' });
      const menu = page.getByRole('list', { name: '菜单' });
      await menu.getByRole('link', { name: '开票项管理', exact: true }).waitFor();
      await isSound(page, 'design-menu');
      await page.getByRole('button', { name: '添加文件夹', exact: true }).click();
      await isFocused(page.getByLabel('文件夹名称（中文）'));
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('门店');
      await menu.getByRole('button', { name: '重命名“门店”' }).click();
      await page.getByLabel('“开票项管理”在哪个文件夹').selectOption({ label: '门店' });
      await says(site(), 'set-menu');
      const part = page.getByLabel('“门店”里的表单在菜单的哪个区');
      for (const [choice, said] of [
        ['work', 'work'],
        ['', undefined],
      ] as const) {
        await part.selectOption(choice);
        await expect
          .poll(async () => {
            const { body } = await site().node.ask('GET', '/api/design/drafts');
            const { id } = (body['items'] as JsonObject[])[0] ?? {};
            const { log } = (await site().node.ask('GET', `/api/design/drafts/${id}`)).body;
            return JSON.stringify((log as JsonObject[]).at(-1));
          })
          .toContain(`"space":${JSON.stringify(said ?? null)}`);
      }
      const lines = () => menu.locator('.name').allTextContents();
      const at = async (text: string) => (await lines()).findIndex((line) => line.includes(text));
      await expect.poll(async () => (await at('开票项管理')) - (await at('门店'))).toBe(1);
      const before = await at('门店');
      await menu.getByRole('button', { name: '“门店”往上移' }).focus();
      await page.keyboard.press('Alt+ArrowUp');
      await expect.poll(() => at('门店')).toBeLessThan(before);
      // A folder stays where it is while its name is typed, letter by letter, whatever it sorts by.
      for (const name of ['古玩', '雷电']) {
        await page.getByRole('button', { name: '添加文件夹', exact: true }).click();
        const box = page.getByLabel('文件夹名称（中文）');
        await isFocused(box);
        for (const letter of name) {
          await page.keyboard.type(letter);
          await menu.getByRole('button', { name: new RegExp(`^重命名“.*${letter}”$`) }).waitFor();
        }
        expect(await box.inputValue()).toBe(name);
      }
      await stored(page);
    });

    it('a parameter is defined, mended where it is wrong, tried in its own editor; of a field it is said what roles may', async () => {
      const page = await site().visit({ path: '/design?tab=params' });
      await page.getByRole('button', { name: '新参数' }).click();
      await isFocused(page.getByLabel('中文名称'));
      await page.keyboard.type('最多天数');
      await page.getByLabel('新分类的名称').fill('出差');
      await page.getByLabel('键（接口用）').fill('days');
      await page.locator('gj-form-dialog').getByLabel('类型').selectOption('integer');
      await page.keyboard.press('Enter');
      const panel = page.locator('gj-param-panel');
      await panel.getByRole('heading', { name: '最多天数' }).waitFor();
      await panel.getByRole('textbox', { name: '最大值' }).fill('9');
      await panel.getByRole('textbox', { name: '未设置时的值' }).fill('12');
      await page.keyboard.press('Tab');
      const wrong = page.getByRole('button', { name: '1 个问题' });
      await wrong.click();
      await page.locator('gj-pop').getByRole('button', { name: /12|9/ }).click();
      await panel.locator('li.problem').waitFor();
      await panel.getByRole('textbox', { name: '未设置时的值' }).fill('3');
      await page.keyboard.press('Tab');
      await wrong.waitFor({ state: 'detached' });
      const trial = page.locator('gj-param-preview');
      await trial.getByRole('textbox', { name: '值', exact: true }).fill('10');
      await page.keyboard.press('Tab');
      await trial.getByText(/9/).first().waitFor();
      await isSound(page, 'design-params');
      await stored(page);
      await page.goto(`${new URL(page.url()).origin}/design/${form}?show=fields%2Fname`);
      const roles = page.locator('gj-place-panel details', { hasText: '查看与修改权限' });
      await roles.locator('summary').click();
      await roles.getByRole('combobox', { name: '查询员' }).selectOption('none');
      await roles.getByRole('button', { name: '查询员：恢复为原来的值' }).waitFor();
      await isSound(page, 'design-roles');
      await stored(page);
    });

    it('a form of one’s own is begun empty, given a field, and published into the menu', async () => {
      const page = await site().visit({ path: '/design' });
      await page.getByRole('link', { name: '开票项管理' }).waitFor();
      await isSound(page, 'design-forms');
      await page.getByRole('button', { name: '新表单' }).click();
      await isFocused(page.getByLabel('中文名称'));
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByText('请填写这一项').count()).toBe(2);
      await page.getByLabel('中文名称').fill('门店台账');
      await page.getByRole('button', { name: '开始设计' }).click();
      await page.getByText('请填写这一项').waitFor();
      const seen = page.getByLabel('谁能看到数据');
      await expect.poll(() => seen.evaluate((one) => one.matches(':focus'))).toBe(true);
      await seen.selectOption({ label: '只有创建数据的组织' });
      await page.getByRole('button', { name: '开始设计' }).click();
      await page.getByRole('heading', { level: 1, name: '设计：门店台账' }).waitFor();
      await page.getByRole('button', { name: '添加字段：金额', exact: true }).click();
      await page.keyboard.type('租金');
      await page.keyboard.press('Control+Enter');
      await tile(page, '租金').waitFor();
      await says(site(), '租金');
      await page.getByRole('tab', { name: '规则' }).click();
      // Found by its pinyin.
      await pickForm(page, '添加匹配：选择表单', 'kpsqd');
      await page.locator('gj-order-editor li', { hasText: '离组织近的在前' }).waitFor();
      await stored(page);
      // A problem of stored records leads to the field it is about.
      await publish(page, () => page.getByRole('link', { name: '开票项管理 › 俗称' }).waitFor());
      await page.getByRole('heading', { level: 1, name: '门店台账' }).waitFor();
      expect(await fieldNamed(site(), '俗称')).toMatchObject({ kind: 'text', required: true });
      // In one with what was said of parameters and roles.
      const { items } = (await site().node.ask('GET', '/api/params?q=最多天数')).body;
      expect(items).toMatchObject([{ key: 'days', kind: 'integer' }]);
    });

    itLong(
      'a choice becomes a text: what goes and what becomes of its values is said before, and it can be published',
      async () => {
        const { node } = site();
        const ask = async (path: string, body: JsonObject) => (await node.ask('POST', path, body)).body;
        const publishDesign = async (steps: readonly JsonObject[]) => {
          const { id = '' } = await ask('/api/design/drafts', { key: `e2e-${Date.now()}-choice`, steps });
          const { hash = '' } = await ask('/api/design/plan', { design: id });
          await ask('/api/design/publish', { design: id, hash });
        };
        const label = { zh: '渠道', en: 'Channel' };
        const options = [{ value: 'done', label: { zh: '已开票', en: 'Issued' } }];
        const content = { name: 'local_channel', kind: 'choice', label, options };
        await publishDesign([{ do: 'add-field', form, content }]);
        for (const language of ['zh', 'en'] as const) {
          const page = await site().visit({ path: `/design/${form}`, language });
          await tile(page, label[language]).click();
          const panel = page.locator('gj-place-panel');
          await panel
            .locator('select')
            .filter({ has: page.locator('option[value=multiline]') })
            .selectOption('text');
          const fresh = page.locator('gj-fresh-field');
          const said =
            language === 'zh' ? ['将移除：选项', 'done → 已开票'] : ['removed: Options', 'done → Issued'];
          for (const text of said) await fresh.getByRole('note').filter({ hasText: text }).waitFor();
          for (const width of [1440, 1024]) {
            await page.setViewportSize({ width, height: 900 });
            await picture(page, `design-kind-${language}-${width}`);
          }
          if (language === 'en') continue;
          await fresh.getByRole('button', { name: '改类型' }).click();
          await stored(page);
          await publish(page);
          expect(await fieldNamed(site(), '渠道')).toMatchObject({ kind: 'text' });
          await publishDesign([
            { do: 'change-kind', form, field: 'local_channel', kind: 'choice', properties: { options } },
          ]);
        }
      },
    );

    itLong(
      'fields become other kinds: by name what were codes, and what no longer fits or is made anew is said before',
      async () => {
        const group = pairGroup('choice', ['text', 'multiline', 'email', 'carry', 'computed', 'entries']);
        await makePairs(site(), [group]);
        const page = await site().visit({ path: `/design/${group.form}` });
        const outcomes = await changeKinds(site(), page, group);
        expect(outcomes.map(({ pair, after, saved, refused }) => [pair, after, saved, refused])).toEqual([
          ['choice → text', '叫red', '叫red', false],
          ['choice → multiline', '叫red', '叫red', false],
          ['choice → email', 'red', 'red', false],
          ['choice → carry', 'red', 'high', false],
          ['choice → computed', 'red', 'red', true],
          ['choice → entries', [], [], false],
        ]);
        expect(silentLosses(outcomes)).toEqual([]);
      },
    );
  },
  { demo: true, story: true },
);
