import type { Json, JsonObject } from '../../../metadata/common/json.ts';

/** Answers of one form's calls: what several of them answer alike stands under components once. */
export class OwnResponses {
  readonly named: Record<string, Json> = {};
  readonly #form: string;
  readonly #names = new Map<string, string>();

  constructor(form: string) {
    this.#form = form;
  }

  /** `operation` names it when nobody answered so before. */
  point(operation: string, response: JsonObject): JsonObject {
    const text = JSON.stringify(response);
    const name = this.#names.get(text) ?? `${this.#form}.${operation}`;
    this.#names.set(text, name);
    this.named[name] = response;
    return { $ref: `#/components/responses/${name}` };
  }
}
