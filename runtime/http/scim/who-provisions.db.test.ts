import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openScimWorld, type ScimWorld } from './scim-world.suite.ts';

const user = (userName: string) => ({ userName, displayName: userName });

describeOnDatabases('who provisions', (database) => {
  let world: ScimWorld;
  const tokens = new Map<string, string>();
  let chief = '';

  beforeAll(async () => {
    world = await openScimWorld(database.url);
    for (const scopes of [
      ['read', 'write'],
      ['provision'],
      ['read', 'write', 'administer'],
      ['read', 'administer'],
    ])
      tokens.set(scopes.join(' '), await world.token(...scopes));
    const all = ['user', 'role'].map((form) => ({ form, actions: ['all'], moreActions: '*', scope: 'all' }));
    await world.made('role', { number: 'personnel', name: 'Personnel', grants: all });
    await world.made('role', { number: 'chief', name: 'Chief', administers: true });
    const clerk = await world.made('user', {
      number: 'clerk',
      name: 'Clerk',
      organisation: 'NORTH',
      roles: [{ role: 'personnel', organisation: 'NORTH' }],
    });
    tokens.set('a session with all rights on users', await world.session(clerk, 'clerk'));
    chief = await world.made('user', {
      number: 'boss',
      name: 'Boss',
      organisation: 'NORTH',
      roles: [{ role: 'chief', organisation: 'NORTH' }],
    });
    tokens.set('a session of an administrator', await world.session(chief, 'boss'));
  }, 60_000);
  afterAll(() => world.node.close());

  const patched = (path: string, value: JsonObject) =>
    world.ask('PATCH', path, { Operations: [{ op: 'replace', value }] });
  const group = async (name: string) => {
    const { Resources } = await world.done('GET', `/Groups?filter=displayName eq "${name}"`);
    return String((Resources as readonly JsonObject[])[0]?.['id']);
  };

  it.each([
    ['read write', 403, 'token-not-provisioning', 403],
    ['read administer', 403, 'token-not-provisioning', 403],
    ['a session with all rights on users', 403, 'administrators-only', 403],
    ['provision', 200, undefined, 201],
    ['read write administer', 200, undefined, 201],
    ['a session of an administrator', 200, undefined, 201],
  ] as const)('%s: %i', async (who, status, code, created) => {
    const ask = world.askAs(tokens.get(who) ?? '');
    const found = await ask('GET', '/Users');
    expect([found.status, found.body['code']]).toEqual([status, code]);
    const made = await ask('POST', '/Users', user(`by ${who}`));
    expect(made.status).toBe(created);
    if (code === undefined) return;
    expect(found.headers.get('content-type')).toBe('application/scim+json');
    expect(found.body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '403',
      detail: expect.stringMatching(/administrator/),
    });
  });

  it('tells a stranger so in the words of SCIM', async () => {
    const { status, body, headers } = await world.askAs('gj_nobody')('GET', '/Users');
    expect([status, body['status'], headers.get('www-authenticate')]).toEqual([
      401,
      '401',
      'Bearer realm="guiju"',
    ]);
    const unread = await world.ask('POST', '/Users', ['x']);
    expect([unread.status, unread.body['scimType']]).toEqual([400, 'invalidSyntax']);
  });

  it('opens nothing else by a token for provisioning alone', async () => {
    const as = { authorization: `Bearer ${tokens.get('provision')}` };
    const ask = async (method: string, path: string, body?: JsonObject) =>
      (await world.node.ask(method, path, body, as)).body['code'];
    expect(await ask('POST', '/api/forms/user/records', { number: 'x' })).toBe('token-reads-only');
    expect(await ask('GET', '/api/audit')).toBe('token-not-administering');
    expect(await ask('POST', '/api/me/tokens', { name: 'x', scopes: ['administer'] })).toBe(
      'token-reads-only',
    );
  });

  it('gives nobody the rights of an administrator by such a token', async () => {
    const { id } = await world.done('POST', '/Users', user('climber'));
    const chiefs = await group('Chief');
    const added = await world.ask('PATCH', `/Groups/${chiefs}`, {
      Operations: [{ op: 'add', path: 'members', value: [{ value: String(id) }] }],
    });
    expect([added.status, added.body['code']]).toEqual([403, 'scim-administrators-kept']);
    const renamed = await patched(`/Users/${chief}`, { userName: 'climber2' });
    expect([renamed.status, renamed.body['code']]).toEqual([403, 'scim-administrators-kept']);
    expect((await patched(`/Users/${chief}`, { displayName: 'The Boss', active: false })).status).toBe(200);
    const back = await patched(`/Users/${chief}`, { active: true });
    expect([back.status, back.body['code']]).toEqual([403, 'scim-administrators-kept']);
    expect(await world.record('user', chief)).toMatchObject({
      number: 'boss',
      name: 'The Boss',
      enabled: false,
    });
    // By a token that administers, all of that is done.
    const ask = world.askAs(tokens.get('read write administer') ?? '');
    const Operations = [{ op: 'replace', value: { active: true, userName: 'boss2' } }];
    expect((await ask('PATCH', `/Users/${chief}`, { Operations })).status).toBe(200);
    expect(
      (
        await ask('PATCH', `/Groups/${chiefs}`, {
          Operations: [{ op: 'add', path: 'members', value: [{ value: String(id) }] }],
        })
      ).status,
    ).toBe(204);
    expect((await world.ask('DELETE', `/Users/${String(id)}`)).status).toBe(204);
    expect((await patched(`/Users/${chief}`, { active: false })).status).toBe(200);
  });

  it.each([
    ['switches off', (id: string) => patched(`/Users/${id}`, { active: false })],
    ['deletes', (id: string) => world.ask('DELETE', `/Users/${id}`)],
    [
      'takes the role from',
      async (id: string) => {
        const { groups } = await world.done('GET', `/Users/${id}`);
        return patched(`/Groups/${String((groups as readonly JsonObject[])[0]?.['value'])}`, { members: [] });
      },
    ],
  ])('never %s the last administrator', async (_, does) => {
    const { Resources } = await world.done('GET', '/Users?filter=userName eq "admin"');
    const id = String((Resources as readonly JsonObject[])[0]?.['id']);
    const { status, body } = await does(id);
    expect([status, body['status'], body['code']]).toEqual([409, '409', 'last-administrator']);
    expect(await world.record('user', id)).toMatchObject({ enabled: true });
    expect((await world.ask('GET', `/Users/${id}`)).status).toBe(200);
  });
});
