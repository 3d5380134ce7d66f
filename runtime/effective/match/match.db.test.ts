import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { all, assignTo, is, openWorld, ordersPackage, personaliseFor, type World } from './world.suite.ts';

describeOnDatabases('matching over HTTP', (under) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(under.url);
  });
  afterAll(() => world.close());

  const ask = (facts: Json, more: JsonObject = {}, org = 'root', headers = {}) =>
    world.ask('POST', `/api/forms/rule/match?org=${org}`, { facts, ...more }, headers);
  const winner = async (facts: Json, org = 'root', more: JsonObject = {}): Promise<unknown> => {
    const { body, status } = await ask(facts, more, org);
    expect([status, body['errors'] ?? []]).toEqual([200, []]);
    return (body['winner'] as JsonObject | null)?.['number'] ?? null;
  };

  it('answers the winner with its result in wire form', async () => {
    const partner = await world.make('buyer', { number: 'P1', name: '伙伴一', sharing: 'global' });
    const rule = await world.rule('A1', is('channel', 'a1'), {
      outcome: 'ok',
      partner: { number: 'P1' },
      priority: 3,
      sharing: 'global',
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
      unjudged: 0,
    });
    expect(await winner({ channel: 'nobody' })).toBe(null);
  });

  describe('sees on the same node at once', () => {
    const channel = is('channel', 'once');
    let rule: JsonObject;
    const change = async (method: string, path: string, body?: Json) => {
      const { body: read } = await world.ask('GET', `/api/forms/rule/records/${rule['id']}?view=manage`);
      const answer = await world.ask(method, `/api/forms/rule/records/${rule['id']}${path}`, body, {
        'if-match': `"${read['revision']}"`,
      });
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    };

    it('a rule that was made', async () => {
      expect(await winner({ channel: 'once' })).toBe(null);
      rule = await world.rule('ONCE', channel, { outcome: 'first' });
      expect(await winner({ channel: 'once' })).toBe('ONCE');
    });
    it('a condition that changed', async () => {
      await change('PATCH', '', { condition: is('channel', 'twice') as unknown as Json });
      expect(await winner({ channel: 'once' })).toBe(null);
      expect(await winner({ channel: 'twice' })).toBe('ONCE');
    });
    it('that it was disabled, and enabled again', async () => {
      await change('POST', '/actions/disable', {});
      expect(await winner({ channel: 'twice' })).toBe(null);
      await change('POST', '/actions/enable', {});
      expect(await winner({ channel: 'twice' })).toBe('ONCE');
    });
    it('that everybody may use it', async () => {
      expect(await winner({ channel: 'twice' }, 'west')).toBe(null);
      await change('POST', '/actions/change-sharing', { sharing: 'global' });
      expect(await winner({ channel: 'twice' }, 'west')).toBe('ONCE');
    });
    it('that it belongs to another organisation', async () => {
      await change('POST', '/actions/change-sharing', { sharing: 'private' });
      await change('POST', '/actions/transfer', { org: 'west' });
      expect([await winner({ channel: 'twice' }), await winner({ channel: 'twice' }, 'west')]).toEqual([
        null,
        'ONCE',
      ]);
    });
    it('that it is gone', async () => {
      await change('DELETE', '');
      expect(await winner({ channel: 'twice' }, 'west')).toBe(null);
    });
    it('a batch of them', async () => {
      const items = Array.from({ length: 30 }, (_, at) => ({
        op: 'create',
        body: { number: `BATCH${at}`, condition: is('channel', `batch${at}`) as unknown as Json },
      }));
      for (const atomic of [true, false]) {
        const named = items.map((item) => ({
          ...item,
          body: { ...item.body, number: `${item.body.number}${atomic}` },
        }));
        const { status } = await world.ask('POST', '/api/forms/rule/batch', { atomic, items: named as Json });
        expect(status).toBe(200);
      }
      expect(await winner({ channel: 'batch29' })).toBe('BATCH29false');
    });
  });

  it('sees on another node what one wrote', async () => {
    const other = await openWorld(under.url);
    const there = async (): Promise<unknown> => {
      const { body } = await other.ask('POST', '/api/forms/rule/match', { facts: { channel: 'there' } });
      return (body['winner'] as JsonObject | null)?.['number'] ?? null;
    };
    expect(await there()).toBe(null);
    const rule = await world.rule('THERE', is('channel', 'there'));
    await expect.poll(there, { timeout: 10_000 }).toBe('THERE');
    // A caller who names the revision of his write is never answered from before it.
    const { body } = await world.ask(
      'PATCH',
      `/api/forms/rule/records/${rule['id']}`,
      { condition: is('channel', 'elsewhere') as unknown as Json },
      { 'if-match': `"${rule['revision']}"` },
    );
    const answer = await other.ask('POST', `/api/forms/rule/match?minRevision=${body['revision']}`, {
      facts: { channel: 'there' },
    });
    expect(answer.body['winner']).toBe(null);
    await other.close();
  });

  describe('under every sharing', () => {
    const at = 'shared';
    beforeAll(async () => {
      for (const [sharing, org] of [
        ['private', 'east'],
        ['free', 'east'],
        ['hierarchical', 'east'],
        ['scope', 'east'],
        ['global', 'east'],
      ] as const)
        await world.rule(`S-${sharing}`, is('channel', `${at}-${sharing}`), { sharing }, org);
      const free = await world.rule(
        'S-assigned',
        is('channel', `${at}-assigned`),
        { sharing: 'free' },
        'east',
      );
      await assignTo(world, 'rule', String(free['id']), world.orgs.west);
    });
    it.each([
      ['private', 'east', true],
      ['private', 'coast', false],
      ['private', 'root', false],
      ['free', 'east', true],
      ['free', 'coast', false],
      ['assigned', 'east', true],
      ['assigned', 'west', true],
      ['assigned', 'coast', false],
      ['hierarchical', 'east', true],
      ['hierarchical', 'coast', false],
      ['scope', 'east', true],
      ['scope', 'coast', true],
      ['scope', 'root', false],
      ['scope', 'west', false],
      ['global', 'root', true],
      ['global', 'west', true],
    ])('%s of east, for %s: %s', async (sharing, org, wins) => {
      expect(await winner({ channel: `${at}-${sharing}` }, org)).toBe(wins ? `S-${sharing}` : null);
    });
    it('goes private, free, scope, global where priority does not decide', async () => {
      const channel = is('channel', 'ranks');
      for (const sharing of ['global', 'scope', 'free', 'private'])
        await world.rule(`R-${sharing}`, channel, { sharing }, 'east');
      const { body } = await ask({ channel: 'ranks' }, { all: true }, 'east');
      expect((body['matches'] as JsonObject[]).map((one) => one['number'])).toEqual([
        'R-private',
        'R-free',
        'R-scope',
        'R-global',
      ]);
    });
    it('an organisation moved in the tree gets what its new place gives', async () => {
      const harbour = await world.make('organisation', {
        number: 'harbour',
        name: 'harbour',
        parent: 'west',
      });
      const facts = { channel: `${at}-scope` };
      expect(await winner(facts, 'harbour')).toBe(null);
      const moved = await world.ask(
        'PATCH',
        `/api/forms/organisation/records/${harbour['id']}`,
        { parent: 'coast' },
        { 'if-match': `"${harbour['revision']}"` },
      );
      expect(moved.status).toBe(200);
      expect(await winner(facts, 'harbour')).toBe('S-scope');
    });
    it('what was withdrawn is gone at once', async () => {
      const rule = await world.rule('GIVEN', is('channel', 'given'), { sharing: 'free' }, 'east');
      const pair = { records: [String(rule['id'])], orgs: ['west'] };
      await world.ask('POST', '/api/forms/rule/assignments?org=east', pair);
      expect(await winner({ channel: 'given' }, 'west')).toBe('GIVEN');
      const { status } = await world.ask('DELETE', '/api/forms/rule/assignments?org=east', pair);
      expect([status, await winner({ channel: 'given' }, 'west')]).toEqual([200, null]);
    });
    it('an organisation with a copy of its own uses that, and nobody else does', async () => {
      const rule = await world.rule('COPY', is('channel', 'copy'), { sharing: 'free', outcome: 'common' });
      for (const org of [world.orgs.east, world.orgs.west])
        await assignTo(world, 'rule', String(rule['id']), org);
      await personaliseFor(world, 'rule', String(rule['id']), world.orgs.east, { outcome: 'own' });
      const answered = async (org: string) => {
        const { body } = await ask({ channel: 'copy' }, {}, org);
        const { id, personalised = false } = body['winner'] as JsonObject;
        return [id, personalised, (body['result'] as JsonObject)['outcome']];
      };
      expect(await answered('east')).toEqual([rule['id'], true, 'own']);
      expect(await answered('west')).toEqual([rule['id'], false, 'common']);
    });
    it('an organisation is told by which rules it differs from the one above', async () => {
      const counted = async () => {
        const { status, body } = await world.ask('GET', '/api/forms/rule/match/organisations');
        expect(status).toBe(200);
        const items = body['items'] as (JsonObject & Record<'org' | 'more' | 'fewer', JsonObject>)[];
        return new Map(
          items.map(({ org, rules, copies, more, fewer }) => [
            String(org['number']),
            [rules, copies, more['count'], fewer['count']].map(Number),
          ]),
        );
      };
      const before = await counted();
      const rule = await world.rule('DIFFERS', is('channel', 'differs'), { sharing: 'free' }, 'east');
      await assignTo(world, 'rule', String(rule['id']), world.orgs.west);
      await personaliseFor(world, 'rule', String(rule['id']), world.orgs.west, { outcome: 'own' });
      const after = await counted();
      const grown = ['root', 'east', 'coast', 'west'].map((org) => [
        org,
        after.get(org)?.map((count, at) => count - (before.get(org)?.[at] ?? 0)),
      ]);
      expect(grown).toEqual([
        ['root', [0, 0, 0, 0]],
        ['east', [1, 0, 1, 0]],
        ['coast', [0, 0, 0, 1]],
        ['west', [1, 1, 1, 0]],
      ]);
      const { body } = await world.ask('GET', '/api/forms/rule/match/organisations');
      const [root] = body['items'] as JsonObject[];
      expect(root).toMatchObject({ org: { number: 'root' }, more: { count: 0, rules: [] } });
    });
  });

  it('answers the row that won, where rows match, in their order', async () => {
    const rows = (channel: string, more: JsonObject = {}) => [
      { face: 'second', priority: 2, condition: is('channel', channel) as unknown as Json },
      { face: 'first', priority: 1, condition: is('channel', channel) as unknown as Json, ...more },
    ];
    const title = await world.make('title', { number: 'T1', rows: rows('rows'), sharing: 'global' });
    const other = await world.make('title', {
      number: 'T2',
      rows: rows('rows', { priority: 9 }),
      sharing: 'global',
    });
    const match = async (more: JsonObject = {}) =>
      (await world.ask('POST', '/api/forms/title/match', { facts: { channel: 'rows' }, ...more })).body;
    const body = await match();
    expect(body['winner']).toMatchObject({ id: title['id'], number: 'T1', row: { seq: 2 } });
    expect(body['result']).toEqual({ number: 'T1', rows: { face: 'first', priority: 1 } });
    expect((await match({ within: other['id'] as Json }))['result']).toMatchObject({
      rows: { face: 'second' },
    });
    const explained = await world.ask('POST', '/api/forms/title/match/explain', {
      number: 'T2',
      facts: { channel: 'rows' },
    });
    expect(
      (explained.body['items'] as JsonObject[]).map(({ row, won, code }) => [
        (row as JsonObject)['seq'],
        won,
        code,
      ]),
    ).toEqual([
      [1, false, 'match-outranked'],
      [2, false, 'match-outranked'],
    ]);
  });

  describe('at another moment', () => {
    beforeAll(async () => {
      await world.rule('DAYS', is('channel', 'days'), { validFrom: '2030-03-01', validTo: '2030-03-31' });
      await world.rule(
        'TODAY',
        all(is('channel', 'today'), { fact: 'due', operator: 'equal', value: { fact: '$today' } }),
      );
    });
    it.each([
      ['the first day', '2030-03-01', 'DAYS'],
      ['the last day', '2030-03-31', 'DAYS'],
      ['the day before', '2030-02-28', null],
      ['the last minute of the last day, there', '2030-03-31T23:59', 'DAYS'],
      ['an instant that is already the first day, there', '2030-02-28T16:00:00Z', 'DAYS'],
      ['an instant that is not yet the first day, there', '2030-02-28T15:59:59Z', null],
    ])('%s', async (_what, at, expected) => {
      expect(await winner({ channel: 'days' }, 'root', { at })).toBe(expected);
    });
    it('today is that day', async () => {
      const facts = { channel: 'today', due: '2031-05-05' };
      expect(await winner(facts)).toBe(null);
      expect(await winner(facts, 'root', { at: '2031-05-05' })).toBe('TODAY');
    });
    it.each(['yesterday', '2030-02-30', '2030-03-01T25:00', 5, '2030-03-01T10:00T'])(
      '%s is none',
      async (at) => {
        const { status, body } = await ask({ channel: 'days' }, { at });
        expect([status, (body['errors'] as JsonObject[])[0]]).toMatchObject([
          400,
          { path: '/at', code: 'match-at' },
        ]);
      },
    );
  });

  describe('facts', () => {
    beforeAll(async () => {
      await world.make('buyer', { number: 'B1', name: '甲', rating: 'A', sharing: 'global' });
      await world.make('buyer', { number: 'B2', name: '乙', rating: 'C', sharing: 'private' }, 'west');
      await world.rule('F-num', all(is('channel', 'num'), is('buyer', 'B1')));
      await world.rule('F-hop', all(is('channel', 'hop'), is('buyer.rating', 'A')));
      await world.rule('F-hop-west', all(is('channel', 'hop'), is('buyer.rating', 'C')), {
        sharing: 'global',
      });
      await world.rule('F-lines', all(is('channel', 'lines'), is('lines.code', 'x')));
      await world.rule(
        'F-amount',
        all(is('channel', 'amount'), { fact: 'amount', operator: 'greaterThan', value: '9' }),
      );
      await world.rule('F-org', all(is('channel', 'org'), is('$org', 'east')), { sharing: 'global' });
      await world.rule(
        'F-re',
        all(is('channel', 're'), { fact: 'number', operator: 'matches', value: '^A\\d+$' }),
      );
    });
    it.each<[string, JsonObject, string | null, string?]>([
      ['a reference by number', { channel: 'num', buyer: 'B1' }, 'F-num'],
      ['a reference as an object', { channel: 'num', buyer: { number: 'B1' } }, 'F-num'],
      ['a field of a record that is referred to', { channel: 'hop', buyer: 'B1' }, 'F-hop'],
      [
        'what a fact brings along counts first',
        { channel: 'hop', buyer: { number: 'new', rating: 'A' } },
        'F-hop',
      ],
      ['a record of another organisation says nothing', { channel: 'hop', buyer: 'B2' }, null],
      ['but does so there', { channel: 'hop', buyer: 'B2' }, 'F-hop-west', 'west'],
      ['rows', { channel: 'lines', lines: [{ code: 'y' }, { code: 'x', quantity: '1' }] }, 'F-lines'],
      ['no rows', { channel: 'lines', lines: [] }, null],
      ['decimals as decimals', { channel: 'amount', amount: '10.00' }, 'F-amount'],
      ['numbers, too', { channel: 'amount', amount: 10 }, 'F-amount'],
      ['the organisation of the call', { channel: 'org' }, 'F-org', 'east'],
      ['the organisation of another call', { channel: 'org' }, null, 'west'],
      ['a pattern', { channel: 're', number: 'A12' }, 'F-re'],
      ['a pattern that does not fit', { channel: 're', number: 'B12' }, null],
    ])('%s', async (_what, facts, expected, org = 'root') => {
      expect(await winner(facts, org)).toBe(expected);
    });
    it('a reference by id, to a rule that names a number; and the reverse', async () => {
      const { body } = await world.ask('GET', '/api/forms/buyer/records?number=B1');
      const [{ id } = {}] = body['items'] as JsonObject[];
      expect(await winner({ channel: 'num', buyer: { id: id as Json } })).toBe('F-num');
      await world.rule('F-id', all(is('channel', 'id'), is('buyer', id as Json)));
      expect(await winner({ channel: 'id', buyer: 'B1' })).toBe('F-id');
    });
    it('a document as it was read', async () => {
      const order = await world.make('order', {
        number: 'O1',
        channel: 'num',
        buyer: 'B1',
        lines: [{ code: 'x' }],
      });
      expect(await winner(order)).toBe('F-num');
    });
    it.each<[string, Json, string, string]>([
      ['an unknown fact', { chanel: 'x' }, '/facts/chanel', 'unknown-fact'],
      ['an unknown fact of a row', { lines: [{}, { kode: 'x' }] }, '/facts/lines/1/kode', 'unknown-fact'],
      [
        'an unknown field of a reference',
        { buyer: { number: 'B1', taxNo: '1' } },
        '/facts/buyer/taxNo',
        'unknown-fact',
      ],
      ['what exists on objects', JSON.parse('{"__proto__": 1}'), '/facts/__proto__', 'unknown-fact'],
      ['a value of another kind', { amount: 'much' }, '/facts/amount', 'not-decimal'],
      ['an option that is none', { kind: 'other' }, '/facts/kind', 'not-an-option'],
      ['rows that are none', { lines: {} }, '/facts/lines', 'not-list'],
      ['facts that are none', 'x', '/facts', 'object-expected'],
    ])('%s is refused with its path', async (_what, facts, path, code) => {
      const { status, body } = await ask(facts);
      const errors = body['errors'] as JsonObject[];
      expect(status).toBe(code === 'object-expected' ? 400 : 422);
      expect(errors[0]).toMatchObject({ path, code });
      expect(errors[0]?.['message']).not.toBe(code);
    });
    it.each([
      [{ facts: {}, tracing: true }, '/tracing', 'unknown-member'],
      [{ facts: {}, trace: 'all' }, '/trace', 'match-trace'],
      [{ facts: {}, after: 'x' }, '/after', 'match-after'],
      [{ facts: [{}], trace: true, after: 'x' }, '/after', 'match-after'],
      [{ facts: Array.from({ length: 1_001 }, () => ({})) }, '/facts', 'too-many-items'],
    ])('%# the body of a call is checked', async (sent, path, code) => {
      const { status, body } = await world.ask('POST', '/api/forms/rule/match', sent as Json);
      expect([status, (body['errors'] as JsonObject[])[0]]).toMatchObject([400, { path, code }]);
    });
  });

  it('answers many facts in their order, each for itself', async () => {
    await world.rule('M1', is('channel', 'm1'));
    await world.rule('M2', is('channel', 'm2'));
    const { status, body } = await ask([
      { channel: 'm2' },
      { chanel: 'm1' },
      { channel: 'm1' },
      { channel: 'm3' },
      7,
    ]);
    expect(status).toBe(200);
    const items = body['items'] as JsonObject[];
    expect(
      items.map(({ index, status: one, winner: first }) => [
        index,
        one,
        (first as JsonObject | null)?.['number'],
      ]),
    ).toEqual([
      [0, 200, 'M2'],
      [1, 422, undefined],
      [2, 200, 'M1'],
      [3, 200, undefined],
      [4, 422, undefined],
    ]);
    expect(items[1]?.['problem']).toMatchObject({
      errors: [{ path: '/facts/1/chanel', code: 'unknown-fact' }],
    });
  });

  it('sees a field that was published a moment ago as a fact', async () => {
    const region = { name: 'region', kind: 'text', length: 20, label: { zh: '区域', en: 'Region' } };
    expect((await ask({ region: 'north' })).status).toBe(422);
    await world.publish([ordersPackage([region], '1.1.0')]);
    expect(await winner({ region: 'north' })).toBe(null);
    await world.rule('REGION', is('region', 'north'));
    expect([await winner({ region: 'north' }), await winner({ channel: 'm1' })]).toEqual(['REGION', 'M1']);
    // A fact renamed is the same fact.
    const renamed = { ...region, name: 'area', id: 'region' };
    await world.publish([ordersPackage([renamed], '1.2.0')]);
    expect([await winner({ area: 'north' }), (await ask({ region: 'north' })).status]).toEqual([
      'REGION',
      422,
    ]);
    // A mistake in a condition is told by today's name, in rules, in filters and of rules that are being written.
    const strange = is('area.gone', 'north') as unknown as JsonObject;
    const filter = encodeURIComponent(JSON.stringify(strange));
    for (const { body } of [
      await world.ask('POST', '/api/forms/rule/records', { number: 'STRANGE', condition: strange }),
      await world.ask('POST', '/api/forms/rule/match/analysis', {
        candidate: { record: { condition: strange } },
      }),
      await world.ask('GET', `/api/forms/order/records?filter=${filter}`),
    ])
      expect(body['errors']).toMatchObject([{ code: 'unknown-fact', params: { fact: 'area.gone' } }]);
  });

  it('there is no match for a form that has none', async () => {
    const { status, body } = await world.ask('POST', '/api/forms/buyer/match', { facts: {} });
    expect([status, body['code']]).toEqual([404, 'match-none']);
  });

  it('decides by the same condition the store kept', async () => {
    const condition: Condition = {
      any: [is('channel', 'k1'), { not: { fact: 'amount', operator: 'isNotEmpty' } }],
    };
    const rule = await world.rule('KEPT', all(condition, is('number', 'kept')));
    expect(rule['condition']).toEqual(all(condition, is('number', 'kept')));
    expect([
      await winner({ number: 'kept' }),
      await winner({ number: 'kept', amount: '1' }),
      await winner({ number: 'kept', amount: '1', channel: 'k1' }),
    ]).toEqual(['KEPT', null, 'KEPT']);
  });
});
