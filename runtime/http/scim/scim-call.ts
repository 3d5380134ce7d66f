import type { JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Status } from '../../../metadata/contract/common/call.ts';
import type { Answer, Endpoint, Parameter } from '../pipeline/endpoint.ts';
import type { Provisioning } from './provisioning.ts';
import { scimMediaType } from './scim-problem.ts';

/** A call of the protocol, and what does it. */
export interface ScimCall {
  readonly method: Endpoint['method'];
  readonly path: string;
  readonly operation: string;
  readonly summary: Label;
  readonly query?: readonly Parameter[];
  readonly answer?: JsonSchema;
  readonly body?: JsonSchema;
  readonly status?: Status | readonly Status[];
  readonly tagged?: true;
  readonly values?: number;
  handle(from: Provisioning): Promise<Answer> | Answer;
}

export const resource = {
  type: 'object',
  description: 'A resource of RFC 7643; /scim/v2/Schemas says which attributes have a place here.',
  additionalProperties: true,
} as const;
export const listed = {
  type: 'object',
  required: ['schemas', 'totalResults', 'itemsPerPage', 'startIndex'],
  properties: {
    schemas: { type: 'array', items: { type: 'string' } },
    totalResults: { type: 'integer' },
    itemsPerPage: { type: 'integer' },
    startIndex: { type: 'integer' },
    Resources: { type: 'array', items: resource },
  },
} as const;
export const patch = {
  type: 'object',
  description: 'Operations of RFC 7644, section 3.5.2',
  additionalProperties: true,
} as const;
const word = (name: string, zh: string, en: string): Parameter => ({
  name,
  summary: { zh, en },
  schema: { type: 'string' },
});
export const parts: readonly Parameter[] = [
  word('attributes', '只返回这些属性，用逗号分隔', 'Only these attributes, separated by commas'),
  word('excludedAttributes', '不返回这些属性，用逗号分隔', 'Not these attributes, separated by commas'),
];
export const listing: readonly Parameter[] = [
  word('filter', '筛选，如 userName eq "ann"', 'Filter, such as userName eq "ann"'),
  word('startIndex', '从第几个起，默认 1', 'The first one, counted from 1; default 1'),
  word('count', '最多几个，默认 100，最多 500', 'How many at most; default 100, at most 500'),
  word('sortBy', '按此属性排序', 'Attribute to order by'),
  word('sortOrder', 'ascending 或 descending', 'ascending or descending'),
  ...parts,
];
/** A group may have many members. */
export const manyValues = 200_000;

export function answered(body: JsonObject, more: Omit<Answer, 'body' | 'raw' | 'json'> = {}): Answer {
  const headers = { 'content-type': scimMediaType, ...more.headers };
  return { ...more, raw: JSON.stringify(body), headers };
}

export function locationOf({ meta }: JsonObject): { readonly location: string } {
  return { location: String((meta as JsonObject)['location']) };
}
