import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { type QuotaEvent, QuotaLedger } from '../../../../rules/einvoicing/quota/quota.ts';
import { openBook } from '../../../../workshop/bureau/book.ts';
import { createBureau } from '../../../../workshop/bureau/bureau.ts';
import { usualMood } from '../../../../workshop/bureau/mood.ts';
import { type ServedBureau, serveBureau } from '../../../../workshop/bureau/serve-bureau.ts';
import { runs } from '../../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../desk.suite.ts';
import { asPlatform } from '../documents/document-forms.ts';
import { type QuotaBook, quotaBook } from './ledger.ts';

/** A crash inside the transaction, after everything in it was done. */
class Crash extends Error {}

describeOnDatabases('the monthly quota', (database) => {
  let nodes: readonly [TestNode, TestNode];
  let desk: ReturnType<typeof deskAt>;
  let served: ServedBureau;
  /** Stands for all that are issued. */
  let invoice = '';
  let passed = 0;
  /** 10:00 in Shanghai on the twentieth of November. */
  const clock = () => Date.UTC(2026, 10, 20, 2) + passed;
  const bureau = createBureau(openBook(), clock);
  beforeAll(async () => {
    const packages = ['platform', 'basis', 'invoicing'];
    served = await serveBureau({ bureau });
    const first = await openTestNode(database.url, { packages, clock });
    nodes = [first, await openTestNode(database.url, { packages, clock })];
    desk = deskAt(first);
    await desk.connect(served.url);
    await set('sim_not_approval_required/sim_invoice_valid_list', 'D');
    invoice = await desk.make('invoice', { number: '1', invoiceType: '10xdp', lines: [serviceLine] });
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
    await served.close();
  });

  async function set(parameter: string, value: string): Promise<void> {
    const { status } = await nodes[0].ask(
      'PUT',
      `/api/params/${parameter}`,
      { value },
      { 'guiju-reason': 'test' },
    );
    expect(status).toBeLessThan(300);
  }
  const account = (taxNo: string, more: JsonObject = {}) =>
    desk.make('quota-account', { taxNo, month: '2026-11', given: '1000', ...more });
  const inBook = (node: TestNode, work: (book: QuotaBook) => Promise<unknown>, crashes = false) => {
    const call = asPlatform(node.tenant.systemCall());
    return node.tenant.store.atOnce<JsonObject>(call, async (transaction) => {
      const book = quotaBook(transaction, call);
      if (!book) throw new Error('no ledger');
      const left = await work(book);
      if (crashes) throw new Crash();
      return { left: typeof left === 'string' ? left : null };
    });
  };
  const taxNoOf = (at: number) => `9150002300000${String(at).padStart(5, '0')}`;
  const entriesOf = async (taxNo: string) => {
    const path = `${desk.records('quota-entry')}?view=manage&taxNo=${taxNo}&sort=number&limit=200`;
    return (await nodes[0].ask('GET', path)).body['items'] as readonly JsonObject[];
  };

  it('is not passed by 40 who push at once on two nodes, of whom some crash', async () => {
    const taxNo = taxNoOf(1);
    const id = await account(taxNo);
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, (_, at) =>
        inBook(
          at % 2 ? nodes[0] : nodes[1],
          (book) =>
            book.reserve({ taxNo, month: '2026-11', net: '60', byLeqi: false, request: `together ${at}` }),
          at % 10 === 0,
        ),
      ),
    );
    const kept = answers.filter((one) => one.status === 'fulfilled' && one.value['left'] === null);
    expect([kept.length, answers.filter(({ status }) => status === 'rejected').length]).toEqual([16, 4]);
    expect(await desk.read('quota-account', id)).toMatchObject({ used: '960', left: '40' });
    // Asked again it is kept once.
    const again = { taxNo, month: '2026-11', net: '60', byLeqi: false, request: 'together 1' };
    expect(await inBook(nodes[0], (book) => book.reserve(again))).toEqual({ left: null });
    expect(await desk.read('quota-account', id)).toMatchObject({
      used: '960',
      reached80: expect.any(String),
    });
  });

  it('is always what the rule says of the same events', async () => {
    const event = fc.record({
      do: fc.constantFrom('reserve', 'reserve', 'reserve', 'confirm', 'release', 'void', 'red', 'return'),
      id: fc.constantFrom('a', 'b', 'c'),
      net: fc.integer({ min: 1, max: 500 }).map(String),
      channel: fc.constantFrom('leqi', 'rpa'),
      month: fc.constantFrom('2026-11', '2026-11', '2026-12'),
    });
    let run = 100;
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 12 }), fc.boolean(), async (events, leqi) => {
        run += 1;
        const taxNo = taxNoOf(run);
        const ledger = new QuotaLedger(leqi ? '0.8' : null);
        const ids: string[] = [];
        for (const month of ['2026-11', '2026-12']) {
          ledger.apply({ do: 'given', net: '1000', month });
          ids.push(await account(taxNo, { month, leqi }));
        }
        const open = new Set<string>();
        for (const [at, one] of events.entries()) {
          const { id, net, month } = one;
          if (one.do === 'reserve' && open.has(id)) continue;
          if (one.do === 'reserve') open.add(id);
          const request = `${run} ${id}`;
          const byLeqi = one.channel === 'leqi';
          const of = one.do === 'void' || one.do === 'red' ? { of: id } : { id };
          const said: QuotaEvent = {
            ...of,
            do: one.do as QuotaEvent['do'],
            net,
            channel: one.channel,
            month,
          };
          const { answer } = ledger.apply(said);
          const node = at % 2 ? nodes[0] : nodes[1];
          const { left } = await inBook(node, (book) => {
            if (one.do === 'reserve') return book.reserve({ taxNo, month, net, byLeqi, request });
            if (one.do === 'confirm') return book.confirm(request, { month, invoice });
            if (one.do === 'release') return book.release(request);
            if (one.do === 'return') return book.return({ taxNo, month, net, reason: '多' });
            return book.back(request, { month, ...(one.do === 'red' ? { net } : {}) });
          });
          expect(left !== null).toBe(answer === 'quota-short');
          if (answer === 'quota-short' && one.do === 'reserve') open.delete(id);
          if (one.do === 'release' && answer === 'ok') open.delete(id);
        }
        for (const [at, month] of ledger.months.entries()) {
          const { given, used, left, downloaded } = month;
          const read = await desk.read('quota-account', ids[at] ?? '');
          expect(read).toMatchObject({ total: given, used, left, downloaded });
        }
        const kinds = (await entriesOf(taxNo)).map(({ kind, net, month }) => [kind, net, month]);
        const beginning = leqi ? 4 : 2;
        const expected = ledger.entries.map(({ entry, net, month }) => [entry, net, month]);
        expect(kinds.slice(beginning)).toEqual(expected.slice(beginning));
      }),
      { numRuns: runs(15, 200) },
    );
  });

  it('a person gives and adjusts it; the entries are the platform’s alone', async () => {
    const [node] = nodes;
    const taxNo = taxNoOf(2);
    const id = await account(taxNo, { adjusted: '50', leqi: true });
    const created = await desk.read('quota-account', id);
    expect(created).toMatchObject({
      total: '1050',
      left: '1050',
      downloaded: '800',
    });
    const change = async (body: JsonObject) => {
      const { revision } = await desk.read('quota-account', id);
      const path = `${desk.records('quota-account')}/${id}`;
      return node.ask('PATCH', path, body, { 'if-match': `"${String(revision)}"` });
    };
    expect((await change({ adjusted: '-100' })).body).toMatchObject({ total: '900', left: '900' });
    const { revision: now } = await desk.read('quota-account', id);
    const before = `${desk.records('quota-account')}/${id}/history/${Number(created['revision'])}/restore`;
    const back = await node.ask('POST', before, undefined, { 'if-match': `"${String(now)}"` });
    expect([back.status, back.body['code']]).toEqual([403, 'ledger-own']);
    expect((await change({ given: '5000' })).body['errors']).toMatchObject([{ code: 'quota-fixed' }]);
    expect((await entriesOf(taxNo)).map(({ kind, net }) => [kind, net])).toEqual([
      ['given', '1000'],
      ['download', '800'],
      ['adjust', '50'],
      ['adjust', '-150'],
    ]);
    const wrong = await node.ask('POST', desk.records('quota-account'), { taxNo, month: '11', given: '1' });
    expect([wrong.status, JSON.stringify(wrong.body).includes('quota-month')]).toEqual([422, true]);
    const [entry] = await entriesOf(taxNo);
    const path = `${desk.records('quota-entry')}`;
    const made = await node.ask('POST', path, {});
    const tag = { 'if-match': `"${String(entry?.['revision'])}"` };
    const gone = await node.ask('DELETE', `${path}/${String(entry?.['id'])}`, undefined, tag);
    expect([made.status, gone.status]).toEqual([403, 403]);
  });

  it('system/lqFirstDownloadShare is downloaded for Leqi at the start, and more once it is short', async () => {
    const taxNo = taxNoOf(3);
    await set('system/lqFirstDownloadShare', '0.5');
    const id = await account(taxNo, { leqi: true });
    expect(await desk.read('quota-account', id)).toMatchObject({ downloaded: '500' });
    const asked = { taxNo, month: '2026-11', byLeqi: true };
    await inBook(nodes[1], (book) => book.reserve({ ...asked, net: '700', request: 'leqi' }));
    expect(await desk.read('quota-account', id)).toMatchObject({ downloaded: '700', usedLeqi: '700' });
    const other = { ...asked, byLeqi: false, net: '300.01', request: 'other' };
    expect(await inBook(nodes[0], (book) => book.reserve(other))).toEqual({ left: '300' });
  });

  it('is what the channel gives at the start of each month, and nothing where it says nothing', async () => {
    const [node] = nodes;
    const opened = async () => {
      const path = `${desk.records('quota-account')}?view=manage&taxNo=${seller}&sort=month`;
      return (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
    };
    await node.node.run('calendar');
    expect(await opened()).toEqual([]);
    bureau.setMood({ quota: '5000' });
    // New Year in Shanghai, which is the last day of the old year at Greenwich.
    passed = Date.UTC(2026, 11, 31, 16) - clock();
    await node.node.run('calendar');
    await node.node.run('calendar');
    expect(await opened()).toMatchObject([
      { month: '2027-01', total: '5000', downloaded: '2500', leqi: true },
    ]);
    const kinds = (await entriesOf(seller)).map(({ kind, net }) => [kind, net]);
    expect(kinds).toEqual([
      ['given', '5000'],
      ['download', '2500'],
    ]);
    // What was reserved in January is issued in February, before that month is opened: it counts there.
    const asked = { taxNo: seller, month: '2027-01', net: '40', byLeqi: true, request: 'over the month' };
    await inBook(node, (book) => book.reserve(asked));
    await inBook(node, (book) => book.confirm(asked.request, { month: '2027-02', invoice }));
    passed += Date.UTC(2027, 0, 31, 16) - clock();
    await node.node.run('calendar');
    expect(await opened()).toMatchObject([
      { month: '2027-01', used: '0' },
      { month: '2027-02', used: '40', left: '4960', leqi: true },
    ]);
    bureau.setMood({ ...usualMood });
    passed = 0;
  });

  it('goes all the way: kept at the push, used by the invoice, short, released, and given back', async () => {
    const [node] = nodes;
    const month = { month: '2026-11' };
    const id = await account(seller, { ...month, given: '500' });
    const left = async () => (await desk.read('quota-account', id))['left'];
    const becomes = (expected: string) =>
      vi.waitFor(
        async () => {
          await node.node.run('issue');
          expect(await left()).toBe(expected);
        },
        { timeout: 20_000 },
      );
    const issued = (more: JsonObject = {}) =>
      desk.invoiced({ invoiceType: '007xdp', lines: [serviceLine], ...more });
    bureau.setMood({ refuses: 'E0412' });
    const refused = await desk.approved({ lines: [serviceLine] });
    await desk.act('invoice-application', refused, 'issue');
    await vi.waitFor(
      async () => {
        await node.node.run('issue');
        expect(await desk.pendingOf(refused)).toMatchObject([{ issueStatus: 'failed' }]);
      },
      { timeout: 20_000 },
    );
    expect(await left()).toBe('500');
    bureau.setMood({ ...usualMood });
    const [voided, blue] = [await issued(), await issued()];
    expect(await left()).toBe('100');
    const small = { ...serviceLine, quantity: '1', amount: '100', tax: '6', gross: '106' };
    const fits = await desk.approved({ buyerName: '另一家', lines: [small] });
    const short = await desk.approved({ lines: [serviceLine] });
    const preview = await node.ask('POST', '/api/issuing/applications/preview', {
      applications: [{ id: short }],
    });
    expect(preview.body['issues']).toMatchObject([{ code: 'quota-short', severity: 'warns' }]);
    const both = { applications: [{ id: fits }, { id: short }] };
    const previewed = await node.ask('POST', '/api/issuing/applications/preview', both);
    expect(previewed.body['issues']).toMatchObject([
      { code: 'quota-short', at: { document: 1 }, params: { left: '0' } },
      { code: 'quota-reaches', at: { document: 1 }, params: { taxNo: seller, reached: 1, pieces: 2 } },
    ]);
    const none = await node.ask('POST', '/api/issuing/applications/preview', {
      applications: [
        { id: short },
        { id: await desk.approved({ buyerName: '第三家', lines: [serviceLine] }) },
      ],
    });
    expect((none.body['issues'] as readonly JsonObject[]).map(({ code }) => code)).toEqual([
      'quota-short',
      'quota-reaches-none',
    ]);
    await desk.act('invoice-application', short, 'issue');
    // The other node may have it in hand.
    await vi.waitFor(
      async () => {
        await node.node.run('issue');
        const [failed] = await desk.pendingOf(short);
        expect(failed).toMatchObject({ issueStatus: 'failed', failureCode: 'quota-short' });
        expect(String(failed?.['failure'])).toContain('100.00');
      },
      { timeout: 20_000 },
    );
    expect((await desk.act('invoice', voided, 'void')).status).toBe(200);
    await becomes('300');
    expect((await desk.act('invoice', blue, 'red')).status).toBe(200);
    const path = `${desk.records('pending-invoice')}?view=manage&blueInvoice=${blue}`;
    const [red] = (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
    for (const action of ['submit', 'approve', 'issue'])
      await desk.act('pending-invoice', String(red?.['id']), action);
    await becomes('500');
    // A red invoice that is void has given nothing back: what it reversed is voided, and comes back once.
    const { invoice: reversing } = await desk.read('pending-invoice', String(red?.['id']));
    const reversed = String((reversing as JsonObject)['id']);
    expect((await desk.act('invoice', reversed, 'void')).status).toBe(200);
    await becomes('300');
    expect((await desk.act('invoice', blue, 'void')).status).toBe(200);
    await becomes('500');
    const kinds = (await entriesOf(seller))
      .filter((one) => one['month'] === '2026-11')
      .map(({ kind }) => kind);
    expect(kinds).toEqual([
      'given',
      ...['reserve', 'release'],
      ...['reserve', 'confirm', 'reserve', 'confirm'],
      ...['back', 'back', 'back', 'back'],
    ]);
  });

  it('counts what Leqi issued in a month before somebody opens it by hand, with Leqi or without', async () => {
    const [node] = nodes;
    const month = '2026-12';
    for (const [at, leqi] of [true, false].entries()) {
      const taxNo = taxNoOf(21 + at);
      await account(taxNo, { leqi: true });
      const asked = { taxNo, month: '2026-11', net: '160', byLeqi: true, request: `carried ${at}` };
      await inBook(node, (book) => book.reserve(asked));
      await inBook(node, (book) => book.confirm(asked.request, { month, invoice }));
      const id = await account(taxNo, { month, given: '200', leqi });
      const used = leqi ? { usedLeqi: '160', usedOthers: '0' } : { usedLeqi: '0', usedOthers: '160' };
      const reached = { reached80: expect.any(String), reached95: null };
      expect(await desk.read('quota-account', id)).toMatchObject({ ...used, ...reached, left: '40' });
    }
  });

  it('what was reserved anew in another month is confirmed as it was reserved last', async () => {
    const [node] = nodes;
    const taxNo = taxNoOf(4);
    const [november, december] = [await account(taxNo), await account(taxNo, { month: '2026-12' })];
    const asked = { taxNo, byLeqi: false, request: 'waits' };
    await inBook(node, (book) => book.reserve({ ...asked, month: '2026-11', net: '60' }));
    await inBook(node, (book) => book.release('waits'));
    await inBook(node, (book) => book.reserve({ ...asked, month: '2026-12', net: '70' }));
    await inBook(node, (book) => book.confirm('waits', { month: '2026-12', invoice }));
    const used = async (id: string) => (await desk.read('quota-account', id))['used'];
    expect([await used(november), await used(december)]).toEqual(['0', '70']);
  });

  it('what Leqi did not use is returned by hand, with a reason, to whoever may change the account', async () => {
    const taxNo = taxNoOf(5);
    const id = await account(taxNo, { leqi: true });
    const other = await account(taxNoOf(6));
    await inBook(nodes[0], (book) =>
      book.reserve({ taxNo, month: '2026-11', net: '300', byLeqi: true, request: 'leqi returns' }),
    );
    const give = (body: JsonObject, of = id) => desk.act('quota-account', of, 'return-quota', body);
    const wrong = async (body: JsonObject) =>
      ((await give(body)).body['errors'] as readonly JsonObject[]).map(({ path, code }) => `${path} ${code}`);
    const { downloaded } = await desk.read('quota-account', id);
    expect(downloaded).toBe('500');
    expect(await wrong({ amount: '0' })).toEqual([
      '/amount quota-return-amount',
      '/reason quota-return-reason',
    ]);
    expect(await wrong({ amount: '1.001', reason: '月末' })).toEqual(['/amount quota-return-amount']);
    expect(await wrong({ amount: '200.01', reason: '月末' })).toEqual(['/amount quota-return-more']);
    expect((await give({ amount: '10', reason: '月末' }, other)).status).toBe(409);
    const done = await give({ amount: '150.5', reason: '月末退回' });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    expect(await desk.read('quota-account', id)).toMatchObject({
      ...{ downloaded: '349.5', usedLeqi: '300', left: '700' },
    });
    const [last] = (await entriesOf(taxNo)).slice(-1);
    expect(await desk.read('quota-entry', String(last?.['id']))).toMatchObject({
      ...{ kind: 'return', net: '150.5', leqi: true, returnReason: '月末退回' },
    });
    const others = { taxNo, month: '2026-11', byLeqi: false };
    await inBook(nodes[0], (book) => book.reserve({ ...others, net: '650.5', request: 'others take it' }));
    expect(await desk.read('quota-account', id)).toMatchObject({ usedOthers: '650.5', left: '49.5' });
  });

  it('people hear of it on the home page once 80, 95 and 100 % are used, with the day on which it runs out', async () => {
    const taxNo = taxNoOf(7);
    const id = await account(taxNo);
    const shown = async () => {
      const all = (await nodes[0].ask('GET', '/api/issuing/overview')).body['quota'] as readonly JsonObject[];
      const own = all.find((one) => one['taxNo'] === taxNo);
      return own && [own['share'], own['left'], own['runsOutOn'], own['account']];
    };
    const reserve = (net: string) =>
      inBook(nodes[0], (book) =>
        book.reserve({ taxNo, month: '2026-11', net, byLeqi: false, request: `told ${net}` }),
      );
    await reserve('799.99');
    // It stands among the limits, and not yet among what has to be done first.
    expect(await shown()).toEqual([null, '200.01', '2026-11-26', id]);
    await reserve('0.01');
    expect(await shown()).toEqual(['80', '200', '2026-11-25', id]);
    await reserve('150');
    expect(await shown()).toEqual(['95', '50', '2026-11-22', id]);
    // Less is given: it is noted and told without an invoice.
    const { revision } = await desk.read('quota-account', id);
    const path = `${desk.records('quota-account')}/${id}`;
    const tag = { 'if-match': `"${String(revision)}"` };
    expect((await nodes[0].ask('PATCH', path, { adjusted: '-50' }, tag)).status).toBe(200);
    expect(await shown()).toEqual(['100', '0', '2026-11-20', id]);
  });
});
