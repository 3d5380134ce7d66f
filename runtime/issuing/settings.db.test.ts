import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/json.ts';
import { describeOnDatabases } from '../../workshop/databases.ts';
import { openTestNode, type TestNode } from '../server/test-node.suite.ts';
import { deskAt, seller } from './desk.suite.ts';

const taxCode = '3040000000000000000';
const line = (itemName: string, more: JsonObject = {}): JsonObject => ({
  ...{ itemName, taxCode, rate: '0.06', spec: '按年', unit: '项', quantity: '2', price: '100' },
  ...{ amount: '200', tax: '12', gross: '212', ...more },
});

/** What other settings say beside decisions: each flips what becomes of the same document. */
describeOnDatabases('other settings', (under) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  const failing = new Set<string>();
  beforeAll(async () => {
    node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      issuing: {
        fate: ({ document }) =>
          failing.has(String(document['buyerName'])) ? { fails: { code: 'busy' } } : undefined,
      },
    });
    desk = deskAt(node);
    await desk.simulate();
    await desk.make('tax-category', {
      number: taxCode,
      name: '信息技术服务',
      rate: '0.06',
      sharing: 'global',
    });
  });
  afterAll(() => node.close());

  const set = async (body: JsonObject) => {
    const before = await node.ask('GET', '/api/forms/other-settings/record');
    const headers = { 'if-match': before.headers.get('etag') ?? '' };
    const { status, body: answer } = await node.ask(
      'PATCH',
      '/api/forms/other-settings/record',
      body,
      headers,
    );
    expect(status, JSON.stringify(answer)).toBeLessThan(300);
  };
  const found = async (form: string, name: string) => {
    const { body } = await node.ask('GET', `${desk.records(form)}?name=${encodeURIComponent(name)}`);
    return body['items'] as readonly JsonObject[];
  };
  const issued = async (more: JsonObject) => {
    await desk.invoiced({ dataSource: 'api', ...more });
    await node.node.issuing.run();
  };

  it('saveItems: what is issued and not set up yet becomes an item, once', async () => {
    await issued({ lines: [line('不存'), line('不存')] });
    expect(await found('invoice-item', '不存')).toEqual([]);
    await set({ saveItems: true });
    await issued({
      lines: [line('要存'), line('要存'), line('没有编码', { taxCode: '9999999999999999999' })],
    });
    expect(await found('invoice-item', '要存')).toMatchObject([
      { rate: '0.06', spec: '按年', unit: '项', taxCode },
    ]);
    await issued({ lines: [line('要存')] });
    expect(await found('invoice-item', '要存')).toHaveLength(1);
    // No tax category has that code: the invoice is out all the same.
    expect(await found('invoice-item', '没有编码')).toEqual([]);
    await set({ saveItems: false });
  });

  it('saveTitles: buyers that come in by these ways become titles, once', async () => {
    const buyer = { buyerTaxNo: '91500023MA0000001M', buyerEmail: 'a@example.com' };
    const by = (dataSource: string, buyerName: string) =>
      issued({ ...buyer, dataSource, buyerName, lines: [line('服务')] });
    await by('api', '不存公司');
    await set({ saveTitles: ['api'] });
    await by('import', '导入公司');
    await by('api', '接口公司');
    await by('api', '接口公司');
    expect([await found('buyer-title', '不存公司'), await found('buyer-title', '导入公司')]).toEqual([
      [],
      [],
    ]);
    const [title, ...more] = await found('buyer-title', '接口公司');
    expect([more, title]).toMatchObject([[], { number: buyer.buyerTaxNo, taxNo: buyer.buyerTaxNo }]);
    const whole = await desk.read('buyer-title', String(title?.['id']));
    expect(whole['titles']).toMatchObject([{ email: 'a@example.com', isDefault: true }]);
    await set({ saveTitles: [] });
  });

  it('delivery: a single invoice is issued only where somebody says how it is delivered', async () => {
    const single = async (more: JsonObject = {}) => {
      const id = await desk.make('pending-invoice', {
        ...{ buyerName: '单张', invoiceType: '10xdp', sellerTaxNo: seller, lines: [line('单张')], ...more },
      });
      for (const action of ['submit', 'approve'])
        expect((await desk.act('pending-invoice', id, action)).status).toBe(200);
      return id;
    };
    await set({ delivery: 'mail-or-mobile' });
    const refused = await desk.act('pending-invoice', await single(), 'issue');
    expect([refused.status, refused.body['code']]).toEqual([422, 'delivery-missing']);
    const reached = await desk.act('pending-invoice', await single({ buyerMobile: '13800000000' }), 'issue');
    expect(reached.status, JSON.stringify(reached.body)).toBe(200);
    await set({ delivery: 'none' });
    const free = await desk.act('pending-invoice', await single(), 'issue');
    expect(free.status, JSON.stringify(free.body)).toBe(200);
  });

  it('continueAfterFailure: those behind a paper invoice that failed are issued, or wait', async () => {
    const batch = async (invoiceType: string) => {
      const buyers = ['会失败', '在后面'];
      const ids: string[] = [];
      for (const buyerName of buyers) {
        const application = await desk.approved({ buyerName, invoiceType, lines: [line('批量')] });
        const done = await desk.act('invoice-application', application, 'plan');
        expect(done.status, JSON.stringify(done.body)).toBe(200);
        const [pending] = await desk.pendingOf(application);
        ids.push(String(pending?.['id']));
      }
      failing.add('会失败');
      const asked = { pendingInvoices: ids.map((id) => ({ id })) };
      const sent = await node.ask('POST', '/api/issuing/pending-invoices', asked);
      expect(sent.status, JSON.stringify(sent.body)).toBe(200);
      await node.node.issuing.run();
      failing.clear();
      const read = await Promise.all(ids.map((id) => desk.read('pending-invoice', id)));
      return read.map(({ issueStatus }) => issueStatus);
    };
    expect(await batch('007xdp')).toEqual(['failed', 'pending']);
    expect(await batch('10xdp')).toEqual(['failed', 'issued']);
    await set({ continueAfterFailure: true });
    expect(await batch('007xdp')).toEqual(['failed', 'issued']);
  });
});
