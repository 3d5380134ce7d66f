import { expect, it } from 'vitest';
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
  ],
  en: [
    ...['New form', 'English name', 'Car', 'Start designing', 'Publish…', 'Publish'],
    ...['New record', 'Continue designing', 'Copy link for others', 'Seen by:'],
  ],
} as const;

inBrowser(
  'a form that is made and published',
  (site) => {
    it.each(['zh', 'en'] as const)('says who will see it, and what to go on with (%s)', async (language) => {
      const [fresh = '', called = '', name = '', begin = '', open = '', publish = '', record = ''] =
        words[language];
      const [design = '', link = '', seen = ''] = words[language].slice(7);
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
      const lines = page.locator('gj-publish-page li').filter({ hasText: name, visible: true });
      expect(await lines.count()).toBe(1);
      await lines.locator('summary').click();
      expect(await lines.count()).toBeGreaterThan(1);
      await button(publish).click();
      await page.locator('gj-list-page').waitFor();
      const notices = page.locator('gj-notices');
      await notices.getByRole('link', { name: design }).waitFor();
      await isSound(page, `published-${language}`);
      const list = page.url().split('?')[0];
      await notices.getByRole('button', { name: link }).click();
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(list);
      await notices.getByRole('link', { name: record }).click();
      await page.waitForURL(`${list}/new`);
    });
  },
  { packages: ['platform'], story: true },
);
