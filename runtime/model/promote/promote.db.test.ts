import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { installsOn } from '../../preparation/install/world.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { everyKind, givenValues, papersPackage } from '../publish/every-kind.suite.ts';
import { installedFrom } from '../publish/publisher.ts';
import { exportLocal } from './export-local.ts';
import { carried, exported, secretsOf } from './exported.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const north = { name: 'Beneath', parent: 'root' };
const secretWord = 'nobody else knows';
const tuning = installedFrom(
  new Map<string, Json>([
    ['package.json', { name: 'tuning', version: '1.0.0', guiju: { prefix: 'tn', label: label('Tuning') } }],
    [
      'params/tuning.json',
      {
        type: 'tuning',
        label: label('Tuning'),
        params: [
          {
            key: 'limit',
            label: label('Limit'),
            value: { kind: 'integer' },
            unset: { label: label('None') },
          },
          { key: 'word', label: label('Word'), value: { kind: 'secret' }, unset: { label: label('None') } },
        ],
      },
    ],
  ]),
);
/** All but what is the same everywhere, and what moves by itself. */
const everything = {
  data: ['thing', 'paper', 'limits', 'ruling'],
  params: true,
  roles: true,
  views: true,
} as const;

describeOnDatabases('what a customer made of it', (under) => {
  let test: TestNode;
  let live: TestNode;
  const on = new Map<TestNode, ReturnType<typeof installsOn>>();
  const papers = papersPackage(
    everyKind.map(({ field }) => field),
    { paper: { sharing: { allowed: ['free', 'global'], default: 'free' } } },
  );
  let values: JsonObject = {};

  async function open(url: string): Promise<TestNode> {
    const node = await openTestNode(url);
    await node.publish([papers, tuning]);
    on.set(node, installsOn(node));
    return node;
  }
  async function done(node: TestNode, method: string, path: string, body?: JsonObject): Promise<JsonObject> {
    const answer = await node.ask(method, path, body);
    expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  }
  async function says(node: TestNode, set: JsonObject): Promise<void> {
    const files = {
      'package.json': { name: 'local', version: '1.0.0', guiju: { prefix: 'local', label: label('Ours') } },
      'extensions/paper.json': {
        extends: 'paper',
        set,
        fields: [{ name: 'local_note', kind: 'text', label: label('Note') }],
      },
    };
    const { hash = null } = await done(node, 'POST', '/api/model/plan', { packages: [{ files }] });
    await done(node, 'POST', '/api/model/apply', { packages: [{ files }], hash });
  }
  async function change(node: TestNode, form: string, number: string, body: JsonObject): Promise<void> {
    const { items } = await done(node, 'GET', `/api/forms/${form}/records?view=manage&number=${number}`);
    const [{ id }] = items as [{ id: string }];
    const path = `/api/forms/${form}/records/${id}`;
    const etag = (await node.ask('GET', path)).headers.get('etag') ?? '';
    const { status, body: answer } = await node.ask('PATCH', path, body, { 'if-match': etag });
    expect(status, JSON.stringify(answer)).toBe(200);
  }
  beforeAll(async () => {
    const other = await under.fresh();
    [test, live] = await Promise.all([open(under.url), open(other.url)]);
    for (const node of [test, live])
      await done(node, 'POST', '/api/forms/organisation/records', { ...north, number: 'NORTH' });
    await says(test, { label: label('Sheet'), 'fields/tag/label': label('Mark') });
    for (const number of ['T1', 'T2'])
      await done(test, 'POST', '/api/forms/thing/records', { number, rank: 'high' });
    values = await givenValues(test);
    await done(test, 'POST', '/api/forms/paper/records', {
      number: 'P1',
      tag: 'first',
      local_note: 'ours',
      ...values,
      reference: 'T1',
      secret: secretWord,
    });
    await done(test, 'POST', '/api/forms/paper/assignments', { records: ['P1'], orgs: ['NORTH'] });
    await done(test, 'POST', '/api/forms/paper/records', { number: 'constructor' });
    await done(test, 'POST', '/api/forms/ruling/records', {
      number: 'R1',
      condition: { fact: 'tag', operator: 'equal', value: 'first' },
    });
    const limits = '/api/forms/limits/record';
    const etag = (await test.ask('GET', limits)).headers.get('etag') ?? '';
    await test.ask('PATCH', limits, { most: 9 }, { 'if-match': etag });
    await done(test, 'POST', '/api/forms/role/records', {
      number: 'clerk',
      name: 'Clerk',
      grants: [{ form: 'paper', actions: ['read'], scope: 'own' }],
    });
    await done(test, 'PUT', '/api/params/tuning/limit', { value: 7 });
    await done(test, 'PUT', '/api/params/tuning/limit?org=NORTH', { value: 8 });
    await done(test, 'PUT', '/api/params/tuning/word', { value: secretWord });
    await done(test, 'POST', '/api/me/views', {
      name: 'Mine',
      form: 'paper',
      shared: true,
      config: { columns: ['number'] },
    });
  }, 120_000);
  afterAll(async () => {
    await test.close();
    await live.close();
  });

  it('travels without its secrets, and the same makes the same bytes', async () => {
    const once = await exported(test, everything);
    expect(once.sent).toEqual((await exported(test, everything)).sent);
    expect(JSON.stringify(once.files)).not.toContain(secretWord);
    const names = Object.keys(once.files).filter((path) => !path.startsWith('local/files/'));
    expect(Object.keys(once.files).length - names.length).toBeGreaterThan(0);
    expect(names.sort()).toEqual([
      'local/extensions/paper.json',
      'local/records/limits.json',
      'local/records/paper.json',
      'local/records/role.json',
      'local/records/ruling.json',
      'local/records/saved-view.json',
      'local/records/thing.json',
      'local/values.json',
      'package.json',
    ]);
    expect(once.files['package.json']).toMatchObject({
      peerDependencies: { papers: expect.stringMatching(/^>=/), platform: expect.any(String) },
    });
  });

  it('brought back to where it comes from changes nothing', async () => {
    const before = await exported(test, everything);
    const revisions = async () =>
      (await done(test, 'GET', '/api/forms/paper/records?view=manage'))['items'] as JsonObject[];
    const [records, model] = [await revisions(), test.tenant.served().model.formsById.get('paper')?.hash];
    const plan = await on.get(test)?.plan(before.sent);
    expect(plan).toMatchObject({ questions: [], changes: [], secrets: [], open: { errors: 0 } });
    await on.get(test)?.install(before.sent);
    expect(await revisions()).toEqual(records);
    expect(test.tenant.served().model.formsById.get('paper')?.hash).toBe(model);
    expect(carried(await exported(test, everything))).toEqual(carried(before));
  });

  it('carries the files of records, and names those that are too much for it', async () => {
    const { promotion, systemCall, contents } = test.tenant;
    expect((await promotion.export(systemCall(), everything)).filesLeft).toEqual([]);
    const [row] = await test.tenant.database.all<{ name: string }>(
      'SELECT name FROM gj_file WHERE record IS NOT NULL ORDER BY name LIMIT 1',
    );
    // One that cannot be read stays, too, and is named.
    const lost = { ...contents, open: async () => null };
    const { filesLeft, files } = await exportLocal(
      { reader: test.tenant.database, store: test.tenant.store, contents: lost, call: systemCall() },
      everything,
    );
    expect([filesLeft.length, filesLeft.includes(row?.name ?? '')]).toEqual([4, true]);
    expect([...files.keys()].filter((path) => path.startsWith('local/files/'))).toEqual([]);
  });

  it('stands elsewhere as it stood here, every kind of field; twice changes nothing', async () => {
    const sent = await exported(test, everything);
    const plan = await on.get(live)?.plan(sent.sent);
    const secrets = Object.fromEntries(secretsOf(plan ?? {}).map((id) => [id, secretWord]));
    expect(Object.keys(secrets).sort()).toEqual([
      ...['records/paper/P1 @root/secret', 'values/tuning/word @root'],
    ]);
    expect(plan?.['records']).toMatchObject({ created: expect.any(Number), issues: [] });
    expect(plan?.['secrets']).toMatchObject([{ code: 'promoted-secret' }, { code: 'promoted-secret' }]);
    const wrong = { packages: sent.sent, secrets: { 'values/tuning/word @root': 5 }, hash: 'x' };
    expect((await live.ask('POST', '/api/packages', wrong)).body).toMatchObject({
      errors: [{ code: 'install-secrets' }],
    });
    const answer = await on.get(live)?.install(sent.sent, { secrets });
    expect(answer).toMatchObject({ data: { issues: [] } });
    expect(carried(await exported(live, everything))).toEqual(carried(sent));
    const left = await live.tenant.database.all('SELECT id FROM gj_file WHERE record IS NULL');
    expect(left).toEqual([]);
    const { body } = await live.ask('GET', '/api/params/tuning/limit?org=NORTH');
    expect(body).toMatchObject({ value: 8 });

    const revision = live.tenant.revision();
    const again = await on.get(live)?.plan(sent.sent);
    expect(again).toMatchObject({
      questions: [],
      secrets: [],
      changes: [],
      differences: [],
      packages: [{ action: 'none' }],
    });
    await on.get(live)?.install(sent.sent);
    expect(live.tenant.revision()).toBe(revision);
  });

  it('is asked about where both systems changed the same, and takes all else by itself', async () => {
    await says(live, { label: label('Page'), 'fields/tag/label': label('Mark') });
    await change(live, 'thing', 'T1', { rank: 'lower' });
    await done(live, 'POST', '/api/forms/thing/records', { number: 'T9', rank: 'own' });
    await says(test, { label: label('Leaf'), 'fields/tag/label': label('Badge') });
    await change(test, 'thing', 'T1', { rank: 'higher' });
    await change(test, 'thing', 'T2', { rank: 'low' });
    const limit = '/api/params/tuning/limit?org=NORTH';
    const [own] = (await test.ask('GET', limit)).body['own'] as { revision: number }[];
    const set = await test.ask('PUT', limit, { value: 12 }, { 'if-match': `"${own?.revision}"` });
    expect(set.status, JSON.stringify(set.body)).toBe(200);
    const sent = await exported(test, everything);
    const plan = await on.get(live)?.plan(sent.sent);
    expect(plan).toMatchObject({
      hash: null,
      summary: { own: 2 },
      own: [
        { about: 'layer', form: 'paper', message: expect.stringContaining('Page') },
        {
          about: 'field',
          form: 'thing',
          here: 'lower',
          there: 'high',
          message: expect.stringMatching(/T1.*lower here, high in the source system/),
        },
      ],
      questions: [
        { form: 'paper', target: 'label', base: label('Sheet'), theirs: label('Leaf'), ours: label('Page') },
        {
          form: 'thing',
          target: 'records/T1/values/rank',
          base: 'high',
          theirs: 'higher',
          ours: 'lower',
        },
      ],
    });
    const answers = { 'paper/label': 'ours', 'thing/records/T1/values/rank': 'theirs' };
    await on.get(live)?.install(sent.sent, { answers });
    const form = live.tenant.served().model.formsById.get('paper');
    expect([form?.label.en, form?.byId.get('tag')?.label.en]).toEqual(['Page', 'Badge']);
    const { items } = await done(live, 'GET', '/api/forms/thing/records?view=manage&sort=number');
    expect((items as JsonObject[]).map(({ number, rank }) => `${String(number)} ${String(rank)}`)).toEqual([
      ...['T1 higher', 'T2 low', 'T9 own'],
    ]);
    expect((await live.ask('GET', '/api/params/tuning/limit?org=NORTH')).body).toMatchObject({ value: 12 });
    expect(await on.get(live)?.plan(sent.sent)).toMatchObject({
      questions: [],
      changes: [],
      notices: [{ code: 'merge-kept', form: 'paper', target: 'label' }],
    });
  });

  it('shows first what is this system’s own: what was deleted, changed and set here since', async () => {
    const sent = await exported(test, everything);
    await on.get(live)?.install(sent.sent, { take: 'ours' });
    const { items } = await done(live, 'GET', '/api/forms/thing/records?view=manage&number=T2');
    const [{ id, revision }] = items as [{ id: string; revision: number }];
    const gone = await live.ask('DELETE', `/api/forms/thing/records/${id}`, undefined, {
      'if-match': `"${revision}"`,
    });
    expect(gone.status).toBeLessThan(300);
    const limit = '/api/params/tuning/limit?org=NORTH';
    const [own] = (await live.ask('GET', limit)).body['own'] as { revision: number }[];
    await live.ask('PUT', limit, { value: 99 }, { 'if-match': `"${own?.revision}"` });
    const plan = await on.get(live)?.plan(sent.sent);
    expect(plan?.['own']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ about: 'record', form: 'thing', message: expect.stringContaining('T2') }),
        expect.objectContaining({ about: 'value', here: '99', there: '12' }),
        expect.objectContaining({ about: 'layer', form: 'paper', here: 'Page' }),
      ]),
    );
  });

  it('names what has no place here, and completes it when there is one', async () => {
    await done(test, 'POST', '/api/forms/organisation/records', { ...north, number: 'SOUTH' });
    await done(test, 'PUT', '/api/params/tuning/limit?org=SOUTH', { value: 3 });
    const sent = await exported(test, { params: true });
    const answer = (await on.get(live)?.install(sent.sent, { take: 'ours' })) ?? {};
    expect(answer).toMatchObject({
      data: {
        issues: [
          {
            code: 'promoted-value',
            package: 'promotion',
            file: 'local/values.json',
            message: expect.stringContaining('tuning/limit @SOUTH'),
          },
        ],
      },
    });
    await done(live, 'POST', '/api/forms/organisation/records', { ...north, number: 'SOUTH' });
    expect(await live.tenant.packageData.load()).toMatchObject({ issues: [] });
    expect((await live.ask('GET', '/api/params/tuning/limit?org=SOUTH')).body).toMatchObject({ value: 3 });
  });

  it.each([
    ['a name that is taken by what is here', { name: 'local' }, 'promote-name'],
    ['a form that there is not', { data: ['nothing'] }, 'form-unknown'],
    ['records that nothing but an id names', { data: ['job'] }, 'promote-key-none'],
  ])('is refused %s (%s)', async (_, wanted, code) => {
    expect((await test.ask('POST', '/api/promotion', wanted)).body).toMatchObject({ code });
  });
});
