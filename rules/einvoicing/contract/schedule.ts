import { call } from '../../../metadata/contract/common/call.ts';
import { maybeInstant } from '../../../metadata/contract/common/shared.ts';
import {
  date,
  instant,
  integer,
  list,
  maybe,
  object,
  optional,
  type TypeOf,
  text,
} from '../../../metadata/shape/shape.ts';

const last = maybe(
  object({
    form: text(),
    id: text(),
    state: text(),
    dueAt: maybeInstant,
    endedAt: maybeInstant,
    total: integer(),
    done: integer(),
    failed: integer(),
  }),
  { description: 'Its last run; null: there is none, or you may not see it' },
);

const upcoming = object({
  form: text(),
  id: text(),
  number: text(),
  name: text(),
  next: maybe(instant({ description: 'Null: it never runs' })),
  last,
  runs: optional(
    list(
      object({
        day: date({ description: 'On which its window begins, where the organisation is' }),
        first: instant(),
        last: instant({ description: 'The same as `first` where it runs once' }),
        count: integer(),
      }),
      { description: 'Where `from` and `to` were asked: the days on which it runs, each with its window' },
    ),
  ),
});
/** A scheme or task that runs by itself for an organisation, and how its last run ended. */
export type UpcomingRun = TypeOf<typeof upcoming>;

/** The call that lists the schemes and tasks which run by themselves. */
export const schedule = {
  list: call({
    method: 'GET',
    path: '/api/schedule',
    access: 'signed-in',
    operation: 'schedule',
    tag: 'issuing',
    summary: {
      zh: '当前组织的自动开票方案和自动化任务：下一次执行的时间和上一次执行的结果',
      en: 'Auto-issue schemes and automated tasks of the current organisation: when each runs next, and how the last run went',
    },
    query: {
      from: {
        summary: {
          zh: '与 to 一起：另列出这一天起每天的执行（runs），含当天',
          en: 'With `to`: also lists the runs of each day from this one on',
        },
        schema: date(),
      },
      to: {
        summary: {
          zh: '到这一天为止，含当天；从 from 起最多 62 天，更晚的不列出',
          en: 'Up to and including this day; at most 62 days from `from`, later ones are left out',
        },
        schema: date(),
      },
    },
    answer: object({
      items: list(upcoming, { description: 'The next one first; at most 200 a form' }),
    }),
  }),
} as const;
