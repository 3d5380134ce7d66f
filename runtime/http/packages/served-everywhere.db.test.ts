import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/json.ts';
import { describeOnDatabases } from '../../../workshop/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { asTimePasses } from '../../server/run-in-background.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { reportNode } from '../../tables/nodes.ts';
import { designer, field, shopPackage } from '../design/designing.suite.ts';

/** Publishes by one door, on one node; answers what was answered. */
type Door = (node: TestNode, word: string) => Promise<JsonObject>;

const sent = (version: string) => [{ files: Object.fromEntries(shopPackage(version).files) }];
let versions = 0;

/** Asks for a plan, and for what was planned. */
async function planned(node: TestNode, plan: string, [method, path]: readonly [string, string], body: Json) {
  const { hash } = (await node.ask('POST', plan, body)).body;
  const isDelete = method === 'DELETE';
  const done = isDelete
    ? await node.ask(method, `${path}?hash=${String(hash)}`)
    : await node.ask(method, path, { ...(body as JsonObject), hash: hash ?? '' });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  expect(done.headers.get('guiju-nodes-behind')).toBe(behindOf(done.body).length > 0 ? '1' : null);
  return done.body;
}

const versioned = () => {
  versions += 1;
  return { packages: sent(`1.0.${versions}`) };
};

async function designed(node: TestNode, word: string): Promise<string> {
  const by = designer(node);
  const design = await by.begin({ name: word });
  const step = { do: 'add-field', form: 'thing', content: field(`local_${word}`, 'integer') } as const;
  expect((await by.take(design, 0, [step])).status).toBe(200);
  return design;
}

/** By the operations whose answers say who serves what was published. */
const doors: Readonly<Record<string, Door>> = {
  applyModel: (node) => planned(node, '/api/model/plan', ['POST', '/api/model/apply'], versioned()),
  installPackages: (node) => planned(node, '/api/packages/plan', ['POST', '/api/packages'], versioned()),
  undoPublish: (node) => planned(node, '/api/publishes/undo/plan', ['POST', '/api/publishes/undo'], {}),
  publishDesign: async (node, word) => designer(node).publish(await designed(node, word)),
  publishChangeSet: async (node, run) => {
    const word = `set${run}`;
    const design = await designed(node, word);
    const items = [{ action: 'create', form: 'thing', body: { number: word, [`local_${word}`]: 7 } }];
    const set = await node.ask('POST', '/api/changesets?org=root', { name: word, design, items });
    const path = `/api/changesets/${String(set.body['id'])}/publish`;
    const done = await node.ask('POST', path, {}, { 'if-match': `"${String(set.body['revision'])}"` });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    expect(done.headers.get('guiju-nodes-behind')).toBe(behindOf(done.body).length > 0 ? '1' : null);
    return done.body;
  },
  ship: (node, word) => {
    const wanted = {
      name: `of-${word}`,
      version: '1.0.0',
      prefix: `${word}x`,
      label: { zh: word, en: word },
    };
    const places = [`thing/fields/local_${word}`];
    return planned(node, '/api/design/ship/plan', ['POST', '/api/design/ship'], { ...wanted, places });
  },
  uninstallPackage: (node, word) =>
    planned(node, '/api/publishes/uninstall/plan', ['DELETE', `/api/packages/of-${word}`], {
      package: `of-${word}`,
    }),
};

interface Serving {
  readonly serving: number;
  readonly behind: readonly { readonly id: string; readonly since: string }[];
}

const nodesOf = (body: JsonObject) => body['nodes'] as unknown as Serving;
const behindOf = (body: JsonObject) => nodesOf(body).behind;

/** All but what a node says of itself every two seconds. */
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
      nodesPatience: 60_000,
      wait: async (milliseconds, stopping) => {
        await asTimePasses(milliseconds, stopping);
        if (milliseconds !== untilSignOfLife) await paused?.promise;
      },
    });
    const dead = { id: 'dead', startedAt: 0, model: 1 };
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
    // What was under way is done.
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
    expect(found.toSorted()).toEqual(Object.keys(doors).toSorted());
  });

  for (const [name, door] of Object.entries(doors))
    it(`by ${name} is done when every node that lives serves it, or says which does not`, async () => {
      const done = await door(patient, 'one');
      const model = Number((await hasty.raw('GET', '/healthz')).headers.get('guiju-model'));
      expect(nodesOf(done)).toEqual({ serving: 2, behind: [] });
      expect(model).toBe(patient.tenant.service()?.revision);
      await pause();
      try {
        const alone = nodesOf(await door(hasty, 'two'));
        expect(alone).toEqual({
          serving: 1,
          behind: [{ id: patient.tenant.node, since: expect.stringMatching(/^2\d{3}-.*Z$/) }],
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
    await reportNode(own, { id: 'slow', startedAt: 0, model: 1 });
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

  it('from a terminal says so in words', async () => {
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
          new RegExp(`1 server does not serve it yet, .*\n {2}${patient.tenant.node} \\(last heard of at 2`),
        ),
      ]);
    } finally {
      resume();
    }
  });
});
