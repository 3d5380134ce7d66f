import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from './database-error.ts';
import type { Budget, MysqlConnection } from './mysql-connection.ts';
import { numberOf } from './mysql-failure.ts';

export interface PoolParts {
  /** How many servers there are to choose from. */
  readonly members: number;
  /** Connections of this node that callers share. */
  readonly most: number;
  /** Begins a connection to one of the servers. */
  open(member: number, generation: number, closed: (connection: MysqlConnection) => void): MysqlConnection;
  /** Makes a connection that was begun one that is worked on. */
  prepare(connection: MysqlConnection, budget: Budget): Promise<void>;
  /** The newest revision that a server knows, and whether it takes writes. */
  look(connection: MysqlConnection, budget: Budget): Promise<{ revision: number; writable: boolean }>;
  /** Milliseconds in which a connection is made. */
  readonly connecting: number;
  /** Milliseconds in which a server that is looked at is connected to, and answers. */
  readonly sign: number;
}

/**
 * Connections to one server, the active one: what fails makes it suspect, and then nobody is served until a server,
 * it or the next, has shown that it is there and knows whatever was seen here. When another one is taken, all connections to the
 * former are destroyed.
 */
export interface MysqlPool {
  /** A connection of the active server, of this `generation` alone if one is said; waits for it until then and no longer. */
  borrow(until: number, generation?: number): Promise<MysqlConnection>;
  giveBack(connection: MysqlConnection): void;
  /** One more, which is the caller's and counts nowhere. */
  own(until: number): Promise<MysqlConnection>;
  /** The server refused, or did not answer: it is looked at before anybody is served again. */
  suspect(): void;
  /** Fails when the active server does not say within so many milliseconds that it is there. */
  ping(milliseconds: number): Promise<void>;
  /** From now on no server is asked that knows less. */
  seen(revision: number): void;
  close(): void;
}

/** Whose turn it is to have a connection: the one that is handed over, or to look for one. */
type Turn = (connection?: MysqlConnection) => void;

/** Between two looks at servers that are behind, in milliseconds. */
const pause = 50;

export function createMysqlPool(parts: PoolParts): MysqlPool {
  const { members, most, connecting, sign } = parts;
  const everything = new Set<MysqlConnection>();
  const pooled = new Set<MysqlConnection>();
  const idle: MysqlConnection[] = [];
  /** Told when it may be their turn. */
  let waiting: Turn[] = [];
  /** Connections that are being made. */
  let making = 0;
  let active = 0;
  let generation = 0;
  let known = 0;
  let closed = false;
  let isSuspect = false;
  let looking: Promise<void> | undefined;
  let pulse: MysqlConnection | undefined;

  function forget(connection: MysqlConnection): void {
    everything.delete(connection);
    pooled.delete(connection);
    const at = idle.indexOf(connection);
    if (at >= 0) idle.splice(at, 1);
    if (pulse === connection) pulse = undefined;
    wake();
  }

  function wake(): void {
    waiting.shift()?.();
  }

  /** Fulfilled with the connection that somebody gave back, or with none where one may be made. */
  function wait(until: number): Promise<MysqlConnection | undefined> {
    return new Promise((resolve, reject) => {
      const turn: Turn = (connection) => {
        clearTimeout(timer);
        resolve(connection);
      };
      const leave = () => {
        waiting = waiting.filter((one) => one !== turn);
        reject(crowded());
      };
      const timer = setTimeout(leave, Math.max(0, until - performance.now()));
      waiting.push(turn);
    });
  }

  async function open(member: number, budget: Budget): Promise<MysqlConnection> {
    if (closed) throw shut();
    const connection = parts.open(member, generation, forget);
    everything.add(connection);
    try {
      await parts.prepare(connection, budget);
      return connection;
    } catch (error) {
      connection.destroy(asFailure(error));
      throw error;
    }
  }

  /** Whether one of the servers can be worked with: the active one, or else the next that says so. */
  async function choose(): Promise<void> {
    let failure: unknown;
    let readable: Chosen | undefined;
    for (let step = 0; step < members; step++) {
      const member = (active + step) % members;
      const found = await candidate(member).catch((error: unknown) => {
        failure ??= error;
      });
      // It is there, and those who have a connection go on with it.
      if (!found && step === 0 && isCrowded(failure) && pooled.size > 0) {
        isSuspect = false;
        return;
      }
      if (!found) continue;
      if (found.writable) {
        readable?.connection.destroy(replaced());
        return take(found);
      }
      if (readable) found.connection.destroy(replaced());
      else readable = found;
    }
    if (readable) return take(readable);
    // Whoever waits for an answer of a server that is not there need not wait on.
    dropAll(asFailure(failure));
    throw failure;
  }

  interface Chosen {
    readonly member: number;
    readonly connection: MysqlConnection;
    readonly writable: boolean;
  }

  async function candidate(member: number): Promise<Chosen> {
    const budget = { until: performance.now() + sign };
    const connection = await open(member, budget);
    try {
      const { revision, writable } = await parts.look(connection, budget);
      if (revision < known) throw behind();
      return { member, connection, writable };
    } catch (error) {
      connection.destroy(asFailure(error));
      throw error;
    }
  }

  function take({ member, connection }: Chosen): void {
    isSuspect = false;
    if (member !== active) {
      active = member;
      dropAll(replaced());
    } else if (pooled.size + making < most) {
      pooled.add(connection);
      idle.push(connection);
    } else connection.end();
    for (const next of waiting.splice(0)) next();
  }

  function dropAll(why: DatabaseError): void {
    generation += 1;
    for (const connection of [...everything]) connection.destroy(why);
  }

  async function sound(until: number): Promise<void> {
    while (isSuspect) {
      looking ??= choose().finally(() => {
        looking = undefined;
      });
      try {
        await within(looking, until);
      } catch (error) {
        if (!isBehind(error) || performance.now() + pause >= until) throw error;
        await sleep(pause);
      }
    }
  }

  async function borrow(until: number, only?: number): Promise<MysqlConnection> {
    for (;;) {
      if (closed) throw shut();
      if (isSuspect) await sound(until);
      if (only !== undefined && only !== generation) throw replaced();
      const kept = idle.pop() ?? (pooled.size + making < most ? await make(until) : await wait(until));
      if (kept?.isOpen() && kept.generation === generation) return kept;
      if (performance.now() >= until) throw crowded();
    }
  }

  async function make(until: number): Promise<MysqlConnection | undefined> {
    making += 1;
    try {
      const connection = await open(active, { until: Math.min(until, performance.now() + connecting) });
      if (connection.generation === generation) pooled.add(connection);
      else connection.destroy(replaced());
      return connection;
    } catch (error) {
      // Whoever has others waits for one of them.
      if (isCrowded(error) && pooled.size > 0) return wait(until);
      isSuspect = true;
      return undefined;
    } finally {
      making -= 1;
    }
  }

  return {
    borrow,
    giveBack(connection) {
      if (connection.generation !== generation) connection.destroy(replaced());
      else if (closed) connection.end();
      if (!connection.isOpen()) return;
      const turn = waiting.shift();
      if (turn) turn(connection);
      else idle.push(connection);
    },
    async own(until) {
      for (;;) {
        await sound(until);
        try {
          return await open(active, { until: Math.min(until, performance.now() + connecting) });
        } catch (error) {
          if (closed || isCrowded(error) || performance.now() >= until) throw error;
          isSuspect = true;
        }
      }
    },
    suspect: () => {
      isSuspect = true;
    },
    async ping(milliseconds) {
      const budget = { until: performance.now() + milliseconds };
      const kept = pulse?.isOpen() && pulse.generation === generation ? pulse : undefined;
      try {
        const asked = kept ?? (await open(active, budget));
        await parts.look(asked, budget);
        if (pulse !== asked) pulse?.end();
        pulse = asked;
      } catch (error) {
        // It has no room for one more, and says so.
        if (isCrowded(error) && pooled.size > 0) return;
        // Where there is another one, it is not waited for until somebody's patience is over.
        if (members > 1) isSuspect = true;
        throw error;
      }
    },
    seen(revision) {
      known = Math.max(known, revision);
    },
    close() {
      closed = true;
      for (const connection of [...everything]) {
        if (idle.includes(connection) || connection === pulse) connection.end();
        else connection.destroy(shut());
      }
      for (const next of waiting.splice(0)) next();
    },
  };
}

async function within<T>(work: Promise<T>, until: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(crowded()), Math.max(0, until - performance.now()));
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function asFailure(error: unknown): DatabaseError {
  return error instanceof DatabaseError ? error : new DatabaseError('unavailable', String(error), error);
}

const shut = () => new DatabaseError('unavailable', 'the database is closed');
const replaced = () => new DatabaseError('unavailable', 'another server of the database was taken');
const crowded = () => new DatabaseError('unavailable', 'no connection to the database came free in time');
const behind = () =>
  new DatabaseError('unavailable', 'no server of the database knows what was seen', { behind: true });

function isBehind(error: unknown): boolean {
  return (
    DatabaseError.is(error, 'unavailable') &&
    (error.cause as { behind?: boolean } | undefined)?.behind === true
  );
}

/** The server has no room for one more; those there are go on. */
function isCrowded(error: unknown): boolean {
  return crowding.has(numberOf(error));
}
const crowding = new Set([1040, 1203, 1226]);
