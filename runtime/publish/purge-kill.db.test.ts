import { expect, it } from 'vitest';
import { describeOnDatabases } from '../../workshop/databases.ts';
import { isLong, momentOf } from '../../workshop/runs.ts';
import { freeLeases, runToItsEnd } from '../database/killed.suite.ts';
import { openTestNode, type TestNode } from '../server/test-node.suite.ts';
import { planTables } from '../tables/plan-tables.ts';
import { purgeable } from '../tables/purge.ts';
import { everyKind, papersPackage } from './every-kind.suite.ts';
import { workAndDie } from './killed-work.suite.ts';

const path = 'paper';
const papers = papersPackage(everyKind.map(({ field }) => field));

/** Lets a form go for good in a process of its own, which kills itself at the given moment. */
const purgeAndDie = (url: string, dieAt: number) =>
  workAndDie(
    { url, dieAt },
    `await tenant.publisher.purge('${path}', { actor: { id: 'a', name: 'A' }, reason: 'kill ${dieAt}' });`,
  );

/** More than a purge has moments; the test says when they become too few. */
const rounds = 16;

describeOnDatabases('a purge, killed', (under) => {
  it('goes on to its end with the next start, from any moment, and what comes again begins with nothing', {
    timeout: 300_000,
  }, async () => {
    const moments: string[] = [];
    let node = await openTestNode(under.url);
    for (let survived = false; !survived; ) {
      await node.publish([papers]);
      const made = await node.ask('POST', '/api/forms/paper/records', { number: 'P1', tag: 'gone' });
      expect([made.status, moments.at(-1)]).toEqual([201, moments.at(-1)]);
      const asked = { package: papers.name };
      const { hash } = (await node.ask('POST', '/api/publishes/uninstall/plan', asked)).body;
      const taken = await node.ask('DELETE', `/api/packages/${papers.name}?hash=${String(hash)}`);
      expect(taken.status, JSON.stringify(taken.body)).toBe(200);
      expect(await hidden(node)).toContain(path);
      await node.close();

      const { killed, output } = await runToItsEnd(
        purgeAndDie(under.url, momentOf(moments.length, under.name)),
      );
      survived = !killed;
      moments.push(output);
      await freeLeases(under.url);
      node = await openTestNode(under.url);
      await node.tenant.publisher.finishPurges();
      expect(await hidden(node), output).not.toContain(path);
      const { database, served } = node.tenant;
      expect((await planTables(database, served().model)).changes, output).toEqual([]);
      const left = await database.all("SELECT path FROM gj_physical WHERE path LIKE 'paper%'");
      expect(left, output).toEqual([]);
    }
    await node.close();
    if (isLong)
      expect(moments).toEqual(
        expect.arrayContaining(['purge noted', 'purge forgotten', 'column gone', 'table gone']),
      );
    expect(moments.length).toBeGreaterThan(1);
    expect(moments.length).toBeLessThan(rounds);
  });
});

async function hidden({ tenant }: TestNode): Promise<readonly string[]> {
  return (await purgeable(tenant.database, tenant.served().model)).map((one) => one.path);
}
