import { keysAsked } from '../../../rules/params/address.ts';
import { systemScope } from '../../../rules/params/effective.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import type { SetValues } from '../../../rules/params/set-values.ts';

/** Keys that may have spoken for one, whatever its definition was then. */
export function keysEver(key: string): readonly string[] {
  return keysAsked({}, key);
}

/** The values set at a few keys of one type, followed write by write; an answer never changes afterwards. */
export class AddressValues {
  readonly #type: string;
  readonly #byId = new Map<string, SetValue>();
  #made: SetValues | undefined;

  constructor(type: string, keys: readonly string[], from: SetValues | undefined) {
    this.#type = type;
    for (const key of keys)
      for (const values of from?.ofType(type)?.get(key)?.values() ?? [])
        for (const value of values) this.#byId.set(value.id, value);
  }

  get(id: string): SetValue | undefined {
    return this.#byId.get(id);
  }

  /** Undefined: it is gone. */
  put(id: string, value: SetValue | undefined): void {
    this.#made = undefined;
    if (value) this.#byId.set(id, value);
    else this.#byId.delete(id);
  }

  all(): Iterable<SetValue> {
    return this.#byId.values();
  }

  values(): SetValues {
    this.#made ??= this.#make();
    return this.#made;
  }

  #make(): SetValues {
    const byKey = new Map(
      [...Map.groupBy(this.#byId.values(), ({ key }) => key)].map(([key, values]) => [
        key,
        Map.groupBy(values, ({ org }) => org ?? systemScope),
      ]),
    );
    return { ofType: (type) => (type === this.#type ? byKey : undefined) };
  }
}
