import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createDomains } from '../../domains.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller } from './desk.suite.ts';
import { license } from './license.suite.ts';

const taxCode = '3040000000000000000';
const sellers = [seller, '91500023MA0000001M', '91310115MA1K3AB027'];
const line = (itemName: string, more: JsonObject = {}): JsonObject => ({
  itemName,
  taxCode,
  rate: '0.06',
  spec: '按年',
  unit: '项',
  quantity: '2',
  price: '100',
  amount: '200',
  tax: '12',
  gross: '212',
  ...more,
});

/** Settings beside decisions matter, too: each flips what becomes of the same document. */
describeOnDatabases('other settings', (under) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  const failing = new Set<string>();
  /** Requests of such buyers that the channel has at once: now, at most, and as many as are waited for. */
  const atOnce = { now: 0, most: 0, wanted: 0 };
  /** Done while the channel has the request of such a buyer in hand, whose answer is lost. */
  const meanwhile = new Map<string, () => Promise<unknown>>();
  beforeAll(async () => {
    node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      domains: createDomains({
        fate: ({ document }) => {
          if (meanwhile.has(String(document['buyerName']))) return { loses: 'answer' };
          return failing.has(String(document['buyerName'])) ? { fails: { code: 'busy' } } : undefined;
        },
        channels: (connected) => async (asked) => {
          const channel = await connected(asked);
          return (
            channel && {
              ...channel,
              async issue(request) {
                await meanwhile.get(String(request.document['buyerName']))?.();
                if (request.document['buyerName'] === '并行') {
                  atOnce.now += 1;
                  atOnce.most = Math.max(atOnce.most, atOnce.now);
                  for (let turn = 0; turn < 200 && atOnce.most < atOnce.wanted; turn += 1) await sleep(10);
                  await sleep(60);
                  atOnce.now -= 1;
                }
                return channel.issue(request);
              },
            }
          );
        },
      }),
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
  /** A pass that was under way already did not see what came since. */
  const until = (seen: () => Promise<void>) =>
    vi.waitFor(
      async () => {
        await node.node.run('issue');
        await seen();
      },
      { timeout: 20_000 },
    );
  /** Issues an application that an interface brought, which nobody has to approve. */
  const sent = async (push: 'pending' | 'issue', more: JsonObject) => {
    const id = await desk.make('invoice-application', {
      dataSource: 'api',
      buyerName: '买方',
      invoiceType: '10xdp',
      sellerTaxNo: seller,
      ...more,
    });
    if (more['dataSource'] === 'import')
      for (const action of ['submit', 'approve'])
        expect((await desk.act('invoice-application', id, action)).status).toBe(200);
    const asked = { applications: [{ id }], push, by: 'interface' };
    const { status, body } = await node.ask('POST', '/api/issuing/applications', asked);
    expect(status, JSON.stringify(body)).toBe(200);
    const [pending] = body['pendingInvoices'] as readonly JsonObject[];
    return String(pending?.['id']);
  };
  const issued = async (more: JsonObject) => {
    const pending = await sent('issue', more);
    await until(async () =>
      expect(await desk.read('pending-invoice', pending)).toMatchObject({ issueStatus: 'issued' }),
    );
    return desk.read('pending-invoice', pending);
  };

  it('saveItems and saveTitles: what is issued and not set up yet is there the next time, once', async () => {
    const buyer = { buyerTaxNo: '91500023MA0000001M', buyerEmail: 'a@example.com' };
    await issued({ ...buyer, buyerName: '不存公司', lines: [line('不存')] });
    await set({ saveItems: true, saveTitles: ['api'] });
    const lines = [line('要存'), line('要存'), line('没有编码', { taxCode: '1990000000000000000' })];
    await issued({ ...buyer, buyerName: '接口公司', lines });
    await issued({ ...buyer, buyerName: '接口公司', lines: [line('要存')] });
    await issued({ ...buyer, dataSource: 'import', buyerName: '导入公司', lines: [line('要存')] });
    await until(async () => expect(await found('buyer-title', '接口公司')).toHaveLength(1));
    await node.node.run('issue');
    await set({ saveItems: false, saveTitles: [] });
    const items = await found('invoice-item', '要存');
    expect(items).toMatchObject([{ rate: '0.06', spec: '按年', unit: '项', taxCode }]);
    // No tax category has that code: the invoice is out all the same.
    expect([await found('invoice-item', '不存'), await found('invoice-item', '没有编码')]).toEqual([[], []]);
    const [title, ...more] = await found('buyer-title', '接口公司');
    expect([more, title]).toMatchObject([[], { number: buyer.buyerTaxNo, taxNo: buyer.buyerTaxNo }]);
    const whole = await desk.read('buyer-title', String(title?.['id']));
    expect(whole['titles']).toMatchObject([{ email: 'a@example.com', isDefault: true }]);
    expect([await found('buyer-title', '不存公司'), await found('buyer-title', '导入公司')]).toEqual([
      [],
      [],
    ]);
  });

  it('delivery: a single invoice is issued only where somebody says how it is delivered', async () => {
    const single = async (more: JsonObject = {}) => {
      const id = await desk.make('pending-invoice', {
        buyerName: '单张',
        invoiceType: '10xdp',
        sellerTaxNo: seller,
        lines: [line('单张')],
        ...more,
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

  it.each([
    ['007', '007xdp'],
    ['004', '004xdp'],
  ])(
    'elePaperInvoice: paper types of such a tax number are issued digitally: %s as %s',
    async (paper, digital) => {
      const document = { invoiceType: paper, buyerTaxNo: '91500023MA0000001M', lines: [line('纸票')] };
      const typed = async (more: JsonObject = {}) => {
        const pending = await sent('pending', { ...document, ...more });
        return (await desk.read('pending-invoice', pending))['invoiceType'];
      };
      expect(await typed()).toBe(paper);
      await desk.set(`elePaperInvoice/${seller}`, true);
      const pending = await issued(document);
      const invoice = await desk.read('invoice', String((pending['invoice'] as JsonObject)['id']));
      // One that nobody made an application for goes out in the same way.
      const single = { ...document, buyerName: '单张', sellerTaxNo: seller };
      const byHand = await desk.make('pending-invoice', single);
      for (const action of ['submit', 'approve', 'issue'])
        expect((await desk.act('pending-invoice', byHand, action)).status).toBe(200);
      await until(async () =>
        expect(await desk.read('pending-invoice', byHand)).toMatchObject({
          issueStatus: 'issued',
          invoiceType: digital,
        }),
      );
      const others = [await typed({ sellerTaxNo: sellers[1] ?? '' }), await typed({ invoiceType: '10xdp' })];
      await desk.set(`elePaperInvoice/${seller}`, false);
      expect([invoice['invoiceType'], ...others]).toEqual([digital, paper, '10xdp']);
      // A digital number: of twenty digits, without a code of its own.
      expect(invoice).toMatchObject({ number: expect.stringMatching(/^\d{20}$/) });
      expect(await typed()).toBe(paper);
      await desk.set(`elePaperInvoice/${seller}`, null);
    },
  );

  it.each<[JsonObject[string], string]>([
    ['D', 'D'],
    ['A', 'A'],
    [null, 'A'],
  ])('sim_invoice_wait is %s: a pending invoice by hand is %s', async (value, auditStatus) => {
    await desk.set('sim_not_approval_required/sim_invoice_wait', value);
    const one = { buyerName: '单张', invoiceType: '10xdp', sellerTaxNo: seller, lines: [line('单张')] };
    const id = await desk.make('pending-invoice', one);
    expect(await desk.read('pending-invoice', id)).toMatchObject({ auditStatus });
    expect((await desk.act('pending-invoice', id, 'issue')).status).toBe(auditStatus === 'D' ? 200 : 409);
    await desk.set('sim_not_approval_required/sim_invoice_wait', null);
  });

  it('continueAfterFailure: those behind a paper invoice that failed are issued, or wait', async () => {
    const batch = async (invoiceType: string, how: JsonObject = {}, behind = '在后面') => {
      const buyers = ['会失败', behind];
      const ids: string[] = [];
      for (const buyerName of buyers)
        ids.push(await sent('pending', { buyerName, invoiceType, lines: [line('批量')] }));
      failing.add('会失败');
      const asked = { pendingInvoices: ids.map((id) => ({ id })), ...how };
      const { status, body } = await node.ask('POST', '/api/issuing/pending-invoices', asked);
      expect(status, JSON.stringify(body)).toBe(200);
      const states = async () => {
        const read = await Promise.all(ids.map((id) => desk.read('pending-invoice', id)));
        return read.map(({ issueStatus }) => issueStatus);
      };
      await until(async () => expect(await states()).not.toContain('issuing'));
      failing.clear();
      return states();
    };
    expect(await batch('007xdp')).toEqual(['failed', 'pending']);
    // The sender of the batch may say otherwise, for this once; by another order the one that fails is the last.
    expect(await batch('007xdp', { continueAfterFailure: true })).toEqual(['failed', 'issued']);
    expect(await batch('007xdp', { order: 'buyer-name' }, '丁')).toEqual(['failed', 'issued']);
    expect(await batch('10xdp')).toEqual(['failed', 'issued']);
    await set({ continueAfterFailure: true });
    expect(await batch('007xdp')).toEqual(['failed', 'issued']);
  });

  it.each([
    [1, 1],
    [3, 3],
  ])(
    'sim_batch_invoice_config/sync_issue_limit: so many accounts issue side by side',
    async (limit, most) => {
      const path = '/api/params/sim_batch_invoice_config/sync_issue_limit';
      const own = ((await node.ask('GET', path)).body['own'] as readonly JsonObject[] | undefined)?.[0];
      const tag = own ? { 'if-match': `"${String(own['revision'])}"` } : {};
      expect((await node.ask('PUT', path, { value: limit }, tag)).status).toBeLessThan(300);
      const ids: string[] = [];
      for (const sellerTaxNo of sellers) {
        const mock = `/api/params/all_ele_mock_invoice/${sellerTaxNo}`;
        await node.ask('PUT', mock, { value: true }, { 'guiju-reason': 'test' });
        if (limit === 1) await license(node, sellerTaxNo);
        ids.push(await sent('pending', { buyerName: '并行', sellerTaxNo, lines: [line('并行')] }));
      }
      Object.assign(atOnce, { most: 0, wanted: most });
      const asked = { pendingInvoices: ids.map((id) => ({ id })) };
      expect((await node.ask('POST', '/api/issuing/pending-invoices', asked)).status).toBe(200);
      await until(async () => {
        const read = await Promise.all(ids.map((id) => desk.read('pending-invoice', id)));
        expect(read.map(({ issueStatus }) => issueStatus)).toEqual(ids.map(() => 'issued'));
      });
      expect(atOnce.most).toBe(most);
    },
  );

  it('stopped while the first of a batch is being sent: that one is issued, the others are what they were', async () => {
    const lines = [line('停')];
    const ids: string[] = [];
    for (const buyerName of ['在路上', '曾失败', '未送出', '也未送出'])
      ids.push(await sent('pending', { buyerName, invoiceType: '10xdp', lines }));
    const [first = '', second = '', ...others] = ids;
    const read = () => Promise.all(ids.map((id) => desk.read('pending-invoice', id)));
    const issue = async (some: readonly string[]) => {
      const pendingInvoices = some.map((id) => ({ id }));
      const { status, body } = await node.ask('POST', '/api/issuing/pending-invoices', { pendingInvoices });
      expect(status, JSON.stringify(body)).toBe(200);
    };
    const stop = (pendingInvoices: readonly string[]) =>
      node.ask('POST', '/api/issuing/pending-invoices/stop', { pendingInvoices });
    failing.add('曾失败');
    await issue([second]);
    await until(async () => expect((await read())[1]).toMatchObject({ issueStatus: 'failed' }));
    failing.clear();
    const before = await read();
    const answers: JsonObject[] = [];
    meanwhile.set('在路上', async () => {
      // Twice: who asks again is told the same.
      for (const some of [ids, ids]) answers.push((await stop(some)).body);
    });
    await issue(ids);
    await until(async () =>
      expect((await read()).map(({ issueStatus }) => issueStatus)).not.toContain('issuing'),
    );
    expect(answers).toMatchObject([{ stopping: ids }, { stopping: ids }]);
    const after = await read();
    expect(after.map(({ issueStatus }) => issueStatus)).toEqual(['issued', 'failed', 'pending', 'pending']);
    expect(after[1]?.['failure']).toBe(before[1]?.['failure']);
    expect(after.map(({ stopAsked }) => stopAsked).slice(1)).toEqual([false, false, false]);
    const heard = await Promise.all(
      after.map(({ requestId }) =>
        node.tenant.database.first('SELECT state FROM gj_simulated WHERE request = ?', [String(requestId)]),
      ),
    );
    expect(heard.map(Boolean)).toEqual([true, false, false, false]);
    // An invoice that is not under way is not stopped, and one that was stopped may be issued.
    expect((await stop(ids)).body).toMatchObject({ stopping: [] });
    meanwhile.clear();
    await issue([second, ...others]);
    await until(async () =>
      expect((await read()).map(({ issueStatus }) => issueStatus)).toEqual(ids.map(() => 'issued')),
    );
    expect((await desk.read('pending-invoice', first))['invoice']).toBeTruthy();
  });
});
