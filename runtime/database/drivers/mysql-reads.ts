import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Cell, Connection, LongReadCounts, LongReadLimits, Reading, Row } from '../connection.ts';
import { DatabaseError } from '../database-error.ts';
import { createLongReads, type Lane } from './long-reads.ts';
import { isOverdue } from './mysql-failure.ts';

export interface MysqlReadsParts {
  /** The connections that all else is asked on. */
  readonly whole: Connection;
  /** One more of its own. */
  connect(): Promise<MysqlLaneConnection>;
  readonly mariadb: boolean;
  readonly limits: LongReadLimits;
}

export interface MysqlLaneConnection {
  readonly connection: Connection;
  /** Closes it at once, whatever it is doing; `kill`: once the server was told to end that. */
  drop(kill?: boolean): Promise<void>;
}

export interface MysqlReads {
  readingFor(reading?: Reading): Connection;
  counts(): LongReadCounts;
  close(): Promise<void>;
}

interface Lasted {
  readonly at: number;
  /** In a row. */
  readonly times: number;
}

type Question = { readonly sql: string; readonly params: readonly Cell[] };

/** Milliseconds a read has among all others. */
const usually = 100;
/** Of those a share that is much: what took so long time and again is heavy, though none was cut off. */
const much = 1 / 4;
/** So many times in a row, and nobody tries it among the others any more; once fewer, one does at a time. */
const proven = 3;
/** The milliseconds for which it is remembered that a text lasted, and the number of such texts. */
const memory = 10_000;
const remembered = 1_000;
/** Milliseconds a connection without work stays. */
const idle = 60_000;

/** Reads that last do so on a few connections of their own, and no longer than the server was told. */
export function createMysqlReads(parts: MysqlReadsParts): MysqlReads {
  const { whole, mariadb, limits } = parts;
  const patience = limits.patience ?? usually;
  const pool = createLongReads(() => lane(parts), {
    lanes: limits.lanes ?? 2,
    deadline: limits.deadline ?? 20_000,
    waiting: limits.waiting ?? 32,
  });
  const lasted = new BoundedMap<string, Lasted>(remembered);
  let trying = 0;
  /** Milliseconds of about the quickest reads: a database that is far away makes none of them long. */
  let quickest = 0;

  /** Whether many at once may ask it among the others, or one at a time, or nobody. */
  function timesLasted(sql: string): number {
    const last = lasted.get(sql);
    return last && performance.now() - last.at < memory ? last.times : 0;
  }

  /**
   * Notes how long a read took. One that began before its text was last known to last says nothing new: whatever held
   * one up held up the other.
   */
  function note(sql: string, began: number, atLeast = 1): void {
    const now = performance.now();
    const took = now - began;
    quickest = quickest === 0 ? took : Math.min(took, quickest + (took - quickest) / 100);
    const last = lasted.get(sql);
    if (took < patience * much + quickest) {
      if (last) lasted.delete(sql);
    } else if (!last || began >= last.at || atLeast > last.times)
      lasted.set(sql, { at: now, times: Math.max(atLeast, timesLasted(sql) + 1) });
  }

  async function all(sql: string, params: readonly Cell[], reading?: Reading): Promise<Row[]> {
    const times = timesLasted(sql);
    const isDoubtful = times === proven - 1;
    if (patience === 0 || times >= proven || (isDoubtful && trying > 0)) return inLane();
    if (isDoubtful) trying += 1;
    const began = performance.now();
    try {
      const rows = await whole.all(within(sql), params);
      note(sql, began);
      return rows;
    } catch (error) {
      // The server does not always say what it ended a read for.
      const isOver = DatabaseError.is(error, 'stopped') && performance.now() - began >= patience;
      if (!isOver && !isOverdue(error)) throw error;
      note(sql, began, proven);
    } finally {
      if (isDoubtful) trying -= 1;
    }
    return inLane();

    function inLane(): Promise<Row[]> {
      return pool.read({ sql, params }, reading, (began) => note(sql, began));
    }
  }

  const texts = new BoundedMap<string, string>(remembered);
  function within(sql: string): string {
    let text = texts.get(sql);
    if (text === undefined) {
      text = mariadb
        ? `SET STATEMENT max_statement_time = ${patience / 1000} FOR ${sql}`
        : sql.replace(/^\s*select/i, `SELECT /*+ MAX_EXECUTION_TIME(${patience}) */`);
      texts.set(sql, text);
    }
    return text;
  }

  return {
    readingFor: (reading) => ({
      all: async <R>(sql: string, params: readonly Cell[] = []) =>
        (isRead(sql) ? await all(sql, params, reading) : await whole.all(sql, params)) as R[],
      first: async <R>(sql: string, params: readonly Cell[] = []) =>
        (isRead(sql) ? (await all(sql, params, reading))[0] : await whole.first(sql, params)) as
          | R
          | undefined,
      run: whole.run,
    }),
    counts: pool.counts,
    close: pool.close,
  };
}

function isRead(sql: string): boolean {
  return /^\s*select\b/i.test(sql) && !/\bfor update\s*$/i.test(sql);
}

function lane({ connect, mariadb }: MysqlReadsParts): Lane<Question, Row[]> {
  let kept: Promise<MysqlLaneConnection> | undefined;
  let rest: NodeJS.Timeout | undefined;
  /** Aborted when the lane closes. */
  const closing = new AbortController();
  let halting: Promise<void> | undefined;

  async function end(): Promise<void> {
    const ended = kept;
    kept = undefined;
    await ended?.then(
      ({ drop }) => drop(),
      () => {},
    );
  }

  /** Kills what is asked there when it is stopped: the driver then forgets it, so that it has to be said here. */
  async function until<T>(stop: AbortSignal, { drop }: MysqlLaneConnection, asked: Promise<T>) {
    const { promise, reject } = Promise.withResolvers<never>();
    const kill = async () => {
      await drop(true);
      reject(new DatabaseError('caller-left', 'nobody waits for it'));
    };
    const halt = () => {
      halting = kill();
    };
    stop.addEventListener('abort', halt, { once: true });
    if (stop.aborted) halt();
    try {
      return await Promise.race([asked, promise]);
    } finally {
      stop.removeEventListener('abort', halt);
    }
  }

  /** A connection that answers, told how long it has. */
  async function ready(stop: AbortSignal, limit: string): Promise<MysqlLaneConnection> {
    const isKept = kept !== undefined;
    kept ??= connect();
    try {
      const own = await kept;
      await until(stop, own, own.connection.run(`SET SESSION ${limit}`));
      return own;
    } catch (error) {
      // The server may have ended it while nobody asked anything there.
      if (!isKept || stop.aborted || !DatabaseError.is(error, 'unavailable')) throw error;
    }
    await end();
    return ready(stop, limit);
  }

  return {
    async read({ sql, params }, signal, milliseconds) {
      clearTimeout(rest);
      const stop = AbortSignal.any([signal, closing.signal]);
      // Were this process to end, the server would still know when. To both of them 0 is no end at all.
      const most = Number.isFinite(milliseconds) ? Math.max(1, milliseconds) + 500 : 0;
      const limit = mariadb
        ? `max_statement_time = ${most / 1000}`
        : `max_execution_time = ${Math.ceil(most)}`;
      let sound = false;
      try {
        const own = await ready(stop, limit);
        const rows = await until(stop, own, own.connection.all(sql, params));
        // Stopped when it had just ended, it is killed all the same: whoever came next would be hit.
        sound = !stop.aborted;
        return rows;
      } finally {
        // A connection on which something failed is not used again.
        if (sound) rest = setTimeout(() => void end(), idle).unref();
        else await end();
      }
    },
    async close() {
      clearTimeout(rest);
      closing.abort();
      await halting;
      await end();
    },
  };
}
