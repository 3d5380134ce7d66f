import type { Cell, Connection, Database } from './database.ts';

/** A node that falls asleep in the midst of leased work, as a paused process does, and wakes when it is told to. */
export interface Sleeper {
  /** Falls asleep at the call with this number of those that come when the lease was taken. */
  sleepsIn(work: string, call: number): void;
  /** Falls asleep right before a statement like that: of those that change tables, whose fence has held, and `BEGIN`; `passed`: how many it lets pass. */
  sleepsBefore(statement: RegExp, passed?: number): void;
  /** Fulfilled when it sleeps. */
  readonly asleep: Promise<void>;
  /** Wakes it, and lets it stay awake; answers how many calls came since the lease was taken. */
  wake(): number;
}

/** Nothing of it reaches the database any more while it sleeps: what was begun before is done. */
export function sleeperOn(database: Database): Sleeper {
  const { run } = database;
  let falling = Promise.withResolvers<void>();
  let waking: PromiseWithResolvers<void> | null = null;
  let inside = 0;
  let awaited: { readonly statement: RegExp; passed: number } | null = null;
  let armed: { readonly work: string; readonly call: number; taken: boolean; calls: number } | null = null;

  async function pass(statement = ''): Promise<void> {
    // What a transaction asks outside of itself ends with it.
    if (inside > 0) return;
    const isIts = armed?.taken && waking === null && armed.calls++ === armed.call;
    const isAwaited = waking === null && statement !== '' && awaited?.statement.test(statement);
    if (isIts || (isAwaited && awaited && awaited.passed-- === 0)) {
      awaited = null;
      waking = Promise.withResolvers();
      falling.resolve();
    }
    await waking?.promise;
  }

  function look(sql: string, params: readonly Cell[] = []): void {
    const isTaking = /gj_lease/.test(sql) && !/^(SELECT|DELETE)/.test(sql);
    const named = params.some((one) => one === armed?.work || String(one).startsWith(`${armed?.work} `));
    if (armed && isTaking && named) armed.taken = true;
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
    transaction: <T>(work: (tx: Connection) => Promise<T>) =>
      pass('BEGIN').then(() =>
        transaction(async (tx) => {
          inside += 1;
          try {
            return await work({
              ...tx,
              async run(sql, params) {
                const done = await tx.run(sql, params);
                look(sql, params);
                return done;
              },
            });
          } finally {
            inside -= 1;
          }
        }),
      ),
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
    get asleep() {
      return falling.promise;
    },
    wake() {
      const calls = armed?.taken ? armed.calls : 0;
      [armed, awaited] = [null, null];
      waking?.resolve();
      waking = null;
      return calls;
    },
  };
}
