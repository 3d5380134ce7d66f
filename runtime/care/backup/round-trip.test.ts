import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { itLong } from '../../../workshop/it-long.ts';
import { freshDatabase, type TestDatabase } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { Refusal } from '../../common/refusal.ts';
import { createVault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { migrate, migrateMarked } from '../../database/migrate.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { planTables } from '../../storage/tables/plan-tables.ts';
import { sealOf } from './archive.ts';
import { backup } from './backup.ts';
import { archivedTables, leftOut } from './describe-tables.ts';
import { markRestore, setAside } from './own-tables.ts';
import { restore } from './restore.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const fields = [
  field('title', 'text', { length: 200 }),
  field('story', 'multiline'),
  field('pieces', 'integer'),
  field('price', 'decimal', { precision: 38, scale: 13 }),
  field('done', 'boolean'),
  field('day', 'date'),
  field('hour', 'time'),
  field('moment', 'datetime'),
  field('above', 'parent'),
  field('owner', 'reference', { form: 'user' }),
  field('readers', 'references', { form: 'user' }),
  field('pin', 'secret'),
  field('dropped', 'decimal', { precision: 20, scale: 4 }),
  field('reshaped', 'text', { length: 30 }),
  field('lines', 'entries', {
    fields: [
      field('text', 'text', { length: 50 }),
      field('amount', 'money'),
      field('parts', 'entries', {
        fields: [field('code', 'text', { length: 20 }), field('rate', 'percent')],
      }),
    ],
  }),
];
const package1 = notePackage(fields, { unique: [{ name: 'one-title', fields: ['title'] }] });
/** One field hidden, one reshaped. */
const package2 = notePackage(
  fields
    .filter(({ name }) => name !== 'dropped')
    .map((one) => (one['name'] === 'reshaped' ? field('reshaped', 'integer') : one)),
  { unique: [{ name: 'one-title', fields: ['title'] }] },
  '1.1.0',
);

/** To be uninstalled: what it had is kept as bytes. */
const guests = installedFrom(
  new Map<string, Json>([
    ['package.json', { name: 'guests', version: '1.0.0', guiju: { prefix: 'gu', label: label('guests') } }],
    [
      'forms/guest.json',
      {
        name: 'guest',
        kind: 'master',
        sharing: 'everybody',
        label: label('guest'),
        fields: [field('number', 'text', { length: 40, required: true })],
      },
    ],
  ]),
);

/** What is kept beside the records of somebody who issues. */
const besideRecords = [
  "INSERT INTO gj_credit (org, business_type, role, period, used) VALUES ('root', 'sale', '', '2026-08', '855.42')",
  `INSERT INTO gj_outbox (revision, part, kind, form, record, document, org, at, payload)
   VALUES (1, 0, 'invoice-issued', 'invoice', 'i', 'd', 'root', 1, '{"number":"24512000000000000017"}')`,
  "INSERT INTO gj_outbox_reader (name, revision, part) VALUES ('mails', 1, 0)",
  `INSERT INTO gj_simulated (request, seller, number, state, at, content)
   VALUES ('r', 's', '24512000000000000017', 'issued', 1, '{}')`,
];

const text = fc
  .string({ unit: 'binary', maxLength: 50 })
  .filter((value) => value.trim() === value && !/[\r\0]/.test(value));
const line = text.filter((value) => !/[\n\u2028\u2029]/.test(value));
const decimal = fc
  .tuple(fc.bigInt(-(10n ** 24n), 10n ** 24n), fc.integer({ min: 0, max: 9_999_999 }))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(7, '0')}`);
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const row = fc.record({
  text: orNull(line),
  amount: orNull(fc.integer({ min: -1e9, max: 1e9 }).map((cents) => (cents / 100).toFixed(2))),
  parts: fc.array(
    fc.record({
      code: orNull(fc.stringMatching(/^[a-z]{1,20}$/)),
      rate: orNull(fc.constantFrom('0.13', '0.06', '0')),
    }),
    { maxLength: 3 },
  ),
});
const note = fc.record({
  story: orNull(text),
  pieces: orNull(fc.integer({ min: -999_999_999_999, max: 999_999_999_999 })),
  price: orNull(decimal),
  dropped: orNull(fc.constantFrom('-1.5', '0', '12345678901234.0001')),
  reshaped: orNull(fc.integer().map(String)),
  done: orNull(fc.boolean()),
  day: orNull(fc.constantFrom('2024-02-29', '1999-12-31')),
  hour: orNull(fc.constantFrom('00:00:00', '23:59:59')),
  moment: orNull(fc.constantFrom('2026-01-31T08:15:30.123Z', '2026-01-31T08:15:30.000Z')),
  pin: orNull(fc.constantFrom('1234', '密')),
  lines: fc.array(row, { maxLength: 4 }),
});

describe('a backup', () => {
  const databases: TestDatabase[] = [];
  const opened: Database[] = [];
  let folder = '';
  let node: TestNode;
  let original = '';
  /** Of a package that was uninstalled. */
  let archive = '';

  const fresh = async (name: 'sqlite' | 'mariadb') => {
    const made = await freshDatabase(name);
    databases.push(made);
    const database = await openDatabase(made.url, folder);
    opened.push(database);
    return { database, url: made.url };
  };
  const file = (name: string) => join(folder, name);
  const options = {
    server: '0.1.0',
    edition: standardEdition('0.1.0'),
    key: 'abcd1234',
    node: 'test',
    at: '2026-08-01T00:00:00.000Z',
  };
  const linesOf = async (path: string) =>
    gunzipSync(await readFile(path))
      .toString('utf8')
      .split('\n');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiju-backup-'));
    const made = await freshDatabase('sqlite');
    databases.push(made);
    node = await openTestNode(made.url);
    await node.publish([package1]);
    const records = '/api/forms/note/records';
    const bodies = fc.sample(note, 40);
    let first: string | null = null;
    for (const [at, body] of bodies.entries()) {
      const answer = await node.ask('POST', records, {
        ...(body as JsonObject),
        number: `N${at}`,
        title: `title ${at}`,
        above: first,
        readers: at % 3 === 0 ? ['admin'] : [],
        owner: at % 2 === 0 ? 'admin' : null,
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      first ??= 'N0';
    }
    const page = await node.ask('GET', `${records}?limit=3&sort=-number`);
    for (const { id, revision } of page.body['items'] as { id: string; revision: number }[])
      await node.ask('DELETE', `${records}/${id}`, undefined, { 'if-match': `"${revision}"` });
    await node.ask('PUT', '/api/me/preferences/columns:note', { shown: ['title'], widths: {} });
    await node.publish([package2]);
    await node.publish([guests]);
    await node.ask('POST', '/api/forms/guest/records', { number: 'G1' });
    const { body: plan } = await node.ask('POST', '/api/publishes/uninstall/plan', { package: 'guests' });
    const gone = await node.ask('DELETE', `/api/packages/guests?hash=${String(plan['hash'])}`);
    expect(gone.status, JSON.stringify(gone.body)).toBe(200);
    archive = String(gone.body['archive']);
    original = file('original.gz');
    await backup(node.tenant.database, original, options);
  });
  afterAll(async () => {
    await node.close();
    for (const database of opened) await database.close();
    for (const database of databases) await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('goes from SQLite to MariaDB and back without losing a digit', { timeout: 60_000 }, async () => {
    const maria = await fresh('mariadb');
    await restore(maria.database, original, options);
    await backup(maria.database, file('maria.gz'), options);
    const lite = await fresh('sqlite');
    await restore(lite.database, file('maria.gz'), options);
    await backup(lite.database, file('lite.gz'), options);
    const [a, b, c] = [
      await linesOf(original),
      await linesOf(file('maria.gz')),
      await linesOf(file('lite.gz')),
    ];
    expect(a.length).toBeGreaterThan(300);
    expect(b).toEqual(a);
    expect(c).toEqual(a);
    expect(a[0]).toContain('"dropped"');
    expect(a[0]).toContain('"reshaped__2"');
    expect(a.join('\n')).toContain('columns:note');
    expect(a.join()).not.toContain('gj_session');
  });

  it('keeps every table of the platform, or leaves it out on purpose', async () => {
    const { database } = await fresh('sqlite');
    await migrate(database, 'test');
    const found = [...(await database.schema.read(database)).keys()].filter((name) => name.startsWith('gj_'));
    const known = [...archivedTables.keys(), ...leftOut, 'gj_migration', 'gj_migration_lock'];
    expect(found.sort()).toEqual(known.sort());
  });

  it('keeps the credit that is used, what others are still to be told, and what a channel knows', async () => {
    const lite = await fresh('sqlite');
    await restore(lite.database, original, options);
    for (const sql of besideRecords) await lite.database.run(sql);
    await backup(lite.database, file('beside.gz'), options);
    const { database } = await fresh('mariadb');
    await restore(database, file('beside.gz'), options);
    const of = (sql: string) => database.all<Record<string, unknown>>(sql);
    expect(await of('SELECT org, period, used FROM gj_credit')).toEqual([
      { org: 'root', period: '2026-08', used: '855.42' },
    ]);
    expect(await of('SELECT kind, payload FROM gj_outbox')).toEqual([
      { kind: 'invoice-issued', payload: '{"number":"24512000000000000017"}' },
    ]);
    expect(await of('SELECT name FROM gj_outbox_reader')).toEqual([{ name: 'mails' }]);
    expect(await of('SELECT state FROM gj_simulated')).toEqual([{ state: 'issued' }]);
  });

  it('is served at once: the same answers, new revisions after the old ones, tables as the model wants them', async () => {
    const { database, url } = await fresh('mariadb');
    await restore(database, original, options);
    const again = await openTestNode(url);
    const model = again.tenant.served().model;
    expect((await planTables(database, model)).changes).toEqual([]);
    const list = '/api/forms/note/records?limit=100&fields=number,price,lines,story,readers,moment';
    const [before, after] = [await node.ask('GET', list), await again.ask('GET', list)];
    expect(after.body).toEqual(before.body);
    const made = await again.ask('POST', '/api/forms/note/records', { number: 'new', title: 'new' });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body['revision']).toBeGreaterThan(node.tenant.revision());
    const taken = await again.ask('POST', '/api/forms/note/records', { number: 'other', title: 'title 0' });
    expect([taken.status, taken.body['code']]).toEqual([409, 'unique-taken']);
    await again.close();
  });

  it.each(['sqlite', 'mariadb'] as const)(
    'brings along what packages had that were uninstalled (%s); one from before that says so',
    async (name) => {
      const { database, url } = await fresh(name);
      await restore(database, original, options);
      const again = await openTestNode(url);
      const path = `/api/archives/${archive}`;
      const bytes = async (asked: TestNode) =>
        Buffer.from(await (await asked.raw('GET', path)).arrayBuffer());
      const kept = await bytes(again);
      expect(kept.equals(await bytes(node))).toBe(true);
      expect(gunzipSync(kept).toString()).toContain('"number":"G1"');
      await again.tenant.database.run('DELETE FROM gj_archive_chunk');
      const empty = await again.ask('GET', path);
      expect([empty.status, empty.body['code']]).toEqual([410, 'archive-empty']);
      await again.close();
    },
  );

  it('is of one moment, while others write on', async () => {
    const { database, url } = await fresh('mariadb');
    await restore(database, original, options);
    const busy = await openTestNode(url);
    let going = true;
    const writer = (async () => {
      for (let at = 0; going; at++)
        await busy.ask('POST', '/api/forms/note/records', { number: `W${at}`, title: `w${at}` });
    })();
    const header = await backup(busy.tenant.database, file('busy.gz'), options);
    going = false;
    await writer;
    await busy.close();
    const rows = (await linesOf(file('busy.gz'))).filter((line) => line.startsWith('['));
    expect(rows.length).toBe(header.tables.reduce((sum, table) => sum + table.rows, 0));
    const target = await fresh('sqlite');
    await restore(target.database, file('busy.gz'), options);
    const [last] = await target.database.all<{ n: number }>('SELECT MAX(revision) AS n FROM gj_history');
    expect(last?.n).toBe(header.revision);
  });

  /** As somebody would who has the file and not the key: the digest is made anew. */
  const forged =
    (change: (all: string[]) => string[], end: (end: JsonObject) => JsonObject) => (bytes: Buffer) =>
      lines(bytes, (all) => {
        const kept = change(all.slice(0, -2));
        const sha256 = createHash('sha256')
          .update(kept.map((line) => `${line}\n`).join(''))
          .digest('hex');
        return [...kept, JSON.stringify(end({ ...JSON.parse(all.at(-2) ?? ''), sha256 })), ''];
      });
  const damaged: readonly (readonly [string, (bytes: Buffer) => Buffer, string])[] = [
    ['cut off in the middle', (bytes) => bytes.subarray(0, bytes.length / 2), 'backup-damaged'],
    ['without its last line', (bytes) => lines(bytes, (all) => all.slice(0, -2)), 'backup-damaged'],
    ['with a row left out', (bytes) => lines(bytes, (all) => all.toSpliced(5, 1)), 'backup-damaged'],
    [
      'with one letter changed',
      (bytes) => lines(bytes, (all) => all.map((line) => line.replace('title 7', 'title 8'))),
      'backup-damaged',
    ],
    [
      'with a byte turned over',
      (bytes) => Buffer.from(bytes.map((byte, at) => (at === 2000 ? byte ^ 1 : byte))),
      'backup-damaged',
    ],
    [
      'of a format to come',
      (bytes) => lines(bytes, (all) => all.map((line) => line.replace('"format":1', '"format":3'))),
      'backup-format',
    ],
    [
      'of a newer server',
      forged(
        (all) => all.map((line) => line.replace('"migrations":[', '"migrations":["9999-to-come",')),
        (end) => end,
      ),
      'backup-newer',
    ],
    ['that is no backup', () => Buffer.from('hello'), 'backup-unreadable'],
    ['that is another gzip', () => gzipSync('{"a":1}\n'), 'backup-unreadable'],
    ['that is empty', () => Buffer.alloc(0), 'backup-damaged'],
  ];
  it.each(damaged)('refuses a file %s, and writes nothing', async (_sentence, change, code) => {
    const wrong = file('wrong.gz');
    await writeFile(wrong, change(await readFile(original)));
    const { database } = await fresh('sqlite');
    await expect(restore(database, wrong, options)).rejects.toMatchObject({ code });
    expect([...(await database.schema.read(database)).keys()]).toEqual([]);
  });

  it('writes none of a database that a newer server added to: what it does not know would not be in it', async () => {
    const source = await fresh('sqlite');
    await restore(source.database, original, options);
    await source.database.run(
      "INSERT INTO gj_migration (name, timestamp) VALUES ('9999-to-come.additive', '')",
    );
    await expect(backup(source.database, file('lacking.gz'), options)).rejects.toMatchObject({
      code: 'backup-older',
    });
  });

  it.each<[string, (source: Database) => Promise<unknown>, string]>([
    [
      'whose packages this server cannot compile',
      (source) =>
        source.run(
          "UPDATE gj_package_source SET content = REPLACE(content, 'percent', 'per-mille') WHERE package = 'notes'",
        ),
      'backup-packages',
    ],
  ])('refuses one %s, and writes nothing', async (_sentence, change, code) => {
    const source = await fresh('sqlite');
    await restore(source.database, original, options);
    await change(source.database);
    await backup(source.database, file('strange.gz'), options);
    const { database } = await fresh('sqlite');
    await expect(restore(database, file('strange.gz'), options)).rejects.toMatchObject({ code });
    expect([...(await database.schema.read(database)).keys()]).toEqual([]);
  });

  describe('with a seal', () => {
    const vault = createVault(new Uint8Array(32).fill(3));
    const stranger = createVault(new Uint8Array(32).fill(4));
    const sealed = () => file('sealed.gz');
    beforeAll(() =>
      backup(node.tenant.database, sealed(), {
        ...options,
        key: vault.id,
        seal: (digest) => sealOf(vault, digest),
      }).then(() => undefined),
    );
    const retitled = (all: string[]) => all.map((line) => line.replaceAll('title 7', 'title X'));
    const rekeyed = (all: string[]) => retitled(all).map((line) => line.replace(vault.id, stranger.id));
    const unsealed = ({ seal: _, ...end }: JsonObject) => end;

    it.each<[string, (bytes: Buffer) => Buffer, string | null]>([
      ['that nobody touched is taken', (bytes) => bytes, null],
      ['with a value changed and the digest made anew', forged(retitled, (end) => end), 'backup-changed'],
      [
        'with a seal of somebody’s own',
        forged(retitled, (end) => ({ ...end, seal: sealOf(stranger, String(end['sha256'])) })),
        'backup-changed',
      ],
      [
        'with a seal that is no text of the kind',
        forged(
          (all) => all,
          (end) => ({ ...end, seal: 'x' }),
        ),
        'backup-changed',
      ],
      ['whose seal was taken off', forged(retitled, unsealed), 'backup-unsealed'],
      ['that says it is of another key', forged(rekeyed, (end) => end), 'backup-unsealed'],
    ])('one %s', async (_sentence, change, code) => {
      const path = file('touched.gz');
      await writeFile(path, change(await readFile(sealed())));
      const { database } = await fresh('sqlite');
      const asked = restore(database, path, { ...options, vault });
      if (code === null) return expect(asked).resolves.toMatchObject({ key: vault.id });
      await expect(asked).rejects.toMatchObject({ code });
      expect([...(await database.schema.read(database)).keys()]).toEqual([]);
      return undefined;
    });

    it('that the key here did not make is taken when somebody says so', async () => {
      const { database } = await fresh('sqlite');
      await expect(restore(database, sealed(), { ...options, vault: stranger })).rejects.toMatchObject({
        code: 'backup-unsealed',
      });
      await restore(database, sealed(), { ...options, vault: stranger, unsealed: true });
      expect(await database.all('SELECT number FROM note')).not.toEqual([]);
    });

    it('is verified without a database, and says what it found', async () => {
      const environment = { GUIJU_HOME: file('nowhere'), GUIJU_SECRET: '03'.repeat(32), LANG: 'en_US.UTF-8' };
      const answer = await cli(['backup', '--verify', sealed(), '--json'], { environment });
      expect([answer.code, answer.json]).toMatchObject([0, { key: vault.id, sealed: true }]);
      const { code, json } = await cli(['backup', '--verify', sealed(), '--json'], {
        environment: { ...environment, GUIJU_SECRET: '04'.repeat(32) },
      });
      expect([code, json]).toMatchObject([0, { sealed: false }]);
      const path = file('touched.gz');
      await writeFile(path, forged(retitled, (end) => end)(await readFile(sealed())));
      const changed = await cli(['backup', '--verify', path, '--json'], { environment });
      expect([changed.code, changed.json]).toMatchObject([1, { error: 'backup-changed' }]);
      const cut = file('cut.gz');
      await writeFile(cut, (await readFile(sealed())).subarray(0, 2_000));
      expect((await cli(['backup', '--verify', cut, '--json'], { environment })).json).toMatchObject({
        error: 'backup-damaged',
      });
      const wrong = await cli(['backup', '--verify', path, '--limit-gb', 'lots', '--json'], { environment });
      expect(wrong.json).toMatchObject({ error: 'limit-wrong' });
      expect(existsSync(file('nowhere'))).toBe(false);
    });
  });

  it.each([
    ['more than it may hold', { bytes: 5_000 }, 'backup-too-large'],
    ['a row longer than one may be', { line: 300 }, 'backup-too-large'],
    ['for longer than it may take', { milliseconds: 0 }, 'backup-too-slow'],
  ])('is not read on when it unpacks %s', async (_sentence, limits, code) => {
    const { database } = await fresh('sqlite');
    await expect(restore(database, original, { ...options, limits })).rejects.toMatchObject({ code });
  });

  itLong('that unpacks to a thousand times its size takes neither the memory nor the time', async () => {
    const bomb = file('bomb.gz');
    const gzip = createGzip({ level: 9 });
    const written = pipeline(
      Readable.from(
        (function* () {
          yield `${JSON.stringify({ guiju: 'backup', format: 1, tables: [] })}\n`;
          for (let at = 0; at < 150; at++) yield Buffer.alloc(1_000_000, 'x');
        })(),
      ),
      gzip,
      createWriteStream(bomb),
    );
    await written;
    const before = process.memoryUsage.rss();
    const { database } = await fresh('sqlite');
    const limits = { line: 20e6 };
    await expect(restore(database, bomb, { ...options, limits })).rejects.toMatchObject({
      code: 'backup-too-large',
    });
    expect(process.memoryUsage.rss() - before).toBeLessThan(200e6);
  });

  it('that is changed after it was verified is not restored', async () => {
    const path = file('swapped.gz');
    await writeFile(path, await readFile(original));
    const { database } = await fresh('sqlite');
    const swapping: Database = {
      ...database,
      transaction: async (work) => {
        const changed = (all: string[]) => all.map((line) => line.replace('title 7', 'title 8'));
        await writeFile(path, lines(await readFile(original), changed));
        return database.transaction(work);
      },
    };
    await expect(restore(swapping, path, options)).rejects.toMatchObject({ code: 'backup-damaged' });
    expect([...(await database.schema.read(database)).keys()]).toEqual([]);
  });

  it('refuses one with tables that this database cannot hold, and says which', async () => {
    const source = await fresh('sqlite');
    const wide = await openTestNode(source.url);
    const columns = Array.from({ length: 150 }, (_, at) => field(`f${at}`, 'text', { length: 255 }));
    await wide.publish([notePackage(columns)]);
    await backup(wide.tenant.database, file('wide.gz'), options);
    await wide.close();
    const { database } = await fresh('mariadb');
    await expect(restore(database, file('wide.gz'), options)).rejects.toMatchObject({
      code: 'backup-tables',
      problems: [{ code: 'tables-row-too-long' }],
    });
    await expect(migrate(database, 'test')).resolves.not.toEqual([]);
  });

  it('does not take the place of what a server is serving', async () => {
    const { database } = node.tenant;
    const asked = restore(database, original, { ...options, replace: true });
    await expect(asked).rejects.toMatchObject({ code: 'restore-in-use' });
    expect((await node.ask('GET', '/api/forms/note/records?limit=1')).status).toBe(200);
  });

  it('refuses a file that is not there', async () => {
    const { database } = await fresh('sqlite');
    await expect(restore(database, file('ghost.gz'), options)).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it.each(['sqlite', 'mariadb'] as const)(
    'goes into the place of data only when told, on %s',
    async (name) => {
      const { database } = await fresh(name);
      await restore(database, original, options);
      await database.run("INSERT INTO gj_sequence (form, scope, value) VALUES ('note', 'extra', 1)");
      await database.run('CREATE TABLE stranger (id INTEGER)');
      await expect(restore(database, original, options)).rejects.toMatchObject({ code: 'restore-occupied' });
      expect(await database.all("SELECT value FROM gj_sequence WHERE scope = 'extra'")).toHaveLength(1);
      await restore(database, original, { ...options, replace: true });
      expect(await database.all("SELECT value FROM gj_sequence WHERE scope = 'extra'")).toHaveLength(0);
      const left = [...(await database.schema.read(database)).keys()];
      expect(left).toContain('stranger');
      expect(left.filter((table) => table.startsWith('~'))).toEqual([]);
    },
  );

  it.each(['sqlite', 'mariadb'] as const)(
    'leaves everything as it was when the database fails on the way, on %s',
    async (name) => {
      const { database } = await fresh(name);
      await restore(database, original, options);
      await database.run("INSERT INTO gj_sequence (form, scope, value) VALUES ('note', 'extra', 1)");
      const failing: Database = {
        ...database,
        transaction: (work) =>
          database.transaction((tx) =>
            work({
              ...tx,
              run: (sql, params) =>
                /INTO .note__lines/.test(sql) ? Promise.reject(new Error('disk full')) : tx.run(sql, params),
            }),
          ),
      };
      await expect(restore(failing, original, { ...options, replace: true })).rejects.toThrow('disk full');
      expect(await database.all("SELECT value FROM gj_sequence WHERE scope = 'extra'")).toHaveLength(1);
      await backup(database, file('still.gz'), options);
      const still = (await linesOf(file('still.gz'))).filter((line) => line !== '["note","extra",1]');
      expect(still.slice(1, -2)).toEqual((await linesOf(original)).slice(1, -2));
    },
  );

  /** The work of a restore before rows come, as far as it got when it was killed. */
  const cut: readonly (readonly [string, (database: Database) => Promise<void>])[] = [
    ['before anything was put aside', async () => {}],
    ['when everything was put aside', setAside],
    [
      'in the middle of making tables',
      async (database) => {
        await setAside(database);
        await migrateMarked(database, ['0001-platform']);
        await database.run('CREATE TABLE note (id VARCHAR(64) PRIMARY KEY)');
        await database.run("INSERT INTO gj_physical VALUES ('note', 'note', '', NULL, 'live', 0)");
      },
    ],
  ];
  it.each(cut)(
    'killed %s on MariaDB: nothing opens it, and the former data is still there',
    async (_sentence, far) => {
      const { database } = await fresh('mariadb');
      await restore(database, original, options);
      await database.run("INSERT INTO gj_sequence (form, scope, value) VALUES ('note', 'extra', 1)");
      await markRestore(database, true);
      await far(database);
      await expect(migrate(database, 'test')).rejects.toMatchObject({ code: 'restore-unfinished' });
      await expect(restore(database, original, options)).rejects.toMatchObject({ code: 'restore-occupied' });
      await expect(migrate(database, 'test')).resolves.toEqual([]);
      expect(await database.all("SELECT value FROM gj_sequence WHERE scope = 'extra'")).toHaveLength(1);
      await restore(database, original, { ...options, replace: true });
      expect(await database.all("SELECT value FROM gj_sequence WHERE scope = 'extra'")).toHaveLength(0);
      expect(
        [...(await database.schema.read(database)).keys()].filter((name) => name.startsWith('~')),
      ).toEqual([]);
    },
  );

  it('killed on the way into an empty MariaDB can be done again', async () => {
    const { database } = await fresh('mariadb');
    await markRestore(database, false);
    await migrateMarked(database, ['0001-platform']);
    await expect(migrate(database, 'test')).rejects.toMatchObject({ code: 'restore-unfinished' });
    await restore(database, original, options);
    await expect(migrate(database, 'test')).resolves.toEqual([]);
  });

  it('is for its owner’s eyes alone, and leaves no half file', async () => {
    expect((await stat(original)).mode & 0o077).toBe(0);
    const nowhere = backup(node.tenant.database, join(folder, 'no', 'such.gz'), options);
    await expect(nowhere).rejects.not.toBeInstanceOf(Refusal);
  });
});

function lines(bytes: Buffer, change: (all: string[]) => string[]): Buffer {
  return gzipSync(change(gunzipSync(bytes).toString('utf8').split('\n')).join('\n'));
}
