/**
 * Called between slices of work; a server lets others run when enough time has passed, a test counts. Matching
 * asks no clock, so it offers a break often and leaves it to whoever has one.
 */
export type Pause = () => Promise<void> | undefined;

/** Counts work, and says when a slice is full. */
export class Slices {
  readonly #pause: Pause | undefined;
  #left = slice;

  constructor(pause: Pause | undefined) {
    this.#pause = pause;
  }

  /** Tells whether it is time for a `rest`. */
  spend(effort: number): boolean {
    this.#left -= effort;
    return this.#left <= 0;
  }

  async rest(): Promise<void> {
    this.#left = slice;
    await this.#pause?.();
  }
}

/** About a millisecond. */
const slice = 1_000;
/** A condition judged by a closure, and by json-rules-engine. */
export const quick = 2;
export const thorough = 20;
