import { execFileSync } from 'node:child_process';
import { writeXlsx } from 'hucre/xlsx';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { eInvoiceSchema } from '../../../rules/einvoicing/e-invoice/e-invoice-schema.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { describedIn, filesOfZip, textsOf } from '../../work/print/ofd.suite.ts';
import { deskAt, seller, serviceLine } from './desk.suite.ts';

type Elements = readonly { subject: string; label: string; value: string; faceOnly: boolean }[];

const rent = { ...serviceLine, taxCode: '3040502020200000000' };
const moved = { ...serviceLine, taxCode: '3010101020000000000' };
const trip = {
  day: '2026-11-20',
  placeFrom: '北京',
  placeTo: '上海',
  vehicleKind: 'train',
  seatClass: '二等座',
};
const traveller = { ...trip, traveller: '张三', idKind: 'resident-id', idNumber: '110101199001011237' };
const deducting = { ...serviceLine, deduction: '106', quantity: '1', price: '206', amount: '206', tax: '6' };
const freight = {
  ...{ shippedFrom: '天津', shippedTo: '青岛', transportKind: 'road' },
  ...{ plateNo: '津A12345', goods: '钢材' },
};

describeOnDatabases('special business', (under) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  const ids: Record<string, string> = {};
  const pointTo = (name: string) => ({ id: ids[name] ?? '' });

  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    await desk.simulate();
    const path = '/api/forms/other-settings/record';
    const headers = { 'if-match': (await node.ask('GET', path)).headers.get('etag') ?? '' };
    await node.ask('PATCH', path, { simulatedFileSeconds: 0 }, headers);
    const place = { region: '广东省深圳市', address: '科技园1号', place: '3栋12层' };
    for (const [type, more] of [
      ['rental', { certificateNo: '粤2026001', areaUnit: 'square-metre' }],
      [
        'sale',
        {
          ...{ titleCertificateNo: '粤2026002', contractNo: 'WQ-1', areaUnit: 'mu', landVatProjectNo: 'T-2' },
          ...{ vatProjectNo: 'X-2', unitCode: 'D-2' },
        },
      ],
      ['construction', { landVatProjectNo: 'T-3', projectName: '一号楼' }],
    ] as const)
      ids[type] = await desk.make('real-estate', { number: type, name: type, type, ...place, ...more });
    ids['vehicle'] = await desk.make('vehicle', {
      ...{ vehicleType: 'truck', brandModel: '东风 DF1', maker: '东风公司', tonnage: '5' },
      origin: '湖北',
      taxCategory: { number: '1090305010000000000' },
    });
  });
  afterAll(() => node.close());

  const issued = async (body: JsonObject) =>
    desk.read('invoice', await desk.invoiced({ invoiceType: '10xdp', ...body }));
  const elementsOf = ({ specialElements }: JsonObject) => (specialElements ?? []) as unknown as Elements;
  const saidBy = (record: JsonObject) => elementsOf(record).map(({ label, value }) => `${label}：${value}`);
  const flat = (text: string) => text.replace(/\s/g, '');
  const htmlOf = async ({ id }: JsonObject) =>
    (await node.raw('GET', `/api/issuing/invoices/${String(id)}/face`)).text();
  const fileOf = async (id: string, format: 'pdf' | 'ofd' | 'xml') => {
    const file = await vi.waitFor(
      async () => {
        await node.node.run('outgoing');
        const found = (await desk.read('invoice', id))[format] as JsonObject | null;
        expect(found ?? null).not.toBeNull();
        return found as JsonObject;
      },
      { timeout: 20_000, interval: 100 },
    );
    const path = `${desk.records('invoice')}/${id}/files/${String(file['id'])}`;
    return new Uint8Array(await (await node.raw('GET', path)).arrayBuffer());
  };
  const refusedAt = async (body: JsonObject) => {
    const id = await desk.make('invoice-application', {
      ...{ buyerName: '买方', invoiceType: '10xdp', sellerTaxNo: seller },
      ...body,
    });
    const { status, body: answer } = await desk.act('invoice-application', id, 'submit');
    const problems = (answer['errors'] ?? []) as readonly JsonObject[];
    return [status, ...problems.map(({ path, code, message }) => `${path} ${code} ${message}`)];
  };
  const piecesOf = async (body: JsonObject, ...applications: readonly JsonObject[]) => {
    const all = [body, ...applications];
    const made: string[] = [];
    for (const one of all) made.push(await desk.approved({ invoiceType: '10xdp', ...one }));
    const asked = { applications: made.map((id) => ({ id })), push: 'pending', by: 'interface' };
    const { status, body: done } = await node.ask('POST', '/api/issuing/applications', asked);
    expect(status, JSON.stringify(done)).toBeLessThan(300);
    const pending = done['pendingInvoices'] as readonly JsonObject[];
    return Promise.all(pending.map(({ id }) => desk.read('pending-invoice', String(id))));
  };

  describe.each<[string, () => JsonObject, readonly string[]]>([
    [
      'rental',
      () => ({
        ...{ specialKind: 'rental', realEstate: pointTo('rental'), crossCity: false },
        ...{ leaseFrom: '2026-01-01', leaseTo: '2026-12-31', lines: [rent] },
      }),
      [
        ...['所在地区：广东省深圳市', '地址：科技园1号', '详细地址：3栋12层', '不动产权证号：粤2026001'],
        ...['面积单位：平方米', '租赁期起：2026-01-01', '租赁期止：2026-12-31', '跨地（市）标志：否'],
      ],
    ],
    [
      'sale',
      () => ({
        ...{ specialKind: 'sale', realEstate: pointTo('sale'), crossCity: true },
        ...{ checkedPrice: '300', actualGross: '212', lines: [{ ...rent, taxCode: '5010000000000000000' }] },
      }),
      [
        ...['所在地区：广东省深圳市', '地址：科技园1号', '详细地址：3栋12层', '产权证证号：粤2026002'],
        ...[
          '增值税项目编号：X-2',
          '不动产单元代码：D-2',
          '网签合同备案编号：WQ-1',
          '面积单位：亩',
          '土地增值税项目编号：T-2',
          '跨地（市）标志：是',
        ],
        ...['核定计税价格：¥300.00', '实际成交含税金额：¥212.00'],
      ],
    ],
    [
      'construction',
      () => ({
        ...{ specialKind: 'construction', realEstate: pointTo('construction') },
        ...{ crossRegionNo: 'KQ-9', lines: [{ ...rent, taxCode: '3050100000000000000' }] },
      }),
      [
        ...['所在地区：广东省深圳市', '地址：科技园1号', '详细地址：3栋12层', '土地增值税项目编号：T-3'],
        ...['建筑项目名称：一号楼', '跨地（市）标志：否', '跨区域涉税事项报验管理编号：KQ-9'],
      ],
    ],
    [
      'passenger-transport',
      () => ({
        specialKind: 'passenger-transport',
        travellers: [traveller, { ...trip, placeFrom: '上海', placeTo: '杭州' }],
        lines: [moved],
      }),
      [
        ...['出行人：张三', '有效身份证件类型：居民身份证', '有效身份证件号码：110101199001011237'],
        ...['出行日期：2026-11-20', '出发地：北京', '到达地：上海', '交通工具类型：火车', '等级：二等座'],
        ...['出行日期：2026-11-20', '出发地：上海', '到达地：杭州', '交通工具类型：火车', '等级：二等座'],
      ],
    ],
    [
      'goods-transport',
      () => ({ specialKind: 'goods-transport', freights: [freight], lines: [moved] }),
      [
        '起运地：天津',
        '到达地：青岛',
        '运输工具种类：公路运输',
        '运输工具牌号：津A12345',
        '运输货物名称：钢材',
      ],
    ],
    [
      'motor-vehicle',
      () => ({
        specialKind: 'motor-vehicle',
        lines: [{ ...serviceLine, vehicle: pointTo('vehicle'), taxCode: '1090305010000000000' }],
      }),
      [
        ...['车辆类型：载货汽车', '厂牌型号：东风 DF1', '产地：湖北', '生产企业名称：东风公司', '吨位：5'],
        ...['税收分类名称：乘用车', '税率：13%', '税收合并编码：1090305010000000000'],
      ],
    ],
  ])('%s', (_kind, body, expected) => {
    let invoice: JsonObject;

    it('goes from the application to the rows of pending invoice and invoice', async () => {
      invoice = await issued(body());
      expect(saidBy(invoice)).toEqual(expected);
      const pending = await desk.read(
        'pending-invoice',
        String((invoice['pendingInvoice'] as JsonObject)['id']),
      );
      expect(saidBy(pending)).toEqual(expected);
    });

    it('stands on the face, and what is not personal in the remark', async () => {
      const html = await htmlOf(invoice);
      const remark = String(invoice['faceRemark']);
      for (const { label, value, faceOnly } of elementsOf(invoice)) {
        for (const said of [`>${label}</`, `>${value}</`]) expect(html).toContain(said);
        expect(remark.includes(`${label}：${value}`)).toBe(!faceOnly);
      }
    });

    it('stands in PDF, OFD and XML', async () => {
      const id = String(invoice['id']);
      const pdf = flat(
        execFileSync('pdftotext', ['-', '-'], { input: await fileOf(id, 'pdf'), encoding: 'utf8' }),
      );
      const { pages } = describedIn(filesOfZip(await fileOf(id, 'ofd')));
      const ofd = flat(
        pages
          .flatMap(textsOf)
          .map(({ text }) => text)
          .join(''),
      );
      const xml = XmlDocument.fromBuffer(Buffer.from(await fileOf(id, 'xml')));
      const schema = XmlDocument.fromString(eInvoiceSchema);
      const validator = XsdValidator.fromDoc(schema);
      validator.validate(xml);
      const read = xml.find('//SpecialElement').map((one) => `${one.get('@name')?.content}：${one.content}`);
      expect(read).toEqual(expected);
      for (const one of [xml, validator, schema]) one.dispose();
      for (const text of [pdf, ofd]) {
        expect(text).toContain('特定业务要素');
        for (const { value } of elementsOf(invoice)) expect(text).toContain(flat(value));
      }
    });
  });

  it('a vehicle of each type says what only that type has', async () => {
    const lines: JsonObject[] = [];
    for (const more of [
      { vehicleType: 'passenger', seats: 5 },
      { vehicleType: 'motorcycle', displacement: '250' },
      { vehicleType: 'special', purpose: '清障' },
      { vehicleType: 'used', plateNo: '鄂A12345' },
    ]) {
      const about = { brandModel: '东风', maker: '东风公司', taxCategory: { number: '1090305010000000000' } };
      const id = await desk.make('vehicle', { ...about, ...more });
      lines.push({ ...serviceLine, taxCode: '1090305010000000000', vehicle: { id } });
    }
    const said = saidBy(await issued({ specialKind: 'motor-vehicle', lines }));
    expect(said).toEqual(
      expect.arrayContaining(['限乘人数：5', '排量：250', '作业用途：清障', '车牌照号：鄂A12345']),
    );
  });

  it('is foretold by a preview as it comes to be', async () => {
    const id = await desk.approved({
      ...{ invoiceType: '10xdp', specialKind: 'goods-transport', freights: [freight], lines: [moved] },
    });
    const asked = { applications: [{ id }] };
    const { body } = await node.ask('POST', '/api/issuing/applications/preview', asked);
    const [foretold] = ((body['result'] as JsonObject)['pendingInvoices'] ?? []) as readonly JsonObject[];
    expect(saidBy(foretold ?? {})).toContain('运输工具牌号：津A12345');
  });

  it('comes with a workbook, a sheet for its rows', async () => {
    const rows = {
      开票申请单: [
        ['单据编号', '购方名称', '发票种类', '销方税号', '特定业务', '数据来源'],
        ['IMP-1', '导入', '数电普票', seller, '旅客运输服务', '批量导入'],
      ],
      开票项明细: [
        ['单据编号', '商品名称', '税收分类编码', '税率', '金额（不含税）', '税额', '价税合计'],
        ['IMP-1', '车票', '3010101020000000000', '9%', 100, 9, 109],
      ],
      旅客信息: [
        ['单据编号', '出行人', '出行日期', '出发地', '到达地', '交通工具类型'],
        ['IMP-1', '张三', '2026-11-20', '北京', '上海', '火车'],
        ['IMP-1', '李四', '2026-11-20', '北京', '上海', '飞机'],
      ],
    };
    const book = await writeXlsx({
      sheets: Object.entries(rows).map(([name, own]) => ({ name, rows: own })),
    });
    const started = await node.raw('POST', '/api/forms/invoice-application/import', new Uint8Array(book));
    const { id: job } = (await started.json()) as JsonObject;
    await vi.waitFor(
      async () => {
        const { body } = await node.ask('GET', `/api/jobs/${String(job)}`);
        expect(body, JSON.stringify(body)).toMatchObject({ status: 'done', failed: 0 });
      },
      { timeout: 20_000, interval: 50 },
    );
    const path = `${desk.records('invoice-application')}?view=manage&number=IMP-1`;
    const [found] = (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
    const { travellers } = await desk.read('invoice-application', String(found?.['id']));
    expect(
      (travellers as readonly JsonObject[]).map((one) => [one['traveller'], one['vehicleKind']]),
    ).toEqual([
      ['张三', 'train'],
      ['李四', 'plane'],
    ]);
  });

  it('an invoice keeps what its records said when the pending one was made', async () => {
    const estate = await desk.make('real-estate', {
      ...{ number: 'moving', name: '搬', type: 'rental', address: '旧址' },
      ...{ certificateNo: '1', areaUnit: 'mu' },
    });
    const [pending] = await piecesOf({ specialKind: 'rental', realEstate: { id: estate }, lines: [rent] });
    const path = `${desk.records('real-estate')}/${estate}`;
    const { revision } = await desk.read('real-estate', estate);
    await node.ask('PATCH', path, { address: '新址' }, { 'if-match': `"${String(revision)}"` });
    const id = String(pending?.['id']);
    expect((await desk.act('pending-invoice', id, 'issue')).status).toBe(200);
    await node.node.run('issue');
    const { invoice } = await desk.read('pending-invoice', id);
    expect(saidBy(await desk.read('invoice', String((invoice as JsonObject)['id'])))[0]).toBe('地址：旧址');
  });

  it('what people change of it on a pending invoice is told anew', async () => {
    const [pending] = await piecesOf({
      specialKind: 'passenger-transport',
      travellers: [traveller],
      lines: [moved],
    });
    const path = `${desk.records('pending-invoice')}/${String(pending?.['id'])}`;
    const [row] = (pending?.['travellers'] ?? []) as readonly JsonObject[];
    const { status, body } = await node.ask(
      'PATCH',
      path,
      {
        travellers: [
          { id: String(row?.['id']), $delete: true },
          { ...trip, placeTo: '南京' },
        ],
      },
      { 'if-match': `"${String(pending?.['revision'])}"` },
    );
    expect([status, elementsOf(body)]).toEqual([200, []]);
    expect((await desk.act('pending-invoice', String(pending?.['id']), 'issue')).status).toBe(200);
    await node.node.run('issue');
    const { invoice } = await desk.read('pending-invoice', String(pending?.['id']));
    const said = saidBy(await desk.read('invoice', String((invoice as JsonObject)['id'])));
    expect(said).toContain('到达地：南京');
    expect(said).not.toContain('出行人：张三');
  });

  it('a pending invoice that is made by hand has its elements when it goes', async () => {
    const id = await desk.make('pending-invoice', {
      ...{ buyerName: '手工', invoiceType: '10xdp', sellerTaxNo: seller },
      ...{ specialKind: 'goods-transport', freights: [freight], lines: [moved] },
    });
    for (const action of ['submit', 'approve', 'issue'])
      expect((await desk.act('pending-invoice', id, action)).status, action).toBe(200);
    await node.node.run('issue');
    const { invoice } = await desk.read('pending-invoice', id);
    expect(saidBy(await desk.read('invoice', String((invoice as JsonObject)['id'])))).toContain(
      '起运地：天津',
    );
  });

  it.each<[string, JsonObject, readonly (string | number)[]]>([
    [
      'transport of nobody',
      { specialKind: 'passenger-transport', lines: [moved] },
      [422, '/travellers transport-missing 旅客信息为空，运输服务至少需要一行；请补充'],
    ],
    [
      'a code of something else is a warning alone',
      { specialKind: 'goods-transport', freights: [freight], lines: [serviceLine] },
      [200],
    ],
  ])('is judged when it is submitted: %s', async (_says, body, expected) => {
    expect(await refusedAt(body)).toEqual(expected);
  });

  it.each<[string, JsonObject, readonly string[][]]>([
    [
      'a row without what is starred',
      { specialKind: 'goods-transport', freights: [{ shippedFrom: '天津' }] },
      ['shippedTo', 'transportKind', 'plateNo', 'goods'].map((member) => [
        `/freights/0/${member}`,
        'required',
      ]),
    ],
    [
      'a row of a line that is not there',
      { specialKind: 'goods-transport', freights: [{ ...freight, line: 3 }] },
      [['/freights/0/line', 'row-line-unknown']],
    ],
    [
      'a lease that ends before it begins',
      {
        specialKind: 'rental',
        leaseFrom: '2026-02-01',
        leaseTo: '2026-01-31',
        realEstate: { number: 'rental' },
      },
      [['/leaseTo', '租赁期止不能早于租赁期起']],
    ],
    [
      'vouchers that do not add up',
      {
        taxMethod: 'difference',
        lines: [deducting],
        vouchers: [{ voucherKind: 'digital', amount: '200', deducted: '100' }],
      },
      [['/vouchers', 'vouchers-differ']],
    ],
    [
      'a voucher that deducts more than it is worth',
      {
        taxMethod: 'difference',
        lines: [deducting],
        vouchers: [{ voucherKind: 'digital', amount: '100', deducted: '106' }],
      },
      [['/vouchers/0/deducted', '本次扣除金额不能大于凭证合计金额']],
    ],
  ])('is refused when it is saved: %s', async (_says, body, expected) => {
    const whole = { buyerName: '买方', invoiceType: '10xdp', lines: [moved], ...body };
    const { status, body: answer } = await node.ask('POST', desk.records('invoice-application'), whole);
    const problems = (answer['errors'] ?? []) as readonly JsonObject[];
    expect([
      status,
      ...problems.map(({ path, code, message }) => [path, code === 'check-failed' ? message : code]),
    ]).toEqual([422, ...expected]);
  });

  it('documents about different elements do not become one invoice, equal ones do', async () => {
    const of = (more: JsonObject) => ({
      buyerName: '合并',
      dataSource: 'api',
      specialKind: 'goods-transport',
      lines: [moved],
      ...more,
    });
    const made = await piecesOf(
      of({ freights: [freight] }),
      of({ freights: [freight] }),
      of({ freights: [{ ...freight, plateNo: '津B1' }] }),
      of({ freights: [freight], specialKind: null }),
    );
    expect(
      made.map((one) => [one['gross'], saidBy(one).find((said) => said.startsWith('运输工具牌号'))]),
    ).toEqual([
      ['424', '运输工具牌号：津A12345'],
      ['212', '运输工具牌号：津B1'],
      ['212', undefined],
    ]);
  });

  it('a split keeps the header on each piece, and rows go with their line', async () => {
    const lines = Array.from({ length: 3 }, (_, at) => ({ ...moved, itemName: `运输${at}` }));
    const id = await desk.approved({
      ...{ invoiceType: '10xdp', specialKind: 'passenger-transport', lines },
      travellers: [
        { ...traveller, line: 2 },
        { ...trip, placeTo: '南京' },
      ],
    });
    const asked = { applications: [{ id }], push: 'pending', by: 'page', split: { by: 'line' } };
    const { status, body } = await node.ask('POST', '/api/issuing/applications', asked);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    const rowsOf = async () =>
      (await desk.pendingOf(id)).map(({ specialKind, travellers }) => [
        specialKind,
        ...(travellers as readonly JsonObject[]).map(({ line, placeTo }) => [line ?? null, placeTo]),
      ]);
    const [first, second, third] = [
      ['passenger-transport', [null, '南京']],
      ['passenger-transport', [1, '上海'], [null, '南京']],
      ['passenger-transport', [null, '南京']],
    ];
    expect(await rowsOf()).toEqual([first, second, third]);
    // What is out has taken its rows along; what comes back brings them again.
    for (const at of [2, 1]) {
      const pending = await desk.pendingOf(id);
      await desk.remove('pending-invoice', String(pending[at]?.['id']));
      const rest = await node.ask('POST', '/api/issuing/applications', asked);
      expect(rest.status, JSON.stringify(rest.body)).toBeLessThan(300);
    }
    // By the number that a line keeps, which had its place before.
    const again = ['passenger-transport', [2, '上海'], [null, '南京']];
    expect(await rowsOf()).toEqual([first, third, again]);
  });

  it('lines are known by the numbers that they have', async () => {
    const lines = [10, 20].map((seq) => ({ ...moved, seq }));
    const travellers = [{ ...trip, line: 20 }];
    const id = await desk.approved({
      invoiceType: '10xdp',
      specialKind: 'passenger-transport',
      lines,
      travellers,
    });
    const asked = { applications: [{ id }], push: 'issue', by: 'page' };
    const { status, body } = await node.ask('POST', '/api/issuing/applications', asked);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    await node.node.run('issue');
    const [pending] = await desk.pendingOf(id);
    expect(pending).toMatchObject({ issueStatus: 'issued', travellers: [{ placeTo: '上海' }] });
    const [row] = (pending?.['travellers'] ?? []) as readonly JsonObject[];
    const numbers = ((pending?.['lines'] ?? []) as readonly JsonObject[]).map(({ seq }, at) => seq ?? at + 1);
    expect(numbers.indexOf(row?.['line'] as number)).toBe(1);
  });

  it('a red invoice has the elements that its blue one was issued with', async () => {
    const blue = await issued({
      specialKind: 'motor-vehicle',
      buyerKind: 'person',
      lines: [{ ...serviceLine, vehicle: pointTo('vehicle') }],
    });
    expect((await desk.act('invoice', String(blue['id']), 'red', { redReason: 'return' })).status).toBe(200);
    const path = `${desk.records('pending-invoice')}?view=manage&blueInvoice=${String(blue['id'])}`;
    const [made] = (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
    for (const action of ['submit', 'approve', 'issue'])
      expect((await desk.act('pending-invoice', String(made?.['id']), action)).status, action).toBe(200);
    await node.node.run('issue');
    const red = await desk.read('pending-invoice', String(made?.['id']));
    expect(red).toMatchObject({ issueStatus: 'issued', specialKind: 'motor-vehicle' });
    expect(saidBy(await desk.read('invoice', String((red['invoice'] as JsonObject)['id'])))).toEqual(
      saidBy(blue),
    );
  });

  it('a negative application that says nothing of it takes it from its blue invoice', async () => {
    const blue = await issued({
      buyerName: '红',
      buyerKind: 'person',
      specialKind: 'rental',
      realEstate: pointTo('rental'),
      lines: [rent],
    });
    const negative = { ...rent, quantity: '-2', amount: '-200', tax: '-12', gross: '-212' };
    const red = await issued({
      ...{ buyerName: '红', buyerKind: 'person', billType: 'red', redReason: 'return' },
      ...{ blueInvoice: { id: String(blue['id']) }, lines: [negative] },
    });
    expect(red).toMatchObject({ sign: 'red', specialKind: 'rental', realEstate: { number: 'rental' } });
    expect(saidBy(red)).toEqual(saidBy(blue));
  });

  describe('difference taxation', () => {
    const vouchers = [
      { voucherKind: 'digital', number: 'PZ-1', day: '2026-10-01', amount: '80', deducted: '60' },
      { voucherKind: 'fiscal', number: 'PZ-2', amount: '46', deducted: '46', remark: '次笔' },
    ];

    it('by vouchers stands on face, remark, PDF and XML, without a rate', async () => {
      const invoice = await issued({ taxMethod: 'difference', lines: [deducting], vouchers });
      const html = await htmlOf(invoice);
      for (const said of [
        '差额征税：扣除额 ¥106.00',
        'PZ-1',
        '财政票据',
        '¥46.00',
        '次笔',
        '<td class="n">***</td>',
      ])
        expect(html).toContain(said);
      expect(String(invoice['faceRemark'])).toBe('差额征税：扣除额 ¥106.00');
      const id = String(invoice['id']);
      const input = await fileOf(id, 'pdf');
      const pdf = flat(execFileSync('pdftotext', ['-', '-'], { input, encoding: 'utf8' }));
      for (const said of ['差额征税', 'PZ-1', '财政票据', '***']) expect(pdf).toContain(said);
      const xml = Buffer.from(await fileOf(id, 'xml')).toString();
      expect(xml).toContain('<VoucherType code="fiscal">财政票据</VoucherType>');
      expect(xml).toContain('<DeductedAmount>60.00</DeductedAmount>');
    });

    it('its vouchers are used up by the pieces in their order', async () => {
      const id = await desk.approved({
        invoiceType: '10xdp',
        taxMethod: 'difference',
        lines: [deducting],
        vouchers,
      });
      const asked = { applications: [{ id }], push: 'pending', by: 'page', split: { by: 'count', count: 2 } };
      const { status, body } = await node.ask('POST', '/api/issuing/applications', asked);
      expect(status, JSON.stringify(body)).toBeLessThan(300);
      const used = (await desk.pendingOf(id)).map(({ vouchers: own, lines }) => [
        (lines as readonly JsonObject[])[0]?.['deduction'],
        ...(own as readonly JsonObject[]).map(({ number, deducted }) => `${number} ${deducted}`),
      ]);
      expect(used).toEqual([
        ['53', 'PZ-1 53'],
        ['53', 'PZ-1 7', 'PZ-2 46'],
      ]);
    });

    it('in full is taxed on all, and says so', async () => {
      const invoice = await issued({ taxMethod: 'difference-full', lines: [serviceLine] });
      expect(String(invoice['faceRemark'])).toBe('差额征税（全额开票）');
      expect(await htmlOf(invoice)).toContain('<p class="mark">差额征税（全额开票）</p>');
    });

    it('is reversed with what it deducts', async () => {
      const blue = await issued({
        buyerKind: 'person',
        taxMethod: 'difference',
        lines: [deducting],
        vouchers,
      });
      expect((await desk.act('invoice', String(blue['id']), 'red', { redReason: 'return' })).status).toBe(
        200,
      );
      const path = `${desk.records('pending-invoice')}?view=manage&blueInvoice=${String(blue['id'])}`;
      const [made] = (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
      for (const action of ['submit', 'approve', 'issue'])
        expect((await desk.act('pending-invoice', String(made?.['id']), action)).status, action).toBe(200);
      await node.node.run('issue');
      const red = await desk.read('pending-invoice', String(made?.['id']));
      expect(red, JSON.stringify(red['failure'])).toMatchObject({ issueStatus: 'issued' });
      expect((red['lines'] as readonly JsonObject[])[0]).toMatchObject({
        deduction: '-106',
        tax: '-6',
      });
    });
  });

  it('every face says what a category is called for short, and no tax where there is none', async () => {
    const free = { preference: true, preferenceText: '免税', rate: '0', tax: '0', gross: '200' };
    const invoice = await issued({
      buyerKind: 'person',
      lines: [{ ...serviceLine, itemName: '大米', taxCode: '1010101010000000000', ...free }],
    });
    const input = await fileOf(String(invoice['id']), 'pdf');
    const pdf = flat(execFileSync('pdftotext', ['-', '-'], { input, encoding: 'utf8' }));
    const html = flat(await htmlOf(invoice));
    for (const said of ['*谷物*大米', '免税', '***']) {
      expect(pdf).toContain(said);
      expect(html).toContain(said);
    }
  });
});
