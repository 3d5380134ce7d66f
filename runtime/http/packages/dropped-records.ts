import { itemsOf, shared } from '../../openapi/refs.ts';
import { markedRecords } from '../../packages/dropped-records.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

/** What packages brought once and bring no more, where somebody changed or uses it. */
export const droppedRecordEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/dropped-records',
    access: 'administers',
    operation: 'droppedRecords',
    schema: { answer: itemsOf(shared('DroppedRecord')) },
    tag: 'packages',
    summary: {
      zh: '包不再提供、但因改过或在用而保留的数据',
      en: 'Records that their packages bring no more, kept because somebody changed or uses them',
    },
    handle: async ({ host, reader, call }) => ({
      body: {
        items: (await markedRecords(reader, host.database.dialect, call.served)).map((one) => ({ ...one })),
      },
    }),
  },
];
