import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installOnDebian } from '../services/install-on-debian.ts';
import { freePort } from '../services/mariadbd.ts';

export const password = 'correct horse battery';

export interface Running {
  readonly port: number;
  /** Sends SIGTERM; answers how it ended. */
  stop(): Promise<number | string | null>;
}

/** Makes sure of programs that Debian has, by the packages that bring them. */
export async function provide(programs: Readonly<Record<string, string>>): Promise<void> {
  const missing = () => Object.keys(programs).filter((program) => spawnSync('which', [program]).status !== 0);
  if (missing().length > 0) await installOnDebian(missing().map((program) => programs[program] ?? ''));
  if (missing().length > 0)
    throw new Error(`This test needs ${missing().join(', ')}, which cannot be installed here.`);
}

/** Runs a program until it listens at this port. */
export async function startListening(
  [program = '', ...args]: readonly string[],
  port: number,
  options: SpawnOptions = {},
): Promise<Running> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => said.push(String(text)));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit');
  while (!(await listens(port))) {
    if (hasEnded(child)) throw new Error(`${program} ended: ${said.join('')}`);
    await sleep(100);
  }
  return {
    port,
    async stop() {
      process.off('exit', kill);
      child.kill('SIGTERM');
      const [code, signal] = await ended;
      return code ?? signal;
    },
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

function listens(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });
}

export interface RunningGuiju extends Running {
  readonly home: string;
}

/** The server of the checkout, on a data folder of its own. */
export async function startGuiju(settings: Readonly<Record<string, string>> = {}): Promise<RunningGuiju> {
  const home = mkdtempSync(join(tmpdir(), 'guiju-deploy-'));
  const port = await freePort();
  const env = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: String(port),
    GUIJU_HOME: home,
    GUIJU_ADMIN_PASSWORD: password,
    LOG_LEVEL: 'warn',
    ...settings,
  };
  const running = await startListening([process.execPath, resolve('boot.mjs'), 'start'], port, { env });
  return {
    ...running,
    home,
    async stop() {
      const end = await running.stop();
      rmSync(home, { recursive: true, force: true });
      return end;
    },
  };
}

/** A text with parts in the place of others, each of which has to be there. */
export function substituted(text: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((before, [part, instead]) => {
    if (!before.includes(part)) throw new Error(`${part} is not there any more`);
    return before.replaceAll(part, instead);
  }, text);
}
