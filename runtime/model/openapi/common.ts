import type { Json, JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { answered, type Name } from './answered.ts';
import { sharedParameters, sharedResponses, sharedSchemas } from './components.ts';
import { type Described, said } from './described.ts';
import { withNamedWays } from './named-ways.ts';
import { aboveForms, isOfForm } from './of-form.ts';

type Query = NonNullable<Described['query']>[number];

/** Parts under `components`, by section and name. */
export type Components = Readonly<Record<'parameters' | 'schemas' | 'responses', JsonObject>>;

/**
 * Collects the parts that the calls of all forms share: each stands under `components` once, and every form's calls
 * point at it. Without it a document of three hundred forms says the same parameters three hundred times.
 */
export class Common {
  /** In which it is described. */
  readonly language: Language;
  readonly #parameters: Record<string, Json>;
  readonly #schemas: Record<string, Json> = { ...sharedSchemas };
  readonly #responses: Record<string, Json> = { ...sharedResponses };
  readonly #names = new Map<object, string>();
  /** Parameters by what they say: who says the same twice means the same. */
  readonly #named = new Map<string, string>();
  /** Answers about records, without what they say of every form alike. */
  readonly #ofForms = new Map<JsonSchema, JsonSchema>();
  readonly #above = new Map<string, string>();

  constructor(endpoints: readonly Described[], language: Language = 'zh') {
    this.language = language;
    this.#parameters = { ...sharedParameters(language) };
    for (const endpoint of endpoints.filter(({ path }) => path.includes(':form'))) {
      const { operation, query = [], schema = {} } = endpoint;
      for (const parameter of query) this.#nameParameter(parameter, operation);
      const begin = operation.charAt(0).toUpperCase() + operation.slice(1);
      const { documented = schema.body } = schema;
      this.#nameSchema(typeof documented === 'function' ? documented() : documented, `${begin}Body`);
      this.#nameSchema(schema.answer, `${begin}Answer`);
      this.#liftAbove(schema.answer, begin);
    }
    for (const endpoint of endpoints) {
      const { answer } = endpoint.schema ?? {};
      if (!endpoint.path.includes(':form') || (answer && isOfForm(answer))) continue;
      this.#responses[endpoint.operation] = answered(endpoint, this.name);
    }
  }

  get components(): Components {
    return { parameters: this.#parameters, schemas: this.#schemas, responses: this.#responses };
  }

  /** A parameter as it stands in a call: a pointer where forms share it. */
  parameter(query: Query): JsonObject {
    const name = this.#names.get(query) ?? this.#named.get(JSON.stringify(query));
    if (name === undefined) return queryParameter(query, this.language);
    this.#names.set(query, name);
    return { $ref: `#/components/parameters/${name}` };
  }

  /** Points at the answer of a call, where it is the same for every form. */
  response({ operation }: Described): JsonObject | undefined {
    return Object.hasOwn(this.#responses, operation)
      ? { $ref: `#/components/responses/${operation}` }
      : undefined;
  }

  readonly name: Name = (schema) => {
    const name = this.#names.get(schema);
    return name === undefined ? (this.#ofForms.get(schema) ?? schema) : schemaPointer(name);
  };

  #nameParameter(query: Query, operation: string): void {
    const said = JSON.stringify(query);
    if (this.#named.has(said)) return;
    const name = Object.hasOwn(this.#parameters, query.name) ? `${query.name}.${operation}` : query.name;
    this.#parameters[name] = queryParameter(query, this.language);
    this.#named.set(said, name);
  }

  #liftAbove(answer: JsonSchema | undefined, begin: string): void {
    if (!answer || !isOfForm(answer)) return;
    const lifted = aboveForms(answer, begin, (schema, wanted) => {
      const said = JSON.stringify(schema);
      const name = this.#above.get(said) ?? wanted;
      this.#above.set(said, name);
      this.#schemas[name] = schema;
      return schemaPointer(name);
    });
    this.#ofForms.set(answer, lifted);
  }

  /** Those made for a form carry its name already; a pointer points already; what says nothing needs no name. */
  #nameSchema(schema: JsonSchema | undefined, name: string): void {
    if (!schema || '$ref' in schema || !('properties' in schema)) return;
    if (isOfForm(schema)) return;
    if (this.#names.has(schema)) return;
    if (Object.hasOwn(this.#schemas, name)) throw new Error(`two schemas want to be called ${name}`);
    this.#schemas[name] = withNamedWays(schema, name, this.#schemas);
    this.#names.set(schema, name);
  }
}

function schemaPointer(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

function queryParameter({ name, summary, schema }: Query, language: Language): JsonObject {
  return { name, in: 'query', description: said(summary, language), schema };
}
