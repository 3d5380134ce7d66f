import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { Cell, Row } from '../connection.ts';
import { addFunctions } from './sqlite-functions.ts';

export interface LaneSettings {
  readonly file: string;
  /** Number of the read that nobody waits for any more. */
  readonly stop: Int32Array;
  /** The function that rows ask whether they are still wanted. */
  readonly ask: string;
}

export interface LaneQuestion {
  readonly number: number;
  readonly sql: string;
  readonly params: readonly Cell[];
}

/** The number under which Linux knows the thread. */
export interface LaneThread {
  readonly thread: number;
}

export interface LaneReply {
  /** JSON, which is quicker than a copy of the objects; rows with bytes are copied. */
  readonly rows?: string | readonly Row[];
  readonly failed?: { readonly code: string; readonly message: string };
  /** More rows follow. */
  readonly more: boolean;
}

/** Rows and signs of one message: whoever takes it in does not stop at it for long. */
const atOnce = { rows: 256, signs: 256 * 1024 };

const { file, stop, ask } = workerData as LaneSettings;
const connection = new Sqlite(file, { readonly: true, timeout: 1_000 });
// Rows that a search puts in order lie anywhere in the table; given back with the thread, which ends when it rests.
connection.pragma('cache_size = -64000');
addFunctions(connection);
let current = 0;

class Unwanted extends Error {}

function wanted(): 1 {
  if (Atomics.load(stop, 0) === current) throw new Unwanted('nobody waits for it');
  return 1;
}
connection.function(ask, { deterministic: false, varargs: true }, wanted);
yieldToOthers();

parentPort?.on('message', ({ number, sql, params }: LaneQuestion) => {
  current = number;
  try {
    let rows: Row[] = [];
    let signs = 0;
    for (const row of connection.prepare<unknown[], Row>(sql).iterate(params)) {
      if (rows.length === atOnce.rows || signs > atOnce.signs) {
        wanted();
        reply({ rows: packed(rows), more: true });
        [rows, signs] = [[], 0];
      }
      rows.push(row);
      for (const cell of Object.values(row)) if (typeof cell === 'string') signs += cell.length;
    }
    reply({ rows: packed(rows), more: false });
  } catch (error) {
    const code = error instanceof Sqlite.SqliteError ? error.code : '';
    reply({ failed: { code, message: error instanceof Error ? error.message : String(error) }, more: false });
  }
});

function reply(message: LaneReply): void {
  parentPort?.postMessage(message);
}

function packed(rows: readonly Row[]): string | readonly Row[] {
  const bytes = rows.some((row) => Object.values(row).some((cell) => cell instanceof Uint8Array));
  return bytes ? rows : JSON.stringify(rows);
}

/** Linux schedules each thread by itself; elsewhere a thread cannot be told from its process, which stays as it is. */
function yieldToOthers(): void {
  try {
    const thread = Number(/\/task\/(\d+)$/.exec(readlinkSync('/proc/thread-self'))?.[1] ?? 0);
    if (thread === 0) return;
    parentPort?.postMessage({ thread } satisfies LaneThread);
    setPriority(thread, 10);
  } catch {
    // Not permitted, or no Linux: then all have the same.
  }
}
