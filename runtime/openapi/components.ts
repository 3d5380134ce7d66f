import type { JsonObject } from '../../metadata/json.ts';
import { modelSchemas } from './model-schemas.ts';
import { anyObject } from './refs.ts';

const text = { type: 'string' } as const;

const token = {
  id: { type: 'string', format: 'uuid' },
  name: text,
  scopes: { type: 'array', items: { type: 'string' } },
  expiresOn: { type: ['string', 'null'], format: 'date' },
  hint: { type: ['string', 'null'], description: 'How its text begins' },
  enabled: { type: 'boolean' },
  createdAt: { type: 'string', format: 'date-time' },
  lastUsedAt: { type: ['string', 'null'], format: 'date-time' },
} as const;

const counts = ['total', 'done', 'created', 'updated', 'unchanged', 'failed'] as const;

/** Schemas that many answers share. */
export const sharedSchemas: JsonObject = {
  ...modelSchemas,
  Problem: {
    type: 'object',
    description: 'RFC 9457',
    required: ['type', 'title', 'status', 'detail', 'code', 'errors'],
    properties: {
      type: { type: 'string', format: 'uri' },
      title: text,
      status: { type: 'integer' },
      detail: text,
      code: text,
      params: anyObject,
      instance: text,
      errors: { type: 'array', items: { $ref: '#/components/schemas/FieldProblem' } },
      current: { ...anyObject, description: '412: the record as it is now' },
    },
    additionalProperties: true,
  },
  FieldProblem: {
    type: 'object',
    required: ['path', 'code', 'message'],
    properties: {
      path: { type: 'string', description: 'JSON Pointer into what was sent' },
      code: text,
      message: { type: 'string', description: 'In the language of Accept-Language' },
      params: anyObject,
      severity: { type: 'string', enum: ['error', 'warning'] },
    },
  },
  Token: {
    type: 'object',
    required: ['id', 'name', 'scopes', 'hint', 'enabled', 'createdAt'],
    properties: token,
  },
  NewToken: {
    type: 'object',
    required: ['id', 'name', 'token'],
    properties: { ...token, token: { type: 'string', description: 'Told this once' } },
  },
  Job: {
    type: 'object',
    description: 'Numbers are null as long as they are not known',
    required: ['id', 'revision', 'kind', 'name', 'status', 'progress', 'message', 'details'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      revision: { type: 'integer' },
      kind: { enum: ['import', 'export', 'publish', 'upgrade', 'scheduled', 'other'] },
      name: text,
      form: { type: ['string', 'null'] },
      status: { enum: ['waiting', 'running', 'done', 'failed', 'cancelled'] },
      progress: { type: ['string', 'null'], description: 'A decimal from 0 to 1' },
      ...Object.fromEntries(counts.map((name) => [name, { type: ['integer', 'null'] }])),
      startedAt: { type: ['string', 'null'], format: 'date-time' },
      finishedAt: { type: ['string', 'null'], format: 'date-time' },
      message: { type: ['string', 'null'], description: 'What went wrong, in words' },
      organisation: { anyOf: [{ $ref: '#/components/schemas/Reference' }, { type: 'null' }] },
      user: { anyOf: [{ $ref: '#/components/schemas/Reference' }, { type: 'null' }] },
      details: {
        ...{ ...anyObject, type: ['object', 'null'] },
        description: 'Of its kind; `file` tells of a result to download',
      },
    },
  },
  Found: {
    type: 'object',
    required: ['form', 'label', 'id', 'org', 'number', 'name'],
    properties: {
      form: text,
      label: { $ref: '#/components/schemas/Label' },
      id: { type: 'string', format: 'uuid' },
      org: { anyOf: [{ $ref: '#/components/schemas/Reference' }, { type: 'null' }] },
      number: { type: ['string', 'null'] },
      name: { type: ['string', 'null'] },
    },
  },
  View: {
    type: 'object',
    required: ['id', 'revision', 'name', 'form', 'shared', 'preferred', 'config', 'mine'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      revision: { type: 'integer' },
      name: text,
      form: { type: ['string', 'null'] },
      shared: { type: ['boolean', 'null'] },
      preferred: { type: ['boolean', 'null'] },
      config: { description: 'Columns, filter, order' },
      mine: { type: 'boolean' },
    },
  },
  Preference: {
    type: 'object',
    required: ['name', 'value'],
    properties: { name: text, value: { description: 'Any JSON' } },
  },
  Reference: {
    type: 'object',
    required: ['id', 'number', 'name'],
    properties: {
      id: text,
      number: { type: ['string', 'null'] },
      name: { type: ['string', 'null'] },
    },
  },
};

export const sharedResponses: JsonObject = {
  Problem: {
    description: 'What was refused, and why',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
  NotModified: { description: 'The same as If-None-Match names' },
};

export const sharedHeaders: JsonObject = {
  ETag: { description: 'Revision of the record, for If-Match', schema: text },
  'Guiju-Revision': { description: 'Newest revision this node has followed', schema: text },
  'Guiju-Model': { description: 'Revision of the publish whose model answered', schema: text },
};

export const sharedParameters: JsonObject = {
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: '所读版本的 ETag · ETag of the version that was read',
    schema: { type: 'string', examples: ['"42"'] },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      '同一个键在一天内只写一次 · The write is done once, however often it is sent with the same key within a day',
    schema: { type: 'string', maxLength: 200 },
  },
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    description: '问题说明的语言：zh 或 en · zh or en: language of problems',
    schema: text,
  },
};

export const securitySchemes: JsonObject = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A session or an API token (gj_…)' },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'guiju_session',
    description: 'Writes need the header X-CSRF-Token as well',
  },
};
