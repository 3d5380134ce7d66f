import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Inbox } from '../../../metadata/contract/inbox/calls.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { makeDemoPeople } from '../../tenant/demo-people.ts';
import { asleep } from '../../work/background/asleep.suite.ts';
import { equal } from '../issuing/overview-limits.ts';
import { demoPeople } from './people.ts';
import { rawAnswers, rawIn, rawRecords } from './raw-words.suite.ts';
import { type Demo, harmsIn, morning, tellStory, unbalanced } from './story.suite.ts';

describeOnDatabases('the demo, as it is first seen,', (under) => {
  let demo: Demo;
  let job: JsonObject;
  beforeAll(async () => {
    demo = await tellStory(under.url, ({ early }) => early === true, { wait: asleep });
    job = await demo.ended();
  }, 300_000);
  afterAll(() => demo?.node.close());

  it('is told without anything left out', () => {
    expect([job['status'], job['failed'], Number(job['created']) > 80]).toEqual(['done', 0, true]);
  });

  it('says nothing of its records by ids, codes and instants as they are stored', async () => {
    expect(await rawRecords(demo)).toEqual([]);
  });

  it.each(['zh', 'en'])('nor of its jobs and of what needs people, in %s', async (language) => {
    expect(await rawAnswers(demo, language)).toEqual([]);
  });

  it.each([
    ['an id', '批次 01890a5d-ac96-774b-bcce-b302099a8057', 'id'],
    ['a code', 'switch on all_ele_mock_invoice', 'code'],
    ['a code alone', 'channel-not-configured', 'code'],
    ['an instant', '2026-11-25T10:30:00Z 起可开票', 'instant'],
    ['a number', '相差 31.69811320754716981132', 'number'],
    ['what was not filled in', '税号 {taxNo} 没有许可', 'open place'],
  ])('which are found: %s', (_, text, sort) => {
    expect(rawIn(text)).toEqual([sort]);
  });

  it.each<[string, string, string, Readonly<Record<string, number>>]>([
    [
      'pending invoices in every state',
      'pending-invoice',
      'issueStatus',
      { issued: 84, failed: 7, pending: 4, issuing: 1 },
    ],
    [
      'failures for different reasons',
      'pending-invoice',
      'failureCode',
      {
        '—': 89,
        '4021': 2,
        'business-limit': 1,
        'day-credit': 1,
        'seller-withdrawn': 1,
        'tax-code-missing': 2,
      },
    ],
    [
      'confirmations that wait on both sides',
      'red-confirmation',
      'status',
      { '01': 2, '02': 3, '03': 2, '04': 1 },
    ],
    [
      'one of a seller from whom we bought, which waits for us as the buyer',
      'red-confirmation',
      'sellerName',
      {
        ...{ 上海电子有限公司: 3, 苏州物流有限公司: 2, 杭州软件有限公司: 1, 深圳科技有限公司: 1 },
        济南泉城电子有限公司: 1,
      },
    ],
    ['invoices of the last week, and red ones', 'invoice', 'sign', { blue: 82, red: 3 }],
    ['one that is voided, and some reversed', 'invoice', 'invoiceStatus', { normal: 81, red: 3, void: 1 }],
    [
      'invoices of every type',
      'invoice',
      'invoiceType',
      {
        ...{ '004': 2, '007': 3, '025': 1, '026': 1, '028': 1 },
        ...{ '004xdp': 1, '007xdp': 4, '08xdp': 47, '10xdp': 25 },
      },
    ],
    [
      'applications that wait for approval',
      'invoice-application',
      'auditStatus',
      { A: 1, B: 7, C: 35, D: 27 },
    ],
    ['a licence that was withdrawn', 'licence', 'status', { authorised: 9, withdrawn: 1 }],
    ['what was done by itself in the last nights', 'auto-issue-run', 'state', { done: 6 }],
    ['no strategy that was stopped', 'channel-strategy', 'enabled', { true: 2 }],
    ['no scheme that was stopped', 'auto-issue-scheme', 'enabled', { true: 3 }],
    ['no account that is offline', 'tax-account', 'online', { true: 3 }],
    ['codes at the counter', 'dynamic-qr', 'syncStatus', { none: 1, synced: 1 }],
    ['what a quota was used for', 'quota-entry', 'kind', { given: 1, reserve: 8, confirm: 8, back: 1 }],
  ])('shows %s', async (_, form, field, counts) => {
    expect(await demo.counted(form, field)).toEqual(counts);
  });

  it('tells in numbers what has to be done first', async () => {
    const { body } = await demo.node.ask('GET', '/api/issuing/overview');
    const listed = (member: string) => body[member] as readonly JsonObject[];
    const share = ({ used, limit, total = limit }: JsonObject) =>
      Math.round((Number(used) / Number(total)) * 100);
    const [credit] = listed('credit');
    expect({
      confirmations: listed('confirmations').map(({ waitsFor, count, until }) => [waitsFor, count, until]),
      quota: listed('quota').map((one) => [one['organisation'], share(one)]),
      credit: [credit?.['organisation'], share(credit?.['day'] as JsonObject)],
      licences: listed('licences').map(({ used, total }) => [used, total]),
    }).toEqual({
      confirmations: [
        ['us', 3, '2026-11-25T10:29:59.000Z'],
        ['others', 2, '2026-11-26T02:29:59.000Z'],
      ],
      quota: [['天津制造有限公司', 82]],
      credit: ['北京贸易有限公司', 95],
      licences: [[8, 8]],
    });
  });

  it('has approvals waiting for its approver, and what he sent back for whoever entered it', async () => {
    const { tenant, node } = demo.node;
    const password = 'seven quiet rivers';
    const people = demoPeople.filter(({ number }) => number === 'approver');
    await makeDemoPeople({ tenant, gate: node.gate, randomPassword: () => password }, people);
    const origin = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.gate, 'approver', password, origin);
    const said = await node.app.request('/api/inbox', { headers: { authorization: `Bearer ${token}` } });
    const { items } = (await said.json()) as Inbox;
    const approvals = items.filter(({ kind }) => kind === 'approval');
    const decided = approvals.map(({ decisions }) => decisions.map(({ action }) => action));
    expect(decided).toEqual(Array(3).fill(['approve', 'send-back']));
    const [returned] = await demo.all('invoice-application', equal('auditStatus', 'A'));
    const path = `/api/forms/invoice-application/records/${String(returned?.['id'])}/history`;
    expect(JSON.stringify((await demo.node.ask('GET', path)).body)).toContain('请核对后重新提交');
  });

  it('says of everything that it happened when it did, and of nothing that it has legal effect', async () => {
    const invoices = await demo.all('invoice');
    const moments = invoices.map(({ issuedAt }) => Date.parse(String(issuedAt)));
    expect(Math.max(...moments)).toBeLessThanOrEqual(morning);
    expect(Math.min(...moments)).toBeGreaterThan(morning - 8 * 24 * 3_600_000);
    const own = invoices.filter(({ requestId }) => requestId !== null);
    expect(new Set(own.map(({ simulated }) => simulated))).toEqual(new Set([true]));
  });

  it('leaves nothing behind that the doctor would find', async () => {
    expect(await harmsIn(demo.node)).toEqual([]);
  });

  it('has issued what was applied for, to the cent', async () => {
    expect(await unbalanced(demo)).toEqual([]);
  });

  it('is told once, however often the demo is loaded', async () => {
    const before = (await demo.all('invoice')).length;
    expect((await demo.node.ask('POST', '/api/demo')).status).toBe(200);
    expect((await demo.all('invoice')).length).toBe(before);
    expect((await demo.all('job')).length).toBe(1);
  });

  it('goes on: the void that waits is asked for once somebody approved it, and says that no channel is connected', async () => {
    const [waits] = await demo.all('invoice', { fact: 'voidState', operator: 'equal', value: 'waits' });
    const path = `/api/forms/invoice/records/${String(waits?.['id'])}`;
    const approval = { 'if-match': `"${String(waits?.['revision'])}"` };
    const { status, body } = await demo.node.ask('POST', `${path}/actions/void-approve`, {}, approval);
    expect(status, JSON.stringify(body)).toBe(200);
    await demo.node.node.run('issue');
    expect((await demo.node.ask('GET', `${path}?view=manage`)).body).toMatchObject({
      voidState: 'failed',
      voidFailure: expect.stringContaining('没有接入'),
    });
  });
});
