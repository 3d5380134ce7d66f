import { sharingStrategies } from '../../metadata/common/sharing-strategies.ts';
import { call } from '../../metadata/contract/common/call.ts';
import { words } from '../../metadata/contract/common/listing.ts';
import { page, pageMembers } from '../../metadata/contract/common/paging.ts';
import { maybeInstant, pointer } from '../../metadata/contract/common/shared.ts';
import {
  allOptional,
  anyObject,
  closed,
  either,
  flag,
  integer,
  list,
  maybe,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
  typed,
} from '../../metadata/shape/shape.ts';
import { hows } from './how.ts';

const ofSharing = {
  path: '/api/forms/:form/assignments',
  of: 'records',
  sharing: true,
  tag: 'sharing',
} as const;
const ofPairs = { ...ofSharing, access: { form: 'assign' } } as const;

const { view: _view, fields: _fields, ...listWords } = words;

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
  dryRun: optional(flag({ description: 'Only say what would be done' })),
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
/** The outcome for one record and one organisation. */
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

const how = oneOf(hows);
const passed = {
  how,
  by: maybe(pointer),
  at: maybeInstant,
  user: maybe(pointer),
  personalised: flag(),
};

const holding = object({ org: pointer, ...passed });
/** An organisation that uses a record: how, and of what was assigned who passed it on, when, and who did it. */
export type Holding = TypeOf<typeof holding>;

const holdable = {
  record: pointer,
  creator: pointer,
  sharing: oneOf(sharingStrategies),
  enabled: flag(),
};
const usable = object({ ...holdable, ...passed });
/** A record that an organisation uses. */
export type Usable = TypeOf<typeof usable>;
/** A record that an organisation uses, or could be given. */
export type Holdable = Omit<Usable, keyof typeof passed>;

/** Without how it is used, of what could be assigned. */
const listed = typed<Usable | Holdable>(object({ ...holdable, ...allOptional(passed) }));

const run = object({
  how,
  first: integer({ minimum: 0, description: 'Place of the first organisation in `orgs`' }),
  count: integer({ minimum: 1, description: 'So many organisations in a row' }),
});
/** Organisations that stand in a row and use a record in the same way. */
export type HolderRun = TypeOf<typeof run>;
const gridRow = object({ ...holdable, users: list(run) });
/** A record that one manages, with everybody who uses it. */
export type GridRow = TypeOf<typeof gridRow>;
const grid = object({
  ...pageMembers(gridRow),
  orgs: list(text({ format: 'uuid' }), {
    description: 'Organisations that use any of them, down the tree; `users` names them by their place here',
  }),
});
export type SharingGrid = TypeOf<typeof grid>;

const user = (zh: string, en: string) => ({ summary: { zh, en }, schema: something });

/** The calls that tell who uses what, and that pass records on and take them back. */
export const sharing = {
  list: call({
    ...ofSharing,
    method: 'GET',
    access: { form: 'read' },
    operation: 'assignments',
    summary: {
      zh: '分配情况：按组织（默认为调用的组织）、按数据、未分配',
      en: 'Assignments: by organisation (the current one by default), by record, or what is unassigned',
    },
    query: {
      record: {
        summary: {
          zh: '按数据：哪些组织在用这条记录，经由谁',
          en: 'By record: which organisations use it, and through which one',
        },
        schema: text({ format: 'uuid' }),
      },
      unassigned: {
        summary: {
          zh: '未分配：本组织还可以分配给这个组织（编码）的记录',
          en: 'Unassigned: records the current organisation could still assign to this organisation (number)',
        },
        schema: text(),
      },
      how: {
        summary: {
          zh: '按组织时：只看自有、分配、管控范围或全局的记录',
          en: 'By organisation: only its own records, those assigned to it, shared within the control scope, or global',
        },
        schema: oneOf(hows, { type: 'string' }),
      },
      ...listWords,
    },
    fieldFilters: true,
    answer: either([page(holding), page(listed)]),
  }),
  grid: call({
    ...ofSharing,
    path: `${ofSharing.path}/grid`,
    method: 'GET',
    access: { form: 'read' },
    operation: 'assignmentGrid',
    summary: {
      zh: '职责范围内的数据，连同正在使用每一条的全部组织：一次取回一屏矩阵',
      en: 'Records that one manages, each with every organisation that uses it: a screen of the matrix in one call',
    },
    query: {
      usedBy: user('只要这个组织（编码或 id）在用的', 'Only what this organisation uses, by number or id'),
      unusedBy: user(
        '只要这个组织（编码或 id）没有的',
        'Only what this organisation does not use, by number or id',
      ),
      ...listWords,
    },
    fieldFilters: true,
    answer: grid,
  }),
  assign: call({
    ...ofPairs,
    method: 'POST',
    operation: 'assign',
    summary: {
      zh: '把记录分配给组织：由调用的组织分配，逐对报告',
      en: 'Assigns records from the current organisation to others, with a result for each pair',
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
      en: 'Withdraws records from organisations, with a result for each pair',
    },
    body: pairsToWithdraw,
    answer: report,
  }),
} as const;
