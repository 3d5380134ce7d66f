import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { viewKinds } from '../metadata/property/view-kinds.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { field, partOrder, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const order = partOrder(
  field('buyer', 'text', '买方', { length: 40 }),
  field('amount', 'money', '金额'),
  field('lines', 'entries', '货物', { fields: [field('part', 'text', '品名', { length: 40 })] }),
);
const guiju = { prefix: 'parts', label: { zh: '配件', en: 'Parts' } };
const files = {
  'package.json': { name: 'parts', version: '1.0.0', peerDependencies: { platform: '*' }, guiju },
  'forms/part-order.json': order,
};
const languages = ['zh', 'en'] as const;
const words = {
  zh: {
    ways: /^显示方式/,
    board: '看板',
    choice: '添加一个单选字段',
    fresh: '新字段：单选',
    tree: '添加一个上级字段',
    parent: '新字段：上级',
    print: '做一个打印模板',
    more: '更多',
    add: '添加视图',
  },
  en: {
    ways: /^Shown as/,
    board: 'Board',
    choice: 'Add a choice field',
    fresh: 'New field: Choice',
    tree: 'Add a parent field',
    parent: 'New field: Parent',
    print: 'Create a print template',
    more: 'More',
    add: 'Add a view',
  },
} as const;

inBrowser(
  'what a form does not have yet',
  (site) => {
    let record = '';
    beforeAll(async () => {
      await publishFiles(site(), files);
      const made = await site().node.ask('POST', '/api/forms/part-order/records', { buyer: 'A' });
      record = String(made.body['id']);
    });
    /** A menu as it opens at both widths; it does not follow the window while it is open. */
    const opened = async (page: Page, button: Locator, name: string) => {
      for (const width of [1024, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await settled(page);
        await button.click();
        await settled(page);
        await picture(page, `${name}-${width}`);
        if (width === 1440) return expect(await axeNow(page), name).toEqual([]);
        await page.keyboard.press('Escape');
      }
    };
    const items = (page: Page) => page.getByRole('menuitem').or(page.getByRole('menuitemradio'));

    it.each(languages)(
      'is told in the menu of the ways to see records, and added from there (%s)',
      async (language) => {
        const said = words[language];
        const page = await site().visit({ path: '/forms/part-order', language });
        await opened(page, page.getByRole('button', { name: said.ways }), `missing-views-${language}`);
        expect(await items(page).count()).toBe(viewKinds.length);
        await page.getByRole('menuitem', { name: new RegExp(`^${said.board}.*${said.choice}`, 's') }).click();
        await page.waitForURL(/\/design\/part-order/);
        await page.getByRole('heading', { name: said.fresh }).waitFor();
        // It is begun once: a page that is loaded anew begins nothing.
        expect(new URL(page.url()).searchParams.has('add')).toBe(false);
        await isSound(page, `missing-views-add-${language}`);
      },
    );

    it.each(languages)('is added from the menu of the designer, too (%s)', async (language) => {
      const said = words[language];
      const page = await site().visit({ path: '/design/part-order?tab=views', language });
      const add = page.getByRole('button', { name: said.add, exact: true });
      await opened(page, add, `missing-views-design-${language}`);
      expect(await items(page).count()).toBe(viewKinds.length);
      await page.getByRole('menuitem', { name: new RegExp(said.tree) }).click();
      await page.getByRole('heading', { name: said.parent }).waitFor();
    });

    it.each(languages)('is a template to print by, in the menus of records (%s)', async (language) => {
      const said = words[language];
      const page = await site().visit({ path: '/forms/part-order', language });
      await page.getByRole('checkbox').nth(1).check();
      const bulk = page.getByRole('toolbar');
      await opened(page, bulk.getByRole('button', { name: said.more }), `missing-print-list-${language}`);
      await page.getByRole('menuitem', { name: new RegExp(said.print) }).waitFor();
      await page.goto(`/forms/part-order/${record}`);
      await opened(page, page.getByRole('button', { name: said.more }).first(), `missing-print-${language}`);
      await page.getByRole('menuitem', { name: new RegExp(said.print) }).click();
      await page.waitForURL(/\/design\/part-order\?tab=prints/);
      await page.locator('gj-prints-design').waitFor();
    });
  },
  { packages: ['platform'] },
);
