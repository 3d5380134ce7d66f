import type { Locator } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { inBrowser } from './browser.ts';
import { focused } from './focused.ts';
import { makeSpecimen, publishSpecimens, readSpecimen } from './specimens.ts';

inBrowser(
  'rows and rights on a record',
  (site) => {
    beforeAll(() => publishSpecimens(site()));

    it('rows are typed into a sheet, computed at once, and saved with their record', async () => {
      const { id } = await makeSpecimen(site(), {
        text: 'rows',
        lines: [{ item: '甲', quantity: '2', price: '3', batches: [{ code: 'B1' }] }, { item: '乙' }],
      });
      const page = await site().visit({ path: `/forms/specimen/${id}` });
      await page.getByRole('tab', { name: '明细' }).click();
      const sheet = page.locator('gj-sheet').first();
      await sheet.getByRole('gridcell', { name: '6.00' }).first().waitFor();
      // The rows of the row one is in stand below it.
      await page.getByRole('heading', { name: '第 1 行 · 批次' }).waitFor();
      await sheet.getByRole('gridcell', { name: '2', exact: true }).first().click();
      await page.keyboard.type('5');
      await page.keyboard.press('Enter');
      await sheet.getByRole('gridcell', { name: '15.00' }).first().waitFor();
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      const lines = (await readSpecimen(site(), id))['lines'] as readonly JsonObject[];
      expect(lines).toMatchObject([
        { item: '甲', quantity: '5', amount: '15', batches: [{ code: 'B1' }] },
        { item: '乙' },
      ]);
    });

    it('says by a key who said what of the column one is in', async () => {
      const { id } = await makeSpecimen(site(), { text: 'who', lines: [{ item: '甲' }] });
      const page = await site().visit({ path: `/forms/specimen/${id}` });
      await page.getByRole('tab', { name: '明细' }).click();
      const sheet = page.locator('gj-sheet').first();
      await sheet.getByRole('gridcell', { name: '甲', exact: true }).first().click();
      await page.keyboard.press('Shift+F1');
      await page.getByRole('dialog', { name: '来源' }).waitFor();
      const about = page.locator('gj-explain-drawer').getByRole('combobox', { name: '关于' });
      await expect.poll(() => about.inputValue()).toBe('fields/lines.item');
      await page.keyboard.press('Escape');
      await page.keyboard.type('乙');
      await page.keyboard.press('Enter');
      await sheet.getByRole('gridcell', { name: '乙', exact: true }).first().waitFor();
    });

    it('says in the row what is missing there', async () => {
      const { id } = await makeSpecimen(site(), { text: 'row problems', lines: [{ item: '甲' }] });
      const page = await site().visit({ path: `/forms/specimen/${id}` });
      await page.getByRole('tab', { name: '明细' }).click();
      await page.locator('gj-sheet').first().getByRole('gridcell', { name: '甲' }).first().click();
      await page.keyboard.press('Delete');
      await page.keyboard.press('Control+s');
      await page.getByRole('alert').getByText('必填').waitFor();
      await page.getByRole('alert').getByText('第 1 行').waitFor();
    });

    it('tells of a text that is no value once, and not that a value is missing there', async () => {
      const { id } = await makeSpecimen(site(), {
        text: 'told once',
        lines: [{ item: '甲' }, { item: '乙', batches: [{ code: 'B1' }] }],
      });
      const page = await site().visit({ path: `/forms/specimen/${id}` });
      await page.getByRole('tab', { name: '明细' }).click();
      const sheet = page.locator('gj-sheet').first();
      const alert = page.getByRole('alert');
      const long = async (cell: Locator) => {
        await cell.click();
        await page.keyboard.insertText('长'.repeat(300));
        await page.keyboard.press('Enter');
        await page.keyboard.press('Control+s');
      };
      await long(sheet.getByRole('gridcell', { name: '甲' }).first());
      await alert.getByText('最多 255').waitFor();
      await expect.poll(() => alert.getByRole('listitem').count()).toBe(1);
      // The row moves on, and what is wrong in it goes with it.
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('Insert');
      await page.keyboard.type('新');
      await page.keyboard.press('Enter');
      await alert.getByText('第 2 行').waitFor();
      await expect.poll(() => alert.getByRole('listitem').count()).toBe(1);
      await page.keyboard.press('Delete');
      await page.keyboard.type('丙');
      await page.keyboard.press('Enter');
      await alert.waitFor({ state: 'hidden' });
      await sheet.getByRole('gridcell', { name: '1 行' }).dblclick();
      await long(page.locator('gj-sheet').nth(1).getByRole('gridcell', { name: 'B1' }).first());
      await alert.getByText('第 3 行 · 批次 第 1 行').waitFor();
      await expect.poll(() => alert.getByRole('listitem').count()).toBe(1);
    });

    it('rows of a row are opened, filled and left by keys alone, from a row that is only made for it too', async () => {
      const { id } = await makeSpecimen(site(), {
        text: 'inner rows',
        lines: [{ item: '甲', batches: [{ code: 'B1' }] }],
      });
      const page = await site().visit({ path: `/forms/specimen/${id}` });
      await page.getByRole('heading', { level: 1, name: 'inner rows' }).waitFor();
      const press = async (...keys: string[]) => {
        for (const key of keys) await page.keyboard.press(key);
      };
      const at = (cell: string) => expect.poll(() => focused(page)).toBe(cell);
      await press('Alt+ArrowRight');
      await page.locator('gj-sheet').first().waitFor();
      for (let tabs = 0; tabs < 60 && (await focused(page)) !== '品名 第 1 行'; tabs++) await press('Tab');
      await press('End');
      await at('批次 第 1 行');
      await press('F2');
      await at('批号 第 1 行');
      await press('ArrowDown');
      await page.keyboard.type('B2');
      // Taken in on the way back.
      await press('Enter', 'Escape');
      await at('批次 第 1 行');
      await page.locator('gj-sheet').first().getByRole('gridcell', { name: '2 行' }).waitFor();
      await press('ArrowDown', 'Alt+ArrowDown');
      await at('批号 第 1 行');
      await page.keyboard.type('C1');
      await press('Enter', 'Escape');
      await at('批次 第 2 行');
      await press('Home');
      // Saved while it is still being typed: nothing is left behind.
      await page.keyboard.type('乙');
      await press('Control+s');
      await page.getByText('已保存').waitFor();
      expect((await readSpecimen(site(), id))['lines']).toMatchObject([
        { item: '甲', batches: [{ code: 'B1' }, { code: 'B2' }] },
        { item: '乙', batches: [{ code: 'C1' }] },
      ]);
    });

    it('rows of a row are opened by their button and by a double click', async () => {
      const { id } = await makeSpecimen(site(), {
        text: 'inner rows by mouse',
        lines: [{ item: '甲', batches: [{ code: 'B1' }] }, { item: '乙' }],
      });
      const page = await site().visit({ path: `/forms/specimen/${id}` });
      await page.getByRole('tab', { name: '明细' }).click();
      const sheet = page.locator('gj-sheet').first();
      const cell = sheet.locator('[aria-rowindex="3"] [role=gridcell]').last();
      await cell.click();
      await sheet.getByRole('button', { name: '打开' }).click();
      await expect.poll(() => focused(page)).toBe('批号 第 1 行');
      await page.getByRole('heading', { name: '第 2 行 · 批次' }).waitFor();
      await page.getByRole('button', { name: '回到上面的表格' }).click();
      await expect.poll(() => focused(page)).toBe('批次 第 2 行');
      await cell.dblclick();
      await expect.poll(() => focused(page)).toBe('批号 第 1 行');
    });

    it('leads from a problem to the row inside of a row; what is no value there is kept while one looks elsewhere', async () => {
      const { id } = await makeSpecimen(site(), {
        text: 'inner problems',
        lines: [{ item: '甲' }, { item: '乙', batches: [{ code: 'B1' }, { code: 'B2', day: '2026-03-04' }] }],
      });
      const page = await site().visit({ path: `/forms/specimen/${id}` });
      await page.getByRole('tab', { name: '明细' }).click();
      const sheet = page.locator('gj-sheet').first();
      await sheet.getByRole('gridcell', { name: '2 行' }).dblclick();
      const inner = page.locator('gj-sheet').nth(1);
      await inner.getByRole('gridcell', { name: '2026-03-04' }).click();
      await page.keyboard.type('31.02.');
      await page.keyboard.press('Tab');
      await sheet.getByRole('gridcell', { name: '甲' }).click();
      await page.getByRole('heading', { name: '第 1 行 · 批次' }).waitFor();
      await page.keyboard.press('Control+s');
      await page.getByRole('alert').getByText('第 2 行 · 批次 第 2 行').waitFor();
      await expect.poll(() => focused(page)).toBe('日期 第 2 行');
      await page.keyboard.type('2026-3-5');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Home');
      await page.keyboard.press('Delete');
      await page.keyboard.press('Control+s');
      await page.getByRole('alert').getByText('“批号”必填').click();
      await expect.poll(() => focused(page)).toBe('批号 第 1 行');
      await page.keyboard.type('B0');
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      expect((await readSpecimen(site(), id))['lines']).toMatchObject([
        { item: '甲' },
        { batches: [{ code: 'B0' }, { code: 'B2', day: '2026-03-05' }] },
      ]);
    });

    it('who may only read sees the values and can change nothing, also without a right to what they refer to', async () => {
      const { id } = await makeSpecimen(site(), {
        text: 'seen',
        reference: { number: 'T1' },
        boolean: true,
        why: '因',
        lines: [{ item: '甲', batches: [{ code: 'B1' }] }],
        multiline: `${'很长的备注'.repeat(40)}\n到此为止`,
      });
      const role = await site().node.ask('POST', '/api/forms/role/records', {
        number: 'specimen-reader',
        name: '读样本',
        grants: [{ form: 'specimen', actions: ['read'], scope: 'all' }],
      });
      expect(role.status, JSON.stringify(role.body)).toBe(201);
      const me = await site().node.ask('GET', '/api/session');
      const org = (me.body['org'] as { readonly number: string }).number;
      const user = await site().node.ask('POST', '/api/forms/user/records', {
        number: 'reader',
        name: '读者',
        organisation: org,
        roles: [{ role: 'specimen-reader', organisation: org }],
      });
      expect(user.status, JSON.stringify(user.body)).toBe(201);
      const set = await site().node.ask('PUT', `/api/users/${String(user.body['id'])}/password`, {
        password: 'a long enough one 9',
      });
      expect(set.status, JSON.stringify(set.body)).toBeLessThan(300);
      const page = await site().visit({
        path: `/forms/specimen/${id}`,
        user: 'reader',
        password: 'a long enough one 9',
      });

      await page.getByText('只读', { exact: true }).waitFor();
      await page.getByRole('group', { name: '字段 text' }).getByText('seen').waitFor();
      await page.getByRole('group', { name: '字段 reference' }).getByText('无权查看').waitFor();
      expect(await page.getByText('红纸').count()).toBe(0);
      // Nothing of a long text is kept from who may only read it.
      await page.getByRole('group', { name: '字段 multiline' }).getByText('到此为止').waitFor();
      expect(await page.getByRole('button', { name: '保存', exact: true }).count()).toBe(0);
      await page.keyboard.press('Control+s');
      // Code that is only read is looked through as where one writes it, and says that it is only read.
      const boxes = page.locator('gj-record-page').getByRole('textbox');
      expect(await boxes.and(page.locator(':not([aria-readonly="true"])')).count()).toBe(0);

      await page.getByRole('tab', { name: '明细' }).click();
      await page.locator('gj-sheet').first().getByRole('gridcell', { name: '1 行' }).dblclick();
      await expect.poll(() => focused(page)).toBe('批号 第 1 行');
      await page.keyboard.type('X');
      await page.keyboard.press('Delete');
      await page.locator('gj-sheet').nth(1).getByRole('gridcell', { name: 'B1' }).waitFor();
      expect(await page.getByRole('button', { name: '添加行' }).count()).toBe(0);
      await page.keyboard.press('Escape');
      await expect.poll(() => focused(page)).toBe('批次 第 1 行');
    });
  },
  { packages: ['platform'] },
);
