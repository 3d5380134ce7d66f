import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  clientId,
  clientSecret,
  type IdentityProvider,
  openIdentityProvider,
} from '../runtime/access/sign-in/identity-provider.suite.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const words = {
  zh: {
    by: '用公司账号登录',
    unknown: '没有登录名为“stranger”的用户',
    down: '现在无法连接备用账号',
    unlink: '解除账号对应',
    unlinks: '解除',
    out: '退出',
  },
  en: {
    by: 'Sign in with Company account',
    unknown: 'There is no user “stranger” here',
    down: 'Backup account cannot be reached',
    unlink: 'Unlink accounts',
    unlinks: 'Unlink',
    out: 'Sign out',
  },
} as const;
const languages = ['zh', 'en'] as const;
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
] as const;

inBrowser(
  'signing in by a provider',
  (site) => {
    let provider: IdentityProvider;
    let record = '';

    beforeAll(async () => {
      const { node, url } = site();
      // Another host than this server's, as the provider's is: cookies of either are strange to the other.
      provider = await openIdentityProvider(url, 'localhost');
      provider.people.set('li', { preferred_username: 'li', name: '李会计', groups: ['finance'] });
      provider.people.set('stranger', { preferred_username: 'stranger', name: 'Stranger' });
      const made = async (form: string, body: Parameters<typeof node.ask>[2]) => {
        const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
        expect([answer.status, answer.body['errors'] ?? []]).toEqual([201, []]);
        return String(answer.body['id']);
      };
      const { body } = await node.ask('GET', '/api/session');
      const { number: home } = body['org'] as { readonly number: string };
      await made('user', { number: 'li', name: '李会计', organisation: home });
      const settings = { private: true, clientId, clientSecret };
      record = await made('sign-in-provider', {
        ...settings,
        number: 'a-corp',
        name: '公司账号',
        nameEn: 'Company account',
        issuer: provider.issuer,
        rules: [{ claim: 'groups', operator: 'equals', value: 'finance', organisation: home }],
      });
      await made('sign-in-provider', {
        ...settings,
        number: 'b-backup',
        name: '备用账号',
        nameEn: 'Backup account',
        issuer: 'http://127.0.0.1:1',
      });
    });
    afterAll(() => provider.close());

    /** The other site is asked, and may complain of itself. */
    const forgetProvider = () => {
      const { problems } = site();
      const own = problems
        .splice(0)
        .filter((problem) => !problem.includes(provider.issuer) && !/\b502\b/.test(problem));
      problems.push(...own);
    };

    async function at(page: Page, account: string): Promise<void> {
      await page.locator('input[name=login]').fill(account);
      await page.locator('input[name=password]').fill('any');
      await page.locator('button[type=submit], .login-submit').first().click();
    }

    it.each(languages)('offers providers below the password, sound for everybody (%s)', async (language) => {
      for (const size of sizes) {
        const page = await site().visit({ signedIn: false, language, size });
        await page.getByRole('button', { name: words[language].by }).waitFor();
        await settled(page);
        await picture(page, `sign-in.${language}.${size.width}`);
        expect(await axeNow(page)).toEqual([]);
      }
    });

    it.each(languages)(
      'goes there and back to where one wanted to go, and out at both ends (%s)',
      async (language) => {
        const { url } = site();
        const page = await site().visit({ signedIn: false, language, path: '/account?x=1#here' });
        await page.getByRole('button', { name: words[language].by }).click();
        await page.waitForURL(`${provider.issuer}/**`);
        await at(page, 'li');
        await page.locator('gj-shell').waitFor();
        expect(page.url()).toMatch(new RegExp(`^${url}/account\\?.*x=1.*#here$`));
        const who = await page.request.get('/api/session');
        expect(await who.json()).toMatchObject({ user: { number: 'li' } });
        await settled(page);
        await page.getByRole('button', { name: '李会计' }).click();
        await page.getByRole('menuitem', { name: words[language].out }).click();
        await page.waitForURL(`${provider.issuer}/**`);
        await page.locator('button[value=yes], button[type=submit]').first().click();
        await page.waitForURL(`${url}/`);
        await page.locator('gj-sign-in-page').waitFor();
        expect(await (await page.request.get('/api/session')).json()).toEqual({ user: null });
        forgetProvider();
      },
    );

    it.each(languages)(
      'tells whom it does not let in what to do, and of a provider that is down (%s)',
      async (language) => {
        for (const size of sizes) {
          const page = await site().visit({ signedIn: false, language, size });
          await page.getByRole('button', { name: words[language].by }).click();
          await page.waitForURL(`${provider.issuer}/**`);
          await at(page, 'stranger');
          const alert = page.getByRole('alert');
          await alert.filter({ hasText: words[language].unknown }).waitFor();
          expect(new URL(page.url()).search).toBe('');
          await settled(page);
          await picture(page, `refused.${language}.${size.width}`);
          await page
            .getByRole('button', {
              name: words[language].by.replace(/公司|Company/, language === 'zh' ? '备用' : 'Backup'),
            })
            .click();
          await alert.filter({ hasText: words[language].down }).waitFor();
          await picture(page, `down.${language}.${size.width}`);
          await page.context().clearCookies();
        }
        forgetProvider();
      },
    );

    it.each(languages)('tries rules on the page of the provider (%s)', async (language) => {
      for (const size of sizes) {
        const page = await site().visit({ language, size, path: `/forms/sign-in-provider/${record}` });
        const panel = page.locator('gj-sign-in-attempt');
        await panel.locator('summary').click();
        await panel
          .locator('textarea')
          .fill('{ "preferred_username": "li", "groups": ["staff", "finance"] }');
        await panel.getByRole('button').last().click();
        await panel.getByText('staff · finance').waitFor();
        await settled(page);
        await picture(page, `rules.${language}.${size.width}`);
        await page.locator('gj-entries').last().scrollIntoViewIfNeeded();
        await picture(page, `settings.${language}.${size.width}`);
        expect(await axeNow(page)).toEqual([]);
      }
    });

    it.each(languages)(
      'tells an administrator who signs in so, and who was refused and why (%s)',
      async (language) => {
        const { node } = site();
        const { body } = await node.ask('GET', '/api/forms/user/records?number=li&view=manage');
        const [li] = body['items'] as readonly { readonly id: string }[];
        const stranger = await site().visit({ signedIn: false, language, path: '/account' });
        await stranger.getByRole('button', { name: words[language].by }).click();
        await stranger.waitForURL(`${provider.issuer}/**`);
        await at(stranger, 'li');
        await stranger.locator('gj-shell').waitFor();
        await settled(stranger);
        await stranger.context().clearCookies();
        const page = await site().visit({ language, path: `/forms/user/${li?.id}` });
        const accounts = page.locator('gj-linked-accounts');
        await accounts.getByRole('button').click();
        const dialog = page.getByRole('dialog', { name: words[language].unlink });
        await dialog.waitFor();
        await settled(page);
        await picture(page, `unlink.${language}`);
        await page.getByRole('button', { name: words[language].unlinks, exact: true }).click();
        await accounts.getByRole('button').waitFor({ state: 'detached' });
        expect((await node.ask('GET', `/api/users/${li?.id}/accounts`)).body).toEqual({ count: 0 });
        await page.goto('/audit?action=sign-in-failed');
        await page.getByText('stranger').first().waitFor();
        await settled(page);
        await picture(page, `audit.${language}`);
        forgetProvider();
      },
    );

    it('goes on where a session ended, after one signed in beside it', async () => {
      const page = await site().visit({ signedIn: false, path: '/account' });
      await page.getByRole('button', { name: words.zh.by }).click();
      await page.waitForURL(`${provider.issuer}/**`);
      await at(page, 'li');
      await page.locator('gj-shell').waitFor();
      await settled(page);
      await page.context().clearCookies({ name: 'guiju_session' });
      // Nobody moves the clock for it: another page of the menu asks the server.
      await page.evaluate(() => void dispatchEvent(new PopStateEvent('popstate')));
      await page.getByRole('textbox').first().focus();
      const dialog = page.locator('gj-sign-in-page[again]');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('li');
      await dialog.waitFor();
      const [beside] = await Promise.all([
        page.context().waitForEvent('page'),
        dialog.getByRole('button', { name: words.zh.by }).click(),
      ]);
      await beside.locator('gj-shell').waitFor();
      expect(await beside.evaluate(() => opener)).toBeNull();
      await beside.close();
      await page.evaluate(() => void dispatchEvent(new Event('focus')));
      await dialog.waitFor({ state: 'detached' });
      forgetProvider();
    });
  },
  { knowsUrl: true, packages: ['platform'] },
);
