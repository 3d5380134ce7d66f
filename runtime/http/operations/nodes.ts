import { nodes, type ServerState } from '../../../metadata/contract/nodes/calls.ts';
import { readNodes } from '../../storage/tables/nodes.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import type { NodeDay } from './node-days.ts';

/** The call that tells of the servers of one database. */
export const nodeEndpoints: readonly Endpoint[] = [
  serveCall(nodes.list, async ({ ask: { host, reader } }) => {
    const row = await reader.first<{ model: number }>('SELECT model FROM gj_revision WHERE id = 1');
    const newest = Number(row?.model ?? 0);
    const all = await readNodes(reader, host.database.dialect);
    const items = all.map(({ isSilent, ...one }) => {
      const isOwn = one.id === host.node;
      const model = isOwn ? Math.max(one.model, host.served().revision) : one.model;
      const state = stateOf(isSilent && !isOwn, model < newest);
      return { ...one, model, state, own: isOwn };
    });
    return { body: { items, next: null } };
  }),
];

/** The call that tells the last day of the server that answers. */
export const nodeDayEndpoint = (day: Pick<NodeDay, 'slots'>): Endpoint =>
  serveCall(nodes.day, async ({ ask: { reader } }) => ({
    body: {
      slots: (await day.slots(reader)).map(({ began, milliseconds, ...slot }) => ({
        ...slot,
        from: new Date(began).toISOString(),
        milliseconds: Math.round(milliseconds),
      })),
    },
  }));

function stateOf(isSilent: boolean, isBehind: boolean): ServerState['state'] {
  if (isSilent) return 'silent';
  return isBehind ? 'behind' : 'serving';
}
