import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { freshDatabase } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { createIn, setIn, type TestWatcher, watchedPackage, watcherOf } from '../params/watcher.suite.ts';

let made: Awaited<ReturnType<typeof freshDatabase>>;
let node: TestNode;
/** Of the same person, another credential. */
let token: Readonly<Record<string, string>>;
beforeAll(async () => {
  made = await freshDatabase('sqlite');
  node = await openTestNode(made.url, { streams: { each: 400, all: 400 } });
  await node.publish([
    notePackage([], { sharing: { allowed: ['private'], default: 'private' } }),
    watchedPackage(),
  ]);
  const { body } = await node.ask('POST', '/api/me/tokens', { name: 'watcher', scopes: ['read'] });
  token = { authorization: `Bearer ${String(body['token'])}` };
});
afterAll(async () => {
  await node.close();
  await made.drop();
});

const metric = async (name: string): Promise<number> => {
  const text = await (await node.raw('GET', '/metrics')).text();
  return Number(new RegExp(`^guiju_event_stream${name} (\\d+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
};
const write = async (number: string): Promise<number> => {
  const { status, body } = await node.ask('POST', '/api/forms/note/records', { number });
  expect(status, JSON.stringify(body)).toBe(201);
  return Number(body['revision']);
};
/** Collects the revisions that a watcher is told until one. */
async function heard(watcher: TestWatcher, until: number): Promise<readonly number[]> {
  const revisions: number[] = [];
  for (let event = await watcher.next(); event; event = await watcher.next()) {
    revisions.push(Number((event.data as JsonObject)['revision']));
    if ((revisions.at(-1) ?? 0) >= until) break;
  }
  return revisions;
}
const open = (count: number, path: string, headers = {}) =>
  Promise.all(Array.from({ length: count }, () => watcherOf(node, path, headers)));
const leave = (watchers: readonly TestWatcher[]) => Promise.all(watchers.map((one) => one.die()));
const nothingLeft = () =>
  vi.waitFor(async () => expect([await metric('s_open'), await metric('_questions')]).toEqual([0, 0]));

const params = '/api/watch?params=limits.*&org=root';
/** The crowds that listen, and how many different questions each is. */
const crowds: readonly (readonly [
  says: string,
  crowd: readonly (readonly [number, string, (() => object)?])[],
  questions: number,
])[] = [
  ['forty who watch the same', [[40, '/api/watch?forms=note']], 1],
  [
    'forms in another order',
    [
      [20, '/api/watch?forms=note,user'],
      [20, '/api/watch?forms=user,note'],
    ],
    1,
  ],
  [
    'two questions',
    [
      [20, '/api/watch?forms=note'],
      [20, '/api/watch'],
    ],
    2,
  ],
  [
    'two credentials',
    [
      [20, '/api/watch?forms=note'],
      [20, '/api/watch?forms=note', () => token],
    ],
    2,
  ],
];

for (const [says, crowd, questions] of crowds)
  it(`renders a commit once a question, and everybody hears it once: ${says}`, async () => {
    for (let round = 0; round < 3; round += 1) {
      const watchers = (
        await Promise.all(crowd.map(([count, path, headers]) => open(count, path, headers?.() ?? {})))
      ).flat();
      await vi.waitFor(async () => expect(await metric('_questions')).toBe(questions));
      const before = await metric('_renderings_total');
      const written: number[] = [];
      for (const each of ['a', 'b', 'c']) {
        written.push(await write(`${says} ${round} ${each}`));
        await vi.waitFor(async () =>
          expect(await metric('_renderings_total')).toBe(before + written.length * questions),
        );
      }
      for (const watcher of watchers) expect(await heard(watcher, written[2] ?? 0)).toEqual(written);
      await leave(watchers);
      await nothingLeft();
    }
  });

it('renders a value once for all who read the same', async () => {
  const watchers = [...(await open(20, params)), ...(await open(20, params, token))];
  for (const watcher of watchers) expect((await watcher.next())?.event).toBe('revision');
  const before = await metric('_renderings_total');
  await setIn(node, 'limits/most', 'scope=system', { value: 7 });
  for (const watcher of watchers) expect(await watcher.change()).toContain('limits.most');
  expect(await metric('_renderings_total')).toBe(before + 1);
  await leave(watchers);
  await nothingLeft();
});

it('answers who writes while nobody reads, and whoever stays away is let go and misses nothing when he comes again', async () => {
  const [first] = await open(1, '/api/watch?forms=note');
  const start = await write('start');
  expect(await heard(first as TestWatcher, start)).toEqual([start]);
  // Asked for, and never read.
  const deaf = await Promise.all(
    Array.from({ length: 20 }, () => node.raw('GET', '/api/watch?forms=note&since=0')),
  );
  const written: number[] = [];
  for (let at = 0; at < 20; at += 1) written.push(await write(`unread ${at}`));
  expect((await heard(first as TestWatcher, written.at(-1) ?? 0)).length).toBe(20);
  await leave([first as TestWatcher]);
  const again = await watcherOf(node, '/api/watch?forms=note', { 'last-event-id': String(written[4]) });
  expect(await heard(again, written.at(-1) ?? 0)).toEqual(written.slice(5));
  // Somebody who comes from before is told the same, and is then one of all.
  const late = await watcherOf(node, `/api/watch?forms=note&since=${start}`);
  expect(await heard(late, written.at(-1) ?? 0)).toEqual(written);
  const next = await write('together again');
  expect([await heard(again, next), await heard(late, next)]).toEqual([[next], [next]]);
  await leave([again, late]);
  await Promise.all(deaf.map((answer) => answer.body?.cancel()));
  await nothingLeft();
});

it('tells people with the same rights the same, and those of another organisation what is theirs', async () => {
  for (const number of ['EAST', 'WEST'])
    await createIn(node, 'organisation', { number, name: number, parent: 'root' });
  const grants = [{ form: 'note', actions: ['read'], scope: 'own' }];
  await createIn(node, 'role', { number: 'listener', name: 'listener', grants });
  const secret = 'a password nobody guesses';
  const of = async (number: string, organisation: string) => {
    const roles = [{ role: { number: 'listener' }, organisation }];
    const user = await createIn(node, 'user', { number, name: number, organisation, roles });
    await node.node.gate.setPassword({ id: user.id, number }, secret);
    const from = { address: '::1', agent: null, requestId: 't' };
    const { token: own } = await signInAs(node.node.gate, number, secret, from);
    return watcherOf(node, '/api/watch?forms=note', { authorization: `Bearer ${own}` });
  };
  const east = [await of('e1', 'EAST'), await of('e2', 'EAST'), await of('e3', 'EAST')];
  const west = [await of('w1', 'WEST'), await of('w2', 'WEST')];
  const written: Record<string, number[]> = { EAST: [], WEST: [] };
  for (let at = 0; at < 6; at += 1)
    for (const number of ['EAST', 'WEST']) {
      const path = `/api/forms/note/records?org=${number}`;
      const { body } = await node.ask('POST', path, { number: `${number} ${at}` });
      written[number]?.push(Number(body['revision']));
    }
  const heardBy = async (watcher: TestWatcher, until: number) => {
    const revisions: number[] = [];
    for (let event = await watcher.next(); event; event = await watcher.next()) {
      if (event.event === 'change') revisions.push(Number(event.data['revision']));
      if (revisions.at(-1) === until) break;
    }
    return revisions;
  };
  for (const [watchers, number] of [
    [east, 'EAST'],
    [west, 'WEST'],
  ] as const)
    for (const watcher of watchers)
      expect(await heardBy(watcher, written[number]?.at(-1) ?? 0)).toEqual(written[number]);
  await leave([...east, ...west]);
  await nothingLeft();
});
