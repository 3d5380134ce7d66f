import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { add, compare, div } from '../../../metadata/common/decimal.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Report, ReportCell } from '../../../metadata/contract/reports/calls.ts';
import { toLocal } from '../../../rules/calendar.ts';
import { runs } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openWorld, type World } from '../../work/sheets/world.suite.ts';

const label = (zh: string, en: string) => ({ zh, en });
const sharing = { allowed: ['private', 'global'], default: 'private' };
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(`${name}字段`, name[0]?.toUpperCase() + name.slice(1)),
  ...more,
});
const number = field('number', 'text', { required: true });
const options = (...values: readonly string[]) => ({
  options: values.map((value) => ({ value, label: label(value, value) })),
});

const files: Readonly<Record<string, Json>> = {
  'forms/area.json': {
    name: 'area',
    kind: 'master',
    label: label('区域', 'Area'),
    sharing,
    fields: [number, field('name', 'text')],
    title: 'name',
  },
  'forms/sale.json': {
    name: 'sale',
    kind: 'document',
    label: label('销售', 'Sale'),
    sharing,
    title: 'number',
    fields: [
      number,
      field('area', 'reference', { form: 'area' }),
      field('state', 'choice', options('won', 'open', 'lost')),
      field('day', 'date'),
      field('seen', 'datetime'),
      field('currency', 'currency'),
      field('worth', 'money', { currency: 'currency' }),
      field('weight', 'decimal', { precision: 20, scale: 4 }),
      field('pieces', 'integer'),
      field('rush', 'boolean'),
      // Called as columns of the statement are.
      field('k0', 'text'),
      field('c0', 'text'),
      field('home', 'address'),
      field('lines', 'entries', {
        fields: [
          field('item', 'choice', options('a', 'b')),
          field('net', 'money', { currency: 'parent.currency' }),
        ],
      }),
    ],
  },
  'reports/by-area.json': {
    name: 'by-area',
    form: 'sale',
    label: label('各区域销售', 'Sales by area'),
    filter: { fact: 'state', operator: 'notEqual', value: 'lost' },
    groups: [{ field: 'area' }, { field: 'day', by: 'month' }],
    across: { field: 'state' },
    values: [{ of: 'count' }, { of: 'sum', field: 'worth' }],
    chart: 'bars',
  },
  'reports/rows-by-state.json': {
    name: 'rows-by-state',
    form: 'sale',
    label: label('各状态的行数', 'Rows by state'),
    entries: 'lines',
    groups: [{ field: 'state' }],
    values: [{ of: 'count' }],
  },
  'reports/weights.json': {
    name: 'weights',
    form: 'sale',
    label: label('重量', 'Weights'),
    groups: [],
    values: [{ of: 'sum', field: 'weight', label: label('总重', 'Weight') }],
  },
};

interface Sale extends JsonObject {
  readonly lines: readonly JsonObject[];
}

const json = { 'content-type': 'application/json' };
const zone = 'Asia/Shanghai';

describeOnDatabases('reports', (under) => {
  let world: World;
  let root = '';
  let sales: readonly Sale[] = [];

  beforeAll(async () => {
    world = await openWorld(under.url, files);
    root = world.tenant.served().orgs.get(world.tenant.served().orgs.root)?.number ?? '';
    for (const name of ['N', 'S']) await world.create('area', { number: name, name: `Area ${name}` });
    const drawn = fc.sample(sale, { numRuns: 70, seed: 7 });
    for (const [at, body] of drawn.entries()) await world.create('sale', { ...body, number: `S${at}` });
    const { orgs } = world.tenant.served();
    const always = { enabled: true, org: { id: orgs.root } };
    sales = (await world.all('sale')).map((one) => ({ ...one, ...always }) as unknown as Sale);
  });
  afterAll(() => world.close());

  const money = fc
    .tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.constantFrom(0, 1, 2))
    .map(([units, digits]) => div(String(units), String(10 ** digits), digits) ?? '0');
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { freq: 4 });
  const sale = fc.record({
    area: maybe(fc.constantFrom({ number: 'N' }, { number: 'S' })),
    state: maybe(fc.constantFrom('won', 'open', 'lost')),
    day: maybe(fc.constantFrom('2025-12-31', '2026-01-01', '2026-01-05', '2026-03-31', '2026-04-01')),
    seen: maybe(
      fc.constantFrom('2025-12-31T15:59:59.999Z', '2025-12-31T16:00:00.000Z', '2026-03-31T16:30:00.000Z'),
    ),
    currency: maybe(fc.constantFrom('CNY', 'USD')),
    worth: maybe(money),
    weight: maybe(fc.constantFrom('0.0001', '-0.1', '9999999999999999.9999', '3')),
    pieces: maybe(fc.oneof(fc.integer({ min: -5, max: 12 }), fc.constant(Number.MAX_SAFE_INTEGER))),
    k0: maybe(fc.constantFrom('x', 'y')),
    c0: maybe(fc.constantFrom('x', 'y')),
    rush: maybe(fc.boolean()),
    lines: fc.array(fc.record({ item: maybe(fc.constantFrom('a', 'b')), net: maybe(money) }), {
      maxLength: 3,
    }),
  });

  const ask = async (body: JsonObject, query = '', as?: string) => {
    const answer = await world.ask('POST', `/api/forms/sale/reports${query}`, {
      headers: { ...json, 'accept-language': 'en' },
      body: new TextEncoder().encode(JSON.stringify(body)),
      ...(as === undefined ? {} : { as }),
    });
    return { status: answer.status, body: (await answer.json()) as JsonObject };
  };
  const get = async (path: string, as?: string) => {
    const answer = await world.ask('GET', path, {
      headers: { 'accept-language': 'en' },
      ...(as === undefined ? {} : { as }),
    });
    return { status: answer.status, body: (await answer.json()) as JsonObject };
  };
  const problems = ({ errors: all = [] }: JsonObject) =>
    (all as JsonObject[]).map(({ path, code, message }) => `${path} ${code}: ${message}`);
  /** Lines as texts: the keys, then the cells. */
  const lines = ({ lines: all }: Report) =>
    all.map(({ keys, cells }) =>
      [keys.map(({ text }) => text || '–').join(' / '), ...cells.flat().map(cellText)].join(' | '),
    );
  const cellText = (cell: ReportCell) =>
    Array.isArray(cell)
      ? cell.map(({ currency, amount }) => `${currency || '?'} ${amount}`).join(', ')
      : String(cell ?? '');

  it('of packages are listed, and come to what their records do', async () => {
    const { body: list } = await get('/api/forms/sale/reports');
    expect(list['items']).toEqual([
      { name: 'by-area', label: label('各区域销售', 'Sales by area'), package: 'shop', chart: 'bars' },
      { name: 'rows-by-state', label: label('各状态的行数', 'Rows by state'), package: 'shop', chart: null },
      { name: 'weights', label: label('重量', 'Weights'), package: 'shop', chart: null },
    ]);
    const { body } = await get('/api/forms/sale/reports/by-area?rush=true');
    const report = body as unknown as Report;
    const asked = { ...(files['reports/by-area.json'] as JsonObject) };
    const rush = sales.filter(({ rush: is, state }) => is === true && state !== 'lost');
    expect(report.label).toEqual(asked['label']);
    // Whoever looks for the records of a number has to ask for those of the report.
    expect(report.filter).toEqual(asked['filter']);
    expect(report.columns.map(({ text }) => text)).toEqual(
      ['won', 'open', ''].slice(0, report.columns.length),
    );
    expect(
      lines(report)
        .at(-1)
        ?.endsWith(` | ${rush.length} | ${inTotal(rush)}`),
    ).toBe(true);
    const { body: form } = await get('/api/forms/sale');
    expect(form['reports']).toMatchObject([
      ...[{ name: 'by-area' }, { name: 'rows-by-state' }, { name: 'weights' }],
    ]);
  });

  const inTotal = (some: readonly Sale[]) =>
    cellText(
      slowly(
        'sum',
        'worth',
        some.map((one) => ({ row: one, head: one })),
      ),
    );

  interface Row {
    readonly row: JsonObject;
    readonly head: JsonObject;
  }
  const byCurrency = new Set(['worth', 'lines.net']);

  /** What a value comes to, as a child would add it up. */
  function slowly(of: string, path: string | undefined, rows: readonly Row[]): ReportCell {
    if (path === undefined) return String(rows.length);
    const name = path.split('.').at(-1) ?? '';
    const filled = rows.filter(({ row }) => row[name] !== null && row[name] !== undefined);
    if (!byCurrency.has(path))
      return made(
        of,
        filled.map(({ row }) => String(row[name])),
      );
    const apart = Map.groupBy(filled, ({ head }) => String(head['currency'] ?? ''));
    const found = [...apart].map(([currency, some]) => ({
      currency,
      amount:
        made(
          of,
          some.map(({ row }) => String(row[name])),
        ) ?? '',
    }));
    return found.length === 0 ? null : found.toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
  }

  function made(of: string, values: readonly string[]): string | null {
    if (values.length === 0) return null;
    if (of === 'sum') return values.reduce((whole, one) => add(whole, one), '0');
    const sorted = values.toSorted(compareValues);
    if (of === 'least') return sorted[0] ?? null;
    return sorted.at(-1) ?? null;
  }
  const compareValues = (a: string, b: string) =>
    a.includes('-') && a.length === 10 && a[4] === '-' ? (a < b ? -1 : 1) : compare(a, b);

  const keyOf = (
    { row, head }: Row,
    { field: path, by }: { readonly field: string; readonly by?: string },
  ) => {
    const value = (path.startsWith('lines.') ? row[path.slice(6)] : head[path]) ?? null;
    if (value === null) return null;
    if (path === 'area' || path === 'org') return (value as JsonObject)['id'] ?? null;
    if (path !== 'day' && path !== 'seen') return value;
    const day = path === 'seen' ? toLocal(String(value), zone).date : String(value);
    if (by === 'year') return day.slice(0, 4);
    if (by === 'month') return day.slice(0, 7);
    if (by === 'quarter') return `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;
    if (by !== 'week') return day;
    const moment = new Date(`${day}T00:00:00Z`);
    moment.setUTCDate(moment.getUTCDate() - ((moment.getUTCDay() + 6) % 7));
    return moment.toISOString().slice(0, 10);
  };

  const spans = fc.constantFrom('day', 'week', 'month', 'quarter', 'year');
  const headGroup = fc.oneof(
    fc
      .constantFrom('area', 'state', 'rush', 'pieces', 'currency', 'org', 'enabled')
      .map((one) => ({ field: one })),
    fc.record({ field: fc.constantFrom('day', 'seen'), by: spans }),
  );
  const value = (paths: readonly string[], dated: boolean) =>
    fc.oneof(
      fc.constant({ of: 'count' }),
      fc.record({ of: fc.constantFrom('sum', 'least', 'most'), field: fc.constantFrom(...paths) }),
      ...(dated ? [fc.record({ of: fc.constantFrom('least', 'most'), field: fc.constant('day') })] : []),
    );
  const unique = (all: readonly { readonly field: string }[]) =>
    new Set(all.map((one) => one.field)).size === all.length;
  const question = fc.boolean().chain((ofRows) => {
    const group = ofRows ? fc.oneof(headGroup, fc.constant({ field: 'lines.item' })) : headGroup;
    return fc.record({
      ofRows: fc.constant(ofRows),
      groups: fc.array(group, { maxLength: 3 }).filter(unique),
      across: maybe(group),
      values: fc.array(ofRows ? value(['lines.net'], false) : value(['worth', 'weight', 'pieces'], true), {
        minLength: 1,
        maxLength: 3,
      }),
    });
  });

  it('come to what somebody finds who looks at each record, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(question, async ({ ofRows, groups, across, values }) => {
        const body = {
          ...(ofRows && { entries: 'lines' }),
          groups,
          ...(across && { across }),
          values,
        } as unknown as JsonObject;
        const { status, body: answer } = await ask(body);
        expect([status, problems(answer)]).toEqual([200, []]);
        const report = answer as unknown as Report;
        const rows = sales.flatMap((head): readonly Row[] =>
          ofRows ? head.lines.map((row) => ({ row, head })) : [{ row: head, head }],
        );
        const id = (key: { readonly value?: Json } | undefined) => {
          const found = key?.value ?? null;
          return found !== null && typeof found === 'object' ? ((found as JsonObject)['id'] ?? null) : found;
        };
        const within = (keys: Report['columns'], some: readonly Row[]) =>
          some.filter((row) =>
            keys.every((key, at) => keyOf(row, groups[at] as { field: string }) === id(key)),
          );
        const seen = new Set<string>();
        for (const line of report.lines) {
          seen.add(JSON.stringify(line.keys.map(id)));
          const own = within(line.keys, rows);
          const cells = [
            ...report.columns.map((column) =>
              own.filter((row) => across && keyOf(row, across) === id(column)),
            ),
            own,
          ].map((some) => values.map((one) => slowly(one.of, 'field' in one ? one.field : undefined, some)));
          expect(line.cells).toEqual(cells);
        }
        // Each combination there is has its line, and so has everything above it.
        for (const row of rows)
          for (let depth = 0; depth <= groups.length; depth += 1)
            expect(seen).toContain(JSON.stringify(groups.slice(0, depth).map((group) => keyOf(row, group))));
        expect(seen.size).toBe(report.lines.length);
      }),
      { numRuns: runs(60, 1500) },
    );
  });

  it.each<readonly [says: string, body: JsonObject, found: readonly string[]]>([
    [
      'a field that is not there',
      { groups: [{ field: 'aera' }], values: [{ of: 'count' }] },
      ['/groups/0/field unknown-field: There is no field “aera”; did you mean “area”?'],
    ],
    [
      'one that no list can be asked for by its value',
      { groups: [{ field: 'home' }], values: [{ of: 'count' }] },
      ['/groups/0/field field-unfit: “home” is a field of type address and cannot be used here'],
    ],
    [
      'one with many values a record',
      { groups: [{ field: 'lines' }], values: [{ of: 'count' }] },
      ['/groups/0/field field-unfit: “lines” is a field of type entries and cannot be used here'],
    ],
    [
      'months of what is no day',
      { groups: [{ field: 'state', by: 'month' }], values: [{ of: 'count' }] },
      [
        '/groups/0/by report-not-dated: “state” is not a date, so it cannot be grouped by week, month, quarter or year',
      ],
    ],
    [
      'rows summed without being counted',
      { groups: [], values: [{ of: 'sum', field: 'lines.net' }] },
      ['/values/0/field field-unfit: “lines.net” is a field of type entries and cannot be used here'],
    ],
    [
      'amounts of records counted once a row',
      { entries: 'lines', groups: [], values: [{ of: 'sum', field: 'worth' }] },
      [
        '/values/0/field report-no-number: “worth” cannot be summed: it is not a number, or is not in the rows that the report counts',
      ],
    ],
    [
      'a sum of texts, and of nothing',
      { groups: [], values: [{ of: 'sum', field: 'number' }, { of: 'average' }] },
      [
        '/values/0/field report-no-number: “number” cannot be summed: it is not a number, or is not in the rows that the report counts',
        '/values/1 schema-required: “field” is missing',
      ],
    ],
    [
      'rows that are not there',
      { entries: 'parts', groups: [], values: [{ of: 'count' }] },
      ['/entries unknown-entries: There are no entries “parts”'],
    ],
  ])('refuse %s, by its place', async (_, body, found) => {
    const { status, body: answer } = await ask(body);
    expect([status, problems(answer)]).toEqual([422, found]);
  });

  it('by numbers are in their order, and not in that of their digits', async () => {
    for (const path of ['pieces', 'weight']) {
      const { body } = await ask({ groups: [{ field: path }], values: [{ of: 'count' }] });
      const found = (body as unknown as Report).lines
        .flatMap(({ keys: [key] }) => key?.value ?? [])
        .map(String);
      expect(found.length).toBeGreaterThan(3);
      expect(found).toEqual(found.toSorted(compare));
    }
  });

  it('averages have the digits of the amount, and days are least and most', async () => {
    const { body } = await ask({
      groups: [],
      values: [
        { of: 'average', field: 'pieces' },
        { of: 'most', field: 'day' },
        { of: 'average', field: 'worth' },
      ],
    });
    const filled = sales.flatMap(({ pieces }) => (pieces === null ? [] : [String(pieces)]));
    const mean = div(
      filled.reduce((sum, one) => add(sum, one), '0'),
      String(filled.length),
      2,
    );
    const [line] = (body as unknown as Report).lines;
    expect(line?.cells[0]?.slice(0, 2)).toEqual([mean, '2026-04-01']);
    const worth = (line?.cells[0]?.[2] ?? []) as readonly { readonly amount: string }[];
    expect(worth.map(({ amount }) => /^-?\d+(\.\d{1,2})?$/.test(amount))).toEqual(worth.map(() => true));
  });

  it('are a sheet, too, with numbers that add up, and a line in the audit trail', async () => {
    const answer = await world.ask('GET', '/api/forms/sale/reports/by-area/sheet', {
      headers: { 'accept-language': 'en' },
    });
    expect(answer.status).toBe(200);
    const { sheets } = await readXlsx(new Uint8Array(await answer.arrayBuffer()));
    const rows = sheets[0]?.rows ?? [];
    expect(rows.flat().filter((cell) => typeof cell === 'number').length).toBeGreaterThan(0);
    expect(rows.at(-1)?.[0]).toBe('Total');
    const csv = await world.ask('POST', '/api/forms/sale/reports/sheet?format=csv', {
      headers: { ...json, 'accept-language': 'en' },
      body: new TextEncoder().encode(
        JSON.stringify({ groups: [{ field: 'state' }], values: [{ of: 'count' }] }),
      ),
    });
    const counts = (state: string | null) => sales.filter((one) => one['state'] === state).length;
    expect((await csv.text()).replace('\uFEFF', '').trim().split(/\r?\n/)).toEqual([
      'State,Count',
      `won,${counts('won')}`,
      `open,${counts('open')}`,
      `lost,${counts('lost')}`,
      `(empty),${counts(null)}`,
      `Total,${sales.length}`,
    ]);
    const { body: trail } = await get('/api/audit?action=export');
    expect((trail['items'] as JsonObject[]).map(({ target }) => target)).toContain('/api/forms/sale/reports');
  });

  it('are of nothing that somebody may not see', async () => {
    const grants = [{ form: 'sale', actions: ['read'], readable: ['number', 'state', 'pieces'] }];
    await world.create('role', { number: 'no-weight', name: 'no weight', grants });
    const token = await world.user('clerk', root, [], ['no-weight']);
    const { body: list } = await get('/api/forms/sale/reports', token);
    expect(list['items']).toEqual([]);
    const { body: form } = await get('/api/forms/sale', token);
    expect(form['reports']).toBeUndefined();
    const named = await get('/api/forms/sale/reports/weights', token);
    expect([named.status, named.body['code']]).toEqual([403, 'forbidden']);
    expect(JSON.stringify(named.body)).not.toMatch(/weight"|field/i);
    const free = await ask({ groups: [{ field: 'area' }], values: [{ of: 'count' }] }, '', token);
    expect([free.status, problems(free.body)]).toEqual([
      422,
      ['/groups/0/field unknown-field: There is no field “area”'],
    ]);
    const seen = await ask({ groups: [], values: [{ of: 'count' }] }, '', token);
    expect((seen.body as unknown as Report).lines[0]?.cells).toEqual([[String(sales.length)]]);
    const rows = await get('/api/forms/sale/reports/rows-by-state', token);
    expect([rows.status, rows.body['code']]).toEqual([403, 'forbidden']);
    const sheet = await world.ask('GET', '/api/forms/sale/reports/weights/sheet', { as: token });
    expect(sheet.status).toBe(403);
    // A report of amounts is none without their currencies.
    const amounts = ['number', 'area', 'state', 'day', 'worth'];
    for (const [role, readable, offered] of [
      ['no-currency', amounts, []],
      ['all-of-it', [...amounts, 'currency'], ['by-area']],
    ] as const) {
      await world.create('role', {
        number: role,
        name: role,
        grants: [{ form: 'sale', actions: ['read'], readable }],
      });
      const as = await world.user(`clerk-${role}`, root, [], [role]);
      const names = ((await get('/api/forms/sale/reports', as)).body['items'] as JsonObject[]).map(
        ({ name }) => name,
      );
      expect(names).toEqual(offered);
      for (const name of ['by-area']) {
        const { status } = await get(`/api/forms/sale/reports/${name}`, as);
        expect([role, status]).toEqual([role, names.includes(name) ? 200 : 403]);
      }
    }
  });

  it('are of what an organisation may use, where that is asked, as its list is', async () => {
    await world.create('organisation', { number: 'BRANCH', name: 'Branch', parent: { number: root } });
    const grants = [{ form: 'sale', actions: ['read'], scope: 'all' }];
    await world.create('role', { number: 'looks', name: 'looks', grants });
    const token = await world.user('branch-clerk', 'BRANCH', ['read'], ['looks']);
    const body = { groups: [{ field: 'state' }], values: [{ of: 'count' }, { of: 'sum', field: 'pieces' }] };
    const asked = async (query: string) => (await ask(body, query, token)).body as unknown as Report;
    // Nothing of the sales was shared with it, though whoever asks answers for all of them.
    expect(lines(await asked('?view=use'))).toEqual([' | 0 | ']);
    expect(lines(await asked('?view=manage'))).toEqual(lines(await asked('')));
    expect((await asked('')).lines.at(-1)?.cells[0]?.[0]).toBe(String(sales.length));
    const shared = await world.create('sale', {
      number: 'SHARED',
      sharing: 'global',
      state: 'won',
      pieces: 4,
      lines: [],
    });
    expect(lines(await asked('?view=use'))).toEqual(['won | 1 | 4', ' | 1 | 4']);
    expect(lines(await asked('?view=use&state=lost'))).toEqual([' | 0 | ']);
    await world.tenant.store.remove(world.call(), world.form('sale'), shared.id);
  });

  it('say what an organisation stands below', async () => {
    const parent = (upper: string) => ({ number: upper });
    const east = await world.create('organisation', { number: 'EAST', name: 'East', parent: parent(root) });
    const works = await world.create('organisation', {
      number: 'WORKS',
      name: 'Works',
      parent: parent('EAST'),
    });
    const sold = await world.tenant.store.create(
      { ...world.call(), org: String(works['id']) },
      world.form('sale'),
      { number: 'WORKS-1', lines: [] },
    );
    const above = async (field: string) => {
      const { body } = await ask({ groups: [{ field }], values: [{ of: 'count' }] });
      return (body as unknown as Report).organisations;
    };
    const top = world.tenant.served().orgs.root;
    const named = await above('org');
    expect(named).toHaveLength(3);
    expect(named).toEqual(
      expect.arrayContaining([
        { id: works['id'], text: 'Works', parent: east.id },
        { id: east.id, text: 'East', parent: top },
        { id: top, text: '集团', parent: null },
      ]),
    );
    expect(await above('state')).toBeUndefined();
    await world.tenant.store.remove(world.call(), world.form('sale'), String(sold.record['id']));
  });

  it('refuse more than anybody takes in, before anything is cut', async () => {
    const { status, body } = await ask({
      groups: [],
      across: { field: 'number' },
      values: [{ of: 'count' }],
    });
    expect([status, (body['errors'] as JsonObject[]).map(({ code }) => code)]).toEqual([
      400,
      ['report-too-many'],
    ]);
    // Rows of one record, straight into their table: so many take long to save.
    const { tenant } = world;
    const form = tenant.served().model.forms.get('sale');
    const table = form && tenant.served().table(form).entries.get('lines');
    const [record] = await world.all('sale');
    const { quote, encode } = tenant.database.dialect;
    const net = form?.byId.get('lines')?.rows?.byId.get('net');
    const type = net?.kind.column(net);
    if (!table || !type) throw new Error('no rows');
    const own = ['id', 'record', 'seq', table.columns.get('net') ?? ''].map(quote).join(', ');
    for (let from = 0; from < 50_001; from += 1_000) {
      const rows = Array.from({ length: 1_000 }, (_, at) => from + at);
      await tenant.database.run(
        `INSERT INTO ${table.name} (${own}) VALUES ${rows.map(() => '(?, ?, ?, ?)').join(', ')}`,
        rows.flatMap((at) => [`many-${at}`, String(record?.['id']), 1_000 + at, encode(type, String(at))]),
      );
    }
    const many = await ask({ entries: 'lines', groups: [{ field: 'lines.net' }], values: [{ of: 'count' }] });
    await tenant.database.run(`DELETE FROM ${table.name} WHERE id LIKE 'many-%'`);
    const found = (many.body['errors'] as JsonObject[]).map(({ code, message }) => [code, message]);
    expect(found).toEqual([
      ['report-too-many-groups', expect.stringContaining('There are more than 50000 groups')],
    ]);
  });

  it('tell what a report is called that is nearly so', async () => {
    const { status, body } = await get('/api/forms/sale/reports/by-aera');
    expect([status, body['code'], body['detail']]).toEqual([
      404,
      'report-unknown',
      expect.stringContaining('by-aera'),
    ]);
  });

  it('say where their filter is wrong, and go by it', async () => {
    const wrong = await ask(
      { groups: [], values: [{ of: 'count' }] },
      '?filter={"fact":"stat","operator":"equal","value":"won"}',
    );
    expect(problems(wrong.body)).toEqual([expect.stringMatching(/^\/filter\/fact unknown-fact/)]);
    const won = await ask({ groups: [], values: [{ of: 'count' }] }, '?state=won&pieces[gt]=0');
    const count = sales.filter(({ state, pieces }) => state === 'won' && Number(pieces) > 0).length;
    expect((won.body as unknown as Report).lines[0]?.cells).toEqual([[String(count)]]);
  });
});
