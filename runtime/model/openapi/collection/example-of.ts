import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import { pointedAt, wholeOf } from '../schema-parts.ts';

/** Objects within one another that an example shows. */
const deepest = 6;

const ofFormat: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-0000-0000-000000000000',
  date: '2026-01-31',
  'date-time': '2026-01-31T08:00:00Z',
  uri: 'https://www.example.com',
};

/**
 * A value that a schema describes, with the members that have to be there and no others; texts say the name of their
 * member. `document`: where pointers lead.
 *
 * @example
 * exampleOf({ type: 'object', required: ['number'], properties: { number: { type: 'string' } } }, {}) //=> { number: 'number' }
 */
export function exampleOf(schema: Json | undefined, document: JsonObject, name = 'text', depth = 0): Json {
  if (!isObject(schema)) return null;
  const { $ref, examples, const: only, enum: words, anyOf, oneOf, allOf, type } = schema;
  if (typeof $ref === 'string') return exampleOf(pointedAt(document, $ref), document, name, depth);
  if (Array.isArray(examples) && examples.length > 0) return examples[0] ?? null;
  if (schema['default'] !== undefined) return schema['default'];
  if (only !== undefined) return only;
  if (Array.isArray(words)) return words[0] ?? null;
  for (const ways of [anyOf, oneOf])
    if (Array.isArray(ways)) return exampleOf(ways[0], document, name, depth);
  if (Array.isArray(allOf)) return ofAll(wholeOf(schema, document), document, depth);
  switch ([type].flat()[0]) {
    case 'integer':
    case 'number':
      return schema['minimum'] ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return ofList(schema, document, name, depth);
    case 'object':
      return ofObject(schema, document, depth);
    case 'string':
      return ofFormat[String(schema['format'])] ?? name;
    default:
      return {};
  }
}

function ofList({ minItems, items }: JsonObject, document: JsonObject, name: string, depth: number): Json {
  return Number(minItems ?? 0) > 0 && depth < deepest ? [exampleOf(items, document, name, depth + 1)] : [];
}

/** What several schemas say of one value, each of its own members. */
function ofAll(all: readonly JsonObject[], document: JsonObject, depth: number): Json {
  const required = all.flatMap((one) => (Array.isArray(one['required']) ? one['required'] : []));
  const properties = Object.assign({}, ...all.map((one) => one['properties']));
  const others = all
    .filter((one) => !one['properties'])
    .map((one) => exampleOf(one, document, 'text', depth));
  return Object.assign({}, ...others, ofObject({ required, properties }, document, depth));
}

function ofObject({ required, properties }: JsonObject, document: JsonObject, depth: number): Json {
  const needed = Array.isArray(required) ? required.map(String) : [];
  const known = isObject(properties) ? properties : {};
  if (depth >= deepest) return {};
  return Object.fromEntries(needed.map((name) => [name, exampleOf(known[name], document, name, depth + 1)]));
}
