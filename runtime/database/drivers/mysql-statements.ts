import type { Connection as DriverConnection, PrepareStatementInfo } from 'mysql2';
import type { Cell, Connection } from '../database.ts';
import { DatabaseError } from '../database-error.ts';
import type { Budget, MysqlConnection, Send } from './mysql-connection.ts';
import { isUnprepared } from './mysql-failure.ts';

type BudgetOf = (sql: string) => Budget;
type Ask = <T>(sql: string, params: readonly Cell[]) => Promise<T>;

/** What the server says of a statement that answers no rows. */
interface Done {
  readonly affectedRows: number;
  readonly serverStatus: number;
}

export function isDdl(sql: string): boolean {
  return /^\s*(?:alter|create|drop|rename|truncate|optimize|analyze|check)\b/i.test(sql);
}

export function isSelect(sql: string): boolean {
  return /^\s*(?:set statement [^;]* for )?select\b/i.test(sql) && !/\bfor update\s*$/i.test(sql);
}

/** Prepared statements where something is bound; the text protocol otherwise, since not all can be prepared. */
export function on(target: MysqlConnection, budgetOf: BudgetOf): Connection {
  return connectionOf((sql, params) =>
    preparedAgain(() => target.ask((driver, done) => send(driver, sql, params, done), budgetOf(sql))),
  );
}

/**
 * The same for what happens between the beginning and the end of one transaction. A Galera that gives it up in favour of
 * another server's says so at the next statement, but for one that it is just preparing: then it says nothing, and what
 * comes after would stand alone, and last whatever becomes of the rest.
 */
export function onOne(target: MysqlConnection, budgetOf: BudgetOf): Connection {
  // A change of tables ends it; what comes after is meant to stand alone.
  let isOne = true;
  return connectionOf(async <T>(sql: string, params: readonly Cell[]) => {
    if (isDdl(sql)) isOne = false;
    const sendOne = isOne && params.length > 0 ? sendChecked : send;
    const answer = await preparedAgain(() =>
      target.ask<T>((driver, done) => sendOne(driver, sql, params, done), budgetOf(sql)),
    );
    if (isOne && !isEnd(sql) && isOutside(answer)) throw new DatabaseError('conflict', givenUp);
    return answer;
  });
}

const givenUp = 'the database gave the transaction up';

function connectionOf(ask: Ask): Connection {
  const all = <R>(sql: string, params: readonly Cell[] = []) => ask<R[]>(sql, params);
  return {
    all,
    first: async <R>(sql: string, params: readonly Cell[] = []) => (await all<R>(sql, params))[0],
    run: async (sql, params = []) => ({ changes: (await ask<Done>(sql, params)).affectedRows }),
  };
}

type Sent = (
  driver: DriverConnection,
  sql: string,
  params: readonly Cell[],
  done: Parameters<Send>[1],
) => void;

const send: Sent = (driver, sql, params, done) => {
  if (params.length > 0) driver.execute(sql, params as Cell[], done);
  else driver.query(sql, done);
};

/** Statements after whose preparation the transaction was still there; the driver prepares none twice that it keeps. */
const checked = new WeakSet<PrepareStatementInfo>();

/** Asks whether the transaction is still there once the statement is prepared. */
const sendChecked: Sent = (driver, sql, params, done) => {
  driver.prepare(sql, (error, statement) => {
    if (error) done(error);
    else if (checked.has(statement)) send(driver, sql, params, done);
    else
      driver.query('DO 0', (failure, answer) => {
        if (failure) return done(failure);
        if (isOutside(answer)) return done(Object.assign(new Error(givenUp), { errno: deadlock }));
        checked.add(statement);
        send(driver, sql, params, done);
      });
  });
};

/** The number by which the server says elsewhere that it gave a transaction up. */
const deadlock = 1213;

/** Tables change now and then, and what was prepared before may have to be once more. */
const preparations = 5;

/** The server does that by itself but when it finds the table changed again: nothing was done then. */
async function preparedAgain<T>(execute: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await execute();
    } catch (error) {
      if (tries === preparations || !isUnprepared(error)) throw error;
    }
  }
}

/** In the protocol: SERVER_STATUS_IN_TRANS. */
const inTransaction = 1;

/** Rows come without it. */
function isOutside(answer: unknown): boolean {
  const { serverStatus = inTransaction } = answer as Partial<Done>;
  return (serverStatus & inTransaction) === 0;
}

function isEnd(sql: string): boolean {
  return sql === 'COMMIT' || sql === 'ROLLBACK';
}
