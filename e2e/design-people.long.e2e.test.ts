import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { inBrowser, type Site } from './browser.ts';
import { password } from './console.ts';
import { picture } from './picture.ts';

const form = 'unit';
const tile = (page: Page, text: string) =>
  page.locator('gj-design-canvas .tile:not(.fresh)', { hasText: text });
const label = (page: Page) => page.locator('gj-place-panel').getByLabel('名称（中文）').first();
const stored = (page: Page) => page.getByText(/步改动已保存/).waitFor();

async function add(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '添加字段：单行文字', exact: true }).click();
  await page.keyboard.type(name);
  await page.keyboard.press('Control+Enter');
  await tile(page, name).waitFor();
}

/** Makes a person who designs and publishes all forms. */
async function hireDesigner({ node }: Site, number: string, name: string): Promise<void> {
  const designs = [{ what: 'all', publishes: true }];
  const grants = [{ form: '*', actions: ['all'], scope: 'all' }];
  await node.ask('POST', '/api/forms/role/records', { number, name, designs, grants });
  const user = { number, name, organisation: 'root', roles: [{ role: number, organisation: 'root' }] };
  const made = await node.ask('POST', '/api/forms/user/records', user);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await node.node.gate.setPassword({ id: String(made.body['id']), number }, password);
}

/** Requires that somebody else approves designs. */
async function askApproval({ node }: Site): Promise<void> {
  const settings = '/api/forms/tenant-settings/record?org=root';
  const { body } = await node.ask('GET', settings);
  const match = { 'if-match': `"${String(body['revision'])}"` };
  const kept = await node.ask('PATCH', settings, { approvalDesigns: true }, match);
  expect(kept.status).toBeLessThan(300);
}

async function liveLabels({ node }: Site): Promise<readonly string[]> {
  const { body } = await node.ask('GET', `/api/forms/${form}`);
  return (body['fields'] as JsonObject[]).map((field) => (field['label'] as { zh: string }).zh);
}

inBrowser(
  'a design on a small form',
  (site) => {
    beforeAll(() => hireDesigner(site(), 'ben', '贝恩'));

    it('a field becomes one of another kind: what cannot is told with its records, what can is counted, and one becomes several', async () => {
      const page = await site().visit({ path: `/design/${form}` });
      await add(page, '容量');
      await page.getByRole('button', { name: '添加字段：单选', exact: true }).click();
      for (const text of ['等级', '甲', '乙']) {
        await page.keyboard.type(text);
        await page.keyboard.press('Enter');
      }
      await page.getByRole('button', { name: '加到表单' }).click();
      await tile(page, '等级').waitFor();
      await stored(page);
      const publish = async () => {
        await page.getByRole('button', { name: '发布…' }).click();
        const go = page.getByRole('button', { name: '发布', exact: true });
        await expect.poll(() => go.isEnabled(), { timeout: 30_000 }).toBe(true);
        await go.click();
        await page.locator('gj-list-page').waitFor();
      };
      await publish();
      const { node } = site();
      const { body } = await node.ask('GET', `/api/forms/${form}`);
      const [size = '', grade = ''] = ['容量', '等级'].map((zh) => {
        const field = (body['fields'] as JsonObject[]).find(
          (one) => (one['label'] as JsonObject)['zh'] === zh,
        );
        return String(field?.['name']);
      });
      const value = 'jia';
      const made = async (number: string, held: string) => {
        const record = {
          number,
          name: number,
          baseFactor: '1',
          sourceFactor: '1',
          [size]: held,
          [grade]: value,
        };
        const answer = await node.ask('POST', `/api/forms/${form}/records`, record);
        expect(answer.status, JSON.stringify(answer.body)).toBe(201);
        return answer.body;
      };
      await made('K1', '12');
      await made('K2', '7');
      const unfit = await made('K3', '大约十');
      const become = async (name: string, kind: string) => {
        await tile(page, name).click();
        await page.locator('gj-place-panel').getByLabel('类型', { exact: true }).selectOption(kind);
        await page.getByRole('button', { name: '改类型' }).click();
      };
      await page.goto(`/design/${form}`);
      await become('容量', 'integer');
      await stored(page);
      await page.getByRole('button', { name: '发布…' }).click();
      await page.getByText('有 1 行的值放不进新的类型或长度').waitFor();
      const link = page.getByRole('link', { name: /K3/ });
      expect(await link.getAttribute('href')).toBe(`/forms/${form}/${String(unfit['id'])}`);
      const match = { 'if-match': `"${String(unfit['revision'])}"` };
      await node.ask('PATCH', `/api/forms/${form}/records/${String(unfit['id'])}`, { [size]: '10' }, match);
      await page.getByRole('link', { name: '继续设计' }).click();
      await become('等级', 'choices');
      await page.getByText('2 步改动已保存').waitFor();
      await page.getByRole('button', { name: '发布…' }).click();
      const converts = page.locator('li', { hasText: /把“计量单位”的“容量”由.*转换为/ });
      await converts.getByText(/^\d+ 行$/).waitFor();
      const go = page.getByRole('button', { name: '发布', exact: true });
      await expect.poll(() => go.isEnabled(), { timeout: 30_000 }).toBe(true);
      await go.click();
      await page.locator('gj-list-page').waitFor();
      const now = await node.ask('GET', `/api/forms/${form}/records/${String(unfit['id'])}`);
      expect(now.body).toMatchObject({ [size]: 10, [grade]: [value] });
    });

    it('of two people: they see each other and each other’s work; of one property the second decides; what was typed without a network is not lost; one publishes what the other made', async () => {
      const ann = await site().visit({ path: `/design/${form}` });
      await add(ann, '产地');
      await stored(ann);
      await ann.getByRole('button', { name: '更多' }).click();
      await ann.getByRole('menuitem', { name: '与他人一起设计…' }).click();
      await ann.getByRole('checkbox', { name: '共享这个设计' }).check();
      await ann.keyboard.press('Escape');

      const ben = await site().visit({ path: `/design/${form}`, user: 'ben', password });
      await tile(ben, '产地').click();
      await ann.locator('gj-page-head .badge', { hasText: '贝恩' }).waitFor();
      await ben.locator('gj-page-head .badge.accent').waitFor();

      // Lines of both are there for both.
      await Promise.all([add(ann, '甲列'), add(ben, '乙列')]);
      await Promise.all([tile(ann, '乙列').waitFor(), tile(ben, '甲列').waitFor()]);

      // Both name the same field; the second of them hears of it and decides.
      await tile(ben, '产地').click();
      await expect.poll(() => label(ben).inputValue()).toBe('产地');
      await ben.context().setOffline(true);
      await label(ben).fill('来源');
      await ben.getByText('连不上服务器，会自动再试').waitFor();
      await tile(ann, '产地').click();
      await expect.poll(() => label(ann).inputValue()).toBe('产地');
      await label(ann).fill('出处');
      await label(ann).blur();
      await stored(ann);
      await ben.context().setOffline(false);
      await ben.getByText('他人刚刚修改了同一处').waitFor();
      const both = ben.locator('gj-design-over gj-dialog');
      await both.getByRole('heading', { name: /改“.*”的名称/ }).waitFor();
      expect(await both.locator('dd').allTextContents()).toEqual(['来源', '出处']);
      await picture(ben, 'design-conflict');
      await ben.getByRole('button', { name: '用我的' }).click();
      await tile(ann, '来源').waitFor();

      // A browser that dies without a network has what was typed when it comes back.
      await ben.context().setOffline(true);
      await tile(ben, '乙列').click();
      await expect.poll(() => label(ben).inputValue()).toBe('乙列');
      await label(ben).fill('丙列');
      await ben.getByText('连不上服务器，会自动再试').waitFor();
      const again = await ben.context().newPage();
      await ben.close({ runBeforeUnload: false });
      await again.context().setOffline(false);
      await again.goto(`/design/${form}`);
      await tile(again, '丙列').waitFor();
      await tile(ann, '丙列').waitFor();

      // A design can go live by itself later; a person who changes it after that has to say so again.
      await ann.getByRole('button', { name: '发布…' }).click();
      const later = ann.getByRole('button', { name: '定时发布…' });
      await expect.poll(() => later.isEnabled(), { timeout: 30_000 }).toBe(true);
      await later.click();
      await ann.getByLabel('发布时间：日期').fill('2099-01-01');
      await ann.getByLabel('发布时间：时刻').fill('08:00');
      await ann.getByLabel('发布时间：时刻').press('Tab');
      await ann.getByRole('button', { name: '定时', exact: true }).click();
      await ann.getByText(/将在 2099-01-01.*发布；再改动就取消。/).waitFor();
      await ann.getByRole('link', { name: '继续设计' }).click();
      await add(ann, '丁列');
      await stored(ann);

      // Its author cannot approve it; nor can the other one, who had a hand in it.
      await askApproval(site());
      await ann.getByRole('button', { name: '发布…' }).click();
      await ann.getByRole('button', { name: '提交审批' }).click();
      await ann.getByText('已提交，等另一位设计者批准。').waitFor();
      await again.goto('/design/publish');
      await again.getByText('您参与过这个设计，需由没有参与的人批准。').waitFor();
      expect(await again.getByRole('button', { name: '批准' }).count()).toBe(0);

      // The third one finds it at home, sends it back with why, and agrees to what comes again.
      await hireDesigner(site(), 'cai', '蔡琴');
      const cai = await site().visit({ user: 'cai', password });
      await cai
        .getByRole('link', { name: /^批准设计：/ })
        .first()
        .click();
      await cai.getByRole('button', { name: '批准' }).waitFor();
      await cai.locator('gj-plan').getByText('甲列').first().waitFor();
      await cai.getByRole('button', { name: '退回修改…' }).click();
      await cai.getByLabel('原因 *').fill('丁列写清楚些');
      await cai.getByRole('button', { name: '退回', exact: true }).click();
      await ann.getByText('退回：丁列写清楚些').waitFor();
      await ann.getByRole('button', { name: '提交审批' }).click();
      await cai.getByRole('button', { name: '批准' }).click();
      await cai.getByText('已批准。').waitFor();
      const agreed = cai.getByRole('button', { name: '定时发布…' });
      await expect.poll(() => agreed.isEnabled(), { timeout: 30_000 }).toBe(true);
      await agreed.click();
      await cai.getByLabel('发布时间：日期').fill('2099-01-01');
      await cai.getByLabel('发布时间：时刻').fill('08:00');
      await cai.getByLabel('发布时间：时刻').press('Tab');
      await cai.getByRole('button', { name: '定时', exact: true }).click();
      await cai.locator('gj-notices').getByRole('button', { name: '撤销' }).click();
      await cai.getByText('已批准。').waitFor();
      const go = cai.getByRole('button', { name: '发布', exact: true });
      await expect.poll(() => go.isEnabled(), { timeout: 30_000 }).toBe(true);
      await go.click();
      await cai.getByText('已发布，打开的页面会自动更新。').first().waitFor();
      expect(await liveLabels(site())).toEqual(expect.arrayContaining(['来源', '甲列', '丙列']));
      site().problems.length = 0;
    });
  },
  { packages: ['platform', 'basis'], story: true },
);
