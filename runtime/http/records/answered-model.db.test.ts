import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { adminPassword, notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const records = '/api/forms/note/records';
const text = { kind: 'text', length: 30, label: { zh: '文本', en: 'Text' } };
const filesOf = ({ files }: Installed): JsonObject => ({ files: Object.fromEntries(files) });

describeOnDatabases('Guiju-Model', (under) => {
  let node: TestNode;
  let token: string;
  let made: JsonObject;
  let round = 0;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([notePackage([{ name: 'text', ...text }])]);
    token = String(
      (await node.ask('POST', '/api/session', { user: 'admin', password: adminPassword })).body['token'],
    );
    made = (await node.ask('POST', records, { number: 'A' })).body;
  });
  afterAll(() => node.close());

  const anotherPackage = () => {
    round += 1;
    return notePackage(
      [
        { name: 'text', ...text },
        { name: `more${round}`, ...text },
      ],
      {},
      `1.0.${round}`,
    );
  };

  /** Its body comes only when the publish is over, which began after the request. */
  async function askedBefore(publish: () => Promise<unknown>, path: string, body: Json) {
    let send = (_: Uint8Array) => {};
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        send = (bytes) => {
          controller.enqueue(bytes);
          controller.close();
        };
      },
    });
    const answer = node.node.app.request(path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'if-match': `"${String(made['revision'])}"`,
      },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await publish();
    send(new TextEncoder().encode(JSON.stringify(body)));
    return answer;
  }

  it.each([
    ['what was answered on the former model says so', '/api/model/plan', { packages: [] }, 200, 'former'],
    [
      'a preview that a publish overtook was made on the new one',
      `${records}/ID/actions/disable/preview`,
      {},
      200,
      'new',
    ],
    ['a write that a publish overtook was made on the new one', records, { number: 'B' }, 201, 'new'],
    [
      'what was refused on the former model says so',
      `${records}/ID/actions/explode/preview`,
      {},
      404,
      'former',
    ],
  ] as const)('%s', async (_, path, body, status, model) => {
    const former = node.tenant.served().revision;
    const publish = () => node.publish([anotherPackage()]);
    const answer = await askedBefore(publish, path.replace('ID', String(made['id'])), body);
    expect(answer.status, await answer.text()).toBe(status);
    const now = node.tenant.served().revision;
    expect(now).toBeGreaterThan(former);
    expect(Number(answer.headers.get('guiju-model'))).toBe(model === 'former' ? former : now);
  });

  it('is, for whoever published, what he published', async () => {
    const body = { packages: [filesOf(anotherPackage())] };
    const plan = await node.ask('POST', '/api/model/plan', body);
    expect(Number(plan.headers.get('guiju-model'))).toBe(node.tenant.served().revision);
    const applied = await node.ask('POST', '/api/model/apply', { ...body, hash: plan.body['hash'] ?? null });
    expect(applied.status, JSON.stringify(applied.body)).toBe(200);
    expect(Number(applied.headers.get('guiju-model'))).toBe(node.tenant.served().revision);
    expect(applied.body['revision']).toBe(node.tenant.served().revision);
  });
});
