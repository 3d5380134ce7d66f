import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { BoundedMap } from '../metadata/bounded-map.ts';
import type { Column, Field, Shape } from '../metadata/field.ts';
import type { Problem } from '../metadata/issue.ts';
import { type Json, type JsonSchema, pointerTo } from '../metadata/json.ts';
import type { Form } from '../metadata/model.ts';
import { answeredMembers, systemMembers } from '../metadata/system-members.ts';

/** The one door to Ajv. A form's validator is compiled when its first body comes, and survives a publish that leaves the form alone. */
export interface Validators {
  /** What of a body does not have the shape of a record: wrong types, unknown members. */
  body(form: Form, body: Json): readonly Problem[];
}

/** Judges one value, and then has what is wrong with it. */
export type SchemaJudge = ValidateFunction;
export type SchemaError = ErrorObject;

let ofBodies: Ajv2020 | undefined;

/** For schemas of calls, each of which is compiled once; errors carry the schema and the value they are about. */
export function compileSchema(schema: JsonSchema): SchemaJudge {
  if (!ofBodies) {
    const options = { allErrors: true, verbose: true, discriminator: true, addUsedSchema: false } as const;
    ofBodies = formats.default(new Ajv2020({ ...options, strict: false, validateSchema: false }));
  }
  return ofBodies.compile(schema);
}

/** Compiled validators that are remembered. */
const most = 1_000;

let common: Validators | undefined;

/** Those of this process: a form is known by its hash, whichever store asks. */
export function commonValidators(): Validators {
  common ??= createValidators();
  return common;
}

function createValidators(): Validators {
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateSchema: false, addUsedSchema: false });
  formats.default(ajv);
  const compiled = new BoundedMap<string, ValidateFunction>(most);

  function validate(key: string, schema: () => JsonSchema, value: Json): readonly Problem[] {
    let check = compiled.get(key);
    if (!check) {
      check = ajv.compile(schema());
      compiled.set(key, check);
    }
    return check(value) ? [] : problemsOf(check.errors ?? []);
  }

  return {
    body: (form, body) => validate(`body ${form.hash}`, () => bodySchema(form), body),
  };
}

/** What callers may send of a record: members the platform makes are let through, so that what was read can be sent back. */
function bodySchema(form: Form): JsonSchema {
  const { properties, ...shape } = shapeSchema(form);
  return { ...shape, properties: { ...platformMembers, ...properties } };
}

const said: Readonly<Partial<Record<Column['type'], JsonSchema>>> = {
  boolean: { type: 'boolean' },
  date: { type: ['string', 'null'], format: 'date' },
  text: { type: 'string' },
};
const platformMembers: Readonly<Record<string, JsonSchema>> = Object.fromEntries([
  ...Object.entries(systemMembers).map(([name, { column, made }]) => [
    name,
    made ? {} : (said[column.type] ?? {}),
  ]),
  ...answeredMembers.map((name) => [name, {}]),
]);

function shapeSchema(
  shape: Shape,
): { readonly properties: Readonly<Record<string, JsonSchema>> } & JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const field of shape.fields) properties[field.name] = fieldSchema(field);
  return { type: 'object', properties, additionalProperties: false };
}

function fieldSchema(field: Field): JsonSchema {
  if (field.rows) {
    const { properties, ...row } = shapeSchema(field.rows);
    const own = { id: { type: 'string', format: 'uuid' }, $delete: { type: 'boolean' } };
    return { type: ['array', 'null'], items: { ...row, properties: { ...own, ...properties } } };
  }
  // Carried and computed values come back as they were answered, and are made anew.
  if (field.inner) return {};
  const schema = field.kind.schema(field);
  const { type } = schema;
  // One union less to try, and one error instead of three.
  if (typeof type === 'string' && schema['enum'] === undefined) return { ...schema, type: [type, 'null'] };
  return { anyOf: [schema, { enum: [null, ''] }] };
}

function problemsOf(errors: readonly ErrorObject[]): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const error of errors) {
    if (error.keyword === 'anyOf' || error.schemaPath.endsWith('/anyOf/1/enum')) continue;
    // Of the shapes it may have, it has the one in which something is wrong.
    if (/\/anyOf\/\d+\/type$/.test(error.schemaPath) && errors.some(isInside(error.instancePath))) continue;
    const problem = problemOf(error);
    if (!found.has(problem.path)) found.set(problem.path, problem);
  }
  return [...found.values()];
}

function isInside(path: string) {
  return ({ instancePath }: ErrorObject) => instancePath.startsWith(`${path}/`);
}

function problemOf({ keyword, instancePath, params }: ErrorObject): Problem {
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']);
    return { path: instancePath + pointerTo(name), code: 'unknown-field', params: { field: name } };
  }
  // Under the names that metadata's own judge gives them: one sentence serves both.
  const known = sentences.get(keyword);
  if (!known) return { path: instancePath, code: 'schema-any' };
  const [code, param] = known;
  if (param === undefined) return { path: instancePath, code };
  const wanted = (params as Readonly<Record<string, Json>>)[keyword] ?? null;
  // That a field may be empty too is not what somebody wants to hear who sent something else.
  const types = Array.isArray(wanted) ? wanted.filter((one: Json) => one !== 'null') : wanted;
  return { path: instancePath, code, params: { [param]: types } };
}

/** Whatever reads the values says the rest, in words of its own; beside the code, what it tells of. */
const sentences: ReadonlyMap<string, readonly [code: string, param?: string]> = new Map([
  ['type', ['schema-type', 'expected']],
  ['format', ['schema-format', 'format']],
  ['pattern', ['schema-pattern', 'pattern']],
  ['uniqueItems', ['schema-twice']],
]);
