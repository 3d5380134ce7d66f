import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { kinds } from '../metadata/kinds/index.ts';
import { kindWords } from '../metadata/kinds/words.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { field, label, partOrder } from './own-package.ts';
import { settled } from './settled.ts';

const order = {
  ...partOrder(
    field('title', 'text', '标题'),
    field('due', 'date', '到期'),
    field('weight', 'decimal', '重量'),
    field('lines', 'entries', '明细', {
      fields: [
        field('part', 'text', '品名'),
        field('quantity', 'decimal', '数量'),
        field('note', 'text', '附注'),
      ],
    }),
  ),
  layout: {
    tabs: [
      {
        name: 'basic',
        label: label('基本', 'Basic'),
        groups: [
          { name: 'all', label: label('全部', 'All'), fields: ['number', 'title', 'due', 'weight', 'lines'] },
        ],
      },
    ],
  },
};
const opened = '/design/part-order';
const tile = (page: Page, text: string) =>
  page.locator('gj-design-canvas .tile:not(.fresh)', { hasText: text });
const panel = (page: Page) => page.locator('gj-place-panel');
const fresh = (page: Page) => page.locator('gj-fresh-field');
const kind = (page: Page, name: string) =>
  page.getByRole('button', { name: `添加字段：${name}`, exact: true });
const isFocused = (one: Locator) => expect.poll(() => one.evaluate((at) => at.matches(':focus'))).toBe(true);
const boxOf = async (one: Locator) => {
  const box = await one.boundingBox();
  if (!box) throw new Error('what is looked for is not on the page');
  return box;
};

/** What a newcomer to the designer meets, who expects to be told what he would not look for. */
inBrowser('whoever designs for the first time', (site) => {
  beforeAll(async () => {
    const { node } = site();
    const steps = [{ do: 'add-form', content: order }];
    const { body: begun } = await node.ask('POST', '/api/design/drafts', { name: 'Orders', steps });
    const design = begun['id'] ?? null;
    const { body: plan } = await node.ask('POST', '/api/design/plan', { design });
    const { status } = await node.ask('POST', '/api/design/publish', { design, hash: plan['hash'] ?? null });
    expect(status).toBe(200);
    for (const title of ['A', 'B', ''])
      expect((await node.ask('POST', '/api/forms/part-order/records', { title })).status).toBe(201);
  });

  const open = async (language: 'zh' | 'en' = 'zh') => {
    // Each begins with what is in force.
    const { body } = await site().node.ask('GET', '/api/design/drafts');
    for (const { id } of body['items'] as readonly JsonObject[])
      await site().node.ask('DELETE', `/api/design/drafts/${id}`);
    const page = await site().visit({ path: opened, language });
    await tile(page, language === 'zh' ? '标题' : 'title')
      .first()
      .waitFor();
    await settled(page);
    return page;
  };

  it.each([
    ['zh', '标题', '题目', '英文仍是“title”', '改英文', 'Heading', '只改了一种语言的文字'],
    [
      'en',
      'title',
      'Heading',
      'The Chinese is still “标题”',
      'Change the Chinese',
      '题目',
      'Texts changed in one language only',
    ],
  ] as const)(
    'is told in %s of the other language of what is called otherwise, and mends it on the spot',
    async (language, was, typed, said, mend, other, heading) => {
      const page = await open(language);
      await tile(page, was).focus();
      await page.keyboard.press('F2');
      await page.keyboard.insertText(typed);
      await page.keyboard.press('Enter');
      const note = panel(page).getByRole('note').filter({ hasText: said });
      await note.waitFor();
      await isSound(page, `designer-lone-${language}`);
      await page.getByRole('button', { name: /^(发布…|Publish…)$/ }).click();
      const card = page.locator('gj-publish-page section', { hasText: heading });
      await card.getByText(said).waitFor();
      expect(await axeNow(page)).toEqual([]);
      await card.getByRole('link', { name: typed }).click();
      await note.getByRole('button', { name: mend }).click();
      await page.keyboard.type(other);
      await note.waitFor({ state: 'detached' });
    },
  );

  it('a click on another kind tells what became of the field that was begun, and is taken back', async () => {
    const page = await site().visit({ path: opened });
    const kind = (label: string) => page.getByRole('button', { name: `添加字段：${label}`, exact: true });
    await kind('金额').click();
    const name = page.locator('gj-fresh-field').getByLabel('名称（中文）');
    await name.fill('预算');
    await kind('单选').click();
    const told = page.locator('gj-notices .notice', { hasText: '“预算”还没有加到表单' });
    await told.getByRole('button', { name: '撤销' }).click();
    await page.locator('gj-fresh-field').getByRole('heading', { name: '新字段：金额' }).waitFor();
    expect(await name.inputValue()).toBe('预算');
    await name.press('Escape');
    await page.getByRole('button', { name: '放弃' }).click();
  });

  it('takes the only hit of a search by Enter', async () => {
    const page = await open();
    await page.getByRole('button', { name: '从其他表单复制字段' }).click();
    const dialog = page.locator('gj-form-dialog');
    await dialog.getByRole('combobox', { name: '从哪个表单' }).click();
    await page.keyboard.type('split-ru');
    await expect.poll(() => page.locator('vaadin-combo-box-item:visible').count()).toBe(1);
    await page.keyboard.press('Enter');
    const find = dialog.getByRole('searchbox', { name: '查找字段' });
    const first = dialog.getByRole('checkbox').first();
    await first.waitFor();
    const [name = ''] = (await first.locator('xpath=..').innerText()).split('\n');
    await find.fill(name);
    await expect.poll(() => dialog.getByRole('checkbox').count()).toBe(1);
    await find.press('Enter');
    await expect.poll(() => dialog.getByRole('checkbox').isChecked()).toBe(true);
    await dialog.getByRole('button', { name: '加到表单' }).click();
    await dialog.waitFor({ state: 'detached' });
    const palette = page.getByRole('searchbox', { name: '查找字段类型' });
    await palette.fill('日期时间');
    await palette.press('Enter');
    await fresh(page).getByRole('heading', { name: '新字段：日期时间' }).waitFor();
  });

  it('is told at which hour, and in which zone, days become moments', async () => {
    const page = await open();
    await tile(page, '到期').click();
    await panel(page).getByRole('combobox', { name: '类型', exact: true }).selectOption('datetime');
    await fresh(page).getByText('已有的日期成为当天 00:00，按根组织的时区（Asia/Shanghai）。').waitFor();
  });

  it('is offered nothing behind a formula that is whole', async () => {
    const page = await open();
    await kind(page, '公式').click();
    const formula = fresh(page).getByRole('textbox', { name: '公式' });
    const offers = fresh(page).getByRole('listbox');
    await formula.pressSequentially('weigh');
    await offers.waitFor();
    await formula.pressSequentially('t');
    await offers.waitFor({ state: 'detached' });
    await formula.pressSequentially(' * weigh');
    await offers.waitFor();
    await formula.pressSequentially('t');
    await offers.waitFor({ state: 'detached' });
  });

  const asking = [...kinds.values()].filter(({ requires, name }) =>
    requires.some((one) => one !== 'fields' && kindWords[name]?.starting?.[one] === undefined),
  );

  it.each(asking.map(({ name }) => name))(
    'comes from the name of a new %s to what it lacks',
    async (name) => {
      const page = await open();
      await kind(page, kindWords[name]?.label.zh ?? name).click();
      const box = fresh(page).getByRole('textbox', { name: '名称（中文）' });
      await box.fill('某个');
      await box.press('Enter');
      await expect.poll(() => box.evaluate((at) => at.matches(':focus'))).toBe(false);
      await expect.poll(() => fresh(page).evaluate((at) => at.matches(':focus-within'))).toBe(true);
      const isButton = await fresh(page)
        .getByRole('button', { name: '加到表单' })
        .evaluate((at) => at.matches(':focus'));
      expect(isButton).toBe(false);
    },
  );

  it('finds a new field above the rows of its group, and its columns where they were while one is added', async () => {
    const page = await open();
    const rows = page.locator('gj-design-canvas .rows').first();
    await kind(page, '单行文字').click();
    await page.keyboard.type('抬头');
    await page.keyboard.press('Enter');
    await isFocused(tile(page, '抬头'));
    expect((await boxOf(tile(page, '抬头'))).y).toBeLessThan((await boxOf(rows)).y);
    const plus = page.locator('gj-design-canvas').getByRole('button', { name: '添加一列' });
    await plus.click();
    await page.locator('gj-design-canvas .tile.fresh').waitFor();
    await settled(page);
    const first = tile(page, '品名');
    const before = await boxOf(first);
    await page.keyboard.type('颜色');
    await page.keyboard.press('Enter');
    await isFocused(tile(page, '颜色'));
    await settled(page);
    const after = await boxOf(first);
    expect([after.x, after.width].map(Math.round)).toEqual([before.x, before.width].map(Math.round));
  });

  it('is told how many records have what is taken away, and takes it back', async () => {
    const page = await open();
    await tile(page, '标题').click();
    await panel(page).getByRole('button', { name: '删除' }).click();
    const notice = page.locator('gj-notices').getByText('“标题”已删除；2 条记录里有它的值');
    await notice.waitFor();
    await page.locator('gj-notices').getByRole('button', { name: '撤销' }).click();
    await tile(page, '标题').waitFor();
    await tile(page, '重量').click();
    await panel(page).getByRole('button', { name: '删除' }).click();
    await tile(page, '重量').waitFor({ state: 'detached' });
    await settled(page);
    expect(await page.locator('gj-notices').getByText('“重量”已删除').count()).toBe(0);
  });

  it('moves nothing by an arrow in a list of places in which none is chosen', async () => {
    const page = await open();
    await tile(page, '标题').click();
    const move = panel(page).getByRole('combobox', { name: '移到' });
    await move.focus();
    await page.keyboard.press('ArrowDown');
    expect(await move.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await settled(page);
    await page.getByText('没有改动').waitFor();
  });

  it('reads the JSON of a form of one’s own without who said each line', async () => {
    const page = await site().visit({ path: `${opened}?tab=json`, language: 'zh' });
    await page.locator('.cm-line', { hasText: '"标题"' }).first().waitFor();
    await settled(page);
    expect(await page.locator('.cm-content .said').count()).toBe(0);
  });
});
