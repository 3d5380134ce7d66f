import { type Content, writeObject } from './content.ts';
import type { Shelf } from './shelf.ts';

/** So many bytes stand under one name: as much as is lost when a node dies in the midst of a long request. */
export const mostInObject = 8 * 1024 * 1024;

interface Receiving {
  readonly shelf: Shelf;
  /** The content so far; it grows as its objects are noted. */
  readonly content: () => Content;
  readonly newName: () => string;
  /** Called before an object is written, so that one that is cut off is found by its name. */
  readonly begun: (name: string) => Promise<void>;
  /** Called once an object is there to last. */
  readonly noted: (object: { readonly name: string; readonly size: number }) => Promise<void>;
}

/**
 * Puts what comes of a content onto a shelf, object by object. Where it breaks off, what came so far stays, and the
 * failure is thrown when that is noted.
 */
export async function receive(bytes: AsyncIterable<Uint8Array>, how: Receiving): Promise<void> {
  const source = new Source(bytes);
  while (await source.hasMore()) {
    const name = how.newName();
    await how.begun(name);
    const size = await writeObject(how.shelf, how.content(), name, source.take(mostInObject));
    await how.noted({ name, size });
  }
  if (source.failure !== undefined) throw source.failure;
}

/** Bytes that are taken from in portions; where they break off, a portion ends. */
class Source {
  /** Why there is nothing more, where that is not the end. */
  failure: unknown;
  readonly #bytes: AsyncIterator<Uint8Array>;
  #kept: Uint8Array | null = null;
  #isOver = false;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bytes = bytes[Symbol.asyncIterator]();
  }

  async hasMore(): Promise<boolean> {
    while (!this.#kept?.length && !this.#isOver) {
      try {
        const { done, value } = await this.#bytes.next();
        if (done) this.#isOver = true;
        else this.#kept = value;
      } catch (error) {
        this.#isOver = true;
        this.failure = error;
      }
    }
    return Boolean(this.#kept?.length);
  }

  async *take(most: number): AsyncIterable<Uint8Array> {
    for (let left = most; left > 0 && (await this.hasMore()); ) {
      const some = this.#kept ?? new Uint8Array();
      this.#kept = some.length > left ? some.subarray(left) : null;
      left -= Math.min(left, some.length);
      yield this.#kept ? some.subarray(0, some.length - this.#kept.length) : some;
    }
  }
}
