import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { notePackage, openTestNode, type TestNode } from './test-node.suite.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: { readonly enum?: readonly string[]; readonly type?: string };
}
interface Operation {
  readonly parameters?: readonly (Parameter & { readonly $ref?: string })[];
}

/** The tables that would be different had anything been started, written or kept. */
const watched = [
  'gj_history',
  'gj_job_chunk',
  'gj_preference',
  'gj_token',
  'gj_session',
  'gj_identity',
  'gj_idempotency',
];

describeOnDatabases('a token for reading', (database) => {
  let node: TestNode;
  let token: string;
  let record: JsonObject;
  beforeAll(async () => {
    node = await openTestNode(database.url);
    await node.publish([notePackage([])]);
    const made = await node.ask('POST', '/api/me/tokens', { name: 'reads', scopes: ['read', 'administer'] });
    token = String(made.body['token']);
    record = (await node.ask('POST', '/api/forms/note/records', { number: 'one' })).body;
  }, 60_000);
  afterAll(() => node.close());

  const state = async () => {
    const { database: rows } = node.tenant;
    const counts = watched.map((table) => rows.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`));
    return (await Promise.all(counts)).map((row, at) => `${watched[at]} ${Number(row?.n)}`);
  };
  const send = (method: string, path: string) =>
    node.raw(method, path, method === 'GET' ? undefined : new TextEncoder().encode('{}'), {
      authorization: `Bearer ${token}`,
      'idempotency-key': 'reads',
      'if-match': `"${String(record['revision'])}"`,
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    });

  it('starts no job and leaves nothing behind, by whichever route and whatever it asks for', {
    timeout: 60_000,
  }, async () => {
    const document = (await node.ask('GET', '/openapi.json')).body as unknown as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
      readonly components: { readonly parameters?: Readonly<Record<string, Parameter>> };
    };
    const before = await state();
    const refused = new Set<string>();
    let asked = 0;
    for (const [template, item] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        const path = template
          .replace('{id}', String(record['id']))
          .replace('{action}', 'disable')
          .replace('{revision}', '1')
          .replace(/\{\w+\}/g, 'x');
        const choices = (operation.parameters ?? [])
          .map((one) => document.components.parameters?.[one.$ref?.split('/').at(-1) ?? ''] ?? one)
          .flatMap(({ in: where, name, schema }) => {
            const values = schema?.enum ?? (schema?.type === 'boolean' ? ['true', 'false'] : []);
            return where === 'query' ? values.map((value) => `?${name}=${value}`) : [];
          });
        for (const query of ['', ...choices]) {
          const response = await send(method.toUpperCase(), path + query);
          asked += 1;
          if (response.headers.get('content-type')?.includes('event-stream')) await response.body?.cancel();
          else if ((await response.text()).includes('token-reads-only'))
            refused.add(`${method} ${template}${query}`);
          expect([method, path + query, response.status < 500]).toEqual([method, path + query, true]);
        }
      }
    }
    expect(asked).toBeGreaterThan(60);
    expect(await state()).toEqual(before);
    expect([...refused].filter((one) => one.endsWith('?mode=job')).length).toBeGreaterThan(0);
    const file = await send('GET', '/api/forms/note/export');
    expect([file.status, (await file.arrayBuffer()).byteLength > 100]).toEqual([200, true]);
  });
});
