import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { readConfig } from '../config/config.ts';
import { openDatabase } from '../database/drivers/open-database.ts';
import { domains } from '../domains.ts';
import { ordersPackage } from '../effective/match/world.suite.ts';
import { standardPackageFolders } from '../model/packages/read-folder.ts';
import { createNode } from '../server/create-node.ts';
import { openInstallation } from '../server/open-installation.ts';
import { openS3Server, s3User } from '../storage/contents/shelves.suite.ts';
import { installStandardPackages, makeAdministrator } from '../tenant/first-start.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { type CliSetup, cli } from './captured-terminal.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const number = field('number', 'text', { length: 40, required: true });

describeOnDatabases('every command', (database) => {
  let folder = '';
  let environment: Record<string, string> = {};
  const run = (argv: readonly string[], more: CliSetup = {}) =>
    cli(argv, { ...more, environment: { ...environment, ...more.environment } });
  const json = async (argv: readonly string[], more: CliSetup = {}) => {
    const ran = await run([...argv, '--json'], more);
    expect(ran.out).toBe('');
    return ran as typeof ran & { readonly json: JsonObject };
  };
  const file = (name: string) => join(folder, name);
  const packageWith = async (fields: readonly JsonObject[], version: string) => {
    const place = file('notes');
    await mkdir(join(place, 'forms'), { recursive: true });
    await writeFile(
      join(place, 'package.json'),
      JSON.stringify({
        name: 'notes',
        version,
        peerDependencies: { platform: '*' },
        guiju: { prefix: 'nt', label: label('notes') },
      }),
    );
    await writeFile(
      join(place, 'forms/note.json'),
      JSON.stringify({
        name: 'note',
        kind: 'master',
        sharing: 'everybody',
        label: label('note'),
        fields: [number, ...fields],
        key: ['number'],
      }),
    );
    return place;
  };
  const inside = async <T>(action: (tenant: Tenant) => Promise<T>) => {
    const config = readConfig(environment, domains);
    if (!config.ok) throw new Error('config');
    const { tenant } = await openInstallation({ ...config.value, logLevel: 'silent' }, { domains });
    try {
      return await action(tenant);
    } finally {
      await tenant.close();
    }
  };
  const sql = (statement: string) =>
    inside((tenant) => tenant.database.all<Record<string, unknown>>(statement));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiju-cli-'));
    environment = {
      GUIJU_HOME: folder,
      GUIJU_SECRET: '07'.repeat(32),
      ...(database.name === 'mariadb' ? { DATABASE_URL: database.url } : {}),
    };
    const config = readConfig(environment, domains);
    if (!config.ok) throw new Error(JSON.stringify(config));
    const installation = await openInstallation({ ...config.value, logLevel: 'silent' }, { domains });
    const folders = standardPackageFolders().filter((each) => each.endsWith('/platform'));
    await installStandardPackages(installation.tenant, folders);
    await makeAdministrator({
      tenant: installation.tenant,
      gate: createNode(installation).gate,
      folders,
      password: 'correct horse battery',
      randomPassword: () => '',
    });
    await installation.tenant.close();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('validate: accepts what is right, and shows where something is wrong', async () => {
    const place = await packageWith([field('body', 'text', { length: 20 })], '1.0.0');
    expect((await run(['validate', place])).code).toBe(0);
    await packageWith([field('body', 'flavour')], '1.0.0');
    const ran = await json(['validate', place]);
    expect(ran.code).toBe(1);
    expect(ran.json['issues']).toMatchObject([{ code: 'unknown-kind', file: 'forms/note.json' }]);
    expect(ran.err).toContain('notes/forms/note.json#/fields/1/kind');
  });

  it('validate and apply: a manifest that is half-written is told with its place, and not also said to be missing', async () => {
    const place = await packageWith([field('body', 'text', { length: 20 })], '1.0.0');
    await writeFile(join(place, 'package.json'), '{\n  "name": "not');
    for (const command of ['validate', 'plan', 'apply']) {
      const ran = await json([command, place]);
      expect([command, ran.code, ran.json['issues']]).toMatchObject([
        ...[command, 1, [{ code: 'json-syntax', file: 'package.json', params: { line: 2 } }]],
      ]);
    }
  });

  it('plan: says what apply would do, and does nothing', async () => {
    const place = await packageWith([field('body', 'text', { length: 20 })], '1.0.0');
    const ran = await json(['plan', place]);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.json['changes']).toMatchObject([{ kind: 'create-table', table: 'note' }]);
    expect((await run(['export', 'note'])).err).toContain('There is no form note');
  });

  it('apply: publishes', async () => {
    const place = await packageWith(
      [
        field('body', 'text', { length: 20 }),
        field('phone', 'phone', { personal: true }),
        field('amount', 'integer'),
      ],
      '1.1.0',
    );
    const ran = await run(['apply', place, '--reason', 'because']);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toMatch(/published as revision \d+/);
    expect(
      await sql("SELECT reason FROM gj_history WHERE form = '$model' ORDER BY revision DESC LIMIT 1"),
    ).toEqual([{ reason: 'because' }]);
    const again = await json(['apply', place]);
    expect(again.json['changes']).toEqual([]);
  });

  it('user: adds, lists, sets a password, disables and enables', async () => {
    expect((await run(['user', 'add', 'anna'])).code).toBe(2);
    const added = await json(['user', 'add', 'anna', '--name', 'Anna', '--administrator'], {
      types: 'a long enough one',
    });
    expect([added.code, added.json['number']]).toEqual([0, 'anna']);
    expect((await run(['user', 'add', 'anna'], { types: 'a long enough one' })).code).toBe(1);
    expect((await run(['user', 'add', 'bert', '--password', 'short'])).code).toBe(1);
    // Eleven letters: the settings ask for twelve, of whoever sets it.
    expect((await run(['user', 'add', 'bert', '--password', 'elevenchars'])).err).toContain('12');
    expect((await run(['user', 'password', 'anna'], { types: 'another long one' })).code).toBe(0);
    expect((await run(['user', 'password', 'ana'], { types: 'another long one' })).err).toBe(
      'There is no user ana; did you mean “anna”?',
    );
    expect((await run(['user', 'two-step-off', 'anna'])).out).toContain('0 authenticator apps of anna');
    expect((await run(['user', 'two-step-off', 'ana'])).code).toBe(1);
    expect((await run(['user', 'password', 'anna'], { types: 'Password2026!' })).err).toContain(
      'easy to guess',
    );
    expect((await run(['user', 'disable', 'anna'])).out).toContain('anna was disabled');
    const { json: users } = await json(['user', 'list']);
    expect(users).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ number: 'anna', enabled: false })]),
    );
    const last = await run(['user', 'disable', 'admin']);
    expect([last.code, last.err]).toEqual([
      1,
      expect.stringContaining('No platform administrator who can sign in would be left'),
    ]);
    expect((await run(['user', 'enable', 'anna'])).code).toBe(0);
  });

  it('user: says what somebody without a role can do, which roles there are, and gives one', async () => {
    const types = 'a long enough one';
    const bare = await run(['user', 'add', 'bert'], { types });
    expect([bare.code, bare.err]).toEqual([0, '']);
    expect(bare.out).toContain('bert has no role yet');
    expect(bare.out).toContain('guiju user role bert --role configurator');
    const wrong = ['user', 'add', 'carl', '--role', 'nope'];
    expect((await run(wrong, { types })).err).toBe(
      'There is no role nope; available: administrator, configurator, parameters, reader',
    );
    expect((await run(['user', 'add', 'carl', '--org', 'rot'], { types })).err).toContain(
      'did you mean “root”',
    );
    expect((await run(['user', 'role', 'bert'])).code).toBe(2);
    expect((await run(['user', 'role', 'bert', '--role', 'raeder'])).err).toContain('did you mean “reader”');
    expect((await run(['user', 'role', 'bert', '--role', 'reader'])).out).toBe(
      'bert now has the role reader in organisation root',
    );
    expect((await run(['user', 'role', 'bert', '--role', 'configurator'])).code).toBe(0);
    // Said twice, held once.
    expect((await run(['user', 'role', 'bert', '--role', 'reader'])).code).toBe(0);
    const { json: users } = await json(['user', 'list']);
    expect(users).toContainEqual(
      expect.objectContaining({ number: 'bert', roles: ['reader@root', 'configurator@root'] }),
    );
    expect((await run(['user', 'list'])).out).toMatch(/^bert +reader@root configurator@root +bert$/m);
  });

  it('user: a new password says which tokens stand, and ends them when asked to', async () => {
    await run(['user', 'add', 'tess'], { types: 'a long enough one' });
    await run(['token', 'create', 'tess', '--name', 'ROBOT']);
    const kept = await run(['user', 'password', 'tess'], { types: 'another long one' });
    expect([kept.code, kept.out]).toEqual([0, expect.stringMatching(/still valid: ROBOT \(gj_[\w-]+…\)/)]);
    const ended = await json(['user', 'password', 'tess', '--end-tokens'], { types: 'a third long one' });
    expect(ended.json).toMatchObject({ ended: [{ name: 'ROBOT' }], tokens: [] });
    const none = await json(['user', 'password', 'tess'], { types: 'a fourth long one' });
    expect(none.json).toMatchObject({ ended: [], tokens: [] });
  });

  it('token: is made, listed without itself, and revoked', async () => {
    const made = await json(['token', 'create', 'admin', '--name', 'ERP', '--expires', '2999-12-31']);
    expect([made.code, made.err]).toEqual([0, '']);
    const ends = async (...more: string[]) => {
      await run(['token', 'create', 'admin', '--name', `for ${more}`, ...more]);
      const { json: listed } = await json(['token', 'list']);
      const all = listed as unknown as readonly { name: string; expiresOn: string | null }[];
      return all.find(({ name }) => name === `for ${more}`)?.expiresOn;
    };
    expect(await ends('--expires', 'never')).toBeNull();
    const days = (Date.parse(String(await ends('--scopes', 'read'))) - Date.now()) / 864e5;
    expect(Math.abs(days - 365)).toBeLessThan(2);
    const late = await run(['token', 'create', 'admin', '--expires', '2020-01-01']);
    expect([late.code, late.out, late.err]).toEqual([1, '', '“Valid until” has to be in the future']);
    const few = await run(['user', 'add', 'fay', '--password', 'four words are good']);
    expect(few.code).toBe(0);
    const much = await run(['token', 'create', 'fay', '--scopes', 'read,administer,publish']);
    expect([much.code, much.out]).toEqual([1, '']);
    expect(much.err).toContain('The content did not pass 2 checks');
    for (const scope of ['Administer', 'Publish designs'])
      expect(much.err).toContain(`The token cannot have “${scope}”`);
    expect(much.err).not.toContain('{');
    const odd = await run(['token', 'create', 'fay', '--scopes', 'read,all']);
    expect([odd.code, odd.out]).toEqual([1, '']);
    expect(odd.err).toContain('There is no scope “all”; tokens of this user can have read, write');
    const list = await run(['token', 'list']);
    expect(list.out).toContain('ERP');
    expect(list.out).not.toContain(String(made.json['token']));
    expect((await run(['token', 'revoke', String(made.json['id'])])).code).toBe(0);
    expect((await run(['token', 'revoke', '00000000-0000-7000-8000-0000000000aa'])).code).toBe(1);
  });

  it('hosts: allows, and what was left out the first time can be said the second time', async () => {
    const listed = async () => (await json(['hosts', 'list'])).json as unknown as readonly JsonObject[];
    const allow = async (...more: readonly string[]) =>
      (await run(['hosts', 'allow', 'erp.corp.example', '--port', '8080', ...more])).code;
    expect(await allow()).toBe(0);
    expect(await listed()).toMatchObject([{ host: 'erp.corp.example', ports: '8080', private: false }]);
    const first = await listed();
    expect(await allow('--private')).toBe(0);
    expect(await listed()).toMatchObject([{ host: 'erp.corp.example', ports: '8080', private: true }]);
    expect(await allow()).toBe(0);
    const last = await listed();
    expect(last).toMatchObject([{ id: first[0]?.['id'] ?? '', private: true, state: 'allowed' }]);
    expect((await run(['hosts', 'allow', 'erp.corp.example'])).code).toBe(0);
    expect((await listed()).map(({ ports }) => ports).toSorted()).toEqual(['443', '8080']);
  });

  it.each([
    ['127.0.0.1', [], '/host', '127.0.0.1 is an address of the private network or of this machine'],
    ['127.0.0.1', ['--private'], '', ''],
    ['127.0.0.1', [], '', ''],
    ['10.1.2.3', [], '/host', '10.1.2.3 is an address of the private network or of this machine'],
    ['169.254.169.254', ['--private'], '/host', '169.254.169.254 is never called'],
    ['http://me:secret@example.com', [], '/host', 'remove everything up to the “@”'],
    ['8.8.8.8', [], '', ''],
    ['intranet.corp.example', [], '', ''],
  ] as const)(
    'hosts: allows %s with %j where it can be called; else says at %s: "%s"',
    async (host, more, path, said) => {
      const ran = await run(['hosts', 'allow', host, '--port', '81', ...more]);
      expect([ran.code, ran.out]).toEqual(path === '' ? [0, `allowed: ${host}`] : [1, '']);
      expect(ran.err).toContain(path === '' ? '' : `  ${path}  `);
      expect(ran.err).toContain(said);
      expect(ran.err).not.toContain('secret');
    },
  );

  it('import: finds out, writes, changes nothing the second time, and marks what is wrong', async () => {
    const csv = file('notes.csv');
    await writeFile(csv, 'number,body,phone,amount\nA,one,123,1\nB,two,456,2\n');
    const rehearsed = await json(['import', 'note', csv, '--dry-run']);
    expect(rehearsed).toMatchObject({ code: 0, json: { dryRun: true, created: 2 } });
    expect((await json(['import', 'note', csv])).json).toMatchObject({ created: 2, failed: 0 });
    expect((await json(['import', 'note', csv])).json).toMatchObject({ created: 0, unchanged: 2 });
    await writeFile(csv, 'number,bdoy\nA,one\n');
    expect((await run(['import', 'note', csv])).err).toBe(
      '! Unknown column “bdoy” on the sheet “note” was not imported; did you mean “body”?',
    );
    await writeFile(csv, 'number,body,phone,amount\nA,uno,789,x\nC,three,,3\n');
    const wrong = await json(['import', 'note', csv]);
    expect(wrong).toMatchObject({
      code: 1,
      json: { created: 1, failed: 1, marked: file('notes-Problems.csv') },
    });
    expect(wrong.err).toContain('row 2, column 4');
    expect(await readdir(folder)).toContain('notes-Problems.csv');
    expect((await run(['import', 'notte', csv])).err).toBe('There is no form notte; did you mean “note”?');
    expect((await run(['import', 'note', csv, '--org', 'nowhere'])).err).toContain('no organisation nowhere');
  });

  it('export: writes what an import reads back', async () => {
    const out = file('out.xlsx');
    const ran = await json(['export', 'note', '--out', out]);
    expect(ran).toMatchObject({ code: 0, json: { file: out, records: 3 } });
    expect((await json(['import', 'note', out])).json).toMatchObject({
      unchanged: 3,
      created: 0,
      updated: 0,
      failed: 0,
    });
    const some = await json([
      'export',
      'note',
      '--format',
      'csv',
      '--out',
      file('some.csv'),
      '--filter',
      '{"fact":"number","operator":"equal","value":"A"}',
    ]);
    expect(some.json).toMatchObject({ records: 1 });
    const alpha = file('alpha.csv');
    await writeFile(alpha, 'number,name,parent\nALPHA,Alpha,root\n');
    expect(await json(['import', 'organisation', alpha])).toMatchObject({ code: 0 });
    await writeFile(alpha, 'number,body\nOF-ALPHA,hers\n');
    expect((await json(['import', 'note', alpha, '--org', 'ALPHA'])).json).toMatchObject({ created: 1 });
    const exported = async (...more: readonly string[]) =>
      (await json(['export', 'note', '--out', file('of.xlsx'), ...more])).json['records'];
    await writeFile(file('beta.csv'), 'number,name,parent\nBETA,Beta,NOBODY\n');
    expect((await run(['import', 'organisation', file('beta.csv')])).err).toContain(
      'row 2, column 3: There is no “NOBODY” in “Organisation”',
    );
    expect(await exported('--org', 'ALPHA')).toBe(1);
    expect(await exported('--org', 'root')).toBe(3);
    expect(await exported()).toBe(4);
    expect(
      await exported('--org', 'ALPHA', '--filter', '{"fact":"number","operator":"equal","value":"A"}'),
    ).toBe(0);
    const wrong = await run(['export', 'note', '--filter', '{"fact":"amuont","operator":"isEmpty"}']);
    expect([wrong.code, wrong.err]).toMatchObject([1, expect.stringContaining('did you mean “amount”')]);
  });

  it('apply makes computed fields of records that were there before them, and refresh what is missing', async () => {
    const twice = field('twice', 'computed', {
      compute: { op: 'product', of: ['amount', { value: '2' }], scale: 0 },
    });
    const place = await packageWith(
      [field('phone', 'phone', { personal: true }), field('amount', 'integer'), twice],
      '1.2.0',
    );
    const applied = await run(['apply', place]);
    expect(applied.err).toContain('4 records of “note” will have twice recomputed right after the publish');
    const twiceOf = async () => (await sql("SELECT twice FROM note WHERE number = 'B'"))[0]?.['twice'];
    expect(await twiceOf()).toMatch(/4/);
    expect((await json(['refresh', 'note'])).json).toMatchObject({ records: 4, changed: 0, refused: 0 });
    await inside((tenant) => tenant.database.run("UPDATE note SET twice = NULL WHERE number = 'B'"));
    expect((await json(['refresh', 'note'])).json).toMatchObject({ records: 4, changed: 1 });
    expect(await twiceOf()).toMatch(/4/);
  });

  it('purge: lists what left the model, and lets it go when told', async () => {
    expect(await json(['purge'])).toMatchObject({ code: 0, json: [{ path: 'note/body', rows: 4 }] });
    expect((await run(['purge', 'note/body'])).code).toBe(1);
    expect((await run(['purge', 'note/body'], { types: 'yes' })).code).toBe(1);
    expect((await run(['purge', 'note/phone', '--yes'])).err).toContain('part of the model');
    expect((await run(['purge', 'ghost', '--yes'])).err).toContain('no data called ghost');
    expect((await run(['purge', 'note/body'], { types: 'note/body' })).code).toBe(0);
    expect((await json(['purge'])).json).toEqual([]);
  });

  it('purge --history: blanks personal values of former versions, and leaves the record', async () => {
    const csv = file('phones.csv');
    await writeFile(csv, 'number,phone\nA,999\n');
    await run(['import', 'note', csv]);
    expect((await run(['purge', '--history', 'note', 'A'])).code).toBe(1);
    const ran = await json(['purge', '--history', 'note', 'A', '--yes']);
    expect(ran.json).toMatchObject({ values: 2 });
    const versions = await sql("SELECT snapshot FROM gj_history WHERE form = 'note' ORDER BY revision");
    const phones = versions
      .map(({ snapshot }) => JSON.parse(String(snapshot)))
      .filter((one) => one.number === 'A')
      .map((one) => one.phone);
    expect(phones).toEqual([null, null, '999']);
    expect((await run(['purge', '--history', 'note', 'Z'])).err).toContain('no history of Z');
    expect((await run(['purge', '--history', 'note'])).code).toBe(2);
  });

  it('purge --history: of a record that was deleted, blanks all its versions', async () => {
    const csv = file('gone.csv');
    await writeFile(csv, 'number,phone\nGONE,111\n');
    expect((await run(['import', 'note', csv])).code).toBe(0);
    await writeFile(csv, 'number,phone\nGONE,222\n');
    expect((await run(['import', 'note', csv])).code).toBe(0);
    await inside(async (tenant) => {
      const call = tenant.systemCall();
      const notes = call.served.model.formsById.get('note') ?? expect.fail();
      const { items } = await tenant.store.list(call, notes, { view: 'manage' });
      const gone = items.find(({ number }) => number === 'GONE') ?? expect.fail();
      await tenant.store.remove(call, notes, gone.id);
    });
    const answered = async () =>
      (await sql("SELECT snapshot FROM gj_history WHERE form = 'note' ORDER BY revision"))
        .map(({ snapshot }) => String(snapshot))
        .filter((text) => text.includes('"GONE"'));
    expect((await answered()).filter((text) => /"(111|222)"/.test(text))).toHaveLength(3);
    expect((await json(['purge', '--history', 'note', 'GONE', '--yes'])).json).toMatchObject({ values: 3 });
    const left = await answered();
    expect([left.length, left.filter((text) => /"(111|222)"/.test(text))]).toEqual([3, []]);
  });

  it('purge --history: with a user who is gone goes what he preferred, and not before', async () => {
    await run(['user', 'add', 'dora', '--name', 'Dora'], { types: 'a long enough one' });
    const [{ id } = { id: '' }] = await sql("SELECT id FROM user WHERE number = 'dora'");
    await inside(({ database: its }) =>
      its.run('INSERT INTO gj_preference (user_id, name, content, at) VALUES (?, ?, ?, 0)', [
        String(id),
        'theme',
        '"dark"',
      ]),
    );
    const kept = async () => (await sql(`SELECT name FROM gj_preference WHERE user_id = '${id}'`)).length;
    expect((await run(['purge', '--history', 'user', 'dora', '--yes'])).code).toBe(0);
    expect(await kept()).toBe(1);
    await inside((tenant) => {
      const call = tenant.systemCall();
      const users = call.served.model.formsById.get('user') ?? expect.fail();
      return tenant.store.remove(call, users, String(id));
    });
    expect(await kept()).toBe(1);
    const asked = await run(['purge', '--history', 'user', 'dora']);
    expect([asked.code, asked.out + asked.err]).toEqual([1, expect.stringContaining('1 preference deleted')]);
    const ran = await json(['purge', '--history', 'user', 'dora', '--yes']);
    expect(ran.json).toMatchObject({ preferences: 1 });
    expect(await kept()).toBe(0);
  });

  it('import: needs nobody’s approval, and the audit trail says so', async () => {
    const exempted = () =>
      sql("SELECT actor_name, target, detail FROM gj_audit WHERE action = 'approval-exempt'");
    expect(await exempted()).toEqual([]);
    await inside(async (tenant) => {
      const call = tenant.systemCall();
      const form = call.served.model.formsById.get('tenant-settings');
      if (!form) throw new Error('no settings');
      const { id, revision } = await tenant.store.setting(call, form);
      await tenant.store.patch(call, form, id, { approvalForms: [{ form: 'note' }] }, revision);
    });
    const csv = file('exempt.csv');
    await writeFile(csv, 'number\nX1\nX2\n');
    expect((await json(['import', 'note', csv])).json).toMatchObject({ created: 2, failed: 0 });
    const [entry, ...others] = await exempted();
    expect([entry?.['actor_name'], entry?.['target'], others]).toEqual(['系统', '/api/forms/note', []]);
    const detail = entry?.['detail'];
    expect(typeof detail === 'string' ? JSON.parse(detail) : detail).toMatchObject({
      operation: 'create',
      by: 'guiju import',
      count: 2,
    });
  });

  it('backup and restore: everything into a file, and back', async () => {
    const archive = file('all.gz');
    const made = await json(['backup', archive]);
    expect([made.code, made.err]).toEqual([0, '']);
    expect((await run(['backup', archive])).err).toContain('--force');
    expect((await run(['backup', archive, '--force'])).code).toBe(0);
    expect((await run(['restore', archive])).err).toContain('--replace');
    expect((await run(['restore', archive, '--replace'], { types: 'no' })).code).toBe(1);
    await writeFile(file('more.csv'), 'number\nLOST\n');
    await run(['import', 'note', file('more.csv')]);
    const back = await json(['restore', archive, '--replace'], { types: 'replace' });
    expect(back).toMatchObject({ code: 0, json: { revision: made.json['revision'], keyMatches: true } });
    expect(await sql("SELECT number FROM note WHERE number = 'LOST'")).toEqual([]);
    const stranger = { environment: { GUIJU_SECRET: '08'.repeat(32) } };
    const refused = await json(['restore', archive, '--replace', '--yes'], stranger);
    expect(refused.json['error']).toBe('backup-unsealed');
    const other = await run(['restore', archive, '--replace', '--yes', '--unsealed'], stranger);
    expect([other.err, other.out]).toEqual(['', expect.stringContaining('the backup contains no secrets')]);
    expect(other.out).toContain('The seal of the backup was not checked');
    const right = await run(['restore', archive, '--replace', '--yes']);
    expect([right.code, right.out]).toEqual([0, expect.not.stringContaining('seal')]);
    expect(await sql("SELECT action FROM gj_audit WHERE action = 'restore'")).toHaveLength(1);
  });

  it('backup, restore and doctor: files of records stand beside a backup, are added to, brought back, read and missed', async () => {
    const place = await packageWith(
      [field('paper', 'file'), field('passport', 'file', { personal: true })],
      '1.3.5',
    );
    expect((await run(['apply', place])).code).toBe(0);
    const texts = ['first', 'second'];
    const held = await inside(async (tenant) => {
      const { contents, store } = tenant;
      const form = tenant.served().model.forms.get('note') ?? expect.fail();
      const call = tenant.systemCall();
      const bring = async (name: string, text: string, sealed: boolean) => {
        const bytes = Buffer.from(text);
        const field = form.byName.get(name)?.path ?? '';
        const asked = {
          name: `${text}.txt`,
          size: bytes.length,
          form: form.id,
          field,
          owner: call.user.id,
          org: call.org,
          sealed,
        };
        const begun = await contents.begin(asked);
        return (await contents.append(begun, [bytes] as never)) ?? expect.fail();
      };
      const [paper, passport] = [
        await bring('paper', 'first', false),
        await bring('passport', 'second', true),
      ];
      const body = { number: 'FILES', paper: { id: paper.id }, passport: { id: passport.id } };
      const { record } = await store.create(call, form, body);
      return { record: record.id, files: [paper.id, passport.id] };
    });
    const readBack = (tenant: Tenant) =>
      Promise.all(
        held.files.map(async (id) => {
          let text = '';
          for await (const some of (await tenant.contents.open(id))?.read() ?? [])
            text += Buffer.from(some).toString();
          return text;
        }),
      );
    const archive = file('files.gz');
    const first = await json(['backup', archive]);
    expect(first.json['files']).toMatchObject({ folder: file('backup-files'), copied: 2 });
    const apart = await json(['backup', archive, '--force', '--files', file('apart')]);
    expect(apart.json['files']).toMatchObject({ folder: file('apart'), copied: 2, there: 0, missing: [] });
    const again = await json(['backup', archive, '--force', '--files', file('apart')]);
    expect(again.json['files']).toMatchObject({ copied: 0, there: 2 });
    const sound = (await json(['doctor'])).json['findings'] as JsonObject[];
    expect(sound.map(({ code }) => code)).toContain('doctor-files');
    expect((await run(['doctor'])).out).toContain('all contents of files are there (2)');
    await rm(file('files'), { recursive: true });
    const found = (await json(['doctor'])).json['findings'] as JsonObject[];
    expect(found.map(({ code }) => code)).toContain('doctor-files-missing');
    const missed = await run(['doctor']);
    expect([missed.code, missed.out]).toEqual([
      1,
      expect.stringMatching(new RegExp(`2 files are missing.*note ${held.record} first.txt`)),
    ]);
    const back = await json(['restore', archive, '--replace', '--yes', '--files', file('apart')]);
    expect([back.code, back.json['files']]).toEqual([0, { count: 2, verified: true, lost: [] }]);
    expect(await inside(readBack)).toEqual(texts);
    const [object] = await sql('SELECT name FROM gj_content_object');
    const name = String(object?.['name']);
    const lying = join(file('files'), name.slice(0, 2), name);
    await writeFile(lying, Buffer.alloc((await readFile(lying)).length, 7));
    const mended = await json(['restore', archive, '--replace', '--yes', '--files', file('apart')]);
    expect(mended.json['files']).toEqual({ count: 2, verified: true, lost: [] });
    for (const one of [lying, join(file('apart'), name.slice(0, 2), name)])
      await writeFile(one, Buffer.alloc((await readFile(one)).length, 7));
    const harmed = await run(['restore', archive, '--replace', '--yes', '--files', file('apart')]);
    expect(harmed.err).toContain(`note ${held.record}`);
    const whole = await json(['restore', archive, '--replace', '--yes']);
    expect(whole.json['files']).toEqual({ count: 2, verified: true, lost: [] });
    const bucket = await openS3Server();
    const next = {
      GUIJU_NEXT_FILES: bucket.address,
      GUIJU_NEXT_FILES_KEY: s3User.keyId,
      GUIJU_NEXT_FILES_SECRET: s3User.secret,
    };
    expect((await run(['files', 'move'])).code).toBe(2);
    const moved = await json(['files', 'move'], { environment: next });
    expect([moved.code, moved.json]).toMatchObject([0, { place: bucket.address, copied: 2, missing: [] }]);
    const now = {
      GUIJU_FILES: bucket.address,
      GUIJU_FILES_KEY: s3User.keyId,
      GUIJU_FILES_SECRET: s3User.secret,
    };
    expect((await run(['doctor'], { environment: now })).out).toContain(
      'all contents of files are there (2)',
    );
    await rm(file('files'), { recursive: true });
    await expect(inside((tenant) => tenant.contents.join())).rejects.toMatchObject({
      code: 'files-elsewhere',
    });
    await bucket.close();
    expect((await run(['restore', archive, '--replace', '--yes'])).code).toBe(0);
    expect((await run(['apply', await packageWith([], '1.3.6')])).code).toBe(0);
  });

  it('restore: says that nobody could check the seal where there is no key', async () => {
    const archive = file('sealed.gz');
    expect((await run(['backup', archive])).code).toBe(0);
    const keyless = { GUIJU_HOME: file('keyless') };
    const restored = await cli(['restore', archive], { environment: keyless });
    expect([restored.code, restored.out]).toEqual([
      0,
      expect.stringContaining('The seal of the backup was not checked'),
    ]);
    const again = await cli(['restore', archive, '--replace', '--yes', '--json'], { environment: keyless });
    expect(again.json).toMatchObject({ sealed: false });
  });

  const harms: readonly (readonly [string, (file: string) => Promise<unknown>])[] = [
    ['cut off', async (its) => (await open(its, 'r+')).truncate(20_000)],
    ['something else', async (its) => (await open(its, 'r+')).write('not a database at all', 0)],
    [
      'overwritten in the middle',
      async (its) => (await open(its, 'r+')).write(Buffer.alloc(400_000, 0xff), 0, 400_000, 8192),
    ],
  ];
  it.runIf(database.name === 'sqlite').each(harms)(
    'restore --replace: in the place of a file that is %s, which is kept',
    async (name, harm) => {
      const home = file(`harmed-${name.replaceAll(' ', '-')}`);
      const place = { GUIJU_SECRET: '07'.repeat(32), GUIJU_HOME: home };
      await mkdir(home);
      const there = (...argv: string[]) => cli(argv, { environment: place });
      const archive = join(home, 'all.gz');
      expect((await run(['backup', archive])).code).toBe(0);
      expect((await there('restore', archive)).code).toBe(0);
      const its = join(home, 'guiju.db');
      await harm(its);
      const broken = await readFile(its);
      const bad = join(home, 'bad.gz');
      await writeFile(bad, 'no backup');
      expect((await there('restore', bad, '--replace', '--yes')).code).toBe(1);
      expect([await readFile(its), existsSync(`${its}.damaged`)]).toEqual([broken, false]);
      const restored = await there('restore', archive, '--replace', '--yes');
      expect([restored.code, restored.err, restored.out]).toEqual([
        0,
        '',
        expect.stringContaining(`kept as ${its}.damaged`),
      ]);
      expect((await readFile(`${its}.damaged`)).equals(broken)).toBe(true);
      expect((await there('doctor')).out).not.toContain('✗');
    },
  );

  it('restore and doctor: say alike that a key opens nothing of what is secret here', async () => {
    const place = await packageWith(
      [field('phone', 'phone', { personal: true }), field('amount', 'integer'), field('pin', 'secret')],
      '1.4.0',
    );
    expect((await run(['apply', place])).code).toBe(0);
    await writeFile(file('pin.csv'), 'number,pin\nA,1234\n');
    expect((await run(['import', 'note', file('pin.csv')])).code).toBe(0);
    const archive = file('secret.gz');
    const key = String((await json(['backup', archive])).json['key']);
    const stranger = { environment: { GUIJU_SECRET: '08'.repeat(32) } };
    const restored = await run(['restore', archive, '--replace', '--yes', '--unsealed'], stranger);
    const said = `1 secret is encrypted with the key ${key} and cannot be opened with the key here, `;
    expect(restored.err).toContain(said);
    expect((await run(['doctor'], stranger)).out).toContain(`✗ ${said}`);
    expect((await run(['doctor'])).out).toContain('1 secret can be opened with the present key');
    expect((await run(['doctor'])).out).toContain(`the key ${key} comes from GUIJU_SECRET`);
  });

  it('undo: says what it would take back, asks, and does it; publishes lists it', async () => {
    const before = (await json(['publishes'])).json['items'] as JsonObject[];
    const seen = await json(['undo', '--dry-run']);
    expect([seen.code, seen.json['hash']]).toEqual([0, expect.any(String)]);
    expect(seen.err).toContain(
      '1 value in “pin” of “note” will be hidden: kept until whoever runs this server deletes the data for good',
    );
    const newest = String(before[0]?.['revision']);
    expect((await json(['undo', newest, '--dry-run'])).json['hash']).toBe(seen.json['hash']);
    for (const words of [['x'], [newest, '--redo'], [newest, newest]])
      expect((await run(['undo', ...words])).code).toBe(2);
    const asked = await run(['undo']);
    expect([asked.code, asked.err]).toEqual([1, expect.stringContaining('Add --yes to confirm')]);
    for (const err of [seen.err, asked.err]) expect(err).not.toContain('use guiju undo');
    expect((await json(['publishes'])).json['items']).toEqual(before);
    const done = await run(['undo', '--yes']);
    expect(done.code).toBe(0);
    expect(done.out).toContain(`Undoing: ${String(before[0]?.['revision'])}`);
    const after = (await json(['publishes', '--limit', '1'])).json['items'] as JsonObject[];
    expect(after).toMatchObject([{ reason: `guiju undo ${String(before[0]?.['revision'])}` }]);
    expect((await run(['publishes', '--limit', 'x'])).code).toBe(2);
    // And back again.
    expect((await run(['undo', '--redo', '--yes'])).code).toBe(0);
  });

  it('uninstall: says what hangs on a package, asks, archives and hides it; archives writes it to a file', async () => {
    const seen = await json(['uninstall', 'notes', '--dry-run']);
    expect([seen.code, seen.json['leaving']]).toEqual([0, [{ name: 'notes', version: expect.any(String) }]]);
    expect((await run(['uninstall', 'notes'])).err).toContain('Add --yes to confirm');
    const done = await run(['uninstall', 'notes', '--yes']);
    expect(done.code).toBe(0);
    expect(done.out).toMatch(/notes \S+ is no longer installed/);
    const items = (await json(['archives'])).json['items'] as JsonObject[];
    expect(items).toMatchObject([{ package: 'notes', state: 'done' }]);
    const place = file('notes.jsonl.gz');
    const written = await json(['archives', String(items[0]?.['id']), '--out', place]);
    expect([written.code, (await readFile(place)).length]).toEqual([0, items[0]?.['size']]);
    expect((await json(['archives', 'nothing'])).json['error']).toBe('archive-unknown');
    expect((await run(['undo', '--yes'])).code).toBe(0);
  });

  it('test --stored: tries what is installed by what is stored here, says what is otherwise, and writes nothing', async () => {
    const { files } = ordersPackage();
    const place = file('orders');
    const web = { name: 'web orders', facts: { channel: 'web' }, expect: 'WEB' };
    for (const [path, content] of [...files, ['cases/rule.json', { form: 'rule', cases: [web] }] as const]) {
      await mkdir(join(place, path, '..'), { recursive: true });
      await writeFile(join(place, path), JSON.stringify(content));
    }
    expect((await run(['apply', place])).code).toBe(0);
    const none = await run(['test', '--stored']);
    expect([none.code, none.out]).toEqual([
      1,
      'orders/cases/rule.json\n  ✗ web orders\n      expected WEB, got none\n0 passed, 1 failed',
    ]);
    await inside(async ({ store, served, systemCall }) => {
      const rule = served().model.forms.get('rule');
      const condition = { fact: 'channel', operator: 'equal', value: 'web' };
      if (rule) await store.create(systemCall(), rule, { number: 'WEB', condition });
    });
    const revisions = () => sql('SELECT MAX(revision) AS newest FROM gj_history');
    const before = await revisions();
    const so = await run(['test', '--stored'], { environment: { LANG: 'zh_CN.UTF-8' } });
    expect([so.code, so.out]).toEqual([0, 'orders/cases/rule.json\n  ✓ web orders\n1 个通过，0 个未通过']);
    expect((await json(['test', '--stored'])).json).toMatchObject({
      passed: 1,
      failed: 0,
      skipped: 0,
      cases: [{ package: 'orders', form: 'rule', name: 'web orders', outcome: 'passed', actual: 'WEB' }],
    });
    expect(await revisions()).toEqual(before);
  });

  it('doctor: finds nothing wrong, and then what is wrong', async () => {
    const sound = await json(['doctor']);
    expect([sound.code, sound.err], JSON.stringify(sound.json, null, 1)).toEqual([0, '']);
    const findings = (all: JsonObject) =>
      (all['findings'] as JsonObject[]).filter(({ status }) => status !== 'ok').map(({ code }) => code);
    expect(findings(sound.json)).toEqual([]);
    const chinese = await run(['doctor'], { environment: { LANG: 'zh_CN.UTF-8' } });
    expect(chinese.out).toContain('数据表与模型一致');

    const config = readConfig(environment, domains);
    if (!config.ok) throw new Error('config');
    const spoilt = await openDatabase(config.value.databaseUrl, config.value.home);
    await spoilt.run('DELETE FROM gj_claim');
    await spoilt.run("DELETE FROM gj_physical WHERE path = 'note/amount'");
    await spoilt.run('UPDATE organisation SET parent = id');
    await spoilt.close();
    const sick = await json(['doctor']);
    expect(sick.code).toBe(1);
    expect(findings(sick.json)).toEqual(
      expect.arrayContaining(['doctor-tables-differ', 'doctor-organisations-wrong', 'doctor-claims-wrong']),
    );
  });
});
