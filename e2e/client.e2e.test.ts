import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inBrowser } from './browser.ts';

const run = promisify(execFile);
const timeout = 'sim_config.sim_callback_request_timeout';
const within = { timeout: 30_000 };

/** Answers the page that a customer writes himself. */
const page = (url: string, token: string) => `<!doctype html><meta charset="utf-8"><title>Till</title>
<p id="value"></p><p id="state"></p><ul id="changes"></ul>
<script type="module">
import { browserKeep, openParams } from '/client/index.js';
const name = '${timeout}';
const definitions = { [name]: { schema: { type: 'integer' }, unset: 1200 } };
const params = openParams({ url: '${url}' || location.origin, token: '${token}', client: 'page/1', definitions,
  keep: browserKeep(), poll: 3600000, report: 500 });
const show = () => {
  const { source, connected, trouble } = params.state();
  document.querySelector('#value').textContent = String(params.get(name));
  document.querySelector('#state').textContent = [source, connected ? 'connected' : 'alone', trouble ?? 'well'].join(' ');
};
params.onChange(name, ({ from, to }) => {
  document.querySelector('#changes').append(Object.assign(document.createElement('li'), { textContent: from + ' → ' + to }));
});
show();
setInterval(show, 50);
</script>`;

inBrowser('a page of somebody’s own that reads parameters with the client', (site) => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-page-'));
  const servers: Server[] = [];
  let own = '';
  let stranger = '';
  let token = '';
  /** The proxy before Guiju reaches it no more. */
  let isCut = false;
  const passing = new Set<ServerResponse>();

  /** Serves the page and the client, and passes on the rest as a reverse proxy does. Answers its address. */
  async function serve(url: string): Promise<string> {
    const server = createServer((asked, answer) => {
      const path = asked.url ?? '/';
      if (path === '/') answer.setHeader('content-type', 'text/html').end(page(url, token));
      else if (/^\/client\/[\w-]+\.js$/.test(path))
        answer.setHeader('content-type', 'text/javascript').end(readFileSync(join(folder, path.slice(8))));
      else if (isCut || !path.startsWith('/api/')) answer.writeHead(502).end();
      else {
        passing.add(answer);
        const options = { method: asked.method ?? 'GET', headers: asked.headers };
        const passed = request(site().url + path, options, (said) => {
          answer.writeHead(said.statusCode ?? 502, said.headers);
          said.pipe(answer);
          answer.on('close', () => said.destroy());
        });
        passed.on('error', () => answer.destroy());
        asked.pipe(passed);
      }
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const cut = () => {
    isCut = true;
    for (const answer of passing) answer.destroy();
  };
  const set = async (value: number) => {
    const path = '/api/params/sim_config/sim_callback_request_timeout?org=root';
    const { body } = await site().node.ask('GET', path);
    const [now] = body['own'] as { revision: number }[];
    const seen: Record<string, string> = now ? { 'if-match': `"${now.revision}"` } : {};
    expect([200, 201]).toContain((await site().node.ask('PUT', path, { value }, seen)).status);
  };
  const text = (shown: Page, id: string) => shown.locator(`#${id}`).textContent();

  /** Closes a page whose browser complained, as it must, that nobody answers. */
  const complained = async (shown: Page) => {
    await shown.close();
    site().problems.splice(0);
  };

  beforeAll(async () => {
    await run(process.execPath, [
      ...['node_modules/ts7/bin/tsc', '-p', 'client/tsconfig.json', '--outDir', folder],
    ]);
    const made = await site().node.ask('POST', '/api/me/tokens', { name: 'page', scopes: ['read'] });
    token = String(made.body['token']);
    own = await serve('');
    stranger = await serve(site().url);
    await set(600);
  }, 120_000);
  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows what holds, hears each change, and is known as a reader', async () => {
    const shown = await site().visit({ signedIn: false });
    await shown.goto(own);
    await expect.poll(() => text(shown, 'value'), within).toBe('600');
    await expect.poll(() => text(shown, 'state'), within).toBe('server connected well');
    await set(700);
    await expect.poll(() => text(shown, 'value'), within).toBe('700');
    expect(await shown.locator('#changes li').allTextContents()).toContain('600 → 700');
    const readers = async () => {
      const path = '/api/params/sim_config/sim_callback_request_timeout/readers';
      const { body } = await site().node.ask('GET', path);
      return (body['items'] as { client: string; version: string }[]).map(
        ({ client, version }) => `${client}/${version}`,
      );
    };
    await expect.poll(readers, within).toEqual(['page/1']);
    await shown.close();
    // Asked of where the page is from, and of nobody else; nothing else is complained of.
    const complaints = site().problems.splice(0);
    expect(complaints.filter((one) => !one.startsWith(`foreign request: ${own}/`))).toEqual([]);
  });

  it('lives on without the server, starts without it, and goes on with it', async () => {
    const shown = await site().visit({ signedIn: false });
    await shown.goto(own);
    await set(710);
    await expect.poll(() => text(shown, 'value'), within).toBe('710');
    const kept = () => shown.evaluate(() => localStorage.getItem('guiju-params') ?? '');
    await expect.poll(kept, within).toContain('710');
    cut();
    await expect.poll(() => text(shown, 'state'), within).toMatch(/^server alone /);
    expect(await text(shown, 'value')).toBe('710');
    await shown.reload();
    await expect.poll(() => text(shown, 'state'), within).toMatch(/^snapshot alone /);
    expect(await text(shown, 'value')).toBe('710');
    await set(720);
    isCut = false;
    await expect.poll(() => text(shown, 'value'), within).toBe('720');
    await expect.poll(() => text(shown, 'state'), within).toBe('server connected well');
    await complained(shown);
  });

  it('is served from where the parameters are: a browser lets no other page read them', async () => {
    const shown = await site().visit({ signedIn: false });
    await shown.goto(stranger);
    await expect.poll(() => text(shown, 'state'), within).toBe('built-in alone unreachable');
    expect(await text(shown, 'value')).toBe('1200');
    await complained(shown);
  });
});
