import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { membersIn, pointedAt } from './schema-parts.ts';

/**
 * Finds the flaws that Redocly's and Spectral's recommended rules complain of and we can mend: pointers to nothing,
 * parts that nothing points at, required members that are not described, lists without items, alternatives that take
 * anything or that a discriminator cannot select, calls that name no problem, addresses that two paths may mean.
 */
export function flawsOf(document: JsonObject): readonly string[] {
  const flaws: string[] = [];
  const used = new Set<string>();
  const look = (value: Json, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) judge(value as JsonObject, path);
    for (const [name, inner] of Object.entries(value)) look(inner as Json, `${path}/${name}`);
  };
  const judge = (part: JsonObject, path: string): void => {
    const { $ref: pointer, required, type, items, anyOf, discriminator, oneOf } = part;
    if (typeof pointer === 'string') {
      used.add(pointer);
      if (pointedAt(document, pointer) === undefined)
        flaws.push(`${path} points at ${pointer}, which is not there`);
    }
    if (Array.isArray(required))
      for (const name of required)
        if (!Object.hasOwn(membersIn(part, document), String(name)))
          flaws.push(`${path} requires ${String(name)} and does not describe it`);
    if ([type].flat().includes('array') && items === undefined && !path.endsWith('/properties'))
      flaws.push(`${path} is a list of nobody knows what`);
    if (Array.isArray(anyOf) && anyOf.some((one) => Object.keys(one as JsonObject).length === 0))
      flaws.push(`${path} has an alternative that takes anything`);
    if (discriminator !== undefined)
      for (const [at, way] of ((oneOf ?? anyOf ?? []) as readonly JsonObject[]).entries())
        if (way['$ref'] === undefined) flaws.push(`${path}'s discriminator cannot select way ${at}`);
  };
  look(document, '');
  for (const [section, parts] of Object.entries(document['components'] as JsonObject)) {
    if (section === 'securitySchemes') continue;
    for (const name of Object.keys(parts as JsonObject))
      if (!used.has(`#/components/${section}/${name}`)) flaws.push(`nothing points at ${section}/${name}`);
  }
  for (const [path, item] of Object.entries(document['paths'] as JsonObject))
    for (const [method, call] of Object.entries(item as JsonObject)) {
      const { responses } = call as { readonly responses: JsonObject };
      if (!Object.keys(responses).some((status) => status.startsWith('4')))
        flaws.push(`${method} ${path} names no problem`);
    }
  return [...flaws, ...ambiguous(Object.keys(document['paths'] as JsonObject))];
}

/** Pairs of paths that one address may be of, with as many variables in each: neither is nearer to it. */
function ambiguous(paths: readonly string[]): readonly string[] {
  const isVariable = (part: string | undefined) => /^\{.+\}$/.test(part ?? '');
  const shapes = paths.map((path) => ({ path, parts: path.split('/') }));
  const flaws: string[] = [];
  for (const [at, one] of shapes.entries())
    for (const other of shapes.slice(at + 1)) {
      if (one.parts.length !== other.parts.length) continue;
      const pairs = one.parts.map((part, place) => [part, other.parts[place]] as const);
      const apart = pairs.some(([a, b]) => a !== b && !isVariable(a) && !isVariable(b));
      const variables = [one, other].map(({ parts }) => parts.filter(isVariable).length);
      if (!apart && variables[0] === variables[1])
        flaws.push(`an address may be of ${one.path} and of ${other.path}`);
    }
  return flaws;
}
