import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { readConfig } from '../config/config.ts';
import { domains } from '../domains.ts';
import { standardPackageFolders } from '../model/packages/read-folder.ts';
import { label, layer, shop } from '../preparation/install/world.suite.ts';
import { openInstallation } from '../server/open-installation.ts';
import { cli } from './captured-terminal.suite.ts';
import { givenPackages } from './common/given-packages.ts';

describeOnDatabases('guiju install', (database) => {
  let environment: Record<string, string> = {};
  let home = '';
  const folderOf = (name: string, { files }: JsonObject): string => {
    const folder = join(home, 'packages', name);
    for (const [path, content] of Object.entries(files as JsonObject)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), JSON.stringify(content));
    }
    return folder;
  };
  const run = (argv: readonly string[], types?: string) =>
    cli(argv, { environment, ...(types === undefined ? {} : { types }) });

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'guiju-install-'));
    environment = {
      GUIJU_HOME: home,
      GUIJU_SECRET: '07'.repeat(32),
      LANG: 'en_US.UTF-8',
      ...(database.name === 'mariadb' ? { DATABASE_URL: database.url } : {}),
    };
    const config = readConfig(environment, domains);
    if (!config.ok) throw new Error('config');
    const { tenant } = await openInstallation({ ...config.value, logLevel: 'silent' }, { domains });
    const platform = standardPackageFolders().filter((folder) => folder.endsWith('/platform'));
    const by = { actor: { id: 'x', name: 'x' }, reason: null };
    await tenant.publisher.publish((await givenPackages(platform)).packages, by);
    await tenant.close();
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  const unsigned =
    '! shop is not signed: nobody can tell who made it or whether it was altered on the way; install it only if you got it from someone you trust';

  it('says what it would do, and does it', async () => {
    const folder = folderOf('shop-1', shop('1.0.0'));
    const looked = await run(['install', folder, '--dry-run']);
    expect([looked.code, looked.err]).toEqual([0, unsigned]);
    expect(looked.out).toMatch(
      /^shop 1\.0\.0 \(new\)\nNew\n {2}thing: Form “Thing” is added\n[\s\S]*Create the table of “Thing”[\s\S]*0 errors, 1 warning, /,
    );
    expect(looked.out).not.toContain('published');
    expect((await run(['install', folder])).out).toMatch(/published as revision \d+$/);
    expect((await run(['install', folder])).out).toMatch(/nothing changed; still revision \d+$/);
  });

  it('names a folder that is not there once', async () => {
    const ran = await run(['install', 'no/such']);
    expect([ran.code, ran.err.split('\n').at(-1)]).toEqual([1, '  no/such  There is no folder no/such']);
  });

  it('asks what both changed: on a terminal, or by a file; and leaves all as it is while that is open', async () => {
    const local = folderOf(
      'local',
      layer('local', { 'fields/rate/label': label('Mine'), label: label('Own') }),
    );
    expect((await run(['apply', local])).code).toBe(0);
    const folder = folderOf('shop-2', shop('2.0.0', { rate: 'Percent', name: 'Article' }));
    const asked = await run(['install', folder]);
    expect([asked.code, asked.err]).toEqual([
      1,
      [
        unsigned,
        '? thing/fields/rate/label',
        '    label of “Own · Percent”: shop changes it from Rate to Percent, but local has set it to Mine. Which value do you want to use?',
        '? thing/label',
        '    label of “Own · Article”: shop changes it from Thing to Article, but local has set it to Own. Which value do you want to use?',
        '2 questions to answer: answer each by its place in a file given with --answers ({ "place": "theirs" }), or all of them with --theirs or --ours',
      ].join('\n'),
    ]);
    const file = join(home, 'answers.json');
    writeFileSync(file, JSON.stringify({ 'thing/fields/rate/label': 'theirs' }));
    const half = await run(['install', folder, '--answers', file, '--json']);
    expect(half.json).toMatchObject({ hash: null, open: { questions: 1 } });
    const typed = await run(['install', folder, '--answers', file, '--yes'], 'o');
    expect([typed.code, typed.out.split('\n').at(-1)]).toEqual([0, expect.stringMatching(/^published as/)]);
    const { json } = await run(['install', folder, '--dry-run', '--json']);
    expect(json).toMatchObject({ questions: [], changes: [] });
  });

  it('is not done by whoever says no', async () => {
    const folder = folderOf('shop-3', shop('3.0.0', { rate: 'Third' }));
    const refused = await run(['install', folder, '--theirs'], 'n');
    expect([refused.code, refused.err]).toEqual([1, `${unsigned}\nnothing was changed`]);
    expect((await run(['install', folder, '--theirs'], 'y')).code).toBe(0);
  });

  it('makes a package of what the local layer says, and lays it below', async () => {
    const words = folderOf('local', layer('local', { 'fields/rate/label': label('Mine') }));
    expect((await run(['apply', words])).code).toBe(0);
    const listed = await run(['ship', '--json']);
    expect(listed.json).toMatchObject({ places: [{ place: 'thing', sort: 'changes' }] });
    const argv = ['ship', 'acme-words', '--label', '叫法', '--label-en', 'Words', '--notes', 'First.'];
    const looked = await run([...argv, '--dry-run']);
    expect([looked.code, looked.err]).toEqual([0, '']);
    expect(looked.out).toMatch(
      /^acme-words 1\.0\.0 \(new\)[\s\S]*\nMoved to the package acme-words \(data, ids and API names stay the same\)\n {2}what is changed of “[^”]+”: Mine · label\n/,
    );
    expect(looked.out).not.toContain('of another package is no longer changed');
    expect((await run(['ship'])).out).toMatch(
      /\n {2}thing {2}\w+ \(all changes to this form\)\nfor example: /,
    );
    expect((await run(['ship', '--json'])).json).toEqual(listed.json);
    const refused = await run([...argv, '--places', 'lost']);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('lost')]);
    const done = await run([...argv, '--json', '--yes']);
    expect([done.code, done.err]).toEqual([0, '']);
    expect((await run(['ship'])).out).toBe(
      'the local layer is empty: make changes in the designer and publish them first',
    );
    const file = join(home, 'words.tgz');
    const written = await run(['export', 'acme-words', '--out', file, '--json']);
    expect(written.json).toMatchObject({ name: 'acme-words', version: '1.0.0' });
    const { packages } = await givenPackages([file]);
    expect(packages[0]?.files.get('package.json')).toMatchObject({
      guiju: { prefix: 'acme', adopts: ['local'], label: { zh: '叫法', en: 'Words' } },
    });
    // By the same name its next version is made.
    const more = folderOf('local', layer('local', { 'fields/rate/help': label('More') }));
    expect((await run(['apply', more])).code).toBe(0);
    expect((await run(['ship'])).out).toMatch(/\npackages made here, [^\n]*: acme-words 1\.0\.0$/);
    const next = await run(['ship', 'acme-words', '--json', '--yes']);
    expect([next.code, next.err]).toEqual([0, '']);
    expect((await run(['export', 'acme-words', '--out', file, '--json'])).json).toMatchObject({
      version: '1.1.0',
    });
  });

  it.each<[string, () => readonly string[], RegExp]>([
    [
      'answers-both as both sides at once',
      () => ['install', folderOf('s', shop('4.0.0')), '--theirs', '--ours'],
      /not both/,
    ],
    [
      'answers-unread as a file that is none of answers',
      () => ['install', folderOf('s', shop('4.0.0')), '--answers', join(home, 'packages/s/package.json')],
      /is not a file of answers/,
    ],
    ['a folder that holds no package', () => ['install', home], /No package was found in/],
    [
      'the layer of the customer',
      () => ['install', join(home, 'packages/local')],
      /the customer’s local changes/,
    ],
    [
      'what wants more than there is',
      () => ['install', folderOf('n', shop('4.0.0', { peers: { lost: '^1.0.0' } }))],
      /Shop 4\.0\.0 requires lost \(\^1\.0\.0\), which is neither installed nor included: include it as well[\s\S]*dependencies are missing/,
    ],
  ])('refuses %s', async (_what, argv, said) => {
    const { code, err } = await run(argv());
    expect([code, err]).toEqual([1, expect.stringMatching(said)]);
  });
});
