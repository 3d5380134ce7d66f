import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort, type Mariadbds, prepareMariadbds } from '../../workshop/services/mariadbd.ts';
import { memoryOf, processorTimeOf } from '../peers/process-tree.ts';
import type { Sample } from './judge.ts';

/** A server and its database, which go by a clock of their own. */
export interface Place {
  readonly base: string;
  readonly token: string;
  /** Puts their clocks ahead by so many seconds more. */
  pass(seconds: number): void;
  /** Milliseconds since 1970, as they have it. */
  clock(): number;
  sample(at: number): Sample;
  doctor(): Promise<readonly string[]>;
  /** What its log complains of, each kind with how often. */
  complaints(): readonly string[];
  /** Stops it as an operator does; answers how it ended. */
  stop(): Promise<number | null>;
  /** Takes away all it kept. */
  end(): Promise<void>;
}

const password = 'measure by measure';
const megabyte = 1024 * 1024;

/** @param begins The moment at which its clock begins. */
export async function openPlace(database: 'sqlite' | 'mariadb', begins: string): Promise<Place> {
  const home = mkdtempSync(join(tmpdir(), 'guiju-soak-'));
  let ahead = Math.round((Date.parse(begins) - Date.now()) / 1_000);
  let servers: Mariadbds | undefined;
  let url: URL | undefined;
  if (database === 'mariadb') {
    servers = await prepareMariadbds();
    // Written as for people: the defaults of tests lose what was committed.
    const durable = [
      '--innodb-flush-log-at-trx-commit=1',
      '--innodb-doublewrite=1',
      '--innodb-file-per-table=1',
    ];
    const { url: server } = await servers.start(...durable, '--innodb-stats-persistent=1');
    url = new URL('/guiju', server);
  }
  const data = join(home, 'data');
  const backups = join(home, 'backups');
  mkdirSync(backups);
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: String(port),
    GUIJU_HOME: data,
    GUIJU_ADMIN_PASSWORD: password,
    GUIJU_BACKUP: backups,
    GUIJU_BACKUP_AT: '02:30, increments 2h',
    LOG_LEVEL: 'warn',
    // As `deploy/` sets it.
    MALLOC_ARENA_MAX: '2',
    ...(url ? { DATABASE_URL: url.href, GUIJU_SECRET: '07'.repeat(32) } : {}),
  };
  const log = createWriteStream(join(home, 'server.log'));
  const child = fork(new URL('./server.ts', import.meta.url), [String(ahead)], { env, silent: true });
  for (const stream of [child.stdout, child.stderr]) stream?.pipe(log, { end: false });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  // However it ends, what it started does not outlive it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  await serves(base, child, join(home, 'server.log'));
  const token = await tokenOf(base);
  return {
    base,
    token,
    pass(seconds) {
      ahead += seconds;
      child.send(ahead);
    },
    clock: () => Date.now() + ahead * 1_000,
    sample: (at) => ({ at, ...ofProcess(child.pid ?? 0), ...ofFiles(data, url && dataOf(url)) }),
    async doctor() {
      const asked = promisify(execFile)(process.execPath, ['boot.mjs', 'doctor', '--json'], { env });
      // It ends with a code of its own where something is harmed.
      const { stdout } = await asked.catch((error: { readonly stdout: string }) => error);
      const { findings } = JSON.parse(stdout) as {
        readonly findings: readonly { readonly status: string; readonly message: string }[];
      };
      return findings.filter(({ status }) => status === 'fail').map(({ message }) => message);
    },
    complaints() {
      const kinds = Map.groupBy(
        readFileSync(join(home, 'server.log'), 'utf8').split('\n').flatMap(complaintIn),
        (one) => one,
      );
      return [...kinds].map(([kind, some]) => `${some.length} × ${kind}`);
    },
    async stop() {
      process.off('exit', kill);
      if (child.exitCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    },
    async end() {
      kill();
      await servers?.end();
      log.end();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function serves(base: string, child: ChildProcess, log: string): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const up = await fetch(`${base}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    if (child.exitCode !== null) break;
    await sleep(250);
  }
  throw new Error(`the server did not start: ${readFileSync(log, 'utf8').slice(-2_000)}`);
}

/** A credential without an end that a clock could bring about. */
async function tokenOf(base: string): Promise<string> {
  const ask = async (path: string, body: object, token?: string) => {
    const answer = await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return ((await answer.json()) as { readonly token: string }).token;
  };
  const session = await ask('/api/session', { user: 'admin', password });
  const scopes = ['read', 'write', 'administer', 'publish'];
  return ask('/api/me/tokens', { name: 'soak', scopes }, session);
}

/** A line of its log, without what differs from one time to the next. */
function complaintIn(line: string): readonly string[] {
  if (!/^\{"level":"(warn|error)"/.test(line)) return [];
  const { msg, task, err } = JSON.parse(line) as {
    readonly msg: string;
    readonly task?: string;
    readonly err?: { readonly message: string };
  };
  const why =
    err?.message.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27,}/g, ':id').replaceAll(/\/tmp\/\S+\//g, '') ?? '';
  return [[msg, task, why.slice(0, 200)].filter(Boolean).join(': ')];
}

/** Memory and processor time of it and of what it started, and the files that it has open itself, as Linux says. */
function ofProcess(pid: number): Pick<Sample, 'memory' | 'descriptors' | 'worked'> {
  return {
    memory: memoryOf(pid).rss,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    worked: processorTimeOf(pid) / 1_000,
  };
}

/** The data folder of a MariaDB of ours lies beside the others, by its port. */
function dataOf(url: URL): string | undefined {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith('guiju-mariadb-'))
    .map((name) => join(tmpdir(), name, url.port, 'data'))
    .find((folder) => statSync(folder, { throwIfNoEntry: false }));
}

function ofFiles(home: string, server: string | undefined): Pick<Sample, 'stored' | 'log'> {
  const sizes = (server ? [server] : [home]).flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => ({
        name,
        size: statSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0,
      })),
  );
  const sum = (wanted: (name: string) => boolean) =>
    sizes.filter(({ name }) => wanted(name)).reduce((all, { size }) => all + size, 0) / megabyte;
  const isLog = (name: string) => name.endsWith('-wal') || name.startsWith('undo');
  const isStored = (name: string) =>
    server ? /\.(ibd|frm)$|^ibdata/.test(name) : name.endsWith('.db') || name.endsWith('-wal');
  return { stored: sum(isStored), log: sum(isLog) };
}
