import { call } from '../../../metadata/contract/common/call.ts';
import { manyValues } from '../../../metadata/contract/common/shared.ts';
import { anyObject, list, object, oneOf, text } from '../../../metadata/shape/shape.ts';
import { batchAsked, issueAsked, stopAsked } from './issue-asked.ts';
import { batched, issueOutcome, issuePreview, stopping } from './issued.ts';
import { lastDays } from './last-days.ts';
import { overview } from './overview.ts';
import { proposedCodes } from './proposed-codes.ts';
import { proposedTitles } from './proposed-titles.ts';
import { syncedAccounts } from './synced-accounts.ts';

const path = '/api/issuing';
const shared = { access: 'signed-in', tag: 'issuing' } as const;

/** From applications to invoices. */
export const issuing = {
  issue: call({
    method: 'POST',
    path: `${path}/applications`,
    ...shared,
    operation: 'issueApplications',
    summary: {
      zh: '把申请单处理成待开发票，或一并开票：整批写入，或全部不写',
      en: 'Turns applications into pending invoices, or issues them at once: all are written, or none',
    },
    values: manyValues,
    body: issueAsked,
    answer: issueOutcome,
  }),
  preview: call({
    method: 'POST',
    path: `${path}/applications/preview`,
    ...shared,
    asks: true,
    operation: 'previewIssuing',
    summary: {
      zh: '开票前预览：此刻会开成哪些发票、每一步的原因和要回答的问题；不写入、不占用',
      en: 'Previews issuing: which invoices would result now, the reason for every step, and the questions to answer; nothing is written or reserved',
    },
    values: manyValues,
    body: issueAsked,
    answer: issuePreview,
  }),
  issuePending: call({
    method: 'POST',
    path: `${path}/pending-invoices`,
    ...shared,
    operation: 'issuePendingInvoices',
    summary: {
      zh: '批量开票：按其他信息设置的顺序进入队列',
      en: 'Issues pending invoices: they are queued in the order of the settings',
    },
    values: manyValues,
    body: batchAsked,
    answer: batched,
  }),
  stopPending: call({
    method: 'POST',
    path: `${path}/pending-invoices/stop`,
    ...shared,
    operation: 'stopPendingInvoices',
    summary: {
      zh: '停止开票：还没有送到开票通道的待开发票回到排队之前的状态；可重复请求',
      en: 'Stops issuing: pending invoices not yet sent to the channel go back to their state before queueing; can be repeated',
    },
    values: manyValues,
    body: stopAsked,
    answer: stopping,
  }),
  scan: call({
    method: 'POST',
    path: `${path}/scans`,
    ...shared,
    operation: 'applyByScan',
    summary: {
      zh: '扫码开票：按所扫二维码的销方、票种和限额核对，按扫码映射抬头，并在二维码的组织新增申请单',
      en: 'Issues by scan: checks the seller, types and limit of the QR code, maps the invoice title, and creates an application in the code’s organisation',
    },
    values: manyValues,
    body: object(
      {
        code: text({
          minLength: 1,
          maxLength: 400,
          description: 'What the scanned QR code says, or the number of its record',
        }),
        lines: list(anyObject(), { minItems: 1, maxItems: 1_000 }),
      },
      {
        additionalProperties: true,
        description: 'An application as it is created, with what the customer gave',
      },
    ),
    answer: anyObject(),
    status: 201,
  }),
  face: call({
    method: 'GET',
    path: `${path}/invoices/:id/face`,
    ...shared,
    operation: 'invoiceFace',
    summary: { zh: '发票版式（HTML，含二维码）', en: 'The face of an invoice, as a page with its QR code' },
    answer: text(),
    type: 'text/html',
  }),
  sharedFile: call({
    method: 'GET',
    path: `${path}/faces/:key`,
    // A buyer has no account here: who was sent the link may see what it leads to.
    access: 'public',
    operation: 'sharedFile',
    tagged: true,
    tag: 'issuing',
    summary: {
      zh: '发票的 PDF、OFD 或 XML 文件：凭发票上的链接打开，不需要登录；作废的发票没有',
      en: 'The PDF, OFD or XML file of an invoice, opened by the link printed on it without signing in; void invoices have none',
    },
    query: {
      format: {
        summary: { zh: '格式：pdf（默认）、ofd 或 xml', en: 'The format: pdf (default), ofd or xml' },
        schema: oneOf(['pdf', 'ofd', 'xml']),
      },
    },
    answer: text({ format: 'binary' }),
    type: '*/*',
  }),
  code: call({
    method: 'GET',
    path: `${path}/codes/:name/:id`,
    ...shared,
    operation: 'qrPicture',
    summary: { zh: '二维码图片（SVG）', en: 'The picture of a QR code, as SVG' },
    answer: text(),
    type: 'image/svg+xml',
  }),
  taxCodes: call({
    method: 'GET',
    path: `${path}/tax-codes`,
    ...shared,
    operation: 'proposeTaxCodes',
    summary: {
      zh: '按商品名称推荐税收分类编码：先看本组织用过的，再看编码表的名称、关键字和拼音',
      en: 'Suggests tax codes for an item name: codes the organisation has used first, then names, keywords and pinyin of the table',
    },
    query: {
      name: {
        summary: { zh: '商品名称或拼音', en: 'Name of the item, or pinyin' },
        schema: text({ maxLength: 200 }),
      },
    },
    answer: proposedCodes,
  }),
  titles: call({
    method: 'GET',
    path: `${path}/titles`,
    ...shared,
    operation: 'proposeTitles',
    summary: {
      zh: '购方可用的开票抬头：按购方编码、名称、税号或客户查找，默认抬头在前；只含可使用、可查看的',
      en: 'The invoice titles available for a buyer, found by code, name, tax number or customer, the default one first; only those that the caller may use and see',
    },
    query: {
      buyerCode: { summary: { zh: '购方编码', en: 'Code of the buyer' }, schema: text() },
      buyerName: {
        summary: { zh: '购方名称或其一部分', en: 'Name of the buyer, or a part of it' },
        schema: text(),
      },
      buyerTaxNo: { summary: { zh: '购方税号', en: 'Tax number of the buyer' }, schema: text() },
      customerName: { summary: { zh: '客户名称', en: 'Name of the customer' }, schema: text() },
      customerTaxNo: { summary: { zh: '客户税号', en: 'Tax number of the customer' }, schema: text() },
    },
    answer: proposedTitles,
  }),
  syncAccounts: call({
    method: 'POST',
    path: `${path}/tax-accounts/synchronise`,
    ...shared,
    operation: 'synchroniseTaxAccounts',
    summary: {
      zh: '从税控系统云同步当前组织及下级的电子税局账号：新账号新增，其余跟随，不再存在的置为离线，不删除；需要新增和修改账号的权限，并开启系统参数',
      en: 'Synchronises the tax bureau accounts of the current organisation and those below from the tax-control cloud: new ones are added, others updated, missing ones set offline, none deleted; needs the rights to add and change accounts, and the system parameter',
    },
    answer: syncedAccounts,
  }),
  overview: call({
    method: 'GET',
    path: `${path}/overview`,
    ...shared,
    operation: 'issuingOverview',
    summary: {
      zh: '当前组织及下级的开票工作：各环节的单据数、今天和本月已开、失败原因和额度；只统计可查看的',
      en: 'Issuing figures of the current organisation and those below: documents at each stage, invoices issued today and this month, reasons for failures, and limits; counts only what the caller may see',
    },
    answer: overview,
  }),
  lastDays: call({
    method: 'GET',
    path: `${path}/last-days`,
    ...shared,
    operation: 'issuingLastDays',
    summary: {
      zh: '当前组织及下级近 30 天的开票：每天的开票金额，从申请到交付各环节的张数；只统计可查看的',
      en: 'The last 30 days of issuing of the current organisation and those below: the amount issued each day, and how many documents reached each stage from application to delivery; counts only what the caller may see',
    },
    answer: lastDays,
  }),
} as const;
