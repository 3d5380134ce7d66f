import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from '../database-error.ts';
import type { Budget, MysqlConnection } from './mysql-connection.ts';
import { isCrowded } from './mysql-failure.ts';
import { type MemberLook, type MemberState, stateOf } from './mysql-member.ts';

export interface PoolParts {
  /** How many servers there are to choose from. */
  readonly members: number;
  /** Connections of this node that callers share. */
  readonly most: number;
  /** Begins a connection to one of the servers. */
  open(member: number, generation: number, closed: (connection: MysqlConnection) => void): MysqlConnection;
  /** Makes a connection that was begun one that is worked on; `reads`: and that nobody writes on, whoever he is. */
  prepare(connection: MysqlConnection, budget: Budget, reads: boolean): Promise<void>;
  look(connection: MysqlConnection, budget: Budget): Promise<MemberLook>;
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
  /**
   * The server refused, or did not answer: it is looked at before anybody is served again. Where it is known to take no
   * writes and refuses one, others are looked at while whoever reads goes on.
   */
  suspect(failure: unknown): void;
  /**
   * Answers why a statement that was refused on this connection is refused still; null: another choice was made since,
   * and takes it.
   */
  refuses(connection: MysqlConnection, until: number): Promise<string | null>;
  /** Answers the state of each server now. */
  members(): Promise<readonly MemberState[]>;
  /** Asks each server on a connection of its own; null where it cannot be reached or does not answer. */
  each<R>(ask: (connection: MysqlConnection) => Promise<R>): Promise<readonly (R | null)[]>;
  /** Fails when the active server does not say within so many milliseconds that it is there. */
  ping(milliseconds: number): Promise<void>;
  /** From now on no server is asked that knows less. */
  seen(revision: number): void;
  close(): void;
}

/** A caller whose turn it is to have a connection: the one that is handed over, or to look for one. */
type Turn = (connection?: MysqlConnection) => void;

/** Between two looks at servers that are behind, in milliseconds. */
const pause = 50;
/** Between two looks for a server that takes writes, where there was none. */
const seekPause = 1_000;

export function createMysqlPool(parts: PoolParts): MysqlPool {
  const { members, most, connecting, sign } = parts;
  const numbers = [...Array(members).keys()];
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
  /** To begin with nobody has looked at any of them; one that has no other is then waited for as long as for a connection. */
  let isSuspect = true;
  let patience = members === 1 ? connecting : sign;
  /** Why the active one takes no writes; null: it takes them. */
  let readOnly: string | null = null;
  /** When one that takes writes was looked for. */
  let sought = Number.NEGATIVE_INFINITY;
  /** The revision that was known when members were looked at: by the next time all of them should know it. */
  let settled = 0;
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
      await parts.prepare(connection, budget, member === active && readOnly !== null);
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
      if (found.readOnly === null) {
        readable?.connection.destroy(replaced());
        return take(found);
      }
      if (readable) found.connection.destroy(replaced());
      else readable = found;
    }
    if (readable) return take(readable);
    // A caller that waits for an answer of a server that is not there need not wait on.
    dropAll(asFailure(failure));
    throw failure;
  }

  interface Chosen {
    readonly member: number;
    readonly connection: MysqlConnection;
    readonly readOnly: string | null;
  }

  async function candidate(member: number): Promise<Chosen> {
    const budget = { until: performance.now() + patience };
    const connection = await open(member, budget);
    try {
      const { revision, readOnly } = await parts.look(connection, budget);
      if (revision < known) throw behind();
      return { member, connection, readOnly };
    } catch (error) {
      connection.destroy(asFailure(error));
      throw error;
    }
  }

  function take({ member, connection, readOnly: why }: Chosen): void {
    isSuspect = false;
    patience = sign;
    if (member !== active) {
      active = member;
      readOnly = why;
      dropAll(replaced());
    } else if ((why === null) !== (readOnly === null)) {
      readOnly = why;
      connection.end();
      renew();
    } else if (pooled.size + making < most) {
      pooled.add(connection);
      idle.push(connection);
    } else connection.end();
    for (const next of waiting.splice(0)) next();
  }

  /** Connections are made anew, those that are in use when they come back. */
  function renew(): void {
    generation += 1;
    for (const connection of idle.splice(0)) connection.end();
  }

  function dropAll(why: DatabaseError): void {
    generation += 1;
    for (const connection of [...everything]) connection.destroy(why);
  }

  function chosen(): Promise<void> {
    looking ??= choose().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  /** Whether there is one by now that takes writes; nobody waits for the answer. */
  function seek(): void {
    if (performance.now() - sought < seekPause) return;
    sought = performance.now();
    chosen().catch(() => {
      isSuspect = true;
    });
  }

  async function sound(until: number): Promise<void> {
    while (isSuspect) {
      try {
        await within(chosen(), until);
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
      // A caller waits for one of the other connections, where there are any.
      if (isCrowded(error) && pooled.size > 0) return wait(until);
      isSuspect = true;
      return undefined;
    } finally {
      making -= 1;
    }
  }

  /** Suspects the active server when it takes no writes any more, or takes them again. */
  function noticed(look: MemberLook): void {
    if ((look.readOnly === null) !== (readOnly === null)) isSuspect = true;
  }

  /** Asks a server on a connection that nobody else has. */
  async function apart<R>(
    member: number,
    ask: (connection: MysqlConnection, budget: Budget) => Promise<R>,
  ): Promise<R> {
    const budget = { until: performance.now() + sign };
    const connection = await open(member, budget);
    try {
      return await ask(connection, budget);
    } finally {
      connection.end();
    }
  }

  /** Asks a server for its state; else answers why it does not say. */
  async function lookAt(member: number): Promise<{ readonly look?: MemberLook; readonly reason: string }> {
    const began = generation;
    try {
      const look = await apart(member, parts.look);
      if (member === active) noticed(look);
      return { look, reason: '' };
    } catch (error) {
      if (began !== generation && !closed) return lookAt(member);
      // It is there, and has no room for one more.
      if (isCrowded(error))
        return { look: { revision: settled, readOnly: member === active ? readOnly : null }, reason: '' };
      if (member === active && members > 1) isSuspect = true;
      return { reason: asFailure(error).message };
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
    suspect(failure) {
      if (readOnly !== null && DatabaseError.is(failure, 'read-only')) seek();
      else isSuspect = true;
    },
    async refuses(connection, until) {
      await sound(until).catch(() => {});
      return connection.generation !== generation ? readOnly : (readOnly ?? '');
    },
    async members() {
      await sound(performance.now() + sign).catch(() => {});
      const looks = await Promise.all(numbers.map(lookAt));
      const wanted = settled;
      settled = looks.reduce((most, { look }) => Math.max(most, look?.revision ?? 0), known);
      const states = looks.map(({ look, reason }, member) => ({
        active: member === active,
        ...(look ? stateOf(look, wanted) : ({ state: 'away', reason } as const)),
      }));
      const own = states.find((state) => state.active);
      if (own?.state === 'read-only' && states.some(({ state }) => state === 'writable')) seek();
      return states;
    },
    each: (ask) => Promise.all(numbers.map((member) => apart(member, ask).catch(() => null))),
    async ping(milliseconds) {
      const budget = { until: performance.now() + milliseconds };
      const kept = pulse?.isOpen() && pulse.generation === generation ? pulse : undefined;
      try {
        const asked = kept ?? (await open(active, budget));
        noticed(await parts.look(asked, budget));
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
