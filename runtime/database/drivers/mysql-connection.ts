import { connect, type Socket } from 'node:net';
import type { ConnectionOptions, Connection as DriverConnection, QueryError } from 'mysql2';
import { DatabaseError } from '../database-error.ts';
import { mysqlFailure } from './mysql-failure.ts';
import { hostName, type MysqlHost } from './mysql-hosts.ts';

/** The time that something may take. */
export interface Budget {
  /** Milliseconds of `performance.now()` at which it ends, and its connection with it. */
  readonly until: number;
  /** Asked now and then while it lasts; a failure ends it as well. Default: nothing is. */
  readonly alive?: (() => Promise<void>) | undefined;
}

export type Send = (
  driver: DriverConnection,
  done: (error: QueryError | NodeJS.ErrnoException | null, value?: unknown) => void,
) => void;

/**
 * One connection to one server. A question on it is answered, or fails when its budget is over: nobody waits for a
 * server that hangs.
 */
export interface MysqlConnection {
  /** The choice of a server that it was made under. */
  readonly generation: number;
  /** The server it leads to: `host:port`. */
  readonly member: string;
  /** Answers the number by which the server names it. */
  thread(): number;
  ask<T>(send: Send, budget: Budget): Promise<T>;
  isOpen(): boolean;
  /** Closes it at once; what is asked on it fails with `why`. */
  destroy(why: DatabaseError): void;
  /** Says goodbye, and closes it. */
  end(): void;
}

/** The longest time a timer can wait, in milliseconds. */
const longest = 2 ** 31 - 1;
/** How long the other side may take to hear that nothing more comes, in milliseconds. */
const farewell = 1_000;

interface ConnectionParts {
  readonly create: (settings: ConnectionOptions) => DriverConnection;
  readonly settings: ConnectionOptions & MysqlHost;
  readonly generation: number;
  /** Milliseconds between two looks at whether the server is still there. */
  readonly look: number;
  /** Called once, when it cannot be used any more. */
  readonly closed: (connection: MysqlConnection) => void;
}

export function connectMysql({
  create,
  settings,
  generation,
  look,
  closed,
}: ConnectionParts): MysqlConnection {
  // The driver's own way to close asks the other side, which may never answer.
  const socket: Socket = connect(settings.port, settings.host);
  socket.setNoDelay(true).setKeepAlive(true, 10_000);
  const driver = create({ ...settings, stream: () => socket });
  /** A function for each question that is not answered yet, told why when the connection goes. */
  const pending = new Set<(why: unknown) => void>();
  let gone: unknown;

  function leave(why: unknown): void {
    if (gone !== undefined) return;
    gone = why;
    socket.destroy();
    closed(connection);
    for (const fail of pending) fail(why);
    pending.clear();
  }

  driver.on('error', (error: unknown) => leave(mysqlFailure(error)));
  driver.on('end', () => leave(new DatabaseError('unavailable', 'the server closed the connection')));

  const connection: MysqlConnection = {
    generation,
    member: hostName(settings),
    thread: () => driver.threadId ?? 0,
    isOpen: () => gone === undefined,
    destroy: leave,
    end() {
      if (gone !== undefined) return;
      gone = new DatabaseError('unavailable', 'the database is closed');
      closed(connection);
      driver.end(() => socket.destroy());
      setTimeout(() => socket.destroy(), farewell).unref();
    },
    ask<T>(send: Send, { until, alive }: Budget): Promise<T> {
      if (gone !== undefined) return Promise.reject(gone);
      return new Promise<T>((resolve, reject) => {
        const fail = (why: unknown) => {
          clearTimeout(timer);
          clearInterval(looking);
          reject(why);
        };
        const over = () => leave(new DatabaseError('unavailable', 'the database did not answer in time'));
        const left = Math.max(0, Math.min(until - performance.now(), longest));
        const timer = setTimeout(() => onceRead(() => pending.has(fail) && over()), left);
        const looking = alive && setInterval(() => void alive().catch(over), look);
        pending.add(fail);
        send(driver, (error, value) => {
          if (!pending.delete(fail)) return;
          if (error) {
            const failure = mysqlFailure(error);
            fail(failure);
            if (isFatal(error)) leave(failure);
            return;
          }
          clearTimeout(timer);
          clearInterval(looking);
          resolve(value as T);
        });
      });
    },
  };
  return connection;
}

/** Does something once everything that had come by now is read: this process did not look, and no server was slow. */
function onceRead(then: () => void): void {
  setImmediate(() => setImmediate(then));
}

function isFatal(error: unknown): boolean {
  return (error as { readonly fatal?: boolean }).fatal === true;
}
