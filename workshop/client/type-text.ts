import type { JsonObject, JsonSchema } from '../../metadata/common/json.ts';
import { formName } from '../../metadata/contract/records/record.ts';

/** The name of a type that stands by itself; undefined: it is written where it is used. */
export type NameOf = (schema: JsonSchema) => string | undefined;

const records: Readonly<Record<string, string>> = {
  [formName]: 'AnyRecord',
  [`${formName}.listed`]: 'AnyRecord',
  [`${formName}.write`]: 'AnyFields',
  [`${formName}.change`]: 'AnyFields',
};

/** The type that a component of the document has where programs read it. */
export function typeOfComponent(component: string): string {
  return records[component] ?? component.replaceAll(/\W/g, '_');
}

/** A JSON Schema as a TypeScript type; members of an object stand two blanks further in than `indent`. */
export function typeText(schema: JsonSchema, indent = '', nameOf: NameOf = () => undefined): string {
  const said = schema as JsonObject;
  const { $ref, const: only, enum: choices, anyOf, oneOf, allOf, type } = said;
  const inner = (one: unknown) => typeText(one as JsonSchema, indent, nameOf);
  const each = (some: readonly unknown[], between: string) =>
    [...new Set(some.map(inner))].join(` ${between} `);
  if (typeof $ref === 'string') return typeOfComponent($ref.slice('#/components/schemas/'.length));
  if (only !== undefined) return literal(only);
  if (Array.isArray(choices)) return choices.map(literal).join(' | ');
  if (Array.isArray(anyOf)) return each(anyOf, '|');
  if (Array.isArray(oneOf)) return each(oneOf, '|');
  if (Array.isArray(allOf)) return each(allOf, '&');
  if (Array.isArray(type))
    return each(
      type.map((one) => ({ ...said, type: one })),
      '|',
    );
  switch (type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'null':
    case 'string':
      return type;
    case 'array':
      return said['items'] === undefined ? 'readonly Json[]' : listOf(inner(said['items']));
    case 'object':
      return nameOf(schema) ?? objectText(said, indent, nameOf);
    default:
      return 'Json';
  }
}

export function objectText(
  { properties, required, additionalProperties }: JsonObject,
  indent: string,
  nameOf: NameOf,
): string {
  const deeper = `${indent}  `;
  if (properties === undefined) {
    if (typeof additionalProperties !== 'object' || additionalProperties === null) return 'AnyFields';
    return `Readonly<Record<string, ${typeText(additionalProperties as JsonSchema, indent, nameOf)}>>`;
  }
  const needed = new Set((required ?? []) as readonly string[]);
  const members = Object.entries(properties as JsonObject).map(([name, one]) => {
    const text = typeText(one as JsonSchema, deeper, nameOf);
    return `${deeper}readonly ${memberName(name)}${needed.has(name) ? '' : '?'}: ${text};`;
  });
  return members.length === 0 ? 'Readonly<Record<never, never>>' : `{\n${members.join('\n')}\n${indent}}`;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll(/['\\]/g, '\\$&')}'` : JSON.stringify(value);
}

function listOf(items: string): string {
  return /^[{(]?[^|&]*[|&]/.test(items) || items.startsWith('readonly')
    ? `readonly (${items})[]`
    : `readonly ${items}[]`;
}

export function memberName(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : `'${name}'`;
}
