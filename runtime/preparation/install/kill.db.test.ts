import { expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { isLong, momentOf } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { freeLeases, momentsOf, runToItsEnd } from '../../database/killed.suite.ts';
import { workAndDie } from '../../model/publish/killed-work.suite.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import { planning } from './killed-install.suite.ts';
import { field, installsOn, label, shop } from './world.suite.ts';

/** Plans and installs in a process of its own, which kills itself at the given moment. */
const installAndDie = (url: string, given: JsonObject, dieAt: number) =>
  workAndDie(
    { url, dieAt },
    'await installer.apply(call, async () => given, { ...how, hash });',
    planning(given, { take: 'theirs' }),
  );

/** Each version says another label, brings another field and another record. */
const version = (number: number): JsonObject =>
  shop(`${number}.0.0`, {
    rate: `Rate ${number}`,
    more: Array.from({ length: number }, (_, before) => field(`field${before}`, 'integer')),
    data: {
      form: 'thing',
      records: Array.from({ length: number }, (_, before) => ({
        key: `r${before}`,
        values: { number: `R${before}` },
      })),
    },
  });

/** More than an install has moments; the test says when they become too few. */
const rounds = 20;

describeOnDatabases('an install, killed', (under) => {
  it('reaches its planned end with the next start, from any moment: packages, the customer’s layer and records', {
    timeout: isLong ? 900_000 : 300_000,
  }, async () => {
    const moments: string[] = [];
    let node = await openTestNode(under.url);
    await installsOn(node).install([version(1)]);
    for (let survived = false; !survived; ) {
      const next = moments.length + 2;
      await installsOn(node).says({ 'fields/rate/label': label(`mine ${next}`), label: label('Mine') });
      await node.close();
      const { killed, output } = await runToItsEnd(
        installAndDie(under.url, version(next), momentOf(next - 2)),
      );
      survived = !killed;
      moments.push(output);
      if (output !== 'before the switch') await freeLeases(under.url);
      node = await openTestNode(under.url);
      const thing = await installsOn(node).thing();
      // The answer was the package's, so the customer's word is gone with the same switch; his other one stays.
      expect([thing.label, thing.rate, thing.names.at(-1)], output).toEqual([
        'Mine',
        `Rate ${next}`,
        `field${next - 1}`,
      ]);
      await node.tenant.packageData.load();
      const { body } = await node.ask('GET', '/api/forms/thing/records?limit=100');
      expect((body['items'] as JsonObject[]).length, output).toBe(next);
      const left = await installsOn(node).plan([version(next)]);
      expect([left['questions'], left['changes'], left['packages']], output).toMatchObject([
        [],
        [],
        [{ action: 'none' }],
      ]);
    }
    await node.close();
    if (isLong) expect(moments).toEqual(expect.arrayContaining(['begun', 'before the switch', 'switched']));
    expect(momentsOf(moments)).toBeGreaterThan(5);
    expect(moments.length).toBeLessThan(rounds);
  });
});
