import { schedule } from '../../../rules/einvoicing/contract/schedule.ts';
import { dateParameter } from '../../http/pipeline/check-query.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { serveCall } from '../../http/pipeline/serve-call.ts';
import type { Schedule } from '../../work/schedule/create-schedule.ts';

export function scheduleEndpoints(runs: Pick<Schedule, 'list'>): readonly Endpoint[] {
  return [
    serveCall(schedule.list, async ({ ask }) => {
      const [from, to] = [dateParameter(ask.query, 'from'), dateParameter(ask.query, 'to')];
      const days = from !== undefined && to !== undefined ? ([from, to] as const) : null;
      return { body: { items: await runs.list(ask.call, days) } };
    }),
  ];
}
