import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { Walk } from './newcomer-walk.ts';
import { picture } from './picture.ts';

inBrowser(
  'a package that is made here',
  (site) => {
    const source = async (name: string) => {
      const { body } = await site().node.ask('GET', '/api/design/sources');
      return (body['packages'] as readonly JsonObject[]).find((one) => one['name'] === name);
    };
    const packageOf = async (form: string) =>
      (await site().node.ask('GET', `/api/forms/${form}`)).body['package'];

    it('is made of a form', async () => {
      const walk = await Walk.begin(site(), 'package-made-here');
      const { page } = walk;
      await walk.newForm('领用');
      await walk.add('整数', '数量');
      await walk.publish();
      await page.goto(new URL('/packages/local', page.url()).href);
      await page.getByRole('button', { name: '生成元数据包…' }).click();
      await page.getByRole('checkbox', { name: '全部' }).check();
      await walk.fill('中文名称', '仓库');
      await walk.press('预览');
      const ship = page.getByRole('button', { name: '生成元数据包', exact: true });
      await expect.poll(() => ship.isEnabled(), { timeout: 60_000 }).toBe(true);
      await walk.press('生成元数据包');
      await page.getByText('包“仓库”已生成').waitFor({ timeout: 60_000 });
      await picture(page, 'package-made');
      expect(await packageOf(await walk.formNamed('领用'))).not.toBe('local');
    });

    it('is designed on in the same pages, and each publish is a version of it', async () => {
      const walk = await Walk.begin(site(), 'package-designed');
      const { page } = walk;
      const name = String(await packageOf(await walk.formNamed('领用')));
      // What only its owner may do is done as before: a field is called otherwise in calls, or goes.
      await walk.design('领用');
      await page.getByRole('link', { name: '改动写进包“仓库”' }).waitFor();
      await walk.add('单行文字', '用途');
      await walk.click(walk.tile('数量'));
      // Escape closes what stands open, and nothing else.
      await page.getByRole('button', { name: '名称：来源' }).click();
      await page.keyboard.press('Escape');
      await page
        .getByRole('button', { name: '名称：来源' })
        .and(page.locator('[aria-expanded=false]'))
        .waitFor();
      expect(await page.getByLabel('名称（中文）').first().inputValue()).toBe('数量');
      await walk.tile('数量').click();
      await page.keyboard.press('Delete');
      await walk.tile('数量').waitFor({ state: 'detached' });
      await walk.press('发布…');
      const version = page.getByLabel('版本', { exact: true });
      await expect.poll(() => version.inputValue(), { timeout: 60_000 }).toBe('2.0.0');
      await page.getByText('“数量”被隐藏').first().waitFor();
      await version.fill('1.1.0');
      await version.press('Tab');
      await page.getByText('这些改动至少要升到 2.0.0').waitFor();
      await version.fill('2.0.1');
      await version.press('Tab');
      await page.getByText('这些改动至少要升到 2.0.0').waitFor({ state: 'detached' });
      await expect.poll(() => version.inputValue(), { timeout: 60_000 }).toBe('2.0.1');
      await isSound(page, 'package-new-version');
      await picture(page, 'package-new-version');
      // What was typed last is told though it was never left before.
      await page.getByLabel('版本说明').fill('加上用途，不再问数量。');
      await walk.publishRead();
      await page.locator('gj-list-page').waitFor({ timeout: 60_000 });
      const notices = page.locator('gj-notices');
      const undo = notices.getByRole('button', { name: '撤销' });
      await undo.waitFor();
      const [handedOn] = await Promise.all([
        page.waitForEvent('download'),
        notices.getByRole('button', { name: `下载 ${name}.tgz` }).click(),
      ]);
      expect(handedOn.suggestedFilename()).toBe(`${name}-2.0.1.tgz`);
      await page.getByRole('link', { name: '首页' }).click();
      await undo.waitFor({ state: 'detached' });
      expect(await source(name)).toMatchObject({ version: '2.0.1', designed: true });
      expect((await site().node.ask('GET', `/api/packages/${name}`)).body['changelog']).toBe(
        '# 2.0.1\n\n加上用途，不再问数量。\n',
      );
      expect(JSON.stringify((await source('local'))?.['files'])).not.toContain('用途');

      // Notes alone make no other plan: what was read is published.
      await walk.design('领用');
      await walk.add('单行文字', '地点');
      await walk.press('发布…');
      await expect.poll(() => version.inputValue(), { timeout: 60_000 }).toBe('2.1.0');
      await page.getByLabel('版本说明').fill('加上地点。');
      await walk.publishRead();
      await page.locator('gj-list-page').waitFor({ timeout: 60_000 });
      expect(await source(name)).toMatchObject({ version: '2.1.0' });
      expect(String((await site().node.ask('GET', `/api/packages/${name}`)).body['changelog'])).toMatch(
        /^# 2\.1\.0\n\n加上地点。\n/,
      );
    });

    it('gets a form in a new version, and is handed on as a file', async () => {
      const walk = await Walk.begin(site(), 'package-next');
      const { page } = walk;
      await walk.newForm('归还');
      await walk.add('整数', '数量');
      await walk.publish();
      await page.goto(new URL('/design/ship', page.url()).href);
      await page.getByRole('radio', { name: /“仓库”的新版本/ }).check();
      // A star that marks what is needed is no part of a name.
      const version = page.getByRole('textbox', { name: '版本', exact: true });
      expect(await version.inputValue()).toBe('2.2.0');
      expect(await page.getByLabel('包名').getAttribute('readonly')).not.toBeNull();
      await page.getByRole('checkbox', { name: '归还' }).check();
      await walk.fill('版本说明', '加上归还。');
      await isSound(page, 'package-next');
      await picture(page, 'package-next');
      await walk.press('预览');
      const ship = page.getByRole('button', { name: '生成新版本', exact: true });
      await expect.poll(() => ship.isEnabled(), { timeout: 60_000 }).toBe(true);
      await walk.press('生成新版本');
      await page.getByText('包“仓库”已是 2.2.0').waitFor({ timeout: 60_000 });
      await walk.follow('查看这个包');
      const name = String(await packageOf(await walk.formNamed('归还')));
      expect(await source(name)).toMatchObject({ version: '2.2.0' });
      const here = page.getByRole('checkbox', { name: /在本系统设计/ });
      expect(await here.isChecked()).toBe(true);
      await isSound(page, 'package-page');
      await picture(page, 'package-page');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '下载 .tgz' }).click(),
      ]);
      expect(file.suggestedFilename()).toBe(`${name}-2.2.0.tgz`);
      await walk.tab('版本与来源');
      await page.getByText('加上归还。').waitFor();
      await picture(page, 'package-versions');
      await walk.tab('内容');
      await here.click();
      await expect.poll(async () => (await source(name))?.['designed']).toBe(false);
    });
  },
  { story: true },
);
