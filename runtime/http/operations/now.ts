import type { Endpoint } from '../pipeline/endpoint.ts';

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
