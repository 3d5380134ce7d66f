import { expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { pageNames, sitePage } from './site-pages.ts';

inBrowser(
  'every page',
  (site) => {
    for (const name of pageNames) {
      it(`${name}: axe finds nothing serious in both themes`, async () => {
        const { path, signedIn = true } = await sitePage(site(), name);
        for (const theme of ['light', 'dark'] as const) {
          const page = await site().visit({ path, theme, signedIn });
          await page.waitForLoadState('networkidle');
          expect(await axeFindings(page), theme).toEqual([]);
        }
      });

      it(`${name}: nothing is cut at 1024 in both languages`, async () => {
        const { path, signedIn = true } = await sitePage(site(), name);
        for (const language of ['zh', 'en'] as const) {
          const size = { width: 1024, height: 768 };
          const page = await site().visit({ path, language, size, signedIn });
          await page.waitForLoadState('networkidle');
          expect(await cutElements(page), language).toEqual([]);
        }
      });
    }
  },
  { demo: true },
);
