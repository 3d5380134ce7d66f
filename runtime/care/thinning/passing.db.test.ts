import { expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { broughtBy } from '../../domain.ts';
import { createDomains } from '../../domains.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import { thinRecords } from './thin-records.ts';

const day = 24 * 3_600_000;

describeOnDatabases('records that say no more than what was done', (under) => {
  it('go of every form that has such, by whatever states it knows', async () => {
    let now = Date.parse('2026-11-20T04:00:00Z');
    const node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing', 'imaging'],
      clock: () => now,
    });
    try {
      const settings = '/api/forms/tenant-settings/record?org=root';
      const { body } = await node.ask('GET', settings);
      const revised = { 'if-match': `"${String(body['revision'] ?? 0)}"` };
      expect((await node.ask('PATCH', settings, { passingDays: 7 }, revised)).status).toBeLessThan(300);
      now += 9 * day;
      await node.node.run('thinning');

      const { database, store, systemCall } = node.tenant;
      const { model } = systemCall().served;
      for (const [id, passing] of Object.entries(broughtBy(createDomains(), (one) => one.passing))) {
        const form = model.formsById.get(id) ?? expect.fail(id);
        const round = { before: new Date(now).toISOString() };
        const thinned = await thinRecords({ database, store }, systemCall(), form, passing, round);
        expect([id, thinned]).toEqual([id, { gone: 0, round: undefined }]);
      }
    } finally {
      await node.close();
    }
  });
});
