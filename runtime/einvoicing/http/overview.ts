import type { JsonSchema } from '../../../metadata/common/json.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { anyObject } from '../../model/openapi/refs.ts';
import { overviewOf } from '../issuing/overview.ts';

const text: JsonSchema = { type: 'string' };
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
const counted = {
  form: text,
  filter: { ...anyObject, description: 'The list of the form by it, `view=manage`, shows just these' },
  count: { type: 'integer' },
} as const;
const by = (more: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  required: [...Object.keys(counted), ...Object.keys(more)],
  properties: { ...counted, ...more },
});
const credit: JsonSchema = {
  type: 'object',
  required: ['used', 'limit'],
  properties: { used: text, limit: { type: ['string', 'null'] } },
};

export function overviewEndpoint(zone: (org: string) => string): Endpoint {
  return {
    method: 'GET',
    path: '/api/issuing/overview',
    access: 'signed-in',
    operation: 'issuingOverview',
    tag: 'issuing',
    summary: {
      zh: '当前组织及下级的开票工作：各环节的单据数、今天和本月已开、失败原因和额度；只统计可查看的',
      en: 'Issuing in numbers for the organisation of the call and those below: what waits at each stage, what was issued, why some failed, credit; only what may be read is counted',
    },
    schema: {
      answer: {
        type: 'object',
        required: ['reach', 'tiles', 'today', 'month', 'reasons', 'credit'],
        properties: {
          reach: { enum: ['below', 'own'] },
          tiles: listOf(
            by({ key: { enum: ['waiting', 'held', 'to-audit', 'pending', 'issuing', 'failed'] } }),
          ),
          today: listOf(by({ type: text, label: anyObject })),
          month: listOf(by({ type: text, label: anyObject })),
          reasons: listOf(by({ code: text, text })),
          credit: listOf({
            type: 'object',
            required: ['control', 'businessType', 'day', 'month'],
            properties: { control: text, businessType: text, day: credit, month: credit },
          }),
        },
      },
    },
    handle: async ({ call, host, reader }) => ({
      body: { ...(await overviewOf({ store: host.store, reader, zone }, call)) },
    }),
  };
}
