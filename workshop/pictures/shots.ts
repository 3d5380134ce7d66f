import { mkdirSync } from 'node:fs';
import { openSite, type Site } from '../../e2e/open-site.ts';
import { settled } from '../../e2e/settled.ts';
import { packagesOfPages, pageNames, sitePage } from '../../e2e/site-pages.ts';

/**
 * `npm run shots [-- names]`: pictures of every page in both languages and themes, on a desk, on a small screen and
 * on a phone, to be looked at, into the ignored folder shots/.
 */
const wanted = process.argv.slice(2);
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
const folder = process.env['GUIJU_SHOTS'] ?? 'shots';
mkdirSync(folder, { recursive: true });

/** Pages that would stand empty in a fresh system: work that was done and failed, a token, a rule that never wins. */
async function fill({ node }: Site): Promise<void> {
  await node.ask('GET', '/api/forms/invoice-item/export?mode=job');
  const orgs = { 'content-type': 'text/csv' };
  await node.ask('POST', '/api/forms/organisation/import', 'number,name,parent\nX1,门店,NOWHERE', orgs);
  await node.ask('POST', '/api/me/tokens', { name: 'ERP', scopes: ['read', 'write'] });
  const leaf = (value: string) => ({ fact: 'number', operator: 'equal', value });
  await node.ask('POST', '/api/forms/invoice-item/records', {
    number: 'NEVER',
    name: '永不匹配',
    category: 'KPXFL-DZ',
    taxCategory: '1090511010000000000',
    rate: '0.13',
    condition: { all: [leaf('A'), leaf('B')] },
  });
}

const site = await openSite({ demo: true, packages: packagesOfPages });
try {
  await fill(site);
  for (const name of pageNames) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const { path, signedIn = true } = await sitePage(site, name);
    for (const language of ['zh', 'en'] as const) {
      for (const theme of ['light', 'dark'] as const) {
        const page = await site.visit({ path, language, theme, signedIn });
        await settled(page);
        // What the browser works out by itself, as the designer's looks, is no request.
        await page.locator('gj-skeleton').first().waitFor({ state: 'detached' });
        for (const size of sizes) {
          await page.setViewportSize(size);
          await settled(page);
          await page.screenshot({ path: `${folder}/${name}-${language}-${theme}-${size.width}.png` });
        }
        await page.context().close();
      }
    }
    process.stdout.write(`${name}\n`);
  }
  for (const problem of site.problems) process.stdout.write(`${problem}\n`);
} finally {
  await site.close();
}
