import type { JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import { manyValues } from '../../../metadata/contract/common/shared.ts';
import { issueSentence } from '../../../rules/einvoicing/issue-words.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { namedIds } from '../../http/pipeline/named-records.ts';
import { recordUnknown } from '../../http/pipeline/refusals.ts';
import { anyObject } from '../../model/openapi/refs.ts';
import type { Issuing } from '../issuing/create-issuing.ts';
import { faceMissing } from '../issuing/documents/refusals.ts';
import { facePolicy } from '../issuing/face/invoice-face.ts';
import type { BatchHow } from '../issuing/issue-pending.ts';
import { qrPicture } from '../issuing/qr/qr-picture.ts';
import { type AskedOf, askedSchema, documents, named, requireChoices } from './asked-applications.ts';
import { previewEndpoint } from './preview.ts';
import { readShown } from './read-shown.ts';

const tag = 'issuing';
const faceHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': facePolicy,
};
const list: JsonSchema = { type: 'array', minItems: 1, maxItems: 10_000, items: named };
const texts: JsonSchema = { type: 'array', items: { type: 'string' } };

const outcome: JsonSchema = {
  type: 'object',
  required: ['pendingInvoices', 'held', 'stopped', 'questions', 'issues', 'revision'],
  properties: {
    pendingInvoices: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'number', 'applications'],
        properties: { id: { type: 'string' }, number: { type: 'string' }, applications: texts },
      },
    },
    held: { ...texts, description: 'Numbers of applications that wait for others' },
    stopped: { ...texts, description: 'Numbers of applications that something stops; `issues` say what' },
    questions: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'kind', 'text'],
        properties: { id: { type: 'string' }, kind: { type: 'string' }, text: { type: 'string' } },
      },
    },
    issues: { type: 'array', items: { ...anyObject, description: 'code, severity, at, params, text' } },
    revision: { type: ['integer', 'null'], description: 'Of the write; null: nothing was written' },
  },
};

const scanned: JsonSchema = {
  ...anyObject,
  required: ['lines'],
  properties: { lines: { type: 'array', minItems: 1, maxItems: 1_000, items: anyObject } },
  description: 'An application as it is created, with what the customer gave',
};

interface BatchOf extends BatchHow {
  readonly pendingInvoices: readonly { readonly id: string; readonly ifMatch?: number }[];
}

export function issuingEndpoints(issuing: Issuing): readonly Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/api/issuing/applications',
      access: 'signed-in',
      operation: 'issueApplications',
      tag,
      summary: {
        zh: '把申请单处理成待开发票，或一并开票：整批写入，或全部不写',
        en: 'Applications become pending invoices, or are issued: all in one write, or not at all',
      },
      body: 'json',
      values: manyValues,
      schema: { body: askedSchema, answer: outcome },
      handle: async (ask) => {
        const asked = await ask.body<AskedOf>();
        requireChoices(asked);
        const { push = 'pending', by = 'interface', unlinked, answers, split } = asked;
        const applications = await documents(ask, 'applications', asked.applications);
        const { left: _, ...done } = await issuing.issueApplications(ask.writeCall, {
          applications,
          push,
          by,
          ...(unlinked ? { unlinked } : {}),
          ...(answers ? { answers } : {}),
          ...(split ? { split } : {}),
        });
        const issues = done.issues.map((issue) => ({ ...issue, text: issueSentence(issue, ask.language) }));
        return {
          body: { ...done, issues },
          ...(done.revision === null ? {} : { revision: done.revision }),
        };
      },
    },
    previewEndpoint(issuing),
    {
      method: 'POST',
      path: '/api/issuing/pending-invoices',
      access: 'signed-in',
      operation: 'issuePendingInvoices',
      tag,
      summary: {
        zh: '批量开票：按其他信息设置的顺序进入队列',
        en: 'Issue pending invoices: they are queued in the order of the settings',
      },
      body: 'json',
      values: manyValues,
      schema: {
        body: {
          type: 'object',
          required: ['pendingInvoices'],
          additionalProperties: false,
          properties: {
            pendingInvoices: list,
            order: {
              enum: ['pending-number', 'buyer-name', 'seller-bank', 'application-number', 'split-order'],
              description: 'Default: as the settings say',
            },
            continueAfterFailure: {
              type: 'boolean',
              description:
                'Whether those behind a paper invoice that failed are issued; default: as the settings say. Electronic ones always are.',
            },
          },
        },
        answer: {
          type: 'object',
          required: ['batch', 'pendingInvoices'],
          properties: {
            batch: { type: 'string' },
            pendingInvoices: { ...texts, description: 'In their order' },
          },
        },
      },
      handle: async (ask) => {
        const { pendingInvoices: said, ...how } = await ask.body<BatchOf>();
        const pendingInvoices = await documents(ask, 'pendingInvoices', said);
        return { body: await issuing.issuePending(ask.writeCall, pendingInvoices, 'interface', how) };
      },
    },
    {
      method: 'POST',
      path: '/api/issuing/pending-invoices/stop',
      access: 'signed-in',
      operation: 'stopPendingInvoices',
      tag,
      summary: {
        zh: '停止开票：还没有送到开票通道的待开发票回到排队之前的状态；可重复请求',
        en: 'Stop issuing: pending invoices that were not sent to the channel yet are again what they were before; may be asked again',
      },
      body: 'json',
      values: manyValues,
      schema: {
        body: {
          type: 'object',
          required: ['pendingInvoices'],
          additionalProperties: false,
          properties: {
            pendingInvoices: {
              type: 'array',
              minItems: 1,
              maxItems: 10_000,
              items: { type: 'string', minLength: 1 },
              description: 'Ids or numbers',
            },
          },
        },
        answer: {
          type: 'object',
          required: ['stopping'],
          properties: {
            stopping: {
              ...texts,
              description: 'Those still under way; what was sent meanwhile is issued all the same',
            },
          },
        },
      },
      handle: async (ask) => {
        const { pendingInvoices } = await ask.body<{ readonly pendingInvoices: readonly string[] }>();
        const named = { form: 'pending-invoice', view: 'manage', names: pendingInvoices } as const;
        const ids = await namedIds(ask, { ...named, path: (at) => `/pendingInvoices/${at}` });
        return { body: await issuing.stopPending(ask.writeCall, ids) };
      },
    },
    {
      method: 'POST',
      path: '/api/issuing/scans',
      access: 'signed-in',
      operation: 'applyByScan',
      tag,
      summary: {
        zh: '扫码开票：按扫码映射抬头并新增申请单',
        en: 'What a scan brought: its title is mapped, and it becomes an application',
      },
      body: 'json',
      values: manyValues,
      schema: { body: scanned, answer: anyObject, status: 201 },
      handle: async (ask) => {
        const { record, revision } = await issuing.fromScan(ask.writeCall, await ask.body<JsonObject>());
        return { status: 201, body: record, revision };
      },
    },
    {
      method: 'GET',
      path: '/api/issuing/invoices/:id/face',
      access: 'signed-in',
      operation: 'invoiceFace',
      tag,
      summary: { zh: '发票版式（HTML，含二维码）', en: 'The face of an invoice, as a page with its QR code' },
      schema: { answer: { type: 'string' }, type: 'text/html' },
      handle: async (ask) => {
        const invoice = await readShown(ask, 'invoice');
        return {
          raw: await issuing.faceOf(ask.call, invoice),
          headers: faceHeaders,
        };
      },
    },
    {
      method: 'GET',
      path: '/api/issuing/faces/:key',
      // A buyer has no account here: who was sent the link may see what it leads to.
      access: 'public',
      operation: 'sharedFace',
      tag,
      summary: {
        zh: '模拟发票的版式：凭发票上的 PDF 链接打开，不需要登录',
        en: 'The face of a simulated invoice, by the link that stands on it; nobody needs to sign in',
      },
      schema: { answer: { type: 'string' }, type: 'text/html' },
      handle: async (ask) => {
        const face = await issuing.sharedFace(ask.param('key'));
        if (face === null) throw recordUnknown({ id: ask.param('key') });
        return { raw: face, headers: { ...faceHeaders, 'x-robots-tag': 'noindex' } };
      },
    },
    {
      method: 'GET',
      path: '/api/issuing/codes/:name/:id',
      access: 'signed-in',
      operation: 'qrPicture',
      tag,
      summary: { zh: '二维码图片（SVG）', en: 'The picture of a QR code, as SVG' },
      schema: { answer: { type: 'string' }, type: 'image/svg+xml' },
      handle: async (ask) => {
        const form = ask.served.model.forms.get(ask.param('name'));
        const record = await readShown(ask, form?.id ?? '');
        const picture = typeof record['code'] === 'string' ? qrPicture(record['code']) : undefined;
        if (picture === undefined) throw faceMissing();
        return { raw: picture, headers: { 'content-type': 'image/svg+xml' } };
      },
    },
  ];
}
