import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';
import { viewsPackage } from './views-package.ts';

const task = viewsPackage['forms/task.json'] as JsonObject & { readonly fields: readonly JsonObject[] };
const bins = Array.from({ length: 22 }, (_, at) => `b${at + 1}`);
const label = (text: string) => ({ zh: text, en: text });
const many = {
  ...viewsPackage,
  'forms/task.json': {
    ...task,
    fields: [
      ...task.fields,
      {
        name: 'bin',
        kind: 'choice',
        label: label('Bin'),
        options: bins.map((value) => ({ value, label: label(value) })),
      },
    ],
    views: [
      { name: 'parts', kind: 'tree', label: label('Parts') },
      { name: 'bins', kind: 'board', label: label('Bins'), groupBy: 'bin' },
    ],
  },
};

inBrowser('views of many records', (site) => {
  const places: Record<string, string> = {};

  beforeAll(async () => {
    await publishFiles(site(), many);
    const make = async (form: string, body: JsonObject) => {
      const { status, body: made } = await site().node.ask('POST', `/api/forms/${form}/records`, body);
      expect([status, made['errors'] ?? []]).toEqual([201, []]);
      return String(made['id']);
    };
    const makeMany = async (bodies: readonly JsonObject[]) => {
      const items = bodies.map((body) => ({ op: 'create', body }));
      expect((await site().node.ask('POST', '/api/forms/task/batch', { items })).status).toBe(200);
    };
    for (const number of ['SH', 'HZ']) places[number] = await make('place', { number, name: number });
    const shanghai = { id: places['SH'] ?? null };
    const hangzhou = { id: places['HZ'] ?? null };
    const top = await make('task', { name: 'top', place: hangzhou });
    const below = (above: string, count: number, name: string, more: JsonObject = {}) =>
      Array.from({ length: count }, (_, at) => ({
        name: `${name} ${String(at + 1).padStart(3, '0')}`,
        above: { id: above },
        place: shanghai,
        ...more,
      }));
    await makeMany(below(top, 450, 'part'));
    const other = await make('task', { name: 'other', place: shanghai });
    await makeMany([...below(other, 130, 'piece'), { name: 'binned', bin: 'b22', place: shanghai }]);
    const grants = [
      { form: 'task', actions: ['read'], scope: 'all', limitedBy: ['place'] },
      { form: 'place', actions: ['read'], scope: 'all' },
    ];
    await make('role', { number: 'local', name: 'local', grants });
    const user = await make('user', {
      number: 'li',
      name: '李',
      organisation: 'root',
      roles: [{ role: 'local', organisation: 'root' }],
      limits: [{ form: 'place', recordId: places['SH'] ?? '' }],
    });
    const password = { password: 'three small stones' };
    expect((await site().node.ask('PUT', `/api/users/${user}/password`, password)).status).toBe(200);
  });

  const names = (page: Page) =>
    page.getByRole('tree').locator('[role=treeitem] a[href*="/forms/task/"]').allTextContents();

  it('a tree has all that stands below a record, a page at a time, by keys as well', async () => {
    const page = await site().visit({ path: '/forms/task?saved=parts' });
    await page.getByRole('tree').waitFor();
    await settled(page);
    expect(await names(page)).toEqual(['top', 'other', 'binned']);
    await page.getByRole('treeitem', { name: 'other' }).focus();
    await page.keyboard.press('ArrowRight');
    const more = page.getByRole('treeitem', { name: '再显示一些' });
    await more.waitFor();
    expect(await names(page)).toHaveLength(103);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await picture(page, 'tree-more');
    expect(await axeNow(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => names(page)).toHaveLength(133);
    expect(await more.count()).toBe(0);
    expect((await names(page)).filter((name) => name.startsWith('piece'))).toHaveLength(130);
    const focused = page.locator('[role=treeitem]:focus a[href*="/forms/task/"]');
    expect(await focused.textContent()).toBe('piece 101');
  });

  it('of a large one what stands below records that one does not see stands at its top', async () => {
    const page = await site().visit({
      path: '/forms/task?saved=parts',
      user: 'li',
      password: 'three small stones',
    });
    await page.getByRole('tree').waitFor();
    await settled(page);
    const seen = new Set<string>(await names(page));
    for (let rest = 10; rest > 0; rest -= 1) {
      const more = page.getByRole('treeitem', { name: '再显示一些' });
      if ((await more.count()) === 0) break;
      const before = seen.size;
      await more.click();
      await expect
        .poll(async () => {
          // Asked first: what came with the last page stands there before the way to more is gone.
          const isLast = (await more.count()) === 0;
          for (const name of await names(page)) seen.add(name);
          return seen.size > before || isLast;
        })
        .toBe(true);
    }
    expect([...seen].filter((name) => name.startsWith('part'))).toHaveLength(450);
    expect([seen.has('other'), seen.has('top'), seen.has('piece 001')]).toEqual([true, false, false]);
  });

  it('a board of many options tells of what is in none of its columns', async () => {
    const page = await site().visit({ path: '/forms/task?saved=bins' });
    await page.getByText('另有 1 条不在这些栏里，可在列表中查看').waitFor();
    await settled(page);
    await picture(page, 'board-many');
    expect(await axeNow(page)).toEqual([]);
  });
});
