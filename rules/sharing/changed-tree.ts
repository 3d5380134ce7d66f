import type { Problem } from '../../metadata/common/issue.ts';
import type { Layered } from './layered.ts';
import { byNumberThenId, none, type Org, type Place, place, type Shape } from './org-places.ts';

/** A tree as it is kept. */
export interface Laid {
  readonly revision: number;
  readonly root: string;
  readonly problems: readonly Problem[];
  readonly orgs: Layered<Org>;
  readonly numbers: Layered<string>;
  readonly shape: Shape;
}

/** As many as there are places that people have rights for, of which few are asked for at a time. */
const mostCarried = 64;

/** A tree to which one change after the other is made; one that is not usual has it all laid out anew. */
export class ChangedTree {
  readonly #orgs: Layered<Org>;
  readonly #numbers: Layered<string>;
  readonly #root: string;
  readonly #isSound: boolean;
  #shape: Shape;
  readonly #before: Shape;
  /** Of whose subtrees something came, went or stands elsewhere. */
  readonly #touched = new Set<string>();

  constructor({ orgs, numbers, root, shape, problems }: Laid) {
    this.#orgs = orgs.fork();
    this.#numbers = numbers.fork();
    this.#root = root;
    this.#shape = shape;
    this.#before = shape;
    this.#isSound = problems.length === 0 && numbers.size === orgs.size;
  }

  /** Null: it has to be laid out anew. */
  all(changes: ReadonlyMap<string, Org | null>): Pick<Laid, 'orgs' | 'numbers' | 'shape'> | null {
    if (!this.#isSound) return null;
    for (const [id, org] of changes) {
      const before = this.#orgs.get(id);
      const isDone = org ? this.#put(org, before) : before === undefined || this.#leaves(before);
      if (!isDone) return null;
    }
    this.#carrySubtrees();
    return { orgs: this.#orgs, numbers: this.#numbers, shape: this.#shape };
  }

  #put(org: Org, before: Org | undefined): boolean {
    const { id, number, parent } = org;
    if ((this.#numbers.get(number) ?? id) !== id) return false;
    const stays = before?.parent === parent && before.number === number;
    if (!stays && !this.#stands(org, before)) return false;
    if (before && before.number !== number) this.#numbers.delete(before.number);
    this.#numbers.set(number, id);
    this.#orgs.set(id, Object.freeze({ ...org }));
    if (!stays) this.#standUnder(org, before);
    return true;
  }

  /** Whether it comes to stand under somebody; the root and what stands above itself are not usual. */
  #stands({ id, parent }: Org, before: Org | undefined): boolean {
    if (parent === null) return before?.parent === null && id === this.#root;
    const above = this.#shape.places.get(parent);
    for (let at: Place | null = above ?? null; at; at = at.above) if (at.id === id) return false;
    return above !== undefined && id !== this.#root;
  }

  #standUnder({ id, parent }: Org, before: Org | undefined): void {
    if (parent === null) return;
    const { places, below } = this.#shaped();
    if (before?.parent) this.#leave(before.parent, id);
    this.#touch(parent, id);
    const beside = [...(below.get(parent) ?? none), id];
    below.set(
      parent,
      beside.sort((a, b) => byNumberThenId(this.#known(a), this.#known(b))),
    );
    if (before?.parent !== parent)
      place(places, id, places.get(parent) ?? null, (one) => below.get(one) ?? none);
  }

  #leaves({ id, number, parent }: Org): boolean {
    if (parent === null || this.#shape.below.get(id)) return false;
    const { places } = this.#shaped();
    this.#leave(parent, id);
    places.delete(id);
    this.#orgs.delete(id);
    this.#numbers.delete(number);
    return true;
  }

  #leave(parent: string, id: string): void {
    this.#touch(parent, id);
    const left = (this.#shape.below.get(parent) ?? none).filter((one) => one !== id);
    if (left.length > 0) this.#shape.below.set(parent, left);
    else this.#shape.below.delete(parent);
  }

  /** One of its own, from the first time that somebody stands elsewhere. */
  #shaped(): Shape {
    const { places, below } = this.#before;
    if (this.#shape === this.#before)
      this.#shape = { places: places.fork(), below: below.fork(), subtrees: new Map() };
    return this.#shape;
  }

  #touch(parent: string, id: string): void {
    this.#touched.add(id);
    for (let at = this.#shape.places.get(parent) ?? null; at; at = at.above) this.#touched.add(at.id);
  }

  /** Whoever asked for the others asks again, and is given the same sets. */
  #carrySubtrees(): void {
    if (this.#shape === this.#before) return;
    const { subtrees } = this.#shape;
    for (const [id, known] of this.#before.subtrees) {
      if (subtrees.size === mostCarried) return;
      if (!this.#touched.has(id)) subtrees.set(id, known);
    }
  }

  #known(id: string): Org {
    return this.#orgs.get(id) ?? { id, number: '', name: '', parent: null, enabled: true };
  }
}
