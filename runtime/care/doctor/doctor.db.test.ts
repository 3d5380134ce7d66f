import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, open, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { migrations } from '../../../migrations/migrations.ts';
import { someOf } from '../../../workshop/it-long.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import type { Database } from '../../database/database.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { notePackage, openTestNode } from '../../server/test-node.suite.ts';
import { checkDatabase } from './check-machine.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const fields = [
  field('title', 'text', { length: 40 }),
  field('owner', 'reference', { form: 'user' }),
  field('readers', 'references', { form: 'user' }),
  field('basis', 'any-reference', { forms: ['organisation', 'user'] }),
  field('pin', 'secret'),
  field('rule', 'condition', { facts: 'note' }),
];
const unique = { unique: [{ name: 'one-title', fields: ['title'] }] };
const secret = '07'.repeat(32);

/** A place to look at: it is made, and the environment that leads there answered. */
type Place = Record<string, string>;

/** A damage to a sound database, what is found of it, and how it is made sound again. */
type Ailment = readonly [sentence: string, found: string, harm: readonly string[], cure: readonly string[]];

const ailments: readonly Ailment[] = [
  [
    'records that their package brings no more',
    'ok doctor-records-dropped',
    [
      "INSERT INTO gj_origin (form, record, package, origin_key, shipped, deleted) SELECT 'user', id, 'platform', 'kept', '{}', 0 FROM user WHERE number = 'admin'",
      "INSERT INTO gj_dropped (form, record, state, revision) SELECT form, record, 'kept', 1 FROM gj_origin WHERE origin_key = 'kept'",
    ],
    ["DELETE FROM gj_origin WHERE origin_key = 'kept'", 'DELETE FROM gj_dropped'],
  ],
  [
    'a registry that no administrator allowed',
    'warn doctor-hosts-not-listed',
    [
      "INSERT INTO tenant_settings (id, org, sharing, enabled, createdAt, createdBy, modifiedAt, modifiedBy, revision, registry) SELECT id, org, sharing, 1, createdAt, createdBy, modifiedAt, modifiedBy, revision, 'https://npm.example.com/' FROM user WHERE number = 'admin'",
    ],
    ["DELETE FROM tenant_settings WHERE registry = 'https://npm.example.com/'"],
  ],
  [
    'a restore that was cut off',
    'fail restore-unfinished',
    ["INSERT INTO gj_migration (name, timestamp) VALUES ('restore', '')"],
    ["DELETE FROM gj_migration WHERE name = 'restore'"],
  ],
  [
    'a database of a newer server',
    'fail doctor-migrations-newer',
    ["INSERT INTO gj_migration (name, timestamp) VALUES ('9999-to-come', '')"],
    ["DELETE FROM gj_migration WHERE name = '9999-to-come'"],
  ],
  [
    'a database of a newer server that only added to it',
    'warn doctor-migrations-ahead',
    ["INSERT INTO gj_migration (name, timestamp) VALUES ('9999-to-come.additive', '')"],
    ["DELETE FROM gj_migration WHERE name = '9999-to-come.additive'"],
  ],
  [
    'a database of an older server',
    'warn doctor-migrations-wait',
    ["DELETE FROM gj_migration WHERE name = '0003-trail'"],
    ["INSERT INTO gj_migration (name, timestamp) VALUES ('0003-trail', '')"],
  ],
  [
    'a database whose tables were not made yet',
    'warn doctor-migrations-none',
    ['DELETE FROM gj_migration'],
    Object.keys(migrations).map(
      (name) => `INSERT INTO gj_migration (name, timestamp) VALUES ('${name}', '')`,
    ),
  ],
  [
    'nothing published',
    'warn doctor-nothing-published',
    [
      'UPDATE gj_revision SET value = value * 100000 + model, model = 0',
      "UPDATE gj_history SET form = '$away' WHERE form = '$model'",
    ],
    [
      'UPDATE gj_revision SET model = value % 100000, value = (value - value % 100000) / 100000',
      "UPDATE gj_history SET form = '$model' WHERE form = '$away'",
    ],
  ],
  [
    'a package that does not compile',
    'fail doctor-packages-broken',
    ["UPDATE gj_package_source SET content = REPLACE(content, 'secret', 'sekret') WHERE package = 'notes'"],
    ["UPDATE gj_package_source SET content = REPLACE(content, 'sekret', 'secret') WHERE package = 'notes'"],
  ],
  [
    'a publish that was cut off',
    'warn doctor-publish-unfinished',
    [
      "INSERT INTO gj_plan (id, hash, content, intent, state, at) VALUES ('p1', 'x', '{}', NULL, 'running', 0)",
    ],
    ["DELETE FROM gj_plan WHERE id = 'p1'"],
  ],
  [
    'a server that does not follow',
    'warn doctor-servers-behind',
    [
      "INSERT INTO gj_node (id, name, started_at, last_seen, model) VALUES ('n', 'web-2', 0, 9999999999999, 0)",
    ],
    ["DELETE FROM gj_node WHERE id = 'n'"],
  ],
  [
    'a server that runs',
    'ok doctor-servers',
    [
      "INSERT INTO gj_node (id, name, started_at, last_seen, model) VALUES ('n', 'web-2', 0, 9999999999999, 99)",
    ],
    ["DELETE FROM gj_node WHERE id = 'n'"],
  ],
  [
    'a column that waits to be dropped',
    'warn doctor-columns-leaving',
    ["UPDATE gj_physical SET state = 'retired' WHERE path = 'note/title'"],
    ["UPDATE gj_physical SET state = 'live' WHERE path = 'note/title'"],
  ],
  [
    'a table that is not what the model wants',
    'fail doctor-tables-differ',
    ["UPDATE gj_physical SET path = 'note/gone' WHERE path = 'note/title'"],
    ["UPDATE gj_physical SET path = 'note/title' WHERE path = 'note/gone'"],
  ],
  [
    'organisations in a loop',
    'fail doctor-organisations-wrong',
    ['UPDATE organisation SET parent = id'],
    ['UPDATE organisation SET parent = NULL'],
  ],
  [
    'a reference to nobody',
    'warn doctor-references-dangling',
    ["UPDATE note SET owner = '00000000-0000-7000-8000-000000000000'"],
    ['UPDATE note SET owner = NULL'],
  ],
  [
    'a reference to nobody of one of several forms',
    'warn doctor-references-dangling',
    ["UPDATE note SET basis = 'user/00000000-0000-7000-8000-000000000000'"],
    ['UPDATE note SET basis = NULL'],
  ],
  [
    'one of many references to nobody',
    'warn doctor-references-dangling',
    ["UPDATE gj_link SET target = CONCAT('x', SUBSTR(target, 2))"],
    ["UPDATE gj_link SET target = CONCAT('0', SUBSTR(target, 2))"],
  ],
  [
    'a unique value that is not noted',
    'fail doctor-claims-wrong',
    ["UPDATE gj_claim SET form = 'x-note' WHERE form = 'note'"],
    ["UPDATE gj_claim SET form = 'note' WHERE form = 'x-note'"],
  ],
  [
    'a key that is not noted yet',
    'ok doctor-key-unnoted',
    ["UPDATE gj_key SET state = 'away'"],
    ["UPDATE gj_key SET state = 'current'"],
  ],
  [
    'a turn-over of keys that was cut off',
    'warn key-turning',
    ["INSERT INTO gj_key (id, state, sealed, at) VALUES ('x', 'next', 'x', 0)"],
    ["DELETE FROM gj_key WHERE state = 'next'"],
  ],
  [
    'a rule whose condition asks for what is not there',
    'warn doctor-conditions-broken',
    [`UPDATE note SET rule = REPLACE(rule, '"number"', '"nowhere"')`],
    [`UPDATE note SET rule = REPLACE(rule, '"nowhere"', '"number"')`],
  ],
  [
    'a rule whose condition asks for what was left out',
    'warn doctor-conditions-outdated',
    [`UPDATE note SET rule = REPLACE(rule, '"number"', '"old"')`],
    [`UPDATE note SET rule = REPLACE(rule, '"old"', '"number"')`],
  ],
  [
    'a token that would open more on the day its user is given more',
    'warn doctor-tokens-wait',
    [
      `INSERT INTO token (id, enabled, revision, name, user, scopes) SELECT '0198c0de-0000-7000-8000-00000000000a', 1, 1, 'later', id, '["read","reveal"]' FROM user WHERE number = 'admin'`,
    ],
    ["DELETE FROM token WHERE id = '0198c0de-0000-7000-8000-00000000000a'"],
  ],
  [
    'a role that somebody holds and that opened the settings of the system by saying “all forms”',
    'ok doctor-roles-narrowed',
    ["UPDATE user__roles SET role = (SELECT id FROM role WHERE number = 'reader')"],
    [
      "UPDATE user__roles SET role = (SELECT id FROM role WHERE number = 'administrator') WHERE seq = 0",
      "UPDATE user__roles SET role = (SELECT id FROM role WHERE number = 'parameters') WHERE seq = 1",
    ],
  ],
  [
    'a table of the platform that is gone',
    'fail doctor-check-failed',
    ['ALTER TABLE gj_package RENAME TO gj_package_elsewhere'],
    ['ALTER TABLE gj_package_elsewhere RENAME TO gj_package'],
  ],
];

describeOnDatabases('guiju doctor', (under) => {
  let folder = '';
  let sound: Place = {};
  let database: Database;
  let full: string | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiju-doctor-'));
    const node = await openTestNode(under.url);
    await node.publish([notePackage([...fields, field('old', 'integer')], unique)]);
    const body = {
      number: '1',
      title: 'one',
      pin: '1234',
      readers: ['admin'],
      rule: { fact: 'number', operator: 'equal', value: '1' },
    };
    expect((await node.ask('POST', '/api/forms/note/records', body)).status).toBe(201);
    await node.publish([notePackage(fields, unique, '1.1.0')]);
    await node.close();
    sound =
      under.name === 'sqlite'
        ? { GUIJU_HOME: dirname(fileOf(under.url)), GUIJU_SECRET: secret }
        : { GUIJU_HOME: folder, DATABASE_URL: under.url, GUIJU_SECRET: secret };
    database = await openDatabase(under.url, folder);
    full = ['/dev/mqueue', '/proc'].find((place) => isFull(place));
  });
  afterEach(() => void vi.useRealTimers());
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** `status code` of each finding, in both languages; no sentence leaves a gap. */
  async function examined(environment: Place): Promise<readonly string[]> {
    const answers = await Promise.all(
      ['zh_CN.UTF-8', 'en_US.UTF-8'].map((LANG) =>
        cli(['doctor', '--json'], { environment: { ...environment, LANG } }),
      ),
    );
    const [zh = [], en = []] = answers.map(({ json, code }) => {
      const findings = (json as JsonObject)['findings'] as {
        status: string;
        code: string;
        message: string;
      }[];
      expect(code).toBe(findings.some(({ status }) => status === 'fail') ? 1 : 0);
      for (const { message } of findings) expect(message).not.toMatch(/\{\w+|undefined|^doctor-|\n/);
      return findings.map((finding) => `${finding.status} ${finding.code}`);
    });
    expect(en).toEqual(zh);
    return zh;
  }

  it('finds nothing wrong where nothing is, and says all it looked at', async () => {
    const found = await examined(sound);
    expect(found.filter((finding) => !finding.startsWith('ok '))).toEqual([]);
    // The trail is sealed seconds after the start, if it was not stopped before.
    expect([...new Set(found)].filter((finding) => finding !== 'ok doctor-trail')).toEqual([
      'ok doctor-config',
      'ok doctor-node',
      'ok doctor-home',
      'ok doctor-disk',
      'ok doctor-key-configured',
      'ok doctor-mailbox-none',
      'ok doctor-database',
      'ok doctor-setting',
      'ok doctor-clock',
      'ok doctor-sound',
      'ok doctor-migrations',
      'ok doctor-key-right',
      'ok doctor-platform',
      'ok doctor-packages',
      'ok doctor-publish',
      'ok doctor-tables',
      'ok doctor-hidden',
      'ok doctor-organisations',
      'ok doctor-references',
      'ok doctor-records',
      'ok doctor-conditions',
      'ok doctor-secrets',
    ]);
  });

  it.each(someOf(ailments, 3))('finds %s: %s', async (_sentence, found, harm, cure) => {
    for (const statement of harm) await database.run(statement);
    try {
      expect(await examined(sound)).toContain(found);
    } finally {
      for (const statement of cure) await database.run(statement);
    }
    expect((await examined(sound)).filter((finding) => !finding.startsWith('ok '))).toEqual([]);
  });

  it('tells through which host mails are sent', async () => {
    const found = await examined({ ...sound, GUIJU_SMTP: 'smtp://mail.example.com?from=a@example.com' });
    expect(found).toContain('ok doctor-mailbox');
  });

  it('finds another key than the one that secrets were sealed with', async () => {
    expect(await examined({ ...sound, GUIJU_SECRET: '08'.repeat(32) })).toContain('fail doctor-secrets-shut');
  });

  it('finds a clock that differs from that of the database', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    expect(await examined(sound)).toContain('warn doctor-clock-apart');
  });

  it('finds a setting of the database that is not what is advised', async () => {
    const about = async () => {
      const { settings, ...rest } = await database.about();
      return { ...rest, settings: settings.map((setting) => ({ ...setting, value: 'odd', right: false })) };
    };
    const found = await checkDatabase({ ...database, about }, Date.now);
    expect(found.map(({ status, code }) => `${status} ${code}`)).toContain('warn doctor-setting-wrong');
  });

  it('finds damage, by what the database itself says of it', async () => {
    const hurt = under.name === 'sqlite' ? await damagedFile() : undefined;
    const found = hurt
      ? await examined({ GUIJU_HOME: hurt })
      : (await checkDatabase({ ...database, check: async () => ['a page is torn'] }, Date.now)).map(
          ({ status, code }) => `${status} ${code}`,
        );
    expect(found).toContain('fail doctor-damaged');
  });

  it.runIf(under.name === 'sqlite')('tells a damaged file from one that does not answer', async () => {
    const home = join(folder, 'garbage');
    await mkdir(home);
    await writeFile(join(home, 'guiju.db'), 'this is no database at all'.repeat(400));
    expect((await examined({ GUIJU_HOME: home })).at(-1)).toBe('fail doctor-damaged');
  });

  it('finds a database that does not answer', async () => {
    const nowhere = { ...sound, DATABASE_URL: 'mysql://root@127.0.0.1:1/guiju' };
    expect((await examined(nowhere)).at(-1)).toBe('fail doctor-unreachable');
  });

  it('finds a data folder that is not there yet, and with it no database and no key', async () => {
    expect(await examined({ GUIJU_HOME: join(folder, 'to-come') })).toEqual([
      'ok doctor-config',
      'ok doctor-node',
      'warn doctor-home-missing',
      'warn doctor-key-missing',
      'ok doctor-mailbox-none',
      'warn doctor-nothing-here',
    ]);
  });

  it('finds a database file with nothing in it, and leaves it so', async () => {
    const home = join(folder, 'emptied');
    await mkdir(home, { mode: 0o700 });
    await writeFile(join(home, 'guiju.db'), '');
    expect((await examined({ GUIJU_HOME: home })).at(-1)).toBe('warn database-file-empty');
    expect((await stat(join(home, 'guiju.db'))).size).toBe(0);
  });

  it('finds a data folder that cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    expect(await examined({ GUIJU_HOME: file })).toContain('fail doctor-home-readonly');
  });

  it('finds a data folder that cannot be made', async () => {
    const link = join(folder, 'dangling');
    await symlink(join(folder, 'nowhere'), link);
    const homes = [link, join(link, 'below')];
    for (const home of [...homes, ...(existsSync('/proc') ? ['/proc/nope', '/proc/nope/below'] : [])])
      expect(await examined({ GUIJU_HOME: home })).toContain('fail doctor-home-impossible');
  });

  it('finds a key in its file', async () => {
    const home = join(folder, 'with-key');
    await mkdir(home);
    await writeFile(join(home, 'secret.key'), secret, { mode: 0o600 });
    expect(await examined({ GUIJU_HOME: home })).toContain('ok doctor-key-file');
  });

  it('finds files that others of the machine may use', async () => {
    const home = join(folder, 'open');
    await mkdir(home);
    await writeFile(join(home, 'secret.key'), secret, { mode: 0o644 });
    expect(await examined({ GUIJU_HOME: home })).toContain('warn doctor-files-open');
    await chmod(join(home, 'secret.key'), 0o600);
    expect(await examined({ GUIJU_HOME: home })).not.toContain('warn doctor-files-open');
  });

  it('finds a disk without room', async ({ skip }) => {
    if (full === undefined) return skip('no file system here is full');
    expect(await examined({ GUIJU_HOME: full })).toContain('warn doctor-disk-full');
  });

  /** A copy of the database, of which one page of an index is no page any more. */
  async function damagedFile(): Promise<string> {
    const home = join(folder, 'damaged');
    await mkdir(home);
    const [index] = await database.all<{ page: number; size: number }>(
      `SELECT rootpage AS page, (SELECT page_size FROM pragma_page_size) AS size FROM sqlite_schema
        WHERE type = 'index' AND tbl_name = 'gj_audit' AND sql IS NOT NULL`,
    );
    await database.run('PRAGMA wal_checkpoint(TRUNCATE)');
    const file = join(home, 'guiju.db');
    await copyFile(fileOf(under.url), file);
    const handle = await open(file, 'r+');
    await handle.write(Buffer.alloc(8, 0xff), 0, 8, ((index?.page ?? 1) - 1) * (index?.size ?? 0));
    await handle.close();
    return home;
  }
});

function fileOf(url: string): string {
  return fileURLToPath(url.replace('sqlite:', 'file:'));
}

function isFull(place: string): boolean {
  try {
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(place);
    return bavail * bsize < 400 * 1024 * 1024;
  } catch {
    return false;
  }
}
