import type { Connection } from './connection.ts';
import type { Database } from './database.ts';

/**
 * The same database, whose clock shows what `clock` says: wherever a statement asks the database for the time, that
 * stands instead. So time can be run.
 */
export function atTime(database: Database, clock: () => number): Database {
  const { now } = database.dialect;
  const dated = (sql: string) => (sql.includes(now) ? sql.replaceAll(now, String(Math.floor(clock()))) : sql);
  const over = ({ all, first, run }: Connection): Connection => ({
    all: (sql, params) => all(dated(sql), params),
    first: (sql, params) => first(dated(sql), params),
    run: (sql, params) => run(dated(sql), params),
  });
  return {
    ...database,
    ...over(database),
    beat: (sql, params) => database.beat(dated(sql), params),
    reading: (reading) => over(database.reading(reading)),
    transaction: (work, limits) => database.transaction((tx) => work(over(tx)), limits),
    snapshot: (work) => database.snapshot((reader) => work(over(reader))),
  };
}
