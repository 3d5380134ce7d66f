/** Places that hang together through the keys that they share. */
export class UnionFind {
  readonly #above: number[] = [];
  readonly #byKey = new Map<string, number>();

  add(place: number): void {
    this.#above[place] = place;
  }

  join(place: number, key: string): void {
    const known = this.#byKey.get(key);
    if (known === undefined) this.#byKey.set(key, place);
    else this.#above[this.#top(place)] = this.#top(known);
  }

  groups(): readonly (readonly number[])[] {
    const groups = new Map<number, number[]>();
    for (const place of this.#above.keys()) {
      const top = this.#top(place);
      const group = groups.get(top);
      if (group) group.push(place);
      else groups.set(top, [place]);
    }
    return [...groups.values()];
  }

  #top(place: number): number {
    let top = place;
    for (let above = this.#above[top]; above !== undefined && above !== top; above = this.#above[top])
      top = above;
    return top;
  }
}
