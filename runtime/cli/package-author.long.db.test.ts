import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { readConfig } from '../config/config.ts';
import { underLease } from '../database/lease.ts';
import { domains } from '../domains.ts';
import { standardPackageFolders } from '../model/packages/read-folder.ts';
import { createNode } from '../server/create-node.ts';
import { openInstallation } from '../server/open-installation.ts';
import { installStandardPackages, makeAdministrator } from '../tenant/first-start.ts';
import { cli } from './captured-terminal.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});

/** A form of masters that are told apart by their number. */
const form = (name: string, fields: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  name,
  kind: 'master',
  sharing: 'everybody',
  label: label(name),
  fields: [field('number', 'text', { length: 40, required: true }), ...fields],
  ...more,
});

describeOnDatabases('whoever writes packages', (database) => {
  let home = '';
  let environment: Record<string, string> = {};
  const run = (...argv: string[]) => cli(argv, { environment });
  const file = (name: string) => join(home, name);
  const write = async (name: string, content: JsonObject | string) => {
    await mkdir(dirname(file(name)), { recursive: true });
    await writeFile(file(name), typeof content === 'string' ? content : JSON.stringify(content));
    return file(name);
  };
  /** Its folder. */
  const packageOf = async (name: string, files: Readonly<Record<string, JsonObject>>) => {
    await rm(file(name), { recursive: true, force: true });
    const guiju = { prefix: 'au', label: label(name) };
    const manifest = { name, version: '1.0.0', peerDependencies: { platform: '*' }, guiju };
    await write(`${name}/package.json`, manifest);
    for (const [path, content] of Object.entries(files)) await write(`${name}/${path}`, content);
    return file(name);
  };

  const open = () => {
    const config = readConfig(environment, domains);
    if (!config.ok) throw new Error('config');
    return openInstallation({ ...config.value, logLevel: 'silent' }, { domains });
  };

  const leftToFill = async () => {
    const { tenant } = await open();
    const rows = await tenant.database.all('SELECT revision FROM gj_fill');
    await tenant.close();
    return rows;
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'guiju-author-'));
    environment = {
      GUIJU_HOME: home,
      GUIJU_SECRET: '07'.repeat(32),
      ...(database.name === 'mariadb' ? { DATABASE_URL: database.url } : {}),
    };
    const installation = await open();
    const { tenant } = installation;
    const folders = standardPackageFolders().filter((each) => each.endsWith('/platform'));
    await installStandardPackages(tenant, folders);
    const { gate } = createNode(installation);
    const password = 'correct horse battery';
    await makeAdministrator({ tenant, gate, folders, password, randomPassword: () => '' });
    await tenant.close();
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('locks what came with the package against imports, as against everybody', async () => {
    const place = await packageOf('rates', {
      'forms/rate.json': form('rate', [field('name', 'text')], {
        preset: { locked: ['delete', 'disable'], fields: ['name'] },
      }),
      'data/rates.json': {
        form: 'rate',
        records: [{ key: 'r', values: { number: 'R', name: 'as shipped' } }],
      },
    });
    expect((await run('apply', place)).code).toBe(0);
    const imported = async (rows: string) => run('import', 'rate', await write('rates.csv', rows));
    const refused = (sentence: string) => ({ code: 1, err: expect.stringContaining(sentence) });
    expect(await imported('number,name\nR,changed\n')).toMatchObject(refused('is preset by a package'));
    expect(await imported('number,enabled\nR,no\n')).toMatchObject(refused('came with a package'));
    expect(await imported('number,$delete\nR,yes\n')).toMatchObject(refused('came with a package'));
    expect(await imported('number,name\nR,as shipped\n')).toMatchObject({ code: 0, err: '' });
  });

  it('hears in the exit code that records could not be loaded, and has them tried again by the next apply', async () => {
    const place = await packageOf('places', {
      'forms/place.json': form('place', [], { sharing: { allowed: ['private'], default: 'private' } }),
      'data/places.json': {
        form: 'place',
        records: [
          { key: 'here', values: { number: 'HERE' } },
          { key: 'there', org: 'BRANCH', values: { number: 'THERE' } },
        ],
      },
    });
    const unloaded = { code: 1, err: expect.stringContaining('data/places.json#/records/1/org') };
    expect(await run('test', place)).toMatchObject(unloaded);
    expect(await run('apply', place)).toMatchObject({
      ...unloaded,
      out: expect.stringMatching(/published as revision \d+$/),
    });
    expect(await run('apply', place)).toMatchObject({
      ...unloaded,
      out: expect.stringMatching(/nothing changed; still revision \d+$/),
    });
    await run(
      'import',
      'organisation',
      await write('branch.csv', 'number,name,parent\nBRANCH,Branch,root\n'),
    );
    expect(await run('apply', place)).toMatchObject({ code: 0, err: '' });
    const exported = await run('export', 'place', '--out', file('places.xlsx'), '--json');
    expect(exported.json).toMatchObject({ records: 2 });
  });

  it('publishes side by side with others: who is second looks again and goes on', async () => {
    const places = await Promise.all(
      ['east', 'west', 'north'].map((name) => packageOf(name, { [`forms/${name}.json`]: form(name, []) })),
    );
    const opened = await open();
    const ran = await underLease(opened.tenant.database, { work: 'publish', node: 'somebody' }, async () => {
      const running = places.map((place) => run('apply', place));
      // All have looked by then, and wait for their turn.
      await setTimeout(1500);
      return running;
    }).then((running) => Promise.all(running));
    await opened.tenant.close();
    expect(ran.map(({ code, err }) => [code, err])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    for (const { out } of ran) expect(out).toMatch(/published as revision \d+$/);
    expect(await run('plan', ...places)).toMatchObject({
      code: 0,
      out: '0 errors, 0 warnings, 0 table changes',
    });
  });

  it('is shown the line that does not suit the records there are, and which records', async () => {
    const body = field('body', 'text', { length: 20 });
    const lines = field('lines', 'entries', { fields: [field('tag', 'text', { length: 20 })] });
    const memo = (fields: readonly JsonObject[], more: JsonObject = {}) =>
      packageOf('memos', { 'forms/memo.json': form('memo', fields, more) });
    expect((await run('apply', await memo([body, lines]))).code).toBe(0);
    await run(
      'import',
      'memo',
      await write('memos.csv', 'number,body\nM-1,much longer\nM-2,much longer\nM-3,short\n'),
    );
    await run(
      'import',
      'memo',
      await write('tags.csv', 'parent.number,tag\nM-1,longest\n'),
      '--entries',
      'lines',
    );

    const tag = field('tag', 'text', { length: 5 });
    const narrow = await run(
      'plan',
      await memo([
        { ...body, length: 5 },
        { ...lines, fields: [tag] },
      ]),
    );
    expect([narrow.code, narrow.err.split('\n')]).toEqual([
      1,
      [
        expect.stringMatching(/memos\/forms\/memo\.json#\/fields\/1$/),
        expect.stringContaining(
          'the values in 2 rows do not fit its new type or size, such as M-1 (much longer), M-2',
        ),
        expect.stringMatching(/memos\/forms\/memo\.json#\/fields\/2\/fields\/0$/),
        expect.stringContaining('such as M-1 (longest)'),
      ],
    ]);
    const unique = await run(
      'plan',
      await memo([body, lines], { unique: [{ name: 'once', fields: ['body'] }] }),
    );
    expect([unique.code, unique.err]).toEqual([
      1,
      expect.stringMatching(/memos\/forms\/memo\.json#\/unique\/0\n[^\n]*M-2/),
    ]);
  });

  it('is told what records lack that a form comes to require, and lets it be filled in', async () => {
    const task = (fields: readonly JsonObject[]) =>
      packageOf('tasks', { 'forms/task.json': form('task', fields) });
    const state = field('state', 'text', { length: 20 });
    expect((await run('apply', await task([state]))).code).toBe(0);
    await run('import', 'task', await write('tasks.csv', 'number,state\nT-1,\nT-2,done\nT-3,\n'));
    const strict = await task([{ ...state, required: true, default: 'open' }]);
    const plan = await run('plan', strict);
    expect([plan.code, plan.err.split('\n'), plan.out]).toEqual([
      0,
      [
        expect.stringMatching(/^! .*tasks\/forms\/task\.json#\/fields\/1$/),
        expect.stringContaining('it is empty in 2 records of “task”: T-1, T-3'),
      ],
      expect.stringContaining('(fill: task/state)'),
    ]);
    expect((await run('apply', strict, '--fill', 'task/number')).err).toContain('task/state');
    const applied = await run('apply', strict, '--fill', 'all');
    expect([applied.code, applied.out]).toEqual([
      0,
      expect.stringContaining('Defaults filled in: 2 records.'),
    ]);
    expect(await leftToFill(), 'a server has nothing to do again').toEqual([]);
    const listed = await run('export', 'task', '--format', 'csv', '--out', file('tasks-out.csv'));
    expect(listed.code, listed.err).toBe(0);
    expect(await readFile(file('tasks-out.csv'), 'utf8')).toMatch(
      /T-1,open,.*\r?\nT-2,done,.*\r?\nT-3,open,/,
    );
  });

  it('reads in the plan what becomes of a column, with its size', async () => {
    const sum = (kind: string, more: JsonObject) =>
      packageOf('sums', { 'forms/sum.json': form('sum', [field('sum', kind, more)]) });
    await run('apply', await sum('decimal', { precision: 12, scale: 2 }));
    const { out } = await run('plan', await sum('text', { length: 60 }));
    expect(out).toContain(
      'Convert “sum” of “sum” from number of 12 digits, 2 of them decimals to text of 60 characters',
    );
  });

  it.each([
    [
      'an unknown command',
      ['expotr', 'note'],
      2,
      'There is no command “expotr”; did you mean “guiju export”?',
    ],
    ['too few words', ['export'], 2, 'guiju export: <form|package> is missing'],
    ['an option that is not there', ['plan', '.', '--hard'], 2, 'There is no option --hard'],
    ['a form that is not there', ['export', 'plase'], 1, 'There is no form plase; did you mean “place”?'],
    ['a file that is not there', ['import', 'place', '/nowhere.csv'], 1, '“/nowhere.csv” does not exist'],
  ])('gets one JSON document for %s, too', async (_says, argv, code, message) => {
    const ran = await run(...argv, '--json');
    expect(ran).toMatchObject({
      code,
      out: '',
      json: { error: expect.any(String), message: expect.any(String) },
    });
    expect((ran.json as JsonObject)['message']).toContain(message);
    expect(ran.err).toContain(message);
  });

  it('compares what it is about to ship with what is installed', async () => {
    const before = await packageOf('rooms', { 'forms/room.json': form('room', [field('size', 'integer')]) });
    const none = await run('diff', before, '--json');
    expect([none.code, none.json]).toMatchObject([1, { error: 'package-not-installed' }]);
    expect((await run('apply', before)).code).toBe(0);
    expect(await run('diff', before)).toMatchObject({
      code: 0,
      out: expect.stringContaining('no changes'),
    });
    const after = await packageOf('rooms', { 'forms/room.json': form('room', []) });
    const { code, out, err } = await run('diff', after);
    expect([code, out]).toMatchObject([1, expect.stringContaining('room/size: field “size” is removed')]);
    expect(err).toContain('at least 2.0.0');
  });

  it('is told that not all mistakes of an import are listed, and that a folder for an export is not there', async () => {
    const wrong = Array.from({ length: 23 }, (_, at) => `P-${at},maybe`).join('\n');
    const { err } = await run('import', 'place', await write('wrong.csv', `number,enabled\n${wrong}\n`));
    expect(err).toMatch(/row 21, [^\n]*\n {2}more errors\n[^\n]*marked/);
    expect(await run('export', 'place', '--out', file('none/places.xlsx'))).toMatchObject({
      code: 1,
      err: `“${file('none')}” does not exist`,
    });
  });

  it('is told which line of an installed package this version does not understand, without a stack', async () => {
    const opened = await open();
    const spell = (from: string, to: string) =>
      opened.tenant.database.run(
        `UPDATE gj_package_source SET content = REPLACE(content, '"${from}"', '"${to}"') WHERE package = 'sums'`,
      );
    await spell('decimal', 'of-tomorrow');
    const ran = await run('user', 'list');
    // A plan that would mend it is heard.
    const mending = await run('plan', file('sums'));
    await spell('of-tomorrow', 'decimal');
    await opened.tenant.close();
    expect([ran.code, mending.code]).toEqual([3, 0]);
    expect(ran.err).toMatch(
      /^The installed packages have 1 issue and do not compile[^\n]*\n✗ sums\/forms\/sum\.json#\/fields\/1\/kind\n[^\n]*of-tomorrow[^\n]*$/,
    );
  });
});
