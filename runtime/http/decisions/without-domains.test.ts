import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode('sqlite::memory:', { packages: ['platform'], domains: [] });
});
afterAll(() => node.close());

it('a server without domains has nothing to decide, and says so', async () => {
  expect((await node.ask('GET', '/api/decisions')).body).toEqual({ items: [] });
  const asked = await node.ask('POST', '/api/decisions/plan', { input: {} });
  expect([asked.status, asked.body['code']]).toEqual([404, 'decision-unknown']);
});
