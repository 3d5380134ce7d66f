import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { createDomains } from '../../../domains.ts';
import { installedFrom } from '../../../model/publish/publisher.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../desk.suite.ts';

const line = (more: JsonObject = {}): JsonObject => ({ ...serviceLine, ...more });

/** A partner's way of issuing, of which nothing here knows. */
const partner = installedFrom(
  new Map<string, Json>([
    [
      'package.json',
      {
        name: 'partner',
        version: '1.0.0',
        peerDependencies: { platform: '*', basis: '*', invoicing: '*' },
        guiju: { prefix: 'pt', label: { zh: '伙伴', en: 'Partner' } },
      },
    ],
    [
      'extensions/pending-invoice.json',
      {
        extends: 'pending-invoice',
        set: { 'fields/channel/options': [{ value: 'post', label: { zh: '邮寄', en: 'Post' } }] },
      },
    ],
  ]),
);

const stranger = '91500023MA0000001M';

describeOnDatabases('what may not be issued', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  /** Buyers of what the channel was asked to issue. */
  const asked: string[] = [];
  beforeAll(async () => {
    node = await openTestNode(database.url, {
      packages: ['platform', 'basis', 'invoicing'],
      domains: createDomains({
        planned: (plan) => async (call, question, how) => {
          const planned = await plan(call, question, how);
          const pendingInvoices = planned.result.pendingInvoices.map((one) =>
            one.buyerName === '邮寄' ? { ...one, channel: 'post' } : one,
          );
          return { ...planned, result: { ...planned.result, pendingInvoices } };
        },
        channels: (connected) => async (question) => {
          const channel = await connected(question);
          return (
            channel && {
              ...channel,
              async issue(request) {
                asked.push(String(request.document['buyerName']));
                return channel.issue(request);
              },
            }
          );
        },
      }),
    });
    await node.publish([partner]);
    desk = deskAt(node);
    await desk.simulate();
  });
  afterAll(() => node.close());

  let count = 0;
  /** A pending invoice of somebody new, sent to the channel. */
  const pushed = async (more: JsonObject) => {
    count += 1;
    const buyerName = more['buyerName'] === undefined ? `买方 ${count}` : more['buyerName'];
    const body = { invoiceType: '10xdp', sellerTaxNo: seller, lines: [line()], ...more, buyerName };
    const id = await desk.make('pending-invoice', body);
    for (const action of ['submit', 'approve', 'issue']) {
      const { status, body: said } = await desk.act('pending-invoice', id, action);
      expect(status, JSON.stringify(said)).toBe(200);
    }
    await node.node.run('issue');
    return desk.read('pending-invoice', id);
  };
  const failureOf = async (id: unknown, language: string) => {
    const path = `${desk.records('pending-invoice')}/${String(id)}?view=manage`;
    const { body } = await node.ask('GET', path, undefined, { 'accept-language': language });
    return String(body['failure']).split('\n');
  };

  it.each<[sentence: string, more: JsonObject, code: string, said: string, path?: string | null]>([
    [
      'a seller that was never authorised',
      { sellerTaxNo: stranger },
      'seller-not-authorised',
      stranger,
      '/sellerTaxNo',
    ],
    ['no buyer', { buyerName: null }, 'buyer-name-missing', '购方名称', '/buyerName'],
    ['no buyer number on a special one', { invoiceType: '08xdp' }, 'buyer-tax-number-missing', '购方税号'],
    [
      'no item name',
      { lines: [line({ itemName: null })] },
      'item-name-missing',
      '第 1 行',
      '/lines/0/itemName',
    ],
    ['no rate', { lines: [line({ rate: null })] }, 'rate-missing', '第 1 行', '/lines/0/rate'],
    ['no tax code', { lines: [line({ taxCode: null })] }, 'tax-code-missing', '第 1 行', '/lines/0/taxCode'],
    ['a code of nines', { lines: [line({ taxCode: '9'.repeat(19) })] }, 'tax-code-form', '第 1 行'],
    [
      'a rate of 0 on a special one',
      {
        invoiceType: '08xdp',
        buyerTaxNo: '91440300708461136T',
        lines: [line({ rate: '0', tax: '0', gross: '200', preferenceText: '免税' })],
      },
      'zero-rate-special',
      '第 1 行',
    ],
  ])('%s fails, says why and where, and no channel hears of it', async (_, more, code, said, path) => {
    const before = asked.length;
    const pending = await pushed(more);
    expect(pending).toMatchObject({ issueStatus: 'failed', failureCode: code });
    if (path !== undefined) expect(pending['failurePath']).toBe(path);
    expect((await failureOf(pending['id'], 'zh')).join()).toContain(said);
    expect(asked.length).toBe(before);
  });

  it('is told with all its reasons, in the language of whoever reads, and to the source system', async () => {
    const lines = [line({ itemName: null, taxCode: null }), line({ rate: null })];
    const pending = await pushed({ sellerTaxNo: stranger, lines });
    expect(pending).toMatchObject({ failureCode: 'seller-not-authorised' });
    const [zh, en] = [await failureOf(pending['id'], 'zh'), await failureOf(pending['id'], 'en')];
    expect([zh.length, en.length]).toEqual([4, 4]);
    expect([zh[0], zh[1], zh[3]]).toEqual([
      expect.stringContaining('没有开票服务的许可'),
      expect.stringContaining('第 1 行没有商品名称'),
      expect.stringContaining('第 2 行没有税率'),
    ]);
    expect([en[0], en[2]]).toEqual([
      expect.stringContaining('has no licence for issuing'),
      expect.stringContaining('Line 1 has no tax code'),
    ]);
  });

  it('is told with as many reasons as there is room for, whole, and how many more there are', async () => {
    const wrong = { itemName: null, taxCode: null, rate: null };
    const pending = await pushed({ lines: Array.from({ length: 40 }, () => line(wrong)) });
    const [zh, en] = [await failureOf(pending['id'], 'zh'), await failureOf(pending['id'], 'en')];
    const listed = zh.length - 1;
    expect([listed > 20, zh.at(-1), en.at(-1)]).toEqual([
      true,
      `另有至少 ${120 - listed} 处问题，未逐条列出`,
      `and at least ${120 - listed} more problems`,
    ]);
  });

  it('of which nobody can tell fails once, with the reason, instead of waiting for ever', async () => {
    const before = asked.length;
    const id = await desk.approved({ buyerName: '邮寄', lines: [line()] });
    const sent = await desk.act('invoice-application', id, 'issue');
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    await node.node.run('issue');
    const [pending = {}] = await desk.pendingOf(id);
    expect(pending).toMatchObject({
      channel: 'post',
      issueStatus: 'failed',
      failureCode: 'channel-not-configured',
    });
    expect((await failureOf(pending['id'], 'en')).length).toBeGreaterThan(0);
    const { revision } = pending;
    await node.node.run('issue');
    expect(await desk.read('pending-invoice', String(pending['id']))).toMatchObject({ revision });
    expect(asked.length).toBe(before);
  });

  it('is issued once it is mended, and what is only to be looked at keeps nothing back', async () => {
    const pending = await pushed({ buyerName: '改好', lines: [line({ itemName: null })] });
    const { id, revision } = pending;
    const path = `${desk.records('pending-invoice')}/${String(id)}`;
    const tag = { 'if-match': `"${revision}"` };
    const [row] = pending['lines'] as readonly JsonObject[];
    const lines = [{ id: row?.['id'] ?? '', itemName: '服务费', taxCode: '3999999999999999999' }];
    const mended = await node.ask('PATCH', path, { lines }, tag);
    expect(mended.status, JSON.stringify(mended.body)).toBe(200);
    expect((await desk.act('pending-invoice', String(id), 'issue')).status).toBe(200);
    await node.node.run('issue');
    expect(await desk.read('pending-invoice', String(id))).toMatchObject({
      issueStatus: 'issued',
      failure: null,
    });
    expect(asked).toContain('改好');
  });

  it('a withdrawn licence keeps back, until it is given again', async () => {
    const { body } = await node.ask('GET', `${desk.records('licence')}?view=manage&taxNo=${seller}`);
    const [licence] = body['items'] as readonly JsonObject[];
    const id = String(licence?.['id']);
    expect((await desk.act('licence', id, 'withdraw-licence')).status).toBe(200);
    expect(await pushed({})).toMatchObject({ issueStatus: 'failed', failureCode: 'seller-withdrawn' });
  });

  it('tax numbers that have issued before are authorised once, which log, records and trail tell', async () => {
    const [former, none] = ['91310115MA1K3AB027', '91320505MA1N1AB23X'];
    const { database: own } = node.tenant;
    const invoice = {
      number: '26440000000000000001',
      invoiceType: '10xdp',
      buyerName: '甲',
      lines: [line()],
    };
    const licensed = async (taxNo: string) => {
      const { body } = await node.ask('GET', `${desk.records('licence')}?view=manage&taxNo=${taxNo}`);
      return (body['items'] as readonly JsonObject[]).map(({ status }) => status);
    };
    const upgraded = async () => {
      const next = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
      await next.node.run('issue');
      await next.close();
      await node.tenant.follow();
    };
    await desk.make('invoice', { ...invoice, sellerTaxNo: former });
    await upgraded();
    expect(await licensed(former)).toEqual([]);
    await own.run('DELETE FROM gj_done WHERE name = ?', ['sellers-authorised']);
    await upgraded();
    await desk.make('invoice', { ...invoice, number: '26440000000000000002', sellerTaxNo: none });
    await upgraded();
    expect([await licensed(former), await licensed(none), await licensed(seller)]).toEqual([
      ['authorised'],
      [],
      ['withdrawn'],
    ]);
    const { body } = await node.ask('GET', `${desk.records('licence')}?view=manage&taxNo=${former}`);
    const [licence] = body['items'] as readonly JsonObject[];
    const history = await node.ask('GET', `${desk.records('licence')}/${String(licence?.['id'])}/history`);
    const operations = (history.body['items'] as readonly JsonObject[]).map(({ operation }) => operation);
    expect(operations).toContain('authorise');
    const { authorisation } = await desk.read('licence', String(licence?.['id']));
    const from = await desk.read('cloud-authorisation', String((authorisation as JsonObject)['id']));
    expect(from).toMatchObject({ issuingUsed: 1, issuingTotal: 1 });
    expect(await pushed({ sellerTaxNo: former })).toMatchObject({ failureCode: 'channel-not-configured' });
  });
});
