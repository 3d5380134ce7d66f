import { nodes, type ServerState } from '../../../metadata/contract/nodes/calls.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import { slotLength } from '../../common/recent-traffic.ts';
import { readNodes } from '../../storage/tables/nodes.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import type { Traffic } from '../pipeline/traffic.ts';

const epoch = '1970-01-01T00:00:00.000Z';

/** Makes the calls that tell of the servers of one database; of the one that answers also its last day. */
export const nodeEndpoints = (traffic: Pick<Traffic, 'recent'>): readonly Endpoint[] => [
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
  serveCall(nodes.day, async ({ ask: { host } }) => {
    const begun = host.clock() - performance.now();
    const slots = traffic.recent.slots().map(({ at, milliseconds, ...slot }) => ({
      ...slot,
      from: addMilliseconds(epoch, Math.round(begun + at * slotLength)),
      milliseconds: Math.round(milliseconds),
    }));
    return { body: { slots } };
  }),
];

function stateOf(isSilent: boolean, isBehind: boolean): ServerState['state'] {
  if (isSilent) return 'silent';
  return isBehind ? 'behind' : 'serving';
}
