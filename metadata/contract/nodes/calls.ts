import { flag, instant, integer, named, object, oneOf, type TypeOf, text } from '../../shape/shape.ts';
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

/** The call that lists the servers of one database, for whoever published, and for those who run them. */
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
      en: 'The servers of one database, and whether they serve what was published last',
    },
    answer: page(named('Node', node)),
  }),
} as const;
