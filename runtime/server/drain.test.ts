import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const boot = fileURLToPath(new URL('../../boot.mjs', import.meta.url));
const password = 'correct horse battery';

describe('guiju start', () => {
  let home = '';
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'guiju-drain-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('answers what is under way when it is told to stop, and nobody new', { timeout: 60_000 }, async () => {
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

    const body = JSON.stringify({ number: 'SLOW', name: 'slow', organisation: 'root' });
    const slow = request(new URL('/api/forms/user/records', url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    });
    const answered = once(slow, 'response');
    slow.write(body.slice(0, 10));
    await sleep(300);
    child.kill('SIGTERM');
    await expect.poll(() => log).toContain('draining');
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
  });
});
