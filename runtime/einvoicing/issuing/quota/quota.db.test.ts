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
      do: fc.constantFrom('reserve', 'reserve', 'reserve', 'confirm', 'release', 'void', 'red'),
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
          open.add(id);
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
            return book.back(request, { month, ...(one.do === 'red' ? { net } : {}) });
          });
          expect(left !== null).toBe(answer === 'quota-short');
          if (answer === 'quota-short') open.delete(id);
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
    await node.node.run('quota');
    expect(await opened()).toEqual([]);
    bureau.setMood({ quota: '5000' });
    // New Year in Shanghai, which is the last day of the old year at Greenwich.
    passed = Date.UTC(2026, 11, 31, 16) - clock();
    await node.node.run('quota');
    await node.node.run('quota');
    expect(await opened()).toMatchObject([
      { month: '2027-01', total: '5000', downloaded: '2500', leqi: true },
    ]);
    const kinds = (await entriesOf(seller)).map(({ kind, net }) => [kind, net]);
    expect(kinds).toEqual([
      ['given', '5000'],
      ['download', '2500'],
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
    const short = await desk.approved({ lines: [serviceLine] });
    const preview = await node.ask('POST', '/api/issuing/applications/preview', {
      applications: [{ id: short }],
    });
    expect(preview.body['issues']).toMatchObject([{ code: 'quota-short', severity: 'warns' }]);
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
});
