import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { OpenFeature as OnServers } from '@openfeature/server-sdk';
import { OpenFeature as InBrowsers, ProviderEvents } from '@openfeature/web-sdk';
import { EventSource } from 'eventsource';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { render } from '../../../metadata/common/render.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { messages } from '../../common/messages/index.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { createIn, setIn, watchedPackage } from '../params/watcher.suite.ts';
import { listen } from '../pipeline/listen.ts';

const label = { zh: '样例', en: 'Sample' };
const unset = { label };
const more = [
  { key: 'on', label, value: { kind: 'boolean' }, unset: { ...unset, value: false } },
  { key: 'rate', label, value: { kind: 'decimal', precision: 20, scale: 6 }, unset },
  { key: 'text', label, value: { kind: 'text', length: 50 }, unset },
  { key: 'tree', label, value: { kind: 'json' }, unset },
  { key: 'code', label, value: { kind: 'secret' }, unset },
  { key: 'shipped', label, value: { kind: 'integer' }, unset, preset: 7 },
];

describeOnDatabases('OFREP', (under) => {
  let node: TestNode;
  let other: TestNode;
  let port = 0;
  let close = async () => {};
  let token = '';
  const hour = 3_600_000;
  let ahead = 0;

  beforeAll(async () => {
    node = await openTestNode(under.url, { clock: () => Date.now() + ahead });
    await node.publish([watchedPackage('1.0.0', undefined, more)]);
    other = await openTestNode(under.url);
    for (const [number, parent] of [
      ['NORTH', 'root'],
      ['SOUTH', 'root'],
    ] as const)
      await createIn(node, 'organisation', { number, name: number, parent });
    const made = await node.ask('POST', '/api/me/tokens', { name: 'flags', scopes: ['read'] });
    token = String(made.body['token']);
    const running = await listen(node.node.app, { port: 0, host: '127.0.0.1' });
    port = running.port;
    close = async () => {
      running.server.closeAllConnections();
      await new Promise((resolve) => running.server.close(resolve));
    };
  });
  afterAll(async () => {
    await Promise.all([OnServers.close(), InBrowsers.close()]);
    await close();
    await node.close();
    await other.close();
  });

  const bearer = () => ({ authorization: `Bearer ${token}`, 'accept-language': 'en' });
  const flags = (body: JsonObject, headers = {}, query = '', on = node) =>
    on.ask('POST', `/ofrep/v1/evaluate/flags${query}`, body, { ...bearer(), ...headers });
  const flag = async (key: string, context: JsonObject = {}, headers: Record<string, string> = bearer()) => {
    const { status, body } = await node.ask('POST', `/ofrep/v1/evaluate/flags/${key}`, { context }, headers);
    return [status, body['errorCode'] ?? body['code'] ?? body['reason'], body['value'] ?? null];
  };
  const byKey = ({ body }: { body: JsonObject }) =>
    Object.fromEntries((body['flags'] as JsonObject[]).map((one) => [one['key'], one]));

  it('answers the client of servers: typed values with their reason, by organisation and instance', async () => {
    await setIn(node, 'limits/on', 'scope=system', { value: true });
    await setIn(node, 'limits/rate', 'org=NORTH', { value: '0.125' });
    await setIn(node, 'limits/text', 'org=NORTH', { value: '金额' });
    await setIn(node, 'limits/tree', 'org=NORTH', { value: { a: [1] } });
    await setIn(node, 'by_tax/T1', 'org=NORTH', { value: 3 });
    await setIn(node, 'by_tax/*', 'scope=system', { value: 1 });
    const provider = new OFREPProvider({
      baseUrl: `http://127.0.0.1:${port}`,
      headersFactory: () => [['Authorization', `Bearer ${token}`]],
    });
    await OnServers.setProviderAndWait(provider);
    const client = OnServers.getClient();
    const north = { targetingKey: 'NORTH' };
    expect(await client.getBooleanDetails('limits.on', false, north)).toMatchObject({
      value: true,
      reason: 'STATIC',
      flagMetadata: { revision: expect.any(Number) },
    });
    expect(await client.getNumberDetails('limits.rate', 1, north)).toMatchObject({
      value: 0.125,
      reason: 'TARGETING_MATCH',
    });
    expect(await client.getStringValue('limits.text', '', { org: 'NORTH', targetingKey: 'someone' })).toBe(
      '金额',
    );
    expect(await client.getObjectValue('limits.tree', {}, north)).toEqual({ a: [1] });
    expect(await client.getNumberDetails('limits.least', 5, north)).toMatchObject({
      value: 0,
      reason: 'DEFAULT',
    });
    expect(await client.getNumberDetails('limits.shipped', 5, north)).toMatchObject({
      value: 7,
      reason: 'STATIC',
    });
    // Nothing holds: the program's own default does.
    expect(await client.getNumberDetails('limits.most', 5, north)).toMatchObject({
      value: 5,
      reason: 'ERROR',
      errorCode: 'FLAG_NOT_FOUND',
    });
    expect(await client.getNumberValue('by_tax.T1', 0, north)).toBe(3);
    expect(await client.getNumberValue('by_tax.*', 0, { ...north, taxNumber: 'T1' })).toBe(3);
    expect(await client.getNumberValue('by_tax.*', 0, north)).toBe(1);
    expect(await client.getBooleanDetails('limits.rate', true, north)).toMatchObject({
      errorCode: 'TYPE_MISMATCH',
    });
    expect(await client.getNumberDetails('limits.rate', 1, { targetingKey: 'WEST' })).toMatchObject({
      errorCode: 'INVALID_CONTEXT',
    });
  });

  it('answers the client of browsers, which hears of a change and fetches again', async () => {
    Object.assign(globalThis, { EventSource });
    const provider = new OFREPWebProvider({
      baseUrl: `http://127.0.0.1:${port}`,
      cacheMode: 'disabled',
      headers: [['Authorization', `Bearer ${token}`]],
    });
    await InBrowsers.setContext({ targetingKey: 'NORTH', taxNumber: 'T1' });
    await InBrowsers.setProviderAndWait(Object.assign(provider, { hooks: [] }));
    const client = InBrowsers.getClient();
    expect(client.getNumberDetails('by_tax.T1', 0)).toMatchObject({ value: 3, reason: 'TARGETING_MATCH' });
    expect(client.getBooleanValue('limits.on', false)).toBe(true);
    expect(client.getNumberDetails('limits.most', 5)).toMatchObject({
      value: 5,
      errorCode: 'FLAG_NOT_FOUND',
    });
    const changed = async (act: () => Promise<unknown>) => {
      const heard = Promise.withResolvers<readonly string[]>();
      const listener = (event?: object) =>
        heard.resolve((event as { readonly flagsChanged?: string[] } | undefined)?.flagsChanged ?? []);
      client.addHandler(ProviderEvents.ConfigurationChanged, listener);
      await act();
      const flagsChanged = await heard.promise;
      client.removeHandler(ProviderEvents.ConfigurationChanged, listener);
      return flagsChanged;
    };
    expect(await changed(() => setIn(node, 'limits/most', 'org=NORTH', { value: 11 }))).toEqual([
      'limits.most',
    ]);
    expect(client.getNumberValue('limits.most', 5)).toBe(11);
    const keys = await changed(() => setIn(other, 'by_tax/T1', 'org=NORTH', { value: 4 }));
    expect(keys.toSorted()).toEqual(['by_tax.*', 'by_tax.T1']);
    expect(client.getNumberValue('by_tax.T1', 0)).toBe(4);
    await InBrowsers.setContext({ targetingKey: 'SOUTH' });
    expect(client.getNumberDetails('by_tax.*', 0)).toMatchObject({ value: 1, reason: 'STATIC' });
    await InBrowsers.close();
  });

  it('answers 304 while nothing that is read changed, whatever else was written', async () => {
    const context = { targetingKey: 'NORTH' };
    const first = await flags({ context });
    const etag = first.headers.get('etag') ?? '';
    expect(byKey(first)['limits.code']).toBeUndefined();
    expect(byKey(first)['limits.text']).toMatchObject({ value: '金额' });
    await setIn(node, 'limits/text', 'org=SOUTH', { value: 'x' });
    expect((await flags({ context }, { 'if-none-match': etag })).status).toBe(304);
    expect((await flags({ context: { targetingKey: 'SOUTH' } }, { 'if-none-match': etag })).status).toBe(200);
    await setIn(node, 'limits/text', 'org=NORTH', { value: 'y' });
    const next = await flags({ context }, { 'if-none-match': etag });
    const [before, after] = [byKey(first), byKey(next)];
    expect(
      Object.keys(after).filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key])),
    ).toEqual(['limits.text']);
  });

  it('is at least as fresh as the notice said, on a node that has not heard yet', async () => {
    const revision = await setIn(node, 'limits/text', 'org=NORTH', { value: 'fresh' });
    const answer = await flags(
      { context: { targetingKey: 'NORTH' } },
      {},
      `?flagConfigEtag=%22r${revision}%22&flagConfigLastModified=1`,
      other,
    );
    expect(byKey(answer)['limits.text']).toMatchObject({ value: 'fresh' });
  });

  it.each([
    ['a parameter that is not there', 'limits.nothing', {}, [404, 'FLAG_NOT_FOUND', null]],
    ['what is no name', 'limits', {}, [404, 'FLAG_NOT_FOUND', null]],
    ['a key with a slash', 'limits.a/b', {}, [404, 'FLAG_NOT_FOUND', null]],
    ['a secret', 'limits.code', {}, [404, 'FLAG_NOT_FOUND', null]],
    ['an organisation that is not there', 'limits.on', { org: 'WEST' }, [400, 'INVALID_CONTEXT', null]],
    ['what is no tax number', 'by_tax.*', { taxNumber: 'a b' }, [400, 'INVALID_CONTEXT', null]],
    ['all instances as one', 'by_tax.*', { taxNumber: '*' }, [400, 'INVALID_CONTEXT', null]],
  ])('says of %s what the protocol has for it', async (_what, key, context, said) => {
    expect(await flag(key, context)).toEqual(said);
  });

  it.each([
    ['a context that is no object', '', 3, 'ofrep-context', {}],
    ['an organisation that is not there', '', { org: 'WEST' }, 'ofrep-org', { org: 'WEST' }],
    ['what is no tax number', '', { taxNumber: 'a b' }, 'ofrep-instance', { instance: 'a b' }],
    ['what is no name', '/limits', {}, 'ofrep-flag', { name: 'limits' }],
  ])('tells of %s in both languages', async (_what, path, context, code, params) => {
    for (const language of ['zh', 'en'] as const) {
      const headers = { ...bearer(), 'accept-language': language };
      const { body } = await node.ask('POST', `/ofrep/v1/evaluate/flags${path}`, { context }, headers);
      expect([body['errorCode'], body['errorDetails']]).toEqual([
        path === '' ? 'INVALID_CONTEXT' : 'FLAG_NOT_FOUND',
        render(messages, code, params, language),
      ]);
    }
  });

  it('takes a key as an API key, refuses who has none, and reads what is no JSON as the protocol says', async () => {
    expect(await flag('limits.on', {}, { authorization: '', 'x-api-key': token })).toEqual([
      200,
      'STATIC',
      true,
    ]);
    expect(await flag('limits.on', {}, { authorization: 'Bearer gj_nothing' })).toEqual([
      401,
      'sign-in-needed',
      null,
    ]);
    const bytes = new TextEncoder().encode('{');
    const json = { ...bearer(), 'content-type': 'application/json' };
    const unread = await node.raw('POST', '/ofrep/v1/evaluate/flags/limits.on', bytes, json);
    expect([unread.status, await unread.json()]).toMatchObject([
      400,
      { key: 'limits.on', errorCode: 'PARSE_ERROR' },
    ]);
    const stream = await node.raw('GET', '/ofrep/v1/events?ticket=made-up', undefined, { authorization: '' });
    expect(stream.status).toBe(401);
  });

  it('gives tickets that open the stream alone, for a day, and as long as their token holds', async () => {
    const made = await node.ask('POST', '/api/me/tokens', { name: 'short', scopes: ['read'] });
    const own = { authorization: `Bearer ${String(made.body['token'])}` };
    const ticketOf = async () => {
      const { body } = await node.ask('POST', '/ofrep/v1/evaluate/flags', {}, own);
      const [stream] = body['eventStreams'] as { endpoint: { requestUri: string } }[];
      return stream?.endpoint.requestUri ?? '';
    };
    const opens = async (path: string, on = node) => {
      const answer = await on.raw('GET', path, undefined, { authorization: '' });
      await answer.body?.cancel();
      return answer.status;
    };
    const uri = await ticketOf();
    expect([await opens(uri), await opens(uri, other), await ticketOf()]).toEqual([200, 200, uri]);
    const query = uri.slice(uri.indexOf('?'));
    const text = new URLSearchParams(query).get('ticket') ?? '';
    // Every other door, as a ticket and as if it were a token.
    const routes = node.node.app.routes.filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/api/'),
    );
    for (const { path } of routes) {
      const address = path.replace(/:\w+/g, 'x');
      for (const [target, headers] of [
        [`${address}${query}`, { authorization: '' }],
        [address, { authorization: `Bearer ${text}` }],
      ] as const) {
        const answer = await node.raw('GET', target, undefined, headers);
        // Some say nothing of anybody: who is signed in, and what only an address of its own opens.
        const isOpen =
          ['/api/session', '/api/session/providers', '/api/issuing/faces/:key'].includes(path) ||
          ['/api/session/saml/metadata', '/api/session/providers/:provider/keys'].includes(path) ||
          path.startsWith('/api/scan/');
        expect([target.slice(0, 60), isOpen || answer.status === 401]).toEqual([target.slice(0, 60), true]);
        if (isOpen) expect(await answer.text()).not.toContain('admin');
      }
    }
    ahead = 13 * hour;
    const next = await ticketOf();
    expect([next === uri, await opens(uri), await opens(next)]).toEqual([false, 200, 200]);
    ahead = 25 * hour;
    expect([await opens(uri), await opens(next)]).toEqual([401, 200]);
    ahead = 0;
    const seen = await ticketOf();
    expect(await opens(seen)).toBe(200);
    const ended = await node.ask('DELETE', `/api/me/tokens/${String(made.body['id'])}`);
    expect([ended.status, await opens(seen)]).toEqual([204, 401]);
    await expect.poll(() => opens(seen, other)).toBe(401);
  });

  it('shows nobody more than his rights reach', async () => {
    const role = {
      number: 'flags',
      name: 'flags',
      paramGrants: [{ type: 'limits', access: 'read', scope: 'own' }],
    };
    await createIn(node, 'role', role);
    const roles = [{ role: { number: 'flags' }, organisation: 'NORTH' }];
    const { id } = await createIn(node, 'user', { number: 'f1', name: 'f1', organisation: 'NORTH', roles });
    const secret = 'a password nobody guesses';
    await node.node.gate.setPassword({ id, number: 'f1' }, secret);
    const from = { address: '::1', agent: null, requestId: 't' };
    const own = { authorization: `Bearer ${(await signInAs(node.node.gate, 'f1', secret, from)).token}` };
    expect(await flag('by_tax.T1', {}, own)).toEqual([404, 'FLAG_NOT_FOUND', null]);
    expect(await flag('limits.on', { org: 'SOUTH' }, own)).toEqual([400, 'INVALID_CONTEXT', null]);
    const all = byKey(await flags({}, own));
    expect(Object.keys(all).every((key) => key.startsWith('limits.'))).toBe(true);
  });
});
