import type { Cell, Connection, Database, TransactionLimits } from './database.ts';

/** A node that falls asleep in the midst of leased work, as a paused process does, and wakes when it is told to. */
export interface Sleeper {
  /** Falls asleep at the call with this number of those that come when the lease was taken. */
  sleepsIn(work: string, call: number): void;
  /**
   * Falls asleep right before a statement like that: of those that change tables, whose fence has held, and `BEGIN`;
   * `passed`: how many it lets pass.
   */
  sleepsBefore(statement: RegExp, passed?: number): void;
  /**
   * Falls asleep inside a transaction that comes when the lease was taken: right after its `BEGIN`, or right before the
   * `COMMIT` of one whose fence has held.
   */
  sleepsInside(work: string, moment: Moment): void;
  /** The outcome of the transaction in which it slept. */
  readonly slept: Slept;
  /** Fulfilled when it sleeps. */
  readonly asleep: Promise<void>;
  /** Wakes it, and lets it stay awake; answers how many calls came since the lease was taken. */
  wake(): number;
}

export type Moment = 'begin' | 'commit';

interface Slept {
  /** It had the fence of the work in it. */
  readonly fenced: boolean;
  /** That held, and it was committed; of a group of writes those alone are left out whose fence does not hold. */
  readonly written: boolean;
}

/** Nothing of it reaches the database any more while it sleeps: what was begun before is done. */
export function sleeperOn(database: Database): Sleeper {
  const { run } = database;
  let falling = Promise.withResolvers<void>();
  let waking: PromiseWithResolvers<void> | null = null;
  let inside = 0;
  let sleepsWithin = false;
  let moment: Moment | null = null;
  let slept: Slept = { fenced: false, written: false };
  let awaited: { readonly statement: RegExp; passed: number } | null = null;
  let armed: { readonly work: string; readonly call: number; taken: boolean; calls: number } | null = null;

  async function pass(statement = ''): Promise<void> {
    // A call beside an open transaction passes, since it ends with that.
    if (inside > 0 && !sleepsWithin) return;
    const isIts = moment === null && armed?.taken && waking === null && armed.calls++ === armed.call;
    const isAwaited = waking === null && statement !== '' && awaited?.statement.test(statement);
    if (isIts || (isAwaited && awaited && awaited.passed-- === 0)) {
      awaited = null;
      waking = Promise.withResolvers();
      falling.resolve();
    }
    await waking?.promise;
  }

  /** Whether it is the taking of the lease, or a heartbeat of it. */
  function look(sql: string, params: readonly Cell[] = [], work = armed?.work): boolean {
    const isTaking = /gj_lease/.test(sql) && !/^(SELECT|DELETE)/.test(sql);
    const named = params.some((one) => one === work || String(one).startsWith(`${work} `));
    if (armed && isTaking && named) armed.taken = true;
    return isTaking && named;
  }

  /** Whether it slept there. */
  async function passInside(at: Moment): Promise<boolean> {
    if (moment !== at || !armed?.taken || waking !== null) return false;
    moment = null;
    sleepsWithin = true;
    waking = Promise.withResolvers();
    falling.resolve();
    await waking.promise;
    return true;
  }

  const reads = (connection: Connection): Pick<Connection, 'all' | 'first'> => {
    const { all, first } = connection;
    return {
      all: async (sql, params) => pass().then(() => all(sql, params)),
      first: async (sql, params) => pass().then(() => first(sql, params)),
    };
  };
  const { transaction, schema } = database;
  Object.assign(database, {
    ...reads(database),
    async run(sql: string, params?: readonly Cell[]) {
      await pass(sql);
      const done = await run(sql, params);
      look(sql, params);
      return done;
    },
    schema: {
      ...schema,
      alter: (sql) => pass(sql).then(() => schema.alter(sql)),
      discard: (sql) => pass(sql).then(() => schema.discard(sql)),
      layIndex: (table, index, alone) =>
        pass(`CREATE INDEX ${index.name}`).then(() => schema.layIndex(table, index, alone)),
      liftIndex: (table, index) => pass(`DROP INDEX ${index}`).then(() => schema.liftIndex(table, index)),
    } satisfies Database['schema'],
    transaction: async <T>(work: (tx: Connection) => Promise<T>, limits?: TransactionLimits) => {
      let [isFenced, holds, isIts] = [false, true, false];
      await pass('BEGIN');
      const doing = transaction(async (tx) => {
        inside += 1;
        try {
          const own = armed?.work;
          isIts = await passInside('begin');
          const done = await work({
            ...tx,
            async run(sql, params) {
              const answer = await tx.run(sql, params);
              if (look(sql, params, own)) {
                isFenced = true;
                holds &&= answer.changes === 1;
              }
              return answer;
            },
          });
          if (isFenced && holds && (await passInside('commit'))) isIts = true;
          return done;
        } finally {
          inside -= 1;
        }
      }, limits);
      const note = (committed: boolean) => {
        if (isIts) slept = { fenced: isFenced, written: isFenced && holds && committed };
      };
      return doing.then(
        (done) => {
          note(true);
          return done;
        },
        (error: unknown) => {
          note(false);
          throw error;
        },
      );
    },
  });

  return {
    sleepsIn(work, call) {
      falling = Promise.withResolvers();
      armed = { work, call, taken: false, calls: 0 };
    },
    sleepsBefore(statement, passed = 0) {
      falling = Promise.withResolvers();
      awaited = { statement, passed };
    },
    sleepsInside(work, at) {
      falling = Promise.withResolvers();
      armed = { work, call: 0, taken: false, calls: 0 };
      moment = at;
      slept = { fenced: false, written: false };
    },
    get slept() {
      return slept;
    },
    get asleep() {
      return falling.promise;
    },
    wake() {
      const calls = armed?.taken ? armed.calls : 0;
      [armed, awaited, moment] = [null, null, null];
      sleepsWithin = false;
      waking?.resolve();
      waking = null;
      return calls;
    },
  };
}
