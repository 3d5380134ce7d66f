import { describe, expect, it } from 'vitest';
import { createDomains } from '../../domains.ts';
import { openTestNode } from '../../server/test-node.suite.ts';

describe('the story of the demo', () => {
  it('leaves alone who has an organisation of that number himself', async () => {
    const packages = ['platform', 'basis', 'invoicing'];
    const domains = createDomains({ scenes: ({ key }) => key === 'P1' });
    const node = await openTestNode('', { packages, domains });
    const own = { number: 'TIANJIN', name: '天津某客户', parent: { number: 'root' } };
    expect((await node.ask('POST', '/api/forms/organisation/records', own)).status).toBe(201);
    expect((await node.ask('POST', '/api/demo')).status).toBe(200);
    await node.node.stories.idle();
    const { body } = await node.ask('GET', '/api/forms/job/records?view=manage');
    expect(body['items']).toEqual([]);
    await node.close();
  });
});
