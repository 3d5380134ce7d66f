import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { addDays } from '../../../rules/calendar.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse, password } from '../house.suite.ts';

describeOnDatabases('one’s own', (database) => {
  let house: House;
  let as: string;
  beforeAll(async () => {
    house = await openHouse(database.url);
    await house.user('ann', house.orgs.north, [{ form: 'item', actions: ['all'], scope: 'own' }]);
    await house.user('bob', house.orgs.north, [{ form: 'item', actions: ['read'], scope: 'own' }]);
    as = await house.signIn('ann');
  });
  afterAll(() => house.close());

  const make = (body: object, by = as) =>
    house.ask('POST', '/api/me/tokens', { as: by, body: body as never });

  it('token is told once, opens the API, and is kept as a hash alone', async () => {
    const made = await make({ name: 'ERP' });
    expect(made.status, made.text).toBe(201);
    const token = String(made.at('/token'));
    expect(token).toMatch(/^gj_[\w-]{43}$/);
    expect((await house.ask('GET', '/api/session', { as: token })).json).toMatchObject({
      user: { number: 'ann' },
      credential: 'token',
    });
    expect(
      (await house.ask('POST', '/api/forms/item/records', { as: token, body: { number: 'T1' } })).status,
    ).toBe(201);
    const listed = await house.ask('GET', '/api/me/tokens', { as });
    expect(listed.json).toMatchObject({
      items: [{ name: 'ERP', scopes: ['read', 'write'], hint: token.slice(0, 8) }],
    });
    expect(listed.text).not.toContain(token);
    const rows = await house.host.database.all('select * from gj_token');
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('token says when it was last used, to the hour, and no request waits for that', async () => {
    const made = await make({ name: 'clock' });
    const [id, token] = [String(made.at('/id')), String(made.at('/token'))];
    const used = async () => {
      const { json } = await house.ask('GET', '/api/me/tokens', { as });
      const found = (json as { items: { id: string; lastUsedAt: string | null }[] }).items.find(
        (one) => one.id === id,
      );
      return found?.lastUsedAt ?? null;
    };
    const use = () => house.ask('GET', '/api/forms/item/records', { as: token });
    expect(await used()).toBeNull();
    await use();
    await expect.poll(used).not.toBeNull();
    const first = await used();

    house.later(30 * 60_000);
    await use();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await used()).toBe(first);

    house.later(31 * 60_000);
    await use();
    await expect.poll(used).not.toBe(first);
    house.later(-61 * 60_000);
  });

  it('token for reading changes nothing', async () => {
    const token = String((await make({ name: 'BI', scopes: ['read'] })).at('/token'));
    expect((await house.ask('GET', '/api/forms/item/records', { as: token })).status).toBe(200);
    const write = await house.ask('POST', '/api/forms/item/records', { as: token, body: { number: 'T2' } });
    expect([write.status, write.at('/code')]).toEqual([403, 'token-reads-only']);
  });

  it('token begets no other', async () => {
    const token = String((await make({ name: 'parent', scopes: ['read', 'write'] })).at('/token'));
    const child = await make({ name: 'child', scopes: ['read', 'write', 'administer'] }, token);
    expect([child.status, child.at('/code')]).toEqual([403, 'session-needed']);
  });

  it('token of an administrator administers only when it was made for that', async () => {
    const admin = await house.signIn('admin');
    const plain = String((await make({ name: 'plain' }, admin)).at('/token'));
    const full = String(
      (await make({ name: 'full', scopes: ['read', 'write', 'administer'] }, admin)).at('/token'),
    );
    for (const [method, path] of [
      ['GET', '/api/audit'],
      ['GET', '/api/forms/role/records'],
    ] as const) {
      const refused = await house.ask(method, path, { as: plain, headers: { 'accept-language': 'en' } });
      expect([refused.status, refused.at('/code')]).toEqual([403, 'token-not-administering']);
      expect(refused.at('/detail')).toContain('its scopes do not include “Administer”');
    }
    expect((await house.ask('GET', '/api/audit', { as: full })).status).toBe(200);
  });

  it('token takes no more than its user has when it is made, so that it opens nothing else later', async () => {
    for (const scope of ['administer', 'reveal']) {
      const made = await make({ name: 'later', scopes: ['read', scope] }, await house.signIn('ann'));
      expect([scope, made.status, made.at('/errors/0/code'), made.at('/errors/0/path')]).toEqual([
        ...[scope, 400, 'scope-not-held', '/scopes/1'],
      ]);
    }
    const names = (await house.ask('GET', '/api/me/tokens', { as: await house.signIn('ann') })).text;
    expect(names).not.toContain('later');
  });

  it('token ends after a year where nobody says otherwise, and never where somebody says that', async () => {
    const today = house.host.now(house.orgs.root).localDate;
    const ends = async (body: JsonObject) => (await make({ name: 'ends', ...body })).at('/expiresOn');
    expect(await ends({})).toBe(addDays(today, 365));
    expect(await ends({ expiresOn: null })).toBeNull();
  });

  it('token works through its last day and not after', async () => {
    const today = house.host.now(house.orgs.root).localDate;
    const token = String((await make({ name: 'short', expiresOn: today })).at('/token'));
    expect((await house.ask('GET', '/api/session', { as: token })).status).toBe(200);
    house.later(24 * 3600_000);
    expect((await house.ask('GET', '/api/session', { as: token })).status).toBe(401);
    as = await house.signIn('ann');
    const past = await make({ name: 'late', expiresOn: today });
    expect([past.status, past.at('/errors/0/path')]).toEqual([400, '/expiresOn']);
  });

  it('token is revoked at once, by its owner alone', async () => {
    const made = await make({ name: 'gone' });
    const [token, path] = [String(made.at('/token')), `/api/me/tokens/${made.at('/id')}`];
    expect((await house.ask('DELETE', path, { as: await house.signIn('bob') })).status).toBe(404);
    expect((await house.ask('GET', '/api/session', { as: token })).status).toBe(200);
    expect((await house.ask('DELETE', path, { as })).status).toBe(204);
    expect((await house.ask('GET', '/api/session', { as: token })).status).toBe(401);
  });

  it('token repeated with an Idempotency-Key is the same one, and the database does not know it', async () => {
    const send = () =>
      house.ask('POST', '/api/me/tokens', {
        as,
        body: { name: 'once' },
        headers: { 'idempotency-key': 'tok' },
      });
    const [first, second] = [await send(), await send()];
    expect(second.at('/token')).toBe(first.at('/token'));
    const rows = await house.host.database.all('select * from gj_idempotency');
    expect(JSON.stringify(rows)).not.toContain(String(first.at('/token')));
  });

  it('password changes with the present one, ends other sessions, and follows the rules', async () => {
    const [here, there] = [await house.signIn('bob'), await house.signIn('bob')];
    const change = (present: string, next: string) =>
      house.ask('PUT', '/api/me/password', { as: here, body: { present, next } });
    expect((await change('wrong', 'a quite new one')).json).toMatchObject({
      status: 422,
      errors: [{ path: '/present', code: 'password-wrong' }],
    });
    expect((await change(password, 'short')).json).toMatchObject({
      status: 422,
      errors: [{ path: '/next', code: 'password-short' }],
    });
    expect((await change(password, password)).json).toMatchObject({
      status: 422,
      errors: [{ path: '/next', code: 'password-same' }],
    });
    expect((await change(password, 'a quite new one')).json).toMatchObject({ ended: [], tokens: [] });
    expect((await house.ask('GET', '/api/session', { as: here })).status).toBe(200);
    expect((await house.ask('GET', '/api/session', { as: there })).status).toBe(401);
    await expect(house.signIn('bob')).rejects.toThrow('sign-in-failed');
    await house.signIn('bob', 'a quite new one');
  });

  it('password is set by an administrator for others, which ends all their sessions', async () => {
    const id = await house.user('carl', house.orgs.north, []);
    const session = await house.signIn('carl');
    const admin = await house.signIn('admin');
    const path = `/api/users/${id}/password`;
    expect((await house.ask('PUT', path, { as, body: { password: 'taken over!' } })).status).toBe(403);
    expect((await house.ask('PUT', path, { as: admin, body: { password: 'short' } })).status).toBe(422);
    expect((await house.ask('PUT', path, { as: admin, body: { password: 'a fresh start' } })).status).toBe(
      200,
    );
    expect((await house.ask('GET', '/api/session', { as: session })).status).toBe(401);
    await house.signIn('carl', 'a fresh start');
  });

  it('password: an administrator is told who has none, and nobody else is', async () => {
    const admin = await house.signIn('admin');
    const body = { number: 'dora', name: 'Dora', organisation: 'NORTH' };
    const made = await house.ask('POST', '/api/forms/user/records', { as: admin, body });
    const path = `/api/users/${made.at('/id')}/password`;
    const answered = async () => (await house.ask('GET', path, { as: admin })).json;
    expect(await answered()).toEqual({ set: false, tokens: [] });
    const guess = { user: 'dora', password: 'guessing it' };
    const refused = await house.ask('POST', '/api/session', { body: guess });
    expect(refused.text).toContain('ask an administrator');
    expect((await house.ask('GET', path, { as })).status).toBe(403);
    await house.ask('PUT', path, { as: admin, body: { password: 'a first sentence' } });
    expect(await answered()).toEqual({ set: true, tokens: [] });
    await house.signIn('dora', 'a first sentence');
  });

  it('views are kept, changed and deleted; those of others are read when they share them', async () => {
    const path = '/api/me/views';
    const config = { columns: ['number'], filter: { fact: 'number', operator: 'isNotEmpty' } };
    const made = await house.ask('POST', path, {
      as,
      body: { form: 'item', name: '我的', config, shared: true },
    });
    expect(made.status, made.text).toBe(201);
    expect(made.json).toMatchObject({ form: 'item', name: '我的', config, shared: true, mine: true });
    const hidden = await house.ask('POST', path, { as, body: { form: 'item', name: '私', config } });

    const bob = await house.signIn('bob', 'a quite new one');
    const seen = await house.ask('GET', `${path}?form=item`, { as: bob });
    expect(seen.json).toMatchObject({ items: [{ name: '我的', mine: false }] });
    const foreign = `${path}/${made.at('/id')}`;
    const etag = { 'if-match': made.headers.get('etag') ?? '' };
    expect((await house.ask('PATCH', foreign, { as: bob, body: { name: 'x' }, headers: etag })).status).toBe(
      404,
    );
    expect((await house.ask('DELETE', foreign, { as: bob })).status).toBe(404);

    const changed = await house.ask('PATCH', foreign, { as, body: { name: '改' }, headers: etag });
    expect(changed.json).toMatchObject({ name: '改', config });
    expect((await house.ask('DELETE', `${path}/${hidden.at('/id')}`, { as })).status).toBe(204);
    expect((await house.ask('GET', path, { as })).json).toMatchObject({ items: [{ name: '改' }] });
    expect((await house.ask('POST', path, { as, body: { form: 'nothing', name: 'x' } })).status).toBe(404);
    expect(
      (await house.ask('POST', path, { as, body: { form: 'item', name: 'x', owner: 'bob' } })).at(
        '/errors/0/path',
      ),
    ).toBe('/owner');
  });
});
