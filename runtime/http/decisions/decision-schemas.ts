import type { JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import { splitMembers } from '../../../rules/decisions/plan/input.ts';
import { mostAtOnce } from '../../decisions/create-decisions.ts';
import { mostNamed } from '../../decisions/trial.ts';
import { anyObject, shared } from '../../openapi/refs.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

type Schema = NonNullable<Endpoint['schema']>;

const text = { type: 'string' } as const;
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
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

const where = {
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

const trace = {
  enum: ['none', 'summary', 'full', null],
  description: '`summary` (default): what changed something; `full`: also what was looked at in vain.',
} as const;

const record = {
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

const answered = {
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
const required = ['result', 'trace', 'issues', 'used', 'unseen'];

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
