import { Secret, TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import { languages } from '../workshop/runs.ts';
import { inBrowser } from './browser.ts';
import { forgetBefore, hire, password } from './console.ts';
import { isSound } from './is-sound.ts';

const words = {
  zh: {
    box: '强制应收单匹配开票项',
    now: /^立即发布/,
    publish: '立即发布',
    reason: '原因',
    asks: '确认是您本人',
    cancel: '取消',
    code: '验证码',
    goOn: '继续',
    wrong: '验证码不对',
    left: '请先用验证码或通行密钥确认是您本人',
  },
  en: {
    box: 'Receivables must match an item',
    now: /^Publish immediately/,
    publish: 'Publish now',
    reason: 'Reason',
    asks: 'Confirm that it is you',
    cancel: 'Cancel',
    code: 'Code',
    goOn: 'Continue',
    wrong: 'The code is wrong',
    left: 'first confirm with a code or a passkey',
  },
} as const;

inBrowser(
  'a change that turns a check off',
  (site) => {
    it.each(languages)('is made once a code was shown, in %s', async (language) => {
      const say = words[language];
      const { ask } = site().node;
      const number = `wang-${language}`;
      await hire(site(), number, '王芳', ['* read', '* write']);
      await forgetBefore(site(), ['sim_botp_config/enforce_goods_match']);
      const page = await site().visit({
        user: number,
        password,
        language,
        path: '/parameters?open=sim_botp_config/enforce_goods_match',
      });
      const begun = await ask('POST', '/api/session', { user: number, password });
      const headers = { authorization: `Bearer ${String(begun.body['token'])}` };
      const app = await ask('POST', '/api/me/new-authenticator', { present: password }, headers);
      const shown = (away: number) =>
        new TOTP({ secret: Secret.fromBase32(String(app.body['secret'])) }).generate({
          timestamp: Date.now() + away * 30_000,
        });
      const added = { ticket: String(app.body['ticket']), code: shown(-1), name: 'Phone' };
      expect((await ask('POST', '/api/me/authenticators', added, headers)).status).toBe(201);

      const panel = page.locator('gj-parameter');
      await panel.getByRole('checkbox', { name: say.now }).check();
      await panel.getByRole('checkbox', { name: say.box }).uncheck();
      await panel.getByRole('textbox', { name: say.reason }).fill('月底联调');
      const publish = panel.getByRole('button', { name: say.publish, exact: true });
      const dialog = page.getByRole('dialog', { name: say.asks });
      await publish.click();
      await dialog.getByLabel(say.code).waitFor();
      await isSound(page, `confirm-again-${language}`);
      await dialog.getByRole('button', { name: say.cancel }).click();
      await panel.getByText(say.left).first().waitFor();

      await publish.click();
      await dialog.getByLabel(say.code).fill('000000');
      await dialog.getByRole('button', { name: say.goOn }).click();
      await dialog.getByRole('alert').filter({ hasText: say.wrong }).waitFor();
      await dialog.getByLabel(say.code).fill(shown(1));
      await dialog.getByRole('button', { name: say.goOn }).click();
      await dialog.waitFor({ state: 'detached' });
      const read = async () =>
        (await ask('GET', '/api/params/sim_botp_config/enforce_goods_match?org=EAST')).body['value'];
      await expect.poll(read).toBe(false);
    });
  },
  { demo: true },
);
