import { availableParallelism } from 'node:os';
import type Sqlite from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Cell, LongReadCounts, LongReadLimits, Reading, Row } from '../connection.ts';
import { createLongReads } from './long-reads.ts';
import { sqliteLane } from './sqlite-lane.ts';
import { stoppableSql } from './stoppable-sql.ts';

/**
 * Whether a statement finds each of its rows by a whole unique key, so that no data makes it long. SQLite's words on
 * its plan are the only ones it gives beforehand: `SEARCH t USING INDEX i (id=?)`, `SCAN t`, `USE TEMP B-TREE …`.
 */
type PlanJudge = (sql: string, params: readonly Cell[]) => boolean;

function createPlanJudge(connection: Sqlite.Database): PlanJudge {
  const key = connection.prepare<[string], { name: string; columns: number }>(
    `SELECT l.name AS name, (SELECT COUNT(*) FROM pragma_index_info(l.name)) AS columns
     FROM sqlite_schema s, pragma_index_list(s.tbl_name) l
     WHERE s.type = 'index' AND s.name = ? AND l.name = s.name AND l."unique" = 1 AND l.partial = 0`,
  );

  function findsByKey(line: string): boolean {
    if (/^SEARCH \S+$/.test(line)) return true;
    if (/^SEARCH \S+ USING INTEGER PRIMARY KEY \(rowid=\?\)$/.test(line)) return true;
    const found = /^SEARCH \S+ (?:EXISTS )?USING (?:COVERING )?INDEX (\S+) \(([^<>]*)\)$/.exec(line);
    const [, name, terms] = found ?? [];
    if (name === undefined || terms === undefined) return false;
    return key.get(name)?.columns === terms.split(' AND ').length;
  }

  return (sql, params) => {
    if (countsAll.test(sql)) return true;
    const lines = connection.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(params);
    return lines.every(({ detail }) => !walks.test(detail) || findsByKey(detail));
  };
}

/** Counted page by page, without a look at the rows. */
const countsAll = /^\s*select\s+count\(\*\)(\s+as\s+\S+)?\s+from\s+\S+\s*$/i;

/** Lines that read a table; a list of values is none. */
const walks = /^(SCAN|SEARCH)(?! (CONSTANT ROW|\S+ VIRTUAL TABLE|\(?subquery))/;

/** Prepared statements kept for each connection. */
const cacheSize = 1_000;

export function statements(connection: Sqlite.Database): (sql: string) => Statement<unknown[]> {
  const known = new BoundedMap<string, Statement<unknown[]>>(cacheSize);
  return (sql) => {
    let statement = known.get(sql);
    if (!statement) {
      statement = connection.prepare<unknown[]>(plannedOnce(sql));
      known.set(sql, statement);
    }
    return statement;
  };
}

/**
 * `?` as `+?`: the same value, but none that the planner looks at. Of a bare one it does, once a table was analysed,
 * and then plans the statement anew for every value bound, which takes longer than most answers.
 */
function plannedOnce(sql: string): string {
  return sql.replace(/'[^']*'|"[^"]*"|\?/g, (part) => (part === '?' ? '+?' : part));
}

/** Reads of what is committed: what is answered quickly, on this thread; what lasts, on others. */
interface SqliteReads {
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
/** The milliseconds for which it is remembered that a statement lasted. */
const memory = 10_000;
/** The time that this thread gives in vain: milliseconds at once, and of each millisecond. */
const waste = { most: 10, share: 0.05 };

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
  const impatience = Math.min(mistrust, patience);
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

  /** Answers the milliseconds that this thread may give the read now. */
  function allowed(one: Prepared, now: number, reading: Reading | undefined): number {
    if (!one.stoppable || patience === 0) return 0;
    left = Math.min(waste.most, left + (now - leftAt) * waste.share);
    leftAt = now;
    // The platform itself asks questions that are short by nature.
    if (now - one.lastedAt < memory) return !reading || left > mistrust ? impatience : 0;
    return left > patience ? patience : impatience;
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
