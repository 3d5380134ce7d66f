import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { planTables } from '../../storage/tables/plan-tables.ts';

const label = (text: string) => ({ zh: text, en: text });
const choice = (name: string, values: readonly string[], more: JsonObject = {}): JsonObject => ({
  name,
  kind: 'choice',
  label: label(name),
  options: values.map((value) => ({ value, label: label(value) })),
  ...more,
});
const text = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind: 'text',
  length: 40,
  label: label(name),
  ...more,
});
const former = ['draft', 'sent', 'void', 'stays', 'lost'];
const today = ['open', 'stays'];

/** Papers whose state is that of the version, a row's state, and notes that carry the state of a paper. */
const packageOf = (
  version: string,
  values: readonly string[],
  steps?: Json,
  shipped = 'draft',
): JsonObject => ({
  packages: [
    {
      files: {
        'package.json': {
          name: 'papers',
          version,
          peerDependencies: { platform: '*' },
          guiju: { prefix: 'pp', label: label('Papers') },
        },
        'forms/paper.json': {
          name: 'paper',
          kind: 'master',
          sharing: 'everybody',
          label: label('Paper'),
          fields: [
            text('number', { required: true }),
            choice('state', values),
            text('why'),
            {
              name: 'lines',
              kind: 'entries',
              label: label('Lines'),
              fields: [choice('state', values)],
            },
          ],
          rules: [
            {
              name: 'told',
              fields: ['why'],
              message: label('An open one has a reason'),
              when: { fact: 'state', operator: 'equal', value: 'stays' },
              check: { fact: 'why', operator: 'notEqual', value: 'never' },
            },
          ],
          unique: [{ name: 'one', fields: ['state', 'why'] }],
        },
        'forms/note.json': {
          name: 'note',
          kind: 'master',
          sharing: 'everybody',
          label: label('Note'),
          fields: [
            text('number', { required: true }),
            { name: 'paper', kind: 'reference', form: 'paper', label: label('Paper') },
            { name: 'paperState', kind: 'carry', from: 'paper', field: 'state', label: label('State') },
          ],
        },
        'forms/ruling.json': {
          name: 'ruling',
          kind: 'master',
          sharing: 'everybody',
          label: label('Ruling'),
          fields: [
            text('number', { required: true }),
            choice('outcome', values),
            { name: 'condition', kind: 'condition', facts: 'paper', label: label('Condition') },
          ],
          match: { facts: 'paper', order: ['number'], result: ['number', 'outcome'] },
        },
        'data/rulings.json': {
          form: 'ruling',
          records: [
            { key: 'r', values: { number: 'R', outcome: shipped } },
            // Goes from one option to another than its former one means.
            { key: 's', values: { number: 'S', outcome: shipped === 'draft' ? 'draft' : 'stays' } },
          ],
        },
        ...(steps === undefined ? {} : { 'migrations/states.json': { to: '2.0.0', steps } }),
      },
    },
  ],
});
const step = (field: string, values: JsonObject): JsonObject => ({
  step: 'values',
  form: 'paper',
  field,
  values,
});
const values = { draft: 'open', sent: 'open', void: null };
const outcome = { ...step('outcome', values), form: 'ruling' };
const steps = [step('state', values), step('lines.state', values), outcome];
const next = () => packageOf('2.0.0', today, steps, 'open');

describeOnDatabases('a publish whose package says what former values mean', (database) => {
  let node: TestNode;
  const papers = '/api/forms/paper/records';
  const post = (call: string, body: JsonObject) =>
    node.ask('POST', `/api/model/${call}`, body, { 'accept-language': 'en' });
  const apply = async (body: JsonObject) => {
    const plan = await post('plan', body);
    expect(plan.body['hash'], JSON.stringify(plan.body['issues'])).toEqual(expect.any(String));
    return post('apply', { ...body, hash: plan.body['hash'] ?? null });
  };
  const find = async (form: string, number: string) => {
    const { body } = await node.ask('GET', `/api/forms/${form}/records?number=${number}`);
    const [{ id }] = body['items'] as [{ id: string }];
    return (await node.ask('GET', `/api/forms/${form}/records/${id}`)).body;
  };
  const remove = async (id: string) => {
    const etag = (await node.ask('GET', `${papers}/${id}`)).headers.get('etag') ?? '';
    const { status } = await node.ask('DELETE', `${papers}/${id}`, undefined, { 'if-match': etag });
    expect(status).toBe(204);
  };
  /** Reads the outcome of the ruling, as it is kept and as it is matched. */
  const outcomes = async () => {
    const { body } = await node.ask('POST', '/api/forms/ruling/match', { facts: { number: 'A' } });
    const { outcome: matched } = body['result'] as JsonObject;
    return [(await find('ruling', 'R'))['outcome'], matched];
  };
  /** Of the last record, the one that is deleted. */
  let revision = 0;
  const ids: { [number: string]: string } = {};
  beforeAll(async () => {
    node = await openTestNode(database.url);
    const first = await apply(packageOf('1.0.0', former));
    expect(first.status, JSON.stringify(first.body)).toBe(200);
    for (const body of [
      { number: 'A', state: 'draft', why: 'a', lines: [{ state: 'sent' }, { state: 'stays' }] },
      { number: 'B', state: 'sent', why: 'b', lines: [{ state: 'void' }] },
      { number: 'C', state: 'void', why: 'c' },
      { number: 'D', state: 'stays', why: 'd' },
      { number: 'E', state: 'lost', why: 'e' },
      { number: 'F', state: 'draft', why: 'f' },
    ]) {
      const made = await node.ask('POST', papers, body);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      ids[body.number] = String(made.body['id']);
      revision = Number(made.body['revision']);
    }
    const note = { number: 'N', paper: { id: ids['A'] ?? null } };
    expect((await node.ask('POST', '/api/forms/note/records', note)).status).toBe(201);
    expect(await find('note', 'N')).toMatchObject({ paperState: 'draft' });
    expect(await outcomes()).toEqual(['draft', 'draft']);
    await remove(ids['F'] ?? '');
    const config = {
      quick: { state: ['draft'] },
      filter: { fact: 'state', operator: 'equal', value: 'stays' },
    };
    const view = { name: 'drafts', owner: 'admin', form: 'paper', config };
    expect((await node.ask('POST', '/api/forms/saved-view/records', view)).status).toBe(201);
    const stays = { ...view, name: 'stays', config: { quick: { state: ['stays'] } } };
    expect((await node.ask('POST', '/api/forms/saved-view/records', stays)).status).toBe(201);
  });
  afterAll(() => node.close());

  it('is told at its file what cannot be', async () => {
    const steps = [
      step('state', { stays: 'open', gone: 'opne' }),
      step('state', { draft: 'open' }),
      step('state', { draft: 'stays' }),
      step('why', { a: 'b' }),
      step('stat', { a: 'b' }),
      { ...step('state', { a: 'open' }), form: 'papre' },
      { ...step('name', { a: 'b' }), form: 'organisation' },
    ];
    const { body } = await post('plan', packageOf('1.5.0', today, steps, 'open'));
    const found = (body['issues'] as JsonObject[]).map(
      ({ file, pointer, code }) => `${String(file)}#${String(pointer)} ${String(code)}`,
    );
    const at = (rest: string) => `migrations/states.json#${rest}`;
    expect(found.toSorted()).toEqual(
      [
        at('/to migration-version'),
        at('/steps/0/values/stays migration-value-offered'),
        at('/steps/0/values/gone migration-value-unknown'),
        at('/steps/2/values/draft migration-value-twice'),
        at('/steps/3/values/a migration-value-fits'),
        at('/steps/4/field unknown-field'),
        at('/steps/5/form unknown-form'),
        at('/steps/6/field migration-foreign'),
      ].toSorted(),
    );
    const broken = await post(
      'plan',
      packageOf('2.0.0', today, [{ ...step('state', values), step: 'guess' }], 'open'),
    );
    expect(broken.body['issues']).toMatchObject([{ file: 'migrations/states.json', severity: 'error' }]);
  });

  it('names what would come to clash', async () => {
    const twin = { number: 'T', state: 'sent', why: 'a' };
    const { body: made } = await node.ask('POST', papers, twin);
    const { body } = await post('plan', next());
    expect(body['issues']).toContainEqual(expect.objectContaining({ code: 'unique-clashes' }));
    expect(body['hash']).toBe(null);
    await remove(String(made['id']));
  });

  it('shows, counts and translates them, in rows and in what carries them', async () => {
    const plan = await post('plan', next());
    const found = (plan.body['changes'] as JsonObject[])
      .filter(({ kind }) => kind === 'fill-column')
      .map(({ message }) => String(message).split('. History')[0]);
    expect(found.toSorted()).toEqual([
      'Convert 1 former value in “State” of “Note” to today’s values: draft → open (1)',
      'Convert 2 former values in “outcome” of “Ruling” to today’s values: draft → open (2)',
      expect.stringMatching(
        /^Convert 2 former values in “state” of “Lines.*” to today’s values: sent → open \(1\), void → ∅ \(1\)$/,
      ),
      'Convert 3 former values in “state” of “Paper” to today’s values: draft → open (1), sent → open (1), void → ∅ (1)',
    ]);
    // A value that no step translates stays, and is named.
    const issues = plan.body['issues'] as JsonObject[];
    expect(issues.find(({ code }) => code === 'records-former-options')).toMatchObject({
      params: { values: ['lost'], count: 1, numbers: ['E'] },
    });
    const views = issues.filter(({ code }) => code === 'views-outdated');
    expect(views).toMatchObject([{ params: { count: 1, numbers: ['drafts'] } }]);
    const others = new Set<Json | undefined>(['records-former-options', 'views-outdated']);
    expect(issues.filter(({ code }) => !others.has(code))).toMatchObject(
      ['state', 'lines.state', 'outcome'].flatMap((path) => [
        { code: 'options-translated', params: { path, options: ['draft', 'sent', 'void'] } },
        { code: 'options-left-out', params: { path, options: ['lost'] } },
      ]),
    );
    const applied = await post('apply', { ...next(), hash: plan.body['hash'] ?? null });
    expect(applied.status, JSON.stringify(applied.body)).toBe(200);
    expect(await find('paper', 'A')).toMatchObject({
      state: 'open',
      lines: [{ state: 'open' }, { state: 'stays' }],
    });
    const rest = await Promise.all(['B', 'C', 'D', 'E'].map((number) => find('paper', number)));
    expect(rest.map(({ state }) => state)).toEqual(['open', null, 'stays', 'lost']);
    expect(rest[0]?.['lines']).toMatchObject([{ state: null }]);
    expect(await find('note', 'N')).toMatchObject({ paperState: 'open' });
  });

  it('leaves nothing stale: what was taken, what is found, what history says', async () => {
    const taken = await node.ask('POST', papers, { number: 'X', state: 'open', why: 'b' });
    expect(taken.status).toBe(409);
    const { body: found } = await node.ask('GET', `${papers}?state=open&sort=number`);
    expect((found['items'] as JsonObject[]).map(({ number }) => number)).toEqual(['A', 'B']);
    const kept = await node.tenant.database.all<{ snapshot: string }>(
      'SELECT snapshot FROM gj_history WHERE record = ?',
      [ids['A'] ?? ''],
    );
    expect(kept.map(({ snapshot }) => JSON.stringify(snapshot))).toEqual([expect.stringContaining('draft')]);
    // A version, and a deleted record, come back with what their values mean today.
    const restored = await node.ask('POST', `${papers}/${ids['F']}/history/${revision}/restore`, undefined, {
      'if-match': '"0"',
    });
    expect(restored.status, JSON.stringify(restored.body)).toBeLessThan(300);
    expect(await find('paper', 'F')).toMatchObject({ state: 'open', why: 'f' });
  });

  it('is done once: then nothing is left to do, and a later version repeats nothing', async () => {
    const again = await post('plan', next());
    expect(again.body['changes']).toEqual([]);
    expect((await planTables(node.tenant.database, node.tenant.served().model)).changes).toEqual([]);
    const later = await post('plan', packageOf('3.0.0', today, steps, 'open'));
    expect(later.body['changes']).toEqual([]);
  });

  it('is what a match answers, and leaves a record that was shipped to its package', async () => {
    expect(await outcomes()).toEqual(['open', 'open']);
    expect(await find('ruling', 'S')).toMatchObject({ outcome: 'stays' });
    // Nobody changed what the package shipped, so its next version may.
    const later = await apply(packageOf('3.0.0', today, steps, 'stays'));
    expect(later.status, JSON.stringify(later.body)).toBe(200);
    expect(await outcomes()).toEqual(['stays', 'stays']);
  });
});
