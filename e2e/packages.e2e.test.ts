import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { newSigningKey } from '../runtime/model/packages/signature.ts';
import { writeTarball } from '../runtime/model/tarball/write-tarball.ts';
import { field, label, layer, shop } from '../runtime/preparation/install/world.suite.ts';
import { axeFindings } from './axe.ts';
import { inBrowser, type Site } from './browser.ts';
import { isSound } from './is-sound.ts';
import { picture } from './picture.ts';

/** As `guiju pack` writes it. */
async function packed({ files }: JsonObject) {
  const bytes = Object.entries(files as JsonObject).map(
    ([path, content]) => [path, new TextEncoder().encode(JSON.stringify(content))] as const,
  );
  const buffer = Buffer.from(await writeTarball(new Map(bytes)));
  return { name: 'shop.tgz', mimeType: 'application/gzip', buffer };
}

/** As somebody writes it; who asks for it throws it away. */
function inFolder({ files }: JsonObject, readme: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-shop-'));
  for (const [path, content] of Object.entries(files as JsonObject)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(content));
  }
  writeFileSync(join(folder, 'README.md'), readme);
  return folder;
}

const first = () => shop('1.0.0', { name: '商品', rate: '税率' });
const second = (version = '2.0.0', rate = '比例') =>
  shop(version, {
    name: '商品',
    rate,
    rateMax: 40,
    columns: ['number', 'title', 'colour', 'rate'],
    options: [
      ['r', '绯红'],
      ['g', '绿'],
      ['b', '蓝'],
    ],
    more: [field('place', 'text', { length: 20 })],
  });

async function says({ node }: Site, set: JsonObject): Promise<void> {
  const body = { packages: [layer('local', set)] };
  const { hash } = (await node.ask('POST', '/api/model/plan', body)).body;
  expect((await node.ask('POST', '/api/model/apply', { ...body, hash: hash ?? null })).status).toBe(200);
}

inBrowser(
  'packages',
  (site) => {
    const choose = async (page: Page, given: JsonObject) =>
      page.locator('input[name=file]').setInputFiles(await packed(given));

    it('are installed from a folder: the plan is read, then carried out, and the form is there', async () => {
      const page = await site().visit({ path: '/packages' });
      await page.getByRole('link', { name: '安装或升级' }).click();
      await page.getByText('把包拖到这里').waitFor();
      await isSound(page, 'install-choose');
      const folder = inFolder(first(), '# 商店\n\n卖东西用的表单。');
      await page.locator('input[name=folder]').setInputFiles(folder);
      await page.getByRole('heading', { level: 1, name: '安装 Shop 1.0.0' }).waitFor();
      await page.getByRole('button', { name: '不丢失任何数据' }).waitFor();
      rmSync(folder, { recursive: true });
      await isSound(page, 'install-plan');
      await page.getByRole('button', { name: '按此计划安装' }).click();
      await page.getByRole('heading', { name: /安装完成/ }).waitFor();
      const brought = page.locator('gj-install-page').getByRole('link', { name: '打开“商品”' });
      await brought.waitFor();
      expect(await brought.getAttribute('href')).toMatch(/^\/forms\/[\w-]+$/);
      await page.getByRole('link', { name: 'Shop' }).click();
      await page.getByRole('heading', { level: 1, name: 'Shop' }).waitFor();
      await page.getByRole('link', { name: '商品' }).waitFor();
      await isSound(page, 'package-brings');
      await page.getByRole('tab', { name: '说明' }).click();
      await page.getByText('卖东西用的表单。').waitFor();
    });

    it('are upgraded by keyboard: what both changed is asked side by side, and answered', async () => {
      await says(site(), {
        'fields/rate/label': label('我们的税率'),
        label: label('我们的商品'),
        'fields/colour/options/r/label': label('深红'),
      });
      const page = await site().visit({ path: '/install' });
      await choose(page, second());
      const head = page.getByRole('heading', { level: 1, name: '升级 Shop 1.0.0 → 2.0.0' });
      await head.waitFor();
      const apply = page.getByRole('button', { name: '按此计划升级' });
      expect(await apply.isDisabled()).toBe(true);
      const questions = page.locator('gj-plan-questions fieldset');
      expect(await questions.count()).toBe(2);
      await isSound(page, 'upgrade-questions');

      const rate = questions.filter({ hasText: '我们的税率' });
      await rate.getByText('管理员').waitFor();
      await rate.getByRole('radio', { name: /Shop 新版本的/ }).focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: '1 个问题待回答' }).waitFor();
      const colour = questions.filter({ hasText: '深红' });
      await colour.getByRole('radio', { name: '填写其他值' }).focus();
      await page.keyboard.press('Space');
      await colour.locator('input[lang=zh]').fill('朱红');
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: '2 个问题已回答' }).waitFor();
      await expect.poll(() => apply.isEnabled()).toBe(true);
      await isSound(page, 'upgrade-answered');
      await apply.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /升级完成/ }).waitFor();
      await page.getByRole('heading', { level: 1, name: '已升级 Shop 1.0.0 → 2.0.0' }).waitFor();
      expect(await page.title()).toMatch(/^已升级 Shop 1\.0\.0 → 2\.0\.0 · /);
      expect(await page.getByRole('link', { name: 'Shop' }).getAttribute('href')).toBe('/packages/shop');
      const { body } = await site().node.ask('GET', '/api/forms/thing');
      const fields = body['fields'] as JsonObject[];
      const named = (name: string) => fields.find((one) => one['name'] === name) ?? {};
      expect(named('rate')['label']).toMatchObject({ zh: '比例' });
      expect(named('colour')['options']).toMatchObject([{ label: { zh: '朱红' } }, {}, { value: 'b' }]);
      expect(body['label']).toMatchObject({ zh: '我们的商品' });
    });

    it('tell what became otherwise between the look and the deed, and write nothing', async () => {
      const page = await site().visit({ path: '/install' });
      await choose(page, second('2.1.0', '百分比'));
      const apply = page.getByRole('button', { name: '按此计划升级' });
      await expect.poll(() => apply.isEnabled()).toBe(true);
      await says(site(), { 'fields/rate/label': label('又改过'), label: label('我们的商品') });
      await apply.click();
      await page.getByRole('heading', { name: '计划在您查看之后有变化' }).waitFor();
      await page.getByText('有 1 个新的问题要回答。').waitFor();
      expect(await apply.isDisabled()).toBe(true);
      await picture(page, 'plan-changed');
      await page.getByRole('button', { name: '全部保留我们的' }).click();
      await expect.poll(() => apply.isEnabled()).toBe(true);
      // Given answers are not lost by a slip.
      await page.getByRole('link', { name: '元数据包' }).first().click();
      await page.getByRole('dialog', { name: '离开这个计划？' }).waitFor();
      await page.getByRole('button', { name: '离开', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: '元数据包' }).waitFor();
    });

    it('say who said what: from a field by a key, from a column, from the menu', async () => {
      const page = await site().visit({ path: '/forms/thing/new' });
      await page.getByLabel('又改过').waitFor();
      await page.getByLabel('又改过').focus();
      await page.keyboard.press('Shift+F1');
      await page.getByRole('dialog', { name: '来源' }).waitFor();
      const drawer = page.locator('gj-explain-drawer');
      const said = drawer.getByRole('region', { name: /^名称/ });
      await said.getByText('又改过').first().waitFor();
      await said.locator('details').last().locator('summary').click();
      await said.getByText('我们的税率').waitFor();
      await isSound(page, 'explain');
      await drawer.getByRole('combobox', { name: '关于' }).selectOption({ label: 'colour → 绯红' });
      await drawer.getByRole('region', { name: /^名称/ }).getByText('绯红').first().waitFor();
      await page.keyboard.press('Escape');
      await page.goto(`${site().url}/forms/thing`);
      await page.getByRole('button', { name: '更多操作' }).click();
      await page.getByRole('menuitem', { name: '来源' }).click();
      await drawer.getByRole('region', { name: /^列(?!表)/ }).waitFor();
    });

    it('are undone: what that means is read first, and there is a history', async () => {
      const page = await site().visit({ path: '/packages?tab=history' });
      await page.getByRole('button', { name: '撤销…' }).first().click();
      await page.getByRole('dialog', { name: '撤销发布' }).waitFor();
      const dialog = page.locator('gj-form-dialog');
      await dialog.getByText('将撤销这次发布，之后的发布保留').waitFor();
      await dialog.getByText('这些不再生效').waitFor();
      await isSound(page, 'undo');
      // Where the state changed since, that is told, nothing is written, and the plan is read again.
      const undo = dialog.getByRole('button', { name: '撤销这次发布' });
      const held = Promise.withResolvers<Route>();
      await page.route(/\/publishes\/undo(\?|$)/, (route) => held.resolve(route), { times: 1 });
      await undo.click();
      const route = await held.promise;
      await dialog.locator('gj-publish-progress').waitFor();
      const body = JSON.stringify({ ...route.request().postDataJSON(), hash: 'another' });
      const read = page.waitForResponse(/\/publishes\/undo\/plan/);
      await route.continue({ postData: body });
      await dialog.getByRole('alert').getByText('情况有变化，尚未写入任何内容').waitFor();
      await read;
      await dialog.getByText('这些不再生效').waitFor();
      // Chromium tells of the refusal that is meant.
      site().problems.length = 0;
      await undo.click();
      await dialog.waitFor({ state: 'detached' });
      const thing = await site().node.ask('GET', '/api/forms/thing');
      expect(JSON.stringify(thing.body['fields'])).toContain('比例');
      await page.getByText(/^撤销：/).waitFor();
      // A publish that was undone stays in the history, with its changes in words.
      await page.locator('gj-publishes tr.gone li').first().waitFor();
      await isSound(page, 'history');
      await page.getByRole('button', { name: '重做…' }).click();
      await page.getByRole('dialog', { name: '重做发布' }).waitFor();
      await dialog.getByText('将恢复到这次撤销之前').waitFor();
      await dialog.getByText('这些重新生效').waitFor();
    });

    it('are uninstalled after a look at what hangs on them; the archive is kept, and deleted when somebody says so', async () => {
      const { node } = site();
      await node.ask('POST', '/api/forms/thing/records', { number: 'T1', title: '一' });
      const page = await site().visit({ path: '/packages/shop' });
      await page.getByRole('button', { name: '卸载…' }).click();
      await page.getByRole('dialog', { name: /^卸载“Shop” 2\.\d\.\d$/ }).waitFor();
      const dialog = page.locator('gj-form-dialog');
      // What stops, what is kept, for how long, and how it comes back.
      await dialog.getByRole('region', { name: '停用' }).getByText('商品').waitFor();
      await dialog.getByRole('region', { name: '保留，只是不再显示' }).getByText('1 条记录').waitFor();
      await dialog.getByText('没有期限').waitFor();
      await dialog.getByRole('heading', { name: '怎样恢复' }).waitFor();
      await isSound(page, 'uninstall');
      await dialog.getByRole('button', { name: '卸载', exact: true }).click();
      await page.getByRole('tab', { name: '归档', selected: true }).waitFor();
      const archive = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /Shop 2/ }) });
      await archive.getByRole('cell', { name: '商品 1 条记录', exact: true }).waitFor();
      await page.getByRole('columnheader', { name: '何时卸载' }).waitFor();
      // What is not there any more leads nowhere.
      await page.getByRole('tab', { name: '发布历史' }).click();
      await page.getByText('卸载（原 2').waitFor();
      await page.getByRole('link', { name: '平台', exact: true }).first().waitFor();
      expect(await page.getByRole('link', { name: 'shop' }).count()).toBe(0);
      await page.getByRole('tab', { name: '归档' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: '下载' }).click();
      expect((await download).suggestedFilename()).toMatch(/^shop-2.*\.jsonl\.gz$/);
      await isSound(page, 'archives');
      // Installing it again tells before and after what comes back.
      await page.getByRole('button', { name: '重新安装…' }).click();
      await page.getByRole('button', { name: '1 条记录回来' }).waitFor();
      await page.getByRole('region', { name: '随包回来的记录' }).getByText('1 条记录').waitFor();
      await isSound(page, 'install-again');
      await page.getByRole('button', { name: '按此计划安装' }).click();
      await page.getByRole('heading', { name: /安装完成/ }).waitFor();
      await page.locator('gj-install-page').getByText('1 条记录').waitFor();
      expect((await node.ask('GET', '/api/forms/thing/records')).body['items']).toHaveLength(1);
      await page.goto(`${site().url}/packages?tab=archives`);
      await archive.getByText('已重新安装 2').waitFor();
      expect(await page.getByRole('button', { name: '重新安装…' }).count()).toBe(0);
      await page.goto(`${site().url}/packages/shop`);
      await page.getByRole('button', { name: '卸载…' }).click();
      await dialog.getByRole('button', { name: '卸载', exact: true }).click();
      await page.getByRole('tab', { name: '归档', selected: true }).waitFor();
      await page.getByRole('button', { name: '删除…' }).first().click();
      await page.getByRole('button', { name: '永久删除' }).click();
      await expect.poll(() => page.getByRole('button', { name: '删除…' }).count()).toBe(1);
      await page.getByRole('button', { name: '删除…' }).click();
      await page.getByRole('button', { name: '永久删除' }).click();
      await page.getByText('没有归档').waitFor();
      expect((await node.ask('GET', '/api/forms/thing')).status).toBe(404);
    });

    it('are believed by their publishers’ keys, which are added and revoked', async () => {
      const page = await site().visit({ path: '/packages?tab=keys', language: 'en' });
      await page.getByRole('button', { name: 'Trust a key' }).click();
      await page.getByLabel('Public key').fill('ed25519:none');
      await page.getByRole('button', { name: 'Trust', exact: true }).click();
      await page.getByRole('alert').waitFor();
      // Chromium tells of the refusal that is meant.
      site().problems.length = 0;
      await page.getByLabel('Public key').fill(newSigningKey().publicKey);
      await page.getByLabel('Publisher', { exact: true }).fill('Hotel Ltd');
      await page.getByRole('button', { name: 'Trust', exact: true }).click();
      await page.getByRole('rowheader', { name: 'Hotel Ltd' }).waitFor();
      await page.getByRole('button', { name: 'Revoke…' }).click();
      await page.getByRole('button', { name: 'Revoke', exact: true }).click();
      await page.getByText('revoked').first().waitFor();
      await isSound(page, 'keys-en');
    });

    it('are told in English too, and what lies on what is drawn', async () => {
      const { node } = site();
      const packages = [first(), layer('partner', { 'fields/rate/label': label('Partner rate') })];
      const { hash } = (await node.ask('POST', '/api/packages/plan', { packages })).body;
      expect((await node.ask('POST', '/api/packages', { packages, hash: hash ?? null })).status).toBe(200);
      const page = await site().visit({ path: '/packages', language: 'en' });
      await page.getByRole('img', { name: /partner builds on Shop/ }).waitFor();
      await isSound(page, 'packages-en');
      expect(await axeFindings(page)).toEqual([]);
    });

    it('tell one by one with which templates a form may begin', async () => {
      const page = await site().visit({ path: '/packages/templates', language: 'en' });
      const templates = page.locator('section', { hasText: 'Form templates' });
      await templates.getByText('Who is away when and why').waitFor();
      await isSound(page, 'package-templates');
      expect(await axeFindings(page)).toEqual([]);
    });
  },
  { packages: ['platform', 'templates'], story: true },
);

inBrowser(
  'a server whose packages do not compile',
  (site) => {
    it('leads to the page of packages, says what is wrong, and is mended there', async () => {
      const page = await site().visit();
      await page.getByRole('alert').getByText('forms/thing.json').waitFor();
      await picture(page, 'broken');
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('link', { name: '安装或升级' }).click();
      await page.locator('input[name=file]').setInputFiles(await packed(shop('1.0.1', { name: '商品' })));
      await page.getByRole('button', { name: '按此计划升级' }).click();
      await page.getByRole('heading', { name: /升级完成/ }).waitFor();
      await page.goto(`${site().url}/forms/thing`);
      await page.getByRole('heading', { level: 1, name: '商品' }).waitFor();
      // Chromium tells of every call that was refused meanwhile.
      site().problems.length = 0;
    });
  },
  {
    packages: ['platform'],
    async before(earlier) {
      const packages = [first()];
      const { hash } = (await earlier.ask('POST', '/api/packages/plan', { packages })).body;
      await earlier.ask('POST', '/api/packages', { packages, hash: hash ?? null });
      await earlier.tenant.database.run(
        "UPDATE gj_package_source SET content = '{' WHERE package = 'shop' AND file = 'forms/thing.json'",
      );
    },
  },
);
