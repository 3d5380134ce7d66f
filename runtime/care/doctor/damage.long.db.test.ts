import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { everyOther } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Cell, Database, Row } from '../../database/database.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import { isServed } from '../backup/own-tables.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const number = field('number', 'text', { length: 40, required: true });
const form = (name: string, fields: readonly JsonObject[], more: JsonObject = {}) =>
  [
    `forms/${name}.json`,
    { name, kind: 'master', sharing: 'everybody', label: label(name), fields: [...fields], ...more },
  ] as const;

const yard = installedFrom(
  new Map<string, Json>([
    [
      'package.json',
      {
        name: 'yard',
        version: '1.0.0',
        peerDependencies: { platform: '*' },
        guiju: { prefix: 'yd', label: label('yard') },
      },
    ],
    form(
      'note',
      [
        number,
        field('title', 'text', { length: 40 }),
        field('price', 'decimal', { precision: 20, scale: 4 }),
        field('readers', 'references', { form: 'user' }),
        field('pin', 'secret'),
        field('lines', 'entries', {
          fields: [
            field('code', 'text', { length: 20 }),
            field('parts', 'entries', { fields: [field('size', 'integer')] }),
          ],
        }),
      ],
      { unique: [{ name: 'one-title', fields: ['title'] }] },
    ),
    form('ticket', [field('number', 'number', { pattern: 'T{yyyy}-{seq:4}' })]),
    form('branch', [number, field('above', 'parent')]),
    form('item', [number], {
      sharing: { allowed: ['private', 'free', 'global'], default: 'free' },
    }),
  ]),
);

const ghost = '00000000-0000-7000-8000-000000000000';
const secret = '07'.repeat(32);

/**
 * A damage, the code by which it is told, and its end: `exact`, all is as before; `kept`, the state that is
 * there is noted in history; else the statements that undo it.
 */
type Damage = readonly [
  sentence: string,
  code: string,
  harm: readonly string[],
  then: 'exact' | 'kept' | readonly string[],
];

/** `:A` and `:B` are ids of notes, `:a` the revision of the former, `:a0` its first; `:Z` of one that was deleted. */
const damages: readonly Damage[] = [
  [
    'a value that was changed behind its back',
    'doctor-rows-differ',
    ["UPDATE note SET title = 'other' WHERE id = :A"],
    'exact',
  ],
  [
    'a number that was changed',
    'doctor-rows-differ',
    ['UPDATE note SET price = NULL WHERE id = :A'],
    'exact',
  ],
  [
    'an older state of a record',
    'doctor-rows-differ',
    ['UPDATE note SET revision = revision - 1 WHERE id = :A'],
    'exact',
  ],
  [
    'a record of another organisation than history says',
    'doctor-rows-differ',
    ["UPDATE note SET org = (SELECT id FROM organisation WHERE number = 'SUB') WHERE id = :A"],
    'exact',
  ],
  [
    'a record that is switched off',
    'doctor-rows-differ',
    ['UPDATE note SET enabled = 0 WHERE id = :A'],
    'exact',
  ],
  ['a record that is gone', 'doctor-rows-lost', ['DELETE FROM note WHERE id = :A'], 'exact'],
  [
    'a record that is gone with all its rows and links',
    'doctor-rows-lost',
    [
      'DELETE FROM note WHERE id = :A',
      'DELETE FROM note__lines WHERE record = :A',
      'DELETE FROM note__lines__parts WHERE record = :A',
      'DELETE FROM gj_link WHERE owner = :A',
      'DELETE FROM gj_claim WHERE record = :A',
    ],
    'exact',
  ],
  [
    'a record that history says is deleted',
    'doctor-rows-unwritten',
    ["UPDATE gj_history SET operation = 'delete' WHERE revision = :a"],
    'kept',
  ],
  ['a record without history', 'doctor-rows-unwritten', ['DELETE FROM gj_history WHERE record = :B'], 'kept'],
  [
    'a record whose newest version is gone',
    'doctor-rows-unwritten',
    ['DELETE FROM gj_history WHERE revision = :a'],
    'kept',
  ],
  [
    'a newest version that cannot be read',
    'doctor-history-unreadable',
    ["UPDATE gj_history SET snapshot = '{' WHERE revision = :a"],
    'exact',
  ],
  [
    'a newest version of something else',
    'doctor-history-unreadable',
    [`UPDATE gj_history SET snapshot = '{"id":"${ghost}"}' WHERE revision = :a`],
    'exact',
  ],
  [
    'a former version that cannot be read',
    'doctor-history-unreadable',
    ["UPDATE gj_history SET snapshot = CONCAT('~', snapshot) WHERE revision = :a0"],
    ['UPDATE gj_history SET snapshot = SUBSTR(snapshot, 2) WHERE revision = :a0'],
  ],
  [
    'a history without its beginning',
    'doctor-history-headless',
    ["UPDATE gj_history SET record = '-' WHERE revision = :a0"],
    ['UPDATE gj_history SET record = :A WHERE revision = :a0'],
  ],
  [
    'a version between others that is gone',
    'doctor-history-gap',
    ["UPDATE gj_history SET record = '-' WHERE revision = :a1"],
    ['UPDATE gj_history SET record = :A WHERE revision = :a1'],
  ],
  [
    'history of a form that nobody knows',
    'doctor-history-unowned',
    [
      `INSERT INTO gj_history (revision, form, record, operation, at) VALUES (0, 'nobody', '${ghost}', 'create', 0)`,
    ],
    ['DELETE FROM gj_history WHERE revision = 0'],
  ],
  [
    'rows of entries without a record',
    'doctor-entries-orphaned',
    [
      `UPDATE note__lines SET record = '${ghost}' WHERE record = :A`,
      `UPDATE note__lines__parts SET record = '${ghost}' WHERE record = :A`,
    ],
    'exact',
  ],
  [
    'rows without the row they belong to',
    'doctor-entries-orphaned',
    [`UPDATE note__lines__parts SET parent = '${ghost}' WHERE record = :A`],
    'exact',
  ],
  [
    'a row that is gone',
    'doctor-rows-differ',
    ["DELETE FROM note__lines WHERE code = 'x1'", 'DELETE FROM note__lines__parts'],
    'exact',
  ],
  [
    'a value in a row',
    'doctor-rows-differ',
    ["UPDATE note__lines SET code = 'x9' WHERE code = 'x1'"],
    'exact',
  ],
  [
    'rows in one and the same place',
    'doctor-entries-order',
    ['UPDATE note__lines SET seq = 0 WHERE record = :A'],
    'exact',
  ],
  [
    'links that are not noted',
    'doctor-links-wrong',
    ["DELETE FROM gj_link WHERE owner_form = 'note'"],
    'exact',
  ],
  [
    'a link that nobody made',
    'doctor-links-wrong',
    [
      'INSERT INTO gj_link (owner_form, owner, field, row_id, target_form, target) SELECT owner_form, :B, field, row_id, target_form, target FROM gj_link WHERE owner = :A',
    ],
    'exact',
  ],
  [
    'a link of a record that is gone',
    'doctor-links-wrong',
    [
      `INSERT INTO gj_link (owner_form, owner, field, row_id, target_form, target) SELECT owner_form, '${ghost}', field, row_id, target_form, target FROM gj_link WHERE owner = :A`,
    ],
    'exact',
  ],
  [
    'unique values that are not noted',
    'doctor-claims-wrong',
    ["DELETE FROM gj_claim WHERE form = 'note'"],
    'exact',
  ],
  [
    'a unique value noted for another',
    'doctor-claims-wrong',
    ['UPDATE gj_claim SET record = :B WHERE record = :A'],
    'exact',
  ],
  [
    'a unique value noted for nobody',
    'doctor-claims-wrong',
    [`INSERT INTO gj_claim (hash, form, rule, record) VALUES ('x', 'note', 'one-title', '${ghost}')`],
    'exact',
  ],
  [
    'a commit that is not noted',
    'doctor-commits-missing',
    ['DELETE FROM gj_commit WHERE first_revision <= :a AND last_revision >= :a'],
    'kept',
  ],
  [
    'no commit noted since one of them',
    'doctor-commits-missing',
    ['DELETE FROM gj_commit WHERE last_revision >= :a'],
    'kept',
  ],
  [
    'a commit that goes back in time',
    'doctor-commits-wrong',
    ['UPDATE gj_commit SET at = at - 9000000 WHERE first_revision <= :a AND last_revision >= :a'],
    ['UPDATE gj_commit SET at = at + 9000000 WHERE first_revision <= :a AND last_revision >= :a'],
  ],
  [
    'a commit that overlaps the one before',
    'doctor-commits-wrong',
    ['UPDATE gj_commit SET first_revision = first_revision - 1 WHERE last_revision = :a'],
    ['UPDATE gj_commit SET first_revision = first_revision + 1 WHERE last_revision = :a'],
  ],
  ['definitions that are lost', 'doctor-sources-lost', ['DELETE FROM gj_source'], 'exact'],
  [
    'a counter of revisions behind history',
    'doctor-revision-behind',
    ['UPDATE gj_revision SET value = model'],
    'kept',
  ],
  ['a counter of revisions that is lost', 'doctor-revision-behind', ['DELETE FROM gj_revision'], 'kept'],
  ['a publish that is forgotten', 'doctor-revision-behind', ['UPDATE gj_revision SET model = 0'], 'exact'],
  [
    'a counter of numbers behind',
    'doctor-sequences-behind',
    ["UPDATE gj_sequence SET value = 1 WHERE form = 'ticket'"],
    'exact',
  ],
  [
    'a counter of numbers that is lost',
    'doctor-sequences-behind',
    ["DELETE FROM gj_sequence WHERE form = 'ticket'"],
    'exact',
  ],
  [
    'a number that is there twice',
    'doctor-numbers-doubled',
    ["UPDATE note SET number = 'B' WHERE id = :A"],
    'exact',
  ],
  [
    'an assignment of a record that is gone',
    'doctor-assignments-orphaned',
    [
      `INSERT INTO gj_assignment (form, record, org, at, revision) SELECT form, '${ghost}', org, at, revision FROM gj_assignment`,
    ],
    'exact',
  ],
  [
    'an assignment to an organisation that is gone',
    'doctor-assignments-orphaned',
    [
      `INSERT INTO gj_assignment (form, record, org, at, revision) SELECT form, record, '${ghost}', at, revision FROM gj_assignment`,
    ],
    'exact',
  ],
  [
    'a copy of a record that is gone',
    'doctor-copies-orphaned',
    [
      `INSERT INTO gj_overlay (form, record, org, content, at, revision) SELECT form, '${ghost}', org, '{}', at, revision FROM gj_assignment`,
    ],
    'exact',
  ],
  [
    'a copy that cannot be read',
    'doctor-copies-unreadable',
    [
      "INSERT INTO gj_overlay (form, record, org, content, at, revision) SELECT form, record, org, '{', at, revision FROM gj_assignment",
    ],
    ['DELETE FROM gj_overlay'],
  ],
  [
    'a record of a package that is noted as deleted',
    'doctor-origins-wrong',
    ["UPDATE gj_origin SET deleted = 1 WHERE form = 'item'"],
    'exact',
  ],
  [
    'a record of a package that is gone and not noted so',
    'doctor-origins-wrong',
    [`UPDATE gj_origin SET record = '${ghost}' WHERE form = 'item'`],
    [`UPDATE gj_origin SET deleted = 0, record = (SELECT id FROM item) WHERE form = 'item'`],
  ],
  [
    'a sign-in of nobody',
    'doctor-accounts-orphaned',
    [
      `INSERT INTO gj_identity (provider, subject, user_id, changed_at) VALUES ('password', 'nobody', '${ghost}', 0)`,
    ],
    'exact',
  ],
  [
    'a token of nobody',
    'doctor-accounts-orphaned',
    [`INSERT INTO gj_token (hash, token, user_id) VALUES ('x', '${ghost}', '${ghost}')`],
    'exact',
  ],
  [
    'a record of an organisation that is not there',
    'doctor-rows-homeless',
    [`UPDATE note SET org = '${ghost}' WHERE id = :A`],
    'exact',
  ],
  ['a tree that is a loop', 'doctor-trees-looped', ['UPDATE branch SET above = id'], 'exact'],
  [
    'a record that cannot be read',
    'doctor-rows-unreadable',
    ["UPDATE note SET readers = '[' WHERE id = :A"],
    'exact',
  ],
  [
    'a lease that never ends',
    'doctor-leases-stuck',
    ["INSERT INTO gj_lease (name, holder, expires_at) VALUES ('tables-x', 'x', 9999999999999)"],
    ["DELETE FROM gj_lease WHERE name = 'tables-x'"],
  ],
  ['a secret in the clear', 'doctor-secrets-shut', ["UPDATE note SET pin = '1234' WHERE id = :A"], 'exact'],
  [
    'a table without a column that is read',
    'doctor-form-unreadable',
    ['ALTER TABLE branch RENAME COLUMN above TO above_x'],
    ['ALTER TABLE branch RENAME COLUMN above_x TO above'],
  ],
];

describeOnDatabases('doctor sees', (under) => {
  let home = '';
  let database: Database;
  let dirty = false;
  let sound: Record<string, readonly string[]> = {};
  const marks = new Map<string, Cell>();

  beforeAll(async () => {
    const node = await openTestNode(under.url);
    await node.publish([yard]);
    const create = async (name: string, body: JsonObject) => {
      const made = await node.ask('POST', `/api/forms/${name}/records`, body);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      return made.body as { id: string; revision: number };
    };
    await create('organisation', { number: 'SUB', name: 'sub', parent: 'root' });
    const note = { number: 'A', title: 'a', price: '1.5', pin: '1', readers: ['admin'] };
    const lines = [
      { code: 'x1', parts: [{ size: 1 }, { size: 2 }] },
      { code: 'x2', parts: [] },
      { code: 'x3', parts: [{ size: 3 }] },
    ];
    const a = await create('note', { ...note, lines });
    const patch = (body: JsonObject, revision: number) =>
      node.ask('PATCH', `/api/forms/note/records/${a.id}`, body, { 'if-match': `"${revision}"` });
    const between = Number((await patch({ title: 'aa' }, a.revision)).body['revision']);
    const changed = await patch({ price: '2.25' }, between);
    const b = await create('note', { number: 'B', title: 'b' });
    for (let at = 0; at < 3; at++) await create('ticket', {});
    const z = await create('ticket', {});
    await node.ask('DELETE', `/api/forms/ticket/records/${z.id}`, undefined, {
      'if-match': `"${z.revision}"`,
    });
    const branch = await create('branch', { number: 'X' });
    await create('branch', { number: 'Y', above: { id: branch.id } });
    // Two tokens that were used, one of them changed after that.
    const useToken = async (name: string) => {
      const { id, token } = (await node.ask('POST', '/api/me/tokens', { name })).body;
      const headers = { authorization: `Bearer ${token}` };
      expect((await node.raw('GET', '/api/forms', undefined, headers)).status).toBe(200);
      const path = `/api/forms/token/records/${id}`;
      await vi.waitFor(async () => expect((await node.ask('GET', path)).body['lastUsedAt']).not.toBeNull());
      return path;
    };
    await useToken('used');
    const path = await useToken('changed');
    const { revision } = (await node.ask('GET', path)).body;
    const renamed = await node.ask('PATCH', path, { name: 'known' }, { 'if-match': `"${revision}"` });
    expect(renamed.status, JSON.stringify(renamed.body)).toBe(200);
    const item = await create('item', { number: 'I' });
    for (const [name, value] of Object.entries({
      A: a.id,
      B: b.id,
      Z: z.id,
      a: Number(changed.body['revision']),
      a0: a.revision,
      a1: between,
    }))
      marks.set(name, value);
    database = node.tenant.database;
    await database.run(
      "INSERT INTO gj_assignment (form, record, org, at, revision) SELECT 'item', ?, id, 0, 1 FROM organisation WHERE number = 'SUB'",
      [item.id],
    );
    await database.run(
      "INSERT INTO gj_origin (form, record, package, origin_key, shipped, deleted) VALUES ('item', ?, 'yard', 'i', '{}', 0)",
      [item.id],
    );
    await node.close();
    home =
      under.name === 'sqlite'
        ? dirname(fileURLToPath(under.url.replace('sqlite:', 'file:')))
        : await mkdtemp(join(tmpdir(), 'guiju-damage-'));
    database = await openDatabase(under.url, home);
    sound = await everything();
  });
  afterAll(async () => {
    await database.close();
    await rm(home, { recursive: true, force: true });
  });

  async function runAll(statements: readonly string[]): Promise<void> {
    for (const statement of statements) {
      const cells: Cell[] = [];
      const sql = statement.replace(/(?<![\w'{"]):(A|B|Z|a0|a1|a)\b/g, (_, name: string) => {
        cells.push(marks.get(name) ?? null);
        return '?';
      });
      await database.run(sql, cells);
    }
  }
  const where = () => ({
    GUIJU_HOME: home,
    GUIJU_SECRET: secret,
    ...(under.name === 'sqlite' ? {} : { DATABASE_URL: under.url }),
  });
  /** `status code` of each finding, and what was repaired. */
  async function doctor(...words: string[]) {
    const { json } = await cli(['doctor', '--json', ...words], { environment: where() });
    const { findings, repaired = [] } = json as unknown as {
      findings: readonly { status: string; code: string; message: string }[];
      repaired?: readonly { code: string; place: string; reason?: string }[];
    };
    for (const { message } of findings) expect(message).not.toMatch(/\{\w+|undefined|^doctor-/);
    return {
      wrong: findings.filter(({ status }) => status === 'fail').map(({ code }) => code),
      repaired,
    };
  }
  const kept = [
    ...['note', 'note__lines', 'note__lines__parts', 'ticket', 'branch', 'item'],
    ...[
      'gj_link',
      'gj_claim',
      'gj_assignment',
      'gj_overlay',
      'gj_origin',
      'gj_sequence',
      'gj_identity',
      'gj_token',
      'gj_revision',
      'gj_history',
      'gj_commit',
      'gj_source',
    ],
  ];
  async function everything(): Promise<Record<string, readonly string[]>> {
    const all: Record<string, readonly string[]> = {};
    for (const table of kept) {
      const rows = await database.all<Row>(`SELECT * FROM ${table}`);
      all[table] = rows.map((row) => JSON.stringify(row)).sort();
    }
    return all;
  }

  it('nothing where nothing is, and changes nothing unasked', async () => {
    expect(await doctor()).toEqual({ wrong: [], repaired: [] });
    expect((await doctor('--repair')).repaired).toEqual([]);
    dirty = true;
    await runAll(["UPDATE note SET title = 'other' WHERE id = :A"]);
    const harmed = await everything();
    expect((await doctor()).wrong).toEqual(['doctor-rows-differ', 'doctor-claims-wrong']);
    expect(await everything()).toEqual(harmed);
    expect(damages.length).toBeGreaterThanOrEqual(23);
  });

  it.each(everyOther(damages, under.name))('%s', async (_sentence, code, harm, then) => {
    dirty = true;
    await runAll(harm);
    const found = await doctor();
    expect(found.wrong).toContain(code);
    const { repaired, wrong } = await doctor('--repair');
    expect(repaired.filter(({ reason }) => reason !== undefined)).toEqual([]);
    if (then === 'exact' || then === 'kept') {
      expect(wrong).toEqual(
        then === 'kept' && wrong.includes('doctor-history-headless') ? ['doctor-history-headless'] : [],
      );
      expect(repaired.length).toBeGreaterThan(0);
      if (then !== 'exact') return;
      expect(await everything()).toEqual(sound);
      dirty = false;
      return;
    }
    await runAll(then);
    expect((await doctor()).wrong).toEqual([]);
  });

  /** Whatever became of it, the next one begins with what was there. */
  afterEach(async () => {
    if (!dirty) return;
    const now = await everything();
    for (const [table, rows] of Object.entries(sound)) {
      if (JSON.stringify(rows) === JSON.stringify(now[table])) continue;
      await database.run(`DELETE FROM ${table}`);
      for (const text of rows) {
        const row = JSON.parse(text) as Record<string, Cell>;
        const names = Object.keys(row);
        await database.run(
          `INSERT INTO ${table} (${names.map((name) => database.dialect.quote(name)).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
          Object.values(row),
        );
      }
    }
  });

  it('and tells of each repair, also of one that does not succeed', async () => {
    dirty = true;
    await runAll([
      "UPDATE note SET title = 'other' WHERE id = :A",
      'DELETE FROM gj_link WHERE owner = :A',
      under.name === 'sqlite'
        ? "CREATE TRIGGER no_links BEFORE INSERT ON gj_link BEGIN SELECT RAISE(ABORT, 'no links'); END"
        : "CREATE TRIGGER no_links BEFORE INSERT ON gj_link FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no links'",
    ]);
    const environment = { ...where(), LANG: 'en_US.UTF-8' };
    const { json } = await cli(['doctor', '--json'], { environment });
    expect(JSON.stringify(json)).toContain('"doctor-repairable"');
    const { out, code } = await cli(['doctor', '--repair'], { environment });
    await database.run('DROP TRIGGER no_links');
    expect(code).toBe(1);
    const said = (code: string, params: Record<string, string>) => sentence(code, params, 'en', new Map());
    const differs = { place: 'note A: title', code: 'doctor-rows-differ' };
    expect(out).toContain(`✓ ${said('doctor-repaired', differs)}`);
    const links = { place: 'note A', code: 'doctor-links-wrong', reason: 'no links' };
    expect(out).toContain(`✗ ${said('doctor-repair-failed', links)}`);
    const [noted] = await database.all<{ detail: string }>(
      "SELECT detail FROM gj_audit WHERE action = 'repaired' ORDER BY id DESC LIMIT 1",
    );
    expect(noted?.detail).toContain('doctor-rows-differ');
  });

  it('and repairs nothing under a server', async () => {
    const node = await openTestNode(under.url);
    // It says that it is there once it has begun.
    await expect.poll(() => isServed(node.tenant.database)).toBe(true);
    const { json } = await cli(['doctor', '--repair', '--json'], {
      environment: where(),
    });
    expect((json as JsonObject)['error']).toBe('repair-in-use');
    await node.close();
  });
});
