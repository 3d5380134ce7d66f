import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { carryOutPublish, type PublishParts } from './carry-out-publish.ts';
import { isPublishable } from './publication.ts';
import { installedFrom } from './publisher.ts';
import { field, form, harmsIn, label, number, stepsOn, text } from './steps.suite.ts';

const choice = (name: string, values: readonly string[]) =>
  field(name, 'choice', { options: values.map((value) => ({ value, label: label(value) })) });
const leaf = (fact: string, operator: string, value: Json): JsonObject => ({ fact, operator, value });

const sent = (name: string, version: string, files: Readonly<Record<string, Json>>): JsonObject => ({
  packages: [
    {
      files: {
        'package.json': {
          name,
          version,
          peerDependencies: { platform: '*' },
          guiju: { prefix: name.slice(0, 3), label: label(name) },
        },
        ...files,
      },
    },
  ],
});
const installed = (body: JsonObject) => {
  const [{ files } = { files: {} }] = body['packages'] as unknown as { files: Record<string, Json> }[];
  return installedFrom(new Map(Object.entries(files)));
};

/** Of the record, and of its rows. */
const bothOf = (step: JsonObject): readonly JsonObject[] =>
  ['state', 'lines.state'].map((path) => ({ ...step, field: path }));

/** Form by form the same, of a package of its own each: one takes every version, one goes to the last at once. */
function trips(name: string, version: 1 | 2 | 3): JsonObject {
  const places = form('place', [number]);
  const state = {
    1: choice('state', ['a', 'b', 'c']),
    2: choice('state', ['x', 'c']),
    3: field('state', 'reference', { form: 'place' }),
  }[version];
  const names = {
    1: [text('name')],
    2: [text('first'), text('last')],
    3: [text('full', { length: 90 })],
  }[version];
  const fields = [...names, state, field('lines', 'entries', { fields: [text('code'), state] })];
  const steps = [
    [
      { step: 'split', form: name, field: 'name', into: ['first', 'last'], by: ' ' },
      ...bothOf({ step: 'values', form: name, values: { a: 'x', b: null } }),
    ],
    [
      { step: 'join', form: name, fields: ['last', 'first'], into: 'full', by: ', ' },
      ...bothOf({ step: 'values', form: name, values: { x: 'P1' } }),
      ...bothOf({ step: 'reference', form: name, values: { c: 'P2' } }),
    ],
  ].slice(0, version - 1);
  const asks = field('asks', 'condition', { facts: name });
  return sent(name, `${version}.0.0`, {
    [`forms/${name}.json`]: form(name, [number, ...fields]),
    [`forms/${name}-rule.json`]: form(`${name}-rule`, [number, asks]),
    ...(name === 'quick' ? { 'forms/place.json': places } : {}),
    ...Object.fromEntries(
      steps.map((own, at) => [`migrations/${at + 2}.json`, { to: `${at + 2}.0.0`, steps: own }]),
    ),
  });
}

const sharing = { allowed: ['free'], default: 'free' };
const asks = field('condition', 'condition', { facts: 'person', ownable: true });
const cells = field('cells', 'entries', { fields: [asks], ownable: true });
const persons = (version: 1 | 2) =>
  sent('persons', `${version}.0.0`, {
    'forms/person.json': form('person', [
      number,
      version === 1 ? choice('state', ['old', 'kept']) : choice('state', ['new', 'kept']),
    ]),
    ...(version === 1
      ? {}
      : {
          'migrations/2.json': {
            to: '2.0.0',
            steps: [{ step: 'values', form: 'person', field: 'state', values: { old: 'new' } }],
          },
        }),
  });
const rules = (version: string, shipped: JsonObject) => {
  const body = sent('rules', version, {
    'forms/rule.json': form('rule', [number, { ...asks, ownable: true }, cells], {
      sharing,
      match: { facts: 'person', order: ['number'], result: ['number'] },
    }),
    'data/rules.json': {
      form: 'rule',
      records: [{ key: 'first', values: { number: 'S', condition: shipped } }],
    },
  });
  const [{ files } = { files: {} }] = body['packages'] as unknown as { files: Record<string, JsonObject> }[];
  Object.assign(files['package.json'] ?? {}, { peerDependencies: { platform: '*', persons: '*' } });
  return body;
};
const old = leaf('state', 'equal', 'old');
const fresh = leaf('state', 'equal', 'new');

describeOnDatabases('what asks for values that a package moves', (database) => {
  let node: TestNode;
  let on: ReturnType<typeof stepsOn>;
  const made: Record<string, { readonly id: string; readonly revision: number }> = {};
  const at = (id: string, org = 'root') => `/api/forms/rule/records/${id}?org=${org}`;
  const ok = async (...asked: Parameters<TestNode['ask']>) => {
    const answer = await node.ask(...asked);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer;
  };
  const own = async (rule: string, body: JsonObject) => {
    const path = at(made[rule]?.id ?? '', 'BRANCH');
    const tag = async () => ({ 'if-match': (await ok('GET', path)).headers.get('etag') ?? '' });
    await ok('POST', path.replace('?', '/actions/personalise?'), {}, await tag());
    await ok('PATCH', path, body, await tag());
  };
  const seen = async (rule: string, org: string) => (await ok('GET', at(made[rule]?.id ?? '', org))).body;

  beforeAll(async () => {
    node = await openTestNode(database.url);
    on = stepsOn(node);
    await on.apply(persons(1));
    await on.apply(rules('1.0.0', old));
    const { body } = await ok('GET', '/api/forms/organisation/records?view=manage');
    const parent = { id: (body['items'] as JsonObject[])[0]?.['id'] ?? null };
    await ok('POST', '/api/forms/organisation/records', { number: 'BRANCH', name: 'Branch', parent });
    for (const rule of ['R', 'GONE'])
      made[rule] = await on.make('rule', { number: rule, condition: old, cells: [{ condition: old }] });
    const records = Object.values(made).map(({ id }) => id);
    await ok('POST', '/api/forms/rule/assignments', { records, orgs: ['BRANCH'] });
    const theirs = { condition: { all: [old, leaf('number', 'equal', '1')] } };
    for (const rule of ['R', 'GONE']) await own(rule, theirs);
    made['view'] = await on.make('saved-view', {
      name: 'mine',
      owner: 'admin',
      form: 'person',
      config: { filter: { all: [old] } },
    });
    await on.remove('rule', made['GONE']?.id ?? '');
  });
  afterAll(() => node.close());

  const parts = (): PublishParts => {
    const { database: db, store, node: id } = node.tenant;
    const { orgs } = node.tenant.served();
    return {
      database: db,
      write: store.write,
      node: id,
      clock: Date.now,
      edition: standardEdition('9.0.0'),
      newId: () => '00000000-0000-7000-8000-0000000000ff',
      zone: () => 'UTC',
      orgs: () => orgs,
    };
  };

  it.each([
    [
      'by whoever changes a record that is to be rewritten',
      () => on.change('rule', made['R']?.id ?? '', { number: 'R1' }),
    ],
    ['by another publish', () => on.apply(rules('1.1.0', old))],
  ])('is left as it is by a publish that was overtaken %s', async (_sentence, meanwhile) => {
    const publication = await node.tenant.publisher.prepare([installed(persons(2))]);
    if (!isPublishable(publication)) return expect.fail(JSON.stringify(publication.issues));
    await meanwhile();
    const late = carryOutPublish(parts(), publication, { actor: { id: 'a', name: 'A' }, reason: null });
    await expect(late).rejects.toMatchObject({ code: 'publish-overtaken', status: 409 });
    expect(node.tenant.served().model.forms.get('person')?.byId.get('state')?.formerValues).toBeUndefined();
    expect(await seen('R', 'root')).toMatchObject({ condition: old, cells: [{ condition: old }] });
    expect((await seen('R', 'BRANCH'))['condition']).toEqual({ all: [old, leaf('number', 'equal', '1')] });
    const running = "SELECT id FROM gj_plan WHERE state = 'running'";
    expect(await node.tenant.database.all(running)).toEqual([]);
  });

  it('follows, in the record, its rows, and what organisations have of their own, each named with its organisation', async () => {
    const plan = await on.plan(persons(2));
    const result = (plan['issues'] as JsonObject[]).find(({ code }) => code === 'conditions-rewritten');
    const numbers = expect.arrayContaining(['R1 (root)', 'R1 (BRANCH)', 'S (root)']);
    expect(result?.['params']).toMatchObject({ count: 3, numbers });
    await on.apply(persons(2));
    expect(await seen('R', 'root')).toMatchObject({ condition: fresh, cells: [{ condition: fresh }] });
    expect(await seen('R', 'BRANCH')).toMatchObject({
      condition: { all: [fresh, leaf('number', 'equal', '1')] },
      cells: [{ condition: fresh }],
    });
    const path = at(made['R']?.id ?? '', 'BRANCH').replace('?', '/history?');
    const [newest] = (await ok('GET', path)).body['items'] as JsonObject[];
    expect(newest).toMatchObject({ operation: 'change-copy', copy: { number: 'BRANCH' } });
  });

  it('follows where a former version, a deleted record with its copies or a former list comes back', async () => {
    await on.change('rule', made['R']?.id ?? '', { condition: leaf('state', 'equal', 'kept'), cells: [] });
    await on.restore('rule', made['R']?.id ?? '', made['R']?.revision ?? 0);
    expect(await seen('R', 'root')).toMatchObject({ condition: fresh, cells: [{ condition: fresh }] });
    await on.restore('rule', made['GONE']?.id ?? '', made['GONE']?.revision ?? 0);
    expect(await seen('GONE', 'root')).toMatchObject({ condition: fresh });
    expect((await seen('GONE', 'BRANCH'))['condition']).toEqual({
      all: [fresh, leaf('number', 'equal', '1')],
    });
    await on.restore('saved-view', made['view']?.id ?? '', made['view']?.revision ?? 0);
    const { body } = await ok('GET', '/api/me/views?form=person');
    expect((body['items'] as JsonObject[])[0]?.['config']).toEqual({ filter: { all: [fresh] } });
  });

  it('is as its package shipped it still: the next version of that changes it', async () => {
    expect((await on.find('rule', 'S'))['condition']).toEqual(fresh);
    const { data } = await on.apply(rules('2.0.0', leaf('state', 'equal', 'kept')));
    expect(data).toMatchObject({ changed: 1, issues: [] });
    expect((await on.find('rule', 'S'))['condition']).toEqual(leaf('state', 'equal', 'kept'));
  });

  it('comes to the same by every version and by the last at once, values and history too', async () => {
    const result: Record<string, JsonObject> = {};
    await on.apply(trips('quick', 1));
    for (const place of ['P1', 'P2']) await on.make('place', { number: place });
    for (const [name, versions] of [
      ['slow', [1, 2, 3]],
      ['quick', [3]],
    ] as const) {
      if (name === 'slow') await on.apply(trips(name, 1));
      const records: { readonly id: string; readonly revision: number }[] = [];
      for (const [one, body] of Object.entries({
        A: { name: 'Ann Lee', state: 'a', lines: [{ code: '1', state: 'c' }, { code: '2' }] },
        B: { name: 'Cher', state: 'b', lines: ['a', 'b', 'c'].map((one) => ({ code: one, state: one })) },
        C: { name: 'A B C', state: 'c', lines: [] },
        D: {},
      }))
        records.push(await on.make(name, { number: one, ...body }));
      await on.change(name, records[0]?.id ?? '', {
        name: 'Ann Li',
        state: 'c',
        lines: [{ code: '3', state: 'a' }],
      });
      for (const [one, asked] of Object.entries({
        1: { all: [leaf('state', 'equal', 'a'), leaf('number', 'notEqual', 'Z')] },
        2: leaf('state', 'in', ['a', 'c']),
        3: leaf('state', 'equal', 'b'),
        4: { ...leaf('lines.state', 'in', ['a', 'b']), over: 'any' },
        5: {
          some: 'lines',
          where: { all: [leaf('lines.state', 'equal', 'c'), leaf('lines.code', 'equal', '1')] },
        },
      }))
        await on.make(`${name}-rule`, { number: one, asks: asked });
      for (const version of versions.filter((one) => one > 1)) await on.apply(trips(name, version));
      const kept = async () => {
        const list = await ok('GET', `/api/forms/${name}/records?sort=number`);
        const whole = await Promise.all(
          (list.body['items'] as JsonObject[]).map(({ id }) => ok('GET', `/api/forms/${name}/records/${id}`)),
        );
        return whole.map(({ body: { full, state, lines } }) => [
          full ?? null,
          (state as JsonObject | null)?.['number'] ?? null,
          ((lines ?? []) as JsonObject[]).map(
            (line) => `${line['code']} ${(line['state'] as JsonObject | null)?.['number'] ?? '–'}`,
          ),
        ]);
      };
      const now = await kept();
      await on.restore(name, records[0]?.id ?? '', records[0]?.revision ?? 0);
      const asked = await ok('GET', `/api/forms/${name}-rule/records?sort=number`);
      result[name] = {
        now,
        restored: (await kept())[0] ?? null,
        asked: (asked.body['items'] as JsonObject[]).map((one) => one['asks'] ?? null),
      };
    }
    expect(result['slow']).toEqual(result['quick']);
    expect(result['quick']).toMatchObject({
      now: [
        ['Li, Ann', 'P2', ['1 P2', '2 –', '3 P1']],
        ['Cher', null, ['a P1', 'b –', 'c P2']],
        ['A B C', 'P2', []],
        [null, null, []],
      ],
      restored: ['Lee, Ann', 'P1', ['1 P2', '2 –']],
    });
    expect(await harmsIn(database)).toEqual([]);
  });
});
