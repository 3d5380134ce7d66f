import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeInBothThemes } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { settled } from './settled.ts';
import { pageNames, sitePage } from './site-pages.ts';

inBrowser(
  'every page',
  (site) => {
    for (const name of pageNames) {
      it(`${name}: nothing is cut at 1024 in both languages, axe finds nothing serious in both themes`, async () => {
        const { path, signedIn = true } = await sitePage(site(), name);
        const visit = async (language: 'zh' | 'en') => {
          const page = await site().visit({
            ...{ path, language, signedIn },
            size: { width: 1024, height: 768 },
          });
          await settled(page);
          expect(await cutElements(page), language).toEqual([]);
          return page;
        };
        await (await visit('en')).close();
        const page = await visit('zh');
        await page.setViewportSize({ width: 1440, height: 900 });
        expect(await axeInBothThemes(page)).toEqual([]);
      });
    }

    it('sets quotes in English as narrow as English does, and numerals in columns, in dialogs as well', async () => {
      const page = await site().visit({ path: '/match/invoice-item', language: 'en' });
      const hint = page.getByText('Fill in facts and press “Match”');
      const width = await hint.evaluate((text) => {
        const node = [...text.childNodes].find((one) => one.nodeValue?.includes('“')) as Text;
        const range = document.createRange();
        range.setStart(node, node.data.indexOf('“'));
        range.setEnd(node, node.data.indexOf('“') + 1);
        return range.getBoundingClientRect().width;
      });
      expect(width).toBeLessThan(9);
      await page.goto('/audit');
      await page.getByRole('button', { name: 'Details' }).first().click();
      const styles = await page
        .getByRole('dialog', { name: 'Audit details' })
        .evaluate((dialog) => [
          getComputedStyle(dialog).fontVariantEastAsian,
          getComputedStyle(dialog).fontVariantNumeric,
          getComputedStyle(dialog).fontSize,
        ]);
      expect(styles).toEqual(['proportional-width', 'tabular-nums', '13px']);
    });

    it('has what removes a row of facts in sight beside its columns', async () => {
      for (const width of [1440, 1024]) {
        const page = await site().visit({ path: '/match/invoice-item', size: { width, height: 900 } });
        const remove = page.getByRole('button', { name: '删除第 1 行' });
        const seen = await remove.evaluate((button) => {
          const frame = (button.closest('.scroll') as HTMLElement).getBoundingClientRect();
          return button.getBoundingClientRect().right <= frame.right;
        });
        expect(seen, String(width)).toBe(true);
        const fields = page.locator('gj-fact-lines gj-fact-field');
        const last = (await fields.last().boundingBox()) ?? { x: 0, width: 0 };
        expect(last.x + last.width).toBeLessThanOrEqual((await remove.boundingBox())?.x ?? 0);
      }
    });

    it.each([
      ['the organisation switch', (page) => page.getByRole('combobox', { name: '当前组织' }).click()],
      ['the quick jump', (page) => page.keyboard.press('Control+k')],
      ['the jobs', (page) => page.getByRole('button', { name: '任务与通知' }).click()],
      ['the language menu', (page) => page.getByRole('button', { name: '语言' }).click()],
      ['the menu of oneself', (page) => page.getByRole('button', { name: /^我: / }).click()],
    ] satisfies [string, (page: Page) => Promise<void>][])(
      'axe finds nothing serious with %s open',
      async (_, open) => {
        const page = await site().visit();
        await settled(page);
        await open(page);
        expect(await axeInBothThemes(page)).toEqual([]);
      },
    );
  },
  { demo: true },
);
