import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeKeyPair,
  openSamlProvider,
  type SamlProvider,
} from '../runtime/access/sign-in/saml-provider.suite.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const words = {
  zh: {
    by: '用集团账号登录',
    make: '生成密钥',
    replace: '换用新密钥',
    unasked: '这次登录不是从这里开始的',
    untrusted: '集团账号的应答不可信（Audience）',
  },
  en: {
    by: 'Sign in with Group account',
    make: 'Make a key',
    replace: 'Replace the key',
    unasked: 'This sign-in was not begun here',
    untrusted: 'The answer of Group account cannot be trusted (Audience)',
  },
} as const;
const languages = ['zh', 'en'] as const;
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
] as const;

inBrowser(
  'sign-in providers',
  (site) => {
    let provider: SamlProvider;
    let record = '';

    beforeAll(async () => {
      const { node } = site();
      // Another host than this server's: cookies of either are strange to the other, and no form from there brings them.
      provider = await openSamlProvider('localhost');
      provider.people.set('li', { attributes: { displayName: '李会计', groups: ['staff', 'finance'] } });
      const made = async (form: string, body: Parameters<typeof node.ask>[2]) => {
        const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
        expect([answer.status, answer.body['errors'] ?? []]).toEqual([201, []]);
        return String(answer.body['id']);
      };
      const { body } = await node.ask('GET', '/api/session');
      const { number: home } = body['org'] as { readonly number: string };
      await made('user', { number: 'li', name: '李会计', organisation: home });
      record = await made('sign-in-provider', {
        number: 'a-group',
        name: '集团账号',
        nameEn: 'Group account',
        protocol: 'saml',
        private: true,
        entityId: provider.entityId,
        signInAddress: provider.signInAddress,
        certificates: provider.certificate + makeKeyPair('next').certificate,
        rules: [{ claim: 'groups', operator: 'equals', value: 'finance', organisation: home }],
      });
      await made('sign-in-provider', {
        number: 'b-oidc',
        name: '公司账号',
        nameEn: 'Company account',
        issuer: 'https://id.corp.example',
        clientId: 'guiju',
      });
    });
    afterAll(() => provider.close());

    /** The other site is asked, as it has to be. */
    const forgetProvider = () => {
      const { problems } = site();
      const { origin } = new URL(provider.signInAddress);
      const own = problems.splice(0).filter((problem) => !problem.includes(origin));
      problems.push(...own);
    };

    it.each(languages)('goes there and back to where one wanted to go (%s)', async (language) => {
      const { url } = site();
      const page = await site().visit({ signedIn: false, language, path: '/account?x=1#here' });
      await page.getByRole('button', { name: words[language].by }).click();
      await page.waitForURL(`${provider.signInAddress}?**`);
      await page.getByLabel('Account').fill('li');
      await page.getByRole('button').click();
      await page.locator('gj-shell').waitFor();
      expect(page.url()).toMatch(new RegExp(`^${url}/account\\?.*x=1.*#here$`));
      const who = await page.request.get('/api/session');
      expect(await who.json()).toMatchObject({ user: { number: 'li' } });
      forgetProvider();
    });

    it.each(languages)('tells why nobody came in (%s)', async (language) => {
      const page = await site().visit({ signedIn: false, language });
      provider.spoilt = { audience: 'https://other.example' };
      await page.getByRole('button', { name: words[language].by }).click();
      await page.getByLabel('Account').fill('li');
      await page.getByRole('button').click();
      const alert = page.getByRole('alert');
      await alert.filter({ hasText: words[language].untrusted }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/');
      provider.spoilt = {};
      // Whoever begins there, at a tile of the provider, is sent here without having been asked for.
      await page.goto(`${provider.signInAddress}?unasked=${encodeURIComponent(site().url)}`);
      await alert.filter({ hasText: words[language].unasked }).waitFor();
      await settled(page);
      await picture(page, `unasked.${language}`);
      forgetProvider();
    });

    it('reads a file of metadata into the record, and says what it cannot read', async () => {
      const page = await site().visit({ path: `/forms/sign-in-provider/${record}` });
      const take = (text: string) =>
        page.locator('gj-sign-in-provider input[type=file]').setInputFiles({
          name: 'metadata.xml',
          mimeType: 'text/xml',
          buffer: Buffer.from(text),
        });
      const save = page.getByRole('button', { name: '保存', exact: true });
      await take('<a/>');
      await save.click();
      await page.getByText('这不是身份提供方的 SAML 元数据').first().waitFor();
      await settled(page);
      await picture(page, 'unreadable');
      await take(provider.metadata());
      await save.click();
      await page.locator('gj-sign-in-provider').getByText('CN=next').waitFor({ state: 'detached' });
      await page.locator('gj-sign-in-provider').getByText('CN=provider').waitFor();
      site().problems.splice(0);
    });

    it.each(languages)('makes a key for a provider of OpenID Connect (%s)', async (language) => {
      const { node, url } = site();
      const { body } = await node.ask('POST', '/api/forms/sign-in-provider/records', {
        number: `c-key-${language}`,
        name: '密钥登录',
        issuer: 'https://login.microsoftonline.com/organizations/v2.0',
        tenants: '72f988bf-86f1-41af-91ab-2d7cd011db47',
        clientId: 'guiju',
        clientAuth: 'key',
      });
      const page = await site().visit({ language, path: `/forms/sign-in-provider/${body['id']}` });
      const panel = page.locator('gj-sign-in-provider');
      const address = `/api/session/providers/c-key-${language}/keys`;
      await panel.getByText(url + address).waitFor();
      await settled(page);
      await picture(page, `key.${language}`);
      await panel.getByRole('button', { name: words[language].make }).click();
      await panel.getByRole('button', { name: words[language].replace }).waitFor();
      await settled(page);
      await picture(page, `key-made.${language}`);
      expect((await node.ask('GET', address)).body['keys']).toHaveLength(1);
    });

    it.each(languages)('shows a provider what is asked of its protocol (%s)', async (language) => {
      for (const size of sizes) {
        const page = await site().visit({ language, size, path: `/forms/sign-in-provider/${record}` });
        const panel = page.locator('gj-sign-in-provider');
        await panel.getByText('CN=provider').waitFor();
        await panel.getByText(`${site().url}/api/session/saml`, { exact: true }).waitFor();
        await settled(page);
        await picture(page, `provider.${language}.${size.width}`);
        await page.locator('gj-entries').last().scrollIntoViewIfNeeded();
        await picture(page, `settings.${language}.${size.width}`);
        expect(
          await page
            .locator('gj-field')
            .filter({ hasText: /客户端|Client/ })
            .count(),
        ).toBe(0);
        expect(await axeNow(page)).toEqual([]);
        await panel.locator('summary').click();
        await panel
          .locator('textarea')
          .fill('{ "groups": ["staff", "finance"], "preferred_username": "li" }');
        await panel.getByRole('button').last().click();
        await panel.getByText('staff · finance').waitFor();
        await settled(page);
        await picture(page, `rules.${language}.${size.width}`);
        await page.goto('/forms/sign-in-provider');
        await page.getByText('a-group').first().waitFor();
        await settled(page);
        await picture(page, `list.${language}.${size.width}`);
      }
    });
  },
  { knowsUrl: true, packages: ['platform'] },
);
