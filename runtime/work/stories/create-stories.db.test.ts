import { expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Call } from '../../call/call.ts';
import { createLog } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import type { Domain } from '../../domain.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import { createJobs } from '../jobs/create-jobs.ts';
import { createStories } from './create-stories.ts';
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
    const { tenant, node, close } = await openTestNode(under.url, { domains: [telling(story)] });
    await node.stories.begin(tenant.systemCall());
    await node.stories.idle();
    for (let again = 0; again < 2; again += 1) {
      await node.stories.goOn();
      await node.stories.idle();
    }
    expect(played).toEqual(['duplicate', 'unavailable', 'unavailable']);
    await close();
  });

  it('asks the database less and less often whether it goes on, and no more once it is over', async () => {
    let now = Date.UTC(2026, 10, 25);
    const { tenant, close } = await openTestNode(under.url);
    let asked = 0;
    const counted: Database = {
      ...tenant.database,
      all: (...question) => {
        asked += 1;
        return tenant.database.all(...question);
      },
    };
    const { store, systemCall } = tenant;
    const log = createLog('silent');
    const jobs = createJobs({ store, database: tenant.database, log, systemCall });
    const story: Story = { name: 'rare', label: { zh: '少', en: 'Rare' }, scenes: async () => [scene] };
    const scene = { key: 'only', play: async () => {} };
    const stories = createStories({ ...tenant, database: counted, jobs, log, clock: () => now }, () => [
      story,
    ]);
    /** Asked every five seconds, as nodes do. */
    const askedWithin = async (seconds: number) => {
      asked = 0;
      for (let passed = 0; passed < seconds; passed += 5) {
        await stories.goOn();
        now += 5_000;
      }
      await stories.idle();
      return asked;
    };
    expect([await askedWithin(3_600), await askedWithin(3_600)]).toEqual([12, 6]);
    await stories.begin(systemCall());
    await stories.idle();
    expect([await askedWithin(60), await askedWithin(86_400)]).toEqual([1, 0]);
    await close();
  });

  it('goes on in the name of the first user who may sign in', async () => {
    const names: string[] = [];
    const scenes = [{ key: 'named', play: async ({ user }: Call) => void names.push(user.number) }];
    const story: Story = { name: 'named', label: { zh: '名', en: 'Named' }, scenes: async () => scenes };
    const { tenant, node, ask, close } = await openTestNode(under.url, { domains: [telling(story)] });
    const made = await ask('POST', '/api/forms/user/records', {
      ...{ number: 'second', name: 'second', organisation: { number: 'root' }, roles: [] },
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const form = tenant.served().model.formsById.get('user');
    const table = form ? tenant.served().table(form).name : '';
    const { quote } = tenant.database.dialect;
    await tenant.database.run(
      `UPDATE ${table} SET ${quote('enabled')} = 0 WHERE ${quote('number')} = 'admin'`,
    );
    await node.stories.begin(tenant.systemCall());
    await node.stories.idle();
    expect(names).toEqual(['second']);
    await close();
  });
});

function telling(story: Story): Domain {
  return {
    ...{ name: 'tried', decisions: [], documents: [], recordChecks: [] },
    ...{ messages: {}, texts: {}, trailActions: {}, checks: {}, capabilities: [], icons: {} },
    open: () => ({ story }),
  };
}
