import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Label } from '../../metadata/common/label.ts';
import { bareEnvironment } from './bare-environment.ts';

/** A small program that stands in for a system outside, for whoever tries the demo data. */
export interface StandIn {
  readonly label: Label;
  /** Runs as a process of its own that is asked to listen, and answers. */
  readonly program: URL;
  /** Of this machine, where the demo data says that the system is. */
  readonly port: number;
}

export interface StandInAsked {
  readonly port: number;
}

/** The answer of such a program; null: it listens. */
export interface StandInWord {
  readonly failure: string | null;
}

export interface RunningStandIn {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts one, or answers why it does not run. It ends with this process, whatever ends that. */
export async function startStandIn({ program, port }: StandIn): Promise<RunningStandIn | string> {
  const child = fork(fileURLToPath(program), {
    execArgv: [],
    env: bareEnvironment(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const failure = await new Promise<string | null>((resolve) => {
    child.once('message', (word) => resolve((word as StandInWord).failure));
    child.once('error', ({ message }) => resolve(message));
    void ended.then(() => resolve('ended'));
    child.send({ port } satisfies StandInAsked, (error) => error && resolve(error.message));
  });
  if (failure !== null) {
    child.kill();
    return failure;
  }
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      child.kill();
      await ended;
    },
  };
}
