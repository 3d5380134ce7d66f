import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse, password } from '../house.suite.ts';

describeOnDatabases('signing in', (database) => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(database.url);
    await house.user('ann', house.orgs.north, [{ form: 'item', actions: ['read'], scope: 'own' }]);
  });
  afterAll(() => house.close());

  const signIn = (user: string, secret: string, headers = {}) =>
    house.ask('POST', '/api/session', { body: { user, password: secret }, headers });

  it('answers token, user, organisation and a strict cookie', async () => {
    const answer = await signIn('ann', password);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      user: { number: 'ann' },
      org: { number: 'NORTH', name: '北方公司' },
    });
    const [session, device] = answer.headers.getSetCookie();
    expect(session).toMatch(/^guiju_session=gs_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    expect(device).toMatch(
      /^guiju_device=[\w.~-]+; Path=\/api\/session; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('says who one is, what one may and for whom', async () => {
    const as = await house.signIn('ann');
    const answer = await house.ask('GET', '/api/session', { as });
    expect(answer.json).toMatchObject({
      user: { number: 'ann' },
      administers: false,
      rights: { item: ['read', 'print', 'report'] },
      organisations: [{ number: 'NORTH' }],
    });
  });

  it('lets nobody act for organisations that one merely knows of', async () => {
    await house.user('knows', house.orgs.north, [
      { form: 'item', actions: ['all'], scope: 'own' },
      { form: 'organisation', actions: ['read'], scope: 'all' },
    ]);
    const as = await house.signIn('knows');
    const answer = await house.ask('GET', '/api/session', { as });
    expect(answer.at('/organisations')).toMatchObject([{ number: 'NORTH' }]);
    const there = await house.ask('GET', '/api/forms/organisation/records?org=SOUTH', { as });
    expect([there.status, there.at('/code')]).toEqual([403, 'organisation-forbidden']);
    const known = await house.ask('GET', '/api/forms/organisation/records?fields=number', { as });
    expect(known.at('/items')).toEqual(
      expect.arrayContaining([expect.objectContaining({ number: 'SOUTH' })]),
    );
  });

  it.each([
    ['a wrong password', 'ann', 'not the password'],
    ['a user nobody knows', 'nobody', password],
    ['a name of absurd length', 'x'.repeat(5000), password],
    ['a name with SQL in it', "ann' or '1'='1", password],
  ])('refuses %s with the same words', async (_what, user, secret) => {
    const answer = await signIn(user, secret);
    expect([answer.status, answer.at('/code')]).toEqual([401, 'sign-in-failed']);
  });

  it('refuses bodies that are no sign-in, naming each member', async () => {
    const answer = await house.ask('POST', '/api/session', { body: { user: 1, more: true } });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      errors: [{ path: '/more' }, { path: '/password' }, { path: '/user' }],
    });
  });

  it('slows down guessing, for a user and not for others', async () => {
    await house.user('victim', house.orgs.north, []);
    const codes: unknown[] = [];
    for (let guess = 0; guess < 12; guess++)
      codes.push((await signIn('victim', `guess ${guess} `)).at('/code'));
    expect(codes.slice(0, 10)).toEqual(Array(10).fill('sign-in-failed'));
    expect(codes.at(-1)).toBe('too-many-attempts');
    const held = await signIn('victim', password);
    expect(held.status).toBe(429);
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn('ann', password)).status).toBe(200);
    house.later(70_000);
    expect((await signIn('victim', password)).status).toBe(200);
  });

  it('lets no crowd of guesses through at once', async () => {
    await house.user('crowd', house.orgs.north, []);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => signIn('crowd', `guess ${at}`)));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(11);
  });

  it('slows down one address that guesses many users', async () => {
    const from = { 'x-forwarded-for': '203.0.113.7' };
    const statuses: number[] = [];
    for (let guess = 0; guess < 22; guess++)
      statuses.push((await signIn(`user${guess}`, 'guess', from)).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(statuses.at(-1)).toBe(429);
    expect((await signIn('ann', password)).status).toBe(200);
  });

  it('notes an IPv4 address as people write it, on whatever the server listens', async () => {
    const body = JSON.stringify({ user: 'mapped', password });
    const headers = { 'content-type': 'application/json' };
    const bindings = { incoming: { headers, socket: { remoteAddress: '::ffff:198.51.100.4' } } };
    await house.app.request('/api/session', { method: 'POST', body, headers }, bindings);
    const as = await house.signIn('admin');
    await expect
      .poll(async () => {
        const answer = await house.ask('GET', '/api/audit?limit=500', { as });
        return (answer.at('/items') as { target: string; detail: { address?: string } }[])
          .filter(({ target }) => target === 'mapped')
          .map(({ detail }) => detail.address);
      })
      .toEqual(['198.51.100.4']);
  });

  it('keeps a cookie from writing without the CSRF token', async () => {
    const answer = await signIn('ann', password);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await house.ask('GET', '/api/session', { headers: { cookie } })).status).toBe(200);
    const without = await house.ask('DELETE', '/api/session', { headers: { cookie } });
    expect([without.status, without.at('/code')]).toEqual([403, 'csrf-missing']);
    const csrf = String(answer.at('/csrf'));
    const other = await house.ask('DELETE', '/api/session', {
      headers: { cookie, 'x-csrf-token': `${csrf}x` },
    });
    expect(other.status).toBe(403);
    const withIt = await house.ask('DELETE', '/api/session', { headers: { cookie, 'x-csrf-token': csrf } });
    expect(withIt.status).toBe(204);
    const after = await house.ask('GET', '/api/session', { headers: { cookie } });
    expect([after.status, after.json]).toEqual([200, { user: null }]);
  });

  it('tells a browser without a session that nobody is signed in, and refuses a token that does not hold', async () => {
    const answer = await house.ask('GET', '/api/session');
    expect([answer.status, answer.json]).toEqual([200, { user: null }]);
    for (const authorization of ['Bearer gs_made-up', 'Basic YWRtaW46YWRtaW4=']) {
      const refused = await house.ask('GET', '/api/session', { headers: { authorization } });
      expect([refused.status, refused.at('/code')]).toEqual([401, 'sign-in-needed']);
    }
  });

  it('ends a session that is not used, and none that is', async () => {
    const [idle, busy] = [await house.signIn('ann'), await house.signIn('ann')];
    for (let hours = 0; hours < 14; hours += 2) {
      house.later(2 * 3600_000);
      expect((await house.ask('GET', '/api/session', { as: busy })).status).toBe(200);
    }
    expect((await house.ask('GET', '/api/session', { as: idle })).status).toBe(401);
  });

  it('ends a session after a week, however busy', async () => {
    const as = await house.signIn('ann');
    const answers: number[] = [];
    for (let hours = 0; hours <= 7 * 24; hours += 6) {
      answers.push((await house.ask('GET', '/api/session', { as })).status);
      house.later(6 * 3600_000);
    }
    expect(answers.lastIndexOf(200)).toBe(27);
    expect((await house.ask('GET', '/api/session', { as })).status).toBe(401);
  });

  it('follows the tenant’s settings: hours of a session, attempts, length of a password', async () => {
    const admin = await house.signIn('admin');
    const path = '/api/forms/tenant-settings/record';
    const before = await house.ask('GET', path, { as: admin });
    const changed = await house.ask('PATCH', path, {
      as: admin,
      headers: { 'if-match': before.headers.get('etag') ?? '' },
      body: { sessionHours: 2, signInAttempts: 3, passwordLength: 20 },
    });
    expect(changed.status, changed.text).toBeLessThan(202);
    await house.user('strict', house.orgs.north, []);
    const answer = await signIn('strict', password);
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=7200');
    const short = await house.ask('PUT', '/api/me/password', {
      as: String(answer.at('/token')),
      body: { present: password, next: 'nineteen characters' },
    });
    expect(short.json).toMatchObject({ errors: [{ path: '/next', params: { least: 20 } }] });
    const own = await house.ask('GET', '/api/session', { as: String(answer.at('/token')) });
    expect(own.json).toMatchObject({ leastPassword: 20 });
    const statuses: number[] = [];
    for (let guess = 0; guess < 5; guess++)
      statuses.push((await signIn('strict', `no ${guess} at all`)).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    await house.ask('PATCH', path, {
      as: admin,
      headers: { 'if-match': changed.headers.get('etag') ?? '' },
      body: { sessionHours: 12, signInAttempts: 10, passwordLength: 12 },
    });
  });

  it('denies a user at once who was disabled', async () => {
    const id = await house.user('leaver', house.orgs.north, [
      { form: 'item', actions: ['read'], scope: 'own' },
    ]);
    const [as, admin] = [await house.signIn('leaver'), await house.signIn('admin')];
    expect((await house.ask('GET', '/api/forms/item/records', { as })).status).toBe(200);
    const etag =
      (await house.ask('GET', `/api/forms/user/records/${id}`, { as: admin })).headers.get('etag') ?? '';
    const disabled = await house.ask('POST', `/api/forms/user/records/${id}/actions/disable`, {
      as: admin,
      headers: { 'if-match': etag },
    });
    expect(disabled.status).toBe(200);
    expect((await house.ask('GET', '/api/forms/item/records', { as })).status).toBe(401);
    expect((await signIn('leaver', password)).status).toBe(401);
  });

  it('gives and takes rights at once, as roles change', async () => {
    await house.user('mover', house.orgs.north, [{ form: 'item', actions: ['read'], scope: 'own' }]);
    const [as, admin] = [await house.signIn('mover'), await house.signIn('admin')];
    expect((await house.ask('GET', '/api/forms/category/records', { as })).status).toBe(403);
    const found = await house.ask('GET', '/api/forms/role/records?number=R-mover', { as: admin });
    const id = String(found.at('/items/0/id'));
    const changed = await house.ask('PATCH', `/api/forms/role/records/${id}`, {
      as: admin,
      headers: { 'if-match': `"${found.at('/items/0/revision')}"` },
      body: { grants: [{ form: 'category', actions: ['read'], scope: 'own' }] },
    });
    expect(changed.status, changed.text).toBe(200);
    expect((await house.ask('GET', '/api/forms/category/records', { as })).status).toBe(200);
  });

  it('writes sign-ins and failures into the audit trail', async () => {
    await signIn('ann', 'wrong again');
    const admin = await house.signIn('admin');
    const answer = await house.ask('GET', '/api/audit?action=sign-in-failed&limit=1', { as: admin });
    expect(answer.json).toMatchObject({ items: [{ action: 'sign-in-failed', target: 'ann' }] });
    expect(answer.text).not.toContain('wrong again');
  });

  it('never writes passwords or tokens into the log', async () => {
    const token = await house.signIn('ann');
    const lines = house.log.join('\n');
    expect(lines).not.toContain(password);
    expect(lines).not.toContain(token);
  });
});
