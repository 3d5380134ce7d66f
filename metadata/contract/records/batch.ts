import {
  anyObject,
  closed,
  exactlyOne,
  flag,
  integer,
  list,
  named,
  object,
  oneOf,
  only,
  optional,
  type TypeOf,
  text,
  typed,
} from '../../shape/shape.ts';
import { problem } from '../common/problem.ts';
import { savedRecord } from './record.ts';

const most = 1000;

const body = anyObject({ description: 'The record as it is created or changed' });
const which = {
  id: text(),
  ifMatch: optional(
    integer({ description: 'Needed, but for create: the revision of the record as it was read' }),
  ),
};
const ways = exactlyOne([
  closed({ op: only('create'), body }),
  closed({ op: oneOf(['patch', 'put']), ...which, body }),
  closed({ op: oneOf(['delete', 'enable', 'disable']), ...which }),
  closed({
    op: only('act'),
    ...which,
    action: text({ description: 'change-sharing, transfer, …' }),
    body: optional(anyObject({ description: 'What the action is told' })),
  }),
]);
/** A write of a batch; its members depend on `op`. */
export type BatchItem = TypeOf<typeof ways>;

const batchItem = typed<BatchItem>({
  ...anyObject(),
  ...ways,
  'x-problem': 'batch-operation',
  discriminator: { propertyName: 'op' },
});

export const batchAsked = closed({
  atomic: optional(flag({ description: 'All or none; true by default' })),
  items: list(batchItem, { minItems: 1, maxItems: most }),
});

const written = object({
  index: integer(),
  status: integer(),
  record: optional(savedRecord),
  problem: optional(named('Problem', problem)),
});
/** The outcome of a write of the batch. */
export type BatchResult = TypeOf<typeof written>;

export const batchAnswered = object({ items: list(written) });
