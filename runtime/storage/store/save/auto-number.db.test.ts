import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const options = ['buy', 'sell'].map((value) => ({ value, label: label(value) }));

const deal: JsonObject = {
  name: 'deal',
  kind: 'document',
  label: label('deal'),
  sharing: 'everybody',
  fields: [
    field('number', 'number', { pattern: '{side}{branch}-{yy}{MM}-{seq:3}' }),
    field('side', 'choice', { options }),
    field('branch', 'integer', { min: 0, max: 99 }),
  ],
};

describeOnDatabases('numbers that the platform gives out', (database) => {
  let node: TestNode;
  let today = '2026-01-31T03:00:00Z';
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform'], clock: () => Date.parse(today) });
    const manifest = { name: 'deals', version: '1.0.0', guiju: { prefix: 'dl', label: label('deals') } };
    const body = { packages: [{ files: { 'package.json': manifest, 'forms/deal.json': deal } }] };
    const plan = await node.ask('POST', '/api/model/plan', body);
    expect(plan.body['issues']).toEqual([]);
    const hash = plan.body['hash'] ?? null;
    expect((await node.ask('POST', '/api/model/apply', { ...body, hash })).status).toBe(200);
  });
  afterAll(() => node.close());

  const made = async (values: JsonObject) => {
    const { status, body } = await node.ask('POST', '/api/forms/deal/records', values);
    return status === 201 ? String(body['number']) : status;
  };

  it('have fields and dates in them, count anew with each, and use none up where a save fails', async () => {
    expect(await made({ side: 'buy', branch: 1 })).toBe('buy1-2601-001');
    expect(await made({ side: 'sell', branch: 1 })).toBe('sell1-2601-001');
    expect(await made({ side: 'buy', branch: 100 })).toBe(422);
    expect(await made({ side: 'buy', branch: 1 })).toBe('buy1-2601-002');
    expect(await made({ branch: 1 })).toBe('1-2601-001');
    today = '2026-02-01T03:00:00Z';
    expect(await made({ side: 'buy', branch: 1 })).toBe('buy1-2602-001');
    const many = await Promise.all(
      Array.from({ length: 9 }, (_, at) => made({ side: 'buy', branch: at % 3 })),
    );
    expect(many.toSorted()).toEqual([
      ...['001', '002', '003'].map((count) => `buy0-2602-${count}`),
      ...['002', '003', '004'].map((count) => `buy1-2602-${count}`),
      ...['001', '002', '003'].map((count) => `buy2-2602-${count}`),
    ]);
  });

  it('stay as they are when what stands in them becomes another', async () => {
    const { body } = await node.ask('POST', '/api/forms/deal/records', { side: 'buy', branch: 7 });
    const changed = await node.ask(
      'PATCH',
      `/api/forms/deal/records/${body['id']}`,
      { side: 'sell' },
      {
        'if-match': `"${body['revision']}"`,
      },
    );
    expect([changed.status, changed.body['number']]).toEqual([200, body['number']]);
  });
});
