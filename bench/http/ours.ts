import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { item } from './hand-record.ts';

const password = 'measure by measure';
const secret = '0'.repeat(64);
const records = '/api/forms/bench-item/records';

/** The product as people start it, with the bench's package and its rows brought in through the API. */
export interface Ours {
  readonly process: ChildProcess;
  readonly base: string;
  readonly token: string;
  readonly known: { readonly org: object; readonly user: object };
  /** Answers the last lines that it logged. */
  log(): string;
  /** `id revision` of so many records. */
  ids(count: number): Promise<string>;
}

export async function startOurs(home: string, port: number, databaseUrl: string | undefined): Promise<Ours> {
  const env = {
    ...process.env,
    GUIJU_HOME: home,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    GUIJU_ADMIN_PASSWORD: password,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, GUIJU_SECRET: secret }),
  };
  const child = spawn(process.execPath, ['boot.mjs', 'start', '--no-demo'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endsWithUs(child);
  let logged = '';
  child.stdout.on('data', (some: Buffer) => {
    logged = `${logged}${some.toString()}`.slice(-4_000);
  });
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const up = await fetch(`${base}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) break;
    if (tries > 1200 || child.exitCode !== null) throw new Error('the server did not start');
    await sleep(100);
  }
  let token = '';
  ({ token } = await ask<{ token: string }>('POST', '/api/session', { user: 'admin', password }));
  const session = await ask<{ org: object; user: object }>('GET', '/api/session');

  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  }

  return {
    process: child,
    base,
    token,
    log: () => logged,
    known: { org: session.org, user: session.user },
    async ids(count) {
      const lines: string[] = [];
      let cursor: string | null = null;
      while (lines.length < count) {
        const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page: { items: { id: string; revision: number }[]; next: string | null } = await ask(
          'GET',
          `${records}?limit=500&fields=number&sort=number${more}`,
        );
        for (const { id, revision } of page.items) lines.push(`${id} ${revision}`);
        cursor = page.next;
        if (cursor === null) break;
      }
      return `${lines.join('\n')}\n`;
    },
  };
}

/** However the bench ends, thrown out of anything or told to stop: what it started does not outlive it. */
function endsWithUs(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  if (signals.some((signal) => process.listenerCount(signal) > 0)) return;
  for (const signal of signals) process.once(signal, () => process.exit(1));
}
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Told to stop, and gone. */
export async function endOurs({ process: child }: Pick<Ours, 'process'>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(late);
}

export async function fillOurs({ base, token }: Pick<Ours, 'base' | 'token'>, rows: number): Promise<void> {
  const read = (path: string) =>
    JSON.parse(readFileSync(new URL(`../package/${path}`, import.meta.url), 'utf8'));
  const files = Object.fromEntries(
    ['package.json', 'forms/bench-item.json'].map((path) => [path, read(path)]),
  );
  const send = async (path: string, body: unknown) => {
    const answer = await fetch(base + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
    return answer.json() as Promise<{ hash: string }>;
  };
  const { hash } = await send('/api/model/plan', { packages: [{ files }] });
  await send('/api/model/apply', { packages: [{ files }], hash });
  for (let from = 0; from < rows; from += 1000) {
    const items = Array.from({ length: Math.min(1000, rows - from) }, (_, at) => ({
      op: 'create',
      body: item(from + at),
    }));
    await send('/api/forms/bench-item/batch', { atomic: true, items });
  }
}
