import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type Changed, createDevice, type Device } from '../../access/auth/passkey.suite.ts';
import { type House, type HouseAnswer, openHouse, password } from '../house.suite.ts';

describeOnDatabases('signing in with a passkey', (database) => {
  let house: House;
  let admin: string;
  let count = 0;
  beforeAll(async () => {
    house = await openHouse(database.url);
    admin = await house.signIn('admin');
  });
  afterAll(() => house.close());

  const enter = (user: string) => house.ask('POST', '/api/session', { body: { user, password } });
  const begin = () => house.ask('POST', '/api/session/passkey');
  const step = (before: HouseAnswer, given: JsonObject) =>
    house.ask('POST', '/api/session/steps', { body: { ticket: String(before.at('/ticket')), ...given } });
  const opens = async (answer: HouseAnswer) =>
    (await house.ask('GET', '/api/me/sessions', { as: String(answer.at('/token')) })).status === 200;
  /** Signs what a step asks for. */
  const signed = (device: Device, asked: HouseAnswer, changed?: Changed) =>
    step(asked, { passkey: device.sign(asked.at('/passkey'), changed) });

  async function person(): Promise<{ number: string; id: string; as: string }> {
    const number = `owner${++count}`;
    const id = await house.user(number, house.orgs.north, [{ form: 'item', actions: ['all'], scope: 'own' }]);
    return { number, id, as: await house.signIn(number) };
  }
  async function add(as: string, device: Device, changed?: Changed) {
    const begun = await house.ask('POST', '/api/me/new-passkey', { as, body: { present: password } });
    const passkey = device.make(begun.at('/passkey'), changed);
    const body = { ticket: String(begun.at('/ticket')), passkey, name: 'Laptop' };
    return house.ask('POST', '/api/me/authenticators', { as, body });
  }
  async function withPasskey() {
    const who = await person();
    const device = createDevice();
    const added = await add(who.as, device);
    expect(added.status, added.text).toBe(201);
    return { ...who, device, codes: added.at('/codes') as readonly string[] };
  }

  it('opens by itself, and is listed with its last use', async () => {
    const { number, device, as } = await withPasskey();
    const asked = await begin();
    expect(asked.json).toMatchObject({
      step: 'passkey',
      passkey: { rpId: 'guiju.test', userVerification: 'required', allowCredentials: [] },
    });
    const entered = await signed(device, asked);
    expect([entered.status, entered.at('/user/number')]).toEqual([200, number]);
    expect(await opens(entered)).toBe(true);
    const own = await house.ask('GET', '/api/me/authenticators', { as });
    expect(own.json).toMatchObject({
      items: [{ kind: 'passkey', name: 'Laptop', lastUsedAt: expect.any(String) }],
      codesLeft: 10,
      passkeysAt: 'guiju.test',
    });
  });

  it('is asked for after the password, or a recovery code in its place; codes of no app', async () => {
    const { number, device, codes } = await withPasskey();
    const asked = await enter(number);
    expect(asked.json).toMatchObject({
      step: 'code',
      app: false,
      passkey: { allowCredentials: [{ transports: ['internal'] }] },
    });
    expect(await opens(await signed(device, asked, { verified: false }))).toBe(true);
    expect(await opens(await step(await enter(number), { code: codes[0] ?? '' }))).toBe(true);
    expect((await step(await enter(number), { code: '123456' })).at('/errors/0/code')).toBe('code-wrong');
  });

  describe.each<readonly [way: string, ask: (number: string) => Promise<HouseAnswer>, alone: boolean]>([
    ['alone', begin, true],
    ['after a password', enter, false],
  ])('%s', (_way, ask, alone) => {
    const refused = alone ? [401, 'passkey-refused'] : [422, 'code-refused'];

    it.each<readonly [says: string, changed: Changed]>([
      ['of another site', { site: 'evil.example' }],
      ['that a page of another address asked for', { origin: 'https://guiju.test.evil.example' }],
      ['for something else that was asked', { challenge: 'AAAAAAAAAAAAAAAAAAAAAA' }],
      ['by another key', { forged: true }],
      ['by a copy of the device, which counted less', { counter: 0 }],
      ...(alone
        ? ([
            ['without finger, face or PIN', { verified: false }],
            ['in the name of somebody else', { user: Buffer.from('somebody').toString('base64url') }],
            ['in nobody’s name', { user: '' }],
          ] as const)
        : []),
    ])('nothing opens by what was signed %s', async (_says, changed) => {
      const { number, device } = await withPasskey();
      expect((await signed(device, await ask(number))).status).toBe(200);
      const answer = await signed(device, await ask(number), changed);
      expect([answer.status, answer.at('/code')], answer.text).toEqual(refused);
      expect(answer.headers.getSetCookie()).toEqual([]);
    });

    it('opens once, whoever saw what was signed', async () => {
      const { number, device } = await withPasskey();
      const asked = await ask(number);
      const passkey = device.sign(asked.at('/passkey'));
      const both = await Promise.all([step(asked, { passkey }), step(asked, { passkey })]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, refused[0]]);
    });

    it('opens nothing with a ticket that is too old', async () => {
      const { number, device } = await withPasskey();
      const late = await ask(number);
      house.later(15 * 60_000);
      expect((await signed(device, late)).at('/code')).toBe('sign-in-step-ended');
    });

    it.each<readonly [says: string, passkey: JsonObject]>([
      ['nothing', {}],
      ['something else', { id: 7, response: 'x' }],
      ['half of it', { id: 'AAAA', response: { userHandle: 'AAAA', clientDataJSON: '!' } }],
    ])('refuses %s in place of what was signed', async (_says, passkey) => {
      const { number } = await withPasskey();
      const answer = await step(await ask(number), { passkey });
      expect([answer.status, answer.at('/code')], answer.text).toEqual(refused);
    });
  });

  it('of one opens nothing of another', async () => {
    const [one, two] = [await withPasskey(), await withPasskey()];
    expect((await signed(one.device, await enter(two.number))).status).toBe(422);
    const entered = await signed(one.device, await begin());
    expect(entered.at('/user/number')).toBe(one.number);
  });

  it('opens nothing once it was removed: the password is enough again', async () => {
    const { number, device, as } = await withPasskey();
    const asked = await begin();
    const own = await house.ask('GET', '/api/me/authenticators', { as });
    const path = `/api/me/authenticators/${own.at('/items/0/id')}/removal`;
    expect((await house.ask('POST', path, { as, body: { present: password } })).status).toBe(204);
    expect((await signed(device, asked)).status).toBe(401);
    expect(await opens(await enter(number))).toBe(true);
  });

  it('of who was disabled opens nothing', async () => {
    const { id, device } = await withPasskey();
    const user = await house.ask('GET', `/api/forms/user/records/${id}`, { as: admin });
    const headers = { 'if-match': user.headers.get('etag') ?? '' };
    const path = `/api/forms/user/records/${id}/actions/disable`;
    expect((await house.ask('POST', path, { as: admin, headers })).status).toBe(200);
    expect((await signed(device, await begin())).status).toBe(401);
  });

  it('does not go round a temporary password', async () => {
    const { id, device } = await withPasskey();
    const body = { password: 'a first password 9', temporary: true };
    expect((await house.ask('PUT', `/api/users/${id}/password`, { as: admin, body })).status).toBe(200);
    const asked = await signed(device, await begin());
    expect(asked.at('/step')).toBe('new-password');
    expect(await opens(await step(asked, { password: 'one sentence of my own' }))).toBe(true);
  });

  it.each<readonly [says: string, changed: Changed]>([
    ['made for another site', { site: 'evil.example' }],
    ['made on another page', { origin: 'https://evil.example' }],
    ['made for something else', { challenge: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ])('is not added where it was %s', async (_says, changed) => {
    const { as, number } = await person();
    const added = await add(as, createDevice(), changed);
    expect([added.status, added.at('/errors/0/code')]).toEqual([422, 'passkey-wrong']);
    expect(await opens(await enter(number))).toBe(true);
  });

  it('is added once, with the present password, by a person who signed in', async () => {
    const { as } = await person();
    const device = createDevice();
    const begun = await house.ask('POST', '/api/me/new-passkey', { as, body: { present: password } });
    const passkey = device.make(begun.at('/passkey'));
    const body = { ticket: String(begun.at('/ticket')), passkey, name: 'Laptop' };
    const added = () => house.ask('POST', '/api/me/authenticators', { as, body });
    expect((await added()).status).toBe(201);
    expect((await added()).at('/errors/0/code')).toBe('passkey-wrong');
    const wrong = await house.ask('POST', '/api/me/new-passkey', { as, body: { present: 'not it' } });
    expect(wrong.at('/errors/0/code')).toBe('password-wrong');
    const made = await house.ask('POST', '/api/me/tokens', { as, body: { name: 'ERP' } });
    const byToken = await house.ask('POST', '/api/me/new-passkey', {
      as: String(made.at('/token')),
      body: { present: password },
    });
    expect(byToken.at('/code')).toBe('session-needed');
    // The browser is told which it has, so that one device is added once.
    const again = await house.ask('POST', '/api/me/new-passkey', { as, body: { present: password } });
    expect(again.at('/passkey/excludeCredentials/0/id')).toBe(passkey['id']);
  });

  it('is added in place of an app where a role asks, and is enough from then on', async () => {
    const { number } = await person();
    const found = await house.ask('GET', `/api/forms/role/records?number=R-${number}`, { as: admin });
    await house.ask('PATCH', `/api/forms/role/records/${found.at('/items/0/id')}`, {
      as: admin,
      headers: { 'if-match': `"${found.at('/items/0/revision')}"` },
      body: { asksCode: true },
    });
    const asked = await enter(number);
    expect(asked.at('/step')).toBe('set-up');
    const device = createDevice();
    const wrong = await step(asked, {
      passkey: createDevice().make(asked.at('/passkey'), { site: 'x.test' }),
    });
    expect(wrong.at('/errors/0/code')).toBe('passkey-wrong');
    const entered = await step(asked, { passkey: device.make(asked.at('/passkey')) });
    expect(entered.at('/codes')).toHaveLength(10);
    expect(await opens(entered)).toBe(true);
    expect(await opens(await signed(device, await enter(number)))).toBe(true);
    expect(await opens(await signed(device, await begin()))).toBe(true);
  });

  it.each(['http://guiju.test', 'https://10.0.0.5', 'http://[::1]:8080'])(
    'is not for a server at %s, where browsers make none',
    async (url) => {
      const other = await openHouse((await database.fresh()).url, { url });
      try {
        const as = await other.signIn('admin');
        const made = await other.ask('POST', '/api/me/new-passkey', { as, body: { present: password } });
        const alone = await other.ask('POST', '/api/session/passkey');
        expect([made, alone].map((each) => [each.status, each.at('/code')])).toEqual([
          [409, 'passkeys-not-here'],
          [409, 'passkeys-not-here'],
        ]);
        const own = await other.ask('GET', '/api/me/authenticators', { as });
        expect(own.at('/passkeysAt')).toBeNull();
      } finally {
        await other.close();
      }
    },
  );

  it('is told in the trail where it fails', async () => {
    const { device } = await withPasskey();
    await signed(device, await begin(), { forged: true });
    const answer = await house.ask('GET', '/api/audit?limit=20&action=sign-in-failed', { as: admin });
    const details = (answer.at('/items') as { detail: JsonObject }[]).map(({ detail }) => detail);
    expect(details).toContainEqual(expect.objectContaining({ passkey: true }));
  });
});
