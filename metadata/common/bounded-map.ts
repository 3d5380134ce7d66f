/**
 * Remembers what was made, up to a number of things; beyond it, what was remembered first goes. Reading moves nothing,
 * so that it costs no more than a Map: whatever is still wanted after it went is made and remembered again.
 *
 * @example
 * const squares = new BoundedMap<number, number>(2);
 * squares.set(1, 1).set(2, 4).set(3, 9);
 * [...squares.keys()] //=> [2, 3]
 */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  readonly #most: number;

  constructor(most: number) {
    super();
    this.#most = most;
  }

  override set(key: Key, value: Value): this {
    if (this.size >= this.#most && !this.has(key)) {
      const [first] = this.keys();
      this.delete(first as Key);
    }
    return super.set(key, value);
  }
}
