/** Something that was typed and not saved, as it lies in the browser: nothing but its age can be read in it. */
export interface Sealed {
  readonly id: string;
  /** Id of the person, by whose key it is sealed. */
  readonly person: string;
  /** Milliseconds since 1970, when it was last typed into. */
  readonly at: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

const database = 'guiju-unsaved';
const [keys, kept] = ['keys', 'kept'] as const;
const cipher = 'AES-GCM';

/**
 * What people typed and did not save, on the disk of their browser, sealed by a key of each person that the browser
 * uses and does not give away. It throws where the browser keeps nothing, or has no room.
 */
export class UnsavedBox {
  #opened: Promise<IDBDatabase> | null = null;

  async put(person: string, id: string, at: number, text: string): Promise<void> {
    const key = await this.#key(person);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = new TextEncoder().encode(text);
    const data = await crypto.subtle.encrypt(
      { name: cipher, iv, additionalData: said(person, id) },
      key,
      bytes,
    );
    const sealed: Sealed = { id, person, at, iv, data };
    await this.#ask(kept, 'readwrite', (store) => store.put(sealed, id));
  }

  /** All that lies there, whoever typed it, the newest first. */
  async list(): Promise<readonly Sealed[]> {
    const all = (await this.#ask(kept, 'readonly', (store) => store.getAll())) as readonly Sealed[];
    return all.toSorted((a, b) => b.at - a.at);
  }

  /** Undefined: it was sealed by a key that is gone. */
  async open({ person, id, iv, data }: Sealed): Promise<string | undefined> {
    try {
      const key = await this.#key(person);
      return new TextDecoder().decode(
        await crypto.subtle.decrypt({ name: cipher, iv, additionalData: said(person, id) }, key, data),
      );
    } catch {
      return undefined;
    }
  }

  async drop(id: string): Promise<void> {
    await this.#ask(kept, 'readwrite', (store) => store.delete(id));
  }

  /** Takes away all that a person has there, and the key with which it could be read. */
  async forget(person: string): Promise<void> {
    this.forgetKey(person);
    await this.#ask(keys, 'readwrite', (store) => store.delete(person));
    for (const one of await this.list()) if (one.person === person) await this.drop(one.id);
  }

  /** Reads the key anew when it is needed next: another tab took it away, with all that it sealed. */
  forgetKey(person: string): void {
    this.#keys.delete(person);
  }

  #key(person: string): Promise<CryptoKey> {
    const known = this.#keys.get(person) ?? this.#readKey(person);
    this.#keys.set(person, known);
    known.catch(() => this.#keys.delete(person));
    return known;
  }
  readonly #keys = new Map<string, Promise<CryptoKey>>();

  async #readKey(person: string): Promise<CryptoKey> {
    const made = await crypto.subtle.generateKey({ name: cipher, length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    // Another tab may be making one just now: the first stays.
    await this.#ask(keys, 'readwrite', (store) => {
      const asked = store.get(person);
      asked.addEventListener('success', () => {
        if (asked.result === undefined) store.put(made, person);
      });
      return asked;
    });
    return (await this.#ask(keys, 'readonly', (store) => store.get(person))) as CryptoKey;
  }

  async #ask(
    table: typeof keys | typeof kept,
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest,
  ): Promise<unknown> {
    this.#opened ??= opened();
    this.#opened.catch(() => {
      this.#opened = null;
    });
    const transaction = (await this.#opened).transaction(table, mode, { durability: 'strict' });
    const asked = ask(transaction.objectStore(table));
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error));
      transaction.addEventListener('error', () => reject(transaction.error));
    });
    return asked.result;
  }
}

/** What is sealed cannot be passed off as another person's, nor as something else of the same. */
function said(person: string, id: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${person}/${id}`);
}

async function opened(): Promise<IDBDatabase> {
  const asked = indexedDB.open(database, 1);
  asked.addEventListener('upgradeneeded', () => {
    for (const table of [keys, kept]) asked.result.createObjectStore(table);
  });
  return new Promise((resolve, reject) => {
    asked.addEventListener('success', () => resolve(asked.result));
    asked.addEventListener('error', () => reject(asked.error));
    asked.addEventListener('blocked', () => reject(new Error('the store of the browser is blocked')));
  });
}
