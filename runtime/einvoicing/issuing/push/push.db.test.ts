import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { openBook } from '../../../../workshop/bureau/book.ts';
import { createBureau } from '../../../../workshop/bureau/bureau.ts';
import { type ServedBureau, serveBureau } from '../../../../workshop/bureau/serve-bureau.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { allowHost } from '../../../access/egress/allow-host.suite.ts';
import { createDomains } from '../../../domains.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { readOutbox } from '../../../work/outbox/outbox.ts';
import { deskAt, seller, serviceLine } from '../desk.suite.ts';
import { license } from '../license.suite.ts';

const code = String(serviceLine.taxCode);

describeOnDatabases('the push of a pending invoice', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let served: ServedBureau;
  /** 10:00 in Shanghai, and what a test lets pass. */
  let passed = 0;
  const clock = () => Date.UTC(2026, 10, 20, 2) + passed;
  const bureau = createBureau(openBook(), clock);
  const accounts = new Map<string, string>();
  beforeAll(async () => {
    served = await serveBureau({ bureau });
    const domains = createDomains({ look: { page: 2, passed: 2 } });
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'], clock, domains });
    desk = deskAt(node);
    await license(node, seller);
    await allowHost(node, served.url);
    await desk.make('channel', { name: 'RPA', channelKind: 'rpa', url: served.url, patience: 2 });
    await desk.make('tax-category', { number: code, name: '信息技术服务', rate: '0.06', sharing: 'global' });
    for (const [number, drawer] of [
      ['A1', '张三'],
      ['A2', '李四'],
    ] as const) {
      const body = { number, drawer, name: drawer, login: number, channel: 'rpa', taxNo: seller };
      accounts.set(number, await desk.make('tax-account', { ...body, online: true }));
    }
    for (const rule of ['named', 'drawer-first', 'shortest-queue'])
      await desk.make('channel-strategy', { number: rule, name: rule, rules: [{ priority: 1, rule }] });
    const windows = [{ window: '14:00:00~16:00:00' }];
    const listed = { taxScope: 'listed', taxCategories: ['1010101010000000000'] };
    for (const [number, type, control] of [
      ['LIMIT', { invoiceLimit: '199' }, null],
      ['CODES', listed, null],
      ['HOURS', { hours: 'windows', windows }, null],
      ['LATER', { delayMinutes: 30 }, null],
      ['CREDIT', {}, { dayCredit: '300', monthCredit: '10000' }],
      ['NAMED', {}, { strategy: 'named' }],
      ['DRAWER', {}, { strategy: 'drawer-first', dayCredit: '300', monthCredit: '10000' }],
    ] as const) {
      await desk.make('business-type', { number, name: number, ...type });
      const body = { number, name: number, businessType: number, ...control };
      if (control) await desk.make('business-control', body);
    }
  });
  afterAll(async () => {
    await node?.close();
    await served.close();
  });
  beforeEach(async () => {
    for (const number of accounts.keys()) await online(number, true);
  });

  async function online(number: string, isOnline: boolean): Promise<void> {
    const id = accounts.get(number) ?? '';
    const { revision, online: before } = await desk.read('tax-account', id);
    if (before === isOnline) return;
    const path = `${desk.records('tax-account')}/${id}`;
    const tag = { 'if-match': `"${String(revision)}"` };
    expect((await node.ask('PATCH', path, { online: isOnline }, tag)).status).toBe(200);
  }
  const asked = (id: unknown) =>
    bureau.book.all('request').filter((one) => (one.asked['document'] as JsonObject)['id'] === id);
  const single = async (more: JsonObject) => {
    const body = { buyerName: '买方', invoiceType: '10xdp', sellerTaxNo: seller, lines: [serviceLine] };
    const id = await desk.make('pending-invoice', { ...body, drawer: '张三', ...more });
    for (const action of ['submit', 'approve', 'issue'])
      expect((await desk.act('pending-invoice', id, action)).status).toBe(200);
    return id;
  };
  const run = async (id: string, expected: JsonObject) => {
    for (let pass = 0; pass < 3; pass++) await node.node.run('issue');
    const read = await desk.read('pending-invoice', id);
    expect(read).toMatchObject(expected);
    return read;
  };
  const held = async (type: string) => {
    const { body } = await node.ask('GET', `${desk.records('credit-entry')}?view=manage&state=reserved`);
    const items = body['items'] as readonly JsonObject[];
    return items.filter((one) => (one['businessType'] as JsonObject)['number'] === type);
  };

  it.each<[sentence: string, more: JsonObject, code: string]>([
    ['above the limit of its business type', { businessType: 'LIMIT' }, 'business-limit'],
    ['a code that its business type may not issue', { businessType: 'CODES' }, 'business-tax-code'],
    ['no account is its drawer’s', { businessType: 'NAMED', drawer: '王五' }, 'account-not-matched'],
    [
      'more than the credit of the day',
      {
        businessType: 'CREDIT',
        lines: [{ ...serviceLine, quantity: '4', amount: '400', tax: '24', gross: '424' }],
      },
      'day-credit',
    ],
  ])('%s: it fails and says why, and the channel is not asked', async (_, more, failureCode) => {
    const id = await single(more);
    const read = await run(id, { issueStatus: 'failed', failureCode, credit: null });
    expect(String(read['failure']).length).toBeGreaterThan(5);
    expect(asked(id)).toEqual([]);
  });

  it.each<[sentence: string, businessType: string, said: string, notBefore: string, minutes: number]>([
    ['outside the hours', 'HOURS', '不在可开票时间内', '2026-11-20T06:00:00.000Z', 240],
    ['before the delay is over', 'LATER', '开票延迟未到', '2026-11-20T02:30:00.000Z', 30],
  ])(
    '%s it waits, says until when, and is issued then',
    async (_, businessType, said, notBefore, minutes) => {
      const id = await single({ businessType });
      const waits = { issueStatus: 'issuing', waitsFor: expect.stringContaining(said), notBefore };
      await run(id, waits);
      expect(asked(id)).toEqual([]);
      passed = minutes * 60_000;
      await run(id, { issueStatus: 'issued', waitsFor: null });
      passed = 0;
    },
  );

  it('that fails at the head of a batch on paper stops all behind it, more than a pass looks at', async () => {
    const approved = async (more: JsonObject) => {
      const body = { buyerName: '买方', invoiceType: '007xdp', sellerTaxNo: seller, lines: [serviceLine] };
      const id = await desk.make('pending-invoice', { ...body, drawer: '张三', ...more });
      for (const action of ['submit', 'approve'])
        expect((await desk.act('pending-invoice', id, action)).status).toBe(200);
      return id;
    };
    const ids = [await approved({ businessType: 'LIMIT' })];
    for (let count = 0; count < 4; count++) ids.push(await approved({}));
    const pendingInvoices = ids.map((id) => ({ id }));
    const { status, body } = await node.ask('POST', '/api/issuing/pending-invoices', { pendingInvoices });
    expect(status, JSON.stringify(body)).toBe(200);
    for (let pass = 0; pass < 3; pass++) await node.node.run('issue');
    const read = await Promise.all(ids.map((id) => desk.read('pending-invoice', id)));
    expect(read.map(({ issueStatus }) => issueStatus)).toEqual(['failed', ...Array(4).fill('pending')]);
    expect(ids.flatMap(asked)).toEqual([]);
  });

  describe('an account that is offline', () => {
    it('is waited for where it is the named one; the invoice says so and keeps no credit', async () => {
      await online('A1', false);
      const id = await single({ businessType: 'NAMED' });
      await run(id, {
        issueStatus: 'issuing',
        waitsFor: expect.stringContaining('不在线'),
        credit: null,
      });
      expect(asked(id)).toEqual([]);
      await online('A1', true);
      passed += 20_000;
      await run(id, { issueStatus: 'issued', drawer: '张三' });
    });

    it('is passed over where the drawer only goes first: the shortest queue issues, and its person draws', async () => {
      await online('A1', false);
      const id = await single({ businessType: 'DRAWER' });
      await run(id, { issueStatus: 'issued', drawer: '李四', taxAccount: { number: 'A2' } });
      expect(asked(id)).toMatchObject([{ asked: { account: 'A2', document: { drawer: '李四' } } }]);
    });

    it('keeps an invoice waiting where nobody is online, and nothing is held meanwhile', async () => {
      for (const number of accounts.keys()) await online(number, false);
      passed += 86_400_000;
      const id = await single({ businessType: 'DRAWER' });
      await run(id, {
        issueStatus: 'issuing',
        waitsFor: expect.stringContaining('没有在线的账号；请登录一个账号后再开票'),
      });
      expect(await held('DRAWER')).toEqual([]);
      await desk.act('pending-invoice', id, 'issue');
      const stopped = await node.ask('POST', '/api/issuing/pending-invoices/stop', { pendingInvoices: [id] });
      expect(stopped.status).toBe(200);
      await run(id, { issueStatus: 'pending', waitsFor: null });
    });

    it('is waited for by many, who stand in nobody else’s way', async () => {
      await online('A1', false);
      const many: string[] = [];
      for (let count = 0; count < 5; count++) many.push(await single({ businessType: 'NAMED' }));
      for (let pass = 0; pass < 5; pass++) await node.node.run('issue');
      const id = await single({ drawer: '李四', businessType: 'DRAWER' });
      for (let pass = 0; pass < 3; pass++) await node.node.run('issue');
      await run(id, { issueStatus: 'issued', taxAccount: { number: 'A2' } });
      for (const one of many) await run(one, { issueStatus: 'issuing' });
      await online('A1', true);
      passed += 20_000;
      for (let pass = 0; pass < 5; pass++) await node.node.run('issue');
      for (const one of many) await run(one, { issueStatus: 'issued' });
    });

    it('sends it back where hw_config/commit_mq says so, and the source system hears of it', async () => {
      const path = '/api/params/hw_config/commit_mq';
      const said = await node.ask('PUT', path, { value: true }, { 'guiju-reason': 'test' });
      expect(said.status, JSON.stringify(said.body)).toBeLessThan(300);
      for (const number of accounts.keys()) await online(number, false);
      const id = await single({});
      await run(id, { issueStatus: 'failed', failureCode: 'not-signed-in' });
      const events = await readOutbox(node.tenant.database, 'push', 1_000);
      expect(events.find(({ record, kind }) => record === id && kind === 'issue-failed')).toBeDefined();
      const application = await desk.approved({ lines: [serviceLine], drawer: '张三' });
      const foretold = await node.ask('POST', '/api/issuing/applications/preview', {
        applications: [{ id: application }],
      });
      expect(foretold.body['issues']).toMatchObject([
        expect.objectContaining({ code: 'not-signed-in', severity: 'warns' }),
      ]);
    });
  });

  it('under RPA the drawer of an application chooses the account that it is planned for', async () => {
    for (const [drawer, number] of [
      ['张三', 'A1'],
      ['李四', 'A2'],
    ] as const) {
      const id = await desk.approved({ businessType: 'NAMED', drawer, lines: [serviceLine] });
      expect((await desk.act('invoice-application', id, 'plan')).status).toBe(200);
      expect(await desk.pendingOf(id)).toMatchObject([{ taxAccount: { number }, drawer }]);
    }
  });

  it('a preview foretells hours and accounts, reserves nothing, and the application is planned all the same', async () => {
    for (const number of accounts.keys()) await online(number, false);
    const id = await desk.approved({ businessType: 'HOURS', lines: [serviceLine] });
    const { body } = await node.ask('POST', '/api/issuing/applications/preview', { applications: [{ id }] });
    const codes = (body['issues'] as readonly JsonObject[]).map((one) => [one['code'], one['severity']]);
    expect(codes).toEqual(
      expect.arrayContaining([
        ['business-hours', 'warns'],
        ['not-signed-in', 'warns'],
      ]),
    );
    expect((await desk.act('invoice-application', id, 'plan')).status).toBe(200);
    expect(await desk.pendingOf(id)).toMatchObject([{ issueStatus: 'pending', credit: null }]);
  });

  it('an account of another seller issues nothing, whoever is online and whoever names it', async () => {
    const other = { number: 'A0', drawer: '钱七', name: '外', login: 'A0', channel: 'rpa', online: true };
    const id = await desk.make('tax-account', { ...other, taxNo: '91500023MA0000001M' });
    const issued = await single({});
    await run(issued, { issueStatus: 'issued', taxAccount: { number: 'A1' }, drawer: '张三' });
    const named = await single({ taxAccount: 'A0', businessType: 'NAMED' });
    await run(named, { issueStatus: 'failed', failureCode: 'account-not-matched' });
    const application = await desk.approved({ businessType: 'NAMED', drawer: '钱七', lines: [serviceLine] });
    const asking = { applications: [{ id: application }] };
    const { body } = await node.ask('POST', '/api/issuing/applications/preview', asking);
    const codes = (body['issues'] as readonly JsonObject[]).map((one) => one['code']);
    expect(codes).toContain('account-not-matched');
    for (const number of accounts.keys()) await online(number, false);
    // Nobody of its own is signed in.
    await desk.set('hw_config/commit_mq', true);
    const alone = await single({});
    await run(alone, { issueStatus: 'failed', failureCode: 'not-signed-in' });
    expect([...asked(named), ...asked(alone)]).toEqual([]);
    expect((await desk.act('tax-account', id, 'disable')).status).toBe(200);
  });
});
