import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { add, negate, sum } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt } from './desk.suite.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '0');
const rowsOf = (record: JsonObject, entries: string) => record[entries] as readonly JsonObject[];

describeOnDatabases('what is written back', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    await desk.simulate();
    const keys = ['buyerName', 'buyerTaxNo', 'invoiceType', 'taxMethod', 'taxIncluded', 'sourceSystem'];
    // An application that came by an interface goes by a scheme.
    const merging = { mergeLines: true, lineHandling: 'add', tail: 'gross-exact', documentKeys: keys };
    await desk.make('merge-rule', { number: 'G', name: '价税合计准确', ...merging });
    const netLimit = { invoiceType: '10xdp', netLimit: '150' };
    await desk.make('split-rule', { number: 'S', name: '限额', limits: [netLimit], lastLine: 'price-kept' });
    const condition = { fact: 'buyerName', operator: 'contains', value: '合并' };
    const scheme = { name: '合并', priority: 1, mergeRule: 'G', splitRule: 'S', condition };
    await desk.make('processing-scheme', { number: 'P', ...scheme });
  });
  afterAll(() => node.close());

  /** Its tax is off by as much as a line may be, so that two of them together are off by more. */
  const line = (quantity: number): JsonObject => {
    const [amount, tax] = [String(quantity * 100), String(quantity * 13 + 0.05)];
    return {
      itemName: '笔',
      taxCode: '1060201010000000000',
      rate: '0.13',
      quantity: String(quantity),
      price: '100',
      amount,
      tax,
      gross: add(amount, tax),
    };
  };
  const issue = async (ids: readonly string[]) => {
    const seen = await Promise.all(ids.map((id) => desk.read('invoice-application', id)));
    const applications = seen.map(({ id, revision }) => ({ id: id ?? '', ifMatch: revision ?? 0 }));
    return (await node.ask('POST', '/api/issuing/applications', { applications })).body;
  };

  it('says by how much a merged line is another than its own, until its pending invoice is deleted', async () => {
    const ids = [
      await desk.approved({ buyerName: '合并', dataSource: 'api', lines: [line(0.5)] }),
      await desk.approved({ buyerName: '合并', dataSource: 'api', lines: [line(0.5)] }),
    ];
    const { pendingInvoices } = await issue(ids);
    const [{ id = '' } = {}, ...others] = pendingInvoices as readonly { id: string }[];
    expect(others).toEqual([]);
    const pending = await desk.read('pending-invoice', id);
    expect(pending).toMatchObject({ lines: [{ amount: '100.09', tax: '13.01', gross: '113.1' }] });
    const found = await Promise.all(ids.map((one) => desk.read('invoice-application', one)));
    const off = (member: string) =>
      sum(found.flatMap((one) => rowsOf(one, 'lines').map((row) => text(row[member]))));
    expect(['amountDifference', 'taxDifference', 'grossDifference'].map(off)).toEqual(['0.09', '-0.09', '0']);
    await desk.remove('pending-invoice', id);
    for (const one of ids)
      expect(await desk.read('invoice-application', one)).toMatchObject({
        applyStatus: 'none',
        lines: [{ amountDifference: '0', taxDifference: '0', issuedAmount: '0' }],
      });
  });

  it.each([
    ['an amount, and no gross', { amount: '200' }],
    ['an amount and its tax, and no gross', { amount: '200', tax: '26' }],
  ])('is all of a line that came with %s, in the line and in the whole', async (_, money) => {
    const { amount: __, tax: ___, gross: ____, ...bare } = line(2);
    const other = { ...line(1), tax: '13', gross: '113' };
    const id = await desk.approved({ dataSource: 'api', lines: [{ ...bare, ...money }, other] });
    expect(await desk.read('invoice-application', id)).toMatchObject({ gross: '339' });
    const { pendingInvoices } = await issue([id]);
    const written = await desk.read('invoice-application', id);
    expect(written).toMatchObject({
      applyStatus: 'applied',
      ...{ amount: '300', tax: '39', gross: '339' },
      lines: [{ amount: '200', tax: '26', gross: '226', issuedGross: '226' }, { issuedGross: '113' }],
    });
    const path = `${desk.records('invoice-application')}?view=manage&gross=339&fields=number,gross`;
    const { body } = await node.ask('GET', path);
    expect((body['items'] as readonly JsonObject[]).map((one) => one['id'])).toContain(id);
    for (const one of pendingInvoices as readonly { id: string }[])
      await desk.remove('pending-invoice', one.id);
    expect(await desk.read('invoice-application', id)).toMatchObject({ applyStatus: 'none', gross: '339' });
  });

  it('is of each invoice what somebody put there by hand, and what comes back is planned anew', async () => {
    const id = await desk.approved({ lines: [line(2), line(1)] });
    const { revision = 0 } = await desk.read('invoice-application', id);
    const [first, rest] = [{ line: 1, quantity: 0.5 }, { lines: [{ line: 1 }, { line: 2 }] }];
    const split = { by: 'hand', invoices: [{ lines: [first] }, rest] };
    const planned = (await node.ask('POST', '/api/decisions/plan', { ids: [id], splits: { [id]: split } }))
      .body;
    expect(planned['result']).toMatchObject({
      pendingInvoices: [{ amount: '50' }, { amount: '250' }],
      splits: [{ by: 'hand', invoices: 2 }],
    });
    const asked = { applications: [{ id, ifMatch: revision, split: { by: 'hand', invoices: [rest] } }] };
    const wrong = { applications: [{ id, split: { by: 'count', count: 1 } }] };
    const refused = await node.ask('POST', '/api/issuing/applications', wrong);
    expect([refused.status, refused.body['errors']]).toMatchObject([
      400,
      [{ path: '/applications/0/split/count' }],
    ]);
    const loose = { applications: [{ id, split: { by: 'line', count: 2 } }] };
    const loosely = await node.ask('POST', '/api/issuing/applications/preview', loose);
    expect(loosely.body['errors']).toMatchObject([{ path: '/applications/0/split/count' }]);
    const { body } = await desk.act('invoice-application', id, 'plan', { split: { by: 'hand', count: 2 } });
    expect(body).toMatchObject({
      errors: [
        { path: '/split/count', code: 'unknown-member' },
        { path: '/split/invoices', code: 'array-expected' },
      ],
    });
    expect((await desk.act('invoice-application', id, 'plan', { split })).status).toBe(200);
    const stale = await node.ask('POST', '/api/issuing/applications', asked);
    expect(stale.status).toBe(412);
    const sums = await desk.pendingOf(id);
    expect(sums.map(({ amount }) => amount).toSorted()).toEqual(['250', '50']);
    const small = sums.find(({ amount }) => amount === '50');
    await desk.remove('pending-invoice', String(small?.['id']));
    const left = (await node.ask('POST', '/api/decisions/plan', { ids: [id] })).body;
    expect(left['result']).toMatchObject({
      pendingInvoices: [{ amount: '50', tax: '6.5', lines: [{ quantity: '0.5' }] }],
    });
  });

  it('is what pending invoices and invoices have of it, whatever is made, deleted, issued and reversed', async () => {
    const runs = process.env['GUIJU_LONG'] ? 40 : 2;
    const step = fc.oneof(
      fc.record({ make: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }) }),
      fc.record({ issue: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ remove: fc.nat() }),
      fc.record({ reverse: fc.nat() }),
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async (steps) => {
        run += 1;
        const buyerName = `合并${run}`;
        const mine = async (form: string, ...fields: readonly string[]) => {
          const about = `buyerName=${encodeURIComponent(buyerName)}&fields=${['number', ...fields].join(',')}`;
          const path = `${desk.records(form)}?view=manage&limit=200&sort=number&${about}`;
          return (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
        };
        const waiting = async () =>
          (await mine('pending-invoice', 'issueStatus', 'auditStatus')).filter(
            ({ issueStatus }) => issueStatus === 'pending',
          );
        for (const one of [{ make: [1, 2] }, { make: [3] }, { issue: 2 }, ...steps]) {
          if ('make' in one) await desk.approved({ buyerName, dataSource: 'api', lines: one.make.map(line) });
          if ('issue' in one) {
            const open = (await mine('invoice-application', 'applyStatus')).filter(
              ({ applyStatus }) => applyStatus !== 'applied',
            );
            const ids = open.slice(0, one.issue).map(({ id }) => String(id));
            if (ids.length > 0) await issue(ids);
            const pending = await waiting();
            // Every other one goes out.
            for (const { id, auditStatus } of pending.filter((_, at) => at % 2 === 0))
              for (const action of auditStatus === 'A' ? ['submit', 'approve', 'issue'] : ['issue'])
                expect((await desk.act('pending-invoice', String(id), action)).status).toBe(200);
            await node.node.run('issue');
          }
          if ('remove' in one) {
            const pending = await waiting();
            const gone = pending[one.remove % Math.max(1, pending.length)];
            if (gone) expect((await desk.remove('pending-invoice', String(gone['id']))).status).toBe(204);
          }
          if ('reverse' in one) {
            const blue = (await mine('invoice', 'invoiceStatus', 'sign')).filter(
              ({ invoiceStatus, sign }) => sign === 'blue' && invoiceStatus === 'normal',
            );
            const invoice = blue[one.reverse % Math.max(1, blue.length)];
            if (invoice) await desk.act('invoice', String(invoice['id']), 'red', { redReason: 'return' });
          }
          await expectAddedUp(
            await mine('invoice-application', 'lines'),
            await mine('pending-invoice', 'sources'),
            await mine('invoice', 'invoiceStatus', 'pendingInvoice'),
          );
        }
      }),
      { numRuns: runs },
    );
  });

  it('is of a deduction what each piece deducts, in whatever pieces it is issued and reversed', async () => {
    const step = fc.oneof(
      fc.record({ plan: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 2 }) }),
      fc.record({ remove: fc.nat() }),
      fc.record({ issue: fc.nat() }),
      fc.record({ reverse: fc.nat(), cents: fc.integer({ min: 1, max: 400 }) }),
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 49 }),
        fc.array(step, { maxLength: 5 }),
        async (cents, steps) => {
          run += 1;
          const buyerName = `差额${run}`;
          const deduction = (cents / 100).toFixed(2);
          const tax = ((10 - cents / 100) * 0.06).toFixed(2);
          const id = await desk.approved({
            ...{ buyerName, taxMethod: 'difference' },
            lines: [
              {
                ...{
                  itemName: '服务',
                  taxCode: '3040502020200000000',
                  rate: '0.06',
                  quantity: '10',
                  price: '1',
                },
                ...{ amount: '10', deduction, tax, gross: add('10', tax) },
              },
            ],
          });
          const listed = async (form: string) => {
            const path = `${desk.records(form)}?view=manage&limit=200&buyerName=${encodeURIComponent(buyerName)}`;
            const { body } = await node.ask('GET', path);
            return Promise.all(
              (body['items'] as readonly JsonObject[]).map((one) => desk.read(form, String(one['id']))),
            );
          };
          const waiting = async (billType: string) =>
            (await listed('pending-invoice')).filter(
              (one) => one['issueStatus'] === 'pending' && (one['billType'] ?? 'normal') === billType,
            );
          const lineOf = (record: JsonObject) => rowsOf(record, 'lines')[0] ?? {};
          const left = async () => {
            const line = lineOf(await desk.read('invoice-application', id));
            return Number(line['quantity']) - Number(line['issuedQuantity'] ?? 0);
          };
          /** Pieces of so much each, and one with the rest. */
          const planned = async (sizes: readonly number[]) => {
            let rest = await left();
            if (rest <= 0) return;
            const pieces = sizes.filter((size) => {
              if (size >= rest) return false;
              rest -= size;
              return true;
            });
            const invoices = [
              ...pieces.map((quantity) => ({ lines: [{ line: 1, quantity }] })),
              { lines: [{ line: 1 }] },
            ];
            const answer = await desk.act('invoice-application', id, 'plan', {
              split: { by: 'hand', invoices },
            });
            expect(answer.status, JSON.stringify(answer.body)).toBe(200);
          };
          const all: readonly (typeof steps)[number][] = [
            { plan: [5, 3] },
            { remove: 0 },
            { issue: 0 },
            ...steps,
          ];
          for (const one of all) {
            const blue = await waiting('normal');
            const some = (list: readonly JsonObject[], at: number) => list[at % Math.max(1, list.length)];
            if ('plan' in one) await planned(one.plan);
            if ('remove' in one) {
              const gone = some([...blue, ...(await waiting('red'))], one.remove);
              if (gone) expect((await desk.remove('pending-invoice', String(gone['id']))).status).toBe(204);
            }
            if ('issue' in one) {
              const out = some(blue, one.issue);
              if (out)
                expect((await desk.act('pending-invoice', String(out['id']), 'issue')).status).toBe(200);
              await node.node.run('issue');
            }
            if ('reverse' in one) {
              const invoice = some(
                (await listed('invoice')).filter(({ sign }) => sign === 'blue'),
                one.reverse,
              );
              const row = invoice && lineOf(invoice);
              const most = Number(row?.['remainingRed'] ?? row?.['amount'] ?? 0);
              const amount = Math.min(one.cents / 100, most).toFixed(2);
              if (invoice && most > 0)
                await desk.act('invoice', String(invoice['id']), 'red', {
                  redReason: 'return',
                  lines: [{ id: String(row?.['id']), amount }],
                });
            }
            const application = lineOf(await desk.read('invoice-application', id));
            const pendings = await listed('pending-invoice');
            const invoices = await listed('invoice');
            const sources = pendings.flatMap((each) => rowsOf(each, 'sources'));
            const used = sum(sources.map((row) => text(row['deduction'])));
            expect(text(application['issuedDeduction'])).toBe(used);
            const made = pendings.filter((each) => rowsOf(each, 'sources').length > 0);
            expect(sum(made.map((each) => text(lineOf(each)['deduction'])))).toBe(used);
            if ((await left()) === 0) expect(used).toBe(sum([deduction]));
            for (const invoice of invoices.filter(({ sign }) => sign === 'blue')) {
              const row = lineOf(invoice);
              const uses = pendings
                .filter((each) => (each['blueInvoice'] as JsonObject | null)?.['id'] === invoice['id'])
                .flatMap((each) => [...rowsOf(each, 'blueUses')]);
              const reversed = sum(uses.map((use) => text(use['deduction'])));
              const rest = row['remainingDeduction'] ?? row['deduction'];
              expect(add(text(rest), reversed)).toBe(sum([text(row['deduction'])]));
              const isAll = row['remainingRed'] !== null && Number(row['remainingRed']) === 0;
              if (isAll) expect(sum([text(rest)])).toBe('0');
            }
          }
        },
      ),
      { numRuns: process.env['GUIJU_LONG'] ? 40 : 3 },
    );
  });

  async function expectAddedUp(
    applications: readonly JsonObject[],
    pendings: readonly JsonObject[],
    invoices: readonly JsonObject[],
  ) {
    const reversed = new Set(
      invoices
        .filter(({ invoiceStatus }) => invoiceStatus === 'red')
        .map(({ pendingInvoice }) => (pendingInvoice as JsonObject)['id']),
    );
    const sources = pendings.filter(({ id }) => !reversed.has(id)).flatMap((one) => rowsOf(one, 'sources'));
    for (const application of applications)
      for (const row of rowsOf(application, 'lines')) {
        const own = sources.filter(({ lineId }) => lineId === row['id']);
        const used = (member: string) => sum(own.map((source) => text(source[member])));
        const said = {
          quantity: text(row['issuedQuantity']),
          amount: text(row['issuedAmount']),
          tax: text(row['issuedTax']),
          gross: text(row['issuedGross']),
          amountDifference: text(row['amountDifference']),
          taxDifference: text(row['taxDifference']),
        };
        expect(said).toEqual(Object.fromEntries(Object.keys(said).map((member) => [member, used(member)])));
        const isAll = own.length > 0 && said.gross === text(row['gross']);
        if (isAll) expect([said.amount, said.quantity]).toEqual([text(row['amount']), text(row['quantity'])]);
        const off = add(said.amountDifference, said.taxDifference);
        expect([off, negate(off)]).toEqual(['0', '0']);
      }
  }
});
