import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { isObject } from '../../../metadata/common/json.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { PlanSaid } from '../../../rules/einvoicing/contract/planned.ts';
import { redsLeftOut } from '../../../rules/einvoicing/plan/config.ts';
import { asItStands } from '../../match/lab/lab-data.ts';
import type { Followed, LabDrawing, LabForms, LabQuestion, LabResult } from '../../match/lab/lab-drawing.ts';
import { plural } from '../../session/i18n.ts';
import { casePlaces } from '../cases/case-places.ts';
import { issuedForm } from '../common/issued-form.ts';
import { labSum } from './lab-sum.ts';
import { comparePlans, planOf } from './plan-data.ts';
import { sampleApplication } from './sample-applications.ts';
import './gj-lab-flow.ts';
import './gj-lab-invoice.ts';
import './gj-lab-otherwise.ts';

/** Applications, and the invoices that they are planned to become. */
export const planDrawing: LabDrawing = {
  decision: 'plan',
  forms: { asked: issuedForm, made: 'pending-invoice' },
  casePlaces,
  ask: async (question, about, signal) => resultOf(await planOf(question, signal), question, about),
  compare: async (question, { made }, signal) => {
    await import('./gj-lab-comparison.ts');
    const { configuration } = question;
    const base = { ...asItStands, at: configuration.at };
    const comparison = await comparePlans(question, [base, configuration], signal);
    return () => html`<gj-lab-comparison .comparison=${comparison} .about=${made}></gj-lab-comparison>`;
  },
  impact(org, under) {
    void import('../impact/gj-impact.ts');
    return html`<gj-impact .org=${org} .under=${under}></gj-impact>`;
  },
  toFacts: (documents, answers) => ({
    applications: documents,
    ...(Object.keys(answers).length > 0 ? { by: 'page', answers } : {}),
  }),
  fromFacts: ({ applications = null, answers = null }) => ({
    documents: isList(applications) ? applications : [],
    answers: isObject(answers)
      ? Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, answer === true]))
      : {},
  }),
  samples: [
    {
      key: 'long',
      text: () => msg('行数很多', { id: 'lab-sample-long' }),
      make: (nth) => sampleApplication('long', nth),
    },
    {
      key: 'rates',
      text: () => msg('多种税率', { id: 'lab-sample-rates' }),
      make: (nth) => sampleApplication('rates', nth),
    },
    {
      key: 'discounts',
      text: () => msg('含折扣行', { id: 'lab-sample-discounts' }),
      make: (nth) => sampleApplication('discounts', nth),
    },
    {
      key: 'negatives',
      text: () => msg('有正有负', { id: 'lab-sample-negatives' }),
      make: (nth) => sampleApplication('negatives', nth),
    },
  ],
  words: () => ({
    documents: msg('申请单', { id: 'lab-applications' }),
    none: msg('还没有申请单。选择已有的申请单，或使用示例单据，查看会开成哪些发票。', {
      id: 'lab-no-documents',
    }),
    json: msg('申请单 JSON', { id: 'lab-json' }),
    unseen: msg('看不到开票申请单和待开发票，无法试算。', { id: 'lab-forms-unseen' }),
    begin: msg('先选择申请单，这里就会画出它们将开成哪些发票，以及每一步的原因。', { id: 'lab-begin' }),
    keeps: msg(
      '以现在开出的发票为期望：张数、抬头、金额、税额和每一行。以后发布元数据包、设计或变更前都会核对，不同就不发布。',
      { id: 'lab-case-what' },
    ),
  }),
  nth: (at) => msg(str`第 ${at + 1} 张`, { id: 'lab-nth' }),
  nthMade: (at) => msg(str`发票 ${at + 1}`, { id: 'lab-invoice' }),
  lines: (count) => plural(msg(str`${count} 行`, { id: 'lab-lines' })),
  beside: ({ buyerName }) => String(buyerName ?? ''),
};

function resultOf(answer: PlanSaid, { org, documents }: LabQuestion, { made }: LabForms): LabResult {
  const { result, issues } = answer;
  return {
    answer,
    questions: result.questions,
    leftOut: issues.filter(({ code }) => redsLeftOut.has(code)).map(({ text }) => text),
    made: result.pendingInvoices.length,
    madeOf: (nth) => result.pendingInvoices[nth]?.of ?? [],
    sum: (look) => labSum(answer, documents.length, org, look),
    picture: (followed, follow) =>
      html`<gj-lab-flow class="relative grows" .applications=${documents} .answer=${answer} .about=${made} .followed=${followed}
        @follow=${({ detail }: CustomEvent<Followed | null>) => follow(detail)}></gj-lab-flow>`,
    detail: (nth) => html`<gj-lab-invoice .answer=${answer} .about=${made} .invoice=${nth}></gj-lab-invoice>`,
    otherwise: (
      configuration,
    ) => html`<gj-lab-otherwise class="above-4" .org=${org} .applications=${documents}
      .configuration=${configuration}></gj-lab-otherwise>`,
  };
}
