import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runs } from '../../workshop/runs.ts';

const boot = fileURLToPath(new URL('../../boot.mjs', import.meta.url));
const password = 'correct horse battery';

interface Talk {
  readonly statuses: number[];
  /** How it ended: by a polite `close`, or what happened to the connection. */
  readonly end: string;
}

/** Asks one thing after the other on one connection, until it is told that this one ends. */
async function talk(url: URL, authorization: string, at: number): Promise<Talk> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const statuses: number[] = [];
  try {
    for (let asked = 0; ; asked += 1) {
      const isWrite = asked % 4 === 3;
      const body = isWrite ? JSON.stringify(asked) : '';
      const sent = request(
        new URL(isWrite ? `/api/me/preferences/k${at}` : '/api/forms/user/records?count=true', url),
        {
          agent,
          method: isWrite ? 'PUT' : 'GET',
          headers: { authorization, ...(isWrite ? { 'content-type': 'application/json' } : {}) },
        },
      );
      sent.end(body);
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      response.resume();
      await once(response, 'end');
      statuses.push(response.statusCode ?? 0);
      if (response.headers.connection === 'close') return { statuses, end: 'close' };
    }
  } catch (error) {
    return { statuses, end: String(error) };
  } finally {
    agent.destroy();
  }
}

describe('guiju start', () => {
  let home = '';
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'guiju-drain-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  const rounds = Array.from({ length: runs(1, 20) }, (_, at) => at);
  it.each(rounds)(
    'answers what is under way when it is told to stop, and nobody new (%i)',
    { timeout: 60_000 },
    async (round) => {
      const child = spawn(process.execPath, [boot, 'start', '--json', '--port', '0'], {
        env: { ...process.env, GUIJU_HOME: home, GUIJU_ADMIN_PASSWORD: password, LOG_LEVEL: 'info' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [out, log] = ['', ''];
      child.stderr.on('data', (text) => {
        log += text;
      });
      const ended = once(child, 'exit');
      for await (const text of child.stdout) {
        out += text;
        if (out.trimEnd().endsWith('}')) break;
      }
      const { url, user } = JSON.parse(out) as { url: string; user: string };
      const ask = (path: string, init?: RequestInit) => fetch(new URL(path, url), init);
      const signedIn = await ask('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user, password }),
      });
      const { token } = (await signedIn.json()) as { token: string };

      const body = JSON.stringify({ number: `SLOW${round}`, name: 'slow', organisation: 'root' });
      const authorization = `Bearer ${token}`;
      const slow = request(new URL('/api/forms/user/records', url), {
        method: 'POST',
        headers: {
          authorization,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      });
      const answered = once(slow, 'response');
      slow.write(body.slice(0, 10));
      const streamed = ask('/api/watch', { headers: { authorization } }).then((stream) => stream.text());
      const talks = Array.from({ length: 16 }, (_, at) => talk(new URL(url), authorization, at));
      await sleep(300);
      child.kill('SIGTERM');
      // Through npm and by its group it is told twice.
      child.kill('SIGTERM');
      await expect.poll(() => log).toContain('draining');
      // Every client that was connected was answered, and told to go.
      for (const { statuses, end } of await Promise.all(talks)) {
        expect([
          end,
          statuses.length > 0,
          statuses.filter((status) => status >= 300 && status !== 503),
        ]).toEqual(['close', true, []]);
      }
      expect(await streamed).toContain('retry');
      await expect
        .poll(() =>
          ask('/healthz').then(
            () => 'answered',
            () => 'refused',
          ),
        )
        .toBe('refused');
      slow.end(body.slice(10));
      const [response] = await answered;
      expect(response.statusCode).toBe(201);
      response.resume();
      expect(await ended).toEqual([0, null]);
      expect(log).toContain('stopped');
    },
  );
});
