import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

inBrowser(
  'a new item',
  (site) => {
    it('is proposed tax codes by its name, of which one is taken with its rate', async () => {
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
  },
  { packages: ['platform', 'basis', 'invoicing'] },
);
