import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { all, is, openWorld, type World } from './world.suite.ts';

describeOnDatabases('matches that explain themselves', (under) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(under.url);
    const amount = { fact: 'amount', operator: 'between', value: ['1', '100'] } as const;
    const everyone = { sharing: 'global' };
    await world.rule('WINS', all(is('channel', 'web'), amount), { priority: 2, sharing: 'scope' });
    await world.rule('LATER', is('channel', 'web'), { priority: 5, ...everyone });
    await world.rule('SAME', is('channel', 'web'), { priority: 2, ...everyone });
    await world.rule(
      'SMALL',
      all(is('channel', 'web'), { fact: 'amount', operator: 'lessThan', value: '1' }),
      {
        priority: 1,
        ...everyone,
      },
    );
    await world.rule('SHOP', is('channel', 'shop'), { priority: 1, ...everyone });
    await world.rule('OFF', is('channel', 'web'), { priority: 1, ...everyone, enabled: false });
    await world.rule('PAST', is('channel', 'web'), { priority: 1, ...everyone, validTo: '2020-01-31' });
    await world.rule('NOT', { not: is('channel', 'web') }, { priority: 1, ...everyone });
    await world.rule('WEST', is('channel', 'web'), { priority: 1 }, 'west');
  });
  afterAll(() => world.close());

  const facts = { channel: 'web', amount: '50' };
  const english = { 'accept-language': 'en' };
  const post = (call: string, body: JsonObject, headers = {}, org = 'root') =>
    world.ask('POST', `/api/forms/rule/match${call}?org=${org}`, body, headers);
  const trace = async (kind: true | 'full', headers = {}, org = 'root') =>
    (await post('', { facts, trace: kind }, headers, org)).body['trace'] as JsonObject & {
      rules: JsonObject[];
    };
  const reasons = ({ rules }: { rules: JsonObject[] }) =>
    Object.fromEntries(rules.map(({ number, reason }) => [String(number), reason]));

  it('tells the funnel: how many were left after each step', async () => {
    const { funnel } = await trace(true, english);
    expect(funnel).toEqual([
      { step: 'all', label: 'all rules, with disabled ones and those of other organisations', left: 9 },
      { step: 'eligible', label: 'usable by the organisation, and in force', left: 6 },
      { step: 'facts', label: 'Channel', facts: ['channel'], left: 4 },
      { step: 'facts', label: 'Amount', facts: ['amount'], left: 3 },
      { step: 'matched', label: 'whose condition is met', left: 3 },
    ]);
    const lefts = (funnel as JsonObject[]).map(({ left }) => Number(left));
    expect(lefts).toEqual(lefts.toSorted((a, b) => b - a));
  });

  it('tells of everyone the index left why it lost, in the order of precedence', async () => {
    const answer = await trace(true, english);
    expect(answer.rules.map(({ number, place, won, code }) => [number, place, won, code])).toEqual([
      ['WINS', 4, true, 'match-won'],
      ['SAME', 5, false, 'match-outranked'],
      ['LATER', 6, false, 'match-outranked'],
    ]);
  });

  it('says so in English', async () => {
    expect(reasons(await trace('full', english))).toEqual({
      WINS: 'Matched',
      LATER: 'It matches, but rule number 4 ranks higher by “Priority”',
      SAME: expect.stringMatching(/by “Sharing”$/),
      SMALL: 'Requires “Amount is less than 1”, but found 50',
      SHOP: 'Requires “Channel is ‘shop’”, but found “web”',
      OFF: 'Disabled',
      PAST: 'Expired on 2020-01-31',
      NOT: 'Must not be “Channel is ‘web’”, but found “web”',
      WEST: '“集团 (root)” may not use this rule (sharing: Private)',
    });
  });

  it('says so in Chinese', async () => {
    expect(reasons(await trace('full', { 'accept-language': 'zh-CN' }))).toMatchObject({
      WINS: '匹配成功',
      LATER: '条件满足，但按“优先级”排在第 4 位的规则之后',
      SMALL: '不满足“金额 小于 1”，实际为 50',
      OFF: '已禁用',
    });
  });

  it('names the failed condition with what was expected and what was found', async () => {
    const answer = await trace('full', english);
    expect(answer.rules.find(({ number }) => number === 'SMALL')?.['failed']).toEqual({
      pointer: '/all/1',
      fact: 'amount',
      label: 'Amount',
      operator: 'lessThan',
      sentence: 'Amount is less than 1',
      expected: '1',
      actual: '50',
    });
  });

  it('explains one rule, part by part, also one the index discarded', async () => {
    const { status, body } = await post('/explain', { number: 'SHOP', facts }, english);
    expect(status).toBe(200);
    expect(body['winner']).toMatchObject({ number: 'WINS' });
    expect(body['items']).toMatchObject([
      {
        number: 'SHOP',
        won: false,
        code: 'match-failed',
        place: 2,
        condition: { type: 'leaf', holds: false, fact: 'channel', expected: '“shop”', actual: '“web”' },
      },
    ]);
    const [{ condition } = {}] = (await post('/explain', { number: 'WINS', facts })).body[
      'items'
    ] as JsonObject[];
    expect(condition).toMatchObject({ type: 'all', holds: true, nodes: [{ holds: true }, { holds: true }] });
  });

  it('explains a rule by its id', async () => {
    const { body } = await world.ask('GET', '/api/forms/rule/records?number=LATER');
    const [{ id } = {}] = body['items'] as JsonObject[];
    const { body: answer } = await post('/explain', { id: id as Json, facts });
    expect(answer['items']).toMatchObject([{ number: 'LATER', code: 'match-outranked' }]);
  });

  it.each<[JsonObject, number, string]>([
    [{ number: 'NONE', facts: {} }, 404, 'match-rule-unknown'],
    [{ facts: {} }, 400, 'body-wrong'],
    [{ number: 'WINS', facts: { chanel: 1 } }, 422, 'match-facts-wrong'],
    [{ number: 'WINS', facts: [] }, 400, 'body-wrong'],
  ])('explains not %j: %i', async (body, status, code) => {
    const answer = await post('/explain', body);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  describe('over a set of facts', () => {
    it('counts who won, who lost to whom, who never won', async () => {
      const { body } = await post('/coverage', {
        facts: [
          facts,
          { channel: 'web', amount: '0' },
          { channel: 'shop' },
          { channel: 'web', amount: '200' },
        ],
      });
      const found = Object.fromEntries(
        (body['rules'] as JsonObject[]).map(({ number, won, lostTo }) => [
          String(number),
          [won, (lostTo as JsonObject[]).map((to) => `${to['number']}×${to['count']}`)],
        ]),
      );
      expect(found).toMatchObject({ SMALL: [1, []], LATER: [0, expect.any(Array)] });
      expect(Object.values(found).reduce((sum, [won]) => sum + Number(won), 0)).toBe(4);
      expect((body['neverWon'] as JsonObject[]).map(({ number }) => number)).toContain('LATER');
      expect(body['unmatched']).toEqual([]);
    });
    it('takes stored documents, and names those nobody won', async () => {
      const order = await world.make('order', { number: 'D1', channel: 'web', amount: '50' });
      await world.make('order', { number: 'D2', channel: 'shop', lines: [{ code: 'x' }] });
      const filter = is('number', 'D1') as unknown as Json;
      const { body } = await post('/coverage', { facts: { form: 'order', filter } });
      expect(body).toMatchObject({ facts: 1, unmatched: [] });
      const rules = body['rules'] as JsonObject[];
      const winner = rules.find(({ won }) => won === 1);
      expect(winner?.['days']).toEqual([{ day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), won: 1 }]);
      expect(rules.filter(({ won }) => won === 0).flatMap(({ days }) => days ?? [])).toEqual([]);
      // Whoever asks for one rule is told the documents that it won, and of another none.
      const ofRule = async (of: Json | undefined) => {
        const asked = await post('/coverage', { facts: { form: 'order', filter }, of: of ?? null });
        return (asked.body['wonBy'] as JsonObject[] | undefined)?.map(({ number }) => number);
      };
      const loser = rules.find(({ won }) => won === 0);
      expect([await ofRule(winner?.['id']), await ofRule(loser?.['id']), await ofRule(null)]).toEqual([
        ['D1'],
        [],
        undefined,
      ]);
      const { body: west } = await post('/coverage', { facts: {} }, {}, 'west');
      expect(west).toMatchObject({ facts: 0 });
      await world.ask('POST', '/api/forms/order/records', { number: 'D3' });
      const none = await post('/coverage', { facts: {}, at: '2019-01-01' });
      expect(none.body['facts']).toBe(3);
      expect(order['id']).toBeTypeOf('string');
    });
    it('counts over more documents than are read at once what each by itself says', async () => {
      const documents = Array.from({ length: 260 }, (_, at) => ({
        number: `M${at}`,
        channel: ['web', 'shop', 'mail'][at % 3] ?? null,
        ...(at % 4 === 0 ? {} : { amount: String(at % 130) }),
      }));
      const items = documents.map((body) => ({ op: 'create', body }));
      expect((await world.ask('POST', '/api/forms/order/batch', { atomic: true, items })).status).toBe(200);
      const filter = { fact: 'number', operator: 'startsWith', value: 'M' };
      const { body } = await post('/coverage', { facts: { form: 'order', filter, limit: 1_000 } });
      const alone = await Promise.all(
        documents.map(async ({ number: _, ...one }) => (await post('', { facts: one })).body['winner']),
      );
      const wonBy = (number: Json | undefined) =>
        alone.filter((winner) => (winner as JsonObject | null)?.['number'] === number).length;
      expect(body['facts']).toBe(documents.length);
      for (const { number, won } of body['rules'] as JsonObject[])
        expect([number, won]).toEqual([number, wonBy(number)]);
      expect(body['unmatched']).toHaveLength(alone.filter((winner) => winner === null).length);
    });
    it.each<[JsonObject, string]>([
      [{ facts: 'all' }, '/facts'],
      [{ facts: { form: 'buyer' } }, '/facts/form'],
      [{ facts: { limit: 0 } }, '/facts/limit'],
      [{ facts: { fields: [] } }, '/facts/fields'],
      [{ facts: [{ chanel: 1 }] }, '/facts/0/chanel'],
    ])('refuses %j', async (body, path) => {
      const answer = await post('/coverage', body);
      expect([answer.status, (answer.body['errors'] as JsonObject[])[0]?.['path']]).toEqual([
        path.includes('chanel') ? 422 : 400,
        path,
      ]);
    });
  });

  it('judges one and the same line, and says which row came nearest', async () => {
    const both = all(is('lines.code', 'x'), { fact: 'lines.code', operator: 'endsWith', value: 'y' });
    await world.rule('LINE', { some: 'lines', where: both }, { priority: 50 });
    const rows = (...codes: string[]) => ({ ...facts, lines: codes.map((code) => ({ code })) });
    const ask = async (said: JsonObject) =>
      ((await post('/explain', { number: 'LINE', facts: said }, english)).body['items'] as JsonObject[])[0];
    expect(await ask(rows('q', 'x'))).toMatchObject({
      code: 'match-failed',
      reason: expect.stringMatching(/^Requires “in the same row of .*, but found in row 2 .*“x”$/),
      condition: { type: 'some', holds: false, row: 2, nodes: [{ type: 'all' }] },
    });
    await world.rule(
      'LINE2',
      { some: 'lines', where: { fact: 'lines.code', operator: 'equal', value: 'xy' } },
      {
        priority: 51,
      },
    );
    const found = await post('/explain', { number: 'LINE2', facts: rows('x', 'xy') }, english);
    expect(found.body['items']).toMatchObject([{ condition: { type: 'some', holds: true, row: 2 } }]);
  });

  it('tells all ways out where one would do', async () => {
    const few = { fact: 'amount', operator: 'lessThan', value: '1' } as const;
    await world.rule(
      'WAYS',
      { any: [is('channel', 'shop'), few, { not: is('channel', 'web') }] },
      { priority: 52 },
    );
    const { body } = await post('/explain', { number: 'WAYS', facts }, english);
    expect(body['items']).toMatchObject([
      {
        code: 'match-failed-any',
        reason:
          'Any one of these would be enough, but none is met: “Channel is ‘shop’” (found “web”); “Amount is less than 1” (found 50); not “Channel is ‘web’” (found “web”)',
        failed: { pointer: '/any/0' },
        ways: [{ pointer: '/any/0' }, { pointer: '/any/1' }, { pointer: '/any/2/not' }],
      },
    ]);
  });

  it('exports a match as a case', async () => {
    await world.make('buyer', { number: 'CB', name: '甲', sharing: 'global' });
    const { body } = await post('/case', {
      name: 'web orders',
      at: '2026-02-01',
      facts: { ...facts, buyer: 'CB', lines: [{ code: 'x' }] },
    });
    expect(body).toEqual({
      form: 'rule',
      cases: [
        {
          name: 'web orders',
          org: 'root',
          at: '2026-02-01',
          expect: expect.any(String),
          facts: { channel: 'web', amount: '50', buyer: { number: 'CB' }, lines: [{ code: 'x' }] },
        },
      ],
    });
  });
});

describeOnDatabases('rules about rules', (under) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(under.url);
  });
  afterAll(() => world.close());

  const warnings = ({ $warnings = [] }: JsonObject) =>
    ($warnings as JsonObject[]).map(({ path, code, severity }) => [path, code, severity]);

  it('a rule that is saved says what is odd about it, and is saved', async () => {
    const web = is('channel', 'web');
    expect(warnings(await world.rule('R1', web, { priority: 1 }))).toEqual([]);
    expect(warnings(await world.rule('R2', all(web, is('kind', 'plain')), { priority: 2 }))).toEqual([
      ['/condition', 'rule-shadowed', 'warning'],
    ]);
    expect(
      warnings(await world.rule('R3', all(is('channel', 'a'), is('channel', 'b')), { priority: 1 })),
    ).toEqual([['/condition', 'rule-never-matches', 'warning']]);
    expect(
      warnings(
        await world.rule('R4', { fact: 'channel', operator: 'contains', value: '5' }, { priority: 3 }),
      ),
    ).toContainEqual(['/condition', 'rule-not-indexable', 'warning']);
    const same = await world.rule('R5', all(is('kind', 'special'), is('number', 'x')), { priority: 3 });
    expect((same['$warnings'] as JsonObject[])[0]?.['message']).toBe(
      '与规则 R4 优先级相同、结果不同，且可能同时匹配，由修改时间等决定先后',
    );
  });

  it('the row is named, where rows match', async () => {
    const condition = all(is('channel', 'a'), is('channel', 'b')) as unknown as Json;
    const title = await world.make('title', { number: 'T', rows: [{ face: 'x' }, { face: 'y', condition }] });
    expect(warnings(title)).toContainEqual(['/rows/1/condition', 'rule-never-matches', 'warning']);
  });

  it('on demand, all of them with their numbers', async () => {
    const { status, body } = await world.ask(
      'POST',
      '/api/forms/rule/match/analysis',
      {},
      { 'accept-language': 'en' },
    );
    expect([status, body['rules']]).toEqual([200, 5]);
    const answered = (body['items'] as JsonObject[]).map(({ number, code, reason }) => [
      number,
      code,
      reason,
    ]);
    expect(answered).toContainEqual([
      'R2',
      'rule-shadowed',
      'Whatever matches this rule matches rule R1 first, so it never wins',
    ]);
    expect(answered).toContainEqual(['R3', 'rule-never-matches', expect.any(String)]);
  });

  it('of some of them', async () => {
    const { body } = await world.ask('GET', '/api/forms/rule/records?number=R3');
    const [{ id } = {}] = body['items'] as JsonObject[];
    const { body: answer } = await world.ask('POST', '/api/forms/rule/match/analysis', {
      records: [id as Json],
    });
    expect((answer['items'] as JsonObject[]).map(({ number }) => number)).toEqual(['R3']);
    const wrong = await world.ask('POST', '/api/forms/rule/match/analysis', { records: ['x'] });
    expect(wrong.status).toBe(404);
  });
});
