import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { serverVersion } from '../../common/version.ts';
import { standardFolder } from '../../model/packages/origin-of.ts';
import { readPackageFolder } from '../../model/packages/read-folder.ts';
import { writeTarball } from '../../model/tarball/write-tarball.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { field, installsOn, label, layer, shop } from './world.suite.ts';

describeOnDatabases('packages', (under) => {
  let node: TestNode;
  let on: ReturnType<typeof installsOn>;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    on = installsOn(node);
  });
  afterAll(() => node.close());

  it('are planned, and nothing is written; then installed exactly so; and nothing is left to do', async () => {
    const packages = [shop('1.0.0')];
    const revision = node.tenant.revision();
    const seen = await on.plan(packages);
    expect(node.tenant.revision()).toBe(revision);
    expect(seen).toMatchObject({
      open: { questions: 0, interference: 0, errors: 0, cases: 0, requirements: 0 },
      summary: { lost: 0, questions: 0, rows: 0, tables: 1 },
      packages: [{ name: 'shop', version: '1.0.0', from: null, action: 'install', signed: null }],
      differences: [
        { package: 'shop', rule: 'form-added', grade: 'additive', message: 'Form “Thing” is added' },
      ],
      changes: [{ kind: 'create-table', risk: 'safe', rows: null }],
    });
    const done = await on.install(packages);
    expect(done['revision']).toBeGreaterThan(revision);
    const again = await on.plan(packages);
    expect(again).toMatchObject({ changes: [], differences: [], packages: [{ action: 'none' }] });
    const nothing = await on.post({ packages, hash: again['hash'] ?? null });
    expect(nothing.body).toMatchObject({ revision: done['revision'] as number, packages: [] });
  });

  it('name the folders that they add to the menu', async () => {
    const { files } = shop('1.0.0') as { files: { 'package.json': JsonObject } };
    const menu = ['inn', 'inn/rooms'].map((path) => ({ path, label: label(path) }));
    const guiju = { prefix: 'inn', label: label('Inn'), menu };
    const inn = { 'package.json': { ...files['package.json'], name: 'inn', guiju } };
    const { differences } = await on.plan([{ files: inn }]);
    expect((differences as JsonObject[]).map(({ message }) => message)).toEqual([
      '2 new menu folders: inn, inn/rooms',
    ]);
  });

  it('come as tarballs too', async () => {
    const { files } = shop('1.0.1', { rate: 'Rate' }) as { files: JsonObject };
    const bytes = Object.entries(files).map(
      ([path, content]) => [path, new TextEncoder().encode(JSON.stringify(content))] as const,
    );
    const tarball = Buffer.from(await writeTarball(new Map(bytes))).toString('base64');
    expect((await on.plan([{ tarball }]))['packages']).toMatchObject([
      { version: '1.0.1', action: 'upgrade' },
    ]);
  });

  it('made for a newer server are refused in one sentence, whatever else they say', async () => {
    const { files } = shop('1.0.2') as { files: JsonObject };
    const manifest = files['package.json'] as JsonObject;
    const guiju = { ...(manifest['guiju'] as JsonObject), server: '>=99', news: { of: 'tomorrow' } };
    for (const [said, more] of [
      [guiju, {}],
      [{ ...guiju, news: undefined }, { 'forms/thing.json': { name: 'thing', kind: 'hologram' } }],
    ] as const) {
      const packages = [
        { files: { ...files, 'package.json': { ...manifest, guiju: said }, ...more } } as JsonObject,
      ];
      const { body } = await node.ask(
        'POST',
        '/api/packages/plan',
        { packages },
        { 'accept-language': 'en' },
      );
      const shown = (body['errors'] ?? body['issues']) as JsonObject[];
      expect(shown.map(({ message }) => message)).toEqual([
        `The package shop requires Guiju >=99, but this server is ${serverVersion}: upgrade the server first`,
      ]);
    }
    const engines = { ...manifest, version: '1.0.1', engines: { guiju: '>=99' } };
    const planned = await on.plan([{ files: { ...files, 'package.json': engines } }]);
    expect((planned['issues'] as JsonObject[]).map(({ code, severity }) => [code, severity])).toEqual([
      ['engines-unread', 'warning'],
    ]);
  });

  it('warn of roles that nobody has, and not of those that a package brings', async () => {
    const values = { number: 'steward', name: 'Steward' };
    const data = { form: 'role', records: [{ key: 'steward', values }] };
    const more = [...['steward', 'ghost'].map((role) => [`fields/title/roles/${role}`, 'read'])];
    const { files } = layer('staff', Object.fromEntries(more)) as { files: JsonObject };
    const planned = await on.plan([{ files: { ...files, 'data/roles.json': data } }]);
    const roles = (planned['issues'] as JsonObject[]).filter(({ code }) =>
      String(code).startsWith('role-unknown'),
    );
    expect(roles.map(({ params }) => (params as JsonObject)['role'])).toEqual(['ghost']);
  });

  it('replace a newer version only where somebody says so by name', async () => {
    const packages = [shop('0.9.0')];
    const refused = await on.plan(packages);
    expect(refused).toMatchObject({
      hash: null,
      open: { errors: 1 },
      packages: [{ action: 'downgrade', from: '1.0.0' }],
      issues: [{ code: 'version-lower', severity: 'error' }],
    });
    for (const named of [['hotel'], []])
      expect(await on.plan(packages, { downgrade: named })).toMatchObject({
        hash: null,
        open: { errors: 1 },
      });
    const { hash } = await on.plan(packages, { downgrade: ['shop'] });
    const unsaid = await on.post({ packages, hash: hash ?? null });
    expect([unsaid.status, unsaid.body['code']]).toEqual([422, 'package-issues']);
    const done = await on.install(packages, { downgrade: ['shop'] });
    expect(done['packages']).toEqual([{ name: 'shop', version: '0.9.0' }]);
    await on.install([shop('1.0.0')]);
  });

  it('merge with what the customer changed: what both changed is asked, with who said it and when', async () => {
    await on.says({
      'fields/rate/label': label('My rate'),
      label: label('My thing'),
      'fields/rate/max': 50,
      'fields/colour/options/r/label': label('Crimson'),
      'list/columns': { remove: ['title'] },
    });
    const next = [
      shop('2.0.0', {
        rate: 'Percentage',
        rateMax: 40,
        columns: ['number', 'title', 'colour', 'rate'],
        options: [
          ['r', 'Red'],
          ['g', 'Green'],
          ['b', 'Blue'],
        ],
        more: [field('weight', 'integer')],
      }),
    ];
    const seen = await on.plan(next);
    expect(seen).toMatchObject({
      hash: null,
      open: { questions: 1, errors: 0 },
      questions: [
        {
          package: 'shop',
          form: 'thing',
          target: 'fields/rate/label',
          property: 'label',
          answer: null,
          base: label('Rate'),
          theirs: label('Percentage'),
          ours: label('My rate'),
          proposal: 'ours',
          shown: { base: 'Rate', theirs: 'Percentage', ours: 'My rate' },
          said: { package: 'local', by: '管理员', at: expect.any(String), revision: expect.any(Number) },
          message:
            'label of “My thing · Percentage”: shop changes it from Rate to Percentage, but local has set it to My rate. Which value do you want to use?',
        },
      ],
      notices: [
        {
          code: 'merge-stricter',
          target: 'fields/rate/max',
          params: { theirs: 40, ours: 50, holds: 'theirs' },
        },
        { code: 'merge-sets', target: 'list/columns', params: { added: ['colour'], removed: [] } },
      ],
    });
    const [{ id }] = seen['questions'] as [{ id: string }];
    const refused = await on.post({ packages: next, hash: 'x' });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'package-unanswered', errors: [{ path: `/answers/${id}`, code: 'merge-question' }] },
    ]);
    expect((await on.thing()).rate).toBe('My rate');

    const answers = { 'thing/fields/rate/label': 'theirs' };
    const answered = await on.plan(next, { answers });
    expect(answered['questions']).toMatchObject([{ id, answer: 'theirs', remembered: false }]);
    const other = await on.plan(next, { answers: { [id]: 'ours' } });
    expect(other['hash']).not.toBe(answered['hash']);
    const wrong = await on.post({
      packages: next,
      answers: { [id]: 'ours' },
      hash: answered['hash'] ?? null,
    });
    expect([wrong.status, wrong.body['code']]).toEqual([409, 'plan-changed']);
    await on.install(next, { answers });
    expect(await on.thing()).toEqual({
      label: 'My thing',
      rate: 'Percentage',
      max: 40,
      options: ['r=Crimson', 'g=Green', 'b=Blue'],
      columns: ['number', 'colour', 'rate'],
      names: ['number', 'title', 'rate', 'colour', 'weight'],
    });
    expect(await on.plan(next, {})).toMatchObject({
      questions: [],
      changes: [],
      packages: [{ action: 'none' }],
    });
  });

  it('remember an answer to the very same question', async () => {
    await on.says({ 'fields/rate/label': label('My rate') });
    const next = [shop('3.0.0', { rate: 'Third' })];
    expect(await on.plan(next)).toMatchObject({ questions: [{ answer: null }] });
    await on.install(next, { take: 'ours' });
    expect((await on.thing()).rate).toBe('My rate');
    // Back again, and forth again.
    await on.install([shop('2.9.0', { rate: 'Percentage' })], { take: 'ours', downgrade: ['shop'] });
    const again = await on.plan(next);
    expect(again).toMatchObject({
      questions: [{ answer: 'ours', remembered: true }],
      open: { questions: 0 },
    });
    await on.install(next);
    await on.install([shop('4.0.0', { rate: 'Fourth' })], {
      answers: { 'thing/fields/rate/label': { value: label('Between') } },
    });
    expect((await on.thing()).rate).toBe('Between');
  });

  it('go on compiling what leans on what a version leaves out, and name who does', async () => {
    await on.install([
      layer('bold', {
        'fields/colour/options/g/label': label('Emerald'),
        'rules/light/message': label('Too heavy'),
      }),
      shop('5.0.0', {
        rate: 'Fourth',
        form: {
          rules: [
            {
              name: 'light',
              check: { fact: 'rate', operator: 'lessThan', value: '30' },
              fields: ['rate'],
              message: label('Heavy'),
            },
          ],
        },
      }),
    ]);
    const next = [shop('6.0.0', { rate: 'Fourth', options: [['r', 'Red']] })];
    const seen = await on.plan(next);
    expect(seen['notices']).toMatchObject([
      { code: 'merge-leans', layer: 'bold', target: 'fields/colour/options/g/label' },
      { code: 'merge-leans', layer: 'bold', target: 'rules/light/message' },
    ]);
    expect(seen['issues']).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'set-of-dropped', package: 'bold' })]),
    );
    await on.install(next);
    // The next version remembers it still, and one that brings it back has it as it was.
    await on.install([shop('6.1.0', { rate: 'Fourth', options: [['r', 'Red']] })]);
    await on.install([
      shop('7.0.0', {
        rate: 'Fourth',
        options: [
          ['r', 'Red'],
          ['g', 'Green'],
        ],
      }),
    ]);
    expect((await on.thing()).options).toEqual(['r=Red', 'g=Emerald']);
  });

  it('tell what was merged without asking: who said the same follows, and whose lock is stricter goes on holding', async () => {
    await on.says({ 'fields/colour/label': label('colour'), 'fields/rate/max': 30 });
    const packages = [shop('7.1.0', { rate: 'Fourth', rateMax: 60 })];
    const colour = { ...field('colour', 'choice', { options: [] }), label: label('Paint') };
    const form = (
      (packages[0] as { files: JsonObject }).files['forms/thing.json'] as { fields: JsonObject[] }
    ).fields;
    const at = form.findIndex(({ name }) => name === 'colour');
    form[at] = { ...form[at], label: colour.label };
    const seen = await on.plan(packages);
    expect(seen['notices']).toMatchObject([
      {
        code: 'merge-followed',
        message:
          'label of “Thing · Paint”: local had the same value as shop and now follows the new version: Paint',
      },
      {
        code: 'merge-stricter-ours',
        message:
          'greatest value of “Thing · Fourth”: shop changes it from 100 to 60; the 30 of local is stricter and still applies',
      },
    ]);
    await on.install(packages);
    const { body } = await node.ask('GET', '/api/forms/thing');
    const fields = body['fields'] as JsonObject[];
    expect(fields.find(({ name }) => name === 'colour')?.['label']).toEqual(label('Paint'));
  });

  it('say before the install what two of them both say', async () => {
    const packages = [
      layer('left', { 'fields/title/label': label('Left') }),
      layer('right', { 'fields/title/label': label('Right') }),
    ];
    const seen = await on.plan(packages);
    expect(seen).toMatchObject({
      hash: null,
      interference: [
        {
          target: 'fields/title/label',
          answer: null,
          said: [
            { package: 'left', value: label('Left'), shown: 'Left' },
            { package: 'right', value: label('Right'), shown: 'Right' },
          ],
          message:
            'label of “Thing · title”: independent packages set different values (left: Left, right: Right). Which value do you want to use?',
        },
      ],
    });
    const refused = await on.post({ packages, hash: 'x' });
    expect(refused.body).toMatchObject({
      code: 'package-unanswered',
      errors: [{ code: 'merge-interference' }],
    });
    await on.install(packages, { answers: { 'thing/fields/title/label': { from: 'left' } } });
    const { body } = await node.ask('GET', '/api/forms/thing');
    const fields = body['fields'] as JsonObject[];
    expect(fields.find((one) => one['name'] === 'title')?.['label']).toEqual(label('Left'));
  });

  it('count the records that have what goes, not all that have something in its field', async () => {
    const choices = (values: readonly string[]) => values.map((value) => ({ value, label: label(value) }));
    const bag = (version: string, some: readonly string[], rows: readonly JsonObject[]): JsonObject => ({
      files: {
        'package.json': {
          name: 'bag',
          version,
          peerDependencies: { platform: '*' },
          guiju: { prefix: 'ba', label: label('Bag') },
        },
        'forms/bag.json': {
          name: 'bag',
          kind: 'master',
          sharing: 'everybody',
          label: label('Bag'),
          fields: [
            field('number', 'text'),
            field('type', 'choice', { options: choices(some) }),
            field('tags', 'choices', { options: choices(some) }),
            field('rows', 'entries', { fields: rows }),
          ],
        },
      },
    });
    const kind = (some: readonly string[]) => field('kind', 'choice', { options: choices(some) });
    const all = ['buy', 'lease', 'on/off'];
    await on.install([bag('1.0.0', all, [kind(all), field('note', 'text'), field('other', 'text')])]);
    for (const [number, type, tags, rows] of [
      ['B1', 'lease', ['lease', 'buy'], [{ kind: 'lease', note: 'x' }, { kind: 'lease' }]],
      ['B2', 'buy', ['lease'], [{ kind: 'buy', other: 'x' }]],
      ['B3', 'on/off', ['buy'], [{ kind: 'buy' }]],
      ['B4', null, [], []],
    ] as const)
      await node.ask('POST', '/api/forms/bag/records', { number, type, tags, rows } as never);
    const seen = await on.plan([bag('2.0.0', ['buy'], [kind(['buy'])])]);
    const differences = seen['differences'] as readonly JsonObject[];
    const counted = Object.fromEntries(differences.map(({ place, records }) => [place, records]));
    expect(counted).toMatchObject({
      'bag/type/lease': 1,
      'bag/type/on/off': 1,
      'bag/tags/lease': 2,
      'bag/rows/kind/lease': 1,
      'bag/rows/note': 1,
      'bag/rows/other': 1,
    });
  });

  describe('that cannot be installed say why', () => {
    let nested = '';
    beforeAll(async () => {
      const files = { 'package.json': '{}', 'forms/deep.json': '['.repeat(100_000) + ']'.repeat(100_000) };
      const bytes = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const);
      nested = Buffer.from(await writeTarball(new Map(bytes))).toString('base64');
    });
    it.each<[string, JsonObject, number, JsonObject]>([
      ['none at all', { packages: [] }, 400, { errors: [{ path: '/packages', code: 'install-packages' }] }],
      [
        'what is neither files nor a tarball',
        { packages: [{ folder: 'x' }] },
        400,
        { errors: [{ code: 'install-packages' }] },
      ],
      [
        'no tarball',
        { packages: [{ tarball: 'AAAA' }] },
        422,
        { code: 'package-unreadable', errors: [{ code: 'tarball-none' }] },
      ],
      [
        'a file of brackets alone',
        { packages: [{ tarball: 'NESTED' }] },
        422,
        { code: 'package-unreadable', errors: [{ code: 'json-deep', params: { most: 100 } }] },
      ],
      [
        'no manifest',
        { packages: [{ files: {} }] },
        422,
        { code: 'package-unreadable', errors: [{ code: 'no-manifest' }] },
      ],
      [
        'the customer’s own layer',
        { packages: [layer('local', {})] },
        422,
        { code: 'package-name-reserved' },
      ],
      [
        'an answer that is none',
        { packages: [shop('9.0.0')], answers: { x: 'mine' } },
        400,
        { errors: [{ path: '/answers/x', code: 'install-answers' }] },
      ],
      [
        'a side that is none',
        { packages: [shop('9.0.0')], take: 'both' },
        400,
        { errors: [{ path: '/take', code: 'install-take' }] },
      ],
      [
        'no reason',
        { packages: [shop('9.0.0')], acceptCases: '' },
        400,
        { errors: [{ path: '/acceptCases', code: 'install-reason' }] },
      ],
    ])('%s', async (_what, body, status, wanted) => {
      const sent = JSON.parse(JSON.stringify(body).replace('NESTED', nested)) as JsonObject;
      const answered = await node.ask('POST', '/api/packages/plan', sent);
      expect([answered.status, answered.body]).toMatchObject([status, wanted]);
    });

    it('which wants what of whom', async () => {
      const peers = { lost: '^1.0.0', small: '^2.0.0', platform: '^99.0.0' };
      const manifest = { name: 'small', version: '1.0.0', guiju: { prefix: 'sm', label: label('Small') } };
      const packages = [shop('9.0.0', { peers }), { files: { 'package.json': manifest } }];
      const seen = await on.plan(packages);
      expect(seen).toMatchObject({
        hash: null,
        requirements: [
          { package: 'shop', needs: 'platform', range: '^99.0.0', carried: expect.any(String) },
          { package: 'shop', needs: 'lost', range: '^1.0.0', found: null, carried: null },
          { package: 'shop', needs: 'small', range: '^2.0.0', found: '1.0.0', carried: null },
        ],
      });
      const refused = await on.post({ packages, hash: 'x' });
      expect([refused.status, refused.body]).toMatchObject([
        422,
        {
          code: 'packages-unsolvable',
          errors: [{ code: 'need-not-carried' }, { code: 'need-unmet' }, { code: 'need-unfit' }],
        },
      ]);
    });

    it('records that no system could load, before anything is published', async () => {
      const asked = field('approver', 'text', { required: true });
      const record = (key: string, values: JsonObject) => ({ key, values: { number: key, ...values } });
      const records = [
        record('LARGE', { approver: 'me' }),
        record('again', { number: 'LARGE', approver: 'me' }),
        record('small', {}),
      ];
      const packages = [shop('9.0.0', { more: [asked], data: { form: 'thing', records } })];
      const before = node.tenant.revision();
      const place = { package: 'shop', file: 'data/thing.json', severity: 'error' };
      expect(await on.plan(packages, { take: 'ours' })).toMatchObject({
        hash: null,
        issues: expect.arrayContaining([
          expect.objectContaining({
            ...place,
            code: 'data-record-twice',
            pointer: '/records/1/values/number',
            message:
              'The package data “again” has the same “LARGE” as another “Thing” of the package: change one of them',
          }),
          expect.objectContaining({
            ...place,
            code: 'data-field-empty',
            pointer: '/records/2/values/approver',
            message:
              '“approver” is required and has no default, but the package data “small” leaves it empty: add it in the package',
          }),
        ]),
      });
      const refused = await on.post({ packages, take: 'ours', hash: 'x' });
      const errors = expect.arrayContaining([expect.objectContaining({ code: 'data-field-empty' })]);
      expect([refused.status, refused.body]).toMatchObject([422, { code: 'package-issues', errors }]);
      expect(node.tenant.revision()).toBe(before);
    });

    it('what does not compile, with its place', async () => {
      const packages = [shop('9.0.0', { columns: ['nowhere'] })];
      expect(await on.plan(packages)).toMatchObject({ hash: null, open: { errors: 1 } });
      const refused = await on.post({ packages, take: 'ours', hash: 'x' });
      expect([refused.status, refused.body]).toMatchObject([
        422,
        {
          code: 'package-issues',
          errors: expect.arrayContaining([
            expect.objectContaining({ path: 'shop/forms/thing.json#/list/columns/0' }),
          ]),
        },
      ]);
    });

    it('that something else was published since', async () => {
      const packages = [shop('8.0.0', { rate: 'Eighth' })];
      const { hash } = await on.plan(packages, { take: 'ours' });
      await on.install([layer('third', { 'fields/rate/help': label('Help') })]);
      const refused = await on.post({ packages, take: 'ours', hash: hash ?? null });
      expect([refused.status, refused.body['code']]).toEqual([409, 'plan-changed']);
    });
  });

  it('once, however often it is sent', async () => {
    const packages = [shop('8.1.0', { rate: 'Eighth' })];
    const { hash } = await on.plan(packages, { take: 'ours' });
    const send = () =>
      node.ask(
        'POST',
        '/api/packages',
        { packages, take: 'ours', hash: hash ?? null },
        { 'idempotency-key': 'install-once' },
      );
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status, second.body['revision']]).toEqual([
      200,
      200,
      first.body['revision'],
    ]);
  });

  describe('of what the server carries itself', () => {
    const templates = Object.fromEntries(
      readPackageFolder(standardFolder('templates') ?? '').files,
    ) as JsonObject;
    const manifest = templates['package.json'] as JsonObject;
    const carried = String(manifest['version']);
    const older = { files: { ...templates, 'package.json': { ...manifest, version: '1.0.0' } } };

    it.each([
      ['what is not installed', `^${carried}`, [[null, carried, 'install']]],
      ['what is installed already', '*', []],
      ['a newer version than is installed', `>=${carried}`, [['1.0.0', carried, 'upgrade']]],
    ])('a need for %s is met, and the plan says what comes along for it', async (_what, range, along) => {
      const isOlder = along[0]?.[0] === '1.0.0' || along.length === 0;
      if (isOlder) await on.install([older], { downgrade: ['templates'] });
      const seen = await on.plan([shop('10.0.0', { peers: { templates: range } })], { take: 'theirs' });
      expect(seen).toMatchObject({ requirements: [], open: { requirements: 0, errors: 0 } });
      const others = (seen['packages'] as JsonObject[]).filter(({ name }) => name !== 'shop');
      expect(others).toMatchObject(
        along.map(([from, version, action]) => ({
          ...{ name: 'templates', from, version, action, origin: 'server' },
          neededBy: [{ package: 'shop', range }],
        })),
      );
    });

    it('what it carries does not fit: it is one problem, and says which version that is', async () => {
      const seen = await on.plan([shop('10.0.0', { peers: { templates: '^99.0.0' } })], { take: 'theirs' });
      expect(seen).toMatchObject({
        open: { requirements: 1, errors: 0 },
        requirements: [{ package: 'shop', needs: 'templates', found: '1.0.0', carried }],
      });
      expect((seen['issues'] as JsonObject[]).filter(({ severity }) => severity === 'error')).toEqual([]);
      expect((seen['requirements'] as JsonObject[])[0]?.['message']).toBe(
        `“Shop” 10.0.0 requires “Form templates” ^99.0.0, but this system comes with ${carried}, which does not fit: use a version made for ${carried}, or upgrade this system first`,
      );
    });
  });

  it('are told of by what the customer’s own layer changes, each in words', async () => {
    const name = label('Title');
    await on.says({ 'fields/title/label': name, 'fields/rate/max': 30, 'fields/rate/required': true });
    const { body } = await node.ask('GET', '/api/packages/local', undefined, { 'accept-language': 'en' });
    expect(body['extends']).toMatchObject([
      {
        form: 'thing',
        changes: [
          { target: 'fields/title/label', message: 'Label of Thing · Title: Title' },
          { target: 'fields/rate/max', message: 'Greatest value of Thing · Eighth: 30' },
          { target: 'fields/rate/required', message: 'Required of Thing · Eighth: yes' },
        ],
      },
    ]);
  });
});
