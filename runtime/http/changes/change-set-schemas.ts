import type { JsonSchema } from '../../../metadata/common/json.ts';
import { anyObject } from '../../openapi/refs.ts';

const text = { type: 'string' } as const;
const maybeText = { type: ['string', 'null'] } as const;
const flag = { type: 'boolean' } as const;
const date = { type: ['string', 'null'], format: 'date' } as const;
const instant = { type: ['string', 'null'], format: 'date-time' } as const;
const label = { type: ['object', 'null'], properties: { zh: text, en: text } } as const;
const most = 1000;

const place = {
  type: { type: 'string', maxLength: 100 },
  key: { type: 'string', maxLength: 130 },
  org: { type: ['string', 'null'], maxLength: 200, description: 'Number; null: the whole system.' },
  validFrom: date,
  validTo: date,
} as const;
const id = {
  type: 'string',
  maxLength: 36,
  description: 'Of an item of the set, which it replaces.',
} as const;
const ifMatch = {
  type: 'integer',
  minimum: 0,
  description: 'Revision that was seen. Default: the present one.',
} as const;

const setItem = {
  type: 'object',
  additionalProperties: false,
  required: ['action', 'type', 'key', 'org'],
  properties: {
    id,
    action: { const: 'set' },
    ...place,
    value: { description: 'Typed, as the definition says.' },
    raw: { type: 'string', maxLength: 4000, description: 'As other systems spell it.' },
    locked: { type: 'boolean', description: 'Nothing below may differ. Default: as it is.' },
    ifMatch,
  },
} as const;
const otherItem = {
  type: 'object',
  additionalProperties: false,
  required: ['action', 'type', 'key', 'org'],
  properties: { id, action: { enum: ['unset', 'lock', 'unlock'] }, ...place, ifMatch },
} as const;
const form = { type: 'string', maxLength: 64 } as const;
const org = {
  type: ['string', 'null'],
  maxLength: 200,
  description: 'For which. Default: that of the call.',
} as const;
const body = {
  ...anyObject,
  description: '{ "$item": "name" } stands for a record that the set makes.',
} as const;
const createItem = {
  type: 'object',
  additionalProperties: false,
  required: ['action', 'form', 'body'],
  properties: {
    id,
    action: { const: 'create' },
    form,
    org,
    body,
    as: { type: 'string', minLength: 1, maxLength: 64, description: 'Name by which others refer to it.' },
  },
} as const;
const record = { type: 'string', maxLength: 36, description: 'Id; of a setting none.' } as const;
const changeItem = {
  type: 'object',
  additionalProperties: false,
  required: ['action', 'form', 'body'],
  properties: { id, action: { const: 'change' }, form, org, record, body, ifMatch },
} as const;
const stateItem = {
  type: 'object',
  additionalProperties: false,
  required: ['action', 'form', 'record'],
  properties: { id, action: { enum: ['enable', 'disable', 'delete'] }, form, org, record, ifMatch },
} as const;

const items = {
  type: 'array',
  maxItems: most,
  items: { anyOf: [setItem, otherItem, createItem, changeItem, stateItem] },
} as const;
const name = { type: ['string', 'null'], maxLength: 200 } as const;
const reason = { type: ['string', 'null'], maxLength: 500 } as const;

const design = {
  type: ['string', 'null'],
  maxLength: 36,
  description:
    'Id of a design that it is published with, in one commit; items may name its fields and parameters.',
} as const;

export const newSetBody: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { name, reason, design, items },
};

export const editBody: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name,
    reason,
    design,
    items: {
      type: 'object',
      additionalProperties: false,
      properties: {
        put: items,
        remove: { type: 'array', maxItems: most, items: { type: 'string', maxLength: 36 } },
      },
    },
  },
};

export const rejectBody: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: { reason: { type: 'string', minLength: 1, maxLength: 500 } },
};

export const scheduleBody: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['at'],
  properties: {
    at: { type: 'string', format: 'date-time' },
    notAfter: {
      ...instant,
      description: 'Missed until then it is left to people. Default: it is published whenever it can.',
    },
  },
};

export const publishBody: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    now: {
      type: 'boolean',
      description: 'At once, though it is scheduled for later. Default: refused then.',
    },
    acceptCases: {
      type: 'string',
      minLength: 1,
      maxLength: 500,
      description:
        'Why cases may fail that pass now; the audit trail keeps it. Default: it is not published then.',
    },
    plan: {
      type: 'string',
      maxLength: 64,
      description:
        'Hash of the plan of its design that was seen in the preview; another one is refused. Default: whatever is planned by then.',
    },
  },
};

export const rollbackBody: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    reason,
    publish: {
      type: 'boolean',
      description: 'At once; 202 where it waits for approval instead. Default: a draft is made.',
    },
  },
};

const person = {
  type: ['object', 'null'],
  properties: { id: text, number: maybeText, name: maybeText, at: instant },
} as const;

const summaryProperties = {
  id: { type: 'string', format: 'uuid' },
  number: maybeText,
  name: maybeText,
  state: {
    enum: ['draft', 'waiting', 'approved', 'scheduled', 'published', 'rejected', 'discarded', 'failed'],
  },
  reason: maybeText,
  count: { type: 'integer' },
  dangers: { type: 'integer', description: 'Items that turn a check off or change the environment.' },
  createdBy: person,
  createdAt: instant,
  modifiedAt: instant,
  proposedBy: person,
  approvedBy: person,
  publishedAt: instant,
  scheduledAt: instant,
  notAfter: instant,
  undoes: { ...maybeText, description: 'Id of the set it rolls back.' },
  design: { ...maybeText, description: 'Id of the design it is published with.' },
  revision: { type: 'integer' },
  failure: { type: ['object', 'null'], properties: { code: text, at: instant, message: text } },
  may: {
    type: 'object',
    properties: Object.fromEntries(
      ['edit', 'propose', 'withdraw', 'approve', 'reject', 'publish', 'schedule', 'discard', 'rollback'].map(
        (step) => [step, flag],
      ),
    ),
  },
} as const;

export const summary: JsonSchema = {
  type: 'object',
  required: Object.keys(summaryProperties),
  properties: summaryProperties,
};

const answeredItem: JsonSchema = {
  type: 'object',
  required: ['id', 'action'],
  properties: {
    id: text,
    action: {
      enum: ['set', 'unset', 'lock', 'unlock', 'create', 'change', 'enable', 'disable', 'delete', 'restore'],
    },
    hidden: { const: true, description: 'It is beyond what the caller may see.' },
    label,
    danger: flag,
    base: {
      anyOf: [anyObject, { type: 'null' }],
      description: 'What stood there when it was put in.',
    },
  },
};

const reasons: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['why', 'items'],
    properties: {
      why: { enum: ['type', 'form', 'danger'] },
      type: text,
      key: text,
      form: text,
      items: { type: 'array', items: text },
    },
  },
};

export const wholeSet = {
  type: 'object',
  required: [...Object.keys(summaryProperties), 'items', 'history', 'needsApproval', 'sharing'],
  properties: {
    ...summaryProperties,
    items: { type: 'array', items: answeredItem },
    history: {
      type: 'array',
      items: {
        type: 'object',
        required: ['step', 'state', 'by', 'at', 'reason', 'revision'],
        properties: {
          step: text,
          state: text,
          by: person,
          at: instant,
          reason: maybeText,
          revision: { type: 'integer' },
        },
      },
    },
    needsApproval: reasons,
    sharing: {
      anyOf: [
        {
          type: 'object',
          required: ['by', 'shared', 'seen'],
          properties: { by: person, shared: flag, seen: flag },
        },
        { type: 'null' },
      ],
      description: 'Whose its design is, whether he shared it, and whether the caller sees it.',
    },
    moved: {
      type: 'array',
      items: anyObject,
      description: 'Of a rebase: both values of what had been changed.',
    },
    left: {
      type: 'array',
      items: anyObject,
      description: 'Of a roll back: what was changed since, and by whom.',
    },
  },
} satisfies JsonSchema;

export const previewAnswer: JsonSchema = {
  type: 'object',
  required: ['problems', 'conflicts', 'cases', 'params', 'records', 'readers', 'needsApproval', 'design'],
  properties: {
    problems: {
      type: 'array',
      items: {
        type: 'object',
        required: ['item', 'path', 'code', 'message'],
        properties: { item: maybeText, path: text, code: text, message: text, params: anyObject },
      },
    },
    conflicts: { type: 'array', items: anyObject },
    cases: {
      type: 'object',
      description: 'Cases that go by something of it, and those that pass now and would fail',
      required: ['tried', 'failing', 'withheld'],
      properties: {
        tried: { type: 'integer' },
        withheld: {
          type: 'integer',
          description: 'Of those that would fail, how many go by something that one may not read',
        },
        failing: {
          type: 'array',
          items: {
            type: 'object',
            required: ['id', 'name', 'form', 'decision', 'otherwise'],
            properties: {
              id: text,
              name: text,
              form: { ...maybeText, description: 'Of a match: id of the form whose rules are matched' },
              decision: maybeText,
              otherwise: { type: 'array', items: anyObject },
            },
          },
        },
      },
    },
    params: {
      type: 'object',
      required: ['changed', 'total', 'hidden', 'untouched', 'untouchedTotal'],
      properties: {
        changed: { type: 'array', items: anyObject },
        total: { type: 'integer' },
        hidden: { type: 'integer', description: 'Of the total, beyond what the caller may see.' },
        untouched: { type: 'array', items: anyObject },
        untouchedTotal: { type: 'integer' },
      },
    },
    records: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          matches: {
            type: 'object',
            description: 'Of rules: recent documents that another one would match.',
            required: ['looked', 'changed'],
            properties: {
              form: { type: 'string', description: 'Of the documents.' },
              looked: { type: 'integer' },
              skipped: { type: 'integer', description: 'Documents that could not be judged.' },
              more: { type: 'integer', description: 'Documents that there was no time for.' },
              why: {
                enum: ['unreadable', 'asks-more'],
                description:
                  'None was looked at: the caller may see none, or a match asks more than a document says.',
              },
              changed: { type: 'array', items: anyObject },
            },
          },
        },
      },
    },
    readers: { type: 'array', items: anyObject },
    needsApproval: reasons,
    design: {
      type: ['object', 'null'],
      description: 'The design it is published with, and what publishing that would do.',
      required: ['id', 'name', 'untried', 'plan'],
      properties: {
        id: text,
        name: text,
        untried: {
          type: 'integer',
          description: 'Items of what the design makes: they are tried when both are published.',
        },
        plan: anyObject,
      },
    },
  },
};
