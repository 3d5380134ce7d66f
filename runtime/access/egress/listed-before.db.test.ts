import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { readPackageFolder, standardPackageFolders } from '../../model/packages/read-folder.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const list = '/api/forms/allowed-host/records';

/** The platform, with or without the check that a host that is listed can be called. */
function platform(version: string, isJudged: boolean): JsonObject {
  const folder = standardPackageFolders().find((one) => one.endsWith('/platform')) ?? '';
  const files = Object.fromEntries(readPackageFolder(folder).files) as Record<string, JsonObject>;
  const { checks = [], ...form } = files['forms/allowed-host.json'] ?? {};
  return {
    files: {
      ...files,
      'forms/allowed-host.json': isJudged ? { ...form, checks } : form,
      'package.json': { ...files['package.json'], version },
    } as JsonObject,
  };
}

describeOnDatabases('hosts that were listed before they were judged', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url);
  });
  afterAll(() => node.close());

  const publish = async (one: JsonObject) => {
    const plan = await node.ask('POST', '/api/model/plan', { packages: [one] }, { 'accept-language': 'en' });
    const done = await node.ask('POST', '/api/model/apply', {
      packages: [one],
      hash: plan.body['hash'] ?? null,
    });
    expect(done.status, JSON.stringify([plan.body, done.body])).toBe(200);
    return plan.body;
  };

  it('stay as they are with an upgrade, which names them, and are saved again only when they are mended', async () => {
    await publish(platform('9.0.0', false));
    for (const host of ['hooks.example.com:8443', '*', 'fine.example.com']) {
      const made = await node.ask('POST', list, { host, ports: '443' });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
    }
    const listed = async () => (await node.ask('GET', `${list}?sort=host`)).body['items'] as JsonObject[];
    const before = await listed();
    const { issues } = await publish(platform('9.1.0', true));
    const problems = (issues as JsonObject[]).map(({ severity, message }) => [severity, message]);
    expect(problems).toContainEqual([
      'warning',
      '2 records of “Allowed host” violate a new rule (A listed host can be called): hooks.example.com:8443, *. They are kept as they are, but can be saved again only once corrected',
    ]);
    expect(await listed()).toEqual(before);
    for (const { id, host, revision } of before) {
      const edit = (body: JsonObject) =>
        node.ask('PATCH', `${list}/${String(id)}`, body, { 'if-match': `"${String(revision)}"` });
      const { status } = await edit({ remark: 'looked at' });
      expect([host, status]).toEqual([host, host === 'fine.example.com' ? 200 : 422]);
      if (status === 200) continue;
      const mended = await edit({ host: `mended-${String(revision)}.example.com` });
      expect(mended.status, JSON.stringify(mended.body)).toBe(200);
    }
  });
});
