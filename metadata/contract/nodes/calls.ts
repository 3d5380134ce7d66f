import {
  flag,
  instant,
  integer,
  list,
  maybe,
  named,
  object,
  oneOf,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { page } from '../common/paging.ts';

/** A server of the database. */
export const node = object({
  id: text(),
  name: text({ description: 'How people call it: GUIJU_NODE, or its machine and port' }),
  startedAt: instant(),
  since: instant({ description: 'When it was last heard of' }),
  model: integer({ description: 'Revision of the publish that it serves' }),
  state: oneOf(['serving', 'behind', 'silent'], {
    description:
      'Whether it serves what was published last, will once it has caught up, or was not heard of for ten seconds',
  }),
  own: flag({ description: 'It is the one that answers' }),
});
export type ServerState = TypeOf<typeof node>;

/**
 * The calls that list the servers of one database, for whoever published and for those who run them, and tell the last
 * day of one.
 */
export const nodes = {
  list: call({
    method: 'GET',
    path: '/api/nodes',
    access: 'packages',
    whenBroken: true,
    operation: 'nodes',
    tag: 'packages',
    summary: {
      zh: '同一数据库上的各台服务器，以及它们是否已换用最近一次发布的定义',
      en: 'The servers of this database, and whether they serve the latest publish',
    },
    answer: page(named('Node', node)),
  }),
  load: call({
    method: 'GET',
    path: '/api/nodes/load',
    access: 'administers',
    operation: 'nodeLoad',
    tag: 'packages',
    summary: {
      zh: '等待处理的工作、本节点的慢查询以及记录最多的表单',
      en: 'Work that waits, slow statements of this node, and the forms with the most records',
    },
    answer: object({
      queues: list(
        object({
          form: text({ description: 'Name of the form whose records wait' }),
          waiting: integer(),
          more: flag({ description: 'Whether more wait than were counted' }),
          since: maybe(instant({ description: 'When the oldest of them was made; null: none waits' })),
        }),
      ),
      statements: list(
        object({
          statement: text({ description: 'As it was asked; values are not in it' }),
          count: integer({ description: 'How often it was slow since this node started' }),
          longest: integer({ description: 'Milliseconds, with all that it waited for' }),
          milliseconds: integer({ description: 'All together' }),
          last: instant(),
        }),
        { description: 'Those that took a quarter of a second or longer, the slowest first' },
      ),
      forms: list(object({ form: text({ description: 'Its name' }), records: integer() }), {
        description: 'The largest first, ten at most',
      }),
      countedAt: instant({ description: 'When records were counted: at most ten minutes ago' }),
    }),
  }),
  day: call({
    method: 'GET',
    path: '/api/nodes/day',
    access: 'administers',
    operation: 'nodeDay',
    tag: 'packages',
    summary: {
      zh: '本节点最近一天的请求与内存，每 5 分钟一项；重启前的也在内',
      en: 'Requests and memory of this node over the last day, in slots of five minutes; what was before a restart is included',
    },
    answer: object({
      slots: list(
        object({
          from: instant(),
          requests: integer(),
          failed: integer({ description: 'Answered by 5xx' }),
          milliseconds: integer({ description: 'All answers together' }),
          memory: integer({ description: 'Bytes' }),
        }),
        { description: 'The oldest first; where nothing was asked there is none' },
      ),
    }),
  }),
} as const;
