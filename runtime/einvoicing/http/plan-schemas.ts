import type { JsonObject } from '../../../metadata/common/json.ts';
import { splitMembers } from '../../../rules/einvoicing/plan/input.ts';
import {
  answered,
  listOf,
  orNull,
  record,
  required,
  type Schema,
  text,
  trace,
  where,
} from '../../http/decisions/decision-schemas.ts';
import { anyObject, shared } from '../../model/openapi/refs.ts';
import { mostAtOnce } from '../planning/create-planner.ts';

const applications: JsonObject = {
  applications: {
    ...listOf(anyObject),
    minItems: 1,
    description: 'As reads answer them, or with as much as an interface knows of them.',
  },
  ids: {
    ...listOf({ type: 'string', minLength: 1 }),
    minItems: 1,
    description: 'Stored ones, each by its id or its number.',
  },
  filter: { ...anyObject, description: 'Stored ones of the organisation, by a condition; `{}`: all.' },
};

const asked: JsonObject = {
  ...applications,
  by: {
    enum: ['page', 'interface', 'scheduler'],
    description:
      'Only a page is asked questions; by an interface (default) documents are held back silently.',
  },
  answers: {
    type: 'object',
    additionalProperties: { type: 'boolean' },
    description: 'By id of a question of an answer before.',
  },
  ...splitMembers,
};

export const planAnswered: Schema = {
  answer: {
    type: 'object',
    required: [...required, 'applications'],
    properties: {
      ...answered,
      applications: listOf({
        type: 'object',
        required: ['id', 'number', 'revision'],
        properties: {
          id: { type: ['string', 'null'] },
          number: text,
          revision: { type: ['integer', 'null'] },
        },
      }),
    },
  },
};

export const planSchema: Schema = {
  body: {
    type: 'object',
    'x-unwrapped': 'input',
    additionalProperties: false,
    properties: {
      ...asked,
      ...where,
      trace,
      mode: {
        enum: ['answer', 'job'],
        description: `Default: an answer up to ${mostAtOnce} applications, else a job, which is also what \`job\` makes of few.`,
      },
    },
  },
  ...planAnswered,
  also: { 202: shared('Job') },
};

const side = { type: 'object', additionalProperties: false, properties: where } as const;

export const compareSchema: Schema = {
  body: {
    type: 'object',
    additionalProperties: false,
    properties: {
      decision: { type: 'string', description: 'Default: plan.' },
      input: { ...anyObject, description: 'Of any other decision than plan.' },
      ...asked,
      a: side,
      b: side,
    },
  },
  answer: {
    type: 'object',
    required: ['same', 'differences', 'a', 'b'],
    properties: {
      same: { type: 'boolean' },
      differences: listOf({
        type: 'object',
        required: ['path', 'a', 'b', 'by'],
        properties: {
          path: { type: 'string', description: 'JSON Pointer into the result.' },
          invoice: orNull({
            type: 'object',
            required: ['applications', 'splitOrder'],
            properties: { applications: listOf(text), splitOrder: { type: 'integer' } },
          }),
          line: { type: 'integer', description: 'Of the invoice, from 0.' },
          member: text,
          a: {},
          b: {},
          by: { ...orNull(text), description: 'b − a, where both are numbers.' },
          rules: {
            ...listOf(record),
            description: 'What only one of both went by there.',
          },
        },
      }),
      a: { type: 'object', required, properties: answered },
      b: { type: 'object', required, properties: answered },
    },
  },
};

const moved: JsonObject = {
  type: 'object',
  required: [
    'form',
    'id',
    'number',
    'field',
    'label',
    'row',
    'from',
    'to',
    'invoices',
    'stopped',
    'differences',
  ],
  properties: {
    form: text,
    id: text,
    isSetting: { type: 'boolean' },
    number: orNull(text),
    field: text,
    label: text,
    row: { type: ['integer', 'null'], description: 'Of the entries that the field is in, from 1.' },
    from: {},
    to: {},
    invoices: { type: 'integer' },
    stopped: { type: 'integer' },
    differences: { type: 'integer', description: 'Places of the result that would be others.' },
  },
};

export const otherwiseSchema: Schema = {
  body: {
    type: 'object',
    'x-unwrapped': 'input',
    additionalProperties: false,
    properties: { ...asked, ...where },
  },
  answer: {
    type: 'object',
    required: ['items', 'tried', 'left'],
    properties: {
      items: listOf(moved),
      tried: { type: 'integer' },
      left: { type: 'integer', description: 'Moves for which there was no time.' },
    },
  },
};

export const impactSchema: Schema = {
  body: {
    type: 'object',
    additionalProperties: false,
    properties: {
      days: { type: 'integer', minimum: 1, maximum: 366, description: 'How far back. Default: 90.' },
      a: side,
      b: side,
    },
  },
  answer: shared('Job'),
  status: 202,
};
