import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { signInAs } from '../runtime/access/auth/signed-in.suite.ts';
import { createIn } from '../runtime/http/params/watcher.suite.ts';
import { installedFrom } from '../runtime/model/publish/publisher.ts';
import { writeTypes } from '../runtime/params/write-types.ts';
import { openTestNode, type TestNode } from '../runtime/server/test-node.suite.ts';
import { freshDatabase, type TestDatabase } from '../workshop/services/databases.ts';
import { type Change, type Options, openParams, type Params } from './src/index.ts';
import { fileKeep } from './src/node.ts';

const label = { zh: '钥匙', en: 'Keys' };
const unset = { label };
const vaulted = installedFrom(
  new Map<string, Json>([
    ['package.json', { name: 'vaulted', version: '1.0.0', guiju: { prefix: 'va', label } }],
    [
      'params/keys.json',
      {
        type: 'keys',
        label,
        params: [
          { key: 'api', label, value: { kind: 'secret', length: 60 }, unset },
          { key: 'limit', label, value: { kind: 'integer' }, unset: { label, value: 10 } },
        ],
      },
    ],
  ]),
);
interface Read {
  readonly 'keys.api': string | null;
  readonly 'keys.limit': number;
}
const within = { timeout: 20_000 };

describe('secrets, in the client', () => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-secrets-'));
  const opened: Params<Read>[] = [];
  const tokens = new Map<string, string>();
  let database: TestDatabase;
  let node: TestNode;

  const api = '/api/params/keys/api?scope=system';
  async function set(value: string | null): Promise<void> {
    const { own } = (await node.ask('GET', api)).body as { own: { revision: number }[] };
    const seen = own[0] ? { 'if-match': `"${own[0].revision}"` } : {};
    const answer =
      value === null
        ? await node.ask('DELETE', api, undefined, seen)
        : await node.ask('PUT', api, { value }, seen);
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
  }
  function open(token: string, more: Partial<Options> = {}): Params<Read> {
    const params = openParams<Read>({
      url: 'http://localhost',
      token: tokens.get(token) ?? '',
      client: 'erp/1',
      report: 3_600_000,
      fetch: async (input, init) =>
        node.node.app.request(input instanceof Request ? input : String(input), init),
      ...more,
    });
    opened.push(params);
    return params;
  }
  const snapshot = (name: string) => readFileSync(join(home, name), 'utf8');

  beforeAll(async () => {
    database = await freshDatabase('sqlite');
    node = await openTestNode(database.url);
    await node.publish([vaulted]);
    const paramGrants = ['read', 'reveal'].map((access) => ({ type: '*', access, scope: 'subtree' }));
    await createIn(node, 'role', { number: 'opener', name: 'opener', paramGrants });
    const roles = [{ role: { number: 'opener' }, organisation: 'root' }];
    const { id } = await createIn(node, 'user', {
      number: 'opener',
      name: 'opener',
      organisation: 'root',
      roles,
    });
    await node.node.gate.setPassword({ id, number: 'opener' }, 'a password nobody guesses');
    const from = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.node.gate, 'opener', 'a password nobody guesses', from);
    for (const [name, scopes] of [
      ['opener', ['read', 'reveal']],
      ['onlooker', ['read']],
    ] as const) {
      const body = { name, scopes: [...scopes] } as JsonObject;
      const made = await node.ask('POST', '/api/me/tokens', body, { authorization: `Bearer ${token}` });
      tokens.set(name, String(made.body['token']));
    }
    await set('CLEAR-first');
  });
  afterAll(async () => {
    await Promise.all(opened.map((params) => params.close()));
    await node.close();
    await database.drop();
    rmSync(home, { recursive: true, force: true });
  });

  it('are read where it is asked for and allowed, and stand in no snapshot and no event', async () => {
    const keep = fileKeep(join(home, 'opener'));
    const params = open('opener', { reveal: true, keep });
    const heard: Change[] = [];
    params.onChange((change) => heard.push(change));
    expect(await params.ready()).toMatchObject({ source: 'server', refused: [] });
    expect([params.get('keys.api'), params.get('keys.limit')]).toEqual(['CLEAR-first', 10]);
    await set('CLEAR-second');
    await expect.poll(() => params.get('keys.api'), within).toBe('CLEAR-second');
    await set(null);
    await expect.poll(() => params.get('keys.api'), within).toBe(null);
    await set('CLEAR-third');
    await expect.poll(() => params.get('keys.api'), within).toBe('CLEAR-third');
    const secret = heard.filter(({ name }) => name === 'keys.api');
    expect(secret).toHaveLength(4);
    for (const change of secret)
      expect(change).toEqual({
        name: 'keys.api',
        from: null,
        to: null,
        secret: true,
        revision: expect.any(Number),
      });
    await params.close();
    expect(JSON.parse(snapshot('opener'))).toMatchObject({ values: { keys: { limit: 10 } } });
    expect(snapshot('opener') + JSON.stringify([heard, params.state()])).not.toContain('CLEAR');
    // Without the server there is none to read.
    const alone = open('opener', { reveal: true, keep, fetch: () => Promise.reject(new Error('away')) });
    expect(await alone.ready()).toMatchObject({ source: 'snapshot' });
    expect([alone.get('keys.api'), alone.get('keys.limit')]).toEqual([null, 10]);
  });

  it.each<[string, string, boolean, Json]>([
    ['a token that may, where nobody asks', 'opener', false, []],
    ['a token that may not', 'onlooker', false, []],
    ['a token that may not, and asks', 'onlooker', true, [{ name: 'keys.api', reason: 'masked' }]],
  ])('are not read by %s', async (_says, token, reveal, refused) => {
    const params = open(token, { reveal });
    expect(await params.ready()).toMatchObject({ source: 'server', refused });
    expect([params.get('keys.api'), params.get('keys.limit')]).toEqual([null, 10]);
  });

  it('have types of their own, of which nothing is built in', () => {
    const [plain = '', secrets = ''] = writeTypes(node.tenant.served().model).split(
      'export interface Secrets',
    );
    expect(plain).toContain('readonly "keys.limit": number');
    expect(plain).not.toContain('keys.api');
    const [members = '', definitions = ''] = secrets.split('export const definitions');
    expect(members).toContain('readonly "keys.api": string | null;');
    expect(definitions).not.toContain('keys.api');
  });
});
