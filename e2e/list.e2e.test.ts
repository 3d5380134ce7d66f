import { readFileSync } from 'node:fs';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import type { Download, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { TestNode } from '../runtime/server/test-node.suite.ts';
import { itLong } from '../workshop/it-long.ts';
import { axeFindings, axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { focused } from './focused.ts';
import { isSound } from './is-sound.ts';
import { settled } from './settled.ts';

const many = 1500;
const number = (at: number) => `U${String(at).padStart(5, '0')}`;

const row = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const pick = (page: Page, name: string) => page.getByRole('checkbox', { name: `选择 ${name}`, exact: true });
const bulk = async (page: Page, name: string | RegExp) => {
  await page.getByRole('toolbar', { name: '批量操作' }).getByRole('button', { name }).click();
};
const view = (page: Page, name: string) =>
  page.locator('gj-view-tabs').getByRole('button', { name, exact: true });
const bytesOf = async (download: Download) => new Uint8Array(readFileSync(await download.path()));
const inAddress = (page: Page) => new URL(page.url()).searchParams;

/** Makes a person who may look at units, and do nothing else. */
async function makeReader(node: TestNode): Promise<void> {
  const grants = [{ form: 'unit', actions: ['read'], scope: 'all' }];
  const role = { number: 'unit-reader', name: '只看单位', grants };
  expect((await node.ask('POST', '/api/forms/role/records', role)).status).toBe(201);
  const roles = [{ role: 'unit-reader', organisation: 'root' }];
  const user = { number: 'li', name: '李', organisation: 'root', roles };
  const { body, status } = await node.ask('POST', '/api/forms/user/records', user);
  expect(status).toBe(201);
  const password = { password: 'three small stones' };
  expect((await node.ask('PUT', `/api/users/${body['id']}/password`, password)).status).toBe(200);
}

/** The record in the middle of the window. */
const inSight = (page: Page) =>
  page.locator('gj-record-grid vaadin-grid-cell-content a').evaluateAll((links) => {
    const from = (link: Element) => Math.abs(link.getBoundingClientRect().top - innerHeight / 2);
    const [nearest] = links.filter((link) => link.checkVisibility()).sort((a, b) => from(a) - from(b));
    return nearest?.textContent ?? '';
  });

const scrolled = (page: Page) =>
  page
    .locator('gj-record-grid vaadin-grid')
    .evaluate((grid) => grid.shadowRoot?.querySelector('#table')?.scrollTop);

/** The focus is among the rows: the next key is theirs. */
const amongRows = (page: Page) =>
  expect
    .poll(() => page.locator('gj-record-grid').evaluate((grid) => grid.matches(':focus-within')))
    .toBe(true);

const headOf = (page: Page, name: string) =>
  page.locator('vaadin-grid-cell-content', { has: page.locator('.head', { hasText: name }) }).first();
const leftOf = async (page: Page, name: string) => (await headOf(page, name).boundingBox())?.x ?? 0;

/** Draws a column by its name to the place before another. */
async function drawBefore(page: Page, name: string, other: string): Promise<void> {
  const [from, to] = await Promise.all([headOf(page, name).boundingBox(), headOf(page, other).boundingBox()]);
  if (!from || !to) throw new Error('there are no such columns');
  const y = from.y + from.height / 2;
  await page.mouse.move(from.x + 20, y);
  await page.mouse.down();
  await page.mouse.move(from.x - 10, y, { steps: 4 });
  await page.mouse.move(to.x + 10, y, { steps: 12 });
  await page.mouse.up();
  await expect.poll(async () => (await leftOf(page, name)) < (await leftOf(page, other))).toBe(true);
}

/** Answers the width of a column, after its edge was drawn so far to the right. */
async function headWidth(page: Page, name: string, wider = 0): Promise<number> {
  const box = async () => (await headOf(page, name).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const { x, y, width, height } = await box();
  if (wider === 0) return Math.round(width);
  const edge = { x: x + width - 1, y: y + height / 2 };
  await page.mouse.move(edge.x, edge.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + wider / 2, edge.y);
  await page.mouse.move(edge.x + wider, edge.y);
  await page.mouse.up();
  const drawn = (await box()).width;
  expect(drawn).toBeGreaterThan(width + wider / 2);
  return Math.round(drawn);
}

interface Listed {
  readonly id: string;
  readonly revision: number;
}

inBrowser('a list', (site) => {
  beforeAll(async () => {
    const items = Array.from({ length: many }, (_, at) => ({
      op: 'create',
      body: { number: number(at), name: `单位 ${at}`, remark: at % 2 ? '单数' : null },
    }));
    for (let from = 0; from < many; from += 500) {
      const body = { items: items.slice(from, from + 500), atomic: true };
      const { status } = await site().node.ask('POST', '/api/forms/unit/batch', body);
      expect(status).toBe(200);
    }
  });

  /** Answers the actions that enable the disabled units again which have the text. */
  const enabling = async (q: string) => {
    const { body } = await site().node.ask('GET', `/api/forms/unit/records?q=${q}&enabled=false`);
    return (body['items'] as unknown as Listed[]).map(({ id, revision }) => ({
      op: 'enable',
      id,
      ifMatch: revision,
    }));
  };

  it('grows as one scrolls, counts when asked, and is seen from its other end', async () => {
    const page = await site().visit({ path: '/forms/unit?q=U0' });
    await row(page, number(0)).waitFor();
    await page.getByText('已加载 100 条').waitFor();
    await page.getByText('单位 3', { exact: true }).click();
    for (let screen = 0; screen < 16; screen++) await page.keyboard.press('PageDown');
    await page.getByText(/已加载 [3-9]00 条/).waitFor();
    await page.getByRole('button', { name: '统计总数' }).click();
    await page.getByText('共 1,500 条').waitFor();
    await page.getByRole('button', { name: '从最后一条看起' }).click();
    await row(page, number(many - 1)).waitFor();
    expect(inAddress(page).get('sort')).toBe('-number');
  });

  it('keeps the rows that are there until others have come', async () => {
    const page = await site().visit({ path: '/forms/unit?q=U0' });
    await row(page, number(0)).waitFor();
    await settled(page);
    const body = page.locator('gj-list-page .body');
    expect(await body.getAttribute('aria-busy')).toBe('false');
    const { promise: held, resolve: goOn } = Promise.withResolvers<void>();
    await page.route(/\/api\/forms\/unit\/records\?/, async (route) => {
      await held;
      await route.continue();
    });
    const order = page.locator('gj-record-grid').getByRole('button', { name: /^编码/ }).first();
    await order.click();
    await expect.poll(() => body.getAttribute('aria-busy')).toBe('true');
    expect(await row(page, number(0)).isVisible()).toBe(true);
    expect(await page.locator('gj-list-page .body gj-skeleton').count()).toBe(0);
    goOn();
    await expect.poll(() => body.getAttribute('aria-busy')).toBe('false');
    await page.unrouteAll({ behavior: 'wait' });
    await row(page, number(many - 1)).waitFor();
    await row(page, number(0)).waitFor({ state: 'detached' });
  });

  it.each([1024, 1180, 1280])(
    'keeps its rows where they are when filters can be cleared, at %d',
    async (width) => {
      const path = '/forms/invoice-application';
      const page = await site().visit({ path, size: { width, height: 768 } });
      const top = async () => (await page.locator('gj-record-grid').boundingBox())?.y;
      await page.getByRole('searchbox', { name: '在列表中查找' }).waitFor();
      const before = await top();
      await page.getByRole('searchbox', { name: '在列表中查找' }).fill('2');
      await page.locator('gj-filter-bar').getByRole('button', { name: '清除筛选' }).waitFor();
      expect(await top()).toBe(before);
    },
  );

  itLong('is found again as it was left', async () => {
    const page = await site().visit({ path: '/forms/unit?q=U0&f.enabled=true' });
    await page.getByText('单位 3', { exact: true }).click();
    for (let screen = 0; screen < 14; screen++) await page.keyboard.press('PageDown');
    await page.getByText(/已加载 [3-9]00 条/).waitFor();
    await settled(page);
    const last = row(page, await inSight(page));
    await last.click();
    await page.waitForURL(/\/forms\/unit\/[0-9a-f-]{36}$/);
    await page.getByRole('navigation', { name: '位置' }).getByRole('link', { name: '计量单位' }).click();
    await last.waitFor();
    expect(inAddress(page).get('f.enabled')).toBe('true');
    await last.click();
    await page.waitForURL(/\/forms\/unit\/[0-9a-f-]{36}$/);
    await page.goBack();
    await last.waitFor();
  });

  it('is filtered and ordered by its address, and says so in it', async () => {
    const page = await site().visit({ path: '/forms/unit?q=U0&f.remark=单数&sort=-number' });
    await row(page, number(many - 1)).waitFor();
    await expect.poll(() => row(page, number(many - 2)).count()).toBe(0);
    await page.getByRole('button', { name: '备注: 单数' }).waitFor();

    await page.locator('gj-filter-bar').getByRole('button', { name: '状态' }).click();
    await page.getByRole('checkbox', { name: '禁用' }).click();
    await page.keyboard.press('Escape');
    await page.getByText('没有符合当前筛选的记录').waitFor();
    expect(inAddress(page).getAll('f.enabled')).toEqual(['false']);
    await page.locator('gj-list-none').getByRole('button', { name: '清除筛选' }).click();
    await row(page, number(many - 2)).waitFor();

    const head = page.locator('vaadin-grid').getByRole('button', { name: '名称' });
    await head.click();
    await expect.poll(() => inAddress(page).get('sort')).toBe('name');
    await head.click();
    await expect.poll(() => inAddress(page).get('sort')).toBe('-name');
    await head.click();
    await expect.poll(() => inAddress(page).get('sort')).toBe(null);
  });

  itLong('says below what it is ordered by, where its headings cannot', async () => {
    const page = await site().visit({ path: '/forms/unit?q=U0&sort=-sourceFactor,number' });
    await row(page, number(0)).waitFor();
    await page.locator('gj-list-foot').getByText('排序：源单位换算系数 ↓、编码 ↑', { exact: true }).waitFor();
    const head = (name: string) => page.locator('vaadin-grid').getByRole('button', { name }).innerText();
    expect((await head('编码')).trim()).toBe('编码\n升序');
    await page.getByRole('button', { name: '列', exact: true }).click();
    await page.getByRole('checkbox', { name: '源单位换算系数' }).click();
    await expect.poll(() => head('编码')).toBe('编码\n2\n升序');
    await page.getByRole('button', { name: '恢复默认' }).click();
    await expect.poll(() => head('编码')).toBe('编码\n升序');
    await page.goto('/forms/unit?q=U0&sort=number');
    await row(page, number(0)).waitFor();
    expect(await page.getByText('排序：').count()).toBe(0);
  });

  itLong('says what is wrong with an address that asks for a number and names none', async () => {
    const page = await site().visit({ path: '/forms/unit?f.sourceFactor=viele' });
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: /：? ?≥ viele/ }).click();
    expect(await page.getByRole('textbox', { name: /从$/ }).inputValue()).toBe('viele');
    await page.getByRole('button', { name: '清除', exact: true }).click();
    await row(page, 'BAG').waitFor();
  });

  itLong('tells whoever was sent an address which of its filters nobody knows', async () => {
    const page = await site().visit({ path: '/forms/unit?q=U0&f.gone=1&filter={broken' });
    const notice = page.getByText('链接里的筛选“gone、{broken”无法识别，没有生效');
    await notice.waitFor();
    await row(page, number(0)).waitFor();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await notice.waitFor({ state: 'detached' });
  });

  it('is filtered by a condition that is built', async () => {
    const condition = { fact: 'number', operator: 'equal', value: number(7) };
    const page = await site().visit({
      path: `/forms/unit?filter=${encodeURIComponent(JSON.stringify(condition))}`,
    });
    await row(page, number(7)).waitFor();
    await page.getByText('共 1 条').waitFor();
    const built = page
      .getByRole('button', { name: `${number(7)}`, exact: false })
      .and(page.getByRole('button', { name: /^条件：/ }));
    await built.waitFor();
    expect(await built.locator('span').getAttribute('title')).toBe(await built.innerText());
    await isSound(page, 'list-condition');
    await built.click();
    await page.getByRole('dialog', { name: '条件筛选' }).waitFor();
    await page.locator('gj-condition-editor').getByText(number(7)).first().waitFor();
    await page.locator('gj-condition-window').getByRole('button', { name: '清除', exact: true }).click();
    await page.getByText('已加载 100 条').waitFor();
    expect(inAddress(page).has('filter')).toBe(false);
  });

  it('is worked by the keyboard alone', async () => {
    const page = await site().visit({ path: '/forms/unit' });
    await row(page, 'BAG').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('U0');
    await row(page, number(0)).waitFor();
    await page.keyboard.press('ArrowDown');
    await amongRows(page);
    await settled(page);
    // A person who came down from the search sees the first row.
    expect(await scrolled(page)).toBe(0);
    await page.keyboard.press('/');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(number(42));
    // A person who comes down before the rows are there gets to them.
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.getByText('共 1 条').waitFor();
    await amongRows(page);
    await page.keyboard.press('x');
    await page.getByText('已选 1 条').waitFor();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: '复制' }).waitFor();
    await page.keyboard.press('Escape');

    const state = async () => {
      const { body } = await site().node.ask('GET', `/api/forms/unit/records?q=${number(42)}&fields=enabled`);
      return (body['items'] as { enabled: boolean }[])[0]?.enabled;
    };
    const shows = (text: string) =>
      page.locator('vaadin-grid .badge:visible').filter({ hasText: text }).waitFor();
    const toBulk = async (action: string) => {
      for (let stops = 0; stops < 30; stops++) {
        await page.keyboard.press('Tab');
        if ((await focused(page)) === action) return;
      }
      throw new Error('what can be done to those that are picked is out of reach');
    };
    await toBulk('禁用');
    await page.keyboard.press('Enter');
    await page.getByText('已禁用 1 条记录').waitFor();
    expect(await state()).toBe(false);
    await shows('禁用');
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await amongRows(page);
    await page.keyboard.press('x');
    await page.getByText('已选 1 条').waitFor();
    await toBulk('启用');
    await page.keyboard.press('Enter');
    await page.getByText('已启用 1 条记录').waitFor();
    expect(await state()).toBe(true);
    await shows('启用');

    // From a row's menu one comes back among the rows.
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await amongRows(page);
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: '禁用' }).press('Enter');
    await shows('禁用');
    await amongRows(page);
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: '启用' }).press('Enter');
    await shows('启用');
    await amongRows(page);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/forms\/unit\/[0-9a-f-]{36}$/);
  });

  it('shows a record beside the list with Space, goes on with J and K, and lists what was deleted', async () => {
    const page = await site().visit({ path: `/forms/unit?q=${number(7).slice(0, -1)}` });
    await page.getByText('共 10 条').waitFor();
    await row(page, number(1)).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await amongRows(page);
    await page.keyboard.press('Space');
    const peek = page.locator('gj-peek');
    const title = (text: string) => peek.getByRole('heading', { name: text });
    await title(number(0)).waitFor();
    await peek.getByText('源单位换算系数').waitFor();
    for (const [key, at] of [
      ['j', 1],
      ['j', 2],
      ['k', 1],
    ] as const) {
      await page.keyboard.press(key);
      await title(number(at)).waitFor();
    }
    await page.keyboard.press('Escape');
    await peek.waitFor({ state: 'detached' });

    // Deleted, told by whom, and opened by its address; restored from the list of what was deleted.
    const { body } = await site().node.ask('POST', '/api/forms/unit/records', {
      number: 'GONE-1',
      name: '旧箱',
    });
    const address = `/forms/unit/${String(body['id'])}`;
    const match = { 'if-match': `"${String(body['revision'])}"` };
    await site().node.ask('DELETE', `/api/forms/unit/records/${String(body['id'])}`, undefined, match);
    await page.getByRole('link', { name: '已删除' }).click();
    await page.getByRole('heading', { name: '已删除的计量单位' }).waitFor();
    await page.getByLabel('按编号或名称查找').fill('旧箱');
    await page.getByRole('row', { name: /GONE-1 旧箱 .*管理员 \d{4}-\d\d-\d\d/ }).waitFor();
    await page.getByRole('link', { name: 'GONE-1 旧箱' }).click();
    await page.waitForURL(`**${address}`);
    await page.getByText(/^这条记录已由 管理员 于 .* 删除。$/).waitFor();
    await page.getByText('删除前的内容').waitFor();
    expect(await page.locator('gj-record-page').innerText()).not.toContain(String(body['id']));
    site().problems.length = 0;
    await page.getByRole('link', { name: '已删除', exact: true }).click();
    await page.getByRole('button', { name: '恢复“GONE-1 旧箱”' }).click();
    await page.getByText('已恢复“GONE-1 旧箱”').waitFor();
    await page.getByRole('link', { name: 'GONE-1 旧箱' }).waitFor({ state: 'detached' });
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: '旧箱' }).waitFor();
  });

  it('is kept as a view that opens by itself, and is there for others when shared', async () => {
    const page = await site().visit({ path: '/forms/unit?q=U0001&sort=-number' });
    await page.getByRole('button', { name: '保存视图' }).click();
    await page.getByLabel('名称').fill('十几');
    await page.getByLabel('打开列表时默认使用').check();
    await page.getByLabel('共享给所有能看此列表的人').check();
    await page.keyboard.press('Enter');
    await expect.poll(() => view(page, '十几').getAttribute('aria-pressed')).toBe('true');

    await page.goto('/forms/unit');
    await row(page, number(19)).waitFor();
    expect(await view(page, '十几').getAttribute('aria-pressed')).toBe('true');
    await view(page, '本组织可用').click();
    await row(page, 'BAG').waitFor();
    // A bare address would open the preferred view again, for whoever comes back to it.
    expect([...inAddress(page)]).toEqual([['view', 'use']]);

    await makeReader(site().node);
    const reader = await site().visit({ user: 'li', password: 'three small stones', path: '/forms/unit' });
    await view(reader, '十几').click();
    await row(reader, number(19)).waitFor();
    for (const name of ['导入', '管控'])
      expect(await reader.getByRole('button', { name, exact: true }).count()).toBe(0);
    expect(await reader.getByRole('link', { name: '管控', exact: true }).count()).toBe(0);
    await reader.getByRole('checkbox', { name: '选择已加载的全部记录' }).check();
    const offered = reader.getByRole('toolbar', { name: '批量操作' }).getByRole('button');
    await expect
      .poll(() => offered.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))))
      .toEqual(['清除选择']);
    await reader.getByRole('button', { name: `${number(19)} 的操作` }).click();
    await expect.poll(() => reader.getByRole('menuitem').allTextContents()).toEqual(['打开']);

    await view(page, '十几').click();
    await row(page, number(19)).waitFor();
    await page.getByRole('button', { name: '视图“十几”' }).click();
    await page.getByRole('menuitem', { name: '删除视图' }).click();
    await view(page, '十几').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => view(page, '十几').getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: '视图“十几”' }).click();
    await page.getByRole('menuitem', { name: '删除视图' }).click();
    await view(page, '十几').waitFor({ state: 'detached' });
  });

  itLong(
    'has the columns somebody chose, in every browser of that person, until the form’s own are wanted again',
    async () => {
      const page = await site().visit({ path: '/forms/unit?q=U0' });
      await row(page, number(0)).waitFor();
      await page.getByRole('button', { name: '列', exact: true }).click();
      await page.getByRole('checkbox', { name: '备注' }).click();
      await page.getByRole('button', { name: '名称：前移' }).click();
      await page.keyboard.press('Escape');
      await page.reload();
      await row(page, '单位 0').waitFor();
      await page.locator('vaadin-grid').getByText('备注').waitFor();
      const wider = await headWidth(page, '名称', 90);
      await drawBefore(page, '备注', '状态');

      const elsewhere = await site().visit({ path: '/forms/unit?q=U0' });
      await row(elsewhere, '单位 0').waitFor();
      await elsewhere.locator('vaadin-grid').getByText('备注').waitFor();
      expect(await headWidth(elsewhere, '名称')).toBe(wider);
      expect(await leftOf(elsewhere, '备注')).toBeLessThan(await leftOf(elsewhere, '状态'));
      await elsewhere.getByRole('button', { name: '列', exact: true }).click();
      await elsewhere.getByRole('button', { name: '恢复默认' }).click();
      await row(elsewhere, number(0)).waitFor();

      await page.reload();
      await row(page, number(0)).waitFor();
      expect(await page.locator('vaadin-grid').getByText('备注').count()).toBe(0);
    },
  );

  itLong('disables many, telling of each that refused, and takes it back', async () => {
    const page = await site().visit({ path: '/forms/unit?q=U0' });
    await pick(page, number(0)).click();
    await pick(page, number(4)).click({ modifiers: ['Shift'] });
    await page.getByText('已选 5 条').waitFor();
    // Another person was quicker with one of them.
    const filter = encodeURIComponent(
      JSON.stringify({ fact: 'number', operator: 'equal', value: number(2) }),
    );
    const { body } = await site().node.ask('GET', `/api/forms/unit/records?filter=${filter}`);
    const [other] = body['items'] as { id: string; revision: number }[];
    const path = `/api/forms/unit/records/${other?.id}`;
    const seen = { 'if-match': `"${other?.revision}"` };
    expect((await site().node.ask('PATCH', path, { remark: '别人' }, seen)).status).toBe(200);

    await bulk(page, '禁用');
    const report = page.getByRole('dialog', { name: '已禁用 4 条记录' });
    await report.waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page
      .locator('gj-report-dialog')
      .getByRole('link', { name: number(2) })
      .waitFor();
    expect(await page.locator('gj-report-dialog').getByRole('link').count()).toBe(1);
    await page.getByRole('button', { name: '撤销成功的' }).click();
    await page.getByText('已撤销').waitFor();
    await page.goto('/forms/unit?f.enabled=false');
    await page.getByText('没有符合当前筛选的记录').waitFor();
  });

  itLong('changes one field of many and puts each value back', async () => {
    const page = await site().visit({ path: '/forms/unit?q=U0002' });
    await pick(page, number(20)).click();
    await pick(page, number(22)).click({ modifiers: ['Shift'] });
    await bulk(page, '修改字段');
    await page.getByRole('combobox', { name: '字段' }).fill('备注');
    await page.getByRole('option', { name: '备注' }).click();
    await page.getByRole('textbox', { name: /新值/ }).fill('同一个');
    await page.getByRole('button', { name: '修改', exact: true }).click();
    await page.getByText('已修改 3 条记录').waitFor();
    const remarks = async () => {
      const { body } = await site().node.ask('GET', '/api/forms/unit/records?q=U0002&limit=3&sort=number');
      return (body['items'] as { remark: string | null }[]).map(({ remark }) => remark);
    };
    expect(await remarks()).toEqual(['同一个', '同一个', '同一个']);
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('已撤销').waitFor();
    expect(await remarks()).toEqual([null, '单数', null]);
  });

  it('is edited in place: collected, marked, saved together or not at all, taken back in one; grouped and pinned', async () => {
    const page = await site().visit({ path: '/forms/unit?q=U0006' });
    await row(page, number(60)).waitFor();
    await page.getByRole('button', { name: '表格编辑' }).click();
    const dialog = page.getByRole('dialog', { name: '表格编辑：计量单位' });
    const sheet = dialog.locator('gj-sheet');
    const heads = sheet.locator('.head [role=columnheader] .text');
    // Columns are there when the sheet is, which comes after its dialog.
    await heads.filter({ hasText: '源单位换算系数' }).waitFor();
    const names = await heads.allInnerTexts();
    const cell = (line: number, name: string) =>
      sheet.locator(
        `[aria-rowindex="${line + 2}"] [role=gridcell][aria-colindex="${names.indexOf(name) + 2}"]`,
      );
    // No row is added, taken away or moved here.
    expect(await sheet.getByRole('button', { name: '添加行' }).count()).toBe(0);
    const before = await cell(0, '名称').innerText();
    await cell(0, '名称').click();
    await page.keyboard.type('改一');
    await page.keyboard.press('Enter');
    // A text that is no value is no change, and stops saving.
    await cell(1, '源单位换算系数').click();
    await page.keyboard.type('0');
    await page.keyboard.press('Enter');
    await dialog.getByText('第 2 行：不能小于 0.0000000001').waitFor();
    await dialog.getByText('改动 1 条记录的 1 处').waitFor();
    await page.keyboard.press('Control+z');
    await cell(1, '编码').click();
    await page.keyboard.type(number(62));
    await page.keyboard.press('Enter');
    await dialog.getByText('改动 2 条记录的 2 处').waitFor();
    await dialog.getByRole('row', { name: new RegExp(`${before}.*改一`) }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Control+s');
    // The problem stands at its cell, and the other change is not saved either.
    await dialog.getByText('1 处有问题，尚未保存').waitFor();
    await expect.poll(() => cell(1, '编码').getAttribute('aria-invalid')).toBe('true');
    const { body } = await site().node.ask('GET', '/api/forms/unit/records?q=改一');
    expect(body['items']).toEqual([]);
    await cell(1, '编码').click();
    await page.keyboard.type('U0006X');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: '全部保存' }).click();
    await page.getByText('已修改 2 条记录').waitFor();
    await row(page, '改一').or(page.getByText('改一')).first().waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('已撤销').waitFor();
    await page.getByText('改一').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: '列', exact: true }).click();
    await page.getByRole('button', { name: '名称：固定在左侧' }).click();
    await page.keyboard.press('Escape');
    const frozen = page.locator('gj-record-grid vaadin-grid-column[frozen][id]');
    await expect.poll(() => frozen.evaluateAll((all) => all.map(({ id }) => id))).toEqual(['number', 'name']);
    await page.getByRole('button', { name: '分组' }).click();
    await page.getByRole('menuitem', { name: '状态' }).click();
    const groups = page.locator('gj-list-groups');
    await groups.getByRole('button', { name: /^启用\s*10$/ }).click();
    await expect.poll(() => inAddress(page).getAll('f.enabled')).toEqual(['true']);
    expect(await axeFindings(page)).toEqual([]);
    await groups.getByRole('button', { name: '全部' }).click();
    await expect.poll(() => inAddress(page).has('f.enabled')).toBe(false);
    await page.getByRole('button', { name: '列', exact: true }).click();
    await page.getByRole('button', { name: '恢复默认' }).click();
  });

  it('deletes from a row’s menu, and brings it back', async () => {
    const page = await site().visit({ path: '/forms/unit?q=U0003' });
    const acts = (at: number) => page.getByRole('button', { name: `${number(at)} 的操作` });
    const menu = page.getByRole('menu');
    const below = async (at: number) => {
      const [button, box] = [await acts(at).boundingBox(), await menu.boundingBox()];
      return Math.round((box?.y ?? 0) - (button?.y ?? 0) - (button?.height ?? 0));
    };
    // One menu serves all rows: it closes where it was opened, and moves where another row asks.
    await acts(33).click();
    expect(await menu.getAttribute('aria-label')).toBe(`${number(33)} 的操作`);
    expect(await acts(33).getAttribute('aria-expanded')).toBe('true');
    await acts(33).click();
    await menu.waitFor({ state: 'hidden' });
    await expect.poll(() => acts(33).getAttribute('aria-expanded')).toBe('false');
    await acts(33).click();
    expect(await below(33)).toBe(4);
    await acts(31).click();
    await expect.poll(() => menu.getAttribute('aria-label')).toBe(`${number(31)} 的操作`);
    expect(await acts(33).getAttribute('aria-expanded')).toBe('false');
    expect(await below(31)).toBe(4);
    await page.keyboard.press('Escape');
    await expect.poll(() => acts(31).evaluate((button) => button.matches(':focus'))).toBe(true);
    await acts(33).click();
    await page.getByRole('menuitem', { name: '删除' }).click();
    await row(page, number(33)).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '撤销' }).click();
    await row(page, number(33)).waitFor();
  });

  itLong('says what was done where it covers no count, until something else begins', async () => {
    for (const [at, size] of [
      [55, { width: 1440, height: 900 }],
      [57, { width: 1024, height: 768 }],
    ] as const) {
      const page = await site().visit({ size });
      // By itself it would go after some seconds.
      await page.addInitScript(() => {
        const wait = window.setTimeout.bind(window);
        window.setTimeout = ((act: () => void, ms = 0) =>
          ms < 4_000 ? wait(act, ms) : 0) as typeof setTimeout;
      });
      await page.goto('/forms/unit?q=U0005');
      await page.getByRole('button', { name: `${number(at)} 的操作` }).click();
      await page.getByRole('menuitem', { name: '禁用' }).click();
      const notice = page.locator('gj-notices').getByText('已禁用 1 条记录');
      await notice.waitFor();
      const [said, foot, head] = await Promise.all(
        ['gj-notices', 'gj-list-foot', 'gj-page-head'].map((name) =>
          page.locator(name).first().boundingBox(),
        ),
      );
      expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0);
      expect(said?.y ?? 0).toBeGreaterThan((head?.y ?? 0) + (head?.height ?? 0));
      await page.getByRole('button', { name: '导出' }).click();
      await notice.waitFor({ state: 'detached' });
    }
    await site().node.ask('POST', '/api/forms/unit/batch', { items: await enabling('U0005') });
  });

  it('takes a workbook in: tried first, two bad rows come back marked', async () => {
    const page = await site().visit({ path: '/forms/unit?q=IN' });
    await page.getByRole('button', { name: '导入', exact: true }).click();
    const bell = page.getByRole('button', { name: /^任务与通知/ });
    const rung = await bell.getAttribute('aria-label');
    const [template] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Excel' }).click(),
    ]);
    const { sheets } = await readXlsx(await bytesOf(template));
    const [sheet] = sheets;
    const head = (sheet?.rows ?? []).slice(0, 2);
    const label = head.map((cells) => cells.map((cell) => String(cell ?? '').replace(/\s*\*$/, '')));
    const at = label.findIndex((cells) => cells.includes('编码'));
    const cells = (values: Readonly<Record<string, string | number>>) =>
      (label[at] ?? []).map((name) => values[name] ?? null);
    const rows = [
      ...head.slice(0, at + 1),
      cells({ 编码: 'IN1', 名称: '好的', 源单位换算系数: 1 }),
      cells({ 编码: 'IN2', 名称: '坏精度', 源单位换算系数: 'abc' }),
      cells({ 编码: 'IN3', 源单位换算系数: 1 }),
    ];
    const file = await writeXlsx({
      sheets: [{ name: sheet?.name ?? 'unit', rows: rows.map((row) => [...row]) }],
    });
    await page.locator('input[type=file]').setInputFiles({
      name: '计量单位.xlsx',
      buffer: Buffer.from(file),
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
    await page.getByText('将新增 1 条').waitFor();
    await page.getByText('有问题 2 条', { exact: true }).waitFor();
    // By what people call rows and columns; and told here, not by the bell too.
    const wrong = page.getByRole('region', { name: '有问题的单元格' }).getByRole('row');
    expect(await wrong.nth(1).innerText()).toMatch(
      /第 \d+ 行\s*IN2 坏精度\s*源单位换算系数\s*[A-Z]\s*abc\s*应为数字/,
    );
    expect(await bell.getAttribute('aria-label')).toBe(rung);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '导入 1 条' }).click();
    await page.getByText('新增 1 条', { exact: true }).waitFor();
    const [marked] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载标注了问题的文件' }).click(),
    ]);
    expect(marked.suggestedFilename()).toMatch(/^计量单位-.+\.xlsx$/);
    const back = (await readXlsx(await bytesOf(marked))).sheets[0]?.rows ?? [];
    const said = back.map((cells) => cells.map(String).join('|'));
    expect(said.filter((line) => /IN2.*应为数字|IN3.*必填/.test(line))).toHaveLength(2);
    await page.getByRole('button', { name: '完成' }).click();
    await row(page, 'IN1').waitFor();
    // Nothing is told twice: the one notice takes all of it back.
    const notices = page.locator('gj-notices .notice');
    expect(await notices.allInnerTexts()).toEqual([expect.stringMatching(/^已导入 1 条记录\s+撤销$/)]);

    const english = await site().visit({ language: 'en', path: '/jobs' });
    const job = english.locator('gj-job').filter({ hasText: /^\s*Import of units/ });
    await job.getByText('Partly done').waitFor();
    await job.getByText('1 created · 2 failed').waitFor();
    const trial = english.locator('gj-job').filter({ hasText: /^\s*Trial import of units/ });
    await trial.getByText('Problems found').waitFor();
    await trial.getByText('Would create 1, 2 with problems').waitFor();
    // Who began it, and for which organisation, are called as they call themselves.
    const text = (await job.innerText()).replaceAll(/管理员|集团/g, '');
    expect(text).not.toMatch(/\p{Script=Han}/u);
    await english.goto('/audit');
    const lines = english.locator('gj-audit-page tbody tr');
    await lines.filter({ hasText: 'imported Units: 1 created, 2 with problems' }).waitFor();
    expect(await lines.filter({ hasText: /Job/ }).count(), 'what a job notes of itself').toBe(0);

    // The notice is gone, and the import can still be taken back, where its job is.
    await english.goto('/jobs');
    await job.getByRole('button', { name: 'Undo the import…' }).click();
    const asked = english.locator('gj-form-dialog');
    await asked.getByText('1 record goes back to the state before the import').waitFor();
    await asked.getByRole('button', { name: 'Undo (1)' }).click();
    await job.getByRole('link', { name: 'Undone' }).waitFor();
    expect(await job.getByRole('button', { name: 'Undo the import…' }).count()).toBe(0);
    expect((await site().node.ask('GET', '/api/forms/unit/records?q=IN1')).body['items']).toEqual([]);
  });

  it.each([1440, 1024])('leaves each column of a check its room beside long texts, at %d', async (width) => {
    const page = await site().visit({ path: '/forms/unit', size: { width, height: 800 } });
    await page.getByRole('button', { name: '导入', exact: true }).click();
    const long = '很长的说明'.repeat(60);
    await page.locator('input[type=file]').setInputFiles({
      name: '单位.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`编码,名称,基本单位,没有的列\nLONG1,${long},${long},x\n`),
    });
    const table = page.getByRole('region', { name: '有问题的单元格' });
    const row = table.getByRole('row').filter({ hasText: 'LONG1' }).first();
    await row.waitFor();
    const widths = await row.getByRole('cell').evaluateAll((all) => all.map((one) => one.clientWidth));
    expect(
      widths.every((one) => one >= 80),
      widths.join(),
    ).toBe(true);
    expect((await row.getByRole('textbox').boundingBox())?.width).toBeGreaterThan(120);
    expect((await row.boundingBox())?.height).toBeLessThan(260);
    // The whole of it is a press away, by keys as well.
    const cell = row.getByRole('cell').filter({ hasText: '很长的说明' }).first();
    await cell.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await cell.innerText()).toContain(long);
    // What is wrong stands before what is only told.
    const note = page.getByText('没有的列').first();
    const [wrong, notes] = [await table.boundingBox(), await note.boundingBox()];
    expect(notes?.y ?? 0).toBeGreaterThan(wrong?.y ?? 0);
    expect(await axeFindings(page)).toEqual([]);
  });

  itLong(
    'takes names for numbers in a file, proposes near ones, and takes one that was meant without another file',
    async () => {
      for (const [number, name] of [
        ['NEAR-1', '千克（标准）'],
        ['NEAR-2', '千米（标准）'],
      ] as const)
        await site().node.ask('POST', '/api/forms/unit/records', { number, name, sharing: 'global' });
      const page = await site().visit({ path: '/forms/unit?q=NR' });
      await page.getByRole('button', { name: '导入', exact: true }).click();
      const lines = [
        '编码,名称,基本单位',
        'NR1,吨,千克（标准）',
        'NR2,克,千克（标淮）',
        'NR3,毫克,千克（标淮）',
      ];
      await page.locator('input[type=file]').setInputFiles({
        name: '单位.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`${lines.join('\n')}\n`),
      });
      await page.getByText('将新增 1 条').waitFor();
      const wrong = page.getByRole('region', { name: '有问题的单元格' }).getByRole('row');
      const second = wrong.filter({ hasText: 'NR2 克' });
      // What the file says stands beside what is near to it.
      await second.getByRole('cell', { name: '千克（标淮）', exact: true }).waitFor();
      await second.getByRole('button', { name: '2 处都改用“千克（标准）”' }).click();
      // The name holds for every row with the same text.
      await page.getByText('将新增 3 条').waitFor();
      const taken = page.getByRole('list', { name: '改用的名称' });
      await taken.getByText('千克（标淮） → 千克（标准）').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      // And is taken back.
      await taken.getByRole('button', { name: '不改用“千克（标准）”' }).click();
      await page.getByText('将新增 1 条').waitFor();
      await wrong.filter({ hasText: 'NR3 毫克' }).getByRole('button', { name: '改用“千克（标准）”' }).click();
      await page.getByRole('button', { name: '导入 3 条' }).click();
      await page.getByText('新增 3 条', { exact: true }).waitFor();
      await page.getByRole('button', { name: '完成' }).click();
      await row(page, 'NR3').waitFor();
      const { body } = await site().node.ask('GET', '/api/forms/unit/records?q=NR&fields=number,baseUnit');
      const units = body['items'] as { baseUnit: { number: string } }[];
      expect(units.map(({ baseUnit }) => baseUnit.number)).toEqual(['NEAR-1', 'NEAR-1', 'NEAR-1']);
    },
  );

  itLong(
    'takes conditions in as sentences, says which part of one it cannot read, and gives them out as sentences again',
    async () => {
      const page = await site().visit({ path: '/forms/drawer-rule' });
      const sentence = '购方名称 等于 “华东公司” 且 （备注 为空 或 购方税号 开头是 “9131”）';
      const lines = [
        '编码,名称,优先级,适用单据,匹配条件',
        `SAID1,说得清,1,开票申请单,${sentence}`,
        'SAID2,说不清,2,开票申请单,购方名称 等于 “甲” 且 购方名字 为空',
      ];
      await page.getByRole('button', { name: '导入', exact: true }).click();
      await page.locator('input[type=file]').setInputFiles({
        name: '开票人.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`${lines.join('\n')}\n`),
      });
      await page.getByText('将新增 1 条').waitFor();
      const wrong = page.getByRole('region', { name: '有问题的单元格' }).getByRole('row');
      const said = wrong.filter({ hasText: 'SAID2 说不清' });
      await said.getByText(/看不懂条件中的“购方名字 为空”/).waitFor();
      await said.getByText('匹配条件').first().waitFor();
      expect(await said.innerText()).not.toMatch(/[{}]|buyerName/);
      await page.getByRole('button', { name: '导入 1 条' }).click();
      await page.getByText('新增 1 条', { exact: true }).waitFor();
      await page.getByRole('button', { name: '完成' }).click();
      await page.getByRole('link', { name: 'SAID1' }).click();
      await page
        .getByText(/购方名称 等于 “华东公司”/)
        .first()
        .waitFor();
      await page
        .getByText(/购方税号 开头是 “9131”/)
        .first()
        .waitFor();

      await page.goto('/forms/drawer-rule?q=SAID1');
      await row(page, 'SAID1').waitFor();
      await page.getByRole('button', { name: '导出' }).click();
      await page.getByLabel('Excel，全部字段和分录').check();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('gj-export-dialog').getByRole('button', { name: '导出' }).click(),
      ]);
      const { sheets } = await readXlsx(await bytesOf(file));
      const cells = sheets.flatMap(({ rows }) => rows.flat().map(String));
      expect(cells).toContain(sentence);
    },
  );

  itLong('says of a file with nothing but headings that it has no rows', async () => {
    const page = await site().visit({ path: '/forms/unit' });
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.locator('input[type=file]').setInputFiles({
      name: '空.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('编码,名称\n'),
    });
    await page.getByText('文件里没有数据行').waitFor();
    expect(await page.getByRole('button', { name: '没有可导入的记录' }).isDisabled()).toBe(true);
  });

  it('says what a file has wrong in the language of the page, whichever that of the browser is', async () => {
    const page = await site().visit({ path: '/forms/unit', language: 'en' });
    await page.getByRole('button', { name: 'Language' }).press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.locator('input[type=file]').setInputFiles({
      name: '单位.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('编码,名称,基本单位\nTOLD1,说中文,没有这个\n'),
    });
    await page.getByText('有问题 1 条').waitFor();
    const wrong = page.getByRole('row').filter({ hasText: 'TOLD1' });
    expect(await wrong.innerText()).toMatch(/没有“没有这个”|中没有/);
  });

  it('mends in place what a file has wrong, tries it again, and takes it in', async () => {
    const page = await site().visit({ path: '/forms/unit' });
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.locator('input[type=file]').setInputFiles({
      name: '单位.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('编码,名称,基本单位\nMEND1,改好的,没有这个\n'),
    });
    await page.getByText('有问题 1 条').waitFor();
    const again = page.getByRole('button', { name: /^重新检查/ });
    expect(await again.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: '第 2 行 基本单位改为' }).fill('个');
    await again.click();
    await page.getByText('将新增 1 条').waitFor();
    await page.getByText('C2 → 个').waitFor();
    await page.getByRole('button', { name: '导入 1 条' }).click();
    await page.getByText('新增 1 条', { exact: true }).waitFor();
    const { body } = await site().node.ask('GET', '/api/forms/unit/records?view=manage&q=MEND1');
    expect(body['items']).toMatchObject([{ number: 'MEND1', name: '改好的' }]);
  });

  it('mends all rows of a file that say the same with one press', async () => {
    const page = await site().visit({ path: '/forms/unit' });
    await page.getByRole('button', { name: '导入', exact: true }).click();
    const rows = ['ALIKE1,一,没这个', 'ALIKE2,二,没这个', 'ALIKE3,三,没那个', 'ALIKE4,四,没这个'];
    await page.locator('input[type=file]').setInputFiles({
      name: '单位.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`编码,名称,基本单位\n${rows.join('\n')}\n`),
    });
    await page.getByText('有问题 4 条').waitFor();
    const all = page.getByRole('button', { name: /行都改为/ });
    // What stands alone is mended alone; what nothing was typed for is offered nothing.
    await page.getByRole('textbox', { name: '第 4 行 基本单位改为' }).fill('个');
    expect(await all.count()).toBe(0);
    await page.getByRole('textbox', { name: '第 3 行 基本单位改为' }).fill('个');
    await isSound(page, 'import-mend-all');
    await page.getByRole('button', { name: '“没这个”的 3 行都改为“个”' }).click();
    await page.getByText('将新增 4 条').waitFor();
    const taken = page.getByRole('list', { name: '改用的名称' });
    await taken.getByText('C 列“没这个” → 个').waitFor();
    await taken.getByRole('button', { name: 'C 列“没这个” 不改' }).click();
    await page.getByText('有问题 3 条').waitFor();
    await page.getByRole('textbox', { name: '第 5 行 基本单位改为' }).fill('个');
    await all.click();
    await page.getByRole('button', { name: '导入 4 条' }).click();
    await page.getByText('新增 4 条', { exact: true }).waitFor();
  });

  it('leads from its search box to what was found, by Enter as by the arrow down', async () => {
    const page = await site().visit({ path: '/forms/unit' });
    const box = page.getByRole('searchbox', { name: '在列表中查找' });
    await box.fill('U00041');
    await box.press('Enter');
    await expect
      .poll(() => page.locator('gj-record-grid').evaluate((grid) => grid.matches(':focus-within')))
      .toBe(true);
    await expect
      .poll(() =>
        page
          .locator('gj-record-grid')
          .getByRole('link', { name: /^U\d+$/ })
          .count(),
      )
      .toBe(1);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/forms\/unit\/[0-9a-f-]{36}/);
  });

  it('keeps the view that whoever left the search box has asked for, however soon he keeps it', async () => {
    const page = await site().visit();
    // Nobody waits for the pause after which what is typed is asked by itself.
    await page.addInitScript(() => {
      const own = globalThis.setTimeout;
      const slow = (act: () => void, wait?: number) => own(act, wait === 300 ? 60_000 : wait);
      Object.assign(globalThis, { setTimeout: slow });
    });
    await page.goto('/forms/unit?q=U0001');
    await row(page, number(10)).waitFor();
    await page.getByRole('searchbox', { name: '在列表中查找' }).fill('');
    await page.getByRole('button', { name: '保存视图' }).click();
    await page.getByLabel('名称').fill('不找什么');
    await page.keyboard.press('Enter');
    await expect.poll(() => view(page, '不找什么').getAttribute('aria-pressed')).toBe('true');
    expect(inAddress(page).get('q')).toBe(null);

    await page.goto('/forms/unit?view=manage');
    await view(page, '不找什么').click();
    await row(page, 'BAG').waitFor();
    await page.getByRole('button', { name: '视图“不找什么”' }).click();
    await page.getByRole('menuitem', { name: '删除视图' }).click();
    await view(page, '不找什么').waitFor({ state: 'detached' });
  });

  it('goes out as a file of what is asked', async () => {
    const page = await site().visit({ path: '/forms/unit?q=U0004' });
    await row(page, number(40)).waitFor();
    await page.getByRole('button', { name: '导出' }).click();
    await page.getByText('当前筛选的全部记录（10 条）').waitFor();
    await page.getByLabel('CSV，全部字段').check();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('gj-export-dialog').getByRole('button', { name: '导出' }).click(),
    ]);
    const lines = new TextDecoder()
      .decode(await bytesOf(download))
      .trim()
      .split(/\r?\n/);
    expect(lines.filter((line) => line.includes('U0004'))).toHaveLength(10);
    await page.getByText('已导出').waitFor();
  });

  itLong(
    'finds disabled records where they are only looked for, and picks enabled ones alone, page after page',
    async () => {
      const query = new URLSearchParams({
        q: 'U00',
        limit: '140',
        sort: 'number',
        fields: 'number',
      });
      const { body } = await site().node.ask('GET', `/api/forms/unit/records?${query}`);
      let odd = (body['items'] as unknown as Listed[]).filter((_, at) => at % 2 === 1);
      const turn = async (op: 'enable' | 'disable') => {
        const items = odd.map(({ id, revision }) => ({ op, id, ifMatch: revision }));
        const answer = await site().node.ask('POST', '/api/forms/unit/batch', { items });
        expect(answer.status).toBe(200);
        odd = (answer.body['items'] as unknown as { record: Listed }[]).map(({ record }) => record);
      };
      await turn('disable');

      const page = await site().visit({ path: '/forms/unit/new' });
      const picker = page.getByRole('combobox', { name: '基本单位' });
      await picker.click();
      await picker.pressSequentially('U00');
      await page.getByRole('option', { name: '单位 2', exact: false }).first().waitFor();
      // Seventy even ones, and ten that follow them; a page that is still on its way takes no key.
      const there = page.getByRole('option', { name: /单位 149/ }).and(page.locator('[focused]'));
      const at = () => page.locator('vaadin-combo-box-item[focused]').allTextContents().then(String);
      for (let line = 0; line < 400 && (await there.count()) === 0; line++) {
        const before = await at();
        await page.keyboard.press('ArrowDown');
        await expect
          .poll(at, { timeout: 1_000, interval: 10 })
          .not.toBe(before)
          .catch(() => {});
      }
      await there.waitFor();
      await page.keyboard.press('Enter');
      await expect.poll(() => picker.inputValue()).toContain('单位 149');

      const list = await site().visit({ path: '/forms/unit' });
      await list.locator('gj-filter-bar').getByRole('button', { name: '基本单位' }).click();
      await list.getByRole('searchbox').last().fill(number(3));
      await list.getByRole('checkbox', { name: /单位 3.*禁用/ }).waitFor();
      await turn('enable');
    },
  );

  itLong('says what to do where there is nothing, and tries again where it failed', async () => {
    const page = await site().visit({ path: '/forms/vehicle' });
    await page.getByText('当前组织还没有可用的').waitFor();
    // By what one of them is, though the form is called “车辆信息管理”.
    await page.locator('gj-list-none').getByRole('link', { name: '新建车辆', exact: true }).click();
    await page.getByRole('heading', { name: '新建车辆', exact: true }).waitFor();
    await page.goBack();
    await page.route('**/api/forms/vehicle/records*', (route) => route.fulfill({ status: 503, json: {} }));
    await page.getByRole('button', { name: '刷新' }).click();
    await page.getByRole('alert').waitFor();
    await page.unroute('**/api/forms/vehicle/records*');
    site().problems.length = 0;
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByText('当前组织还没有可用的').waitFor();
  });

  itLong(
    'axe finds nothing serious with anything of it open: a filter, columns, a menu, import, export, a view, the condition',
    async () => {
      const page = await site().visit({ path: '/forms/unit' });
      await row(page, 'BAG').waitFor();
      const press = (name: string) => page.getByRole('button', { name, exact: true });
      for (const [what, opener] of [
        ['a filter', page.locator('gj-filter-bar').getByRole('button', { name: '基本单位' })],
        ['the columns', press('列')],
        ['a row’s menu', press('BAG 的操作')],
        ['the import', press('导入')],
        ['the export', press('导出')],
        ['saving a view', press('保存视图')],
        ['the condition', press('条件筛选')],
      ] as const) {
        await opener.click();
        expect(await axeNow(page), what).toEqual([]);
        await page.keyboard.press('Escape');
        await settled(page);
      }
    },
  );
});

inBrowser(
  'a list of what organisations share',
  (site) => {
    itLong(
      'does what the form itself declares to many, telling of each that is not ready for it',
      async () => {
        const page = await site().visit({ path: '/forms/invoice-application?view=manage' });
        await pick(page, 'SQ-ZH-001').click();
        await pick(page, 'SQ-SZ-001').click();
        await bulk(page, /^审核$/);
        const report = page.locator('gj-report-dialog');
        await page.getByRole('dialog', { name: '已审核 1 条记录' }).waitFor();
        expect(await report.getByRole('link').allTextContents()).toEqual(['SQ-SZ-001']);
        expect(await report.locator('td.problem').textContent()).toContain('审核');
        await report.getByRole('button', { name: '关闭' }).last().click();

        await page.getByRole('button', { name: 'SQ-ZH-001 的操作' }).click();
        await page.getByRole('menuitem', { name: '反审核' }).click();
        await page.getByText('已反审核 1 条记录').waitFor();
      },
    );

    itLong('assigns many in the tree of organisations, as the page of sharing does', async () => {
      const page = await site().visit({ path: '/forms/invoice-item?view=manage' });
      await pick(page, 'SP-SOFT').click();
      await pick(page, 'SP-CATER').click();
      await bulk(page, '分配');
      await page.getByRole('dialog', { name: '分配 2 条数据' }).waitFor();
      await page
        .getByRole('note')
        .filter({ hasText: /餐饮服务.*私有.*不能分配/ })
        .waitFor();
      await page.getByLabel('查找组织').fill('珠海');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: '分配 (1)' }).click();
      await page.getByText('已分配 1 项').waitFor();
      await expect.poll(() => page.getByText(/已选 \d+ 条/).count()).toBe(0);
    });

    itLong(
      'is filtered by a condition of any depth, and told at once what no list can be filtered by',
      async () => {
        const asked = {
          any: [
            { fact: 'number', operator: 'matches', value: '^SP-S' },
            { not: { fact: 'enabled', operator: 'equal', value: true } },
          ],
        };
        const page = await site().visit({ path: '/forms/invoice-item?view=manage' });
        await row(page, 'SP-SOFT').waitFor();
        await page.getByRole('button', { name: '条件筛选' }).click();
        await page.getByRole('button', { name: 'JSON' }).click();
        const json = page.getByRole('textbox', { name: '条件（JSON）' });
        await json.fill(JSON.stringify(asked));
        await page.getByRole('button', { name: '筛选', exact: true }).click();
        await page.getByRole('alert').filter({ hasText: '不能用于筛选数据' }).first().waitFor();
        await json.fill(JSON.stringify(asked).replace('matches', 'startsWith').replace('^', ''));
        await page.getByRole('button', { name: '筛选', exact: true }).click();
        await row(page, 'SP-MOUSE').waitFor({ state: 'detached' });
        await row(page, 'SP-SOFT').waitFor();
        expect(JSON.parse(inAddress(page).get('filter') ?? 'null')).toMatchObject({ any: [{}, {}] });
      },
    );

    itLong(
      'of licences says of each service how many are given away, of how many, and shows one service',
      async () => {
        const licences = '/api/forms/licence/records';
        const own = { organisation: 'root', taxNo: '91500023MA0000001M', authorisation: 'SQPZ-DEMO' };
        for (const service of ['issuing', 'receiving'])
          await site().node.ask('POST', licences, { ...own, number: `L-${service}`, service });
        const { body } = await site().node.ask('GET', `${licences}?view=manage&number=L-issuing`);
        const [{ id, revision } = {}] = body['items'] as { id?: string; revision?: number }[];
        const tag = { 'if-match': `"${revision}"` };
        const done = await site().node.ask('POST', `${licences}/${id}/actions/authorise`, {}, tag);
        expect(done.status).toBe(200);
        const page = await site().visit({ path: '/forms/licence' });
        const issuing = page.getByRole('button', { name: '开票服务（7/8）', exact: true });
        await page.getByRole('button', { name: '收票服务（1/4）', exact: true }).waitFor();
        await row(page, 'L-receiving').waitFor();
        await issuing.click();
        await row(page, 'L-receiving').waitFor({ state: 'detached' });
        await row(page, 'L-issuing').waitFor();
        expect(inAddress(page).get('f.service')).toBe('issuing');
        expect(await issuing.getAttribute('aria-pressed')).toBe('true');

        // The consequences of a withdrawal are told before it is done.
        await page.getByRole('checkbox', { name: /^选择 L-issuing/ }).check();
        const withdraw = page
          .getByRole('toolbar', { name: '批量操作' })
          .getByRole('button', { name: '取消授权' });
        await withdraw.click();
        await page
          .getByText('同一税号取消授权后 60 天内不允许重新授权，取消授权期间该税号将无法进行开票/收票业务！')
          .waitFor();
        await page.getByRole('button', { name: '取消', exact: true }).click();
        const status = async () => (await site().node.ask('GET', `${licences}/${id}`)).body['status'];
        expect(await status()).toBe('authorised');

        await withdraw.click();
        await page
          .locator('gj-form-dialog')
          .getByText(/^许可授权 ./)
          .waitFor();
        await page.getByRole('button', { name: '取消授权', exact: true }).last().click();
        await page.getByRole('button', { name: '开票服务（6/8）', exact: true }).waitFor();
        expect(await status()).toBe('withdrawn');
      },
    );
  },
  { demo: true },
);
