import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { openBook } from '../../../workshop/bureau/book.ts';
import { createBureau } from '../../../workshop/bureau/bureau.ts';
import { type Mood, usualMood } from '../../../workshop/bureau/mood.ts';
import { type ServedBureau, serveBureau } from '../../../workshop/bureau/serve-bureau.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { freeLeases, runToItsEnd } from '../../database/killed.suite.ts';
import { createDomains } from '../../domains.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, serviceLine } from '../issuing/desk.suite.ts';

const packages = ['platform', 'basis', 'invoicing'];
const here = (path: string) => new URL(path, import.meta.url).href;
const moods: readonly Partial<Mood>[] = [
  {},
  {},
  { down: 'loses' },
  { down: 'refuses' },
  { slow: 150 },
  { takes: 2 },
  { answers: 503 },
  { refuses: 'E01' },
];

/** A node that issues what is in the queue until it is killed, in the middle of whatever it does then. */
const dying = (url: string, after: number) => `
  import { openTestNode } from '${here('../../server/test-node.suite.ts')}';
  await openTestNode('${url}', { packages: ${JSON.stringify(packages)} });
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${after});
`;

describeOnDatabases('a node that is killed while a bureau has a bad day', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let served: ServedBureau;
  let isAway = true;
  const bureau = createBureau(openBook());
  /** The same rounds each time. */
  let seed = 20_261_124;
  const drawn = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  beforeAll(async () => {
    served = await serveBureau({ bureau });
    node = await openTestNode(database.url, {
      packages,
      domains: createDomains({
        channels: (connected) => (asked) => (isAway ? Promise.reject(new Error('away')) : connected(asked)),
      }),
    });
    desk = deskAt(node);
    await desk.make('tax-category', {
      number: serviceLine['taxCode'] ?? '',
      name: '信息技术服务',
      rate: '0.06',
      sharing: 'global',
    });
    await desk.connect(served.url, { patience: 1 });
  });
  afterAll(async () => {
    await node?.close();
    await served.close();
  });

  const pendings = async (query: string) => {
    const { status, body } = await node.ask(
      'GET',
      `${desk.records('pending-invoice')}?view=manage&limit=500&sort=number&${query}`,
    );
    expect(status, JSON.stringify(body)).toBe(200);
    return body['items'] as readonly JsonObject[];
  };
  /** A person's oldest session ends where he has too many, and each node that dies here leaves him one more. */
  const endDeadSessions = async () => {
    const { database: opened } = node.tenant;
    const [first] = await opened.all<{ at: number }>('SELECT MIN(created_at) AS at FROM gj_session');
    await opened.run('DELETE FROM gj_session WHERE created_at > ?', [Number(first?.at)]);
  };
  const again = async () => {
    for (const { id } of await pendings('issueStatus=failed'))
      await desk.act('pending-invoice', String(id), 'issue');
  };

  it('issues each pending invoice once, as the book of the bureau says', async () => {
    const rounds = database.name === 'mariadb' ? 40 : 160;
    for (let round = 0; round < rounds; round++) {
      for (let count = drawn(3); count >= 0; count--) {
        const id = await desk.approved({ buyerName: `第${round}轮`, lines: [serviceLine] });
        expect((await desk.act('invoice-application', id, 'issue')).status).toBe(200);
      }
      bureau.setMood({ ...usualMood, ...moods[drawn(moods.length)] });
      expect((await runToItsEnd(dying(database.url, 50 + drawn(900)))).killed).toBe(true);
      await freeLeases(database.url);
      await endDeadSessions();
      if (drawn(2) === 0) await again();
    }
    bureau.setMood({ ...usualMood });
    isAway = false;
    await vi.waitFor(
      async () => {
        await again();
        await node.node.run('issue');
        expect(await pendings('issueStatus[ne]=issued')).toEqual([]);
      },
      { timeout: 300_000, interval: 200 },
    );
    const issued = bureau.book.all('request').filter(({ answer }) => answer['state'] === 'issued');
    const byDocument = Map.groupBy(issued, ({ asked }) => (asked['document'] as JsonObject)['id']);
    expect([...byDocument.values()].filter(({ length }) => length > 1)).toEqual([]);
    const { body } = await node.ask('GET', `${desk.records('invoice')}?view=manage&limit=500&fields=number`);
    const numbers = (body['items'] as readonly JsonObject[]).map(({ number }) => number);
    expect(numbers.toSorted()).toEqual(issued.map(({ answer }) => answer['number']).toSorted());
  }, 3_600_000);
});
