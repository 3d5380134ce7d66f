import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { type DatabaseName, describeOnDatabases } from '../../workshop/services/databases.ts';
import { cli } from '../cli/captured-terminal.suite.ts';
import { openDatabase } from '../database/drivers/open-database.ts';
import { type Installed, readInstalled } from '../model/packages/package-store.ts';
import { readPackageFolder, standardPackageFolders } from '../model/packages/read-folder.ts';
import { installedFrom } from '../model/publish/publisher.ts';
import { formerRooms } from './former-rooms.suite.ts';
import { openTestNode, type TestNode } from './test-node.suite.ts';

/** Statements that make a database as a server of that day left it, with all standard packages and three customers. */
const fixturesOf = (name: DatabaseName) =>
  globSync(`runtime/server/former-databases/*.${name}.json.br`).sort();
const english = { 'accept-language': 'en' };
const names = ['platform', 'basis', 'tax-codes', 'invoicing', 'imaging'];

/** The first server knew of no layers that were set aside, nor of packages that go. */
const isWithRooms = (fixture: string) => !fixture.includes('/2026-11-20.');

describeOnDatabases('a database of a former server', (under) => {
  it('is served, or says what to do, and comes to be as if it had been installed today', async () => {
    const fixtures = fixturesOf(under.name);
    expect(fixtures.length).toBeGreaterThan(0);
    for (const fixture of fixtures) await comesToBeToday(fixture, (await under.fresh()).url);
  }, 300_000);

  it('from before hosts were listed is told to upgrade, and then which of its hosts wait', async () => {
    const fixture = fixturesOf(under.name).at(-1) ?? '';
    const { url } = await under.fresh();
    const { settings, folder } = await written(fixture, url);
    const node = await openTestNode(url, { packages: names });
    const at = '/api/forms/tenant-settings/record';
    const etag = (await node.ask('GET', at)).headers.get('etag') ?? '"0"';
    const registry = 'https://registry.example.com/npm/';
    const set = await node.ask('PATCH', at, { registry }, { 'if-match': etag });
    expect(set.status, JSON.stringify(set.body)).toBeLessThan(300);
    await node.close();

    const environment = { ...settings, LANG: 'en' };
    const findings = async (code: string) => {
      const { json } = await cli(['doctor', '--json'], { environment });
      return ((json as JsonObject)['findings'] as JsonObject[]).filter((one) => one['code'] === code);
    };
    expect(JSON.stringify(await findings('doctor-upgrades'))).toContain('platform 1.0.0 → ');
    const upgraded = await cli(['upgrade', '--yes'], { environment });
    expect(upgraded.out).toContain('published as revision');
    for (const said of ['registry.example.com:443', 'Allowed hosts', 'guiju hosts allow --all'])
      expect(upgraded.out).toContain(said);
    expect(JSON.stringify(await findings('doctor-hosts-not-listed'))).toContain('registry.example.com:443');
    const { json } = await cli(['hosts', 'list', '--json'], { environment });
    expect(json).toMatchObject([{ host: 'registry.example.com', ports: '443', state: 'proposed' }]);
    await cli(['hosts', 'allow', '--all'], { environment });
    expect(await findings('doctor-hosts-not-listed')).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);
});

/** A database as the former server left it, and what the environment says of it. */
async function written(fixture: string, url: string) {
  const folder = url.startsWith('sqlite:')
    ? dirname(fileURLToPath(url.replace('sqlite:', 'file:')))
    : mkdtempSync(join(tmpdir(), 'guiju-former-'));
  const before = await openDatabase(url, folder);
  const statements: string[] = JSON.parse(brotliDecompressSync(readFileSync(fixture)).toString());
  for (const statement of statements) await before.run(statement);
  await before.close();
  const settings = {
    ...(url.startsWith('sqlite:') ? {} : { DATABASE_URL: url }),
    GUIJU_HOME: folder,
    GUIJU_SECRET: '07'.repeat(32),
  };
  return { folder, settings };
}

async function comesToBeToday(fixture: string, url: string): Promise<void> {
  const { folder, settings } = await written(fixture, url);
  const node = await openTestNode(url, { packages: names });
  const unlisted = await cli(['hosts', 'list', '--json'], { environment: settings });
  expect(unlisted.json).toMatchObject({ error: 'hosts-without-list' });
  await everyNewerWaits(node);
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
  // Another package brings them now: they are the same records, and none is left behind.
  const { body: codes } = await node.ask('GET', '/api/forms/tax-category/records?limit=1&count=true');
  const brought = await node.tenant.database.all(
    `SELECT o.package, d.state, COUNT(*) AS count FROM gj_origin o
     LEFT JOIN gj_dropped d ON d.form = o.form AND d.record = o.record
     WHERE o.form = 'tax-category' GROUP BY o.package, d.state`,
  );
  expect(brought.map((row) => ({ ...row, count: Number(row['count']) }))).toEqual([
    { package: 'tax-codes', state: null, count: codes['total'] },
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

/**
 * Checks that packages beside the server which differ from the installed ones have later versions, or nobody would be
 * told of them.
 */
async function everyNewerWaits(node: TestNode): Promise<void> {
  const installed = new Map((await readInstalled(node.tenant.database)).map((one) => [one.name, one]));
  const content = ({ files }: Installed) => [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const others = standardPackageFolders().flatMap((folder) => {
    const beside = installedFrom(readPackageFolder(folder).files);
    const known = installed.get(beside.name);
    return known && !isDeepStrictEqual(content(known), content(beside)) ? [beside.name] : [];
  });
  expect(others).toContain('platform');
  const { body } = await node.ask('GET', '/api/packages');
  const waiting = (body['items'] as JsonObject[]).filter(({ waits }) => waits).map(({ name }) => name);
  expect(waiting).toEqual(expect.arrayContaining(others));
}

/**
 * Checks that parts which a second version left out are kept, the customer's word holds, and an uninstalled package
 * comes back with its records.
 */
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
