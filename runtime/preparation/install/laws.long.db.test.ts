import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { isLong } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { planTables } from '../../storage/tables/plan-tables.ts';
import { field, installsOn, label, type ShopSays, shop } from './world.suite.ts';

/** One on the usual run, as each has databases of its own; on MariaDB making them takes ten times as long. */
const runs = !isLong ? 1 : process.env['GUIJU_TEST_DB'] === 'mysql' ? 8 : 25;
const colours = [
  ['r', 'Red'],
  ['g', 'Green'],
  ['b', 'Blue'],
] as const;
const text = fc.constantFrom('one', 'two', 'three');

/** The content of one version: every part of it may come and go. */
const says: fc.Arbitrary<ShopSays> = fc.record({
  name: text,
  rate: text,
  options: fc.subarray([...colours], { minLength: 1 }),
  columns: fc.subarray(['number', 'title', 'rate', 'colour'], { minLength: 1 }),
  more: fc.subarray([field('size', 'integer'), field('note', 'text', { length: 20 })]),
  data: fc
    .subarray(['P1', 'P2', 'P3'])
    .chain((keys) => fc.tuple(...keys.map((key) => text.map((title) => ({ key, title })))))
    .map((records) => ({
      form: 'thing',
      records: records.map(({ key, title }) => ({ key, values: { number: key, title } })),
    })),
});
const versions = fc.array(says, { minLength: 2, maxLength: 3 });
const shopOf = (all: readonly ShopSays[]) => all.map((one, at) => shop(`${at + 1}.0.0`, one));

describeOnDatabases('laws of an install, with writers under way', (under) => {
  let node: TestNode;
  let on: ReturnType<typeof installsOn>;
  let written = 0;
  let url = '';
  const fresh = async () => {
    if (node) await node.close();
    ({ url } = await under.fresh());
    node = await openTestNode(url);
    on = installsOn(node);
    written = 0;
  };
  beforeAll(fresh);
  afterAll(() => node.close());

  /** Somebody goes on writing until it is done; what was acknowledged is there afterwards. */
  async function whileWriting<T>(work: () => Promise<T>): Promise<T> {
    let isDone = false;
    const writer = (async () => {
      while (!isDone) {
        const { status } = await node.ask('POST', '/api/forms/thing/records', { number: `W${written}` });
        if (status === 201) written += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    try {
      return await work();
    } finally {
      isDone = true;
      await writer;
    }
  }
  const recordsOf = async (prefix: string) => {
    const found: JsonObject[] = [];
    // The writer beside an install makes more records than one page holds.
    for (let cursor: Json | undefined = ''; typeof cursor === 'string'; ) {
      const page = `limit=500&sort=number${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const { body } = await node.ask('GET', `/api/forms/thing/records?${page}`);
      found.push(...(body['items'] as JsonObject[]));
      cursor = body['next'];
    }
    return found
      .filter((one) => String(one['number']).startsWith(prefix))
      .map((one) => [one['number'], one['title']]);
  };
  /** All that people see of it; where fields stand that came later is the customer's. */
  const state = async () => {
    const { names, options, ...thing } = await on.thing();
    return {
      ...thing,
      names: [...names].sort(),
      options: [...options].sort(),
      records: await recordsOf('P'),
    };
  };
  const nothingIsLeft = async (packages: readonly JsonObject[]) => {
    expect(await on.plan(packages)).toMatchObject({
      questions: [],
      interference: [],
      changes: [],
      differences: [],
      open: { errors: 0 },
      packages: packages.map(() => ({ action: 'none' })),
    });
  };

  it('ends a chain of versions where the last alone ends; after each nothing is left to do', async () => {
    await fc.assert(
      fc.asyncProperty(versions, async (all) => {
        await fresh();
        for (const [at, one] of shopOf(all).entries()) {
          if (at === 0) await on.install([one]);
          else await whileWriting(() => on.install([one]));
          await nothingIsLeft([one]);
        }
        expect(await recordsOf('W')).toHaveLength(written);
        const chain = await state();
        await fresh();
        await on.install(shopOf(all).slice(-1));
        expect(chain).toEqual(await state());
      }),
      { numRuns: runs },
    );
  }, 1_200_000);

  it('answers make any upgrade free of conflicts', async () => {
    const mine = fc.record({ label: text.map(label), 'fields/rate/label': text.map(label) });
    await fc.assert(
      fc.asyncProperty(says, says, mine, fc.constantFrom('theirs', 'ours'), async (was, next, set, take) => {
        await fresh();
        const [first, second] = shopOf([was, next]);
        await on.install([first ?? {}]);
        await on.says(set);
        await node.ask('POST', '/api/forms/thing/records', { number: 'mine', title: 'mine' });
        await whileWriting(() => on.install([second ?? {}], { take }));
        await nothingIsLeft([second ?? {}]);
        expect((await recordsOf('mine')).length).toBe(1);
      }),
      { numRuns: runs },
    );
  }, 1_200_000);

  it('install then uninstall is as before, and the doctor finds nothing', async () => {
    await fresh();
    await on.install(shopOf([{ rate: 'Rate' }]));
    const before = await state();
    await fc.assert(
      fc.asyncProperty(extras, async (extra) => {
        await on.install([extra]);
        await whileWriting(() => uninstall('extra'));
        expect(await state()).toEqual(before);
        expect((await node.ask('GET', '/api/forms/extra')).status).toBe(404);
        expect((await planTables(node.tenant.database, node.tenant.served().model)).changes).toEqual([]);
        // It comes back as it was, and goes again.
        await on.install([extra]);
        await uninstall('extra');
        expect(await state()).toEqual(before);
      }),
      { numRuns: runs },
    );
    expect(await recordsOf('W')).toHaveLength(written);
    await node.tenant.packageData.load();
    expect(await doctorFails()).toEqual([]);
  }, 1_200_000);

  async function doctorFails() {
    const home = mkdtempSync(join(tmpdir(), 'guiju-laws-'));
    const place = url.startsWith('sqlite:')
      ? { GUIJU_HOME: dirname(fileURLToPath(url.replace('sqlite:', 'file:'))) }
      : { GUIJU_HOME: home, DATABASE_URL: url };
    const environment = { ...place, GUIJU_SECRET: '07'.repeat(32) };
    const { json } = await cli(['doctor', '--json'], { environment });
    rmSync(home, { recursive: true });
    const { findings } = json as { findings: readonly JsonObject[] };
    return findings.filter(({ status }) => status === 'fail');
  }

  async function uninstall(name: string): Promise<void> {
    const { body } = await node.ask('POST', '/api/publishes/uninstall/plan', { package: name });
    const done = await node.ask('DELETE', `/api/packages/${name}?hash=${String(body['hash'])}`);
    expect(done.status, JSON.stringify([body, done.body])).toBe(200);
  }
});

/** A package of somebody else: a form, fields and options of the shop's, records of both. */
const extras: fc.Arbitrary<JsonObject> = fc
  .record({
    fields: fc.subarray([field('ex_size', 'integer'), field('ex_note', 'text', { length: 20 })]),
    set: fc.record(
      {
        'fields/colour/options': fc.constant<Json>([{ value: 'ex', label: label('Extra') }]),
        'fields/rate/label': text.map(label),
        'list/columns': fc.constant<Json>({ remove: ['title'] }),
      },
      { requiredKeys: [] },
    ),
    records: fc.subarray(['PX1', 'PX2']),
  })
  .map(({ fields, set, records }) => ({
    files: {
      'package.json': {
        name: 'extra',
        version: '1.0.0',
        peerDependencies: { platform: '*', shop: '*' },
        guiju: { prefix: 'ex', label: label('Extra') },
      },
      'forms/extra.json': {
        name: 'extra',
        kind: 'master',
        sharing: 'everybody',
        label: label('Extra'),
        fields: [field('number', 'text', { required: true, length: 20 })],
      },
      'extensions/thing.json': { extends: 'thing', fields, set },
      'data/thing.json': {
        form: 'thing',
        records: records.map((key) => ({ key, values: { number: key } })),
      },
    },
  }));
