import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/json.ts';
import { describeOnDatabases } from '../../workshop/databases.ts';
import { is, openWorld, type World } from './world.suite.ts';

describeOnDatabases('matching over HTTP', (under) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(under.url);
  });
  afterAll(() => world.close());

  const ask = (facts: Json, more: JsonObject = {}, org = 'root') =>
    world.ask('POST', `/api/forms/rule/match?org=${org}`, { facts, ...more });
  const winner = async (facts: Json, org = 'root', more: JsonObject = {}): Promise<unknown> => {
    const { body } = await ask(facts, more, org);
    return (body['winner'] as JsonObject | null)?.['number'] ?? null;
  };

  it('answers the winner with its result in wire form', async () => {
    const partner = await world.make('buyer', { number: 'P1', name: '伙伴一', sharing: 'global' });
    const rule = await world.rule('A1', is('channel', 'a1'), {
      ...{ outcome: 'ok', partner: { number: 'P1' }, priority: 3, sharing: 'global' },
    });
    const { status, body } = await ask({ channel: 'a1' });
    expect(status).toBe(200);
    expect(body).toEqual({
      winner: {
        id: rule['id'],
        number: 'A1',
        name: null,
        org: { id: world.orgs.root, number: 'root', name: '集团' },
        sharing: 'global',
        place: expect.any(Number),
      },
      result: {
        number: 'A1',
        outcome: 'ok',
        secretly: null,
        partner: { id: partner['id'], number: 'P1', name: '伙伴一' },
      },
    });
    expect(await winner({ channel: 'nobody' })).toBe(null);
  });
});
