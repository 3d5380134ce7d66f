import {
  closed,
  flag,
  instant,
  integer,
  list,
  maybe,
  named,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { condition } from '../common/condition.ts';
import * as listing from '../common/listing.ts';
import { cursor, limit, page, search } from '../common/paging.ts';
import { manyValues, maybeText, recordValues } from '../common/shared.ts';
import { job } from '../jobs/calls.ts';
import { actionBody, previewed } from './actions.ts';
import { batchAnswered, batchAsked } from './batch.ts';
import {
  deletedRecord,
  givenReason,
  listedRecord,
  record,
  savedRecord,
  sentChange,
  sentRecord,
  versions,
} from './record.ts';

const tag = 'records';
const all = '/api/forms/:form/records';
const one = `${all}/:id` as const;

/** A record that points at another. */
const referrer = object({
  form: text(),
  id: text({ format: 'uuid' }),
  number: maybeText,
  name: maybeText,
  field: text({ description: 'Path of the field that points here' }),
});
export type Referrer = TypeOf<typeof referrer>;

/** A form whose records point at another, and the condition by which its list shows them. */
const referringForm = object({
  form: text(),
  count: integer({ minimum: 1, description: 'How many of its records are listed' }),
  more: flag({ description: 'More of them point here than are listed' }),
  filter: condition,
});
export type ReferringForm = TypeOf<typeof referringForm>;

const setBackBody = closed({
  at: instant({ description: 'The moment' }),
  record: optional(text({ description: 'Only the record of this number or id' })),
  org: optional(text({ description: 'Only records that this organisation created, by its number' })),
  later: optional(
    oneOf(['keep', 'delete'], { description: 'Records that were made later; keep by default' }),
  ),
  dryRun: optional(flag({ description: 'Only say what would be done' })),
});

const references = object({ items: list(referrer), forms: list(referringForm) });
export type References = TypeOf<typeof references>;

/** The views of a record that one may ask for, the preferred one first. */
const viewsOfOne = ['use', 'manage', 'use,manage', 'manage,use'] as const;

/** Records of a form: listed, read, written, their history, and what is done to many of them. */
export const records = {
  list: call({
    method: 'GET',
    path: all,
    access: { form: 'read' },
    operation: 'list',
    of: 'records',
    tag,
    summary: { zh: '查询记录', en: 'List records' },
    query: listing.words,
    fieldFilters: true,
    answer: page(listedRecord),
  }),
  create: call({
    method: 'POST',
    path: all,
    access: { form: 'create' },
    operation: 'create',
    of: 'records',
    tag,
    summary: { zh: '新建记录', en: 'Create a record' },
    values: recordValues,
    withFiles: true,
    body: sentRecord,
    answer: savedRecord,
    status: 201,
  }),
  read: call({
    method: 'GET',
    path: one,
    access: { form: 'read' },
    operation: 'read',
    tagged: true,
    tag,
    summary: { zh: '读取一条记录', en: 'Read a record' },
    query: {
      view: {
        summary: {
          zh: 'use：本组织可用的记录（默认）；manage：职责范围内各组织创建的记录；两者都写时取先看得到的，由 Guiju-View 说明是哪一种，Guiju-May 说明可对它做什么，Guiju-Shipped 说明它来自元数据包，Guiju-Against 说明其中哪些现在不能做及原因',
          en: 'use: a record the organisation may use (default); manage: a record created by an organisation the caller manages; with both, the first that can see it, as told by Guiju-View. Guiju-May tells what the caller may do to it, Guiju-Shipped whether it comes from a package, and Guiju-Against which of these actions would be refused now, and why',
        },
        schema: oneOf(viewsOfOne, { type: 'string' }),
      },
    },
    answer: record,
  }),
  change: call({
    method: 'PATCH',
    path: one,
    access: { form: 'edit' },
    operation: 'change',
    tag,
    summary: { zh: '修改记录：只改给出的字段', en: 'Change a record; fields not given stay unchanged' },
    values: recordValues,
    withFiles: true,
    body: sentChange,
    answer: savedRecord,
    ifMatch: true,
  }),
  replace: call({
    method: 'PUT',
    path: one,
    access: { form: 'edit' },
    operation: 'replace',
    tag,
    summary: { zh: '替换记录：未给出的字段清空', en: 'Replace a record; fields not given are cleared' },
    values: recordValues,
    withFiles: true,
    body: sentRecord,
    answer: savedRecord,
    ifMatch: true,
  }),
  delete: call({
    method: 'DELETE',
    path: one,
    access: { form: 'delete' },
    operation: 'delete',
    of: 'records',
    tag,
    summary: { zh: '删除记录', en: 'Delete a record' },
    status: 204,
    ifMatch: true,
  }),
  act: call({
    method: 'POST',
    path: `${one}/actions/:action`,
    access: { named: 'action' },
    operation: 'act',
    of: 'records',
    tag,
    summary: { zh: '对记录执行操作', en: 'Perform an action on a record' },
    values: recordValues,
    body: actionBody,
    bodyOptional: true,
    answer: savedRecord,
    status: [200, 201],
    ifMatch: true,
  }),
  previewAct: call({
    method: 'POST',
    path: `${one}/actions/:action/preview`,
    access: { named: 'action' },
    operation: 'previewAct',
    of: 'records',
    tag,
    summary: {
      zh: '预览操作：按正常规则判断，给出结果和影响，不写入',
      en: 'Preview an action: checked like the action itself, with its consequences; nothing is written',
    },
    values: recordValues,
    asks: true,
    body: actionBody,
    bodyOptional: true,
    answer: previewed,
    ifMatch: true,
  }),
  history: call({
    method: 'GET',
    path: `${one}/history`,
    access: { form: 'history' },
    operation: 'history',
    tag,
    summary: { zh: '历史版本', en: 'Versions of a record' },
    query: { before: listing.before, limit },
    answer: versions,
  }),
  reason: call({
    method: 'GET',
    path: `${one}/reason`,
    access: { form: 'read' },
    operation: 'givenReason',
    tag,
    summary: {
      zh: '最近一次执行的操作若要求说明原因（如退回）：原因、执行人和时间；否则为 null',
      en: 'The reason given with the last action done to a record, if that action asks for one (such as sending it back), by whom and when; null where it asks for none',
    },
    answer: object({ given: maybe(named('GivenReason', givenReason)) }),
  }),
  restore: call({
    method: 'POST',
    path: `${one}/history/:revision/restore`,
    access: { form: 'edit' },
    operation: 'restore',
    tag,
    summary: {
      zh: '恢复到某个版本；已删除的记录以 If-Match: "0" 恢复',
      en: 'Restore a version; a deleted record with If-Match: "0"',
    },
    answer: savedRecord,
    status: [200, 201],
    ifMatch: true,
  }),
  setBack: call({
    method: 'POST',
    path: '/api/forms/:form/set-back',
    access: { form: 'edit' },
    operation: 'setBack',
    of: 'records',
    tag,
    summary: {
      zh: '把表单的记录恢复到过去某一时刻的样子：已删除的按原内码找回，改过的恢复，之后新建的保留或删除；回答一个后台任务，dryRun 只说明会做什么',
      en: 'Put the records of a form back to what they were at a moment: deleted ones come back under their id, changed ones are set back, later ones stay or are deleted; returns a job, and with dryRun only shows what would be done',
    },
    body: setBackBody,
    answer: named('Job', job),
    status: 202,
  }),
  references: call({
    method: 'GET',
    path: `${one}/references`,
    access: { form: 'read' },
    operation: 'references',
    tag,
    summary: { zh: '被哪些记录引用', en: 'Where a record is used' },
    answer: references,
  }),
  deleted: call({
    method: 'GET',
    path: '/api/forms/:form/deleted',
    access: { form: 'history' },
    operation: 'deleted',
    of: 'records',
    tag,
    summary: {
      zh: '已删除的记录：谁在何时删除，最近的在前',
      en: 'Deleted records: by whom and when, most recent first',
    },
    query: { q: search, limit, cursor },
    answer: page(deletedRecord),
  }),
  batch: call({
    method: 'POST',
    path: '/api/forms/:form/batch',
    access: { anyOf: ['create', 'edit', 'delete', 'enable', 'disable', 'share', 'transfer', 'personalise'] },
    operation: 'batch',
    of: 'records',
    tag,
    summary: {
      zh: '批量写入：整批成败，或逐条报告',
      en: 'Write many records: all or none, or each with its own result',
    },
    values: manyValues,
    body: batchAsked,
    answer: batchAnswered,
  }),
} as const;

const setting = '/api/forms/:form/record';
const ofSettings = { path: setting, of: 'settings', tag: 'settings' } as const;

/** A setting is one document an organisation: it is always there, with its defaults until somebody saves. */
export const settings = {
  read: call({
    ...ofSettings,
    method: 'GET',
    access: { form: 'read' },
    operation: 'setting',
    tagged: true,
    summary: { zh: '读取组织的设置', en: 'Read the setting of the organisation' },
    answer: record,
  }),
  change: call({
    ...ofSettings,
    method: 'PATCH',
    access: { form: 'edit' },
    operation: 'changeSetting',
    summary: { zh: '修改设置：只改给出的字段', en: 'Change the setting; fields not given stay unchanged' },
    values: recordValues,
    body: sentChange,
    answer: savedRecord,
    status: [200, 201],
    ifMatch: true,
  }),
  replace: call({
    ...ofSettings,
    method: 'PUT',
    access: { form: 'edit' },
    operation: 'replaceSetting',
    summary: { zh: '替换设置：未给出的字段清空', en: 'Replace the setting; fields not given are cleared' },
    values: recordValues,
    body: sentRecord,
    answer: savedRecord,
    status: [200, 201],
    ifMatch: true,
  }),
} as const;
