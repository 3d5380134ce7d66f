import type { JsonSchema } from '../../../metadata/common/json.ts';
import { anyObject } from '../../openapi/refs.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { withAsking } from './asking-schemas.ts';
import { mostFacts } from './match-bodies.ts';

type Schema = NonNullable<Endpoint['schema']>;

const text = { type: 'string' } as const;
const integer = { type: 'integer' } as const;
const uuid = { type: 'string', format: 'uuid' } as const;
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

const oneFacts = {
  ...anyObject,
  description: 'Fields of the form that the rules are about, by name; references by number, id or object.',
} as const;

const head = {
  id: uuid,
  number: { type: ['string', 'null'] },
  name: { type: ['string', 'null'] },
  org: { $ref: '#/components/schemas/Reference' },
  sharing: text,
  row: {
    type: 'object',
    description: 'Where rows match: which one of the record.',
    required: ['id', 'seq'],
    properties: { id: text, seq: integer },
  },
  personalised: { type: 'boolean' },
} as const;
const named = { required: ['id', 'number', 'name', 'org'], properties: head } as const;
const place = {
  type: ['integer', 'null'],
  description: 'Among the rules the organisation may use.',
} as const;
const rule = {
  type: 'object',
  required: [...named.required, 'place'],
  properties: { ...head, place },
} as const;
const reasoned = {
  code: text,
  reason: { type: 'string', description: 'In the language of Accept-Language' },
} as const;
const failed = {
  type: 'object',
  required: ['pointer', 'fact', 'label', 'operator', 'sentence', 'expected'],
  properties: {
    pointer: { type: 'string', description: 'JSON Pointer into the condition' },
    fact: text,
    label: text,
    operator: text,
    sentence: text,
    expected: text,
    actual: text,
  },
} as const;
const stands = {
  type: 'object',
  required: [...named.required, 'place', 'won', 'code', 'reason'],
  properties: {
    ...head,
    place,
    won: { type: 'boolean' },
    ...reasoned,
    failed,
    ways: { ...listOf(failed), description: 'Where there are several: one of these would be enough' },
    condition: { ...anyObject, description: 'The verdict on every part, in the shape of the condition.' },
    for: {
      ...listOf({
        type: 'object',
        required: ['field', 'label', 'holds', 'expected', 'actual'],
        properties: { field: text, label: text, holds: { type: 'boolean' }, expected: text, actual: text },
      }),
      description: 'Whom the rule says it is for, beside its condition.',
    },
  },
} as const;
const traced = {
  unread: {
    ...listOf(text),
    description:
      'What rules ask of records that the facts only name, and the caller may not read: to the rules it is empty.',
  },
  matches: listOf({ type: 'object', properties: { ...head, place, result: anyObject } }),
  more: { type: 'integer', description: 'With `all`: so many more hold.' },
  trace: {
    type: 'object',
    properties: {
      funnel: listOf({
        type: 'object',
        required: ['step', 'label', 'left'],
        properties: { step: text, label: text, facts: listOf(text), left: integer },
      }),
      rules: listOf(stands),
      more: { type: 'integer', description: 'So many were not told of.' },
      next: { type: 'string', description: 'Ask again with this as `after`, and these facts alone.' },
    },
  },
} as const;
const answer = {
  type: 'object',
  properties: {
    winner: orNull(rule),
    result: {
      ...orNull(anyObject),
      description: 'Fields of the winner that the form says an answer carries.',
    },
    unjudged: {
      ...integer,
      description:
        'Rules the organisation may use whose conditions can no longer be judged: they match nothing until they are mended.',
    },
    ...traced,
    next: {
      type: 'integer',
      description:
        'Where several facts were sent with `trace` or `all`, and the answer is full: place, from 0, of the first that was not answered. Send these and those behind them again.',
    },
    items: {
      type: 'array',
      description: 'Where several facts were sent: one for each, in their order.',
      items: {
        type: 'object',
        required: ['index', 'status'],
        properties: {
          index: integer,
          status: integer,
          winner: orNull(rule),
          result: orNull(anyObject),
          unjudged: integer,
          ...traced,
          problem: { $ref: '#/components/schemas/Problem' },
        },
      },
    },
  },
} as const;

const name = { type: ['string', 'null'], minLength: 1, 'x-problem': 'text-expected' } as const;
/** What is wrong with one of several is answered in its place. */
const manyFacts = {
  type: 'array',
  maxItems: mostFacts,
  items: { description: oneFacts.description },
} as const;

export const matchSchema: Schema = {
  ...withAsking({
    required: ['facts'],
    properties: {
      facts: { anyOf: [oneFacts, manyFacts] },
      trace: {
        enum: [true, false, 'full'],
        description: 'true: those the index left, with why they lost; full: everyone the caller may see.',
        'x-problem': 'match-trace',
      },
      all: {
        type: ['boolean', 'null'],
        description: 'Also everyone else whose condition holds, in order.',
      },
      after: { ...name, description: '`next` of the trace before: goes on behind that rule.' },
    },
  }),
  answer,
};

export const explainSchema: Schema = {
  ...withAsking({
    required: ['facts'],
    properties: { id: name, number: name, facts: oneFacts },
  }),
  answer: {
    type: 'object',
    required: ['winner', 'items'],
    properties: { winner: orNull(rule), items: listOf(stands) },
  },
};

export const coverageSchema: Schema = {
  ...withAsking({
    required: ['facts'],
    properties: {
      facts: {
        anyOf: [
          manyFacts,
          {
            type: 'object',
            description: 'Stored documents of the form that the rules are about.',
            additionalProperties: false,
            properties: {
              form: text,
              filter: anyObject,
              limit: { type: 'integer', minimum: 1, maximum: mostFacts },
            },
          },
        ],
      },
    },
  }),
  answer: {
    type: 'object',
    required: ['facts', 'unmatched', 'rules', 'neverWon'],
    properties: {
      facts: integer,
      unmatched: listOf({
        type: 'object',
        required: ['index'],
        properties: { index: integer, id: uuid, number: { type: ['string', 'null'] } },
      }),
      skipped: listOf({ ...anyObject, required: ['index'], properties: { index: integer } }),
      rules: listOf({
        type: 'object',
        required: [...named.required, 'won', 'lostTo'],
        properties: {
          ...head,
          won: integer,
          lostTo: listOf({ type: 'object', properties: { ...head, count: integer } }),
        },
      }),
      neverWon: listOf({ type: 'object', ...named }),
      more: {
        type: 'integer',
        description: 'Of so many rules, last in precedence, the answer had no room to tell.',
      },
    },
  },
};

export const analysisSchema: Schema = {
  body: {
    type: 'object',
    additionalProperties: false,
    properties: {
      records: {
        type: ['array', 'null'],
        items: text,
        description: 'Only those with these ids. Default: all.',
      },
      after: { ...name, description: '`next` of the answer before.' },
      candidate: {
        type: ['object', 'null'],
        description: 'A rule that is not saved yet, looked at as if it were saved now; nothing is written.',
        required: ['record'],
        additionalProperties: false,
        properties: {
          id: { ...uuid, description: 'Of the record that is changed. Default: it is new.' },
          record: {
            type: 'object',
            additionalProperties: true,
            description:
              'As it is sent to be saved, and org, sharing, enabled and dates too; what is left out is as it was, rows are those given.',
          },
          row: { type: 'integer', minimum: 1, description: 'Only this one of its rows.' },
        },
      },
    },
  },
  answer: {
    type: 'object',
    required: ['rules', 'next', 'items'],
    properties: {
      rules: { type: 'integer', description: 'How many were looked at' },
      next: { type: ['string', 'null'], description: 'There are more: ask again with `after`.' },
      items: listOf({
        type: 'object',
        required: [...named.required, 'code', 'reason'],
        properties: {
          ...head,
          id: { type: ['string', 'null'], description: 'Null: of a candidate that is new.' },
          ...reasoned,
          facts: {
            ...anyObject,
            description: 'Of rules that overlap: facts, as `match` takes them, for which both hold.',
          },
          ask: { ...anyObject, description: 'What has to be asked beside these facts.' },
          related: listOf({
            type: 'object',
            required: named.required,
            properties: {
              ...head,
              differs: {
                ...listOf({
                  type: 'object',
                  required: ['field', 'label', 'here', 'there'],
                  properties: { field: text, label: text, here: {}, there: {} },
                }),
                description: 'Of rules that overlap: what the two result in, where it is not the same.',
              },
            },
          }),
        },
      }),
    },
  },
};

const factNamed = {
  type: 'object',
  required: ['fact', 'label'],
  properties: { fact: text, label: text },
} as const;

export const gapsSchema: Schema = {
  ...withAsking({ properties: {} }),
  answer: {
    type: 'object',
    required: ['rules', 'items', 'more', 'looked', 'unlooked'],
    properties: {
      rules: { type: 'integer', description: 'How many rules the organisation may use' },
      items: listOf({
        type: 'object',
        required: ['sentence', 'condition', 'facts'],
        properties: {
          sentence: { type: 'string', description: 'In the language of Accept-Language' },
          condition: { ...orNull(anyObject), description: 'The same as a condition; null: any facts.' },
          facts: { ...anyObject, description: 'Facts, as `match` takes them, for which no rule holds.' },
          ask: { ...anyObject, description: 'What has to be asked beside them.' },
          depends: {
            ...listOf(factNamed),
            description: 'Rules that ask these may hold for some of such facts.',
          },
        },
      }),
      more: { type: 'boolean', description: 'There may be others: not all combinations were looked at.' },
      looked: { ...listOf(factNamed), description: 'Whose values were told apart' },
      unlooked: {
        ...listOf({
          ...factNamed,
          required: ['fact', 'label', 'reason'],
          properties: { ...factNamed.properties, reason: text },
        }),
        description: 'What rules ask beside these',
      },
    },
  },
};

const differing = {
  type: 'object',
  required: ['count', 'rules'],
  properties: {
    count: integer,
    rules: {
      ...listOf({ type: 'object', required: named.required, properties: head }),
      description: 'The first of them',
    },
  },
} as const;

export const byOrganisationSchema: Schema = {
  answer: {
    type: 'object',
    required: ['items'],
    properties: {
      items: listOf({
        type: 'object',
        required: ['org', 'rules', 'copies', 'more', 'fewer'],
        properties: {
          org: { $ref: '#/components/schemas/Reference' },
          rules: { type: 'integer', description: 'How many it may use now' },
          copies: { type: 'integer', description: 'How many of them are own copies' },
          more: { ...differing, description: 'Rules that the organisation above does not use.' },
          fewer: { ...differing, description: 'Rules of the organisation above that it does not use.' },
        },
      }),
    },
  },
};

export const caseSchema: Schema = {
  ...withAsking({
    required: ['facts'],
    properties: { facts: oneFacts, name },
  }),
  answer: {
    ...anyObject,
    required: ['form', 'cases'],
    properties: { form: text, cases: listOf(anyObject) },
  },
};
