import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from './captured-terminal.suite.ts';
import { commands } from './commands.ts';

describe('the command line', () => {
  let home = '';
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'guiju-cli-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it.each([[[]], [['--help']], [['-h']], [['help']]])('%j lists every command', async (argv) => {
    const { code, out, err } = await cli(argv);
    expect([code, err]).toEqual([0, '']);
    for (const { name, summary } of commands)
      expect(out).toMatch(new RegExp(`^ {2}${name} .*${summary.en}`, 'm'));
  });

  it.each(commands.map(({ name }) => name))(
    'explains %s, with every option, in both languages',
    async (name) => {
      const command = commands.find((each) => each.name === name);
      const english = await cli([name, '--help']);
      const chinese = await cli(['help', name], { environment: { LANG: 'zh_CN.UTF-8' } });
      expect([english.code, chinese.code]).toEqual([0, 0]);
      for (const option of [...Object.keys(command?.options ?? {}), 'json', 'help'])
        for (const { out } of [english, chinese]) expect(out).toContain(`--${option}`);
      expect(english.out).toContain(command?.summary.en);
      expect(chinese.out).toContain(command?.summary.zh);
      expect(english.out).not.toMatch(/[一-鿿]/);
    },
  );

  it.runIf(existsSync('/proc'))('says of a data folder that cannot be made that it cannot', async () => {
    const { code, err } = await cli(['start', '--port', '0'], { environment: { GUIJU_HOME: '/proc/nope' } });
    expect([code, err.trim()]).toEqual([1, 'The folder /proc/nope cannot be made: there is no place for it']);
  });

  /** Before there is anything, what each command has to work on is not there: 3, where it needs any. */
  const beforeAnything: Readonly<Record<string, readonly [code: number, ...words: string[]]>> = {
    start: [2, '--port', 'x'],
    init: [1, 'docs'],
    form: [1, 'docs', 'room'],
    validate: [0, 'metadata/packages/platform'],
    test: [1, '/no/such'],
    diff: [3, 'metadata/packages/platform'],
    pack: [1, '/no/such'],
    sign: [1, '/no/such.tgz', '/no/such.pem'],
    keys: [3, 'list'],
    plan: [3, 'metadata/packages/platform'],
    apply: [3, 'metadata/packages/platform'],
    upgrade: [3],
    install: [3, 'metadata/packages/platform'],
    uninstall: [3, 'no-such'],
    archives: [3],
    archive: [1, 'verify', '/no/such.zip'],
    ship: [3],
    publishes: [3],
    undo: [3],
    types: [3],
    user: [3, 'add', 'anna', '--password', 'correct horse battery'],
    token: [3, 'create', 'anna'],
    hosts: [3, 'list'],
    export: [3, 'user'],
    decide: [1, 'split', 'no-such.json'],
    collection: [1, '--postman', '/no/such/file.json', '--server', 'http://127.0.0.1:9'],
    import: [3, 'user', 'README.md'],
    refresh: [3, 'user'],
    purge: [3],
    audit: [3, 'verify'],
    backup: [3, join(tmpdir(), 'guiju-none.gz')],
    restore: [1, 'README.md'],
    files: [2, 'move'],
    key: [3, 'show'],
    doctor: [0],
  };
  it.each(commands.map(({ name }) => name))(
    '%s takes no option and no word that it does not know, and makes nothing where nothing was',
    async (name) => {
      const [code, ...words] = beforeAnything[name] ?? [];
      const empty = await mkdtemp(join(tmpdir(), 'guiju-cli-'));
      const environment = { GUIJU_HOME: empty };
      try {
        for (const more of [['--no-such'], Array.from({ length: 101 }, () => 'x')]) {
          const ran = await cli([name, ...words, ...more], { environment });
          expect([more[0], ran.code, ran.out]).toEqual([more[0], 2, '']);
        }
        const ran = await cli([name, ...words, '--json'], { environment });
        expect([ran.code, ran.out]).toEqual([code, '']);
        expect(ran.json ?? ran.err).toBeTruthy();
        expect(await readdir(empty)).toEqual([]);
      } finally {
        await rm(empty, { recursive: true, force: true });
      }
    },
  );

  const said: readonly (readonly [string, readonly string[], Record<string, string>, number, RegExp])[] = [
    ['answers the version', ['--version'], {}, 0, /^\d+\.\d+\.\d+$/],
    [
      'does not know a command, and offers one that is near',
      ['docter'],
      {},
      2,
      /no command “docter”; did you mean “guiju doctor”\?/,
    ],
    [
      'says so in Chinese where the terminal is',
      ['docter'],
      { LANG: 'zh_CN.UTF-8' },
      2,
      /没有命令“docter”；您要的是“guiju doctor”吗/,
    ],
    ['LC_ALL goes before LANG', ['x'], { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 2, /no command/],
    ['does not know an option', ['doctor', '--colour'], {}, 2, /--colour[\s\S]*Usage: guiju doctor/],
    [
      'offers the option that is near',
      ['export', 'x', '--fromat', 'csv'],
      {},
      2,
      /--fromat; did you mean “--format”/,
    ],
    ['wants a value', ['export', 'note', '--out'], {}, 2, /--out[\s\S]*Usage: guiju export/],
    [
      'says which of its words is missing',
      ['import', 'note'],
      {},
      2,
      /^guiju import: <file> is missing\n[\s\S]*Usage: guiju import/,
    ],
    [
      'says so in Chinese',
      ['sign', 'x.tgz'],
      { LANG: 'zh_CN.UTF-8' },
      2,
      /^guiju sign：缺少 <key file>\n[\s\S]*用法/,
    ],
    [
      'says what a verb is missing',
      ['keys', 'new'],
      {},
      2,
      /^guiju keys new: <file> is missing\n[\s\S]*Usage: guiju keys/,
    ],
    [
      'wants a decision that there is',
      ['decide', 'choose-chanel'],
      {},
      1,
      /^There is no decision called “choose-chanel”; did you mean “choose-channel”\?$/,
    ],
    ['says so in Chinese, too', ['decide', 'foo', '{}'], { LANG: 'zh_CN.UTF-8' }, 1, /^没有名为“foo”的决策$/],
    [
      'wants what a decision is asked',
      ['decide', 'split'],
      {},
      2,
      /^guiju decide: <file> is missing\n[\s\S]*Usage: guiju decide/,
    ],
    ['wants an object', ['decide', 'split', '{'], {}, 1, /is not a JSON object/],
    ['wants a key that is there', ['sign', 'package.json', 'nokey'], {}, 1, /“nokey” does not exist$/],
    [
      'wants no more words than it knows',
      ['backup', 'a', 'b'],
      {},
      2,
      /guiju backup: “b” is not expected here/,
    ],
    ['wants no words where there are none', ['doctor', 'now'], {}, 2, /now[\s\S]*Usage/],
    ['knows two formats', ['export', 'note', '--format', 'pdf'], {}, 2, /xlsx or csv/],
    ['wants a filter in JSON', ['export', 'note', '--filter', 'a=b'], {}, 2, /condition in JSON/],
    [
      'wants a file that is there',
      ['import', 'note', '/no/such.xlsx'],
      {},
      1,
      /^“\/no\/such.xlsx” does not exist$/,
    ],
    ['wants a file, not a folder', ['import', 'note', '/'], {}, 1, /^\/ is a folder$/],
    ['wants a verb of user', ['user', 'fly', 'anna'], {}, 2, /guiju user: there is no “fly”/],
    ['wants a verb of token', ['token', 'fly'], {}, 2, /guiju token: there is no “fly”/],
    ['wants a folder that is there', ['validate', '/no/such'], {}, 1, /There is no folder \/no\/such/],
    [
      'says in one line that a folder is somebody else’s',
      ['validate', '.'],
      {},
      1,
      /^✗ \. is not a Guiju package: its package.json has no "guiju" section.*$/,
    ],
    [
      'says in one line that a folder holds nothing',
      ['validate', 'docs'],
      {},
      1,
      /^✗ No package was found in docs.*$/,
    ],
    ['does so before it opens a database', ['plan', 'docs'], {}, 1, /^✗ No package was found in docs.*$/],
    ['wants a folder to back up into', ['backup', '/no/such/x.gz'], {}, 1, /^“\/no\/such” does not exist$/],
    [
      'does not restore what is not there',
      ['restore', '/no/such.gz'],
      {},
      1,
      /^“\/no\/such.gz” does not exist$/,
    ],
    [
      'wants a folder to keep data in',
      ['start', '--no-demo'],
      { GUIJU_HOME: 'README.md' },
      1,
      /A folder is needed at .*README.md/,
    ],
    [
      'has nothing to plan before the first start',
      ['plan', 'metadata/packages/platform'],
      {},
      3,
      /no data in \/.*guiju-cli-.* yet: run guiju start once/,
    ],
    [
      'wants a name for a package',
      ['init', '合同'],
      { LANG: 'zh_CN.UTF-8' },
      2,
      /“合同”不能作包名：请用 --name/,
    ],
  ];
  it.each(said)('%s', async (_sentence, argv, environment, code, text) => {
    const ran = await cli(argv, { environment: { GUIJU_HOME: home, ...environment } });
    expect(ran.code).toBe(code);
    expect(code === 0 ? ran.out : ran.err).toMatch(text);
    if (argv[0] !== 'validate') expect(code === 0 ? ran.err : ran.out).toBe('');
  });

  const wrong = {
    PORT: 'eighty',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'postgres://x/y',
    GUIJU_ADMIN_PASSWORD: 'short',
    GUIJU_PROXY: 'yes',
    GUIJU_READ_SECONDS: 'ever',
  };
  it.each(['doctor', 'start', 'user'])(
    '%s lists everything that is wrong with the configuration at once',
    async (name) => {
      const ran = await cli(name === 'user' ? ['user', 'list'] : [name], { environment: wrong });
      expect(ran.code).toBe(name === 'doctor' ? 1 : 2);
      const text = name === 'doctor' ? ran.out : ran.err;
      for (const setting of [...Object.keys(wrong), 'GUIJU_SECRET']) expect(text).toContain(setting);
      expect(text).not.toContain('GUIJU_URL');
    },
  );

  it('blames a port alone when only the port is wrong', async () => {
    const ran = await cli(['user', 'list', '--json'], { environment: { PORT: '99999' } });
    expect(ran.json).toMatchObject({ problems: [{ path: 'PORT', code: 'config-port' }] });
    expect((ran.json as { problems: unknown[] }).problems).toHaveLength(1);
    expect(ran.out).toBe('');
  });

  it.each([
    ['.', 'package-of-others'],
    ['docs', 'package-none'],
    ['no/such', 'package-no-folder'],
  ])('validate %s tells programs %s, and nothing else', async (folder, code) => {
    const ran = await cli(['validate', folder, '--json']);
    expect((ran.json as { issues: { code: string }[] }).issues.map((issue) => issue.code)).toEqual([code]);
  });

  it('validate finds records that no system could load', async () => {
    const folder = join(home, 'jobs');
    const label = { zh: '作业', en: 'Job' };
    const fields = ['number', 'approver'].map((name) => ({ name, kind: 'text', label, required: true }));
    const records = [{ key: 'large', values: { number: 'LARGE' } }];
    const files = {
      'package.json': { name: 'jobs', version: '1.0.0', guiju: { prefix: 'jo', label } },
      'forms/work-order.json': { name: 'work-order', kind: 'master', sharing: 'everybody', label, fields },
      'data/jobs.json': { form: 'work-order', records },
    };
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), JSON.stringify(content));
    }
    const ran = await cli(['validate', folder, '--json']);
    expect(ran.code).toBe(1);
    expect(ran.json).toMatchObject({
      issues: expect.arrayContaining([
        expect.objectContaining({ code: 'data-field-empty', pointer: '/records/0/values/approver' }),
      ]),
    });
  });

  it('names a folder that is not there once', async () => {
    const { err } = await cli(['validate', '/no/such']);
    expect(err).toBe('✗ /no/such\n    There is no folder /no/such');
  });

  it.each([
    ['purchase-contracts', [], 'purchase-contracts', { zh: '新的表单', en: 'Purchase contract' }],
    ['采购合同', ['--name', 'buys'], 'buys', { zh: '采购合同', en: 'Buy' }],
    ['Sales Orders', ['--label', '销售订单'], 'sales-orders', { zh: '销售订单', en: 'Sales order' }],
  ])('init %s makes a package that validates', async (folder, more, name, label) => {
    const place = join(home, folder);
    const ran = await cli(['init', place, ...more], { environment: { npm_command: 'exec' } });
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toMatch(/Next: npx guiju validate "?\//);
    expect(ran.out).toContain('Records are visible to the organisation that creates them');
    const read = async (path: string) => JSON.parse(await readFile(join(place, path), 'utf8'));
    expect(await read('package.json')).toMatchObject({ name });
    const [form = ''] = await readdir(join(place, 'forms'));
    expect(await read(`forms/${form}`)).toMatchObject({ label });
    expect(await cli(['validate', place])).toMatchObject({ code: 0, err: '' });
  });

  it('init tells a folder with blanks as it is typed', async () => {
    const place = join(home, 'My Pkg');
    const { out } = await cli(['init', place]);
    expect(out).toContain(`validate "${place}", then`);
  });

  it('start explains every setting of the README, and no other', async () => {
    const rows = (await readFile('README.md', 'utf8')).match(/^\| `[A-Z].*?\|/gm) ?? [];
    const settings = rows
      .flatMap((row) => row.match(/[A-Z][A-Z0-9_]+/g) ?? [])
      .filter((name) => !/^OTEL_(?!EXPORTER_OTLP_ENDPOINT)/.test(name));
    expect(settings).toContain('GUIJU_BACKUP');
    for (const LANG of ['zh_CN.UTF-8', 'en_GB.UTF-8']) {
      const { out } = await cli(['start', '--help'], { environment: { LANG } });
      const [, line = ''] = /(?:环境变量|Environment)[：:](.*)/.exec(out) ?? [];
      expect((line.match(/[A-Z][A-Z0-9_]+/g) ?? []).sort()).toEqual(settings.sort());
    }
  });

  it('form adds a form to a package, and an extension where the form is somebody else’s', async () => {
    const place = join(home, 'inn');
    await cli(['init', place, '--prefix', 'inn']);
    const form = (...argv: string[]) => cli(['form', place, ...argv, '--json']);
    expect((await form('inn-room', '--label', '客房')).json).toMatchObject({ kind: 'form' });
    expect((await form('customer')).json).toMatchObject({ kind: 'extension' });
    const read = async (path: string) => JSON.parse(await readFile(join(place, path), 'utf8'));
    expect(await read('forms/inn-room.json')).toMatchObject({
      name: 'inn-room',
      menu: { path: 'inn' },
      label: { zh: '客房', en: 'Inn room' },
    });
    expect(await read('extensions/customer.json')).toMatchObject({ fields: [{ name: 'inn_note' }] });
    expect(await cli(['validate', place])).toMatchObject({ code: 0, err: '' });
    expect((await form('inn-room')).json).toMatchObject({ error: 'form-file-there' });
    expect((await form('Inn Room')).json).toMatchObject({ error: 'form-name-wrong' });
    expect((await cli(['form', home, 'room', '--json'])).json).toMatchObject({ error: 'folder-no-package' });
  });

  it('init --example writes two versions that validate, and what a customer changes', async () => {
    const place = join(home, 'example');
    expect((await cli(['init', place, '--example'])).code).toBe(0);
    expect((await readdir(place)).sort()).toEqual(['README.md', 'customer', 'v1', 'v2']);
    for (const version of ['v1', 'v2'])
      expect(await cli(['validate', join(place, version)])).toMatchObject({ code: 0, err: '' });
  });

  it('init tells editors, inside a project, what can be written', async () => {
    const place = await mkdtemp(join('node_modules', '.init-'));
    try {
      await cli(['init', join(place, 'things')]);
      const form = join(place, 'things/forms/thing.json');
      const { $schema } = JSON.parse(await readFile(form, 'utf8'));
      const schema = JSON.parse(await readFile(join(form, '..', $schema), 'utf8'));
      expect(schema.$id).toBe('urn:guiju:schema:form');
      expect(await cli(['validate', join(place, 'things')])).toMatchObject({ code: 0, err: '' });
    } finally {
      await rm(place, { recursive: true });
    }
  });

  it('reads a file of settings, and says what is wrong in it', async () => {
    const file = join(home, 'guiju.json');
    await writeFile(file, JSON.stringify({ PORT: 70000, COLOUR: 'red', LOG_LEVEL: ['info'] }));
    const ran = await cli(['doctor', '--json'], { environment: { GUIJU_CONFIG: file } });
    const codes = (ran.json as { findings: { code: string }[] }).findings.map(({ code }) => code);
    expect(codes.sort()).toEqual(['config-port', 'config-text', 'config-unknown']);
  });

  it.each([
    ['user', 'list'],
    ['export', 'note'],
    ['backup', 'x.gz'],
  ])('%s makes nothing in an empty folder', async (...argv) => {
    const empty = await mkdtemp(join(tmpdir(), 'guiju-empty-'));
    expect((await cli(argv, { environment: { GUIJU_HOME: empty } })).code).toBe(3);
    expect(await readdir(empty)).toEqual([]);
    await rm(empty, { recursive: true });
  });

  it('says of a database file with nothing in it that it is there, and leaves it so', async () => {
    const place = await mkdtemp(join(tmpdir(), 'guiju-empty-'));
    await writeFile(join(place, 'guiju.db'), '');
    const environment = { GUIJU_HOME: place, LANG: 'en_US.UTF-8' };
    const ran = await cli(['user', 'list'], { environment });
    expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('guiju.db is empty (0 bytes)')]);
    expect((await cli(['doctor'], { environment })).out).toContain('guiju.db is empty (0 bytes)');
    expect(await readdir(place)).toEqual(['guiju.db']);
    await rm(place, { recursive: true });
  });

  it('doctor looks at an empty folder without making anything in it', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'guiju-empty-'));
    const ran = await cli(['doctor'], { environment: { GUIJU_HOME: empty } });
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toContain('the first guiju start creates it');
    expect(await readdir(empty)).toEqual([]);
    await rm(empty, { recursive: true });
  });

  it('says in one line when the database is away', async () => {
    const environment = {
      DATABASE_URL: 'mysql://root@127.0.0.1:1/nobody',
      GUIJU_SECRET: '07'.repeat(32),
      GUIJU_HOME: home,
    };
    const ran = await cli(['user', 'list', '--json'], { environment });
    expect([ran.code, ran.out]).toEqual([3, '']);
    expect(ran.json).toMatchObject({ error: 'unavailable' });
    expect(ran.err.split('\n')).toHaveLength(1);
    const doctor = await cli(['doctor'], { environment });
    expect(doctor.code).toBe(1);
    expect(doctor.out).toContain('cannot connect to the database');
  });
});
