import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../desk.suite.ts';

const shop = '91310000MA1K35UT6X';

describeOnDatabases('what is scanned', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let org = '';
  const codes = new Map<string, { readonly form: string; readonly id: string }>();
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    const given = { number: 'SHOP', name: '门店', parent: 'root', taxNumber: shop };
    org = await desk.make('organisation', given);
    const made: readonly (readonly [string, JsonObject])[] = [
      ['receipt-code', { number: 'XP', organisation: 'SHOP', grossLimit: '212', invoiceTypes: ['10xdp'] }],
      ['static-qr', { number: 'JT', organisation: 'SHOP', grossLimit: '500' }],
      ['dynamic-qr', { number: 'DT', taxNo: shop, invoiceTypes: ['10xdp', '08xdp'], businessSystem: '收银' }],
      ['dynamic-qr', { number: 'DT-NOWHERE', taxNo: seller, invoiceTypes: ['026'], businessSystem: '收银' }],
    ];
    for (const [form, body] of made) {
      const id = await desk.make(form, body);
      codes.set(String(body['number']), { form, id });
      await desk.act(form, id, 'draw');
    }
  });
  afterAll(() => node.close());

  const scan = (code: string, more: JsonObject = {}, headers: Readonly<Record<string, string>> = {}) =>
    node.ask(
      'POST',
      '/api/issuing/scans',
      { code, buyerName: '顾客', lines: [serviceLine], ...more },
      headers,
    );
  const textOf = async (number: string) => {
    const { form = '', id = '' } = codes.get(number) ?? {};
    return String((await desk.read(form, id))['code']);
  };
  const applications = async () =>
    (
      (await node.ask('GET', `${desk.records('invoice-application')}?view=manage&limit=200`)).body[
        'items'
      ] as readonly unknown[]
    ).length;

  it.each<[string, string, JsonObject, JsonObject]>([
    ['a receipt code, up to its grossLimit', 'XP', {}, { invoiceType: '10xdp' }],
    ['a static code', 'JT', { invoiceType: '026' }, { invoiceType: '026' }],
    [
      'a dynamic code, of its businessSystem',
      'DT',
      { invoiceType: '08xdp' },
      { invoiceType: '08xdp', sourceSystem: '收银' },
    ],
  ])('makes an application of the organisation and taxNo of %s', async (_name, number, more, expected) => {
    for (const code of [number, await textOf(number)]) {
      const { status, body } = await scan(code, more);
      expect(status, JSON.stringify(body)).toBe(201);
      expect(body).toMatchObject({
        org: { number: 'SHOP' },
        organisation: { number: 'SHOP' },
        sellerName: '门店',
        sellerTaxNo: shop,
        dataSource: 'scan',
        buyerName: '顾客',
        gross: '212',
        ...expected,
      });
    }
  });

  it('of a dynamic code whose taxNo no organisation has makes one where the code was made', async () => {
    const { status, body } = await scan('DT-NOWHERE');
    expect([status, body['sellerTaxNo'], body['invoiceType']]).toEqual([201, seller, '026']);
    expect(body).toMatchObject({ org: { number: 'root' }, organisation: { number: 'root' } });
  });

  const dear = { ...serviceLine, gross: '212.01' };
  const { gross: _, amount: __, quantity: ___, ...without } = serviceLine;
  it.each<[string, string, JsonObject, string, string]>([
    ['an unknown code', 'XP-NONE', {}, '/code', 'scan-code-unknown'],
    [
      'an organisation that is not that of the code',
      'XP',
      { organisation: 'root' },
      '/organisation',
      'scan-organisation-other',
    ],
    [
      'a seller whose taxNo is another',
      'DT',
      { sellerTaxNo: seller, invoiceType: '10xdp' },
      '/sellerTaxNo',
      'scan-seller-other',
    ],
    [
      'another businessSystem',
      'DT',
      { sourceSystem: '外卖', invoiceType: '10xdp' },
      '/sourceSystem',
      'scan-system-other',
    ],
    [
      'a type that is none of its invoiceTypes',
      'XP',
      { invoiceType: '08xdp' },
      '/invoiceType',
      'scan-type-other',
    ],
    ['no type, where invoiceTypes has several', 'DT', {}, '/invoiceType', 'scan-type-other'],
    ['more than the grossLimit', 'XP', { lines: [dear] }, '/gross', 'scan-gross-above'],
    ['a line of which no gross is known', 'JT', { lines: [without] }, '/lines/0/gross', 'scan-gross-missing'],
  ])('is refused with its reason: %s', async (_name, code, more, path, reason) => {
    const before = await applications();
    const { status, body } = await scan(code, more);
    expect([status, body['code'], body['errors']]).toMatchObject([
      422,
      'scan-refused',
      [{ path, code: reason }],
    ]);
    expect(await applications()).toBe(before);
  });

  it('says amounts as money, types as people call them, in the language of who asks', async () => {
    const said = async (language: string, more: JsonObject) =>
      String((await scan('XP', more, { 'accept-language': language })).body['detail']);
    expect(await said('zh', { lines: [dear] })).toContain('价税合计 ¥212.01 超过二维码 XP 的限额 ¥212.00');
    expect(await said('en', { invoiceType: '026' })).toContain(
      'The QR code XP is for these invoice types: Digital ordinary invoice; choose one of them',
    );
  });

  it('is refused while its code is disabled', async () => {
    const { form = '', id = '' } = codes.get('JT') ?? {};
    await desk.act(form, id, 'disable');
    const { status, body } = await scan('JT');
    expect([status, body['errors']]).toMatchObject([422, [{ path: '/code', code: 'scan-code-disabled' }]]);
    await desk.act(form, id, 'enable');
    expect((await scan('JT')).status).toBe(201);
  });

  it('tells nothing of codes of organisations where one may make no applications', async () => {
    const grants = [{ form: 'invoice-application', scope: 'own', actions: ['read', 'create'] }];
    await desk.make('role', { number: 'till', name: 'till', grants });
    await desk.make('organisation', { number: 'OTHER', name: '别处', parent: 'root' });
    const sent = async (number: string, organisation: string) => {
      const password = 'correct horse battery';
      const roles = [{ role: 'till', organisation }];
      const id = await desk.make('user', { number, name: number, organisation, roles });
      await node.ask('PUT', `/api/users/${id}/password`, { password });
      const { token } = (await node.ask('POST', '/api/session', { user: number, password })).body;
      return scan('XP', {}, { authorization: `Bearer ${String(token)}`, 'guiju-org': organisation });
    };
    const stranger = await sent('stranger', 'OTHER');
    expect([stranger.status, stranger.body['errors']], JSON.stringify(stranger.body)).toMatchObject([
      422,
      [{ code: 'scan-code-unknown' }],
    ]);
    const own = await sent('own', 'SHOP');
    expect([own.status, own.body['org']], JSON.stringify(own.body)).toMatchObject([201, { id: org }]);
  });

  it('becomes one application, however often it is sent with the same key', async () => {
    const before = await applications();
    const key = { 'idempotency-key': 'scan-1' };
    const [first, again] = [await scan('XP', {}, key), await scan('XP', {}, key)];
    expect([first.status, again.status, again.body['id']]).toEqual([201, 201, first.body['id']]);
    expect(await applications()).toBe(before + 1);
  });
});
