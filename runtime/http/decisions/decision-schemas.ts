import type { JsonSchema } from '../../../metadata/common/json.ts';
import { mostNamed } from '../../effective/decisions/trial.ts';
import { anyObject } from '../../model/openapi/refs.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

export type Schema = NonNullable<Endpoint['schema']>;

export const text = { type: 'string' } as const;
export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
const few = { maxItems: mostNamed } as const;
const byForm = { type: 'object', maxProperties: mostNamed, propertyNames: { maxLength: 64 } } as const;
const name = { type: 'string', maxLength: 200 } as const;
const names = { ...byForm, additionalProperties: { ...listOf(name), ...few } } as const;

const trial = {
  type: ['object', 'null'],
  description: 'What is tried instead of what is stored; it is judged as if it were saved, and nothing is.',
  additionalProperties: false,
  properties: {
    records: {
      ...byForm,
      additionalProperties: { anyOf: [{ ...listOf(anyObject), ...few }, anyObject] },
      description:
        'By form: records as they are saved. One with the `id` or the number of a stored one changes it; of a setting its document.',
    },
    remove: { ...names, description: 'By form: ids or numbers of records that are not there.' },
    only: { ...listOf(name), ...few, description: 'Forms of which nothing but the trial is there.' },
    parameters: {
      type: 'array',
      ...few,
      items: {
        type: 'object',
        required: ['type', 'key', 'raw'],
        additionalProperties: false,
        properties: { type: name, key: name, raw: { type: ['string', 'null'], maxLength: 4000 } },
      },
    },
    changeSet: {
      type: 'string',
      format: 'uuid',
      description: 'As if this change set were published, with the design that it names.',
    },
    design: {
      type: 'string',
      format: 'uuid',
      description: 'As if this design were published; for whoever may read it.',
    },
  },
} as const;

export const where = {
  at: {
    type: ['string', 'null'],
    description: 'The moment: an instant, a local date, or date and time. Default: now.',
  },
  asOf: {
    type: ['string', 'integer', 'null'],
    description: 'The configuration as it stood: an instant, or a revision. Default: as it is.',
  },
  trial,
} as const;

export const trace = {
  enum: ['none', 'summary', 'full', null],
  description: '`summary` (default): what changed something; `full`: also what was looked at in vain.',
} as const;

export const record = {
  type: 'object',
  required: ['form'],
  properties: {
    form: text,
    id: text,
    number: text,
    revision: { type: 'integer' },
    trial: { type: 'boolean', description: 'It stands in the trial alone.' },
  },
} as const;
const place = {
  type: 'object',
  properties: { document: { type: 'integer' }, line: { type: 'integer' }, field: text },
  description: 'Places count from 0.',
} as const;
const step = {
  type: 'object',
  required: ['code', 'text'],
  properties: {
    code: text,
    by: record,
    at: place,
    before: anyObject,
    after: anyObject,
    params: anyObject,
    text: { type: 'string', description: 'In the language of Accept-Language' },
  },
} as const;
const issue = {
  type: 'object',
  required: ['code', 'severity', 'text'],
  properties: {
    code: text,
    severity: { enum: ['stops', 'warns'] },
    at: place,
    params: anyObject,
    text: {
      type: 'string',
      description: 'What is wrong and what one can do, in the language of Accept-Language',
    },
  },
} as const;

export const answered = {
  result: anyObject,
  trace: listOf(step),
  issues: listOf(issue),
  used: {
    type: 'object',
    required: ['revision', 'at', 'records', 'settings', 'parameters'],
    properties: {
      revision: { type: 'integer', description: 'Everything that was read is as it stood with it.' },
      at: { type: 'string', format: 'date-time' },
      records: listOf(record),
      settings: listOf(record),
      parameters: listOf({
        type: 'object',
        required: ['type', 'key', 'text', 'org', 'revision'],
        properties: {
          type: text,
          key: text,
          text: { type: ['string', 'null'] },
          org: { type: ['string', 'null'], description: 'Number of the organisation it is set for.' },
          revision: { type: ['integer', 'null'] },
        },
      }),
    },
  },
  unseen: {
    ...listOf({
      type: 'object',
      required: ['label'],
      properties: { form: text, parameter: text, label: text },
    }),
    description: 'What the decision reads and whoever asks may not see: it was made without.',
  },
} as const;
export const required = ['result', 'trace', 'issues', 'used', 'unseen'];

export const listSchema: Schema = {
  answer: {
    type: 'object',
    required: ['items'],
    properties: {
      items: listOf({
        type: 'object',
        required: ['name', 'label', 'summary', 'input', 'reads'],
        properties: {
          name: text,
          label: text,
          summary: text,
          input: { ...anyObject, description: 'JSON Schema of what is asked.' },
          reads: {
            type: 'object',
            required: ['forms', 'parameters'],
            properties: {
              forms: listOf({
                type: 'object',
                required: ['name', 'label', 'how', 'readable'],
                properties: {
                  name: text,
                  label: text,
                  how: { enum: ['rules', 'records', 'setting'] },
                  readable: { type: 'boolean', description: 'Whether the caller’s decisions read it.' },
                },
              }),
              parameters: listOf({
                type: 'object',
                required: ['type', 'label'],
                properties: { type: text, label: text },
              }),
            },
          },
        },
      }),
    },
  },
};

export const decideAnswered: Schema = { answer: { type: 'object', required, properties: answered } };

export const decideSchema: Schema = {
  body: {
    type: 'object',
    additionalProperties: false,
    properties: {
      input: {
        ...anyObject,
        description: 'As the decision’s `input` schema says. Default: nothing is said.',
      },
      ...where,
      trace,
    },
  },
  ...decideAnswered,
};
