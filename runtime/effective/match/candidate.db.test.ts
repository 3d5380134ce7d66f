import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { all, assignTo, is, openWorld, personaliseFor, type World } from './world.suite.ts';

describeOnDatabases('a rule that is not saved yet', (database) => {
  let world: World;
  let general: JsonObject;
  let special: JsonObject;
  beforeAll(async () => {
    world = await openWorld(database.url);
    const shared = { sharing: 'global' };
    general = await world.rule('G', is('kind', 'special'), { ...shared, priority: 1 });
    special = await world.rule('S', all(is('kind', 'special'), is('channel', 'web')), {
      ...shared,
      priority: 5,
    });
    await world.make('title', {
      number: 'T',
      ...shared,
      rows: [{ face: 'x', priority: 1, condition: is('channel', 'shop') as unknown as Json }],
    });
  });
  afterAll(() => world.close());

  const ask = (form: string, candidate: JsonObject, org = 'root') =>
    world.ask('POST', `/api/forms/${form}/match/analysis?org=${org}`, { candidate });
  const said = async (form: string, candidate: JsonObject, org = 'root') => {
    const { status, body } = await ask(form, candidate, org);
    expect([status, body['errors'] ?? []]).toEqual([200, []]);
    return (body['items'] as JsonObject[]).map((item) =>
      [item['code'], ...((item['related'] ?? []) as JsonObject[]).map(({ number }) => number)].join(' '),
    );
  };
  const condition = (...conditions: readonly Condition[]) => all(...conditions) as unknown as Json;
  const wrong = async (form: string, candidate: JsonObject, org = 'root') => {
    const { status, body } = await ask(form, candidate, org);
    const errors = (body['errors'] ?? []) as JsonObject[];
    const inside = body['code'] === 'match-candidate-wrong';
    return [status, ...errors.map(({ path, code }) => `${inside ? '' : 'request: '}${path} ${code}`)];
  };

  const always = { sharing: 'global', priority: 3 };
  const both = is('kind', 'special');
  it.each<readonly [string, JsonObject, readonly string[]]>([
    [
      'contradicts itself',
      { ...always, condition: condition(is('channel', 'a'), is('channel', 'b')) },
      ['rule-never-matches'],
    ],
    [
      'comes behind one that holds wherever it does',
      { ...always, condition: condition(both, is('channel', 'x')) },
      ['rule-shadowed G'],
    ],
    ['comes before it', { ...always, priority: 0, condition: condition(both, is('channel', 'x')) }, []],
    [
      'stands at the same place as another',
      { ...always, priority: 5, condition: condition(is('channel', 'web')) },
      ['rule-overlaps S'],
    ],
    [
      'stands there with another value of a fact',
      { ...always, priority: 5, condition: condition(is('channel', 'shop')) },
      [],
    ],
    [
      'has nothing an index could use',
      {
        ...always,
        priority: 9,
        condition: condition({ fact: 'channel', operator: 'contains', value: '5' }),
      },
      ['rule-not-indexable'],
    ],
    [
      'is over before the other begins to hold is no longer shadowed by one without dates',
      { ...always, validFrom: '2020-01-01', validTo: '2020-12-31', condition: condition(both) },
      ['rule-shadowed G'],
    ],
    ['is off', { ...always, enabled: false, condition: condition(both) }, []],
    ['is for fewer', { ...always, sharing: 'private', condition: condition(both) }, ['rule-shadowed G']],
    ['is unfinished elsewhere, and holds always', { priority: 9, outcome: 5, condition: null }, []],
  ])('%s', async (_, record, found) => {
    expect(await said('rule', { record })).toEqual(found);
  });

  it('is compared with the others only, when it is a change of one', async () => {
    const id = String(special['id']);
    expect(await said('rule', { id, record: {} })).toEqual(['rule-shadowed G']);
    expect(await said('rule', { id, record: { priority: 0 } })).toEqual([]);
    expect(await said('rule', { id, record: { condition: condition(is('channel', 'web')) } })).toEqual([]);
    const { body } = await ask('rule', { id, record: {} });
    expect((body['items'] as JsonObject[]).map((item) => [item['id'], item['number']])).toEqual([[id, 'S']]);
  });

  it('changes nothing: what is saved is judged as before, and writes as well', async () => {
    const { body: before } = await world.ask('POST', '/api/forms/rule/match/analysis', {});
    await said('rule', { id: String(general['id']), record: { enabled: false } });
    await said('rule', { record: { ...always, condition: condition(both) } });
    const { body: after } = await world.ask('POST', '/api/forms/rule/match/analysis', {});
    expect(after).toEqual(before);
  });

  describe('in rows', () => {
    const row = (channel: string, priority: number): JsonObject => ({
      face: channel,
      priority,
      condition: condition(is('channel', channel)),
    });
    it.each<readonly [string, JsonObject, number | undefined, readonly string[]]>([
      ['with rows of others', { rows: [row('shop', 2)] }, undefined, ['rule-shadowed T']],
      ['with its own', { rows: [row('a', 1), row('a', 2)] }, 2, ['rule-shadowed ']],
      ['one by one', { rows: [row('a', 1), row('a', 2)] }, 1, []],
      [
        'and all at once',
        { rows: [row('shop', 2), row('b', 3), { ...row('b', 3), face: 'c' }, row('b', 3)] },
        undefined,
        [
          ...['rule-shadowed T', 'rule-overlaps ', 'rule-shadowed ', 'rule-overlaps  ', 'rule-shadowed '],
          'rule-overlaps ',
        ],
      ],
    ])('%s', async (_, record, at, found) => {
      const candidate = {
        record: { sharing: 'global', ...record },
        ...(at === undefined ? {} : { row: at }),
      };
      const answered = (await said('title', candidate)).map((one) => one.replace(/ null/g, ' '));
      expect(answered.sort()).toEqual([...found].sort());
    });
    it('tells which row', async () => {
      const { body } = await ask('title', { record: { rows: [row('q', 1), row('q', 2)] } });
      const [item, ...others] = body['items'] as { id: null; row: { seq: number }; reason: string }[];
      expect([item?.id, item?.row.seq, others]).toEqual([null, 2, []]);
      expect(item?.reason).toBe('凡匹配该规则的，都先匹配了规则 #1，该规则不会生效');
      const named = { number: 'NEW', rows: [row('q', 1), row('q', 2)] };
      const { body: answer } = await ask('title', { record: named });
      expect((answer['items'] as JsonObject[])[0]?.['reason']).toContain('规则 NEW #1，');
    });
    it('of a record that is changed: those given are all there are', async () => {
      const { body } = await world.ask('GET', '/api/forms/title/records?number=T');
      const [title] = body['items'] as { id: string }[];
      const { body: whole } = await world.ask('GET', `/api/forms/title/records/${title?.id}`);
      const rows = whole['rows'] as JsonObject[];
      const id = String(title?.id);
      expect(await said('title', { id, record: { rows } })).toEqual([]);
      expect(await said('title', { id, record: { rows: [...rows, row('shop', 7)] }, row: 2 })).toEqual([
        'rule-shadowed T',
      ]);
      expect(await said('title', { id, record: { rows: [row('shop', 7)] } })).toEqual([]);
    });
  });

  it('an organisation’s own copy is what it changes', async () => {
    const mine = await world.rule('M', all(is('channel', 'copy')), { sharing: 'free', priority: 4 });
    const id = String(mine['id']);
    await assignTo(world, 'rule', id, world.orgs.east);
    await personaliseFor(world, 'rule', id, world.orgs.east, { outcome: 'own' });
    const { body } = await ask('rule', { id, record: {} }, 'east');
    expect(body['rules']).toBe(1);
  });

  it.each<readonly [string, JsonObject, readonly (string | number)[]]>([
    [
      'an unknown fact',
      { record: { condition: condition(is('colour', 'red')) } },
      [422, '/candidate/record/condition/all/0/fact unknown-fact'],
    ],
    ['an unknown field', { record: { colour: 'red' } }, [422, '/candidate/record/colour unknown-field']],
    [
      'a priority that is none',
      { record: { priority: 'x' } },
      [422, '/candidate/record/priority not-integer'],
    ],
    [
      'a way of sharing that is none',
      { record: { sharing: 'x' } },
      [422, '/candidate/record/sharing sharing-not-allowed'],
    ],
    ['no content', { row: 1 }, [400, 'request: /candidate/record schema-required']],
    ['an id that is none', { id: 'x', record: {} }, [400, 'request: /candidate/id not-id']],
    ['a row of what has none', { record: {}, row: 3 }, [422, '/candidate/row match-row-unknown']],
    ['a row that is no number', { record: {}, row: 'x' }, [400, 'request: /candidate/row number-expected']],
    ['more than is asked', { record: {}, name: 'x' }, [400, 'request: /candidate/name unknown-member']],
    ['a record that is not there', { id: '00000000-0000-7000-8000-000000000000', record: {} }, [404]],
    ['another’s organisation', { record: { org: 'nowhere' } }, [422, '/candidate/record/org org-unknown']],
  ])('refuses %s', async (_, candidate, answer) => {
    expect(await wrong('rule', candidate)).toEqual(answer);
  });

  it('is asked about alone', async () => {
    const { status, body } = await world.ask('POST', '/api/forms/rule/match/analysis', {
      candidate: { record: {} },
      records: [],
    });
    expect([status, (body['errors'] as JsonObject[]).map(({ path }) => path)]).toEqual([400, ['/records']]);
  });

  it('by who may save it, naming no rule he may not see', async () => {
    const grant = (...actions: string[]) => ({ form: 'rule', scope: 'own', actions });
    const east = await world.person('writer', 'east', [grant('read', 'match', 'create')]);
    const reader = await world.person('looker', 'east', [grant('read', 'match')]);
    const hidden = is('channel', 'hidden');
    await world.rule('H', all(hidden), { sharing: 'private', priority: 7 }, 'root');
    const candidate = { record: { ...always, priority: 8, condition: condition(hidden) } };
    const path = '/api/forms/rule/match/analysis';
    expect((await reader('POST', path, { candidate })).status).toBe(403);
    const { status, body } = await east('POST', path, { candidate });
    expect([status, body['items']]).toEqual([200, []]);
    const other = { id: String(special['id']), record: { priority: 0 } };
    expect((await east('POST', path, { candidate: other })).status).toBe(403);
  });
});
