import type { Connection as DriverConnection, Pool, PoolConnection, PoolOptions, QueryError } from 'mysql2';
import type { LongReadLimits } from './connection.ts';
import type { Cell, Connection, Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import { aboutMysql, mysqlDialect } from './mysql-dialect.ts';
import { isUnprepared, mysqlFailure } from './mysql-failure.ts';
import { createMysqlReads, type MysqlLaneConnection } from './mysql-reads.ts';
import { mysqlSchema } from './mysql-schema.ts';

export interface MysqlOptions {
  readonly longReads?: LongReadLimits;
  /** Connections of this node. Default: 10. */
  readonly connections?: number;
  /** How long making a connection may take, in milliseconds. Default: 5,000. */
  readonly connectTimeout?: number;
}

/** MariaDB compares by code point without padding under the first name, MySQL under the second. */
const collations = ['utf8mb4_nopad_bin', 'utf8mb4_0900_bin'];

const strict =
  'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION';

/**
 * A pool of connections to MySQL, MariaDB or what speaks their protocol. Lost connections are
 * replaced by the pool on the next use. The driver is loaded here, so that SQLite does not pay for it.
 */
export async function openMysql(url: string, options: MysqlOptions = {}): Promise<Database> {
  const { createConnection, createPool } = await import('mysql2');
  const settings = connectionSettings(url, options);
  const name = settings.database ?? '';
  const collation = await prepare(settings, name, createConnection);
  const dialect = mysqlDialect(collation);
  const pool = createPool({ ...settings, connectionLimit: options.connections ?? 10, idleTimeout: 300_000 });
  pool.on('connection', (connection) => {
    for (const sql of sessionSettings(collation)) {
      connection.query(sql, (error: QueryError | null) => {
        if (error) connection.destroy();
      });
    }
  });

  async function connect(): Promise<MysqlLaneConnection> {
    const connection = createConnection(settings);
    connection.on('error', () => {});
    const own = on(connection);
    for (const sql of sessionSettings(collation)) await own.run(sql);
    return { connection: own, thread: connection.threadId ?? 0, drop: () => connection.destroy() };
  }

  const whole = on(pool);
  const reads = createMysqlReads({
    whole,
    connect,
    mariadb: collation === collations[0],
    limits: options.longReads ?? {},
  });
  const transaction: Database['transaction'] = async (work) => {
    const connection = await borrow(pool);
    const tx = on(connection);
    try {
      await tx.run('START TRANSACTION');
      const result = await work(tx);
      await tx.run('COMMIT');
      pool.releaseConnection(connection);
      return result;
    } catch (error) {
      // whatever cannot be rolled back with certainty is closed, which rolls back as well
      await tx.run('ROLLBACK').then(
        () => pool.releaseConnection(connection),
        () => connection.destroy(),
      );
      throw error;
    }
  };

  const snapshot: Database['snapshot'] = async (work) => {
    const connection = await borrow(pool);
    const reader = on(connection);
    try {
      await reader.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      await reader.run('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
      return await work(reader);
    } finally {
      await reader.run('ROLLBACK').then(
        () => pool.releaseConnection(connection),
        () => connection.destroy(),
      );
    }
  };

  return {
    dialect,
    schema: mysqlSchema(dialect, collation, transaction),
    ...reads.readingFor(),
    reading: reads.readingFor,
    longReads: reads.counts,
    transaction,
    snapshot,
    about: () => aboutMysql(whole, collation),
    async ping() {
      await whole.all('SELECT 1');
    },
    async check() {
      const tables = await whole.all<{ name: string }>(
        'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
      );
      const damaged: string[] = [];
      for (const table of tables) {
        const rows = await answer<{ Msg_type: string; Msg_text: string }[]>((done) =>
          pool.query(`CHECK TABLE ${dialect.quote(table.name)}`, done),
        );
        for (const row of rows) {
          if (row.Msg_type === 'error' || (row.Msg_type === 'status' && row.Msg_text !== 'OK'))
            damaged.push(`${table.name}: ${row.Msg_text}`);
        }
      }
      return damaged;
    },
    async close() {
      await reads.close();
      await answer<void>((done) => pool.end(done));
    },
  };
}

function connectionSettings(url: string, options: MysqlOptions): PoolOptions {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    charset: 'utf8mb4',
    timezone: '+00:00',
    dateStrings: true,
    supportBigNumbers: true,
    connectTimeout: options.connectTimeout ?? 5_000,
    enableKeepAlive: true,
    maxPreparedStatements: 500,
    ...(searchParams.get('ssl') === 'true' ? { ssl: {} } : {}),
  };
}

function sessionSettings(collation: string): readonly string[] {
  return [
    `SET NAMES utf8mb4 COLLATE ${collation}`,
    `SET SESSION sql_mode = '${strict}', time_zone = '+00:00', innodb_lock_wait_timeout = 10, lock_wait_timeout = 30`,
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  ];
}

/** Makes the database where it is missing and permitted; answers the collation to use. */
async function prepare(
  settings: PoolOptions,
  name: string,
  connect: (settings: PoolOptions) => DriverConnection,
): Promise<string> {
  const { database: _, ...server } = settings;
  const connection = connect(server);
  connection.on('error', () => {});
  try {
    const rows = await answer<{ name: string }[]>((done) =>
      connection.query(
        'SELECT collation_name AS name FROM information_schema.collations WHERE collation_name IN (?)',
        [collations],
        done,
      ),
    );
    const collation = collations.find((wanted) => rows.some((row) => row.name === wanted));
    if (!collation)
      throw new DatabaseError('other', `the database has none of the collations ${collations.join(', ')}`);
    const known = await answer<unknown[]>((done) =>
      connection.query('SELECT 1 FROM information_schema.schemata WHERE schema_name = ?', [name], done),
    );
    if (known.length === 0) {
      const quoted = mysqlDialect(collation).quote(name);
      await answer((done) =>
        connection.query(
          `CREATE DATABASE IF NOT EXISTS ${quoted} CHARACTER SET utf8mb4 COLLATE ${collation}`,
          done,
        ),
      );
    }
    return collation;
  } finally {
    connection.destroy();
  }
}

/** Tables change now and then, and what was prepared before may have to be once more. */
const preparations = 5;

/** The server does that by itself but when it finds the table changed again: nothing was done then. */
async function prepared<T>(execute: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await execute();
    } catch (error) {
      if (tries === preparations || !isUnprepared(error)) throw error;
    }
  }
}

/** Prepared statements where something is bound; the text protocol otherwise, since not all can be prepared. */
function on(target: Pool | PoolConnection | DriverConnection): Connection {
  const all = <R>(sql: string, params: readonly Cell[] = []) =>
    prepared(() => answer<R[]>((done) => target.execute(sql, params as Cell[], done)));
  return {
    all,
    first: async <R>(sql: string, params: readonly Cell[] = []) => (await all<R>(sql, params))[0],
    run: async (sql, params = []) => {
      const { affectedRows } = await prepared(() =>
        answer<{ affectedRows: number }>((done) =>
          params.length > 0 ? target.execute(sql, params as Cell[], done) : target.query(sql, done),
        ),
      );
      return { changes: affectedRows };
    },
  };
}

function borrow(pool: Pool): Promise<PoolConnection> {
  return answer((done) => pool.getConnection(done));
}

/** The driver's callbacks cost half of its promises, which make an Error for every call. */
function answer<T>(
  ask: (done: (error: QueryError | NodeJS.ErrnoException | null, value?: unknown) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, value) => {
      if (error) reject(mysqlFailure(error));
      else resolve(value as T);
    });
  });
}
