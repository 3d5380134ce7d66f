import { afterAll, expect, it } from 'vitest';
import { resetIn } from '../runtime/access/sign-in/read-mail.suite.ts';
import { openSinks } from '../runtime/einvoicing/outgoing/sinks.suite.ts';
import { languages } from '../workshop/runs.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

const words = {
  zh: {
    forgot: '忘记密码？',
    user: '登录名',
    send: '发送链接',
    sent: '重设链接已发出',
    back: '返回登录',
    next: '新密码',
    again: '再输入一次',
    rule: '至少 12 个字符',
    goOn: '继续',
    ended: '这个链接已过期或已用过',
  },
  en: {
    forgot: 'Forgot the password?',
    user: 'User name',
    send: 'Send the link',
    sent: 'the link is on its way',
    back: 'Back to sign-in',
    next: 'New password',
    again: 'New password again',
    rule: 'At least 12 characters',
    goOn: 'Continue',
    ended: 'This link is too old or was used',
  },
} as const;
const password = 'another long sentence';
const sinks = await openSinks();

inBrowser(
  'a forgotten password',
  (site) => {
    afterAll(() => sinks.close());

    it.each(languages)('is replaced by the link in a mail, in %s', async (language) => {
      const say = words[language];
      const { ask, node } = site().node;
      const number = `forgets-${language}`;
      const made = await ask('POST', '/api/forms/user/records', {
        ...{ number, name: '李静', organisation: 'root', email: `${number}@example.com` },
      });
      await node.gate.setPassword({ id: String(made.body['id']), number }, 'three small stones');
      const page = await site().visit({ signedIn: false, language });
      await page.getByRole('textbox', { name: say.user }).fill(number);
      await page.getByRole('button', { name: say.forgot }).click();
      await page.getByRole('button', { name: say.send }).waitFor();
      await isSound(page, `forgotten-${language}`);
      await page.getByRole('button', { name: say.send }).click();
      await page.getByText(say.sent).waitFor();
      await isSound(page, `forgotten-sent-${language}`);
      await node.settle();
      const link = `/reset#${resetIn(sinks.mails.at(-1) ?? '')}`;
      await page.getByRole('button', { name: say.back }).click();
      await page.getByRole('textbox', { name: say.user }).waitFor();

      await page.goto(link);
      await page.getByLabel(say.next, { exact: true }).waitFor();
      await page.getByText(say.rule, { exact: true }).waitFor();
      expect(new URL(page.url()).hash).toBe('');
      await isSound(page, `reset-${language}`);
      await page.getByLabel(say.next, { exact: true }).fill(password);
      await page.getByLabel(say.again).fill(password);
      await page.getByRole('button', { name: say.goOn }).click();
      await page.locator('gj-shell').waitFor();

      // A link that was used asks for nothing, whoever is signed in.
      await page.goto('about:blank');
      await page.goto(link);
      await page.getByRole('alert').filter({ hasText: say.ended }).waitFor();
      site().problems.length = 0;
    });
  },
  { packages: ['platform'], smtp: sinks.smtp },
);
