import type { ConnectionOptions } from 'mysql2';
import type { LongReadLimits } from '../connection.ts';
import type { Connection, Database, TransactionLimits } from '../database.ts';
import { DatabaseError } from '../database-error.ts';
import { tablesApart } from '../schema.ts';
import { type Budget, connectMysql, type MysqlConnection } from './mysql-connection.ts';
import { aboutMysql, mysqlDialect } from './mysql-dialect.ts';
import { isRefusal, mayBeDone } from './mysql-failure.ts';
import { hostName, type MysqlHost, readMysqlAddress } from './mysql-hosts.ts';
import { isMariadb, lookAtMember, prepareDatabase, prepareSession } from './mysql-member.ts';
import { createMysqlPool } from './mysql-pool.ts';
import { createMysqlReads, type MysqlLaneConnection } from './mysql-reads.ts';
import { mysqlSchema } from './mysql-schema.ts';
import { isDdl, isSelect, on, onOne } from './mysql-statements.ts';
import { untilOver } from './until-over.ts';

export interface MysqlOptions {
  readonly longReads?: LongReadLimits;
  /** Connections of this node. Default: 10. */
  readonly connections?: number;
  /** How long making a connection may take, in milliseconds. Default: 5,000. */
  readonly connectTimeout?: number;
  readonly budgets?: MysqlBudgets;
}

/** The time that the database has, in milliseconds; then the connection is destroyed, and whoever waits is told. */
export interface MysqlBudgets {
  /** A statement of a call, with the wait for a connection. Default: 15,000. */
  readonly call?: number;
  /** A statement of work that nobody waits for: fills, moves, publishes. Default: 120,000. */
  readonly work?: number;
  /** DDL, backups, reads that last. Default: 3,600,000. */
  readonly lasting?: number;
  /** Between two looks at whether the server is there, while something lasts. Default: 5,000. */
  readonly look?: number;
  /** A server has so long to show that it is there. Default: 3,000. */
  readonly sign?: number;
  /** The same where somebody asks whether it is ready. Default: 900. */
  readonly ping?: number;
  /**
   * How long a transaction that has written may stand without a statement before MariaDB rolls it back; whole seconds.
   * Default: 8,000, which is less than whoever waits for its rows waits.
   */
  readonly idle?: number;
}

const usual: Required<MysqlBudgets> = {
  call: 15_000,
  work: 120_000,
  lasting: 3_600_000,
  look: 5_000,
  sign: 3_000,
  ping: 900,
  idle: 8_000,
};

/**
 * Connections to MySQL, MariaDB or what speaks their protocol. Lost ones are replaced on the next use, and a server
 * that is gone by the next of those the address names. The driver is loaded here, so that SQLite does not pay for it.
 */
export async function openMysql(url: string, options: MysqlOptions = {}): Promise<Database> {
  const { createConnection } = await import('mysql2');
  const address = readMysqlAddress(url);
  if (!address) throw new Error(`no address of a database: ${url.split(':')[0]}:`);
  const budgets = { ...usual, ...options.budgets };
  const connecting = options.connectTimeout ?? 5_000;
  const settings: ConnectionOptions = {
    user: address.user,
    password: address.password,
    charset: 'utf8mb4',
    timezone: '+00:00',
    dateStrings: true,
    supportBigNumbers: true,
    connectTimeout: connecting,
    maxPreparedStatements: 500,
    ...(address.ssl ? { ssl: {} } : {}),
  };
  const within = (milliseconds: number): Budget => ({ until: performance.now() + milliseconds });
  const begin = (
    member: number,
    database: string | undefined,
    generation = 0,
    closed: (connection: MysqlConnection) => void = () => {},
  ) => {
    const { host, port } = address.hosts[member] ?? { host: '', port: 0 };
    return connectMysql({
      create: createConnection,
      settings: { ...settings, ...(database ? { database } : {}), host, port },
      generation,
      look: budgets.look,
      closed,
    });
  };

  const collation = await firstOf(address.hosts, async (member) => {
    const connection = begin(member, undefined);
    try {
      return await prepareDatabase(
        on(connection, () => within(connecting)),
        address.database,
      );
    } finally {
      connection.end();
    }
  });
  const dialect = mysqlDialect(collation);
  const pool = createMysqlPool({
    members: address.hosts.length,
    most: options.connections ?? 10,
    connecting,
    sign: budgets.sign,
    open: (member, generation, closed) => begin(member, address.database, generation, closed),
    prepare: (connection, budget, reads) =>
      prepareSession(
        on(connection, () => budget),
        { collation, idle: budgets.idle, reads },
      ),
    look: (connection, budget) => lookAtMember(on(connection, () => budget)),
  });

  const alive = () => pool.ping(budgets.look * 2);
  /**
   * Answers the time that a statement has; during one that lasts the server is asked now and then whether it still is
   * there.
   */
  const budgetOf = (
    sql: string,
    { budget = 'call', until = Number.POSITIVE_INFINITY }: TransactionLimits,
  ) => {
    const kind = isDdl(sql) ? 'lasting' : budget;
    const end = performance.now() + budgets[kind];
    return kind === 'call' ? { until: Math.min(end, until) } : { until: end, alive };
  };
  const noted = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (isRefusal(error)) pool.suspect(error);
      throw error;
    }
  };
  /**
   * Tells a caller to try again where its statement was refused because the server takes no writes, and another server
   * does.
   */
  const again = async (error: unknown, connection: MysqlConnection, until: number): Promise<unknown> => {
    if (!DatabaseError.is(error, 'read-only')) return error;
    const why = await pool.refuses(connection, until);
    const message = `${connection.member}: ${why || error.message}`;
    return new DatabaseError(why === null ? 'conflict' : 'read-only', message, error);
  };

  /**
   * Asks on a connection that others have afterwards. A statement that only read is asked once more where the
   * connection was lost.
   */
  async function shared<T>(sql: string, ask: (connection: Connection) => Promise<T>): Promise<T> {
    const budget = budgetOf(sql, {});
    for (let tries = 1; ; tries++) {
      const connection = await pool.borrow(Math.min(budget.until, performance.now() + budgets.call));
      try {
        return await noted(ask(on(connection, () => budget)));
      } catch (error) {
        const isLost = !connection.isOpen() && DatabaseError.is(error, 'unavailable');
        if (isLost && isSelect(sql)) {
          if (tries === 1 && performance.now() < budget.until) continue;
        } else if (isLost) throw unknownOutcome(error);
        throw await again(error, connection, budget.until);
      } finally {
        pool.giveBack(connection);
      }
    }
  }
  const whole: Connection = {
    all: (sql, params) => shared(sql, (connection) => connection.all(sql, params)),
    first: (sql, params) => shared(sql, (connection) => connection.first(sql, params)),
    run: (sql, params) => shared(sql, (connection) => connection.run(sql, params)),
  };

  async function connect(): Promise<MysqlLaneConnection> {
    const connection = await pool.own(performance.now() + budgets.call);
    return {
      connection: on(connection, () => ({ until: performance.now() + budgets.lasting, alive })),
      async drop(kill) {
        if (kill && connection.isOpen()) await end(connection).catch(() => {});
        connection.destroy(new DatabaseError('unavailable', 'the connection was closed'));
      },
    };
  }

  /** On another server the same number is somebody else's. */
  async function end({ thread, generation }: MysqlConnection): Promise<void> {
    const { until } = within(budgets.sign);
    const connection = await pool.borrow(until, generation);
    try {
      await on(connection, () => ({ until })).run(`KILL ${thread()}`);
    } finally {
      pool.giveBack(connection);
    }
  }

  const reads = createMysqlReads({
    whole,
    connect,
    mariadb: isMariadb(collation),
    limits: options.longReads ?? {},
  });

  /** A connection on which something was begun; one that was lost before anything was is nobody's failure. */
  async function begun(until: number, ...statements: readonly string[]): Promise<MysqlConnection> {
    for (let tries = 1; ; tries++) {
      const connection = await pool.borrow(until);
      try {
        const own = on(connection, () => ({ until }));
        for (const sql of statements) await noted(own.run(sql));
        return connection;
      } catch (error) {
        connection.destroy(new DatabaseError('unavailable', 'nothing was begun', error));
        if (tries === 2 || performance.now() >= until) throw error;
      }
    }
  }

  /** Rolls a transaction back, and closes the connection where that is not certain, which rolls back as well. */
  async function rollBack(connection: MysqlConnection): Promise<void> {
    const failed = (error: unknown) =>
      connection.destroy(new DatabaseError('unavailable', 'nothing was rolled back', error));
    await on(connection, () => within(budgets.sign))
      .run('ROLLBACK')
      .catch(failed);
    pool.giveBack(connection);
  }

  const transaction: Database['transaction'] = async (work, limits = {}) => {
    const { until } = budgetOf('', { until: limits.until });
    const connection = await begun(until, 'START TRANSACTION');
    const { tx, end: over } = untilOver(onOne(connection, (sql) => budgetOf(sql, limits)));
    let isCommitting = false;
    try {
      const result = await work(tx);
      isCommitting = true;
      await tx.run('COMMIT');
      await over(new DatabaseError('conflict', 'the transaction is over'));
      pool.giveBack(connection);
      return result;
    } catch (error) {
      if (isRefusal(error)) pool.suspect(error);
      if (isCommitting && mayBeDone(error)) {
        connection.destroy(new DatabaseError('unavailable', 'what became of the commit is not known', error));
        throw unknownOutcome(error);
      }
      await over(error);
      await rollBack(connection);
      throw await again(error, connection, until);
    }
  };

  const snapshot: Database['snapshot'] = async (work) => {
    const connection = await begun(
      performance.now() + budgets.call,
      'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ',
      'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
    );
    try {
      return await work(onOne(connection, () => ({ until: performance.now() + budgets.lasting, alive })));
    } finally {
      await rollBack(connection);
    }
  };

  const schema = mysqlSchema(dialect, collation, transaction);
  return {
    dialect,
    schema,
    ...reads.readingFor(),
    reading: reads.readingFor,
    longReads: reads.counts,
    transaction,
    snapshot,
    commits: () => undefined,
    beat: reads.readingFor().run,
    seen: pool.seen,
    about: () => aboutMysql(whole, collation),
    members: async () =>
      (await pool.members()).map((state, at) => ({ name: hostName(address.hosts[at]), ...state })),
    async tablesApart() {
      if (address.hosts.length < 2) return [];
      const own = await schema.read(whole);
      const read = await pool.each((connection) => schema.read(on(connection, () => within(budgets.call))));
      return read.flatMap((found, at) => {
        const tables = found ? tablesApart(own, found) : [];
        return tables.length > 0 ? [{ name: hostName(address.hosts[at]), tables }] : [];
      });
    },
    ping: () => pool.ping(budgets.ping),
    async check() {
      const tables = await whole.all<{ name: string }>(
        'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
      );
      const damaged: string[] = [];
      for (const table of tables) {
        const sql = `CHECK TABLE ${dialect.quote(table.name)}`;
        for (const row of await whole.all<{ Msg_type: string; Msg_text: string }>(sql)) {
          if (row.Msg_type === 'error' || (row.Msg_type === 'status' && row.Msg_text !== 'OK'))
            damaged.push(`${table.name}: ${row.Msg_text}`);
        }
      }
      return damaged;
    },
    async close() {
      await reads.close();
      pool.close();
    },
  };
}

/** The answer of the first that has one; where none has, the failures of all. */
async function firstOf<R>(hosts: readonly MysqlHost[], ask: (member: number) => Promise<R>): Promise<R> {
  const failures: unknown[] = [];
  for (const member of hosts.keys()) {
    try {
      return await ask(member);
    } catch (error) {
      failures.push(error);
    }
  }
  const [first] = failures;
  if (failures.length < 2 || !DatabaseError.is(first)) throw first;
  const said = failures.map((failure, at) => `${hostName(hosts[at])}: ${(failure as Error).message}`);
  throw new DatabaseError(first.code, said.join('; '), first);
}

function unknownOutcome(error: DatabaseError): DatabaseError {
  return new DatabaseError('outcome-unknown', error.message, error);
}
