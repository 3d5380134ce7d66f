import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, type HouseAnswer, openHouse, password } from '../house.suite.ts';

const next = 'another long sentence';

describeOnDatabases('signing in with more than a password', (database) => {
  let house: House;
  let admin: string;
  let skipped = 0;
  let count = 0;
  beforeAll(async () => {
    house = await openHouse(database.url);
    admin = await house.signIn('admin');
  });
  afterAll(() => house.close());

  const later = (milliseconds: number) => {
    skipped += milliseconds;
    house.later(milliseconds);
  };
  /** What the app of a person shows, some half minutes away from now. */
  const shown = (secret: unknown, away = 0) =>
    new TOTP({ secret: Secret.fromBase32(String(secret)) }).generate({
      timestamp: Date.now() + skipped + away * 30_000,
    });
  const enter = (user: string, secret = password) =>
    house.ask('POST', '/api/session', { body: { user, password: secret } });
  const step = (before: HouseAnswer, given: JsonObject) =>
    house.ask('POST', '/api/session/steps', { body: { ticket: String(before.at('/ticket')), ...given } });
  const opens = async (answer: HouseAnswer) =>
    (await house.ask('GET', '/api/me/sessions', { as: String(answer.at('/token')) })).status === 200;

  async function person(): Promise<{ number: string; id: string; as: string }> {
    const number = `person${++count}`;
    const id = await house.user(number, house.orgs.north, [{ form: 'item', actions: ['all'], scope: 'own' }]);
    return { number, id, as: await house.signIn(number) };
  }
  async function withApp() {
    const who = await person();
    const begun = await house.ask('POST', '/api/me/new-authenticator', {
      as: who.as,
      body: { present: password },
    });
    const secret = String(begun.at('/secret'));
    const body = { ticket: String(begun.at('/ticket')), code: shown(secret), name: 'Phone' };
    const added = await house.ask('POST', '/api/me/authenticators', { as: who.as, body });
    expect(added.status, added.text).toBe(201);
    return { ...who, secret, codes: added.at('/codes') as readonly string[], body };
  }
  async function askedByRole(number: string): Promise<void> {
    const found = await house.ask('GET', `/api/forms/role/records?number=R-${number}`, { as: admin });
    const changed = await house.ask('PATCH', `/api/forms/role/records/${found.at('/items/0/id')}`, {
      as: admin,
      headers: { 'if-match': `"${found.at('/items/0/revision')}"` },
      body: { asksCode: true },
    });
    expect(changed.status, changed.text).toBe(200);
  }

  describe('a code', () => {
    it('is asked for once somebody has an app, as a step and not as an error', async () => {
      const { number, secret } = await withApp();
      later(60_000);
      const asked = await enter(number);
      expect([asked.status, asked.json]).toEqual([
        200,
        { step: 'code', app: true, ticket: expect.any(String) },
      ]);
      expect(asked.headers.getSetCookie()).toEqual([]);
      const entered = await step(asked, { code: shown(secret) });
      expect([entered.status, entered.at('/user/number')]).toEqual([200, number]);
      expect(await opens(entered)).toBe(true);
    });

    it.each<readonly [says: string, away: number, taken: boolean]>([
      ['of now', 0, true],
      ['of half a minute ago', -1, true],
      ['of the half minute to come', 1, true],
      ['of a minute ago', -2, false],
      ['of later', 2, false],
    ])('%s', async (_says, away, taken) => {
      const { number, secret } = await withApp();
      later(300_000);
      const answer = await step(await enter(number), { code: shown(secret, away) });
      expect(answer.status === 200).toBe(taken);
      if (!taken)
        expect(answer.json).toMatchObject({
          code: 'code-refused',
          errors: [{ path: '/code', code: 'code-wrong' }],
        });
    });

    it('opens once, whoever saw it; that which added the app opens nothing', async () => {
      const { number, secret, body } = await withApp();
      expect((await step(await enter(number), { code: body.code })).status).toBe(422);
      later(60_000);
      const [one, two] = [await enter(number), await enter(number)];
      const code = shown(secret);
      const both = await Promise.all([step(one, { code }), step(two, { code })]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    });

    it('may be one for recovery, with spaces or capitals, and each opens once', async () => {
      const { number, as, codes } = await withApp();
      expect(new Set(codes).size).toBe(10);
      const [first = '', second = ''] = codes;
      const typed = first.toUpperCase().replace('-', ' ');
      expect(await opens(await step(await enter(number), { code: typed }))).toBe(true);
      expect((await step(await enter(number), { code: first })).status).toBe(422);
      const left = await house.ask('GET', '/api/me/authenticators', { as });
      expect(left.at('/codesLeft')).toBe(9);
      const body = { present: password };
      const renewed = await house.ask('POST', '/api/me/recovery-codes', { as, body });
      expect((await step(await enter(number), { code: second })).status).toBe(422);
      const [third = ''] = renewed.at('/codes') as readonly string[];
      expect(await opens(await step(await enter(number), { code: third }))).toBe(true);
    });

    it('is guessed no faster than a password, though the password is right each time', async () => {
      const { number } = await withApp();
      const statuses: number[] = [];
      for (let guess = 0; guess < 12; guess++) {
        const asked = await enter(number);
        statuses.push(asked.status === 200 ? (await step(asked, { code: '000000' })).status : asked.status);
      }
      expect(statuses).toContain(429);
      expect(statuses.filter((status) => status === 422).length).toBeLessThan(11);
    });

    it('is asked for no longer once its owner, or an administrator, removed the app', async () => {
      const [one, two] = [await withApp(), await withApp()];
      const app = await house.ask('GET', '/api/me/authenticators', { as: one.as });
      const path = `/api/me/authenticators/${app.at('/items/0/id')}/removal`;
      const wrong = await house.ask('POST', path, { as: one.as, body: { present: 'not the password' } });
      expect(wrong.json).toMatchObject({ errors: [{ path: '/present', code: 'password-wrong' }] });
      const removed = await house.ask('POST', path, { as: one.as, body: { present: password } });
      expect(removed.status, removed.text).toBe(204);
      const off = await house.ask('DELETE', `/api/users/${two.id}/authenticators`, { as: admin });
      expect(off.json).toEqual({ removed: 1 });
      for (const { number } of [one, two]) expect(await opens(await enter(number))).toBe(true);
    });
  });

  it('asks whom a role asks for an app to add one, keeps the last one, and hands out codes', async () => {
    const { number, as } = await person();
    await askedByRole(number);
    const asked = await enter(number);
    expect(asked.at('/step')).toBe('set-up');
    expect(String(asked.at('/address'))).toMatch(/^otpauth:\/\/totp\/Guiju:person\d+\?/);
    const wrong = await step(asked, { code: '123456' });
    expect(wrong.json).toMatchObject({ errors: [{ path: '/code', code: 'app-code-wrong' }] });
    const entered = await step(asked, { code: shown(asked.at('/secret')) });
    expect(entered.at('/codes')).toHaveLength(10);
    expect(await opens(entered)).toBe(true);
    expect((await enter(number)).at('/step')).toBe('code');
    // The ticket that added the app adds and opens nothing more.
    expect((await step(asked, { code: shown(asked.at('/secret'), 1) })).at('/codes')).toBeUndefined();
    const { json } = await house.ask('GET', '/api/me/authenticators', { as });
    expect(json).toMatchObject({ items: [{ name: 'App' }], codesLeft: 10, needed: true });
    const { id } = (json as { items: { id: string }[] }).items[0] ?? { id: '' };
    const body = { present: password };
    const own = String(entered.at('/token'));
    const kept = await house.ask('POST', `/api/me/authenticators/${id}/removal`, { as: own, body });
    expect([kept.status, kept.at('/code')]).toEqual([409, 'authenticator-needed']);
  });

  describe('a temporary password', () => {
    const temporary = async (id: string) =>
      house.ask('PUT', `/api/users/${id}/password`, {
        as: admin,
        body: { password: 'a first password 9', temporary: true },
      });

    it('is replaced by whoever signs in with it, before anything else', async () => {
      const { number, id } = await person();
      expect((await temporary(id)).status).toBe(200);
      const asked = await enter(number, 'a first password 9');
      expect(asked.json).toEqual({ step: 'new-password', ticket: expect.any(String), least: 12 });
      for (const [given, code] of [
        ['short', 'password-short'],
        ['a first password 9', 'password-same'],
        ['Password2026!', 'password-common'],
      ] as const)
        expect((await step(asked, { password: given })).json).toMatchObject({
          errors: [{ path: '/password', code }],
        });
      expect(await opens(await step(asked, { password: next }))).toBe(true);
      expect(await opens(await enter(number, next))).toBe(true);
      expect((await enter(number, 'a first password 9')).status).toBe(401);
      // Whoever kept the ticket changes nothing with it.
      const again = await step(asked, { password: 'yet another sentence' });
      expect([again.status, again.at('/code')]).toEqual([409, 'sign-in-step-ended']);
    });

    it('comes after the code of an app, and before an app is added', async () => {
      const one = await withApp();
      await temporary(one.id);
      later(60_000);
      const first = await step(await enter(one.number, 'a first password 9'), { code: shown(one.secret) });
      expect(first.at('/step')).toBe('new-password');
      expect(await opens(await step(first, { password: next }))).toBe(true);
      const two = await person();
      await askedByRole(two.number);
      await temporary(two.id);
      const second = await step(await enter(two.number, 'a first password 9'), { password: next });
      expect(second.at('/step')).toBe('set-up');
    });
  });

  it.each([
    ['made up', () => 'v1.00000000.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['that is none', () => 'ticket'],
    ['for an app of one’s own', async () => (await withApp()).body.ticket],
  ])('goes on with no ticket %s', async (_says, ticket) => {
    const answer = await house.ask('POST', '/api/session/steps', {
      body: { ticket: await ticket(), code: '123456' },
    });
    expect([answer.status, answer.at('/code')]).toEqual([409, 'sign-in-step-ended']);
  });

  it('goes on with no ticket that is too old, or of who was disabled meanwhile', async () => {
    const [late, gone] = [await withApp(), await withApp()];
    later(60_000);
    const [asked, other] = [await enter(late.number), await enter(gone.number)];
    const user = await house.ask('GET', `/api/forms/user/records/${gone.id}`, { as: admin });
    const path = `/api/forms/user/records/${gone.id}/actions/disable`;
    const headers = { 'if-match': user.headers.get('etag') ?? '' };
    expect((await house.ask('POST', path, { as: admin, headers })).status).toBe(200);
    expect((await step(other, { code: shown(gone.secret) })).status).toBe(401);
    expect((await enter(gone.number)).status).toBe(401);
    later(15 * 60_000);
    expect((await step(asked, { code: shown(late.secret) })).at('/code')).toBe('sign-in-step-ended');
  });

  it('is for sessions alone: a token changes nothing of it, and secrets are sealed', async () => {
    const { as, secret } = await withApp();
    const made = await house.ask('POST', '/api/me/tokens', { as, body: { name: 'ERP' } });
    const refused = await house.ask('POST', '/api/me/new-authenticator', {
      as: String(made.at('/token')),
      body: { present: password },
    });
    expect([refused.status, refused.at('/code')]).toEqual([403, 'session-needed']);
    const rows = await house.host.database.all('select * from gj_authenticator');
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(house.log.join('\n')).not.toContain(secret);
  });

  it('is told in the trail', async () => {
    const { number, codes } = await withApp();
    const [first = ''] = codes;
    await step(await enter(number), { code: first });
    for (const action of ['authenticator-added', 'recovery-code-used']) {
      const answer = await house.ask('GET', `/api/audit?limit=500&action=${action}`, { as: admin });
      const targets = (answer.at('/items') as { target: string }[]).map(({ target }) => target);
      expect(targets, action).toContain(number);
    }
  });
});
