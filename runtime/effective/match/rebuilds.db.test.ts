import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { is, openWorld, ordersPackage, type World } from './world.suite.ts';

describeOnDatabases('rules are made ready once for what is written together', (under) => {
  let world: World;
  let present: JsonObject;
  beforeAll(async () => {
    world = await openWorld(under.url);
    present = await world.rule('FIRST', is('channel', 'web'), { priority: 900, sharing: 'global' });
    await won();
  });
  afterAll(() => world.close());

  const won = async (): Promise<Json> => {
    const { body } = await world.ask('POST', '/api/forms/rule/match', { facts: { channel: 'web' } });
    return (body['winner'] as JsonObject | null)?.['number'] ?? null;
  };
  const rebuilds = async (): Promise<number> => {
    const answer = await world.raw('GET', '/metrics');
    return Number(/^guiju_match_rebuilds_total (\d+)/m.exec(await answer.text())?.[1]);
  };
  const rule = (number: string, priority: number): JsonObject => ({
    number,
    priority,
    sharing: 'global',
    condition: is('channel', 'web') as unknown as Json,
  });
  const batch = (atomic: boolean, name: string, priority: number) =>
    world.ask('POST', '/api/forms/rule/batch', {
      atomic,
      items: Array.from({ length: 150 }, (_, at) => ({
        op: 'create',
        body: rule(`${name}${at}`, priority + at),
      })) as unknown as Json,
    });

  it.each<readonly [string, () => Promise<unknown>, string, number]>([
    [
      'one change',
      () =>
        world.ask(
          'PATCH',
          `/api/forms/rule/records/${present['id']}`,
          { priority: 800 },
          {
            'if-match': `"${present['revision']}"`,
          },
        ),
      'FIRST',
      1,
    ],
    ['a batch that is written whole', () => batch(true, 'WHOLE', 600), 'WHOLE0', 1],
    ['a batch of which each is written alone', () => batch(false, 'ALONE', 400), 'ALONE0', 1],
    [
      'a burst',
      () =>
        Promise.all(
          Array.from({ length: 60 }, (_, at) =>
            world.ask('POST', '/api/forms/rule/records', rule(`BURST${at}`, 300 + at)),
          ),
        ),
      'BURST0',
      // One for those that came first, one for all that came meanwhile; a group of writes has 64 at most.
      3,
    ],
  ])('%s', async (_what, work, winner, most) => {
    const before = await rebuilds();
    await work();
    expect(await won()).toBe(winner);
    const made = (await rebuilds()) - before;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThanOrEqual(most);
  });

  it('an import', async () => {
    const lines = Array.from({ length: 300 }, (_, at) => `IMPORT${at},${100 + at},global`);
    const file = new TextEncoder().encode(['number,priority,sharing', ...lines].join('\n'));
    const before = await rebuilds();
    const { id } = (await (await world.raw('POST', '/api/forms/rule/import', file)).json()) as JsonObject;
    let job: JsonObject = {};
    for (
      let at = 0;
      at < 600 && (!job['status'] || ['waiting', 'running'].includes(String(job['status'])));
      at += 1
    ) {
      await sleep(50);
      job = (await world.ask('GET', `/api/jobs/${id}`)).body;
    }
    expect(job).toMatchObject({ status: 'done', created: 300 });
    expect(await won()).toBe('IMPORT0');
    expect((await rebuilds()) - before).toBeLessThanOrEqual(2);
  });

  it('is kept of few models, however often what rules ask about is published anew', async () => {
    for (let version = 1; version <= 6; version += 1) {
      const region = {
        name: 'region',
        kind: 'text',
        length: 20 + version,
        label: { zh: '区域', en: 'Region' },
      };
      await world.publish([ordersPackage([region], `1.${version}.0`)]);
      expect(await won()).toBe('IMPORT0');
    }
    const before = await rebuilds();
    await world.rule('NEWEST', is('channel', 'web'), { priority: 1, sharing: 'global' });
    expect(await won()).toBe('NEWEST');
    // Whoever is still kept takes it in.
    expect((await rebuilds()) - before).toBeLessThanOrEqual(3);
  });
});
