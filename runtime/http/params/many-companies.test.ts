import { expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { freshDatabase } from '../../../workshop/services/databases.ts';
import { openTestNode } from '../../server/test-node.suite.ts';

/** More than are looked for at once. */
const many = 520;
const taxNumber = (at: number) => `9144030070846${String(1_000 + at).slice(1)}XA`;

it('what is risky is told of each of many companies', { timeout: 60_000 }, async () => {
  const place = await freshDatabase('sqlite');
  const node = await openTestNode(place.url, { packages: ['platform', 'basis', 'invoicing'] });
  try {
    const { orgs } = node.tenant.served();
    const root = String(orgs.get(orgs.root)?.number);
    const items = Array.from({ length: many }, (_, at) => ({
      op: 'create',
      body: { number: `C${at}`, name: `Company ${at}`, parent: { number: root }, taxNumber: taxNumber(at) },
    }));
    const made = await node.ask('POST', '/api/forms/organisation/batch', { atomic: true, items });
    expect(made.status, JSON.stringify(made.body).slice(0, 300)).toBe(200);
    const parameters = items.map((_, at) => ({
      ...{ type: 'all_ele_mock_invoice', key: taxNumber(at), org: root },
      ...{ state: 'value', value: 'true', reason: 'tried out' },
    }));
    const set = await node.ask('POST', '/api/params/import', { parameters }, { 'guiju-reason': 'tried out' });
    expect(set.status, JSON.stringify(set.body).slice(0, 300)).toBe(200);
    const { body } = await node.ask('GET', '/api/dangers');
    const companies = (body['items'] as readonly JsonObject[]).map(({ company }) => company);
    expect(new Set(companies).size).toBe(many);
  } finally {
    await node.close();
    await place.drop();
  }
});
