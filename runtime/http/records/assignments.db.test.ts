import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, type HouseAnswer, openHouse } from '../house.suite.ts';

const items = '/api/forms/item/records';
const path = '/api/forms/item/assignments';

describeOnDatabases('assignments over HTTP', (database) => {
  let house: House;
  let as: string;
  let serial = 0;
  beforeAll(async () => {
    house = await openHouse(database.url);
    as = await house.signIn('admin');
    for (const [number, above] of [
      ['CITY', 'NORTH'],
      ['TOWN', 'CITY'],
    ] as const)
      await house.ask('POST', '/api/forms/organisation/records', {
        as,
        body: { number, name: number, parent: above },
      });
    await house.user('clerk', house.orgs.north, [
      { form: 'item', actions: ['read', 'create', 'edit', 'assign', 'personalise', 'history'], scope: 'own' },
    ]);
    await house.user('reader', house.orgs.south, [{ form: 'item', actions: ['read'], scope: 'own' }]);
  });
  afterAll(() => house.close());

  const make = async (sharing: string, org = 'NORTH', number = `A${++serial}`) => {
    const made = await house.ask('POST', `${items}?org=${org}`, {
      as,
      body: { number, name: number, sharing },
    });
    expect(made.status, made.text).toBe(201);
    return String(made.at('/id'));
  };
  const send = (method: string, by: string, body: object, who = as) =>
    house.ask(method, `${path}?org=${by}`, { as: who, body: body as never });
  const assign = (by: string, record: string, ...orgs: string[]) =>
    send('POST', by, { records: [record], orgs });
  const withdraw = (by: string, record: string, orgs: readonly string[], cascade = false) =>
    send('DELETE', by, { records: [record], orgs, cascade });
  /** `CITY assigned`, `SOUTH refused sharing-not-child`. */
  const answered = (answer: HouseAnswer) => {
    expect(answer.status, answer.text).toBe(200);
    return (answer.at('/items') as { org: { number: string }; outcome: string; code?: string }[]).map(
      (pair) => [pair.org.number, pair.outcome, pair.code].filter(Boolean).join(' '),
    );
  };
  const holders = async (record: string, who = as, org = 'NORTH') => {
    const answer = await house.ask('GET', `${path}?record=${record}&org=${org}`, { as: who });
    expect(answer.status, answer.text).toBe(200);
    return (
      answer.at('/items') as { org: { number: string }; how: string; by: { number: string } | null }[]
    ).map(({ org: { number }, how, by }) => [number, how, by?.number].filter(Boolean).join(' '));
  };

  it('assigns freely to any organisation, says so for each pair, and says `already` the second time', async () => {
    const record = await make('free');
    const first = await assign('NORTH', record, 'SOUTH', 'TOWN');
    expect(answered(first)).toEqual(['SOUTH assigned', 'TOWN assigned']);
    expect(first.at('/items/0/by')).toMatchObject({ number: 'NORTH', name: '北方公司' });
    expect(first.at('/counts')).toEqual({ assigned: 2 });
    expect(answered(await assign('NORTH', record, 'SOUTH', 'TOWN'))).toEqual([
      'SOUTH already',
      'TOWN already',
    ]);
    expect(await holders(record)).toEqual(['NORTH own', 'TOWN assigned NORTH', 'SOUTH assigned NORTH']);
    expect((await house.ask('GET', `${items}/${record}?org=SOUTH`, { as })).status).toBe(200);
    expect((await house.ask('GET', `${items}/${record}?org=CITY`, { as })).status).toBe(404);
  });

  describe('as a grid', () => {
    interface Row {
      readonly record: { readonly id: string; readonly number: string };
      readonly users: readonly { readonly how: string; readonly first: number; readonly count: number }[];
    }
    const grid = async (query: string, who = as, org = 'ROOT') => {
      const answer = await house.ask('GET', `${path}/grid?limit=500&org=${org}&${query}`, { as: who });
      expect(answer.status, answer.text).toBe(200);
      const orgs = answer.at('/orgs') as readonly string[];
      const rows = (answer.at('/items') as readonly Row[]).map(({ record, users }) => ({
        ...record,
        users: users.flatMap(({ how, first, count }) =>
          orgs.slice(first, first + count).map((id) => `${id} ${how}`),
        ),
      }));
      return { rows, orgs };
    };
    const prefix = 'GRID-';
    let made: readonly string[];
    beforeAll(async () => {
      made = await Promise.all(sharingStrategies.map((way) => make(way, 'NORTH', `${prefix}${way}`)));
      await assign('NORTH', `${prefix}free`, 'SOUTH', 'TOWN');
      await assign('NORTH', `${prefix}hierarchical`, 'CITY');
    });

    it('tells of every way of sharing the very organisations that are told of one record', async () => {
      const { rows } = await grid(`q=${prefix}`);
      expect(rows.map(({ id }) => id).toSorted()).toEqual(made.toSorted());
      for (const { id, number, users } of rows) {
        const one = await house.ask('GET', `${path}?record=${id}&org=NORTH&limit=500`, { as });
        const uses = (one.at('/items') as { org: { id: string }; how: string }[]).map(
          ({ org, how }) => `${org.id} ${how}`,
        );
        expect(users.toSorted(), number).toEqual(uses.toSorted());
      }
    });

    it.each(['ROOT', 'NORTH', 'CITY', 'TOWN', 'SOUTH'])(
      'shows those that %s uses, those that it lacks, and each record once',
      async (org) => {
        const all = await grid(`q=${prefix}`);
        const { id } = (await house.ask('GET', `/api/forms/organisation/records?number=${org}`, { as })).at(
          '/items/0',
        ) as { id: string };
        const uses = (users: readonly string[]) => users.some((user) => user.startsWith(id));
        const expected = Map.groupBy(all.rows, ({ users }) => uses(users));
        const numbers = (rows: readonly { number: string }[] = []) =>
          rows.map((row) => row.number).toSorted();
        expect(numbers((await grid(`q=${prefix}&usedBy=${org}`)).rows)).toEqual(numbers(expected.get(true)));
        const lacking = await grid(`q=${prefix}&unusedBy=${id}`);
        expect(numbers(lacking.rows)).toEqual(numbers(expected.get(false)));
        expect(lacking.orgs).not.toContain(id);
      },
    );

    it('goes on where the page before ended, under the same question alone', async () => {
      const first = await house.ask('GET', `${path}/grid?q=${prefix}&limit=2&usedBy=NORTH&count=true`, {
        as,
      });
      expect(first.at('/total')).toBe(made.length);
      const next = encodeURIComponent(String(first.at('/next')));
      const second = await grid(`q=${prefix}&usedBy=NORTH&cursor=${next}`);
      expect(second.rows).toHaveLength(made.length - 2);
      const other = await house.ask('GET', `${path}/grid?q=${prefix}&unusedBy=NORTH&cursor=${next}`, { as });
      expect(other.status).toBe(400);
    });

    it('shows nobody what he does not manage', async () => {
      expect((await grid(`q=${prefix}`, await house.signIn('reader'), 'SOUTH')).rows).toEqual([]);
    });

    it.each([
      ['an organisation that is not there', 'usedBy=NOWHERE', 'sharing-unknown-organisation', '/usedBy'],
      ['the same the other way', 'unusedBy=NOWHERE', 'sharing-unknown-organisation', '/unusedBy'],
      ['both at once', 'usedBy=NORTH&unusedBy=SOUTH', 'parameters-exclude', '/unusedBy'],
    ])('refuses %s', async (_, query, code, at) => {
      const answer = await house.ask('GET', `${path}/grid?${query}`, { as });
      expect(answer.status).toBe(400);
      expect(answer.at('/errors/0')).toMatchObject({ code, path: at });
    });
  });

  type Step = readonly [does: string, by: string, orgs: readonly string[], cascade?: boolean];
  const cases: readonly (readonly [
    says: string,
    sharing: string,
    before: readonly Step[],
    step: Step,
    answer: readonly string[],
  ])[] = [
    [
      'private records are not assigned',
      'private',
      [],
      ['POST', 'NORTH', ['SOUTH']],
      ['SOUTH refused sharing-not-assignable'],
    ],
    [
      'scope records are not assigned',
      'scope',
      [],
      ['POST', 'NORTH', ['SOUTH']],
      ['SOUTH refused sharing-not-assignable'],
    ],
    [
      'global records are not assigned',
      'global',
      [],
      ['POST', 'NORTH', ['SOUTH']],
      ['SOUTH refused sharing-not-assignable'],
    ],
    ['nor withdrawn', 'global', [], ['DELETE', 'NORTH', ['SOUTH']], ['SOUTH refused sharing-not-assignable']],
    [
      'a holder of a free record passes nothing on',
      'free',
      [['POST', 'NORTH', ['CITY']]],
      ['POST', 'CITY', ['TOWN']],
      ['TOWN refused sharing-not-creator'],
    ],
    [
      'level by level goes to direct children only',
      'hierarchical',
      [],
      ['POST', 'NORTH', ['CITY', 'TOWN', 'SOUTH']],
      ['CITY assigned', 'TOWN refused sharing-not-child', 'SOUTH refused sharing-not-child'],
    ],
    [
      'a holder passes it on to its own',
      'hierarchical',
      [['POST', 'NORTH', ['CITY']]],
      ['POST', 'CITY', ['TOWN']],
      ['TOWN assigned'],
    ],
    [
      'who does not use a record does not know it',
      'hierarchical',
      [],
      ['POST', 'CITY', ['TOWN']],
      ['TOWN refused record-unknown'],
    ],
    [
      'organisations that are not there are named',
      'free',
      [],
      ['POST', 'NORTH', ['NOWHERE', 'CITY']],
      ['NOWHERE refused sharing-unknown-organisation', 'CITY assigned'],
    ],
    [
      'nothing is withdrawn from the creator',
      'free',
      [],
      ['DELETE', 'NORTH', ['NORTH']],
      ['NORTH refused sharing-withdraw-creator'],
    ],
    ['what was never assigned is absent', 'free', [], ['DELETE', 'NORTH', ['CITY']], ['CITY absent']],
    [
      'withdrawing twice is no mistake',
      'free',
      [
        ['POST', 'NORTH', ['CITY']],
        ['DELETE', 'NORTH', ['CITY']],
      ],
      ['DELETE', 'NORTH', ['CITY']],
      ['CITY absent'],
    ],
    [
      'nothing is withdrawn above one that holds it still',
      'hierarchical',
      [
        ['POST', 'NORTH', ['CITY']],
        ['POST', 'CITY', ['TOWN']],
      ],
      ['DELETE', 'NORTH', ['CITY']],
      ['CITY refused sharing-held-below'],
    ],
    [
      'a cascade withdraws below first',
      'hierarchical',
      [
        ['POST', 'NORTH', ['CITY']],
        ['POST', 'CITY', ['TOWN']],
      ],
      ['DELETE', 'NORTH', ['CITY'], true],
      ['CITY withdrawn', 'TOWN withdrawn'],
    ],
    [
      'who passed it on takes it back',
      'hierarchical',
      [
        ['POST', 'NORTH', ['CITY']],
        ['POST', 'CITY', ['TOWN']],
      ],
      ['DELETE', 'CITY', ['TOWN']],
      ['TOWN withdrawn'],
    ],
    [
      'others do not',
      'hierarchical',
      [
        ['POST', 'NORTH', ['CITY']],
        ['POST', 'CITY', ['TOWN']],
      ],
      ['DELETE', 'TOWN', ['CITY']],
      ['CITY refused sharing-not-through'],
    ],
  ];
  it.each(cases)('%s', async (_, sharing, before, [method, by, orgs, cascade], answer) => {
    const record = await make(sharing);
    const run = ([how, holder, whom, down]: Step) =>
      how === 'POST' ? assign(holder, record, ...whom) : withdraw(holder, record, whom, down);
    for (const step of before) expect(answered(await run(step)).join()).not.toContain('refused');
    expect(
      answered(await run(cascade === undefined ? [method, by, orgs] : [method, by, orgs, cascade])),
    ).toEqual(answer);
  });

  it('tells what a withdrawal would take, from those below as well, and takes nothing', async () => {
    const record = await make('hierarchical');
    await assign('NORTH', record, 'CITY');
    await assign('CITY', record, 'TOWN');
    const revision = (await house.ask('GET', `${items}/${record}?org=NORTH`, { as })).at('/revision');
    const asked = { records: [record], orgs: ['CITY', 'SOUTH'], cascade: true, dryRun: true };
    const would = await send('DELETE', 'NORTH', asked);
    expect(answered(would)).toEqual(['CITY withdrawn', 'SOUTH absent', 'TOWN withdrawn']);
    expect(would.at('/items/2')).toMatchObject({ cascade: true, by: { number: 'CITY' } });
    expect(await holders(record)).toEqual(['NORTH own', 'CITY assigned NORTH', 'TOWN assigned CITY']);
    expect((await house.ask('GET', `${items}/${record}?org=NORTH`, { as })).at('/revision')).toBe(revision);
    expect(answered(await send('DELETE', 'NORTH', { ...asked, cascade: false }))).toEqual([
      'CITY refused sharing-held-below',
      'SOUTH absent',
    ]);
  });

  it.each([
    ['zh', '逐级分配只能分配给直接下级：组织“南方公司（SOUTH）”不是“北方公司（NORTH）”的直接下级'],
    [
      'en',
      'Level-by-level assignment goes only to direct children: “南方公司 (SOUTH)” is not directly below “北方公司 (NORTH)”',
    ],
  ])('says why in words, with organisations by their names: %s', async (language, message) => {
    const record = await make('hierarchical');
    const answer = await house.ask('POST', `${path}?org=NORTH`, {
      as,
      body: { records: [{ id: record }], orgs: [{ number: 'SOUTH' }] },
      headers: { 'accept-language': language },
    });
    expect(answer.at('/items/0/message')).toBe(message);
    expect(answer.at('/items/0/params')).toMatchObject({ org: 'SOUTH', holder: 'NORTH' });
  });

  describe('a number that clashes', () => {
    it('is refused, and the other record named to those who may read it', async () => {
      const number = `A${++serial}`;
      const theirs = await make('private', 'SOUTH', number);
      const record = await make('free', 'NORTH', number);
      const seen = await assign('NORTH', record, 'SOUTH');
      expect(answered(seen)).toEqual(['SOUTH refused sharing-number-clash']);
      expect(seen.at('/items/0/other')).toMatchObject({ id: theirs, number });
      const clerk = await house.signIn('clerk');
      const hidden = await send('POST', 'NORTH', { records: [number], orgs: ['SOUTH'] }, clerk);
      expect(answered(hidden)).toEqual(['SOUTH refused sharing-number-taken']);
      expect(hidden.text).not.toContain(theirs);
    });

    it('is found when two of one request have it', async () => {
      const number = `A${++serial}`;
      const one = await make('free', 'NORTH', number);
      const two = await make('free', 'CITY', number);
      await assign('CITY', two, 'TOWN');
      expect(answered(await assign('NORTH', one, 'TOWN', 'SOUTH'))).toEqual([
        'TOWN refused sharing-number-clash',
        'SOUTH assigned',
      ]);
    });

    it('is found when an assigned record gets another number', async () => {
      const taken = `A${++serial}`;
      await make('private', 'SOUTH', taken);
      const record = await make('free', 'NORTH');
      await assign('NORTH', record, 'SOUTH');
      const read = await house.ask('GET', `${items}/${record}?org=NORTH`, { as });
      const changed = await house.ask('PATCH', `${items}/${record}?org=NORTH`, {
        as,
        body: { number: taken },
        headers: { 'if-match': read.headers.get('etag') ?? '' },
      });
      expect([changed.status, changed.at('/code')]).toEqual([409, 'number-taken']);
    });

    it('is given to one organisation once, however many assign at the same time', async () => {
      const number = `A${++serial}`;
      const records = await Promise.all(
        ['NORTH', 'CITY', 'TOWN', 'ROOT'].map((org) => make('free', org, number)),
      );
      const answers = await Promise.all(
        ['NORTH', 'CITY', 'TOWN', 'ROOT'].map((org, at) => assign(org, records[at]!, 'SOUTH')),
      );
      expect(answers.flatMap(answered).sort()).toEqual([
        'SOUTH assigned',
        ...Array.from({ length: 3 }, () => 'SOUTH refused sharing-number-clash'),
      ]);
    });
  });

  describe('who may', () => {
    it.each([
      ['assign', 'POST', 'reader', 'SOUTH', 403],
      ['withdraw', 'DELETE', 'reader', 'SOUTH', 403],
      ['assign for another organisation', 'POST', 'clerk', 'SOUTH', 403],
      ['assign for his own', 'POST', 'clerk', 'NORTH', 200],
    ])('%s', async (_, method, user, org, status) => {
      const record = await make('free');
      const answer = await send(method, org, { records: [record], orgs: ['CITY'] }, await house.signIn(user));
      expect(answer.status, answer.text).toBe(status);
    });

    it('see no more of a record’s organisations than is theirs', async () => {
      const record = await make('free', 'ROOT');
      await assign('ROOT', record, 'NORTH', 'SOUTH');
      expect(await holders(record, await house.signIn('clerk'))).toEqual(['ROOT own', 'NORTH assigned ROOT']);
      const hidden = await make('private', 'SOUTH');
      const answer = await house.ask('GET', `${path}?record=${hidden}`, { as: await house.signIn('clerk') });
      expect(answer.status).toBe(404);
    });
  });

  it('are told by organisation, with how each record comes to it', async () => {
    const made = {
      own: await make('private', 'CITY'),
      assigned: await make('free', 'NORTH'),
      scope: await make('scope', 'NORTH'),
      global: await make('global', 'SOUTH'),
    };
    await assign('NORTH', made.assigned, 'CITY');
    for (const [how, id] of Object.entries(made)) {
      const answer = await house.ask('GET', `${path}?org=CITY&how=${how}&limit=500`, { as });
      const found = answer.at('/items') as {
        record: { id: string };
        how: string;
        by: { number: string } | null;
      }[];
      expect(new Set(found.map((one) => one.how))).toEqual(new Set([how]));
      const own = found.find(({ record }) => record.id === id);
      expect(own?.by?.number).toBe(how === 'assigned' ? 'NORTH' : undefined);
    }
    const page = await house.ask('GET', `${path}?org=CITY&limit=1&count=true`, { as });
    expect(page.at('/items')).toHaveLength(1);
    expect(page.at('/next')).not.toBeNull();
  });

  it('tell what is unassigned: what could be passed on and is not', async () => {
    const free = await make('free', 'NORTH');
    const level = await make('hierarchical', 'NORTH');
    const passed = await make('hierarchical', 'ROOT');
    await make('private', 'NORTH');
    await assign('ROOT', passed, 'NORTH');
    const unassigned = async (by: string, to: string) => {
      const answer = await house.ask('GET', `${path}?org=${by}&unassigned=${to}&limit=500`, { as });
      expect(answer.status, answer.text).toBe(200);
      return (answer.at('/items') as { record: { id: string } }[]).map(({ record }) => record.id);
    };
    expect(await unassigned('NORTH', 'CITY')).toEqual(expect.arrayContaining([free, level, passed]));
    expect(await unassigned('NORTH', 'SOUTH')).toContain(free);
    expect(await unassigned('NORTH', 'SOUTH')).not.toContain(level);
    const records = await unassigned('NORTH', 'CITY');
    const given = await send('POST', 'NORTH', { records, orgs: ['CITY'] });
    const clashes = answered(given).filter((pair) => pair.includes('refused'));
    expect(await unassigned('NORTH', 'CITY')).toHaveLength(clashes.length);
  });

  it('stand in the history of the record, and its revision stays', async () => {
    const record = await make('free');
    const before = await house.ask('GET', `${items}/${record}?org=NORTH`, { as });
    await assign('NORTH', record, 'SOUTH');
    await withdraw('NORTH', record, ['SOUTH']);
    const after = await house.ask('GET', `${items}/${record}?org=NORTH`, { as });
    expect(after.json).toEqual(before.json);
    const history = await house.ask('GET', `${items}/${record}/history?org=NORTH`, { as });
    const versions = history.at('/items') as { operation: string; changes: unknown[] }[];
    expect(versions.map(({ operation }) => operation)).toEqual(['withdraw', 'assign', 'create']);
    expect(versions[1]?.changes).toMatchObject([
      { path: '/assigned', before: null, after: { number: 'SOUTH' } },
    ]);
    expect(versions[0]?.changes).toMatchObject([
      { path: '/assigned', before: { number: 'SOUTH' }, after: null },
    ]);
  });

  it.each([
    ['no list of records', { orgs: ['CITY'] }, '/records schema-required'],
    ['a record that is none', { records: [1], orgs: ['CITY'] }, '/records/0 name-expected'],
    ['a member nobody knows', { records: [], orgs: [], force: true }, '/force unknown-member'],
    [
      'too many pairs',
      {
        records: Array.from({ length: 200 }, (_, at) => `r${at}`),
        orgs: Array.from({ length: 51 }, (_, at) => `o${at}`),
      },
      ' too-many-pairs',
    ],
  ])('refuses %s', async (_, body, problem) => {
    const answer = await send('POST', 'NORTH', body);
    expect(answer.status).toBe(400);
    expect(`${answer.at('/errors/0/path')} ${answer.at('/errors/0/code')}`).toBe(problem);
  });
});
