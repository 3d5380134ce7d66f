import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * `node bench/start.ts`: from the command to the first answer, and the memory of a server that nobody asks
 * anything, with the standard packages and as many more forms as make a hundred. First start and second start,
 * beside a server with one constant answer in the same run.
 */
const home = mkdtempSync(join(tmpdir(), 'guiju-start-'));
const root = fileURLToPath(new URL('..', import.meta.url));
const password = 'measure by measure';

function packageOf(forms: number): string {
  const folder = join(home, 'more');
  mkdirSync(join(folder, 'forms'), { recursive: true });
  const label = { zh: '测量', en: 'Measured' };
  const manifest = {
    name: 'more',
    version: '1.0.0',
    peerDependencies: { platform: '*' },
    guiju: { prefix: 'mo', label },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  for (let at = 0; at < forms; at++) {
    const fields = Array.from({ length: 24 }, (_, field) => ({
      name: `field${field}`,
      kind: 'text',
      length: 60,
      label,
    }));
    const number = { name: 'number', kind: 'text', length: 40, label, required: true };
    const form = {
      name: `more-${at}`,
      kind: 'master',
      sharing: 'everybody',
      label,
      fields: [number, ...fields],
    };
    writeFileSync(join(folder, 'forms', `more-${at}.json`), JSON.stringify(form));
  }
  return folder;
}

interface Started {
  readonly child: ChildProcess;
  readonly milliseconds: number;
  /** Of the process itself, in MB. */
  readonly memory: number;
}

async function started(script: readonly string[], url: string, env: NodeJS.ProcessEnv): Promise<Started> {
  const from = performance.now();
  const child = spawn(process.execPath, [...script], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  for (;;) {
    const up = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) break;
    if (child.exitCode !== null) throw new Error(`${script.join(' ')} ended`);
    await sleep(5);
  }
  const milliseconds = performance.now() - from;
  await sleep(8_000);
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return { child, milliseconds, memory: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024 };
}

async function stopped({ child }: Started): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

const env = {
  GUIJU_HOME: join(home, 'data'),
  PORT: '8961',
  LOG_LEVEL: 'warn',
  GUIJU_ADMIN_PASSWORD: password,
};
const ours = ['boot.mjs', 'start', '--no-demo'];
try {
  const constant = join(home, 'constant.mjs');
  writeFileSync(
    constant,
    "import {createServer} from 'node:http';createServer((_, r)=>r.end('ok')).listen(8962)",
  );
  const bare = await started([constant], 'http://127.0.0.1:8962/', {});
  await stopped(bare);
  const first = await started(ours, 'http://127.0.0.1:8961/readyz', env);
  const session = await fetch('http://127.0.0.1:8961/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'admin', password }),
  });
  const { token } = (await session.json()) as { token: string };
  const answer = await fetch('http://127.0.0.1:8961/api/forms', {
    headers: { authorization: `Bearer ${token}` },
  });
  const { forms } = (await answer.json()) as { forms: unknown[] };
  await stopped(first);
  const more = packageOf(Math.max(0, 100 - forms.length));
  const apply = spawn(process.execPath, ['boot.mjs', 'apply', more], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  await new Promise((resolve) => apply.once('exit', resolve));
  const second = await started(ours, 'http://127.0.0.1:8961/readyz', env);
  await stopped(second);
  const third = await started(ours, 'http://127.0.0.1:8961/readyz', env);
  await stopped(third);
  say('| | to the first answer, ms | idle, MB |\n| --- | --: | --: |');
  const row = (name: string, { milliseconds, memory }: Started) =>
    say(`| ${name} | ${milliseconds.toFixed(0)} | ${memory.toFixed(0)} |`);
  row('node:http with one constant answer', bare);
  row(`first start, ${forms.length} forms to make`, first);
  row('second start, 100 forms', second);
  row('third start, 100 forms', third);
} finally {
  rmSync(home, { recursive: true, force: true });
}
