import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { signInAs } from '../access/auth/signed-in.suite.ts';
import { adminPassword, openTestNode, type TestNode } from './test-node.suite.ts';

const everything = { actions: ['all'], moreActions: '*', scope: 'all' };
/** The grants of somebody who keeps the platform's own records and administers nothing. */
const keeper = ['user', 'role', 'token', 'saved-view', 'job', 'organisation', 'tenant-settings'].map(
  (form) => ({
    form,
    ...everything,
  }),
);

interface Asking {
  readonly node: TestNode;
  readonly as: string;
}
type Change = { readonly form: string; readonly id: string; readonly change: JsonObject };
/** Tries to make the record say something else; answers whether it was told that it did. */
type Door = (asking: Asking, change: Change) => Promise<boolean>;

const path = (form: string, id = '') => `/api/forms/${form}/records${id && `/${id}`}`;
const tag = (record: JsonObject) => ({ 'if-match': `"${String(record['revision'])}"` });
const headers = (as: string) => ({ authorization: `Bearer ${as}` });
const read = async (node: TestNode, form: string, id: string): Promise<JsonObject> =>
  (await node.ask('GET', path(form, id))).body;
const done = async (asked: Promise<{ status: number; body?: JsonObject }>) => {
  const { status, body } = await asked;
  expect([200, 201, 204, 207, 403, 404, 409, 422], JSON.stringify(body)).toContain(status);
  return status < 300;
};

const batch =
  (atomic: boolean, op: 'patch' | 'put'): Door =>
  async ({ node, as }, { form, id, change }) => {
    const before = await read(node, form, id);
    const body = op === 'put' ? { ...before, ...change } : change;
    const items = [{ op, id, ifMatch: Number(before['revision']), body }];
    const answer = await node.ask('POST', `/api/forms/${form}/batch`, { items, atomic }, headers(as));
    const [first] = (answer.body['items'] ?? []) as { status: number }[];
    return answer.status < 300 && (first?.status ?? 500) < 300;
  };

/** The ways by which a record that is there comes to say something else. */
const doors: Readonly<Record<string, Door>> = {
  patch: async ({ node, as }, { form, id, change }) =>
    done(node.ask('PATCH', path(form, id), change, { ...tag(await read(node, form, id)), ...headers(as) })),
  put: async ({ node, as }, { form, id, change }) => {
    const before = await read(node, form, id);
    return done(
      node.ask('PUT', path(form, id), { ...before, ...change }, { ...tag(before), ...headers(as) }),
    );
  },
  'a batch that is all or nothing': batch(true, 'patch'),
  'a batch of one each': batch(false, 'put'),
  'a former version': async ({ node, as }, { form, id, change }) => {
    const before = await read(node, form, id);
    const then = await node.ask('PATCH', path(form, id), change, tag(before));
    if (then.status !== 200) return false;
    const back = await node.ask(
      'POST',
      `${path(form, id)}/history/${before['revision']}/restore`,
      {},
      tag(then.body),
    );
    expect(back.status, JSON.stringify(back.body)).toBe(200);
    const restore = `${path(form, id)}/history/${then.body['revision']}/restore`;
    const answer = await node.ask('POST', restore, {}, { ...tag(back.body), ...headers(as) });
    const left = ((answer.body['$warnings'] ?? []) as { code: string }[]).map(({ code }) => code);
    return answer.status < 300 && !left.includes('not-restored');
  },
  'an import': async ({ node, as }, { form, id, change }) => {
    const known = node.tenant.served().model.forms.get(form);
    const before = await read(node, form, id);
    const columns = Object.entries({ [form === 'user' ? 'number' : 'name']: null, ...change }).flatMap(
      ([name, value]) => {
        const field = known?.byName.get(name);
        if (!field || field.rows || field.target !== undefined) return [];
        const wire = value ?? before[name] ?? null;
        return [[name, wire === null ? '' : field.kind.format(wire, field, 'en')]];
      },
    );
    const line = (at: number) => columns.map((column) => `"${column[at]}"`).join(',');
    const file = new TextEncoder().encode(`${line(0)}\r\n${line(1)}\r\n`);
    const sent = await node.raw('POST', `/api/forms/${form}/import`, file, headers(as));
    if (sent.status !== 202) return false;
    let job = (await sent.json()) as JsonObject;
    while (job['status'] === 'waiting' || job['status'] === 'running') {
      await sleep(10);
      job = (await node.ask('GET', `/api/jobs/${String(job['id'])}`)).body;
    }
    return Number(job['updated'] ?? 0) > 0;
  },
};

interface Act {
  readonly record: JsonObject;
  readonly action: string;
  readonly body?: JsonObject;
}

const act = (node: TestNode, as: string, form: string, { record, action, body = {} }: Act) =>
  node.ask('POST', `${path(form, String(record['id']))}/actions/${action}`, body, {
    ...tag(record),
    ...headers(as),
  });

/** Makes a record that only the platform makes. */
async function store(node: TestNode, name: string, body: JsonObject): Promise<string> {
  const call = node.tenant.systemCall();
  const form = call.served.model.forms.get(name) ?? expect.fail(`no form ${name}`);
  return (await node.tenant.store.create(call, form, body)).record.id;
}

/** Makes a record as the administrator. */
async function make(node: TestNode, form: string, body: JsonObject): Promise<string> {
  const made = await node.ask('POST', path(form), body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return String(made.body['id']);
}

async function person(node: TestNode, number: string, grants: readonly JsonObject[], administers = false) {
  const organisation = { id: node.tenant.served().orgs.root };
  const role = await make(node, 'role', { number: `R-${number}`, name: number, grants, administers });
  const roles = [{ role: { id: role }, organisation }];
  const id = await make(node, 'user', { number, name: number, organisation, roles });
  await node.node.gate.setPassword({ id, number }, adminPassword);
  const { token } = await signInAs(node.node.gate, number, adminPassword, {
    address: '::1',
    agent: null,
    requestId: 't',
  });
  return { id, role, token, roles };
}

describeOnDatabases('nobody hands out a right he has not', (database) => {
  let node: TestNode;
  let boss: Awaited<ReturnType<typeof person>>;
  let clerk: Awaited<ReturnType<typeof person>>;
  let mate: Awaited<ReturnType<typeof person>>;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    node = await openTestNode(database.url);
    boss = await person(node, 'boss', [{ form: '*', ...everything }], true);
    clerk = await person(node, 'clerk', keeper);
    mate = await person(node, 'mate', [{ form: 'user', ...everything }]);
    const token = (user: string, name: string, more: JsonObject = {}) =>
      store(node, 'token', { name, user: { id: user }, scopes: ['read'], expiresOn: '2990-01-31', ...more });
    ids['token of boss'] = await token(boss.id, 'Boss');
    ids['token of mate'] = await token(mate.id, 'Mate');
    ids['token of clerk'] = await token(clerk.id, 'Clerk');
    const view = (owner: string, name: string) =>
      make(node, 'saved-view', { name, owner: { id: owner }, form: 'user', config: {} });
    ids['view of boss'] = await view(boss.id, 'Boss');
    ids['view of mate'] = await view(mate.id, 'Mate');
    ids['view of clerk'] = await view(clerk.id, 'Clerk');
    Object.assign(ids, { boss: boss.id, clerk: clerk.id, mate: mate.id, 'role of clerk': clerk.role });
    const organisation = (number: string, parent: string) =>
      make(node, 'organisation', { number, name: number, parent: { id: parent } });
    ids['branch'] = await organisation('BRANCH', node.tenant.served().orgs.root);
    ids['office'] = await organisation('OFFICE', node.tenant.served().orgs.root);
    await person(node, 'chief', []);
    const chief = await make(node, 'role', {
      number: 'CHIEF',
      name: 'Chief',
      grants: [{ form: 'user', actions: ['all'], scope: 'subtree' }],
    });
    const chiefs = { roles: [{ role: { id: chief }, organisation: { id: ids['branch'] ?? '' } }] };
    expect(
      await doors['patch']?.({ node, as: boss.token }, { form: 'user', id: mate.id, change: chiefs }),
    ).toBe(true);
  }, 60_000);
  afterAll(() => node.close());

  const rolesOfBoss = () => ({ roles: boss.roles });
  const attempts: readonly (readonly [string, string, string, () => JsonObject])[] = [
    ['gives himself the role of an administrator', 'user', 'clerk', rolesOfBoss],
    ['gives somebody else the role of an administrator', 'user', 'mate', rolesOfBoss],
    ['makes his own role administer', 'role', 'role of clerk', () => ({ administers: true })],
    [
      'gives his own role every form',
      'role',
      'role of clerk',
      () => ({ grants: [{ form: '*', ...everything }] }),
    ],
    ['changes an administrator’s name', 'user', 'boss', () => ({ name: 'Taken' })],
    ['changes an administrator’s number', 'user', 'boss', () => ({ number: 'taken' })],
    ['takes an administrator’s roles away', 'user', 'boss', () => ({ roles: [] })],
    [
      'widens an administrator’s token',
      'token',
      'token of boss',
      () => ({ scopes: ['read', 'write', 'administer'] }),
    ],
    ['narrows an administrator’s token', 'token', 'token of boss', () => ({ expiresOn: '2980-01-31' })],
    ['widens somebody’s token', 'token', 'token of mate', () => ({ scopes: ['read', 'write'] })],
    ['makes somebody’s token last longer', 'token', 'token of mate', () => ({ expiresOn: '2999-01-31' })],
    ['makes somebody’s token last for ever', 'token', 'token of mate', () => ({ expiresOn: null })],
    ['has his own token administer', 'token', 'token of clerk', () => ({ scopes: ['read', 'administer'] })],
    ['changes an administrator’s view', 'saved-view', 'view of boss', () => ({ config: { taken: true } })],
    ['takes over somebody’s view', 'saved-view', 'view of mate', () => ({ owner: { id: clerk.id } })],
    ['gives his view to an administrator', 'saved-view', 'view of clerk', () => ({ owner: { id: boss.id } })],
    [
      'moves an organisation to where somebody has rights on all below',
      'organisation',
      'office',
      () => ({ parent: { id: ids['branch'] ?? '' } }),
    ],
    ['has passwords be shorter', 'tenant-settings', '', () => ({ passwordLength: 8 })],
  ];

  it.each(attempts.slice(0, -1))(
    'whoever administers nothing and %s is refused, by every door',
    async (_what, form, who, change) => {
      for (const [name, door] of Object.entries(doors)) {
        const id = ids[who] ?? expect.fail(who);
        const before = await read(node, form, id);
        const opened = await door({ node, as: clerk.token }, { form, id, change: change() });
        const { modifiedAt: _1, revision: _2, modifiedBy: _3, ...after } = await read(node, form, id);
        const { modifiedAt: _4, revision: _5, modifiedBy: _6, ...was } = before;
        expect([name, opened]).toEqual([name, false]);
        expect([name, after]).toEqual([name, was]);
      }
    },
  );

  it.each([
    ['token', 'token of mate', { scopes: ['read', 'write'] }, '/scopes token-wider'],
    ['token', 'token of mate', { expiresOn: null }, '/expiresOn token-wider'],
    ['token', 'token of clerk', { scopes: ['read', 'reveal'] }, '/scopes scope-not-held'],
    ['organisation', 'office', { parent: { number: 'BRANCH' } }, '/parent organisation-gives-rights'],
  ])('what is refused of a %s is told by its place: %s', async (form, who, change, expected) => {
    const id = ids[who] ?? '';
    const { status, body } = await node.ask('PATCH', path(form, id), change, {
      ...tag(await read(node, form, id)),
      ...headers(clerk.token),
    });
    const errors = (body['errors'] ?? []) as { path: string; code: string }[];
    expect([status, body['code'], ...errors.map((one) => `${one.path} ${one.code}`)]).toEqual([
      403,
      'rights-not-yours',
      expected,
    ]);
  });

  it('what somebody may do, he can do by these doors, so that these tests can fail', async () => {
    for (const [name, door] of Object.entries(doors)) {
      const change = { name: `Renamed by ${name}` };
      const opened = await door({ node, as: clerk.token }, { form: 'user', id: mate.id, change });
      expect([name, opened]).toEqual([name, true]);
    }
    const narrowed = { form: 'token', id: ids['token of mate'] ?? '', change: { expiresOn: '2970-01-31' } };
    expect(await doors['patch']?.({ node, as: clerk.token }, narrowed)).toBe(true);
    for (const [what, form, who, change] of attempts.slice(0, -1)) {
      if (!what.includes('token') && form !== 'organisation') continue;
      const opened = await doors['patch']?.(
        { node, as: boss.token },
        { form, id: ids[who] ?? '', change: change() },
      );
      expect([what, opened]).toEqual([what, true]);
    }
  });

  it('nothing of an administrator’s is disabled, enabled, deleted or copied with its rights', async () => {
    for (const [form, who] of [
      ['user', 'boss'],
      ['token', 'token of boss'],
      ['saved-view', 'view of boss'],
    ] as const) {
      const id = ids[who] ?? '';
      for (const action of ['disable', 'delete'] as const) {
        const record = await read(node, form, id);
        const answer =
          action === 'delete'
            ? await node.ask('DELETE', path(form, id), undefined, { ...tag(record), ...headers(clerk.token) })
            : await act(node, clerk.token, form, { record, action });
        expect([form, action, answer.status, answer.body['code']]).toEqual([
          form,
          action,
          403,
          'administrators-own',
        ]);
      }
    }
    const copied = await act(node, clerk.token, 'user', {
      record: await read(node, 'user', boss.id),
      action: 'copy',
      body: {
        number: 'boss-2',
      },
    });
    expect(copied.status, JSON.stringify(copied.body)).toBe(201);
    expect((await read(node, 'user', String(copied.body['id'])))['roles']).toEqual([]);
    const token = await act(node, clerk.token, 'token', {
      record: await read(node, 'token', ids['token of boss'] ?? ''),
      action: 'copy',
    });
    expect(token.status).toBe(403);
    expect(token.body['errors']).toMatchObject([
      { path: '/user', code: 'owner-not-you' },
      { path: '/scopes', code: 'token-wider' },
    ]);
  });

  it('nothing is made in another’s name', async () => {
    const organisation = { id: node.tenant.served().orgs.root };
    const bodies: readonly (readonly [string, JsonObject])[] = [
      ['token', { name: 'New', user: { id: boss.id }, scopes: ['read', 'write', 'administer'] }],
      ['token', { name: 'New', user: { id: mate.id }, scopes: ['read'] }],
      ['saved-view', { name: 'New', form: 'user', owner: { id: boss.id } }],
      ['job', { name: 'New', kind: 'scheduled', user: { id: boss.id } }],
      ['user', { number: 'new', name: 'New', organisation, roles: boss.roles as unknown as Json }],
      ['role', { number: 'new', name: 'New', administers: true }],
    ];
    for (const [form, body] of bodies) {
      const one = await node.ask('POST', path(form), body, headers(clerk.token));
      expect([form, [403, 422].includes(one.status)], JSON.stringify(one.body)).toEqual([form, true]);
      for (const atomic of [true, false]) {
        const items = [{ op: 'create', body }];
        const several = await node.ask(
          'POST',
          `/api/forms/${form}/batch`,
          { items, atomic },
          headers(clerk.token),
        );
        const [first] = (several.body['items'] ?? []) as { status: number }[];
        expect([form, atomic, (first?.status ?? several.status) >= 400]).toEqual([form, atomic, true]);
      }
    }
  });

  it('a token that was disabled or is gone comes back by nobody who could not have made it', async () => {
    const id = ids['token of mate'] ?? '';
    const off = await act(node, boss.token, 'token', {
      record: await read(node, 'token', id),
      action: 'disable',
    });
    const on = await act(node, clerk.token, 'token', { record: off.body, action: 'enable' });
    expect([on.status, on.body['errors']]).toMatchObject([403, [{ path: '/enabled', code: 'token-wider' }]]);
    const again = await act(node, boss.token, 'token', { record: off.body, action: 'enable' });
    const gone = await node.ask('DELETE', path('token', id), undefined, tag(again.body));
    expect(gone.status).toBe(204);
    const back = `${path('token', id)}/history/${again.body['revision']}/restore`;
    const restored = await node.ask('POST', back, {}, { 'if-match': '"0"', ...headers(clerk.token) });
    expect(restored.status, JSON.stringify(restored.body)).toBe(403);
  });

  it('a token makes no token wider, whoever it speaks for', async () => {
    const asked = { name: 'Robot', scopes: ['read', 'write', 'administer'] };
    const made = await node.ask('POST', '/api/me/tokens', { ...asked, expiresOn: '2990-01-31' });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const { id, token } = made.body;
    const record = await read(node, 'token', String(id));
    const longer = await node.ask(
      'PATCH',
      path('token', String(id)),
      { expiresOn: null },
      { ...tag(record), ...headers(String(token)) },
    );
    expect([longer.status, longer.body['code']]).toEqual([403, 'session-needed']);
    const shorter = { expiresOn: '2980-01-31' };
    const less = await node.ask('PATCH', path('token', String(id)), shorter, {
      ...tag(record),
      ...headers(String(token)),
    });
    expect(less.status, JSON.stringify(less.body)).toBe(200);
  });

  it('only administrators say how people sign in', async () => {
    const setting = '/api/forms/tenant-settings/record';
    const before = (await node.ask('GET', setting)).body;
    const change = attempts.at(-1)?.[3]() ?? {};
    for (const method of ['PATCH', 'PUT']) {
      const answer = await node.ask(method, setting, change, { ...tag(before), ...headers(clerk.token) });
      expect([method, answer.status]).toEqual([method, 403]);
    }
    expect(
      (await node.ask('PATCH', setting, change, { ...tag(before), ...headers(boss.token) })).status,
    ).toBeLessThan(300);
  });

  it('only administrators give passwords, administrators’ or anybody’s', async () => {
    for (const id of [boss.id, mate.id]) {
      const put = await node.ask(
        'PUT',
        `/api/users/${id}/password`,
        { password: 'another password' },
        headers(clerk.token),
      );
      expect([put.status, put.body['code']]).toEqual([403, 'administrators-only']);
    }
  });
});
