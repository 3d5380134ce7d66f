import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { installOnDebian } from './install-on-debian.ts';

const FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** A server that listens on a free port of this machine. */
export interface Mariadbd {
  /** Its address as root, who has no password. */
  readonly url: URL;
  stop(): Promise<void>;
}

/** An empty data folder that was prepared once; servers get a copy each. */
export interface Mariadbds {
  start(...options: readonly string[]): Promise<Mariadbd>;
  /** Stops those that still run, and takes away all they kept. */
  end(): Promise<void>;
}

export function isInstalled(): boolean {
  return program('mariadbd') !== undefined && program('mariadb-install-db') !== undefined;
}

/** Finds a program of MariaDB by its name. */
export function program(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The core packages alone: they bring the programs and start no service. */
export async function install(): Promise<boolean> {
  return (await installOnDebian(['mariadb-server-core', 'mariadb-client-core'])) && isInstalled();
}

/** Servers of one's own, where the programs are installed or can be. */
export async function prepareMariadbds(): Promise<Mariadbds> {
  if (!isInstalled()) await install();
  const [server, installer] = [program('mariadbd'), program('mariadb-install-db')];
  if (!server || !installer) throw new Error('the programs mariadbd and mariadb-install-db are missing');

  const folder = await mkdtemp(join(tmpdir(), 'guiju-mariadb-'));
  const empty = join(folder, 'empty');
  const user = `--user=${userInfo().username}`;
  const setup = ['--no-defaults', `--datadir=${empty}`, user, '--auth-root-authentication-method=normal'];
  if (!(await succeeds(spawn(installer, [...setup, '--skip-test-db'], { stdio: 'ignore' }))))
    throw new Error(`${installer} could not prepare ${empty}`);

  const started: Mariadbd[] = [];
  return {
    async start(...options) {
      const port = await freePort();
      const own = join(folder, String(port));
      await cp(empty, `${own}/data`, { recursive: true });
      const url = new URL(`mysql://root@127.0.0.1:${port}`);
      const child = spawn(
        server,
        [
          '--no-defaults',
          user,
          `--datadir=${own}/data`,
          `--socket=${own}/socket`,
          `--pid-file=${own}/pid`,
          // A server that starts takes away what it finds of others in a folder that they share.
          `--tmpdir=${own}`,
          `--log-error=${own}/error.log`,
          `--port=${port}`,
          '--bind-address=127.0.0.1',
          '--skip-name-resolve',
          // Nothing of it outlives the run; and each of many databases has a hundred tables, most of them empty.
          '--innodb-flush-log-at-trx-commit=0',
          '--innodb-doublewrite=0',
          '--innodb-file-per-table=0',
          '--innodb-stats-persistent=0',
          '--table-definition-cache=8000',
          ...options,
        ],
        { stdio: 'ignore' },
      );
      const kill = () => child.kill('SIGTERM');
      process.once('exit', kill);
      if (!(await becomesReady(child, url))) {
        kill();
        throw new Error(`${server} did not start; see ${own}/error.log`);
      }
      const running: Mariadbd = {
        url,
        async stop() {
          process.off('exit', kill);
          if (child.exitCode !== null || child.signalCode !== null) return;
          const ended = once(child, 'exit');
          kill();
          await ended;
        },
      };
      started.push(running);
      return running;
    },
    async end() {
      await Promise.all(started.map((one) => one.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function becomesReady(child: ChildProcess, url: URL): Promise<boolean> {
  for (let tries = 0; tries < 300 && child.exitCode === null; tries += 1) {
    if (await answers(url)) return true;
    await sleep(100);
  }
  return false;
}

/** Answers whether a server lets us in. */
export async function answers(url: URL): Promise<boolean> {
  try {
    const connection = await createConnection({ uri: url.href, connectTimeout: 3000 });
    await connection.end();
    return true;
  } catch {
    return false;
  }
}

/** Answers whether a program ended well. */
export function succeeds(child: ChildProcess): Promise<boolean> {
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
