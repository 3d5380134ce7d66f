import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { build, mergeConfig } from 'vite';
import product from '../vite.config.ts';
import { chromiumPath } from '../workshop/services/chromium.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** A browser, and a page that is built apart from the product. */
export interface BuiltPage {
  readonly browser: Browser;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Builds the page whose `index.html` lies in a folder, and serves it alone: what it shows needs no server of the house.
 */
export async function openBuilt(root: string): Promise<BuiltPage> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-page-'));
  await buildPage(root, folder);
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(folder, path === '/' ? 'index.html' : path);
    readFile(file).then(
      (content) => {
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('no Chromium on this machine: `npm test` provides it');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  });
  return {
    browser,
    url,
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As the product is built, not as a test would be. */
async function buildPage(root: string, outDir: string): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    const { plugins: _, ...ofProduct } = product;
    const own = mergeConfig(ofProduct, {
      configFile: false,
      root,
      base: './',
      publicDir: false,
      logLevel: 'warn',
      build: { outDir, manifest: false },
    });
    // The pages of the product are others.
    own['build'].rolldownOptions.input = join(root, 'index.html');
    await build(own);
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}
