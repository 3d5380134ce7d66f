import { call } from '../../../metadata/contract/common/call.ts';
import {
  closed,
  flag,
  instant,
  list,
  maybe,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../../metadata/shape/shape.ts';

const path = '/api/scan';
const shared = { access: 'public', tag: 'scanning' } as const;
const label = object({ zh: text(), en: text() });

const slip = object(
  { gross: text({ description: 'An amount of money' }), businessNumber: text() },
  { description: 'What the address says of the purchase; nobody types it' },
);

/** The page of a code before anything is filled in. */
const scanPage = object({
  seller: text(),
  state: oneOf(['ready', 'item-missing', 'slip-needed'], {
    description:
      'item-missing: the shop has to finish its set-up · slip-needed: only addresses of purchases lead on',
  }),
  types: list(object({ value: text(), label, special: flag() })),
  limit: maybe(text(), { description: 'The highest amount; null: none' }),
  slip: maybe(slip),
  contact: oneOf(['mail-or-mobile', 'none'], { description: 'Whether one of both has to be given' }),
});
export type ScanPage = TypeOf<typeof scanPage>;

const foundTitles = object({
  items: list(
    object({
      choice: text({ description: 'Stands for the title for some minutes' }),
      name: text({ description: 'Of a person the first letter alone' }),
      taxNo: maybe(text(), { description: 'Masked' }),
      kind: oneOf(['company', 'person']),
    }),
  ),
  more: flag({ description: 'There are more than are shown: more of the name has to be typed' }),
});
export type FoundTitles = TypeOf<typeof foundTitles>;

const short = { maxLength: 254 } as const;
const filled = closed({
  invoiceType: optional(text(short)),
  buyerKind: oneOf(['company', 'person']),
  choice: optional(
    text({ maxLength: 600, description: 'A title that was found; it says name and tax number' }),
  ),
  buyerName: optional(text({ maxLength: 200 })),
  buyerTaxNo: optional(text(short)),
  buyerEmail: optional(text(short)),
  buyerMobile: optional(text(short)),
  gross: optional(text({ maxLength: 30 })),
  businessNumber: optional(text({ maxLength: 100 })),
  seal: optional(text({ maxLength: 60, description: 'Of the address, where it says the purchase' })),
});
export type ScanFilled = TypeOf<typeof filled>;

const scanReceipt = object({
  number: maybe(text(), { description: 'Of the application' }),
  seller: text(),
  buyerName: text({ description: 'Of a person the first letter alone' }),
  gross: text(),
  businessNumber: text(),
  at: instant(),
  state: oneOf(['waiting', 'issued', 'delayed', 'refused']),
  invoices: list(
    object({
      number: maybe(text()),
      gross: text(),
      status: oneOf(['normal', 'partly-red', 'red', 'void'], {
        description: 'Files are offered of none that is void or reversed as a whole',
      }),
      files: list(object({ format: oneOf(['pdf', 'ofd', 'xml']), url: text() })),
    }),
  ),
});
export type ScanReceipt = TypeOf<typeof scanReceipt>;

const slipWords = {
  amount: {
    summary: { zh: '小票金额（含税）', en: 'Gross amount of the receipt' },
    schema: text({ maxLength: 30 }),
  },
  number: { summary: { zh: '小票单号', en: 'Receipt number' }, schema: text({ maxLength: 100 }) },
  seal: { summary: { zh: '地址的签名', en: 'Signature of the address' }, schema: text({ maxLength: 60 }) },
} as const;

/** The page that customers reach by a QR code, who have no account here. */
export const scanning = {
  page: call({
    method: 'GET',
    path: `${path}/:key`,
    ...shared,
    operation: 'scanPage',
    summary: {
      zh: '客户扫码后看到的：销方、可开票种、限额和要填写的内容；不需要登录，失效的码一律回答 410',
      en: 'What a customer sees after scanning a code: seller, types, limit, and what to fill in. No sign-in needed; codes no longer in use answer 410',
    },
    query: slipWords,
    answer: scanPage,
  }),
  titles: call({
    method: 'POST',
    path: `${path}/titles/:key`,
    ...shared,
    asks: true,
    operation: 'scanTitles',
    summary: {
      zh: '按名称、邮箱或手机号查找抬头：邮箱和手机号须完整，名称至少两个字且只找单位；税号打码，超过五个时不回答',
      en: 'Finds invoice titles by name, e-mail or mobile number: e-mail and mobile in full, companies by at least two characters of the name; tax numbers are masked, and nothing is returned for more than five hits',
    },
    body: closed({ find: text({ minLength: 1, maxLength: 254 }) }),
    answer: foundTitles,
  }),
  apply: call({
    method: 'POST',
    path: `${path}/:key`,
    ...shared,
    operation: 'applyByPage',
    summary: {
      zh: '客户提交开票申请；带 Idempotency-Key 重复提交只受理一次，同一个码的同一个单号也只受理一次',
      en: 'A customer requests an invoice: accepted once per Idempotency-Key, and once per receipt number of a code',
    },
    body: filled,
    answer: object({ number: maybe(text()), receipt: text({ description: 'The key of the receipt' }) }),
    status: 201,
  }),
  receipt: call({
    method: 'GET',
    path: `${path}/receipts/:key`,
    ...shared,
    operation: 'scanReceipt',
    summary: {
      zh: '客户查看开票申请的进度；已开的发票带下载地址',
      en: 'The progress of a customer’s request; issued invoices come with download addresses',
    },
    answer: scanReceipt,
  }),
  address: call({
    method: 'POST',
    path: '/api/issuing/scan-addresses',
    access: 'signed-in',
    tag: 'issuing',
    asks: true,
    operation: 'scanAddress',
    summary: {
      zh: '业务系统为一笔消费取得扫码地址：带金额和单号并签名，客户不能改动',
      en: 'A business system gets the scan address of a purchase: it contains amount and receipt number, signed so that customers cannot change them',
    },
    body: closed({
      code: text({ minLength: 1, maxLength: 400, description: 'What the QR code says, or its number' }),
      amount: text({ minLength: 1, maxLength: 30 }),
      number: text({ minLength: 1, maxLength: 100 }),
    }),
    answer: object({ address: text({ format: 'uri' }) }),
  }),
} as const;
