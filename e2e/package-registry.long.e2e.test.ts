import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { allowHost } from '../runtime/access/egress/allow-host.suite.ts';
import { openSmallRegistry, type SmallRegistry } from '../runtime/model/registry/small-registry.suite.ts';
import { field, shop } from '../runtime/preparation/install/world.suite.ts';
import { inBrowser, type Site } from './browser.ts';
import { isSound } from './is-sound.ts';
import { picture } from './picture.ts';

const readme = `# 商店

卖东西用的**表单**，见[官网](https://example.cn/shop)与[这里](javascript:alert(1))。

## 安装之后

1. 设置税率
2. 录入商品
   - 编号不能重复

| 参数 | 含义 |
|---|---|
| \`rate\` | 税率 |

\`\`\`sh
guiju install shop
\`\`\`

<script>alert(1)</script>
`;

const cases = { form: 'rule', cases: [{ name: 'red', facts: { colour: 'r' }, expect: 'R1' }] };
const rules: JsonObject = {
  'forms/rule.json': {
    name: 'rule',
    kind: 'master',
    sharing: 'everybody',
    label: { zh: '规则', en: 'Rule' },
    fields: [
      field('number', 'text', { required: true }),
      field('condition', 'condition', { facts: 'thing' }),
    ],
    match: { facts: 'thing', order: ['number'] },
  },
  'data/rules.json': {
    form: 'rule',
    records: [
      { key: 'r', values: { number: 'R1', condition: { fact: 'colour', operator: 'equal', value: 'r' } } },
    ],
  },
  'cases/rule.json': cases,
};

async function configure({ node }: Site, url: string): Promise<void> {
  await allowHost(node, url);
  const setting = '/api/forms/tenant-settings/record';
  const etag = (await node.ask('GET', setting)).headers.get('etag') ?? '';
  const { status } = await node.ask('PATCH', setting, { registry: url }, { 'if-match': etag });
  expect(status).toBeLessThan(300);
}

inBrowser(
  'a registry of packages',
  (site) => {
    let registry: SmallRegistry;
    const offer = (version: string, says: Parameters<typeof shop>[1] = {}) => {
      const { files } = shop(version, { name: '商品', ...says });
      return registry.publish({ ...(files as JsonObject), ...rules, 'README.md': readme });
    };
    beforeAll(async () => {
      registry = await openSmallRegistry();
      await offer('1.0.0');
    });
    afterAll(() => registry.close());

    const openRegistry = async (path = '/install', language: 'zh' | 'en' = 'zh'): Promise<Page> => {
      const page = await site().visit({ path, language });
      await page.getByRole('button', { name: language === 'zh' ? '从仓库' : 'From the registry' }).click();
      return page;
    };

    it('is said to be missing, with what to do, where nobody configured one', async () => {
      const page = await openRegistry();
      await page.getByText('GUIJU_REGISTRY').waitFor();
      await isSound(page, 'registry-off');
    });

    it('is searched, and what is found there is planned, rehearsed in sight, and installed', async () => {
      await configure(site(), registry.url);
      const page = await openRegistry();
      const search = page.getByRole('searchbox', { name: '包名或关键字' });
      await search.fill('nothing of that name');
      await page.keyboard.press('Enter');
      await page.getByText('仓库里没有这样的包').waitFor();
      await search.fill('sho');
      await page.keyboard.press('Enter');
      await page.getByText('shop', { exact: true }).waitFor();
      await isSound(page, 'registry-found');
      await page.getByRole('button', { name: '看安装计划' }).click();
      await page.getByRole('heading', { level: 1, name: '安装 Shop 1.0.0' }).waitFor();
      // Nobody waits for a rehearsal: the plan is there before, and how far it is, is seen.
      await page.locator('gj-plan-summary').getByText('Shop', { exact: true }).waitFor();
      await picture(page, 'rehearsal');
      const apply = page.getByRole('button', { name: '按此计划安装' });
      await expect.poll(() => apply.isEnabled(), { timeout: 60_000 }).toBe(true);
      await page.getByRole('button', { name: '1 个用例通过' }).waitFor();
      // Carrying out takes its time, and its progress is seen meanwhile.
      let goOn = () => {};
      const seen = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      await page.route('**/api/packages', async (route) => {
        if (route.request().method() === 'POST') await seen;
        await route.continue();
      });
      await apply.click();
      await page.getByRole('list', { name: '进度' }).getByText('核对计划').waitFor();
      await isSound(page, 'install-progress');
      goOn();
      await page.getByRole('heading', { name: /安装完成/ }).waitFor();
    });

    it('has a README that is read as it is marked, and in which nothing runs', async () => {
      const page = await site().visit({ path: '/packages/shop' });
      await page.getByRole('tab', { name: '说明' }).click();
      const said = page.locator('gj-readme');
      await said.getByRole('heading', { name: '安装之后' }).waitFor();
      expect(
        await said.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href'))),
      ).toEqual(['https://example.cn/shop']);
      await said.getByText('<script>alert(1)</script>').waitFor();
      await isSound(page, 'readme');
      await page.getByRole('tab', { name: '版本与来源' }).click();
      await page.getByRole('table').getByText('1.0.0').waitFor();
      await isSound(page, 'versions');
    });

    it('has newer versions that are looked for: the pages of packages, home and health say what waits, and it is planned from there', async () => {
      await offer('1.1.0', { rate: '比例' });
      // As the server does by itself, every five minutes.
      await site().node.node.newer.look();
      const home = await site().visit({ path: '/' });
      await home.getByRole('link', { name: /可升级到 1\.1\.0$/ }).waitFor();
      await picture(home, 'home-waits');
      const health = await site().visit({ path: '/health' });
      await health.getByRole('link', { name: '1.0.0 → 1.1.0' }).waitFor();
      await isSound(health, 'health-waits');
      const page = await site().visit({ path: '/packages' });
      await page.getByText('来自仓库').waitFor();
      await isSound(page, 'packages-wait');
      // The trial goes on until the page hears of its end.
      const trial = Promise.withResolvers<void>();
      await page.route('**/api/jobs/*', async (route) => {
        await trial.promise;
        await route.continue();
      });
      await page.getByRole('button', { name: '升级到 1.1.0…' }).click();
      await page.getByRole('heading', { level: 1, name: '升级 Shop 1.0.0 → 1.1.0' }).waitFor();
      await page.locator('gj-plan-summary').getByText('Shop', { exact: true }).waitFor();
      const verdicts = () => page.getByRole('button', { name: /不丢失任何数据|符合新的校验/ }).count();
      expect(await verdicts()).toBe(0);
      trial.resolve();
      await picture(page, 'plan-from-registry-first');
      const apply = page.getByRole('button', { name: '按此计划升级' });
      await expect.poll(() => apply.isEnabled(), { timeout: 60_000 }).toBe(true);
      expect(await verdicts()).toBe(2);
      await isSound(page, 'plan-from-registry');
    });

    it('that cannot be asked is said so, in English too', async () => {
      registry.does({ status: 503 });
      const page = await openRegistry('/install', 'en');
      await page.locator('gj-package-sources').getByRole('searchbox').fill('shop');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('503').waitFor();
      registry.does({});
      site().problems.length = 0;
      await isSound(page, 'registry-refuses-en');
    });
  },
  { story: true, packages: ['platform'], rehearsalPatience: 0 },
);
