import type { Problem } from '../common/issue.ts';
import { isObject, type Json, type JsonObject, type JsonSchema, pointerTo } from '../common/json.ts';
import { nearNames } from '../common/near-names.ts';
import { conditionProblems } from '../condition.ts';
import { branchWords, patternWords } from './allowed-words.ts';
import { definitions } from './definitions.ts';
import { nearKinds } from './near-kinds.ts';

export interface SchemaFlaw {
  readonly code: string;
  readonly pointer: string;
  readonly params: Readonly<Record<string, Json>>;
}

type ReportProblem = (code: string, pointer: string, params?: Readonly<Record<string, Json>>) => void;

/** Definitions that have a judge of their own, with better words than a schema's. */
const judges: Readonly<Record<string, (value: Json) => readonly Problem[]>> = {
  '#/$defs/condition': conditionProblems,
};

/**
 * Judges package sources by our own schemas, all flaws at once. Ajv makes functions of schemas, which a strict
 * CSP forbids in the designer, and this floor imports no other; so the few keywords these schemas use are read
 * here, and a test holds every verdict against Ajv's.
 */
export function judge(schema: JsonSchema, value: Json): readonly SchemaFlaw[] {
  const flaws: SchemaFlaw[] = [];
  visit(schema, value, '', (code, pointer, params = {}) => flaws.push({ code, pointer, params }));
  return flaws;
}

function visit(schema: JsonSchema, value: Json, pointer: string, found: ReportProblem): void {
  const {
    $ref: reference,
    discriminator,
    enum: allowed,
    type,
    anyOf,
  } = schema as { [keyword: string]: Json };
  if (typeof reference === 'string') visitDefinition(reference, value, pointer, found);
  else if (discriminator !== undefined) visitBranch(schema, value, pointer, found);
  else if (Array.isArray(allowed) && !allowed.includes(value)) {
    const near = typeof value === 'string' ? nearNames(value, allowed.map(String)) : [];
    found('schema-enum', pointer, { allowed, near });
  } else if (schema['const'] !== undefined && schema['const'] !== value) {
    found('schema-enum', pointer, { allowed: [schema['const']] });
  } else if (!hasType(type, value)) expectType(schema, pointer, found);
  else if (Array.isArray(anyOf) && !anyOf.some((branch) => accepts(branch as JsonSchema, value))) {
    visitMeant(anyOf as readonly JsonSchema[], value, pointer, found);
  } else visitInside(schema, value, pointer, found);
}

/** Reports the flaws of the one branch that the type of the value shows to be meant, out of several. */
function visitMeant(
  branches: readonly JsonSchema[],
  value: Json,
  pointer: string,
  found: ReportProblem,
): void {
  const meant = branches.filter((branch) => {
    const { $ref: reference, type } = branch as { [keyword: string]: Json };
    return hasType(typeof reference === 'string' ? definition(reference)['type'] : type, value);
  });
  const [only] = meant;
  if (only && meant.length === 1) visit(only, value, pointer, found);
  else found('schema-any-of', pointer, { allowed: { ...branchWords(branches, definition) } });
}

/** An object by what belongs into it: `{zh, en}`. */
function expectType(schema: JsonSchema, pointer: string, found: ReportProblem): void {
  const required = schema['required'];
  if (schema['type'] === 'object' && Array.isArray(required) && required.length > 0)
    found('schema-object', pointer, { members: required });
  else found('schema-type', pointer, { expected: schema['type'] ?? null });
}

function visitInside(schema: JsonSchema, value: Json, pointer: string, found: ReportProblem): void {
  if (typeof value === 'string') visitText(schema, value, pointer, found);
  else if (typeof value === 'number') visitNumber(schema, value, pointer, found);
  else if (Array.isArray(value)) visitList(schema, value, pointer, found);
  else if (isObject(value)) visitObject(schema, value, pointer, found);
}

function visitDefinition(reference: string, value: Json, pointer: string, found: ReportProblem): void {
  const own = judges[reference];
  if (!own) visit(definition(reference), value, pointer, found);
  else for (const { code, path, params } of own(value)) found(code, pointer + path, params);
}

/** Judges by the branch that belongs to the value of a member: a field's for its kind. */
function visitBranch(schema: JsonSchema, value: Json, pointer: string, found: ReportProblem): void {
  if (!isObject(value)) {
    found('schema-type', pointer, { expected: 'object' });
    return;
  }
  const property = String((schema['discriminator'] as JsonObject)['propertyName']);
  const chosen = value[property];
  const branches = branchesOf(schema, property);
  const branch = branches.get(chosen ?? null);
  if (chosen === undefined) found('schema-required', pointer, { property });
  else if (branch) visit(branch, value, pointer, found);
  else {
    const names = [...branches.keys()].map(String);
    const near = (property === 'kind' ? nearKinds : nearNames)(String(chosen), names);
    found(`unknown-${property}`, `${pointer}/${property}`, { [property]: chosen, known: names, near });
  }
}

const branches = new WeakMap<JsonSchema, ReadonlyMap<Json, JsonSchema>>();

function branchesOf(schema: JsonSchema, property: string): ReadonlyMap<Json, JsonSchema> {
  const known = branches.get(schema);
  if (known) return known;
  const made = new Map<Json, JsonSchema>();
  for (const { $ref } of schema['oneOf'] as readonly { readonly $ref: string }[]) {
    const branch = definition($ref);
    const members = branch['properties'] as Readonly<Record<string, JsonObject>>;
    made.set(members[property]?.['const'] ?? null, branch);
  }
  branches.set(schema, made);
  return made;
}

function definition(reference: string): JsonSchema {
  const schema = definitions[reference.slice('#/$defs/'.length)];
  if (!schema) throw new Error(`no definition ${reference}`);
  return schema;
}

function visitText(schema: JsonSchema, value: string, pointer: string, found: ReportProblem): void {
  const [least, most, pattern] = [schema['minLength'], schema['maxLength'], schema['pattern']];
  // A text has at most as many characters as code units, so most need no counting.
  if (typeof least === 'number' && [...value.slice(0, 2 * least)].length < least) {
    found('schema-short', pointer, { least });
  }
  if (typeof most === 'number' && value.length > most && [...value].length > most) {
    found('schema-long', pointer, { most });
  }
  if (typeof pattern === 'string' && !expression(pattern).test(value)) {
    found('schema-form', pointer, { allowed: { ...patternWords(pattern) } });
  }
}

function visitNumber(schema: JsonSchema, value: number, pointer: string, found: ReportProblem): void {
  const [least, most] = [schema['minimum'], schema['maximum']];
  if (typeof least === 'number' && value < least) found('schema-small', pointer, { least });
  if (typeof most === 'number' && value > most) found('schema-great', pointer, { most });
}

function visitList(schema: JsonSchema, value: readonly Json[], pointer: string, found: ReportProblem): void {
  const [least, items] = [schema['minItems'], schema['items']];
  if (typeof least === 'number' && value.length < least) found('schema-few', pointer, { least });
  if (
    schema['uniqueItems'] === true &&
    new Set(value.map((item) => JSON.stringify(item))).size < value.length
  ) {
    found('schema-twice', pointer);
  }
  if (!isObject(items)) return;
  for (const [index, item] of value.entries()) visit(items, item, `${pointer}/${index}`, found);
}

function visitObject(schema: JsonSchema, value: JsonObject, pointer: string, found: ReportProblem): void {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const patterns = Object.entries(
    (schema['patternProperties'] ?? {}) as Readonly<Record<string, JsonSchema>>,
  );
  const others = schema['additionalProperties'];
  for (const property of (schema['required'] ?? []) as readonly string[]) {
    if (!Object.hasOwn(value, property)) found('schema-required', pointer, { property });
  }
  for (const [name, inside] of Object.entries(value)) {
    const at = pointer + pointerTo(name);
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const fitting = patterns.filter(([pattern]) => expression(pattern).test(name));
    if (own) visit(own, inside, at, found);
    for (const [, patterned] of fitting) visit(patterned, inside, at, found);
    if (own || fitting.length > 0) continue;
    if (others === false)
      found('schema-unknown', at, { property: name, near: nearNames(name, Object.keys(properties)) });
    else if (isObject(others)) visit(others, inside, at, found);
  }
}

function accepts(schema: JsonSchema, value: Json): boolean {
  let flaws = 0;
  visit(schema, value, '', () => {
    flaws += 1;
  });
  return flaws === 0;
}

function hasType(type: Json | undefined, value: Json): boolean {
  if (type === undefined) return true;
  if (Array.isArray(type)) return type.some((one: Json) => hasType(one, value));
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return type === 'null' ? value === null : typeof value === type;
}

const expressions = new Map<string, RegExp>();

/** Patterns of our own schemas only; strangers' patterns go through metadata/common/pattern.ts. */
function expression(pattern: string): RegExp {
  const known = expressions.get(pattern) ?? new RegExp(pattern, 'u');
  expressions.set(pattern, known);
  return known;
}
