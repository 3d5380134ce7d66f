import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';

inBrowser(
  'pages of a domain whose package is not installed',
  (site) => {
    it.each(['/imaging', '/review', '/lab'])(
      'are not there, and say nothing of what is missing: %s',
      async (path) => {
        const page = await site().visit({ path, language: 'en' });
        await page.getByRole('heading', { name: 'Page not found' }).waitFor();
        expect(await page.title()).toMatch(/^Page not found/);
      },
    );
  },
  { packages: ['platform', 'basis'] },
);
