import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { createIn, patchIn, setIn, watchedPackage } from '../params/watcher.suite.ts';
import { listen } from '../pipeline/listen.ts';

const secret = 'df23df3f59884980844ff3dada30fa97';

interface Space {
  ready(): Promise<unknown>;
  config(): Readonly<Record<string, string>>;
  on(event: string, listener: (change: JsonObject) => void): Space;
}

interface Cluster {
  namespace(type: string): Space;
  enableUpdateNotification(enable: boolean): unknown;
}

// The client is older than types, and than modules.
const require = createRequire(import.meta.url);
const apollo = require('ctrip-apollo') as (options: object) => { cluster(): Cluster };

describeOnDatabases('Apollo’s protocol', (under) => {
  let node: TestNode;
  let other: TestNode;
  let port = 0;
  let signing = 0;
  const closing: (() => Promise<unknown>)[] = [];
  let app = '';

  /** Starts a proxy in front of programs that cannot sign, as it would stand in front of a fleet. */
  async function forwarder(): Promise<number> {
    const server = createServer((request, response) => {
      const timestamp = String(Date.now());
      const target = request.url ?? '';
      const signature = createHmac('sha1', secret).update(`${timestamp}\n${target}`).digest('base64');
      fetch(`http://127.0.0.1:${port}${target}`, {
        headers: { authorization: `Apollo billing:${signature}`, timestamp },
      })
        .then(async (answer) => {
          response.writeHead(answer.status, { 'content-type': 'application/json' });
          response.end(answer.status === 304 ? undefined : await answer.text());
        })
        .catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }

  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([watchedPackage()]);
    other = await openTestNode(under.url);
    for (const [number, parent] of [
      ['NORTH', 'root'],
      ['SOUTH', 'root'],
    ] as const)
      await createIn(node, 'organisation', { number, name: number, parent });
    const grants = ['limits', 'by_tax', 'hidden'].map((type) => ({ type, access: 'read', scope: 'own' }));
    await createIn(node, 'role', { number: 'fleet', name: 'fleet', paramGrants: grants });
    const roles = [{ role: { number: 'fleet' }, organisation: 'NORTH' }];
    await createIn(node, 'user', { number: 'fleet', name: 'fleet', organisation: 'NORTH', roles });
    const common = { user: { number: 'fleet' }, types: 'limits, by_tax' };
    await other.tenant.follow();
    app = (await createIn(node, 'apollo-app', { ...common, number: 'billing', access: 'signed', secret })).id;
    const networks = '127.0.0.0/8, ::1';
    await createIn(node, 'apollo-app', { ...common, number: 'printing', access: 'open', networks });
    await createIn(node, 'apollo-app', { ...common, number: 'far', access: 'open', networks: '10.9.0.0/16' });
    const running = await listen(node.node.app, { port: 0, host: '127.0.0.1' });
    port = running.port;
    closing.push(async () => {
      running.server.closeAllConnections();
      running.server.close();
    });
    signing = await forwarder();
  });
  afterAll(async () => {
    for (const close of closing) await close();
    await node.close();
    await other.close();
  });

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as JsonObject };
  };
  const signed = (path: string, over: { secret?: string; at?: number; app?: string } = {}) => {
    const timestamp = String(over.at ?? Date.now());
    const signature = createHmac('sha1', over.secret ?? secret)
      .update(`${timestamp}\n${path}`)
      .digest('base64');
    return get(path, { authorization: `Apollo ${over.app ?? 'billing'}:${signature}`, timestamp });
  };
  const clusterOf = (host: number, appId: string): Cluster =>
    apollo({ host: `http://127.0.0.1:${host}`, appId, cluster: 'NORTH' }).cluster();

  it.each([
    ['an open application', 'printing', () => port],
    ['a signed one, whose signature a forwarder adds', 'billing', () => signing],
  ])('serves the client of %s: what is set, and each change as it comes', async (_what, appId, host) => {
    await setIn(node, 'limits/most', 'org=NORTH', { value: 5 });
    await setIn(node, 'limits/least', 'scope=system', { raw: ' 7' });
    const cluster = clusterOf(host(), appId);
    const space = cluster.namespace('limits');
    await space.ready();
    expect(space.config()).toEqual({ most: '5', least: ' 7' });
    const changes: string[] = [];
    const hear = () => {
      const heard = Promise.withResolvers<void>();
      space.on('updated', () => heard.resolve());
      return heard.promise;
    };
    space.on('change', (one) => void changes.push(`${one['key']} ${one['oldValue']} → ${one['newValue']}`));
    space.on('delete', (one) => void changes.push(`${one['key']} ${one['value']} gone`));
    // Its first question for news is answered at once, so that it knows where it is.
    await vi.waitFor(() => expect(node.node.host.streams.counts().open).toBeGreaterThan(0));
    let updated = hear();
    await setIn(other, 'limits/most', 'org=NORTH', { value: 6 });
    await updated;
    updated = hear();
    await setIn(node, 'limits/most', 'org=NORTH', null);
    await updated;
    expect(changes).toEqual(['most 5 → 6', 'most 6 gone']);
    space as unknown as { _polling?: unknown };
  });

  it('answers configurations as they are spelt, with a release key, and 304 while they stay', async () => {
    await setIn(node, 'by_tax/T1', 'org=NORTH', { value: 3 });
    const first = await get('/configs/printing/NORTH/by_tax?ip=1.2.3.4&dataCenter=x');
    expect(first.body).toMatchObject({
      appId: 'printing',
      cluster: 'NORTH',
      namespaceName: 'by_tax',
      configurations: { T1: '3' },
    });
    const again = `/configs/printing/NORTH/by_tax?releaseKey=${first.body['releaseKey']}`;
    expect((await get(again)).status).toBe(304);
    await setIn(node, 'by_tax/T1', 'org=NORTH', { value: 4 });
    expect((await get(again)).body['configurations']).toEqual({ T1: '4' });
    expect((await get('/configfiles/json/printing/default/by_tax.properties')).body).toEqual({ T1: '4' });
  });

  it('tells no tax number of which only another organisation speaks, though the system says what all read', async () => {
    const space = '/configs/printing/NORTH/by_tax';
    const before = (await get(space)).body['configurations'];
    await setIn(node, 'by_tax/*', 'scope=system', { value: 1 });
    await setIn(node, 'by_tax/SOUTHERN', 'org=SOUTH', { value: 2 });
    expect((await get(space)).body['configurations']).toEqual(before);
    for (const [key, place] of [
      ['*', 'scope=system'],
      ['SOUTHERN', 'org=SOUTH'],
    ] as const)
      await setIn(node, `by_tax/${key}`, place, null);
  });

  /** Beside it an id has the quarter of an hour, which may be over between two questions. */
  const revisionIn = (id = 0) => Math.floor(id / 65_536);

  it('holds who asks for news until there are some, whoever writes, and knows where he was on another node', async () => {
    const ask = (id: number, on = node) => {
      const wanted = encodeURIComponent(JSON.stringify([{ namespaceName: 'by_tax', notificationId: id }]));
      const path = `/notifications/v2?appId=printing&cluster=NORTH&notifications=${wanted}`;
      return on === node
        ? get(path)
        : on
            .raw('GET', path)
            .then(async (answer) => ({ status: answer.status, body: (await answer.json()) as JsonObject }));
    };
    const first = (await ask(-1)).body as unknown as { notificationId: number; messages: JsonObject }[];
    const id = first[0]?.notificationId ?? 0;
    expect(first).toMatchObject([{ namespaceName: 'by_tax', messages: { details: { by_tax: id } } }]);
    const held = ask(id);
    await setIn(node, 'limits/most', 'org=NORTH', { value: 1 });
    await setIn(other, 'by_tax/T9', 'org=NORTH', { value: 1 });
    const [news] = (await held).body as unknown as { notificationId: number }[];
    expect(news?.notificationId).toBeGreaterThan(id);
    // As the administrator's token lets him in there.
    const elsewhere = (await ask(id, other)).body as unknown as { notificationId: number }[];
    expect(revisionIn(elsewhere[0]?.notificationId)).toBe(revisionIn(news?.notificationId));
  });

  it.each([
    ['nobody’s id', () => get('/configs/nobody/NORTH/limits'), 401],
    ['a signed application without a signature', () => get('/configs/billing/NORTH/limits'), 401],
    ['another secret', () => signed('/configs/billing/NORTH/limits', { secret: 'x' }), 401],
    [
      'another application’s signature',
      () => signed('/configs/billing/NORTH/limits', { app: 'printing' }),
      401,
    ],
    [
      'a signature of two minutes ago',
      () => signed('/configs/billing/NORTH/limits', { at: Date.now() - 120_000 }),
      401,
    ],
    ['an open application from elsewhere', () => get('/configs/far/NORTH/limits'), 401],
    ['its own signature', () => signed('/configs/billing/NORTH/limits?ip=1.2.3.4'), 200],
    ['a type it was not given', () => signed('/configs/billing/NORTH/hidden'), 404],
    ['a type that is not there', () => signed('/configs/billing/NORTH/application'), 404],
    ['an organisation beyond its rights', () => signed('/configs/billing/SOUTH/limits'), 404],
    ['an organisation that is not there', () => signed('/configs/billing/WEST/limits'), 404],
    ['no news at all', () => signed('/notifications/v2?appId=billing&cluster=NORTH'), 400],
    ['the address of the server', () => get('/services/config?appId=billing'), 200],
  ])('answers %s', async (_what, call, status) => {
    expect((await call()).status).toBe(status);
  });

  it.each([
    ['none', ''],
    ['what is no JSON', '[{'],
    ['no list', '{"namespaceName":"limits"}'],
    ['an empty list', '[]'],
    ['one without a name', '[{"notificationId":1}]'],
    ['too many', JSON.stringify(Array.from({ length: 101 }, () => ({ namespaceName: 'a' })))],
  ])('refuses to wait for news of %s', async (_what, wanted) => {
    const path = `/notifications/v2?appId=printing&cluster=NORTH&notifications=${encodeURIComponent(wanted)}`;
    const { status, body } = await get(path);
    const errors = (body['errors'] ?? []) as JsonObject[];
    expect([status, ...errors.map((error) => `${error['path']} ${error['code']}`)]).toEqual([
      400,
      '/notifications apollo-notifications',
    ]);
  });

  it('is shut as soon as the application is disabled, and never tells its secret', async () => {
    const path = '/configs/billing/NORTH/limits';
    expect((await signed(path)).status).toBe(200);
    const { body } = await node.ask('GET', `/api/forms/apollo-app/records/${app}?view=manage`);
    expect(JSON.stringify(body)).not.toContain(secret);
    await patchIn(node, 'apollo-app', app, { enabled: false }).catch(async () => {
      const { headers } = await node.ask('GET', `/api/forms/apollo-app/records/${app}?view=manage`);
      await node.ask(
        'POST',
        `/api/forms/apollo-app/records/${app}/actions/disable`,
        {},
        {
          'if-match': headers.get('etag') ?? '',
        },
      );
    });
    expect((await signed(path)).status).toBe(401);
  });
});
