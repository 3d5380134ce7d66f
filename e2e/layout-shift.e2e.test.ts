import { expect, it } from 'vitest';
import { isLong } from '../workshop/runs.ts';
import { inBrowser } from './browser.ts';
import { type Shift, shiftsOf, watchShifts } from './layout-shift.ts';
import { settled } from './settled.ts';
import { packagesOfPages, pageNames, sitePage } from './site-pages.ts';

/** More than this a reader sees. */
const most = 0.02;

inBrowser(
  'what stands on a page stays where it is',
  (site) => {
    const timeout = isLong ? 300_000 : 90_000;
    it('while the page is loaded, on every page, in the window of a desk and of a phone', {
      timeout,
    }, async () => {
      const sizes = [
        { width: 1440, height: 900 },
        { width: 390, height: 844 },
      ];
      const restless: Record<string, readonly Shift[]> = {};
      const found = await Promise.all(
        pageNames.map(async (name) => ({ name, ...(await sitePage(site(), name)) })),
      );
      const page = await site().visit();
      await watchShifts(page);
      const shown = found.filter(({ signedIn }) => signedIn !== false);
      for (const [turn, size] of sizes.entries()) {
        await page.setViewportSize(size);
        // By day each page is opened in one of the two windows.
        for (const { name, path } of shown.filter((_, at) => isLong || at % 2 === turn)) {
          await page.goto(path);
          await settled(page);
          const shifts = await shiftsOf(page);
          if (shifts.reduce((sum, { value }) => sum + value, 0) >= most)
            restless[`${name} at ${size.width}`] = shifts;
        }
      }
      site().problems.length = 0;
      expect(restless).toEqual({});
    });
  },
  { demo: true, packages: packagesOfPages },
);
