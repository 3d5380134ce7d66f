import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { runs } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import {
  changeLine,
  createIn,
  type ParamEvent,
  patchIn,
  setIn,
  watchedPackage,
  watcherOf,
} from './watcher.suite.ts';

const places = ['NORTH', 'CITY', 'SOUTH'] as const;
const zones = ['Asia/Shanghai', 'America/New_York', 'Pacific/Auckland', ''];
const began = Date.parse('2026-03-10T12:00:00.000Z');
const hour = 3_600_000;

type Act =
  | {
      readonly act: 'set';
      readonly key: string;
      readonly org: number;
      readonly value: number;
      readonly locked: boolean;
      readonly days: number | null;
    }
  | { readonly act: 'unset'; readonly key: string; readonly org: number }
  | { readonly act: 'move'; readonly to: 'NORTH' | 'SOUTH' | 'root' }
  | { readonly act: 'zone'; readonly org: number; readonly zone: number }
  | { readonly act: 'publish'; readonly preset: number }
  | { readonly act: 'later'; readonly hours: number };

const key = fc.constantFrom('limits/most', 'limits/least', 'limits/own', 'by_tax/T1', 'by_tax/*');
const org = fc.integer({ min: -1, max: 2 });
const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant('set' as const),
      key,
      org,
      value: fc.integer({ min: 1, max: 3 }),
      locked: fc.boolean(),
      days: fc.option(fc.integer({ min: 0, max: 2 })),
    }),
  },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('unset' as const), key, org }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('move' as const),
      to: fc.constantFrom('NORTH' as const, 'SOUTH' as const, 'root' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('zone' as const),
      org: fc.integer({ min: 0, max: 2 }),
      zone: fc.integer({ min: 0, max: zones.length - 1 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('publish' as const), preset: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('later' as const), hours: fc.integer({ min: 1, max: 14 }) }),
  },
);

describeOnDatabases('whoever watches parameters', (under) => {
  let nodes: readonly [TestNode, TestNode];
  const started = Date.now();
  let ahead = 0;
  const clock = () => began + (Date.now() - started) + ahead;
  const orgs = new Map<string, string>();
  let token = '';
  let versions = 0;
  let sentinels = 0;

  beforeAll(async () => {
    const node = await openTestNode(under.url, { clock });
    await node.publish([watchedPackage()]);
    for (const [number, parent] of [
      ['NORTH', 'root'],
      ['CITY', 'NORTH'],
      ['SOUTH', 'root'],
    ] as const)
      orgs.set(number, (await createIn(node, 'organisation', { number, name: number, parent })).id);
    const made = await node.ask('POST', '/api/me/tokens', { name: 'w', scopes: ['write', 'administer'] });
    token = String(made.body['token']);
    const other = await openTestNode(under.url, { clock });
    // Sessions end while hours pass.
    nodes = [byToken(node), byToken(other)];
  });
  afterAll(() => Promise.all(nodes.map((node) => node.close())));

  const byToken = (node: TestNode): TestNode => ({
    ...node,
    ask: (method, path, body, headers) =>
      node.ask(method, path, body, { ...headers, authorization: `Bearer ${token}` }),
    raw: (method, path, bytes, headers) =>
      node.raw(method, path, bytes, { ...headers, authorization: `Bearer ${token}` }),
  });

  async function perform(act: Act): Promise<void> {
    const [node, other] = nodes;
    const place = (at: number) => (at < 0 ? 'scope=system' : `org=${places[at]}`);
    if (act.act === 'set') {
      const day = new Date(clock() + 24 * hour * (act.days ?? 0)).toISOString().slice(0, 10);
      const window = act.days === null ? {} : { validFrom: day, validTo: day };
      await setIn(node, act.key, place(act.org), { value: act.value, locked: act.locked, ...window });
    } else if (act.act === 'unset') await setIn(node, act.key, place(act.org), null);
    else if (act.act === 'move')
      await patchIn(node, 'organisation', orgs.get('CITY') ?? '', { parent: { number: act.to } });
    else if (act.act === 'zone')
      await patchIn(node, 'organisation', orgs.get(places[act.org] ?? '') ?? '', {
        timezone: zones[act.zone] ?? '',
      });
    else if (act.act === 'publish') {
      versions += 1;
      await node.publish([watchedPackage(`1.0.${versions}`, act.preset)]);
    } else {
      // A write from before the end of a day is known before it ends.
      for (const each of [node, other]) {
        await each.tenant.follow();
        await each.tenant.watching
          .join({ org: '', names: [], instance: null })
          .then((joined) => joined.end());
      }
      ahead += act.hours * hour;
    }
  }

  /** Collects events until the sentinel; `lives` says after how many he dies, and on which node he comes back. */
  async function hear(place: string, until: () => Promise<number>, from: string, lives: readonly number[]) {
    const heard: ParamEvent[] = [];
    const path = `/api/watch?params=*&instance=T1&org=${place}`;
    let last = from;
    for (let life = 0; ; life++) {
      const most = lives[life] ?? Number.POSITIVE_INFINITY;
      const node = nodes[life % 2];
      if (!node) throw new Error('no node');
      const watcher = await watcherOf(node, path, { 'last-event-id': last });
      expect([watcher.status, watcher.problem]).toEqual([200, {}]);
      for (let count = 0; count < most; count++) {
        const event = await watcher.next();
        if (!event) break;
        if (event.id !== '') last = event.id;
        if (event.event !== 'param') continue;
        heard.push(event);
        if (event.data['type'] !== 'hidden') continue;
        await watcher.die();
        expect((event.data['to'] as JsonObject)['value']).toBe(await until());
        return heard;
      }
      await watcher.die();
    }
  }

  async function readAll(place: string): Promise<Record<string, JsonObject>> {
    const { body } = await nodes[0].ask('GET', `/api/params/values?org=${place}&instance=T1&format=full`);
    const found: Record<string, JsonObject> = {};
    for (const [type, keys] of Object.entries(body['values'] as Record<string, Record<string, JsonObject>>))
      for (const [name, { value, raw, isSet }] of Object.entries(keys))
        found[`${type}.${name}`] = { value: value ?? null, raw: raw ?? null, isSet: isSet ?? false };
    return found;
  }

  it('hears every change once, in one order, whenever he dies and wherever he comes back, and ends with what is read', async () => {
    const lives = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 8, maxLength: 25 }), lives, async (all, dies) => {
        const begin = await watcherOf(nodes[0], '/api/watch?params=hidden.one');
        const from = String((await begin.next())?.id);
        await begin.die();
        const before = new Map<string, Record<string, JsonObject>>();
        for (const place of places) before.set(place, await readAll(place));
        let last: Promise<number> = new Promise(() => {});
        const ends = Promise.withResolvers<number>();
        last = ends.promise;
        const steadily = places.map((place) => hear(place, () => last, from, []));
        const dying = places.map((place) => hear(place, () => last, from, dies));
        for (const act of all) await perform(act);
        sentinels += 1;
        ends.resolve(sentinels);
        await setIn(nodes[0], 'hidden/one', 'scope=system', { value: sentinels });
        // And one who was away all the time.
        const late = places.map((place) => hear(place, () => last, from, [1, 0, 3]));
        for (const [at, place] of places.entries()) {
          const [one, other, third] = [await steadily[at], await dying[at], await late[at]];
          expect(other?.map(changeLine)).toEqual(one?.map(changeLine));
          expect(third?.map(changeLine)).toEqual(one?.map(changeLine));
          const held = before.get(place) ?? {};
          for (const { data } of other ?? []) {
            const name = `${data['type']}.${data['key']}`;
            expect([name, data['from']]).toEqual([name, held[name]]);
            held[name] = data['to'] as JsonObject;
          }
          expect(held).toEqual(await readAll(place));
        }
      }),
      { numRuns: runs(3, 40), endOnFailure: true },
    );
  }, 1_200_000);
});
