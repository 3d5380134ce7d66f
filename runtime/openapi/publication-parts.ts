import { anyObject } from './refs.ts';

const text = { type: 'string' } as const;
const integer = { type: 'integer' } as const;

export const issues = { type: 'array', items: { $ref: '#/components/schemas/Issue' } } as const;
export const loaded = {
  type: 'object',
  required: ['created', 'changed', 'issues'],
  properties: {
    created: integer,
    changed: integer,
    issues,
    customised: {
      description: 'Records of which packages and people both changed something: people’s values stayed',
      type: 'array',
      items: {
        type: 'object',
        required: ['package', 'form', 'key', 'fields'],
        properties: { package: text, form: text, key: text, fields: { type: 'array', items: text } },
      },
    },
    dropped: {
      description: 'Records that their packages bring no more',
      type: 'array',
      items: {
        type: 'object',
        required: ['package', 'form', 'key', 'record', 'outcome', 'why'],
        properties: {
          package: text,
          form: text,
          key: text,
          record: text,
          outcome: { enum: ['taken', 'kept'] },
          why: { enum: ['changed', 'used', null], description: 'Why it was kept and marked' },
        },
      },
    },
  },
} as const;

export const publication = {
  base: { type: 'integer', description: 'Revision of the model it was made on' },
  hash: { type: ['string', 'null'], description: 'Names the plan to be applied; null: it cannot be' },
  packages: {
    type: 'array',
    items: { type: 'object', required: ['name', 'version'], properties: { name: text, version: text } },
  },
  leaving: {
    type: 'array',
    description: 'Packages that hold no more; their data is kept',
    items: { type: 'object', required: ['name', 'version'], properties: { name: text, version: text } },
  },
  issues,
  changes: {
    type: 'array',
    items: {
      type: 'object',
      required: ['kind', 'table', 'risk', 'message'],
      properties: { kind: text, table: text, risk: text, message: text },
    },
  },
  hidden: { type: 'array', description: 'Paths whose data stays without being seen', items: text },
  offers: {
    type: 'array',
    description: 'What the publish could do for records there are: taken with `fill`',
    items: {
      type: 'object',
      required: ['fill', 'form', 'field', 'records', 'default', 'message'],
      properties: {
        fill: { type: 'string', description: 'Names the offer' },
        form: text,
        field: text,
        records: integer,
        default: { description: 'What they would be given' },
        message: text,
      },
    },
  },
} as const;

export const published = {
  packages: {
    type: 'array',
    'x-problem': 'publish-packages',
    maxItems: 200,
    items: {
      type: 'object',
      required: ['files'],
      properties: {
        files: {
          ...anyObject,
          description: 'What each file says, by its path in the package',
          'x-problem': 'publish-files',
        },
      },
    },
  },
  fill: {
    description: 'Offers of the plan that are taken: all of them, or those named',
    'x-problem': 'publish-fill-list',
    anyOf: [{ type: 'boolean' }, { type: 'array', items: text }],
  },
  accept: {
    description:
      'Names of packages the caller answers for, though their signatures do not; kept in the audit trail',
    'x-problem': 'publish-accept-list',
    type: 'array',
    items: text,
  },
  downgrade: {
    description: 'Names of packages whose installed version may be replaced by a lower one',
    'x-problem': 'publish-downgrade-list',
    type: 'array',
    maxItems: 200,
    items: text,
  },
} as const;
