import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite, { type Statement } from 'better-sqlite3';
import type { Cell, Connection, Database, DatabaseErrorCode } from './database.ts';
import { DatabaseError } from './database-error.ts';
import { encodeDecimal } from './sortable-decimal.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { sqliteSchema } from './sqlite-schema.ts';

export interface SqliteOptions {
  /** How long a write waits for another process's, in milliseconds. Default: 5,000. */
  readonly busyTimeout?: number;
}

/** Prepared statements kept for each connection. */
const cacheSize = 1_000;

/**
 * One file, WAL: a connection that writes, one transaction after the other, and one that reads what is committed.
 * `synchronous = NORMAL`: a power cut may lose the last writes, never the file's soundness.
 */
export function openSqlite(file: string, options: SqliteOptions = {}): Database {
  const writer = new Sqlite(file, { timeout: 0 });
  writer.pragma('journal_mode = WAL');
  writer.pragma('synchronous = NORMAL');
  writer.pragma('foreign_keys = ON');
  const reader = new Sqlite(file, { readonly: true, timeout: 1_000 });
  for (const connection of [writer, reader]) {
    connection.function('guiju_decimal', { deterministic: true }, (whole) =>
      whole === null ? null : encodeDecimal(String(whole)),
    );
    connection.function('guiju_fold', { deterministic: true }, (text) =>
      typeof text === 'string' ? text.toLowerCase() : text,
    );
  }
  const read = statements(reader);
  const write = statements(writer);
  const busyTimeout = options.busyTimeout ?? 5_000;
  const turn = takeTurns();

  /** Retries what another process keeps from starting, without stopping the event loop. */
  async function patiently<T>(act: () => T): Promise<T> {
    const until = performance.now() + busyTimeout;
    for (;;) {
      try {
        return act();
      } catch (error) {
        if (!isBusy(error) || performance.now() > until) throw failure(error);
        await sleep(5);
      }
    }
  }

  const inTransaction = connectionOf(write);

  const run: Database['run'] = (sql, params = []) =>
    turn(() => patiently(() => ({ changes: write(sql).run(params).changes })));

  async function snapshot<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const own = new Sqlite(file, { readonly: true, timeout: 1_000 });
    const ask = statements(own);
    try {
      // a transaction sees what was committed when it first reads
      attempt(() => own.exec('BEGIN; SELECT COUNT(*) FROM sqlite_schema'));
      return await work(connectionOf(ask));
    } finally {
      own.close();
    }
  }

  function prepared(sql: string): Statement<unknown[]> {
    try {
      return read(sql);
    } catch (error) {
      throw failure(error);
    }
  }

  return {
    dialect: sqliteDialect,
    schema: sqliteSchema(run),
    async all<R>(sql: string, params: readonly Cell[] = []) {
      const statement = prepared(sql);
      if (!statement.readonly) return turn(() => patiently(() => write(sql).all(params) as R[]));
      try {
        return statement.all(params) as R[];
      } catch (error) {
        throw failure(error);
      }
    },
    async first<R>(sql: string, params: readonly Cell[] = []) {
      const statement = prepared(sql);
      if (!statement.readonly) return turn(() => patiently(() => write(sql).get(params) as R | undefined));
      try {
        return statement.get(params) as R | undefined;
      } catch (error) {
        throw failure(error);
      }
    },
    run,
    transaction: (work) =>
      turn(async () => {
        await patiently(() => write('BEGIN IMMEDIATE').run());
        try {
          const result = await work(inTransaction);
          attempt(() => write('COMMIT').run());
          return result;
        } catch (error) {
          if (writer.inTransaction) write('ROLLBACK').run();
          throw error;
        }
      }),
    snapshot,
    about: async () => {
      const version = (read('SELECT sqlite_version() AS version').get() as { version: string }).version;
      const mode = String(reader.pragma('journal_mode', { simple: true }));
      return {
        product: 'SQLite',
        version,
        settings: [{ name: 'journal_mode', value: mode, right: mode === 'wal' }],
      };
    },
    ping: async () => {
      attempt(() => read('SELECT 1').all());
    },
    check: async () => {
      try {
        const rows = read('PRAGMA integrity_check').all() as { integrity_check: string }[];
        return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
      } catch (error) {
        if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_CORRUPT'))
          return [error.message];
        throw failure(error);
      }
    },
    close: () =>
      turn(async () => {
        reader.close();
        // what the planner should know of the tables; bounded, and skipped where nothing changed
        writer.pragma('optimize');
        writer.close();
      }),
  };
}

/** Everything on one connection, at once. */
function connectionOf(statement: (sql: string) => Statement<unknown[]>): Connection {
  return {
    all: async <R>(sql: string, params: readonly Cell[] = []) =>
      attempt(() => statement(sql).all(params) as R[]),
    first: async <R>(sql: string, params: readonly Cell[] = []) =>
      attempt(() => statement(sql).get(params) as R | undefined),
    run: async (sql, params = []) => attempt(() => ({ changes: statement(sql).run(params).changes })),
  };
}

function statements(connection: Sqlite.Database): (sql: string) => Statement<unknown[]> {
  const kept = new Map<string, Statement<unknown[]>>();
  return (sql) => {
    const known = kept.get(sql);
    if (known) return known;
    const statement = connection.prepare<unknown[]>(plannedOnce(sql));
    if (kept.size >= cacheSize) kept.delete(kept.keys().next().value ?? '');
    kept.set(sql, statement);
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

/** First come, first served; nobody waits for a failure of somebody before. */
function takeTurns(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> | null = null;
  return (act) => {
    const mine = last ? last.then(act, act) : act();
    last = mine;
    const done = () => {
      if (last === mine) last = null;
    };
    mine.then(done, done);
    return mine;
  };
}

function attempt<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw failure(error);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
}

function failure(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const code = error instanceof Sqlite.SqliteError ? meaning(error.code) : 'other';
  return new DatabaseError(code, error instanceof Error ? error.message : String(error), error);
}

function meaning(code: string): DatabaseErrorCode {
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return 'duplicate';
  if (code === 'SQLITE_BUSY_SNAPSHOT') return 'conflict';
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'lock-timeout';
  if (code === 'SQLITE_FULL') return 'full';
  if (/^SQLITE_(CANTOPEN|IOERR|READONLY)/.test(code)) return 'unavailable';
  return 'other';
}
