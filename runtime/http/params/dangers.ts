import type { Json } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { everyInstance } from '../../../rules/params/address.ts';
import { anyObject } from '../../openapi/refs.ts';
import { answerParameter } from '../../params/answer-parameter.ts';
import { instancesRead } from '../../params/instances.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { covers } from './named-parameter.ts';

/** Of the dangerous parameters those that are something else than unset for the organisation, instance by instance. */
function dangersOn(ask: Ask): readonly Json[] {
  const { call, served, principal } = ask;
  const found: Json[] = [];
  for (const { type, params } of served.model.params.values()) {
    const sight = principal.rights.parameters(type, 'read');
    if (!covers(sight, call.org)) continue;
    for (const param of params) {
      if (!param.danger) continue;
      const keys =
        param.key === undefined
          ? [everyInstance, ...instancesRead(call, type, param, call.org)]
          : [param.key];
      for (const key of keys) {
        const read = { call, address: { type, key, param }, org: call.org, sight };
        const { value = null, from = null, unset = null } = answerParameter(read, false);
        if (sameData(value, (unset as { readonly value: Json }).value)) continue;
        const instance = param.key === undefined && key !== everyInstance ? key : null;
        found.push({ type, key, instance, label: { ...param.label }, value, from });
      }
    }
  }
  return found;
}

export const dangerEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/dangers',
    access: 'signed-in',
    operation: 'dangers',
    tag: 'params',
    summary: {
      zh: '对组织已开启的慎用参数：关闭了检查或切换了环境的',
      en: 'Dangerous parameters that are on for the organisation: a check is off, or the environment is another',
    },
    schema: {
      answer: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['type', 'key', 'instance', 'label', 'value', 'from'],
              properties: {
                type: { type: 'string' },
                key: { type: 'string' },
                instance: {
                  type: ['string', 'null'],
                  description: 'The tax number, form … it is on for; null: it has none, or all of them.',
                },
                label: anyObject,
                value: {},
                from: anyObject,
              },
            },
          },
        },
      },
    },
    handle: (ask) => ({ body: { items: dangersOn(ask) } }),
  },
];
