import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createLogSink } from './log-sink.ts';

const boot = fileURLToPath(new URL('../../boot.mjs', import.meta.url));
const password = 'correct horse battery';

describe('a log', () => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-log-'));
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  });

  const soon = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  /** Opens a stand-in for standard output: it takes what it is told to. */
  function stream(file: string) {
    return { fd: openSync(file, 'a'), write: () => true, on: () => undefined };
  }

  it('is written in order, and nothing of it is lost at the end', async () => {
    const file = join(home, 'whole.log');
    const sink = createLogSink(stream(file));
    const lines = Array.from({ length: 5_000 }, (_, at) => `{"at":${at}}\n`);
    for (const line of lines) sink.write(line);
    await sink.close();
    expect(readFileSync(file, 'utf8')).toBe(lines.join(''));
    expect(sink.dropped()).toBe(0);
  });

  it.runIf(existsSync('/dev/full'))('that the disk refuses is dropped and counted', async () => {
    const sink = createLogSink(stream('/dev/full'), { pause: 20 });
    for (let at = 0; at < 100; at++) sink.write('{}\n');
    await soon(100);
    expect(sink.dropped()).toBe(100);
    sink.write('{}\n');
    await sink.close();
    expect(sink.dropped()).toBe(101);
  });

  it('that nobody reads waits up to a limit, and says afterwards how much was dropped', async () => {
    const written: string[] = [];
    let take = () => {};
    const file = join(home, 'pipe');
    spawnSync('sh', ['-c', 'mkfifo "$0"', file]);
    const fifo = openSync(file, 'r+');
    const sink = createLogSink(
      {
        fd: fifo,
        on: () => undefined,
        write: (bytes, done) => {
          written.push(Buffer.from(bytes).toString());
          take = () => done();
        },
      },
      { most: 100, farewell: 50 },
    );
    for (let at = 0; at < 50; at++) sink.write(`{"at":${at}}\n`);
    expect(written).toEqual(['{"at":0}\n']);
    expect(sink.dropped()).toBeGreaterThan(30);
    take();
    take();
    sink.write('{"at":"last"}\n');
    const [, second = '', third = ''] = written;
    expect(`${second}${third}`).toContain(`"dropped":${sink.dropped()}`);
    expect(`${second}${third}`).toContain('"last"');
    await sink.close();
    closeSync(fifo);
  });

  const places: readonly (readonly [string, () => number | 'pipe', boolean])[] = [
    ['on a full disk, it', () => openSync('/dev/full', 'w'), existsSync('/dev/full')],
    ['into a pipe that nobody reads, it', () => 'pipe', true],
  ];
  it.each(places.filter(([, , there]) => there))(
    '%s keeps nobody waiting, is counted, and lets the server end',
    async (sentence, out) => {
      const url = `http://127.0.0.1:${await freePort()}`;
      const child = spawn(process.execPath, [boot, 'start', '--port', new URL(url).port], {
        env: {
          ...process.env,
          GUIJU_HOME: join(home, 'data'),
          GUIJU_ADMIN_PASSWORD: password,
          LOG_LEVEL: 'debug',
        },
        stdio: ['ignore', out(), 'ignore'],
      });
      children.push(child);
      const ask = (path: string, init: RequestInit = {}) =>
        fetch(url + path, { signal: AbortSignal.timeout(20_000), ...init });
      const ready = () =>
        ask('/readyz').then(
          ({ status }) => status,
          () => 0,
        );
      await expect.poll(ready, { timeout: 40_000, interval: 200 }).toBe(200);
      const signedIn = await ask('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user: 'admin', password }),
      });
      const { token } = (await signedIn.json()) as { token: string };
      const headers = { authorization: `Bearer ${token}` };
      for (let round = 0; round < 30; round++) {
        const asked = Array.from({ length: 20 }, () => ask('/api/now', { headers }));
        for (const answer of await Promise.all(asked)) expect(answer.status).toBe(200);
      }
      const metrics = await (await ask('/metrics', { headers })).text();
      const [, dropped] = /^guiju_log_lines_dropped_total (\d+)$/m.exec(metrics) ?? [];
      if (sentence.includes('full')) expect(Number(dropped)).toBeGreaterThan(0);
      else expect(dropped).toBe('0');
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      expect(await Promise.race([ended, soon(15_000)])).toEqual([0, null]);
    },
    90_000,
  );
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
