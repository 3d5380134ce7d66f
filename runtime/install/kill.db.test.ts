import { expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/json.ts';
import { describeOnDatabases } from '../../workshop/databases.ts';
import { isLong, momentOf } from '../../workshop/runs.ts';
import { freeLeases, runToItsEnd } from '../database/killed.suite.ts';
import { openTestNode } from '../server/test-node.suite.ts';
import { field, installsOn, label, shop } from './world.suite.ts';

const at = (path: string) => new URL(path, import.meta.url).href;

/** Plans and installs in a process of its own, which kills itself at the given moment. */
const installAndDie = (url: string, given: JsonObject, dieAt: number) => `
  import { openDatabase } from '${at('../database/open-database.ts')}';
  import { createCaseRunner } from '${at('../cases/case-runner.ts')}';
  import { createLog } from '${at('../config/log.ts')}';
  import { createInstaller } from '${at('./create-installer.ts')}';
  import { createRehearsals } from '${at('./rehearsals.ts')}';
  import { readGiven } from '${at('./read-given.ts')}';
  import { openTenant } from '${at('../tenant/tenant.ts')}';
  import { createVault } from '${at('../vault.ts')}';
  import { v7 } from '${import.meta.resolve('uuid')}';
  let moments = 0;
  let counting = false;
  const vault = createVault(new Uint8Array(32).fill(7));
  const tenant = await openTenant({
    database: await openDatabase(${JSON.stringify(url)}, '/nowhere'),
    vault, log: createLog('silent'), version: '9.0.0',
    clock: Date.now, newId: v7, random: Math.random,
    onMoment(moment) {
      if (!counting) return;
      if (moments === ${dieAt}) { process.stdout.write(moment); process.kill(process.pid, 'SIGKILL'); }
      moments += 1;
    },
  });
  const installer = createInstaller({
    database: tenant.database, publisher: tenant.publisher, cases: createCaseRunner(), served: tenant.served,
    rehearsals: createRehearsals({ database: tenant.database, jobs: {} }), patience: 600_000,
    isBroken: () => false, node: tenant.node, version: '9.0.0', clock: Date.now, promotion: tenant.promotion,
  });
  const given = await readGiven([${JSON.stringify(given)}], {});
  const call = tenant.systemCall();
  const { hash } = await installer.plan(call, given, { take: 'theirs' });
  counting = true;
  await installer.apply(call, async () => given, { take: 'theirs', hash });
  console.log('survived ' + moments);
  await tenant.close();
`;

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
    timeout: 300_000,
  }, async () => {
    const moments: string[] = [];
    let node = await openTestNode(under.url);
    await installsOn(node).install([version(1)]);
    for (let survived = false; !survived; ) {
      const next = moments.length + 2;
      await installsOn(node).says({ 'fields/rate/label': label(`mine ${next}`), label: label('Mine') });
      await node.close();
      const { killed, output } = await runToItsEnd(
        installAndDie(under.url, version(next), momentOf(next - 2, under.name)),
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
    expect(moments.length).toBeGreaterThan(3);
    expect(moments.length).toBeLessThan(rounds);
  });
});
