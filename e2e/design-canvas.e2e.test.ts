import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { someOf } from '../workshop/it-long.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { field, label, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const options = [
  { value: 'open', label: label('进行中', 'Under way') },
  { value: 'done', label: label('已完成', 'Done') },
];

/** A job: what stands in groups, beside each other, on two tabs, and in rows. */
const task: JsonObject = {
  name: 'task',
  kind: 'document',
  label: label('工单', 'Job'),
  sharing: 'everybody',
  fields: [
    field('number', 'number', '编号', { pattern: 'J{seq:4}' }),
    field('title', 'text', '标题', { required: true, help: label('一句话说清楚', 'In one sentence') }),
    field('state', 'choice', '状态', { options }),
    field('urgent', 'boolean', '加急'),
    field('price', 'money', '价格'),
    field('due', 'date', '截止日'),
    field('remark', 'multiline', '备注'),
    field('parts', 'entries', '配件', {
      fields: [
        field('part', 'text', '品名', { required: true }),
        field('count', 'integer', '数量'),
        field('cost', 'money', '单价', { width: 140 }),
        field('batches', 'entries', '批次', {
          fields: [field('lot', 'text', '批号'), field('made', 'date', '生产日期')],
        }),
      ],
    }),
    field('mail', 'email', '邮箱'),
  ],
  layout: {
    tabs: [
      {
        name: 'basics',
        label: label('基本信息', 'Basics'),
        groups: [
          {
            name: 'what',
            label: label('做什么', 'What'),
            fields: ['number', 'title', 'state', 'urgent', 'price', 'due', 'remark'],
          },
          { name: 'with', label: label('用料', 'Parts'), fields: ['parts'] },
        ],
      },
      {
        name: 'more',
        label: label('其他', 'More'),
        groups: [{ name: 'who', label: label('找谁', 'Whom'), fields: ['mail'] }],
      },
    ],
  },
};

const tile = (page: Page, text: string) =>
  page.locator('gj-design-canvas .tile:not(.fresh)', { hasText: text });
const spoken = (page: Page) => page.locator('gj-design-canvas p[aria-live]');
const boxOf = async (one: Locator) => {
  const box = await one.boundingBox();
  if (!box) throw new Error('what is looked for is not on the page');
  return box;
};

inBrowser(
  'the canvas of the designer',
  (site) => {
    beforeAll(async () => {
      await publishFiles(site(), {
        'package.json': {
          name: 'jobs',
          version: '1.0.0',
          guiju: { prefix: 'jb', label: label('工单', 'Jobs') },
        },
        'forms/task.json': task,
      });
    });

    const looks = [
      ['zh', 'light', 1440],
      ['en', 'light', 1440],
      ['zh', 'light', 1024],
      ['en', 'dark', 1024],
    ] as const;

    it.each(someOf(looks, 3))(
      'is the page of a record, whole and sound, in %s, %s, %i wide',
      async (...how) => {
        const [language, theme, width] = how;
        const size = { width, height: width === 1024 ? 768 : 900 };
        const page = await site().visit({ path: '/design/task', language, theme, size });
        await tile(page, language === 'zh' ? '标题' : 'title').waitFor();
        await settled(page);
        expect(await cutElements(page)).toEqual([]);
        // What is long scrolls in its own place: the page around it does not.
        const beyond = await page.locator('main').evaluate((main) => main.scrollHeight - main.clientHeight);
        expect(beyond).toBe(0);
        expect(await axeNow(page)).toEqual([]);
        await picture(page, `canvas-${how.join('-')}`);
        const places = await page
          .locator('gj-design-canvas gj-record-field')
          .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width > 40));
        expect(places).toEqual(Array.from({ length: 8 }, () => true));
      },
    );

    it('has its labels typed where they stand: of fields, groups, tabs and columns', async () => {
      const page = await site().visit({ path: '/design/task' });
      await tile(page, '截止日').dblclick();
      await page.getByRole('textbox', { name: '“截止日”的名称' }).fill('最晚交货');
      await picture(page, 'canvas-naming');
      await page.keyboard.press('Enter');
      await tile(page, '最晚交货').waitFor();
      await expect.poll(() => tile(page, '最晚交货').evaluate((at) => at.matches(':focus'))).toBe(true);
      await page.keyboard.press('F2');
      await page.keyboard.type('不要');
      await page.keyboard.press('Escape');
      await tile(page, '最晚交货').waitFor();
      await tile(page, '数量').press('F2');
      await page.keyboard.type('件数');
      await page.keyboard.press('Enter');
      await tile(page, '件数').waitFor();
      const group = page.locator('gj-design-canvas [data-group]', { hasText: '做什么' });
      await group.press('F2');
      await page.keyboard.type('任务');
      await page.keyboard.press('Enter');
      await page.locator('gj-design-canvas [data-group]', { hasText: '任务' }).waitFor();
      await page.locator('gj-design-canvas [data-tab]', { hasText: '其他' }).press('F2');
      await page.keyboard.type('联系');
      await page.keyboard.press('Enter');
      await page.locator('gj-design-canvas [data-tab]', { hasText: '联系' }).waitFor();
    });

    it('takes fields from the clipboard before anything on it is clicked', async () => {
      const page = await site().visit();
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.goto('/design/task');
      await tile(page, '标题').waitFor();
      const fields = [{ name: 'pasted', kind: 'text', label: label('贴来的', 'Pasted') }];
      await page.evaluate(
        (text) => navigator.clipboard.writeText(text),
        JSON.stringify({ guijuFields: fields }),
      );
      await page.keyboard.press('Control+v');
      await tile(page, '贴来的').waitFor();
      await page.keyboard.press('Control+z');
      await tile(page, '贴来的').waitFor({ state: 'detached' });
    });

    it('has widths dragged, and changed by keys that tell what they did', async () => {
      const page = await site().visit({ path: '/design/task' });
      const title = page.locator('gj-design-canvas .cell', {
        has: page.locator('.tile', { hasText: '标题' }),
      });
      await title.waitFor();
      const { width } = await boxOf(title);
      await tile(page, '标题').press('Alt+Shift+ArrowRight');
      await expect.poll(() => spoken(page).textContent()).toBe('“标题”占 2 栏');
      await expect.poll(async () => (await boxOf(title)).width).toBeGreaterThan(width * 1.9);
      const grip = await boxOf(title.locator('.grip'));
      await page.mouse.move(grip.x + 3, grip.y + 20);
      await page.mouse.down();
      await page.mouse.move(grip.x + width + 3, grip.y + 20, { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => spoken(page).textContent()).toBe('“标题”占 3 栏');
      await expect.poll(async () => (await boxOf(title)).width).toBeGreaterThan(width * 2.9);
      await tile(page, '单价').press('Alt+Shift+ArrowLeft');
      await expect.poll(() => spoken(page).textContent()).toBe('“单价”宽 130 像素');
      await page.getByText(/步改动已保存/).waitFor();
      await picture(page, 'canvas-widths');
    });

    it('shows rows as the sheet of the record’s page, with a handle over each column, also of rows in rows', async () => {
      const page = await site().visit({ path: '/design/task' });
      const sheet = page.locator('gj-design-canvas gj-sheet');
      await tile(page, '批号').waitFor();
      await expect.poll(() => sheet.count()).toBe(2);
      // Handles lie over the heads of the sheet.
      const apart = async (name: string) => {
        const head = sheet.getByRole('columnheader', { name, includeHidden: true }).first();
        const [a, b] = [await boxOf(head), await boxOf(tile(page, name))];
        return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y), Math.abs(a.width - b.width));
      };
      for (const name of ['品名', '件数', '单价', '批次', '批号', '生产日期'])
        await expect.poll(() => apart(name)).toBeLessThan(2);
      const heads = () => sheet.first().locator('[role=columnheader][data-col] .text').allTextContents();
      const [from, to] = [await boxOf(tile(page, '批次')), await boxOf(tile(page, '件数'))];
      await page.mouse.move(from.x + 30, from.y + 10);
      await page.mouse.down();
      await page.mouse.move(from.x + 20, from.y + 12);
      await page.mouse.move(to.x + 20, to.y + 12, { steps: 5 });
      await page.mouse.move(to.x + 12, to.y + 12);
      await page.locator('gj-design-canvas .column[data-drop=before]').waitFor();
      await picture(page, 'canvas-rows-line');
      await page.mouse.up();
      await expect.poll(heads).toEqual(['品名', '批次', '件数', '单价']);
      await tile(page, '批次').press('Alt+ArrowRight');
      await expect.poll(heads).toEqual(['品名', '件数', '批次', '单价']);
      await expect.poll(() => spoken(page).textContent()).toBe('“批次”移到“单价”前面');
      await tile(page, '批号').press('Alt+ArrowRight');
      await expect
        .poll(() => sheet.last().locator('[data-col] .text').allTextContents())
        .toEqual(['生产日期', '批号']);
      const before = await boxOf(tile(page, '件数'));
      await tile(page, '件数').hover();
      const grip = await boxOf(
        page
          .locator('gj-design-canvas .column', { has: page.locator('.tile', { hasText: '件数' }) })
          .locator('.grip'),
      );
      await page.mouse.move(grip.x + 4, grip.y + 12);
      await page.mouse.down();
      await page.mouse.move(grip.x + 64, grip.y + 12, { steps: 4 });
      await expect
        .poll(async () => (await boxOf(tile(page, '件数'))).width)
        .toBeGreaterThan(before.width + 40);
      await page.mouse.up();
      await expect.poll(() => spoken(page).textContent()).toMatch(/^“件数”宽 \d+ 像素$/);
      await tile(page, '批号').click();
      await page
        .locator('gj-design-canvas .handles')
        .first()
        .getByRole('button', { name: '添加一列' })
        .click();
      await page.locator('gj-design-canvas .tile.fresh').waitFor();
      await settled(page);
      expect(await axeNow(page)).toEqual([]);
      await picture(page, 'canvas-rows-fresh');
      await page.keyboard.type('产地');
      await page.keyboard.press('Enter');
      await tile(page, '产地').waitFor();
      await expect.poll(heads).toEqual(['品名', '件数', '批次', '单价', '产地']);
      await tile(page, '产地').press('F2');
      await page.keyboard.type('原产地');
      await page.keyboard.press('Enter');
      await expect.poll(heads).toEqual(['品名', '件数', '批次', '单价', '原产地']);
      await tile(page, '原产地').press('Delete');
      await expect.poll(heads).toEqual(['品名', '件数', '批次', '单价']);
      await page.getByText(/步改动已保存/).waitFor();
      await picture(page, 'canvas-rows');
    });

    it('shows by a line where what is dragged comes to stand', async () => {
      const page = await site().visit({ path: '/design/task' });
      const [from, to] = [await boxOf(tile(page, '价格')), await boxOf(tile(page, '状态'))];
      await page.mouse.move(from.x + 20, from.y + 20);
      await page.mouse.down();
      await page.mouse.move(from.x + 30, from.y + 24);
      await page.mouse.move(to.x + 16, to.y + 20, { steps: 5 });
      await page.mouse.move(to.x + 10, to.y + 20);
      await page.locator('gj-design-canvas .cell[data-drop=before]').waitFor();
      await picture(page, 'canvas-line');
      await page.mouse.up();
      const names = page.locator('gj-design-canvas section').first().locator('.tile .name');
      await expect
        .poll(async () => (await names.allTextContents()).map((one) => one.replace(' *', '')))
        .toEqual(['编号', '标题', '价格', '状态', '加急', '最晚交货', '备注']);
      await tile(page, '价格').press('Alt+ArrowRight');
      await expect.poll(() => spoken(page).textContent()).toBe('“价格”移到“加急”前面');
    });

    it('has the JSON in effect beside it: who said what, typed into steps, and what cannot be one told', async () => {
      const page = await site().visit({ path: '/design/task' });
      await tile(page, '标题').waitFor();
      await page.getByRole('button', { name: '更多' }).click();
      await page.getByRole('menuitem', { name: '画布旁看生效的 JSON' }).click();
      const json = page.locator('gj-form-json');
      const text = json.getByRole('textbox', { name: '生效的 JSON' });
      await text.waitFor();
      await tile(page, '备注').click();
      await json.locator('.said', { hasText: '工单' }).first().waitFor();
      const line = json.locator('.cm-line', { hasText: '"备注"' }).first();
      await line.waitFor();
      await picture(page, 'canvas-json');
      await line.click();
      for (const key of ['End', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
      await page.keyboard.type('说明');
      await tile(page, '备注说明').waitFor();
      // A place one goes to in the text is picked on the canvas.
      const price = json.locator('.cm-line', { hasText: '"price"' }).first();
      // Lines far away are not drawn.
      await json.locator('.cm-scroller').evaluate(async (box) => {
        for (box.scrollTop = 0; !box.textContent?.includes('"price"'); box.scrollTop += 200)
          await new Promise((resolve) => setTimeout(resolve, 50));
      });
      await price.click();
      await page.locator('gj-design-canvas .tile[aria-pressed=true]', { hasText: '价格' }).waitFor();
      const kind = json.locator('.cm-line', { hasText: '"kind": "money"' }).first();
      await kind.dblclick({ position: { x: 60, y: 8 } });
      await page.keyboard.press('End');
      for (let at = 0; at < 7; at++) await page.keyboard.press('Backspace');
      await page.keyboard.type('text",');
      await json.getByText('请在属性栏中更改类型').waitFor();
      await settled(page);
      expect(await axeNow(page)).toEqual([]);
      await picture(page, 'canvas-json-refused');
      await json.getByRole('button', { name: '恢复为当前生效的 JSON' }).click();
      await json.getByText('请在属性栏中更改类型').waitFor({ state: 'detached' });
    });

    it('keeps what was typed in the JSON, however soon it is closed', async () => {
      const page = await site().visit({ path: '/design/task' });
      await tile(page, '加急').waitFor();
      const beside = async (name: string) => {
        await page.getByRole('button', { name: '更多' }).click();
        await page.getByRole('menuitem', { name }).click();
      };
      await beside('画布旁看生效的 JSON');
      const json = page.locator('gj-form-json');
      await tile(page, '加急').click();
      await json.locator('.cm-line', { hasText: '"加急"' }).first().click();
      for (const key of ['End', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
      await page.keyboard.type('办理');
      // Sooner than a hand can be: before what was typed becomes a step by itself.
      await json.evaluate((one) => one.remove());
      await tile(page, '加急办理').waitFor();
    });

    it('says of JSON that was only half written when it is closed that it changed nothing', async () => {
      const page = await site().visit({ path: '/design/task' });
      await tile(page, '标题').waitFor();
      const choose = async (name: string) => {
        await page.getByRole('button', { name: '更多' }).click();
        await page.getByRole('menuitem', { name }).click();
      };
      await choose('画布旁看生效的 JSON');
      await page.locator('gj-form-json .cm-line', { hasText: '"标题"' }).first().click();
      await page.keyboard.press('End');
      await page.keyboard.type('x');
      await choose('关闭生效的 JSON');
      await page.getByText('刚才改的 JSON 还不完整').waitFor();
    });

    it('is reached by the keyboard whatever is picked', async () => {
      const page = await site().visit({ path: '/design/task' });
      const stops = page.locator('gj-design-canvas .tile[tabindex="0"]');
      await expect.poll(() => stops.count()).toBe(1);
      await page.locator('gj-design-canvas [data-group]', { hasText: '用料' }).click();
      await expect.poll(() => stops.count()).toBe(1);
      await tile(page, '单价').click();
      await expect.poll(() => stops.getAttribute('aria-label')).toMatch(/^单价/);
      await page.locator('gj-design-canvas [data-tab]').last().click();
      await expect.poll(() => stops.getAttribute('aria-label')).toMatch(/^邮箱/);
    });

    it('after a publish tells colleagues who may see the form, in their bell', async () => {
      const { node } = site();
      const { items } = (await node.ask('GET', '/api/forms/organisation/records?view=manage&fields=number'))
        .body;
      const organisation = (items as JsonObject[])[0]?.['number'] ?? null;
      const grants = [{ form: 'task', actions: ['read'], scope: 'all' }];
      const role = await node.ask('POST', '/api/forms/role/records', {
        number: 'lin',
        name: '看工单',
        grants,
      });
      expect(role.status).toBe(201);
      const roles = [{ role: 'lin', organisation }];
      const made = await node.ask('POST', '/api/forms/user/records', {
        number: 'lin',
        name: '小林',
        organisation,
        roles,
      });
      const password = 'correct horse battery';
      await node.ask('PUT', `/api/users/${String(made.body['id'])}/password`, { password });
      const page = await site().visit({ path: '/design/task' });
      await page.getByRole('button', { name: '发布…' }).click();
      const go = page.getByRole('button', { name: '发布', exact: true });
      await expect.poll(() => go.isEnabled(), { timeout: 120_000 }).toBe(true);
      await go.click();
      await page.locator('gj-list-page').waitFor({ timeout: 60_000 });
      await page.locator('gj-notices').getByRole('button', { name: '通知同事…' }).click();
      const dialog = page.locator('gj-form-dialog');
      await dialog.getByRole('checkbox', { name: '小林' }).waitFor();
      await dialog.getByLabel('附言').fill('单价改窄了');
      await settled(page);
      expect(await axeNow(page)).toEqual([]);
      await picture(page, 'tell-colleagues');
      await dialog.getByRole('button', { name: '通知', exact: true }).click();
      await page.getByText(/已通知 \d+ 人/).waitFor();
      const other = await site().visit({ user: 'lin', password, language: 'en' });
      await other.locator('gj-bell button').first().click();
      await other.getByText('单价改窄了').first().waitFor();
      await picture(other, 'tell-bell');
      await other
        .locator('gj-bell')
        .getByRole('link', { name: /changed “|has changed/ })
        .first()
        .click();
      await other.locator('gj-list-page').waitFor();
    });
  },
  { story: true },
);
