const database = 'guiju';
const table = 'unsent-steps';

/**
 * Keeps a person's steps in the browser until the server has them. In a database of its own: that is on the disk at
 * once, where `localStorage` may take a minute, and a browser may be killed before.
 */
export class StepStore {
  #opened: Promise<IDBDatabase> | null = null;

  /** Nothing where nothing was kept, or this browser keeps nothing. */
  async read(person: string): Promise<unknown> {
    return this.#ask('readonly', (kept) => kept.get(person)).catch(() => undefined);
  }

  /**
   * In the order in which it is called. A browser that keeps nothing goes without: the server is asked all the same.
   */
  async write(person: string, value: unknown): Promise<void> {
    await this.#ask('readwrite', (kept) =>
      value === undefined ? kept.delete(person) : kept.put(value, person),
    ).catch(() => {});
  }

  /** What is kept under a name; where nothing is, `fresh`, from now on. Of pages that ask at once all get the same. */
  async agreed(name: string, fresh: string): Promise<string> {
    const before = async (kept: IDBObjectStore) => {
      const found: unknown = await answer(kept.get(name));
      if (typeof found === 'string') return found;
      await answer(kept.put(fresh, name));
      return fresh;
    };
    return this.#table('readwrite')
      .then(before)
      .catch(() => fresh);
  }

  async #ask(mode: IDBTransactionMode, ask: (kept: IDBObjectStore) => IDBRequest): Promise<unknown> {
    return answer(ask(await this.#table(mode)));
  }

  async #table(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    this.#opened ??= opened();
    return (await this.#opened).transaction(table, mode, { durability: 'strict' }).objectStore(table);
  }
}

function opened(): Promise<IDBDatabase> {
  const asked = indexedDB.open(database, 1);
  asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore(table));
  return answer(asked);
}

function answer<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.addEventListener('success', () => resolve(asked.result));
    asked.addEventListener('error', () => reject(asked.error));
  });
}
