import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller } from './desk.suite.ts';

const taxCode = '3040201010000000000';
const line = (more: JsonObject = {}): JsonObject => ({
  itemName: '软件服务',
  taxCode,
  rate: '0.06',
  quantity: '3',
  price: '33.33',
  amount: '100',
  tax: '6',
  gross: '106',
  ...more,
});

describeOnDatabases('receivables', (under) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  const reason = { 'guiju-reason': 'test', 'accept-language': 'en' };
  const set = async (key: string, raw: string) => {
    const { status, body } = await node.ask('PUT', `/api/params/${key}`, { raw }, reason);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
  };
  const clear = async (key: string) => {
    const { body } = await node.ask('GET', `/api/params/${key}`);
    for (const { id, revision } of body['own'] as readonly JsonObject[]) {
      const headers = { ...reason, 'if-match': `"${revision}"` };
      await node.ask('DELETE', `/api/params/${key}?id=${id}`, undefined, headers);
    }
  };
  const receivable = (more: JsonObject = {}): JsonObject => ({
    dataSource: 'receivable',
    buyerName: '买方',
    invoiceType: '10xdp',
    sellerTaxNo: seller,
    lines: [line()],
    ...more,
  });
  const push = async (more: JsonObject = {}) => {
    const { status, body } = await node.ask('POST', desk.records('invoice-application'), receivable(more));
    const errors = (body['errors'] ?? []) as readonly JsonObject[];
    return { status, body, codes: errors.map(({ path, code }) => `${path} ${code}`) };
  };
  const linesOf = (body: JsonObject) => body['lines'] as readonly JsonObject[];
  const planned = async (id: string) => {
    const { body } = await node.ask('POST', '/api/decisions/plan', { ids: [id] });
    const { pendingInvoices } = body['result'] as { readonly pendingInvoices: readonly JsonObject[] };
    return pendingInvoices;
  };

  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    await desk.simulate();
    const baseUnit = { id: await desk.make('unit', { number: 'U-1', name: '套' }) };
    const material = await desk.make('material', { number: 'M-1', name: '许可', baseUnit });
    await desk.make('invoice-item', {
      number: 'I-1',
      name: '软件许可',
      taxCategory: { number: taxCode },
      rate: '0.06',
      preference: true,
      preferenceText: '按3%简易征收',
      materials: [{ source: 'material', material: { id: material } }],
    });
    await desk.make('buyer-title', {
      number: 'T-1',
      name: '大客户',
      taxNo: '91440300708461136T',
      titles: [
        { address: '北京路', phone: '010', isDefault: true, priority: 9 },
        {
          address: '上海路',
          priority: 1,
          bank: '银行',
          account: '123',
          condition: { fact: 'remark', operator: 'equal', value: '沪' },
        },
      ],
    });
  });

  afterAll(() => node.close());

  it('leave their gifts behind unless a parameter takes them along', async () => {
    const lines = [line(), line({ itemName: '赠品', gift: true })];
    const names = async () => linesOf((await push({ lines })).body).map(({ itemName }) => itemName);
    expect(await names()).toEqual(['软件服务']);
    await set('ArBillPushPresent/ArBillPushPresent', '1');
    expect(await names()).toEqual(['软件服务', '赠品']);
    await clear('ArBillPushPresent/ArBillPushPresent');
  });

  it('have their figures made anew, unless a parameter takes them as they are', async () => {
    const lines = [line({ price: '30', tax: '5', gross: '105' })];
    const { body, codes } = await push({ lines });
    expect([codes, linesOf(body)[0]]).toMatchObject([
      [],
      { price: '33.3333333333333', amount: '100', tax: '6', gross: '106' },
    ]);
    const included = (
      await push({ taxIncluded: true, lines: [line({ amount: '99', tax: '7', gross: '106' })] })
    ).body;
    expect(linesOf(included)[0]).toMatchObject({ amount: '100', tax: '6', gross: '106' });
    await set('sim_botp_config/sim_ar_push_recal', '1');
    const refused = await push({ lines });
    expect([refused.status, refused.codes]).toEqual([
      422,
      expect.arrayContaining(['/lines/0/amount line-amount', '/lines/0/tax line-tax']),
    ]);
    await clear('sim_botp_config/sim_ar_push_recal');
  });

  it('get the item that their material is bound to, with its preference, before they are judged', async () => {
    const bound = { itemName: null, taxCode: null, materialCode: 'M-1', materialName: '许可' };
    const { status, codes, body } = await push({ lines: [line(bound)] });
    expect([status, codes]).toEqual([201, []]);
    const [invoice] = await planned(String(body['id']));
    expect(invoice && linesOf(invoice)).toMatchObject([
      { itemName: '软件许可', taxCode, preference: true, preferenceText: '按3%简易征收' },
    ]);
    expect((await push({ lines: [line({ itemName: null, taxCode: null })] })).codes).toEqual([
      '/lines/0/itemName item-unmatched',
    ]);
  });

  const named = (code: string, name: string) =>
    line({ itemName: null, taxCode: null, materialCode: code, materialName: name });
  it.each<[string, readonly JsonObject[], readonly string[]]>([
    ['of whose materials one is bound to an item', [named('M-1', '许可')], []],
    ['that name their items', [line(), line()], []],
    ['of which one is bound to none', [line(), named('M-2', '别的')], ['/lines/1/itemName item-unmatched']],
    [
      'of which some name nothing at all, or what is bound to none',
      [line({ itemName: null }), named('M-1', '许可'), named('', '别的')],
      ['/lines/2/itemName item-unmatched', '/lines/0/itemName item-unmatched'],
    ],
    [
      'whose gifts stay behind, by the places they came at',
      [line({ gift: true }), named('M-2', '别的')],
      ['/lines/1/itemName item-unmatched'],
    ],
  ])('with lines %s', async (_says, lines, expected) => {
    const refused = await push({ lines });
    expect([refused.status, refused.codes.toSorted()]).toEqual([
      expected.length > 0 ? 422 : 201,
      expected.toSorted(),
    ]);
    const batch = await node.ask('POST', `/api/forms/invoice-application/batch`, {
      items: [{ op: 'create', body: receivable({ lines }) }],
    });
    expect(batch.status).toBe(expected.length > 0 ? 422 : 200);
    await set('sim_botp_config/enforce_goods_match', '0');
    const { status, body } = await push({ lines });
    const warned = (body['$warnings'] ?? []) as readonly JsonObject[];
    expect([status, warned.map(({ path, code }) => `${path} ${code}`).toSorted()]).toEqual([
      201,
      expected.toSorted(),
    ]);
    await clear('sim_botp_config/enforce_goods_match');
    const of = { application: receivable({ lines }) };
    const { body: decided } = await node.ask('POST', '/api/decisions/check-goods', { input: of });
    expect((decided['issues'] as readonly JsonObject[]).map(({ severity }) => severity)).toEqual(
      expected.map(() => 'stops'),
    );
  });

  it('are asked again when they are changed, by the items of their own organisation', async () => {
    const { body } = await push({ lines: [named('M-1', '许可')] });
    const path = `${desk.records('invoice-application')}/${String(body['id'])}`;
    const change = (lines: readonly JsonObject[]) =>
      node.ask('PATCH', path, { lines }, { 'if-match': `"${String(body['revision'])}"` });
    const refused = await change([named('M-2', '别的')]);
    expect([refused.status, JSON.stringify(refused.body['errors'])]).toEqual([
      422,
      expect.stringContaining('item-unmatched'),
    ]);
    await desk.make('organisation', { number: 'SUB', name: '分公司', parent: { number: 'root' } });
    const there = await node.ask(
      'POST',
      `${desk.records('invoice-application')}?org=SUB`,
      receivable({ lines: [named('M-1', '许可')] }),
    );
    expect([there.status, JSON.stringify(there.body['errors'])]).toEqual([
      422,
      expect.stringContaining('item-unmatched'),
    ]);
  });

  it.each(['receivable', 'manual'])(
    'by way %s take what is empty from the title of the buyer',
    async (dataSource) => {
      const of = async (more: JsonObject) => {
        const { body } = await push({ dataSource, buyerName: '大客户', ...more });
        return (await planned(String(body['id'])))[0];
      };
      expect(await of({})).toMatchObject({
        buyerTaxNo: '91440300708461136T',
        buyerAddress: '北京路',
        buyerPhone: '010',
      });
      expect(await of({ remark: '沪', buyerAccount: '9' })).toMatchObject({
        buyerAddress: '上海路',
        buyerBank: '银行',
        buyerAccount: '9',
      });
      expect((await of({ buyerName: '别人' }))?.['buyerAddress'] ?? null).toBe(null);
    },
  );
});
