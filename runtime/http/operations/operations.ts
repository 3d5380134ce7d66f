import { anyObject } from '../../openapi/refs.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import type { Traffic } from '../pipeline/traffic.ts';
import { renderMetrics } from './metrics.ts';

/** What `$now` and `$today` are in conditions. */
export const nowEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/now',
    access: 'signed-in',
    operation: 'now',
    tag: 'me',
    summary: {
      zh: '现在：时刻，以及调用的组织所在时区的日期和时间',
      en: 'Now: the instant, and date and time where the organisation of the call is',
    },
    schema: {
      answer: {
        type: 'object',
        required: ['instant', 'localDate', 'localTime'],
        properties: {
          instant: { type: 'string', format: 'date-time' },
          localDate: { type: 'string', format: 'date' },
          localTime: { type: 'string' },
        },
      },
    },
    handle: ({ call }) => ({ body: { ...call.now } }),
  },
];

const tag = 'operations';

/** What those who run the server ask it. */
export function operationEndpoints(traffic: Traffic): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/healthz',
      access: 'public',
      operation: 'health',
      schema: { answer: anyObject },
      tag,
      summary: { zh: '进程是否活着', en: 'Whether the process lives' },
      handle: () => ({ body: { status: 'ok' } }),
    },
    {
      method: 'GET',
      path: '/readyz',
      access: 'public',
      operation: 'readiness',
      schema: { answer: anyObject },
      tag,
      summary: { zh: '能否提供服务', en: 'Whether requests can be served' },
      handle: async ({ host }) => {
        const { ready, ...state } = await host.ready();
        return { status: ready ? 200 : 503, body: { status: ready ? 'ready' : 'unavailable', ...state } };
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      access: 'administers',
      operation: 'metrics',
      schema: { answer: { type: 'string' }, type: 'text/plain' },
      tag,
      summary: { zh: 'Prometheus 指标', en: 'Metrics for Prometheus' },
      handle: async ({ host }) => {
        const { text, type } = await renderMetrics(traffic, host);
        return { raw: text, headers: { 'content-type': type } };
      },
    },
  ];
}
