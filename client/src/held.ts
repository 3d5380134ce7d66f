import { misfit } from './fits.ts';
import type { Change, Definition, Json, Options, Refusal, Snapshot } from './types.ts';

/** Everything a program reads at one moment. */
interface Moment {
  readonly values: ReadonlyMap<string, Json>;
  readonly refused: readonly Refusal[];
  /** Names; what was secret once is never told. */
  readonly secrets: ReadonlySet<string>;
}

/** The values that are taken over, and which of them are secret. */
interface Taken {
  readonly values: Snapshot['values'];
  readonly revision: number;
  /** Names. Default: none is. */
  readonly secrets?: readonly string[];
  /** Names of secrets that are there and not told. Default: there are none. */
  readonly masked?: readonly string[];
}

/** The values a program holds: what was good last stays until something better comes. */
export class Held {
  readonly #definitions: Readonly<Record<string, Definition>> | undefined;
  readonly #instance: string | undefined;
  #moment: Moment = { values: new Map(), refused: [], secrets: new Set() };

  constructor({ definitions, instance }: Pick<Options, 'definitions' | 'instance'>) {
    this.#definitions = definitions;
    this.#instance = instance;
  }

  get refused(): readonly Refusal[] {
    return this.#moment.refused;
  }

  /** Answers the value of a name; where none is known, the meaning of unset that the program was built with. */
  get(name: string): Json {
    return this.#moment.values.get(this.nameOf(name)) ?? this.#definitions?.[name]?.unset ?? null;
  }

  /** Of a dimension what the instance reads: `sim_bill_save_check_tax.*`. */
  nameOf(name: string): string {
    return this.#instance !== undefined && name.endsWith('.*')
      ? `${name.slice(0, -1)}${this.#instance}`
      : name;
  }

  /** Takes over what a server or a snapshot says, as far as the program can read it. Answers what changed by that. */
  take({ values: said, revision, secrets: revealed = [], masked = [] }: Taken): readonly Change[] {
    const before = this.#moment.values;
    const secrets = new Set([...this.#moment.secrets, ...revealed]);
    const values = new Map<string, Json>();
    const refused: Refusal[] = [];
    for (const [type, keys] of Object.entries(said))
      for (const [key, value] of Object.entries(keys)) {
        const name = `${type}.${key}`;
        const reason = this.#misfit(name, value);
        if (reason === null) values.set(name, value);
        else this.#refuse({ name, reason }, values, refused);
      }
    for (const name of masked) this.#refuse({ name, reason: 'masked' }, values, refused);
    // A value that is no longer told was left out by a package or taken away with a right: a program that reads it goes
    // on.
    for (const name of before.keys())
      if (!values.has(name) && !refused.some((one) => one.name === name))
        this.#refuse({ name, reason: 'gone' }, values, refused);
    this.#moment = { values, refused, secrets };
    return [...values.keys()].flatMap((name) => {
      const from = before.get(name) ?? this.#definition(name)?.unset ?? null;
      const to = values.get(name) ?? null;
      if (JSON.stringify(from) === JSON.stringify(to)) return [];
      return secrets.has(name)
        ? [{ name, from: null, to: null, secret: true, revision }]
        : [{ name, from, to, revision }];
    });
  }

  /** As a snapshot keeps it: without secrets. */
  values(): Snapshot['values'] {
    const types: Record<string, Record<string, Json>> = {};
    for (const [name, value] of this.#moment.values) {
      if (this.#moment.secrets.has(name)) continue;
      const dot = name.indexOf('.');
      const ofType = types[name.slice(0, dot)] ?? {};
      types[name.slice(0, dot)] = ofType;
      ofType[name.slice(dot + 1)] = value;
    }
    return types;
  }

  #refuse(refusal: Refusal, values: Map<string, Json>, refused: Refusal[]): void {
    refused.push(refusal);
    const known = this.#moment.values.get(refusal.name);
    if (known !== undefined) values.set(refusal.name, known);
  }

  #misfit(name: string, value: Json): string | null {
    const definition = this.#definition(name);
    if (!definition || (value === null && definition.unset === null)) return null;
    return misfit(value, definition.schema);
  }

  #definition(name: string): Definition | undefined {
    const own = this.#definitions?.[name];
    const ofInstance = this.#definitions?.[`${name.slice(0, name.indexOf('.'))}.*`];
    return (
      own ?? (this.#instance !== undefined && name.endsWith(`.${this.#instance}`) ? ofInstance : undefined)
    );
  }
}
