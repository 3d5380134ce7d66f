import {
  anything,
  flag,
  instant,
  integer,
  maybe,
  named,
  object,
  oneOf,
  only,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { asFile, sheetTypes } from '../common/files.ts';
import { cursor, limit, pageMembers } from '../common/paging.ts';
import { label, maybeText, place } from '../common/shared.ts';
import { job } from '../jobs/calls.ts';

const tag = 'audit';
const all = '/api/audit';

const who = maybe(object({ id: text(), number: maybeText, name: maybeText }));

/** A value of a parameter; without `value` where the reader may not see it. */
const said = maybe(
  object({
    value: optional(anything()),
    masked: optional(only(true)),
    validFrom: maybeText,
    validTo: maybeText,
    locked: flag(),
  }),
);
/** Of a write of a parameter's value: whose value it is, from what to what, and by which change set. */
const parameter = object({
  type: text(),
  key: text(),
  label: maybe(label),
  org: place,
  before: said,
  after: said,
  changeSet: maybeText,
  changeSetNumber: maybeText,
});
export type TrailParameter = TypeOf<typeof parameter>;

/** Something somebody did. */
const entry = object({
  at: instant(),
  actor: who,
  action: text(),
  target: maybeText,
  form: optional(text()),
  record: optional(who),
  parameter: optional(parameter),
  revision: optional(integer()),
  reason: optional(maybeText),
  org: who,
  detail: optional(anything({ description: 'What else is known' })),
});
export type TrailEntry = TypeOf<typeof entry>;

const listed = (zh: string, en: string) => ({ summary: { zh, en }, schema: text() });
const moment = (zh: string, en: string) => ({ summary: { zh, en }, schema: instant() });

/** The filters that a question to the audit trail may have. */
const narrowing = {
  from: moment('不早于（RFC 3339）', 'Not before (RFC 3339)'),
  to: moment('早于（RFC 3339）', 'Before (RFC 3339)'),
  user: listed('用户的内码；多个用逗号分隔', 'Ids of users, separated by commas'),
  action: listed(
    '做了什么：sign-in、create、update …；多个用逗号分隔',
    'What was done: sign-in, create, update …, separated by commas',
  ),
  form: listed('对哪些表单的数据；多个用逗号分隔', 'To records of which forms, separated by commas'),
  organisation: listed(
    '在哪些组织做的：内码，多个用逗号分隔',
    'In which organisations: ids, separated by commas',
  ),
  q: {
    summary: {
      zh: '在人、操作、表单、记录、组织和原因中查找每个词。查找较久时先回答已找到的：`searchedTo` 说明查到了哪个时间，用 `next` 接着查',
      en: 'Searches for each word in people, actions, forms, records, organisations and reasons. A long search returns what it has found so far: `searchedTo` tells how far back it looked, and `next` continues',
    },
    schema: text({ maxLength: 200 }),
  },
  hide: {
    summary: { zh: '不列出登录，也不列出失败的登录', en: 'Excludes sign-ins, including failed ones' },
    schema: oneOf(['sign-ins'], { type: 'string' }),
  },
} as const;

/** The calls that read the audit trail: who did what. */
export const audit = {
  list: call({
    method: 'GET',
    path: all,
    access: 'administers',
    operation: 'audit',
    tag,
    summary: { zh: '谁做了什么，最近的在前', en: 'Who did what, newest first' },
    query: { ...narrowing, limit, cursor },
    answer: object({
      ...pageMembers(entry),
      searchedTo: optional(
        instant({
          description: 'Of a search that has more to look through: all that came later was looked at',
        }),
      ),
    }),
  }),
  export: call({
    method: 'GET',
    path: `${all}/export`,
    access: 'administers',
    operation: 'auditExport',
    tag,
    summary: { zh: '审计记录导出为 Excel 或 csv', en: 'The audit trail as a workbook or csv' },
    query: { ...asFile, ...narrowing },
    answer: text({ format: 'binary' }),
    type: Object.values(sheetTypes),
    also: { 202: named('Job', job) },
  }),
} as const;
