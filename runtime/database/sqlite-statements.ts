import type Sqlite from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import { BoundedMap } from '../../metadata/bounded-map.ts';

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
export function plannedOnce(sql: string): string {
  return sql.replace(/'[^']*'|"[^"]*"|\?/g, (part) => (part === '?' ? '+?' : part));
}
