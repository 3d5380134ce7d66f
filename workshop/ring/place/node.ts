import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../services/mariadbd.ts';
import { Wire } from '../../services/wire.ts';
import { type BorrowedClock, borrowClock } from './borrowed-clock.ts';
import type { Member } from './members.ts';

/** A server of ours, started as operators start it, which reaches each member of the database by a wire of its own. */
export interface RingNode {
  readonly name: string;
  readonly url: string;
  /** One to each member, in the order in which they are named to it. */
  readonly wires: readonly Wire[];
  readonly clock: BorrowedClock;
  /** How it ended where nobody ended it. */
  readonly died: readonly string[];
  /** Starts it and waits until it serves. */
  start(): Promise<void>;
  /** From the next start on it is a later version. */
  upgrade(): void;
  /** Which version it is. */
  isUpgraded(): boolean;
  /** What `guiju doctor` finds harmed, a sentence each. */
  doctor(): Promise<readonly string[]>;
  kill(): Promise<void>;
  /** As when it is asked to end: what it has begun it does. */
  stop(): Promise<void>;
  pause(): void;
  go(): void;
  /** Ends it, and its wires. */
  end(): Promise<void>;
}

export interface NodeParts {
  readonly name: string;
  /** Members in the order in which it asks them. */
  readonly members: readonly Member[];
  readonly database: string;
  /** The data folder that all nodes share. */
  readonly home: string;
  /** Where it writes what it has to say. */
  readonly folder: string;
  /** The library that lends it a clock. */
  readonly clock: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Seconds until a server that is started has to serve: it may have to make every table first. */
const patience = 600;
/** The server of tomorrow. */
const newer = 'workshop/ring/newer/main.ts';

export async function makeNode(parts: NodeParts): Promise<RingNode> {
  const { name, members, folder } = parts;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const wires: Wire[] = [];
  for (const { url: member } of members) {
    const wire = new Wire(new URL(`/${parts.database}`, member));
    await wire.join();
    wires.push(wire);
  }
  const [first, ...others] = wires;
  const address = first?.urlWith(...others) ?? '';
  const clock = borrowClock(parts.clock, join(folder, `${name}.clock`));
  const log = createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
  let child: ChildProcess | undefined;
  const died: string[] = [];
  let program = 'boot.mjs';
  /** Whether it is to run, and started again where it does not. */
  let isWanted = false;
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const killed = () => void child?.kill('SIGKILL');

  const environment = {
    PATH: process.env['PATH'],
    TMPDIR: folder,
    HOST: '127.0.0.1',
    PORT: String(port),
    GUIJU_URL: url,
    GUIJU_NODE: name,
    GUIJU_HOME: parts.home,
    DATABASE_URL: address,
    LOG_LEVEL: 'info',
    LANG: 'en_US.UTF-8',
    ...parts.environment,
    ...clock.environment,
  };

  function run(): ChildProcess {
    const started = spawn(process.execPath, [program, 'start'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
    });
    child = started;
    started.stdout.pipe(log, { end: false });
    started.stderr.pipe(log, { end: false });
    process.once('exit', killed);
    started.once('exit', () => process.off('exit', killed));
    return started;
  }

  async function comesUp(started: ChildProcess, until: number): Promise<boolean> {
    for (; performance.now() < until && isRunning(); await sleep(200)) {
      if (!(await serves(url))) continue;
      started.once('exit', (code, signal) => {
        if (!isWanted) return;
        died.push(`${name} ended by itself: ${code ?? signal}`);
        isWanted = false;
        void node.start().catch(() => {});
      });
      return true;
    }
    return false;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    isWanted = false;
    if (!child || !isRunning()) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(signal);
    // One that waits for somebody for too long is ended as an operator ends it.
    const late = setTimeout(killed, 60_000);
    await ended;
    clearTimeout(late);
  }

  const node: RingNode = {
    name,
    url,
    wires,
    clock,
    died,
    async start() {
      if (isWanted) return;
      isWanted = true;
      // As whoever runs servers has them started again.
      for (const until = performance.now() + patience * 1_000; isWanted && performance.now() < until; ) {
        if (await comesUp(run(), until)) return;
        await sleep(1_000);
      }
      if (isWanted)
        throw new Error(`${name} does not serve after ${patience} seconds; see ${folder}/${name}.log`);
    },
    upgrade() {
      program = newer;
    },
    isUpgraded: () => program === newer,
    async doctor() {
      const asked = promisify(execFile)(process.execPath, [program, 'doctor', '--json'], {
        env: environment,
      });
      // It ends with a code of its own where something is harmed.
      const { stdout } = await asked.catch((error: { readonly stdout: string }) => error);
      const { findings } = JSON.parse(stdout) as {
        readonly findings: readonly { readonly status: string; readonly message: string }[];
      };
      return findings.filter(({ status }) => status === 'fail').map(({ message }) => message);
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    pause: () => void child?.kill('SIGSTOP'),
    go: () => void child?.kill('SIGCONT'),
    async end() {
      await end('SIGKILL');
      for (const wire of wires) await wire.cut();
      log.end();
    },
  };
  return node;
}

async function serves(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}
