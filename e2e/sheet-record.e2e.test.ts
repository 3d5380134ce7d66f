import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/json.ts';
import { inBrowser } from './browser.ts';

inBrowser(
  'references in a sheet',
  (site) => {
    it('are found while one types, by number, by name and from the clipboard; what is not found stays and stops saving', async () => {
      const { body } = await site().node.ask('GET', '/api/session');
      const org = body['org'] as { readonly number: string; readonly name: string };
      const page = await site().visit({ path: '/forms/user/new' });
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const sheet = page.locator('gj-sheet');
      const press = async (...keys: string[]) => {
        for (const key of keys) await page.keyboard.press(key);
      };
      await page.getByRole('textbox', { name: '编码' }).fill('u1');
      await page.getByRole('textbox', { name: '姓名' }).fill('张三');
      const home = page.getByRole('combobox', { name: '所属组织' });
      await home.fill(org.number);
      await page.getByRole('option').first().waitFor();
      await press('Enter');

      await sheet.evaluate((element) => (element as HTMLElement).focus());
      await page.keyboard.type('conf');
      await page.getByRole('option', { name: '配置员' }).waitFor();
      await press('Tab');
      // Typed to its end and left at once: nobody has to wait for the list.
      await page.keyboard.type(org.number);
      await press('Enter');
      await page.keyboard.type('nobody');
      await press('Tab');
      await page.keyboard.type(org.name);
      await press('Enter');
      await sheet.getByRole('button', { name: '1 处问题' }).waitFor();
      await expect
        .poll(() => sheet.evaluate((element) => (element as unknown as { rows: unknown }).rows))
        .toMatchObject([
          { role: { number: 'configurator' }, organisation: { number: org.number } },
          { role: null, organisation: { number: org.number } },
        ]);

      await press('Control+s');
      await page.getByText('没有找到“nobody”').first().waitFor();
      await press('F8');
      await page.evaluate((text) => navigator.clipboard.writeText(text), 'reader');
      await press('Control+v');
      await sheet.getByRole('gridcell', { name: /查询员/ }).waitFor();
      await press('Control+s');
      await page.getByText('已保存').waitFor();
      const saved = await site().node.ask('GET', '/api/forms/user/records?q=u1&fields=number,roles');
      const [user] = saved.body['items'] as JsonObject[];
      expect(user?.['roles']).toMatchObject([
        { role: { number: 'configurator' } },
        { role: { number: 'reader' } },
      ]);
    });
  },
  { packages: ['platform'] },
);
