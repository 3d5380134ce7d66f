import { call } from '../../../metadata/contract/common/call.ts';
import { decided } from '../../../metadata/contract/decisions/answered.ts';
import { side, trace, where } from '../../../metadata/contract/decisions/asked.ts';
import { asking } from '../../../metadata/contract/decisions/calls.ts';
import { job } from '../../../metadata/contract/jobs/calls.ts';
import { anyObject, closed, integer, named, oneOf, optional, text } from '../../../metadata/shape/shape.ts';
import { onePlanned, planAsked, planMembers } from './plan-asked.ts';
import { comparison, otherwise, planSaid } from './planned.ts';

const path = '/api/decisions';
/** The router cannot tell their names from those of decisions. */
const routed = `${path}/:name`;

/** Applications that are planned while somebody waits; more are a job. */
export const mostAtOnce = 199;

/** Actions of an application that only ask: who may read it may know what would become of it. */
const ofApplication = '/api/forms/invoice-application/records/:id/actions';
const askingOne = {
  method: 'POST',
  access: 'signed-in',
  tag: 'decisions',
  asks: true,
  routed: '/api/forms/:form/records/:id/actions/:action',
} as const;

/** The calls that tell which invoices applications become, under this configuration and others. None of them writes. */
export const planning = {
  plan: call({
    ...asking,
    path: `${path}/plan`,
    routed,
    operation: 'plan',
    summary: {
      zh: '一张或多张申请单将开成哪些发票；200 张起为后台任务',
      en: 'Which invoices one or more applications become; as a job from 200 applications on',
    },
    body: closed(
      {
        ...planMembers,
        ...where,
        trace: optional(trace),
        mode: optional(
          oneOf(['answer', 'job'], {
            description: `Default: an answer up to ${mostAtOnce} applications, else a job, which is also what \`job\` makes of few.`,
          }),
        ),
      },
      { 'x-unwrapped': 'input' },
    ),
    answer: planSaid,
    also: { 202: named('Job', job) },
  }),
  compare: call({
    ...asking,
    path: `${path}/compare`,
    routed,
    operation: 'compareDecisions',
    summary: {
      zh: '同样的输入在两套配置下有何不同：逐张发票、逐行、逐分，以及因哪条规则不同',
      en: 'Compares the same input under two configurations: what differs invoice by invoice, line by line and to the cent, and which rule caused it',
    },
    body: closed({
      decision: optional(text({ description: 'Default: plan.' })),
      input: optional(anyObject({ description: 'Of any other decision than plan.' })),
      ...planMembers,
      a: optional(side),
      b: optional(side),
    }),
    answer: comparison,
  }),
  otherwise: call({
    ...asking,
    path: `${path}/otherwise`,
    routed,
    operation: 'otherwise',
    summary: {
      zh: '哪项设置怎样改，结果就会不同：把用到的设置逐项改动试算，不写入任何数据',
      en: 'Which change to which setting would change the result: tries variations of each setting used; writes nothing',
    },
    body: planAsked,
    answer: otherwise,
  }),
  impact: call({
    ...asking,
    path: `${path}/impact`,
    routed,
    operation: 'impact',
    summary: {
      zh: '换成另一套配置，最近的申请单中有多少张的开票结果会变：后台任务',
      en: 'How many of the latest applications would be issued differently under another configuration; as a job',
    },
    body: closed({
      days: optional(integer({ minimum: 1, maximum: 366, description: 'How far back. Default: 90.' })),
      a: optional(side),
      b: optional(side),
    }),
    answer: named('Job', job),
    status: 202,
  }),
  preview: call({
    ...askingOne,
    path: `${ofApplication}/preview`,
    operation: 'previewInvoices',
    summary: {
      zh: '拆分预览：一张申请单将开成哪些发票，以及每一步的原因；不写入任何数据',
      en: 'Split preview: which invoices a stored application would become, and the reason for every step; writes nothing',
    },
    body: onePlanned,
    bodyOptional: true,
    answer: planSaid,
  }),
  complete: call({
    ...askingOne,
    path: `${ofApplication}/complete`,
    operation: 'completeApplication',
    summary: {
      zh: '补全：申请单的购方由抬头、明细由开票项补全后的样子；不写入任何数据',
      en: 'How a stored application looks once its buyer is completed from invoice titles and its lines from invoice items; writes nothing',
    },
    body: closed({}, { description: 'Nothing is said' }),
    bodyOptional: true,
    answer: decided,
  }),
} as const;
