/** Stands for the list of all forms, which some fields offer. */
export const allForms = '*';

/** By form: ids of other forms that were looked up for it, whether they were found or not. */
export class Readings {
  readonly #read = new Map<string, Set<string>>();

  note(form: string, other: string): void {
    const known = this.#read.get(form);
    if (known) known.add(other);
    else this.#read.set(form, new Set([other]));
  }

  of(form: string): ReadonlySet<string> {
    return this.#read.get(form) ?? none;
  }

  /** What can be looked up, with a note of what was. */
  over<T>(forms: ReadonlyMap<string, T>, form: string): Lookup<T> {
    return {
      get: (id) => {
        this.note(form, id);
        return forms.get(id);
      },
      keys: () => forms.keys(),
    };
  }
}

/** Forms by their ids; `keys` is for what is said of a mistake. */
export type Lookup<T> = Pick<ReadonlyMap<string, T>, 'get' | 'keys'>;

const none: ReadonlySet<string> = new Set();
