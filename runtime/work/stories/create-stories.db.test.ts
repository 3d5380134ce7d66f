import { expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { DatabaseError } from '../../database/database-error.ts';
import type { Domain } from '../../domain.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import type { Story } from './story.ts';

describeOnDatabases('a story', (under) => {
  it('leaves out a scene that the database refuses each time, and goes on with one for which it was away', async () => {
    const played: string[] = [];
    const failing = (code: 'duplicate' | 'unavailable', times: number) => async () => {
      played.push(code);
      if (played.filter((one) => one === code).length <= times) throw new DatabaseError(code, 'of a test');
    };
    const story: Story = {
      name: 'tried',
      label: { zh: '试', en: 'Tried' },
      scenes: async () => [
        { key: 'taken', play: failing('duplicate', 9) },
        { key: 'away', play: failing('unavailable', 1) },
      ],
    };
    const domain: Domain = {
      ...{ name: 'tried', decisions: [], documents: [], recordChecks: [] },
      ...{ messages: {}, texts: {}, trailActions: {}, checks: {}, capabilities: [], icons: {} },
      open: () => ({ story }),
    };
    const { tenant, node, close } = await openTestNode(under.url, { domains: [domain] });
    await node.stories.begin(tenant.systemCall());
    await node.stories.idle();
    for (let again = 0; again < 2; again += 1) {
      await node.stories.goOn();
      await node.stories.idle();
    }
    expect(played).toEqual(['duplicate', 'unavailable', 'unavailable']);
    await close();
  });
});
