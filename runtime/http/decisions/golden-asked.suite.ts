import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { toLocal } from '../../../rules/calendar.ts';
import {
  type Given as MergeGiven,
  answered as mergeAnswered,
  asked as mergeQuestion,
} from '../../../rules/einvoicing/merge/answered.suite.ts';
import { answered as splitAnswered } from '../../../rules/einvoicing/split/answered.suite.ts';
import type { SplitResult } from '../../../rules/einvoicing/split/split-document.ts';

/** A worked case as it is asked over HTTP. */
export interface AskedCase {
  readonly name: string;
  readonly input: JsonObject;
  /** Sent instead of the input. */
  readonly body?: JsonObject;
  readonly at?: string;
  /** By form: the only records there are. */
  readonly records?: Readonly<Record<string, readonly JsonObject[] | JsonObject>>;
  readonly parameters?: readonly JsonObject[];
}

/** The way in which the cases of a file are asked, and the members of the answer that they name. */
export interface Asking {
  readonly ask: (input: JsonObject) => AskedCase;
  readonly compared: (
    result: JsonObject,
    codes: readonly string[],
    issues: readonly JsonObject[],
  ) => JsonObject;
}

const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const list = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : [];
const texts = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one: Json) => one === '销方名称').map(String) : [];
const config = (input: JsonObject) => object(input['config']);

/** The input without its configuration, which is sent as a trial. */
function plainly(input: JsonObject, ...more: readonly string[]): JsonObject {
  const left = Object.entries(input).filter(([member]) => !['config', 'params', ...more].includes(member));
  return Object.fromEntries(left);
}

function parametersOf(params: Json | undefined): readonly JsonObject[] {
  return Object.entries(object(params)).map(([path, raw]) => {
    const [type = '', key = ''] = path.split('/');
    return { type, key, raw };
  });
}

/** The members that every record of a form has to have, where the case leaves them open. */
const open: Readonly<Record<string, (record: JsonObject, at: number) => JsonObject>> = {
  'invoice-item': ({ taxCode, ...record }, at) => ({
    number: `SP-${at}`,
    name: `名称${at}`,
    taxCategory: { number: taxCode ?? '1090511010000000000' },
    ...record,
    ...(record['preferenceText'] ? { preference: true } : {}),
    ...(record['materials'] ? { materials: list(record['materials']).map(materialRow) } : {}),
  }),
  'rate-correction': ({ taxCode, ...record }) => ({ ...record, taxCategory: { number: taxCode ?? null } }),
  'tax-category': ({ code, ...record }) => ({ number: code ?? '', name: String(code), ...record }),
  'channel-strategy': (record) => ({ ...named(record, 0), rules: list(record['rules']) }),
};

/** Makes a row of materials whose carried and computed members come from the masters. */
function materialRow({ materialUnit, baseUnit: _, unitFactor: __, ...row }: JsonObject): JsonObject {
  return {
    ...row,
    ...(materialUnit === undefined ? {} : { materialUnit: { number: 'U-1' } }),
  };
}

function named(record: JsonObject, at: number): JsonObject {
  return { number: `N${at}`, name: `名称${at}`, ...record };
}

function recordsOf(input: JsonObject): NonNullable<AskedCase['records']> {
  const { params: _, ...forms } = config(input);
  return Object.fromEntries(
    Object.entries(forms).map(([form, records]) => [
      form,
      form === 'other-settings'
        ? object(records)
        : list(records).map((one, at) => (open[form] ?? named)(one, at)),
    ]),
  );
}

const only = (record: JsonObject, ...members: readonly string[]): JsonObject =>
  Object.fromEntries(
    members.flatMap((member) => (record[member] === undefined ? [] : [[member, record[member]]])),
  );

const numberOf = (value: Json | undefined): Json => object(value)['number'] ?? null;
const codes: Asking['compared'] = (result, found, issues) => ({
  ...result,
  issues: found,
  message: issues[0]?.['text'] ?? null,
  nearSet: issues.flatMap(({ params }) => texts(object(params)['near'])),
});

export const askings: Readonly<Record<string, Asking>> = {
  'batch-order': { ask: (input) => ({ name: 'batch-order', input }), compared: codes },
  'file-name': { ask: (input) => ({ name: 'file-name', input }), compared: codes },
  'imaging-route': { ask: (input) => ({ name: 'imaging-route', input }), compared: codes },
  licence: { ask: (input) => ({ name: 'licence', input }), compared: codes },
  'limit-length': { ask: (input) => ({ name: 'limit-length', input }), compared: codes },
  'convert-unit': { ask: (input) => ({ name: 'convert-unit', input }), compared: codes },
  'convert-unit-writeback': { ask: (input) => ({ name: 'convert-unit', input }), compared: codes },
  'render-mail': {
    ask: ({ template, html, invoice }) => ({
      name: 'render-mail',
      input: { template: template ?? '', as: html === true ? 'html' : 'text', invoices: [invoice ?? {}] },
    }),
    compared: codes,
  },
  'check-tolerances': {
    ask: (input) => ({
      name: 'check-tolerances',
      input: { application: plainly(input) },
      parameters: parametersOf(input['params']),
    }),
    compared: codes,
  },
  'choose-item': {
    ask: (input) => ({
      name: 'choose-item',
      input: { ...only(input, 'dataSource', 'line'), application: plainly(input, 'dataSource', 'line') },
      records: recordsOf(input),
      parameters: parametersOf(input['params']),
    }),
    compared: (result, issues) => ({ item: numberOf(result['item']), issues }),
  },
  'complete-item': {
    ask: (input) => ({
      name: 'complete-item',
      input: plainly(input, 'buyerName'),
      records: recordsOf(input),
    }),
    compared: (result) => ({ ...result, completed: numberOf(result['item']) }),
  },
  'map-item': {
    ask: (input) => ({ name: 'map-item', input: plainly(input, 'buyerName'), records: recordsOf(input) }),
    compared: (result) => ({ ...result, mapped: numberOf(result['item']) }),
  },
  'complete-title': {
    ask: (input) => ({ name: 'complete-title', input: plainly(input), records: recordsOf(input) }),
    compared: (result) => ({ ...result, completed: numberOf(result['title']) }),
  },
  'map-title': {
    ask: (input) => ({ name: 'map-title', input: plainly(input), records: recordsOf(input) }),
    compared: (result, ...issues) => ({ ...codes(result, ...issues), mapped: numberOf(result['title']) }),
  },
  'compose-remark': {
    ask: (input) => ({ name: 'compose-remark', input: plainly(input), records: recordsOf(input) }),
    compared: codes,
  },
  'check-rate': {
    ask: (input) => ({
      name: 'check-rate',
      input: { ...only(input, 'line'), application: plainly(input, 'line') },
      records: recordsOf(input),
    }),
    compared: codes,
  },
  'check-business': {
    ask: (input) => ({
      name: 'check-business',
      input: {
        ...only(input, 'createdAt'),
        pendingInvoice: { ...object(input['pendingInvoice']), businessType: { number: 'Y1' } },
      },
      at: String(input['now']),
      records: businessRecords(input),
    }),
    compared: (result, issues) => ({ ...result, issues, notBefore: localOf(result['notBefore']) }),
  },
  'choose-channel': {
    ask: (input) => ({
      name: 'choose-channel',
      input: { pendingInvoice: { ...object(input['pendingInvoice']), businessType: { number: 'Y1' } } },
      records: channelRecords(input),
    }),
    compared: codes,
  },
  'auto-issue': {
    ask: (input) => ({
      name: 'auto-issue',
      input: only(input, 'applications', 'running'),
      at: String(input['at']),
      records: recordsOf(input),
    }),
    compared: codes,
  },
  'match-blue': {
    ask: (input) => ({
      name: 'match-blue',
      input: only(input, 'application', 'invoices'),
      at: String(input['now']),
      records: recordsOf(input),
      parameters: parametersOf(config(input)['params']),
    }),
    compared: (result) => ({ ...list(result['matches'])[0], ...result }),
  },
  'match-red-confirmation': {
    ask: (input) => ({
      name: 'match-red-confirmation',
      input: { ...only(input, 'application', 'redConfirmations'), automatic: true },
      at: String(input['now']),
      records: recordsOf(input),
    }),
    compared: codes,
  },
  plan: {
    ask: (input) => ({ name: 'plan', body: plainly(input), input: {}, records: recordsOf(input) }),
    compared: codes,
  },
  'split-net': { ask: splitNet, compared: splitNamed },
  split: { ask: splitNet, compared: splitNamed },
  'split-gross': { ask: splitGross, compared: splitNamed },
  'split-gross-2': { ask: splitGross, compared: splitNamed },
  merge: { ask: mergeAsked, compared: mergeNamed },
  'merge-2': { ask: mergeAsked, compared: mergeNamed },
  credit: {
    ask: (input) => ({
      name: 'credit',
      input: {
        businessType: 'Y1',
        events: list(input['events']).map(({ at, ...event }) => ({
          ...event,
          day: toLocal(String(at), 'Asia/Shanghai').date,
        })),
      },
      records: creditRecords(input),
    }),
    compared: codes,
  },
};

/** By the rule that the case describes, in a document of the type it names. */
function splitNet(input: JsonObject): AskedCase {
  const {
    limit,
    lineCount,
    lines,
    by,
    count,
    deviceLimit,
    taxMethod,
    remark,
    invoiceType: type,
    ...rule
  } = input;
  const invoiceType = type ?? (rule['rowsPerInvoice'] ? '007' : '10xdp');
  const many = Array.from({ length: Number(lineCount ?? 0) }, () => ({ amount: '1', rate: '0', tax: '0' }));
  const limits = limit === undefined ? {} : { limits: [{ invoiceType, netLimit: limit }] };
  return {
    name: 'split',
    input: {
      document: {
        invoiceType,
        ...only({ taxMethod: taxMethod ?? null, remark: remark ?? null }, 'taxMethod', 'remark'),
        lines: lines ?? many,
      },
      rule: 'CF1',
      ...only(input, 'by', 'count', 'deviceLimit'),
    },
    records: { 'split-rule': [{ number: 'CF1', name: '规则', ...rule, ...limits }] },
  };
}

function splitGross({ lines, ...gross }: JsonObject): AskedCase {
  return {
    name: 'split',
    input: { document: { invoiceType: '10xdp', lines: lines ?? [] }, gross },
    records: {},
  };
}

function splitNamed(result: JsonObject, found: readonly string[]): JsonObject {
  const issues = found.map((code) => ({ code }));
  return splitAnswered({ result: result as unknown as SplitResult, issues }) as unknown as JsonObject;
}

function mergeAsked(input: JsonObject): AskedCase {
  const { documents, rule } = mergeQuestion(input as unknown as MergeGiven);
  return {
    name: 'merge',
    input: { documents: documents as unknown as readonly JsonObject[], rule: 'HB1' },
    records: { 'merge-rule': [{ number: 'HB1', name: '规则', ...withForced(rule as JsonObject) }] },
  };
}

/** The standard rule always names the keys that are forced. */
function withForced({ documentKeys, lineKeys, ...rule }: JsonObject): JsonObject {
  const keys = (own: Json | undefined, ...forced: readonly string[]): Json => [
    ...new Set([...forced, ...(Array.isArray(own) ? own.map(String) : [])]),
  ];
  return {
    ...rule,
    documentKeys: keys(
      documentKeys,
      ...['buyerName', 'buyerTaxNo', 'invoiceType', 'taxMethod', 'taxIncluded', 'sourceSystem'],
    ),
    lineKeys: keys(lineKeys, 'itemName', 'rate', 'kind'),
  };
}

function mergeNamed(result: JsonObject, _: readonly string[], issues: readonly JsonObject[]): JsonObject {
  const decided = { result, issues } as unknown as Parameters<typeof mergeAnswered>[0];
  return mergeAnswered(decided) as unknown as JsonObject;
}

function creditRecords(input: JsonObject) {
  const [control = {}] = list(config(input)['business-control']);
  const roles = list(control['roles']).map((row) => ({ ...row, role: { number: row['role'] ?? '' } }));
  return {
    'business-type': [
      { number: 'Y1', name: '类型' },
      { number: 'Y2', name: '另一类型' },
    ],
    'business-control': [{ ...named(control, 0), businessType: { number: 'Y1' }, roles }],
  };
}

/** The cases write local offsets. */
function localOf(instant: Json | undefined): string | null {
  if (typeof instant !== 'string') return null;
  const { date, time } = toLocal(instant, 'Asia/Shanghai');
  return `${date}T${time}+08:00`;
}

function businessRecords(input: JsonObject) {
  const [type = {}] = list(config(input)['business-type']);
  const codesOf = type['taxCategories'];
  return {
    'business-type': [
      {
        ...named(type, 0),
        number: 'Y1',
        ...(Array.isArray(codesOf) ? { taxCategories: codesOf.map((number: Json) => ({ number })) } : {}),
      },
    ],
  };
}

function channelRecords(input: JsonObject) {
  const [control = {}] = list(config(input)['business-control']);
  const [strategy = {}] = list(config(input)['channel-strategy']);
  return {
    'business-type': [{ number: 'Y1', name: '类型' }],
    'tax-account': list(config(input)['tax-account']).map((one, at) => ({
      ...named(one, at),
      login: `L${at}`,
      taxNo: '91440300708461136T',
    })),
    'channel-strategy': [{ ...named(strategy, 0), number: 'S1' }],
    'business-control': [
      { ...named(control, 0), businessType: { number: 'Y1' }, strategy: { number: 'S1' } },
    ],
  };
}

/** The records that cases only name: made once, beside those that each of them configures. */
export const masters: readonly (readonly [form: string, record: JsonObject])[] = [
  ['unit', { number: 'XIANG', name: '箱' }],
  ['unit', { number: 'QK', name: '千克' }],
  ['material-category', { number: 'K01', name: '钢材类' }],
  ['material', { number: 'M001', name: '钢板Q235', baseUnit: { number: 'QK' } }],
  [
    'material-unit',
    {
      number: 'U-1',
      material: { number: 'M001' },
      unit: { number: 'XIANG' },
      baseFactor: '12.5',
      sourceFactor: '1',
    },
  ],
  ['expense-item', { number: 'F01', name: '差旅' }],
  ['role', { number: 'R1', name: '开票员' }],
  ['tax-category', { number: '1030101010000000000', name: '稻谷', rate: '0.09' }],
];

/** Phones that no field of the kind takes, as ones that it does. */
export function withPhones<T>(one: T): T {
  return JSON.parse(
    JSON.stringify(one).replaceAll(/"([pP]hone|buyerPhone)":"(?:0755-)?(\d)"/g, '"$1":"0755-8888888$2"'),
  ) as T;
}
