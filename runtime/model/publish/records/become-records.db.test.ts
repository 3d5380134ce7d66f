import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { field, form, harmsIn, label, number, packageOf, stepsOn, text } from '../steps.suite.ts';

const former = ['draft', 'S1', 'S2', 'void', 'unused'];
const options = former.map((value) => ({ value, label: label(value) }));
const stage = form('stage', [number, text('name')], {
  sharing: { allowed: ['private', 'free', 'global'], default: 'global' },
});
const shared = { sharing: { allowed: ['private', 'global'], default: 'global' } };
const note = form('note', [
  number,
  field('paper', 'reference', { form: 'paper' }),
  field('paperState', 'carry', { from: 'paper', field: 'state' }),
]);
const one = (now: boolean, name: string) =>
  now ? field(name, 'reference', { form: 'stage' }) : field(name, 'choice', { options });
const many = (now: boolean, name: string) =>
  now ? field(name, 'references', { form: 'stage' }) : field(name, 'choices', { options });
const paper = (now: boolean) =>
  form(
    'paper',
    [
      number,
      one(now, 'state'),
      many(now, 'tags'),
      now ? many(true, 'last') : one(false, 'last'),
      field('lines', 'entries', { fields: [one(now, 'state'), many(now, 'tags')] }),
    ],
    { ...shared, unique: [{ name: 'one', fields: ['state', 'number'] }] },
  );
const step = (path: string, more: JsonObject = {}): JsonObject => ({
  step: 'reference',
  form: 'paper',
  field: path,
  ...more,
});
const map = { values: { draft: 'S1', void: null } };
const steps = [
  step('state', { values: { opened: 'S1', void: null } }),
  { step: 'values', form: 'paper', field: 'state', values: { draft: 'opened' } },
  step('tags', map),
  step('last', map),
  step('lines.state', map),
  step('lines.tags', map),
];
const first = packageOf('1.0.0', [stage, note, paper(false)]);
const next = packageOf('2.0.0', [stage, note, paper(true)], steps);

describeOnDatabases('a choice that becomes a reference', (database) => {
  let node: TestNode;
  let on: ReturnType<typeof stepsOn>;
  const ids: { [number: string]: string } = {};
  const revisions: { [number: string]: number } = {};
  const put = async (body: JsonObject & { readonly number: string }, org?: string) => {
    const { id, revision } = await on.make('paper', body, org);
    ids[body.number] = id;
    revisions[body.number] = revision;
  };
  beforeAll(async () => {
    node = await openTestNode(database.url);
    on = stepsOn(node);
    await on.apply(first);
    await on.make('organisation', { number: 'east', name: 'East', parent: 'root' });
    await put({
      number: 'A',
      state: 'draft',
      tags: ['draft', 'S1', 'S2', 'void'],
      last: 'S2',
      lines: [{ state: 'S2', tags: ['S2'] }, { state: 'void', tags: ['void'] }, {}],
    });
    await put({ number: 'B', state: 'S2' }, 'east');
    await put({ number: 'C', state: 'void', tags: ['S1'] });
    await put({
      number: 'D',
      state: 'draft',
      tags: ['S2', 'draft'],
      last: 'draft',
      lines: [{ state: 'S1' }],
    });
    await put({ number: 'E', state: 'S1' });
    await on.make('note', { number: 'N', paper: { id: ids['A'] ?? null } });
    await on.remove('paper', ids['D'] ?? '');
    for (const state of ['draft', 'S1'])
      await on.make('saved-view', {
        name: state,
        owner: 'admin',
        form: 'paper',
        config: { quick: { state: [state] } },
      });
  });
  afterAll(() => node.close());

  const answered = (issues: readonly JsonObject[]) =>
    issues.map(({ code, params }) => {
      const { path, value, count, numbers } = params as JsonObject;
      return `${String(code)} ${String(path)} ${String(value)} ${String(count)}: ${String(numbers)}`;
    });

  it('is refused where values are the number of no record, by those that have them', async () => {
    await on.make('stage', { number: 'S1' });
    const issues = await on.refused(next);
    expect(answered(issues).toSorted()).toEqual([
      'former-number-unknown last S2 1: A (root)',
      'former-number-unknown lines.state S2 1: A (root)',
      'former-number-unknown lines.tags S2 1: A (root)',
      'former-number-unknown state S2 1: B (east)',
      'former-number-unknown tags S2 1: A (root)',
    ]);
    expect(issues[0]?.['message']).toMatch(/has no record with the number S2: [AB] \((root|east)\)\./);
  });

  it('or of several, or of one that not all may use', async () => {
    const own = await on.make('stage', { number: 'S2', sharing: 'private' });
    const only = ['former-number-unseen state S2 1: B (east)'];
    expect(answered(await on.refused(next))).toEqual(only);
    const twin = await on.make('stage', { number: 'S2', sharing: 'private' }, 'east');
    const issues = await on.refused(next);
    expect(answered(issues)).toContain('former-number-ambiguous state S2 1: B (east)');
    expect(issues).toHaveLength(5);
    expect((issues[0]?.['params'] as JsonObject | undefined)?.['owners']).toEqual(
      expect.arrayContaining(['east', 'root']),
    );
    await on.remove('stage', twin.id, 'east');
    await on.remove('stage', own.id);
    await on.make('stage', { number: 'S2' });
  });

  it('is shown with counts, and done wherever it stands', async () => {
    const plan = await on.plan(next);
    const views = (plan['issues'] as JsonObject[]).filter(({ code }) => code === 'views-outdated');
    expect(views).toMatchObject([{ params: { numbers: ['draft'] } }]);
    const sentences = (plan['changes'] as JsonObject[])
      .filter(({ kind }) => kind === 'fill-column')
      .map(({ message }) => String(message).split('. History')[0]);
    const state = sentences.find((one) => one?.includes('in “state” of “paper”')) ?? '';
    expect(state).toMatch(/^Convert 4 former values in “state” of “paper” to today’s values: /);
    for (const value of ['draft → S1', 'S1 → S1', 'S2 → S2', 'void → ∅'])
      expect(state).toContain(`${value} (1)`);
    await on.apply(next);
    const [s1, s2] = [{ number: 'S1' }, { number: 'S2' }];
    expect(await on.find('paper', 'A')).toMatchObject({
      state: s1,
      tags: [s1, s2],
      last: [s2],
      lines: [
        { state: s2, tags: [s2] },
        { state: null, tags: null },
        { state: null, tags: null },
      ],
    });
    expect((await on.find('paper', 'A'))['tags']).toHaveLength(2);
    expect(await on.find('paper', 'B')).toMatchObject({ state: s2 });
    expect(await on.find('paper', 'C')).toMatchObject({ state: null, tags: [s1] });
    expect(await on.find('note', 'N')).toMatchObject({ paperState: s1 });
  });

  it('is found, guarded and told by what it is now', async () => {
    const { body } = await node.ask('GET', '/api/forms/paper/records?state=S1&sort=number');
    expect((body['items'] as JsonObject[]).map((item) => item['number'])).toEqual(['A', 'E']);
    const taken = await node.ask('POST', '/api/forms/paper/records', { number: 'E', state: 'S1' });
    expect(taken.status).toBe(409);
    const s2 = String((await on.find('stage', 'S2'))['id']);
    const match = { 'if-match': `"${String((await on.find('stage', 'S2'))['revision'])}"` };
    const used = await node.ask('DELETE', `/api/forms/stage/records/${s2}`, undefined, match);
    expect(used.status).toBe(409);
    const history = await node.ask('GET', `/api/forms/paper/records/${ids['A']}/history`);
    expect(history.body['items']).toMatchObject([
      { operation: 'publish', record: null },
      {
        operation: 'create',
        record: { state: { number: 'S1' }, tags: [{ number: 'S1' }, { number: 'S2' }] },
      },
    ]);
  });

  it('comes back so with a former version, also where the record was deleted before', async () => {
    await on.restore('paper', ids['D'] ?? '', revisions['D'] ?? 0);
    const [s1, s2] = [{ number: 'S1' }, { number: 'S2' }];
    expect(await on.find('paper', 'D')).toMatchObject({
      state: s1,
      tags: [s1, s2],
      last: [s1],
      lines: [{ state: s1 }],
    });
    await on.change('paper', ids['E'] ?? '', { state: 'S2' });
    await on.restore('paper', ids['E'] ?? '', revisions['E'] ?? 0);
    expect(await on.find('paper', 'E')).toMatchObject({ state: s1 });
  });

  it('is done once, also for versions to come, and is no damage', async () => {
    await on.isDone(next);
    const later = packageOf('3.0.0', [stage, note, paper(true)], steps);
    await on.isDone(later);
    await on.apply(later);
    const { body } = await node.ask('GET', `/api/forms/paper/records/${ids['A']}/history`);
    expect(body['items']).toMatchObject([{ record: null }, { record: { state: { number: 'S1' } } }]);
    expect(await harmsIn(database)).toEqual([]);
  });
});
