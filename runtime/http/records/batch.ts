import type { Problem } from '../../../metadata/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/json.ts';
import { anyObject, recordRef } from '../../openapi/refs.ts';
import type { BatchItem } from '../../store/record/store.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { bodyWrong, ifMatchMissing } from '../pipeline/refusals.ts';
import { pointerStep } from '../pipeline/scan-json.ts';

const most = 1000;
const operations = ['create', 'patch', 'put', 'delete', 'enable', 'disable', 'act'] as const;

export const batchEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/api/forms/:form/batch',
    access: { anyOf: ['create', 'edit', 'delete', 'enable', 'disable', 'share', 'transfer', 'personalise'] },
    operation: 'batch',
    of: 'records',
    tag: 'records',
    summary: { zh: '批量写入：整批成败，或逐条报告', en: 'Many writes: all or none, or one report each' },
    body: 'json',
    schema: {
      body: {
        type: 'object',
        required: ['items'],
        additionalProperties: false,
        properties: {
          atomic: { type: 'boolean', description: 'All or none; true by default' },
          items: {
            type: 'array',
            maxItems: most,
            items: {
              type: 'object',
              required: ['op'],
              additionalProperties: false,
              properties: {
                op: { enum: [...operations] },
                id: { type: 'string', format: 'uuid' },
                ifMatch: {
                  type: 'integer',
                  description: 'Of all but create: the revision of the record as it was read',
                },
                action: { type: 'string', description: 'With op act: change-sharing, transfer, …' },
                body: {
                  ...anyObject,
                  description: 'The record as it is created or changed; what an action is told',
                },
              },
            },
          },
        },
      },
      answer: (form) => ({
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['index', 'status'],
              properties: {
                index: { type: 'integer' },
                status: { type: 'integer' },
                record: recordRef('read')(form),
                problem: { $ref: '#/components/schemas/Problem' },
              },
            },
          },
        },
      }),
    },
    handle: async (ask) => {
      const { items, atomic } = readBatch(await ask.object());
      const results = await ask.host.store.batch(ask.writeCall, ask.form, items, atomic);
      const revision = Math.max(0, ...results.map(({ record }) => record?.revision ?? 0));
      return { body: { items: results }, revision };
    },
  },
];

function readBatch(body: JsonObject): { items: readonly BatchItem[]; atomic: boolean } {
  const problems: Problem[] = [];
  const { items, atomic = true } = body;
  for (const name of Object.keys(body))
    if (name !== 'items' && name !== 'atomic') problems.push({ path: `/${name}`, code: 'unknown-member' });
  if (typeof atomic !== 'boolean') problems.push({ path: '/atomic', code: 'switch-expected' });
  if (!Array.isArray(items)) throw bodyWrong({}, [...problems, { path: '/items', code: 'array-expected' }]);
  if (items.length > most)
    throw bodyWrong({}, [...problems, { path: '/items', code: 'too-many-items', params: { most } }]);
  const read = items.flatMap((item: Json, index) => readItem(item, `/items/${index}`, problems) ?? []);
  if (problems.length > 0) throw bodyWrong({}, problems);
  const blind = read.flatMap((item, index) =>
    item.op === 'create' || item.ifMatch !== undefined
      ? []
      : [{ path: `/items/${index}/ifMatch`, code: 'batch-if-match' }],
  );
  if (blind.length > 0) throw ifMatchMissing({}, blind);
  return { items: read, atomic: atomic !== false };
}

const members = ['op', 'id', 'ifMatch', 'action', 'body'];

function readItem(item: Json, path: string, problems: Problem[]): BatchItem | undefined {
  const wrong = (at: string, code: string, params: Problem['params'] = {}): undefined => {
    problems.push({ path: path + at, code, params });
  };
  if (!isObject(item)) return wrong('', 'object-expected');
  for (const name of Object.keys(item))
    if (!members.includes(name))
      problems.push({ path: `${path}/${pointerStep(name)}`, code: 'unknown-member' });
  const { id, ifMatch, body } = item;
  const op = operations.find((known) => known === item['op']);
  if (!op) return wrong('/op', 'batch-operation', { choices: [...operations] });
  if (op === 'create') return isObject(body) ? { op, body } : wrong('/body', 'object-expected');
  if (typeof id !== 'string') return wrong('/id', 'text-expected');
  if (ifMatch !== undefined && (typeof ifMatch !== 'number' || !Number.isSafeInteger(ifMatch)))
    return wrong('/ifMatch', 'number-expected');
  const seen = ifMatch === undefined ? {} : { ifMatch };
  if (op === 'patch' || op === 'put')
    return isObject(body) ? { op, id, body, ...seen } : wrong('/body', 'object-expected');
  if (op !== 'act') return { op, id, ...seen };
  const { action } = item;
  if (typeof action !== 'string') return wrong('/action', 'text-expected');
  if (body !== undefined && !isObject(body)) return wrong('/body', 'object-expected');
  return { op, id, action, body: body ?? {}, ...seen };
}
