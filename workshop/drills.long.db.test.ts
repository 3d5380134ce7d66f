import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../runtime/database/drivers/open-database.ts';
import { describeOnDatabases } from './services/databases.ts';

/** The commands of each drill, by its place in the manual of operations. */
function drillsOf(language: 'en' | 'zh'): readonly string[] {
  const text = readFileSync(`docs/operations.${language}.md`, 'utf8');
  const [, rest = ''] = text.split(language === 'en' ? '\n## Drills\n' : '\n## 演练\n');
  const [section = ''] = rest.split('\n## ');
  return [...section.matchAll(/```sh\n(.*?)```/gs)].map(([, commands = '']) => commands);
}

const [lost, damaged, keyKnown, lockedOut, mistaken, killed] = drillsOf('en');
const secret = '5e'.repeat(32);
const password = 'correct horse battery';

it('drills are the same in both languages', () => {
  expect(drillsOf('zh')).toEqual(drillsOf('en'));
  expect(drillsOf('en')).toHaveLength(6);
});

describeOnDatabases('a drill', (database) => {
  let folder: string;
  let home: string;
  /** A moment at which all was right. */
  let before = '';
  const environment = () => ({
    ...process.env,
    GUIJU_HOME: home,
    GUIJU_SECRET: secret,
    LANG: 'en_US.UTF-8',
    BEFORE: before,
    ...(database.name === 'mariadb' ? { DATABASE_URL: database.url } : {}),
  });

  /** As somebody types them, one after the other, until one fails. */
  function run(commands = '') {
    const guiju = `guiju() { "${process.execPath}" "${process.cwd()}/boot.mjs" "$@"; }`;
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['-euo', 'pipefail', '-c', `${guiju}\n${commands}`],
      {
        cwd: folder,
        env: environment(),
        encoding: 'utf8',
      },
    );
    return { status, said: `${stdout}${stderr}` };
  }
  const passes = (commands?: string) => {
    const { status, said } = run(commands);
    expect(status, said).toBe(0);
    return said;
  };

  /** Works with a server that runs as its own process. */
  async function withServer<T>(work: (url: string, kill: () => Promise<void>) => Promise<T>): Promise<T> {
    const port = await freePort();
    const server = spawn(process.execPath, ['boot.mjs', 'start'], {
      env: { ...environment(), PORT: String(port) },
      stdio: 'ignore',
    });
    const end = async (signal: NodeJS.Signals) => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill(signal);
      await ended;
    };
    try {
      const url = `http://127.0.0.1:${port}`;
      for (let tries = 0; ; tries += 1) {
        const isReady = await fetch(`${url}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        );
        if (isReady) break;
        if (tries === 300 || server.exitCode !== null) throw new Error('the server did not start');
        await sleep(200);
      }
      return await work(url, () => end('SIGKILL'));
    } finally {
      await end('SIGTERM');
    }
  }

  async function signedIn(url: string, with_ = password) {
    const answer = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'admin', password: with_ }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }
  const opened = () => openDatabase(database.name === 'mariadb' ? database.url : undefined, home);
  const units = async () => {
    const store = await opened();
    try {
      return await store.all<{ n: number }>("SELECT COUNT(*) AS n FROM gj_history WHERE form = 'unit'");
    } finally {
      await store.close();
    }
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guiju-drill-'));
    home = join(folder, 'data');
    await withServer(() => Promise.resolve());
    passes(`echo "${password}" | guiju user password admin`);
    passes('printf "number,name\\ncrate,Crate\\n" > units.csv; guiju import unit units.csv');
    before = new Date().toISOString();
    passes('guiju backup drill.gz');
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => passes('guiju doctor'));

  it('brings back a database that is gone', async () => {
    const before = await units();
    if (database.name === 'mariadb') {
      const url = new URL(database.url);
      const name = url.pathname.slice(1);
      url.pathname = '/';
      const server = await createConnection({ uri: url.href });
      await server.query(`DROP DATABASE \`${name}\``);
      await server.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`);
      await server.end();
    } else renameSync(home, `${home}.lost`);
    expect(run('guiju user list').status).not.toBe(0);
    passes(lost);
    expect(await units()).toEqual(before);
    await withServer(async (url) => expect((await signedIn(url)).status).toBeLessThan(300));
  }, 300_000);

  it('repairs rows that somebody deleted by hand, and what an import did by mistake', async () => {
    passes('printf "number,name\\ncrate,Broken\\n" > wrong.csv; guiju import unit wrong.csv');
    const store = await opened();
    const [{ record } = { record: '' }] = await store.all<{ record: string }>(
      "SELECT record FROM gj_history WHERE form = 'unit' AND operation = 'create' ORDER BY revision DESC LIMIT 1",
    );
    const { changes } = await store.run('DELETE FROM unit WHERE id = ?', [record]);
    await store.close();
    expect(changes).toBe(1);
    expect(run('guiju doctor').status).toBe(1);
    passes(damaged);
    expect(existsSync(join(folder, 'before-repair.gz'))).toBe(true);
    const names = await opened();
    const held = await names.all<{ name: string }>("SELECT name FROM unit WHERE number = 'crate'");
    await names.close();
    expect(held).toEqual([{ name: 'Crate' }]);
  }, 300_000);

  it('turns a key that became known', () => {
    passes(
      `${keyKnown}\n[ "$GUIJU_SECRET" != "${secret}" ]\nGUIJU_NEXT_SECRET=${secret} guiju key turn --yes`,
    );
  }, 300_000);

  it('lets the last administrator in again', async () => {
    expect(passes(lockedOut)).not.toBe('');
    await withServer(async (url) => {
      expect((await signedIn(url)).status).toBe(401);
      const { status, body } = await signedIn(url, 'a password that is changed at once');
      expect([status, body['step']]).toEqual([200, 'new-password']);
    });
    passes(`echo "${password}" | guiju user password admin`);
  }, 300_000);

  it('takes back a publish that was a mistake', () => {
    passes('guiju init shop && guiju apply shop');
    expect(passes('guiju publishes --limit 1')).toContain('shop');
    expect(passes(mistaken)).toContain('shop');
    expect(run('guiju export --package shop').status).not.toBe(0);
  }, 300_000);

  it('has nothing to do after the server was killed in the middle of work', async () => {
    await withServer(async (url, kill) => {
      const { body } = await signedIn(url);
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${String(body['token'])}`,
      };
      const sent = Array.from({ length: 40 }, (_, at) =>
        fetch(`${url}/api/forms/unit/records`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ number: `k${at}`, name: `K ${at}` }),
        }).then(
          ({ status }) => status,
          () => 0,
        ),
      );
      await sent[0];
      await kill();
      await Promise.all(sent);
    });
    passes(killed);
    await withServer(async (url) => expect((await signedIn(url)).status).toBeLessThan(300));
  }, 300_000);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
