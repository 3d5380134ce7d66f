import type { Result } from '../common/issue.ts';
import { isObject, type Json } from '../common/json.ts';
import type { Field } from '../field.ts';
import { emptinessOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, isDeeper, isList, parseJson, refused } from './common/reading.ts';
import { given, type KindSample } from './common/sample.ts';

const depthLimit = 32;

/** Any JSON, kept as it is; or what the field says may be written. */
export const json = plain({
  name: 'json',
  properties: {
    values: { type: 'array', minItems: 1, description: 'What may stand here as a whole. Default: anything.' },
    members: {
      type: 'object',
      minProperties: 1,
      additionalProperties: { type: 'array', minItems: 1 },
      description: 'Members an object may have, and what each may be. Default: any.',
    },
  },
  column: () => ({ type: 'json' }),
  schema: () => ({}),
  read: (value, field) => {
    if (isDeeper(value, depthLimit)) return refused('json-too-deep', { limit: depthLimit });
    // -0 reads back as 0 from wherever it was kept.
    return readMembers(JSON.parse(JSON.stringify(value)) as Json, field);
  },
  parse: (text) => parseJson(text),
  format: (value) => JSON.stringify(value),
  comparison: () => 'none',
  operators: () => emptinessOperators,
  sortable: false,
});

function readMembers(value: Json, { props }: Field): Result<Json> {
  const { values, members } = props;
  if ((values === undefined && members === undefined) || isAmong(value, values)) return accepted(value);
  if (!isObject(value) || !isObject(members)) return refused('json-not-offered');
  for (const [member, one] of Object.entries(value)) {
    const known = Object.hasOwn(members, member);
    if (!known) return refused('json-member-unknown', { member }, `/${member}`);
    if (!isAmong(one, members[member])) return refused('json-not-offered', {}, `/${member}`);
  }
  return accepted(value);
}

function isAmong(value: Json, offered: Json | undefined): boolean {
  return isList(offered) && offered.some((one) => JSON.stringify(one) === JSON.stringify(value));
}

export const sample: KindSample = { props: {}, value: { a: [1] }, asks: given, others: [{ a: 'low' }] };
