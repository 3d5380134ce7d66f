import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { itLong } from '../workshop/it-long.ts';
import { axeNow } from './axe.ts';
import { inBrowser, type Site } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';
import { viewsPackage } from './views-package.ts';

const names = ['选址', '装修', '布线', '验收', '招聘', '培训', '开业', '回访'];
const states = ['open', 'doing', 'open', 'done', 'doing', 'open', null, 'open'];
/** The days of November 2026 on which they begin and end. */
const days = [[2, 6], [9, 20], [18, 18], [27, 30], null, [18, 19], [18, 18], [18, 24]] as const;
const november = (day: number) => `2026-11-${String(day).padStart(2, '0')}`;

const pointed = (id: Json | undefined) => ({ id: id ?? null });

async function make(site: Site, form: string, body: JsonObject): Promise<JsonObject> {
  const { status, body: made } = await site.node.ask('POST', `/api/forms/${form}/records`, body);
  expect([status, made['errors'] ?? []]).toEqual([201, []]);
  return made;
}

async function isSound(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    await settled(page);
    expect(await cutElements(page), `${name} ${width}`).toEqual([]);
    await picture(page, `${name}-${width}`);
  }
  expect(await axeNow(page), name).toEqual([]);
}

inBrowser('views that a package brings', (site) => {
  const ids = new Map<string, string>();

  beforeAll(async () => {
    await publishFiles(site(), viewsPackage);
    const places: JsonObject[] = [];
    for (const [number, name] of [
      ['SH', '上海'],
      ['HZ', '杭州'],
    ] as const)
      places.push(await make(site(), 'place', { number, name }));
    for (const [at, name] of names.entries()) {
      const day = days[at];
      const made = await make(site(), 'task', {
        name,
        ...(states[at] && { state: states[at] }),
        ...(states[at] === 'done' && { result: '合格' }),
        ...(day && { from: november(day[0]), until: november(day[1]) }),
        place: pointed(places[at % 2]?.['id']),
        cost: `${at + 1}000.05`,
        ...(at > 0 && at < 4 && { above: pointed(ids.get('选址')) }),
        ...(at === 5 && { above: pointed(ids.get('招聘')) }),
      });
      ids.set(name, String(made['id']));
    }
  });

  const board = (page: Page) => page.locator('gj-board');
  const column = (page: Page, name: string) => board(page).getByRole('region', { name, exact: true });
  const cardsIn = (page: Page, name: string) =>
    column(page, name).locator('article a.title').allTextContents();
  const card = (page: Page, name: string) => board(page).getByRole('article').filter({ hasText: name });
  const kept = async (name: string, member: string) =>
    (await site().node.ask('GET', `/api/forms/task/records/${ids.get(name)}`)).body[member];

  it('stand before one’s own, the default opens, and the address says which is shown', async () => {
    const page = await site().visit({ path: '/forms/task' });
    await board(page).waitFor();
    await settled(page);
    const tabs = page.locator('gj-view-tabs .tab');
    // Those of packages stand before what was saved, be there any.
    expect((await tabs.allTextContents()).map((text) => text.trim()).slice(0, 9)).toEqual([
      '全部',
      '已删除',
      '按进度',
      '按地点',
      '日程',
      '照片墙',
      '分解',
      '未完成',
      '费用',
    ]);
    expect(new URL(page.url()).searchParams.get('saved')).toBe('byState');
    await page.getByRole('button', { name: '未完成', exact: true }).click();
    await page.locator('gj-record-grid').waitFor();
    await settled(page);
    const listed = await page.locator('gj-record-grid').locator('a[href*="/forms/task/"]').allTextContents();
    expect([...listed].sort()).toEqual(names.filter((_, at) => states[at] !== 'done').sort());
    // The list itself says that it is that, so that whoever comes back does not land on the default.
    await page.getByRole('button', { name: '全部', exact: true }).click();
    await page.reload();
    await page.locator('gj-record-grid').waitFor();
    expect(await board(page).count()).toBe(0);
  });

  it('a board counts its columns; a card is drawn to another one, which is taken back again', async () => {
    const page = await site().visit({ path: '/forms/task?saved=byState' });
    await card(page, '选址').waitFor();
    await settled(page);
    expect(await column(page, '待办').getByRole('heading').textContent()).toMatch(/待办\s*4/);
    expect(await cardsIn(page, '（未填写）')).toEqual(['开业']);
    await card(page, '选址').dragTo(column(page, '进行中').locator('ul'));
    await page.getByText('已移到“进行中”').waitFor();
    expect(await cardsIn(page, '进行中')).toEqual(['选址', '装修', '招聘']);
    expect(await column(page, '待办').getByRole('heading').textContent()).toMatch(/待办\s*3/);
    expect(await kept('选址', 'state')).toBe('doing');
    await page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => kept('选址', 'state')).toBe('open');
    await expect.poll(() => cardsIn(page, '待办')).toContain('选址');
  });

  it('a card that the form does not let go goes back, with the reason', async () => {
    const page = await site().visit({ path: '/forms/task?saved=byState' });
    await card(page, '装修').dragTo(column(page, '已完成').locator('ul'));
    await page.getByText('完成之前请先写结论').waitFor();
    await expect.poll(() => cardsIn(page, '进行中')).toContain('装修');
    expect(await cardsIn(page, '已完成')).toEqual(['验收']);
    expect(await kept('装修', 'state')).toBe('doing');
  });

  it('nor one that somebody else changed meanwhile', async () => {
    const page = await site().visit({ path: '/forms/task?saved=byState' });
    await card(page, '布线').waitFor();
    const path = `/api/forms/task/records/${ids.get('布线')}`;
    const { body } = await site().node.ask('GET', path);
    const changed = await site().node.ask(
      'PATCH',
      path,
      { name: '布线二期' },
      { 'if-match': `"${body['revision']}"` },
    );
    expect(changed.status).toBe(200);
    await card(page, '布线').dragTo(column(page, '进行中').locator('ul'));
    await page.getByText(/没有移动/).waitFor();
    await expect.poll(() => cardsIn(page, '待办')).toContain('布线');
    expect(await kept('布线', 'state')).toBe('open');
    const { body: now } = await site().node.ask('GET', path);
    await site().node.ask('PATCH', path, { name: '布线' }, { 'if-match': `"${now['revision']}"` });
  });

  it('by keys it goes where its menu says, and a new one begins in its column', async () => {
    const page = await site().visit({ path: '/forms/task?saved=byState' });
    const button = card(page, '培训').getByRole('button');
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: '移到“进行中”' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => kept('培训', 'state')).toBe('doing');
    await expect.poll(() => cardsIn(page, '进行中')).toContain('培训');
    await column(page, '进行中').getByRole('link', { name: '在“进行中”里新建' }).click();
    await page.locator('gj-record-page').waitFor();
    await settled(page);
    await page.getByLabel('任务名称').fill('采购');
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();
    const { body } = await site().node.ask('GET', '/api/forms/task/records?name=采购');
    const [made] = body['items'] as JsonObject[];
    expect(made?.['state']).toBe('doing');
    await site().node.ask('DELETE', `/api/forms/task/records/${made?.['id']}`, undefined, {
      'if-match': `"${made?.['revision']}"`,
    });
  });

  it('a board asks what the list is asked: search, filters, and the columns of a reference', async () => {
    const page = await site().visit({ path: '/forms/task?saved=byPlace' });
    await card(page, '选址').waitFor();
    expect(await column(page, '上海').getByRole('heading').textContent()).toMatch(/上海\s*4/);
    await page.locator('gj-filter-bar input').first().fill('装');
    await expect.poll(() => board(page).getByRole('article').count()).toBe(1);
    expect(await cardsIn(page, '杭州')).toEqual(['装修']);
  });

  it('a calendar shows spans of days; one is drawn to another day, and what has no date is counted', async () => {
    const page = await site().visit({
      path: '/forms/task?saved=days&as=calendar&start=from&end=until&at=2026-11-10',
    });
    const calendar = page.locator('gj-calendar');
    await calendar.getByRole('link', { name: /^选址/ }).waitFor();
    await settled(page);
    expect(await calendar.getByRole('link', { name: /^装修/ }).count()).toBe(2);
    // Five stand on the eighteenth, and three have room.
    await calendar
      .getByRole('button', { name: /还有 2 条$/ })
      .first()
      .waitFor();
    await calendar
      .getByRole('link', { name: /^选址/ })
      .dragTo(calendar.locator('[data-day="2026-11-04"] .head'), {
        sourcePosition: { x: 4, y: 6 },
      });
    await page.getByText('已改到 2026-11-04').waitFor();
    expect([await kept('选址', 'from'), await kept('选址', 'until')]).toEqual(['2026-11-04', '2026-11-08']);
    await page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => kept('选址', 'from')).toBe('2026-11-02');
    await calendar.getByRole('button', { name: '周', exact: true }).click();
    await expect.poll(() => calendar.locator('.days > .week').count()).toBe(1);
    await calendar.getByRole('button', { name: '下一周' }).click();
    await calendar.getByRole('heading', { name: '2026年11月16日' }).waitFor();
    await calendar.getByRole('button', { name: '1 条没有“开始”' }).click();
    await page.locator('gj-record-grid').getByRole('link', { name: 'T0005' }).waitFor();
  });

  it('a day of a calendar begins a record of that day', async () => {
    const page = await site().visit({
      path: '/forms/task?saved=days&as=calendar&start=from&end=until&at=2026-11-10',
    });
    const day = page.locator('gj-calendar [data-day="2026-11-12"]');
    await day.locator('.head').hover();
    await day.getByRole('link').click();
    await page.locator('gj-record-page').waitFor();
    await settled(page);
    expect(await page.getByLabel('开始', { exact: true }).inputValue()).toBe('2026-11-12');
  });

  it('a tree opens branch by branch, by keys as well, and a search shows the way to what it finds', async () => {
    const page = await site().visit({ path: '/forms/task?saved=parts' });
    const tree = page.getByRole('tree');
    const items = () => tree.locator('[role=treeitem] a[href*="/forms/task/"]').allTextContents();
    await tree.waitFor();
    await settled(page);
    expect(await items()).toEqual(['选址', '招聘', '开业', '回访']);
    await tree.getByRole('treeitem', { name: '选址' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(items).toEqual(['选址', '装修', '布线', '验收', '招聘', '开业', '回访']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(items).toEqual(['选址', '招聘', '开业', '回访']);
    await page.getByRole('button', { name: '全部展开' }).click();
    await expect.poll(items).toHaveLength(8);
    await page.locator('gj-filter-bar input').first().fill('培训');
    await expect.poll(items).toEqual(['招聘', '培训']);
    await page.getByText('找到 1 条').waitFor();
  });

  it('a board adds up a number over each column, of all its cards, and anew when one goes', async () => {
    const page = await site().visit({ path: '/forms/task?saved=byPlace' });
    await card(page, '选址').waitFor();
    const sum = (name: string) =>
      column(page, name)
        .getByTitle(/^费用 合计/)
        .textContent();
    await page.getByRole('combobox', { name: '合计' }).selectOption({ label: '费用' });
    await expect.poll(() => sum('上海')).toBe('¥16,000.20');
    expect(await sum('杭州')).toBe('¥20,000.20');
    await card(page, '选址').dragTo(column(page, '杭州').locator('ul'));
    await expect.poll(() => sum('杭州')).toBe('¥21,000.25');
    await page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => sum('上海')).toBe('¥16,000.20');
  });

  it('a chart adds up what the list finds; its numbers lead to records, and one’s own is kept and shared', async () => {
    const page = await site().visit({ path: '/forms/task?saved=costs' });
    const chart = page.locator('gj-chart-view');
    await chart.getByRole('group', { name: '任务 · 进度' }).locator('a rect').first().waitFor();
    await chart.getByRole('row', { name: /^待办/ }).waitFor();
    await page.locator('gj-filter-bar input').first().fill('回访');
    await expect.poll(() => chart.getByRole('rowheader').allTextContents()).toEqual(['待办', '合计']);
    await page.locator('gj-filter-bar input').first().fill('');
    await expect.poll(() => chart.getByRole('rowheader').count()).toBeGreaterThan(2);
    await chart.getByRole('combobox', { name: '再按' }).selectOption({ label: '修改人' });
    await chart.getByRole('combobox', { name: '分组' }).selectOption({ label: '创建组织' });
    await expect.poll(() => new URL(page.url()).search).toMatch(/groupBy=org&across=modifiedBy/);
    await expect.poll(() => chart.getByRole('rowheader').allTextContents()).toEqual(['集团', '合计']);
    await chart.getByRole('columnheader', { name: '管理员' }).waitFor();
    await chart.getByRole('combobox', { name: '分组' }).selectOption({ label: '开始' });
    await chart.getByRole('combobox', { name: '周期' }).selectOption({ label: '月' });
    await chart.getByRole('combobox', { name: '再按' }).selectOption({ label: '（无）' });
    await chart.getByRole('combobox', { name: '计算' }).selectOption({ label: '平均' });
    await chart.getByRole('combobox', { name: '图形' }).selectOption({ label: '折线' });
    await expect.poll(() => new URL(page.url()).search).toMatch(/by=month.*|measure=average/);
    await page.getByRole('button', { name: '保存视图' }).click();
    await page.getByRole('textbox', { name: '名称' }).fill('月均费用');
    await page.getByRole('checkbox', { name: /共享/ }).check();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('button', { name: '月均费用', exact: true }).waitFor();
    const query = new URL(page.url()).searchParams;
    const again = await site().visit({ path: `/forms/task?saved=${query.get('saved')}` });
    const kept = again.locator('gj-chart-view');
    await kept.locator('gj-chart circle').first().waitFor();
    expect(await kept.getByRole('combobox', { name: '计算' }).inputValue()).toBe('average');
    // By keys from mark to mark, and to the records of one.
    await kept.locator('gj-chart a.mark').first().focus();
    await again.keyboard.press('Enter');
    await again.locator('gj-record-grid').waitFor();
    await settled(again);
    expect(await again.locator('gj-record-grid').locator('a[href*="/forms/task/"]').count()).toBeGreaterThan(
      6,
    );
  });

  it('somebody keeps a way of drawing of his own', async () => {
    const page = await site().visit({ path: '/forms/task?view=use' });
    await page.locator('gj-record-grid').waitFor();
    await page.getByRole('button', { name: '显示方式' }).click();
    await page.getByRole('menuitemradio', { name: '画廊' }).click();
    await page.locator('gj-gallery article').first().waitFor();
    expect(new URL(page.url()).searchParams.get('as')).toBe('gallery');
    await page.getByRole('button', { name: '保存视图' }).click();
    await page.getByRole('textbox', { name: '名称' }).fill('我的墙');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('button', { name: '我的墙', exact: true }).waitFor();
    await page.getByRole('button', { name: '全部', exact: true }).click();
    await page.locator('gj-record-grid').waitFor();
    await page.getByRole('button', { name: '我的墙', exact: true }).click();
    await page.locator('gj-gallery article').first().waitFor();
  });

  itLong.each([
    ['board', '?saved=byState'],
    ['calendar', '?saved=days&as=calendar&start=from&end=until&at=2026-11-10'],
    ['gallery', '?saved=photos'],
    ['tree', '?saved=parts'],
    ['chart-view', '?saved=costs'],
  ] as const)('%s is whole in both widths and languages, and told to everybody', async (name, query) => {
    for (const language of ['zh', 'en'] as const) {
      const page = await site().visit({ path: `/forms/task${query}`, language });
      await page.locator(`gj-${name} a[href*="/forms/task"]`).first().waitFor();
      if (name === 'tree')
        await page.getByRole('button', { name: language === 'zh' ? '全部展开' : 'Expand all' }).click();
      await isSound(page, `views-${name}-${language}`);
    }
  });
});

inBrowser('views in the designer', (site) => {
  beforeAll(async () => {
    await publishFiles(site(), viewsPackage);
    for (const name of names) await make(site(), 'task', { name, state: 'open' });
  });

  it('are added, named, put in order and taken away, each with its records of today', async () => {
    const page = await site().visit({ path: '/design/task?tab=views' });
    const views = page.locator('gj-views-design');
    const listed = async () =>
      (await views.locator('gj-part-list li > button.entry').allTextContents()).map((text) =>
        text.replace('默认', '').trim(),
      );
    await views.locator('li').first().waitFor();
    expect(await listed()).toEqual(['按进度', '按地点', '日程', '照片墙', '分解', '未完成', '费用']);
    await views.getByRole('button', { name: '添加视图' }).click();
    await page.getByRole('menuitem', { name: '日历' }).click();
    await page.getByRole('textbox', { name: '名称（中文）' }).fill('碰头会');
    await expect.poll(listed).toContain('碰头会');
    await page.getByRole('combobox', { name: '开始日期' }).selectOption({ label: '碰头' });
    await views.locator('gj-view-preview gj-calendar').getByText('8 条没有“碰头”').waitFor();
    await views.getByRole('button', { name: '碰头会 上移' }).click();
    await expect.poll(async () => (await listed()).at(-1)).toBe('费用');
    await views.locator('li', { hasText: '按地点' }).locator('button.entry').click();
    await page.getByRole('checkbox', { name: '不提供' }).check();
    await views.locator('li', { hasText: '按地点' }).locator('.struck').waitFor();
    await views.locator('li', { hasText: '按进度' }).locator('button.entry').click();
    await views.locator('gj-view-preview article').first().waitFor();
    await isSound(page, 'views-design');
    await views.getByRole('button', { name: '删除“碰头会”' }).click();
    await expect.poll(listed).not.toContain('碰头会');
  });
});
