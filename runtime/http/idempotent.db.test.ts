import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/json.ts';
import { describeOnDatabases } from '../../workshop/databases.ts';
import { notePackage, openTestNode, type TestNode } from '../server/test-node.suite.ts';

const records = '/api/forms/note/records';
const batch = '/api/forms/note/batch';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a server does at the moment it dies: nothing later of it happens. */
type Moment =
  | 'before the transaction'
  | 'before the commit'
  | 'after the commit'
  | 'before the answer is kept';

const suite = new URL('../server/test-node.suite.ts', import.meta.url).href;

/** A whole server that is sent one request and dies of it: killed, so that nothing of it is tidied up. */
const dieOf = (url: string, moment: Moment, { method, path, body, headers }: Sent) => `
  import { openTestNode } from '${suite}';
  const node = await openTestNode(${JSON.stringify(url)});
  const { database } = node.tenant;
  const die = () => { process.kill(process.pid, 'SIGKILL'); return new Promise(() => {}); };
  const { run, transaction } = database;
  const at = (moment) => (moment === ${JSON.stringify(moment)} ? die() : undefined);
  database.run = async (sql, params) => {
    if (/^update gj_idempotency set status/.test(sql)) await at('before the answer is kept');
    return run.call(database, sql, params);
  };
  database.transaction = async (work) => {
    await at('before the transaction');
    const done = await transaction.call(database, async (tx) => {
      const made = await work(tx);
      await at('before the commit');
      return made;
    });
    await at('after the commit');
    return done;
  };
  await node.ask(${JSON.stringify(method)}, ${JSON.stringify(path)}, ${JSON.stringify(body)}, ${JSON.stringify(headers)});
  process.stdout.write('survived');
`;

async function die(script: string): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
}

const count = async (node: TestNode) =>
  (await node.ask('GET', `${records}?count=true&limit=1`)).body['total'];
const send = (node: TestNode, { method, path, body, headers }: Sent) => node.ask(method, path, body, headers);

describeOnDatabases('a write with an Idempotency-Key, whose server is killed', (under) => {
  it('is made once, and answered when it is sent again', { timeout: 120_000 }, async () => {
    let node = await openTestNode(under.url);
    const text = { kind: 'text', length: 30, label: { zh: '文本', en: 'Text' } };
    await node.publish([notePackage([{ name: 'text', ...text }])]);
    const first = await node.ask('POST', records, { number: 'first', text: 'before' });
    let there = 1;

    const several = { items: [1, 2, 3].map((at) => ({ op: 'create', body: { number: `b${at}` } })) };
    const cases: readonly (readonly [Moment, Sent, written: number, expected: JsonObject])[] = [
      ['before the transaction', create('a1'), 1, { number: 'a1', text: 'once' }],
      ['before the commit', create('a2'), 1, { number: 'a2', text: 'once' }],
      ['after the commit', create('a3'), 1, { number: 'a3', text: 'once' }],
      ['before the answer is kept', create('a4'), 1, { number: 'a4', text: 'once' }],
      ['after the commit', change('after'), 0, { number: 'first', text: 'after' }],
      [
        'before the answer is kept',
        { method: 'POST', path: batch, body: several, headers: key('all') },
        3,
        { items: [1, 2, 3].map((at) => ({ index: at - 1, status: 201, record: { number: `b${at}` } })) },
      ],
      [
        'after the commit',
        {
          method: 'POST',
          path: batch,
          body: {
            atomic: false,
            items: [
              { op: 'create', body: { number: 'c1' } },
              { op: 'create', body: { number: 'first' } },
              { op: 'create', body: { number: 'c2' } },
            ],
          },
          headers: key('each'),
        },
        2,
        { items: [{ status: 201 }, { status: 409, problem: { code: 'number-taken' } }, { status: 201 }] },
      ],
    ];
    for (const [moment, sent, written, expected] of cases) {
      const says = `${moment}: ${JSON.stringify(sent.body)}`;
      await node.close();
      await die(dieOf(under.url, moment, sent));
      node = await openTestNode(under.url);

      const early = await send(node, sent);
      expect([early.status, early.body['code']], says).toEqual([409, 'idempotency-key-busy']);
      // The claim of the dead one lapses within seconds; the test does not wait for them.
      const { changes } = await node.tenant.database.run(
        'UPDATE gj_idempotency SET expires_at = expires_at - 10000 WHERE response IS NULL AND status IS NULL',
      );
      expect(changes, says).toBe(1);

      const told = await send(node, sent);
      expect(told.body, says).toMatchObject(expected);
      const again = await send(node, sent);
      expect([again.status, again.body], says).toEqual([told.status, told.body]);
      expect(again.headers.get('etag'), says).toBe(told.headers.get('etag'));
      there += written;
      expect(await count(node), says).toBe(there);
      const other = await send(node, { ...sent, body: { number: 'other' } });
      expect([other.status, other.body['code']], says).toEqual([422, 'idempotency-key-reused']);
    }
    const { body } = await node.ask('GET', `${records}/${first.body['id']}/history`);
    expect(body['items'], 'changed once').toHaveLength(2);
    await node.close();

    function key(name: string) {
      return { 'idempotency-key': name };
    }
    function create(number: string): Sent {
      return { method: 'POST', path: records, body: { number, text: 'once' }, headers: key(number) };
    }
    function change(to: string): Sent {
      const { id, revision } = first.body;
      const headers = { ...key('change'), 'if-match': `"${revision}"` };
      return { method: 'PATCH', path: `${records}/${id}`, body: { text: to }, headers };
    }
  });
});
