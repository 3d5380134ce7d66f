import type { Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';
import { newSigningKey } from '../runtime/model/packages/signature.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

inBrowser(
  'a dialog that is said as data',
  (site) => {
    async function opened() {
      const page = await site().visit({ path: '/packages?tab=keys' });
      await page.getByRole('button', { name: '信任一把密钥' }).click();
      const dialog = page.locator('gj-form-dialog');
      await page.getByRole('dialog', { name: '信任一把密钥' }).waitFor();
      const key = dialog.getByLabel('公钥');
      const whose = dialog.getByLabel('发布者是谁');
      await key.waitFor();
      return { page, dialog, key, whose };
    }

    const focused = (page: Page) =>
      page.evaluate(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at?.closest('label')?.textContent?.trim() ?? at?.textContent?.trim() ?? '';
      });

    it('begins in its first field, goes on by Tab, is sent by Enter, and gives the focus back', async () => {
      const { page, dialog, key } = await opened();
      await expect.poll(() => focused(page)).toContain('公钥');
      await page.keyboard.insertText(newSigningKey().publicKey);
      await page.keyboard.press('Tab');
      expect(await focused(page)).toContain('发布者');
      await page.keyboard.insertText('酒店 ');
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      expect(await key.count()).toBe(0);
      await page.getByRole('rowheader', { name: '酒店', exact: true }).waitFor();
      expect(await focused(page)).toContain('信任一把密钥');
    });

    it('says at its fields what is missing or wrong, and goes to the first of them', async () => {
      const { page, dialog, key, whose } = await opened();
      await whose.fill('谁');
      await dialog.getByRole('button', { name: '信任', exact: true }).click();
      await dialog.getByText('请填写这一项').waitFor();
      expect(await focused(page)).toContain('公钥');
      expect(await key.getAttribute('aria-invalid')).toBe('true');
      expect(await key.getAttribute('aria-describedby')).toBe('wrong-publicKey');
      await isSound(page, 'form-dialog-wrong');
      await key.fill('ed25519:none');
      expect(await dialog.getByRole('alert').count()).toBe(0);
      await page.keyboard.press('Enter');
      // The server's refusal stands at the field that it is about.
      await dialog.locator('#wrong-publicKey').waitFor();
      expect([await focused(page), await key.inputValue()]).toEqual([
        expect.stringContaining('公钥'),
        'ed25519:none',
      ]);
      expect(await dialog.getByRole('alert').count()).toBe(1);
      // Chromium tells of the refusal that is meant.
      site().problems.length = 0;
    });

    it('is sent once while it is busy', async () => {
      const { page, dialog, key } = await opened();
      const held = Promise.withResolvers<Route>();
      let asked = 0;
      await page.route(/\/api\/trusted-keys/, (route) => {
        if (route.request().method() !== 'POST') return route.fallback();
        asked += 1;
        return held.resolve(route);
      });
      await key.fill(newSigningKey().publicKey);
      const button = dialog.getByRole('button', { name: '信任', exact: true });
      await button.click();
      const route = await held.promise;
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      await key.press('Enter');
      await key.press('Control+Enter');
      await route.fallback();
      await dialog.waitFor({ state: 'detached' });
      expect(asked).toBe(1);
    });

    it('stays open with what was typed when it fails, and tries again', async () => {
      const { page, dialog, key } = await opened();
      let isOff = true;
      await page.route(/\/api\/trusted-keys/, (route) =>
        isOff && route.request().method() === 'POST' ? route.abort() : route.fallback(),
      );
      const { publicKey } = newSigningKey();
      await key.fill(publicKey);
      await page.keyboard.press('Control+Enter');
      await dialog.getByRole('alert').getByText('无法连接服务器').waitFor();
      await isSound(page, 'form-dialog-failed');
      expect(await key.inputValue()).toBe(publicKey);
      isOff = false;
      await dialog.getByRole('button', { name: '重试' }).click();
      await dialog.waitFor({ state: 'detached' });
      site().problems.length = 0;
    });

    it('is left at once by Esc, and with something typed only by who says so', async () => {
      const { page, dialog, key } = await opened();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '信任一把密钥' }).click();
      await key.fill('ed25519:');
      await page.keyboard.press('Escape');
      await dialog.getByRole('alert').getByText('有未保存的修改').waitFor();
      // On what loses nothing.
      await expect.poll(() => focused(page)).toBe('留在这里');
      await isSound(page, 'form-dialog-leaving');
      // The same key thinks better of it, however often it is pressed.
      await page.keyboard.press('Escape');
      await dialog.getByRole('button', { name: '信任', exact: true }).waitFor();
      expect(await key.inputValue()).toBe('ed25519:');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await dialog.getByRole('button', { name: '信任', exact: true }).waitFor();
      await dialog.getByRole('button', { name: '关闭' }).click();
      await page.keyboard.press('Enter');
      await dialog.getByRole('button', { name: '信任', exact: true }).waitFor();
      expect(await key.inputValue()).toBe('ed25519:');
      await page.keyboard.press('Escape');
      await dialog.getByRole('button', { name: '放弃修改' }).click();
      await dialog.waitFor({ state: 'detached' });
    });

    it('goes with the page that it was opened over', async () => {
      const { page, dialog } = await opened();
      await page.evaluate(() =>
        document.querySelector('gj-app')?.shadowRoot?.querySelector('gj-shell')?.remove(),
      );
      await dialog.waitFor({ state: 'detached' });
    });
  },
  { packages: ['platform'] },
);
