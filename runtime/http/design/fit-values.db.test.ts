import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, label, people } from './designing.suite.ts';

interface Case {
  readonly kind: string;
  readonly properties?: JsonObject;
  /** Texts that records hold, with what they come to. */
  readonly held: readonly (readonly [string, Json])[];
  /** Texts that do not fit, with how many there are of each. */
  readonly unfit: Readonly<Record<string, number>>;
  /** Those of them that plainly mean a value. */
  readonly means?: Readonly<Record<string, string>>;
  /** What is said of them; the others are emptied. */
  readonly values: Readonly<Record<string, string | null>>;
}

/** What records hold as texts, and what they hold as another kind. */
const cases: readonly Case[] = [
  {
    kind: 'date',
    held: [
      ['2026-01-05', '2026-01-05'],
      ['next week', '2026-02-02'],
      ['next week', '2026-02-02'],
      ['unknown', null],
      ['2026/2/3', '2026-02-03'],
      ['03/04/2026', null],
    ],
    unfit: { 'next week': 2, unknown: 1, '2026/2/3': 1, '03/04/2026': 1 },
    means: { '2026/2/3': '2026-02-03' },
    values: { 'next week': '2026-02-02', '2026/2/3': '2026-02-03' },
  },
  {
    kind: 'datetime',
    held: [
      ['2026-01-05T08:00:00Z', '2026-01-05T08:00:00.000Z'],
      ['2026/1/5 16:00', '2026-01-05T08:00:00.000Z'],
      ['at noon', null],
    ],
    unfit: { '2026/1/5 16:00': 1, 'at noon': 1 },
    means: { '2026/1/5 16:00': '2026-01-05T08:00:00.000Z' },
    values: { '2026/1/5 16:00': '2026-01-05T08:00:00.000Z' },
  },
  {
    kind: 'money',
    held: [
      ['￥1,300', '1300'],
      ['a lot', null],
    ],
    unfit: { '￥1,300': 1, 'a lot': 1 },
    means: { '￥1,300': '1300' },
    values: { '￥1,300': '1300' },
  },
  {
    kind: 'integer',
    held: [
      ['12', 12],
      ['a dozen', 12],
      ['many', null],
    ],
    unfit: { 'a dozen': 1, many: 1 },
    values: { 'a dozen': '12', many: null },
  },
  {
    kind: 'decimal',
    properties: { precision: 6, scale: 2 },
    held: [
      ['1.50', '1.5'],
      ['1,234.5', '1234.5'],
      ['0.001', null],
    ],
    unfit: { '1,234.5': 1, '0.001': 1 },
    means: { '1,234.5': '1234.5' },
    values: { '1,234.5': '1234.5' },
  },
  {
    kind: 'boolean',
    held: [
      ['true', true],
      ['是', true],
      ['perhaps', null],
    ],
    unfit: { 是: 1, perhaps: 1 },
    means: { 是: 'true' },
    values: { 是: 'true' },
  },
  {
    kind: 'text',
    properties: { length: 4 },
    held: [
      ['abc', 'abc'],
      ['a long one', 'long'],
      ['too long, too', null],
    ],
    unfit: { 'a long one': 1, 'too long, too': 1 },
    values: { 'a long one': 'long' },
  },
];

describeOnDatabases('stored values that a new kind has no room for', (under) => {
  let node: TestNode;
  let ann: Designer;
  const path = (kind: string) => `/api/forms/of-${kind}/records`;
  const records = async (kind: string) => {
    const { items } = (await node.ask('GET', `${path(kind)}?sort=number`)).body;
    return Promise.all(
      (items as JsonObject[]).map(async ({ id }) => (await node.ask('GET', `${path(kind)}/${id}`)).body),
    );
  };
  beforeAll(async () => {
    node = await openTestNode(under.url);
    ann = designer(node);
    const id = await ann.begin();
    const forms = cases.map(({ kind }) => ({
      do: 'add-form' as const,
      content: {
        name: `of-${kind}`,
        kind: 'master',
        sharing: 'everybody',
        label: label(kind),
        fields: [
          field('number', 'text', { required: true, length: 40 }),
          field('held', 'text', { length: 100 }),
          field('lines', 'entries', { fields: [field('held', 'text', { length: 100 })] }),
        ],
      } as never,
    }));
    await ann.take(id, 0, forms);
    await ann.publish(id);
    for (const { kind, held } of cases)
      for (const [at, [text]] of held.entries()) {
        const body = { number: `R${at}`, held: text, lines: [{ held: text }] };
        expect((await node.ask('POST', path(kind), body)).status).toBe(201);
      }
  }, 60_000);
  afterAll(() => node.close());

  it.each(cases)('are counted, become what is said of them, or nothing: $kind', async (one) => {
    const { kind, properties = {}, held, unfit, means = {}, values } = one;
    const form = `of-${kind}`;
    const id = await ann.begin();
    const fields = ['held', 'lines.held'];
    const taken = await ann.take(
      id,
      0,
      fields.map((name) => ({ do: 'change-kind', form, field: name, kind, properties }) as const),
    );
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    const refused = (await ann.ask('POST', '/api/design/plan', { design: id })).body;
    expect(refused['hash'], JSON.stringify(refused['issues'])).toBe(null);
    expect(JSON.stringify(refused['issues'])).toContain('unfit');
    const found = (refused['issues'] as JsonObject[]).filter(({ code }) => code === 'tables-unfit-rows');
    const counted = found.map(({ params }) => {
      const { path: at, held: each } = params as JsonObject;
      const counts = (each as JsonObject[]).map(
        ({ value, count }) => [String(value), Number(count)] as const,
      );
      return [String(at), Object.fromEntries(counts)];
    });
    expect(Object.fromEntries(counted)).toEqual({ [`${form}/held`]: unfit, [`${form}/lines/held`]: unfit });
    const meant = found.flatMap(({ params }) =>
      ((params as JsonObject)['held'] as JsonObject[]).flatMap((each) =>
        each['means'] === undefined ? [] : [[String(each['value']), each['means']] as const],
      ),
    );
    expect(Object.fromEntries(meant)).toEqual(means);
    const said = fields.map(
      (name) => ({ do: 'fit-values', form, field: name, values, others: 'empty' }) as const,
    );
    const fitted = await ann.take(id, 2, said);
    expect(fitted.status, JSON.stringify(fitted.body)).toBe(200);
    const plan = (await ann.ask('POST', '/api/design/plan', { design: id })).body;
    expect(plan['hash'], JSON.stringify(plan['issues'])).toEqual(expect.any(String));
    const gone = Object.keys(unfit).filter((text) => !Object.hasOwn(values, text));
    const warned = (plan['issues'] as JsonObject[]).filter(({ code }) => code === 'tables-emptied-rows');
    // What is given up is told by name, what was given another value is not.
    expect(warned).toHaveLength(gone.length > 0 ? 2 : 0);
    for (const { params } of warned)
      expect(((params as JsonObject)['held'] as JsonObject[]).map(({ value }) => value)).toEqual(gone);
    await ann.publish(id);
    const after = await records(kind);
    expect(after.map((record) => record['held'] ?? null)).toEqual(held.map(([, value]) => value));
    const rows = after.map(({ lines }) => (lines as JsonObject[])[0]?.['held'] ?? null);
    expect(rows).toEqual(held.map(([, value]) => value));
  });

  it('stand in the way again when the field becomes narrower later: what was given up then says nothing of it', async () => {
    const form = 'narrowing';
    const take = async (steps: Parameters<Designer['take']>[2]) => {
      const id = await ann.begin();
      const taken = await ann.take(id, 0, steps);
      expect(taken.status, JSON.stringify(taken.body)).toBe(200);
      const { hash, issues } = (await ann.ask('POST', '/api/design/plan', { design: id })).body;
      const codes = (issues as JsonObject[]).map(({ code }) => code);
      return { id, may: hash !== null, codes: codes.filter((code) => String(code).startsWith('tables-')) };
    };
    const to = (length: number) =>
      ({ do: 'set', form, target: 'fields/held/length', value: length }) as const;
    const gone = { do: 'fit-values', form, field: 'held', others: 'empty' } as const;
    const made = await take([
      {
        do: 'add-form',
        content: {
          name: form,
          kind: 'master',
          sharing: 'everybody',
          label: label(form),
          fields: [
            field('number', 'text', { required: true, length: 40 }),
            field('held', 'text', { length: 100 }),
          ],
        } as never,
      },
    ]);
    await ann.publish(made.id);
    for (const held of ['abc', 'a long one'])
      await node.ask('POST', `/api/forms/${form}/records`, { number: held, held });
    const first = await take([to(4), gone]);
    expect(first).toMatchObject({ may: true, codes: ['tables-emptied-rows'] });
    await ann.publish(first.id);
    expect(await take([to(2)])).toMatchObject({ may: false, codes: ['tables-unfit-rows'] });
    expect(await take([to(2), gone])).toMatchObject({ may: true, codes: ['tables-emptied-rows'] });
  });

  it('become the options that they are said to be; the others stay, and are told as no options', async () => {
    const form = 'towns';
    const begun = await ann.begin();
    await ann.take(begun, 0, [
      {
        do: 'add-form',
        content: {
          name: form,
          kind: 'master',
          sharing: 'everybody',
          label: label(form),
          fields: [
            field('number', 'text', { required: true, length: 40 }),
            field('city', 'text', { length: 40 }),
            field('lines', 'entries', { fields: [field('city', 'text', { length: 40 })] }),
          ],
        } as never,
      },
    ]);
    await ann.publish(begun);
    for (const city of ['北京', ' 北京', 'Shenzhen', 'sh']) {
      const made = await node.ask('POST', `/api/forms/${form}/records`, {
        number: city.trim() + city.length,
        city,
        lines: [{ city }],
      });
      expect(made.status).toBe(201);
    }
    const options = [
      { value: 'bj', label: { zh: '北京', en: 'Beijing' } },
      { value: 'sh', label: { zh: '上海', en: 'Shanghai' } },
    ];
    const id = await ann.begin();
    const values = { 北京: 'bj', ' 北京': 'bj' };
    const taken = await ann.take(
      id,
      0,
      ['city', 'lines.city'].flatMap((name) => [
        { do: 'change-kind', form, field: name, kind: 'choice', properties: { options } } as const,
        { do: 'fit-values', form, field: name, values } as const,
      ]),
    );
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    const { hash, issues } = (await ann.ask('POST', '/api/design/plan', { design: id })).body;
    expect(hash, JSON.stringify(issues)).toEqual(expect.any(String));
    const found = (issues as JsonObject[]).map(({ code, params }) => [
      code,
      (params as JsonObject)['path'],
      (params as JsonObject)['held'],
    ]);
    const held = [{ value: 'Shenzhen', count: 1 }];
    expect(found).toEqual([
      ['records-no-option', `${form}/city`, held],
      ['records-no-option', `${form}/lines/city`, held],
    ]);
    await ann.publish(id);
    const asked = await node.ask('POST', `/api/forms/${form}/reports`, {
      groups: [{ field: 'city' }],
      values: [{ of: 'count' }],
    });
    const counted = (asked.body['lines'] as JsonObject[]).map(({ keys, cells }) => [
      (keys as JsonObject[])[0]?.['value'] ?? null,
      cells,
    ]);
    expect(counted).toEqual(
      expect.arrayContaining([
        ['bj', [['2']]],
        ['sh', [['1']]],
        ['Shenzhen', [['1']]],
      ]),
    );
  });

  it.each([
    ['wider, so that the former value has room again', 20, [], true],
    ['narrower, so that neither has room', 3, ['tables-unfit-rows'], false],
  ])('are no obstacle when the field becomes %s', async (_, length, codes, may) => {
    const id = await ann.begin();
    const path = { do: 'set', form: 'of-text', target: 'fields/held/length', value: length } as const;
    await ann.take(id, 0, [path]);
    const { hash, issues } = (await ann.ask('POST', '/api/design/plan', { design: id })).body;
    expect([(issues as JsonObject[]).map(({ code }) => code), hash !== null]).toEqual([codes, may]);
  });

  it('come back as they are said to be when a former version is restored', async () => {
    const [, second] = await records('date');
    const at = `${path('date')}/${String(second?.['id'])}`;
    const etag = (await node.ask('GET', at)).headers.get('etag') ?? '';
    const changed = await node.ask('PATCH', at, { held: null }, { 'if-match': etag });
    expect(changed.status).toBe(200);
    const history = (await node.ask('GET', `${at}/history`)).body['items'] as JsonObject[];
    const first = history.at(-1)?.['revision'];
    const restored = await node.ask('POST', `${at}/history/${String(first)}/restore`, undefined, {
      'if-match': changed.headers.get('etag') ?? '',
    });
    expect(restored.status, JSON.stringify(restored.body)).toBeLessThan(300);
    expect((await node.ask('GET', at)).body['held']).toBe('2026-02-02');
  });

  it.each([
    ['a value that the kind keeps as it is', { '2026-01-05': '2026-02-02' }, 'migration-value-fits'],
    ['a value that the kind does not keep', { soon: 'tomorrow' }, 'migration-value-unfit'],
  ])('are not translated from or to %s', async (_, values, code) => {
    const id = await ann.begin();
    await ann.take(id, 0, [
      { do: 'add-field', form: 'of-text', content: field(`day${code.length}`, 'date', {}) as never },
      { do: 'fit-values', form: 'of-text', field: `day${code.length}`, values },
    ]);
    const { hash, issues } = (await ann.ask('POST', '/api/design/plan', { design: id })).body;
    expect(hash).toBe(null);
    expect((issues as JsonObject[]).map((issue) => issue['code'])).toContain(code);
  });

  it('are not told of to a designer who may not read them', async () => {
    const id = await ann.begin();
    await ann.take(id, 0, [{ do: 'change-kind', form: 'of-text', field: 'held', kind: 'time' }]);
    const bob = (await people(node, { bob: [{ what: 'all' }] }, 'role'))('bob');
    const shared = await ann.ask('PUT', `/api/design/drafts/${id}`, { shared: true });
    expect(shared.status, JSON.stringify(shared.body)).toBe(200);
    const { body } = await bob.ask('POST', '/api/design/plan', { design: id });
    const found = (body['issues'] as JsonObject[]).find((issue) => issue['code'] === 'tables-unfit-rows');
    expect(found, JSON.stringify(body)).toMatchObject({ params: { rows: [], held: [], count: 2 } });
    expect(JSON.stringify(found)).not.toContain('abc');
  });
});
