import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { openBook } from '../../../../workshop/bureau/book.ts';
import { createBureau } from '../../../../workshop/bureau/bureau.ts';
import { usualMood } from '../../../../workshop/bureau/mood.ts';
import { type ServedBureau, serveBureau } from '../../../../workshop/bureau/serve-bureau.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../desk.suite.ts';

describeOnDatabases('voiding an invoice', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let served: ServedBureau;
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const bureau = createBureau(openBook(), clock);
  beforeAll(async () => {
    served = await serveBureau({ bureau });
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'], clock });
    desk = deskAt(node);
    await desk.connect(served.url);
    await desk.make('channel', { name: '税控', channelKind: 'tax-control', url: served.url, patience: 2 });
    await desk.make('tax-device', { number: 'Z1', name: '一号机', drawer: '王', machineNo: '661234567890' });
    await set('sim_writeback_config/cancel_no_writeback_source', ['keeps']);
    await desk.make('callback-target', { name: 'ERP', url: served.url });
  });
  afterAll(async () => {
    await node?.close();
    await served.close();
  });
  beforeEach(async () => {
    ahead = 0;
    bureau.setMood({ ...usualMood });
    await set('sim_not_approval_required/sim_invoice_valid_list', 'D');
  });

  const set = (parameter: string, value: JsonObject[string]) => desk.set(parameter, value);
  /** An issued invoice with the application it came from. */
  async function issued(
    more: JsonObject = {},
  ): Promise<{ readonly invoice: string; readonly application: string }> {
    const invoice = await desk.invoiced({
      invoiceType: '007xdp',
      buyerTaxNo: '91500023MA0000001M',
      lines: [serviceLine],
      ...more,
    });
    const { application } = await desk.read('invoice', invoice);
    return { invoice, application: String((application as JsonObject)['id']) };
  }
  /** Id of the invoice that a red pending one becomes. */
  async function sent(id: string): Promise<string> {
    for (const action of ['submit', 'approve', 'issue'])
      expect([action, (await desk.act('pending-invoice', id, action)).status]).toEqual([action, 200]);
    return vi.waitFor(
      async () => {
        await node.node.run('issue');
        const read = await desk.read('pending-invoice', id);
        expect(read).toMatchObject({ issueStatus: 'issued' });
        return String((read['invoice'] as JsonObject)['id']);
      },
      { timeout: 20_000, interval: 100 },
    );
  }
  const becomes = (invoice: string, expected: JsonObject) =>
    vi.waitFor(
      async () => {
        await node.node.run('issue');
        const read = await desk.read('invoice', invoice);
        expect(read).toMatchObject(expected);
        return read;
      },
      { timeout: 20_000, interval: 100 },
    );
  const voided = async (invoice: string) => {
    const { status, body } = await desk.act('invoice', invoice, 'void');
    expect(status, JSON.stringify(body)).toBe(200);
    return becomes(invoice, { invoiceStatus: 'void' });
  };
  const asked = (number: unknown) => bureau.book.all('void').filter((one) => one.asked['number'] === number);

  const issuedOf = async (application: string) => {
    const { lines } = await desk.read('invoice-application', application);
    return (lines as readonly JsonObject[])[0]?.['issuedAmount'];
  };
  /** The codes of the reasons for which an invoice is not voided. */
  const reasons = async (invoice: string) => {
    const { status, body } = await desk.act('invoice', invoice, 'void');
    expect([status, body['code']]).toEqual([422, 'void-refused']);
    return (body['errors'] as readonly JsonObject[]).map(({ code }) => code);
  };

  it('gives the amounts back to its application, which can be issued again', async () => {
    const { invoice, application } = await issued();
    expect(await issuedOf(application)).toBe('200');
    const after = await voided(invoice);
    expect(after).toMatchObject({
      voidState: 'done',
      voidAudit: 'D',
      remainingRed: '0',
      voidFailure: null,
    });
    expect(after['voidedAt']).toEqual(expect.any(String));
    expect(asked(after['number'])).toHaveLength(1);
    expect(await issuedOf(application)).toBe('0');
    expect((await desk.act('invoice-application', application, 'issue')).status).toBe(200);
    expect((await desk.act('invoice', invoice, 'void')).status).toBe(409);
    const face = await node.raw('GET', `/api/issuing/invoices/${invoice}/face`);
    expect(await face.text()).toContain('作废 · Void');
  });

  it('gives nothing back to the systems that a parameter names, and tells each of them', async () => {
    const { invoice, application } = await issued({ sourceSystem: 'keeps', dataSource: 'api' });
    await voided(invoice);
    expect(await issuedOf(application)).toBe('200');
    const callback = await vi.waitFor(
      async () => {
        const path = `${desk.records('callback')}?view=manage&invoice=${invoice}&event=voided`;
        const [made] = (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
        expect(made).toBeDefined();
        return desk.read('callback', String(made?.['id']));
      },
      { timeout: 10_000 },
    );
    const content = JSON.parse(String(callback['content'])) as JsonObject;
    expect(content).toMatchObject({
      event: 'voided',
      applications: [{ sourceSystem: 'keeps' }],
      invoice: { invoiceStatus: 'void' },
    });
  });

  it('waits for approval where a parameter wants it: nobody is asked before, and nobody reverses it', async () => {
    await set('sim_not_approval_required/sim_invoice_valid_list', 'A');
    const { invoice } = await issued();
    const { number } = await desk.read('invoice', invoice);
    expect((await desk.act('invoice', invoice, 'void')).status).toBe(200);
    await node.node.run('issue');
    expect(await desk.read('invoice', invoice)).toMatchObject({ voidState: 'waits', voidAudit: 'A' });
    expect((await desk.act('invoice', invoice, 'red')).status).toBe(409);
    expect((await desk.act('invoice', invoice, 'void-approve')).status).toBe(409);
    const negative = await desk.approved({
      invoiceType: '007xdp',
      buyerTaxNo: '91500023MA0000001M',
      redReason: 'return',
      blueInvoice: { id: invoice },
      lines: [{ ...serviceLine, quantity: '-2', amount: '-200', tax: '-12', gross: '-212' }],
    });
    const taking = await desk.act('invoice-application', negative, 'plan');
    expect([taking.status, taking.body['code']]).toEqual([409, 'blue-being-voided']);
    for (const action of ['void-submit', 'void-send-back', 'void-submit'])
      expect((await desk.act('invoice', invoice, action, { reason: '已抵扣' })).status).toBe(200);
    await node.node.run('issue');
    expect(asked(number)).toHaveLength(0);
    expect((await desk.act('invoice', invoice, 'void-approve')).status).toBe(200);
    await becomes(invoice, { invoiceStatus: 'void', voidAudit: 'C' });
    expect(asked(number)).toHaveLength(1);
  });

  it('that nobody approves is dropped again, and can be reversed', async () => {
    await set('sim_not_approval_required/sim_invoice_valid_list', 'A');
    const { invoice } = await issued();
    expect((await desk.act('invoice', invoice, 'void')).status).toBe(200);
    expect((await desk.act('invoice', invoice, 'void-drop')).status).toBe(200);
    expect((await desk.act('invoice', invoice, 'red')).status).toBe(200);
    expect(await reasons(invoice)).toEqual(['void-reversed']);
  });

  it('is approved too late once its month is over: it stands, and says why', async () => {
    await set('sim_not_approval_required/sim_invoice_valid_list', 'A');
    const { invoice } = await issued();
    for (const action of ['void', 'void-submit'])
      expect((await desk.act('invoice', invoice, action)).status).toBe(200);
    ahead = 32 * 86_400_000;
    expect((await desk.act('invoice', invoice, 'void-approve')).status).toBe(200);
    const { voidFailure, invoiceStatus } = await becomes(invoice, { voidState: 'failed' });
    expect([invoiceStatus, String(voidFailure).includes('只能在当月作废')]).toEqual(['normal', true]);
  });

  it('tells every reason against it', async () => {
    const { invoice } = await issued({ invoiceType: '004xdp' });
    expect(await reasons(invoice)).toEqual(['void-copies']);
    ahead = 32 * 86_400_000;
    expect(await reasons(invoice)).toEqual(['void-month', 'void-copies']);
    ahead = 0;
    expect((await desk.act('invoice', invoice, 'tick-copies')).status).toBe(200);
    await voided(invoice);
  });

  it.each(['007', '025', '004'])('of type %s is issued by a tax device, and voided', async (invoiceType) => {
    const { invoice, application } = await issued({ invoiceType });
    const [pending] = await desk.pendingOf(application);
    expect(pending).toMatchObject({ channel: 'tax-control', taxDevice: { number: 'Z1' } });
    const read = await desk.read('invoice', invoice);
    expect(read).toMatchObject({
      invoiceCode: '044002600111',
      number: expect.stringMatching(/^\d{8}$/),
      machineNo: '661234567890',
    });
    const request = bureau.book
      .all('request')
      .find(({ answer }) => answer['number'] === read['number'] && answer['code'] === read['invoiceCode']);
    expect(request?.asked).toMatchObject({ invoiceType, account: 'Z1' });
    if (invoiceType === '004') expect((await desk.act('invoice', invoice, 'tick-copies')).status).toBe(200);
    await voided(invoice);
    expect(asked(read['number']).at(-1)?.asked).toMatchObject({ invoiceType, code: '044002600111' });
    expect(await issuedOf(application)).toBe('0');
  });

  it('that its buyer has deducted is not voided, whenever that becomes known', async () => {
    await set('sim_not_approval_required/sim_invoice_valid_list', 'A');
    const numbers: string[] = [];
    const ids: string[] = [];
    for (const _ of [1, 2]) {
      const { invoice } = await issued({ invoiceType: '004' });
      expect((await desk.act('invoice', invoice, 'tick-copies')).status).toBe(200);
      ids.push(invoice);
      numbers.push(String((await desk.read('invoice', invoice))['number']));
    }
    const [early = '', late = ''] = ids;
    bureau.useAsBuyer({ number: numbers[0] ?? '', deducted: true });
    expect(await reasons(early)).toEqual(['void-used']);
    for (const action of ['void', 'void-submit'])
      expect((await desk.act('invoice', late, action)).status).toBe(200);
    bureau.useAsBuyer({ number: numbers[1] ?? '', deducted: true });
    expect((await desk.act('invoice', late, 'void-approve')).status).toBe(200);
    const { voidFailure, invoiceStatus } = await becomes(late, { voidState: 'failed' });
    expect([invoiceStatus, String(voidFailure).includes('抵扣')]).toEqual(['normal', true]);
    expect(asked(numbers[1])).toHaveLength(0);
  });

  it('of which a red confirmation stands is not voided', async () => {
    const { invoice } = await issued();
    const more = { status: '04', source: 'bureau', redReason: 'return', invoiceType: '007xdp' };
    await desk.make('red-confirmation', {
      ...more,
      blueInvoice: { id: invoice },
      lines: [{ ...serviceLine, quantity: '-2', amount: '-200', tax: '-12', gross: '-212' }],
    });
    expect(await reasons(invoice)).toEqual(['void-reversed']);
  });

  it('of which a red confirmation was entered while it waited stands, and its channel is not asked', async () => {
    await set('sim_not_approval_required/sim_invoice_valid_list', 'A');
    const { invoice } = await issued();
    const { number } = await desk.read('invoice', invoice);
    for (const action of ['void', 'void-submit'])
      expect((await desk.act('invoice', invoice, action)).status).toBe(200);
    await desk.make('red-confirmation', {
      ...{ status: '02', source: 'bureau', redReason: 'return', invoiceType: '007xdp' },
      blueInvoice: { id: invoice },
      lines: [{ ...serviceLine, quantity: '-1', amount: '-100', tax: '-6', gross: '-106' }],
    });
    expect((await desk.act('invoice', invoice, 'void-approve')).status).toBe(200);
    const { voidFailure, invoiceStatus } = await becomes(invoice, { voidState: 'failed' });
    expect([invoiceStatus, String(voidFailure)]).toEqual(['normal', expect.stringContaining('100')]);
    expect(asked(number)).toHaveLength(0);
  });

  it('is voided, or reversed: whoever asks at once, one of the two', async () => {
    await set('sim_not_approval_required/sim_invoice_valid_list', 'A');
    for (let nth = 0; nth < 4; nth++) {
      const { invoice } = await issued();
      const [voiding, red] = await Promise.all([
        desk.act('invoice', invoice, 'void'),
        desk.act('invoice', invoice, 'red'),
      ]);
      const { voidState } = await desk.read('invoice', invoice);
      const path = `${desk.records('pending-invoice')}?view=manage&blueInvoice=${invoice}`;
      const reds = (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
      expect([voiding.status === 200, red.status === 200]).toEqual([
        voidState === 'waits',
        reds.length === 1,
      ]);
      expect(voiding.status === 200).not.toBe(red.status === 200);
    }
  });

  it('is issued by an account of tax control before a device behind it', async () => {
    const account = { online: true, login: 'a', drawer: '赵', taxNo: seller, channel: 'tax-control' };
    const id = await desk.make('tax-account', { name: '税控托管', number: 'A1', ...account });
    const { application } = await issued({ invoiceType: '007' });
    expect(await desk.pendingOf(application)).toMatchObject([{ taxAccount: { id }, taxDevice: null }]);
  });

  it('is not begun where no channel voids', async () => {
    const invoice = await desk.make('invoice', {
      number: '00000001',
      invoiceType: '007',
      sellerTaxNo: seller,
      lines: [serviceLine],
    });
    // Nobody knows which channel issued it.
    const { status, body } = await desk.act('invoice', invoice, 'void');
    expect([status, body['code']]).toEqual([409, 'void-unconnected']);
  });

  it('is never offered of one that is digital alone', async () => {
    const { invoice } = await issued({ invoiceType: '10xdp' });
    expect((await desk.act('invoice', invoice, 'void')).status).toBe(409);
  });

  it('says why the channel refused, and asks anew with another request', async () => {
    const { invoice } = await issued();
    bureau.setMood({ refuses: 'E0500' });
    expect((await desk.act('invoice', invoice, 'void')).status).toBe(200);
    await becomes(invoice, { voidState: 'failed', voidFailure: '税局拒绝了该请求', invoiceStatus: 'normal' });
    bureau.setMood({ refuses: null });
    await voided(invoice);
  });

  it.each([
    ['loses its answers', { down: 'loses' }],
    ['is not to be reached', { down: 'refuses' }],
    ['answers with an error', { answers: 503 }],
  ])('voids once where the channel %s', async (_says, mood) => {
    const { invoice, application } = await issued();
    bureau.setMood(mood);
    expect((await desk.act('invoice', invoice, 'void')).status).toBe(200);
    await becomes(invoice, { voidState: 'sent', voidFailure: expect.stringContaining('自动重试') });
    bureau.setMood({ ...usualMood });
    const { number } = await becomes(invoice, { invoiceStatus: 'void', voidFailure: null });
    expect(asked(number)).toHaveLength(1);
    expect(await issuedOf(application)).toBe('0');
  });

  it('of a red one gives its blue one back what it took', async () => {
    const { invoice: blue } = await issued();
    expect((await desk.act('invoice', blue, 'red')).status).toBe(200);
    const path = `${desk.records('pending-invoice')}?view=manage&blueInvoice=${blue}`;
    const [pending] = (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
    const red = await sent(String(pending?.['id']));
    expect(await desk.read('invoice', blue)).toMatchObject({ invoiceStatus: 'red', remainingRed: '0' });
    await voided(red);
    expect(await desk.read('invoice', blue)).toMatchObject({
      invoiceStatus: 'normal',
      remainingRed: '200',
    });
    await voided(blue);
  });
});
