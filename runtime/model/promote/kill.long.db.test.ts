import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { isLong, momentOf } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { freeLeases, momentsOf, runToItsEnd } from '../../database/killed.suite.ts';
import { planning } from '../../preparation/install/killed-install.suite.ts';
import { field, installsOn, label } from '../../preparation/install/world.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { workAndDie } from '../publish/killed-work.suite.ts';
import { installedFrom } from '../publish/publisher.ts';
import { carried, exported, secretsOf } from './exported.suite.ts';

const rooms = installedFrom(
  new Map<string, Json>([
    [
      'package.json',
      {
        name: 'rooms',
        version: '1.0.0',
        peerDependencies: { platform: '*' },
        guiju: { prefix: 'ro', label: label('Rooms') },
      },
    ],
    [
      'forms/room.json',
      {
        name: 'room',
        kind: 'master',
        label: label('Room'),
        sharing: { allowed: ['free', 'global'], default: 'free' },
        fields: [
          field('number', 'text', { required: true }),
          field('rank', 'text'),
          field('note', 'text'),
          field('word', 'secret'),
          field('beside', 'reference', { form: 'room' }),
        ],
        key: ['number'],
      },
    ],
    [
      'params/rooms.json',
      {
        type: 'rooms',
        label: label('Rooms'),
        params: [
          {
            key: 'limit',
            label: label('Limit'),
            value: { kind: 'integer' },
            unset: { label: label('None') },
          },
        ],
      },
    ],
  ]),
);
const wanted = { data: ['room'], params: true };
const secretId = (round: number) => `records/room/K${round} @root/word`;

/** Brings it in a process of its own, which kills itself at the given moment. */
const bringAndDie = (url: string, given: JsonObject, dieAt: number, secret: string) =>
  workAndDie(
    { url, dieAt },
    'await installer.apply(call, async () => given, { ...how, hash });',
    planning(given, { secrets: { [secret]: 'word' } }),
  );

/** More than it has moments; the test says when they become too few. */
const rounds = 24;

describeOnDatabases('what a customer made of it, on its way to another system, killed', (under) => {
  it('is there as a whole with the next start, from any moment: layer, records, sharing, values; secrets that were lost are asked for', {
    timeout: 300_000,
  }, async () => {
    const moments: string[] = [];
    const source = await openTestNode((await under.fresh()).url);
    let live = await openTestNode(under.url);
    for (const node of [source, live]) {
      await node.publish([rooms]);
      await done(node, 'POST', '/api/forms/organisation/records', {
        number: 'NORTH',
        name: 'North',
        parent: 'root',
      });
    }
    for (let survived = false; !survived; ) {
      const round = moments.length;
      await changeSource(source, round);
      if (round > 0) await change(live, `K${round - 1}`, { note: `ours ${round}` });
      const sent = await exported(source, wanted);
      await live.close();
      const dieAt = momentOf(round);
      const { killed, output } = await runToItsEnd(
        bringAndDie(under.url, sent.sent[0] ?? {}, dieAt, secretId(round)),
      );
      survived = !killed;
      moments.push(output);
      await freeLeases(under.url);
      live = await openTestNode(under.url);
      await live.tenant.packageData.load();
      const on = installsOn(live);
      const left = await on.plan(sent.sent);
      expect([left['questions'], left['changes'], left['packages'], left['records']], output).toMatchObject([
        [],
        [],
        [{ action: 'none' }],
        { created: 0, changed: 0 },
      ]);
      for (const secret of secretsOf(left)) {
        expect([secret, output]).toEqual([secretId(round), output]);
        await on.install(sent.sent, { secrets: { [secret]: 'word' } });
      }
      expect(secretsOf(await on.plan(sent.sent)), output).toEqual([]);
      expect(withoutNotes(carried(await exported(live, wanted))), output).toEqual(
        withoutNotes(carried(sent)),
      );
      const { items } = await done(live, 'GET', '/api/forms/room/records?view=manage&sort=number&limit=100');
      expect(
        (items as JsonObject[]).slice(0, -1).map(({ note }) => note),
        output,
      ).toEqual(Array.from({ length: round }, (_, at) => `ours ${at + 1}`));
    }
    await live.close();
    await source.close();
    if (isLong)
      expect(moments).toEqual(
        expect.arrayContaining([
          'before the switch',
          'switched',
          'record brought',
          'values brought',
          'brought',
        ]),
      );
    expect(momentsOf(moments)).toBeGreaterThan(8);
    expect(moments.length).toBeLessThan(rounds);
  });
});

/**
 * Another label, a new record that is disabled and assigned and points at the one before, which changes, and another
 * value.
 */
async function changeSource(node: TestNode, round: number): Promise<void> {
  const local = {
    'package.json': { name: 'local', version: '1.0.0', guiju: { prefix: 'local', label: label('Ours') } },
    'extensions/room.json': { extends: 'room', set: { label: label(`Room ${round}`) } },
  };
  await node.publish([installedFrom(new Map<string, Json>(Object.entries(local)))]);
  const number = `K${round}`;
  const made = await done(node, 'POST', '/api/forms/room/records', {
    number,
    rank: 'new',
    word: 'word',
    enabled: false,
    ...(round > 0 && { beside: null }),
  });
  expect(made['enabled']).toBe(false);
  await done(node, 'POST', '/api/forms/room/assignments', { records: [number], orgs: ['NORTH'] });
  if (round > 0) await change(node, `K${round - 1}`, { rank: `old ${round}` });
  const place = '/api/params/rooms/limit?org=NORTH';
  const own = (await node.ask('GET', place)).body['own'] as { revision: number }[];
  const seen = own[0] ? { 'if-match': `"${own[0].revision}"` } : {};
  expect((await node.ask('PUT', place, { value: round }, seen)).status).toBeLessThan(300);
}

async function change(node: TestNode, number: string, body: JsonObject): Promise<void> {
  const { items } = await done(node, 'GET', `/api/forms/room/records?view=manage&number=${number}`);
  const [{ id, revision }] = items as [{ id: string; revision: number }];
  const answer = await node.ask('PATCH', `/api/forms/room/records/${id}`, body, {
    'if-match': `"${revision}"`,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

async function done(node: TestNode, method: string, path: string, body?: JsonObject): Promise<JsonObject> {
  const answer = await node.ask(method, path, body);
  expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body;
}

function withoutNotes(files: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(files).replaceAll(/,?"note":"[^"]*"/g, '')) as JsonObject;
}
