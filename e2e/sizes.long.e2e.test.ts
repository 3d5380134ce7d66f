import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { settled } from './settled.ts';
import { packagesOfPages, sitePage } from './site-pages.ts';

interface Loaded {
  readonly name: string;
  readonly kind: 'script' | 'style' | 'font' | 'other';
  /** As it travels, in KB. */
  readonly size: number;
}

/** Answers the files that the browser's own resource entries list, sized as the server sends them. */
async function loaded(page: Page): Promise<readonly Loaded[]> {
  await settled(page);
  return page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => !new URL(name).pathname.startsWith('/api/'))
      .map(({ name, encodedBodySize }) => {
        const path = new URL(name).pathname;
        const end = path.slice(path.lastIndexOf('.') + 1);
        const kind = { js: 'script', css: 'style', woff2: 'font', woff: 'font', ttf: 'font' }[end] ?? 'other';
        return { name: path, kind: kind as 'script', size: encodedBodySize / 1024 };
      }),
  );
}

const total = (all: readonly Loaded[], kind: Loaded['kind']) =>
  all.filter((one) => one.kind === kind).reduce((sum, { size }) => sum + size, 0);

inBrowser(
  'sizes over the wire, gzip',
  (site) => {
    it.each([
      ['sign-in', 24, 5],
      ['home', 111, 14],
      ['list', 255, 26],
      ['record', 318, 62],
      ['lab', 241, 30],
    ] as const)(
      '%s loads at most %d KB of scripts in %d pieces, 20 of CSS and no font',
      async (name, most, pieces) => {
        const { path, ...who } = await sitePage(site(), name);
        const page = await site().visit({ path, ...who });
        const all = await loaded(page);
        expect(all.filter(({ kind }) => kind === 'script').length).toBeLessThanOrEqual(pieces);
        expect(total(all, 'script')).toBeGreaterThan(10);
        expect(total(all, 'script')).toBeLessThanOrEqual(most);
        expect(total(all, 'style')).toBeLessThanOrEqual(20);
        expect(all.filter(({ kind }) => kind === 'font')).toEqual([]);
      },
    );

    it('a browser without Temporal of its own fetches one, and only such a browser', async () => {
      const { path } = await sitePage(site(), 'record');
      const page = await site().visit({ path });
      const ofTemporal = /\/(?:global\.esm|classApi-basic)-/;
      const fetched = async () => (await loaded(page)).filter(({ name }) => ofTemporal.test(name));
      expect(await fetched()).toEqual([]);
      await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Temporal'));
      await page.reload();
      await page.locator('gj-record-field').first().waitFor();
      expect(await fetched()).toHaveLength(2);
    });

    /** Every script that was built, in KB gzip. */
    const built = () => {
      const folder = join(process.env['GUIJU_TEST_UI'] ?? 'dist/ui', 'assets');
      return readdirSync(folder)
        .filter((file) => file.endsWith('.js'))
        .map((file) => ({
          file,
          size: gzipSync(readFileSync(join(folder, file)), { level: 9 }).length / 1024,
        }));
    };
    /**
     * What draws all sorts of codes, an editor of code, and one of rich text: where there is one; the compiler of
     * packages, with what judges conditions while one designs: of the designer alone; what draws PDFs: of their frame alone.
     */
    const large: Readonly<Record<string, number>> = {
      'code-looks': 115,
      'design-worker': 241,
      'draw-code': 95,
      'gj-rich-control': 75,
      'pdf-frame': 150,
    };

    it('no lazy chunk is larger than 60 KB, but for what is known to be', () => {
      const chunks = built();
      const beyond = chunks.filter(({ file, size }) => size > (large[file.replace(/-.{8}\.js$/, '')] ?? 60));
      expect(chunks.length).toBeGreaterThan(5);
      expect(beyond).toEqual([]);
    });

    it('the designer with its editor of JSON comes to 517 KB beside what every page has, and nobody else loads any of it', async () => {
      const list = await site().visit({ path: (await sitePage(site(), 'list')).path });
      const elsewhere = new Set((await loaded(list)).map(({ name }) => name));
      expect([...elsewhere].filter((name) => /design/.test(name) && !name.includes('may-design'))).toEqual(
        [],
      );
      const record = await site().visit({ path: (await sitePage(site(), 'record')).path });
      for (const { name } of await loaded(record)) elsewhere.add(name);
      const page = await site().visit({ path: '/design/invoice-item' });
      await page.locator('gj-design-canvas .tile').first().waitFor();
      await page.getByRole('button', { name: '预览' }).click();
      await page.locator('gj-design-preview gj-record-field').first().waitFor();
      await page.getByRole('tab', { name: 'JSON' }).click();
      await page.locator('gj-design-json').waitFor();
      const own = (await loaded(page)).filter(({ name, kind }) => kind === 'script' && !elsewhere.has(name));
      const worker = built().find(({ file }) => file.startsWith('design-worker'))?.size ?? 0;
      const isCounted = own.some(({ name }) => name.includes('design-worker'));
      expect(total(own, 'script')).toBeGreaterThan(100);
      expect(total(own, 'script') + (isCounted ? 0 : worker)).toBeLessThanOrEqual(517);
    });

    it('asks nobody else: nothing of Vaadin’s statistics and its development mode is in the bundle', () => {
      const folder = process.env['GUIJU_TEST_UI'] ?? 'dist/ui';
      const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
      const files = new Set(Object.values<{ file: string }>(manifest).map(({ file }) => file));
      for (const file of files)
        expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/tools\.vaadin\.com|vaadin-dev-mode/);
    });
  },
  { demo: true, packages: packagesOfPages },
);
