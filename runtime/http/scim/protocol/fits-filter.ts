import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { ResourceType, ScimAttribute } from './attributes.ts';
import { below, type Place, placeOf } from './place-of.ts';
import { filterWrong } from './refusals.ts';
import type { Comparison, ScimFilter, ScimLiteral, ScimPath } from './scim-filter.ts';

/** Finds what a path means: from a resource, or from one of several values. */
export type Resolve = (path: ScimPath) => Place | null;

export const ofResource =
  (type: ResourceType): Resolve =>
  (path) =>
    placeOf(type, path);

export const ofValue =
  ({ subAttributes = [] }: ScimAttribute): Resolve =>
  ({ names }) =>
    below(subAttributes, names);

const orders = new Set(['gt', 'ge', 'lt', 'le']);

/** Refuses what has no meaning whatever the resource: an order of switches, a filter of what has one value. */
export function requireMeaning(filter: ScimFilter, resolve: Resolve): void {
  switch (filter.op) {
    case 'and':
    case 'or':
      for (const one of filter.filters) requireMeaning(one, resolve);
      return;
    case 'not':
      requireMeaning(filter.filter, resolve);
      return;
    case 'pr':
      return;
    case 'some': {
      const attribute = resolve(filter.path)?.at(-1);
      if (attribute && attribute.type !== 'complex') throw meaningless(filter.path);
      if (attribute) requireMeaning(filter.filter, ofValue(attribute));
      return;
    }
    default: {
      const type = resolve(filter.path)?.at(-1)?.type;
      const isSwitch = type === 'boolean' || typeof filter.value === 'boolean';
      if (isSwitch && (orders.has(filter.op) || ['co', 'sw', 'ew'].includes(filter.op)))
        throw meaningless(filter.path);
    }
  }
}

function meaningless({ names }: ScimPath): Error {
  return filterWrong({ part: names.join('.') });
}

/** Whether a resource, or one of several values, fits. What is not there equals nothing but null. */
export function fitsFilter(filter: ScimFilter, value: JsonObject, resolve: Resolve): boolean {
  switch (filter.op) {
    case 'and':
      return filter.filters.every((one) => fitsFilter(one, value, resolve));
    case 'or':
      return filter.filters.some((one) => fitsFilter(one, value, resolve));
    case 'not':
      return !fitsFilter(filter.filter, value, resolve);
    case 'pr':
      return valuesAt(value, resolve(filter.path)).length > 0;
    case 'some': {
      const place = resolve(filter.path);
      const attribute = place?.at(-1);
      if (!attribute) return false;
      const inside = ofValue(attribute);
      return valuesAt(value, place).some((one) => isObject(one) && fitsFilter(filter.filter, one, inside));
    }
    default:
      return compares(filter, value, resolve);
  }
}

function compares({ op, path, value: wanted }: Comparison, value: JsonObject, resolve: Resolve): boolean {
  if (op === 'ne') return !compares({ op: 'eq', path, value: wanted }, value, resolve);
  const place = resolve(path);
  const found = valuesAt(value, place);
  if (wanted === null) return op === 'eq' && found.length === 0;
  const attribute = place?.at(-1);
  return found.some((one) => {
    const inner = isObject(one) ? one['value'] : one;
    const of = isObject(one) ? below(attribute?.subAttributes ?? [], ['value'])?.at(-1) : attribute;
    return inner !== undefined && inner !== null && compare(op, inner, wanted, of);
  });
}

function compare(op: Exclude<Comparison['op'], 'ne'>, found: Json, wanted: ScimLiteral, of?: ScimAttribute) {
  const [left, right] = [comparable(found, of), comparable(wanted, of)];
  if (typeof left === 'string' && typeof right === 'string') {
    if (op === 'co') return left.includes(right);
    if (op === 'sw') return left.startsWith(right);
    if (op === 'ew') return left.endsWith(right);
  }
  if (typeof left !== typeof right) return false;
  if (op === 'eq') return left === right;
  if (op === 'gt') return left > right;
  if (op === 'ge') return left >= right;
  if (op === 'lt') return left < right;
  return op === 'le' && left <= right;
}

/** Moments are compared as such, texts without their case unless it counts. */
function comparable(value: Json, of: ScimAttribute | undefined): string | number | boolean {
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  const text = String(value);
  if (of?.type === 'dateTime') {
    const moment = Date.parse(text);
    return Number.isNaN(moment) ? text : moment;
  }
  if (of?.type === 'boolean') return text.toLowerCase() === 'true';
  return of?.caseExact ? text : text.toLowerCase();
}

/** All values that stand at a place, of each of several; none where nothing is there. */
function valuesAt(value: JsonObject, place: Place | null): readonly Json[] {
  if (place === null) return [];
  let level: readonly Json[] = [value];
  for (const { name } of place)
    level = level.flatMap((one) => {
      const found = isObject(one) ? one[name] : undefined;
      return found === undefined || found === null || found === '' ? [] : found;
    });
  return level;
}
