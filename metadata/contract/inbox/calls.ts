import { inboxKinds, inboxStates } from '../../inbox.ts';
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
import { actor, reference } from '../common/shared.ts';

const tag = 'inbox';
const all = '/api/inbox';
const one = `${all}/:id` as const;

/** The way to a page, below the address of the server, and what one does there. */
const remedy = object({ label: text(), path: text() });

/** What one decides by: a field of the record as its form shows it in lists. */
export const inboxFact = object({
  label: text(),
  text: text(),
  amount: flag({ description: 'It is an amount' }),
});

/** Something that can be done to the record from here. */
export const inboxDecision = object({
  action: text(),
  label: text(),
  done: maybe(text({ description: 'What somebody did, as histories say it after his name' })),
  undoable: flag({ description: 'Whether the caller may take it back within ten minutes: body takeBack' }),
  asksReason: flag({ description: 'It is done only with a reason' }),
  confirm: maybe(text({ description: 'Asked before it is done' })),
});

export const inboxRecord = object({
  form: text(),
  record: text({ format: 'uuid' }),
  revision: integer(),
  name: text({ description: 'The form and the name of the record, in words' }),
});

/** Something that needs somebody, in the words of whoever reads it. */
export const inboxItem = object({
  id: text({ description: 'The same as long as it is about the same' }),
  version: text({
    description: 'Another one once there is something new about it: what was done is open again then',
  }),
  kind: oneOf(inboxKinds),
  title: text(),
  reason: maybe(text({ description: 'Why it needs somebody, or from whom it comes' })),
  facts: list(named('InboxFact', inboxFact), {
    description:
      'What one decides by, as the form of the record lists it; empty where it is about no single record',
  }),
  sentBy: maybe(named('Actor', actor), { description: 'Who sent the record on to where it waits' }),
  about: maybe(named('InboxRecord', inboxRecord), { description: 'The record that it is about' }),
  decisions: list(named('InboxDecision', inboxDecision), {
    description: 'What the caller may do to the record at once, the usual first',
  }),
  path: text({ description: 'The page on which it is seen, below the address of the server' }),
  remedy: maybe(remedy, { description: 'The action that mends it; null: one looks at it' }),
  count: integer({ description: 'Of how many it speaks' }),
  more: flag({ description: 'Whether there are more than that' }),
  since: maybe(instant()),
  until: maybe(instant(), { description: 'When it is too late' }),
  state: oneOf(inboxStates),
  snoozedUntil: maybe(instant()),
  assignee: maybe(named('Reference', reference), { description: 'Who takes care of it; null: whoever can' }),
  assignedBy: maybe(named('Reference', reference)),
});
export type InboxFact = TypeOf<typeof inboxFact>;
export type InboxDecision = TypeOf<typeof inboxDecision>;
export type InboxItem = TypeOf<typeof inboxItem>;

export const approvers = object({
  action: text({ description: 'What the record waits for, in words' }),
  people: list(named('Reference', reference), {
    description: 'Those who may do it; of administrators only where there is nobody else',
  }),
  more: flag({ description: 'Whether others may, too, or were not looked at' }),
});
export type Approvers = TypeOf<typeof approvers>;

const counts = object({ open: integer(), assigned: integer(), snoozed: integer(), done: integer() });

export const inbox = object({
  items: list(named('InboxItem', inboxItem), {
    description: 'The most pressing first, then those with an end, then the newest',
  }),
  counts,
  unasked: list(text(), { description: 'What could not be asked this time, in words' }),
});
export type Inbox = TypeOf<typeof inbox>;

export const inboxMark = closed({
  version: text({ maxLength: 100, description: 'Of the item as it was seen' }),
  done: optional(flag({ description: 'Out of sight until there is something new about it' })),
  snoozedUntil: optional(maybe(instant(), { description: 'Out of sight until then; null: no longer' })),
  assignee: optional(
    maybe(text({ format: 'uuid', description: 'The colleague who takes care of it; null: whoever can' })),
  ),
});
export type InboxMark = TypeOf<typeof inboxMark>;

/** What needs whoever asks, for the organisation of the call and what lies below it. */
export const inboxCalls = {
  list: call({
    method: 'GET',
    path: all,
    access: 'signed-in',
    operation: 'inbox',
    tag,
    summary: {
      zh: '收件箱：需要本人处理的事项（失败、审批、待答、到期、额度、草稿），附原因和处理入口',
      en: 'The inbox: what needs the caller (failures, approvals, questions, deadlines, limits, drafts), each with its reason and where to resolve it',
    },
    query: {
      state: {
        summary: {
          zh: '只要这个状态的：open、assigned（已交给他人）、snoozed、done；默认 open',
          en: 'Only those in this state: open, assigned (to someone else), snoozed, done; open by default',
        },
        schema: oneOf(inboxStates),
      },
    },
    answer: inbox,
  }),
  mark: call({
    method: 'PATCH',
    path: one,
    access: 'signed-in',
    operation: 'markInboxItem',
    tag,
    summary: {
      zh: '标记一个事项：办完、稍后提醒，或交给同事（对方须看得到它）',
      en: 'Mark an item as done, snooze it, or assign it to a colleague who can see it',
    },
    body: inboxMark,
    answer: named('InboxItem', inboxItem),
  }),
  people: call({
    method: 'GET',
    path: `${one}/people`,
    access: 'signed-in',
    operation: 'inboxPeople',
    tag,
    summary: { zh: '可以接手一个事项的同事', en: 'The colleagues an item can be assigned to' },
    query: {
      q: {
        summary: { zh: '在编码和姓名中查找', en: 'Searches number and name' },
        schema: text({ maxLength: 200 }),
      },
    },
    answer: object({
      items: list(named('Reference', reference)),
      more: flag({ description: 'Whether others were not looked at' }),
    }),
  }),
  approvers: call({
    method: 'GET',
    path: '/api/forms/:form/records/:id/approvers',
    access: { form: 'read' },
    operation: 'approvers',
    tag,
    summary: {
      zh: '等待审核的记录由谁审核；没有在等待时为 null',
      en: 'Who may approve a record that waits for approval; null where it waits for none',
    },
    answer: object({ waits: maybe(named('Approvers', approvers)) }),
  }),
} as const;
