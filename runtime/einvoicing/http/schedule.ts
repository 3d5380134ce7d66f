import type { JsonSchema } from '../../../metadata/common/json.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import type { Schedule } from '../../work/schedule/create-schedule.ts';

const instant: JsonSchema = { type: ['string', 'null'], format: 'date-time' };
const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer' };

const last: JsonSchema = {
  type: ['object', 'null'],
  required: ['form', 'id', 'state', 'dueAt', 'endedAt', 'total', 'done', 'failed'],
  properties: {
    form: text,
    id: text,
    state: text,
    dueAt: instant,
    endedAt: instant,
    total: count,
    done: count,
    failed: count,
  },
  description: 'Its last run; null: there is none, or you may not see it',
};

const scheduled: JsonSchema = {
  type: 'object',
  required: ['form', 'id', 'number', 'name', 'next', 'last'],
  properties: {
    form: text,
    id: text,
    number: text,
    name: text,
    next: { ...instant, description: 'Null: it never runs' },
    last,
  },
};

export function scheduleEndpoints(schedule: Pick<Schedule, 'list'>): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/api/schedule',
      access: 'signed-in',
      operation: 'schedule',
      tag: 'issuing',
      summary: {
        zh: '当前组织的自动开票方案和自动化任务：下一次执行的时间和上一次执行的结果',
        en: 'What runs by itself for the organisation of the call: when next, and how it went last',
      },
      schema: {
        answer: {
          type: 'object',
          required: ['items'],
          properties: {
            items: { type: 'array', items: scheduled, description: 'The next one first; at most 200 a form' },
          },
        },
      },
      handle: async ({ call }) => ({
        body: { items: (await schedule.list(call)).map((one) => ({ ...one })) },
      }),
    },
  ];
}
