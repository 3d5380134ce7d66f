import type { Json, Schema } from './types.ts';

/**
 * Tells why a value is not one that the program was built to read; null: it is.
 *
 * @example
 * misfit(3, { type: 'integer', minimum: 1 }) //=> null
 * misfit('3', { type: 'integer' }) //=> 'string instead of integer'
 */
export function misfit(value: Json, schema: Schema): string | null {
  if (schema.anyOf) {
    const reasons = schema.anyOf.map((one) => misfit(value, one));
    return reasons.includes(null) ? null : (reasons[0] ?? null);
  }
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOf(value, type)))
    return `${typeOf(value)} instead of ${types.join(' or ')}`;
  if (schema.enum && !schema.enum.includes(value)) return `none of ${schema.enum.join(', ')}`;
  if (typeof value === 'number') {
    const { minimum = value, maximum = value } = schema;
    if (value < minimum || value > maximum) return `not between ${schema.minimum} and ${schema.maximum}`;
  }
  return misfitWithin(value, schema);
}

function misfitWithin(value: Json, { items, properties = {}, required = [] }: Schema): string | null {
  if (Array.isArray(value)) {
    for (const [at, item] of (value as readonly Json[]).entries()) {
      const reason = items ? misfit(item, items) : null;
      if (reason !== null) return `${at}: ${reason}`;
    }
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const members = value as Readonly<Record<string, Json>>;
  for (const name of required) if (!Object.hasOwn(members, name)) return `no ${name}`;
  for (const [name, schema] of Object.entries(properties)) {
    const member = members[name];
    const reason = member === undefined ? null : misfit(member, schema);
    if (reason !== null) return `${name}: ${reason}`;
  }
  return null;
}

function isOf(value: Json, type: string): boolean {
  return type === typeOf(value) || (type === 'number' && typeof value === 'number');
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
