import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { BoundedMap } from '../../metadata/common/bounded-map.ts';
import type { Problem } from '../../metadata/common/issue.ts';
import { type Json, type JsonSchema, pointerTo } from '../../metadata/common/json.ts';
import type { Column, Field, FieldSet } from '../../metadata/field.ts';
import { mostRows } from '../../metadata/kinds/common/most.ts';
import type { Form } from '../../metadata/model.ts';
import { answeredMembers, systemMembers } from '../../metadata/system-members.ts';

/**
 * The one door to Ajv. A form's validator is compiled when its first body comes, and survives a publish that leaves the
 * form alone.
 */
export interface Validators {
  /** Finds where a body does not have the shape of a record: wrong types, unknown members. */
  body(form: Form, body: Json): readonly Problem[];
}

/** Finds the mistakes of a value: none, or the first ones. */
export type SchemaJudge = (value: Json) => SchemaMistakes;
export type SchemaError = ErrorObject;

export interface SchemaMistakes {
  readonly errors: readonly SchemaError[];
  /** There may be others, further on: no more was looked at. */
  readonly partly: boolean;
}

/** Mistakes of one value that are kept. */
const mostErrors = 500;
/** Values in which all mistakes are looked for; of what is larger, of each list the first ones. */
const mostJudged = 2_000;

/** Characters of a text in which they are looked for. */
const longestJudged = 100_001;

const none: SchemaMistakes = { errors: [], partly: false };

let ofBodies: Compilers | undefined;

/** For schemas of calls, each of which is compiled once; errors carry the schema and the value they are about. */
export function compileSchema(schema: JsonSchema): SchemaJudge {
  ofBodies ??= compilers({ verbose: true, discriminator: true });
  return judgeBy(ofBodies, () => schema);
}

interface Compilers {
  /** Stops at the first mistake. */
  readonly quick: Ajv2020;
  readonly whole: Ajv2020;
}

function compilers(more: { readonly verbose?: boolean; readonly discriminator?: boolean }): Compilers {
  const made = (allErrors: boolean) =>
    formats.default(
      new Ajv2020({ ...more, allErrors, strict: false, validateSchema: false, addUsedSchema: false }),
    );
  return { quick: made(false), whole: made(true) };
}

/**
 * Makes a judge that sees in one go that a value is right; only of a wrong one all mistakes are collected, and only of
 * so much.
 */
function judgeBy({ quick, whole }: Compilers, schema: () => JsonSchema): SchemaJudge {
  const isRight = quick.compile(schema());
  let judge: ValidateFunction | undefined;
  return (value) => {
    if (isRight(value)) return none;
    const first = isRight.errors ?? [];
    judge ??= whole.compile(schema());
    const room = { left: mostJudged };
    const looked = firstParts(value, room);
    judge(looked);
    const errors = judge.errors ?? [];
    const places = new Set(errors.map(({ instancePath }) => instancePath));
    // It may stand only in what was left out.
    const all = [...first.filter(({ instancePath }) => !places.has(instancePath)), ...errors];
    return { errors: all.slice(0, mostErrors), partly: room.left < 0 || all.length > mostErrors };
  };
}

/** The same value as long as there is room, and of each list behind that its first item. */
function firstParts(value: Json, room: { left: number }): Json {
  room.left -= 1;
  if (typeof value === 'string') return value.slice(0, longestJudged);
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]: [string, Json]) => [name, firstParts(inner, room)]),
    );
  const kept: Json[] = [];
  for (const item of value as readonly Json[]) {
    if (kept.length > 0 && room.left < 0) break;
    kept.push(firstParts(item, room));
  }
  return kept;
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
  const own = compilers({});
  const compiled = new BoundedMap<string, SchemaJudge>(most);

  function validate(key: string, schema: () => JsonSchema, value: Json): readonly Problem[] {
    let check = compiled.get(key);
    if (!check) {
      check = judgeBy(own, schema);
      compiled.set(key, check);
    }
    const { errors, partly } = check(value);
    return [...problemsOf(errors), ...(partly ? [judgedPartly] : [])];
  }

  return {
    body: (form, body) => validate(`body ${form.hash}`, () => bodySchema(form), body),
  };
}

/**
 * Answers the schema of bodies that callers may send: members the platform makes are let through, so that what was read
 * can be sent back.
 */
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
  shape: FieldSet,
): { readonly properties: Readonly<Record<string, JsonSchema>> } & JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const field of shape.fields) properties[field.name] = fieldSchema(field);
  return { type: 'object', properties, additionalProperties: false };
}

function fieldSchema(field: Field): JsonSchema {
  if (field.rows) {
    const { properties, ...row } = shapeSchema(field.rows);
    const own = { id: { type: 'string', format: 'uuid' }, $delete: { type: 'boolean' } };
    return {
      type: ['array', 'null'],
      maxItems: mostRows,
      items: { ...row, properties: { ...own, ...properties } },
    };
  }
  // Carried and computed values come back as they were answered, and are made anew.
  if (field.inner) return {};
  const schema = field.kind.schema(field);
  const { type } = schema;
  // One union less to try, and one error instead of three.
  if (typeof type === 'string' && schema['enum'] === undefined) return { ...schema, type: [type, 'null'] };
  return { anyOf: [schema, { enum: [null, ''] }] };
}

/** Told behind the mistakes of what is too large to be judged to its end. */
export const judgedPartly: Problem = { path: '', code: 'judged-partly' };

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
  if (keyword === 'format')
    return { path: instancePath, code, params: formatWords(String(params['format'])) };
  if (keyword === 'maxItems')
    return { path: instancePath, code, params: { [param]: Number(params['limit']) } };
  const wanted = (params as Readonly<Record<string, Json>>)[keyword] ?? null;
  // That a field may be empty too is not what somebody wants to hear who sent something else.
  const types = Array.isArray(wanted) ? wanted.filter((one: Json) => one !== 'null') : wanted;
  return { path: instancePath, code, params: { [param]: types } };
}

/** What a format is called, with an example of it. */
export function formatWords(format: string): { readonly format: string; readonly example: string } {
  return { format, example: formatExamples[format] ?? format };
}

/** Of the formats that JSON is judged by; a number that names a record has words of its own. */
const formatExamples: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T08:30:00Z',
  time: '08:30:00',
  uri: 'https://example.com/path',
  email: 'name@example.com',
  uuid: '0192f0c4-6f00-7000-8000-000000000000',
};

/** Whatever reads the values says the rest, in words of its own; beside the code, what it tells of. */
const sentences: ReadonlyMap<string, readonly [code: string, param?: string]> = new Map([
  ['type', ['schema-type', 'expected']],
  ['format', ['schema-format', 'format']],
  ['pattern', ['schema-pattern', 'pattern']],
  ['uniqueItems', ['schema-twice']],
  ['maxItems', ['too-many-items', 'most']],
]);
