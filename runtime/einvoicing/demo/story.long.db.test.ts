import { expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createDomains } from '../../domains.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import { demoOf, harmsIn, morning, tellStory, unbalanced } from './story.suite.ts';

describeOnDatabases('the year of the demo', (under) => {
  it('is told to the end by whoever starts after a crash, nothing twice and nothing left out', {
    timeout: 600_000,
  }, async () => {
    const begun = await tellStory(under.url, () => true);
    await expect
      .poll(async () => (await begun.all('invoice')).length, { timeout: 120_000 })
      .toBeGreaterThan(200);
    await begun.node.close();
    const home = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      clock: () => morning + 24 * 3_600_000,
      domains: createDomains(),
    });
    const demo = demoOf(home);
    try {
      await home.node.run('stories');
      const job = await demo.ended();
      expect([job['status'], job['failed']], JSON.stringify(job)).toEqual(['done', 0]);
      const types = await demo.counted('invoice', 'invoiceType');
      expect(Object.keys(types).sort()).toEqual(
        ['004', '004xdp', '007', '007xdp', '025', '026', '028', '08xdp', '10xdp'].sort(),
      );
      const [applications, invoices] = [await demo.all('invoice-application'), await demo.all('invoice')];
      expect([applications.length > 400, invoices.length > 1_300]).toEqual([true, true]);
      // Some were cut into several invoices, and some settled together on one.
      const pending = await demo.all('pending-invoice');
      const idOf = (reference: unknown) => (reference as JsonObject | null)?.['id'];
      const byApplication = [...Map.groupBy(pending, ({ application }) => idOf(application)).values()];
      expect(byApplication.filter((one) => one.length > 1).length).toBeGreaterThan(50);
      const settled = pending.filter(({ sourceSystem }) => sourceSystem === 'ERP').at(-1);
      const { body } = await home.ask(
        'GET',
        `/api/forms/pending-invoice/records/${String(settled?.['id'])}?view=manage`,
      );
      const sources = (body['sources'] as readonly JsonObject[]).map(({ application }) => idOf(application));
      expect(new Set(sources).size).toBe(2);
      const numbers = invoices.map(({ number }) => String(number));
      expect(new Set(numbers).size).toBe(numbers.length);
      const ofStory = applications.map(({ businessNumber }) => String(businessNumber));
      expect(new Set(ofStory).size).toBe(ofStory.length);
      // It ends when it was begun, whoever goes on with it the day after.
      const latest = invoices.map(({ issuedAt }) => Date.parse(String(issuedAt)));
      expect(Math.min(...latest)).toBeGreaterThan(morning - 366 * 24 * 3_600_000);
      expect(await unbalanced(demo)).toEqual([]);
      expect(await harmsIn(home)).toEqual([]);
    } finally {
      await home.close();
    }
  });
});
