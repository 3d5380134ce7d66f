import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Label } from '../../metadata/common/label.ts';
import { bareEnvironment } from './bare-environment.ts';

/** A small program that stands in for a system outside, for whoever tries the demo data. */
export interface StandIn {
  readonly label: Label;
  /** Runs as a process of its own that is asked to listen, and answers. */
  readonly program: URL;
  /** Of this machine, where the demo data says that the system is; where somebody has it, another one that is free. */
  readonly port: number;
  /** The record of the demo data that says so, and follows where it runs as long as it names this machine. */
  readonly place: {
    readonly form: string;
    readonly number: string;
    /** Names of its fields. */
    readonly host: string;
    readonly port: string;
  };
}

export interface StandInAsked {
  readonly port: number;
}

/** The answer of such a program. `failure` null: it listens. */
export interface StandInWord {
  readonly failure: string | null;
  /** Where it listens. */
  readonly port: number;
}

export interface RunningStandIn {
  readonly port: number;
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
  const { failure, port: given } = await new Promise<StandInWord>((resolve) => {
    const failed = (failure: string) => resolve({ failure, port });
    child.once('message', (word) => resolve(word as StandInWord));
    child.once('error', ({ message }) => failed(message));
    void ended.then(() => failed('ended'));
    child.send({ port } satisfies StandInAsked, (error) => error && failed(error.message));
  });
  if (failure !== null) {
    child.kill();
    return failure;
  }
  return {
    port: given,
    url: `http://127.0.0.1:${given}/`,
    async close() {
      child.kill();
      await ended;
    },
  };
}
