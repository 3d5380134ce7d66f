import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { openBook } from '../../../../workshop/bureau/book.ts';
import { createBureau } from '../../../../workshop/bureau/bureau.ts';
import { type ServedBureau, serveBureau } from '../../../../workshop/bureau/serve-bureau.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../desk.suite.ts';

const hour = 3_600_000;

describeOnDatabases('the summary of what Leqi issued last month', (database) => {
  let nodes: readonly [TestNode, TestNode];
  let desk: ReturnType<typeof deskAt>;
  let served: ServedBureau;
  /** 10:00 in Shanghai on the twentieth of November, and what a test lets pass. */
  let passed = 0;
  const clock = () => Date.UTC(2026, 10, 20, 2) + passed;
  const bureau = createBureau(openBook(), clock);
  beforeAll(async () => {
    const packages = ['platform', 'basis', 'invoicing'];
    served = await serveBureau({ bureau });
    const first = await openTestNode(database.url, { packages, clock });
    nodes = [first, await openTestNode(database.url, { packages, clock })];
    desk = deskAt(first);
    await desk.connect(served.url, { testUrl: served.url });
    await set('sim_not_approval_required/sim_invoice_valid_list', 'D');
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
    await served.close();
  });

  const until = (moment: number) => {
    passed += moment - clock();
  };
  const follow = async () => {
    for (const { tenant } of nodes) await tenant.follow();
  };
  /** Both nodes issue: each has to know of it. */
  const set = async (...[parameter, value]: Parameters<typeof desk.set>) => {
    await desk.set(parameter, value);
    await follow();
  };
  /** Both nodes look at the calendar at once, twice. */
  const turn = async () => {
    await follow();
    for (let pass = 0; pass < 2; pass += 1) await Promise.all(nodes.map(({ node }) => node.run('calendar')));
  };
  const summaries = async (): Promise<readonly JsonObject[]> => {
    const { body } = await nodes[0].ask(
      'GET',
      `${desk.records('leqi-summary')}?view=manage&sort=month,taxNo`,
    );
    const items = body['items'] as readonly JsonObject[];
    return Promise.all(items.map(({ id }) => desk.read('leqi-summary', String(id))));
  };
  const home = async () => (await nodes[0].ask('GET', '/api/issuing/overview')).body['summaries'];
  const invoice = (issuedAt: string, more: JsonObject = {}) =>
    desk.make('invoice', {
      ...{ invoiceType: '10xdp', channel: 'leqi', sellerTaxNo: seller, sign: 'blue', lines: [serviceLine] },
      ...{ number: issuedAt, issuedAt, ...more },
    });

  it('is made on the first, once, of what was issued and stands; the home page says until when', async () => {
    await turn();
    // October is over, and its tax number has a licence only since November.
    expect(await summaries()).toEqual([]);
    await desk.invoiced({ lines: [serviceLine] });
    const voided = await desk.invoiced({ invoiceType: '007xdp', lines: [serviceLine] });
    expect((await desk.act('invoice', voided, 'void')).status).toBe(200);
    await nodes[0].node.run('issue');
    await invoice('2026-11-20T03:00:00.000Z', { invoiceType: '08xdp' });
    // The last second of November and the first of December in Shanghai; and what does not invoices.
    await invoice('2026-11-30T15:59:59.000Z', {
      lines: [{ ...serviceLine, quantity: '-1', amount: '-100', tax: '-6', gross: '-106' }],
      sign: 'red',
      redReason: 'return',
    });
    await invoice('2026-11-30T16:00:00.000Z');
    await invoice('2026-11-25T00:00:00.000Z', { channel: 'rpa' });
    for (const parameter of [`all_ele_mock_invoice/${seller}`, 'debugOpenInvoice/debugOpenInvoice']) {
      await set(parameter, true);
      await desk.invoiced({ lines: [serviceLine] });
      await set(parameter, null);
    }
    await invoice('2026-11-25T00:00:03.000Z', { sellerTaxNo: '91500023MA0000001M' });
    until(Date.UTC(2026, 10, 30, 15, 59));
    await turn();
    expect(await summaries()).toEqual([]);
    until(Date.UTC(2026, 10, 30, 16));
    await turn();
    const made = await summaries();
    expect(made).toMatchObject([
      {
        taxNo: seller,
        month: '2026-11',
        status: 'open',
        confirmsOn: '2026-12-02',
        invoices: 3,
        net: '300',
        tax: '18',
      },
    ]);
    expect(made[0]?.['types']).toMatchObject([
      { invoiceType: '08xdp', invoices: 1, net: '200', tax: '12' },
      { invoiceType: '10xdp', invoices: 2, net: '100', tax: '6' },
    ]);
    expect(await home()).toMatchObject([{ taxNo: seller, month: '2026-11', confirmsOn: '2026-12-02' }]);
  });

  it('nobody makes, deletes or restores one', async () => {
    const [made] = await summaries();
    const path = desk.records('leqi-summary');
    const created = await nodes[0].ask('POST', path, {});
    const tag = { 'if-match': `"${String(made?.['revision'])}"` };
    const gone = await nodes[0].ask('DELETE', `${path}/${String(made?.['id'])}`, undefined, tag);
    expect([created.status, gone.status, gone.body['code']]).toEqual([403, 403, 'summary-own']);
  });

  it('system/lqSummaryConfirmationDay moves the day; at 00:00 of it it is confirmed by itself, once, with what came late', async () => {
    await set('system/lqSummaryConfirmationDay', 5);
    await turn();
    expect(await summaries()).toMatchObject([{ status: 'open', confirmsOn: '2026-12-05' }]);
    await invoice('2026-11-30T15:00:00.000Z');
    until(Date.UTC(2026, 11, 4, 15, 59));
    await turn();
    expect(await summaries()).toMatchObject([{ status: 'open', invoices: 3 }]);
    until(Date.UTC(2026, 11, 4, 16));
    await turn();
    const [made] = await summaries();
    expect(made).toMatchObject({
      ...{ status: 'confirmed', confirmedAt: '2026-12-04T16:00:00.000Z', confirmedBy: null },
      ...{ invoices: 4, net: '500', tax: '30' },
    });
    expect(await home()).toEqual([]);
    await turn();
    expect((await summaries())[0]?.['revision']).toBe(made?.['revision']);
    const path = `${desk.records('leqi-summary')}/${String(made?.['id'])}/history`;
    const { body } = await nodes[0].ask('GET', `${path}?limit=50`);
    const done = (body['items'] as readonly JsonObject[]).map(({ operation }) => operation);
    expect(done.filter((one) => one === 'confirm-summary')).toHaveLength(1);
  });

  it('that cannot be confirmed keeps none behind it, nor do however many whose day has not come', async () => {
    until(Date.UTC(2026, 11, 4, 17));
    const { database: own, served: model } = nodes[0].tenant;
    const form = model().model.formsById.get('leqi-summary');
    const table = form ? model().table(form).name : '';
    const [row = {}] = await own.all<Record<string, string | number | null>>(
      `SELECT * FROM ${table} LIMIT 1`,
    );
    const { quote } = own.dialect;
    const columns = Object.keys(row);
    const column = (id: string) => columns.find((name) => name.toLowerCase() === id.toLowerCase()) ?? id;
    const insert = async (said: Readonly<Record<string, string>>) => {
      const values: Record<string, string | number | null> = { ...row, [column('status')]: 'open' };
      for (const [id, value] of Object.entries(said)) values[column(id)] = value;
      const names = columns.map(quote).join(', ');
      const places = columns.map(() => '?').join(', ');
      await own.run(
        `INSERT INTO ${table} (${names}) VALUES (${places})`,
        columns.map((name) => values[name] ?? null),
      );
    };
    const id = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
    await insert({ id: id(0), number: 'broken', month: '0000-00' });
    for (let at = 1; at <= 500; at += 1)
      await insert({ id: id(at), number: `later${at}`, month: '2028-01', confirmsOn: '2028-02-05' });
    await insert({ id: 'ffffffff-ffff-4fff-8fff-ffffffffffff', number: 'behind', month: '2026-10' });
    await turn();
    const stands = async (number: string) =>
      (await nodes[0].ask('GET', `${desk.records('leqi-summary')}?view=manage&number=${number}`)).body[
        'items'
      ];
    expect(await stands('broken')).toMatchObject([{ status: 'open' }]);
    expect(await stands('behind')).toMatchObject([{ status: 'confirmed' }]);
    await own.run(`DELETE FROM ${table} WHERE ${quote(column('month'))} IN (?, ?, ?)`, [
      '0000-00',
      '2028-01',
      '2026-10',
    ]);
  });

  it('is confirmed by hand before, by whoever has seen what it says by now', async () => {
    // January is made up for by a server that was away on the first.
    until(Date.UTC(2027, 0, 3, 2));
    await turn();
    const [, made] = await summaries();
    const id = String(made?.['id']);
    expect(made).toMatchObject({ month: '2026-12', status: 'open', invoices: 1, net: '200' });
    await invoice('2026-12-31T15:00:00.000Z');
    const moved = await desk.act('leqi-summary', id, 'confirm-summary');
    expect([moved.status, moved.body['code']]).toEqual([409, 'summary-moved']);
    expect(String(moved.body['detail'])).toContain('¥400.00');
    expect(await desk.read('leqi-summary', id)).toMatchObject({ status: 'open', invoices: 2, net: '400' });
    const answer = await desk.act('leqi-summary', id, 'confirm-summary');
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const confirmed = await desk.read('leqi-summary', id);
    expect(confirmed).toMatchObject({ status: 'confirmed', confirmedBy: { number: 'admin' } });
    expect((await desk.act('leqi-summary', id, 'confirm-summary')).status).toBe(409);
    until(Date.UTC(2027, 0, 4, 16) + hour);
    await turn();
    expect((await summaries())[1]?.['revision']).toBe(confirmed['revision']);
  });
});
