/**
 * A map of which another version costs as much as differs: what changed lies over what was, until it is much. Whoever
 * hands it on writes no more to it.
 */
export class Layered<Value extends string | object> {
  readonly #base: ReadonlyMap<string, Value>;
  /** Null: no longer there. */
  readonly #over: Map<string, Value | null>;
  #size: number;

  constructor(
    base: ReadonlyMap<string, Value>,
    over: ReadonlyMap<string, Value | null> = new Map(),
    size = base.size,
  ) {
    this.#base = base;
    this.#over = new Map(over);
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  get(key: string): Value | undefined {
    const own = this.#over.size === 0 ? undefined : this.#over.get(key);
    return own === undefined ? this.#base.get(key) : (own ?? undefined);
  }

  *keys(): Generator<string> {
    for (const key of this.#base.keys()) if (this.#over.get(key) !== null) yield key;
    for (const [key, value] of this.#over) if (value !== null && !this.#base.has(key)) yield key;
  }

  *values(): Generator<Value> {
    for (const key of this.keys()) {
      const value = this.get(key);
      if (value !== undefined) yield value;
    }
  }

  set(key: string, value: Value): void {
    if (this.get(key) === undefined) this.#size += 1;
    this.#over.set(key, value);
  }

  delete(key: string): void {
    if (this.get(key) === undefined) return;
    this.#size -= 1;
    this.#over.set(key, null);
  }

  /** Another version of it, to be written to. */
  fork(): Layered<Value> {
    if (this.#over.size <= Math.max(leastOver, this.#base.size / 50))
      return new Layered(this.#base, this.#over, this.#size);
    const base = new Map(this.#base);
    for (const [key, value] of this.#over)
      if (value === null) base.delete(key);
      else base.set(key, value);
    return new Layered(base);
  }
}

/** What lies over is copied with each version; what it lies over, once there is so much of it. */
const leastOver = 500;
