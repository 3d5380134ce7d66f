import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { installedFrom } from '../model/publish/publisher.ts';
import { adminPassword, openTestNode, type TestAnswer, type TestNode } from './test-node.suite.ts';

const path = (form: string, id = '') => `/api/forms/${form}/records${id && `/${id}`}`;
const tag = ({ revision }: JsonObject) => ({ 'if-match': `"${String(revision)}"` });

describeOnDatabases('somebody is always left who administers', (database) => {
  let node: TestNode;
  let other: TestNode;
  let me: JsonObject;
  let role: JsonObject;

  beforeAll(async () => {
    node = await openTestNode(database.url);
    other = await openTestNode(database.url);
    const session = await node.ask('GET', '/api/session');
    const id = String((session.body['user'] as JsonObject)['id']);
    // A role of one's own: the one that ships is locked besides.
    const made = await node.ask('POST', path('role'), { number: 'own', name: 'Own', administers: true });
    role = made.body;
    const organisation = { id: node.tenant.served().orgs.root };
    const user = (await node.ask('GET', path('user', id))).body;
    const roles = [{ role: { id: String(role['id']) }, organisation }];
    const taken = await node.ask('PUT', path('user', id), { ...user, roles }, tag(user));
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    me = taken.body;
  }, 60_000);
  afterAll(async () => {
    await other.close();
    await node.close();
  });

  const ask = node0;
  function node0(method: string, to: string, body?: JsonObject, headers?: Record<string, string>) {
    return node.ask(method, to, body, headers);
  }
  const one = (form: string, id: unknown) => path(form, String(id));
  const batch = (form: string, item: JsonObject, atomic: boolean) =>
    ask('POST', `/api/forms/${form}/batch`, { items: [item], atomic });
  const onMe = (op: string, more: JsonObject = {}) => ({
    op,
    id: me['id'] ?? '',
    ifMatch: me['revision'] ?? 0,
    ...more,
  });
  const onRole = (op: string, more: JsonObject = {}) => ({
    op,
    id: role['id'] ?? '',
    ifMatch: role['revision'] ?? 0,
    ...more,
  });

  const ways: readonly (readonly [string, () => Promise<TestAnswer>])[] = [
    ['disables himself', () => ask('POST', `${one('user', me['id'])}/actions/disable`, {}, tag(me))],
    ['rehearses to', () => ask('POST', `${one('user', me['id'])}/actions/disable/preview`, {}, tag(me))],
    ['deletes himself', () => ask('DELETE', one('user', me['id']), undefined, tag(me))],
    ['replaces himself', () => ask('PUT', one('user', me['id']), { ...me, roles: [] }, tag(me))],
    [
      'gives his roles away, one by one',
      () => {
        const [held] = me['roles'] as unknown as JsonObject[];
        return ask(
          'PATCH',
          one('user', me['id']),
          { roles: [{ id: held?.['id'] ?? '', $delete: true }] },
          tag(me),
        );
      },
    ],
    [
      'takes the right from his role',
      () => ask('PATCH', one('role', role['id']), { administers: false }, tag(role)),
    ],
    ['disables his role', () => ask('POST', `${one('role', role['id'])}/actions/disable`, {}, tag(role))],
    ['disables himself in a batch', () => batch('user', onMe('disable'), true)],
    ['disables himself in a loose batch', () => batch('user', onMe('disable'), false)],
    ['deletes himself in a batch', () => batch('user', onMe('delete'), true)],
    ['replaces himself in a batch', () => batch('user', onMe('put', { body: { ...me, roles: [] } }), true)],
    ['disables his role in a batch', () => batch('role', onRole('disable'), true)],
    [
      'changes his role in a batch',
      () => batch('role', onRole('patch', { body: { administers: null } }), false),
    ],
  ];

  it.each(ways)('the last one who %s is refused, in one sentence', async (_what, way) => {
    const { status, body } = await way();
    const [item] = (body['items'] ?? [body]) as JsonObject[];
    const text = JSON.stringify(item?.['problem'] ?? body);
    expect([status === 200 ? item?.['status'] : status, text]).toEqual([
      409,
      expect.stringContaining('last-administrator'),
    ]);
    expect((await ask('GET', one('user', me['id']))).body).toEqual(me);
  });

  it('a version of the time before comes back neither: of the user, of his role', async () => {
    for (const [form, record] of [
      ['user', me],
      ['role', role],
    ] as const) {
      const { body } = await ask('GET', `${one(form, record['id'])}/history`);
      const [, before] = body['items'] as JsonObject[];
      const from = before?.['revision'] ?? (await emptied(form));
      const back = `${one(form, record['id'])}/history/${String(from)}/restore`;
      const latest = (await ask('GET', one(form, record['id']))).body;
      const answer = await ask('POST', back, {}, tag(latest));
      // His first version held the role that ships, which administers as well.
      if (form === 'user') expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      else expect([answer.status, answer.body['code']]).toEqual([409, 'last-administrator']);
      if (form === 'user') {
        const again = await ask(
          'PUT',
          one('user', me['id']),
          { ...answer.body, roles: me['roles'] ?? [] },
          tag(answer.body),
        );
        me = again.body;
      }
    }

    /** A version of the role, made while somebody else administered, in which it did not. */
    async function emptied(form: string): Promise<number> {
      const organisation = { id: node.tenant.served().orgs.root };
      const roles = [{ role: { number: 'administrator' }, organisation }];
      const helper = await ask('POST', path('user'), {
        number: 'helper',
        name: 'Helper',
        organisation,
        roles,
      });
      await node.node.gate.setPassword({ id: String(helper.body['id']), number: 'helper' }, adminPassword);
      const off = await ask('PATCH', one(form, role['id']), { administers: false }, tag(role));
      expect(off.status, JSON.stringify(off.body)).toBe(200);
      const system = node.tenant.systemCall();
      const known = node.tenant.served().model.formsById.get(form);
      if (!known) throw new Error(`no form ${form}`);
      const on = await node.tenant.store.patch(system, known, String(role['id']), { administers: true });
      role = on.record;
      const gone = await ask('DELETE', one('user', helper.body['id']), undefined, tag(helper.body));
      expect(gone.status, JSON.stringify(gone.body)).toBe(204);
      return Number(off.body['revision']);
    }
  });

  it('a later version of a package takes the right from nobody’s only role', async () => {
    const label = { zh: '角色包', en: 'Roles' };
    const shipped = (version: string, administers: boolean) =>
      installedFrom(
        new Map<string, Json>([
          [
            'package.json',
            { name: 'roles', version, peerDependencies: { platform: '*' }, guiju: { prefix: 'rs', label } },
          ],
          [
            'data/base-roles.json',
            {
              form: 'role',
              records: [{ key: 'shipped', values: { number: 'shipped', name: 'Shipped', administers } }],
            },
          ],
        ]),
      );
    const load = async (version: string, administers: boolean) => {
      await node.publish([shipped(version, administers)]);
      return node.tenant.packageData.load({ sets: [] });
    };
    await load('1.0.0', true);
    const organisation = { id: node.tenant.served().orgs.root };
    const held = me['roles'] ?? [];
    const roles = [{ role: { number: 'shipped' }, organisation }];
    const moved = await ask('PUT', one('user', me['id']), { ...me, roles }, tag(me));
    expect(moved.status, JSON.stringify(moved.body)).toBe(200);
    const { issues } = await load('2.0.0', false);
    expect(JSON.stringify(issues)).toContain('No platform administrator who can sign in would be left');
    expect((await ask('GET', '/api/session')).body['administers']).toBe(true);
    const back = await ask('PUT', one('user', me['id']), { ...moved.body, roles: held }, tag(moved.body));
    me = back.body;
  });

  it('whoever cannot sign in does not count', async () => {
    const organisation = { id: node.tenant.served().orgs.root };
    const roles = [{ role: { number: 'administrator' }, organisation }];
    const made = await ask('POST', path('user'), { number: 'mute', name: 'Mute', organisation, roles });
    const disable = () => ask('POST', `${one('user', me['id'])}/actions/disable/preview`, {}, tag(me));
    expect((await disable()).body['code']).toBe('last-administrator');
    await node.node.gate.setPassword({ id: String(made.body['id']), number: 'mute' }, adminPassword);
    expect((await disable()).status).toBe(200);
    const off = await ask('POST', `${one('user', made.body['id'])}/actions/disable`, {}, tag(made.body));
    expect(off.status).toBe(200);
    expect((await disable()).body['code']).toBe('last-administrator');
  });

  it('of two who disable each other at the same moment, on two nodes, one succeeds', {
    timeout: 60_000,
  }, async () => {
    const organisation = { id: node.tenant.served().orgs.root };
    const roles = [{ role: { id: String(role['id']) }, organisation }];
    const made = await ask('POST', path('user'), { number: 'rival', name: 'Rival', organisation, roles });
    await node.node.gate.setPassword({ id: String(made.body['id']), number: 'rival' }, adminPassword);
    const users = node.tenant.served().model.formsById.get('user');
    if (!users) throw new Error('no users');
    const ids = [String(me['id']), String(made.body['id'])];
    const onBoth = async (round: number) => {
      const pairs = [node, other].map(async ({ tenant }, at) => {
        await tenant.follow();
        const id = ids[(at + round) % 2] ?? '';
        return tenant.store.act(tenant.systemCall(), users, id, { action: 'disable', params: {} });
      });
      return Promise.allSettled(pairs);
    };
    for (let round = 0; round < 12; round++) {
      const outcomes = await onBoth(round);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refused = outcomes.find(({ status }) => status === 'rejected');
      expect(refused?.status === 'rejected' && refused.reason).toMatchObject({ code: 'last-administrator' });
      for (const id of ids)
        await node.tenant.store.act(node.tenant.systemCall(), users, id, { action: 'enable', params: {} });
    }
  });
});
