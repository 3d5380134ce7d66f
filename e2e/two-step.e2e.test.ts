import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { languages } from '../workshop/runs.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

const first = 'a first password 9';
const chosen = 'one sentence of my own';
const words = {
  zh: {
    user: '登录名',
    password: '密码',
    enter: '登录',
    next: '新密码',
    again: '再输入一次',
    rule: '至少 12 个字符',
    common: '不能是常见的密码',
    missing: '至少 12 个字符，还差 9 个',
    differ: '两次输入的新密码不一样。',
    show: '显示密码',
    goOn: '继续',
    code: '验证码',
    kept: '已保存，继续',
    set: '设置密码',
    more: '再添加一个应用…',
    present: '当前密码',
    add: '添加',
    off: '关闭两步验证…',
    sure: '关闭两步验证',
    alone: '其角色要求两步验证',
    wrong: '验证码不对',
  },
  en: {
    user: 'User name',
    password: 'Password',
    enter: 'Sign in',
    next: 'New password',
    again: 'New password again',
    rule: 'At least 12 characters',
    common: 'Not a common password',
    missing: 'At least 12 characters, 9 more are needed',
    differ: 'The two new passwords differ',
    show: 'Show password',
    goOn: 'Continue',
    code: 'Code',
    kept: 'Saved, continue',
    set: 'Set a password',
    more: 'Add one more app…',
    present: 'Current password',
    add: 'Add',
    off: 'Turn off two-step verification…',
    sure: 'Turn off two-step verification',
    alone: 'A role of this user asks',
    wrong: 'The code is wrong',
  },
} as const;

/** What the app with the secret that is on the page shows, some half minutes from now. */
async function shown(page: Page, away = 0): Promise<{ secret: string; code: string }> {
  const secret = (await page.locator('.app code').innerText()).replaceAll(' ', '');
  return { secret, code: codeOf(secret, away) };
}

function codeOf(secret: string, away: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + away * 30_000 });
}

/** Before anything is typed. */
async function saysRule(page: Page, say: (typeof words)['zh' | 'en']): Promise<void> {
  await page.getByText(say.rule, { exact: true }).waitFor();
  expect(await page.getByText(say.common).count()).toBe(1);
}

inBrowser(
  'signing in with more than a password',
  (site) => {
    it.each(languages)(
      'from a first password to an app, and without the phone again, in %s',
      async (language) => {
        const say = words[language];
        const { ask } = site().node;
        const number = `two-step-${language}`;
        const role = { number, name: number, asksCode: true, grants: [] };
        expect((await ask('POST', '/api/forms/role/records', role)).status).toBe(201);
        const organisation = { number: 'root' };
        const person = { number, name: '李会计', organisation, roles: [{ role: { number }, organisation }] };
        const made = await ask('POST', '/api/forms/user/records', person);
        expect(made.status, JSON.stringify(made.body)).toBe(201);

        const office = await site().visit({ language, path: `/users/${String(made.body['id'])}/password` });
        await saysRule(office, say);
        await office.getByLabel(say.next, { exact: true }).fill(first);
        await office.getByLabel(say.again).fill(first);
        await isSound(office, `two-step-office-${language}`);
        await office.getByRole('button', { name: say.set }).click();
        await office.waitForURL('**/forms/user/**');

        const page = await site().visit({ signedIn: false, language });
        const enter = async (password: string) => {
          await page.getByLabel(say.user, { exact: true }).fill(number);
          await page.getByLabel(say.password, { exact: true }).fill(password);
          await page.getByRole('button', { name: say.enter, exact: true }).click();
        };
        await enter(first);
        await saysRule(page, say);
        await page.getByLabel(say.next, { exact: true }).fill('one');
        await page.getByText(say.missing).waitFor();
        await page.getByLabel(say.next, { exact: true }).fill(chosen);
        await page.getByLabel(say.again).fill('another sentence');
        await page.getByLabel(say.again).blur();
        await page.getByText(say.differ).waitFor();
        await page.getByRole('button', { name: say.goOn }).click();
        await isSound(page, `two-step-differ-${language}`);
        await page.getByLabel(say.again).fill(chosen);
        await page.getByText(say.differ).waitFor({ state: 'detached' });
        await page.getByLabel(say.show).check();
        expect(await page.getByLabel(say.next, { exact: true }).getAttribute('type')).toBe('text');
        await page.getByLabel(say.show).uncheck();
        expect(await page.getByLabel(say.again).getAttribute('type')).toBe('password');
        await isSound(page, `two-step-password-${language}`);
        await page.getByRole('button', { name: say.goOn }).click();
        await page.locator('gj-code-picture img').waitFor();
        await page.getByLabel(say.code).fill('12345');
        await page.getByRole('button', { name: say.goOn }).click();
        await page.getByRole('alert').filter({ hasText: say.wrong }).waitFor();
        await isSound(page, `two-step-app-${language}`);
        const { secret, code } = await shown(page);
        await page.getByLabel(say.code).fill(code);
        await page.getByRole('button', { name: say.goOn }).click();
        const codes = page.locator('gj-recovery-codes li');
        await codes.first().waitFor();
        const [recovery = ''] = await codes.allInnerTexts();
        expect(await codes.count()).toBe(10);
        await isSound(page, `two-step-codes-${language}`);
        await page.getByRole('button', { name: say.kept }).click();
        await page.locator('gj-shell').waitFor();

        await page.goto(`${site().url}/account`);
        await saysRule(page, say);
        await page.getByRole('button', { name: say.more }).click();
        await page.locator('gj-authenticators').getByLabel(say.present).fill(chosen);
        await page.locator('gj-authenticators').getByRole('button', { name: say.goOn }).click();
        await page.locator('gj-code-picture img').waitFor();
        await page.getByLabel(say.code).fill((await shown(page)).code);
        await isSound(page, `two-step-account-${language}`);
        await page.locator('gj-authenticators').getByRole('button', { name: say.add, exact: true }).click();
        await expect.poll(() => page.locator('gj-authenticators li').count()).toBe(2);

        for (const given of [codeOf(secret, 1), recovery]) {
          await page.context().clearCookies();
          await page.goto(site().url);
          await enter(chosen);
          await page.getByLabel(say.code).fill(given);
          if (given === recovery) await isSound(page, `two-step-code-${language}`);
          await page.getByRole('button', { name: say.goOn }).click();
          await page.locator('gj-shell').waitFor();
        }

        await office.goto(`${site().url}/users/${String(made.body['id'])}/password`);
        await office.getByRole('button', { name: say.off }).click();
        await office.locator('gj-form-dialog').getByRole('button', { name: say.sure, exact: true }).click();
        await office.getByText(say.alone).waitFor();
        await page.context().clearCookies();
        await page.goto(site().url);
        await enter(chosen);
        await page.locator('gj-code-picture img').waitFor();
      },
    );
  },
  { packages: ['platform'] },
);
