import type { Json, JsonObject, JsonSchema } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import type { Rights } from '../auth/rights.ts';
import type { Described } from './described.ts';

/** One call of the document. */
export function operation(endpoint: Described, address: string, rights: Rights, form?: Form): JsonObject {
  const { summary, schema = {}, access } = endpoint;
  const written = endpoint.method !== 'GET' && access !== 'public';
  const parameters: Json[] = [
    ...pathParameters(address),
    ...(endpoint.query ?? []).map(({ name, summary: text, schema: value }) => ({
      name,
      in: 'query',
      description: `${text.zh} · ${text.en}`,
      schema: value,
    })),
    ...(endpoint.fieldFilters && form ? fieldParameters(form, rights) : []),
    ...(access === 'public' ? [] : callParameters),
    ...(schema.ifMatch ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
    ...(written ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
  return {
    operationId: form ? `${form.name}.${endpoint.operation}` : endpoint.operation,
    tags: [form ? form.name : endpoint.tag],
    summary: summary.zh,
    description: summary.en,
    ...(access === 'public' ? { security: [] } : {}),
    ...(access === 'anybody' ? { security: [{}, { bearer: [] }, { cookie: [] }] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...body(endpoint, form),
    responses: { ...success(endpoint, form), default: { $ref: '#/components/responses/Problem' } },
  };
}

const callParameters: readonly Json[] = [
  {
    name: 'org',
    in: 'query',
    description: '组织编号 · Number of the organisation of the call',
    schema: { type: 'string' },
  },
  {
    name: 'minRevision',
    in: 'query',
    description: '等到这个版本再回答 · Wait until this node has reached the revision',
    schema: { type: 'integer', minimum: 0 },
  },
];

const known: Readonly<Record<string, JsonSchema>> = {
  id: { type: 'string', format: 'uuid' },
  revision: { type: 'integer' },
};

function pathParameters(address: string): Json[] {
  return [...address.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: known[name] ?? { type: 'string' },
  }));
}

/** Beside these, `name[gte]=…` and the like are understood for every field. */
function fieldParameters(form: Form, rights: Rights): Json[] {
  return form.fields
    .filter(
      (field) => !field.hidden && field.kind.comparison(field) !== 'none' && rights.readable(form, field),
    )
    .filter((field) => !field.rows)
    .map(({ name, label }) => ({
      name,
      in: 'query',
      description: `${label.zh} · ${label.en}`,
      schema: { type: 'string' },
    }));
}

function body({ body: kind, schema }: Described, form?: Form): JsonObject {
  if (!kind) return {};
  const type = kind === 'json' ? 'application/json' : 'application/octet-stream';
  return {
    requestBody: {
      required: schema?.body !== undefined && !schema.bodyOptional,
      content: { [type]: { schema: made(schema?.body, form) ?? {} } },
    },
  };
}

function success({ method, schema = {} }: Described, form?: Form): JsonObject {
  const { status = 200, type = 'application/json' } = schema;
  const answer = made(schema.answer, form);
  const hasVersions = method === 'GET' || typeof schema.answer === 'function' || schema.ifMatch === true;
  const headers = {
    'Guiju-Revision': { $ref: '#/components/headers/Guiju-Revision' },
    'Guiju-Model': { $ref: '#/components/headers/Guiju-Model' },
  };
  const content = Object.fromEntries([type].flat().map((each) => [each, { schema: answer ?? {} }]));
  const told = {
    description: 'Done',
    headers:
      answer && '$ref' in answer && hasVersions
        ? { ...headers, ETag: { $ref: '#/components/headers/ETag' } }
        : headers,
    ...(answer && status !== 204 ? { content } : {}),
  };
  const others = Object.entries(schema.also ?? {}).map(([each, value]) => [
    each,
    { description: 'Done', headers, content: { 'application/json': { schema: value } } },
  ]);
  return Object.fromEntries([...[status].flat().map((each) => [each, told]), ...others]);
}

function made(
  schema: JsonSchema | ((form: Form) => JsonSchema) | undefined,
  form?: Form,
): JsonSchema | undefined {
  if (typeof schema !== 'function') return schema;
  if (!form) throw new Error('a schema made for a form stands on a path without one');
  return schema(form);
}
