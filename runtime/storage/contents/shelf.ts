/** The bytes of an object from one on, up to another that is not among them. */
export interface Range {
  readonly from: number;
  readonly before: number;
}

/**
 * A place where bytes are kept under names, each of which is given once: what stands there never changes. It knows
 * nothing of what they are, and who may see them.
 */
export interface Shelf {
  /** How people call it: a folder's path, an address with a bucket. */
  readonly name: string;
  /** Puts all of it there, to last; where it fails or is cut off, nothing is under the name. */
  write(object: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** Reads a part, which is within the object; none of it where the name is unknown (`ObjectMissing`). */
  read(object: string, range: Range): AsyncIterable<Uint8Array>;
  /** Answers null where nothing is under the name. */
  size(object: string): Promise<number | null>;
  /** Takes it away, if it is there. */
  remove(object: string): Promise<void>;
  /** Takes away what was left by writes that were cut off before a moment, in milliseconds since 1970. */
  tidy(before: number): Promise<void>;
}

/** What should stand on a shelf is not there, or not whole. */
export class ObjectMissing extends Error {
  readonly object: string;

  constructor(object: string) {
    super(`${object} is not there, or not whole`);
    this.name = 'ObjectMissing';
    this.object = object;
  }
}

/** Names are made by the house; any other would lead out of its folder. */
export function checkedName(object: string): string {
  if (!/^[a-z0-9][a-z0-9-]{7,99}(\.gz)?$/.test(object)) throw new Error(`${object} is no name of an object`);
  return object;
}
