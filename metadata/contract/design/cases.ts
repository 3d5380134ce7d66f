import {
  anyObject,
  anything,
  closed,
  flag,
  integer,
  list,
  named,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { fieldProblem } from '../common/shared.ts';

const tag = 'design';
const path = '/api/cases';

const name = text({ minLength: 1, maxLength: 200 });
const any = anything({ description: 'Any value' });
const placed = { package: text(), file: text(), name: text() } as const;

const knownCase = object({
  ...placed,
  form: optional(text()),
  decision: optional(text()),
  org: optional(text()),
  at: optional(text()),
  within: optional(text()),
  ask: optional(anyObject()),
  facts: anyObject(),
  trial: optional(anyObject()),
  expect: any,
  own: flag({ description: 'It may be changed here: nobody else answers for its package.' }),
});
/** A saved case: the question, the configuration it is asked under, and the expected answer. */
export type KnownCase = TypeOf<typeof knownCase>;

const otherwise = object({ path: text(), expected: any, actual: any });
const caseRun = object({
  ...placed,
  form: optional(text()),
  decision: optional(text()),
  expected: any,
  actual: optional(any),
  outcome: oneOf(['passed', 'failed', 'skipped']),
  otherwise: optional(list(otherwise, { description: 'Of a decision that answers otherwise: where' })),
  problems: optional(list(named('FieldProblem', fieldProblem))),
});
export type CaseRun = TypeOf<typeof caseRun>;

const report = object({ passed: integer(), failed: integer(), skipped: integer(), cases: list(caseRun) });
export type CasesReport = TypeOf<typeof report>;

const saved = object({
  ...placed,
  state: oneOf(['published', 'open'], {
    description: '`open`: it waits in the design for somebody to publish it.',
  }),
  design: text({ format: 'uuid' }),
});
/** The place where a case was saved: in force, or in a design that somebody has to publish. */
export type SavedCase = TypeOf<typeof saved>;

const newCase = closed({
  name,
  package: optional(
    text({ minLength: 1, maxLength: 200, description: 'Default: the customer’s own layer, `local`.' }),
  ),
  decision: name,
  org: optional(text({ description: 'Number of the organisation. Default: that of the call.' })),
  at: optional(text({ description: 'The moment that is asked about. Default: whenever it runs.' })),
  facts: anyObject({ description: 'What the decision is asked.' }),
  trial: optional(anyObject({ description: 'What is tried beside what is stored. Default: nothing.' })),
  expect: optional(anyObject({ description: 'Default: what comes of it now.' })),
});
/** A case as somebody saves it: what it expects is what comes of it now, unless it is said. */
export type NewCase = TypeOf<typeof newCase>;

const casePlace = closed({ package: name, file: name, name });
export type CasePlace = TypeOf<typeof casePlace>;

const which = (en: string) => ({ summary: { zh: '只要这个', en }, schema: text() });

/** Cases of all packages by what is stored here; those that nobody else answers for are written here, too. */
export const cases = {
  list: call({
    method: 'GET',
    path,
    access: 'designs',
    operation: 'cases',
    tag,
    summary: {
      zh: '所有包的用例：输入、试用的配置和期望的结果',
      en: 'The cases of all packages: their input, the configuration they try, and the expected result',
    },
    query: { package: which('Of this package'), decision: which('Of this decision') },
    answer: object({
      items: list(knownCase),
      packages: list(text(), { description: 'Where cases may be saved' }),
      withheld: integer({ description: 'Cases of organisations that are not the caller’s' }),
    }),
  }),
  test: call({
    method: 'POST',
    path: `${path}/test`,
    access: 'designs',
    operation: 'testCases',
    tag,
    asks: true,
    summary: {
      zh: '按现有数据运行用例：不写入任何数据',
      en: 'Run cases against the data stored here; nothing is written',
    },
    body: closed({ package: optional(name), decision: optional(name), name: optional(name) }),
    bodyOptional: true,
    answer: report,
  }),
  save: call({
    method: 'POST',
    path,
    access: 'designs',
    operation: 'saveCase',
    tag,
    summary: {
      zh: '保存决策的用例：默认以现在的结果为期望；自此每次发布前都会核对',
      en: 'Save a case of a decision: the current result becomes the expected one unless another is given; from then on it is checked before every publish',
    },
    body: newCase,
    answer: saved,
    status: 201,
  }),
  remove: call({
    method: 'POST',
    path: `${path}/remove`,
    access: 'designs',
    operation: 'removeCase',
    tag,
    summary: { zh: '删除一个用例', en: 'Remove a case' },
    body: casePlace,
    answer: saved,
    status: 201,
  }),
} as const;
