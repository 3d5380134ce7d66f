import type { Problem } from '../../metadata/common/issue.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  type JsonSchema,
  pointerTo,
} from '../../metadata/common/json.ts';
import { nearNames } from '../../metadata/common/near-names.ts';
import { compileSchema, formatWords, judgedPartly, type SchemaError, type SchemaJudge } from './validator.ts';

/**
 * Finds every wrong place of a value with its code; the schema is compiled when the first value comes. A place that wants
 * words of its own says their code in `x-problem`; all others are told what JSON is expected there.
 */
export function judgeSchema(schema: () => JsonSchema): (value: Json) => readonly Problem[] {
  let judge: SchemaJudge | undefined;
  return (value) => {
    judge ??= compileSchema(schema());
    const { errors, partly } = judge(value);
    return [...problemsIn(errors), ...(partly ? [judgedPartly] : [])];
  };
}

type Part = Readonly<Record<string, Json | undefined>>;

function problemsIn(errors: readonly SchemaError[]): readonly Problem[] {
  const problems = new Map<string, Problem>();
  const whole: string[] = [];
  for (const error of meantOnly(errors)) {
    const problem = problemOf(error);
    if (!problems.has(problem.path)) problems.set(problem.path, problem);
    if (own(error.parentSchema as Part | undefined) !== undefined) whole.push(problem.path);
  }
  return [...problems.values()]
    .filter(({ path }) => !whole.some((place) => path.startsWith(`${place}/`)))
    .sort((one, other) => rank(one) - rank(other));
}

/** Ranks a problem: a member that the call does not know at all is told first. */
function rank({ path, code }: Problem): number {
  return code === 'unknown-member' && !path.includes('/', 1) ? 0 : 1;
}

/**
 * Of several ways to write something only that one's errors which was meant, by a member that says so or by its type; where
 * none was, that of them all.
 */
function meantOnly(errors: readonly SchemaError[]): readonly SchemaError[] {
  const dropped = new Set<SchemaError>();
  for (const error of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const ways = error.schema as readonly Part[];
    const data = error.data as Json;
    const named = ways.flatMap((way, at) => (isNamedBy(way, data) ? [at] : []));
    const fitting = ways.flatMap((way, at) => (hasType(way['type'], data) ? [at] : []));
    const isWhole = own(error.parentSchema as Part | undefined) !== undefined;
    const meant = named.length === 1 ? named[0] : !isWhole && fitting.length === 1 ? fitting[0] : undefined;
    if (meant !== undefined) dropped.add(error);
    for (const inner of errors) {
      if (!inner.schemaPath.startsWith(`${error.schemaPath}/`)) continue;
      if (!inner.instancePath.startsWith(error.instancePath)) continue;
      if (meant === undefined || !inner.schemaPath.startsWith(`${error.schemaPath}/${meant}/`))
        dropped.add(inner);
    }
  }
  return errors.filter((error) => !dropped.has(error));
}

/** Tells whether the way has members of one value each, and what was sent has those. */
function isNamedBy({ properties }: Part, data: Json): boolean {
  if (!isObject(data) || !isObject(properties ?? null)) return false;
  const fixed = Object.entries(properties as Readonly<Record<string, Part>>).filter(
    ([, member]) => member['const'] !== undefined,
  );
  return fixed.length > 0 && fixed.every(([name, member]) => data[name] === member['const']);
}

function hasType(type: Json | undefined, value: Json): boolean {
  if (type === undefined) return false;
  return [type].flat().some((one: Json) => {
    if (one === 'array') return Array.isArray(value);
    if (one === 'null') return value === null;
    if (one === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
    return one === (typeof value === 'number' ? 'integer' : typeof value);
  });
}

function problemOf({ keyword, instancePath: path, params, parentSchema, schema }: SchemaError): Problem {
  const part = (parentSchema ?? {}) as Part;
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']);
    // A member of that name has in other calls of the same room what stands here by itself.
    if (part['x-unwrapped'] === name)
      return { path: path + pointerTo(name), code: 'members-at-top', params: { name } };
    const known = Object.keys((part['properties'] ?? {}) as JsonObject);
    const allowed = allowedOf(known);
    return {
      path: path + pointerTo(name),
      code: 'unknown-member',
      params: { allowed, near: nearNames(name, known) },
    };
  }
  if (keyword === 'required') {
    const name = String(params['missingProperty']);
    const missing = (part['properties'] as Record<string, Part>)[name];
    // Words of its own hold for what is not there, too; those of a type speak of what is.
    const code = own(missing) ?? 'text-expected';
    return typeWords.has(code)
      ? { path: path + pointerTo(name), code: 'schema-required', params: { property: name } }
      : { path: path + pointerTo(name), ...expected(missing) };
  }
  if (keyword === 'discriminator') {
    const { propertyName } = schema as { readonly propertyName: string };
    return { path: path + pointerTo(propertyName), ...expected(choicesOf(part, propertyName)) };
  }
  if (own(part) !== undefined || keyword === 'type' || keyword === 'anyOf')
    return { path, ...expected(part) };
  if (keyword === 'format' && schema === 'uuid') return { path, code: 'not-id' };
  const example = keyword === 'pattern' ? exampleIn(part) : undefined;
  if (example !== undefined) return { path, code: 'schema-example', params: { example } };
  if (keyword === 'format') return { path, code: 'schema-format', params: formatWords(String(schema)) };
  const [said, param] = limits[keyword] ?? ['schema-any', keyword];
  return { path, code: said, params: { [param]: schema as Json } };
}

/** As many members as somebody reads; a dash where there is none. */
function allowedOf(known: readonly string[]): readonly string[] {
  if (known.length === 0) return ['—'];
  return known.length > mostNamed ? [...known.slice(0, mostNamed), '…'] : known;
}
const mostNamed = 30;

const limits: Readonly<Record<string, readonly [code: string, param: string]>> = {
  enum: ['schema-enum', 'allowed'],
  pattern: ['schema-pattern', 'pattern'],
  maxItems: ['too-many-items', 'most'],
  minItems: ['schema-few', 'least'],
  maxLength: ['schema-long', 'most'],
  minLength: ['schema-short', 'least'],
  maximum: ['schema-great', 'most'],
  minimum: ['schema-small', 'least'],
};

/** Collects the values of the member by which the ways to write something are known. */
function choicesOf(part: Part, member: string): Part {
  const ways = (part['oneOf'] ?? []) as readonly { readonly properties: Readonly<Record<string, Part>> }[];
  const values = ways.flatMap(
    ({ properties }) => properties[member]?.['enum'] ?? properties[member]?.['const'] ?? [],
  );
  return { enum: values, 'x-problem': part['x-problem'] };
}

/** Tells what should stand at a place, by the words it has of its own or by the JSON it takes. */
function expected(part: Part = {}): Pick<Problem, 'code' | 'params'> {
  const code = own(part);
  const { enum: choices, maxItems: most } = part;
  if (code !== undefined)
    return { code, params: { ...(choices ? { choices } : {}), ...(most ? { most } : {}) } };
  const type = [part['type'] ?? typed(part['anyOf'])].flat()[0];
  const known = typeof type === 'string' ? types[type] : undefined;
  if (known !== undefined) return { code: known };
  return choices ? { code: 'schema-enum', params: { allowed: choices } } : { code: 'schema-any' };
}

function typed(ways: Json | undefined): Json | undefined {
  return ((ways ?? []) as readonly Part[]).find(({ type }) => type !== undefined && type !== 'null')?.[
    'type'
  ];
}

const types: Readonly<Record<string, string>> = {
  object: 'object-expected',
  array: 'array-expected',
  string: 'text-expected',
  boolean: 'switch-expected',
  integer: 'number-expected',
  number: 'number-expected',
};

const typeWords: ReadonlySet<string> = new Set(Object.values(types));

/** The first of the examples that the document gives of what is wanted. */
function exampleIn({ examples }: Part): Json | undefined {
  return Array.isArray(examples) ? examples[0] : undefined;
}

/** The code that a place has for whatever is wrong with all of it. */
function own(part: Part = {}): string | undefined {
  const code = part['x-problem'];
  return typeof code === 'string' && !part['discriminator'] ? code : undefined;
}
