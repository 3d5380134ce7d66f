import { flag, instant, text } from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { cursor, limit, page, search } from '../common/paging.ts';
import { manyValues } from '../common/shared.ts';
import { foundSet, publishedSet, wholeSet } from './answered.ts';
import { preview } from './preview.ts';
import { edit, howToPublish, howToUndo, moment, newSet, rejection } from './sent.ts';

const tag = 'changesets';
const all = '/api/changesets';
const one = `${all}/:id` as const;

const word = (zh: string, en: string) => ({ zh, en });

/** Changes that are previewed, approved and published together. */
export const changes = {
  list: call({
    method: 'GET',
    path: all,
    access: 'signed-in',
    operation: 'changeSets',
    tag,
    summary: word('可查看的变更集，最新的在前', 'Change sets the caller may see, newest first'),
    query: {
      state: {
        summary: word('状态，逗号分隔；默认全部', 'States, separated by commas; all by default'),
        schema: text(),
      },
      ids: {
        summary: word('只要这些，编号（id）以逗号分隔', 'Only these, by their ids, separated by commas'),
        schema: text({ maxLength: 2000 }),
      },
      mine: { summary: word('只要自己新建的', 'Only those the caller created'), schema: flag() },
      design: {
        summary: word('只要与这个设计一起发布的', 'Only those to be published with this design, by its id'),
        schema: text({ maxLength: 36 }),
      },
      waitingForMe: {
        summary: word(
          '只要等我处理的：待我审批的，和我的没有发布成功的',
          'Only those waiting for the caller: to be approved, or the caller’s own that could not be published',
        ),
        schema: flag(),
      },
      from: {
        summary: word(
          '只要计划或发布时间不早于这一时刻的',
          'Only those scheduled or published at or after this instant',
        ),
        schema: instant(),
      },
      to: {
        summary: word(
          '只要计划或发布时间早于这一时刻的',
          'Only those scheduled or published before this instant',
        ),
        schema: instant(),
      },
      parameter: {
        summary: word(
          '只要会改变这个参数（类型/键）在本组织的值的：本组织、读得到的上级和全系统的改动，一并答复',
          'Only those with changes of this parameter (type/key) that the organisation would read, its own or from above; they are answered, too',
        ),
        schema: text({ maxLength: 300 }),
      },
      q: search,
      limit,
      cursor,
    },
    answer: page(foundSet),
  }),
  create: call({
    method: 'POST',
    path: all,
    access: 'signed-in',
    operation: 'newChangeSet',
    tag,
    summary: word('新建变更集', 'Create a change set'),
    values: manyValues,
    body: newSet,
    bodyOptional: true,
    answer: wholeSet,
    status: 201,
  }),
  read: call({
    method: 'GET',
    path: one,
    access: 'signed-in',
    operation: 'changeSet',
    tagged: true,
    tag,
    summary: word('一个变更集及其全部改动', 'A change set with all its items'),
    answer: wholeSet,
  }),
  edit: call({
    method: 'PATCH',
    path: one,
    access: 'signed-in',
    operation: 'changeChangeSet',
    tag,
    summary: word(
      '修改名称、原因，放入或移出改动；已有的批准随之失效',
      'Change its name and reason, add and remove items; this withdraws any approval',
    ),
    values: manyValues,
    body: edit,
    answer: wholeSet,
    ifMatch: true,
  }),
  discard: call({
    method: 'DELETE',
    path: one,
    access: 'signed-in',
    operation: 'discardChangeSet',
    tag,
    summary: word('放弃变更集', 'Discard a change set'),
    answer: wholeSet,
    ifMatch: true,
  }),
  preview: call({
    method: 'POST',
    path: `${one}/preview`,
    access: 'signed-in',
    operation: 'previewChangeSet',
    tag,
    asks: true,
    summary: word(
      '发布会带来什么：全部问题、冲突、各组织有效值的变化和记录的差异',
      'What publishing would do: every problem and conflict, effective values by organisation, records by field',
    ),
    answer: preview,
  }),
  propose: call({
    method: 'POST',
    path: `${one}/propose`,
    access: 'signed-in',
    operation: 'proposeChangeSet',
    tag,
    summary: word('提交审批', 'Propose it for approval'),
    answer: wholeSet,
    ifMatch: true,
  }),
  withdraw: call({
    method: 'POST',
    path: `${one}/withdraw`,
    access: 'signed-in',
    operation: 'withdrawChangeSet',
    tag,
    summary: word('撤回为草稿', 'Return it to draft'),
    answer: wholeSet,
    ifMatch: true,
  }),
  approve: call({
    method: 'POST',
    path: `${one}/approve`,
    access: 'signed-in',
    operation: 'approveChangeSet',
    tag,
    summary: word(
      '批准；不能批准自己参与编辑的',
      'Approve it; nobody can approve a change set they worked on',
    ),
    answer: wholeSet,
    ifMatch: true,
  }),
  reject: call({
    method: 'POST',
    path: `${one}/reject`,
    access: 'signed-in',
    operation: 'rejectChangeSet',
    tag,
    summary: word('退回，并说明原因', 'Send it back with a reason'),
    values: manyValues,
    body: rejection,
    answer: wholeSet,
    ifMatch: true,
  }),
  publish: call({
    method: 'POST',
    path: `${one}/publish`,
    access: 'signed-in',
    operation: 'publishChangeSet',
    tag,
    summary: word(
      '发布：全部生效，或全部不生效；已定时的须写明 now',
      'Publish it, all or nothing; a scheduled one requires “now”',
    ),
    values: manyValues,
    body: howToPublish,
    bodyOptional: true,
    answer: publishedSet,
    ifMatch: true,
  }),
  schedule: call({
    method: 'POST',
    path: `${one}/schedule`,
    access: 'signed-in',
    operation: 'scheduleChangeSet',
    tag,
    summary: word('定时发布', 'Schedule it for publishing'),
    values: manyValues,
    body: moment,
    answer: wholeSet,
    ifMatch: true,
  }),
  rebase: call({
    method: 'POST',
    path: `${one}/rebase`,
    access: 'signed-in',
    operation: 'rebaseChangeSet',
    tag,
    summary: word(
      '以现值为准重新起草，并列出期间被改过的',
      'Rebase it on the current state, and list what has changed since',
    ),
    answer: wholeSet,
    ifMatch: true,
  }),
  rollback: call({
    method: 'POST',
    path: `${one}/rollback`,
    access: 'signed-in',
    operation: 'rollBackChangeSet',
    tag,
    summary: word(
      '新建一个变更集，撤销其中仍保持原样的改动',
      'Create a change set that reverts whatever is still as this one left it',
    ),
    values: manyValues,
    body: howToUndo,
    bodyOptional: true,
    answer: wholeSet,
    status: [201, 202],
    ifMatch: true,
  }),
} as const;
