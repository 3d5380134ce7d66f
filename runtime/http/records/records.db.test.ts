import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, type HouseAnswer, openHouse } from '../house.suite.ts';

const items = '/api/forms/item/records';

describeOnDatabases('records over HTTP', (database) => {
  let house: House;
  let as: string;
  let serial = 0;
  beforeAll(async () => {
    house = await openHouse(database.url);
    as = await house.signIn('admin');
  });
  afterAll(() => house.close());

  const create = (body: object, headers: Record<string, string> = {}) => {
    serial += 1;
    return house.ask('POST', items, { as, body: { number: `N${serial}`, ...body } as never, headers });
  };
  const etagOf = (answer: HouseAnswer) => answer.headers.get('etag') ?? '';
  const pathOf = (answer: HouseAnswer) => `${items}/${answer.at('/id')}`;

  it('answer long lists at the same time, each with its own bytes', async () => {
    const text = (of: string) => `${of} 按合同约定开具发票，“备注”栏注明项目😀。`.repeat(4);
    const groups = ['甲', '乙', 'c'];
    for (const of of groups)
      for (let at = 0; at < 20; at++)
        expect((await create({ name: text(of).slice(0, 100), number: `${of}${at}` })).status).toBe(201);
    const lists = await Promise.all(
      Array.from({ length: 30 }, async (_, at) => {
        const of = groups[at % groups.length] ?? '';
        const answer = await house.ask(
          'GET',
          `${items}?limit=50&number[startsWith]=${encodeURIComponent(of)}`,
          { as },
        );
        return { of, answer };
      }),
    );
    for (const { of, answer } of lists) {
      const { items: found } = JSON.parse(answer.text) as { items: { number: string; name: string }[] };
      expect(found.map(({ number }) => number).sort()).toEqual(
        Array.from({ length: 20 }, (_, at) => `${of}${at}`).sort(),
      );
      for (const { name } of found) expect(name).toBe(text(of).slice(0, 100).trim());
    }
  });

  it('are created, read, changed, replaced and deleted', async () => {
    const made = await create({ name: '螺丝', price: '0.10', lines: [{ text: 'a', amount: '1' }] });
    expect(made.status, made.text).toBe(201);
    expect(made.headers.get('location')).toBe(pathOf(made));
    expect(made.json).toMatchObject({
      name: '螺丝',
      price: '0.1',
      org: { number: 'ROOT', name: '集团' },
      createdBy: { number: 'admin' },
      enabled: true,
      lines: [{ text: 'a', amount: '1' }],
    });

    const read = await house.ask('GET', pathOf(made), { as });
    expect(read.json).toEqual(made.json);
    expect(etagOf(read)).toBe(`"${made.at('/revision')}"`);

    const changed = await house.ask('PATCH', pathOf(made), {
      as,
      headers: { 'if-match': etagOf(read) },
      body: { name: '螺母', lines: [{ id: String(made.at('/lines/0/id')), amount: '2' }, { text: 'b' }] },
    });
    expect(changed.json).toMatchObject({
      name: '螺母',
      price: '0.1',
      lines: [{ text: 'a', amount: '2' }, { text: 'b' }],
    });

    const replaced = await house.ask('PUT', pathOf(made), {
      as,
      headers: { 'if-match': etagOf(changed) },
      body: { number: 'N-put', lines: [] },
    });
    expect(replaced.json).toMatchObject({ number: 'N-put', name: null, price: null, lines: [] });

    const gone = await house.ask('DELETE', pathOf(made), { as, headers: { 'if-match': etagOf(replaced) } });
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect(Number(gone.headers.get('guiju-revision'))).toBeGreaterThan(Number(replaced.at('/revision')));
    expect((await house.ask('GET', pathOf(made), { as })).status).toBe(404);
  });

  it('answer 304 to who has the version, and not to who has another', async () => {
    const made = await create({});
    const same = await house.ask('GET', pathOf(made), {
      as,
      headers: { 'if-none-match': `"7", ${etagOf(made)}` },
    });
    expect([same.status, same.text]).toEqual([304, '']);
    expect((await house.ask('GET', pathOf(made), { as, headers: { 'if-none-match': '"1"' } })).status).toBe(
      200,
    );
  });

  it('stay in no browser, where the next person to sign in would read them with the eyes of the last', async () => {
    const read = await house.ask('GET', `${pathOf(await create({}))}?view=manage,use`, { as });
    expect(read.headers.get('cache-control')).toBe('no-store');
    // A tag that is made of the content is the same for those alone who are told the same.
    const described = await house.ask('GET', '/api/forms/item', { as });
    expect(described.headers.get('cache-control')).toBe('private, no-cache');
  });

  it.each([
    ['PATCH', { name: 'x' }],
    ['PUT', { number: 'x' }],
    ['DELETE', undefined],
  ])(
    '%s: 428 without If-Match, 400 with nonsense, 412 with an old one and the record of now',
    async (method, body) => {
      const made = await create({ name: 'before' });
      const send = (match?: string) =>
        house.ask(method, pathOf(made), {
          as,
          ...(body === undefined ? {} : { body }),
          headers: match === undefined ? {} : { 'if-match': match },
        });
      expect((await send()).status).toBe(428);
      expect((await send('yesterday')).status).toBe(400);
      const stale = await send('"1"');
      expect([stale.status, stale.at('/current/name')]).toEqual([412, 'before']);
      expect((await house.ask('GET', pathOf(made), { as })).at('/name')).toBe('before');
    },
  );

  it.each([
    [
      'a body that is no JSON',
      '{"number": ',
      400,
      { errors: [{ path: '', code: 'json-syntax', params: { line: 1, column: 12 } }] },
    ],
    ['a body that is no object', '[1]', 400, { errors: [{ path: '', code: 'object-expected' }] }],
    [
      'a number that would be rounded',
      '{"price": 1.2345678901234567}',
      400,
      { errors: [{ path: '/price', code: 'number-digits' }] },
    ],
    [
      'a field that does not exist',
      '{"nonsense": 1}',
      422,
      { errors: expect.arrayContaining([expect.objectContaining({ path: '/nonsense' })]) },
    ],
    [
      'several mistakes at once',
      '{"price": "x", "stock": 1.5, "lines": [{"amount": true}]}',
      422,
      {
        errors: expect.arrayContaining(
          ['/price', '/stock', '/lines/0/amount'].map((path) => expect.objectContaining({ path })),
        ),
      },
    ],
  ])('refuse %s', async (_what, body, status, problem) => {
    const answer = await house.ask('POST', items, { as, body });
    expect(answer.status, answer.text).toBe(status);
    expect(answer.json).toMatchObject(problem);
  });

  it('refuse other content types, bodies without end and bytes that are no UTF-8', async () => {
    const form = await house.ask('POST', items, {
      as,
      body: 'number=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([form.status, form.at('/code')]).toEqual([415, 'type-unsupported']);
    const large = await house.ask('POST', items, { as, body: { number: 'x'.repeat(5 * 1024 * 1024) } });
    expect([large.status, large.at('/code')]).toEqual([413, 'body-too-large']);
    const answer = await house.app.request(items, {
      method: 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ code: 'body-not-utf8' }] });
  });

  it('say problems in the reader’s language', async () => {
    const send = (language: string) =>
      house.ask('POST', items, { as, body: {}, headers: { 'accept-language': language } });
    const [zh, en] = [await send('zh'), await send('en')];
    expect(zh.at('/errors/0/path')).toBe('/number');
    expect(String(zh.at('/errors/0/message'))).toMatch(/[\u4e00-\u9fff]/);
    expect(String(en.at('/errors/0/message'))).toContain('required');
    expect(zh.text).not.toContain('undefined');
  });

  it('are found by fields, comparisons, conditions and words, ordered and page by page', async () => {
    for (const [number, price, stock] of [
      ['F1', '9.5', 3],
      ['F2', '10.25', 1],
      ['F3', '100', 2],
      ['F4', '-1', 9],
    ] as const)
      await house.ask('POST', items, {
        as,
        body: { number, name: `Find ${number}`, price, stock, active: number === 'F1' },
      });
    const numbers = async (query: string) => {
      const answer = await house.ask('GET', `${items}?${query}`, { as });
      expect(answer.status, answer.text).toBe(200);
      return (answer.at('/items') as { number: string }[]).map(({ number }) => number);
    };
    expect(await numbers('number=F2')).toEqual(['F2']);
    expect(await numbers('price[gte]=10&number[startsWith]=F&sort=price')).toEqual(['F2', 'F3']);
    expect(await numbers('number[in]=F1,F3&sort=-number')).toEqual(['F3', 'F1']);
    expect(await numbers('active=true&number[startsWith]=F')).toEqual(['F1']);
    expect(await numbers('price[between]=-5,9.5&number[startsWith]=F&sort=stock')).toEqual(['F1', 'F4']);
    expect(await numbers('q=find%20f3')).toEqual(['F3']);
    const filter = encodeURIComponent(
      '{"all":[{"fact":"number","operator":"startsWith","value":"F"},{"not":{"fact":"stock","operator":"greaterThan","value":2}}]}',
    );
    expect(await numbers(`filter=${filter}&sort=number`)).toEqual(['F2', 'F3']);

    const first = await house.ask(
      'GET',
      `${items}?number[startsWith]=F&sort=number&limit=3&count=true&fields=number`,
      { as },
    );
    expect(first.json).toMatchObject({
      total: 4,
      items: [{ number: 'F1' }, { number: 'F2' }, { number: 'F3' }],
    });
    expect(Object.keys((first.at('/items/0') ?? {}) as object).sort()).toEqual(['id', 'number', 'revision']);
    const next = encodeURIComponent(String(first.at('/next')));
    const second = await house.ask(
      'GET',
      `${items}?number[startsWith]=F&sort=number&limit=3&fields=number&cursor=${next}`,
      { as },
    );
    expect(second.json).toMatchObject({ next: null, items: [{ number: 'F4' }] });
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=501', '/limit'],
    ['limit=ten', '/limit'],
    ['count=yes', '/count'],
    ['view=all', '/view'],
    ['price[gte]=cheap', '/price[gte]'],
    ['price[near]=1', '/price[near]'],
    ['filter={', '/filter'],
    ['createdAt[gte]=2026-01-01', '/createdAt[gte]'],
    ['number=1&price[between]=1', '/price[between]'],
    ['price=1&filter={"fact":"colour","operator":"equal","value":"red"}', '/filter/fact'],
    ['q=x&nonsense=1', '/nonsense'],
    [`q=${'x'.repeat(201)}`, '/q'],
  ])('refuse the question ?%s at %s', async (query, path) => {
    const answer = await house.ask('GET', `${items}?${query}`, { as });
    expect([answer.status, answer.at('/errors/0/path')]).toEqual([400, path]);
  });

  it('are written once with an Idempotency-Key, however often and at once', async () => {
    const send = (body: object, key: string) =>
      house.ask('POST', items, { as, body: body as never, headers: { 'idempotency-key': key } });
    const first = await send({ number: 'IDEM', name: 'once' }, 'k-1');
    const again = await send({ number: 'IDEM', name: 'once' }, 'k-1');
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect(again.headers.get('etag')).toBe(etagOf(first));
    const other = await send({ number: 'IDEM', name: 'twice' }, 'k-1');
    expect([other.status, other.at('/code')]).toEqual([422, 'idempotency-key-reused']);
    expect(other.at('/title')).toBe('Idempotency-Key already used');

    const crowd = await Promise.all(Array.from({ length: 8 }, () => send({ number: 'CROWD' }, 'k-2')));
    expect(crowd.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect(crowd.every(({ status }) => status === 201 || status === 409)).toBe(true);
    const found = await house.ask('GET', `${items}?number[in]=IDEM,CROWD&count=true`, { as });
    expect(found.at('/total')).toBe(2);

    // Keys are everybody's own: nobody is answered what another was.
    await house.user('namesake', house.orgs.south, [{ form: 'item', actions: ['all'], scope: 'own' }]);
    const theirs = await house.ask('POST', items, {
      as: await house.signIn('namesake'),
      body: { number: 'IDEM', name: 'once' },
      headers: { 'idempotency-key': 'k-1' },
    });
    expect([theirs.status, theirs.at('/org/number')]).toEqual([201, 'SOUTH']);
    expect(theirs.at('/id')).not.toBe(first.at('/id'));

    const refused = await send({ nonsense: 1 }, 'k-3');
    expect((await send({ nonsense: 1 }, 'k-3')).json).toMatchObject({
      code: refused.at('/code'),
      errors: refused.at('/errors'),
    });
    house.later(25 * 3600_000);
    as = await house.signIn('admin');
    expect((await send({ number: 'NEXT DAY' }, 'k-1')).status).toBe(201);
    expect((await send({}, 'schlüssel')).status).toBe(400);
  });

  it('keep their versions, tell them apart and bring one back', async () => {
    const made = await create({ name: 'one' });
    const changed = await house.ask('PATCH', pathOf(made), {
      as,
      headers: { 'if-match': etagOf(made), 'guiju-reason': encodeURIComponent('改名') },
      body: { name: 'two' },
    });
    const history = await house.ask('GET', `${pathOf(made)}/history`, { as });
    expect(history.status, history.text).toBe(200);
    expect(history.text).toContain('改名');
    expect(history.text).toContain(
      `{"path":"/org","before":null,"after":${JSON.stringify(made.at('/org'))}}`,
    );
    const restore = (ifMatch: string | null) =>
      house.ask('POST', `${pathOf(made)}/history/${made.at('/revision')}/restore`, {
        as,
        headers: ifMatch === null ? {} : { 'if-match': ifMatch },
      });
    const restored = await restore(etagOf(changed));
    expect(restored.status, restored.text).toBe(200);
    expect(restored.at('/name')).toBe('one');
    expect(Number(restored.at('/revision'))).toBeGreaterThan(Number(changed.at('/revision')));
    for (const [what, ifMatch, said] of [
      ['without saying what was read', null, [428, 'if-match-missing', undefined]],
      ['over what somebody wrote meanwhile', etagOf(changed), [412, 'conflict', 'one']],
      ['as if it were gone', '"0"', [412, 'conflict', 'one']],
    ] as const) {
      const refused = await restore(ifMatch);
      expect([refused.status, refused.at('/code'), refused.at('/current/name')], what).toEqual(said);
    }
    const gone = await house.ask('DELETE', pathOf(made), { as, headers: { 'if-match': etagOf(restored) } });
    expect(gone.status).toBe(204);
    const unaware = await restore(etagOf(restored));
    expect([unaware.status, unaware.at('/code')]).toEqual([412, 'deleted-meanwhile']);
    expect((await house.ask('GET', pathOf(made), { as })).status).toBe(404);
    expect((await restore('"0"')).status).toBe(201);
  });

  it('are not deleted while others refer to them, and say who does', async () => {
    const category = await house.ask('POST', '/api/forms/category/records', { as, body: { number: 'USED' } });
    const user = await create({ category: 'USED' });
    expect(user.json).toMatchObject({ category: { number: 'USED', id: category.at('/id') } });
    const path = `/api/forms/category/records/${category.at('/id')}`;
    const gone = await house.ask('DELETE', path, { as, headers: { 'if-match': etagOf(category) } });
    expect([gone.status, gone.at('/code')]).toEqual([409, 'still-referred']);
    const references = await house.ask('GET', `${path}/references`, { as });
    expect(references.json).toMatchObject({
      items: [{ form: 'item', id: user.at('/id'), field: 'category' }],
    });
  });

  it('are written many at a time, all or none, or each for itself', async () => {
    const batch = (body: object) => house.ask('POST', '/api/forms/item/batch', { as, body: body as never });
    const good = { op: 'create', body: { number: 'B1' } };
    const bad = { op: 'create', body: { nonsense: 1 } };
    const none = await batch({ items: [good, bad] });
    expect(none.status).toBe(422);
    expect((await house.ask('GET', `${items}?number=B1`, { as })).at('/items')).toEqual([]);
    const each = await batch({ items: [good, bad], atomic: false });
    expect(each.json).toMatchObject({
      items: [
        { index: 0, status: 201 },
        { index: 1, status: 422, problem: { code: expect.any(String) } },
      ],
    });
    const wrong = await batch({ items: [{ op: 'explode' }, 1, { op: 'patch', id: 3 }], more: 1 });
    expect(wrong.status).toBe(400);
    expect((wrong.at('/errors') as { path: string }[]).map(({ path }) => path)).toEqual([
      '/more',
      '/items/0/op',
      '/items/1',
      '/items/2/body',
      '/items/2/id',
    ]);
  });

  it('are changed by many at a time as they were read, and by nobody who did not read them', async () => {
    const batch = (...given: object[]) =>
      house.ask('POST', '/api/forms/item/batch', { as, body: { items: given, atomic: false } as never });
    const made = await create({});
    const [id, ifMatch] = [made.at('/id'), made.at('/revision')];
    const patch = { op: 'patch', id, body: { name: 'read before' } };
    for (const blind of [patch, { op: 'delete', id }, { op: 'act', id, action: 'disable' }]) {
      const found = await batch({ op: 'create', body: {} }, blind);
      expect([found.status, found.at('/code')], blind.op).toEqual([428, 'if-match-missing']);
      expect(found.at('/errors')).toMatchObject([{ path: '/items/1/ifMatch', code: 'batch-if-match' }]);
    }
    const done = await batch({ ...patch, ifMatch });
    expect(done.at('/items/0/record')).toMatchObject({ name: 'read before' });
    const late = await batch({ op: 'delete', id, ifMatch });
    expect([late.at('/items/0/status'), late.at('/items/0/problem/code')]).toEqual([412, 'conflict']);
  });

  it('of a setting are one document an organisation, there before anybody saved it', async () => {
    const path = '/api/forms/shop-settings/record';
    const before = await house.ask('GET', path, { as });
    expect(before.json).toMatchObject({ greeting: '欢迎', open: true, org: { number: 'ROOT' } });
    const saved = await house.ask('PATCH', path, {
      as,
      headers: { 'if-match': etagOf(before) },
      body: { greeting: '你好' },
    });
    expect(saved.status, saved.text).toBeLessThan(202);
    expect(saved.json).toMatchObject({ greeting: '你好', open: true });
    expect((await house.ask('GET', `${path}?org=NORTH`, { as })).at('/greeting')).toBe('欢迎');
    const other = await house.ask('GET', '/api/forms/item/record', { as });
    expect([other.status, other.at('/detail'), other.headers.get('allow')]).toEqual([
      ...[405, expect.stringContaining('/api/forms/item/records'), ''],
    ]);
    const many = await house.ask('POST', '/api/forms/shop-settings/records', { as, body: {} });
    expect([many.status, many.at('/code'), many.at('/detail'), many.headers.get('allow')]).toEqual([
      ...[405, 'setting-only', expect.stringContaining('/api/forms/shop-settings/record'), 'GET'],
    ]);
  });

  it('wait for a revision that the caller has seen elsewhere', async () => {
    const made = await create({});
    const revision = made.headers.get('guiju-revision');
    expect(Number(revision)).toBe(made.at('/revision'));
    expect((await house.ask('GET', `${pathOf(made)}?minRevision=${revision}`, { as })).status).toBe(200);
    const ahead = await house.ask('GET', `${pathOf(made)}?minRevision=999999999`, { as });
    expect([ahead.status, ahead.at('/code')]).toEqual([503, 'revision-ahead']);
    expect(ahead.headers.get('retry-after')).toBe('2');
  });

  it('act for the organisation that is named, if it is one of the caller’s', async () => {
    const made = await house.ask('POST', `${items}?org=SOUTH`, { as, body: { number: 'S1' } });
    expect(made.json).toMatchObject({ org: { number: 'SOUTH' } });
    for (const org of ['NOWHERE', 'root', '']) {
      const answer = await house.ask('GET', `${items}?org=${org}`, { as });
      expect([answer.status, answer.at('/code')]).toEqual([403, 'organisation-forbidden']);
    }
  });

  it('never answer a secret', async () => {
    const made = await create({ pin: 'hush-4711' });
    const texts = await Promise.all(
      [pathOf(made), `${pathOf(made)}/history`, `${items}?fields=pin`].map((path) =>
        house.ask('GET', path, { as }),
      ),
    );
    for (const { text } of [made, ...texts]) expect(text).not.toContain('hush-4711');
  });
});
