import {
  anyObject,
  closed,
  either,
  flag,
  integer,
  list,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { pointer } from '../common/shared.ts';

const path = '/api/forms/:form/assignments';
const ofPairs = {
  path,
  access: { form: 'assign' },
  of: 'records',
  sharing: true,
  tag: 'sharing',
} as const;

/** Most records, and most organisations, of one call. */
const mostNames = 1_000;

const something = text({ minLength: 1 });
const named = either([something, object({ id: something }), object({ number: something })], {
  description: 'An id, a number, { id } or { number }',
  'x-problem': 'name-expected',
});
const names = list(named, { minItems: 1, maxItems: mostNames });
export type NamedThing = TypeOf<typeof named>;

const pairs = closed({ records: names, orgs: names });
const pairsToWithdraw = closed({
  records: names,
  orgs: names,
  cascade: optional(flag({ description: 'Also from those below; false by default' })),
});

const outcome = oneOf(['assigned', 'already', 'withdrawn', 'absent', 'refused']);
export type PairOutcome = TypeOf<typeof outcome>;

const pair = object({
  record: pointer,
  org: pointer,
  outcome,
  by: optional(pointer),
  cascade: optional(flag({ description: 'Withdrawn along with one above' })),
  code: optional(text()),
  message: optional(text()),
  params: optional(anyObject()),
  other: optional({
    ...pointer,
    description: 'The record in the way, to those who may read it',
  } as typeof pointer),
});
/** What became of one record for one organisation. */
export type PairAnswer = TypeOf<typeof pair>;

const count = optional(integer());
const report = object({
  items: list(pair),
  counts: object({
    assigned: count,
    already: count,
    withdrawn: count,
    absent: count,
    refused: count,
  }),
});

/** Records passed on, and taken back; which ways of sharing there are, and so who uses what, their rules say. */
export const sharing = {
  assign: call({
    ...ofPairs,
    method: 'POST',
    operation: 'assign',
    summary: {
      zh: '把记录分配给组织：由调用的组织分配，逐对报告',
      en: 'Assign records to organisations, by that of the call; one report for each pair',
    },
    body: pairs,
    answer: report,
  }),
  withdraw: call({
    ...ofPairs,
    method: 'DELETE',
    operation: 'withdraw',
    summary: {
      zh: '取消分配，逐对报告',
      en: 'Withdraw records from organisations; one report for each pair',
    },
    body: pairsToWithdraw,
    answer: report,
  }),
} as const;
