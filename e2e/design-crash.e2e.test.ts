import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { chromiumPath } from '../workshop/chromium.ts';
import { patience } from '../workshop/patience.ts';

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
  const args = ['--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
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

describe('a design, where server and browser are killed', () => {
  afterAll(async () => {
    for (const child of running) await killed(child);
    rmSync(home, { recursive: true, force: true });
  });

  it('loses nothing that was typed: what the server had, and what it never heard', {
    timeout: 90_000 * patience,
  }, async () => {
    const first = await serve('0');
    const before = await browse(first.port);
    const address = `http://127.0.0.1:${first.port}/design/unit`;
    await before.page.goto(address);
    await before.page.getByRole('button', { name: '添加字段：单行文字', exact: true }).click();
    await before.page.keyboard.type('到过服务器');
    await before.page.keyboard.press('Control+Enter');
    await before.page.getByText(/步改动，已存/).waitFor();

    await killed(first.child);
    await tile(before.page, '名称').first().click();
    const label = before.page.locator('gj-place-panel').getByLabel('名称（中文）').first();
    await expect.poll(() => label.inputValue()).toContain('名称');
    await label.fill('断线时改的');
    await before.page.getByText('连不上服务器，会自动再试').waitFor();
    await killed(before.child);

    const second = await serve(first.port);
    const after = await browse(second.port);
    await after.page.goto(address);
    await tile(after.page, '到过服务器').waitFor();
    await tile(after.page, '断线时改的').waitFor();
    await after.page.getByText(/步改动，已存/).waitFor();
    const designs = `http://127.0.0.1:${first.port}/api/design/drafts`;
    const { items } = await (await after.page.request.get(designs)).json();
    const { log } = await (await after.page.request.get(`${designs}/${items[0].id}`)).json();
    expect(JSON.stringify(log)).toMatch(/到过服务器.*断线时改的/);
  });
});
