import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { someOf } from '../../../../workshop/it-long.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { createDomains } from '../../../domains.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import type { Channel } from '../../channels/channel.ts';
import { deskAt, seller, serviceLine } from '../../issuing/desk.suite.ts';
import { license } from '../../issuing/license.suite.ts';

const spec = '甲乙丙丁戊己庚辛壬癸';
const machine = '661234567890';

describeOnDatabases('the face of an invoice', (under) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let issued = 0;
  /** A tax-control cloud that hands out no files. */
  const device: Channel = {
    name: 'device',
    simulated: false,
    credit: async () => null,
    async issue() {
      issued += 1;
      const files = { pdf: false, ofd: false, xml: false };
      const number = String(issued).padStart(8, '0');
      return { state: 'issued', number, code: '044002600111', machineNo: machine, issuedAt: at(), files };
    },
    query: async () => null,
  };
  const at = () => new Date().toISOString();

  beforeAll(async () => {
    node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      domains: createDomains({
        channels: (connected) => async (asked) =>
          asked.invoiceType.endsWith('xdp') ? connected({ ...asked, simulated: true }) : device,
      }),
    });
    desk = deskAt(node);
    await license(node, seller);
    const path = '/api/forms/other-settings/record';
    const headers = { 'if-match': (await node.ask('GET', path)).headers.get('etag') ?? '' };
    await node.ask('PATCH', path, { simulatedFileSeconds: 0 }, headers);
  });
  afterAll(() => node.close());

  const set = async (path: string, value: Json) => {
    const { status, body } = await node.ask(
      'PUT',
      `/api/params/${path}`,
      { value },
      { 'guiju-reason': 'test' },
    );
    expect(status, JSON.stringify(body)).toBeLessThan(300);
  };
  const clear = async (path: string) => {
    const { body } = await node.ask('GET', `/api/params/${path}`);
    for (const { id, revision } of body['own'] as readonly JsonObject[]) {
      const headers = { 'if-match': `"${revision}"`, 'guiju-reason': 'test' };
      await node.ask('DELETE', `/api/params/${path}?id=${id}`, undefined, headers);
    }
  };
  const parties = {
    buyerName: '买方',
    buyerTaxNo: '91500023MA0000001M',
    buyerAddress: '成都路1号',
    buyerPhone: '02812345678',
    buyerBank: '工行',
    buyerAccount: '6222000',
    sellerName: '卖方',
    sellerAddress: '深圳路2号',
    sellerPhone: '075512345678',
    sellerBank: '招行',
    sellerAccount: '9555000',
  };
  const invoiced = (more: JsonObject) =>
    desk.invoiced({ ...parties, lines: [{ ...serviceLine, spec }], ...more });
  /** The text of the PDF of an invoice. */
  const pdfOf = async (id: string, ...options: readonly string[]) => {
    const file = await vi.waitFor(
      async () => {
        const { pdf } = await desk.read('invoice', id);
        expect(pdf ?? null).not.toBeNull();
        return pdf as JsonObject;
      },
      { timeout: 20_000, interval: 100 },
    );
    const path = `${desk.records('invoice')}/${id}/files/${String(file['id'])}`;
    const input = new Uint8Array(await (await node.raw('GET', path)).arrayBuffer());
    return execFileSync('pdftotext', [...options, '-', '-'], { input, encoding: 'utf8' });
  };
  const flat = (text: string) => text.replace(/\s/g, '');

  const shown = {
    'system/showBuyerAddress': '购买方地址、电话：成都路1号02812345678',
    'system/showBuyerBank': '购买方开户行及账号：工行6222000',
    'system/showSellerAddress': '销售方地址、电话：深圳路2号075512345678',
    'system/showSellerBank': '销售方开户行及账号：招行9555000',
  };

  it.each(someOf(Object.entries(shown), 3))(
    'has of a digital invoice what %s says, in its remark',
    async (path, said) => {
      await set(path, true);
      const text = flat(await pdfOf(await invoiced({ invoiceType: '10xdp', remark: '自己写的' })));
      expect(text).toContain(said);
      for (const other of Object.values(shown)) if (other !== said) expect(text).not.toContain(other);
      const own = `show${String(path.split('/show')[1])}`;
      expect(flat(await pdfOf(await invoiced({ invoiceType: '10xdp', [own]: false })))).not.toContain(said);
      await clear(path);
      expect(flat(await pdfOf(await invoiced({ invoiceType: '10xdp', [own]: true })))).toContain(said);
    },
  );

  it('has elements, parties, the remark and additional information, in this order', async () => {
    const estate = await desk.make('real-estate', {
      number: 'BDC',
      name: '写字楼',
      type: 'rental',
      address: '科技园3栋',
      certificateNo: '粤2026001',
      areaUnit: 'square-metre',
    });
    const info = await desk.make('additional-info', { name: '合同号', valueKind: 'text' });
    const invoice = await invoiced({
      invoiceType: '10xdp',
      specialKind: 'rental',
      realEstate: { id: estate },
      showBuyerBank: true,
      remark: '自己写的',
      additionalMode: 'shown',
      additional: [{ info: { id: info }, text: 'HT-7' }],
      lines: [{ ...serviceLine, taxCode: '3040502020200000000' }],
    });
    const text = flat(await pdfOf(invoice));
    const places = ['地址：科技园3栋', '购买方开户行及账号', '自己写的', '合同号：HT-7'].map((said) =>
      text.indexOf(said),
    );
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('hides what its merge rule hides, of a single document too, and keeps the data', async () => {
    const hidden = ['spec', 'quantity', 'price'];
    await desk.make('merge-rule', { number: 'H', name: '不显示', hidden });
    const scheme = await desk.make('processing-scheme', {
      ...{ number: 'H', name: '不显示', priority: 1, mergeRule: { number: 'H' } },
      condition: { fact: 'buyerName', operator: 'equal', value: '不显示' },
    });
    const lines = [{ ...serviceLine, spec, unit: '份', quantity: '8', price: '25' }];
    const open = await invoiced({ invoiceType: '10xdp', lines });
    const id = await invoiced({ invoiceType: '10xdp', lines, buyerName: '不显示', dataSource: 'api' });
    expect(await desk.read('invoice', id)).toMatchObject({
      hidden,
      lines: [{ spec, unit: '份', quantity: '8', price: '25', amount: '200' }],
    });
    const htmlOf = async (invoice: string) =>
      (await node.raw('GET', `/api/issuing/invoices/${invoice}/face`)).text();
    const cells = (html: string) =>
      [...html.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, text]) => text).slice(0, 6);
    expect(cells(await htmlOf(open)).slice(1)).toEqual([spec, '份', '8', '25', '200.00']);
    expect(cells(await htmlOf(id)).slice(1)).toEqual(['', '份', '', '', '200.00']);
    for (const [invoice, isShown] of [
      [open, true],
      [id, false],
    ] as const) {
      const text = flat(await pdfOf(invoice));
      expect([text.includes(spec.slice(0, 3)), text.includes('规格型号'), text.includes('份')]).toEqual([
        isShown,
        true,
        true,
      ]);
    }
    const planned = await desk.approved({
      ...parties,
      lines,
      invoiceType: '10xdp',
      buyerName: '不显示',
      dataSource: 'api',
    });
    const asked = { applications: [{ id: planned }], push: 'pending' };
    const { body } = await node.ask('POST', '/api/issuing/applications/preview', asked);
    expect(body['result']).toMatchObject({ pendingInvoices: [{ hidden, lines: [{ spec, quantity: '8' }] }] });
    // Whoever reverses it has a face that hides the same.
    expect((await desk.act('invoice', id, 'red')).status).toBe(200);
    const reds = await node.ask('GET', `${desk.records('pending-invoice')}?view=manage&blueInvoice=${id}`);
    expect(reds.body['items']).toMatchObject([{ hidden }]);
    await desk.remove('processing-scheme', scheme);
  });

  it('has bank and address of a tax-control invoice always, and never in its remark', async () => {
    const text = flat(await pdfOf(await invoiced({ invoiceType: '007' })));
    for (const said of ['成都路1号', '工行', '深圳路2号', '9555000']) expect(text).toContain(said);
    expect(text).not.toContain('购买方地址、电话：');
  });

  it.each<[string, readonly (readonly [string, string])[], boolean]>([
    ['no setting', [], false],
    ['the tax number', [[seller, 'second']], true],
    ['tax number and machine', [[`${seller}${machine}`, 'second']], true],
    [
      'the machine before the tax number',
      [
        [seller, 'second'],
        [`${seller}${machine}`, 'first'],
      ],
      false,
    ],
  ])('has a wide column of specifications by dim_pdf_template_config: %s', async (_says, values, isWide) => {
    for (const [key, value] of values) await set(`dim_pdf_template_config/${key}`, value);
    const text = await pdfOf(await invoiced({ invoiceType: '007' }), '-layout');
    expect(text.split('\n').some((line) => line.includes(spec))).toBe(isWide);
    for (const [key] of values) await clear(`dim_pdf_template_config/${key}`);
  });

  it('has of a digital invoice the usual column, whatever the parameter says', async () => {
    await set(`dim_pdf_template_config/${seller}`, 'second');
    const text = await pdfOf(await invoiced({ invoiceType: '10xdp' }), '-layout');
    expect(text).not.toContain(spec);
    await clear(`dim_pdf_template_config/${seller}`);
  });

  it('sim_invoice_list_config: a blue paper invoice of more than eight rows has a list, in larger letters', async () => {
    const lines = Array.from({ length: 9 }, (_, at) => ({ ...serviceLine, itemName: `服务${at}` }));
    const many = async (invoiceType: string) => {
      const id = await desk.approved({ ...parties, invoiceType, lines });
      expect((await desk.act('invoice-application', id, 'issue')).status).toBe(200);
      return (await desk.pendingOf(id)).map(({ withList }) => withList ?? false);
    };
    const size = async (id: string) => {
      const text = await pdfOf(id, '-bbox-layout');
      const [, top, bottom] = /yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">服务费</.exec(text) ?? [];
      return Number(bottom) - Number(top);
    };
    expect(await many('007')).toEqual([false, false]);
    const usual = await size(await invoiced({ invoiceType: '007' }));
    await set(`sim_invoice_list_config/${seller}`, true);
    expect([await many('007'), await many('026')]).toEqual([[true], [false, false]]);
    expect(await size(await invoiced({ invoiceType: '007' }))).toBeGreaterThan(usual * 1.15);
    await clear(`sim_invoice_list_config/${seller}`);
  });
});
