import type { Condition, Leaf } from '../../../../metadata/condition.ts';
import type { ReferringForm } from '../../../../metadata/contract/records/calls.ts';

/** A record that refers to another one, by the place where it does. */
interface Found {
  /** Name of its form. */
  readonly form: string;
  /** By names. */
  readonly path: string;
  readonly asks: Omit<Leaf, 'fact'>;
  /** More records refer to it there than were read. */
  readonly isFull: boolean;
}

/** Counts the records that refer to one form by form, each once, and makes of their places what a list is asked. */
export class ReferringForms {
  readonly #known = new Map<
    string,
    { readonly ids: Set<string>; readonly places: Map<string, Leaf>; more: boolean }
  >();

  note(id: string, { form, path, asks, isFull }: Found): void {
    const known = this.#known.get(form) ?? { ids: new Set(), places: new Map(), more: false };
    known.ids.add(id);
    known.places.set(path, { fact: path, ...asks });
    known.more ||= isFull;
    this.#known.set(form, known);
  }

  get all(): readonly ReferringForm[] {
    return [...this.#known].map(([form, { ids, places, more }]) => {
      const [only, ...others] = places.values();
      const filter: Condition = only && others.length === 0 ? only : { any: [...places.values()] };
      return { form, count: ids.size, more, filter: { ...filter } };
    });
  }
}
