import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { patience } from '../../workshop/patience.ts';
import { isLong } from '../../workshop/runs.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { Wire } from '../../workshop/services/wire.ts';
import { openDatabase } from '../database/drivers/open-database.ts';
import {
  adminPassword,
  notePackage,
  openTestNode,
  type TestAnswer,
  type TestNode,
} from './test-node.suite.ts';

const records = '/api/forms/note/records';

/** In the long run other suites are at work: a call that is slow for that is not to pass for one that hangs. */
const patient = patience * (isLong ? 5 : 1);
/** Milliseconds, so that nobody waits as long as usual. */
const budgets = {
  call: 600 * patient,
  work: 900 * patient,
  look: 150 * patient,
  sign: 300 * patient,
  ping: 200 * patient,
};
const inTime = { timeout: 10_000 * patient };

type Headers = Readonly<Record<string, string>>;
type Call = readonly [
  sentence: string,
  method: string,
  path: string | (() => string),
  body?: () => Json,
  headers?: () => Headers,
];

describeOnDatabases('a node whose database', (under) => {
  if (under.name === 'sqlite') {
    it('is a file has no server that could hang', () => expect(under.url).toMatch(/^sqlite:/));
    return;
  }
  let node: TestNode;
  let wire: Wire;
  let other: Wire;
  let made: string;
  let plain: readonly string[];
  let at = 0;
  beforeAll(async () => {
    [wire, other] = [new Wire(new URL(under.url)), new Wire(new URL(under.url))];
    await wire.join();
    node = await openTestNode(wire.url, { budgets });
    await node.publish([notePackage([])]);
    const { body } = await node.ask('GET', '/openapi.json');
    const paths = body['paths'] as Record<
      string,
      { get?: { responses: { 200?: { content?: JsonObject } } } }
    >;
    plain = Object.entries(paths).flatMap(([path, { get }]) => {
      const type = Object.keys(get?.responses[200]?.content ?? {}).join();
      return get && !path.includes('{') && type.includes('json') && !type.includes('event') ? [path] : [];
    });
    expect(plain.length).toBeGreaterThan(20);
    made = String((await node.ask('POST', records, { number: 'first' })).body['id']);
  });
  afterAll(async () => {
    await node.close();
    await Promise.all([wire.cut(), other.cut()]);
  });

  const fresh = () => ({ number: `n${at++}` });
  const key = () => ({ 'idempotency-key': `key-${at++}` });
  const calls: readonly Call[] = [
    ['a read', 'GET', () => `${records}/${made}`],
    ['a list', 'GET', records],
    ['a count', 'GET', `${records}?count=true`],
    ['a search', 'GET', '/api/search?q=first'],
    ['a write', 'POST', records, fresh],
    ['a write with a key', 'POST', records, fresh, key],
    ['several writes', 'POST', '/api/forms/note/batch', () => ({ items: [{ op: 'create', body: fresh() }] })],
    ['a sign-in', 'POST', '/api/session', () => ({ user: 'admin', password: adminPassword })],
    ['a preference', 'PUT', '/api/me/preferences/x', () => ({ at: at++ })],
    ['the trail', 'GET', '/api/audit'],
    ['a stream', 'GET', '/api/watch?since=1'],
    ['readyz', 'GET', '/readyz'],
    ['healthz', 'GET', '/healthz'],
  ];
  const without = new Set(['readyz', 'healthz', 'a stream']);

  async function ask([, method, said, body, headers]: Call): Promise<TestAnswer> {
    const path = typeof said === 'string' ? said : said();
    if (!path.startsWith('/api/watch')) return node.ask(method, path, body?.(), headers?.());
    const answer = await node.raw(method, path);
    await answer.body?.cancel();
    return { status: answer.status, headers: answer.headers, body: {} };
  }

  async function askAll(): Promise<ReadonlyMap<string, TestAnswer>> {
    return new Map(await Promise.all(calls.map(async (call) => [call[0], await ask(call)] as const)));
  }

  async function well(): Promise<void> {
    wire.heal();
    await wire.cut();
    await wire.join();
    await expect.poll(async () => (await node.ask('GET', '/readyz')).status, inTime).toBe(200);
    for (const [sentence, { status, body }] of await askAll())
      expect([sentence, status, body['code']]).toEqual([sentence, expect.toSatisfy(isDone), undefined]);
  }
  const isDone = (status: number) => status < 400;

  beforeEach(well);

  const moments: readonly (readonly [sentence: string, begin: () => void | Promise<void>])[] = [
    ['hangs', () => wire.hang()],
    ['is cut', () => wire.cut()],
  ];

  it.each(moments)(
    '%s answers every call, with what is the matter, and serves again by itself',
    async (_, begin) => {
      await begin();
      const [answers, others] = await Promise.all([askAll(), askOthers()]);
      for (const [sentence, { status, body, headers }] of answers) {
        if (without.has(sentence)) continue;
        const { code } = body;
        expect([sentence, status, code]).toEqual([sentence, 503, expect.stringMatching(away)]);
        const isOnce = sentence === 'a write with a key';
        expect([sentence, headers.get('retry-after')]).toEqual([
          sentence,
          code === 'unavailable' || isOnce ? '2' : null,
        ]);
      }
      expect(answers.get('healthz')?.status).toBe(200);
      expect(answers.get('readyz')).toMatchObject({ status: 503, body: { checks: { database: false } } });
      for (const [path, { status, body }] of others) {
        if (status < 500) continue;
        expect([path, status, body['code']]).toEqual([path, 503, 'unavailable']);
      }
      await wire.cut();
      await wire.join();
      await well();
    },
  );
  const away = /^(unavailable|outcome-unknown)$/;

  /** All that can be read without naming anything. */
  async function askOthers(): Promise<readonly (readonly [string, TestAnswer])[]> {
    return Promise.all(plain.map(async (path) => [path, await node.ask('GET', path)] as const));
  }

  it('answers each call late answers each call', async () => {
    wire.slow(20);
    for (const [sentence, { status }] of await askAll())
      expect([sentence, status]).toEqual([sentence, expect.toSatisfy(isDone)]);
    await well();
  });

  it('loses its connections, but no call', async () => {
    wire.sever();
    // A statement that was sent into a connection that is lost may have arrived.
    await sleep(20);
    for (const [sentence, { status }] of await askAll())
      expect([sentence, status]).toEqual([sentence, expect.toSatisfy(isDone)]);
  });

  it.each([
    ['before the commit, and nothing was written', false],
    ['after the commit, and it was written', true],
  ])('is lost %s', async (_, passes) => {
    const one = fresh();
    wire.breakAt('COMMIT', passes);
    const { status, body, headers } = await node.ask('POST', records, one);
    expect([status, body['code'], headers.get('retry-after')]).toEqual([503, 'outcome-unknown', null]);
    await well();
    expect(await numbersLike(one.number)).toEqual(passes ? [one.number] : []);
  });

  it.each([false, true])(
    'is lost at the commit of a write with a key does it once (arrived: %s)',
    async (passes) => {
      const [one, sent] = [fresh(), key()];
      wire.breakAt('COMMIT', passes);
      const first = await node.ask('POST', records, one, sent);
      if (first.status !== 201) expect([first.status, first.headers.get('retry-after')]).toEqual([503, '2']);
      const again = await node.ask('POST', records, one, sent);
      expect([again.status, again.body['number']]).toEqual([201, one.number]);
      expect(await numbersLike(one.number)).toEqual([one.number]);
    },
  );

  it('is behind two doors goes on behind the other one, whichever hangs or is gone', async () => {
    await other.join();
    const two = await openTestNode(wire.urlWith(other), { budgets });
    const serves = async () => {
      await expect.poll(async () => (await two.ask('GET', '/readyz')).status, inTime).toBe(200);
      const one = fresh();
      expect((await two.ask('POST', records, one)).status).toBe(201);
      expect(await numbersLike(one.number, two)).toEqual([one.number]);
    };
    await serves();
    wire.hang();
    await serves();
    // A door that opens again is not gone back to, until the other one closes.
    await well();
    const before = wire.entered;
    await serves();
    expect(wire.entered).toBe(before);
    await other.cut();
    await serves();
    expect(wire.entered).toBeGreaterThan(before);

    const { database, revision } = two.tenant;
    database.seen(revision() + 1_000);
    wire.sever();
    await expect.poll(async () => (await two.ask('GET', records)).body['code']).toBe('unavailable');
    await node.tenant.database.run('UPDATE gj_revision SET value = value + ?', [1_000]);
    await serves();
    await two.close();
  });

  it.each([
    ['is told to end it', false],
    ['is told nothing by another server, where its number is somebody else’s', true],
  ])('works on a read whose caller leaves %s', async (_, moves) => {
    await other.join();
    const database = await openDatabase(wire.urlWith(other), '', { budgets, longReads: { patience: 0 } });
    await database.all('SELECT 1');
    const leaving = new AbortController();
    const [kills, elsewhere] = [wire.said.length, other.said.length];
    const reading = database.reading({ who: 'a', left: () => leaving.signal }).all('SELECT SLEEP(3)');
    const ended = expect(reading).rejects.toMatchObject({ code: moves ? 'unavailable' : 'caller-left' });
    await sleep(50);
    if (moves) {
      wire.hang();
      await expect
        .poll(
          () =>
            database.ping().then(
              () => 'well',
              () => 'away',
            ),
          inTime,
        )
        .toBe('away');
      await database.all('SELECT 1');
    }
    leaving.abort();
    await ended;
    await database.close();
    expect([wire.said.length - kills, other.said.length - elsewhere]).toEqual([moves ? 0 : 1, 0]);
    await other.cut();
  });

  async function numbersLike(number: string, asked = node): Promise<readonly string[]> {
    const { body } = await asked.ask('GET', `${records}?limit=200`);
    const numbers = (body['items'] as readonly JsonObject[]).map((item) => String(item['number']));
    return numbers.filter((one) => one === number);
  }
});
