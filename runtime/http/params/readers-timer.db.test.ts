import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/json.ts';
import { describeOnDatabases } from '../../../workshop/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { watchedPackage } from './watcher.suite.ts';

/** Waits of a minute and more end when somebody says so; shorter ones are as they are. */
const clock = vi.hoisted(() => {
  const waits = new Set<{ left: number; readonly end: () => void }>();
  return {
    wait: (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        const one = { left: milliseconds, end: resolve };
        waits.add(one);
        signal?.addEventListener('abort', () => resolve());
      }),
    waiting: () => waits.size,
    pass(milliseconds: number) {
      for (const one of [...waits]) {
        one.left -= milliseconds;
        if (one.left > 0) continue;
        waits.delete(one);
        one.end();
      }
    },
  };
});
vi.mock('node:timers/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:timers/promises')>();
  const setTimeout = <T>(milliseconds: number, value?: T, options?: { signal?: AbortSignal }) =>
    milliseconds < 60_000
      ? real.setTimeout(milliseconds, value, options)
      : clock.wait(milliseconds, options?.signal);
  return { ...real, default: { ...real, setTimeout }, setTimeout };
});

describeOnDatabases('what nodes know of readers', (under) => {
  let node: TestNode;
  let other: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([watchedPackage()]);
    other = await openTestNode(under.url);
    await other.tenant.follow();
    // Both have begun to wait: for the readers' minute, and for that of what is swept.
    await expect.poll(clock.waiting).toBe(4);
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
  const written = async () =>
    Number((await node.tenant.database.first<{ n: number }>('SELECT COUNT(*) AS n FROM gj_reader'))?.n);
  const knownThere = async (key: string) => {
    const { body } = await other.ask('GET', `/api/params/limits/${key}/readers`);
    return (body['items'] as JsonObject[]).map(({ client }) => client);
  };

  it('is written and read once a minute, by itself, and no sooner', async () => {
    for (const [minute, key] of ['most', 'least'].entries()) {
      await read(key);
      await read(key);
      clock.pass(59_999);
      expect([clock.waiting(), await written(), await knownThere(key)]).toEqual([4, minute, []]);
      clock.pass(1);
      await expect.poll(written).toBe(minute + 1);
      await expect.poll(clock.waiting).toBe(4);
      // The other has its own minute; it may have looked before this one wrote.
      clock.pass(60_000);
      await expect.poll(() => knownThere(key)).toEqual(['till']);
      await expect.poll(clock.waiting).toBe(4);
    }
  });
});
