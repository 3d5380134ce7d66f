import type { Json } from '../../metadata/json.ts';

/** Bytes that one answer may tell, about. */
export const pageSize = 900_000;
/** Of these, what the trace of one of several facts may take. */
export const partSize = 100_000;

/** What is left of an answer's room. What is first told always has room, so that whoever goes on gets on. */
export class Room {
  #left: number;
  #size = 0;

  constructor(size: number) {
    this.#left = size;
  }

  get left(): number {
    return this.#left;
  }

  /** Takes the room for it; false: there is none, and it is not to be told. */
  take(item: Json): boolean {
    const size = Buffer.byteLength(JSON.stringify(item));
    if (this.#size > 0 && size > this.#left) return false;
    this.#left -= size;
    this.#size += 1;
    return true;
  }
}
