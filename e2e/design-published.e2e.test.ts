import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { designer, field, label } from '../runtime/http/design/designing.suite.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

const words = {
  zh: [
    '新表单',
    '中文名称',
    '车辆',
    '开始设计',
    '发布…',
    '发布',
    '新建一条',
    '继续设计',
    '复制链接给同事',
    '谁能看：',
    '导入',
  ],
  en: [
    ...['New form', 'English name', 'Car', 'Start designing', 'Publish…', 'Publish'],
    ...['New record', 'Continue designing', 'Copy link for others', 'Seen by:', 'Import'],
  ],
} as const;

inBrowser(
  'a form that is made and published',
  (site) => {
    it.each(['zh', 'en'] as const)('says who will see it, and what to go on with (%s)', async (language) => {
      const [fresh = '', called = '', name = '', begin = '', open = '', publish = '', record = ''] =
        words[language];
      const [design = '', link = '', seen = '', importing = ''] = words[language].slice(7);
      const page = await site().visit({ path: '/design', language });
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const button = (text: string) => page.getByRole('button', { name: text, exact: true });
      await button(fresh).click();
      const marks = () =>
        page.locator('gj-form-dialog svg circle').evaluateAll((all) => all.map((one) => one.dataset['look']));
      const drawn: string[] = [];
      for (const way of ['own', 'given', 'everybody']) {
        await page.locator('select[name=seen]').selectOption(way);
        await page.getByText(seen).waitFor();
        const looks = await marks();
        drawn.push(`${way}: ${looks.filter((one) => one === 'sees').length} of ${looks.length}`);
      }
      expect(drawn).toEqual(['own: 1 of 5', 'given: 1 of 5', 'everybody: 5 of 5']);
      await isSound(page, `new-form-${language}`);
      await page.getByLabel(called).fill(name);
      await button(begin).click();
      await page.locator('gj-design-canvas').waitFor();
      await button(open).click();
      await expect.poll(() => button(publish).isEnabled(), { timeout: 30_000 }).toBe(true);
      // All that belongs to the new form is in one line, which opens.
      const steps = page.locator('section[aria-labelledby=steps] li');
      const lines = steps.filter({ hasText: name, visible: true });
      expect(await lines.count()).toBe(1);
      await lines.locator('summary').click();
      expect(await lines.count()).toBeGreaterThan(1);
      // The table that is made for it stands in the plan.
      await page.locator('#tables li').filter({ hasText: name }).first().waitFor();
      await button(publish).click();
      await page.locator('gj-list-page').waitFor();
      const notices = page.locator('gj-notices');
      await notices.getByRole('link', { name: design }).waitFor();
      await isSound(page, `published-${language}`);
      // What lies over the page hides it for as long as it is there.
      await page.getByRole('button', { name: importing, exact: true }).click();
      const dialog = page.locator('gj-dialog dialog[open]');
      await dialog.waitFor();
      await expect.poll(() => notices.getByRole('link', { name: design }).count()).toBe(0);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await notices.getByRole('link', { name: design }).waitFor();
      const list = page.url().split('?')[0];
      await notices.getByRole('button', { name: link }).click();
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(list);
      await notices.getByRole('link', { name: record }).click();
      await page.waitForURL(`${list}/new`);
    });

    it('is planned anew on the open page when somebody else goes on designing, until it may be published', async () => {
      const other = designer(site().node);
      const id = await other.begin();
      const called = (zh: string) => ({ ...label('Lift'), zh });
      const content = {
        name: 'lift',
        kind: 'master',
        sharing: 'everybody',
        label: called('电梯'),
        fields: [field('number', 'text', { required: true }), field('size', 'integer')],
      };
      await other.take(id, 0, [{ do: 'add-form', content: content as never }]);
      const page = await site().visit({ path: `/design/publish?design=${id}` });
      const publish = page.getByRole('button', { name: '发布', exact: true });
      const steps = page.locator('gj-publish-page section').filter({ hasText: '这次的改动' });
      await expect.poll(() => publish.isEnabled(), { timeout: 30_000 }).toBe(true);
      const rename = (zh: string) =>
        ({ do: 'set', form: 'lift', target: 'label', value: called(zh) }) as const;
      const least = (value: number) =>
        ({ do: 'set', form: 'lift', target: 'fields/size/min', value }) as const;
      const most = { do: 'set', form: 'lift', target: 'fields/size/max', value: 3 } as const;
      expect((await other.take(id, 1, [rename('观光电梯'), least(9), most])).status).toBe(200);
      await expect.poll(() => publish.isEnabled(), { timeout: 30_000 }).toBe(false);
      await steps.getByText('观光电梯').first().waitFor();
      await page.getByRole('heading', { name: '请先修正' }).waitFor();
      expect((await other.take(id, 4, [least(1)])).status).toBe(200);
      await expect.poll(() => publish.isEnabled(), { timeout: 30_000 }).toBe(true);
      await publish.click();
      await page.locator('gj-notices').getByText('已发布').waitFor();
      expect((await site().node.ask('GET', '/api/forms/lift')).body['label']).toMatchObject({
        zh: '观光电梯',
      });
    });

    it('is told as published on every page that stood open with it, and typing goes on in the next design', async () => {
      const other = designer(site().node);
      const id = await other.begin();
      const field2 = field('weight', 'integer');
      await other.take(id, 0, [{ do: 'add-field', form: 'lift', content: field2 as never }]);
      const [waiting, designing] = await Promise.all([
        site().visit({ path: `/design/publish?design=${id}` }),
        site().visit({ path: '/design/lift' }),
      ]);
      const publish = waiting.getByRole('button', { name: '发布', exact: true });
      await expect.poll(() => publish.isEnabled(), { timeout: 30_000 }).toBe(true);
      await designing.locator('gj-design-canvas').getByText('weight').first().waitFor();
      await other.publish(id);
      const heading = { name: /^已发布/ };
      await waiting.getByRole('heading', heading).waitFor();
      expect(await publish.count()).toBe(0);
      await waiting.getByRole('link', { name: '所有表单' }).waitFor();
      await designing.locator('gj-notices').getByText('这个设计已在别处发布').waitFor();
      await designing.getByRole('button', { name: '添加字段：整数' }).click();
      await designing.keyboard.type('载重');
      await designing.keyboard.press('Enter');
      await expect
        .poll(async () => {
          const { items } = (await other.ask('GET', '/api/design/drafts')).body;
          const open = (items as JsonObject[]).filter(({ state }) => state === 'open');
          return open.map((one) => one['id'] === id);
        })
        .toEqual([false]);
    });
  },
  { packages: ['platform'], story: true },
);
