import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { describedSchemas, describedTypes, serviceConfiguration, wholeList } from './describe-service.ts';
import { resourceUnknown } from './protocol/refusals.ts';
import { answered, listed, resource, type ScimCall } from './scim-call.ts';

export const serviceCalls: readonly ScimCall[] = [
  {
    method: 'GET',
    path: '/ServiceProviderConfig',
    operation: 'scimService',
    summary: { zh: 'SCIM：支持协议的哪些部分', en: 'SCIM: what of the protocol is supported' },
    answer: resource,
    handle: ({ base }) => answered(serviceConfiguration(base)),
  },
  ...described('ResourceTypes', 'ResourceType', describedTypes, {
    zh: '资源类型',
    en: 'types of resources',
  }),
  ...described('Schemas', 'Schema', describedSchemas, { zh: '属性定义', en: 'schemas' }),
];

function described(
  path: string,
  name: string,
  all: (base: string) => readonly JsonObject[],
  what: Label,
): readonly ScimCall[] {
  return [
    {
      method: 'GET',
      path: `/${path}`,
      operation: `scim${path}`,
      summary: { zh: `SCIM：列出${what.zh}`, en: `SCIM: list ${what.en}` },
      answer: listed,
      handle: ({ base }) => answered(wholeList(all(base))),
    },
    {
      method: 'GET',
      path: `/${path}/:name`,
      operation: `scim${name}`,
      summary: { zh: `SCIM：读取一个${what.zh}`, en: `SCIM: read one of the ${what.en}` },
      answer: resource,
      handle({ base, ask }) {
        const wanted = decodeURIComponent(ask.param('name'));
        const found = all(base).find(({ id }) => id === wanted);
        if (!found) throw resourceUnknown({ name: wanted.slice(0, 200) });
        return answered(found);
      },
    },
  ];
}
