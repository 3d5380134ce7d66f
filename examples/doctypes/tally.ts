/** What became of a word of the other system: said here, too, or left out for a reason. */
export type Outcome = typeof said | typeof holds | typeof bookkeeping | Left;
type Left = { readonly left: string };

/** A word of ours says it. */
export const said = 'said';
/** It is so here without being said. */
export const holds = 'holds';
/** It says nothing of the form: who wrote the file when, an engine, a former name. */
export const bookkeeping = 'bookkeeping';
export const left = (why: string): Outcome => ({ left: why });

/** Counts what became of each word. */
export class Tally {
  readonly #words = new Map<string, { said: number; left: Map<string, number> }>();

  count(word: string, outcome: Outcome): void {
    if (outcome === bookkeeping) return;
    const counts = this.#words.get(word) ?? { said: 0, left: new Map() };
    this.#words.set(word, counts);
    if (typeof outcome === 'string') counts.said += 1;
    else counts.left.set(outcome.left, (counts.left.get(outcome.left) ?? 0) + 1);
  }

  get total(): number {
    return this.said + this.left.reduce((sum, { count }) => sum + count, 0);
  }

  get said(): number {
    return [...this.#words.values()].reduce((sum, counts) => sum + counts.said, 0);
  }

  /** What is left, the most frequent first. */
  get left(): readonly { readonly word: string; readonly why: string; readonly count: number }[] {
    return [...this.#words]
      .flatMap(([word, counts]) => [...counts.left].map(([why, count]) => ({ word, why, count })))
      .toSorted((a, b) => b.count - a.count || a.word.localeCompare(b.word));
  }

  get words(): readonly string[] {
    return [...this.#words.keys()].sort();
  }
}
