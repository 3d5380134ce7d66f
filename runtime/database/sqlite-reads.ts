import { availableParallelism } from 'node:os';
import type Sqlite from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import { BoundedMap } from '../../metadata/bounded-map.ts';
import type { Cell, Row } from './connection.ts';
import { createLongReads } from './long-reads.ts';
import type { LongReadCounts, LongReadLimits, Reading } from './reading.ts';
import { sqliteLane } from './sqlite-lane.ts';
import { createPlanJudge } from './sqlite-plan.ts';
import { plannedOnce } from './sqlite-statements.ts';
import { stoppableSql } from './stoppable-sql.ts';

/** Reads of what is committed: what is answered quickly, on this thread; what lasts, on others. */
export interface SqliteReads {
  /** Null: it is no read. */
  all(sql: string, params: readonly Cell[], reading?: Reading): Row[] | Promise<Row[]> | null;
  first(
    sql: string,
    params: readonly Cell[],
    reading?: Reading,
  ): Row | undefined | Promise<Row | undefined> | null;
  counts(): LongReadCounts;
  close(): Promise<void>;
}

/** The function that rows ask whether they are still wanted. */
const ask = 'guiju_wanted';

/** Milliseconds that this thread gives a read before others take it over; and one that lasted lately. */
const usually = 4;
const mistrust = 1;
/** How long that is remembered. */
const memory = 10_000;
/** What this thread gives in vain: milliseconds at once, and of each millisecond. */
const waste = { most: 10, share: 0.05 };

/** Statements kept, and how long what was said of their plans is believed: indexes come and go. */
const cacheSize = 1_000;
const believed = 60_000;

interface Prepared {
  readonly sql: string;
  readonly statement: Statement<unknown[]>;
  readonly judgedAt: number;
  /** It is asked at once: by keys, or because it writes. */
  readonly sure: boolean;
  /** It can be stopped here. */
  readonly stoppable: boolean;
  lastedAt: number;
}

class Overdue extends Error {}
const overdue = new Overdue('it lasts');
const lasts = Symbol('lasts');

export function createSqliteReads(
  file: string,
  connection: Sqlite.Database,
  limits: LongReadLimits,
): SqliteReads {
  const byKey = createPlanJudge(connection);
  const patience = limits.patience ?? usually;
  const pool = createLongReads(() => sqliteLane(file, ask), {
    lanes: limits.lanes ?? availableParallelism(),
    deadline: limits.deadline ?? 20_000,
    waiting: limits.waiting ?? 32,
  });
  const kept = new BoundedMap<string, Prepared>(cacheSize);
  let until = 0;
  let [left, leftAt] = [waste.most, performance.now()];
  connection.function(ask, { deterministic: false, varargs: true }, () => {
    if (performance.now() > until) throw overdue;
    return 1;
  });

  function prepared(sql: string, params: readonly Cell[]): Prepared {
    const known = kept.get(sql);
    const now = performance.now();
    if (known && now - known.judgedAt < believed) return known;
    const made = prepare(sql, params, now);
    kept.set(sql, made);
    return made;
  }

  function prepare(asked: string, params: readonly Cell[], judgedAt: number): Prepared {
    const sql = plannedOnce(asked);
    const common = { judgedAt, lastedAt: Number.NEGATIVE_INFINITY };
    const plain = { ...common, sql, statement: connection.prepare<unknown[]>(sql) };
    if (!/^\s*(select|with)\b/i.test(sql) || !plain.statement.readonly || byKey(sql, params))
      return { ...plain, sure: true, stoppable: false };
    try {
      const stoppable = stoppableSql(sql, ask);
      const statement = connection.prepare<unknown[]>(stoppable);
      return { ...common, sql: stoppable, statement, sure: false, stoppable: stoppable !== sql };
    } catch {
      // A table whose rows have no place: it is read elsewhere, and ends when it ends.
      return { ...plain, sure: false, stoppable: false };
    }
  }

  /** What this thread may give it now. */
  function allowed(one: Prepared, now: number, reading: Reading | undefined): number {
    if (!one.stoppable || patience === 0) return 0;
    left = Math.min(waste.most, left + (now - leftAt) * waste.share);
    leftAt = now;
    // The platform itself asks what is short by nature.
    if (now - one.lastedAt < memory) return !reading || left > mistrust ? mistrust : 0;
    return left > patience ? patience : mistrust;
  }

  function attempt<T>(
    one: Prepared,
    reading: Reading | undefined,
    run: (statement: Statement<unknown[]>) => T,
  ): T | typeof lasts {
    if (one.sure) return run(one.statement);
    const now = performance.now();
    const given = allowed(one, now, reading);
    if (given === 0) return lasts;
    until = now + given;
    try {
      const answer = run(one.statement);
      one.lastedAt = Number.NEGATIVE_INFINITY;
      return answer;
    } catch (error) {
      if (error !== overdue) throw error;
      one.lastedAt = performance.now();
      left -= one.lastedAt - now;
      return lasts;
    }
  }

  return {
    all(sql, params, reading) {
      const one = prepared(sql, params);
      if (!one.statement.readonly) return null;
      const here = attempt(one, reading, (statement) => statement.all(params) as Row[]);
      return here === lasts ? pool.read({ sql: one.sql, params }, reading) : here;
    },
    first(sql, params, reading) {
      const one = prepared(sql, params);
      if (!one.statement.readonly) return null;
      const here = attempt(one, reading, (statement) => statement.get(params) as Row | undefined);
      if (here !== lasts) return here;
      return pool.read({ sql: one.sql, params }, reading).then(([row]) => row);
    },
    counts: pool.counts,
    close: pool.close,
  };
}
