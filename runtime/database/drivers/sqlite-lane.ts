import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { bareEnvironment } from '../../common/bare-environment.ts';
import type { Cell, Row } from '../connection.ts';
import type { Lane } from './long-reads.ts';
import type { LaneQuestion, LaneReply, LaneSettings, LaneThread } from './sqlite-lane-worker.ts';

export type SqliteQuestion = { readonly sql: string; readonly params: readonly Cell[] };

/** Milliseconds a thread without work stays: starting one takes about fifty. */
const idle = 30_000;

/** A thread with a connection of its own that only reads. It starts when there is something to read. */
export function sqliteLane(file: string, ask: string): Lane<SqliteQuestion, Row[]> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  let worker: Worker | undefined;
  let rest: NodeJS.Timeout | undefined;
  let number = 0;
  let underWay: Promise<unknown> = Promise.resolve();
  let thread: number | undefined;
  let before = 0;

  function start(): Worker {
    const workerData: LaneSettings = { file, stop, ask };
    const started = new Worker(new URL('./sqlite-lane-worker.ts', import.meta.url), {
      workerData,
      env: bareEnvironment(),
      execArgv: [],
    });
    thread = undefined;
    started.on('message', (message: LaneReply | LaneThread) => {
      if ('thread' in message) thread = message.thread;
    });
    started.on('error', () => {});
    started.on('exit', () => {
      if (worker === started) worker = undefined;
    });
    return started;
  }

  async function end(): Promise<void> {
    const ended = worker;
    worker = undefined;
    const gone = ended?.terminate();
    await Promise.race([gone, sleep(2_000, undefined, { ref: false })]);
  }

  return {
    async read({ sql, params }, signal) {
      clearTimeout(rest);
      worker ??= start();
      const reader = worker;
      reader.ref();
      before = timeOf(thread) ?? 0;
      number = (number + 1) & 0x7fff_ffff;
      const mine = number;
      const halt = () => Atomics.store(stop, 0, mine);
      signal.addEventListener('abort', halt, { once: true });
      if (signal.aborted) halt();
      try {
        const answer = answerOf(reader, { number: mine, sql, params });
        underWay = answer.catch(() => {});
        return await answer;
      } finally {
        signal.removeEventListener('abort', halt);
        reader.unref();
        rest = setTimeout(() => void end(), idle).unref();
      }
    },
    worked() {
      const now = timeOf(thread);
      return now === undefined ? undefined : now - before;
    },
    async close() {
      Atomics.store(stop, 0, number);
      // A thread that is ended within a statement does not end before the statement.
      await Promise.race([underWay, sleep(2_000, undefined, { ref: false })]);
      clearTimeout(rest);
      await end();
    },
  };
}

function answerOf(worker: Worker, question: LaneQuestion): Promise<Row[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Row[]>();
  const rows: Row[] = [];
  const take = (message: LaneReply | LaneThread) => {
    if ('thread' in message) return;
    const { rows: some = [], failed, more } = message;
    if (failed) return reject(new Sqlite.SqliteError(failed.message, failed.code));
    for (const row of typeof some === 'string' ? (JSON.parse(some) as Row[]) : some) rows.push(row);
    if (!more) resolve(rows);
  };
  const gone = () => reject(new Error('the thread of a long read ended'));
  worker.on('message', take);
  worker.once('error', reject);
  worker.once('exit', gone);
  worker.postMessage(question);
  return promise.finally(() => {
    worker.off('message', take);
    worker.off('error', reject);
    worker.off('exit', gone);
  });
}

/** Milliseconds of processor time that a thread of this process has taken; undefined where nobody says. */
function timeOf(thread: number | undefined): number | undefined {
  if (thread === undefined) return undefined;
  try {
    const times = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    // Hundredths of a second: its own, and the system's for it.
    return (Number(times[11]) + Number(times[12])) * 10;
  } catch {
    return undefined;
  }
}
