import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { freshDatabase } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const secret = 'correct horse battery';
const from = { address: '::1', agent: null, requestId: 't' };
let made: Awaited<ReturnType<typeof freshDatabase>>;
let node: TestNode;
/** Of somebody without a role. */
let bob: Readonly<Record<string, string>>;
let job: string;

beforeAll(async () => {
  made = await freshDatabase('sqlite');
  node = await openTestNode(made.url, { streams: { each: 2, all: 3 } });
  await node.publish([notePackage([])]);
  const { status, body } = await node.ask('POST', '/api/forms/user/records', {
    number: 'bob',
    name: 'Bob',
    organisation: { id: node.tenant.served().orgs.root },
  });
  expect([status, body]).toEqual([201, body]);
  await node.node.gate.setPassword({ id: String(body['id']), number: 'bob' }, secret);
  const { token } = await signInAs(node.node.gate, 'bob', secret, from);
  bob = { authorization: `Bearer ${token}` };
  const rows = new TextEncoder().encode('number\nn1\n');
  const started = await node.raw('POST', '/api/forms/note/import', rows, { 'content-type': 'text/csv' });
  job = `/api/jobs/${((await started.json()) as JsonObject)['id']}/events`;
});
afterAll(async () => {
  await node.close();
  await made.drop();
});

const open = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
  const answer = await node.raw('GET', path, undefined, { 'accept-language': 'en', ...headers });
  if (answer.status === 200)
    return { status: 200, end: () => answer.body?.cancel(), text: () => answer.text() };
  const problem = (await answer.json()) as JsonObject;
  const said = `${problem['code']} ${answer.status} ${answer.headers.get('retry-after')}: ${problem['detail'] ?? problem['title']}`;
  return { status: answer.status, said, end: () => undefined, text: async () => said };
};
const metric = async (name: string) => {
  const text = await (await node.raw('GET', '/metrics')).text();
  return text.split('\n').filter((line) => line.startsWith(`guiju_event_streams_${name}`));
};

it('one person may have so many event streams open, all may have so many, and whoever ends one gives its place back', async () => {
  const [first, second] = [await open('/api/watch'), await open('/api/watch')];
  expect([first.status, second.status]).toEqual([200, 200]);
  // Whichever door it is, and in whichever language it is told.
  expect((await open('/api/watch')).said).toContain(
    'streams-too-many 429 30: 2 event streams of yours are open',
  );
  expect((await open(job, { 'accept-language': 'zh' })).said).toContain(
    'streams-too-many 429 30: 您已有 2 个',
  );
  // A stream that is asked for wrongly takes no place.
  expect((await open('/api/watch?forms=nothing', bob)).status).toBe(400);
  const his = await open('/api/watch', bob);
  expect(his.status).toBe(200);
  expect((await open('/api/watch', bob)).said).toContain('streams-full 429 30: 3 event streams are open');
  expect(await metric('open')).toEqual(['guiju_event_streams_open 3']);
  expect(await metric('refused')).toEqual([
    'guiju_event_streams_refused_total{limit="each"} 2',
    'guiju_event_streams_refused_total{limit="all"} 1',
  ]);
  await first.end();
  // A job's stream ends by itself, and is no place less for that.
  for (let times = 0; times < 3; times++) {
    const progress = await open(job);
    expect(progress.status).toBe(200);
    expect(await progress.text()).toContain('event: end');
  }
  await Promise.all([second.end(), his.end()]);
  expect(await metric('open')).toEqual(['guiju_event_streams_open 0']);
});
