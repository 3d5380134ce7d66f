import type { JsonSchema } from '../../../metadata/common/json.ts';
import { manyValues } from '../../../metadata/contract/common/shared.ts';
import { einvoicing } from '../../../rules/einvoicing/register.ts';
import { stepsAnswered } from '../../effective/decisions/in-words.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { anyObject } from '../../model/openapi/refs.ts';
import type { Issuing } from '../issuing/create-issuing.ts';
import type { IssueAsked } from '../issuing/documents/issue-asked.ts';
import { askedSchema, documents, requireChoices } from './asked-applications.ts';

const text: JsonSchema = { type: 'string' };
const texts: JsonSchema = { type: 'array', items: text };
const listOf = (description: string): JsonSchema => ({ type: 'array', items: anyObject, description });

const answer: JsonSchema = {
  type: 'object',
  required: ['applications', 'result', 'trace', 'issues'],
  properties: {
    applications: {
      type: 'array',
      description: 'In the order of the places that invoices, steps and issues name',
      items: {
        type: 'object',
        required: ['id', 'number', 'revision', 'organisation'],
        properties: {
          id: text,
          number: text,
          revision: { type: 'integer' },
          organisation: { type: ['string', 'null'], description: 'Number of the one it is issued for' },
        },
      },
    },
    result: {
      type: 'object',
      required: ['pendingInvoices', 'held', 'stopped', 'questions', 'splits'],
      properties: {
        pendingInvoices: listOf('As they would be written, as far as you may read pending invoices'),
        held: texts,
        stopped: texts,
        splits: listOf('How each document was split: of, applications, by, rule, limit, rows, invoices'),
        questions: {
          type: 'array',
          items: {
            type: 'object',
            required: ['id', 'kind', 'text'],
            properties: { id: text, kind: text, text },
          },
        },
      },
    },
    trace: listOf('What changed something, in order, with its rule and `text`'),
    issues: listOf('code, severity, at, params, text'),
  },
};

/** What issuing would make of applications, asked as issuing is. */
export function previewEndpoint(issuing: Issuing): Endpoint {
  return {
    method: 'POST',
    path: '/api/issuing/applications/preview',
    access: 'signed-in',
    asks: true,
    operation: 'previewIssuing',
    tag: 'issuing',
    summary: {
      zh: '开票前预览：此刻会开成哪些发票、每一步的原因和要回答的问题；不写入、不占用',
      en: 'Before issuing: which invoices would come of it now, why at every step, and what is asked; nothing is written or held',
    },
    body: 'json',
    values: manyValues,
    schema: { body: askedSchema, answer },
    handle: async (ask) => {
      const asked = await ask.body<Partial<IssueAsked> & Pick<IssueAsked, 'applications'>>();
      requireChoices(asked);
      const { result, ...would } = await issuing.previewApplications(ask.call, {
        push: 'pending',
        by: 'interface',
        ...asked,
        applications: await documents(ask, 'applications', asked.applications),
      });
      const { pendingInvoices, held, stopped, questions, splits } = result;
      return {
        body: {
          applications: would.applications,
          result: { pendingInvoices, held, stopped, questions, splits },
          ...stepsAnswered(einvoicing, ask.call, would),
        },
      };
    },
  };
}
