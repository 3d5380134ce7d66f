import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { isLong, momentOf } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { freeLeases, momentsOf, runToItsEnd } from '../../database/killed.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { planTables } from '../../storage/tables/plan-tables.ts';
import { filesOf, workAndDie } from './killed-work.suite.ts';
import { installedFrom } from './publisher.ts';
import { form, label, text } from './steps.suite.ts';

const packageOf = (name: string, needs: JsonObject, files: Readonly<Record<string, Json>>) =>
  installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        {
          name,
          version: '1.0.0',
          peerDependencies: { platform: '*', ...needs },
          guiju: { prefix: name.slice(0, 2), label: label(name) },
        },
      ],
      ...Object.entries(files),
    ]),
  );
const number = text('number', { required: true });
const guests = packageOf(
  'guests',
  {},
  { 'forms/guest.json': form('guest', [number, text('name')], { key: ['number'] }) },
);
const hotel = packageOf(
  'hotel',
  { guests: '*' },
  {
    'forms/room.json': form('room', [number, text('outlook')], { key: ['number'] }),
    'extensions/guest.json': { extends: 'guest', fields: [text('ho_breakfast')] },
    'data/rooms.json': { form: 'room', records: [{ key: 'r', values: { number: 'R1' } }] },
    'data/guests.json': {
      form: 'guest',
      records: [
        { key: 'house', values: { number: 'HOUSE' } },
        { key: 'vip', values: { number: 'VIP' } },
      ],
    },
  },
);
const local = packageOf(
  'local',
  { hotel: '*' },
  { 'extensions/room.json': { extends: 'room', set: { 'fields/outlook/label': label('Mine') } } },
);

type Doing = 'uninstall' | 'install';

/** Takes the package out, or puts it in, in a process of its own, which kills itself at the given moment. */
const doAndDie = (url: string, doing: Doing, dieAt: number) =>
  workAndDie(
    { url, dieAt },
    {
      uninstall: `const { hash } = await tenant.publisher.planUninstall(call, 'hotel');
        await tenant.publisher.uninstall(call, 'hotel', hash);`,
      install: `await tenant.publisher.publish([packageOf(${filesOf(hotel)})], { actor: { id: 'a', name: 'A' }, reason: null });`,
    }[doing],
  );

/** More than either has moments; the test says when they become too few. */
const rounds = 24;

describeOnDatabases('taking a package out and putting it in again, killed', (under) => {
  it('reaches its end with the next start, from any moment: tables, records, layers, archives', {
    timeout: 300_000,
  }, async () => {
    const moments: Record<Doing, string[]> = { uninstall: [], install: [] };
    let node = await openTestNode(under.url);
    await node.publish([guests]);
    await node.publish([hotel]);
    await node.publish([local]);
    const made = await node.ask('POST', '/api/forms/room/records', { number: 'R2', outlook: 'yard' });
    expect(made.status).toBe(201);
    await changeVip(node);
    const before = await whole(node);
    let killed = true;
    const die = async (doing: Doing) => {
      const round = moments[doing].length;
      await node.close();
      const run = await runToItsEnd(doAndDie(under.url, doing, momentOf(round)));
      moments[doing].push(run.output);
      if (run.killed && run.output !== 'before the switch') await freeLeases(under.url);
      killed ||= run.killed;
      node = await openTestNode(under.url);
      await node.tenant.packageData.load();
      expect((await planTables(node.tenant.database, node.tenant.served().model)).changes).toEqual([]);
      return run.output;
    };
    while (killed) {
      killed = false;
      const taken = await die('uninstall');
      expect((await node.ask('GET', '/api/forms/room')).status, taken).toBe(404);
      expect(await numbers(node, 'guest'), taken).toEqual(['VIP']);
      const archives = (await node.ask('GET', '/api/archives')).body['items'] as JsonObject[];
      expect(
        archives.map(({ state }) => state),
        taken,
      ).toEqual(moments.uninstall.map(() => 'done'));
      const put = await die('install');
      expect(await whole(node), put).toEqual(before);
    }
    await node.close();
    if (isLong) {
      const switched = ['before the switch', 'switched', 'records loaded', 'archived'];
      expect(moments.uninstall).toEqual(expect.arrayContaining(switched));
      expect(moments.install).toEqual(expect.arrayContaining(switched.slice(0, 3)));
    }
    expect(momentsOf(moments.uninstall)).toBeGreaterThan(3);
    expect(momentsOf(moments.install)).toBeGreaterThan(3);
    expect(Math.max(moments.uninstall.length, moments.install.length)).toBeLessThan(rounds);
  });
});

async function changeVip(node: TestNode): Promise<void> {
  const { body } = await node.ask('GET', '/api/forms/guest/records?number=VIP');
  const [{ id, revision }] = body['items'] as [{ id: string; revision: number }];
  const path = `/api/forms/guest/records/${id}`;
  const answer = await node.ask('PATCH', path, { name: 'ours' }, { 'if-match': `"${revision}"` });
  expect(answer.status).toBe(200);
}

async function numbers(node: TestNode, of: string): Promise<readonly Json[]> {
  const { body } = await node.ask('GET', `/api/forms/${of}/records?sort=number`);
  return (body['items'] as JsonObject[]).map((one) => one['number'] ?? null);
}

/** Everything that people see of it: ids, values, labels; how often a record came back is its history's. */
async function whole(node: TestNode) {
  const said = async (of: string) => {
    const { body } = await node.ask('GET', `/api/forms/${of}/records?sort=number`);
    return (body['items'] as JsonObject[]).map(
      ({ revision: _r, modifiedAt: _m, modifiedBy: _b, ...one }) => one,
    );
  };
  const outline = (await node.ask('GET', '/api/forms/room')).body;
  const { body } = await node.ask('GET', '/api/dropped-records');
  return { rooms: await said('room'), guests: await said('guest'), outline, marked: body['items'] };
}
