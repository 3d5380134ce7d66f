import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
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
const hours = 3_600_000;

describeOnDatabases('a red confirmation at the bureau', (database) => {
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
  });
  afterAll(async () => {
    await node?.close();
    await served.close();
  });
  beforeEach(() => {
    ahead = 0;
    bureau.setMood({ ...usualMood });
  });

  const body = { invoiceType: '08xdp', sellerTaxNo: seller, redReason: 'return', lines: [line] };
  const unentered = (more: JsonObject = {}) =>
    desk.make('red-confirmation', { ...body, status: '00', auditStatus: 'D', enteredAt: null, ...more });
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
    return desk.make('red-confirmation', { ...body, ...values });
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
    const id = await unentered({ auditStatus: 'A' });
    expect(await refused(id, 'enter')).toBe(409);
    for (const action of ['submit', 'approve'])
      expect((await desk.act('red-confirmation', id, action)).status).toBe(200);
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

  it('is out of time after 72 hours, whoever would act then', async () => {
    const id = await fromBuyer();
    ahead = 72 * hours + 1_000;
    const { status, body: problem } = await desk.act('red-confirmation', id, 'agree');
    expect([status, problem['code']]).toEqual([409, 'confirmation-refused']);
    expect(JSON.stringify(problem['errors'])).toContain('confirmation-closed');
    expect(await desk.read('red-confirmation', id)).toMatchObject({ status: '07' });
    expect(await atBureau(id)).toBe('03');
  });
});
