import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { languages } from '../workshop/runs.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

const password = 'one sentence of my own';
const words = {
  zh: {
    user: '登录名',
    password: '密码',
    enter: '登录',
    add: '添加通行密钥…',
    present: '当前密码',
    goOn: '继续',
    saved: '已保存',
    savedHere: '已保存，继续',
    by: '用通行密钥登录',
    confirm: '用通行密钥确认',
    instead: '改用通行密钥',
    there: '这台设备已经添加过通行密钥',
    failed: '没有用通行密钥确认',
  },
  en: {
    user: 'User name',
    password: 'Password',
    enter: 'Sign in',
    add: 'Add a passkey…',
    present: 'Current password',
    goOn: 'Continue',
    saved: 'Saved',
    savedHere: 'Saved, continue',
    by: 'Sign in with a passkey',
    confirm: 'Confirm with a passkey',
    instead: 'Use a passkey instead',
    there: 'This device has a passkey here already',
    failed: 'Not confirmed with a passkey',
  },
} as const;

/** A device as a phone or a laptop has one; it answers at once, until it is told that nobody confirms. */
async function giveDevice(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options });
  return {
    confirms: (isUserVerified: boolean) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}

inBrowser(
  'signing in with a passkey',
  (site) => {
    it.each(languages)('after a password and in its place, in %s', async (language) => {
      const say = words[language];
      const { ask } = site().node;
      const number = `passkey-${language}`;
      const asked = { number, name: number, asksCode: true, grants: [] };
      expect((await ask('POST', '/api/forms/role/records', asked)).status).toBe(201);
      const organisation = { number: 'root' };
      const make = async (user: string, roles: readonly JsonObject[]) => {
        const made = await ask('POST', '/api/forms/user/records', {
          number: user,
          name: '李会计',
          organisation,
          roles,
        });
        expect(made.status, JSON.stringify(made.body)).toBe(201);
        const path = `/api/users/${String(made.body['id'])}/password`;
        expect((await ask('PUT', path, { password })).status).toBe(200);
      };
      await make(number, []);
      await make(`${number}-2`, [{ role: { number }, organisation }]);

      const page = await site().visit({ signedIn: false, language });
      const device = await giveDevice(page);
      const enter = async (user: string) => {
        await page.getByLabel(say.user, { exact: true }).fill(user);
        await page.getByLabel(say.password, { exact: true }).fill(password);
        await page.getByRole('button', { name: say.enter, exact: true }).click();
      };
      const leave = async () => {
        await page.context().clearCookies();
        await page.goto(site().url);
      };
      await enter(number);
      await page.locator('gj-shell').waitFor();
      const own = page.locator('gj-authenticators');
      const begin = async () => {
        await page.goto(`${site().url}/account`);
        await page.getByRole('button', { name: say.add }).click();
        await own.getByLabel(say.present).fill(password);
      };
      const add = async () => {
        await begin();
        await own.getByRole('button', { name: say.goOn }).click();
      };
      await add();
      await page.locator('gj-recovery-codes li').first().waitFor();
      await page.getByRole('button', { name: say.saved, exact: true }).click();
      await expect.poll(() => page.locator('gj-authenticators li').count()).toBe(1);
      await add();
      await page.getByRole('alert').filter({ hasText: say.there }).waitFor();

      await leave();
      await page.getByRole('button', { name: say.by }).click();
      await page.locator('gj-shell').waitFor();

      await leave();
      await enter(number);
      await page.getByRole('button', { name: say.confirm }).click();
      await page.locator('gj-shell').waitFor();

      // Nobody puts a finger on it: the page says so, and another way is open.
      await leave();
      await device.confirms(false);
      await page.getByRole('button', { name: say.by }).click();
      await page.getByRole('alert').filter({ hasText: say.failed }).waitFor();
      await device.confirms(true);

      await enter(`${number}-2`);
      await page.getByRole('button', { name: say.instead }).click();
      await page.getByRole('button', { name: say.savedHere }).click();
      await page.locator('gj-shell').waitFor();

      // Looking at the pages takes the device from them.
      await begin();
      await isSound(page, `passkey-account-${language}`);
      await leave();
      await isSound(page, `passkey-sign-in-${language}`);
      await enter(number);
      await page.getByRole('button', { name: say.confirm }).waitFor();
      await isSound(page, `passkey-confirm-${language}`);
      await make(`${number}-3`, [{ role: { number }, organisation }]);
      await leave();
      await enter(`${number}-3`);
      await page.getByRole('button', { name: say.instead }).waitFor();
      await isSound(page, `passkey-instead-${language}`);
    });
  },
  { packages: ['platform'], knowsUrl: 'by name' },
);
