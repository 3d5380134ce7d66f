import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { installedFrom } from '../runtime/model/publish/publisher.ts';
import { itLong } from '../workshop/it-long.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { hire, inBasket, items, line, panel, password, ready, say, stands, table } from './console.ts';

const label = (text: string) => ({ zh: text, en: text });

/**
 * Five hundred keys in twenty types, of several kinds; some have words enough for two lines. And a secret, and one that
 * is a record.
 */
function crowd() {
  const value = (at: number): JsonObject =>
    [{ kind: 'integer' }, { kind: 'boolean' }, { kind: 'text', length: 80 }][at % 3] as JsonObject;
  const types = Array.from({ length: 20 }, (_, type) => {
    const params = Array.from({ length: 25 }, (_, key) => ({
      key: `key_${type}_${key}`,
      label: label(
        key % 5 === 0
          ? `第 ${type} 类第 ${key} 个参数，名称长得一行放不下，要换到下一行才写得完`
          : `参数 ${type}-${key}`,
      ),
      value: value(type + key),
      unset: { label: label('没有设置时怎样') },
    }));
    return [`params/t${type}.json`, { type: `many_${type}`, label: label(`第 ${type} 类`), params }] as const;
  });
  const secret = { value: { kind: 'secret', length: 60 }, unset: { label: label('不调用') } };
  const keys = {
    type: 'vault',
    label: label('密钥'),
    params: [{ ...secret, key: 'api', label: label('接口密钥') }],
  };
  const unit = { value: { kind: 'reference', form: 'unit' }, unset: { label: label('没有默认单位') } };
  const stock = {
    type: 'stock',
    label: label('库存'),
    params: [{ ...unit, key: 'unit', label: label('默认单位') }],
  };
  const files: (readonly [string, Json])[] = [
    ['package.json', { name: 'crowd', version: '1.0.0', guiju: { prefix: 'cr', label: label('许多') } }],
    ...types,
    ['params/vault.json', keys],
    ['params/stock.json', stock],
  ];
  return installedFrom(new Map<string, Json>(files));
}

inBrowser(
  'five hundred parameters',
  (site) => {
    beforeAll(async () => {
      await site().node.publish([crowd()]);
      await hire(site(), 'zhou', '周密', ['* read', '* write', '* reveal']);
    });

    /** The key of the line that has the focus. */
    const focused = (page: Page) =>
      page.locator('gj-parameter-list').evaluate((list) => {
        const at = list.shadowRoot?.activeElement;
        return at instanceof HTMLElement ? (at.dataset['path'] ?? null) : null;
      });
    const drawn = (page: Page) => table(page).locator('[data-row]').count();
    const count = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

    it('are drawn as far as they are in sight, and gone through from the first to the last', async () => {
      const page = await site().visit({ path: '/parameters' });
      await count(page, '502 个参数');
      await table(page).getByRole('row').nth(3).waitFor();
      expect(await drawn(page)).toBeLessThan(80);
      expect(await table(page).getByRole('table').getAttribute('aria-rowcount')).toBe('503');
      await page.keyboard.press('/');
      await page.keyboard.press('ArrowDown');
      const first = await focused(page);
      await page.keyboard.press('End');
      await line(page, 'vault').or(line(page, 'key_19_24')).first().waitFor();
      await expect.poll(() => focused(page)).not.toBe(first);
      expect(await drawn(page)).toBeLessThan(80);
      const last = await focused(page);
      await page.keyboard.press('ArrowUp');
      await expect.poll(() => focused(page)).not.toBe(last);
      for (let pages = 0; pages < 12; pages++) await page.keyboard.press('PageUp');
      await expect.poll(() => focused(page)).not.toBe(last);
      expect(await drawn(page)).toBeLessThan(80);
      await page.keyboard.press('Home');
      await expect.poll(() => focused(page)).toBe(first);
      expect(await axeNow(page)).toEqual([]);
    });

    itLong('are scrolled to any place without a gap', async () => {
      const page = await site().visit({ path: '/parameters' });
      await table(page).getByRole('row').nth(3).waitFor();
      const list = page.locator('gj-parameter-list');
      for (const at of [0.25, 0.5, 0.9, 1, 0.1]) {
        await list.evaluate((one, part) => {
          one.scrollTop = one.scrollHeight * part;
        }, at);
        // In the middle of the window there is a row, wherever one stopped.
        await expect
          .poll(() =>
            list.evaluate((one) => {
              const { left, top, width, height } = one.getBoundingClientRect();
              return [0.2, 0.5, 0.8].every((part) => {
                const there = one.shadowRoot?.elementFromPoint(left + width / 3, top + height * part);
                return there?.closest('[data-row]') !== null;
              });
            }),
          )
          .toBe(true);
        expect(await drawn(page)).toBeLessThan(80);
      }
    });

    it('are found by typing, and one that is opened by its address is in sight', async () => {
      const page = await site().visit({ path: '/parameters?open=many_17/key_17_20' });
      await expect
        .poll(() =>
          line(page, 'key_17_20').evaluate((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return top > 0 && bottom < innerHeight;
          }),
        )
        .toBe(true);
      await page.getByRole('searchbox', { name: '查找参数' }).fill('key_3_');
      await count(page, '25 个参数');
      expect(await drawn(page)).toBe(25);
    });

    itLong(
      'may be records: one that is meant is not deleted, and says which parameter means it',
      async () => {
        const { node } = site();
        const made = await node.ask('POST', '/api/forms/unit/records', { number: 'MEANT', name: '有人用的' });
        const id = String(made.body['id']);
        await say(site(), 'stock/unit', 'EAST', { value: { id } });
        const page = await site().visit({ path: `/forms/unit/${id}` });
        await page.getByRole('button', { name: '更多操作' }).click();
        await page.getByRole('menuitem', { name: '删除', exact: true }).click();
        await page.getByRole('dialog', { name: '不能删除：仍被引用' }).waitFor();
        const used = page.locator('gj-references');
        await used.getByRole('row', { name: 'stock.unit EAST' }).waitFor();
        expect(await axeNow(page)).toEqual([]);
        await used.getByRole('link', { name: 'stock.unit' }).click();
        await panel(page).getByRole('heading', { name: '默认单位', level: 2 }).waitFor();
        await page.locator('gj-page-head').getByText('华东公司', { exact: true }).waitFor();
      },
    );

    it('may be secret: written, masked everywhere, and shown only to who may reveal them', async () => {
      const api = 'vault/api';
      const page = await site().visit({ user: 'zhou', password, path: `/parameters?open=${api}` });
      const secret = panel(page)
        .locator('gj-parameter-editor')
        .getByLabel(/接口密钥|值/)
        .first();
      await secret.fill('open sesame');
      await panel(page).getByRole('button', { name: '放入变更集' }).click();
      await inBasket(page, 1).click();
      await items(page)
        .filter({ hasText: /接口密钥.*继承.*已设置/s })
        .waitFor();
      expect(await page.content()).not.toContain('sesame');
      await ready(page, '发布').click();
      await stands(page, '已发布');
      await page.goto(`/parameters?open=${api}`);
      await line(page, 'vault').getByText('已设置').waitFor();
      await panel(page)
        .locator('gj-parameter-chain')
        .getByRole('listitem')
        .filter({ hasText: /华东公司.*已设置.*生效/s })
        .waitFor();
      expect(await axeNow(page)).toEqual([]);
      // A secret that one does not touch stays: only the lock becomes another.
      await panel(page).getByRole('checkbox', { name: /^锁定/ }).check();
      await panel(page)
        .getByRole('checkbox', { name: /^立即发布/ })
        .check();
      await panel(page).getByRole('button', { name: '立即发布', exact: true }).click();
      await page.getByText('已保存').waitFor();
      await panel(page).getByRole('button', { name: '查看明文' }).click();
      await panel(page).getByText('open sesame').waitFor();

      const other = await site().visit({ path: `/parameters?open=${api}&org=EAST` });
      await panel(other).waitFor();
      await line(other, 'vault').waitFor();
      expect(await other.getByRole('button', { name: '查看明文' }).count()).toBe(0);
    });
  },
  { demo: true, packages: ['platform', 'basis'] },
);
