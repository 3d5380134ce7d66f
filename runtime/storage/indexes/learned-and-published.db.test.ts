import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { backup } from '../../care/backup/backup.ts';
import { restore } from '../../care/backup/restore.ts';
import { checkIndexes } from '../../care/doctor/check-model.ts';
import { serverVersion } from '../../common/version.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { migrate } from '../../database/migrate.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { contract } from '../tables/nodes.ts';
import { planTables } from '../tables/plan-tables.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const shade = field('shade', 'text', { length: 30 });
const size = field('size', 'text', { length: 30 });
const weight = field('weight', 'integer');

describeOnDatabases('learned indexes', (under) => {
  let one: TestNode;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiju-learned-'));
    one = await openTestNode(under.url, { learning: { slow: 0, rows: 0, worth: 0 } });
    await one.publish([notePackage([shade, size, weight])]);
    for (let at = 0; at < 30; at += 1) {
      const body = {
        number: `N${at}`,
        shade: at % 3 === 0 ? 'dark' : 'light',
        size: `${at % 7}`,
        weight: at,
      };
      expect((await one.ask('POST', '/api/forms/note/records', body)).status).toBe(201);
    }
  });
  afterAll(async () => {
    await one.close();
    await rm(folder, { recursive: true, force: true });
  });
  const list = async (query: string) => {
    const { status, body } = await one.ask('GET', `/api/forms/note/records?limit=100&${query}`);
    expect(status).toBe(200);
    return (body['items'] as JsonObject[]).map(({ number }) => number);
  };
  const { tend } = { tend: () => one.tenant.learnedIndexes.tend() };
  const answered = () =>
    one.tenant.learnedIndexes.states().map(({ columns, state }) => `${columns} ${state}`);
  const laid = async (database = one.tenant.database) => {
    const { indexes } = await database.schema.indexesOf(database, 'note');
    return indexes.flatMap(({ name, columns }) => (name.startsWith('lx_') ? [columns[0]?.name] : [])).sort();
  };
  const planned = async () => (await planTables(one.tenant.database, one.tenant.served().model)).changes;

  it('change no answer and no plan, and are told to who runs the server', async () => {
    const questions = ['shade=dark&sort=-weight', 'size=3&sort=shade', 'sort=-size,weight'];
    const before = await Promise.all(questions.map(list));
    await tend();
    expect(await Promise.all(questions.map(list))).toEqual(before);
    expect(await laid()).toEqual(['shade', 'size', 'size', 'weight']);
    expect(await planned()).toEqual([]);
    const findings = await checkIndexes(one.tenant.database, one.tenant.served().model);
    expect(findings.map(({ status, code }) => [status, code])).toEqual([['ok', 'doctor-indexes-learned']]);
    // The house lists what is its own, too.
    const laidIndexes = (findings[0]?.params['first'] ?? []) as string[];
    expect(findings[0]?.params['count']).toBe(laidIndexes.length);
    expect(laidIndexes.filter((index) => index.startsWith('note: '))).toHaveLength(4);
    expect(laidIndexes).toContain('note: weight');
    const metrics = await (await one.raw('GET', '/metrics')).text();
    expect(metrics).toMatch(
      /guiju_learned_index_cost_milliseconds\{form="note",columns="weight",state="laid"\} \d+/,
    );
  });

  it('follow a field that is renamed, one that becomes another kind, and one that leaves', async () => {
    const renamed = field('mass', 'integer', { id: 'weight' });
    await one.publish([notePackage([shade, size, renamed], {}, '1.1.0')]);
    await tend();
    expect(answered()).toContain('mass laid');
    await one.publish([notePackage([shade, field('size', 'integer'), renamed], {}, '1.2.0')]);
    expect(await list('size=3&sort=shade')).not.toHaveLength(0);
    await tend();
    await contract(one.tenant.database, { node: 'test', nodeTimeout: 0 });
    await tend();
    expect(await laid()).toEqual(expect.arrayContaining(['shade', 'weight']));
    const { indexes } = await one.tenant.database.schema.indexesOf(one.tenant.database, 'note');
    const columns = (await one.tenant.database.schema.read(one.tenant.database)).get('note')?.columns;
    for (const index of indexes) for (const { name } of index.columns) expect(columns?.has(name)).toBe(true);
    expect(answered()).toContain('size laid');
    expect(await planned()).toEqual([]);
    await one.publish([notePackage([field('size', 'integer'), renamed], {}, '1.3.0')]);
    await tend();
    expect(await laid()).not.toContain('shade');
    expect(answered().filter((line) => line.startsWith('shade'))).toEqual([]);
    expect(await planned()).toEqual([]);
  });

  it('are remembered by a backup, and laid again where it is restored', async () => {
    const file = join(folder, 'kept.gz');
    await backup(one.tenant.database, file, { server: serverVersion, key: '', node: 'test', at: '' });
    const { url } = await under.fresh();
    const other = await openDatabase(url, folder);
    await migrate(other, 'test');
    await restore(other, file, { edition: standardEdition(), node: 'test' });
    expect(await laid(other)).toEqual([]);
    await other.close();
    const before = await laid();
    const two = await openTestNode(url, { learning: { slow: 1e9 } });
    await two.tenant.learnedIndexes.tend();
    expect(await laid(two.tenant.database)).toEqual(before);
    await two.close();
  });

  it('that wait, and declared ones that found no room, are told by name', async () => {
    const users = Array.from({ length: 45 }, (_, at) => field(`user${at}`, 'reference', { form: 'user' }));
    await one.publish([notePackage([field('size', 'integer'), ...users], {}, '1.4.0')]);
    const { database } = one.tenant;
    await database.run(
      database.dialect.upsert(
        'gj_learned',
        ['form', 'sought', 'cost', 'times', 'last_at', 'laid_at'],
        ['form', 'sought'],
      ),
      ['note', '-modifiedAt', 4_000, 3, 0, null],
    );
    const findings = await checkIndexes(database, one.tenant.served().model);
    const answered = (code: string) => findings.find((finding) => finding.code === code);
    expect(answered('doctor-indexes-waiting')).toMatchObject({
      status: 'warn',
      params: { count: 1, first: ['note: modifiedAt ↓'] },
    });
    expect(answered('doctor-indexes-left-out')?.params['first']).toMatchObject([
      expect.stringMatching(/^note \(user\d+, .*user44\)$/),
    ]);
  });
});
