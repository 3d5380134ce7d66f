import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { freshDatabase, type TestDatabase } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { givenPackages } from '../../cli/common/given-packages.ts';
import { domains } from '../../domains.ts';
import { ordersPackage } from '../../effective/match/world.suite.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { standardPackageFolders } from '../../model/packages/read-folder.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { testPackages } from './test-packages.ts';

const standard = (await givenPackages(standardPackageFolders())).packages;

describe('the cases of the standard packages', async () => {
  const report = await testPackages(domains, standard);
  it('are there, and their data is loaded whole', () => {
    expect(report.cases.length).toBeGreaterThan(30);
    expect(report.issues).toEqual([]);
  });
  it.each(report.cases)('$package $form: $name', ({ outcome, expected, actual }) => {
    expect([outcome, actual]).toEqual(['passed', expected]);
  });
});

const orders = (cases: readonly JsonObject[], more: readonly (readonly [string, Json])[] = []): Installed => {
  const { files, ...rest } = ordersPackage();
  const data: JsonObject = {
    form: 'rule',
    records: [
      {
        key: 'web',
        values: { number: 'WEB', condition: { fact: 'channel', operator: 'equal', value: 'web' } },
      },
      {
        key: 'big',
        values: {
          number: 'BIG',
          condition: { fact: 'amount', operator: 'greaterThan', value: '100' },
          priority: 1,
        },
      },
    ],
  };
  return {
    ...rest,
    files: new Map<string, Json>([
      ...files,
      ['data/rules.json', data],
      ['cases/rule.json', { form: 'rule', cases }],
      ...more,
    ]),
  };
};
const platform = standard.filter(({ name }) => name === 'platform');

describe('a case', () => {
  it.each<[string, JsonObject, string, Json?]>([
    ['that is so', { facts: { channel: 'web' }, expect: 'WEB' }, 'passed', 'WEB'],
    ['that is so by priority', { facts: { channel: 'web', amount: '101' }, expect: 'BIG' }, 'passed', 'BIG'],
    ['that expects nobody', { facts: {}, expect: null }, 'passed', null],
    ['that is not so', { facts: { channel: 'web' }, expect: 'BIG' }, 'failed', 'WEB'],
    ['that expects nobody and is wrong', { facts: { channel: 'web' }, expect: null }, 'failed', 'WEB'],
    ['of an organisation that is not there', { facts: {}, expect: null, org: 'nowhere' }, 'failed'],
    ['at a moment that is none', { facts: {}, expect: null, at: 'soon' }, 'failed'],
    ['with a value that is none', { facts: { amount: 'much' }, expect: null }, 'failed'],
  ])('%s', async (name, one, outcome, actual) => {
    const { cases } = await testPackages(domains, [...platform, orders([{ name, ...one }])]);
    expect(cases).toMatchObject([{ name, outcome, ...(actual === undefined ? {} : { actual }) }]);
    if (outcome === 'failed' && actual === undefined) expect(cases[0]?.problems?.length).toBe(1);
  });
  it('of a decision is decided', async () => {
    const file = (decision: string, ...cases: readonly JsonObject[]): [string, Json] => [
      `cases/${decision}.json`,
      { decision, cases: cases.map((one, at) => ({ name: `${decision} ${at}`, ...one })) },
    ];
    const route = { event: 'rescan' };
    const report = await testPackages(domains, [
      ...platform,
      orders(
        [{ name: 'y', facts: {}, expect: null }],
        [
          file(
            'imaging-route',
            { facts: route, expect: { next: 'upload' } },
            { facts: route, expect: { next: 'next' } },
          ),
          file('batch-order', { facts: {}, expect: {} }),
          file('of-a-later-version', { facts: {}, expect: 1 }),
        ],
      ),
    ]);
    const { cases } = report;
    const decided = cases.filter(({ decision }) => decision !== undefined);
    expect(decided.map(({ name, outcome }) => [name, outcome]).toSorted()).toEqual([
      ...[
        ['batch-order 0', 'failed'],
        ['imaging-route 0', 'passed'],
        ['imaging-route 1', 'failed'],
      ],
      ['of-a-later-version 0', 'skipped'],
    ]);
    expect(cases.find(({ name }) => name === 'batch-order 0')?.problems).toMatchObject([{ path: '/input' }]);
  });
});

describe('guiju test', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiju-cases-test-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const packageOf = async ({ name, files }: Installed): Promise<string> => {
    const place = join(folder, name);
    await rm(place, { recursive: true, force: true });
    for (const [path, content] of files) {
      await mkdir(join(place, path, '..'), { recursive: true });
      await writeFile(join(place, path), JSON.stringify(content));
    }
    return place;
  };

  it('says of each case whether it is so, and ends with 0 when all are', async () => {
    const place = await packageOf(orders([{ name: 'web orders', facts: { channel: 'web' }, expect: 'WEB' }]));
    const { code, out } = await cli(['test', place], { environment: { LANG: 'zh_CN.UTF-8' } });
    expect([code, out]).toEqual([0, 'orders/cases/rule.json\n  ✓ web orders\n1 个通过，0 个未通过']);
  });
  it('says what was expected and what came, and ends with 1', async () => {
    const place = await packageOf(orders([{ name: 'web orders', facts: { channel: 'web' }, expect: 'BIG' }]));
    const { code, out } = await cli(['test', place], { environment: { LANG: 'en_US.UTF-8' } });
    expect(code).toBe(1);
    expect(out).toContain('  ✗ web orders\n      expected BIG, got WEB\n0 passed, 1 failed');
  });
  it('is JSON for programs', async () => {
    const place = await packageOf(orders([{ name: 'web orders', facts: { channel: 'web' }, expect: 'WEB' }]));
    const { code, json } = await cli(['test', place, '--json']);
    expect([code, json]).toMatchObject([0, { passed: 1, failed: 0, cases: [{ outcome: 'passed' }] }]);
  });
  it('refuses a package that does not compile, with every issue', async () => {
    const place = await packageOf(orders([{ name: 'x', facts: { chanel: 'web' }, expect: null }]));
    const { code, out, err } = await cli(['test', place], { environment: { LANG: 'en_US.UTF-8' } });
    expect([code, out]).toEqual([1, 'no cases were run: 1 error, 0 warnings']);
    expect(err).toContain('chanel');
    expect(err).not.toContain('published');
  });
});

describe('POST /api/packages/{name}/test', () => {
  let database: TestDatabase;
  let node: TestNode;
  beforeAll(async () => {
    database = await freshDatabase();
    node = await openTestNode(database.url);
    await node.publish([
      orders([
        { name: 'right', facts: { channel: 'web' }, expect: 'WEB' },
        { name: 'wrong', facts: { amount: 'much' }, expect: 'WEB' },
      ]),
    ]);
  });
  afterAll(async () => {
    await node.close();
    await database.drop();
  });

  it('tries what is installed, while others are answered, and leaves no trace', async () => {
    const before = node.tenant.revision();
    let answered = 0;
    const test = node.ask('POST', '/api/packages/orders/test', undefined, { 'accept-language': 'en' });
    let under = true;
    void test.then(() => {
      under = false;
    });
    while (under) {
      expect((await node.ask('GET', '/api/session')).status).toBe(200);
      answered += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const { status, body } = await test;
    expect(status).toBe(200);
    expect(body).toMatchObject({
      passed: 1,
      failed: 1,
      skipped: 0,
      cases: [
        { name: 'right', outcome: 'passed', actual: 'WEB' },
        { name: 'wrong', outcome: 'failed', problems: [{ path: '/amount', message: expect.any(String) }] },
      ],
    });
    expect(answered).toBeGreaterThan(20);
    expect(node.tenant.revision()).toBe(before);
  });
  it('knows no other packages', async () => {
    expect((await node.ask('POST', '/api/packages/none/test')).status).toBe(404);
  });
});
