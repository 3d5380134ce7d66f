import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlatformTables } from '../../../migrations/rows/tables.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Cell } from '../../database/database.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const day = 24 * 3_600_000;
const id = '00000000-0000-7000-8000-000000000000';

/** A row that is so old, or whose time is over for so long, with what comes for it. */
interface Passing {
  readonly task: string;
  readonly row: (at: number) => Readonly<Record<string, Cell>>;
  /** Of one that stays, and of one that goes: milliseconds from now. */
  readonly young: number;
  readonly old: number;
}

/**
 * How each table of the platform is kept from growing for ever: what goes by itself is tried below. A sentence says with
 * what the rows come and go, or why all of them are kept.
 */
const growth: { readonly [T in keyof PlatformTables]: Passing | string } = {
  gj_revision: 'one row',
  gj_content_key: 'one row',
  gj_key: 'one row, and a second while the key is turned',
  gj_thinning: 'one row',
  gj_physical: 'with the columns of the forms',
  gj_package: 'one row a package',
  gj_package_source: 'the files of each package as it holds',
  gj_origin: 'with the records that packages bring',
  gj_dropped: 'with the records that packages brought',
  gj_promoted: 'one row a package',
  gj_assignment: 'with the record',
  gj_overlay: 'with the record',
  gj_claim: 'with the record',
  gj_link: 'with the record',
  gj_sequence: 'one row a series and period',
  gj_identity: 'with the user',
  gj_authenticator: 'with the user, one row an app and at most ten codes',
  gj_token: 'with the token',
  gj_preference: 'with the user, one row a name',
  gj_trusted_key: 'one row a key that somebody entered',
  gj_content: 'with the files that hold it: the task `files`, tested in runtime/storage/contents',
  gj_content_object: 'with its content',
  gj_outbox_reader: 'one row a reader',
  gj_credit: 'one row a period and place',
  gj_simulated: 'what somebody tried out',
  gj_schedule: 'one row a task',
  gj_search: 'one row an index',
  gj_publish: 'one row a publish of a person: what held when is known for good',
  gj_undo: 'with the publish',
  gj_source: 'the files of publishes, each content once',
  gj_packed: 'one row a package and content that somebody packed',
  gj_done: 'one row a thing that is done once',
  gj_fill: 'until it is filled in',
  gj_archive: 'one row an uninstalled package, until somebody deletes it',
  gj_archive_chunk: 'with the archive',
  gj_design: 'one row a design of a person',
  gj_design_entry: 'the steps of a person in a design',
  gj_history: 'by the months of history that the settings say, tested in thinning.db.test.ts',
  gj_commit: 'with its versions',
  gj_reshape: 'with the history of its publish',
  gj_replaced: 'with the history of its publish',
  gj_audit: 'by the months of the audit trail that the settings say, tested in thinning.db.test.ts',
  gj_audit_link: 'with the entries that it seals, tested in runtime/care/trail',
  gj_audit_forward: 'one row',
  gj_plan: {
    task: 'thinning',
    row: (at) => ({
      id: `plan ${at}`,
      hash: 'x',
      content: '{"changes":[]}',
      intent: null,
      state: 'done',
      at,
    }),
    young: -80 * day,
    old: -100 * day,
  },
  gj_journal: 'with its plan',
  gj_learned: 'what nobody wants for a month, tested in runtime/storage/indexes',
  gj_reader: {
    task: 'readers',
    row: (at) => ({
      ...{ kind: 'app', reader: `app ${at}`, client: '', org: 'root', type: '', address: '', version: '1' },
      ...{ last_at: at, revision: 1, refused: null, node: 'x', written_at: at },
    }),
    young: -390 * day,
    old: -410 * day,
  },
  gj_inbox_mark: {
    task: 'sweep',
    row: (at) => ({ user_id: id, item: `item ${at}`, done_version: 'x', snoozed_until: null, at }),
    young: -170 * day,
    old: -190 * day,
  },
  gj_inbox_assignment: {
    task: 'sweep',
    row: (at) => ({ item: `item ${at}`, assignee: id, assigned_by: id, at }),
    young: -170 * day,
    old: -190 * day,
  },
  gj_idempotency: {
    task: 'sweep',
    row: (at) => ({
      principal: 'x',
      key: `key ${at}`,
      hash: 'x',
      status: 200,
      response: '{}',
      expires_at: at,
    }),
    young: day,
    old: -day,
  },
  gj_session: {
    task: 'sweep',
    row: (at) => ({ hash: `s ${at}`, user_id: id, csrf: 'x', created_at: 1, last_seen: 1, expires_at: at }),
    young: day,
    old: -day,
  },
  gj_job_chunk: {
    task: 'sweep',
    row: (at) => ({ job: id, part: `part ${at}`, seq: 0, content: new Uint8Array([1]), expires_at: at }),
    young: day,
    old: -day,
  },
  gj_file_link: {
    task: 'sweep',
    row: (at) => ({
      ...{ id: `l ${at}`, hash: `h ${at}`, file: id, form: 'note', record: id, made_by: id },
      ...{ made_by_name: 'x', org: id, at: 1, expires_at: at, revoked_at: null, used_at: null },
    }),
    young: day,
    old: -day,
  },
  gj_file: {
    task: 'files',
    row: (at) => ({
      ...{ id: `f ${at}`, content: id, name: 'x', size: 1, form: 'note', field: 'x', record: null },
      ...{ owner: id, org: id, at: 1, expires_at: at },
    }),
    young: day,
    old: -day,
  },
  gj_node: {
    task: 'sweep',
    row: (at) => ({ id: `n ${at}`, started_at: 1, last_seen: at, model: 0, name: 'gone' }),
    young: -day / 2,
    old: -2 * day,
  },
  gj_node_day: {
    task: 'day',
    row: (at) => ({
      ...{ node: `n ${at}`, slot: 1, name: 'gone', began: at },
      ...{ requests: 1, failed: 0, milliseconds: 1, memory: 1 },
    }),
    young: -day / 2,
    old: -2 * day,
  },
  gj_lease: {
    task: 'sweep',
    row: (at) =>
      Object.fromEntries([
        ['name', `run ${at}`],
        ['holder', 'x'],
        ['expires_at', at],
      ]),
    young: -day / 2,
    old: -2 * day,
  },
  gj_design_present: {
    task: 'present',
    row: (at) => ({ design: `d ${at}`, by_id: id, by_name: 'x', place: 'x', at }),
    young: -10_000,
    old: -120_000,
  },
  gj_message_trace: {
    task: 'outbox',
    row: (at) => ({ message: `m ${at}`, trace: 'x', at }),
    young: -20 * day,
    old: -31 * day,
  },
  gj_outbox: {
    task: 'outbox',
    row: (at) => ({
      ...{
        revision: 1,
        part: at < Date.now() - 30 * day ? 0 : 1,
        kind: 'code-synced',
        form: 'note',
        record: id,
      },
      ...{ document: '', org: id, at, payload: '{}' },
    }),
    young: -20 * day,
    old: -40 * day,
  },
};

describeOnDatabases('a table of the platform', (under) => {
  let node: TestNode;
  let ahead = 0;
  beforeAll(async () => {
    node = await openTestNode(under.url, { clock: () => Date.now() + ahead, databaseClock: null });
    // Whoever reads the outbox has read what is in it.
    await node.tenant.database.run(
      "INSERT INTO gj_outbox_reader (name, revision, part) VALUES ('who has read all', 1000000, 0)",
    );
  });
  afterAll(() => node?.close());

  const passing = Object.entries(growth).filter(
    (one): one is [string, Passing] => typeof one[1] !== 'string',
  );
  it.each(passing)('lets go of what is old: %s', async (table, { task, row, young, old }) => {
    const { database } = node.tenant;
    const now = Date.now();
    const rows = [row(now + old), row(now + young)];
    for (const each of rows) {
      const names = Object.keys(each);
      await database.run(
        `INSERT INTO ${table} (${names.map(database.dialect.quote).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        Object.values(each),
      );
    }
    // Some look but once an hour.
    if (task === 'readers') ahead = 2 * 3_600_000;
    await node.node.run(task);
    ahead = 0;
    const left = await Promise.all(
      rows.map(async (each) => {
        const names = Object.keys(each).filter((name) => typeof each[name] !== 'object');
        const where = names.map((name) => `${database.dialect.quote(name)} = ?`).join(' AND ');
        const cells = names.map((name) => each[name] as Cell);
        return (await database.first(`SELECT 1 AS there FROM ${table} WHERE ${where}`, cells)) !== undefined;
      }),
    );
    expect(left).toEqual([false, true]);
  });
});
