import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../../../metadata/common/json.ts';
import { openBook } from '../../../../../workshop/bureau/book.ts';
import { createBureau } from '../../../../../workshop/bureau/bureau.ts';
import { usualMood } from '../../../../../workshop/bureau/mood.ts';
import { type ServedBureau, serveBureau } from '../../../../../workshop/bureau/serve-bureau.ts';
import { describeOnDatabases } from '../../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../../desk.suite.ts';

const audit = 'sim_not_approval_required/sim_red_info';
const voiding = 'sim_not_approval_required/sim_invoice_valid_list';
const way = `sim_redinfo_deal_bill/${seller}`;
const taxEdit = `sim_red_info_tax_edit/${seller}`;
const buyer = { buyerName: '买方', buyerTaxNo: '91500023MA0000001M' };
const back = { ...serviceLine, quantity: '-2', amount: '-200', tax: '-12', gross: '-212' };
const half = { ...serviceLine, quantity: '-1', amount: '-100', tax: '-6', gross: '-106' };

describeOnDatabases('a red-letter information form', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let served: ServedBureau;
  let channel = '';
  const bureau = createBureau(openBook());
  beforeAll(async () => {
    served = await serveBureau({ bureau });
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    await desk.connect(served.url);
    channel = await desk.make('channel', {
      name: '税控',
      channelKind: 'tax-control',
      url: served.url,
      patience: 2,
    });
    await desk.make('tax-device', { number: 'Z1', name: '一号机', drawer: '王' });
    const rule = { basis: 'amount', ignorePrice: true, range: 12, rangeUnit: 'months', order: 'farthest' };
    await desk.make('blue-match-rule', { number: 'B', name: '按金额', quantityDecimals: 6, ...rule });
  });
  afterAll(async () => {
    await node?.close();
    await served.close();
  });
  beforeEach(async () => {
    bureau.setMood({ ...usualMood });
    for (const one of [audit, way, taxEdit, voiding]) await desk.set(one, null);
  });

  const sold = (more: JsonObject = {}) =>
    desk.invoiced({ invoiceType: '004', ...buyer, lines: [serviceLine], ...more });
  const listed = async (form: string, blue: string) => {
    const path = `${desk.records(form)}?view=manage&blueInvoice=${blue}&sort=number`;
    const { body } = await node.ask('GET', path);
    return body['items'] as readonly JsonObject[];
  };
  const becomes = (form: string, id: string, expected: JsonObject) =>
    vi.waitFor(
      async () => {
        await node.node.run('issue');
        const read = await desk.read(form, id);
        expect(read).toMatchObject(expected);
        return read;
      },
      { timeout: 20_000, interval: 100 },
    );
  const acted = async (form: string, id: string, action: string, body: JsonObject = {}) => {
    const answer = await desk.act(form, id, action, body);
    expect([action, answer.status, answer.body['detail']]).toEqual([action, 200, undefined]);
  };
  /** Id of the form that reversing makes. */
  const asked = async (blue: string, body: JsonObject = {}) => {
    await acted('invoice', blue, 'red', { redReason: 'return', ...body });
    return String((await listed('red-information', blue)).at(-1)?.['id']);
  };
  const numbered = async (blue: string, body: JsonObject = {}) => {
    await desk.set(audit, 'D');
    const id = await asked(blue, body);
    await becomes('red-information', id, { status: 'numbered' });
    return id;
  };
  const requests = (id: string) => bureau.book.all('information').filter((one) => one.id.startsWith(id));

  it('is approved, numbered by the bureau, and a red invoice is issued by it', async () => {
    const blue = await sold();
    const id = await asked(blue);
    expect(await desk.read('red-information', id)).toMatchObject({
      status: 'draft',
      auditStatus: 'A',
      invoiceType: '004',
      blueInvoice: { id: blue },
      gross: '-212',
      lines: [{ blueLine: 1, amount: '-200', tax: '-12' }],
    });
    expect((await desk.act('red-information', id, 'send')).status).toBe(409);
    for (const action of ['submit', 'approve', 'send']) await acted('red-information', id, action);
    const form = await becomes('red-information', id, { status: 'numbered' });
    expect(form['informationNo']).toMatch(/^\d{16}$/);
    await acted('red-information', id, 'red');
    const [pending] = await listed('pending-invoice', blue);
    const red = String(pending?.['id']);
    expect(await desk.read('pending-invoice', red)).toMatchObject({
      redInformation: { id },
      channel: 'tax-control',
      gross: '-212',
    });
    expect((await desk.act('red-information', id, 'red')).status).toBe(409);
    for (const action of ['submit', 'approve', 'issue']) await acted('pending-invoice', red, action);
    await becomes('pending-invoice', red, { issueStatus: 'issued' });
    expect(await desk.read('red-information', id)).toMatchObject({ status: 'used' });
    expect(await desk.read('invoice', blue)).toMatchObject({ invoiceStatus: 'red' });
  });

  it.each([
    ['loses its answers', { down: 'loses' }],
    ['is not to be reached', { down: 'refuses' }],
    ['answers with an error', { answers: 503 }],
  ])('goes at once where nobody approves it, and is numbered once by a bureau that %s', async (_, mood) => {
    await desk.set(audit, 'D');
    const blue = await sold();
    bureau.setMood(mood);
    const id = await asked(blue);
    await becomes('red-information', id, {
      status: 'sent',
      auditStatus: 'D',
      waitsFor: expect.stringContaining('自动重试'),
    });
    bureau.setMood({ ...usualMood });
    await becomes('red-information', id, { status: 'numbered', waitsFor: null });
    expect(requests(id)).toHaveLength(1);
  });

  it('that the bureau refused says why, frees its amounts, and is sent anew', async () => {
    await desk.set(audit, 'D');
    const blue = await sold();
    bureau.setMood({ refuses: 'E0600' });
    const id = await asked(blue);
    await becomes('red-information', id, { status: 'refused', waitsFor: '税局拒绝了该请求' });
    bureau.setMood({ ...usualMood });
    await acted('red-information', id, 'send');
    await becomes('red-information', id, { status: 'numbered' });
    expect(requests(id)).toHaveLength(2);
  });

  it('holds its part of the blue invoice, until it is revoked', async () => {
    const blue = await sold();
    const [row] = (await desk.read('invoice', blue))['lines'] as readonly JsonObject[];
    const lines = [{ id: row?.['id'] ?? '', amount: '150' }];
    const first = await numbered(blue, { lines });
    const more = await desk.act('invoice', blue, 'red', { lines });
    expect([more.status, more.body]).toMatchObject([422, { errors: [{ code: 'red-too-much' }] }]);
    const path = `${desk.records('red-information')}/${first}`;
    const { revision } = await desk.read('red-information', first);
    const gone = await node.ask('DELETE', path, undefined, { 'if-match': `"${String(revision)}"` });
    expect([gone.status, gone.body['code']]).toEqual([409, 'record-locked']);
    await acted('red-information', first, 'revoke');
    expect(await desk.read('red-information', first)).toMatchObject({ status: 'revoked' });
    expect(requests(first)[0]?.asked).toMatchObject({ revoked: true });
    await numbered(blue, { lines });
  });

  const redOf = async (id: string, blue: string) => {
    await acted('red-information', id, 'red');
    const open = (await listed('pending-invoice', blue)).find((one) => one['issueStatus'] !== 'issued');
    return String(open?.['id']);
  };
  const sent = async (pending: string) => {
    for (const action of ['submit', 'approve', 'issue']) await acted('pending-invoice', pending, action);
  };

  it('is numbered as before once its red invoice is void: another one goes by it, or it is revoked', async () => {
    await desk.set(voiding, 'D');
    const blue = await sold();
    const id = await numbered(blue);
    for (const _ of ['first', 'second']) {
      const red = await redOf(id, blue);
      await sent(red);
      const { invoice } = await becomes('pending-invoice', red, { issueStatus: 'issued' });
      expect(await desk.read('red-information', id)).toMatchObject({ status: 'used' });
      const issued = String((invoice as JsonObject)['id']);
      for (const action of ['tick-copies', 'void']) await acted('invoice', issued, action);
      await becomes('invoice', issued, { invoiceStatus: 'void' });
      expect(await desk.read('red-information', id)).toMatchObject({ status: 'numbered' });
      expect(await desk.read('invoice', blue)).toMatchObject({
        invoiceStatus: 'normal',
        remainingRed: '200',
      });
    }
    // The number stands until it is taken back: its part of the invoice is nobody else’s.
    expect((await desk.act('invoice', blue, 'red', { redReason: 'return' })).status).toBe(409);
    await acted('red-information', id, 'revoke');
    expect(await desk.read('red-information', id)).toMatchObject({ status: 'revoked' });
  });

  /** A red pending invoice that somebody typed, naming the form as another does. */
  const naming = async (id: string, like: string, blueInvoice: string) => {
    const { lines } = await desk.read('pending-invoice', like);
    return desk.make('pending-invoice', {
      ...{ billType: 'red', redReason: 'return', invoiceType: '004', ...buyer },
      ...{ sellerTaxNo: seller, redInformation: { id }, blueInvoice: { id: blueInvoice } },
      lines: (lines as readonly JsonObject[]).map(({ id: _, ...line }) => line),
    });
  };
  const unfit = { issueStatus: 'failed', failureCode: 'red-info-unfit' };

  it('lets one red invoice out, of as many as name it', async () => {
    const blue = await sold();
    const id = await numbered(blue);
    const first = await redOf(id, blue);
    const all = [first, await naming(id, first, blue), await naming(id, first, blue)];
    bureau.setMood({ takes: 4 });
    for (const one of all) await sent(one);
    const ended = await Promise.all(
      all.map((one) =>
        becomes('pending-invoice', one, { issueStatus: expect.stringMatching(/issued|failed/) }),
      ),
    );
    const states = ended.map(({ issueStatus, failureCode }) => [issueStatus, failureCode ?? null]);
    expect(states.toSorted()).toEqual([
      ['failed', 'red-info-unfit'],
      ['failed', 'red-info-unfit'],
      ['issued', null],
    ]);
    expect(ended.map(({ failure }) => String(failure)).join()).toContain('不能使用');
  });

  it('lets out no red invoice of another one', async () => {
    const [blue, other] = [await sold(), await sold()];
    const id = await numbered(blue);
    const first = await redOf(id, blue);
    const wrong = await naming(id, first, other);
    await sent(wrong);
    await becomes('pending-invoice', wrong, unfit);
    await sent(first);
    await becomes('pending-invoice', first, { issueStatus: 'issued' });
  });

  it('that is being revoked is nobody’s, and is revoked once the bureau answers', async () => {
    const blue = await sold();
    const id = await numbered(blue);
    bureau.setMood({ down: 'refuses' });
    await acted('red-information', id, 'revoke');
    await becomes('red-information', id, {
      status: 'revoking',
      waitsFor: expect.stringContaining('自动重试'),
    });
    expect((await desk.act('red-information', id, 'red')).status).toBe(409);
    const { revision } = await desk.read('red-information', id);
    const path = `${desk.records('red-information')}/${id}`;
    const gone = await node.ask('DELETE', path, undefined, { 'if-match': `"${String(revision)}"` });
    expect([gone.status, gone.body['code']]).toEqual([409, 'record-locked']);
    expect((await desk.act('invoice', blue, 'red', { redReason: 'return' })).status).toBe(409);
    bureau.setMood({ ...usualMood });
    await becomes('red-information', id, { status: 'revoked', waitsFor: null });
    expect(requests(id)[0]?.asked).toMatchObject({ revoked: true });
  });

  it('is revoked, or a red invoice goes by it: whoever asks at once, one of the two', async () => {
    for (let nth = 0; nth < 4; nth++) {
      const blue = await sold();
      const id = await numbered(blue);
      const [revoked, red] = await Promise.all([
        desk.act('red-information', id, 'revoke'),
        desk.act('red-information', id, 'red'),
      ]);
      const { status } = await desk.read('red-information', id);
      const made = await listed('pending-invoice', blue);
      expect([revoked.status === 200, red.status === 200]).toEqual([status === 'revoked', made.length === 1]);
      expect(revoked.status === 200).not.toBe(red.status === 200);
    }
  });

  it('sim_redinfo_deal_bill: by negative document a numbered one is taken, or asked for', async () => {
    await desk.set(way, 'negative-document');
    const blue = await sold();
    const without = await desk.act('invoice', blue, 'red', { redReason: 'return' });
    expect([without.status, without.body['code']]).toEqual([409, 'red-info-needed']);
    const id = await numbered(blue, { by: 'information-table' });
    await acted('invoice', blue, 'red', { redReason: 'return' });
    const [pending] = await listed('pending-invoice', blue);
    expect(await desk.read('pending-invoice', String(pending?.['id']))).toMatchObject({
      redInformation: { id },
      gross: '-212',
    });
    const held = await desk.act('red-information', id, 'revoke');
    expect([held.status, held.body['code']]).toEqual([409, 'red-info-refused']);
    await desk.set(way, 'information-table');
    const other = await sold();
    await asked(other);
    expect(await listed('pending-invoice', other)).toEqual([]);
  });

  it('is named by a negative application, which is not issued without', async () => {
    await desk.set(taxEdit, true);
    const blue = await sold();
    const about = {
      invoiceType: '004',
      ...buyer,
      redReason: 'return',
      blueInvoice: { id: blue },
      lines: [back],
    };
    const without = await desk.act('invoice-application', await desk.approved(about), 'plan');
    expect([without.status, String(without.body['detail'])]).toEqual([
      409,
      expect.stringContaining('红字信息表'),
    ]);
    const id = await asked(blue);
    const { lines, revision } = await desk.read('red-information', id);
    const [row] = lines as readonly JsonObject[];
    const changed = { lines: [{ ...row, tax: '-12.06', gross: '-212.06' }] };
    const edited = await node.ask('PATCH', `${desk.records('red-information')}/${id}`, changed, {
      'if-match': `"${String(revision)}"`,
    });
    expect(edited.status, JSON.stringify(edited.body)).toBe(200);
    for (const action of ['submit', 'approve', 'send']) await acted('red-information', id, action);
    await becomes('red-information', id, { status: 'numbered' });
    const named = { ...about, redInformation: { id } };
    const differing = await desk.act(
      'invoice-application',
      await desk.approved({ ...named, lines: [half] }),
      'plan',
    );
    expect([differing.status, String(differing.body['detail'])]).toEqual([
      409,
      expect.stringContaining('不一致'),
    ]);
    const application = await desk.approved(named);
    await acted('invoice-application', application, 'plan');
    expect(await desk.pendingOf(application)).toMatchObject([
      { redInformation: { id }, amount: '-200', tax: '-12.06', gross: '-212.06' },
    ]);
    expect(await desk.read('invoice-application', application)).toMatchObject({
      lines: [{ issuedTax: '-12', taxDifference: '-0.06', grossDifference: '-0.06' }],
    });
    const again = await desk.act('invoice-application', await desk.approved(named), 'plan');
    expect(String(again.body['detail'])).toContain('不能使用');
  });

  it.each<[string, boolean, string, number]>([
    ['may be edited', true, '-12.06', 200],
    ['may be edited, not by so much', true, '-12.07', 422],
    ['may not be edited', false, '-12.01', 422],
    ['is as it was', false, '-12', 200],
  ])('sim_red_info_tax_edit: the tax of a line %s', async (_says, editable, tax, status) => {
    if (editable) await desk.set(taxEdit, true);
    const id = await asked(await sold());
    const { lines, revision } = await desk.read('red-information', id);
    const [row] = lines as readonly JsonObject[];
    const answer = await node.ask(
      'PATCH',
      `${desk.records('red-information')}/${id}`,
      { lines: [{ ...row, tax }] },
      { 'if-match': `"${String(revision)}"` },
    );
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    if (status === 422) expect(JSON.stringify(answer.body)).toContain('red-info-tax');
  });

  it('is not sent where no channel numbers it', async () => {
    const id = await asked(await sold({ invoiceType: '028' }));
    for (const action of ['submit', 'approve']) await acted('red-information', id, action);
    await acted('channel', channel, 'disable');
    const { status, body } = await desk.act('red-information', id, 'send');
    expect([status, body['code']]).toEqual([409, 'red-info-unconnected']);
    await acted('channel', channel, 'enable');
    await acted('red-information', id, 'send');
    await becomes('red-information', id, { status: 'numbered' });
  });

  it('that the buyer asked for is typed in by its number', async () => {
    const blue = await sold();
    const form = {
      applicant: 'buyer',
      invoiceType: '004',
      redReason: 'return',
      blueInvoice: { id: blue },
      sellerTaxNo: seller,
      lines: [back],
    };
    const wrong = await node.ask('POST', desk.records('red-information'), { ...form, informationNo: '123' });
    expect(wrong.status).toBe(422);
    const id = await desk.make('red-information', { ...form, informationNo: '1234567890123456' });
    expect(await desk.read('red-information', id)).toMatchObject({ status: 'numbered' });
    await acted('red-information', id, 'red');
    expect(await listed('pending-invoice', blue)).toHaveLength(1);
    expect(requests(id)).toHaveLength(0);
  });

  it.each<[string, (blue: JsonObject) => readonly [JsonObject, JsonObject]]>([
    ['by its record', ({ id = '' }) => [{ blueInvoice: { id } }, {}]],
    ['by the number that somebody typed', ({ number = '' }) => [{ blueInvoiceNo: number }, {}]],
    ['not at all, as the application does', ({ id = '' }) => [{}, { blueInvoice: { id } }]],
    ['not at all, nor does the application: rules find it', () => [{}, {}]],
  ])('that the buyer asked for names the blue invoice %s', async (says, naming) => {
    const own = { buyerName: `买方 ${says}` };
    const blue = await sold(own);
    const [ofForm, ofApplication] = naming(await desk.read('invoice', blue));
    const about = { invoiceType: '004', redReason: 'return', lines: [back], ...buyer, ...own };
    const informationNo = `20${String(Date.now()).padStart(14, '0')}`;
    const id = await desk.make('red-information', {
      ...{ ...about, applicant: 'buyer', sellerTaxNo: seller, informationNo },
      ...ofForm,
    });
    const application = await desk.approved({ ...about, ...ofApplication, redInformation: { id } });
    await acted('invoice-application', application, 'plan');
    expect(await desk.pendingOf(application)).toMatchObject([
      { redInformation: { id }, blueInvoice: { id: blue }, amount: '-200' },
    ]);
    expect(await desk.read('invoice', blue)).toMatchObject({ remainingRed: '0' });
  });

  it('that the buyer asked for may say nothing but its number', async () => {
    const [blue, other] = [await sold(), await sold()];
    const like = await redOf(await numbered(other), other);
    const id = await desk.make('red-information', {
      ...{ applicant: 'buyer', invoiceType: '004', redReason: 'return', sellerTaxNo: seller },
      ...{ lines: [back], informationNo: '1234567890123457' },
    });
    const red = await naming(id, like, blue);
    await sent(red);
    await becomes('pending-invoice', red, { issueStatus: 'issued' });
    expect(await desk.read('red-information', id)).toMatchObject({ status: 'used' });
  });
});
