import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

let database: TestDatabase;
let node: TestNode;
beforeAll(async () => {
  database = await freshDatabase('sqlite');
  node = await openTestNode(database.url, { packages: ['platform'], domains: [] });
});
afterAll(async () => {
  await node.close();
  await database.drop();
});

it('a server without domains has nothing to decide, and says so', async () => {
  expect((await node.ask('GET', '/api/decisions')).body).toEqual({ items: [] });
  const asked = await node.ask('POST', '/api/decisions/plan', { input: {} });
  expect([asked.status, asked.body['code']]).toEqual([404, 'decision-unknown']);
});
