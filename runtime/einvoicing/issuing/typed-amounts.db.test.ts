import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, serviceLine } from './desk.suite.ts';

const form = 'invoice-application';
const line = { itemName: '服务费', taxCode: '3040000000000000000', rate: '0.06' };
const counted = { ...line, quantity: '3', price: '99.99' };
const figures = ['price', 'amount', 'tax', 'gross'] as const;

describeOnDatabases('the amounts of an application', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
  });
  afterAll(() => node.close());

  const made = async (row: JsonObject, head: JsonObject = {}) =>
    desk.read(form, await desk.make(form, { buyerName: '买方', ...head, lines: [row] }));
  const linesOf = ({ lines }: JsonObject) => lines as readonly JsonObject[];
  const figuresOf = (record: JsonObject) => figures.map((name) => linesOf(record)[0]?.[name] ?? null);
  const change = async (record: JsonObject, row: JsonObject, head: JsonObject = {}) => {
    const said =
      Object.keys(row).length > 0 ? { lines: [{ id: linesOf(record)[0]?.['id'] ?? '', ...row }] } : {};
    const path = `${desk.records(form)}/${String(record['id'])}`;
    const tag = { 'if-match': `"${Number(record['revision'])}"` };
    const answer = await node.ask('PATCH', path, { ...head, ...said }, tag);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };

  const withTax = { taxIncluded: true };
  const reduced = { ...line, rate: '0.05', preferenceText: '按5%简易征收减按1.5%计征' };
  const table: readonly (readonly [
    sentence: string,
    row: JsonObject,
    expected: readonly unknown[],
    head?: JsonObject,
  ])[] = [
    ['quantity and price', counted, ['99.99', '299.97', '18', '317.97']],
    [
      'quantity and price before the rate is known',
      { ...counted, rate: null },
      ['99.99', '299.97', null, null],
    ],
    ['a gross price', { ...line, quantity: '3', grossPrice: '106' }, ['100', '300', '18', '318']],
    [
      'a gross price that includes tax',
      { ...line, quantity: '3', grossPrice: '99.99' },
      ['94.33018868', '282.99', '16.98', '299.97'],
      withTax,
    ],
    ['an amount', { ...line, amount: '100' }, [null, '100', '6', '106']],
    ['a gross amount', { ...line, gross: '106' }, [null, '100', '6', '106']],
    ['amount and tax', { ...line, amount: '100', tax: '6.02' }, [null, '100', '6.02', '106.02']],
    [
      'a quantity and an amount',
      { ...line, quantity: '7', amount: '333.33' },
      ['47.6185714286', '333.33', '20', '353.33'],
    ],
    [
      'a quantity and a gross amount',
      { ...line, rate: '0.09', quantity: '1', gross: '1090.01' },
      ['1000.01', '1000.01', '90', '1090.01'],
    ],
    [
      'a quantity, a gross amount and the tax in it',
      { ...line, quantity: '-4', gross: '-106.03', tax: '-6.02' },
      ['25.0025', '-100.01', '-6.02', '-106.03'],
    ],
    ['an amount of no quantity', { ...line, quantity: '0', amount: '100' }, [null, '100', '6', '106']],
    ['gross amount and tax', { ...line, gross: '106.02', tax: '6.02' }, [null, '100', '6.02', '106.02']],
    ['all of them, as they are given', serviceLine, ['100', '200', '12', '212']],
    ['no rate', { ...line, rate: '0', gross: '50' }, [null, '50', '0', '50']],
    ['a reduced rate', { ...reduced, amount: '103.5' }, [null, '103.5', '1.5', '105']],
    ['the gross amount at a reduced rate', { ...reduced, gross: '105' }, [null, '103.5', '1.5', '105']],
    [
      'a deduction',
      { ...line, amount: '1000', deduction: '400' },
      [null, '1000', '36', '1036'],
      { taxMethod: 'difference' },
    ],
    [
      'a deduction from a gross amount',
      { ...line, gross: '1036', deduction: '400' },
      [null, '1000', '36', '1036'],
      { taxMethod: 'difference' },
    ],
    ['less than nothing', { ...line, quantity: '-2', price: '100' }, ['100', '-200', '-12', '-212']],
    ['nothing at all', line, [null, null, null, null]],
  ];
  const cases = table.map(([what, row, expected, head = {}]) => [what, row, expected, head] as const);
  it.each(cases)('are filled in from %s', async (_, row, expected, head) => {
    const record = await made(row, head);
    expect(figuresOf(record)).toEqual(expected);
    const [, amount, tax, gross] = expected;
    expect([record['amount'], record['tax'], record['gross']]).toEqual(
      [amount, tax, gross].map((one) => one ?? '0'),
    );
  });

  it('follow what changes, but for what somebody gave', async () => {
    const followed = await change(await made(counted), { quantity: '4' });
    expect(figuresOf(followed)).toEqual(['99.99', '399.96', '24', '423.96']);
    expect(followed['gross']).toBe('423.96');
    expect(figuresOf(await change(followed, { rate: '0.13' }))).toEqual([
      '99.99',
      '399.96',
      '51.99',
      '451.95',
    ]);
    const taxed = await change(await made({ ...counted, tax: '18.03' }), { quantity: '2.999' });
    expect(figuresOf(taxed)).toEqual(['99.99', '299.87', '18.03', '317.9']);
    expect(figuresOf(await change(taxed, { tax: null }))).toEqual(['99.99', '299.87', '17.99', '317.86']);
    const agreed = await change(await made({ ...line, gross: '106' }, withTax), { rate: '0.13' });
    expect(figuresOf(agreed)).toEqual([null, '93.81', '12.19', '106']);
    const turned = await made({ ...line, quantity: '3', grossPrice: '99.99' });
    expect(figuresOf(turned)).toEqual(['94.33018868', '282.99', '16.98', '299.97']);
    const left = await change(await made({ ...counted, amount: '299.98' }), {}, { remark: 'x' });
    expect(figuresOf(left)).toEqual(['99.99', '299.98', '18', '317.98']);
  });

  it('of any quantity and any amount have a price that fits them', async () => {
    const figure = (least: number, most: number, digits: number) =>
      fc.integer({ min: least, max: most }).map((one) => (one / 10 ** digits).toFixed(digits));
    const row = fc.record({ quantity: figure(1, 10_000_000, 2), amount: figure(1, 100_000_000, 2) });
    const lines = fc.sample(row, 60).map((one, at) => {
      const { amount, ...counts } = one;
      return { ...line, ...counts, [at % 2 === 0 ? 'amount' : 'gross']: amount };
    });
    const { status, body } = await node.ask('POST', desk.records(form), { buyerName: '买方', lines });
    expect(status, JSON.stringify(body)).toBe(201);
    const prices = (body['lines'] as readonly JsonObject[]).map(({ price }) => price);
    expect(prices.filter((price) => price === null)).toEqual([]);
  });

  it('are checked as they are given', async () => {
    const lines = [{ ...counted, amount: '300' }];
    const { status, body } = await node.ask('POST', desk.records(form), { buyerName: '买方', lines });
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('line-amount')]);
  });

  it('come with an item and a title that are picked, beside what is typed', async () => {
    const taxCategory = await desk.make('tax-category', { number: line.taxCode, name: '服务', rate: '0.06' });
    const item = {
      number: 'X1',
      name: '咨询',
      taxCategory: { id: taxCategory },
      rate: '0.06',
      unit: '次',
      price: '50',
    };
    await desk.make('invoice-item', item);
    await desk.make('invoice-item', { ...item, number: 'X2', name: '培训', price: '80' });
    await desk.make('buyer-title', {
      number: 'T1',
      name: '买方一',
      taxNo: '91500023MA0000001M',
      kind: 'company',
    });
    await desk.make('buyer-title', { number: 'T2', name: '王五', kind: 'person' });
    await desk.make('customer', { number: 'C1', name: '客户一', taxNo: '91500023MA0000001M' });
    const head = { buyerName: undefined, buyerTitle: { number: 'T1' }, customer: { number: 'C1' } };
    const picked = await made({ item: { number: 'X1' }, quantity: '2' }, head as unknown as JsonObject);
    expect(picked).toMatchObject({
      buyerName: '买方一',
      buyerTaxNo: '91500023MA0000001M',
      buyerKind: 'company',
      customerCode: 'C1',
      customerName: '客户一',
      lines: [
        { itemCode: 'X1', itemName: '咨询', taxCode: line.taxCode, unit: '次', price: '50', gross: '106' },
      ],
    });
    const other = await change(picked, { item: { number: 'X2' } }, { buyerTitle: { number: 'T2' } });
    expect(other).toMatchObject({ buyerName: '王五', buyerTaxNo: null, buyerKind: 'person' });
    expect(other).toMatchObject({
      lines: [{ itemName: '培训', price: '80', amount: '160', gross: '169.6' }],
    });
    // An amount that somebody gives goes before the price of the item; a discount has none of what is counted.
    const agreed = await made({ item: { number: 'X1' }, quantity: '7', amount: '333.33' });
    expect(agreed).toMatchObject({ lines: [{ price: '47.6185714286', amount: '333.33' }] });
    const less = { item: { number: 'X1' }, kind: 'discounted', quantity: '4' };
    const discounted = await desk.make(form, {
      buyerName: '买方',
      lines: [less, { item: { number: 'X1' }, kind: 'discount', amount: '-20' }],
    });
    expect((await desk.read(form, discounted))['lines']).toMatchObject([
      { unit: '次', price: '50', amount: '200' },
      { itemName: '咨询', rate: '0.06', unit: null, price: null, amount: '-20' },
    ]);
    const typed = await made({ item: { number: 'X1' }, itemName: '咨询费', price: '60', quantity: '1' });
    expect(typed).toMatchObject({
      buyerName: '买方',
      lines: [{ itemName: '咨询费', price: '60', gross: '63.6' }],
    });
  });

  it('are filled in for what is imported and for what comes in a batch', async () => {
    const lines = [
      ['parent.number', 'itemName', 'taxCode', 'rate', 'quantity', 'price'],
      ['IMP1', '服务费', '3040000000000000000', '0.06', '2', '100'],
    ];
    const head = [
      ['number', 'buyerName'],
      ['IMP1', '买方'],
    ];
    const book = await writeXlsx({
      sheets: [
        { name: form, rows: head },
        { name: 'lines', rows: lines },
      ],
    });
    const sent = await node.raw('POST', `/api/forms/${form}/import`, new Uint8Array(book));
    let job = (await sent.json()) as JsonObject;
    while (job['status'] === 'waiting' || job['status'] === 'running')
      job = (await node.ask('GET', `/api/jobs/${String(job['id'])}`)).body;
    const { body } = await node.ask('GET', `${desk.records(form)}?view=manage&number=IMP1`);
    const [imported] = body['items'] as readonly JsonObject[];
    expect(imported, JSON.stringify(job)).toMatchObject({ amount: '200', tax: '12', gross: '212' });
    const items = [{ op: 'create', body: { number: 'BAT1', lines: [counted] } }];
    await node.ask('POST', `/api/forms/${form}/batch`, { items });
    const listed = await node.ask('GET', `${desk.records(form)}?view=manage&number=BAT1`);
    expect((listed.body['items'] as readonly JsonObject[])[0]).toMatchObject({ gross: '317.97' });
  });
});
