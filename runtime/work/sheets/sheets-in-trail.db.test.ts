import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openWorld, type World } from './world.suite.ts';

describeOnDatabases('in the audit trail', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database.url);
  });
  afterAll(() => world.close());

  const csv = (...lines: string[]) => new TextEncoder().encode(['number,name', ...lines].join('\n'));
  const json = async (path: string, method = 'GET') =>
    (await (await world.ask(method, path)).json()) as JsonObject;
  const trail = async (query = '') => (await json(`/api/audit?limit=200${query}`))['items'] as JsonObject[];
  const over = async (job: JsonObject) => {
    await expect.poll(async () => (await json(`/api/jobs/${job['id']}`))['status']).toMatch(/done|cancelled/);
  };
  /** Answers the new entries of the trail after `work`. */
  const answered = async (work: () => Promise<unknown>) => {
    const before = (await trail()).length;
    await work();
    const after = await trail();
    return after.slice(0, after.length - before).map(({ action, target, form, detail }) => {
      const { requestId: _, ...known } = (detail ?? {}) as JsonObject;
      return { action, about: form ?? target, ...known };
    });
  };
  const file = csv('T1,一', 'T2,二');
  const imported = { action: 'import', about: '/api/forms/customer/import', format: 'csv' };
  const none = { created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 };
  const made = { action: 'create', about: 'customer' };
  const exported = { action: 'export', about: '/api/forms/customer/export' };

  it.each<[string, () => Promise<unknown>, readonly JsonObject[]]>([
    ['an import that is only tried is nothing', () => world.import('customer', file, '?dryRun=true'), []],
    [
      'an import is one line with what became of it, beside the records it wrote',
      () => world.import('customer', file, '', { headers: { 'content-type': 'text/csv' } }),
      [{ ...imported, ...none, created: 2, upload: expect.any(String) }, made, made],
    ],
    [
      'an import that changes nothing is one line',
      () => world.import('customer', file),
      [{ ...imported, ...none, unchanged: 2, upload: expect.any(String) }],
    ],
    ['an import of what is no file is nothing', () => world.import('customer', csv().slice(0, 3)), []],
    [
      'a file that is handed out is one line with how many records are in it',
      () => world.ask('GET', '/api/forms/customer/export?format=csv'),
      [{ ...exported, format: 'csv', records: 2 }],
    ],
    [
      'an export as a job is one line too',
      async () =>
        over(
          await json(
            '/api/forms/customer/export?mode=job&filter={"fact":"number","operator":"equal","value":"T1"}',
          ),
        ),
      [{ ...exported, format: 'xlsx', records: 1 }],
    ],
    [
      'an export that is refused is nothing',
      () => world.ask('GET', '/api/forms/customer/export?format=csv&entries=nothing'),
      [],
    ],
  ])('%s', async (_, action, lines) => {
    expect(await answered(action)).toEqual(lines);
  });

  it('an import that is cancelled half way says who cancelled it, and what it had done', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at) => `H${at},一半`);
    const begun = await world.ask('POST', '/api/forms/customer/import', { body: csv(...rows) });
    const job = (await begun.json()) as JsonObject;
    await expect
      .poll(async () => Number((await json(`/api/jobs/${job['id']}`))['done'] ?? 0), {
        interval: 5,
        timeout: 20_000,
      })
      .toBeGreaterThan(0);
    await json(`/api/jobs/${job['id']}/cancel`, 'POST');
    await json(`/api/jobs/${job['id']}/cancel`, 'POST');
    await expect
      .poll(async () => (await trail('&action=import'))[0]?.['detail'], { timeout: 20_000 })
      .toMatchObject({
        brokenOff: true,
        created: expect.any(Number),
      });
    expect(await trail('&action=job-cancelled')).toMatchObject([{ target: 'Import of customers' }]);
  });

  it('jobs write down how far they are as done by nobody', async () => {
    expect(await trail('&form=job')).toEqual([]);
    const jobs = await world.all('job');
    expect(jobs.length).toBeGreaterThan(4);
  });
});
