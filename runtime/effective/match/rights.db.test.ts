import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { all, is, openWorld, type World } from './world.suite.ts';

const calls = ['', '/explain', '/coverage', '/analysis', '/case'];
const bodies: Readonly<Record<string, JsonObject>> = {
  '': { facts: { channel: 'web' } },
  '/explain': { number: 'EAST-1', facts: { channel: 'web' } },
  '/coverage': { facts: [{ channel: 'web' }] },
  '/analysis': {},
  '/case': { facts: { channel: 'web' } },
};

const wrong = (body: JsonObject) =>
  (body['errors'] as JsonObject[] | undefined)?.map(({ path, code }) => `${path} ${code}`);

describeOnDatabases('who may match, and what he learns', (under) => {
  let world: World;
  let east: World['ask'];
  let west: World['ask'];
  beforeAll(async () => {
    world = await openWorld(under.url);
    const web = is('channel', 'web');
    for (const at of [1, 2, 3])
      await world.rule(
        `EAST-${at}`,
        all(web, is('lines.code', 'e')),
        { priority: at, outcome: 'east only' },
        'east',
      );
    await world.rule('WEST-1', web, { priority: 5, outcome: 'west', secretly: 'hush' }, 'west');
    await world.rule('WEST-2', all(web, is('kind', 'plain')), { priority: 6 }, 'west');
    await world.rule('ALL', web, { priority: 9, sharing: 'global' });
    const reads = (form: string, actions: readonly string[], more: JsonObject = {}) => ({
      form,
      actions: actions as Json,
      scope: 'own',
      ...more,
    });
    east = await world.person('eve', 'east', [reads('rule', ['read', 'match'])]);
    west = await world.person('wes', 'west', [reads('rule', ['read', 'match', 'create', 'edit'])]);
  });
  afterAll(() => world.close());

  const post = (ask: World['ask'], call: string, body: JsonObject) =>
    ask('POST', `/api/forms/rule/match${call}`, body, { 'accept-language': 'en' });

  describe.each(calls)('POST …/match%s', (call) => {
    it('is for those with the right, for their organisation', async () => {
      const stranger = await world.person(`s${calls.indexOf(call)}`, 'west', [
        { form: 'rule', actions: ['read'], scope: 'own' },
      ]);
      expect((await post(stranger, call, bodies[call] ?? {})).status).toBe(403);
      const elsewhere = await west('POST', `/api/forms/rule/match${call}?org=east`, bodies[call]);
      expect(elsewhere.status).toBe(403);
    });

    it('tells nobody of a rule he may not see', async () => {
      for (const trace of call === '' ? [true, 'full'] : [undefined]) {
        const body = { ...bodies[call], ...(trace === undefined ? {} : { trace }) } as JsonObject;
        const { body: answer } = await post(west, call, body);
        if (call === '/explain') expect(answer['code']).toBe('match-rule-unknown');
        else expect(JSON.stringify(answer)).not.toMatch(/EAST|east only|lines|明细/);
      }
    });
  });

  it('a rule he may not see is not there to be explained', async () => {
    expect((await post(west, '/explain', { number: 'EAST-1', facts: {} })).status).toBe(404);
    expect((await post(east, '/explain', { number: 'EAST-1', facts: {} })).status).toBe(200);
  });

  it('not even how many there are: funnel and places count his own', async () => {
    const { body } = await post(west, '', { facts: { channel: 'web', kind: 'plain' }, trace: 'full' });
    const { funnel, rules } = body['trace'] as { funnel: JsonObject[]; rules: JsonObject[] } & JsonObject;
    expect(funnel[0]).toMatchObject({ step: 'eligible', left: 3 });
    expect(rules.map(({ number, place }) => [number, place])).toEqual([
      ['WEST-1', 1],
      ['WEST-2', 2],
      ['ALL', 3],
    ]);
    expect(rules[2]?.['reason']).toBe('It matches, but rule number 1 ranks higher by “Priority”');
  });

  it('a rule beside his own that he may not see is no name in warnings', async () => {
    const { body } = await west('POST', '/api/forms/rule/records', {
      number: 'WEST-3',
      priority: 9,
      condition: all(is('channel', 'web'), is('number', '7')) as unknown as Json,
    });
    expect(JSON.stringify(body['$warnings'])).not.toContain('EAST');
    expect(body['$warnings']).toMatchObject([{ code: 'rule-shadowed', params: { by: 'WEST-1' } }]);
  });

  it('fields he may not read are in no result and no trace', async () => {
    const few = await world.person('few', 'west', [
      { form: 'rule', actions: ['read', 'match'], scope: 'own', readable: ['number', 'outcome'] },
    ]);
    const { body } = await post(few, '', { facts: { channel: 'web', kind: 'special' }, trace: 'full' });
    expect(body['result']).toEqual({ number: 'WEST-1', outcome: 'west' });
    const { rules } = body['trace'] as { rules: JsonObject[] } & JsonObject;
    expect(rules.find(({ number }) => number === 'WEST-2')).toMatchObject({
      code: 'match-unsaid',
      reason: 'Its condition is not met',
    });
    expect(JSON.stringify(body)).not.toMatch(/hush|special|Kind/);
  });

  it('facts he may not read are none, and fields he may not read are no members of a rule he is writing', async () => {
    const readable = ['number', 'name', 'priority', 'condition'];
    const few = await world.person('some', 'west', [
      { form: 'rule', actions: ['read', 'match', 'create'], scope: 'own', readable },
      { form: 'order', actions: ['read'], scope: 'own', readable: ['channel', 'lines.code'] },
    ]);
    for (const call of ['', '/explain', '/coverage', '/case'])
      for (const facts of [{ kind: 'plain' }, { kind: {} }, { lines: [{ quantity: '1' }] }, { buyer: 'B' }]) {
        const named = bodies[call]?.['number'] === undefined ? {} : { number: 'WEST-1' };
        const asked = (one: JsonObject) =>
          post(few, call, { facts: call === '/coverage' ? [one] : one, ...named });
        const own = Object.keys((facts as JsonObject)['lines'] ? { quantity: 1 } : facts)[0] ?? '';
        const none = JSON.parse(JSON.stringify(facts).replace(own, 'nothing')) as JsonObject;
        const [found, unknown] = [await asked(facts as JsonObject), await asked(none)];
        expect(JSON.stringify(unknown.body)).toContain('unknown-fact');
        const plain = ({ status, body }: typeof found) => [
          ...[call, own, status],
          JSON.stringify(body)
            .replace(/request:[\w-]+/g, '')
            .replaceAll(own, 'nothing'),
        ];
        expect(plain(found)).toEqual(plain(unknown));
      }
    const condition = is('channel', 'web') as unknown as Json;
    for (const name of ['outcome', 'secretly', 'partner', 'nothing']) {
      const { body } = await post(few, '/analysis', { candidate: { record: { condition, [name]: {} } } });
      expect([name, wrong(body)]).toEqual([name, [`/candidate/record/${name} unknown-field`]]);
    }
  });

  it('whoever only matches is told the winner, and of no rule why', async () => {
    const only = await world.person('only', 'west', [{ form: 'rule', actions: ['match'], scope: 'own' }]);
    const { body } = await post(only, '', { facts: { channel: 'web' }, trace: 'full' });
    expect(body['winner']).toMatchObject({ number: 'WEST-1' });
    expect((body['trace'] as JsonObject)['rules']).toEqual([]);
  });

  it('a token that only reads may match', async () => {
    const { body } = await west('POST', '/api/me/tokens', { name: 'erp', scopes: ['read'] });
    const { status } = await world.ask('POST', '/api/forms/rule/match', bodies[''], {
      authorization: `Bearer ${body['token']}`,
    });
    expect(status).toBe(200);
  });

  describe('what rules ask of a record that the facts only name', () => {
    const asked = { facts: { buyer: { number: 'B-1' } }, trace: 'full' } as const;
    const match = { form: 'rule', actions: ['read', 'match'], scope: 'own' } as const;
    beforeAll(async () => {
      await world.make('buyer', { number: 'B-1', name: '甲', rating: 'hush-hush' }, 'west');
      await world.make('buyer', { number: 'B-2', name: '乙', rating: 'hush-hush' }, 'east');
      await world.rule('RATED', is('buyer.rating', 'hush-hush'), { priority: 1 }, 'west');
      await world.rule('NAMED', is('buyer', 'B-1'), { priority: 2 }, 'west');
    });

    it.each([
      ['may read it', [match, { form: 'buyer', actions: ['read'], scope: 'own' }], 'RATED', []],
      ['may not read its form', [match], 'NAMED', ['buyer.rating']],
      [
        'may not read the field',
        [match, { form: 'buyer', actions: ['read'], scope: 'own', readable: ['number', 'name'] }],
        'NAMED',
        ['buyer.rating'],
      ],
      [
        'may read it for another organisation alone',
        [match, { form: 'buyer', actions: ['edit'], scope: 'own' }],
        'NAMED',
        ['buyer.rating'],
      ],
    ] as const)('counts for who %s, and what does not count is told', async (_, grants, winner, unread) => {
      const ask = await world.person(`m${winner}${Math.random()}`, 'west', grants);
      const { body } = await post(ask, '', asked);
      expect((body['winner'] as JsonObject | null)?.['number'] ?? null).toBe(winner);
      expect(body['unread'] ?? []).toEqual(unread);
      // A fact that the caller himself says counts, except of a field that is not there for him.
      const said = { facts: { buyer: { number: 'B-1', rating: 'hush-hush' } } };
      const { body: answer } = await post(ask, '', said);
      if (grants.some((grant) => 'readable' in grant))
        expect(wrong(answer)).toEqual(['/facts/buyer/rating unknown-fact']);
      else expect([answer['winner'], answer['unread']]).toMatchObject([{ number: 'RATED' }, undefined]);
    });

    it('may be named as it was read, though it was withheld', async () => {
      const ask = await world.person('blind', 'west', [match]);
      const id = '0198c0de-0000-7000-8000-000000000001';
      const buyer = { id, number: 'B-1', name: null, withheld: 'no-right' };
      const { status, body } = await post(ask, '', { facts: { buyer } });
      expect([status, body['winner']]).toMatchObject([200, { number: 'NAMED' }]);
    });

    it('is nothing where another organisation has the record', async () => {
      const ask = await world.person('seer', 'west', [
        match,
        { form: 'buyer', actions: ['read'], scope: 'own' },
      ]);
      const { body } = await post(ask, '', { facts: { buyer: { number: 'B-2' } } });
      expect(body['winner']).toBeNull();
    });
  });
});
