import type { Json, JsonSchema } from '../common/json.ts';
import { conditionProblems } from '../condition.ts';
import { emptinessOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { formProperty } from './common/pointer.ts';
import { accepted, parseJson } from './common/reading.ts';
import { given, type KindSample } from './common/sample.ts';

const conditionSchema: JsonSchema = {
  type: 'object',
  additionalProperties: true,
  description:
    'A tree of { all: […] }, { any: […] }, { not: … }, { some: lines, where: … } and leaves { fact, operator, value }.',
};

/**
 * A match panel. Stored by field ids, on the wire by today's names: the store translates, with the model at
 * hand; here only the tree's shape is judged.
 */
export const condition = plain({
  name: 'condition',
  properties: {
    facts: { ...formProperty, description: 'Id of the form whose records are the facts.' },
    optIn: {
      type: 'array',
      items: { type: 'string', pattern: '^[^/]+/.+$' },
      description:
        'Parameters, as `type/key`, whose fields may be asked beside those the match names: fields that partners add. Default: none.',
    },
    optOut: {
      type: 'array',
      items: { type: 'string', pattern: '^[^/]+/.+$' },
      description: 'Parameters, as `type/key`, whose fields are not offered here. Default: none.',
    },
  },
  requires: ['facts'],
  about: 'facts',
  column: () => ({ type: 'json' }),
  schema: () => conditionSchema,
  read: (value: Json) => {
    const problems = conditionProblems(value);
    return problems.length > 0 ? { ok: false, problems } : accepted(value);
  },
  parse: (text) => parseJson(text),
  format: (value) => JSON.stringify(value),
  comparison: () => 'none',
  operators: () => emptinessOperators,
  sortable: false,
});

export const sample: KindSample = {
  props: { facts: 'thing' },
  value: { all: [{ fact: 'number', operator: 'equal', value: 'T1' }] },
  asks: given,
};
