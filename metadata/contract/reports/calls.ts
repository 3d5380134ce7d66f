import { chartNames, measureNames, spanNames } from '../../property/report-words.ts';
import { mostReported } from '../../report-source.ts';
import {
  anything,
  closed,
  either,
  list,
  maybe,
  named,
  nothing,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { condition } from '../common/condition.ts';
import { asFile, sheetTypes } from '../common/files.ts';
import { filter, view } from '../common/listing.ts';
import { search } from '../common/paging.ts';
import { label } from '../common/shared.ts';

const tag = 'reports';
const word = (zh: string, en: string) => ({ zh, en });

const group = {
  field: text({
    description: 'A field, or a member that every record has; of rows with their entries: `lines.item`',
  }),
  by: optional(
    oneOf(spanNames, { type: 'string', description: 'Days and moments: how far apart groups are' }),
  ),
};
const value = {
  of: oneOf(measureNames, { type: 'string' }),
  field: optional(text({ description: 'Of all but `count`' })),
};

/** A value by which records are told apart, and how people read it. */
const key = object({
  value: anything(),
  text: text({ description: 'In the language of Accept-Language; empty: nothing stands there' }),
  from: optional(text({ description: 'Of days and moments: the first of the span' })),
  to: optional(text({ description: 'Of days: the last of the span' })),
  before: optional(text({ description: 'Of moments: the first after the span' })),
});
export type ReportKey = TypeOf<typeof key>;

const amounts = list(object({ currency: text({ description: 'Empty: none is told' }), amount: text() }));

/** What a cell says: a number as text; null where there is none; amounts of several currencies apart. */
const cell = either([text(), amounts, nothing()]);
export type ReportCell = TypeOf<typeof cell>;

const line = object({
  keys: list(key, {
    description:
      'Of each group; fewer than there are groups: a line of sums of those, and without any of everything',
  }),
  cells: list(list(cell), {
    description: 'For each column a cell for each value; the last column is all of them',
  }),
});
export type ReportLine = TypeOf<typeof line>;

export const report = object({
  name: optional(text()),
  label: optional(label),
  chart: optional(oneOf(chartNames, { type: 'string' })),
  entries: optional(text({ description: 'Rows of these entries are counted' })),
  filter: optional(condition),
  groups: list(object({ ...group, label })),
  across: optional(object({ ...group, label })),
  values: list(
    object({
      ...value,
      label,
      currency: optional(text({ description: 'All amounts are in this one' })),
      kind: optional(text({ description: 'Kind of the field' })),
      digits: optional(text({ description: 'Digits after the point' })),
      partial: optional(
        oneOf(['withheld'], {
          type: 'string',
          description: 'Made only of what comes from records that one may see',
        }),
      ),
    }),
  ),
  originals: optional(
    oneOf(['own-copies'], {
      type: 'string',
      description:
        'Own copies that the organisation has of some records say something else than these numbers',
    }),
  ),
  organisations: optional(
    list(object({ id: text(), text: text(), parent: maybe(text()) }), {
      description: 'Of groups by organisations: those that are named, and those above them',
    }),
  ),
  columns: list(key, { description: 'The values of `across`; without it there are none' }),
  lines: list(line),
});
export type Report = TypeOf<typeof report>;

const narrowed = { filter, q: search } as const;
const asksView = {
  ...narrowed,
  view: {
    ...view,
    summary: word(
      'manage：职责范围内各组织创建的记录（默认）；use：本组织可用的记录，数值取自共享的原件',
      'manage: records of the organisations the caller manages (default); use: records the organisation may use, with the values of the shared originals',
    ),
  },
} as const;
const file = {
  access: { form: 'export' },
  tag,
  query: { ...narrowed, format: asFile.format },
  fieldFilters: true,
  answer: text({ format: 'binary' }),
  type: [sheetTypes.xlsx, sheetTypes.csv],
} as const;

/** What a report asks, by the names that people see today. */
export const reportAsked = closed({
  entries: optional(text()),
  filter: optional(condition),
  groups: list(closed(group), { maxItems: mostReported.groups }),
  across: optional(closed(group)),
  values: list(closed(value), { minItems: 1, maxItems: mostReported.values }),
});
export type ReportAsked = TypeOf<typeof reportAsked>;

/** What the records that one manages come to. */
export const reports = {
  list: call({
    method: 'GET',
    path: '/api/forms/:form/reports',
    access: { form: 'report' },
    operation: 'reports',
    tag,
    summary: word('表单的报表', 'Reports of a form'),
    answer: object({
      items: list(
        object({ name: text(), label, package: text(), chart: maybe(oneOf(chartNames, { type: 'string' })) }),
      ),
    }),
  }),
  read: call({
    method: 'GET',
    path: '/api/forms/:form/reports/:report',
    access: { form: 'report' },
    operation: 'report',
    tag,
    summary: word(
      '按报表汇总负责组织创建的记录；filter、q 与字段条件进一步缩小范围',
      'Summarise the records the caller manages with a report; filter, q and fields narrow them further',
    ),
    query: narrowed,
    fieldFilters: true,
    answer: named('Report', report),
  }),
  sheet: call({
    ...file,
    method: 'GET',
    path: '/api/forms/:form/reports/:report/sheet',
    operation: 'reportSheet',
    summary: word('把报表汇总成表格', 'The same as a sheet'),
  }),
  ask: call({
    method: 'POST',
    path: '/api/forms/:form/reports',
    access: { form: 'report' },
    asks: true,
    operation: 'askReport',
    tag,
    summary: word(
      '按请求里写的分组与数值汇总，不保存',
      'The same with the report in the body, which is not stored',
    ),
    query: asksView,
    fieldFilters: true,
    body: reportAsked,
    answer: named('Report', report),
  }),
  askSheet: call({
    ...file,
    method: 'POST',
    path: '/api/forms/:form/reports/sheet',
    asks: true,
    operation: 'askReportSheet',
    summary: word('同上，作为表格', 'The same as a sheet'),
    body: reportAsked,
  }),
} as const;
