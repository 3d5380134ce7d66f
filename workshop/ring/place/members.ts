import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { answers, succeeds } from '../../services/mariadbd.ts';
import { type BorrowedClock, borrowClock } from './borrowed-clock.ts';
import { type Disk, makeDisk } from './disk.ts';
import { type GaleraPrograms, galeraPrograms } from './galera.ts';

/** One member of the cluster, a process of its own at an address of its own on this machine. */
export interface Member {
  readonly name: string;
  /** Its address as root, who has no password. */
  readonly url: URL;
  readonly clock: BorrowedClock;
  /** Null: this machine lets nobody make one. */
  readonly disk: Disk | null;
  isRunning(): boolean;
  /** Starts it where it does not run, and waits until it is one of the others again. */
  join(): Promise<void>;
  /** As when its machine loses power. */
  kill(): Promise<void>;
  /** As when its machine is shut down. */
  stop(): Promise<void>;
  /** As when its machine is paused. */
  pause(): void;
  go(): void;
  /** Keeps it from the other members alone: whoever asks it still reaches it. */
  isolate(): Promise<void>;
  rejoin(): Promise<void>;
  /** What it says of a status: `wsrep_ready`. Null: it does not answer. */
  status(name: string): Promise<string | null>;
  ask<R>(sql: string): Promise<readonly R[]>;
}

export interface Members {
  readonly all: readonly [Member, Member, Member];
  readonly folder: string;
  /** Ends them, and takes away all they kept. */
  end(): Promise<void>;
}

/** Megabytes of the disk of each. */
const room = 1_200;
const [port, talk, handOver, wholeCopy] = [3406, 4567, 4568, 4444];

/** Three members of one Galera, joined; all clocks are ahead by so many seconds. */
export async function startMembers(ahead = 0): Promise<Members> {
  const programs = await galeraPrograms();
  // Mounts, files of another user and sockets with short names: not below a folder of tests.
  const folder = mkdtempSync(join(tmpdir(), 'guiju-ring-'));
  chmodSync(folder, 0o755);
  const own = `127.${1 + (process.pid % 250)}.${1 + (Math.trunc(process.pid / 250) % 250)}`;
  const addresses = [1, 2, 3].map((last) => `${own}.${last}`);
  const made = addresses.map((address, at) =>
    makeMember({ programs, folder, address, addresses, at, ahead }),
  );
  const [one, two, three] = made as [Made, Made, Made];
  const end = async () => {
    await Promise.all(made.map(({ kill }) => kill()));
    for (const { disk } of made) disk?.end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await prepare(programs, one.data);
    await one.begin();
    // Those that come later are given all that the first has.
    await two.join();
    await three.join();
    return { all: [one, two, three], folder, end };
  } catch (error) {
    await end();
    throw error;
  }
}

interface MemberParts {
  readonly programs: GaleraPrograms;
  readonly folder: string;
  readonly address: string;
  readonly addresses: readonly string[];
  readonly at: number;
  readonly ahead: number;
}

interface Made extends Member {
  readonly data: string;
  /** Starts the first of a cluster that nobody is in. */
  begin(): Promise<void>;
}

const clusterStatus = "SHOW GLOBAL STATUS LIKE 'wsrep_cluster_status'";
const account = userInfo().uid === 0 ? 'mysql' : userInfo().username;

async function prepare({ installer }: GaleraPrograms, data: string): Promise<void> {
  const setup = ['--no-defaults', `--datadir=${data}`, `--user=${account}`, '--skip-test-db'];
  const done = await succeeds(
    spawn(installer, [...setup, '--auth-root-authentication-method=normal'], { stdio: 'ignore' }),
  );
  if (!done) throw new Error(`${installer} could not prepare ${data}`);
}

function makeMember({ programs, folder, address, addresses, at, ahead }: MemberParts): Made {
  const name = `m${at + 1}`;
  const own = join(folder, name);
  mkdirSync(own);
  const disk = makeDisk(join(own, 'disk'), room);
  const data = join(disk?.folder ?? own, 'data');
  mkdirSync(data);
  const clock = borrowClock(programs.clock, join(own, 'clock'));
  clock.set(ahead);
  if (userInfo().uid === 0) spawnSync('chown', ['-R', `${account}:`, own]);
  const log = join(own, 'error.log');
  const url = new URL(`mysql://root@${address}:${port}`);
  let child: ChildProcess | undefined;
  /** Whether it came to have all that the others have since it was last started. */
  let isWhole = false;
  let joining: Promise<void> | undefined;

  const others = `gcomm://${addresses.map((one) => `${one}:${talk}`).join(',')}`;
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const killed = () => void child?.kill('SIGKILL');

  const kept = [
    '--no-defaults',
    `--user=${account}`,
    `--datadir=${data}`,
    `--tmpdir=${own}`,
    `--bind-address=${address}`,
    '--innodb-buffer-pool-size=128M',
    '--innodb-log-file-size=48M',
    '--innodb-file-per-table=0',
    '--wsrep-on=ON',
    `--wsrep-provider=${programs.provider}`,
    // One that cannot change a table as the others did, because its disk is full, leaves them instead of going on without.
    '--wsrep-ignore-apply-errors=0',
    '--wsrep-sst-method=rsync',
    '--binlog-format=ROW',
    '--innodb-autoinc-lock-mode=2',
  ];

  /** How far it came, as the services of packaged servers ask before they start one. */
  async function recovered(): Promise<string> {
    const found = join(own, 'recovered.log');
    rmSync(found, { force: true });
    const only = ['--wsrep-recover', `--log-error=${found}`, `--socket=${own}/recovers`, '--skip-networking'];
    // It does not join them, and is not started where it is not told of any.
    const options = [...kept, ...only, `--wsrep-cluster-address=${others}`];
    await succeeds(spawn(programs.server, options, { stdio: 'ignore' }));
    const said = existsSync(found) ? readFileSync(found, 'utf8') : '';
    const [, position] = /Recovered position:\s*([\da-f-]{36}:\d+)/.exec(said) ?? [];
    if (!position) throw new Error(`${name} does not know how far it came; see ${found}`);
    appendFileSync(log, `\n-- ${name} came to ${position}\n`);
    return position;
  }

  /**
   * `isEmptied`: it is given everything by another one, whatever it has, so that there has to be one: it may know what
   * nobody else does.
   */
  async function start(cluster: string, isEmptied = false): Promise<void> {
    if (isEmptied) await someCluster();
    // What was being given to it when it was killed is half of something.
    const position = isEmptied || !isWhole ? null : await recovered();
    isWhole = false;
    const options = [
      `base_host=${address}`,
      `gmcast.listen_addr=tcp://${address}:${talk}`,
      `ist.recv_addr=${address}:${handOver}`,
      'gcache.size=64M',
      'pc.recovery=true',
    ];
    const started = spawn(
      programs.server,
      [
        ...kept,
        `--socket=${own}/socket`,
        `--pid-file=${own}/pid`,
        `--log-error=${log}`,
        `--port=${port}`,
        '--skip-name-resolve',
        // Others have what one of them loses.
        '--innodb-flush-log-at-trx-commit=2',
        '--innodb-stats-persistent=0',
        '--table-definition-cache=4000',
        ...(position === null ? [] : [`--wsrep-start-position=${position}`]),
        `--wsrep-cluster-address=${cluster}`,
        `--wsrep-node-address=${address}:${talk}`,
        `--wsrep-node-name=${name}`,
        `--wsrep-sst-receive-address=${address}:${wholeCopy}`,
        `--wsrep-provider-options=${options.join(';')}`,
      ],
      { stdio: 'ignore', env: { ...process.env, ...clock.environment } },
    );
    child = started;
    process.once('exit', killed);
    started.once('exit', () => process.off('exit', killed));
    await ready(started);
  }

  /** Fails when it ends instead; a copy of everything takes its time. */
  async function ready(started: ChildProcess): Promise<void> {
    for (let tries = 0; tries < 1_500; tries += 1) {
      if (started.exitCode !== null || started.signalCode !== null) break;
      if ((await status('wsrep_local_state_comment')) === 'Synced' && (await answers(url))) {
        isWhole = true;
        return;
      }
      await sleep(200);
    }
    throw new Error(`${name} did not join the others; see ${log}`);
  }

  /** Waits until others may write. */
  async function someCluster(): Promise<void> {
    const isPrimary = async (address: string) => {
      const [found] = await askOf<{ Value: string }>(address, clusterStatus).catch(() => []);
      return found?.Value === 'Primary';
    };
    for (let tries = 0; tries < 600; tries += 1) {
      const found = await Promise.all(addresses.filter((one) => one !== address).map(isPrimary));
      if (found.includes(true)) return;
      await sleep(500);
    }
    throw new Error(`${name} has nobody who could give it everything`);
  }

  const ask = <R>(sql: string) => askOf<R>(address, sql);
  async function askOf<R>(member: string, sql: string): Promise<readonly R[]> {
    const uri = `mysql://root@${member}:${port}`;
    const connection = await createConnection({ uri, connectTimeout: 3_000 });
    try {
      const [rows] = await connection.query<(R & RowDataPacket)[]>({ sql, timeout: 5_000 });
      return rows;
    } finally {
      connection.destroy();
    }
  }

  async function status(asked: string): Promise<string | null> {
    const rows = await ask<{ Value: string }>(`SHOW GLOBAL STATUS LIKE '${asked}'`).catch(() => []);
    return rows[0]?.Value ?? null;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child || !isRunning()) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(killed, 30_000);
    await ended;
    clearTimeout(late);
  }

  async function kill(): Promise<void> {
    await end('SIGKILL');
    // What everything is copied to it by would go on without it, and keep the next one from beginning.
    spawnSync('pkill', ['-KILL', '-f', data]);
    for (const left of ['rsync_sst.pid', 'wsrep_sst.pid']) rmSync(join(data, left), { force: true });
  }

  async function joinOthers(): Promise<void> {
    // One that does not come to itself, or is started anew meanwhile, begins again.
    if (child && isRunning())
      try {
        return await ready(child);
      } catch {
        await kill();
      }
    // Its own half-made state is no reason not to be given everything anew.
    for (let tries = 1; ; tries += 1) {
      try {
        return await start(others, tries > 1);
      } catch (error) {
        await kill();
        if (tries === 3) throw error;
        appendFileSync(log, `\n-- ${name} is given everything anew\n`);
        rmSync(join(data, 'grastate.dat'), { force: true });
      }
    }
  }

  const setting = (value: number) => ask(`SET GLOBAL wsrep_provider_options = 'gmcast.isolate=${value}'`);

  return {
    name,
    url,
    clock,
    disk,
    data,
    isRunning,
    begin: () => start('gcomm://'),
    // Who made the trouble and who looks after the members may both want it to.
    join() {
      joining ??= joinOthers().finally(() => {
        joining = undefined;
      });
      return joining;
    },
    stop: () => end('SIGTERM'),
    kill,
    pause: () => void child?.kill('SIGSTOP'),
    go: () => void child?.kill('SIGCONT'),
    async isolate() {
      await setting(1);
    },
    async rejoin() {
      await setting(0);
    },
    status,
    ask,
  };
}
