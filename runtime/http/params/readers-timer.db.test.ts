import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { testedDomains } from '../../server/edition.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { watchedPackage } from './watcher.suite.ts';

/** A clock of whose minutes somebody says that they have passed; shorter waits are as they are. */
function fakeClock() {
  const waits = new Set<{ left: number; readonly end: () => void }>();
  return {
    waiting: () => waits.size,
    pass(milliseconds: number) {
      for (const one of [...waits]) {
        one.left -= milliseconds;
        if (one.left > 0) continue;
        waits.delete(one);
        one.end();
      }
    },
    async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
      if (milliseconds < 60_000)
        return sleep(milliseconds, undefined, { signal, ref: false }).catch(() => {});
      const { promise, resolve } = Promise.withResolvers<void>();
      waits.add({ left: milliseconds, end: resolve });
      signal.addEventListener('abort', () => resolve());
      return promise;
    },
  };
}

describeOnDatabases('what nodes know of readers', (under) => {
  const clock = fakeClock();
  const { wait } = clock;
  let node: TestNode;
  let other: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url, { wait });
    await node.publish([watchedPackage()]);
    other = await openTestNode(under.url, { wait });
    await other.tenant.follow();
  });
  afterAll(async () => {
    await node.close();
    await other.close();
  });
  const read = async (key: string) => {
    const answer = await node.ask('GET', `/api/params/limits/${key}`, undefined, {
      'guiju-client': 'till/1',
    });
    expect(answer.status).toBe(200);
  };
  const written = async () => {
    const sql = "SELECT COUNT(*) AS n FROM gj_reader WHERE client = 'till'";
    return Number((await node.tenant.database.first<{ n: number }>(sql))?.n);
  };
  const knownThere = async (key: string) => {
    const { body } = await other.ask('GET', `/api/params/limits/${key}/readers`);
    return (body['items'] as JsonObject[]).map(({ client }) => client);
  };

  it('is written and read once a minute, by itself, and no sooner', async () => {
    // Both have begun to wait: for the readers' minute, for those of what is swept, of what is no longer kept, of
    // files, of who is at a design, of newer versions, of columns and values that leave, of how large tables are, of its
    // last day, and where there is invoicing, of new months.
    const waits = testedDomains.length > 0 ? 24 : 22;
    await expect.poll(clock.waiting).toBe(waits);
    for (const [minute, key] of ['most', 'least'].entries()) {
      await read(key);
      await read(key);
      clock.pass(59_999);
      expect([clock.waiting(), await written(), await knownThere(key)]).toEqual([waits, minute, []]);
      clock.pass(1);
      await expect.poll(written).toBe(minute + 1);
      await expect.poll(clock.waiting).toBe(waits);
      // The other has its own minute; it may have looked before this one wrote.
      clock.pass(60_000);
      await expect.poll(() => knownThere(key)).toEqual(['till']);
      await expect.poll(clock.waiting).toBe(waits);
    }
  });
});
