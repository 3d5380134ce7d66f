import { afterAll, expect, it } from 'vitest';
import { readMail } from '../runtime/access/sign-in/read-mail.suite.ts';
import { openSinks } from '../runtime/einvoicing/outgoing/sinks.suite.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

const sinks = await openSinks();
const day = 24 * 3600 * 1000;
/** Nine o'clock, where the group is. */
let moment = Date.parse(`${new Date().toISOString().slice(0, 10)}T09:00:00+08:00`);

inBrowser(
  'what needs somebody',
  (site) => {
    afterAll(() => sinks.close());

    it('is mailed every morning to whoever ticks that in the account, and to nobody who takes it back', async () => {
      const { ask, node } = site().node;
      const { user } = (await ask('GET', '/api/session')).body as { readonly user: { readonly id: string } };
      const path = `/api/forms/user/records/${user.id}`;
      const { revision } = (await ask('GET', path)).body;
      await ask('PATCH', path, { email: 'admin@example.com' }, { 'if-match': `"${revision}"` });
      const soon = new Date(moment + 5 * day).toISOString().slice(0, 10);
      await ask('POST', '/api/me/tokens', { name: 'BI', scopes: ['read'], expiresOn: soon });
      const page = await site().visit({ path: '/account', language: 'en' });
      const box = page.getByRole('checkbox', { name: 'Email what needs me to admin@example.com' });
      const tick = async (isOn: boolean) => {
        const heard = page.waitForResponse((response) => response.url().includes('/preferences/inbox-mail'));
        await box.setChecked(isOn);
        await heard;
      };
      await tick(true);
      await isSound(page, 'inbox-mail');
      sinks.mails.length = 0;
      await node.run('inbox-mails');
      expect(sinks.mails.map(readMail).join()).toContain('The access token “BI” is about to expire');
      await page.reload();
      await expect.poll(() => box.isChecked()).toBe(true);
      await tick(false);
      moment += day;
      sinks.mails.length = 0;
      await node.run('inbox-mails');
      expect(sinks.mails).toEqual([]);
    });
  },
  { packages: ['platform'], smtp: sinks.smtp, clock: () => moment },
);
