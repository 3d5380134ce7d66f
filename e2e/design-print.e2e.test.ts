import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { languages } from '../workshop/runs.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';
import { publishSpecimens } from './specimens.ts';

const form = 'invoice-application';
const sheet = (page: Page) => page.frameLocator('gj-print-preview iframe');
const outline = (page: Page) => page.locator('gj-print-outline');
const panel = (page: Page) => page.locator('gj-print-panel');

const tabs = { zh: '打印', en: 'Print' } as const;

inBrowser(
  'print templates are designed',
  (site) => {
    it.each(languages.map((language) => [language] as const))(
      'one that ships is shown with its sheet, whole and readable by everybody, in %s',
      async (language) => {
        const page = await site().visit({ path: `/design/${form}`, language });
        await page.getByRole('tab', { name: tabs[language], exact: true }).click();
        await sheet(page)
          .getByText(language === 'zh' ? '购买方' : 'Buyer', { exact: true })
          .waitFor();
        for (const width of [1440, 1024]) {
          await page.setViewportSize({ width, height: width === 1440 ? 900 : 768 });
          await settled(page);
          expect(await cutElements(page)).toEqual([]);
          await picture(page, `print-design-${language}-${width}`);
          await outline(page)
            .getByRole('button')
            .filter({ hasText: /明细表|Table/ })
            .click();
          await settled(page);
          expect(await cutElements(page)).toEqual([]);
          await picture(page, `print-design-${language}-${width}-table`);
          await panel(page)
            .getByRole('button', { name: /^(关闭|Close)$/ })
            .click();
        }
        expect(await axeNow(page)).toEqual([]);
      },
    );

    it('one is made, seen while it is typed, published, and prints a record', async () => {
      const page = await site().visit({ path: `/design/${form}?tab=prints`, language: 'zh' });
      await page.getByRole('button', { name: '新打印模板' }).click();
      await page.getByLabel('中文名称').fill('内部传阅单');
      await page.getByRole('button', { name: '开始设计' }).click();
      await sheet(page).getByText('内部传阅单', { exact: true }).waitFor();
      await sheet(page).locator('table.pairs').first().waitFor();
      expect(await axeNow(page)).toEqual([]);

      await outline(page).getByRole('button', { name: /^文字/ }).click();
      const words = panel(page).getByLabel('文字（中文）');
      await words.fill('传阅：');
      await panel(page).getByLabel('插入变量…').selectOption('number');
      await sheet(page).getByText('传阅：NO-0001', { exact: true }).waitFor();

      await page.locator('gj-print-outline gj-menu').getByRole('button', { name: '添加一块' }).click();
      await page.getByRole('menuitem', { name: '条码' }).click();
      await sheet(page).locator('figure svg').waitFor();
      const lines = outline(page).locator('li > button');
      const at = async () => (await lines.allTextContents()).findIndex((one) => one.includes('条码'));
      const before = await at();
      await lines.nth(before).press('Alt+ArrowDown');
      await expect.poll(at).toBe(before + 1);

      await words.waitFor({ state: 'detached' });
      await outline(page).getByRole('button', { name: /^文字/ }).click();
      await words.fill('传阅：[&numbr&]');
      await panel(page).getByRole('list', { name: '问题' }).getByText('numbr').waitFor();
      await picture(page, 'print-design-problem');
      await page.keyboard.press('Tab');
      await words.fill('传阅：[&number&]');
      await panel(page).getByRole('list', { name: '问题' }).waitFor({ state: 'detached' });

      await page.getByText(/步改动已保存/).waitFor();
      const pdf = page.waitForResponse((answer) => answer.url().includes('/api/design/print'));
      const saved = page.waitForEvent('download');
      await page.locator('gj-print-preview').getByRole('button', { name: 'PDF' }).click();
      expect((await pdf).headers()['content-type']).toBe('application/pdf');
      expect((await saved).suggestedFilename()).toBe('内部传阅单 样例.pdf');

      await page.getByRole('button', { name: '发布…' }).click();
      const go = page.getByRole('button', { name: '发布', exact: true });
      await expect.poll(() => go.isEnabled(), { timeout: 60_000 }).toBe(true);
      await go.click();
      await page.locator('gj-list-page').waitFor();
      const { body } = await site().node.ask('GET', `/api/forms/${form}/prints`);
      const [, own] = body['items'] as readonly JsonObject[];
      expect(own).toMatchObject({ label: { zh: '内部传阅单' }, package: 'local' });
      const { items } = (await site().node.ask('GET', `/api/forms/${form}/records?limit=1&view=manage`)).body;
      const [record] = items as readonly JsonObject[];
      const address = `/api/forms/${form}/records/${String(record?.['id'])}/prints/${String(own?.['name'])}`;
      const printed = await page.request.get(`${site().url}${address}?format=html&view=manage`);
      expect(await printed.text()).toContain(`传阅：${String(record?.['number'])}`);
    });

    it('picked records of a list are one PDF, made as a job and downloaded', async () => {
      const page = await site().visit({ path: `/forms/${form}?view=manage`, language: 'zh' });
      const boxes = page.getByRole('checkbox', { name: /^选择 / });
      await boxes.nth(0).click();
      await boxes.nth(1).click();
      await page.getByRole('toolbar', { name: '批量操作' }).getByRole('button', { name: '更多' }).click();
      await page.getByRole('menuitem', { name: '打印…' }).click();
      const dialog = page.locator('gj-print-dialog');
      await dialog.getByText('打印 2 条记录').waitFor();
      await dialog.getByRole('radio', { name: '开票申请单' }).check();
      expect(await axeNow(page)).toEqual([]);
      await picture(page, 'print-picked');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name: '打印', exact: true }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(/^开票申请单-.+\.pdf$/);
      const text = execFileSync('pdftotext', ['-layout', await file.path(), '-'], { encoding: 'utf8' });
      expect(text.match(/第 1 页，共 \d 页/g)?.length).toBe(2);
      await dialog.getByText('PDF 已生成，正在下载。').waitFor();
    });
  },
  { demo: true },
);

inBrowser('pictures of a record are laid out', (site) => {
  beforeAll(() => publishSpecimens(site()));
  it.each(languages.map((language) => [language] as const))(
    'an image block wants a picture, and shows that of a field where one is picked, in %s',
    async (language) => {
      const page = await site().visit({ path: '/design/specimen?tab=prints', language });
      await page
        .getByRole('button', { name: /^(新打印模板|New print template)$/ })
        .first()
        .click();
      await page.getByLabel(/^(中文名称|Chinese name)/).fill(`单据照片 ${language}`);
      await page.getByRole('button', { name: /^(开始设计|Start designing)$/ }).click();
      await sheet(page).locator('table.pairs').first().waitFor();
      // The sample's formula is of its own values: 12.5 × 1,234.50.
      await sheet(page).getByText('15,431.25', { exact: true }).first().waitFor();
      await page
        .locator('gj-print-outline gj-menu')
        .getByRole('button', { name: /^(添加一块|Add a block)$/ })
        .click();
      await page.getByRole('menuitem', { name: /^(图片|Image)$/ }).click();
      await sheet(page).locator('figure img').waitFor();
      for (const width of [1440, 1024]) {
        await page.setViewportSize({ width, height: width === 1440 ? 900 : 768 });
        await settled(page);
        expect(await cutElements(page)).toEqual([]);
        await picture(page, `print-image-${language}-${width}`);
      }
      expect(await axeNow(page)).toEqual([]);
      await panel(page)
        .getByLabel(/^(图片来源|Picture from)$/)
        .selectOption('');
      await sheet(page).locator('figure img').waitFor({ state: 'detached' });
      await panel(page)
        .getByRole('list', { name: /^(问题|Problems)$/ })
        .getByText(/图片块里还没有图片|image block is empty/)
        .waitFor();
      await picture(page, `print-image-empty-${language}`);
    },
  );
});
