import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const password = 'a password nobody guesses';
const day = 24 * 3_600_000;

/** Three types, one of them with a dimension. */
function definitions(version = '1.0.0', left: readonly string[] = ['timeout', 'limit']) {
  const label = { zh: '参数', en: 'Parameter' };
  const param = (more: JsonObject): JsonObject => ({
    label,
    value: { kind: 'integer' },
    unset: { label },
    ...more,
  });
  return installedFrom(
    new Map<string, Json>([
      ['package.json', { name: 'read', version, guiju: { prefix: 'rd', label } }],
      ['params/web.json', { type: 'web', label, params: left.map((key) => param({ key })) }],
      ['params/mail.json', { type: 'mail', label, params: [param({ key: 'host' })] }],
      ['params/tax.json', { type: 'tax', label, params: [param({ dimension: 'tax-number' })] }],
    ]),
  );
}

describeOnDatabases('readers of parameters', (under) => {
  let node: TestNode;
  let other: TestNode;
  let ahead = 0;
  /** Tokens, and sessions, by name. */
  const as = new Map<string, string>();
  const tokenIds = new Map<string, string>();

  async function made(form: string, body: JsonObject): Promise<{ id: string }> {
    const { status, body: record } = await node.ask('POST', `/api/forms/${form}/records`, body);
    expect([status, record['errors']]).toEqual([201, undefined]);
    return record as { id: string };
  }
  beforeAll(async () => {
    node = await openTestNode(under.url, { clock: () => Date.now() + ahead });
    await node.publish([definitions()]);
    for (const [number, parent] of [
      ['NORTH', 'root'],
      ['CITY', 'NORTH'],
      ['SOUTH', 'root'],
    ] as const)
      await made('organisation', { number, name: number, parent });
    const everything = [{ type: '*', access: 'read', scope: 'subtree' }];
    await made('role', { number: 'all', name: 'all', paramGrants: everything });
    for (const [name, organisation] of [
      ['erp', 'root'],
      ['north', 'NORTH'],
    ] as const) {
      const roles = [{ role: { number: 'all' }, organisation }];
      const { id } = await made('user', { number: name, name, organisation, roles });
      await node.node.gate.setPassword({ id, number: name }, password);
      const from = { address: '::1', agent: null, requestId: 't' };
      const { token } = await signInAs(node.node.gate, name, password, from);
      as.set(name, token);
    }
    for (const name of ['desk', 'shop']) {
      const answer = await node.ask('POST', '/api/me/tokens', { name, scopes: ['read'] }, by('erp'));
      as.set(name, String(answer.body['token']));
      tokenIds.set(name, String(answer.body['id']));
    }
    other = await openTestNode(under.url);
    await exchange();
  });
  afterAll(async () => {
    await node.close();
    await other.close();
  });

  const by = (name: string, client?: string) => ({
    authorization: `Bearer ${as.get(name)}`,
    'accept-language': 'en',
    ...(client === undefined ? {} : { 'guiju-client': client }),
  });
  const read = async (path: string, name: string, client?: string, more = {}) => {
    const { status, body } = await node.ask('GET', `/api/params/${path}`, undefined, {
      ...by(name, client),
      ...more,
    });
    return [status, body['code']];
  };
  /** A minute has passed on both nodes. */
  const exchange = async () => {
    await node.node.host.readers.exchange();
    await other.node.host.readers.exchange();
  };
  type Item = JsonObject & { readonly org: JsonObject; readonly lastRead: string };
  async function readers(path: string, on = node, name?: string) {
    const headers = name === undefined ? {} : by(name);
    const { status, body } = await on.ask('GET', `/api/params/${path}/readers`, undefined, headers);
    expect(status).toBe(200);
    const items = body['items'] as Item[];
    const words = items.map(({ client, version, token, user, org, many, refused }) => {
      const who = (token as JsonObject | null)?.['name'] ?? (user as JsonObject)['number'];
      const program =
        client === null ? '' : ` ${String(client)}${version === null ? '' : `/${String(version)}`}`;
      const reason = refused === null ? '' : ` refused: ${String((refused as JsonObject)['reason'])}`;
      return `${String(who)}${program} @${String(org['number'])}${many === true ? ' many' : ''}${reason}`;
    });
    return { items, body, words: words.sort().join(', ') };
  }

  it('are known by credential, program and organisation; people who look are none', async () => {
    expect(await read('web/limit?org=CITY', 'desk')).toEqual([200, undefined]);
    await read('web/limit?org=CITY', 'shop', 'till/4.2.0-rc.1');
    await read('web/limit?org=SOUTH', 'shop', 'till/4.2.0-rc.1');
    await read('web/limit', 'erp');
    await read('web/limit', 'erp', '@acme/desk');
    const { words, items, body } = await readers('web/limit');
    expect(words).toBe(
      'desk @CITY, erp @acme/desk @root, shop till/4.2.0-rc.1 @CITY, shop till/4.2.0-rc.1 @SOUTH',
    );
    expect(Number(items[0]?.['revision'])).toBe(node.tenant.revision());
    expect(Math.abs(Date.parse(items[0]?.lastRead ?? '') - Date.now())).toBeLessThan(day);
    expect(body['others']).toBeNull();
    expect(await readers('web/timeout')).toMatchObject({ words: '' });
  });

  it('name themselves in few plain letters, or are told how', async () => {
    for (const name of ['', 'a'.repeat(65), 'till/4/5', 'b<script>'])
      expect([name, await read('web/limit', 'desk', name)]).toEqual([name, [400, 'client-name-wrong']]);
    for (const name of ['till/v2', '@acme/desk', 'My till 2', 'a'.repeat(64)])
      expect([name, await read('web/limit', 'desk', name)]).toEqual([name, [200, undefined]]);
  });

  it('of many at once read each of them, and instances by name', async () => {
    await read('values?org=NORTH&types=web', 'desk', 'many');
    await read('values?org=SOUTH&instance=T1', 'desk', 'all');
    expect((await readers('web/timeout')).words).toBe('desk all @SOUTH many, desk many @NORTH many');
    expect((await readers('tax/T1')).words).toBe('desk all @SOUTH');
    expect((await readers('tax/T2')).words).toBe('');
    expect((await readers('tax/*')).words).toBe('desk all @SOUTH');
    // A program that keeps values tells by itself which of them it reads.
    await read('values?org=CITY', 'desk', 'keeper/1', { 'guiju-reads': 'reported' });
    expect((await readers('web/timeout')).words).not.toContain('keeper');
  });

  it('tell what they hold and read, and what they could do nothing with, until they can', async () => {
    const report = async (body: JsonObject) => {
      const answer = await node.ask('POST', '/api/params/reads?org=CITY', body, by('shop', 'keeper/1'));
      return [answer.status, answer.body['unknown']];
    };
    const timeout = { type: 'web', key: 'timeout' };
    const refused = [{ ...timeout, reason: 'not between 1 and 5' }];
    expect(await report({ revision: 3, reads: [{ type: 'tax', key: 'T7' }], refused })).toEqual([200, []]);
    expect((await readers('tax/T7')).words).toBe('shop keeper/1 @CITY');
    expect((await readers('web/timeout')).words).toContain(
      'shop keeper/1 @CITY refused: not between 1 and 5',
    );
    const [keeper] = (await readers('tax/T7')).items;
    expect(keeper?.['revision']).toBe(3);
    // A refusal is told on every node: what, when, and of which revision.
    await exchange();
    for (const on of [node, other]) {
      const { items } = await readers('web/timeout', on);
      expect(items.find(({ client }) => client === 'keeper')?.['refused']).toEqual({
        revision: 3,
        reason: 'not between 1 and 5',
        at: expect.stringMatching(/^\d{4}-.*Z$/),
      });
    }
    expect(await report({ revision: 4 })).toEqual([200, []]);
    expect((await readers('web/timeout')).words).not.toContain('refused');
    const gone = [
      { type: 'web', key: 'gone' },
      { type: 'nothing', key: 'x' },
    ];
    expect(await report({ revision: 4, reads: gone })).toEqual([200, gone]);
    expect(await report({ revision: -1 })).toEqual([400, undefined]);
  });

  it('are told to whom may see their organisation, and of the rest there is no word', async () => {
    const { words, body } = await readers('web/limit', node, 'north');
    expect(words).toBe('desk @CITY, desk many @NORTH many, shop till/4.2.0-rc.1 @CITY');
    expect(Object.keys(body).sort()).toEqual(['items', 'others', 'since']);
    const listed = async (name: string, query: string) => {
      const { body: found } = await node.ask('GET', `/api/params?${query}`, undefined, by(name));
      return (found['items'] as JsonObject[]).map(({ type, key, dimension, readers: some }) => {
        const { count } = some as { count: number };
        return `${String(type)}.${String(key ?? dimension)} ${count}`;
      });
    };
    expect(await listed('north', 'type=tax')).toEqual(['tax.tax-number 1']);
    expect(await listed('erp', 'type=tax')).toEqual(['tax.tax-number 2']);
    // A program that reads all there is at SOUTH reads it too, of which NORTH may know nothing.
    expect(await listed('erp', 'unread=90')).toEqual([]);
    expect(await listed('north', 'unread=90')).toEqual(['mail.host 0']);
    const { body: all } = await node.ask('GET', '/api/params', undefined, by('north'));
    expect(Date.parse(String(all['readersSince']))).toBeLessThanOrEqual(Date.now());
  });

  it('are known on every node within a minute, and after a restart', async () => {
    await exchange();
    const before = (await readers('web/limit')).words;
    expect((await readers('web/limit', other)).words).toBe(before);
    await other.ask('GET', '/api/params/web/limit?org=SOUTH', undefined, by('desk', 'elsewhere'));
    await exchange();
    await other.node.host.readers.exchange();
    await node.node.host.readers.exchange();
    expect((await readers('web/limit')).words).toContain('desk elsewhere @SOUTH');
    // Reads of the last minute are written when the node is shut down.
    await other.ask('GET', '/api/params/web/limit?org=SOUTH', undefined, by('desk', 'late'));
    await other.close();
    other = await openTestNode(under.url);
    await other.node.host.readers.exchange();
    const { words, body } = await readers('web/limit', other);
    expect(words).toContain('desk late @SOUTH');
    expect(body['since']).toBe((await readers('web/limit')).body['since']);
  });

  it('are named before a package drops what they read', async () => {
    await exchange();
    const files = Object.fromEntries(definitions('2.0.0', ['limit']).files);
    const plan = await node.ask('POST', '/api/model/plan', { packages: [{ files }] });
    const issues = (plan.body['issues'] as JsonObject[]).map(({ code, severity, params }) => {
      const { key, rows } = params as { key: string; rows: JsonObject[] };
      return [code, severity, key, [...new Set(rows.map(({ name }) => name))].sort().join(' ')].join(' ');
    });
    expect(issues).toEqual(['params-read warning timeout all keeper many']);
  });

  it('are one program each before a package drops what they read, wherever they read it', async () => {
    for (const org of ['NORTH', 'SOUTH'])
      await node.ask('GET', `/api/params/web/timeout?org=${org}`, undefined, by('desk', 'everywhere'));
    await exchange();
    const files = Object.fromEntries(definitions('2.0.0', ['limit']).files);
    const plan = await node.ask('POST', '/api/model/plan', { packages: [{ files }] });
    const [{ params }] = plan.body['issues'] as [{ params: JsonObject }];
    const readers = params['readers'] as readonly string[];
    expect(params['count']).toBe(readers.length);
    expect(readers.filter((one) => one.startsWith('everywhere '))).toEqual([
      expect.stringMatching(/^everywhere \((NORTH, SOUTH|SOUTH, NORTH), \d{4}-\d\d-\d\d\)$/),
    ]);
  });

  it('go with their token and with their organisation', async () => {
    const ended = await node.ask('DELETE', `/api/me/tokens/${tokenIds.get('shop')}`, undefined, by('erp'));
    expect(ended.status).toBe(204);
    expect((await readers('web/limit')).words).not.toContain('shop');
    await exchange();
    const rows = await node.tenant.database.all('SELECT 1 AS one FROM gj_reader WHERE reader = ?', [
      tokenIds.get('shop') ?? '',
    ]);
    expect(rows).toEqual([]);
    await other.node.host.catchUp();
    expect((await readers('web/limit', other)).words).not.toContain('shop');
    const { body } = await node.ask('GET', '/api/forms/organisation/records?number=SOUTH&view=manage');
    const [south] = body['items'] as { id: string; revision: number }[];
    const gone = { 'if-match': `"${south?.revision}"` };
    await node.ask('DELETE', `/api/forms/organisation/records/${south?.id}`, undefined, gone);
    expect((await readers('web/limit')).words).not.toContain('null');
  });

  it('leave a parameter unread when ninety days have gone by, and not a day before', async () => {
    const unread = async (days: number) => {
      ahead = days * day;
      const { body } = await node.ask('GET', '/api/params?unread=90', undefined, by('desk'));
      return (body['items'] as JsonObject[]).some(({ type }) => type === 'mail');
    };
    expect(await read('mail/host', 'desk')).toEqual([200, undefined]);
    expect([await unread(0), await unread(89), await unread(91)]).toEqual([false, false, true]);
    // A program that reads it once more is a reader again.
    expect(await read('mail/host', 'desk')).toEqual([200, undefined]);
    expect([await unread(92), await unread(182)]).toEqual([false, true]);
  });
});
