import {
  anyObject,
  closed,
  flag,
  list,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { manyValues } from '../common/shared.ts';
import { decided } from './answered.ts';
import { trace, where } from './asked.ts';

const path = '/api/decisions';

/** The members that all calls asking a decision share; none of them writes. */
export const asking = {
  method: 'POST',
  access: 'signed-in',
  tag: 'decisions',
  values: manyValues,
  asks: true,
} as const;

const described = object({
  name: text(),
  label: text(),
  summary: text(),
  input: anyObject({ description: 'JSON Schema of what is asked.' }),
  reads: object({
    forms: list(
      object({
        name: text(),
        label: text(),
        how: oneOf(['rules', 'records', 'setting']),
        readable: flag({ description: 'Whether the caller’s decisions read it.' }),
      }),
    ),
    parameters: list(object({ type: text(), label: text() })),
  }),
});
/** A decision as it is described: its question, and the configuration it reads. */
export type DescribedDecision = TypeOf<typeof described>;

/** The calls that let programs and pages ask the rules for decisions. None of them writes. */
export const decisions = {
  list: call({
    method: 'GET',
    access: 'signed-in',
    tag: 'decisions',
    path,
    operation: 'decisions',
    summary: {
      zh: '可以询问的决策：输入的结构，以及各自读取哪些配置',
      en: 'The available decisions: the input of each and what it reads',
    },
    answer: object({ items: list(described) }),
  }),
  decide: call({
    ...asking,
    path: `${path}/:name`,
    operation: 'decide',
    summary: {
      zh: '询问一个决策：结果、每一步的原因、问题，以及用到的记录和修订号；不写入任何数据',
      en: 'Ask a decision: returns its result, the reason for every step, any problems, and the records and revisions it used; nothing is written',
    },
    body: closed({
      input: optional(
        anyObject({ description: 'As the decision’s `input` schema says. Default: nothing is said.' }),
      ),
      ...where,
      trace: optional(trace),
    }),
    answer: decided,
  }),
} as const;
