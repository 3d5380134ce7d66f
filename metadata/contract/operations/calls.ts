import {
  date,
  dictionary,
  flag,
  instant,
  list,
  maybe,
  object,
  oneOf,
  only,
  optional,
  text,
} from '../../shape/shape.ts';
import { weekdayNames } from '../../work-calendar.ts';
import { call } from '../common/call.ts';

const tag = 'operations';

/** The calls that tell `$now`, `$today` and `$currency` as conditions know them, and the days that are worked. */
export const clock = {
  now: call({
    method: 'GET',
    path: '/api/now',
    access: 'signed-in',
    operation: 'now',
    tag: 'me',
    summary: {
      zh: '现在：时刻，以及调用的组织所在时区的日期和时间、它的币种',
      en: 'The current instant, and the date, time and currency of the organisation of the call',
    },
    answer: object({ instant: instant(), localDate: date(), localTime: text(), currency: text() }),
  }),
  workCalendar: call({
    method: 'GET',
    path: '/api/work-calendar',
    access: 'signed-in',
    operation: 'workCalendar',
    tag: 'me',
    summary: {
      zh: '调用的组织的工作日历：每周哪几天上班，以及例外的日期；没有日历时 number 为 null，周一至周五上班',
      en: 'The working days of the organisation of the call: days of the week, and exceptions by date; without a calendar number is null, and Monday to Friday are working days',
    },
    answer: object({
      number: maybe(text()),
      days: list(oneOf(weekdayNames)),
      exceptions: list(object({ date: date(), works: flag() })),
    }),
  }),
} as const;

const readiness = object({
  status: oneOf(['ready', 'unavailable']),
  checks: dictionary(flag()),
  code: optional(text({ description: 'What is wrong with the storage' })),
});

/** The calls for those who run the server. */
export const operations = {
  health: call({
    method: 'GET',
    path: '/healthz',
    access: 'public',
    operation: 'health',
    tag,
    summary: { zh: '进程是否活着', en: 'Whether the process is alive' },
    answer: object({ status: only('ok') }),
  }),
  readiness: call({
    method: 'GET',
    path: '/readyz',
    access: 'public',
    operation: 'readiness',
    tag,
    summary: { zh: '能否提供服务', en: 'Whether requests can be served' },
    answer: readiness,
  }),
  metrics: call({
    method: 'GET',
    path: '/metrics',
    access: 'administers',
    operation: 'metrics',
    tag,
    summary: { zh: 'Prometheus 指标', en: 'Metrics for Prometheus' },
    answer: text(),
    type: 'text/plain',
  }),
} as const;

/** Changes as they happen. */
export const watching = {
  watch: call({
    method: 'GET',
    path: '/api/watch',
    access: 'signed-in',
    operation: 'watch',
    tag: 'watch',
    summary: {
      zh: '持续接收变更（SSE），可从任一版本续传；记录的文件有增减时，files.came 和 files.went 说明是哪些（id、name、size、type），须有查看历史的权限',
      en: 'Changes as they happen (SSE), resumable from any revision; if files of a record were added or removed, files.came and files.went list them (id, name, size, type) for callers who may see its history',
    },
    query: {
      since: {
        summary: {
          zh: '从这个版本之后开始；带 params 时也可为事件的 id（版本.时刻）',
          en: 'Start after this revision; with params, also after the id of an event (revision.instant)',
        },
        schema: text({ pattern: '^[0-9]+(\\.[0-9]+){0,2}$' }),
      },
      params: {
        summary: {
          zh: '订阅参数（不与 forms 同用）：类型.键、类型.*，逗号分隔；* 为可查看的全部。本组织的有效值变化时发出 param 事件，带新旧值和原因',
          en: 'Watch parameters instead of records: type.key or type.*, separated by commas; * means all the caller may see. Sends a param event whenever the value for the organisation changes, with the old and new value and the cause',
        },
        schema: text(),
      },
      instance: {
        summary: {
          zh: '类型.* 中带维度的键取哪个维度值：税号，或税号与机器编号（中间用 : 隔开）',
          en: 'The dimension value for keys in type.* that have one: a tax number, or tax number:machine',
        },
        schema: text(),
      },
      forms: {
        summary: { zh: '只看这些表单，逗号分隔', en: 'Only these forms, separated by commas' },
        schema: text(),
      },
    },
    answer: text(),
    type: 'text/event-stream',
  }),
} as const;
