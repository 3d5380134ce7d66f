import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/json.ts';
import { inBrowser } from './browser.ts';
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

    it('who may only read sees the values and can change nothing, also without a right to what they refer to', async () => {
      const { id } = await makeSpecimen(site(), {
        text: 'seen',
        reference: { number: 'T1' },
        boolean: true,
        why: '因',
      });
      const role = await site().node.ask('POST', '/api/forms/role/records', {
        ...{ number: 'specimen-reader', name: '读样本' },
        grants: [{ form: 'specimen', actions: ['read'], scope: 'all' }],
      });
      expect(role.status, JSON.stringify(role.body)).toBe(201);
      const me = await site().node.ask('GET', '/api/session');
      const org = (me.body['org'] as { readonly number: string }).number;
      const user = await site().node.ask('POST', '/api/forms/user/records', {
        ...{
          number: 'reader',
          name: '读者',
          organisation: org,
          roles: [{ role: 'specimen-reader', organisation: org }],
        },
      });
      expect(user.status, JSON.stringify(user.body)).toBe(201);
      const set = await site().node.ask('PUT', `/api/users/${String(user.body['id'])}/password`, {
        password: 'a long enough one 9',
      });
      expect(set.status, JSON.stringify(set.body)).toBeLessThan(300);
      const page = await site().visit({
        ...{ path: `/forms/specimen/${id}`, user: 'reader', password: 'a long enough one 9' },
      });

      await page.getByText('只读', { exact: true }).waitFor();
      await page.getByRole('group', { name: '字段 text' }).getByText('seen').waitFor();
      await page.getByRole('group', { name: '字段 reference' }).getByText('红纸').waitFor();
      expect(await page.getByRole('button', { name: '保存', exact: true }).count()).toBe(0);
      await page.keyboard.press('Control+s');
      expect(await page.locator('gj-record-page').getByRole('textbox').count()).toBe(0);
    });
  },
  { packages: ['platform'] },
);
