import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { abandonPlan, applyPlan } from '../../storage/tables/apply-plan.ts';
import { finishPlan } from '../../storage/tables/finish-plan.ts';
import { readPhysical } from '../../storage/tables/state.ts';
import { installedFrom } from './publisher.ts';
import { field, form, harmsIn, label, number, packageOf, stepsOn, text } from './steps.suite.ts';

const choice = (name: string, values: readonly string[]) =>
  field(name, 'choice', { options: values.map((value) => ({ value, label: label(value) })) });
const before = [
  number,
  text('name'),
  text('street'),
  text('town'),
  choice('state', ['old', 'kept']),
  field('amount', 'integer'),
  field('owner', 'reference', { form: 'person' }),
  text('code'),
  field('parts', 'entries', { fields: [text('full')] }),
];
const after = [
  number,
  text('first', { length: 12 }),
  text('last', { length: 40 }),
  text('address', { length: 90 }),
  text('series'),
  field('serial', 'integer'),
  field('lines', 'entries', {
    fields: [
      choice('state', ['new', 'kept']),
      field('sum', 'decimal', { precision: 12, scale: 2 }),
      field('owner', 'reference', { form: 'person' }),
    ],
  }),
  field('parts', 'entries', { fields: [text('one'), text('two')] }),
];
const steps: readonly JsonObject[] = [
  { step: 'split', form: 'person', field: 'name', into: ['first', 'last'], by: ' ' },
  { step: 'join', form: 'person', fields: ['street', 'town'], into: 'address', by: ', ' },
  {
    step: 'split',
    form: 'person',
    field: 'code',
    into: ['series', 'serial'],
    pattern: '([A-Z]+)(\\d+)?',
    otherwise: 'first',
  },
  { step: 'rows', form: 'person', fields: { state: 'state', amount: 'sum', owner: 'owner' }, into: 'lines' },
  { step: 'values', form: 'person', field: 'lines.state', values: { old: 'new' } },
  { step: 'split', form: 'person', field: 'parts.full', into: ['one', 'two'], by: '/' },
];
const unique = [{ name: 'one', fields: ['last', 'address'] }];
const first = packageOf('1.0.0', [form('person', before)]);
const next = packageOf(
  '2.0.0',
  [form('person', after, { unique, list: { columns: ['number'], search: ['number', 'last'] } })],
  steps,
);

const asks = { name: 'condition', kind: 'condition', facts: 'person', label: label('Condition') };
/** Rules about persons, of a package of their own. */
const rules: JsonObject = {
  packages: [
    {
      files: {
        'package.json': {
          name: 'rules',
          version: '1.0.0',
          peerDependencies: { platform: '*', papers: '*' },
          guiju: { prefix: 'ru', label: label('Rules') },
        },
        'forms/rule.json': form('rule', [number, asks, field('cells', 'entries', { fields: [asks] })], {
          match: { facts: 'person', order: ['number'], result: ['number'] },
        }),
      },
    },
  ],
};
const leaf = (fact: string, operator: string, value: Json): JsonObject => ({ fact, operator, value });
const row = (...all: readonly JsonObject[]): JsonObject => ({
  some: 'lines',
  where: all.length > 1 ? { all } : (all[0] ?? {}),
});
/** Number of a rule → what it asks, and what it asks when that has moved. */
const asked: Readonly<Record<string, readonly [JsonObject, JsonObject]>> = {
  R1: [
    { all: [leaf('state', 'equal', 'old'), leaf('amount', 'greaterThan', '5')] },
    { all: [row(leaf('lines.state', 'equal', 'new'), leaf('lines.sum', 'greaterThan', '5'))] },
  ],
  R2: [
    { all: [leaf('state', 'notIn', ['old']), leaf('number', 'equal', 'B')] },
    { all: [{ not: row(leaf('lines.state', 'in', ['new'])) }, leaf('number', 'equal', 'B')] },
  ],
  R3: [leaf('name', 'startsWith', 'An'), leaf('name', 'startsWith', 'An')],
  R4: [leaf('number', 'equal', 'none'), leaf('number', 'equal', 'none')],
};

describeOnDatabases('values that a package moves', (database) => {
  let node: TestNode;
  let on: ReturnType<typeof stepsOn>;
  const made: { [number: string]: { readonly id: string; readonly revision: number } } = {};
  const put = async (body: JsonObject & { readonly number: string }) => {
    made[body.number] = await on.make('person', body);
  };
  beforeAll(async () => {
    node = await openTestNode(database.url);
    on = stepsOn(node);
    await on.apply(first);
    await put({
      number: 'A',
      name: 'Ann Lee',
      street: 'High St',
      town: 'York',
      state: 'old',
      amount: 7,
      code: 'AB12',
      parts: [{ full: 'x/y' }, { full: 'z' }, {}],
    });
    await put({ number: 'B', name: 'Cher', town: 'Rome', owner: 'A', code: 'AB-12' });
    await put({ number: 'C', state: 'kept', code: 'Q' });
    await put({ number: 'D', name: 'Dan Fox', street: 'Low St', state: 'old' });
    await put({ number: 'E' });
    await on.remove('person', made['D']?.id ?? '');
    await on.apply(rules);
    for (const [number, [condition]] of Object.entries(asked))
      await on.make('rule', {
        number,
        condition,
        cells: number === 'R4' ? [{}, { condition: leaf('state', 'equal', 'kept') }] : [],
      });
    const equal = (fact: string, value: string) => ({ all: [{ fact, operator: 'equal', value }] });
    for (const [name, filter] of [
      ['by name', equal('name', 'Cher')],
      ['by part', equal('parts.full', 'x/y')],
      ['by number', equal('number', 'A')],
      ['by state', equal('state', 'old')],
    ] as const)
      await on.make('saved-view', { name, owner: 'admin', form: 'person', config: { filter } });
  });
  afterAll(() => node.close());

  const is: { readonly [number: string]: JsonObject } = {
    A: {
      first: 'Ann',
      last: 'Lee',
      address: 'High St, York',
      series: 'AB',
      serial: 12,
      lines: [{ state: 'new', sum: '7', owner: null }],
      parts: [
        { one: 'x', two: 'y' },
        { one: null, two: 'z' },
        { one: null, two: null },
      ],
    },
    B: {
      first: null,
      last: 'Cher',
      address: 'Rome',
      series: 'AB-12',
      serial: null,
      lines: [{ state: null, sum: null, owner: { number: 'A' } }],
    },
    C: { first: null, last: null, address: null, series: 'Q', lines: [{ state: 'kept', sum: null }] },
    D: { first: 'Dan', last: 'Fox', address: 'Low St', lines: [{ state: 'new' }] },
    E: { first: null, last: null, address: null, lines: [] },
  };

  it('are counted, and those named that do not split', async () => {
    const plan = await on.plan(next);
    const answered = (plan['changes'] as JsonObject[]).filter(({ kind }) => kind === 'move-values');
    expect(answered.map(({ message }) => String(message).split('. History')[0])).toEqual([
      'Move values in 3 rows of “person”: name → first + last (2), street + town → address (2), code → series + serial (3), state → lines.state, amount → lines.sum, owner → lines.owner (3)',
      'Move values in 2 rows of “parts”: full → one + two (2)',
    ]);
    const issues = (plan['issues'] as JsonObject[]).filter(({ code }) => code === 'values-not-split');
    expect(issues.map(({ message }) => message)).toEqual([
      expect.stringContaining('1 value of “name” of “person” cannot be split as the step defines'),
      expect.stringContaining('B (AB-12)'),
      expect.stringContaining('A (z)'),
    ]);
    expect(issues[0]?.['params']).toMatchObject({ rows: [{ number: 'B', value: 'Cher' }] });
    const views = (plan['issues'] as JsonObject[]).filter(({ code }) => code === 'views-outdated');
    expect(views).toMatchObject([{ params: { count: 2, numbers: ['by name', 'by part'] } }]);
    const follow = (plan['issues'] as JsonObject[]).filter(({ code }) => String(code).endsWith('-rewritten'));
    expect(follow).toMatchObject([
      { code: 'conditions-rewritten', params: { count: 3, numbers: ['R1', 'R2', 'R4'] } },
      { code: 'views-rewritten', params: { count: 1, numbers: ['by state'] } },
    ]);
    const left = (plan['issues'] as JsonObject[]).filter(({ code }) => code === 'conditions-outdated');
    expect(left).toMatchObject([{ params: { count: 1, numbers: ['R3'] } }]);
    expect(views[0]?.['message']).toMatch(
      /^2 saved lists of “person” filter by what is removed \(name, full\)/,
    );
  });

  it('must fit, into fields that are new, from fields that were there', async () => {
    const [person = {}] = [
      form(
        'person',
        after.map((one) => (one['name'] === 'last' ? text('last', { length: 2 }) : one)),
      ),
    ];
    const long = await on.refused(packageOf('2.0.0', [person], steps));
    expect(long).toMatchObject([{ code: 'tables-unfit-rows', params: { path: 'person/last', count: 2 } }]);
    const codes = (issues: unknown) =>
      (issues as JsonObject[]).map(({ code, params }) => [
        code,
        (params as JsonObject)['field'],
        (params as JsonObject)['near'],
      ]);
    const fields = before.filter((one) => one['name'] !== 'street');
    const known = { step: 'join', form: 'person', fields: ['street', 'other'], into: 'town', by: '' };
    expect(codes(await on.refused(packageOf('2.0.0', [form('person', fields)], [known])))).toEqual([
      ['step-target-known', 'town', []],
    ]);
    const nobody = { ...steps[0], field: 'nmae' } as JsonObject;
    const { issues } = await on.plan(
      packageOf('2.0.0', [form('person', [...before, ...after.slice(1, 3)])], [nobody]),
    );
    expect(codes(issues)).toContainEqual(['step-finds-nothing', 'nmae', ['name']]);
  });

  it('are not seen before the switch, follow what is written meanwhile, and are gone with a plan that is given up', async () => {
    const { database: db } = node.tenant;
    const { model } = node.tenant.served();
    const { packages } = next as { packages: { files: Record<string, Json> }[] };
    const files = new Map(Object.entries(packages[0]?.files ?? {}));
    const { tables } = await node.tenant.publisher.prepare([installedFrom(files)]);
    if (!tables) expect.fail('there is a plan');
    const id = '00000000-0000-7000-8000-0000000000aa';
    await applyPlan(db, tables, { id, node: 'test', at: 0 });
    const rows = () => db.all('SELECT id FROM person__lines');
    expect(await rows()).toHaveLength(3);
    expect(await on.find('person', 'A')).toMatchObject({ name: 'Ann Lee', state: 'old' });
    await abandonPlan(db, id, 'test');
    expect(await rows()).toEqual([]);
    const again = '00000000-0000-7000-8000-0000000000ab';
    const planned = (await node.tenant.publisher.prepare([installedFrom(files)])).tables ?? tables;
    await applyPlan(db, planned, { id: again, node: 'test', at: 0 });
    await on.change('person', made['C']?.id ?? '', { state: null, name: 'Cy Day' });
    await on.change('person', made['E']?.id ?? '', { amount: 5 });
    const undone = new Error('undone');
    const finished = db.transaction(async (tx) => {
      await finishPlan(tx, db.dialect, planned, { id: again, revision: 99 });
      const kept = await tx.all('SELECT record, sum FROM person__lines ORDER BY record');
      const live = (await readPhysical(tx)).live.get('person/last')?.name ?? '';
      const [cy] = await tx.all(`SELECT ${live} AS last FROM person WHERE id = ?`, [made['C']?.id ?? '']);
      expect(kept.map(({ record }) => record)).toEqual(['A', 'B', 'E'].map((one) => made[one]?.id));
      expect(cy).toEqual({ last: 'Day' });
      throw undone;
    });
    await expect(finished).rejects.toBe(undone);
    await abandonPlan(db, again, 'test');
    await on.change('person', made['C']?.id ?? '', { state: 'kept', name: null });
    await on.change('person', made['E']?.id ?? '', { amount: null });
    expect(node.tenant.served().model).toBe(model);
  });

  it('stand where they are to, under the rules that hold there', async () => {
    await on.apply(next);
    const found: JsonObject = {};
    for (const number of Object.keys(asked))
      Object.assign(found, { [number]: (await on.find('rule', number))['condition'] ?? null });
    expect(found).toEqual(Object.fromEntries(Object.entries(asked).map(([one, [, then]]) => [one, then])));
    const four = await on.find('rule', 'R4');
    expect(four['cells']).toMatchObject([
      { condition: null },
      { condition: row(leaf('lines.state', 'equal', 'kept')) },
    ]);
    // Each is a version of its own, of whoever published; the others have none.
    for (const [number, versions] of [
      ['R2', 2],
      ['R3', 1],
      ['R4', 2],
    ] as const) {
      const { id, revision } = await on.find('rule', number);
      const { body } = await node.ask('GET', `/api/forms/rule/records/${String(id)}/history`);
      const items = body['items'] as JsonObject[];
      expect([number, items.length, items[0]?.['revision']]).toEqual([number, versions, revision]);
    }
    const facts = [
      { lines: [{ state: 'new', sum: '7' }] },
      { number: 'B' },
      { number: 'B', lines: [{ state: 'new' }] },
    ];
    const { body: matched } = await node.ask('POST', '/api/forms/rule/match', { facts });
    const winners = (matched['items'] as JsonObject[]).map(
      ({ winner }) => (winner as JsonObject | null)?.['number'] ?? null,
    );
    expect(winners).toEqual(['R1', 'R2', null]);
    const { body: views } = await node.ask('GET', '/api/me/views?form=person');
    const view = (views['items'] as JsonObject[]).find(({ name }) => name === 'by state');
    expect(view?.['config']).toEqual({ filter: { all: [row(leaf('lines.state', 'equal', 'new'))] } });
    for (const known of ['A', 'B', 'C', 'E'])
      expect(await on.find('person', known), known).toMatchObject(is[known] ?? {});
    const taken = await node.ask('POST', '/api/forms/person/records', {
      number: 'X',
      last: 'Lee',
      address: 'High St, York',
    });
    expect(taken.status).toBe(409);
    const { body } = await node.ask('GET', '/api/forms/person/records?q=Cher');
    expect((body['items'] as JsonObject[]).map((item) => item['number'])).toEqual(['B']);
    const used = { 'if-match': `"${String((await on.find('person', 'A'))['revision'])}"` };
    const gone = await node.ask('DELETE', `/api/forms/person/records/${made['A']?.id}`, undefined, used);
    expect(gone.status).toBe(409);
    const history = await node.ask('GET', `/api/forms/person/records/${made['A']?.id}/history`);
    expect((history.body['items'] as JsonObject[])[0]).toMatchObject({
      record: { first: 'Ann', last: 'Lee' },
    });
  });

  it('come back so with a former version, and stay as they were changed since in a later one', async () => {
    const { id = '', revision = 0 } = made['A'] ?? {};
    const { lines } = await on.find('person', 'A');
    const changed = await on.change('person', id, {
      last: 'Li',
      address: 'Else',
      lines: [{ id: (lines as [{ id: string }])[0].id, $delete: true }],
    });
    await on.change('person', id, { first: 'Bea' });
    await on.restore('person', id, revision);
    expect(await on.find('person', 'A')).toMatchObject(is['A'] ?? {});
    expect((await on.find('person', 'A'))['lines']).toEqual(lines);
    await on.restore('person', id, changed);
    expect(await on.find('person', 'A')).toMatchObject({
      first: 'Ann',
      last: 'Li',
      address: 'Else',
      lines: [],
    });
    await on.restore('person', made['D']?.id ?? '', made['D']?.revision ?? 0);
    expect(await on.find('person', 'D')).toMatchObject(is['D'] ?? {});
  });

  it('are moved once, and no damage', async () => {
    await on.isDone(next);
    const list = { columns: ['number'], search: ['number', 'last'] };
    await on.apply(packageOf('3.0.0', [form('person', after, { unique, list })], steps));
    expect(await on.find('person', 'B')).toMatchObject(is['B'] ?? {});
    expect(await harmsIn(database)).toEqual([]);
  });
});
