import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { follow } from './follow.ts';
import { settled } from './settled.ts';
import { makeSpecimen, publishSpecimens } from './specimens.ts';

/** Of invoices, and of what is done with them. */
const words = /发票|开票|收票|申请单|红字|invoice|issuing|licen[cs]e/gi;

inBrowser(
  'the platform without invoices',
  (site) => {
    it('shows forms of another business, and no word of invoices on any page or in a menu', async () => {
      await publishSpecimens(site());
      const { id } = await makeSpecimen(site(), { text: '甲' });
      const paths = [
        '/',
        '/forms/specimen',
        '/forms/specimen/new',
        `/forms/specimen/${id}`,
        '/forms/user',
        '/organisation-map',
        '/parameters',
        '/changes',
        '/jobs',
        '/audit',
        '/design',
        '/design/specimen',
        '/packages',
        '/design?tab=menu',
        '/health',
        '/account',
      ];
      for (const language of ['zh', 'en'] as const) {
        const page = await site().visit({ language });
        for (const path of paths) {
          await follow(page, path);
          await settled(page);
          const said = `${await page.title()}\n${await page.locator('body').ariaSnapshot()}`;
          expect(said.match(words) ?? [], `${language} ${path}`).toEqual([]);
        }
        const menu = page.locator('gj-side-menu');
        for (const space of await menu.locator('.spaces button').all()) {
          await space.click();
          expect(await menu.ariaSnapshot()).not.toContain('/lab');
        }
        for (const path of ['/lab', '/imaging', '/review', '/archive']) {
          await follow(page, path);
          await page.locator('gj-missing-page').waitFor();
        }
      }
    });
  },
  { packages: ['platform'], domains: [] },
);
