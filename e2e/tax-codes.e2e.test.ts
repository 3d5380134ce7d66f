import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { settled } from './settled.ts';

inBrowser(
  'a new record',
  (site) => {
    it('of an item is proposed tax codes by its name, of which one is taken with its rate', async () => {
      const page = await site().visit({ path: '/forms/invoice-item/new' });
      await page.getByRole('textbox', { name: '名称', exact: true }).fill('软件服务维护');
      const proposed = page.getByRole('region', { name: '按名称推荐的税收分类编码' });
      const code = proposed.getByRole('button', { name: /软件服务/ }).first();
      await code.waitFor();
      await isSound(page, 'proposed-codes');
      await code.click();
      await proposed.waitFor({ state: 'detached' });
      await expect
        .poll(() => page.getByLabel('税收分类编码', { exact: true }).first().innerText())
        .toContain('3040201010000000000');
    });

    it('is warned of nothing that nobody has come to, and of what is typed', async () => {
      const page = await site().visit({ path: '/forms/tax-category/new' });
      const warning = page.getByText('税收分类编码必须是 19 位数字');
      const code = page.getByRole('textbox', { name: '税收分类编码', exact: true });
      await code.waitFor();
      await settled(page);
      expect(await warning.count()).toBe(0);
      await code.fill('304');
      await warning.waitFor();
      await code.fill('');
      await warning.waitFor({ state: 'detached' });
      await page.keyboard.press('Control+s');
      await warning.first().waitFor();
    });
  },
  { packages: ['platform', 'basis', 'invoicing'] },
);
