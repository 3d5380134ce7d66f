import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { settled } from './settled.ts';
import { sitePage } from './site-pages.ts';

interface Loaded {
  readonly name: string;
  readonly kind: 'script' | 'style' | 'font' | 'other';
  /** As it travels, in KB. */
  readonly size: number;
}

/** What the browser's own resource entries say was fetched, sized as the server sends it. */
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
      ['home', 140],
      ['list', 220],
      ['record', 242],
    ] as const)('%s loads at most %d KB of scripts, 20 of CSS and no font', async (name, most) => {
      const page = await site().visit({ path: (await sitePage(site(), name)).path });
      const all = await loaded(page);
      expect(total(all, 'script')).toBeGreaterThan(10);
      expect(total(all, 'script')).toBeLessThanOrEqual(most);
      expect(total(all, 'style')).toBeLessThanOrEqual(20);
      expect(all.filter(({ kind }) => kind === 'font')).toEqual([]);
    });

    it('no lazy chunk is larger than 60 KB', () => {
      const folder = process.env['GUIJU_TEST_UI'] ?? 'dist/ui';
      const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
      const chunks = Object.values<{ file: string; isEntry?: boolean }>(manifest).filter(
        ({ file, isEntry }) => file.endsWith('.js') && !isEntry,
      );
      const large = chunks
        .map(({ file }) => ({
          file,
          size: gzipSync(readFileSync(join(folder, file)), { level: 9 }).length / 1024,
        }))
        .filter(({ size }) => size > 60);
      expect(chunks.length).toBeGreaterThan(5);
      expect(large).toEqual([]);
    });

    it('asks nobody else: nothing of Vaadin’s statistics and its development mode is in the bundle', () => {
      const folder = process.env['GUIJU_TEST_UI'] ?? 'dist/ui';
      const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
      const files = new Set(Object.values<{ file: string }>(manifest).map(({ file }) => file));
      for (const file of files)
        expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/tools\.vaadin\.com|vaadin-dev-mode/);
    });
  },
  { demo: true },
);
