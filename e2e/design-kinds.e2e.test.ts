import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { inBrowser, type Site } from './browser.ts';
import { isSound } from './is-sound.ts';
import { field, label } from './own-package.ts';
import { pressInHead } from './press-in-head.ts';

const options = [
  { value: 'r', label: label('红', 'Red') },
  { value: 'g', label: label('绿', 'Green') },
];

/** A form of this layer's own, with records that hold texts where dates are wanted. */
async function begin({ node }: Site): Promise<void> {
  const content = {
    name: 'dk-order',
    kind: 'master',
    sharing: 'everybody',
    label: label('订货单', 'Order'),
    fields: [
      field('number', 'text', '编号', { length: 40, required: true }),
      field('due', 'text', '交货期', { length: 40 }),
      field('tint', 'choice', '颜色', { options }),
      field('price', 'decimal', '价格', { precision: 12, scale: 2 }),
      field('empty', 'choice', '等级', { options }),
      field('city', 'text', '城市', { length: 40 }),
    ],
  } as Json;
  const made = await node.ask('POST', '/api/design/drafts', {
    name: 'begin',
    steps: [{ do: 'add-form', content }],
  });
  const design = made.body['id'] ?? null;
  const { body } = await node.ask('POST', '/api/design/plan', { design });
  const done = await node.ask('POST', '/api/design/publish', { design, hash: body['hash'] ?? null });
  expect(done.status, JSON.stringify(body)).toBe(200);
  const due = ['2026-03-01', '2026年3月5日', '月底', '月底', '待定'];
  const city = ['上海', '北京', '上海', 'Beijing', '深圳'];
  for (const [at, text] of due.entries()) {
    const held = { due: text, tint: at % 2 ? 'r' : 'g', price: '12.5', city: city[at] ?? null };
    const record = { number: `D${at + 1}`, ...held };
    expect((await node.ask('POST', '/api/forms/dk-order/records', record)).status).toBe(201);
  }
}

/** Makes a field another kind, as far as the panel that says what becomes of it. */
async function choose(page: Page, name: string, kind: string): Promise<Locator> {
  await page
    .locator('gj-design-canvas .tile', { hasText: new RegExp(name) })
    .first()
    .click();
  const panel = page.locator('gj-place-panel');
  await panel.getByRole('heading', { name, exact: true }).waitFor();
  await panel
    .locator('select')
    .filter({ has: page.locator('option[value=multiline]') })
    .selectOption(kind);
  const fresh = page.locator('gj-fresh-field');
  await fresh.waitFor();
  return fresh;
}

async function become(fresh: Locator): Promise<void> {
  await fresh.getByRole('button', { name: /改类型|Change/ }).click();
  await fresh.waitFor({ state: 'detached' });
}

inBrowser(
  'a field that becomes one of another kind',
  (site) => {
    beforeAll(() => begin(site()), 60_000);

    it('says what becomes of its values, asks what is not plain, and deals with what does not fit', async () => {
      const page = await site().visit({ path: '/design/dk-order' });
      const due = await choose(page, '交货期', 'date');
      await due.getByText('已有的值按新类型读取').waitFor();
      // At once, and not only when it is published.
      await due.getByText('1 行的值按新类型改写，请核对：').waitFor();
      await due.getByText('2026年3月5日 → 2026-03-05').waitFor();
      await due.getByText('3 行的值不符合新类型，发布前要改为其他值或清空：').waitFor();
      await due.getByText('月底', { exact: true }).waitFor();
      await isSound(page, 'design-kind-date');
      await become(due);
      await page.locator('gj-notices').getByText('3 行的值不符合新类型').waitFor();
      const price = await choose(page, '价格', 'money');
      await price.getByText('已有的值保持不变').waitFor();
      await price.getByText('币种', { exact: true }).waitFor();
      await become(price);
      const tint = await choose(page, '颜色', 'text');
      await tint.getByText('r → 红', { exact: false }).waitFor();
      await tint.getByLabel('已有的值转为哪种语言的名称').selectOption('en');
      await tint.getByText('r → Red', { exact: false }).waitFor();
      await isSound(page, 'design-kind-text');
      await become(tint);
      const empty = await choose(page, '等级', 'integer');
      await empty.getByText('已有的值按新类型读取').waitFor();
      await become(empty);

      // Somebody writes on meanwhile.
      const late = { number: 'D6', due: '2026/4/1', tint: 'g', price: '12.5', city: '深圳' };
      expect((await site().node.ask('POST', '/api/forms/dk-order/records', late)).status).toBe(201);
      await page.getByRole('button', { name: '发布…' }).click();
      const misfits = page.locator('li', { hasText: '有 4 行的值放不进新的类型或长度' });
      await misfits.waitFor();
      // Each is told once.
      expect(await misfits.first().innerText()).not.toContain('，如');
      await isSound(page, 'design-kind-plan');
      await page.getByRole('button', { name: '改为其他值或清空…' }).click();
      const dialog = page.locator('gj-form-dialog');
      // What the kind reads as people write it is proposed.
      await dialog.getByText('其中 1 种已按新类型填好，请核对。').waitFor();
      expect(await dialog.getByLabel('“2026/4/1”改成').inputValue()).toBe('2026-04-01');
      // What was said as the kind changed is asked no more, and what nobody can read stands first.
      expect(await dialog.getByLabel('“2026年3月5日”改成').count()).toBe(0);
      const asked = await dialog.locator('tbody tr').allInnerTexts();
      expect(asked.map((row) => row.split(/\s/)[0])).toEqual(['月底', '待定', '2026/4/1']);
      await dialog.getByLabel('“月底”改成').fill('明天');
      await dialog.getByText('应为日期，如 2026-01-31').waitFor();
      expect(await dialog.getByRole('button', { name: '应用' }).isDisabled()).toBe(true);
      await dialog.getByLabel('“月底”改成').fill('2026/3/31');
      await isSound(page, 'design-kind-fit');
      await dialog.getByRole('button', { name: '应用' }).click();
      await page.getByText('有 1 行的值放不进新的类型或长度，将清空', { exact: false }).waitFor();
      await page.getByRole('button', { name: '1 行的值将清空' }).waitFor();
      expect(await page.getByRole('button', { name: '不丢失任何数据' }).count()).toBe(0);
      const go = page.getByRole('button', { name: '发布', exact: true });
      await expect.poll(() => go.isEnabled(), { timeout: 30_000 }).toBe(true);
      await go.click();
      await page.waitForURL(/\/forms\/dk-order|published/);
      const { items } = (await site().node.ask('GET', '/api/forms/dk-order/records?sort=number')).body;
      const held = () =>
        Promise.all(
          (items as JsonObject[]).map(async ({ id }) => {
            const { body } = await site().node.ask('GET', `/api/forms/dk-order/records/${String(id)}`);
            return [body['due'] ?? null, body['tint'], body['price']];
          }),
        );
      expect(await held()).toEqual([
        ['2026-03-01', 'Green', '12.5'],
        ['2026-03-05', 'Red', '12.5'],
        ['2026-03-31', 'Green', '12.5'],
        ['2026-03-31', 'Red', '12.5'],
        [null, 'Green', '12.5'],
        ['2026-04-01', 'Green', '12.5'],
      ]);
      const last = String((items as JsonObject[])[4]?.['id']);
      const record = await site().visit({ path: `/forms/dk-order/${last}` });
      await pressInHead(record, '历史');
      const history = record.getByRole('dialog', { name: '历史版本' });
      await history.waitFor();
      await isSound(record, 'design-kind-history');
      await record.locator('gj-history').getByText('待定').waitFor();
      const publishes = await site().visit({ path: '/packages?tab=history' });
      await publishes.getByRole('button', { name: '撤销…' }).first().click();
      const undoing = publishes.locator('gj-form-dialog');
      await undoing.getByText('恢复 5 个值', { exact: false }).first().waitFor();
      expect(await undoing.getByText(/\.json/).count()).toBe(0);
      await isSound(publishes, 'design-kind-undo');
      await undoing.getByRole('button', { name: '撤销这次发布' }).click();
      await undoing.waitFor({ state: 'detached', timeout: 60_000 });
      expect(await held()).toEqual([
        ['2026-03-01', 'g', '12.5'],
        ['2026年3月5日', 'r', '12.5'],
        ['月底', 'g', '12.5'],
        ['月底', 'r', '12.5'],
        ['待定', 'g', '12.5'],
        ['2026/4/1', 'g', '12.5'],
      ]);
    });

    it('takes over what records hold as the options that it makes of it', async () => {
      const page = await site().visit({ path: '/design/dk-order' });
      const fresh = await choose(page, '城市', 'choice');
      await fresh.getByText('已有 4 种值').waitFor();
      await fresh.getByLabel('新选项').fill('上海');
      await fresh.getByLabel('新选项').press('Enter');
      await fresh.getByText('2 行 → 上海').waitFor();
      await isSound(page, 'design-kind-stored');
      await fresh.getByRole('button', { name: '把这 3 种值做成选项' }).click();
      await fresh.getByText('2 行 → 深圳').waitFor();
      await fresh.getByRole('button', { name: '删除选项“Beijing”' }).click();
      await fresh.getByText('1 行 → 还不是选项').waitFor();
      await become(fresh);
      await page.getByRole('button', { name: '发布…' }).click();
      await page.getByText('有 1 条的“城市”不是任何一个选项：Beijing', { exact: false }).waitFor();
      await isSound(page, 'design-kind-no-option');
      await page.getByRole('button', { name: '改为选项…' }).click();
      const dialog = page.locator('gj-form-dialog');
      await dialog.getByLabel('“Beijing”改成').selectOption({ label: '北京' });
      await isSound(page, 'design-kind-to-option');
      await dialog.getByRole('button', { name: '应用' }).click();
      await dialog.waitFor({ state: 'detached' });
      await expect
        .poll(() => page.getByText('不是任何一个选项', { exact: false }).count(), { timeout: 30_000 })
        .toBe(0);
      const go = page.getByRole('button', { name: '发布', exact: true });
      await expect.poll(() => go.isEnabled(), { timeout: 30_000 }).toBe(true);
      await go.click();
      await page.waitForURL(/\/forms\/dk-order|published/);
      const asked = { groups: [{ field: 'city' }], values: [{ of: 'count' }] };
      const { lines } = (await site().node.ask('POST', '/api/forms/dk-order/reports', asked)).body;
      const counted = (lines as JsonObject[]).flatMap(({ keys, cells }) => {
        const [key] = keys as JsonObject[];
        return key ? [[key['text'], (cells as Json[][]).at(-1)?.[0]]] : [];
      });
      expect(Object.fromEntries(counted)).toEqual({ 上海: '2', 北京: '2', 深圳: '2' });
    });

    it('says why a name that the platform uses itself got a number', async () => {
      const page = await site().visit({ path: '/design/dk-order', language: 'en' });
      await page.getByRole('button', { name: 'Add a field: Text', exact: true }).click();
      await page.keyboard.type('Reason');
      await page.keyboard.press('Control+Enter');
      const panel = page.locator('gj-place-panel');
      await panel.getByText('The platform uses the name “reason” in its API').waitFor();
      await isSound(page, 'design-numbered-name');
    });
  },
  { packages: ['platform'] },
);
