import { emptinessOperators } from './operators.ts';
import { plain } from './plain.ts';
import { accepted, isDeeper, parseJson, refused } from './reading.ts';

const depthLimit = 32;

/** Any JSON, kept as it is. */
export const json = plain({
  name: 'json',
  column: () => ({ type: 'json' }),
  schema: () => ({}),
  read: (value) =>
    isDeeper(value, depthLimit) ? refused('json-too-deep', { limit: depthLimit }) : accepted(value),
  parse: (text) => parseJson(text),
  format: (value) => JSON.stringify(value),
  comparison: () => 'none',
  operators: () => emptinessOperators,
  sortable: false,
});
