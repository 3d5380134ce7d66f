import { isObject, type Json, type JsonSchema } from '../../../metadata/common/json.ts';
import type { Known } from '../../../metadata/domain.ts';
import { definitions } from '../../../metadata/schema/definitions.ts';
import {
  casesSchema,
  dataSchema,
  extensionSchema,
  formSchema,
  messagesSchema,
  migrationsSchema,
  packageSchema,
  paramsSchema,
} from '../../../metadata/schema/file-schemas.ts';
import { printSchema } from '../../../metadata/schema/print-definitions.ts';

const ofFolders: Readonly<Record<string, JsonSchema>> = {
  forms: formSchema,
  extensions: extensionSchema,
  params: paramsSchema,
  data: dataSchema,
  cases: casesSchema,
  prints: printSchema,
  migrations: migrationsSchema,
  messages: messagesSchema,
};

/** The schema that a file of a package is written by. */
export function schemaOfFile(path: string): JsonSchema {
  return path === 'package.json' ? packageSchema : (ofFolders[path.split('/')[0] ?? ''] ?? {});
}

/** The schemas that a place of a document may be written by: several where it may be written in several ways. */
export function schemasAt(
  schema: JsonSchema,
  pointer: readonly string[],
  document: Json,
): readonly JsonSchema[] {
  let schemas = meanings(schema, document);
  let value: Json | undefined = document;
  for (const name of pointer) {
    const inner: Json | undefined = inside(value, name);
    schemas = schemas.flatMap((one) => stepInto(one, name)).flatMap((one) => meanings(one, inner));
    value = inner;
  }
  return schemas;
}

function inside(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[])[Number(name)];
  return isObject(value) ? value[name] : undefined;
}

/** A reference is what it refers to, a choice all it can be, a field what its kind says. */
function meanings(schema: JsonSchema, value: Json | undefined): readonly JsonSchema[] {
  const {
    $ref: reference,
    anyOf,
    oneOf,
    discriminator,
  } = schema as Readonly<Record<string, Json | undefined>>;
  if (typeof reference === 'string') {
    const found = definitions[reference.replace('#/$defs/', '')];
    return found ? meanings(found, value) : [];
  }
  if (discriminator !== undefined && Array.isArray(oneOf)) {
    const branches = (oneOf as readonly JsonSchema[]).flatMap((branch) => meanings(branch, undefined));
    const property = isObject(discriminator) ? String(discriminator['propertyName']) : '';
    const said = isObject(value) ? value[property] : undefined;
    const meant = branches.filter(
      (branch) =>
        isObject(branch['properties']) &&
        isObject(branch['properties'][property]) &&
        branch['properties'][property]['const'] === said,
    );
    return meant.length > 0 ? meant : branches;
  }
  if (!Array.isArray(anyOf)) return [schema];
  const ways = (anyOf as readonly JsonSchema[]).flatMap((way) => meanings(way, value));
  return schema['properties'] === undefined ? ways : [schema, ...ways];
}

function stepInto(schema: JsonSchema, name: string): readonly JsonSchema[] {
  const { properties, items, additionalProperties, patternProperties } = schema as Readonly<
    Record<string, Json | undefined>
  >;
  if (isObject(items)) return [items];
  const own = isObject(properties) ? properties[name] : undefined;
  if (isObject(own)) return [own];
  const fitting = isObject(patternProperties)
    ? Object.entries(patternProperties).flatMap(([pattern, one]) =>
        isObject(one) && new RegExp(pattern).test(name) ? [one] : [],
      )
    : [];
  if (fitting.length > 0) return fitting;
  return isObject(additionalProperties) ? [additionalProperties] : [];
}

/** Something that can be written at a place. */
export interface Offer {
  readonly text: string;
  readonly help: string;
}

/** Names of members that these schemas know and the object has not. */
export function memberOffers(schemas: readonly JsonSchema[], taken: ReadonlySet<string>): readonly Offer[] {
  const offers = new Map<string, Offer>();
  for (const { properties } of schemas as readonly Readonly<Record<string, Json | undefined>>[])
    for (const [text, one] of Object.entries(isObject(properties) ? properties : {}))
      if (!taken.has(text) && !offers.has(text)) offers.set(text, { text, help: helpOf(one) });
  return [...offers.values()];
}

/** Values that these schemas name, of what packages may speak of. */
export function valueOffers(schemas: readonly JsonSchema[], known: Known): readonly Offer[] {
  const offers = new Map<string, Offer>();
  for (const schema of schemas) {
    const { enum: named, const: only, type } = schema as Readonly<Record<string, Json | undefined>>;
    const all = Array.isArray(named) ? (named as readonly Json[]) : only === undefined ? [] : [only];
    const values = type === 'boolean' ? [true, false] : [...all, ...knownTo(schema, known)];
    for (const value of values) {
      const text = JSON.stringify(value);
      offers.set(text, { text, help: helpOf(schema) });
    }
  }
  return [...offers.values()];
}

/** Names that no schema can list, as servers differ in them. */
function knownTo(schema: JsonSchema, { capabilities, checks, icons }: Known): readonly string[] {
  if (schema === definitions['capability']) return capabilities;
  if (schema === definitions['check']) return checks;
  return schema === definitions['icon'] ? Object.keys(icons) : [];
}

function helpOf(schema: Json | undefined): string {
  if (!isObject(schema)) return '';
  const { description, $ref: reference } = schema;
  if (typeof description === 'string') return description;
  const meant = typeof reference === 'string' ? definitions[reference.replace('#/$defs/', '')] : undefined;
  return typeof meant?.['description'] === 'string' ? meant['description'] : '';
}
