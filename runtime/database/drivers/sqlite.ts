import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite, { type Statement } from 'better-sqlite3';
import type { LongReadLimits, Reading } from '../connection.ts';
import type { Cell, Connection, Database, DatabaseErrorCode } from '../database.ts';
import { DatabaseError } from '../database-error.ts';
import { type Beside, BesideFailure, openBeside } from './sqlite-beside.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { openDisk, type SqliteDisk } from './sqlite-disk.ts';
import { addFunctions } from './sqlite-functions.ts';
import { createSqliteReads, statements } from './sqlite-reads.ts';
import { sqliteSchema } from './sqlite-schema.ts';
import { createSettler } from './sqlite-settle.ts';
import { createYieldToLoop } from './yield-to-loop.ts';

export interface SqliteOptions {
  readonly longReads?: LongReadLimits;
  /** How long a write waits for another process's, in milliseconds. Default: 5,000. */
  readonly busyTimeout?: number;
  /** `full`: what was answered is on the disk; `normal`: a power cut may lose the last writes. Default: full. */
  readonly synchronous?: Synchronous;
  /** Default: the one below the file. */
  readonly disk?: SqliteDisk;
}

export type Synchronous = 'full' | 'normal';

/** Bytes: four times what a checkpoint comes after. */
const longestLog = 16 * 1024 * 1024;
/** Pages of the log after which it is taken into the file. */
const longLog = 1_000;

/**
 * One file, WAL: a connection that writes, one transaction after the other, and one that reads what is committed.
 * A commit waits for the disk, unless told otherwise; writes that wait together share one commit. While the disk takes
 * its time this thread goes on, and what is not confirmed yet is read by nobody.
 */
export function openSqlite(file: string, options: SqliteOptions = {}): Database {
  const writer = new Sqlite(file, { timeout: 0 });
  writer.pragma('journal_mode = WAL');
  // The log is what lasts: the disk confirms it before it is taken into the file, and after each commit where that is
  // wanted, which SQLite itself would stop this thread for.
  writer.pragma('synchronous = NORMAL');
  const disk = options.synchronous === 'normal' ? undefined : (options.disk ?? openDisk(file));
  // As long as something is not confirmed, somebody reads what was there before it, which has to stay in the log.
  if (disk) writer.pragma('wal_autocheckpoint = 0');
  writer.pragma('foreign_keys = ON');
  // A log that a long read let grow is cut once it is begun anew; it would stay as long as it ever was.
  writer.pragma(`journal_size_limit = ${longestLog}`);
  // Of each index so many entries are looked at, which takes no longer for a large table than for a small one.
  writer.pragma('analysis_limit = 400');
  const reader = new Sqlite(file, { readonly: true, timeout: 1_000 });
  for (const connection of [writer, reader]) addFunctions(connection);
  const read = statements(reader);
  const reads = createSqliteReads(file, reader, options.longReads ?? {});
  const write = statements(writer);
  const busyTimeout = options.busyTimeout ?? 5_000;
  const turn = takeTurns();
  let writes = 0;
  /** Commits of this process, once they are there to be read. */
  let committed = 0;
  const pace = createYieldToLoop();
  const settler = createSettler({ file, patience: busyTimeout });
  /** The log is to be taken into the file. */
  let shortening = false;
  /** The disk is asked to confirm what was committed last. */
  let confirming: Promise<void> | undefined;

  /** Commits; nobody reads what was before it is `kept`. */
  function commit<T>(act: () => T): T {
    if (!disk) return act();
    read('BEGIN').run();
    try {
      // A transaction reads what is there when it first reads.
      read('SELECT 1 FROM sqlite_schema').get();
      return act();
    } catch (error) {
      showCommitted();
      throw error;
    }
  }

  function showCommitted(): void {
    if (reader.inTransaction) read('COMMIT').run();
  }

  /** Fulfilled once what was committed lasts, and is read. */
  async function kept(): Promise<void> {
    if (!disk) return;
    confirming = disk.confirm();
    try {
      await confirming;
    } catch (error) {
      throw new DatabaseError('outcome-unknown', error instanceof Error ? error.message : '', error);
    } finally {
      confirming = undefined;
      showCommitted();
      shortenLog();
    }
  }

  /**
   * Writes wait until a long log is in the file, so that it can begin anew, and nobody else does. What cannot be taken
   * now stays, and is taken later.
   */
  function shortenLog(): void {
    if (shortening) return;
    try {
      const { log } = write('PRAGMA wal_checkpoint(NOOP)').get() as { readonly log: number };
      if (log < longLog) return;
    } catch {
      return;
    }
    shortening = true;
    void turn(async () => {
      if (writer.open) await settler.settle().catch(() => {});
      shortening = false;
    });
  }

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

  /**
   * The statements of one transaction, and none after its end, which the database may have brought about by itself where
   * the disk failed: they would stand alone, or in somebody else's.
   */
  function inTransaction(isOver: () => boolean): Connection {
    const within = (sql: string) => {
      if (isOver() || !writer.inTransaction) throw new DatabaseError('conflict', 'the transaction is over');
      return write(sql);
    };
    return connectionOf(within, pace);
  }

  const beat: Database['beat'] = (sql, params = []) =>
    turn(async () => {
      const others = pace();
      if (others !== undefined) await others;
      writes += 1;
      return patiently(() => ({ changes: write(sql).run(params).changes }));
    });
  /** What a statement answers which writes. */
  const written = <T>(sql: string, ask: (statement: Statement<unknown[]>) => T): Promise<T> =>
    turn(async () => {
      const others = pace();
      if (others !== undefined) await others;
      writes += 1;
      const answer = await patiently(() => commit(() => ask(write(sql))));
      await kept();
      committed += 1;
      return answer;
    });
  const run: Database['run'] = (sql, params = []) =>
    setting.test(sql)
      ? beat(sql, params)
      : written(sql, (statement) => ({ changes: statement.run(params).changes }));

  const alone = <T>(act: (writer: Sqlite.Database) => T) => turn(() => patiently(() => act(writer)));

  async function beside(work: (beside: Beside) => Promise<unknown>): Promise<void> {
    const thread = await openBeside({ file, patience: busyTimeout });
    try {
      await work(thread);
    } catch (error) {
      if (!(error instanceof BesideFailure)) throw error;
      throw new DatabaseError(meaning(error.code), error.message, error);
    } finally {
      await thread.close();
    }
  }

  async function snapshot<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    while (confirming !== undefined) await confirming.catch(() => {});
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

  /** What another connection read may be committed and not confirmed yet. */
  async function elsewhere<T>(reading: Promise<T>): Promise<T> {
    const answer = await reading;
    await confirming?.catch(() => {});
    return answer;
  }

  /**
   * Reads for somebody: a read that lasts is read elsewhere, and a statement that turns out to write goes its own way.
   */
  const readingFor = (reading?: Reading): Connection => ({
    async all<R>(sql: string, params: readonly Cell[] = []) {
      const others = pace();
      if (others !== undefined) await others;
      try {
        const rows = reads.all(sql, params, reading);
        if (rows !== null) return (rows instanceof Promise ? await elsewhere(rows) : rows) as R[];
      } catch (error) {
        throw failure(error);
      }
      return written(sql, (statement) => statement.all(params) as R[]);
    },
    async first<R>(sql: string, params: readonly Cell[] = []) {
      const others = pace();
      if (others !== undefined) await others;
      try {
        const row = reads.first(sql, params, reading);
        if (row !== null) return (row instanceof Promise ? await elsewhere(row) : row) as R | undefined;
      } catch (error) {
        throw failure(error);
      }
      return written(sql, (statement) => statement.get(params) as R | undefined);
    },
    run,
  });

  return {
    dialect: sqliteDialect,
    schema: sqliteSchema(
      { run, all: connectionOf(read).all },
      { beside, inLine: turn, alone, writes: () => writes },
    ),
    ...readingFor(),
    reading: readingFor,
    longReads: reads.counts,
    members: async () => [],
    tablesApart: async () => [],
    transaction: (work) =>
      turn(async () => {
        writes += 1;
        await patiently(() => write('BEGIN IMMEDIATE').run());
        let isOver = false;
        const tx = inTransaction(() => isOver);
        try {
          const result = await work(tx);
          // A lost one is not committed: without it COMMIT fails.
          attempt(() => commit(() => write('COMMIT').run()));
          isOver = true;
          await kept();
          committed += 1;
          return result;
        } catch (error) {
          if (writer.inTransaction) write('ROLLBACK').run();
          throw error;
        } finally {
          isOver = true;
        }
      }),
    snapshot,
    // What the connection that writes is told of is what all others committed, whichever process they are of.
    commits: () => committed + (write('PRAGMA data_version').get() as { data_version: number }).data_version,
    beat,
    seen: () => {},
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
        // Faults in the pages come as one row of many lines under a heading.
        return rows
          .flatMap((row) => row.integrity_check.split('\n'))
          .filter((line) => line !== 'ok' && !line.startsWith('***'));
      } catch (error) {
        if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_CORRUPT'))
          return [error.message];
        throw failure(error);
      }
    },
    close: () =>
      turn(async () => {
        await reads.close();
        await settler.close();
        reader.close();
        try {
          // what the planner should know of the tables; bounded, and skipped where nothing changed
          writer.pragma('optimize');
        } catch {
          // A full disk or a damaged file has no room for it, and is closed all the same.
        } finally {
          writer.close();
          await disk?.close();
        }
      }),
  };
}

/** Everything on one connection; `pace`: others come in between, where there is much of it. */
function connectionOf(
  statement: (sql: string) => Statement<unknown[]>,
  pace: () => Promise<void> | undefined = () => undefined,
): Connection {
  async function ask<T>(act: () => T): Promise<T> {
    const others = pace();
    if (others !== undefined) await others;
    return attempt(act);
  }
  return {
    all: <R>(sql: string, params: readonly Cell[] = []) => ask(() => statement(sql).all(params) as R[]),
    first: <R>(sql: string, params: readonly Cell[] = []) =>
      ask(() => statement(sql).get(params) as R | undefined),
    run: (sql, params = []) => ask(() => ({ changes: statement(sql).run(params).changes })),
  };
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

/** Settings of the database, and what it does to its files: nothing is committed. */
const setting = /^\s*pragma\b/i;

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
}

function failure(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const code = error instanceof Sqlite.SqliteError ? meaning(error.code) : 'other';
  return new DatabaseError(code, error instanceof Error ? error.message : String(error), error);
}

/** Answers in our words why a file cannot be opened. */
export const sqliteFailure = failure;

function meaning(code: string): DatabaseErrorCode {
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return 'duplicate';
  if (code === 'SQLITE_BUSY_SNAPSHOT') return 'conflict';
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'lock-timeout';
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return 'full';
  if (code === 'SQLITE_TOOBIG') return 'too-large';
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ|IOERR_READ|IOERR_CORRUPTFS|IOERR_DATA)/.test(code))
    return 'damaged';
  if (code === 'SQLITE_INTERRUPT') return 'stopped';
  // A disk that takes no writes any more, as a file system that found a fault in itself.
  if (/^SQLITE_(READONLY|IOERR_WRITE|IOERR_TRUNCATE)/.test(code)) return 'read-only';
  // What was to last is in the log, and may be found there after a start.
  if (/^SQLITE_IOERR_(DIR_)?FSYNC/.test(code)) return 'outcome-unknown';
  if (/^SQLITE_(CANTOPEN|IOERR)/.test(code)) return 'unavailable';
  return 'other';
}
