import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { keyId, newSigningKey } from '../../model/packages/signature.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

describeOnDatabases('keys of publishers over HTTP', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url);
  });
  afterAll(() => node.close());
  const { publicKey } = newSigningKey();
  const id = keyId(publicKey) ?? '';
  const list = async () => (await node.ask('GET', '/api/trusted-keys')).body['items'] as JsonObject[];
  const trail = async (action: string) =>
    ((await node.ask('GET', `/api/audit?action=${action}`)).body['items'] as JsonObject[]).length;

  it('are trusted by whoever administers, who is remembered, and revoked', async () => {
    expect(await list()).toEqual([]);
    const made = await node.ask('POST', '/api/trusted-keys', { publicKey, label: 'Hotel Ltd' });
    expect([made.status, made.body]).toMatchObject([201, { id, label: 'Hotel Ltd', addedBy: '管理员' }]);
    expect(await list()).toEqual([made.body]);
    const gone = await node.ask('DELETE', `/api/trusted-keys/${id}`);
    expect([gone.status, gone.body['revokedBy']]).toEqual([200, '管理员']);
    expect(await list()).toMatchObject([{ id, revokedAt: expect.any(String) }]);
    expect([await trail('key-trusted'), await trail('key-revoked')]).toEqual([1, 1]);
  });

  it('are no keys, or not there', async () => {
    const none = await node.ask('POST', '/api/trusted-keys', { publicKey: 'ed25519:short' });
    expect([none.status, none.body['code']]).toEqual([422, 'public-key-none']);
    const twice = await node.ask('DELETE', `/api/trusted-keys/${id}`);
    expect([twice.status, twice.body['code']]).toEqual([404, 'trusted-key-unknown']);
  });
});
