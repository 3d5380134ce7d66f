import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/json.ts';
import { type DatabaseName, describeOnDatabases } from '../../workshop/databases.ts';
import { cli } from '../cli/captured-terminal.suite.ts';
import { openDatabase } from '../database/open-database.ts';
import { readPackageFolder, standardPackageFolders } from '../packages/read-folder.ts';
import { formerRooms } from './former-rooms.suite.ts';
import { openTestNode, type TestNode } from './test-node.suite.ts';

/** Statements that make a database as a server of that day left it, with all standard packages and three customers. */
const fixturesOf = (name: DatabaseName) =>
  globSync(`runtime/server/former-databases/*.${name}.json.br`).sort();
const english = { 'accept-language': 'en' };
const names = ['platform', 'basis', 'invoicing', 'imaging'];

/** The first server knew of no layers that were set aside, nor of packages that go. */
const isWithRooms = (fixture: string) => !fixture.includes('/2026-11-20.');

describeOnDatabases('a database of a former server', (under) => {
  it('is served, or says what to do, and comes to be as if it had been installed today', async () => {
    const fixtures = fixturesOf(under.name);
    expect(fixtures.length).toBeGreaterThan(0);
    for (const fixture of fixtures) await comesToBeToday(fixture, (await under.fresh()).url);
  }, 300_000);
});

async function comesToBeToday(fixture: string, url: string): Promise<void> {
  const folder = url.startsWith('sqlite:')
    ? dirname(fileURLToPath(url.replace('sqlite:', 'file:')))
    : mkdtempSync(join(tmpdir(), 'guiju-former-'));
  const before = await openDatabase(url, folder);
  const statements: string[] = JSON.parse(brotliDecompressSync(readFileSync(fixture)).toString());
  for (const statement of statements) await before.run(statement);
  await before.close();

  const node = await openTestNode(url, { packages: names });
  const settings = {
    ...(url.startsWith('sqlite:') ? {} : { DATABASE_URL: url }),
    ...{ GUIJU_HOME: folder, GUIJU_SECRET: '07'.repeat(32) },
  };
  const unlisted = await cli(['hosts', 'list', '--json'], { environment: settings });
  expect(unlisted.json).toMatchObject({ error: 'hosts-without-list' });
  const packages = standardPackageFolders()
    .filter((each) => names.some((name) => each.endsWith(`/${name}`)))
    .map((each) => ({ files: Object.fromEntries(readPackageFolder(each).files) }));
  const plan = await node.ask('POST', '/api/model/plan', { packages }, english);
  const errors = (plan.body['issues'] as JsonObject[]).filter(({ severity }) => severity === 'error');
  expect(errors).toEqual([]);
  const applied = await node.ask('POST', '/api/model/apply', { packages, hash: plan.body['hash'] ?? null });
  expect(applied.status, JSON.stringify(applied.body)).toBe(200);
  const { body } = await node.ask('GET', '/api/forms/customer/records?sort=number');
  expect((body['items'] as JsonObject[]).map(({ number, name }) => [number, name])).toEqual([
    ['C001', 'Customer C001'],
    ['C002', 'Customer C002'],
    ['C003', 'Customer C003'],
  ]);
  if (isWithRooms(fixture)) await hasItsRooms(node);
  const twice = await node.ask('POST', '/api/forms/customer/records', {
    number: 'C002',
    name: 'x',
    kind: 'company',
  });
  expect([twice.status, twice.body['code']]).toEqual([409, 'number-taken']);
  await node.close();
  const doctor = await cli(['doctor', '--json'], {
    environment: settings,
  });
  const failed = ((doctor.json as JsonObject)['findings'] as JsonObject[]).filter(
    ({ status }) => status === 'fail',
  );
  expect(failed).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
}

/** What a second version left out is kept, the customer's word holds, and what was uninstalled comes back with its records. */
async function hasItsRooms(node: TestNode): Promise<void> {
  const { body: rooms } = await node.ask('GET', '/api/forms/former-room/records?sort=number');
  const named = (rooms['items'] as JsonObject[]).map(({ number, name }) => [number, name]);
  expect(named).toEqual([
    ['R1', 'One'],
    ['SUITE', 'Suite 2.0.0'],
  ]);
  const { body: form } = await node.ask('GET', '/api/forms/former-room');
  const fields = form['fields'] as JsonObject[];
  expect(fields.map(({ name, label }) => [name, (label as JsonObject)['en']])).toEqual([
    ['number', 'number'],
    ['name', 'Ours'],
  ]);
  const packages = [formerRooms.first, formerRooms.other].map(({ files }) => ({ files }));
  const body = { packages, downgrade: ['former-rooms'] };
  const { hash = null } = (await node.ask('POST', '/api/model/plan', body)).body;
  const done = await node.ask('POST', '/api/model/apply', { ...body, hash });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  const { body: again } = await node.ask('GET', '/api/forms/former-room/records?number=R1');
  expect(again['items']).toMatchObject([{ outlook: 'sea' }]);
  const { body: things } = await node.ask('GET', '/api/forms/former-thing/records');
  expect(things['items']).toMatchObject([{ number: 'T1' }]);
}
