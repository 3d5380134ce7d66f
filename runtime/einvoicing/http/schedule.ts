import { schedule } from '../../../rules/einvoicing/contract/schedule.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { serveCall } from '../../http/pipeline/serve-call.ts';
import type { Schedule } from '../../work/schedule/create-schedule.ts';

export function scheduleEndpoints(runs: Pick<Schedule, 'list'>): readonly Endpoint[] {
  return [
    serveCall(schedule.list, async ({ ask, query: { from, to } }) => ({
      body: { items: await runs.list(ask.call, from !== undefined && to !== undefined ? [from, to] : null) },
    })),
  ];
}
