import type { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';

/** A trouble of the place where everything is kept. */
export type StorageTrouble = 'storage-full' | 'storage-damaged';

/** Remembers whether there is room to write, by what became of writes. */
export interface StorageWatch {
  /** The same database, looked at. */
  watch(database: Database): Database;
  trouble(): StorageTrouble | null;
}

/** A write that found room says little when another just did not: it may have been a small one. In milliseconds. */
const lasting = 5_000;

export function createStorageWatch(clock: () => number): StorageWatch {
  let last: { readonly trouble: StorageTrouble; readonly at: number } | null = null;

  const failed = (error: unknown) => {
    if (DatabaseError.is(error, 'full')) last = { trouble: 'storage-full', at: clock() };
    if (DatabaseError.is(error, 'damaged')) last = { trouble: 'storage-damaged', at: clock() };
  };
  const wrote = () => {
    if (last?.trouble === 'storage-full' && clock() - last.at > lasting) last = null;
  };
  const readFrom = <T>(asked: Promise<T>): Promise<T> => {
    asked.catch(failed);
    return asked;
  };
  const writing = <T>(asked: Promise<T>): Promise<T> => {
    asked.then(wrote, failed);
    return asked;
  };

  return {
    trouble: () => last?.trouble ?? null,
    watch: (database) => ({
      ...database,
      all: (sql, params) => readFrom(database.all(sql, params)),
      first: (sql, params) => readFrom(database.first(sql, params)),
      run: (sql, params) => writing(database.run(sql, params)),
      reading(asked) {
        const { all, first, run } = database.reading(asked);
        return {
          all: (sql, params) => readFrom(all(sql, params)),
          first: (sql, params) => readFrom(first(sql, params)),
          run: (sql, params) => writing(run(sql, params)),
        };
      },
      beat: (sql, params) => writing(database.beat(sql, params)),
      transaction: (work, limits) => writing(database.transaction(work, limits)),
    }),
  };
}
