import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { spellings as entries } from '../../../rules/hosts/host-spellings.suite.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createListedHosts } from '../../access/egress/listed-hosts.ts';
import { proposingHosts } from '../../access/egress/propose-hosts.ts';
import { targetsUndecided } from '../../access/egress/targets-in-use.ts';
import { targetsOf } from '../../access/egress/typed-targets.ts';
import { systemCall } from '../../call/system-call.ts';
import { domains } from '../../domains.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const english = { 'accept-language': 'en' };

describeOnDatabases('hosts that people type', (under) => {
  let node: TestNode;
  let port = 0;
  let heard = 0;
  /** Connections are tested now and then only. */
  let ahead = 0;
  /** Listens where nobody may be called; names lead there as well. */
  const canary = createServer((socket) => {
    heard += 1;
    socket.end('220 secret of the house\r\n');
  });

  beforeAll(async () => {
    await new Promise<void>((listening) => canary.listen(0, '127.0.0.1', listening));
    port = (canary.address() as AddressInfo).port;
    node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing', 'imaging'],
      clock: () => Date.now() + ahead,
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    });
  });
  afterAll(async () => {
    await node.close();
    canary.close();
  });

  const records = (form: string) => `/api/forms/${form}/records`;
  const platform = (name: string) => {
    const { tenant } = node;
    const call = systemCall(tenant.served(), tenant.now(tenant.served().orgs.root));
    const form = call.served.model.formsById.get(name) ?? expect.fail(name);
    return { store: tenant.store, call, form };
  };
  /** As a package brings it, or an earlier version kept it. */
  const kept = async (name: string, body: JsonObject) => {
    const { store, call, form } = platform(name);
    return (await store.create(call, form, body)).record;
  };
  const list = (body: JsonObject) => node.ask('POST', records('allowed-host'), body, english);

  const mailbox = { mailbox: 'own', account: 'a@example.com', userName: 'A', password: 'x', ssl: false };
  /**
   * Each door by which somebody types an address: the form, what he types, the field he is told of, and what then
   * calls.
   */
  const doors: readonly (readonly [string, (host: string) => JsonObject, string, string | null])[] = [
    ['callback-target', (host) => ({ name: host, url: `http://${host}:${port}/x` }), '/url', null],
    ['mail-scheme', (host) => ({ name: host, ...mailbox, host, port }), '/host', 'test-connection'],
    ['red-mail-scheme', (host) => ({ name: host, ...mailbox, host, port }), '/host', 'test-connection'],
    [
      'imaging-system',
      (host) => ({ number: host, name: host, system: 'x', ip: host, port }),
      '/ip',
      'test-connection',
    ],
  ];
  const spellings = [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    'localhost',
    'hooks.example.com',
    '169.254.169.254',
    '[::1]',
  ];

  it.each(doors)(
    'are refused in %s as long as nobody listed them, however they are spelt',
    async (form, body, path) => {
      for (const host of spellings) {
        const { status, body: said } = await node.ask('POST', records(form), body(host), english);
        const [problem] = (said['errors'] ?? []) as unknown as readonly JsonObject[];
        expect([status, problem?.['path'], problem?.['code']], JSON.stringify(said)).toEqual([
          422,
          path,
          'host-not-listed',
        ]);
        expect(String(problem?.['message'] ?? problem?.['detail'] ?? JSON.stringify(problem))).toContain(
          'Ask an administrator',
        );
      }
    },
  );

  /** With somebody to sign in as before the host, and where that is told. */
  const withUser = 'me:s3cr3t@hooks.example.com';
  const wordings = [
    ['zh', '请去掉“@”及其之前的部分'],
    ['en', 'remove everything up to the “@”'],
  ] as const;
  const problemsOf = (answer: JsonObject) => (answer['errors'] ?? []) as unknown as readonly JsonObject[];

  it.each(doors)(
    'are refused in %s with a user before them, and the password is not repeated',
    async (form, body, path, action) => {
      const code = path === '/url' ? 'url-with-user' : 'host-with-user';
      for (const [language, said] of wordings) {
        const headers = { 'accept-language': language };
        const { status, body: answer } = await node.ask('POST', records(form), body(withUser), headers);
        expect([status, problemsOf(answer)]).toMatchObject([
          422,
          [{ path, code, message: expect.stringContaining(said) }],
        ]);
        expect(JSON.stringify(problemsOf(answer))).not.toContain('s3cr3t');
      }
      if (action === null) return;
      ahead += 61_000;
      const { id, revision } = await kept(form, body(withUser));
      const { store, call, form: known } = platform(form);
      const tried = await node.node.host.store
        .act(call, known, id, { action, params: {} })
        .catch((error: unknown) => error);
      expect(tried).toMatchObject({ code, problems: [{ path, code }] });
      // An address that stood there before is no hindrance to whoever changes something else, or sets it right.
      const at = `${records(form)}/${id}`;
      const renamed = await node.ask('PATCH', at, { name: 'else' }, { 'if-match': `"${revision}"` });
      expect(renamed.status, JSON.stringify(renamed.body)).toBe(200);
      await store.remove(call, known, id, Number(renamed.body['revision']));
    },
  );

  it('are refused with a user before them by every field that holds an address, of whichever form', async () => {
    const forms = [...node.tenant.served().model.formsById.values()];
    const answered: string[] = [];
    for (const form of forms)
      for (const { name } of form.fields.filter(({ kind }) => kind.name === 'url')) {
        const at = form.kind === 'setting' ? `/api/forms/${form.name}/record` : records(form.name);
        const etag = (await node.ask('GET', at)).headers.get('etag') ?? '';
        const body = { [name]: `https://${withUser}/in` };
        const { body: said } =
          form.kind === 'setting'
            ? await node.ask('PATCH', at, body, { 'if-match': etag })
            : await node.ask('POST', at, body);
        const found = problemsOf(said).find(({ path }) => path === `/${name}`);
        answered.push(`${form.name} ${name} ${found?.['code']}`);
        expect(JSON.stringify(said)).not.toContain('s3cr3t');
      }
    expect(answered.filter((one) => !one.endsWith(' url-with-user'))).toEqual([]);
    expect(answered.length).toBeGreaterThan(4);
  });

  it('are refused as the registry, too', async () => {
    const at = '/api/forms/tenant-settings/record';
    const etag = (await node.ask('GET', at)).headers.get('etag') ?? '';
    const { status, body } = await node.ask(
      'PATCH',
      at,
      { registry: `http://127.0.0.1:${port}/npm/` },
      { ...english, 'if-match': etag },
    );
    expect([status, body['errors']]).toMatchObject([422, [{ path: '/registry', code: 'host-not-listed' }]]);
  });

  it('that stand in records of before are called by no door', async () => {
    heard = 0;
    for (const [form, body, , action] of doors.filter((one) => one[3] !== null))
      for (const host of spellings) {
        ahead += 10_000;
        const { id, revision } = await kept(form, body(host));
        const asked = `${records(form)}/${id}/actions/${action}`;
        const { store, call, form: known } = platform(form);
        const answer = await node.node.host.store
          .act(call, known, id, { action: String(action), params: {} })
          .catch((error: unknown) => error);
        expect(answer, asked).toMatchObject({ code: 'host-not-listed' });
        await store.remove(call, known, id, revision);
      }
    const { id } = await kept('callback-target', { name: 'before', url: `http://127.0.0.1:${port}/` });
    const callback = await kept('callback', { event: 'issued', content: '{}' });
    const { store, call, form } = platform('callback');
    const read = () => store.read(call, form, callback.id, 'manage');
    await expect.poll(async () => (await read())['attempts'], { timeout: 15_000 }).toBe(1);
    await expect
      .poll(async () => String((await read())['failure']), { timeout: 15_000 })
      .toContain('允许访问的主机');
    expect([(await read())['state'], heard]).toEqual(['waiting', 0]);
    const target = platform('callback-target');
    await target.store.act(target.call, target.form, id, { action: 'disable', params: {} });
  });

  it('once listed are taken, called where private addresses are meant, and not after they are taken off', async () => {
    const url = `http://hooks.example.com:${port}/`;
    const entry = await list({ host: 'Hooks.Example.com', ports: String(port) });
    expect(entry.status, JSON.stringify(entry.body)).toBe(201);
    const target = await node.ask('POST', records('callback-target'), { name: 'listed', url });
    expect(target.status, JSON.stringify(target.body)).toBe(201);
    heard = 0;
    const { host } = node.node;
    const scheme = await kept('mail-scheme', { name: 's', ...mailbox, host: 'hooks.example.com', port });
    const { call, form } = platform('mail-scheme');
    const tried = () => {
      ahead += 61_000;
      return host.store.act(call, form, scheme.id, { action: 'test-connection', params: {} }).then(
        () => 'made',
        (error: unknown) => (error as { code?: string }).code,
      );
    };
    expect([await tried(), heard]).toEqual(['host-not-listed', 0]);
    const at = `${records('allowed-host')}/${String(entry.body['id'])}`;
    const change = async (body: JsonObject) => {
      const { body: now } = await node.ask('GET', at);
      const answer = await node.ask('PATCH', at, body, { 'if-match': `"${now['revision']}"` });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    };
    await change({ private: true });
    expect(await tried()).not.toBe('host-not-listed');
    expect(heard).toBe(1);
    await change({ state: 'proposed' });
    expect([await tried(), heard]).toEqual(['host-not-listed', 1]);
    await change({ state: 'allowed' });
    const { body: now } = await node.ask('GET', at);
    await node.ask('POST', `${at}/actions/disable`, {}, { 'if-match': `"${now['revision']}"` });
    expect([await tried(), heard]).toEqual(['host-not-listed', 1]);
  });

  it('are listed where they could be called by that, and else it is said why not', async () => {
    for (const [host, ...codes] of entries)
      for (const [at, code] of codes.entries()) {
        const { status, body } = await list({ host, ports: '4430', private: at === 1 });
        const said = problemsOf(body).map((one) => [one['path'], one['code']]);
        expect([host, at, status, said]).toEqual([
          host,
          at,
          code === '' ? 201 : 422,
          code === '' ? [] : [['/host', code]],
        ]);
        if (status !== 201) continue;
        const { store, call, form } = platform('allowed-host');
        await store.remove(call, form, String(body['id']), Number(body['revision']));
      }
  });

  it('that were listed before anybody judged them say so once they are touched, and can be taken off', async () => {
    const { id } = await kept('allowed-host', { host: 'old.example.com', ports: '81' });
    const { table, model } = node.tenant.served();
    const form = model.formsById.get('allowed-host') ?? expect.fail();
    const { database } = node.tenant;
    await database.run(`UPDATE ${database.dialect.quote(table(form).name)} SET host = ? WHERE id = ?`, [
      '169.254.169.254',
      id,
    ]);
    const at = `${records('allowed-host')}/${id}`;
    const { body: now } = await node.ask('GET', at);
    const match = { 'if-match': `"${now['revision']}"` };
    const { body: said } = await node.ask('PATCH', at, { remark: 'x' }, match);
    expect(problemsOf(said)).toMatchObject([{ path: '/host', code: 'host-never-called' }]);
    expect((await node.ask('POST', `${at}/actions/disable`, {}, match)).status).toBe(200);
  });

  it.each([
    [{ host: 'example.com', ports: '70000' }, '/ports', 'allowed-ports-wrong'],
    [{ host: 'example.com', ports: 'https' }, '/ports', 'allowed-ports-wrong'],
  ])('that are none are not listed: %j', async (body, path, code) => {
    const { status, body: said } = await list(body);
    expect([status, said['errors']]).toMatchObject([422, [{ path, code }]]);
  });

  it('are listed by administrators alone, whatever a role says of all forms', async () => {
    const grants = [{ form: '*', scope: 'all', actions: ['read', 'create', 'edit'] }];
    await node.ask('POST', records('role'), { number: 'all', name: 'all', grants });
    const roles = [{ role: 'all', organisation: 'root' }];
    const made = await node.ask('POST', records('user'), {
      number: 'conf',
      name: 'C',
      organisation: 'root',
      roles,
    });
    const password = 'correct horse battery';
    await node.ask('PUT', `/api/users/${String(made.body['id'])}/password`, { password });
    const { body } = await node.ask('POST', '/api/session', { user: 'conf', password });
    const as = { authorization: `Bearer ${String(body['token'])}` };
    const { status } = await node.ask(
      'POST',
      records('allowed-host'),
      { host: 'a.example', ports: '443' },
      as,
    );
    expect(status).toBe(403);
  });

  it('in use before there was a list are proposed once, and what is decided is not proposed again', async () => {
    const { database } = node.tenant;
    await database.run('DELETE FROM gj_done WHERE name = ?', ['hosts-proposed']);
    await kept('callback-target', { name: 'old', url: 'https://old.example.com/in' });
    await kept('callback-target', { name: 'older', url: 'http://10.1.2.3:8080/in' });
    const listed = createListedHosts([], database.dialect.quote);
    const parts = {
      database,
      store: node.tenant.store,
      hosts: listed,
      clock: Date.now,
      systemCall: node.tenant.systemCall,
      targets: targetsOf(domains),
    };
    await proposingHosts(parts)();
    const proposed = async () => {
      const { body } = await node.ask('GET', `${records('allowed-host')}?state=proposed&sort=host`);
      return (body['items'] as unknown as readonly JsonObject[]).map(({ host, ports, private: inside }) => [
        host,
        ports,
        inside,
      ]);
    };
    const first = await proposed();
    expect(first).toEqual(
      expect.arrayContaining([
        ['10.1.2.3', '8080', true],
        ['old.example.com', '443', false],
      ]),
    );
    await kept('callback-target', { name: 'new', url: 'https://new.example.com/in' });
    await proposingHosts(parts)();
    expect(await proposed()).toEqual(first);
    const served = node.tenant.served();
    const { quote } = database.dialect;
    const looked = { served, reader: database, quote, targets: parts.targets };
    expect(await listed.allowance(served, database, 'old.example.com', 443)).toEqual({ isPrivate: false });
    expect(await listed.allowance(served, database, '10.1.2.3', 8080)).toEqual({ isPrivate: false });
    const undecided = (await targetsUndecided(looked, listed)).map(({ host }) => host);
    expect(undecided).toEqual(expect.arrayContaining(['old.example.com', '10.1.2.3', 'new.example.com']));
  });
});
