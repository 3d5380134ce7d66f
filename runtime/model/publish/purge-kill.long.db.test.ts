import { expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { isLong, momentOf } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { freeLeases, momentsOf, runToItsEnd } from '../../database/killed.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { isLittered } from '../../storage/tables/give-up.ts';
import { planTables } from '../../storage/tables/plan-tables.ts';
import { purgeable } from '../../storage/tables/purge.ts';
import { readState } from '../../storage/tables/state.ts';
import { everyKind, papersPackage } from './every-kind.suite.ts';
import { workAndDie } from './killed-work.suite.ts';
import { text } from './steps.suite.ts';

/** A form whose package went, and a field that its package left out. */
const paths = ['paper', 'note/late'];
const notes = (version: string, ...fields: readonly JsonObject[]) => notePackage(fields, {}, version);
const [body, late] = [text('body'), text('late')];
const papers = papersPackage(everyKind.map(({ field }) => field));

/** Lets both go for good in a process of its own, which kills itself at the given moment. */
const purgeAndDie = (url: string, dieAt: number) =>
  workAndDie(
    { url, dieAt },
    `for (const path of ${JSON.stringify(paths)})
      await tenant.publisher.purge(path, { actor: { id: 'a', name: 'A' }, reason: 'kill ${dieAt}' });`,
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
      const round = moments.length;
      await node.publish([papers, notes(`${round}.1.0`, body, late)]);
      await node.ask('POST', '/api/forms/note/records', { number: `N${round}`, body: 'stays', late: 'goes' });
      await node.publish([notes(`${round}.2.0`, body)]);
      const made = await node.ask('POST', '/api/forms/paper/records', { number: 'P1', tag: 'gone' });
      expect([made.status, moments.at(-1)]).toEqual([201, moments.at(-1)]);
      const asked = { package: papers.name };
      const { hash } = (await node.ask('POST', '/api/publishes/uninstall/plan', asked)).body;
      const taken = await node.ask('DELETE', `/api/packages/${papers.name}?hash=${String(hash)}`);
      expect(taken.status, JSON.stringify(taken.body)).toBe(200);
      expect(await hidden(node)).toEqual(expect.arrayContaining(paths));
      await node.close();

      const { killed, output } = await runToItsEnd(purgeAndDie(under.url, momentOf(round)));
      survived = !killed;
      moments.push(output);
      await freeLeases(under.url);
      node = await openTestNode(under.url);
      await node.tenant.publisher.finishPurges();
      // A node that died before it asked for the second one asks again.
      const left = (await hidden(node)).filter((one) => paths.includes(one));
      expect(left, output).not.toContain('paper');
      for (const path of left)
        await node.tenant.publisher.purge(path, { actor: { id: 'a', name: 'A' }, reason: null });
      expect(await hidden(node), output).not.toContain('note/late');
      const { database, served } = node.tenant;
      expect((await planTables(database, served().model)).changes, output).toEqual([]);
      const state = await readState(database);
      expect(
        state.physical.columns.filter(({ path }) => path.startsWith('paper') || path === 'note/late'),
      ).toEqual([]);
      expect(isLittered(state), output).toBe(false);
      expect(
        [...state.found.keys()].filter((name) => name.startsWith('paper')),
        output,
      ).toEqual([]);
      const { items } = (await node.ask('GET', '/api/forms/note/records?sort=number')).body;
      expect(
        (items as JsonObject[]).map((one) => one['body']),
        output,
      ).toEqual(Array.from({ length: round + 1 }, () => 'stays'));
    }
    await node.close();
    if (isLong)
      expect(moments).toEqual(
        expect.arrayContaining(['purge noted', 'purge forgotten', 'column gone', 'table gone']),
      );
    expect(momentsOf(moments)).toBeGreaterThan(3);
    expect(moments.length).toBeLessThan(rounds);
  });
});

async function hidden({ tenant }: TestNode): Promise<readonly string[]> {
  return (await purgeable(tenant.database, tenant.served().model)).map((one) => one.path);
}
