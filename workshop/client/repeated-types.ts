import type { JsonObject, JsonSchema } from '../../metadata/common/json.ts';
import { type NameOf, objectText } from './type-text.ts';

/** Lines of an object that is said in place however often it is meant. */
const short = 4;

/**
 * Finds the objects that several calls say, each of which gets a name by where it stands first: a file that repeats them
 * is three times as long.
 */
export class RepeatedTypes {
  readonly #found = new Map<string, { readonly place: string; readonly schema: JsonObject; times: number }>();
  readonly #names = new Map<string, string>();

  /** `place`: the call, and the members on the way: `PlanAnswerItems`. */
  look(schema: JsonSchema | undefined, place: string): void {
    const said = (schema ?? {}) as JsonObject;
    if (isObject(said)) {
      const text = textOf(said);
      const known = this.#found.get(text);
      if (known) {
        known.times += 1;
        return;
      }
      this.#found.set(text, { place, schema: said, times: 1 });
      for (const [name, one] of Object.entries(said['properties'] as JsonObject))
        this.look(one as JsonSchema, `${place}${capital(name)}`);
    }
    for (const member of ['items', 'additionalProperties'])
      if (typeof said[member] === 'object') this.look(said[member] as JsonSchema, place);
    for (const member of ['anyOf', 'oneOf', 'allOf'])
      for (const one of (said[member] ?? []) as readonly JsonSchema[]) this.look(one, place);
  }

  /** Gives names to what was found more than once; answers the types that have them. */
  named(taken: ReadonlySet<string>): ReadonlyMap<string, string> {
    const used = new Set(taken);
    const repeated = [...this.#found].filter(
      ([text, { times }]) => times > 1 && text.split('\n').length > short,
    );
    for (const [text, { place }] of repeated) {
      let name = place;
      for (let number = 2; used.has(name); number += 1) name = `${place}${number}`;
      used.add(name);
      this.#names.set(text, name);
    }
    return new Map(
      repeated.map(([text, { schema }]) => [
        this.#names.get(text) ?? '',
        objectText(schema, '', this.nameOf),
      ]),
    );
  }

  readonly nameOf: NameOf = (schema) =>
    isObject(schema as JsonObject) ? this.#names.get(textOf(schema as JsonObject)) : undefined;
}

function isObject({ type, properties }: JsonObject): boolean {
  return [type].flat().includes('object') && properties !== undefined;
}

function textOf(schema: JsonObject): string {
  return objectText(schema, '', () => undefined);
}

export function capital(name: string): string {
  return name.replaceAll(/(?:^|\W+)(\w?)/g, (_, letter: string) => letter.toUpperCase());
}
