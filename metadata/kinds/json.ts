import type { Json } from '../json.ts';
import { emptinessOperators } from './operators.ts';
import { plain } from './plain.ts';
import { accepted, parseJson, refused } from './reading.ts';

const depthLimit = 32;

/** Any JSON, kept as it is. */
export const json = plain({
  name: 'json',
  column: () => ({ type: 'json' }),
  schema: () => ({}),
  read: (value) =>
    deeper(value, depthLimit) ? refused('json-too-deep', { limit: depthLimit }) : accepted(value),
  parse: (text) => parseJson(text),
  format: (value) => JSON.stringify(value),
  comparison: () => 'none',
  operators: () => emptinessOperators,
  sortable: false,
});

function deeper(value: Json, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((inside: Json) => deeper(inside, left - 1));
}
