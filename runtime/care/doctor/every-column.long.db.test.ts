import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { isLong } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import type { Cell, Database } from '../../database/database.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { notePackage, openTestNode } from '../../server/test-node.suite.ts';
import { readState } from '../../storage/tables/state.ts';

const secret = '07'.repeat(32);
const id = '00000000-0000-7000-8000-000000000000';
/** A row of each platform table that nothing of the standard packages fills. */
const filled: Readonly<Record<string, Readonly<Record<string, Cell>>>> = {
  gj_archive: { id: 'x', package: 'x', version: '1.0.0', revision: 1, state: 'done', size: 1 },
  gj_content: { id, state: 'leaving', size: 1, type: null, address: null, sealed_key: null, at: 1 },
  gj_content_key: { id: 1, sealed: 'x' },
  gj_content_object: { name: id, content: id, place: 0, size: 1, at: 1 },
  gj_credit: { org: id, business_type: id, role: '', period: '2026-01-01', used: '1' },
  gj_design: {
    id,
    name: 'x',
    layer: 'local',
    shared: 0,
    by_id: id,
    by_name: 'x',
    base: 1,
    state: 'open',
    created_at: 1,
    modified_at: 1,
    details: '{}',
  },
  gj_file: {
    id,
    content: id,
    name: 'x',
    size: 1,
    form: 'note',
    field: 'x',
    record: null,
    owner: id,
    org: id,
    at: 1,
    expires_at: 1,
  },
  gj_file_link: {
    id,
    hash: 'x',
    file: id,
    form: 'note',
    record: id,
    made_by: id,
    made_by_name: 'x',
    org: id,
    at: 1,
    expires_at: 1,
    revoked_at: 1,
    used_at: 1,
  },
  gj_inbox_mark: { user_id: id, item: 'x', done_version: 'x', snoozed_until: 1, at: 1 },
  gj_inbox_assignment: { item: 'x', assignee: id, assigned_by: id, at: 1 },
  gj_learned: { form: 'note', sought: 'number', cost: 1, times: 1, last_at: 1, laid_at: null },
  gj_outbox: {
    revision: 1,
    part: 0,
    kind: 'x',
    form: 'note',
    record: id,
    document: '',
    org: id,
    at: 1,
    payload: '{}',
  },
  gj_outbox_reader: { name: 'x', revision: 1, part: 0 },
  gj_preference: { user_id: id, name: 'x', content: '{}', at: 1 },
  gj_promoted: { package: 'x', content: '{}' },
  gj_schedule: { task: 'x', timetable: 'x', handled: 1 },
  gj_simulated: { request: 'x', seller: 'x', number: 'x', state: 'x', at: 1, content: '{}' },
};
/** So often one column is damaged; all of them in the long run. */
const often = 6;

/**
 * Whatever one column of one platform table says, the doctor looks at everything else, and repairs what it can: it is
 * asked just then when something is broken.
 */
describeOnDatabases('a damaged column of a platform table', (under) => {
  let database: Database;
  let home = '';
  const environment = () => ({
    GUIJU_HOME: home,
    GUIJU_SECRET: secret,
    ...(under.name === 'sqlite' ? {} : { DATABASE_URL: under.url }),
  });
  beforeAll(async () => {
    const node = await openTestNode(under.url);
    const label = { zh: 'x', en: 'x' };
    const field = (name: string, kind: string) => ({
      name,
      kind,
      label,
      ...(kind === 'text' ? { length: 40 } : {}),
    });
    const credit = {
      name: 'credit-entry',
      kind: 'master',
      sharing: 'everybody',
      label,
      fields: [
        ...['number', 'businessType', 'roles', 'state'].map((name) => field(name, 'text')),
        ...[field('amount', 'money'), field('day', 'date')],
      ],
    };
    const guiju = { prefix: 'cr', label };
    const files = new Map<string, Json>([
      ['package.json', { name: 'credit', version: '1.0.0', peerDependencies: { platform: '*' }, guiju }],
      ['forms/credit-entry.json', credit],
    ]);
    await node.publish([notePackage([]), installedFrom(files)]);
    const call = node.tenant.systemCall();
    const entries = call.served.model.formsById.get('credit-entry');
    if (!entries) throw new Error('there are no entries');
    await node.tenant.store.create(call, entries, {
      number: 'C1',
      businessType: 'sale',
      roles: 'clerk',
      state: 'reserved',
      amount: '12.50',
      day: '2026-03-04',
    });
    await node.ask('POST', '/api/forms/note/records', { number: 'N1' });
    await node.close();
    home =
      under.name === 'sqlite'
        ? dirname(fileURLToPath(under.url.replace('sqlite:', 'file:')))
        : await mkdtemp(join(tmpdir(), 'guiju-columns-'));
    database = await openDatabase(under.url, home);
    for (const [table, row] of Object.entries(filled)) {
      const names = Object.keys(row);
      const marks = names.map(() => '?').join(', ');
      const quoted = names.map((name) => database.dialect.quote(name)).join(', ');
      await database.run(`INSERT INTO ${table} (${quoted}) VALUES (${marks})`, Object.values(row));
    }
  });
  afterAll(async () => {
    await database.close();
    if (under.name !== 'sqlite') await rm(home, { recursive: true, force: true });
  });

  async function putBack(table: string, rows: readonly Record<string, Cell>[]): Promise<void> {
    await database.run(`DELETE FROM ${table}`);
    for (const row of rows) {
      const names = Object.keys(row).map((name) => database.dialect.quote(name));
      await database.run(
        `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        Object.values(row),
      );
    }
  }

  it('ends no examination, and no repair', { timeout: isLong ? 900_000 : 60_000 }, async () => {
    const { found } = await readState(database);
    const places: (readonly [string, string])[] = [];
    const before = new Map<string, readonly Record<string, Cell>[]>();
    for (const table of [...found.keys()].filter((name) => name.startsWith('gj_')).sort()) {
      const rows = await database.all<Record<string, Cell>>(`SELECT * FROM ${table}`);
      before.set(table, rows);
      for (const column of Object.keys(rows[0] ?? {})) places.push([table, column]);
    }
    expect(places.length).toBeGreaterThan(120);
    const seed = Number(process.env['GUIJU_SEED'] ?? 1);
    const step = isLong ? 1 : Math.ceil(places.length / often);
    const [unseen, ended]: string[][] = [[], []];
    for (const [table, column] of places.filter((_, at) => at % step === seed % step)) {
      const rows = await database.all<Record<string, Cell>>(`SELECT * FROM ${table}`);
      const value = typeof rows[0]?.[column] === 'number' ? 9_999_999_999_999 : '{';
      const quoted = database.dialect.quote(column);
      const [first] = rows;
      const where = Object.keys(first ?? {}).map(
        (name) => `${database.dialect.quote(name)} IS NOT DISTINCT FROM ?`,
      );
      const one =
        under.name === 'sqlite'
          ? where.join(' AND ')
          : where.join(' AND ').replaceAll('IS NOT DISTINCT FROM', '<=>');
      // Its size or its sort may not be allowed at all there.
      const done = await database
        .run(`UPDATE ${table} SET ${quoted} = ? WHERE ${one}`, [value, ...Object.values(first ?? {})])
        .catch(() => null);
      if (!done) continue;
      const { json } = await cli(['doctor', '--json', '--repair'], { environment: environment() });
      const { findings = [] } = json as { findings?: readonly { code: string; status: string }[] };
      const codes = findings.map(({ code }) => code);
      if (codes.includes('doctor-cut-off') || codes.length <= 5) ended?.push(`${table}.${column}`);
      if (findings.every(({ status }) => status !== 'fail')) unseen?.push(`${table}.${column}`);
      await putBack(table, rows);
    }
    // The changes that a repair made in other tables go, too.
    for (const [table, rows] of before) await putBack(table, rows);
    expect(ended).toEqual([]);
    const sound = await cli(['doctor', '--json'], { environment: environment() });
    expect(JSON.stringify(sound.json)).not.toContain('doctor-cut-off');
    if (process.env['GUIJU_SHOW']) process.stdout.write(`${unseen?.join('\n')}\n`);
  });

  /** By which code it is told, what is done, and whether a repair puts it right. */
  const damages: readonly (readonly [code: string, sql: string, isMended: boolean])[] = [
    ['doctor-archives-torn', "UPDATE gj_archive SET size = 7 WHERE id = 'x'", false],
    ['doctor-counts-wrong', 'UPDATE gj_learned SET cost = -1', true],
    ['doctor-credit-wrong', "UPDATE gj_credit SET used = '9'", true],
    [
      'doctor-designs-torn',
      `INSERT INTO gj_design_entry (design, n, by_id, by_name, at, content) VALUES ('gone', 1, '', '', 1, '{}')`,
      true,
    ],
    ['doctor-outbox-ahead', 'UPDATE gj_outbox_reader SET revision = 999999999', true],
    [
      'doctor-packages-sourceless',
      "INSERT INTO gj_package (name, version, revision, at, state) VALUES ('none', '1.0.0', 1, 1, 'installed')",
      false,
    ],
    ['doctor-revisions-ahead', 'UPDATE gj_design SET base = 999999999', false],
    [
      'doctor-sources-unreadable',
      "UPDATE gj_package_source SET content = '{' WHERE package = 'credit' AND file = 'package.json'",
      true,
    ],
    ['doctor-states-unknown', "UPDATE gj_design SET state = 'lost'", false],
    ['doctor-texts-unreadable', "UPDATE gj_design SET details = '{'", false],
    ['doctor-times-wrong', 'UPDATE gj_schedule SET handled = 9999999999999', true],
    ['doctor-undos-wrong', 'INSERT INTO gj_undo (revision, undoes) VALUES (7777, 7776)', true],
  ];

  it('is told of by name, all of them at once, and put right where that follows from the rest', async () => {
    const failing = async (...words: string[]) => {
      const { json } = await cli(['doctor', '--json', ...words], { environment: environment() });
      const { findings } = json as unknown as { findings: readonly { code: string; status: string }[] };
      const codes = findings.filter(({ status }) => status === 'fail').map(({ code }) => code);
      return codes.filter((code) => damages.some(([own]) => own === code)).sort();
    };
    await failing('--repair');
    // An archive of one byte has none.
    expect(await failing()).toEqual(['doctor-archives-torn']);
    // A damage that stops the model from being read hides all that is only known by it, and is done by itself.
    const [ofModel, others] = [true, false].map((isOfModel) =>
      damages.filter(([, sql]) => sql.includes('gj_package') === isOfModel),
    );
    for (const some of [others ?? [], ...(ofModel ?? []).map((one) => [one])]) {
      for (const [, sql] of some) await database.run(sql);
      const codes = await failing();
      expect(codes).toEqual(expect.arrayContaining(some.map(([code]) => code)));
      await failing('--repair');
      const left = await failing();
      for (const [code, , isMended] of some) expect([code, left.includes(code)]).toEqual([code, !isMended]);
    }
    const sums = await database.all(
      "SELECT role, period, used FROM gj_credit WHERE business_type = 'sale' ORDER BY role, period",
    );
    expect(sums.map((row) => Object.values(row))).toEqual([
      ['', '2026-03', '12.5'],
      ['', '2026-03-04', '12.5'],
      ['clerk', '2026-03', '12.5'],
      ['clerk', '2026-03-04', '12.5'],
    ]);
    await database.run('ALTER TABLE gj_simulated RENAME COLUMN content TO contents');
    const { json } = await cli(['doctor', '--json'], { environment: environment() });
    expect(JSON.stringify(json)).toContain('doctor-table-unreadable');
  });
});
