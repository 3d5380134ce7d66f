import { expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { signInAs } from '../access/auth/signed-in.suite.ts';
import { openTestNode } from '../server/test-node.suite.ts';

describeOnDatabases('a first start', (database) => {
  it('of two nodes at once makes one root, one administrator, and each role once', async () => {
    const nodes = await Promise.all([openTestNode(database.url), openTestNode(database.url)]);
    const [one, two] = nodes;
    const numbers = async (form: string) => {
      await two.tenant.follow();
      const { body } = await two.ask('GET', `/api/forms/${form}/records?view=manage`);
      return (body['items'] as JsonObject[]).map(({ number }) => number);
    };
    expect(await numbers('organisation')).toEqual(['root']);
    expect(await numbers('user')).toEqual(['admin']);
    expect(await numbers('role')).toEqual(['administrator', 'configurator', 'parameters', 'reader']);
    expect(one.tenant.served().orgs.root).toBe(two.tenant.served().orgs.root);
    for (const node of nodes) await node.close();
  });

  it('leaves a root organisation that owns itself, made by the system', async () => {
    const node = await openTestNode(database.url);
    const { body } = await node.ask('GET', '/api/forms/organisation/records');
    const [root] = body['items'] as JsonObject[];
    expect(root).toMatchObject({
      org: { id: root?.['id'], number: 'root', name: '集团' },
      createdBy: { number: 'system', name: '系统' },
    });
    const english = { 'accept-language': 'en' };
    const listed = await node.ask('GET', '/api/forms/organisation/records', undefined, english);
    const read = await node.ask('GET', `/api/forms/organisation/records/${root?.['id']}`, undefined, english);
    for (const said of [(listed.body['items'] as JsonObject[])[0], read.body])
      expect(said).toMatchObject({ createdBy: { number: 'system', name: 'System' } });
    for (const [language, name] of [
      ['zh', '系统'],
      ['en', 'System'],
    ] as const) {
      const path = `/api/forms/organisation/records/${root?.['id']}/history`;
      const story = await node.ask('GET', path, undefined, { 'accept-language': language });
      expect(story.body['items']).toMatchObject([{ actor: { name } }]);
    }
    await node.close();
  });

  it('is not done again at a second one', async () => {
    const node = await openTestNode(database.url);
    const before = node.tenant.revision();
    await node.close();
    const again = await openTestNode(database.url);
    expect(again.tenant.revision()).toBe(before);
    await again.close();
  });
});

describeOnDatabases('the roles that ship', (database) => {
  it.each([
    // These are the answers to reading and creating a customer, reading organisations, and changing a role.
    { role: 'configurator', statuses: [200, 201, 200, 403] },
    { role: 'reader', statuses: [200, 403, 200, 403] },
  ])('let a $role do what its name says', async ({ role, statuses }) => {
    const node = await openTestNode(database.url, { packages: ['platform', 'basis'] });
    const organisation = { number: 'root' };
    const made = await node.ask('POST', '/api/forms/user/records', {
      number: `U-${role}`,
      name: role,
      organisation,
      roles: [{ role: { number: role }, organisation }],
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const password = 'correct horse battery';
    const user = { id: String(made.body['id']), number: `U-${role}` };
    await node.node.gate.setPassword(user, password);
    const from = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.node.gate, user.number, password, from);
    const ask = (method: string, path: string, body?: JsonObject, headers: Record<string, string> = {}) =>
      node.ask(method, path, body, { authorization: `Bearer ${token}`, ...headers });
    const answers = [
      await ask('GET', '/api/forms/customer/records'),
      await ask('POST', '/api/forms/customer/records', { number: role, name: role, kind: 'company' }),
      await ask('GET', '/api/forms/organisation/records'),
      await ask('POST', '/api/forms/role/records', { number: 'MORE', name: 'More' }),
    ];
    expect(
      answers.map(({ status }) => status),
      JSON.stringify(answers.map(({ body }) => body['detail'])),
    ).toEqual(statuses);
    // The maker of a record and a person's role are named by number and name, and nothing more is told of them.
    const mail = await node.ask('POST', '/api/forms/user/records', {
      number: `other-${role}`,
      name: 'Other',
      email: 'other@example.com',
      organisation,
    });
    const by = await node.ask('POST', '/api/forms/customer/records', {
      number: `made-${role}`,
      name: 'Made',
      kind: 'company',
    });
    expect([mail.status, by.status]).toEqual([201, 201]);
    const record = await ask('GET', `/api/forms/customer/records/${String(by.body['id'])}`);
    expect(record.body['createdBy']).toMatchObject({ number: 'admin', name: expect.any(String) });
    for (const [form, number, unread] of [
      ['user', `other-${role}`, ['email', 'phone', 'roles', 'organisation']],
      ['role', 'administrator', ['grants', 'administers', 'remark']],
    ] as const) {
      const { body } = await ask('GET', `/api/forms/${form}/records?number=${number}&view=manage`);
      const [seen] = body['items'] as JsonObject[];
      expect(seen).toMatchObject({ number, name: expect.any(String) });
      const whole = await ask('GET', `/api/forms/${form}/records/${String(seen?.['id'])}?view=manage`);
      expect(whole.body).toMatchObject({ number });
      for (const name of unread) {
        expect(whole.body).not.toHaveProperty(name);
        expect((await ask('GET', `/api/forms/${form}/records?${name}=1`)).status).toBe(400);
      }
      const { id, revision } = whole.body;
      const headers = { 'if-match': `"${String(revision)}"` };
      const renamed = await ask('PATCH', `/api/forms/${form}/records/${String(id)}`, { name: 'x' }, headers);
      expect(renamed.status).toBe(403);
      expect((await ask('GET', `/api/forms/${form}/records/${String(id)}/history`)).status).toBe(403);
    }
    await node.close();
  });
});
