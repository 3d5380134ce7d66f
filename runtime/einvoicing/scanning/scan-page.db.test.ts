import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createDomains } from '../../domains.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller } from '../issuing/desk.suite.ts';

const buyer = '91500023MA0000001M';
const over = /no longer in use/;

interface Code {
  readonly form: string;
  readonly id: string;
  readonly number: string;
}

describeOnDatabases('the page of a code that customers scan', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let item = '';
  let receipts = 0;
  let moment = Date.now();
  /** Each test comes of a network of its own. */
  let network = 0;
  const codes = new Map<string, Code>();

  const stranger = (method: string, path: string, body?: Json, headers: Record<string, string> = {}) =>
    node.ask(method, path, body, {
      authorization: '',
      'accept-language': 'en',
      'x-forwarded-for': `192.0.2.${network}`,
      ...headers,
    });
  const addressOf = async (number: string) => {
    const { form = '', id = '' } = codes.get(number) ?? {};
    return String((await desk.read(form, id))['code']);
  };
  const keyOf = async (number: string) => (await addressOf(number)).split('/scan/')[1] ?? '';
  /** Where customers go, as the address that they scanned leads them: with the purchase, where it says one. */
  const scanned = async (number: string) => {
    const key = await keyOf(number);
    if (codes.get(number)?.form !== 'dynamic-qr') return { key, query: '', slip: {} };
    receipts += 1;
    const asked = { code: number, amount: '106', number: `S-${receipts}` };
    const { status, body } = await node.ask('POST', '/api/issuing/scan-addresses', asked);
    expect(status, JSON.stringify(body)).toBe(200);
    const url = new URL(String(body['address']));
    expect(url.pathname).toBe(`/scan/${key}`);
    const [gross = '', businessNumber = '', seal = ''] = ['amount', 'number', 'seal'].map(
      (word) => url.searchParams.get(word) ?? '',
    );
    return { key, query: url.search, slip: { gross, businessNumber, seal } };
  };
  const filled = (more: JsonObject = {}) => {
    receipts += 1;
    return {
      invoiceType: '10xdp',
      buyerKind: 'company',
      buyerName: '顾客公司',
      buyerTaxNo: buyer,
      gross: '106.00',
      businessNumber: `R-${receipts}`,
      ...more,
    };
  };
  const send = async (number: string, more: JsonObject = {}, headers: Record<string, string> = {}) => {
    const { key, slip } = await scanned(number);
    return stranger('POST', `/api/scan/${key}`, filled({ ...slip, ...more }), headers);
  };
  const applicationsOf = async (code: string) => {
    const path = `${desk.records('invoice-application')}?view=manage&scannedCode=${code}&sort=number&limit=200`;
    return (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
  };

  beforeAll(async () => {
    node = await openTestNode(database.url, {
      packages: ['platform', 'basis', 'invoicing'],
      clock: () => moment,
      databaseClock: null,
      http: { proxy: true },
      domains: createDomains({
        fate: ({ document }) =>
          document['buyerName'] === '不成功' ? { fails: { code: 'refused' } } : undefined,
      }),
    });
    desk = deskAt(node);
    await desk.simulate();
    const shop = { number: 'SHOP', name: '门店', parent: 'root', taxNumber: seller };
    await desk.make('organisation', shop);
    const meal = { name: '餐饮服务', rate: '0.06', sharing: 'global' };
    item = await desk.make('invoice-item', { ...meal, taxCategory: { number: '3070401000000000000' } });
    const made: readonly (readonly [string, JsonObject])[] = [
      [
        'receipt-code',
        { number: 'XP', organisation: 'SHOP', grossLimit: '212', invoiceTypes: ['10xdp', '08xdp'] },
      ],
      ['static-qr', { number: 'JT', organisation: 'SHOP', grossLimit: '500' }],
      ['dynamic-qr', { number: 'DT', taxNo: seller, invoiceTypes: ['10xdp'], businessSystem: '收银' }],
    ];
    for (const [form, body] of made) {
      const id = await desk.make(form, { ...body, item: { id: item } });
      codes.set(String(body['number']), { form, id, number: String(body['number']) });
      expect((await desk.act(form, id, 'draw')).status).toBe(200);
    }
    const row = { email: 'li@example.com', mobile: '13800000000', address: '长安街 1 号', phone: '010-1' };
    for (const title of [
      {
        number: 'T-1',
        name: '云启科技有限公司',
        taxNo: buyer,
        titles: [{ ...row, bank: '工行', account: '62' }],
      },
      {
        number: 'T-2',
        name: '李小明',
        kind: 'person',
        idNo: '110101199001011234',
        titles: [{ mobile: '13900000000' }],
      },
    ])
      await desk.make('buyer-title', { ...title, sharing: 'global' });
    for (let nth = 0; nth < 6; nth += 1)
      await desk.make('buyer-title', { number: `M-${nth}`, name: `众多公司${nth}`, sharing: 'global' });
  });
  beforeEach(() => {
    network += 1;
  });
  afterAll(() => node.close());

  const forms = ['XP', 'JT', 'DT'] as const;

  it.each(forms)('%s is drawn with a key that nobody guesses, and anew with another', async (number) => {
    const { form = '', id = '' } = codes.get(number) ?? {};
    const before = await addressOf(number);
    expect(before).toMatch(/^http:\/\/localhost\/scan\/[\w-]{32}$/);
    expect(before).not.toContain(id);
    await desk.act(form, id, 'draw');
    expect(await addressOf(number)).not.toBe(before);
    const old = await stranger('GET', `/api${new URL(before).pathname}`);
    expect([old.status, old.body['code']]).toEqual([410, 'scan-code-over']);
  });

  it.each([
    ['XP', 'ready', ['10xdp', '08xdp'], '212'],
    ['JT', 'ready', ['10xdp', '08xdp'], '500'],
    ['DT', 'slip-needed', ['10xdp'], null],
  ])('%s says its seller, types and limit, and no more', async (number, state, types, limit) => {
    const { status, body } = await stranger('GET', `/api/scan/${await keyOf(number)}`);
    expect([status, body['state'], body['limit'], body['seller'], body['slip']]).toEqual([
      ...[200, state, limit, '门店', null],
    ]);
    expect((body['types'] as readonly JsonObject[]).map(({ value }) => value)).toEqual(types);
    expect(JSON.stringify(body)).not.toContain(seller);
  });

  it.each(forms)('%s leads to an application, and its receipt to what became of it', async (number) => {
    const { status, body } = await send(number, { buyerEmail: 'me@example.com' });
    expect(status, JSON.stringify(body)).toBe(201);
    const [application] = (await applicationsOf(number)).slice(-1);
    const whole = await desk.read('invoice-application', String(application?.['id']));
    expect(whole).toMatchObject({
      number: body['number'],
      dataSource: 'scan',
      scannedCode: number,
      sellerTaxNo: seller,
      buyerName: '顾客公司',
      buyerEmail: 'me@example.com',
      gross: '106',
      tax: '6',
      lines: [{ itemName: '餐饮服务', rate: '0.06', amount: '100', tax: '6', gross: '106' }],
    });
    const receipt = await stranger('GET', `/api/scan/receipts/${String(body['receipt'])}`);
    expect([receipt.status, receipt.body]).toMatchObject([
      200,
      { state: 'waiting', invoices: [], number: body['number'], gross: '106', seller: '门店' },
    ]);
  });

  it('names the customer by his code in history, and as no user', async () => {
    await send('XP');
    const [last] = (await applicationsOf('XP')).slice(-1);
    const path = `${desk.records('invoice-application')}/${String(last?.['id'])}/history`;
    const { body } = await node.ask('GET', path);
    expect(JSON.stringify(body)).toContain('Customer (code XP)');
  });

  it('says of a receipt that the shop did not take it, and nothing once it is deleted', async () => {
    const { body } = await send('XP', { buyerKind: 'person', buyerName: '李小明', buyerTaxNo: '' });
    const read = () => stranger('GET', `/api/scan/receipts/${String(body['receipt'])}`);
    const [application] = (await applicationsOf('XP')).slice(-1);
    const id = String(application?.['id']);
    expect((await read()).body).toMatchObject({ state: 'waiting', buyerName: '李**' });
    expect((await desk.act('invoice-application', id, 'close')).status).toBe(200);
    expect((await read()).body['state']).toBe('refused');
    expect((await desk.act('invoice-application', id, 'reopen')).status).toBe(200);
    const { revision } = await desk.read('invoice-application', id);
    const at = `${desk.records('invoice-application')}/${id}`;
    expect((await node.ask('DELETE', at, undefined, { 'if-match': `"${revision}"` })).status).toBeLessThan(
      300,
    );
    expect([(await read()).status, (await read()).body['code']]).toEqual([410, 'scan-receipt-over']);
  });

  it.each([
    [
      'shows the invoice once it is issued',
      '顾客公司',
      { state: 'issued', invoices: [{ gross: '106', status: 'normal' }] },
    ],
    ['tells that the shop has to see to it', '不成功', { state: 'delayed', invoices: [] }],
  ])('of a receipt %s', async (_name, buyerName, expected) => {
    const { body } = await send('XP', { buyerName });
    const [application] = (await applicationsOf('XP')).slice(-1);
    const id = String(application?.['id']);
    for (const action of ['submit', 'approve', 'issue']) {
      const at = `${desk.records('invoice-application')}/${id}`;
      const { revision } = await desk.read('invoice-application', id);
      const seen = { 'if-match': `"${revision}"` };
      const done = await node.ask('POST', `${at}/actions/${action}?org=SHOP`, {}, seen);
      expect(done.status, JSON.stringify(done.body)).toBe(200);
    }
    await node.node.run('issue');
    const receipt = await stranger('GET', `/api/scan/receipts/${String(body['receipt'])}`);
    expect(receipt.body).toMatchObject(expected);
  });

  describe('refuses', () => {
    it.each<[string, JsonObject, string, RegExp | string]>([
      [
        'a special invoice for a person',
        { invoiceType: '08xdp', buyerKind: 'person' },
        '/invoiceType',
        'scan-special-for-person',
      ],
      ['a company without its tax number', { buyerTaxNo: '' }, '/buyerTaxNo', 'scan-tax-number-missing'],
      ['nobody', { buyerName: ' ' }, '/buyerName', 'scan-name-missing'],
      ['a type that is none of the code', { invoiceType: '026' }, '/invoiceType', 'scan-type-other'],
      ['a cent above the limit', { gross: '212.01' }, '/gross', 'scan-gross-above'],
      ['an amount that is none', { gross: '1,000' }, '/gross', 'scan-amount-wrong'],
      ['nothing', { gross: '0' }, '/gross', 'scan-amount-wrong'],
      ['no number of the receipt', { businessNumber: '' }, '/businessNumber', 'scan-receipt-missing'],
      ['a mail that is none', { buyerEmail: 'me' }, '/buyerEmail', 'not-email'],
    ])('%s, at its field', async (_name, more, path, code) => {
      const before = (await applicationsOf('XP')).length;
      const { status, body } = await send('XP', more);
      const problems = body['errors'] as readonly JsonObject[];
      expect([status, problems?.map((one) => [one['path'], one['code']])]).toEqual([422, [[path, code]]]);
      expect(await applicationsOf('XP')).toHaveLength(before);
    });

    it('neither mail nor mobile where the settings ask for one', async () => {
      const path = '/api/forms/other-settings/record?org=SHOP';
      const { body: now } = await node.ask('GET', path);
      const seen = { 'if-match': `"${String(now['revision'] ?? 0)}"` };
      const set = await node.ask('PATCH', path, { delivery: 'mail-or-mobile' }, seen);
      expect(set.status, JSON.stringify(set.body)).toBeLessThan(300);
      expect((await stranger('GET', `/api/scan/${await keyOf('XP')}`)).body['contact']).toBe(
        'mail-or-mobile',
      );
      expect((await send('XP')).status).toBe(422);
      expect((await send('XP', { buyerMobile: '13800000001' })).status).toBe(201);
      await node.ask(
        'PATCH',
        path,
        { delivery: 'none' },
        { 'if-match': `"${String(set.body['revision'])}"` },
      );
    });

    it('a purchase that somebody changed in its address', async () => {
      const { key, query, slip } = await scanned('DT');
      const dearer = query.replace('amount=106', 'amount=9');
      const asked = await stranger('GET', `/api/scan/${key}${dearer}`);
      expect([asked.status, asked.body['code']]).toEqual([422, 'scan-slip-wrong']);
      const sent = await stranger('POST', `/api/scan/${key}`, filled({ ...slip, gross: '9' }));
      expect([sent.status, sent.body['code']]).toEqual([422, 'scan-slip-wrong']);
      const without = await stranger('POST', `/api/scan/${key}`, filled());
      expect([without.status, without.body['code']]).toEqual([422, 'scan-not-ready']);
      const read = await stranger('GET', `/api/scan/${key}${query}`);
      expect(read.body).toMatchObject({ state: 'ready', slip: { gross: '106' } });
    });

    it('the receipt of the same number once more, of its code alone', async () => {
      const once = { businessNumber: 'TWICE' };
      const first = await send('XP', once);
      expect(first.status).toBe(201);
      const again = await send('XP', once);
      const problems = again.body['errors'] as readonly JsonObject[];
      expect([again.status, problems?.map(({ path }) => path)]).toEqual([422, ['/businessNumber']]);
      expect(JSON.stringify(again.body)).not.toContain(String(first.body['number']));
      expect((await send('JT', once)).status).toBe(201);
    });
  });

  it('takes what is sent again with the same key once, also at the same time', async () => {
    const key = await keyOf('XP');
    const body = filled();
    const before = (await applicationsOf('XP')).length;
    const headers = { 'idempotency-key': 'one-browser' };
    const sendings = Array.from({ length: 3 }, () => stranger('POST', `/api/scan/${key}`, body, headers));
    const answers = [
      ...(await Promise.all(sendings)),
      await stranger('POST', `/api/scan/${key}`, body, headers),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map((one) => one.body['receipt'])).size).toBe(1);
    expect(await applicationsOf('XP')).toHaveLength(before + 1);
  });

  it('takes a receipt once of whoever sends it at the same time', async () => {
    const once = { businessNumber: 'RACE' };
    const answers = await Promise.all([send('XP', once), send('XP', once), send('XP', once)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  });

  it.each([
    ['another receipt', 'one-key'],
    ['another receipt, with an empty key', ''],
  ])('gives nobody who sends %s the receipt of somebody else', async (_name, once) => {
    const headers = { 'idempotency-key': once, 'x-request-id': 'same' };
    const receipts = [];
    for (let nth = 0; nth < 2; nth += 1) {
      const { status, body } = await send('XP', { buyerName: `公司${nth}` }, headers);
      expect(status, JSON.stringify(body)).toBe(201);
      receipts.push(body['receipt']);
    }
    expect(new Set(receipts).size).toBe(2);
  });

  it('seals no purchase that no customer could send', async () => {
    const asked = (amount: string, number: string) =>
      node.ask('POST', '/api/issuing/scan-addresses', { code: 'DT', amount, number });
    const problems = async (amount: string, number: string) => {
      const { status, body } = await asked(amount, number);
      return [status, (body['errors'] as readonly JsonObject[]).map(({ path, code }) => [path, code])];
    };
    expect(await problems('1,000', 'S')).toEqual([422, [['/amount', 'scan-amount-wrong']]]);
    expect(await problems('0', ' ')).toEqual([
      422,
      [
        ['/amount', 'scan-amount-wrong'],
        ['/number', 'scan-receipt-missing'],
      ],
    ]);
  });

  it('makes those who share a code’s network wait for nothing that leads somewhere', async () => {
    const path = `/api/scan/${await keyOf('XP')}`;
    const answers = await Promise.all(Array.from({ length: 30 }, () => stranger('GET', path)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  describe('has everybody wait, and says how long, who', () => {
    const many = async (count: number, ask: () => ReturnType<typeof stranger>) => {
      let last = await ask();
      for (let nth = 1; nth < count && last.status !== 429; nth += 1) last = await ask();
      return last;
    };
    const held = (answer: Awaited<ReturnType<typeof stranger>>) => [
      answer.status,
      answer.body['code'],
      Number(answer.headers.get('retry-after')) > 0,
      (answer.body['params'] as JsonObject | undefined)?.['seconds'],
    ];

    it('sends without end from a network, and longer each time, but never above a minute', async () => {
      const path = `/api/scan/${await keyOf('JT')}`;
      const ask = () => stranger('POST', path, filled({ gross: '0' }));
      expect(held(await many(32, ask))).toEqual([429, 'too-many-attempts', true, 2]);
      moment += 2_000;
      await ask();
      expect(held(await ask())).toEqual([429, 'too-many-attempts', true, 4]);
      moment += 3_601_000;
      expect((await ask()).status).toBe(422);
    });

    it('searches a code from many networks', async () => {
      moment += 3_601_000;
      const path = `/api/scan/titles/${await keyOf('JT')}`;
      let asked = 0;
      const ask = () => {
        asked += 1;
        if (asked % 15 === 0) network += 1;
        return stranger('POST', path, { find: '云启' });
      };
      expect(held(await many(102, ask))).toEqual([429, 'too-many-attempts', true, 2]);
      expect(asked).toBe(101);
      const other = await stranger('POST', `/api/scan/titles/${await keyOf('XP')}`, { find: '云启' });
      expect(other.status).toBe(200);
    });
  });

  describe('finds a title', () => {
    const find = async (typed: string) => {
      const { status, body } = await stranger('POST', `/api/scan/titles/${await keyOf('XP')}`, {
        find: typed,
      });
      expect(status, JSON.stringify(body)).toBe(200);
      return body as JsonObject & { readonly items: readonly JsonObject[] };
    };

    it.each<[string, string, readonly string[], boolean]>([
      ['by a part of its name', '云启', ['云启科技有限公司'], false],
      ['by its whole mail', 'li@example.com', ['云启科技有限公司'], false],
      ['by its whole mobile', '13800000000', ['云启科技有限公司'], false],
      ['a person by his whole mobile, as only he knows himself', '13900000000', ['李**'], false],
      ['no person by his name', '李小明', [], false],
      ['none by one character', '云', [], false],
      ['none by a part of a mobile', '1380000', [], false],
      ['none by a part of a mail', 'li@', [], false],
      ['none where many fit, but that there are more', '众多公司', [], true],
    ])('%s', async (_name, typed, names, more) => {
      const found = await find(typed);
      expect([found.items.map(({ name }) => name), found['more']]).toEqual([names, more]);
      for (const secret of [buyer, '长安街', '13800000000', 'li@example.com', '110101199001011234', '工行'])
        expect(JSON.stringify(found)).not.toContain(secret);
    });

    it('which fills in all of a buyer who was found by his own mail, and of others the name and tax number', async () => {
      const sent = async (typed: string) => {
        const choice = String((await find(typed)).items[0]?.['choice']);
        const { status, body } = await send('XP', { choice, buyerName: 'x', buyerTaxNo: 'y' });
        expect(status, JSON.stringify(body)).toBe(201);
        const [last] = (await applicationsOf('XP')).slice(-1);
        return desk.read('invoice-application', String(last?.['id']));
      };
      const own = { buyerName: '云启科技有限公司', buyerTaxNo: buyer };
      expect(await sent('li@example.com')).toMatchObject({
        ...own,
        buyerAddress: '长安街 1 号',
        buyerAccount: '62',
      });
      const other = await sent('云启');
      expect(other).toMatchObject(own);
      expect([other['buyerAddress'] ?? null, other['buyerMobile'] ?? null]).toEqual([null, null]);
    });

    it('for some minutes, and at its code alone', async () => {
      const choice = String((await find('云启')).items[0]?.['choice']);
      const elsewhere = await send('JT', { choice });
      expect([elsewhere.status, elsewhere.body['errors']]).toMatchObject([
        422,
        [{ code: 'scan-title-over' }],
      ]);
      moment += 16 * 60_000;
      expect((await send('XP', { choice })).status).toBe(422);
    });

    it('until somebody searches without end: his network waits, and others do not', async () => {
      const path = `/api/scan/titles/${await keyOf('XP')}`;
      const states = [];
      for (let nth = 0; nth < 22; nth += 1)
        states.push((await stranger('POST', path, { find: `名称${nth}` })).status);
      expect([states[0], states.at(-1)]).toEqual([200, 429]);
      const held = await stranger('POST', path, { find: '云启' });
      expect([held.status, held.body['code']]).toEqual([429, 'too-many-attempts']);
      expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
      network += 1;
      expect((await find('云启')).items).toHaveLength(1);
    });
  });

  it('of a code without an item says that the shop is not ready', async () => {
    const { form = '', id = '' } = codes.get('JT') ?? {};
    const change = async (body: JsonObject) => {
      const { revision } = await desk.read(form, id);
      const path = `${desk.records(form)}/${id}`;
      expect((await node.ask('PATCH', path, body, { 'if-match': `"${revision}"` })).status).toBe(200);
    };
    await change({ item: null });
    expect((await stranger('GET', `/api/scan/${await keyOf('JT')}`)).body['state']).toBe('item-missing');
    const sent = await send('JT');
    expect([sent.status, sent.body['code']]).toEqual([422, 'scan-not-ready']);
    await change({ item: { id: item } });
  });

  it('of a code whose item is disabled says the same', async () => {
    await desk.act('invoice-item', item, 'disable');
    const state = (await stranger('GET', `/api/scan/${await keyOf('XP')}`)).body['state'];
    const sent = await send('XP');
    await desk.act('invoice-item', item, 'enable');
    expect([state, sent.status, sent.body['code']]).toEqual(['item-missing', 422, 'scan-not-ready']);
  });

  it('is the same for codes that are disabled, unknown, or of former addresses', async () => {
    const { form = '', id = '' } = codes.get('XP') ?? {};
    await desk.act(form, id, 'disable');
    const paths = [await keyOf('XP'), 'A'.repeat(32), 'x', `receipts/${'A'.repeat(46)}`];
    const answers = [];
    for (const path of paths) answers.push(await stranger('GET', `/api/scan/${path}`));
    await desk.act(form, id, 'enable');
    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual([
      ...[410, 410, 410].map((status) => [status, 'scan-code-over']),
      [410, 'scan-receipt-over'],
    ]);
    for (const { body } of answers.slice(0, 3)) expect(String(body['detail'])).toMatch(over);
    expect((await stranger('GET', `/api/scan/${await keyOf('XP')}`)).status).toBe(200);
  });

  it('makes a network wait that asks for many which lead to nothing', async () => {
    const key = await keyOf('XP');
    const states = new Set<number>();
    for (let nth = 0; nth < 22; nth += 1)
      states.add((await stranger('GET', `/api/scan/${String(nth).padStart(32, 'A')}`)).status);
    expect([...states]).toEqual([410, 429]);
    expect((await stranger('GET', `/api/scan/${key}`)).status).toBe(429);
    moment += 16 * 60_000;
    expect((await stranger('GET', `/api/scan/${key}`)).status).toBe(200);
  });

  it('gives a copy of a code no key', async () => {
    const { form = '', id = '' } = codes.get('DT') ?? {};
    const copied = await desk.act(form, id, 'copy', { number: 'DT-2', businessSystem: '外卖' });
    expect(copied.status, JSON.stringify(copied.body)).toBeLessThan(300);
    expect(copied.body['code'] ?? null).toBeNull();
    const slip = { code: 'DT-2', amount: '106', number: 'S' };
    const asked = await node.ask('POST', '/api/issuing/scan-addresses', slip);
    expect([asked.status, asked.body['code']]).toEqual([422, 'scan-not-drawn']);
  });
});
