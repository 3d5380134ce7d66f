import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, type Page, type Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { patience } from '../workshop/patience.ts';
import { everyOther } from '../workshop/runs.ts';
import { chromiumPath } from '../workshop/services/chromium.ts';

const boot = fileURLToPath(new URL('../boot.mjs', import.meta.url));
const password = 'three small stones';
const home = mkdtempSync(join(tmpdir(), 'guiju-crash-'));
const profile = join(home, 'profile');
const running = new Set<ChildProcess>();

function started(command: string, args: readonly string[], env = {}): ChildProcess {
  const child = spawn(command, args, {
    env: { ...process.env, LANG: process.env['LANG'] ?? 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A command may be a script that starts what is meant: all of it is one group, and dies together.
    detached: true,
  });
  running.add(child);
  return child;
}

/** With all that it started. */
async function killed(child: ChildProcess): Promise<void> {
  running.delete(child);
  const gone = once(child, 'exit');
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await gone;
}

/** The first line of an output in which this stands. */
async function lineWith(stream: ChildProcess['stdout'], found: RegExp): Promise<string> {
  for await (const line of createInterface({ input: stream ?? process.stdin })) {
    const [, text] = found.exec(line) ?? [];
    if (text !== undefined) return text;
  }
  throw new Error(`${found} was never said`);
}

/** `guiju start` in a process of its own, always at one address. */
async function serve(port: string): Promise<{ readonly child: ChildProcess; readonly port: string }> {
  const child = started(process.execPath, [boot, 'start', '--no-demo', '--port', port], {
    GUIJU_HOME: join(home, 'server'),
    GUIJU_ADMIN_PASSWORD: password,
    LOG_LEVEL: 'silent',
  });
  return { child, port: await lineWith(child.stdout, /http:\/\/[^:\s]+:(\d+)/) };
}

/** A browser with a profile that outlives it, and somebody who signed in. */
async function browse(port: string): Promise<{ readonly child: ChildProcess; readonly page: Page }> {
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
  ];
  const child = started(chromiumPath() ?? '', [...args, '--lang=zh-CN', '--accept-lang=zh-CN']);
  const address = await lineWith(child.stderr, /(ws:\/\/\S+)/);
  const [context] = (await chromium.connectOverCDP(address)).contexts();
  if (!context) throw new Error('a browser has a context');
  context.setDefaultTimeout(15_000 * patience);
  const data = { user: 'admin', password };
  await context.request.post(`http://127.0.0.1:${port}/api/session`, { data });
  return { child, page: await context.newPage() };
}

const tile = (page: Page, text: string) =>
  page.locator('gj-design-canvas .tile:not(.fresh)', { hasText: text });

type Steps = 'first' | 'later';

interface Death {
  readonly at: string;
  /** Whether the steps begin a design, or go into one that is known. */
  readonly steps: Steps;
  /** Readies the page for it; answers when its moment has come. */
  readonly comes: (page: Page) => Promise<() => Promise<unknown>>;
}

const sends = {
  first: /\/api\/design\/drafts(\?|$)/,
  later: /\/api\/design\/drafts\/[^/]+\/steps(\?|$)/,
} as const;

/** Catches a call of the page, and answers a wait for it. The caught call is never answered, unless `then` does. */
async function catching(
  page: Page,
  url: RegExp,
  then: (route: Route) => Promise<void>,
): Promise<() => Promise<void>> {
  const caught = Promise.withResolvers<void>();
  await page.route(url, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await then(route);
    caught.resolve();
  });
  return () => caught.promise;
}

const neverSent = (steps: Steps) => (page: Page) => catching(page, sends[steps], async () => {});
const neverAnswered = (steps: Steps) => (page: Page) =>
  catching(page, sends[steps], async (route) => void (await route.fetch()));
/** The answer comes, and from then on the browser writes nothing any more. */
const neverWritten = (steps: Steps) => async (page: Page) => {
  const answered = page.waitForResponse(
    (response) => sends[steps].test(response.url()) && response.request().method() === 'POST',
  );
  await catching(page, sends[steps], async (route) => {
    const response = await route.fetch();
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = function () {
        return this.count() as unknown as IDBRequest<IDBValidKey>;
      };
      IDBObjectStore.prototype.delete = function () {
        return this.count() as unknown as IDBRequest<undefined>;
      };
    });
    await route.fulfill({ response });
  });
  return () => answered.then(() => page.getByText(/步改动已保存/).waitFor());
};

const deaths: readonly Death[] = (['first', 'later'] as const).flatMap((steps) => [
  { at: 'before it sent them', steps, comes: neverSent(steps) },
  { at: 'after they were sent and before that was answered', steps, comes: neverAnswered(steps) },
  { at: 'after the answer and before it wrote that down', steps, comes: neverWritten(steps) },
]);

/** A field that is being added, up to the last key but the one that sends it. */
async function fieldCalled(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '添加字段：单行文字', exact: true }).click();
  await page.keyboard.type(name);
}

/** All of a sudden: no handler of the page runs any more. */
async function crashed(page: Page): Promise<void> {
  const gone = page.waitForEvent('crash');
  const devTools = await page.context().newCDPSession(page);
  void devTools.send('Page.crash').catch(() => {});
  await gone;
  await page.close();
}

describe('a design, where server and browser are killed', () => {
  let server: Awaited<ReturnType<typeof serve>>;
  let browser: Awaited<ReturnType<typeof browse>>;
  const ask = async (method: string, path: string) => {
    const { request } = browser.page.context();
    const { csrf } = await (await request.get(`http://127.0.0.1:${server.port}/api/session`)).json();
    const headers = { 'x-csrf-token': csrf };
    const answer = await request.fetch(`http://127.0.0.1:${server.port}${path}`, { method, headers });
    return answer.json();
  };
  /** Designs that can be gone on with, each with its log as text. */
  const designs = async () => {
    const { items } = await ask('GET', '/api/design/drafts');
    return Promise.all(
      (items as readonly { readonly id: string }[]).map(async ({ id }) => ({
        id,
        log: JSON.stringify((await ask('GET', `/api/design/drafts/${id}`)).log),
      })),
    );
  };

  beforeAll(async () => {
    server = await serve('0');
    browser = await browse(server.port);
  }, 60_000 * patience);
  afterEach(async () => {
    for (const { id } of await designs()) await ask('DELETE', `/api/design/drafts/${id}?anyway=true`);
  });
  afterAll(async () => {
    for (const child of running) await killed(child);
    rmSync(home, { recursive: true, force: true });
  });

  const opened = async () => {
    const page = await browser.page.context().newPage();
    await page.bringToFront();
    await page.goto(`http://127.0.0.1:${server.port}/design/unit`);
    return page;
  };

  it.each(everyOther(deaths, 'sqlite'))(
    'has every $steps step once where the browser dies $at',
    async ({ steps, comes }) => {
      const before = await opened();
      if (steps === 'later') {
        await fieldCalled(before, '先有的');
        await before.keyboard.press('Control+Enter');
        await before.getByText(/步改动已保存/).waitFor();
      }
      const moment = await comes(before);
      await fieldCalled(before, '刚输入的');
      await before.keyboard.press('Control+Enter');
      await moment();
      await crashed(before);

      const after = await opened();
      await tile(after, '刚输入的').waitFor();
      await after.getByText(/步改动已保存/).waitFor();
      expect(await tile(after, '刚输入的').count()).toBe(1);
      const [design, ...others] = await designs();
      expect(others).toEqual([]);
      expect(design?.log.split('刚输入的').length, design?.log).toBeGreaterThan(1);
      expect(design?.log.match(/"do":"add-field"/g)?.length).toBe(steps === 'later' ? 2 : 1);
      await after.reload();
      await tile(after, '刚输入的').waitFor();
      await after.close();
    },
  );

  it('has what was typed a moment before it died, and says that it is saved no sooner than it is', async () => {
    const before = await opened();
    const moment = await neverSent('first')(before);
    await tile(before, '名称').first().click();
    const label = before.locator('gj-place-panel').getByLabel('名称（中文）').first();
    await expect.poll(() => label.inputValue()).toContain('名称');
    await label.pressSequentially('，刚输入的');
    await tile(before, '刚输入的').waitFor();
    expect(await before.getByText(/步改动已保存/).count()).toBe(0);
    await moment();
    await crashed(before);
    const after = await opened();
    await tile(after, '，刚输入的').waitFor();
    await after.getByText(/步改动已保存/).waitFor();
    expect((await designs()).map(({ log }) => log)).toEqual([expect.stringContaining('，刚输入的')]);
    await after.close();
  });

  it('takes over what a browser kept before designs had keys', async () => {
    const page = await opened();
    await tile(page, '名称').first().waitFor();
    const { user } = await ask('GET', '/api/session');
    const step = {
      do: 'set',
      form: 'unit',
      target: 'fields/name/label',
      value: { zh: '以前输入的', en: 'Typed' },
    };
    await page.evaluate(
      ([person, kept]) =>
        new Promise<void>((resolve) => {
          indexedDB.open('guiju', 1).addEventListener('success', ({ target }) => {
            const { result } = target as IDBOpenDBRequest;
            const writing = result.transaction('unsent-steps', 'readwrite');
            writing.objectStore('unsent-steps').put(kept, person);
            writing.addEventListener('complete', () => resolve());
          });
        }),
      [user.id, { design: '', seen: 0, steps: [step] }] as const,
    );
    // The design that the server had made, and that the browser never heard of.
    await ask('POST', '/api/design/drafts');
    await crashed(page);
    const after = await opened();
    await tile(after, '以前输入的').waitFor();
    await after.getByText(/步改动已保存/).waitFor();
    expect((await designs()).map(({ log }) => log)).toEqual([expect.stringContaining('以前输入的')]);
    await after.close();
  });

  it('loses nothing that was typed: what the server had, and what it never heard', {
    timeout: 90_000 * patience,
  }, async () => {
    const address = `http://127.0.0.1:${server.port}/design/unit`;
    const { page } = browser;
    await page.goto(address);
    await fieldCalled(page, '到过服务器');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/步改动已保存/).waitFor();

    await killed(server.child);
    await tile(page, '名称').first().click();
    const label = page.locator('gj-place-panel').getByLabel('名称（中文）').first();
    await expect.poll(() => label.inputValue()).toContain('名称');
    await label.fill('断线时改的');
    await page.getByText('连不上服务器，会自动再试').waitFor();
    await killed(browser.child);

    server = await serve(server.port);
    browser = await browse(server.port);
    const { page: after } = browser;
    await after.goto(address);
    await tile(after, '到过服务器').waitFor();
    await tile(after, '断线时改的').waitFor();
    await after.getByText(/步改动已保存/).waitFor();
    const [design] = await designs();
    expect(design?.log).toMatch(/到过服务器.*断线时改的/);
  });
});
