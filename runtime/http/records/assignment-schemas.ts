import type { JsonSchema } from '../../../metadata/common/json.ts';
import { sharingStrategies } from '../../../metadata/sharing-strategies.ts';
import { hows } from '../../../rules/sharing/how.ts';
import { anyObject, page } from '../../openapi/refs.ts';

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const pointer = {
  type: 'object',
  required: ['id', 'number', 'name'],
  properties: { id: textOrNull, number: textOrNull, name: textOrNull },
} as const;
const pointerOrNull = { anyOf: [pointer, { type: 'null' }] } as const;

/** Most pairs of one call. */
export const mostPairs = 10_000;
/** Most records, and most organisations, of one call. */
const mostNames = 1_000;

const something = { type: 'string', minLength: 1 } as const;
const named = {
  description: 'An id, a number, { id } or { number }',
  'x-problem': 'name-expected',
  anyOf: [
    something,
    { type: 'object', required: ['id'], properties: { id: something } },
    { type: 'object', required: ['number'], properties: { number: something } },
  ],
} as const;
const names = { type: 'array', minItems: 1, maxItems: mostNames, items: named } as const;

export const assignBody: JsonSchema = {
  type: 'object',
  required: ['records', 'orgs'],
  additionalProperties: false,
  properties: { records: names, orgs: names },
};

export const withdrawBody: JsonSchema = {
  ...assignBody,
  properties: {
    records: names,
    orgs: names,
    cascade: { type: 'boolean', description: 'Also from those below; false by default' },
  },
};

const count = { type: 'integer' } as const;

export const pairsAnswer: JsonSchema = {
  type: 'object',
  required: ['items', 'counts'],
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['record', 'org', 'outcome'],
        properties: {
          record: pointer,
          org: pointer,
          outcome: { enum: ['assigned', 'already', 'withdrawn', 'absent', 'refused'] },
          by: pointer,
          cascade: { type: 'boolean', description: 'Withdrawn along with one above' },
          code: text,
          message: text,
          params: anyObject,
          other: { ...pointer, description: 'The record in the way, to those who may read it' },
        },
      },
    },
    counts: {
      type: 'object',
      properties: { assigned: count, already: count, withdrawn: count, absent: count, refused: count },
    },
  },
};

const how = { enum: hows } as const;
const passed = {
  how,
  by: pointerOrNull,
  at: { type: ['string', 'null'], format: 'date-time' },
  user: pointerOrNull,
  personalised: { type: 'boolean' },
} as const;

/** With `record` its organisations; else records, of what could be assigned without how. */
export const assignmentsAnswer: JsonSchema = {
  anyOf: [
    page({ type: 'object', required: ['org', 'how'], properties: { org: pointer, ...passed } }),
    page({
      type: 'object',
      required: ['record', 'creator', 'sharing', 'enabled'],
      properties: {
        record: pointer,
        creator: pointer,
        sharing: { enum: sharingStrategies },
        enabled: { type: 'boolean' },
        ...passed,
      },
    }),
  ],
};
