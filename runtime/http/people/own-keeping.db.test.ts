import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const views = '/api/me/views';

describeOnDatabases('whoever has no role', (database) => {
  let house: House;
  let as: string;
  beforeAll(async () => {
    house = await openHouse(database.url);
    await house.user('nobody', house.orgs.north, []);
    as = await house.signIn('nobody');
  });
  afterAll(() => house.close());

  const keep = (name: string, config: Json = {}) =>
    house.ask('POST', views, { as, body: { form: 'item', name, config } });
  const bytes = async () => {
    const { database: rows } = house.host;
    const sizes = [
      'gj_history:snapshot',
      'gj_preference:content',
      'gj_idempotency:response',
      'gj_audit:detail',
    ].map(async (place) => {
      const [table, column] = place.split(':');
      const row = await rows.first<{ n: number | null }>(`SELECT SUM(LENGTH(${column})) AS n FROM ${table}`);
      return Number(row?.n ?? 0);
    });
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size);
  };

  it('keeps no view larger than 64 KB, new or changed', async () => {
    const long = (size: number) => ({ text: 'x'.repeat(size) });
    const over = await keep('long', long(64 * 1024));
    expect([over.status, over.at('/code'), over.at('/params/limit')]).toEqual([
      413,
      'body-too-large',
      65_536,
    ]);
    const fits = await keep('long', long(63 * 1024));
    expect(fits.status, fits.text).toBe(201);
    const etag = { 'if-match': fits.headers.get('etag') ?? '' };
    const grown = await house.ask('PATCH', `${views}/${fits.at('/id')}`, {
      as,
      body: { config: long(70 * 1024) },
      headers: etag,
    });
    expect(grown.status).toBe(413);
    const admin = await house.signIn('admin');
    const own = { number: 'admin' };
    const body = { form: 'item', name: 'long', owner: own, config: long(70 * 1024) };
    const other = await house.ask('POST', '/api/forms/saved-view/records', { as: admin, body });
    expect([other.status, other.at('/errors')]).toMatchObject([
      422,
      [{ path: '/config', code: 'too-large' }],
    ]);
  });

  it('keeps no more than 200 views, however many come at once', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 180; at++) statuses.push((await keep(`view ${at}`)).status);
    expect(new Set(statuses)).toEqual(new Set([201]));
    const crowd = await Promise.all(Array.from({ length: 60 }, (_, at) => keep(`crowd ${at}`)));
    expect(crowd.filter(({ status }) => status === 201)).toHaveLength(19);
    const refused = crowd.find(({ status }) => status !== 201);
    expect([refused?.status, refused?.at('/code')]).toEqual([422, 'own-full']);
    expect((await house.ask('GET', views, { as })).at('/items')).toHaveLength(200);
  });

  it('keeps no more than 200 preferences, however many come at once', async () => {
    const put = (name: string) => house.ask('PUT', `/api/me/preferences/${name}`, { as, body: '1' });
    for (let at = 0; at < 190; at++) expect((await put(`n${at}`)).status).toBe(204);
    const crowd = await Promise.all(Array.from({ length: 40 }, (_, at) => put(`crowd${at}`)));
    expect(crowd.filter(({ status }) => status === 204).length).toBeLessThanOrEqual(10);
    const items = (await house.ask('GET', '/api/me/preferences', { as })).at('/items') as Json[];
    expect(items.length).toBeLessThanOrEqual(200);
  });

  it('keeps no more than some megabytes a day, by writing over and over what nobody else keeps', async () => {
    await house.user('writer', house.orgs.north, []);
    as = await house.signIn('writer');
    const before = await bytes();
    let view = await keep('again', { text: '' });
    let refused: unknown;
    for (let at = 0; at < 400 && refused === undefined; at++) {
      const answer = await house.ask('PATCH', `${views}/${view.at('/id')}`, {
        as,
        body: { config: { text: `${at}`.padEnd(60_000, 'x') } },
        headers: { 'if-match': view.headers.get('etag') ?? '', 'idempotency-key': `over-${at}` },
      });
      if (answer.status === 200) view = answer;
      else refused = [answer.status, answer.at('/code')];
    }
    expect(refused).toEqual([429, 'own-too-much']);
    expect((await bytes()) - before).toBeLessThan(30 * 1024 * 1024);
    house.later(25 * 3600_000);
    as = await house.signIn('writer');
    expect((await keep('tomorrow')).status).toBe(201);
  });

  it('keeps no more than 100 sessions, and few entries about them', async () => {
    await house.user('restless', house.orgs.north, []);
    const first = await house.signIn('restless');
    for (let at = 0; at < 120; at++) {
      if (at === 60) expect((await house.ask('GET', '/api/session', { as: first })).status).toBe(200);
      await house.signIn('restless');
    }
    const rows = async (sql: string) =>
      Number((await house.host.database.first<{ n: number }>(sql, ['restless']))?.n);
    const theirs = "from gj_audit where target = ? and action = 'sign-in'";
    expect(await rows(`select count(*) as n from gj_session where user_id in (select actor ${theirs})`)).toBe(
      100,
    );
    expect(await rows(`select count(*) as n ${theirs}`)).toBe(21);
    await house.host.audit.settle();
    const admin = await house.signIn('admin');
    const answer = await house.ask('GET', '/api/audit?action=sign-in&limit=500', { as: admin });
    const counts = (answer.at('/items') as { target: string; detail: { count?: number } }[])
      .filter(({ target }) => target === 'restless')
      .map(({ detail }) => detail.count ?? 1);
    expect(counts.reduce((sum, one) => sum + one)).toBe(121);
  });

  it('keeps nothing of what was refused', async () => {
    const strange = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`member ${at}`, at]));
    const before = await bytes();
    const requests: readonly (readonly [string, string, Json])[] = [
      ['POST', views, strange],
      ['POST', '/api/me/tokens', strange],
      ['PUT', '/api/me/password', strange],
      ['PUT', '/api/me/preferences/any', strange],
      ['POST', '/api/forms/item/records', strange],
    ];
    for (const [at, [method, path, body]] of requests.entries()) {
      const answer = await house.ask(method, path, {
        as,
        body,
        headers: { 'idempotency-key': `strange-${at}` },
      });
      expect([path, answer.status >= 400]).toEqual([path, true]);
    }
    expect((await bytes()) - before).toBeLessThan(20_000);
  });
});

describeOnDatabases('a list that somebody shares', (database) => {
  let house: House;
  let admin: string;
  let id: string;
  const tokens: Record<string, string> = {};
  beforeAll(async () => {
    house = await openHouse(database.url);
    admin = await house.signIn('admin');
    const { root, north, south } = house.orgs;
    const all = [{ form: '*', actions: ['all'], scope: 'subtree' }];
    await house.user('group', root, all);
    await house.user('north', north, all);
    await house.user('mate', north, all);
    await house.user('south', south, all);
    await house.user('blind', north, [{ form: 'category', actions: ['read'], scope: 'own' }]);
    for (const name of ['group', 'north', 'mate', 'south', 'blind']) tokens[name] = await house.signIn(name);
    const made = await house.ask('POST', '/api/forms/category/records?org=NORTH', {
      as: admin,
      body: { number: 'C-NORTH', name: 'Private' },
    });
    id = String(made.at('/id'));
  });
  afterAll(() => house.close());

  const share = async (by: string, name: string, config: Json, form = 'item') => {
    const body = { form, name, config, shared: true };
    const answer = await house.ask('POST', views, { as: tokens[by] ?? '', body });
    expect(answer.status, answer.text).toBe(201);
  };
  const seenBy = async (name: string) => {
    const seen: string[] = [];
    for (const who of Object.keys(tokens)) {
      const answer = await house.ask('GET', views, { as: tokens[who] ?? '' });
      if ((answer.at('/items') as { name: string }[]).some((view) => view.name === name)) seen.push(who);
    }
    return seen.sort().join(' ');
  };
  const leaf = (fact: string, operator: string, value: Json) => ({ condition: { fact, operator, value } });

  it('is seen where its form is and where it was made, and below', async () => {
    await share('north', 'plain', {});
    expect(await seenBy('plain')).toBe('group mate north');
    await share('group', 'from above', {});
    expect(await seenBy('from above')).toBe('group mate north south');
    await share('north', 'of categories', {}, 'category');
    expect(await seenBy('of categories')).toBe('blind group mate north');
  });

  const ways: readonly (readonly [string, () => Json])[] = [
    ['by id', () => leaf('category', 'equal', id)],
    ['by id in an object', () => leaf('category', 'equal', { id })],
    ['by number', () => leaf('category', 'equal', { number: 'C-NORTH' })],
    ['by number alone', () => leaf('category', 'equal', 'C-NORTH')],
    ['in a list', () => leaf('category', 'in', [id])],
    ['through the reference', () => leaf('category.number', 'equal', 'C-NORTH')],
    ['by its id through the reference', () => leaf('category.id', 'equal', id)],
    ['not', () => ({ condition: { not: { fact: 'category', operator: 'equal', value: id } } })],
    [
      'deep inside',
      () => ({
        condition: {
          all: [
            {
              any: [
                { fact: 'stock', operator: 'isEmpty' },
                { not: { fact: 'category', operator: 'in', value: ['{x}', id] } },
              ],
            },
          ],
        },
      }),
    ],
    ['in a quick filter', () => ({ quick: { category: [id] } })],
    ['in a filter of another shape', () => ({ filter: { fact: 'category', operator: 'equal', value: id } })],
    ['an organisation', () => leaf('org', 'in', ['NORTH'])],
    ['an organisation, quickly', () => ({ quick: { org: ['NORTH'] } })],
  ];
  it.each(ways)('from above is not seen by whoever may not see what it names: %s', async (name, config) => {
    await share('group', name, config());
    const seen = await seenBy(name);
    expect([seen.includes('south'), seen.includes('group')]).toEqual([false, true]);
    // A record that is named twice, once so that nothing is found, is named to nobody.
    expect(seen.includes('north')).toBe(name !== 'deep inside');
  });

  it('is gone for whoever loses the right to its form', async () => {
    await share('group', 'for a while', {});
    expect(await seenBy('for a while')).toContain('south');
    const found = await house.ask('GET', '/api/forms/role/records?number=R-south', { as: admin });
    const role = `/api/forms/role/records/${found.at('/items/0/id')}`;
    const whole = await house.ask('GET', role, { as: admin });
    const grants = [
      { id: String(whole.at('/grants/0/id')), $delete: true },
      { form: 'category', actions: ['read'], scope: 'own' },
    ];
    const headers = { 'if-match': whole.headers.get('etag') ?? '' };
    const changed = await house.ask('PATCH', role, { as: admin, body: { grants }, headers });
    expect(changed.status, changed.text).toBe(200);
    expect(await seenBy('for a while')).not.toContain('south');
  });

  it('of strangers crowds out none of one’s own', async () => {
    for (const who of ['mate', 'group', 'north'])
      for (let at = 0; at < 180; at++) await share(who, `crowd ${who} ${at}`, {});
    const answer = await house.ask('GET', `${views}?form=item`, { as: tokens['mate'] ?? '' });
    const mine = (answer.at('/items') as { mine: boolean }[]).filter((view) => view.mine);
    expect(mine).toHaveLength(180);
  });
});
