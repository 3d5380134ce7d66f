import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { itLong } from '../../../workshop/it-long.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { reportNode } from '../../storage/tables/nodes.ts';
import { asTimePasses } from '../../work/background/run-in-background.ts';
import { shopPackage } from '../design/designing.suite.ts';
import { designed, publishDoors } from './publish-doors.suite.ts';

interface Serving {
  readonly serving: number;
  readonly behind: readonly { readonly id: string; readonly name: string; readonly since: string }[];
}

const nodesOf = (body: JsonObject) => body['nodes'] as unknown as Serving;
const behindOf = (body: JsonObject) => nodesOf(body).behind;

/** The wait between two signs of life of a node, which alone goes on while the node is paused, in milliseconds. */
const untilSignOfLife = 2_000;

describeOnDatabases('a publish', (database) => {
  let hasty: TestNode;
  let patient: TestNode;
  const home = mkdtempSync(join(tmpdir(), 'guiju-served-'));
  let paused: PromiseWithResolvers<void> | null = null;
  beforeAll(async () => {
    hasty = await openTestNode(database.url, { nodesPatience: 100 });
    await hasty.publish([shopPackage()]);
    patient = await openTestNode(database.url, {
      name: 'patient:80',
      nodesPatience: 60_000,
      wait: async (milliseconds, stopping) => {
        await asTimePasses(milliseconds, stopping);
        if (milliseconds !== untilSignOfLife) await paused?.promise;
      },
    });
    const dead = { id: 'dead', name: 'dead:80', startedAt: 0, model: 1 };
    await reportNode(hasty.tenant.database, dead);
    const { now } = hasty.tenant.database.dialect;
    await hasty.tenant.database.run(`UPDATE gj_node SET last_seen = ${now} - 10001 WHERE id = 'dead'`);
    await vi.waitFor(async () => expect(await live()).toBe(2), 10_000);
  }, 60_000);
  afterAll(async () => {
    await patient.close();
    await hasty.close();
    rmSync(home, { recursive: true, force: true });
  });

  const live = async () =>
    (await hasty.tenant.database.all("SELECT id FROM gj_node WHERE id <> 'dead'")).length;
  const pause = async () => {
    paused = Promise.withResolvers();
    // Work that was under way is done.
    await asTimePasses(700, new AbortController().signal);
  };
  const resume = () => {
    paused?.resolve();
    paused = null;
  };

  it('knows every door', async () => {
    const { paths, components } = (await hasty.ask('GET', '/openapi.json')).body as Record<
      string,
      JsonObject
    >;
    const schemas = Object.entries((components?.['schemas'] ?? {}) as JsonObject);
    const served = '#/components/schemas/NodesServing';
    const names = schemas
      .filter(([, schema]) => JSON.stringify(schema).includes(served))
      .map(([name]) => name);
    const says = (operation: Json) => {
      const text = JSON.stringify((operation as JsonObject)['responses'] ?? {});
      return [served, ...names.map((name) => `#/components/schemas/${name}`)].some((ref) =>
        text.includes(`"${ref}"`),
      );
    };
    const operations = Object.values(paths ?? {}).flatMap((path) => Object.values(path as JsonObject));
    const found = operations
      .filter((one) => says(one ?? null))
      .map((one) => (one as JsonObject)['operationId']);
    expect(found.toSorted()).toEqual(Object.keys(publishDoors).toSorted());
  });

  for (const [name, door] of Object.entries(publishDoors))
    it(`by ${name} is done when every node that lives serves it, or says which does not`, async () => {
      const by = async (node: TestNode, word: string) => {
        const { status, headers, body } = await door(node, word);
        expect(status, JSON.stringify(body)).toBe(200);
        const names = behindOf(body).map(({ name: one }) => one);
        expect(headers.get('guiju-nodes-behind')).toBe(names.length === 0 ? null : names.join(', '));
        return body;
      };
      const done = await by(patient, 'one');
      const model = Number((await hasty.raw('GET', '/healthz')).headers.get('guiju-model'));
      expect(nodesOf(done)).toEqual({ serving: 2, behind: [] });
      expect(model).toBe(patient.tenant.service()?.revision);
      await pause();
      try {
        const alone = nodesOf(await by(hasty, 'two'));
        expect(alone).toEqual({
          serving: 1,
          behind: [
            { id: patient.tenant.node, name: 'patient:80', since: expect.stringMatching(/^2\d{3}-.*Z$/) },
          ],
        });
      } finally {
        resume();
      }
      const now = hasty.tenant.service()?.revision;
      await expect.poll(() => patient.tenant.service()?.revision, { timeout: 20_000 }).toBe(now);
    });

  it('at its time is settled before it waits for others, who may have to wait for what it holds', async () => {
    const { url } = await database.fresh();
    const node = await openTestNode(url, { nodesPatience: 120_000 });
    const own = node.tenant.database;
    await node.publish([shopPackage()]);
    await reportNode(own, { id: 'slow', name: 'slow:80', startedAt: 0, model: 1 });
    await own.run(`UPDATE gj_node SET last_seen = ${own.dialect.now} + 600000 WHERE id = 'slow'`);
    const soon = () => new Date(Date.now() + 1_000).toISOString();
    const [design, named] = [await designed(node, 'alone'), await designed(node, 'named')];
    const items = [{ action: 'create', form: 'thing', body: { number: 'scheduled', local_named: 7 } }];
    const set = await node.ask('POST', '/api/changesets?org=root', { name: 'set', design: named, items });
    const paths = [`/api/changesets/${String(set.body['id'])}`, `/api/design/drafts/${design}`];
    const tag = { 'if-match': `"${String(set.body['revision'])}"`, 'guiju-reason': 'test' };
    try {
      for (const path of paths) {
        const scheduled = await node.ask('POST', `${path}/schedule`, { at: soon() }, tag);
        expect(scheduled.status, JSON.stringify(scheduled.body)).toBe(200);
        const read = async () => (await node.ask('GET', path)).body;
        await expect.poll(read, { timeout: 20_000 }).toMatchObject({ state: 'published', failure: null });
        const held =
          "SELECT name FROM gj_lease WHERE name LIKE 'design%' OR name IN ('change-sets', 'publish')";
        await expect.poll(() => own.all(held), { timeout: 10_000 }).toEqual([]);
      }
    } finally {
      await own.run("DELETE FROM gj_node WHERE id = 'slow'");
      await node.close();
    }
  }, 60_000);

  itLong('from a terminal says so in words', async () => {
    await pause();
    try {
      const isFile = database.name === 'sqlite';
      const environment = {
        GUIJU_SECRET: '07'.repeat(32),
        GUIJU_HOME: isFile ? dirname(fileURLToPath(database.url.replace('sqlite:', 'file:'))) : home,
        ...(isFile ? {} : { DATABASE_URL: database.url }),
      };
      const { code, err } = await cli(['undo', '--yes'], { environment });
      expect([code, err]).toEqual([
        0,
        expect.stringMatching(
          /1 server does not use the new definitions yet, .*\n {2}patient:80 \(last report at 2/,
        ),
      ]);
    } finally {
      resume();
    }
  });
});
