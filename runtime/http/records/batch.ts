import { greatest } from '../../../metadata/common/greatest.ts';
import { manyValues } from '../../../metadata/contract/common/shared.ts';
import { anyObject, recordRef } from '../../model/openapi/refs.ts';
import type { BatchItem } from '../../storage/store/record/store.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { ifMatchMissing } from '../pipeline/refusals.ts';

const most = 1000;
const body = { ...anyObject, description: 'The record as it is created or changed' } as const;
const which = {
  id: { type: 'string' },
  ifMatch: {
    type: 'integer',
    description: 'Needed, but for create: the revision of the record as it was read',
  },
} as const;
const closed = { type: 'object', additionalProperties: false } as const;
/** One write; what it takes depends on `op`. */
const batchItem = {
  ...anyObject,
  'x-problem': 'batch-operation',
  discriminator: { propertyName: 'op' },
  oneOf: [
    { ...closed, required: ['op', 'body'], properties: { op: { const: 'create' }, body } },
    {
      ...closed,
      required: ['op', 'id', 'body'],
      properties: { op: { enum: ['patch', 'put'] }, ...which, body },
    },
    {
      ...closed,
      required: ['op', 'id'],
      properties: { op: { enum: ['delete', 'enable', 'disable'] }, ...which },
    },
    {
      ...closed,
      required: ['op', 'id', 'action'],
      properties: {
        op: { const: 'act' },
        ...which,
        action: { type: 'string', description: 'change-sharing, transfer, …' },
        body: { ...anyObject, description: 'What the action is told' },
      },
    },
  ],
} as const;

interface Batch {
  readonly atomic?: boolean;
  readonly items: readonly BatchItem[];
}

export const batchEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/api/forms/:form/batch',
    access: { anyOf: ['create', 'edit', 'delete', 'enable', 'disable', 'share', 'transfer', 'personalise'] },
    operation: 'batch',
    of: 'records',
    tag: 'records',
    summary: { zh: '批量写入：整批成败，或逐条报告', en: 'Many writes: all or none, or one report each' },
    body: 'json',
    values: manyValues,
    schema: {
      body: {
        type: 'object',
        required: ['items'],
        additionalProperties: false,
        properties: {
          atomic: { type: 'boolean', description: 'All or none; true by default' },
          items: {
            type: 'array',
            minItems: 1,
            maxItems: most,
            items: batchItem,
          },
        },
      },
      answer: (form) => ({
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['index', 'status'],
              properties: {
                index: { type: 'integer' },
                status: { type: 'integer' },
                record: recordRef('read')(form),
                problem: { $ref: '#/components/schemas/Problem' },
              },
            },
          },
        },
      }),
    },
    handle: async (ask) => {
      const { items, atomic = true } = await ask.body<Batch>();
      refuseBlind(items);
      const results = await ask.host.store.batch(ask.writeCall, ask.form, items, atomic);
      const revision = greatest(results.map(({ record }) => record?.revision ?? 0));
      return { body: { items: results }, revision };
    },
  },
];

/** Whoever changes a record says which of its versions he read. */
function refuseBlind(items: readonly BatchItem[]): void {
  const blind = items.flatMap((item, index) =>
    item.op === 'create' || item.ifMatch !== undefined
      ? []
      : [{ path: `/items/${index}/ifMatch`, code: 'batch-if-match' }],
  );
  if (blind.length > 0) throw ifMatchMissing({}, blind);
}
