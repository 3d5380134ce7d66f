/** A directory of things by name, of which few change at a time: the many stand below, changed ones above them. */
export class Directory<T> {
  readonly #below: ReadonlyMap<string, T>;
  readonly #above: ReadonlyMap<string, T | null>;

  constructor(below: ReadonlyMap<string, T>, above: ReadonlyMap<string, T | null> = new Map()) {
    this.#below = below;
    this.#above = above;
  }

  get(name: string): T | undefined {
    const changed = this.#above.get(name);
    return changed === undefined ? this.#below.get(name) : (changed ?? undefined);
  }

  /** Number of things that stand above: with many, another directory should be made. */
  get changed(): number {
    return this.#above.size;
  }

  /** Another with these changed; null: gone. */
  with(changes: ReadonlyMap<string, T | null>): Directory<T> {
    return new Directory(this.#below, new Map([...this.#above, ...changes]));
  }
}
