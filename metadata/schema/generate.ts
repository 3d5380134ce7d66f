import { append } from '../common/append.ts';
import type { Json, JsonObject, JsonSchema } from '../common/json.ts';
import { ref } from '../property/schema-words.ts';
import { definitions } from './definitions.ts';
import {
  casesSchema,
  dataSchema,
  extensionSchema,
  formSchema,
  messagesSchema,
  migrationsSchema,
  packageSchema,
  paramsSchema,
} from './file-schemas.ts';
import { printSchema } from './print-definitions.ts';
import { reportSchema } from './report-definitions.ts';

const roots: Readonly<Record<string, JsonSchema>> = {
  package: packageSchema,
  form: formSchema,
  extension: extensionSchema,
  params: paramsSchema,
  data: dataSchema,
  cases: casesSchema,
  print: printSchema,
  report: reportSchema,
  migrations: migrationsSchema,
  messages: messagesSchema,
  condition: ref('condition'),
};

/**
 * The schemas beside this file, each standing alone: name → JSON Schema 2020-12. Ajv wants
 * `{ discriminator: true }` for them.
 */
export function schemaFiles(): ReadonlyMap<string, JsonSchema> {
  return new Map(
    Object.entries(roots).map(([name, schema]) => [
      `${name}.schema.json`,
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `urn:guiju:schema:${name}`,
        ...schema,
        $defs: reached(schema),
      },
    ]),
  );
}

/** Definitions a schema refers to, directly or through others, in the order of their names. */
function reached(schema: JsonSchema): JsonObject {
  const names = new Set<string>();
  const open: Json[] = [schema];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    const reference = (node as JsonObject)['$ref'];
    const name = typeof reference === 'string' ? reference.slice('#/$defs/'.length) : undefined;
    if (name !== undefined && !names.has(name)) {
      names.add(name);
      open.push(definitions[name] ?? null);
    }
    append(open, Object.values(node));
  }
  return Object.fromEntries([...names].sort().map((name) => [name, definitions[name] ?? {}]));
}
