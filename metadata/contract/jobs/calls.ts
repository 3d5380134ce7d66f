import {
  anyObject,
  flag,
  instant,
  integer,
  maybe,
  named,
  object,
  oneOf,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { cursor, limit, page } from '../common/paging.ts';
import { reference } from '../common/shared.ts';

const tag = 'jobs';
const all = '/api/jobs';
const one = `${all}/:id` as const;

export const jobKinds = ['import', 'export', 'publish', 'upgrade', 'scheduled', 'notice', 'other'] as const;
export const jobStatuses = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

const count = maybe(integer());

/** Long work, as its record tells of it. */
export const job = object(
  {
    id: text({ format: 'uuid' }),
    revision: integer(),
    kind: oneOf(jobKinds),
    name: text(),
    form: maybe(text()),
    status: oneOf(jobStatuses),
    progress: maybe(text({ description: 'A decimal from 0 to 1' })),
    total: count,
    done: count,
    created: count,
    updated: count,
    unchanged: count,
    failed: count,
    createdAt: instant(),
    startedAt: maybe(instant()),
    finishedAt: maybe(instant()),
    message: maybe(text({ description: 'What went wrong, in words' })),
    organisation: maybe(named('Reference', reference)),
    user: maybe(named('Reference', reference)),
    details: maybe(
      anyObject({
        description:
          'Of its kind; `file` tells of a result to download; of an import, unless its records are many, `changes` which ones can be taken back, by their revisions before and after (in lists `undoable`, their number), and `undone` by which job others were',
      }),
    ),
  },
  {
    additionalProperties: true,
    description: 'With all else that its record says; numbers are null as long as they are not known',
  },
);
export type Job = TypeOf<typeof job>;

/** Long work: everybody sees his own, administrators all. */
export const jobs = {
  list: call({
    method: 'GET',
    path: all,
    access: 'signed-in',
    operation: 'jobs',
    tag,
    summary: { zh: '后台任务', en: 'Jobs' },
    query: {
      status: {
        summary: {
          zh: `只要这些状态的任务：${jobStatuses.join('、')}；多个用逗号分隔`,
          en: `Only jobs with these statuses: ${jobStatuses.join(', ')}; separate several with commas`,
        },
        schema: text(),
      },
      failed: {
        summary: {
          zh: '只要失败的，包括只有部分数据失败的',
          en: 'Only failed jobs, including those in which only some records failed',
        },
        schema: flag(),
      },
      limit,
      cursor,
    },
    answer: page(named('Job', job)),
  }),
  read: call({
    method: 'GET',
    path: one,
    access: 'signed-in',
    operation: 'job',
    tagged: true,
    tag,
    summary: { zh: '一个任务的进度和结果', en: 'Progress and result of a job' },
    answer: named('Job', job),
  }),
  events: call({
    method: 'GET',
    path: `${one}/events`,
    access: 'signed-in',
    operation: 'jobEvents',
    tag,
    summary: { zh: '任务进度（SSE），到结束为止', en: 'Progress of a job (SSE), until it is over' },
    query: {
      language: {
        summary: {
          zh: '用哪种语言说；浏览器的事件流不能带 Accept-Language',
          en: 'The language it is told in; event streams of browsers cannot send Accept-Language',
        },
        schema: oneOf(['zh', 'en'], { type: 'string' }),
      },
    },
    answer: text(),
    type: 'text/event-stream',
  }),
  file: call({
    method: 'GET',
    path: `${one}/file`,
    access: 'signed-in',
    operation: 'jobFile',
    tag,
    summary: { zh: '下载任务的结果', en: 'Download the result of a job' },
    answer: text({ format: 'binary' }),
    type: '*/*',
  }),
  cancel: call({
    method: 'POST',
    path: `${one}/cancel`,
    access: 'signed-in',
    operation: 'cancelJob',
    tag,
    summary: { zh: '取消任务', en: 'Cancel a job' },
    answer: named('Job', job),
  }),
  again: call({
    method: 'POST',
    path: `${one}/again`,
    access: 'signed-in',
    operation: 'repeatJob',
    tag,
    summary: {
      zh: '再做一次发布留下的任务：填入默认值、重新计算；需要的记录才会改写',
      en: 'Repeat the job that a publish left: fill in defaults, recompute; only records that need it are written',
    },
    status: 202,
    answer: named('Job', job),
  }),
  undo: call({
    method: 'POST',
    path: `${one}/undo`,
    access: 'signed-in',
    operation: 'undoJob',
    tag,
    summary: {
      zh: '撤销一次导入：新建的记录删除，改过的恢复原样；此后又被修改的保持不变；回答一个后台任务',
      en: 'Undo an import: records that it created are deleted, changed ones are set back, and what was changed since stays; returns a job',
    },
    status: 202,
    answer: named('Job', job),
  }),
} as const;
