import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const line = (more: JsonObject = {}): JsonObject => ({
  itemName: '签字笔',
  rate: '0.13',
  quantity: '2',
  price: '100',
  amount: '200.00',
  tax: '26.00',
  kind: 'normal',
  gross: '226.00',
  taxCode: '1090511010000000000',
  ...more,
});
const application = (more: JsonObject = {}): JsonObject => ({
  dataSource: 'api',
  sourceSystem: 'ERP',
  billType: 'normal',
  invoiceType: '10xdp',
  taxMethod: 'normal',
  taxIncluded: false,
  buyerKind: 'company',
  buyerName: '甲公司',
  buyerTaxNo: '91440300708461136T',
  number: 'SQ1',
  lines: [line()],
  ...more,
});

describeOnDatabases('decisions over HTTP', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
  });
  afterAll(() => node.close());

  const make = async (form: string, body: JsonObject) => {
    const made = await node.ask('POST', `/api/forms/${form}/records`, { sharing: 'global', ...body });
    expect([form, made.status, made.body['errors']]).toEqual([form, 201, undefined]);
    return made.body;
  };
  const ask = (name: string, body: JsonObject, headers = {}) =>
    node.ask('POST', `/api/decisions/${name}`, body, headers);
  const part = (body: JsonObject, ...path: readonly string[]): Json =>
    path.reduce<Json>((value, member) => (isObject(value) ? (value[member] ?? null) : null), body);
  const listed = (body: JsonObject, ...path: readonly string[]): readonly JsonObject[] => {
    const value = part(body, ...path);
    return Array.isArray(value) ? value.filter(isObject) : [];
  };
  const invoices = (body: JsonObject) => listed(body, 'result', 'pendingInvoices');

  it('are listed with what each is asked and reads', async () => {
    const { body } = await node.ask('GET', '/api/decisions', undefined, { 'accept-language': 'en' });
    const items = listed(body, 'items');
    expect(items.length).toBeGreaterThan(25);
    const split = items.find(({ name }) => name === 'split') ?? {};
    expect(part(split, 'label')).toBe('Split');
    expect(listed(split, 'reads', 'forms')).toContainEqual({
      name: 'split-rule',
      label: 'Split rule',
      how: 'records',
      readable: true,
    });
    expect(part(split, 'input', 'properties', 'document', 'x-form')).toBe('invoice-application');
  });

  it('go by what is stored, and say by which records and revisions', async () => {
    const rule = await make('split-rule', {
      number: 'CF1',
      name: '按 50 拆分',
      limits: [{ invoiceType: '10xdp', netLimit: '50' }],
    });
    const { status, body } = await ask('split', {
      input: { document: application(), rule: 'CF1' },
      trace: 'full',
    });
    expect([status, listed(body, 'result', 'invoices').length]).toEqual([200, 4]);
    expect(listed(body, 'used', 'records')).toContainEqual({
      form: 'split-rule',
      id: rule['id'],
      number: 'CF1',
      revision: rule['revision'],
    });
    expect(listed(body, 'trace').every(({ text }) => typeof text === 'string' && text !== '')).toBe(true);
    expect(part(body, 'used', 'revision')).toBeGreaterThanOrEqual(Number(rule['revision']));
  });

  it('are asked for a trial, which stays one', async () => {
    const trial = {
      records: {
        'split-rule': [{ number: 'CF2', name: '草稿', limits: [{ invoiceType: '10xdp', netLimit: '100' }] }],
      },
    };
    const tried = await ask('split', { input: { document: application(), rule: 'CF2' }, trial });
    expect(listed(tried.body, 'result', 'invoices').length).toBe(2);
    expect(listed(tried.body, 'used', 'records')).toMatchObject([
      { form: 'split-rule', number: 'CF2', trial: true },
    ]);
    expect(listed(tried.body, 'used', 'records')[0]?.['revision']).toBeUndefined();
    const after = await ask('split', { input: { document: application(), rule: 'CF2' } });
    expect([after.status, listed(after.body, 'errors')[0]?.['path']]).toEqual([422, '/input/rule']);
    const wrong = await ask('split', {
      input: { document: application() },
      trial: { records: { 'split-rule': [{ number: 'CF3', quantityDecimals: -1 }] } },
    });
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'decision-trial-wrong']);
    expect(listed(wrong.body, 'errors').map(({ path }) => path)).toContain('/records/split-rule/0/name');
  });

  it('are asked with what a change set would make', async () => {
    const rule = await make('split-rule', {
      number: 'CF4',
      name: '不拆',
      limits: [{ invoiceType: '10xdp', netLimit: '1000' }],
    });
    const [row] = listed(rule, 'limits');
    const set = await node.ask('POST', '/api/changesets', {
      name: '收紧',
      items: [
        {
          action: 'change',
          form: 'split-rule',
          record: rule['id'] ?? null,
          body: { limits: [{ id: row?.['id'] ?? null, netLimit: '100' }] },
        },
      ],
    });
    expect(set.status).toBe(201);
    const question = { input: { document: application(), rule: 'CF4' } };
    const changeSet = set.body['id'] ?? null;
    const tried = await ask('split', { ...question, trial: { changeSet } });
    expect([listed(tried.body, 'result', 'invoices').length, tried.status]).toEqual([2, 200]);
    const compared = await ask('compare', { decision: 'split', ...question, b: { trial: { changeSet } } });
    expect([compared.status, compared.body['same']]).toEqual([200, false]);
    expect(listed(compared.body, 'differences')[0]?.['rules']).toMatchObject([
      { form: 'split-rule', number: 'CF4' },
    ]);
  });

  it('answer as of a revision, and as of an instant', async () => {
    const rule = await make('split-rule', {
      number: 'CF5',
      name: '先 100',
      limits: [{ invoiceType: '10xdp', netLimit: '100' }],
    });
    const [row] = listed(rule, 'limits');
    // Instants of commits rise strictly, and may be a moment ahead.
    const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
    await pause();
    const between = new Date().toISOString();
    await pause();
    const changed = await node.ask(
      'PATCH',
      `/api/forms/split-rule/records/${rule['id']}`,
      { limits: [{ id: row?.['id'] ?? null, netLimit: '25' }] },
      { 'if-match': `"${rule['revision']}"` },
    );
    expect(changed.status).toBe(200);
    const question = { input: { document: application(), rule: 'CF5' } };
    const count = async (more: JsonObject) =>
      listed((await ask('split', { ...question, ...more })).body, 'result', 'invoices').length;
    expect(await count({})).toBe(8);
    expect(await count({ asOf: rule['revision'] ?? null })).toBe(2);
    expect(await count({ asOf: between })).toBe(2);
    const both = await ask('split', { ...question, asOf: rule['revision'] ?? null, trial: {} });
    expect([both.status, both.body['code']]).toEqual([400, 'decision-moment-wrong']);
    expect(listed(both.body, 'errors')).toMatchObject([{ path: '/asOf', code: 'decision-past-trial' }]);
  });

  it('refuse what is wrong with the input, with its place, in the language of the caller', async () => {
    const bad = application({ lines: [line({ quantity: 'zwei', colour: 'red' })] });
    const { status, body } = await ask('plan', { applications: [bad] }, { 'accept-language': 'en' });
    expect([status, body['code']]).toEqual([422, 'decision-input-wrong']);
    const errors = listed(body, 'errors');
    expect(errors.map(({ path }) => path).toSorted()).toEqual([
      '/applications/0/lines/0/colour',
      '/applications/0/lines/0/quantity',
    ]);
    expect(String(errors[0]?.['message'])).toMatch(/[a-z]/);
    const shape = await ask('split', { input: { document: application(), by: 'magic' } });
    expect(listed(shape.body, 'errors')).toMatchObject([{ path: '/input/by' }]);
    const nobody = await ask('spilt', { input: {} }, { 'accept-language': 'en' });
    expect([nobody.status, nobody.body['code'], nobody.body['detail']]).toEqual([
      ...[404, 'decision-unknown', 'There is no decision called “spilt”; did you mean “split”?'],
    ]);
    const two = await ask('plan', { applications: [application()], ids: [] });
    expect(two.status).toBe(400);
    for (const name of ['plan', 'otherwise']) {
      const wrapped = await ask(
        name,
        { input: { applications: [application()] } },
        { 'accept-language': 'en' },
      );
      expect(listed(wrapped.body, 'errors')).toMatchObject([
        {
          path: '/input',
          code: 'members-at-top',
          message: expect.stringContaining('at the top of the body'),
        },
      ]);
    }
    expect((await ask('plan', {})).body).toMatchObject({
      code: 'decision-nothing-asked',
      title: expect.stringMatching(/^(没有说明要问什么|Nothing was asked)$/),
    });
    expect((await ask('plan', { filter: {}, at: 'soon' })).body['code']).toBe('decision-moment-wrong');
  });

  const naming: readonly [
    decision: string,
    path: string,
    form: string,
    input: (name: string) => JsonObject,
  ][] = [
    ['split', '/input/rule', 'split-rule', (rule) => ({ document: application(), rule })],
    ['merge', '/input/rule', 'merge-rule', (rule) => ({ documents: [application()], rule })],
    ['credit', '/input/businessType', 'business-type', (businessType) => ({ businessType, events: [] })],
    [
      ...(['credit', '/input/events/0/businessType', 'business-type'] as const),
      (businessType) => ({ businessType: null, events: [{ do: 'release', id: 'a', businessType }] }),
    ],
  ];

  it('name every place where a record is named by its number', async () => {
    const { body } = await node.ask('GET', '/api/decisions');
    const places = (schema: Json | undefined, path: string): readonly string[] => {
      if (!isObject(schema)) return [];
      const own = schema['x-record'];
      const members = isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
      return [
        ...(typeof own === 'string' ? [`${path} ${own}`] : []),
        ...members.flatMap(([name, one]) => places(one, `${path}/${name}`)),
        ...places(schema['items'], `${path}/0`),
      ];
    };
    const found = listed(body, 'items').flatMap(({ name, input }) =>
      places(input, '/input').map((place) => `${name} ${place}`),
    );
    expect(found.toSorted()).toEqual(
      naming.map(([name, path, form]) => `${name} ${path} ${form}`).toSorted(),
    );
  });

  it.each(naming)('%s refuses at %s what no %s is called', async (name, path, form, inputOf) => {
    const english = { 'accept-language': 'en' };
    const { status, body } = await ask(name, { input: inputOf('NO-SUCH') }, english);
    expect([status, body['code']]).toEqual([422, 'decision-input-wrong']);
    const [error, ...others] = listed(body, 'errors');
    expect([error, others]).toMatchObject([{ path, code: 'reference-unknown' }, []]);
    expect(String(error?.['message'])).toMatch(/^There is no “NO-SUCH” in “[A-Z][a-z ]+”/);
    const trial = { records: { [form]: [{ number: 'NO-SUCH', name: '试' }] } };
    expect([name, (await ask(name, { input: inputOf('NO-SUCH'), trial })).status]).toEqual([name, 200]);
    const off = { records: { [form]: [{ number: 'NO-SUCH', name: '试', enabled: false }] } };
    expect([name, (await ask(name, { input: inputOf('NO-SUCH'), trial: off })).status]).toEqual([name, 200]);
  });

  describe('a plan', () => {
    const merging = (rule: JsonObject): JsonObject => ({
      records: {
        'merge-rule': [{ number: 'HBT', name: '合并', ...rule }],
        'processing-scheme': [
          {
            number: 'FAT',
            name: '方案',
            dataSources: ['api'],
            priority: 1,
            mergeRule: { number: 'HBT' },
          },
        ],
      },
    });
    const negative = { quantity: '-1', amount: '-100', tax: '-13', gross: '-113' };
    const off = { tax: '26.05', gross: '226.05' };
    const discounted = [
      line({ kind: 'discounted' }),
      line({ kind: 'discount', amount: '-200', tax: '-26', gross: '-226', quantity: null, price: null }),
    ];

    // Of each: applications that stop, and what is tried beside them.
    it.each<[code: string, bad: readonly JsonObject[], trial: JsonObject]>([
      ['mixed-signs', [{ lines: [line(), line(negative)] }], {}],
      ['invoice-of-nothing', [{ lines: discounted }], {}],
      [
        'tail-difference',
        [{ lines: [line(off), line(off)] }],
        merging({ mergeLines: true, tail: 'cannot-issue' }),
      ],
      [
        'nothing-left',
        [
          { lines: [line()] },
          { lines: [line({ ...negative, quantity: '-2', amount: '-200', tax: '-26', gross: '-226' })] },
        ],
        merging({ mergeLines: true }),
      ],
      [
        'title-not-mapped',
        [{ buyerTaxNo: '' }],
        { records: { 'other-settings': { mapTitles: ['api'], forceTitleMapping: true } } },
      ],
      [
        'too-many-invoices',
        [
          {
            lines: [
              line({
                amount: '90000000',
                tax: '11700000',
                gross: '101700000',
                quantity: null,
                price: null,
              }),
            ],
          },
        ],
        {
          records: {
            'split-rule': [
              { number: 'CFT', name: '拆', limits: [{ invoiceType: '10xdp', netLimit: '250' }] },
            ],
            'processing-scheme': [
              {
                number: 'FAT',
                name: '方案',
                dataSources: ['api'],
                priority: 1,
                splitRule: { number: 'CFT' },
              },
            ],
          },
        },
      ],
    ])('where one stops by %s goes on with the others', async (code, bad, trial) => {
      const stopping = bad.map((more, at) => application({ number: `BAD${at}`, buyerName: '停', ...more }));
      const good = ['G1', 'G2'].map((number) =>
        application({
          number,
          buyerName: number,
          buyerKind: 'person',
          buyerIdNo: '110101199001011234',
          buyerTaxNo: null,
        }),
      );
      const [first = {}, second = {}] = good;
      const applications = [first, ...stopping, second];
      for (const [language, words] of [
        ['zh', /[\u4e00-\u9fff]/],
        ['en', /^[^\u4e00-\u9fff]*[a-z]/],
      ] as const) {
        const { status, body } = await ask('plan', { applications, trial }, { 'accept-language': language });
        expect([status, body['errors']]).toEqual([200, undefined]);
        expect(part(body, 'result', 'stopped')).toEqual(stopping.map(({ number }) => number));
        expect(invoices(body).map((one) => one['applications'])).toEqual([['G1'], ['G2']]);
        const issue = listed(body, 'issues').find((one) => one['code'] === code);
        expect(issue, JSON.stringify(body['issues'])).toMatchObject({ severity: 'stops' });
        expect(String(issue?.['text'])).toMatch(words);
      }
    });

    it('asks a page before documents wait, takes its answer by the id, and others are not asked', async () => {
      const trial = merging({ mergeLines: true, switch1: true });
      const of = (number: string, more: JsonObject = {}) =>
        application({ number, buyerName: '甲', lines: [line(more)] });
      const more = { quantity: '-3', amount: '-300', tax: '-39', gross: '-339' };
      const question = { applications: [of('P1'), of('N1', negative), of('N2', more)], trial };
      const asked = await ask('plan', { ...question, by: 'page' });
      expect([asked.status, asked.body['errors'], invoices(asked.body)]).toEqual([200, undefined, []]);
      const [prompt, ...others] = listed(asked.body, 'result', 'questions');
      expect([prompt?.['kind'], others]).toEqual(['offset', []]);
      expect(prompt?.['text']).toBe(
        '本次共提交3个单据，价税合计-226.00元，其中1个单据、价税合计-339.00元无法被冲抵，本次不支持开票，可开票单据2个，价税合计113.00元，是否继续开票？',
      );
      const id = String(prompt?.['id']);
      const answers = async (answer: JsonObject) => {
        const { body } = await ask('plan', { ...question, by: 'page', answers: answer });
        return [
          invoices(body).length,
          listed(body, 'result', 'questions').length,
          part(body, 'result', 'held'),
        ];
      };
      expect(await answers({ [id]: true })).toEqual([1, 0, ['N2']]);
      expect(await answers({ [id]: false })).toEqual([0, 0, []]);
      expect(await answers({ other: true })).toEqual([0, 1, []]);
      for (const by of ['interface', 'scheduler']) {
        const { body } = await ask('plan', { ...question, by });
        expect([invoices(body).length, listed(body, 'result', 'questions')]).toEqual([1, []]);
      }
    });

    it('tells as much of its way as is asked for, and decides the same', async () => {
      const question = { applications: [application()], trial: merging({ mergeLines: true }) };
      const [none, summary, full] = [
        (await ask('plan', { ...question, trace: 'none' })).body,
        (await ask('plan', { ...question, trace: 'summary' })).body,
        (await ask('plan', { ...question, trace: 'full' })).body,
      ];
      expect([summary['result'], full['result']]).toEqual([none['result'], none['result']]);
      const lengths = [none, summary, full].map((body) => listed(body, 'trace').length);
      expect(lengths[0]).toBe(0);
      expect(lengths[1]).toBeGreaterThan(0);
      expect(lengths[2]).toBeGreaterThan(lengths[1] ?? 0);
      // A summary is what changed something, in the order of all that was looked at.
      const whatOf = ({ code, at: place }: JsonObject) => JSON.stringify([code, place]);
      const all = listed(full, 'trace').map(whatOf);
      let at = -1;
      for (const step of listed(summary, 'trace')) {
        at = all.indexOf(whatOf(step), at + 1);
        expect(at, JSON.stringify(step)).toBeGreaterThanOrEqual(0);
      }
      const wrong = await ask('plan', { ...question, trace: 'loud' });
      expect([wrong.status, listed(wrong.body, 'errors').map(({ path }) => path)]).toEqual([400, ['/trace']]);
    });

    it('names the split rules that were not taken, and why', async () => {
      const rule = (number: string) => ({ number, name: number, limits: [] });
      const scheme = {
        ...{ number: 'FA', name: '方案', dataSources: ['api'], priority: 1 },
        splitRule: { number: 'CF-A' },
      };
      const passed = async (records: JsonObject) => {
        const trial = { records: { 'split-rule': [rule('CF-A'), rule('CF-B')], ...records } };
        const { body } = await ask('plan', { applications: [application()], trial, trace: 'full' });
        return listed(body, 'trace').find(({ code }) => String(code).startsWith('split-rules-'));
      };
      expect(await passed({ 'processing-scheme': [scheme] })).toMatchObject({
        code: 'split-rules-passed',
        text: expect.stringMatching(/FA 指定拆分规则 CF-A，因此没有用：.*CF-B/),
      });
      const unnamed = await passed({});
      expect(unnamed).toMatchObject({ code: 'split-rules-unnamed' });
      expect(unnamed?.['text']).toMatch(/因此没有用：.*CF-A.*CF-B.*；要用某条规则，请在处理方案中指定/);
    });

    it('says as of a revision what was planned then, and compares two configurations to the cent', async () => {
      const rule = await make('split-rule', {
        number: 'CFP',
        name: '时点',
        limits: [{ invoiceType: '10xdp', netLimit: '100' }],
      });
      const scheme = await make('processing-scheme', {
        number: 'FAP',
        name: '时点',
        dataSources: ['import'],
        priority: 1,
        splitRule: { number: 'CFP' },
      });
      const [row] = listed(rule, 'limits');
      const changed = await node.ask(
        'PATCH',
        `/api/forms/split-rule/records/${rule['id']}`,
        { limits: [{ id: row?.['id'] ?? null, netLimit: '150' }] },
        { 'if-match': `"${rule['revision']}"` },
      );
      expect(changed.status, JSON.stringify(changed.body)).toBe(200);
      const applications = [application({ dataSource: 'import' })];
      const amounts = async (more: JsonObject) =>
        invoices((await ask('plan', { applications, ...more })).body).map(({ amount }) => amount);
      expect(await amounts({})).toEqual(['150', '50']);
      expect(await amounts({ asOf: scheme['revision'] ?? null })).toEqual(['100', '100']);
      const compared = await ask('compare', {
        applications,
        a: { asOf: scheme['revision'] ?? null },
        b: {},
      });
      expect(compared.status, JSON.stringify(compared.body)).toBe(200);
      expect(compared.body['same']).toBe(false);
      const differences = listed(compared.body, 'differences');
      const byCent = differences.filter(({ path, by }) => /Invoices\/\d\/amount$/.test(String(path)) && by);
      expect(byCent.map(({ by }) => by)).toEqual(['50', '-50']);
      expect(differences.flatMap((one) => listed(one, 'rules'))).toContainEqual(
        expect.objectContaining({ form: 'split-rule', number: 'CFP' }),
      );
    });
  });

  describe('a plan of stored applications', () => {
    const ids: string[] = [];
    beforeAll(async () => {
      for (const at of [1, 2, 3]) {
        const { number: _, ...body } = application({ businessNumber: `B${at}`, taxIncluded: false });
        const made = await node.ask('POST', '/api/forms/invoice-application/records', body);
        expect([made.status, made.body['errors']]).toEqual([201, undefined]);
        ids.push(String(made.body['id']));
      }
    });

    it('is asked by ids or by a filter, and says which applications are meant', async () => {
      const { status, body } = await ask('plan', { ids });
      expect([status, body['errors']]).toEqual([200, undefined]);
      expect(listed(body, 'applications').map(({ id }) => id)).toEqual(ids);
      expect(invoices(body).map(({ of }) => of)).toEqual([[0, 1, 2]]);
      expect(invoices(body)[0]).toMatchObject({ amount: '600', tax: '78', gross: '678', splitOrder: 1 });
      const filter = { fact: 'businessNumber', operator: 'in', value: ['B1', 'B3'] };
      const found = await ask('plan', { filter });
      expect(listed(found.body, 'applications').length).toBe(2);
    });

    it('is asked by numbers as well, and told at its place of one that nobody has', async () => {
      const byIds = await ask('plan', { ids, trace: 'none' });
      const numbers = listed(byIds.body, 'applications').map(({ number }) => String(number));
      const [first, ...others] = ids;
      const mixed = await ask('plan', { ids: [first ?? '', ...numbers.slice(1)], trace: 'none' });
      expect([mixed.body['applications'], others.length]).toEqual([byIds.body['applications'], 2]);
      const wrong = await ask('plan', { ids: [first ?? '', 'NOBODY'] });
      expect([wrong.status, wrong.body['errors']]).toMatchObject([
        400,
        [{ path: '/ids/1', code: 'document-unknown', params: { number: 'NOBODY' } }],
      ]);
    });

    it.each([
      ['zh', /没有找到申请单/],
      ['en', /No application was found/],
    ])('says in %s that a filter finds nothing', async (language, text) => {
      const filter = { fact: 'businessNumber', operator: 'equal', value: 'nobody' };
      const { body } = await node.ask(
        'POST',
        '/api/decisions/plan',
        { filter },
        { 'accept-language': language },
      );
      expect([body['applications'], body['issues']]).toMatchObject([
        [],
        [{ code: 'no-applications', severity: 'warns', text: expect.stringMatching(text) }],
      ]);
    });

    it('reads a filter to its end', async () => {
      const { number: _, ...body } = application({ businessNumber: 'MANY' });
      const items = Array.from({ length: 101 }, () => ({ op: 'create', body }));
      const made = await node.ask('POST', '/api/forms/invoice-application/batch', { items });
      expect(made.status).toBe(200);
      const filter = { fact: 'businessNumber', operator: 'equal', value: 'MANY' };
      const found = await ask('plan', { filter, trace: 'none' });
      expect(new Set(listed(found.body, 'applications').map(({ id }) => id)).size).toBe(101);
    });

    it('writes nothing, whatever is asked', async () => {
      const before = await node.ask('GET', '/api/forms/invoice-application/records?count=true');
      const revision = node.tenant.revision();
      await ask('plan', { ids, trial: { records: { 'other-settings': { mapItems: ['api'] } } } });
      expect(node.tenant.revision()).toBe(revision);
      const after = await node.ask('GET', '/api/forms/invoice-application/records?count=true');
      expect(after.body).toEqual(before.body);
    });

    it('is what the preview of one of them answers, and its completion what planning starts from', async () => {
      const [id = ''] = ids;
      const act = (action: string, of = id) =>
        node.ask('POST', `/api/forms/invoice-application/records/${of}/actions/${action}`);
      await make('tax-category', { number: '1060105040000000000', name: '笔', rate: '0.13' });
      const revision = node.tenant.revision();
      const preview = await act('preview');
      const { body: planned } = await ask('plan', { ids: [id] });
      expect([preview.status, preview.body['result']]).toEqual([200, planned['result']]);
      expect(preview.body['applications']).toMatchObject([{ id }]);
      const complete = await act('complete');
      expect([complete.status, complete.body['errors']]).toEqual([200, undefined]);
      expect(part(complete.body, 'result', 'application', 'buyerName')).toBe('甲公司');
      expect(listed(complete.body, 'result', 'application', 'lines')).toMatchObject([{ rate: '0.13' }]);
      const trial = {
        records: {
          'other-settings': { completeItems: true },
          'invoice-item': [
            {
              number: 'QZB',
              name: '签字笔',
              spec: '0.5',
              taxCategory: { number: '1060105040000000000' },
              rate: '0.13',
              priority: 1,
            },
          ],
        },
      };
      const filled = await ask('complete-application', { input: { application: application() }, trial });
      expect([filled.status, filled.body['errors']]).toEqual([200, undefined]);
      expect(listed(filled.body, 'result', 'application', 'lines')).toMatchObject([
        { itemCode: 'QZB', spec: '0.5', quantity: '2', amount: '200' },
      ]);
      for (const action of ['preview', 'complete']) {
        const gone = await act(action, '01a1f807-e22b-76be-803c-9001ffac1fe0');
        expect([gone.status, gone.body['code']]).toEqual([404, 'record-unknown']);
      }
      expect(node.tenant.revision()).toBe(revision);
      // Other words in that place are actions that write, as before.
      expect((await act('previews')).body['code']).toBe('if-match-missing');
    });

    it('is a job from 200 on, with the same answers batch by batch', async () => {
      const many = Array.from({ length: 230 }, (_, at) =>
        application({ number: `J${at}`, buyerName: `公司${at % 115}` }),
      );
      const { status, body } = await ask('plan', { applications: many });
      expect(status).toBe(202);
      let job: JsonObject = body;
      while (!['done', 'failed'].includes(String(job['status'])))
        job = (await node.ask('GET', `/api/jobs/${body['id']}`)).body;
      expect([job['status'], job['message'] ?? null]).toEqual(['done', null]);
      expect(job['details']).toMatchObject({ applications: 230, pendingInvoices: 115, stopped: 0 });
      const file = await node.raw('GET', `/api/jobs/${body['id']}/file`);
      const lines = (await file.text())
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text) as JsonObject);
      expect(lines.flatMap((one) => listed(one, 'applications')).length).toBe(230);
      expect(lines.flatMap(invoices).length).toBe(115);
      const atOnce = await ask('plan', { applications: many.slice(0, 200), mode: 'answer' });
      expect([atOnce.status, atOnce.body['code']]).toEqual([422, 'decision-too-many']);
      // Applications that may be merged are far apart, and planned together.
      const few = await ask('plan', { applications: [many[0] ?? {}, many[115] ?? {}] });
      expect(invoices(few.body)).toEqual(invoices(lines[0] ?? {}).slice(0, 1));
    });
  });

  /** Somebody of an organisation with one role; without grants he may do nothing. */
  const person = async (number: string, org: string, grants: readonly JsonObject[]) => {
    const { store } = node.tenant;
    const form = (id: string) => {
      const found = node.tenant.served().model.formsById.get(id);
      if (!found) throw new Error(id);
      return found;
    };
    const call = node.tenant.systemCall();
    const organisation = { number: org };
    const role = await store.create(call, form('role'), { number, name: number, grants });
    const { record } = await store.create(call, form('user'), {
      number,
      name: number,
      organisation,
      roles: [{ role: { id: role.record.id }, organisation }],
    });
    await node.node.gate.setPassword({ id: record.id, number }, 'correct horse battery');
    const { token } = await signInAs(node.node.gate, number, 'correct horse battery', {
      address: '::1',
      agent: null,
      requestId: 't',
    });
    return { authorization: `Bearer ${token}`, 'accept-language': 'en' };
  };

  it('ask who may not see the rules to do without them, and name what was not read', async () => {
    const anna = await person('anna', 'root', [
      { form: 'invoice-application', actions: ['read'], scope: 'own' },
    ]);
    const asked = await ask('split', { input: { document: application(), rule: 'CF1' } }, anna);
    expect([asked.status, listed(asked.body, 'result', 'invoices').length]).toEqual([200, 1]);
    const unseen = listed(asked.body, 'unseen');
    expect(unseen.map(({ form: name, parameter }) => name ?? parameter)).toEqual([
      ...['split-rule', 'tax-device', 'other-settings', 'bdm_merge_bill', 'sim_invoice_list_config'],
    ]);
    expect(listed(asked.body, 'used', 'records')).toEqual([]);
  });

  describe('a trial', () => {
    const split = { input: { document: application() } };
    const tried = (trial: JsonObject, as = {}) => ask('split', { ...split, trial }, as);
    let nobody: JsonObject;
    let reader: JsonObject;
    let hidden: JsonObject;
    beforeAll(async () => {
      for (const number of ['WEST', 'EAST'])
        await node.ask('POST', '/api/forms/organisation/records', {
          number,
          name: number,
          parent: { number: 'root' },
        });
      nobody = await person('nora', 'WEST', []);
      reader = await person('rita', 'WEST', [
        { form: 'split-rule', actions: ['read', 'create', 'edit'], scope: 'own' },
      ]);
      const { body } = await node.ask('POST', '/api/forms/split-rule/records?org=EAST', {
        number: 'HIDDEN',
        name: '东',
        sharing: 'private',
      });
      hidden = body;
    });

    /** Returns the answer as text, without the names that were sent. */
    const said = async (trial: JsonObject, as: JsonObject, ...names: readonly Json[]) => {
      const { status, body } = await tried(trial, as);
      const { instance: _instance, ...rest } = body;
      return names.reduce<string>(
        (text, name) => text.replaceAll(String(name), 'NAME'),
        JSON.stringify([status, rest]),
      );
    };

    it.each<[sentence: string, there: (name: string) => JsonObject, notThere: string]>([
      ['forms whose records are tried', (form) => ({ records: { [form]: [{ number: 'A' }] } }), 'no-such-f'],
      ['forms of which records are taken away', (form) => ({ remove: { [form]: ['A'] } }), 'no-such-f'],
      ['forms of which nothing else is there', (form) => ({ only: [form] }), 'no-such-f'],
    ])('tells nobody of %s whether he might read them', async (_sentence, trial, notThere) => {
      const unread = await said(trial('split-rule'), nobody, 'split-rule');
      expect(unread).toBe(await said(trial(notThere), nobody, notThere));
      expect(unread).toContain('form-unknown');
      const near = (await tried(trial('split-rul'), nobody)).body;
      expect(listed(near, 'errors')).toMatchObject([{ params: { near: [] } }]);
      expect(listed((await tried(trial('split-rul'), reader)).body, 'errors')).toMatchObject([
        { params: { near: ['split-rule'] } },
      ]);
    });

    it('says the same of a record that one may not read and of one that there is not', async () => {
      const id = String(hidden['id']);
      const other = '01a1f807-e22b-76be-803c-9001ffac1fe0';
      for (const [seen, unseen] of [
        ['HIDDEN', 'NOWHERE'],
        [id, other],
      ] as const) {
        const remove = (one: string) => ({ remove: { 'split-rule': [one] } });
        expect(await said(remove(seen), reader, seen)).toBe(await said(remove(unseen), reader, unseen));
        expect((await tried(remove(seen), { 'accept-language': 'en' })).status).toBe(422);
      }
      const change = (one: string) => ({ records: { 'split-rule': [{ id: one, name: 'mine' }] } });
      expect(await said(change(id), reader, id)).toBe(await said(change(other), reader, other));
      // Its number is free for whoever does not know that it is taken elsewhere.
      const create = (number: string) => ({ records: { 'split-rule': [{ number, name: 'mine' }] } });
      expect(await said(create('HIDDEN'), reader, 'HIDDEN')).not.toContain(id);
    });

    it('is of what the decision reads', async () => {
      const { status, body } = await tried(
        { records: { 'merge-rule': [{ number: 'A', name: 'A' }] } },
        { 'accept-language': 'en' },
      );
      expect([status, listed(body, 'errors')]).toMatchObject([
        422,
        [{ path: '/records/merge-rule', code: 'decision-trial-unread' }],
      ]);
    });

    const names = (count: number) => Array.from({ length: count }, (_, at) => `N${at}`);

    it.each<[sentence: string, trial: JsonObject, status: number, code: string]>([
      [
        '201 records',
        { records: { 'split-rule': names(201).map((number) => ({ number })) } },
        400,
        'too-many-items',
      ],
      ['2,000 that are not there', { remove: { 'split-rule': names(2_000) } }, 400, 'too-many-items'],
      ['201 forms', { only: names(201) }, 400, 'too-many-items'],
      [
        'more than 200 together',
        { remove: { 'split-rule': names(150), 'tax-device': names(51) } },
        ...([422, 'decision-trial-many'] as const),
      ],
    ])('names no %s', async (_sentence, trial, status, code) => {
      const { status: answered, body } = await tried(trial, { 'accept-language': 'en' });
      expect([answered, listed(body, 'errors')[0]?.['code']]).toEqual([status, code]);
    });

    it('is looked up by its names, as many at once as there are, and no table is read for it', async () => {
      const { database } = node.tenant;
      const all = vi.spyOn(database, 'all');
      try {
        const asked: JsonObject = { remove: { 'split-rule': names(200) } };
        const { status, body } = await tried(asked, reader);
        expect([status, listed(body, 'errors').length]).toEqual([422, 101]);
        expect(listed(body, 'errors').at(-1)).toMatchObject({
          code: 'problems-more',
          params: { count: 100 },
        });
        const about = all.mock.calls.filter(([sql]) => /split_rule/.test(sql));
        expect(about.length).toBe(1);
        expect(about.every(([sql]) => / IN \(/.test(sql))).toBe(true);
      } finally {
        all.mockRestore();
      }
    });
  });
});
