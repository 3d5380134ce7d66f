import { expect, it } from 'vitest';
import { languages } from '../workshop/runs.ts';
import { inBrowser } from './browser.ts';
import { hire, password } from './console.ts';
import { isSound } from './is-sound.ts';
import { settled } from './settled.ts';

const words = {
  zh: {
    link: '以此用户身份查看',
    begin: '开始查看',
    now: '正以 seen-zh 李静 的身份查看',
    end: '结束查看',
    users: '用户',
    refused: '什么也不能更改',
  },
  en: {
    link: 'See as this user',
    begin: 'Start',
    now: 'You are seeing as seen-en 李静',
    end: 'End',
    users: 'Users',
    refused: 'nothing can be changed',
  },
} as const;

inBrowser(
  'seeing as a user',
  (site) => {
    it.each(languages)(
      'is begun on the page of the user, told on every page, and ended there, in %s',
      async (language) => {
        const say = words[language];
        const { ask } = site().node;
        const number = `seen-${language}`;
        await hire(site(), number, '李静', ['* read']);
        const { body } = await ask('GET', `/api/forms/user/records?number=${number}`);
        const [user] = body['items'] as readonly { readonly id: string }[];
        await hire(site(), `sees-${language}`, '王芳', ['* read'], { administers: true });
        const page = await site().visit({
          user: `sees-${language}`,
          password,
          language,
          path: `/users/${user?.id}/seen-as`,
        });
        const refused: string[] = [];
        page.on('response', (answer) => {
          if (answer.status() === 403) refused.push(answer.url());
        });
        await page.getByRole('button', { name: say.begin }).waitFor();
        await isSound(page, `see-as-${language}`);
        await page.getByRole('button', { name: say.begin }).click();
        await page.getByText(say.now).waitFor();
        await settled(page);
        await isSound(page, `seen-as-${language}`);
        await page.goto('/parameters');
        await page.getByText(say.now).waitFor();
        await settled(page);
        expect(refused).toEqual([]);
        expect((await page.context().cookies()).map(({ name }) => name)).toContain('guiju_seen_as');
        await page.getByRole('button', { name: say.end, exact: true }).click();
        await page.waitForURL(`**/forms/user/${user?.id}*`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect(await page.getByText(say.now).count()).toBe(0);
        expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('guiju_seen_as');
      },
    );

    it('gives back the organisation that one came from', async () => {
      const { ask } = site().node;
      await ask('POST', '/api/forms/role/records', {
        number: 'south',
        name: 'south',
        grants: [{ form: '*', actions: ['read'], scope: 'own' }],
      });
      const roles = [{ role: 'south', organisation: 'SOUTH' }];
      const user = { number: 'seen-south', name: '陈南', organisation: 'SOUTH', roles };
      const { body } = await ask('POST', '/api/forms/user/records', user);
      const page = await site().visit({ path: `/users/${String(body['id'])}/seen-as?org=SHANGHAI` });
      const org = page.getByRole('combobox', { name: '当前组织' });
      const shown = () => org.getAttribute('title');
      await expect.poll(shown).toMatch(/^SHANGHAI /);
      await page.getByRole('button', { name: words.zh.begin }).click();
      await page.getByText('正以 seen-south 陈南 的身份查看').waitFor();
      await page.getByRole('button', { name: words.zh.end, exact: true }).click();
      await page.waitForURL(`**/forms/user/${String(body['id'])}*`);
      await expect.poll(shown).toMatch(/^SHANGHAI /);
    });
  },
  { demo: true },
);
