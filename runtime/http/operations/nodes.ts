import { page, shared } from '../../openapi/refs.ts';
import { readNodes } from '../../tables/nodes.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

/** The servers of one database, for whoever published, and for those who run them. */
export const nodeEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/nodes',
    access: 'packages',
    whenBroken: true,
    operation: 'nodes',
    schema: { answer: page(shared('Node')) },
    tag: 'packages',
    summary: {
      zh: '同一数据库上的各台服务器，以及它们是否已换用最近一次发布的定义',
      en: 'The servers of one database, and whether they serve what was published last',
    },
    handle: async ({ host, reader }) => {
      const row = await reader.first<{ model: number }>('SELECT model FROM gj_revision WHERE id = 1');
      const newest = Number(row?.model ?? 0);
      const nodes = await readNodes(reader, host.database.dialect);
      const items = nodes.map(({ isSilent, ...one }) => {
        const isOwn = one.id === host.node;
        const model = isOwn ? Math.max(one.model, host.served().revision) : one.model;
        const state = isSilent && !isOwn ? 'silent' : model < newest ? 'behind' : 'serving';
        return { ...one, model, state, own: isOwn };
      });
      return { body: { items, next: null } };
    },
  },
];
