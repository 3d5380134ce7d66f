import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import {
  clientId,
  clientSecret,
  type IdentityProvider,
  openIdentityProvider,
} from '../../access/sign-in/identity-provider.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const site = 'http://localhost';

describeOnDatabases('single sign-on', (database) => {
  let provider: IdentityProvider;
  let node: TestNode;
  /** Another server on the same database. */
  let other: TestNode;
  let later = 0;
  let networks = 0;
  const clock = () => Date.now() + later;

  beforeAll(async () => {
    provider = await openIdentityProvider(site);
    const options = { clock, http: { proxy: true } };
    node = await openTestNode(database.url, options);
    other = await openTestNode(database.url, options);
    for (const number of ['NORTH', 'SOUTH'])
      await made('organisation', { number, name: number, parent: await root() });
    for (const number of ['clerk', 'auditor']) await made('role', { number, name: number });
    await made('user', { number: 'ann', name: 'Ann', organisation: 'NORTH' });
    await made('user', { number: 'gone', name: 'Gone', organisation: 'NORTH' });
    await made('sign-in-provider', {
      number: 'corp',
      name: '公司账号',
      nameEn: 'Corporate account',
      issuer: provider.issuer,
      private: true,
      clientId,
      clientSecret,
    });
    await another('made', {
      unknown: 'made',
      rules: [
        { claim: 'groups', operator: 'equals', value: 'auditors', organisation: 'SOUTH', roles: ['auditor'] },
        { claim: 'realm_access.roles', operator: 'starts-with', value: 'north-', organisation: 'NORTH' },
        {
          claim: 'email',
          operator: 'ends-with',
          value: '@corp.example',
          organisation: 'NORTH',
          roles: ['clerk'],
        },
      ],
    });
  }, 60_000);
  afterAll(async () => {
    await node.close();
    await other.close();
    await provider.close();
  });
  beforeEach(() => {
    later = 0;
    provider.spoilt = {};
    provider.people.clear();
    provider.people.set('ann', { preferred_username: 'ann', name: 'Ann' });
  });

  async function root(): Promise<string> {
    const { body } = await node.ask('GET', '/api/session');
    return String((body['org'] as JsonObject)['number']);
  }

  async function made(form: string, body: JsonObject): Promise<string> {
    const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
    expect([answer.status, answer.body['errors'] ?? []]).toEqual([201, []]);
    return String(answer.body['id']);
  }

  async function disabled(form: string, id: string): Promise<void> {
    const { status, headers } = await node.ask('GET', `/api/forms/${form}/records/${id}?view=manage`);
    expect(status).toBe(200);
    const answer = await node.ask(
      'POST',
      `/api/forms/${form}/records/${id}/actions/disable`,
      {},
      { 'if-match': headers.get('etag') ?? '' },
    );
    expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ enabled: false })]);
  }

  /** Another provider: the same one, with other settings. */
  const another = (number: string, more: JsonObject) =>
    made('sign-in-provider', {
      number,
      name: number,
      issuer: provider.issuer,
      private: true,
      clientId,
      clientSecret,
      ...more,
    });

  async function userOf(number: string): Promise<JsonObject> {
    const { body } = await node.ask('GET', `/api/forms/user/records?number=${number}&view=manage`);
    const [found] = body['items'] as readonly JsonObject[];
    return (await node.ask('GET', `/api/forms/user/records/${found?.['id']}?view=manage`)).body;
  }

  interface Sent {
    readonly on?: TestNode;
    readonly cookie?: string;
    readonly from?: string;
    readonly language?: string;
  }

  async function ask(method: string, path: string, body: JsonObject | null, sent: Sent = {}) {
    networks += 1;
    const answer = await (sent.on ?? node).node.app.request(path, {
      method,
      headers: {
        'accept-language': sent.language ?? 'en',
        'x-forwarded-for': sent.from ?? `10.0.${Math.floor(networks / 250)}.${networks % 250}`,
        ...(sent.cookie ? { cookie: sent.cookie } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    const json = text === '' ? {} : (JSON.parse(text) as JsonObject);
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '');
    return { status: answer.status, json, cookies, set: answer.headers.getSetCookie() };
  }

  async function begun(number = 'corp', to = '/') {
    const { status, json, cookies } = await ask('POST', `/api/session/providers/${number}`, { to });
    expect([status, json['detail']]).toEqual([200, undefined]);
    return { address: String(json['address']), cookie: cookies.join('; ') };
  }

  const finish = (answer: string, cookie: string, sent: Sent = {}) =>
    ask('PUT', '/api/session/providers', { answer }, { ...sent, cookie });

  /** Signs in as somebody, from the button to the end. */
  async function signIn(account: string, number = 'corp') {
    const { address, cookie } = await begun(number);
    return finish(await provider.signIn(address, account), cookie);
  }

  it('offers the providers that are enabled, in the language of the page', async () => {
    const off = await another('off', {});
    await disabled('sign-in-provider', off);
    const english = await ask('GET', '/api/session/providers', null);
    expect(english.json).toEqual({
      items: [
        { number: 'corp', name: 'Corporate account' },
        { number: 'made', name: 'made' },
      ],
      redirect: 'http://localhost/sign-in/callback',
      signedOut: 'http://localhost/',
      ended: 'http://localhost/api/session/ended',
      saml: {
        entityId: 'http://localhost/api/session/saml/metadata',
        answers: 'http://localhost/api/session/saml',
      },
      passkeysAt: null,
      resets: false,
    });
    const chinese = await ask('GET', '/api/session/providers', null, { language: 'zh' });
    expect((chinese.json['items'] as JsonObject[])[0]).toEqual({ number: 'corp', name: '公司账号' });
    const refused = await ask('POST', '/api/session/providers/off', {});
    expect([refused.status, refused.json['code']]).toEqual([404, 'sign-in-provider-unknown']);
  });

  it('lets in somebody known, on the server that happens to be asked, where he wanted to go', async () => {
    const { address, cookie } = await begun('corp', '/forms/item?view=a#b');
    const url = new URL(address);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid profile email',
      redirect_uri: 'http://localhost/sign-in/callback',
    });
    const answer = await finish(await provider.signIn(address, 'ann'), cookie, { on: other });
    expect([answer.status, answer.json]).toEqual([
      200,
      { user: expect.objectContaining({ number: 'ann' }), to: '/forms/item?view=a#b' },
    ]);
    expect(answer.set[0]).toMatch(/^guiju_session=gs_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/);
    expect(answer.set[2]).toMatch(/^guiju_sign_in_\w{16}=; Path=\/api\/session; .*Max-Age=0/);
    const [session = ''] = answer.cookies;
    const who = await ask('GET', '/api/session', null, { cookie: session });
    expect(who.json).toMatchObject({ user: { number: 'ann' }, credential: 'session' });
    const trail = await node.ask('GET', '/api/audit?action=sign-in');
    expect((trail.body['items'] as JsonObject[])[0]).toMatchObject({
      actor: { number: 'ann' },
      detail: { provider: 'corp' },
    });
  });

  it.each(['//evil.example/a', 'https://evil.example', '/\\evil.example', 'a'])(
    'sends nobody elsewhere afterwards: %s',
    async (to) => {
      const { address, cookie } = await begun('corp', to);
      const { json } = await finish(await provider.signIn(address, 'ann'), cookie);
      expect(json['to']).toBe('/');
    },
  );

  describe('told that somebody signed out there', () => {
    const tell = async (token: string, on = node) => {
      networks += 1;
      const answer = await on.node.app.request('/api/session/ended', {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': `10.9.${Math.floor(networks / 250)}.${networks % 250}`,
        },
        body: new URLSearchParams({ logout_token: token }),
      });
      return { status: answer.status, cache: answer.headers.get('cache-control'), text: await answer.text() };
    };
    const isIn = async (session: string) =>
      (await ask('GET', '/api/me/sessions', null, { cookie: session })).status === 200;
    const begin = async (account = 'ann') => (await signIn(account)).cookies[0] ?? '';

    it('ends the sessions that began there, on every server, and no others', async () => {
      const [first, second] = [await begin(), await begin()];
      const own = { user: 'admin', password: 'correct horse battery' };
      const [byPassword = ''] = (await ask('POST', '/api/session', own)).cookies;
      expect(await tell(provider.logoutToken('ann'), other)).toMatchObject({
        status: 200,
        cache: 'no-store',
      });
      // The server that was not told finds out within moments.
      const all = async () => [await isIn(first), await isIn(second), await isIn(byPassword)];
      await expect.poll(all, { timeout: 20_000 }).toEqual([false, false, true]);
      const trail = await node.ask('GET', '/api/audit?action=sessions-ended');
      expect((trail.body['items'] as JsonObject[])[0]).toMatchObject({
        target: 'ann',
        detail: { sessions: expect.any(Number) },
      });
    });

    it('ends the one session that is named', async () => {
      const sid = `s-${networks}`;
      provider.spoilt = { claims: (said) => ({ ...said, sid }) };
      const named = await begin();
      provider.spoilt = {};
      const unnamed = await begin();
      expect((await tell(provider.logoutToken('ann', { sid }))).status).toBe(200);
      expect([await isIn(named), await isIn(unnamed)]).toEqual([false, true]);
    });

    it('answers that it was heard where nobody is here whom it is about', async () => {
      expect((await tell(provider.logoutToken('nobody'))).status).toBe(200);
    });

    const then = () => Math.floor(Date.now() / 1000);
    it.each<readonly [string, JsonObject]>([
      ['a nonce', { nonce: 'n' }],
      ['no event', { events: {} }],
      ['another event', { events: { 'http://other.example': {} } }],
      ['another audience', { aud: 'another-system' }],
      ['no subject', { sub: undefined } as never],
      ['no id of its own', { jti: undefined } as never],
      ['a day long ago', { iat: then() - 86_400, exp: then() + 60 }],
      ['its end behind it', { exp: then() - 120 }],
      ['another issuer', { iss: 'http://127.0.0.1:1' }],
    ])('believes no token with %s', async (_what, others) => {
      const session = await begin();
      const { status } = await tell(provider.logoutToken('ann', others));
      expect([status >= 400 && status < 500, await isIn(session)]).toEqual([true, true]);
    });

    it('believes no stranger, nothing that is no token, and nothing twice', async () => {
      const session = await begin();
      provider.spoilt = { byStranger: true };
      expect((await tell(provider.logoutToken('ann'))).status).toBe(403);
      provider.spoilt = {};
      for (const token of ['', 'a.b.c', '{}']) expect((await tell(token)).status).toBeGreaterThanOrEqual(400);
      expect(await isIn(session)).toBe(true);
      const token = provider.logoutToken('ann');
      expect((await tell(token)).status).toBe(200);
      const again = await begin();
      expect((await tell(token)).status).toBe(403);
      expect(await isIn(again)).toBe(true);
    });
  });

  it('takes an answer once', async () => {
    const { address, cookie } = await begun();
    const query = await provider.signIn(address, 'ann');
    expect((await finish(query, cookie)).status).toBe(200);
    for (const on of [node, other]) {
      const again = await finish(query, cookie, { on });
      expect([again.status, again.json['code']]).toEqual([403, 'sign-in-used']);
    }
  });

  it('takes no code twice, whichever sign-in brings it', async () => {
    const first = await begun();
    const code = new URLSearchParams(await provider.signIn(first.address, 'ann')).get('code') ?? '';
    const second = await begun();
    const state = new URL(second.address).searchParams.get('state') ?? '';
    const iss = provider.issuer;
    const answer = await finish(String(new URLSearchParams({ code, state, iss })), second.cookie);
    expect([answer.status, answer.json['code']]).toEqual([403, 'sign-in-expired']);
  });

  it.each([
    ['a state of nobody', (query: string) => query.replace(/state=[^&]+/, 'state=made-up')],
    ['no state', (query: string) => query.replace(/&?state=[^&]+/, '')],
    ['nothing', () => ''],
  ])('refuses an answer with %s', async (_what, change) => {
    const { address, cookie } = await begun();
    const answer = await finish(change(await provider.signIn(address, 'ann')), cookie);
    expect([answer.status, answer.json['code']]).toEqual([403, 'sign-in-expired']);
  });

  it('refuses the answer to a sign-in that another browser began, and one that took too long', async () => {
    const { address, cookie } = await begun();
    const query = await provider.signIn(address, 'ann');
    expect((await finish(query, '')).json['code']).toBe('sign-in-expired');
    expect((await finish(query, cookie.replace(/=.*/, '=v1.made.up.x'))).json['code']).toBe(
      'sign-in-expired',
    );
    later = 11 * 60_000;
    expect((await finish(query, cookie)).json['code']).toBe('sign-in-expired');
  });

  const seconds = () => Math.floor(Date.now() / 1000);
  it.each<readonly [string, string | null, IdentityProvider['spoilt']]>([
    ['another nonce', 'nonce', { claims: (said) => ({ ...said, nonce: 'other' }) }],
    ['no nonce', 'response', { claims: ({ nonce: _, ...said }) => said }],
    ['another audience', 'aud', { claims: (said) => ({ ...said, aud: 'another-system' }) }],
    ['another issuer', 'iss', { claims: (said) => ({ ...said, iss: 'http://127.0.0.1:1' }) }],
    ['an end long ago', 'exp', { claims: (said) => ({ ...said, exp: seconds() - 120 }) }],
    ['an end a moment ago, as clocks differ', null, { claims: (said) => ({ ...said, exp: seconds() - 20 }) }],
    ['a seal of a stranger', 'response', { byStranger: true }],
  ])('judges an ID token with %s', async (_what, reason, spoilt) => {
    const { address, cookie } = await begun();
    const query = await provider.signIn(address, 'ann');
    provider.spoilt = spoilt;
    const answer = await finish(query, cookie);
    if (reason === null) expect(answer.status).toBe(200);
    else
      expect([answer.status, answer.json['code'], answer.json['params']]).toEqual([
        403,
        'sign-in-untrusted',
        { provider: { zh: '公司账号', en: 'Corporate account' }, reason },
      ]);
  });

  it('believes a key that was turned a moment ago', async () => {
    expect((await signIn('ann')).status).toBe(200);
    provider.turnKey();
    expect((await signIn('ann')).status).toBe(200);
  });

  it('asks a provider what it is once in a while, and for its keys at each sign-in', async () => {
    provider.calls.length = 0;
    await signIn('ann');
    await signIn('ann');
    expect(provider.calls.filter((call) => /well-known|jwks/.test(call))).toEqual(['GET /jwks', 'GET /jwks']);
  });

  it('tells of a provider that says it is another one', async () => {
    await another('mistaken', { issuer: `${provider.issuer}/` });
    provider.spoilt = { document: (document) => ({ ...document, issuer: 'https://elsewhere.example' }) };
    const answer = await ask('POST', '/api/session/providers/mistaken', {});
    expect([answer.status, answer.json['code']]).toEqual([502, 'sign-in-provider-other']);
  });

  it('tells of a secret that the provider does not take', async () => {
    await another('wrong-secret', { clientSecret: 'another' });
    const answer = await signIn('ann', 'wrong-secret');
    expect([answer.status, answer.json['code'], answer.json['params']]).toEqual([
      502,
      'sign-in-provider-other',
      expect.objectContaining({ reason: 'invalid_client' }),
    ]);
  });

  it('tells of a provider that does not answer, and lets administrators in by their password', async () => {
    await another('down', { issuer: 'http://127.0.0.1:1' });
    const answer = await ask('POST', '/api/session/providers/down', {}, { language: 'zh' });
    expect([answer.status, answer.json['code'], answer.json['detail']]).toEqual([
      502,
      'sign-in-provider-down',
      expect.stringContaining('可以用密码登录'),
    ]);
    const body = { user: 'admin', password: 'correct horse battery' };
    expect((await ask('POST', '/api/session', body)).status).toBe(200);
  });

  it('calls no host but the issuer’s that is not listed, nor that one inside where it was not said to be', async () => {
    await another('inside', { issuer: provider.issuer.replace('http:', 'https:'), private: false });
    const inside = await ask('POST', '/api/session/providers/inside', {});
    expect([inside.status, inside.json['code']]).toEqual([502, 'sign-in-host-not-listed']);
    await another('far', {});
    provider.spoilt = {
      document: (said) => ({ ...said, token_endpoint: 'http://tokens.elsewhere.example/token' }),
    };
    const answer = await signIn('ann', 'far');
    expect([answer.json['code'], answer.json['params']]).toEqual([
      'sign-in-host-not-listed',
      expect.objectContaining({ host: 'tokens.elsewhere.example', port: 80 }),
    ]);
  });

  it('tells of a provider that fails halfway, and of somebody who gave up there', async () => {
    const { address, cookie } = await begun();
    const query = await provider.signIn(address, 'ann');
    provider.spoilt = { broken: true };
    expect((await finish(query, cookie)).json['code']).toBe('sign-in-provider-down');
    provider.spoilt = {};
    const second = await begun();
    const state = new URL(second.address).searchParams.get('state') ?? '';
    const denied = new URLSearchParams({ error: 'access_denied', state, iss: provider.issuer });
    const answer = await finish(String(denied), second.cookie);
    expect([answer.status, answer.json['code']]).toEqual([403, 'sign-in-denied']);
  });

  it.each<readonly [string, JsonObject, string, number | string]>([
    [
      'nobody knows, where only known people come in',
      { preferred_username: 'stranger' },
      'corp',
      'sign-in-person-unknown',
    ],
    [
      'no rule is for',
      { preferred_username: 'outsider', email: 'a@else.example' },
      'made',
      'sign-in-no-rule',
    ],
    ['the provider does not number', { name: 'Nameless' }, 'made', 'sign-in-number-missing'],
    ['an administrator switched off', { preferred_username: 'gone' }, 'corp', 'sign-in-person-disabled'],
  ])('refuses whom %s, and writes it down', async (_what, claims, number, code) => {
    const { id, enabled } = await userOf('gone');
    if (enabled) await disabled('user', String(id));
    provider.people.set('somebody', claims);
    const answer = await signIn('somebody', number);
    expect([answer.status, answer.json['code']]).toEqual([403, code]);
    expect(answer.cookies).toEqual([]);
    const { body } = await node.ask('GET', '/api/audit?action=sign-in-failed');
    expect(body['items']).toContainEqual(
      expect.objectContaining({ detail: expect.objectContaining({ provider: number, code }) }),
    );
  });

  it('ends with the user: who was switched off since stays out', async () => {
    await made('user', { number: 'bob', name: 'Bob', organisation: 'NORTH' });
    provider.people.set('bob', { preferred_username: 'bob' });
    const [session = ''] = (await signIn('bob')).cookies;
    await disabled('user', String((await userOf('bob'))['id']));
    expect((await ask('GET', '/api/session', null, { cookie: session })).json['user']).toBeNull();
    expect((await signIn('bob')).json['code']).toBe('sign-in-person-disabled');
  });

  it.each<readonly [string, JsonObject, JsonObject]>([
    [
      'a group, before what comes below it',
      { groups: ['staff', 'auditors'], email: 'a@corp.example' },
      { organisation: 'SOUTH', roles: ['auditor'], email: 'a@corp.example' },
    ],
    [
      'the beginning of an entry of a claim within another',
      { realm_access: { roles: ['x', 'north-clerks'] } },
      { organisation: 'NORTH', roles: [] },
    ],
    [
      'the end of an address, of which the provider says that it is not verified',
      { email: 'b@corp.example', email_verified: false },
      { organisation: 'NORTH', roles: ['clerk'], email: null },
    ],
  ])('makes a user by %s', async (what, claims, expected) => {
    const number = `new-${what.length}`;
    provider.people.set(number, { preferred_username: number, name: `Name of ${number}`, ...claims });
    expect((await signIn(number, 'made')).status).toBe(200);
    const user = await userOf(number);
    const roles = (user['roles'] as JsonObject[]).map(({ role, organisation }) => [
      (role as JsonObject)['number'],
      (organisation as JsonObject)['number'],
    ]);
    expect(user).toMatchObject({
      name: `Name of ${number}`,
      enabled: true,
      email: expected['email'] ?? null,
    });
    expect((user['organisation'] as JsonObject)['number']).toBe(expected['organisation']);
    expect(roles).toEqual((expected['roles'] as string[]).map((role) => [role, expected['organisation']]));
  });

  it('brings people up to date at each sign-in, and writes nothing where nothing changed', async () => {
    const claims = { preferred_username: 'mover', name: 'Mover', email: 'm@corp.example' };
    provider.people.set('mover', claims);
    await signIn('mover', 'made');
    const before = await userOf('mover');
    await signIn('mover', 'made');
    expect((await userOf('mover'))['revision']).toBe(before['revision']);
    provider.people.set('mover', {
      ...claims,
      preferred_username: 'renamed',
      name: 'Moved',
      groups: ['auditors'],
    });
    const { json } = await signIn('mover', 'made');
    // Known by the provider's own name for him, whatever number it gives him now.
    expect(json['user']).toMatchObject({ number: 'mover', name: 'Moved' });
    const after = await userOf('mover');
    expect((after['organisation'] as JsonObject)['number']).toBe('SOUTH');
    expect((after['roles'] as JsonObject[]).map(({ role }) => (role as JsonObject)['number'])).toEqual([
      'auditor',
    ]);
    provider.people.set('mover', { ...claims, email: 'm@else.example' });
    expect((await signIn('mover', 'made')).json['code']).toBe('sign-in-no-rule');
  });

  it('takes its role from no last administrator who has a password', async () => {
    await another('administrators', {
      unknown: 'made',
      rules: [
        { claim: 'boss', operator: 'exists', organisation: 'NORTH', roles: ['administrator'] },
        { operator: 'always', organisation: 'NORTH', roles: ['clerk'] },
      ],
    });
    provider.people.set('second', { preferred_username: 'second', groups: ['x'] });
    provider.people.set('first', { preferred_username: 'admin' });
    const { id } = await userOf('admin');
    const roles = [{ role: 'administrator', organisation: 'NORTH' }];
    await made('user', { number: 'second', name: 'Second', organisation: 'NORTH', roles });
    expect((await signIn('second')).status).toBe(200);
    const answer = await signIn('first', 'administrators');
    expect([answer.status, answer.json['code'], answer.cookies]).toEqual([409, 'last-administrator', []]);
    expect((await userOf('admin'))['id']).toBe(id);
    expect((await node.ask('GET', `/api/users/${String(id)}/password`)).status).toBe(200);
  });

  it('leaves people as they are where that is said', async () => {
    await another('once', {
      unknown: 'made',
      follow: false,
      rules: [{ operator: 'always', organisation: 'NORTH', roles: ['clerk'] }],
    });
    provider.people.set('stays', { preferred_username: 'stays', name: 'First' });
    await signIn('stays', 'once');
    provider.people.set('stays', { preferred_username: 'stays', name: 'Second' });
    await signIn('stays', 'once');
    expect(await userOf('stays')).toMatchObject({ name: 'First' });
  });

  it('lets nobody take over the user of another account, until an administrator unlinks that', async () => {
    await made('user', { number: 'carol', name: 'Carol', organisation: 'NORTH' });
    provider.people.set('carol-1', { preferred_username: 'carol' });
    provider.people.set('carol-2', { preferred_username: 'carol' });
    expect((await signIn('carol-1')).status).toBe(200);
    expect((await signIn('carol-2')).json['code']).toBe('sign-in-person-other');
    const { id } = await userOf('carol');
    expect((await node.ask('GET', `/api/users/${id}/accounts`)).body).toEqual({ count: 1 });
    expect((await node.ask('DELETE', `/api/users/${id}/accounts`)).body).toEqual({ count: 1 });
    expect((await signIn('carol-2')).status).toBe(200);
  });

  it('makes a user anew who was deleted', async () => {
    provider.people.set('back', { preferred_username: 'back', email: 'back@corp.example' });
    await signIn('back', 'made');
    const { id, revision } = await userOf('back');
    const gone = await node.ask('DELETE', `/api/forms/user/records/${id}`, undefined, {
      'if-match': `"${revision}"`,
    });
    expect(gone.status).toBe(204);
    for (let times = 0; times < 2; times += 1)
      expect((await signIn('back', 'made')).json['user']).toMatchObject({ number: 'back' });
    const second = await userOf('back');
    expect(second['id']).not.toBe(id);
    expect((await node.ask('GET', `/api/users/${second['id']}/accounts`)).body).toEqual({ count: 1 });
  });

  describe('of a provider of many tenants', () => {
    const template = () => `${provider.issuer}/{tenantid}/v2.0`;
    /** As whoever is of this tenant is told of; some of it may be other than it should. */
    const spoilt = (tid: string | null, iss = String(tid)): IdentityProvider['spoilt'] => ({
      document: (document) => ({ ...document, issuer: template() }),
      claims: (said) => ({
        ...said,
        ...(tid === null ? {} : { tid }),
        iss: template().replace('{tenantid}', iss),
      }),
    });

    it.each<readonly [string, string | null, string, string | undefined]>([
      ['of an allowed one', 'tenant-1', 'tenant-1', undefined],
      ['of another allowed one', 'tenant-2', 'tenant-2', undefined],
      ['of one that is not allowed', 'tenant-3', 'tenant-3', 'tid'],
      ['that says an allowed one, of another', 'tenant-1', 'tenant-3', 'iss'],
      ['that says another, of an allowed one', 'tenant-3', 'tenant-1', 'tid'],
      ['that says none', null, 'tenant-1', 'iss'],
      ['of all at once', '{tenantid}', '{tenantid}', 'tid'],
    ])('judges a token %s', async (what, tid, iss, reason) => {
      const number = `many-${what}`.replaceAll(' ', '-').slice(0, 40);
      await another(number, { tenants: 'tenant-1 tenant-2' });
      provider.people.set(number, { preferred_username: number });
      await made('user', { number, name: number, organisation: 'NORTH' });
      provider.spoilt = spoilt(tid, iss);
      const { status, json } = await signIn(number, number);
      const said = [status, json['code'], (json['params'] as JsonObject | undefined)?.['reason']];
      expect(said).toEqual(
        reason === undefined ? [200, undefined, undefined] : [403, 'sign-in-untrusted', reason],
      );
    });

    it('believes no seal of a stranger, and takes a code once', async () => {
      await another('many', { tenants: 'tenant-1' });
      provider.spoilt = { ...spoilt('tenant-1'), byStranger: true };
      expect((await signIn('ann', 'many')).json['code']).toBe('sign-in-untrusted');
      provider.spoilt = spoilt('tenant-1');
      provider.calls.length = 0;
      expect((await signIn('ann', 'many')).status).toBe(200);
      expect(provider.calls.filter((call) => call === 'POST /token')).toHaveLength(1);
      const claims = JSON.stringify({ preferred_username: 'ann', tid: 'tenant-9' });
      const tried = await node.ask('POST', '/api/session/providers/many/attempt', { claims });
      expect(tried.body).toMatchObject({ outcome: 'refused', why: expect.stringContaining('tid') });
    });

    it('knows the same account in two tenants for two', async () => {
      for (const number of ['one', 'two']) {
        await made('user', { number: `many-${number}`, name: number, organisation: 'NORTH' });
        provider.people.set('same', { preferred_username: `many-${number}` });
        if (number === 'one') await another('many-same', { tenants: 'tenant-1, tenant-2' });
        provider.spoilt = spoilt(number === 'one' ? 'tenant-1' : 'tenant-2');
        expect((await signIn('same', 'many-same')).json['user']).toMatchObject({ number: `many-${number}` });
      }
    });

    it('asks who may come in, and of a provider of one tenant that it is this one', async () => {
      await another('many-nobody', {});
      provider.spoilt = spoilt('tenant-1');
      const begin = await ask('POST', '/api/session/providers/many-nobody', {});
      expect([begin.status, begin.json['code'], begin.json['params']]).toEqual([
        502,
        'sign-in-provider-other',
        expect.objectContaining({ reason: 'tenants' }),
      ]);
      provider.spoilt = {};
      await another('just-one', { tenants: 'tenant-1' });
      expect((await signIn('ann', 'just-one')).json['params']).toMatchObject({ reason: 'tid' });
      provider.spoilt = { claims: (said) => ({ ...said, tid: 'tenant-1' }) };
      expect((await signIn('ann', 'just-one')).status).toBe(200);
    });
  });

  describe('with a key of its own in place of a secret', () => {
    const keysOf = (number: string) => ask('GET', `/api/session/providers/${number}/keys`, null);
    const settings = { clientAuth: 'key', clientSecret: null };

    it('says who it is, once the provider knows the public half', async () => {
      const id = await another('by-key', { ...settings, clientId: 'guiju-by-key' });
      expect((await keysOf('by-key')).json).toEqual({ keys: [] });
      const early = await ask('POST', '/api/session/providers/by-key', {});
      expect([early.status, early.json['code'], early.json['params']]).toEqual([
        502,
        'sign-in-provider-other',
        expect.objectContaining({ reason: 'private_key_jwt' }),
      ]);
      const made = await node.ask('POST', '/api/session/providers/by-key/keys');
      const { json } = await keysOf('by-key');
      expect([made.status, made.body]).toEqual([200, json]);
      const text = expect.stringMatching(/^[\w-]+$/);
      expect(json).toEqual({
        keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid: text, n: text, e: 'AQAB' }],
      });
      provider.knowKeys('guiju-by-key', json);
      const { status, json: who } = await signIn('ann', 'by-key');
      expect([status, who['user']]).toEqual([200, expect.objectContaining({ number: 'ann' })]);

      const read = await node.ask('GET', `/api/forms/sign-in-provider/records/${id}?view=manage`);
      expect(read.body['clientKey']).toMatch(/^•+$/);
      const history = await node.ask('GET', `/api/forms/sign-in-provider/records/${id}/history`);
      expect(JSON.stringify([read.body, history.body])).not.toContain('RSA');

      // Another key: the provider does not know it yet.
      await node.ask('POST', '/api/session/providers/by-key/keys');
      expect((await keysOf('by-key')).json).not.toEqual(json);
      expect((await signIn('ann', 'by-key')).json['code']).toBe('sign-in-provider-other');
      provider.knowKeys('guiju-by-key', (await keysOf('by-key')).json);
      expect((await signIn('ann', 'by-key')).status).toBe(200);
    });

    it('has no key where there is no provider, or one that is none', async () => {
      for (const method of ['GET', 'POST'])
        expect((await node.ask(method, '/api/session/providers/nobody/keys')).body['code']).toBe(
          'sign-in-provider-unknown',
        );
      await another('no-key', { ...settings, clientKey: 'not a key' });
      expect((await keysOf('no-key')).json).toEqual({ keys: [] });
    });
  });

  it('signs out at both ends, and here alone where the provider does not answer', async () => {
    const [session = ''] = (await signIn('ann')).cookies;
    const { json } = await ask('GET', '/api/session', null, { cookie: session });
    const leave = (cookie: string, csrf: unknown) =>
      node.node.app.request('/api/session', {
        method: 'DELETE',
        headers: { cookie, 'x-csrf-token': String(csrf) },
      });
    const left = await leave(session, json['csrf']);
    expect(left.status).toBe(200);
    const { address } = (await left.json()) as { readonly address: string };
    const url = new URL(address);
    expect(url.origin).toBe(provider.issuer);
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe('http://localhost/');
    expect(url.searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect((await ask('GET', '/api/session', null, { cookie: session })).json['user']).toBeNull();

    const again = (await signIn('ann')).cookies[0] ?? '';
    const who = await ask('GET', '/api/session', null, { cookie: again });
    provider.spoilt = { broken: true };
    later = 6 * 60_000;
    expect((await leave(again, who.json['csrf'])).status).toBe(204);
  });

  it('keeps neither the secret of the provider nor an ID token where the database is read', async () => {
    await signIn('ann');
    const { database: connection } = node.tenant;
    const sessions = await connection.all<{ sealed_hint: string }>(
      'select sealed_hint from gj_session where sealed_hint is not null',
    );
    expect(sessions.length).toBeGreaterThan(0);
    for (const { sealed_hint: hint } of sessions) expect(hint).toMatch(/^v1\.[0-9a-f]{8}\./);
    const { body } = await node.ask(
      'GET',
      '/api/forms/sign-in-provider/records?view=manage&fields=clientSecret',
    );
    expect(JSON.stringify(body)).not.toContain(clientSecret);
  });

  it('slows down who brings wrong answers, and nobody else', async () => {
    const codes: unknown[] = [];
    for (let at = 0; at < 24; at++)
      codes.push((await finish('state=x', '', { from: '192.0.2.7' })).json['code']);
    expect([codes[0], codes.at(-1)]).toEqual(['sign-in-expired', 'too-many-attempts']);
    const begin = await ask('POST', '/api/session/providers/corp', {}, { from: '192.0.2.7' });
    expect(begin.status).toBe(429);
    expect((await signIn('ann')).status).toBe(200);
  });

  it('says what would become of somebody, by a token or by claims, and writes nothing', async () => {
    const attempt = async (number: string, claims: JsonObject | string) => {
      const pasted = typeof claims === 'string' ? claims : JSON.stringify(claims);
      return node.ask(
        'POST',
        `/api/session/providers/${number}/attempt`,
        { claims: pasted },
        { 'accept-language': 'en' },
      );
    };
    const before = await node.ask('GET', '/api/session');
    const fresh = { preferred_username: 'tried', name: 'Tried', groups: ['auditors', 'staff'] };
    const inToken = Buffer.from(JSON.stringify(fresh)).toString('base64url');
    for (const pasted of [JSON.stringify(fresh), ` eyJhbGciOiJSUzI1NiJ9.${inToken}.c2VhbA\n`])
      expect((await attempt('made', pasted)).body).toMatchObject({
        outcome: 'made',
        why: null,
        user: null,
        number: 'tried',
        rules: [{ fits: true, found: ['auditors', 'staff'] }],
        organisation: { number: 'SOUTH' },
        roles: [{ number: 'auditor' }],
      });
    expect(
      (await attempt('made', { preferred_username: 'ann', email: 'ann@corp.example' })).body,
    ).toMatchObject({
      outcome: 'known',
      user: { number: 'ann' },
      rules: [{ fits: false }, { fits: false }, { fits: true, found: ['ann@corp.example'] }],
      changes: ['email', 'roles'],
    });
    for (const [claims, why] of [
      [{ preferred_username: 'x' }, 'No rule lets “x” in'],
      [{ preferred_username: 'ann', iss: 'https://else.example' }, '(iss)'],
      [{ preferred_username: 'ann', aud: ['else'] }, '(aud)'],
      [{}, 'claim “preferred_username” is empty'],
    ] as const)
      expect((await attempt('made', claims)).body).toMatchObject({
        outcome: 'refused',
        why: expect.stringContaining(why),
      });
    for (const pasted of ['neither', '[1]', 'a.b.c'])
      expect((await attempt('made', pasted)).body['code']).toBe('sign-in-claims-unreadable');
    expect((await attempt('nobody', {})).body['code']).toBe('sign-in-provider-unknown');
    expect((await node.ask('GET', '/api/session')).headers.get('guiju-revision')).toBe(
      before.headers.get('guiju-revision'),
    );
  });

  it('lets nobody but administrators configure it, whatever rights on forms they have', async () => {
    const all = [{ form: '*', actions: ['all'], moreActions: '*', scope: 'all' }];
    await made('role', { number: 'everything', name: 'everything', grants: all });
    await made('user', {
      number: 'eve',
      name: 'Eve',
      organisation: 'NORTH',
      roles: [{ role: 'everything', organisation: await root() }],
    });
    provider.people.set('eve', { preferred_username: 'eve' });
    const [session = ''] = (await signIn('eve')).cookies;
    const { json } = await ask('GET', '/api/session', null, { cookie: session });
    const answer = await node.node.app.request('/api/forms/sign-in-provider/records', {
      method: 'POST',
      headers: { cookie: session, 'x-csrf-token': String(json['csrf']), 'content-type': 'application/json' },
      body: JSON.stringify({ number: 'evil', name: 'evil', issuer: 'https://evil.example', clientId: 'x' }),
    });
    expect(answer.status).toBe(403);
  });

  it.each<readonly [string, JsonObject, string]>([
    ['an address by http that is not inside', { private: false }, '/issuer'],
    ['no openid among the scopes', { scopes: 'profile' }, '/scopes'],
    ['people to be made, and no rule', { unknown: 'made' }, '/rules'],
  ])('refuses settings with %s', async (_what, more, path) => {
    const body = { number: 'x', name: 'x', issuer: provider.issuer, private: true, clientId, ...more };
    const answer = await node.ask('POST', '/api/forms/sign-in-provider/records', body);
    expect([answer.status, answer.body['errors']]).toEqual([422, [expect.objectContaining({ path })]]);
  });
});
