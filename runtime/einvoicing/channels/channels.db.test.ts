import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { toLocal } from '../../../rules/calendar.ts';
import { openBook } from '../../../workshop/bureau/book.ts';
import { createBureau } from '../../../workshop/bureau/bureau.ts';
import { usualMood } from '../../../workshop/bureau/mood.ts';
import { type ServedBureau, serveBureau } from '../../../workshop/bureau/serve-bureau.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../issuing/desk.suite.ts';

const secret = 'a key of thirty-two characters!!';

describeOnDatabases('a channel behind an address', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let served: ServedBureau;
  let channel = '';
  const bureau = createBureau(openBook());
  beforeAll(async () => {
    served = await serveBureau({ bureau, secret });
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    await desk.make('tax-category', {
      number: serviceLine['taxCode'] ?? '',
      name: '信息技术服务',
      rate: '0.06',
      sharing: 'global',
    });
    channel = await desk.connect(served.url, { secret });
  });
  afterAll(async () => {
    await node?.close();
    await served.close();
  });
  beforeEach(() => bureau.setMood({ ...usualMood }));

  const sent = async (buyerName: string) => {
    const id = await desk.approved({ buyerName, lines: [serviceLine] });
    const { status, body } = await desk.act('invoice-application', id, 'issue');
    expect(status, JSON.stringify(body)).toBe(200);
    return id;
  };
  /** The pending invoice of an application, once it is as expected. */
  const becomes = (application: string, expected: JsonObject) =>
    vi.waitFor(
      async () => {
        await node.node.run('issue');
        const [pending = {}] = await desk.pendingOf(application);
        expect(pending).toMatchObject(expected);
        return pending;
      },
      { timeout: 20_000, interval: 100 },
    );
  const issuedFor = (buyerName: string) =>
    bureau.book
      .all('request')
      .filter(({ asked, answer }) => answer['state'] === 'issued' && nameIn(asked) === buyerName);
  const nameIn = (asked: JsonObject) => (asked['document'] as JsonObject)['buyerName'];

  it('issues what is signed, under the number of the bureau', async () => {
    const pending = await becomes(await sent('甲公司'), { issueStatus: 'issued', channel: 'leqi' });
    const invoice = await desk.read('invoice', String((pending['invoice'] as JsonObject)['id']));
    const [entry] = issuedFor('甲公司');
    expect(invoice).toMatchObject({ number: entry?.answer['number'], simulated: false });
    expect(entry?.asked).toMatchObject({
      sellerTaxNo: seller,
      invoiceType: '10xdp',
      account: expect.any(String),
    });
  });

  it('says why it refused, in its own words, and is asked anew by whoever issues it again', async () => {
    bureau.setMood({ refuses: 'E0412' });
    const id = await sent('乙公司');
    const pending = await becomes(id, { issueStatus: 'failed', failureCode: 'E0412' });
    expect(pending['failure']).toBe('税局拒绝了该请求');
    bureau.setMood({ refuses: null });
    expect((await desk.act('pending-invoice', String(pending['id']), 'issue')).status).toBe(200);
    await becomes(id, { issueStatus: 'issued', failureCode: null });
  });

  it('is waited for while it is at it', async () => {
    bureau.setMood({ takes: 3 });
    await becomes(await sent('丙公司'), { issueStatus: 'issued' });
    expect(issuedFor('丙公司')).toHaveLength(1);
  });

  describe.each([
    ['lost its answers', { down: 'loses' }, '连接不上开票通道“乐企直连”，将自动重试'],
    ['is not to be reached', { down: 'refuses' }, '连接不上开票通道“乐企直连”，将自动重试'],
    ['takes too long', { slow: 2_500 }, '开票通道“乐企直连”在 2 秒内没有应答；将先查询结果，不会重复开票'],
    ['answers with an error', { answers: 503 }, '开票通道“乐企直连”返回了 HTTP 503，将自动重试'],
    [
      'answers what is no answer',
      { answers: 200 },
      '开票通道“乐企直连”的应答不符合接口约定；请联系通道的提供方',
    ],
  ] as const)('that %s', (name, mood, waitsFor) => {
    it('leaves the invoice in the queue with what it waits for, and issues it once when it is back', async () => {
      bureau.setMood(mood);
      const id = await sent(name);
      await becomes(id, { issueStatus: 'issuing', waitsFor });
      bureau.setMood({ ...usualMood });
      await becomes(id, { issueStatus: 'issued', waitsFor: null });
      expect(issuedFor(name)).toHaveLength(1);
    });
  });

  it('whose key is another does not issue, and the invoice says so', async () => {
    const { revision } = await desk.read('channel', channel);
    const keyed = (key: string, tag: unknown) =>
      node.ask(
        'PATCH',
        `${desk.records('channel')}/${channel}`,
        { secret: key },
        { 'if-match': `"${String(tag)}"` },
      );
    const { body } = await keyed('another', revision);
    const id = await sent('丁公司');
    await becomes(id, {
      issueStatus: 'issuing',
      waitsFor: '开票通道“乐企直连”不接受签名（HTTP 401）；请核对通道的签名密钥',
    });
    expect((await keyed(secret, body['revision'])).status).toBe(200);
    await becomes(id, { issueStatus: 'issued' });
  });

  it('is the organisation’s own before one that is shared with it', async () => {
    const other = createBureau(openBook());
    const elsewhere = await serveBureau({ bureau: other });
    await allowHost(node, elsewhere.url);
    await desk.make('channel', {
      name: '共享通道',
      channelKind: 'leqi',
      url: elsewhere.url,
      sharing: 'global',
    });
    await becomes(await sent('戊公司'), { issueStatus: 'issued' });
    expect(other.book.all('request')).toHaveLength(0);
    await elsewhere.close();
  });

  it('debugOpenInvoice/debugOpenInvoice has its test environment issue, whose invoices say so', async () => {
    const path = '/api/params/debugOpenInvoice/debugOpenInvoice';
    const set = await node.ask('PUT', path, { value: true }, { 'guiju-reason': 'test' });
    expect(set.status, JSON.stringify(set.body)).toBeLessThan(300);
    // Nobody said where that is: it does not go to the bureau instead.
    await becomes(await sent('己公司'), { issueStatus: 'failed', failureCode: 'channel-not-configured' });
    const other = createBureau(openBook());
    const elsewhere = await serveBureau({ bureau: other, secret });
    await allowHost(node, elsewhere.url);
    const { revision } = await desk.read('channel', channel);
    const tag = { 'if-match': `"${String(revision)}"` };
    const place = `${desk.records('channel')}/${channel}`;
    expect((await node.ask('PATCH', place, { testUrl: elsewhere.url }, tag)).status).toBe(200);
    const month = toLocal(new Date().toISOString(), 'Asia/Shanghai').date.slice(0, 7);
    await desk.make('quota-account', { taxNo: seller, month, given: '0' });
    const pending = await becomes(await sent('庚公司'), {
      issueStatus: 'issued',
      testing: true,
      waitsFor: null,
    });
    expect([issuedFor('己公司'), issuedFor('庚公司'), other.book.all('request').length]).toEqual([[], [], 1]);
    const id = String((pending['invoice'] as JsonObject)['id']);
    const listed = await node.ask('GET', `${desk.records('invoice')}?view=manage&testing=true`);
    // The test environment counts from one, too, as the bureau did.
    const number = String(other.book.all('request')[0]?.answer['number']);
    expect(listed.body['items']).toMatchObject([{ id, number: `T${number}` }]);
    const face = await node.raw('GET', `/api/issuing/invoices/${id}/face`);
    expect(await face.text()).toContain('测试，没有法律效力');
    // What reverses it goes where it was issued, by the number that it has there.
    await desk.set('debugOpenInvoice/debugOpenInvoice', null);
    const line = {
      itemName: '服务费',
      taxCode: serviceLine.taxCode,
      rate: '0.06',
      amount: '-200',
      tax: '-12',
    };
    const red = { blueInvoice: { id }, invoiceType: '10xdp', sellerTaxNo: seller, redReason: 'return' };
    const confirmation = await desk.make('red-confirmation', { ...red, lines: [{ ...line, gross: '-212' }] });
    for (const action of ['submit', 'approve', 'enter']) {
      const { status, body } = await desk.act('red-confirmation', confirmation, action);
      expect(status, JSON.stringify(body)).toBe(200);
    }
    expect(other.book.all('confirmation')).toMatchObject([
      { asked: { document: { blueInvoiceNo: number } } },
    ]);
    await elsewhere.close();
  });

  it('is told by nobody where the host is not allowed', async () => {
    const body = {
      name: '外部',
      channelKind: 'rpa',
      url: 'http://127.0.0.2:9/',
      testUrl: 'http://127.0.0.3:9/',
    };
    const id = await desk.make('channel', body).catch(String);
    expect(['"/url"', '"/testUrl"'].map((path) => id.includes(path))).toEqual([true, true]);
    expect(id).toContain('host-not-listed');
  });
});
