import { clock, operations } from '../../../metadata/contract/operations/calls.ts';
import { currencyOf } from '../../../rules/sharing/org-tree.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import type { Traffic } from '../pipeline/traffic.ts';
import { renderMetrics } from './metrics.ts';
import { takesOpenMetrics } from './open-metrics.ts';

/** The calls that tell `$now` and `$today` as conditions know them, and the days that are worked. */
export const nowEndpoints: readonly Endpoint[] = [
  serveCall(clock.now, async ({ ask: { call } }) => ({
    body: { ...call.now, currency: currencyOf(call.served.orgs, call.org) },
  })),
  serveCall(clock.workCalendar, async ({ ask: { call, host } }) => ({
    body: await host.store.workCalendar(call),
  })),
];

/** Makes the calls for those who run the server. */
export function operationEndpoints(traffic: Traffic): readonly Endpoint[] {
  return [
    serveCall(operations.health, async () => ({ body: { status: 'ok' } })),
    serveCall(operations.readiness, async ({ ask }) => {
      const { ready, ...state } = await ask.host.ready();
      return { status: ready ? 200 : 503, body: { status: ready ? 'ready' : 'unavailable', ...state } };
    }),
    serveCall(operations.metrics, async ({ ask }) => {
      const { text, type } = await renderMetrics(traffic, ask.host, {
        isOpen: takesOpenMetrics(ask.header('accept')),
      });
      return { raw: text, headers: { 'content-type': type } };
    }),
  ];
}
