import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { adminPassword, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller } from '../issuing/desk.suite.ts';

const ownTaxNo = '91310104MA1K3AB218';
const line = (more: JsonObject): JsonObject => ({
  itemName: '服务费',
  taxCode: '3040000000000000000',
  rate: '0.13',
  ...more,
});
const application = (more: JsonObject = {}): JsonObject => ({
  dataSource: 'api',
  invoiceType: '10xdp',
  buyerName: '买方',
  lines: [line({ quantity: '3', price: '100' })],
  ...more,
});
const pick = (one: JsonObject | undefined, ...members: readonly string[]) =>
  members.map((name) => one?.[name]);

describeOnDatabases('a business system', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let program: Readonly<Record<string, string>>;
  const records = '/api/forms/invoice-application/records';
  const ask = (method: string, path: string, body: JsonObject, more: Readonly<Record<string, string>> = {}) =>
    node.ask(method, path, body, { ...program, 'accept-language': 'en', ...more });

  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    await desk.simulate();
    await desk.make('organisation', { number: 'SHOP', name: '门店', parent: 'root', taxNumber: ownTaxNo });
    await desk.make('organisation', { number: 'MUTE', name: '无税号', parent: 'root' });
    const { body } = await node.ask('POST', '/api/me/tokens', { name: 'erp', scopes: ['read', 'write'] });
    program = { authorization: `Bearer ${body['token']}` };
  });
  afterAll(() => node.close());

  const plan = async (asked: JsonObject, org = 'SHOP', language = 'en') => {
    const path = `/api/decisions/plan?org=${org}`;
    const { status, body } = await ask('POST', path, asked, { 'accept-language': language });
    expect(status, JSON.stringify(body)).toBe(200);
    const { pendingInvoices, stopped } = body['result'] as Record<string, readonly JsonObject[]>;
    const [issues, trace] = [body['issues'], body['trace']] as readonly (readonly JsonObject[])[];
    return {
      pending: pendingInvoices ?? [],
      stopped: stopped ?? [],
      issues: issues ?? [],
      trace: trace ?? [],
    };
  };
  const amounts = (pending: readonly JsonObject[]) =>
    pending.map((one) => pick(one, 'amount', 'tax', 'gross').join(' '));

  describe('that leaves amounts to be worked out', () => {
    it.each<[sentence: string, said: JsonObject, asked: JsonObject, expected: readonly string[]]>([
      [
        'a hundred by three',
        { lines: [line({ quantity: 100, price: 100 })] },
        { split: { by: 'count', count: 3 } },
        ['3333.33 433.33 3766.66', '3333.33 433.33 3766.66', '3333.34 433.34 3766.68'],
      ],
      [
        'cents by two',
        { lines: [line({ quantity: '10', price: '12.34' })] },
        { split: { by: 'count', count: 2 } },
        ['61.7 8.02 69.72', '61.7 8.02 69.72'],
      ],
      ['in one', { lines: [line({ quantity: '3', price: '33.33' })] }, {}, ['99.99 13 112.99']],
      [
        'prices with tax',
        { taxIncluded: true, lines: [line({ quantity: '3', grossPrice: '11.3' })] },
        {},
        ['30 3.9 33.9'],
      ],
      ['a gross amount', { lines: [line({ gross: '113' })] }, {}, ['100 13 113']],
    ])('plans %s as it is saved', async (_, said, asked, expected) => {
      const { pending, stopped, issues } = await plan({ applications: [application(said)], ...asked });
      expect([amounts(pending), stopped, issues]).toEqual([expected, [], []]);
      const { body } = await ask('POST', `${records}?org=SHOP`, application(said));
      const stored = await plan({ ids: [String(body['id'])], ...asked });
      expect(amounts(stored.pending)).toEqual(expected);
    });

    it('splits a document as it would be saved', async () => {
      const document = application({ lines: [line({ quantity: '100', price: '100' })] });
      const { body } = await ask('POST', '/api/decisions/split?org=SHOP', {
        input: { document, by: 'line' },
      });
      const { invoices } = body['result'] as { readonly invoices: readonly JsonObject[] };
      expect([amounts(invoices), body['issues']]).toEqual([['10000 1300 11300'], []]);
    });

    it('says by path what is missing where nothing gives an amount', async () => {
      const asked = { applications: [application({ number: 'A', lines: [line({ quantity: '3' })] })] };
      for (const split of [{}, { split: { by: 'count', count: 2 } }]) {
        const { pending, stopped, issues } = await plan({ ...asked, ...split });
        expect([pending, stopped]).toEqual([[], ['A']]);
        expect(issues).toMatchObject([
          { code: 'line-amount-missing', severity: 'stops', at: { document: 0, line: 0, field: 'amount' } },
        ]);
        expect(issues[0]?.['text']).toContain('Line 1 has no amount');
      }
    });
  });

  it('hears of an application without lines when it is planned', async () => {
    const { pending, stopped, issues } = await plan({
      applications: [application({ number: 'B', lines: [] })],
    });
    expect([pending, stopped]).toEqual([[], ['B']]);
    expect(issues).toMatchObject([{ code: 'lines-missing', severity: 'stops', at: { document: 0 } }]);
  });

  describe('whose token reads none of the platform’s forms', () => {
    it('has the seller of the organisation that it acts for in all that it makes', async () => {
      const { status, body } = await ask('POST', `${records}?org=SHOP`, application());
      expect([status, ...pick(body, 'sellerName', 'sellerTaxNo')]).toEqual([201, '门店', ownTaxNo]);
      const items = [{ op: 'create', body: application() }];
      const batch = await ask('POST', '/api/forms/invoice-application/batch?org=SHOP', { items });
      const [made] = batch.body['items'] as readonly JsonObject[];
      const read = await node.ask(
        'GET',
        `${records}/${((made?.['record'] ?? {}) as JsonObject)['id']}?org=SHOP`,
      );
      expect(read.body['sellerTaxNo']).toBe(ownTaxNo);
      const { pending } = await plan({ applications: [application()] });
      expect(pick(pending[0], 'sellerName', 'sellerTaxNo')).toEqual(['门店', ownTaxNo]);
      const kept = await plan({ applications: [application({ sellerTaxNo: seller, sellerName: null })] });
      expect(pick(kept.pending[0], 'sellerName', 'sellerTaxNo')).toEqual([null, seller]);
    });

    it('has it anew with another organisation', async () => {
      const { body } = await ask('POST', `${records}?org=MUTE`, application());
      expect(body['sellerTaxNo']).toBe(null);
      const changed = await ask(
        'PATCH',
        `${records}/${body['id']}?org=MUTE`,
        { organisation: { number: 'SHOP' } },
        { 'if-match': `"${body['revision']}"` },
      );
      expect([changed.status, changed.body['sellerTaxNo']]).toEqual([200, ownTaxNo]);
    });

    it('is told nothing of an organisation that is not its own to act for', async () => {
      const grants = [{ form: 'invoice-application', actions: ['read', 'create', 'edit'], scope: 'own' }];
      const role = await desk.make('role', { number: 'MUTE-ONLY', name: '只此', grants });
      const roles = [{ role: { id: role }, organisation: 'MUTE' }];
      const user = await desk.make('user', { number: 'mute', name: '甲', organisation: 'MUTE', roles });
      await node.ask('PUT', `/api/users/${user}/password`, { password: adminPassword });
      const { body } = await node.ask('POST', '/api/session', { user: 'mute', password: adminPassword });
      const own = { authorization: `Bearer ${body['token']}` };
      const others = application({ organisation: { number: 'SHOP' } });
      const made = await node.ask('POST', `${records}?org=MUTE`, others, own);
      const planned = await node.ask('POST', '/api/decisions/plan?org=MUTE', { applications: [others] }, own);
      expect(JSON.stringify([made.body, planned.body])).not.toContain(ownTaxNo);
    });

    it('is told that the seller’s number is missing, and what to do', async () => {
      for (const [language, text] of [
        ['en', 'There is no seller’s tax number: enter one'],
        ['zh', '没有销方税号；请填写销方税号'],
      ] as const) {
        const { pending } = await plan({ applications: [application()] }, 'MUTE', language);
        const [flaw] = (pending[0]?.['mayBeIssued'] ?? []) as readonly JsonObject[];
        expect(flaw).toMatchObject({
          code: 'seller-tax-number-missing',
          path: '/sellerTaxNo',
          severity: 'error',
        });
        expect(flaw?.['text']).toContain(text);
      }
      const { body } = await ask('POST', `${records}?org=MUTE`, application());
      const path = `${records}/${body['id']}/actions/submit?org=MUTE`;
      const refused = await ask('POST', path, {}, { 'if-match': `"${body['revision']}"` });
      expect(JSON.stringify(refused.body)).toContain('There is no seller’s tax number');
      expect(JSON.stringify(refused.body)).not.toContain('has no licence');
    });
  });

  it('keeps the drawer that it names where a rule finds nobody, and sees whom another rule replaces', async () => {
    const rule = async (number: string, buyerName: string, more: JsonObject) => {
      const condition = { fact: 'buyerName', operator: 'equal', value: buyerName };
      const body = { number, name: number, priority: 1, documents: ['pending-invoice'], condition, ...more };
      expect((await ask('POST', '/api/forms/drawer-rule/records?org=SHOP', body)).status).toBe(201);
    };
    await rule('K1', '甲方', { drawerSource: 'tax-account' });
    const texts = { drawerSource: 'text', drawerText: '李娜', payeeSource: 'text', payeeText: '王强' };
    await rule('K2', '乙方', texts);
    const named = { drawer: '钱七', payee: '王五' };
    const kept = await plan({ applications: [application({ ...named, buyerName: '甲方' })], trace: 'full' });
    expect(kept.pending[0]).toMatchObject({ drawer: '钱七' });
    expect(kept.trace.find(({ code }) => code === 'drawer-chosen')).toMatchObject({
      by: { number: 'K1' },
      after: { drawer: '钱七' },
    });
    const other = await plan({ applications: [application({ ...named, buyerName: '乙方' })], trace: 'full' });
    expect(pick(other.pending[0], 'drawer', 'payee')).toEqual(['李娜', '王强']);
    const step = other.trace.find(({ code }) => code === 'drawer-replaced');
    expect(step).toMatchObject({ before: named, after: { drawer: '李娜', payee: '王强' } });
    expect(step?.['text']).toContain('钱七');
  });

  it('is told that something is missing, not that it is no text', async () => {
    for (const [path, missing] of [
      ['/api/issuing/scan-addresses', 'code'],
      ['/api/decisions/split', 'document'],
    ] as const) {
      const { body } = await ask('POST', path, path.includes('decisions') ? { input: {} } : {});
      const [first] = body['errors'] as readonly JsonObject[];
      expect(first).toMatchObject({ code: 'schema-required', message: `“${missing}” is missing` });
    }
  });

  it('is told which words there are, where it knows another', async () => {
    const at = async (query: string) => {
      const { body } = await node.ask('GET', `${records}?${query}`, undefined, program);
      const [first] = body['errors'] as readonly JsonObject[];
      return first?.['params'] as JsonObject;
    };
    const filter = encodeURIComponent(
      JSON.stringify({ fact: 'billDate', operator: 'gt', value: '2026-01-31' }),
    );
    expect((await at(`filter=${filter}`))['known']).toContain('greaterThan');
    const options = async () => ((await at('invoiceType=zzz'))['options'] as readonly JsonObject[]).length;
    const saved = await ask('POST', records, application({ invoiceType: 'zzz' }));
    const [wrong] = saved.body['errors'] as readonly JsonObject[];
    const { options: all, shown } = (wrong?.['params'] ?? {}) as Record<string, readonly JsonObject[]>;
    expect([all?.length, shown?.length, shown?.at(-1)]).toEqual([await options(), 7, { zh: '…', en: '…' }]);
    expect(all?.length).toBeGreaterThan(7);
    expect(JSON.stringify(all)).not.toContain('…');
  });

  it.each(['2026-13', '2026-1'])('is told how a month is written instead of %s', async (month) => {
    const { status, body } = await ask('POST', '/api/issuing/archives', { month });
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([
      { path: '/month', code: 'schema-example', message: 'It has to be written like 2026-01' },
    ]);
  });
});
