import type { Connection } from './connection.ts';
import type { Database } from './database.ts';

/** A statement for which somebody waited long, as it was asked: values are not in it. */
export interface SlowStatement {
  readonly statement: string;
  /** How often it was slow. */
  readonly count: number;
  /** Milliseconds, with all that it waited for. */
  readonly longest: number;
  readonly milliseconds: number;
  /** When it was slow last, in milliseconds since 1970. */
  readonly last: number;
}

/** Remembers the statements of this process that were slow. */
export interface SlowStatements {
  /** The same database, looked at. */
  watch(database: Database): Database;
  /** The slowest first. */
  known(): readonly SlowStatement[];
}

/** From so many milliseconds on somebody notices. */
const usualLeast = 250;
const most = 50;
const longestText = 2_000;

/** `least`: milliseconds from which on a statement is slow. Default: 250. */
export function createSlowStatements(clock: () => number, least = usualLeast): SlowStatements {
  const known = new Map<string, SlowStatement>();

  function note(sql: string, milliseconds: number): void {
    const statement = sql.replace(/\s+/g, ' ').trim().slice(0, longestText);
    const before = known.get(statement);
    known.set(statement, {
      statement,
      count: (before?.count ?? 0) + 1,
      longest: Math.max(before?.longest ?? 0, milliseconds),
      milliseconds: (before?.milliseconds ?? 0) + milliseconds,
      last: clock(),
    });
    if (known.size <= most) return;
    const [quickest] = [...known.values()].sort((a, b) => a.longest - b.longest);
    if (quickest) known.delete(quickest.statement);
  }

  /** Nobody waits for it: statements are answered as soon as they were. */
  function timed<T>(sql: string, asked: Promise<T>): Promise<T> {
    const since = performance.now();
    const end = () => {
      const milliseconds = performance.now() - since;
      if (milliseconds >= least) note(sql, milliseconds);
    };
    asked.then(end, end);
    return asked;
  }

  const over = ({ all, first, run }: Connection): Connection => ({
    all: (sql, params) => timed(sql, all(sql, params)),
    first: (sql, params) => timed(sql, first(sql, params)),
    run: (sql, params) => timed(sql, run(sql, params)),
  });

  return {
    watch: (database) => ({
      ...database,
      ...over(database),
      reading: (reading) => over(database.reading(reading)),
      transaction: (work, limits) => database.transaction((tx) => work(over(tx)), limits),
    }),
    known: () => [...known.values()].sort((a, b) => b.longest - a.longest),
  };
}
