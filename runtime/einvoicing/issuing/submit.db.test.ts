import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from './desk.suite.ts';

const line = (more: JsonObject = {}): JsonObject => ({ ...serviceLine, ...more });
const buyerTaxNo = '91500023MA0000001M';
const free = { rate: '0', tax: '0', gross: '200', preferenceText: '免税' };

describeOnDatabases('an application that could not be issued is not submitted', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    await desk.simulate();
  });
  afterAll(() => node.close());

  const applied = (more: JsonObject) =>
    desk.make('invoice-application', {
      ...{ buyerName: '买方', invoiceType: '10xdp', sellerTaxNo: seller, lines: [line()] },
      ...more,
    });
  const submitted = async (id: string, language: 'zh' | 'en' = 'zh') => {
    const { revision } = await desk.read('invoice-application', id);
    const path = `${desk.records('invoice-application')}/${id}/actions/submit`;
    return node.ask('POST', path, {}, { 'if-match': `"${revision}"`, 'accept-language': language });
  };
  const statusOf = async (id: string) => (await desk.read('invoice-application', id))['auditStatus'];

  it.each<[sentence: string, more: JsonObject, path: string, code: string, zh: string, en: string]>([
    [
      'a seller without a licence',
      { sellerTaxNo: buyerTaxNo },
      '/sellerTaxNo',
      'seller-not-authorised',
      '没有开票服务的许可',
      'authorise it under Licences first',
    ],
    ['no buyer', { buyerName: null }, '/buyerName', 'buyer-name-missing', '请填写购方名称', 'no name'],
    [
      'a special one for nobody’s number',
      { invoiceType: '08xdp' },
      '/buyerTaxNo',
      'buyer-tax-number-missing',
      '购方税号为空',
      'has no tax number',
    ],
    [
      'a special one for a person',
      { invoiceType: '08xdp', buyerTaxNo, buyerKind: 'person' },
      '/buyerKind',
      'buyer-person',
      '不能向个人',
      'to a person',
    ],
    [
      'an exempt line on a special one',
      { invoiceType: '08xdp', buyerTaxNo, lines: [line(), line(free)] },
      '/lines/1/rate',
      'zero-rate-special',
      '第 2 行',
      'Line 2',
    ],
    [
      'a line without a rate',
      { lines: [line(), line({ rate: null })] },
      '/lines/1/rate',
      'rate-missing',
      '第 2 行没有税率',
      'Line 2 has no rate',
    ],
    [
      'a rate that is no more, with no reason for issuing late',
      { lines: [line({ rate: '0.17', tax: '34', gross: '234' })] },
      '/lines/0/rate',
      'rate-ended',
      '补开原因',
      'give the reason for issuing late',
    ],
    [
      'what its second invoice would have wrong, at its own line',
      {
        invoiceType: '007',
        lines: Array.from({ length: 10 }, (_, at) => line(at === 9 ? { taxCode: '9'.repeat(19) } : {})),
      },
      '/lines/9/taxCode',
      'tax-code-form',
      '第 10 行的税收分类编码 9',
      'of line 10',
    ],
  ])('%s', async (_, more, path, code, zh, en) => {
    const id = await applied(more);
    for (const [language, words] of Object.entries({ zh, en })) {
      const { status, body } = await submitted(id, language as 'zh');
      expect([status, body['code']], JSON.stringify(body)).toEqual([422, 'application-unfit']);
      const errors = body['errors'] as readonly JsonObject[];
      expect(errors[0]).toMatchObject({ path, code, message: expect.stringContaining(words) });
      expect(new Set(errors.map((one) => one['path']))).toEqual(new Set([path]));
      expect(body['detail']).toContain(errors[0]?.['message']);
    }
    expect(await statusOf(id)).toBe('A');
  });

  it.each(['invoice-application', 'pending-invoice'])(
    'a code that no invoice can have is warned of when a %s is saved, and keeps nobody from saving',
    async (form) => {
      const codes = ['1'.repeat(19), '7'.repeat(19), '1'.repeat(18), null, ''];
      const lines = codes.map((taxCode) => line({ taxCode }));
      const { status, body } = await node.ask('POST', desk.records(form), {
        ...{ buyerName: '买方', invoiceType: '10xdp', sellerTaxNo: seller, lines },
      });
      const warned = (body['$warnings'] as readonly JsonObject[]).filter(
        ({ code }) => code === 'tax-code-digits',
      );
      expect([status, warned.map(({ path }) => path)]).toEqual([
        201,
        ['/lines/1/taxCode', '/lines/2/taxCode'],
      ]);
    },
  );

  it('tells all that is wrong with it, each at its place', async () => {
    const lines = [line({ itemName: null, taxCode: null }), line(), line({ rate: null })];
    const id = await applied({ sellerTaxNo: buyerTaxNo, buyerName: null, lines });
    const { body } = await submitted(id);
    expect((body['errors'] as readonly JsonObject[]).map((one) => one['path'])).toEqual([
      ...['/sellerTaxNo', '/buyerName'],
      ...['/lines/0/itemName', '/lines/0/taxCode', '/lines/2/rate'],
    ]);
  });

  it('tells what is wrong with its head although it has no line yet', async () => {
    for (const lines of [[], [{}]]) {
      const id = await applied({ sellerTaxNo: buyerTaxNo, buyerName: null, lines });
      const { body } = await submitted(id);
      const places = (body['errors'] as readonly JsonObject[]).map(({ path }) => String(path));
      expect(places.slice(0, 2)).toEqual(['/sellerTaxNo', '/buyerName']);
      expect(places.slice(2).every((path) => path.startsWith('/lines')) && places.length > 2).toBe(true);
    }
  });

  it.each<[sentence: string, lines: readonly JsonObject[], places: readonly string[]]>([
    ['without a line', [], ['/lines lines-missing']],
    [
      'with an empty line',
      [{}],
      [
        ...['/lines/0/itemName item-name-missing', '/lines/0/taxCode tax-code-missing'],
        ...['/lines/0/rate rate-missing', '/lines/0/amount line-amount-zero'],
      ],
    ],
  ])('%s nothing could ever be issued', async (_, lines, places) => {
    const id = await applied({ lines: [...lines] });
    const { status, body } = await submitted(id);
    expect(status, JSON.stringify(body)).toBe(422);
    const errors = (body['errors'] ?? []) as readonly JsonObject[];
    expect(errors.map(({ path, code }) => `${path} ${code}`)).toEqual(places);
    expect(await statusOf(id)).toBe('A');
  });

  it('may have lines that offset each other, which are issued with others', async () => {
    const back = { quantity: '-2', amount: '-200', tax: '-12', gross: '-212' };
    const { status, body } = await submitted(await applied({ lines: [line(), line(back)] }));
    expect(status, JSON.stringify(body)).toBe(200);
  });

  it('is one of several, of which none is then; what is only to be looked at keeps nobody', async () => {
    const fine = await applied({ drawer: null, buyerTaxNo: 'X1' });
    const wrong = await applied({ buyerName: null });
    const asked = { op: 'act', action: 'submit' };
    const all = await Promise.all([fine, wrong].map((id) => desk.read('invoice-application', id)));
    const items = all.map(({ id, revision }) => ({ ...asked, id, ifMatch: revision })) as JsonObject[];
    const number = String(all[1]?.['number']);
    const { body } = await node.ask('POST', '/api/forms/invoice-application/batch', { items, atomic: false });
    expect(JSON.stringify(body)).toContain(`申请单 ${number} 不能提交：`);
    expect([await statusOf(fine), await statusOf(wrong)]).toEqual(['A', 'A']);
    expect((await submitted(fine)).status).toBe(200);
  });

  it('is judged by what planning makes of it: an item names what a line leaves open', async () => {
    const baseUnit = { id: await desk.make('unit', { number: 'U-1', name: '套' }) };
    const bound = async (number: string) => {
      const material = await desk.make('material', { number: `M-${number}`, name: '许可', baseUnit });
      return desk.make('invoice-item', {
        ...{ number, name: '服务费', taxCategory: { number: '3040201010000000000' }, rate: '0.06' },
        materials: [{ source: 'material', material: { id: material } }],
      });
    };
    await bound('1');
    const later = await bound('2');
    const of = (materialCode: string) => ({
      dataSource: 'receivable',
      lines: [line(), line({ materialCode, itemName: null, taxCode: null })],
    });
    const { status, body } = await submitted(await applied(of('M-1')));
    expect(status, JSON.stringify(body)).toBe(200);
    const saved = await applied(of('M-2'));
    expect((await desk.act('invoice-item', later, 'disable')).status).toBe(200);
    const unbound = await submitted(saved);
    const errors = (unbound.body['errors'] ?? []) as readonly JsonObject[];
    expect(errors.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/lines/1/itemName item-name-missing',
      '/lines/1/taxCode tax-code-missing',
    ]);
  });

  it('is not asked of what only its blue invoice says, which is asked when it is issued', async () => {
    const back = { quantity: '-2', amount: '-200', tax: '-12', gross: '-212' };
    const id = await applied({ billType: 'red', redReason: 'return', buyerName: null, lines: [line(back)] });
    const { status, body } = await submitted(id);
    expect(status, JSON.stringify(body)).toBe(200);
  });
});
