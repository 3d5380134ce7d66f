import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { installOnDebian } from './install-on-debian.ts';
import type { Release, Service } from './service.ts';

const FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

const MISSING =
  'The tests need MariaDB 10.11 or newer, and none answers at $URL as root without a password. ' +
  'Install MariaDB’s server programs (on Debian: apt-get install mariadb-server-core) and the tests start ' +
  'a private one, or set GUIJU_TEST_MYSQL=mysql://user:password@host:port to one where databases may be created. ' +
  '`npm run test:node` runs what needs no server.';

/**
 * Uses the server that GUIJU_TEST_MYSQL names; without it runs a private one on a free port that ends with the tests,
 * or, where its programs are missing, uses the one that answers on this machine.
 */
export const mariadb: Service = {
  name: 'MariaDB',
  async provide() {
    if (process.env['GUIJU_TEST_MYSQL']) {
      if (await answers(mariadbUrl())) return async () => {};
      throw new Error(`GUIJU_TEST_MYSQL names ${mariadbUrl().host}, and no MariaDB lets us in there.`);
    }
    if (!isInstalled() && (await answers(mariadbUrl()))) return async () => {};
    if (!isInstalled()) await install();
    return startPrivate();
  },
};

function isInstalled(): boolean {
  return program('mariadbd') !== undefined && program('mariadb-install-db') !== undefined;
}

function missing(): string {
  return MISSING.replace('$URL', mariadbUrl().host);
}

async function answers(url: URL): Promise<boolean> {
  try {
    const connection = await createConnection({ uri: url.href, connectTimeout: 3000 });
    await connection.end();
    return true;
  } catch {
    return false;
  }
}

function program(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The core packages alone: they bring the programs and start no service. */
async function install(): Promise<void> {
  const installed = await installOnDebian(['mariadb-server-core', 'mariadb-client-core']);
  if (!installed || !isInstalled()) throw new Error(missing());
}

async function startPrivate(): Promise<Release> {
  const server = program('mariadbd');
  const installer = program('mariadb-install-db');
  if (!server || !installer) throw new Error(missing());

  const folder = await mkdtemp(join(tmpdir(), 'guiju-mariadb-'));
  const user = `--user=${userInfo().username}`;
  const data = join(folder, 'data');
  const setup = ['--no-defaults', `--datadir=${data}`, user, '--auth-root-authentication-method=normal'];
  if (!(await succeeds(spawn(installer, [...setup, '--skip-test-db'], { stdio: 'ignore' })))) {
    throw new Error(`${installer} could not prepare ${data}. ${missing()}`);
  }

  const port = await freePort();
  const child = spawn(
    server,
    [
      '--no-defaults',
      user,
      `--datadir=${data}`,
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--log-error=${join(folder, 'error.log')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--innodb-flush-log-at-trx-commit=2',
      '--innodb-buffer-pool-size=256M',
      // Nothing of it outlives the run; and each of many databases has a hundred tables.
      '--innodb-doublewrite=0',
      '--table-definition-cache=8000',
    ],
    { stdio: 'ignore' },
  );
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);

  process.env['GUIJU_TEST_MYSQL'] = `mysql://root@127.0.0.1:${port}`;
  if (!(await becomesReady(child)))
    throw new Error(`${server} did not start; see ${folder}/error.log. ${missing()}`);
  return async () => {
    const ended = succeeds(child);
    stop();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
}

async function becomesReady(child: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 150 && child.exitCode === null; tries += 1) {
    if (await answers(mariadbUrl())) return true;
    await sleep(200);
  }
  return false;
}

function succeeds(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

/** A port of this machine that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address !== 'object' || !address) throw new Error('a listening socket has a port');
  return address.port;
}

/** The server the tests make their databases on. */
export function mariadbUrl(): URL {
  return new URL(process.env['GUIJU_TEST_MYSQL'] ?? 'mysql://root@127.0.0.1:3306');
}
