import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { openBook } from '../../../../workshop/bureau/book.ts';
import { createBureau } from '../../../../workshop/bureau/bureau.ts';
import { usualMood } from '../../../../workshop/bureau/mood.ts';
import { type ServedBureau, serveBureau } from '../../../../workshop/bureau/serve-bureau.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller } from '../desk.suite.ts';

const line: JsonObject = {
  itemName: '服务费',
  taxCode: '3040000000000000000',
  rate: '0.06',
  amount: '-200',
  tax: '-12',
  gross: '-212',
};
const positive = { ...line, amount: '200', tax: '12', gross: '212', quantity: '2', price: '100' };
const hours = 3_600_000;
const audit = 'sim_not_approval_required/sim_red_confirm_bill';

describeOnDatabases('a red confirmation at the bureau', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let served: ServedBureau;
  let ahead = 0;
  let special = '';
  const clock = () => Date.now() + ahead;
  const bureau = createBureau(openBook(), clock);
  beforeAll(async () => {
    served = await serveBureau({ bureau });
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'], clock });
    desk = deskAt(node);
    await desk.connect(served.url);
    special = await blueOf({ invoiceType: '08xdp' }, { deducted: true });
  });
  afterAll(async () => {
    await node?.close();
    await served.close();
  });
  beforeEach(async () => {
    ahead = 0;
    bureau.setMood({ ...usualMood });
    await desk.set(audit, null);
  });

  /** Id of an issued invoice of which its buyer did something. */
  async function blueOf(more: JsonObject, use: JsonObject = {}): Promise<string> {
    const id = await desk.invoiced({ lines: [positive], ...more });
    const { number = '' } = await desk.read('invoice', id);
    bureau.useAsBuyer({ number, ...use });
    return id;
  }
  const body = { invoiceType: '08xdp', sellerTaxNo: seller, redReason: 'return', lines: [line] };
  async function unentered(more: JsonObject = {}) {
    const blueInvoice = { id: special };
    const id = await desk.make('red-confirmation', { ...body, blueInvoice, enteredAt: null, ...more });
    await approved(id);
    return id;
  }
  async function approved(id: string) {
    for (const action of ['submit', 'approve'])
      expect((await desk.act('red-confirmation', id, action)).status).toBe(200);
  }
  async function entered(): Promise<string> {
    const id = await unentered();
    await done(id, 'enter', '02');
    return id;
  }
  let count = 0;
  /** One that the buyer entered at the bureau, as it was downloaded. */
  async function fromBuyer(): Promise<string> {
    count += 1;
    const { number = '' } = bureau.enterAsBuyer({ ...body, id: `buyer ${count}` });
    const enteredAt = new Date(clock()).toISOString();
    const values = { number, status: '03', source: 'bureau', enteredBy: 'buyer', enteredAt };
    const id = await desk.make('red-confirmation', { ...body, ...values });
    await approved(id);
    return id;
  }
  async function done(id: string, action: string, status: string) {
    const answer = await desk.act('red-confirmation', id, action);
    expect([action, answer.status, answer.body['detail']]).toEqual([action, 200, undefined]);
    expect(await desk.read('red-confirmation', id)).toMatchObject({ status });
  }
  const refused = async (id: string, action: string) =>
    (await desk.act('red-confirmation', id, action)).status;
  const atBureau = async (id: string) => {
    const { number } = await desk.read('red-confirmation', id);
    return bureau.book.all('confirmation').find(({ answer }) => answer['number'] === number)?.answer[
      'status'
    ];
  };

  it('is entered once it is approved, and says until when it is to be answered', async () => {
    const id = await desk.make('red-confirmation', { ...body, blueInvoice: { id: special } });
    expect(await desk.read('red-confirmation', id)).toMatchObject({ status: '00', auditStatus: 'A' });
    expect(await refused(id, 'enter')).toBe(409);
    await approved(id);
    await done(id, 'enter', '02');
    const { enteredAt, answerBy } = await desk.read('red-confirmation', id);
    expect(Date.parse(String(answerBy)) - Date.parse(String(enteredAt))).toBe(72 * hours);
  });

  it.each([
    ['agreed to', 'agree', '04'],
    ['refused', 'refuse', '06'],
  ])('of the buyer is %s by us, and not withdrawn', async (_says, action, status) => {
    const id = await fromBuyer();
    expect(await refused(id, 'withdraw')).toBe(409);
    await done(id, action, status);
    expect(await atBureau(id)).toBe(status);
    expect(await refused(id, action)).toBe(409);
  });

  it('of ours is withdrawn, before the buyer agreed and after', async () => {
    const early = await entered();
    expect(await refused(early, 'agree')).toBe(409);
    await done(early, 'withdraw', '08');
    expect(await atBureau(early)).toBe('08');
    const late = await entered();
    bureau.setMood({ otherSide: 'agrees' });
    await done(late, 'ask', '04');
    await done(late, 'withdraw', '09');
    expect(await atBureau(late)).toBe('09');
  });

  it('says so where the bureau does not answer, and stays as it was', async () => {
    const id = await unentered();
    bureau.setMood({ down: 'refuses' });
    const { status, body: problem } = await desk.act('red-confirmation', id, 'enter');
    expect([status, problem['code']]).toEqual([503, 'channel-away']);
    expect(await desk.read('red-confirmation', id)).toMatchObject({ status: '00' });
  });

  it('is out of time after 72 hours, whoever would act then', async () => {
    const id = await fromBuyer();
    ahead = 72 * hours + 1_000;
    const { status, body: problem } = await desk.act('red-confirmation', id, 'agree');
    expect([status, problem['code']]).toEqual([409, 'confirmation-refused']);
    expect(JSON.stringify(problem['errors'])).toContain('confirmation-closed');
    expect(await desk.read('red-confirmation', id)).toMatchObject({ status: '07' });
    expect(await atBureau(id)).toBe('03');
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    ['did nothing with it', {}, {}, '01'],
    ['deducted it', {}, { deducted: true }, '02'],
    ['entered it', {}, { entered: true }, '02'],
    ['deducted an ordinary one', { invoiceType: '10xdp' }, { deducted: true }, '02'],
    ['is a person', { invoiceType: '10xdp', buyerKind: 'person' }, { deducted: true }, '01'],
  ])('asks the buyer or not: the buyer of the blue one %s', async (_, more, use, status) => {
    const { invoiceType = '08xdp', buyerKind = 'company' } = more;
    const blue = await blueOf({ invoiceType, buyerKind }, use);
    const id = await unentered({ invoiceType, buyerKind, blueInvoice: { id: blue } });
    await done(id, 'enter', status);
  });

  it('is made with the red invoice while nobody deducted the blue one, and waited for since', async () => {
    const [free, used] = [
      await blueOf({ invoiceType: '08xdp' }),
      await blueOf({ invoiceType: '08xdp' }, { deducted: true }),
    ];
    expect((await desk.act('invoice', free, 'red')).status).toBe(200);
    const refusedRed = await desk.act('invoice', used, 'red');
    expect([refusedRed.status, refusedRed.body['code']]).toEqual([409, 'red-confirmation-needed']);
    expect(await desk.read('invoice', used)).toMatchObject({ deducted: true });
  });

  const waiting = (id: string, expected: JsonObject) =>
    vi.waitFor(
      async () => {
        await node.node.run('issue');
        expect(await desk.read('red-confirmation', id)).toMatchObject(expected);
      },
      { timeout: 20_000, interval: 100 },
    );

  it.each<[string, JsonObject[string], string, string]>([
    ['D for all', 'D', 'manual', 'entered'],
    ['A for all', 'A', 'manual', 'draft'],
    ['nothing', null, 'manual', 'draft'],
    ['D by hand', { 1: 'D', 4: 'A' }, 'manual', 'entered'],
    ['D by hand', { 1: 'D', 4: 'A' }, 'api', 'draft'],
    ['D for others only', { 4: 'D' }, 'manual', 'draft'],
    ['D for others only', { 4: 'D' }, 'api', 'entered'],
  ])('sim_red_confirm_bill says %s: %s from %s is %s', async (_says, value, source, becomes) => {
    await desk.set(audit, value);
    const id = await desk.make('red-confirmation', { ...body, source, blueInvoice: { id: special } });
    await node.node.run('issue');
    if (becomes === 'entered') await waiting(id, { status: '02', auditStatus: 'D', entering: false });
    else expect(await desk.read('red-confirmation', id)).toMatchObject({ status: '00', auditStatus: 'A' });
  });

  it.each([
    ['loses its answers', { down: 'loses' }],
    ['is not to be reached', { down: 'refuses' }],
    ['answers with an error', { answers: 503 }],
  ])('is entered once at a bureau that %s', async (_says, mood) => {
    await desk.set(audit, 'D');
    bureau.setMood(mood);
    const id = await desk.make('red-confirmation', { ...body, blueInvoice: { id: special } });
    await waiting(id, { status: '00', enteringWaits: expect.stringContaining('自动重试') });
    bureau.setMood({ ...usualMood });
    await waiting(id, { status: '02', entering: false, enteringWaits: null });
    expect(bureau.book.all('confirmation').filter((one) => one.id === id)).toHaveLength(1);
  });

  it('that waits for the bureau is entered by it, and by nobody who types that it is', async () => {
    await desk.set(audit, 'D');
    bureau.setMood({ down: 'refuses' });
    const id = await desk.make('red-confirmation', { ...body, blueInvoice: { id: special } });
    await waiting(id, { entering: true, enteringWaits: expect.stringContaining('自动重试') });
    const { revision } = await desk.read('red-confirmation', id);
    const path = `${desk.records('red-confirmation')}/${id}`;
    const typed = await node.ask('PATCH', path, { status: '02' }, { 'if-match': `"${String(revision)}"` });
    expect([typed.status, typed.body['errors']]).toMatchObject([422, [{ path: '/status' }]]);
    bureau.setMood({ ...usualMood });
    await waiting(id, { status: expect.stringMatching(/^0[12]$/) });
  });

  it('lets others take what it does not keep of the blue invoice', async () => {
    const buyer = { buyerName: '占用', buyerTaxNo: '91500023MA0000001M' };
    const blue = await blueOf({ invoiceType: '10xdp', ...buyer }, { deducted: true });
    const half = { ...line, amount: '-100', tax: '-6', gross: '-106', quantity: '-1', price: '100' };
    const about = { ...buyer, invoiceType: '10xdp', blueInvoice: { id: blue } };
    const id = await unentered({ ...about, lines: [half] });
    await done(id, 'enter', '02');
    const other = await desk.make('red-confirmation', {
      ...body,
      ...about,
      lines: [half],
      status: '04',
      source: 'bureau',
      enteredAt: new Date().toISOString(),
    });
    const negative = async (lines: readonly JsonObject[], more: JsonObject = {}) =>
      desk.approved({ ...about, redReason: 'return', lines, ...more });
    const byOther = await negative([half], { redConfirmation: { id: other } });
    expect((await desk.act('invoice-application', byOther, 'plan')).status).toBe(200);
    expect(await desk.pendingOf(byOther)).toMatchObject([{ redConfirmation: { id: other }, amount: '-100' }]);
    expect(await desk.read('invoice', blue)).toMatchObject({ remainingRed: '100' });
  });

  it('frees its part of the blue invoice once the buyer refused it', async () => {
    const buyer = { buyerName: '释放', buyerTaxNo: '91500023MA0000001M' };
    const blue = await blueOf({ invoiceType: '10xdp', ...buyer }, { deducted: true });
    const about = { ...buyer, invoiceType: '10xdp', blueInvoice: { id: blue } };
    const half = { ...line, amount: '-100', tax: '-6', gross: '-106' };
    const id = await unentered({ ...about, lines: [half] });
    await done(id, 'enter', '02');
    const agreed = { status: '04', source: 'bureau', enteredAt: new Date().toISOString() };
    const all = await desk.make('red-confirmation', { ...body, ...about, ...agreed });
    const redConfirmation = { id: all };
    const negative = await desk.approved({ ...about, redReason: 'return', lines: [line], redConfirmation });
    const held = await desk.act('invoice-application', negative, 'plan');
    expect([held.status, held.body['code']]).toEqual([409, 'issue-stopped']);
    bureau.setMood({ otherSide: 'refuses' });
    await done(id, 'ask', '05');
    expect((await desk.act('invoice-application', negative, 'plan')).status).toBe(200);
  });

  it('that an application is linked to gives its tax to the red invoice, within the tolerance', async () => {
    const buyer = { buyerName: '税差', buyerTaxNo: '91500023MA0000001M' };
    const lines = [{ ...positive, amount: '200', tax: '12', gross: '212' }];
    const linked = async () => {
      const blue = await blueOf({ invoiceType: '10xdp', ...buyer, lines });
      const about = { ...buyer, invoiceType: '10xdp', blueInvoice: { id: blue } };
      const id = await desk.make('red-confirmation', {
        ...body,
        ...about,
        lines: [{ ...line, amount: '-199.97', tax: '-12.03', gross: '-212' }],
        status: '04',
        source: 'bureau',
      });
      return desk.approved({ ...about, redReason: 'return', lines: [line], redConfirmation: { id } });
    };
    const differing = await linked();
    const { status, body: problem } = await desk.act('invoice-application', differing, 'plan');
    expect([status, problem['code']]).toEqual([409, 'issue-stopped']);
    await desk.set('system/redConfirmationTaxTolerance', '0.03');
    const application = await linked();
    const planned = await desk.act('invoice-application', application, 'plan');
    expect(planned.status, JSON.stringify(planned.body)).toBe(200);
    expect(await desk.pendingOf(application)).toMatchObject([
      { amount: '-199.97', tax: '-12.03', gross: '-212' },
    ]);
    expect(await desk.read('invoice-application', application)).toMatchObject({
      applyStatus: 'applied',
      lines: [
        {
          issuedAmount: '-200',
          issuedTax: '-12',
          amountDifference: '0.03',
          taxDifference: '-0.03',
          grossDifference: '0',
        },
      ],
    });
    await desk.set('system/redConfirmationTaxTolerance', null);
  });
});
