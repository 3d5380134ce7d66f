import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { isLong } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { freeLeases, runToItsEnd } from '../../database/killed.suite.ts';
import { seller, serviceLine } from '../../einvoicing/issuing/desk.suite.ts';
import { license } from '../../einvoicing/issuing/license.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { asleep } from '../background/asleep.suite.ts';

const packages = ['platform', 'basis', 'invoicing'];
const here = (path: string) => new URL(path, import.meta.url).href;
const noon = Date.parse('2026-11-20T12:00:00+08:00');
const hour = 3_600_000;

/** A server that makes the run and works on it, and is killed after so many commits. */
const dying = (url: string, at: number, commits: number) => `
  import { openTestNode } from '${here('../../server/test-node.suite.ts')}';
  let now = ${at - hour};
  const rested = [];
  const node = await openTestNode('${url}', {
    packages: ${JSON.stringify(packages)},
    clock: () => now,
    wait: (every) => {
      rested.push(every);
      return new Promise(() => {});
    },
  });
  // What goes on behind it has looked once, when nothing was due.
  const times = (every) => rested.filter((one) => one === every).length;
  while (times(2_000) < 2 || times(1_000) < 3) await new Promise((resolve) => setTimeout(resolve, 20));
  now = ${at};
  await node.node.run('schedule');
  let left = ${commits};
  const die = () => left-- === 0 && process.kill(process.pid, 'SIGKILL');
  die();
  node.tenant.store.onWritten(die);
  await node.node.run('runs');
  process.kill(process.pid, 'SIGKILL');
`;

/** Within, and after the last application; with time, after every commit. */
const moments = isLong ? [0, 1, 2, 3, 4, 5, 6] : [4];

describeOnDatabases('a server that is killed while it issues by itself', (database) => {
  let node: TestNode;
  let now = noon;
  beforeAll(async () => {
    node = await openTestNode(database.url, {
      packages,
      clock: () => now,
      wait: asleep,
    });
    await license(node, seller);
  });
  afterAll(() => node.close());

  const records = (form: string) => `/api/forms/${form}/records`;
  const make = async (form: string, body: JsonObject): Promise<string> => {
    const made = await node.ask('POST', records(form), body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return String(made.body['id']);
  };
  const approved = async (buyerName: string) => {
    const lines = [serviceLine];
    const body = { buyerName, invoiceType: '10xdp', sellerTaxNo: seller, lines };
    const id = await make('invoice-application', body);
    for (const action of ['submit', 'approve']) {
      const { body } = await node.ask('GET', `${records('invoice-application')}/${id}`);
      const tag = { 'if-match': `"${String(body['revision'])}"` };
      const path = `${records('invoice-application')}/${id}/actions/${action}`;
      expect((await node.ask('POST', path, {}, tag)).status).toBe(200);
    }
    return id;
  };

  it.each(moments)(
    'after %i commits: each application is issued once, and the run says so',
    async (commits) => {
      const buyerName = `买方${commits}`;
      const scheme = await make('auto-issue-scheme', {
        name: buyerName,
        frequency: 'daily',
        window: '00:00:00~23:59:59',
        everyMinutes: 60,
        sign: ['positive'],
        merge: 'line',
        push: 'pending',
        priority: 1,
        condition: { fact: 'buyerName', operator: 'equal', value: buyerName },
      });
      await node.node.run('schedule');
      const applications = [await approved(buyerName), await approved(buyerName), await approved(buyerName)];
      now += hour;
      expect((await runToItsEnd(dying(database.url, now, commits))).killed).toBe(true);
      const found = await node.ask('GET', `${records('auto-issue-run')}?view=manage&scheme=${scheme}`);
      const [run] = found.body['items'] as readonly JsonObject[];
      const path = `${records('auto-issue-run')}/${String(run?.['id'])}`;
      const isRunning = commits > 0 && commits < 6;
      expect(run).toMatchObject({ state: isRunning ? 'running' : commits === 0 ? 'waiting' : 'done' });
      if (isRunning) {
        // Nobody else takes it while its server may still be there.
        await node.node.run('runs');
        expect((await node.ask('GET', path)).body).toMatchObject(run ?? {});
      }
      await freeLeases(database.url);
      for (let pass = 0; pass < 2; pass++) await node.node.run('runs');
      expect((await node.ask('GET', path)).body).toMatchObject({
        state: 'done',
        total: 3,
        done: 3,
        waiting: 0,
        failed: 0,
        attempts: isRunning ? 2 : 1,
        trigger: isRunning ? 'again' : 'schedule',
      });
      const versions = await node.ask('GET', `${path}/history?limit=50`);
      expect(JSON.stringify(versions.body).includes('"interrupted"')).toBe(isRunning);
      for (const application of applications) {
        const asked = `${records('pending-invoice')}?view=manage&application=${application}`;
        expect((await node.ask('GET', asked)).body['items']).toHaveLength(1);
      }
    },
  );
});
