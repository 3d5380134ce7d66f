import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { answered } from './answered.ts';
import type { Common } from './common.ts';
import type { Described } from './described.ts';

/** Answers of one form's calls: what several of them answer alike stands under components once, the rest in its call. */
export class OwnResponses {
  readonly named: Record<string, Json> = {};
  readonly #responses = new Map<Described, JsonObject>();

  constructor(form: Form, endpoints: readonly Described[], common: Common) {
    const made = endpoints.map((endpoint) => {
      const response = common.response(endpoint) ?? answered(endpoint, common.name, form);
      return { endpoint, response, text: JSON.stringify(response) };
    });
    for (const [first, ...others] of Map.groupBy(made, ({ text }) => text).values()) {
      if (!first) continue;
      const { endpoint, response } = first;
      const isAlone = others.length === 0 && [endpoint.schema?.status].flat().length === 1;
      const answer = isAlone || '$ref' in response ? response : this.#name(form, endpoint, response);
      for (const one of [first, ...others]) this.#responses.set(one.endpoint, answer);
    }
  }

  of(endpoint: Described): JsonObject | undefined {
    return this.#responses.get(endpoint);
  }

  #name({ name: form }: Form, { operation }: Described, response: JsonObject): JsonObject {
    const name = `${form}.${operation}`;
    this.named[name] = response;
    return { $ref: `#/components/responses/${name}` };
  }
}
