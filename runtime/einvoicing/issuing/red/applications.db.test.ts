import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { negate, sub, sum } from '../../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { createDomains } from '../../../domains.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import type { IssueRequest } from '../../channels/channel.ts';
import type { Fate } from '../../channels/simulated.ts';
import { deskAt } from '../desk.suite.ts';
import { listIn, type PlanAnswered, planDoors } from './plan-doors.suite.ts';

const goods = { itemName: '笔', unit: '支', taxCode: '1060201010000000000', rate: '0.13' };
const sold = (quantity: string, more: JsonObject = {}): JsonObject => {
  const amount = String(Number(quantity) * 100);
  const tax = String(Number(quantity) * 13);
  return { ...goods, quantity, price: '100', amount, tax, gross: sum([amount, tax]), ...more };
};

describeOnDatabases('a negative application', (database) => {
  let nodes: readonly TestNode[];
  let desks: readonly ReturnType<typeof deskAt>[];
  let desk: ReturnType<typeof deskAt>;
  /** Buyers whose red invoices the channel refuses. */
  const refused = new Set<string>();
  beforeAll(async () => {
    const packages = ['platform', 'basis', 'invoicing'];
    const fate = ({ document }: IssueRequest): Fate | undefined =>
      refused.has(String(document['buyerName'])) && String(document['amount']).startsWith('-')
        ? { fails: { code: 'no' } }
        : undefined;
    const domains = () =>
      createDomains({
        fate,
        // Every buyer deducts a special invoice at once.
        channels: (connected) => async (asked) => {
          const channel = await connected(asked);
          const use = async ({ invoiceType }: { readonly invoiceType: string }) => ({
            deducted: invoiceType === '08xdp',
            entered: false,
          });
          return channel && { ...channel, use };
        },
      });
    const first = await openTestNode(database.url, { packages, domains: domains() });
    nodes = [first, await openTestNode(database.url, { packages, domains: domains() })];
    desks = nodes.map(deskAt);
    desk = deskAt(first);
    await desk.simulate();
    const rule = { basis: 'amount', ignorePrice: true, range: 12, rangeUnit: 'months', order: 'farthest' };
    await desk.make('blue-match-rule', { number: 'B', name: '按金额', quantityDecimals: 6, ...rule });
    const statuses = { statuses: ['01', '04'], sources: ['bureau', 'manual'], entryDays: 3 };
    const condition = { fact: 'buyerName', operator: 'contains', value: '确认' };
    await desk.make('red-confirmation-rule', { number: 'C', name: '确认单', condition, ...statuses });
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
  });

  const back = (buyerName: string, quantity: string, more: JsonObject = {}) =>
    desk.approved({ buyerName, redReason: 'return', lines: [sold(`-${quantity}`)], ...more });
  const plan = async (id: string) => {
    const { status, body } = await desk.act('invoice-application', id, 'plan');
    expect(status, JSON.stringify(body)).toBe(200);
    return desk.pendingOf(id);
  };
  const stopped = async (id: string) => {
    const { status, body } = await desk.act('invoice-application', id, 'plan');
    expect([status, body['code']], JSON.stringify(body)).toEqual([409, 'issue-stopped']);
    expect(await desk.pendingOf(id)).toEqual([]);
    return String(body['detail'] ?? body['title']);
  };
  const remaining = async (invoice: string) =>
    (await desk.read('invoice', invoice))['lines'] as readonly JsonObject[];

  it('names the invoice it is taken back from, and gives it back when it is deleted', async () => {
    const blue = await desk.invoiced({ buyerName: '甲', lines: [sold('2')] });
    const { number } = await desk.read('invoice', blue);
    const id = await back('甲', '1');
    const [red] = await plan(id);
    expect(red).toMatchObject({
      billType: 'red',
      redReason: 'return',
      blueInvoice: { id: blue },
      gross: '-113',
      lines: [{ itemName: '笔', quantity: '-1', price: '100', amount: '-100', tax: '-13' }],
      blueUses: [{ invoiceNo: number, lineNo: 1, itemName: '笔', unit: '支', amount: '100', quantity: '1' }],
      redConfirmation: { id: expect.any(String) },
      sources: [{ quantity: '-1', gross: '-113' }],
    });
    expect(await remaining(blue)).toMatchObject([{ remainingRed: '100', remainingQuantity: '1' }]);
    expect((await desk.remove('pending-invoice', String(red?.['id']))).status).toBe(204);
    expect(await remaining(blue)).toMatchObject([{ remainingRed: '200', remainingQuantity: '2' }]);
    expect(await desk.read('invoice-application', id)).toMatchObject({ applyStatus: 'none' });
  });

  it('has a confirmation that names the lines of the blue invoice, whatever its own are numbered', async () => {
    await desk.invoiced({ buyerName: '行号', lines: [{ ...sold('1'), itemName: '纸' }, sold('2')] });
    const [red] = await plan(await back('行号', '1'));
    const confirmation = red?.['redConfirmation'] as JsonObject | undefined;
    expect(await desk.read('red-confirmation', String(confirmation?.['id']))).toMatchObject({
      lines: [{ blueLine: 2 }],
    });
  });

  it('is issued: the blue invoice says how far it is red, and its application stays issued', async () => {
    const blue = await desk.invoiced({ buyerName: '乙', lines: [sold('2')] });
    const red = await desk.invoiced({ buyerName: '乙', redReason: 'return', lines: [sold('-2')] });
    expect(await desk.read('invoice', red)).toMatchObject({ sign: 'red', blueInvoice: { id: blue } });
    const after = await desk.read('invoice', blue);
    expect(after).toMatchObject({ invoiceStatus: 'red', lines: [{ issuedRed: '200', remainingRed: '0' }] });
    const { id } = (await desk.read('invoice', blue))['application'] as JsonObject;
    expect(await desk.read('invoice-application', String(id))).toMatchObject({ applyStatus: 'applied' });
  });

  it('that is more than one invoice has becomes a red one for each, and all adds up to the cent', async () => {
    const blues = [
      await desk.invoiced({ buyerName: '丙', lines: [sold('1')] }),
      await desk.invoiced({ buyerName: '丙', lines: [sold('2')] }),
    ];
    const reds = await plan(
      await desk.approved({
        buyerName: '丙',
        lines: [sold('-2.5', { quantity: null, price: null, tax: '-32.51', gross: '-282.51' })],
      }),
    );
    expect(reds.map(({ blueInvoice }) => (blueInvoice as JsonObject)['id'])).toEqual(blues);
    expect(reds.map(({ amount }) => amount)).toEqual(['-100', '-150']);
    expect(sum(reds.map(({ tax }) => String(tax)))).toBe('-32.51');
    const sources = reds.flatMap((red) => red['sources'] as readonly JsonObject[]);
    expect(sum(sources.map(({ gross }) => String(gross)))).toBe('-282.51');
    for (const [at, left] of ['0', '50'].entries())
      expect(await remaining(blues[at] ?? '')).toMatchObject([{ remainingRed: left }]);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['of which nothing was ever issued', { buyerName: '从未' }, ['-100', '蓝字发票']],
    ['that is more than remains', { buyerName: '丁', lines: [sold('-3')] }, ['-100', '蓝字发票']],
    ['of other goods', { buyerName: '丁', lines: [sold('-1', { itemName: '纸' })] }, ['蓝字发票']],
  ])('%s stops, says why, and takes nothing', async (_, more, words) => {
    const blue = await desk.invoiced({ buyerName: '丁', lines: [sold('2')] });
    const id = await desk.approved({ lines: [sold('-1')], redReason: 'return', ...more });
    const said = await stopped(id);
    for (const word of words.slice(-1)) expect(said).toContain(word);
    expect(await remaining(blue)).toMatchObject([{ remainingRed: '200' }]);
    const rest = await back('丁', '2');
    await plan(rest);
  });

  it('that names its invoice goes by that alone, whatever rules say', async () => {
    const first = await desk.invoiced({ buyerName: '戊', lines: [sold('2')] });
    const named = await desk.invoiced({ buyerName: '戊', lines: [sold('2')] });
    const [red] = await plan(await back('戊', '1', { blueInvoice: { id: named } }));
    expect(red).toMatchObject({ blueInvoice: { id: named } });
    expect(await remaining(first)).toMatchObject([{ remainingRed: '200' }]);
    await stopped(await back('戊', '2', { blueInvoice: { id: named } }));
  });

  /** Whoever reverses it by hand is told that its buyer has deducted it, and it says so from then on. */
  const deducted = async (invoice: string) =>
    expect((await desk.act('invoice', invoice, 'red')).body['code']).toBe('red-confirmation-needed');
  const confirmed = (buyerName: string, blue: string, more: JsonObject = {}) =>
    desk.make('red-confirmation', {
      status: '04',
      source: 'bureau',
      redReason: 'return',
      buyerName,
      enteredAt: new Date().toISOString(),
      sellerTaxNo: '91440300708461136T',
      invoiceType: '08xdp',
      blueInvoice: { id: blue },
      lines: [sold('-1')],
      ...more,
    });

  it('goes with the confirmation that its rule finds before any blue invoice, and no two with the same', async () => {
    const special = { invoiceType: '08xdp', buyerName: '要确认' };
    const blue = await desk.invoiced({ ...special, lines: [sold('4')] });
    await deducted(blue);
    const id = await back('要确认', '1', { invoiceType: '08xdp' });
    expect(await stopped(id)).toContain('红字确认单');
    const confirmation = await confirmed('要确认', blue);
    const [red] = await plan(id);
    expect(red).toMatchObject({ redConfirmation: { id: confirmation }, blueInvoice: { id: blue } });
    expect(await remaining(blue)).toMatchObject([{ remainingRed: '300' }]);
    await stopped(await back('要确认', '1', { invoiceType: '08xdp' }));
    expect((await desk.act('invoice', blue, 'red')).body['code']).toBe('red-confirmation-needed');
    await desk.remove('pending-invoice', String(red?.['id']));
    const [again] = await plan(await back('要确认', '1', { invoiceType: '08xdp' }));
    expect(again).toMatchObject({ redConfirmation: { id: confirmation } });
  });

  it.each<[string, string, JsonObject]>([
    ['is not agreed to', '不能使用', { status: '02' }],
    ['says other amounts', '价税合计与单据不一致', { lines: [sold('-2')] }],
    ['was issued by', '不能使用', { issued: true }],
  ])('does not go with a confirmation that it names and that %s', async (_, why, more) => {
    const blue = await desk.invoiced({ buyerName: '己', lines: [sold('2')] });
    const redConfirmation = { id: await confirmed('己', blue, more) };
    expect(await stopped(await back('己', '1', { redConfirmation }))).toContain(why);
  });

  it('takes no more than remains, whoever else asks at once on two nodes', async () => {
    const blue = await desk.invoiced({ buyerName: '庚', lines: [sold('4')] });
    const ids: string[] = [];
    for (let nth = 0; nth < 6; nth++) ids.push(await back('庚', '1'));
    const answers = await Promise.all(
      ids.map(async (id, at) => desks[at % 2]?.act('invoice-application', id, 'plan')),
    );
    const codes = answers.map((answer) => [answer?.status, answer?.body['code'] ?? null]);
    expect(codes.filter(([status]) => status === 200)).toHaveLength(4);
    expect(codes.filter(([status]) => status !== 200)).toEqual([
      [409, 'issue-stopped'],
      [409, 'issue-stopped'],
    ]);
    const reds = (await Promise.all(ids.map(desk.pendingOf))).flat();
    const used = sum(reds.map(({ amount }) => negate(String(amount))));
    expect([used, await remaining(blue)]).toMatchObject([sub('400', '0'), [{ remainingRed: '0' }]]);
    for (const red of reds) await desk.remove('pending-invoice', String(red['id']));
    expect(await remaining(blue)).toMatchObject([{ remainingRed: '400', remainingQuantity: '4' }]);
  });

  /** A red pending invoice that the channel refused. */
  const failed = async (buyerName: string, quantity: string) => {
    refused.add(buyerName);
    const [red] = await plan(await back(buyerName, quantity));
    const id = String(red?.['id']);
    expect((await desk.act('pending-invoice', id, 'issue')).status).toBe(200);
    await vi.waitFor(
      async () => {
        await nodes[0]?.node.run('issue');
        expect(await desk.read('pending-invoice', id)).toMatchObject({ issueStatus: 'failed' });
      },
      { timeout: 20_000 },
    );
    refused.delete(buyerName);
    return id;
  };

  it('that fails gives back what it took, once, and takes it anew when it is sent again', async () => {
    const blue = await desk.invoiced({ buyerName: '辛', lines: [sold('2')] });
    const red = await failed('辛', '2');
    expect(await remaining(blue)).toMatchObject([{ remainingRed: '200', remainingQuantity: '2' }]);
    const [other] = await plan(await back('辛', '1'));
    const again = await desk.act('pending-invoice', red, 'issue');
    expect([again.status, again.body['code']]).toEqual([409, 'blue-used-up']);
    expect(await desk.read('pending-invoice', red)).toMatchObject({ issueStatus: 'failed' });
    expect(await remaining(blue)).toMatchObject([{ remainingRed: '100' }]);
    await desk.remove('pending-invoice', String(other?.['id']));
    expect((await desk.act('pending-invoice', red, 'issue')).status).toBe(200);
    expect(await remaining(blue)).toMatchObject([{ remainingRed: '0', remainingQuantity: '0' }]);
    await vi.waitFor(
      async () => {
        await nodes[0]?.node.run('issue');
        expect(await desk.read('invoice', blue)).toMatchObject({ invoiceStatus: 'red' });
      },
      { timeout: 20_000 },
    );
    const kept = await desk.invoiced({ buyerName: '壬', lines: [sold('2')] });
    const stopped = await failed('壬', '1');
    refused.add('壬');
    expect((await desk.act('pending-invoice', stopped, 'issue')).status).toBe(200);
    expect(await remaining(kept)).toMatchObject([{ remainingRed: '100' }]);
    await nodes[0]?.ask('POST', '/api/issuing/pending-invoices/stop', { pendingInvoices: [stopped] });
    await vi.waitFor(
      async () => {
        await nodes[0]?.node.run('issue');
        expect(await desk.read('pending-invoice', stopped)).toMatchObject({ issueStatus: 'failed' });
      },
      { timeout: 20_000 },
    );
    expect(await remaining(kept)).toMatchObject([{ remainingRed: '200', remainingQuantity: '2' }]);
    expect((await desk.remove('pending-invoice', stopped)).status).toBe(204);
    expect(await remaining(kept)).toMatchObject([{ remainingRed: '200', remainingQuantity: '2' }]);
  });

  it('that failed and is sent again on two nodes at once, as others are, takes no more than remains', async () => {
    const blue = await desk.invoiced({ buyerName: '癸', lines: [sold('3')] });
    const reds = [await failed('癸', '2'), await failed('癸', '2')];
    const answers = await Promise.all(
      reds.map(async (id, at) => desks[at % 2]?.act('pending-invoice', id, 'issue')),
    );
    const codes = answers.map((answer) => [answer?.status, answer?.body['code'] ?? null]);
    expect(codes.sort()).toEqual([
      [200, null],
      [409, 'blue-used-up'],
    ]);
    expect(await remaining(blue)).toMatchObject([{ remainingRed: '100', remainingQuantity: '1' }]);
  });

  it('that is planned with another one of the same invoice finds what that leaves, and no more', async () => {
    const blue = await desk.invoiced({ buyerName: '子', lines: [sold('3')] });
    const named = { blueInvoice: { id: blue } };
    const ids = [];
    for (const quantity of ['2', '2', '1']) ids.push(await back('子', quantity, named));
    const asked = { applications: ids.map((id) => ({ id })), push: 'pending' };
    const { status, body } = (await nodes[0]?.ask('POST', '/api/issuing/applications', asked)) ?? {};
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ issues: [{ code: 'blue-unmatched' }] });
    expect(body?.['pendingInvoices']).toHaveLength(2);
    expect(await remaining(blue)).toMatchObject([{ remainingRed: '0' }]);
  });

  /** Of planned invoices, what each takes back. */
  const takes = (invoices: readonly JsonObject[]) =>
    invoices.map(({ blueInvoice, redConfirmation, blueUses, amount, lines }) => ({
      blue: (blueInvoice as JsonObject | null)?.['id'] ?? null,
      confirmation: (redConfirmation as JsonObject | null)?.['id'] ?? null,
      uses: (blueUses as readonly JsonObject[] | undefined)?.map((use) => [use['quantity'], use['amount']]),
      amount,
      lines: (lines as readonly JsonObject[]).map((line) => [line['itemName'], line['amount'], line['tax']]),
    }));
  const codes = (issues: readonly JsonObject[]) => issues.map(({ code }) => code);
  const person = async (number: string, grants: readonly JsonObject[]) => {
    const ask = (method: string, path: string, body: JsonObject) => nodes[0]?.ask(method, path, body);
    const password = 'correct horse battery';
    await ask('POST', desk.records('role'), { number, name: number, grants });
    const roles = [{ role: number, organisation: 'root' }];
    const made = await ask('POST', desk.records('user'), {
      number,
      name: number,
      organisation: 'root',
      roles,
    });
    await ask('PUT', `/api/users/${String(made?.body['id'])}/password`, { password });
    const signed = await ask('POST', '/api/session', { user: number, password });
    return { authorization: `Bearer ${String(signed?.body['token'])}`, 'accept-language': 'en' };
  };
  const doorsOf = () => {
    const [node] = nodes;
    if (!node) throw new Error('there is no node');
    return planDoors(node, () => database.url);
  };

  it('is taken back from the same invoices by whichever door is asked, and by what is issued then', async () => {
    const special = { invoiceType: '08xdp', buyerName: '同路' };
    const blues = [
      await desk.invoiced({ ...special, lines: [sold('1')] }),
      await desk.invoiced({ ...special, lines: [sold('2')] }),
    ];
    const confirmations = [await confirmed('同路', blues[0] ?? ''), await confirmed('同路', blues[1] ?? '')];
    // Nothing else becomes one invoice with it.
    const id = await back('同路', '2', { invoiceType: '08xdp', sourceSystem: 'R' });
    const { number } = await desk.read('invoice-application', id);
    const expected = ['100', '100'].map((amount, at) => ({
      blue: blues[at],
      confirmation: confirmations[at],
      uses: [['1', amount]],
      amount: `-${amount}`,
      lines: [['笔', `-${amount}`, '-13']],
    }));
    const { doors, plan: planOf, job, compare, impact, otherwise } = doorsOf();
    for (const [door, ask] of doors) {
      const { invoices, issues } = await ask(id);
      expect([door, codes(issues), takes(invoices)]).toEqual([door, [], expected]);
    }
    const trial = { records: { 'blue-match-rule': [{ number: 'B', order: 'nearest' }] } };
    const [stored, tried] = await compare({ ids: [id], b: { trial } });
    expect(takes(stored?.invoices ?? [])).toEqual(expected);
    expect(takes(tried?.invoices ?? []).map(({ blue, amount }) => [blue, amount])).toEqual([
      [blues[1], '-200'],
    ]);
    const nearest = (await otherwise(id)).filter(
      ({ form, to }) => form === 'blue-match-rule' && to === 'nearest',
    );
    expect(nearest).toMatchObject([{ field: 'order', from: 'farthest', invoices: 1, stopped: 0 }]);
    const moved = await impact({}, { trial });
    expect(moved['named']).toContain(number);
    const same = await impact({}, {});
    expect(same['others']).toBe(0);

    // The rest of an invoice is known as of now alone.
    const asOf = (await desk.read('invoice-application', id))['revision'] ?? null;
    const unmatched = [[null, '-200']];
    for (const then of [
      await planOf({ ids: [id], asOf }),
      await job({ ids: [id], asOf }),
      ...(await compare({ ids: [id], a: { asOf } })),
      ...(await compare({ ids: [id], b: { asOf } })),
    ]) {
      expect(then.issues).toMatchObject([{ code: 'reds-of-past', severity: 'warns' }]);
      expect(takes(then.invoices).map(({ blue, amount }) => [blue, amount])).toEqual(unmatched);
    }
    const past = await impact({ asOf }, {});
    expect([past['others'], codes(listIn(past, 'issues'))]).toEqual([0, ['reds-of-past']]);

    // Each sees what he may read, and what he may not is named.
    const all = { scope: 'all', actions: ['read', 'match'] };
    const forms = [
      ...['invoice-application', 'blue-match-rule', 'red-confirmation-rule'],
      ...['pending-invoice', 'red-confirmation', 'red-information'],
    ].map((form) => ({ form, ...all }));
    const readers = {
      whole: await person('red-whole', [...forms, { form: 'invoice', ...all }]),
      priceless: await person('red-priceless', [
        ...forms,
        { form: 'invoice', ...all, readable: ['number', 'sign', 'issuedAt', 'lines.itemName'] },
      ]),
      none: await person('red-none', [{ form: 'invoice-application', ...all }]),
    };
    const positive = await desk.approved({ buyerName: '同路', lines: [sold('1')] });
    const read = async (reader: keyof typeof readers, of = id) => planOf({ ids: [of] }, readers[reader]);
    const whole = await read('whole');
    expect([takes(whole.invoices), codes(whole.issues)]).toEqual([expected, []]);
    const hidden = {
      invoice: 'Invoice',
      'red-confirmation': 'Red confirmation',
      'pending-invoice': 'Pending invoice',
      'red-information': 'Red-letter information form',
    };
    const table: readonly (readonly [keyof typeof readers, readonly (keyof typeof hidden)[]])[] = [
      ['priceless', ['invoice']],
      ['none', ['invoice', 'red-confirmation', 'pending-invoice', 'red-information']],
    ];
    for (const [reader, names] of table) {
      const { invoices, issues, unseen } = await read(reader);
      expect([reader, takes(invoices).map(({ blue, amount }) => [blue, amount])]).toEqual([
        reader,
        unmatched,
      ]);
      expect(issues).toMatchObject([{ code: 'reds-unseen', severity: 'warns' }]);
      for (const name of names)
        expect(String(issues[0]?.['text']).toLowerCase()).toContain(hidden[name].toLowerCase());
      expect(unseen.filter((form) => form in hidden).toSorted()).toEqual(names.toSorted());
      const other = await read(reader, positive);
      expect([codes(other.issues), other.unseen.filter((form) => form in hidden)]).toEqual([[], []]);
    }

    const made = await plan(id);
    expect(takes(made).map(({ blue, confirmation, amount }) => ({ blue, confirmation, amount }))).toEqual(
      expected.map(({ blue, confirmation, amount }) => ({ blue, confirmation, amount })),
    );
  });

  it('is taken back in a case that is saved as well', async () => {
    const special = { invoiceType: '08xdp', buyerName: '用例' };
    for (const _ of [1, 2]) await confirmed('用例', await desk.invoiced({ ...special, lines: [sold('1')] }));
    const id = await back('用例', '2', { invoiceType: '08xdp', sourceSystem: 'C' });
    const asked = async (method: string, path: string, body?: JsonObject) => {
      const answer = await nodes[0]?.ask(method, path, body);
      expect(answer?.status, JSON.stringify(answer?.body)).toBeLessThan(300);
      return answer?.body ?? {};
    };
    const application = await desk.read('invoice-application', id);
    const one = { decision: 'plan', name: 'taken back' };
    await asked('POST', '/api/cases', { ...one, facts: { applications: [application] } });
    const [kept] = listIn(await asked('GET', '/api/cases?decision=plan'), 'items');
    const invoices = listIn(kept, 'expect', 'pendingInvoices');
    // A case that found nothing to take back would expect one of -200.
    expect(invoices.map(({ amount }) => amount)).toEqual(['-100', '-100']);
    expect(await asked('POST', '/api/cases/test', one)).toMatchObject({ passed: 1, failed: 0 });
  });

  it('that is issued is not counted against its own invoice, nor against what others take back now', async () => {
    const own = { sourceSystem: 'I', dataSource: 'api' };
    const one = async (more: JsonObject) => desk.approved({ buyerName: '影响', ...own, ...more });
    const issue = async (...ids: readonly string[]) => {
      const asked = { applications: ids.map((id) => ({ id })), push: 'pending' };
      const answer = await nodes[0]?.ask('POST', '/api/issuing/applications', asked);
      expect(answer?.status, JSON.stringify(answer?.body)).toBe(200);
      return ids;
    };
    const blue = await desk.invoiced({ buyerName: '影响', ...own, lines: [sold('3')] });
    const nearer = await desk.invoiced({ buyerName: '影响', ...own, lines: [sold('3')] });
    const sources = [blue, nearer].map(async (id) => {
      const { application } = await desk.read('invoice', id);
      return String((application as JsonObject)['id']);
    });
    const [first = '', second = ''] = await Promise.all(sources);
    const red = { redReason: 'return', lines: [sold('-2')] };
    // Each of them was issued, or would be, with those that stand with it.
    const open = [await one(red)];
    const rounds: readonly (readonly string[])[] = [
      [first],
      [second],
      await issue(await one(red)),
      await issue(await one({ lines: [sold('1')] }), await one({ lines: [sold('1')] })),
      open,
    ];
    const limits = [{ invoiceType: '10xdp', netLimit: '1000' }];
    const rule = await desk.make('split-rule', { number: 'I', name: 'I', limits });
    const cut = ((await desk.read('split-rule', rule))['limits'] as readonly JsonObject[]).map((limit) => ({
      ...limit,
      netLimit: '150',
    }));
    await desk.make('merge-rule', { number: 'I', name: 'I', switch1: true });
    const scheme = await desk.make('processing-scheme', {
      number: 'I',
      name: 'I',
      splitRule: { number: 'I' },
      mergeRule: { number: 'I' },
      condition: { fact: 'sourceSystem', operator: 'equal', value: 'I' },
    });
    const asOf = (await desk.read('processing-scheme', scheme))['revision'] ?? null;
    const { compare, impact } = doorsOf();
    const trials: readonly (readonly [string, JsonObject, readonly number[]])[] = [
      ['cut', { 'split-rule': [{ id: rule, limits: cut }] }, [1, 1, 1, 2, 1]],
      ['the nearest', { 'blue-match-rule': [{ number: 'B', order: 'nearest' }] }, [0, 0, 0, 0, 1]],
    ];
    for (const [what, records, others] of trials) {
      const b = { trial: { records } };
      const { lines, ...details } = await impact({}, b);
      expect(codes(listIn(details, 'issues'))).toEqual(['reds-issued']);
      const expected = await Promise.all(
        rounds.map(async (ids) => {
          // Beside the past nothing is taken back.
          const [was, would] = await compare({ ids, ...(ids === open ? {} : { a: { asOf } }), b });
          const comesTo = (side: PlanAnswered | undefined, at: number) =>
            JSON.stringify(side?.invoices.filter(({ of }) => (of as readonly number[]).includes(at)));
          return ids.filter((_, at) => comesTo(was, at) !== comesTo(would, at));
        }),
      );
      const named = new Set(lines.map(({ id }) => id));
      expect([what, expected.map(({ length }) => length)]).toEqual([what, others]);
      expect([what, rounds.map((ids) => ids.filter((id) => named.has(id)))]).toEqual([what, expected]);
    }
  });

  it('of a job finds no more of an invoice than those before it left, in whichever batch they are', async () => {
    await desk.invoiced({ buyerName: '分批', lines: [sold('3')] });
    const one = (number: string, more: JsonObject): JsonObject => ({
      number,
      buyerName: number,
      invoiceType: '10xdp',
      dataSource: 'api',
      sourceSystem: number,
      sellerTaxNo: '91440300708461136T',
      billType: 'normal',
      taxMethod: 'normal',
      lines: [sold('1')],
      ...more,
    });
    const red = { buyerName: '分批', redReason: 'return', lines: [sold('-2')] };
    const applications = [
      one('first', red),
      ...Array.from({ length: 110 }, (_, at) => one(`other ${at}`, {})),
      one('last', red),
    ];
    const { invoices, issues } = await doorsOf().job({ applications, trace: 'none' });
    expect(invoices.filter(({ billType }) => billType === 'red')).toMatchObject([
      { applications: ['first'] },
    ]);
    expect(issues).toMatchObject([{ code: 'blue-unmatched', severity: 'stops' }]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['a special invoice with one confirmation', { invoiceType: '08xdp' }, {}],
    ['an invoice of which one confirmation is agreed to and one is not', {}, { status: '02' }],
  ])(
    'that is planned with another one of %s stops by itself, and the other goes on',
    async (_, type, more) => {
      const buyerName = `同一${JSON.stringify(type)}`;
      const blue = await desk.invoiced({ ...type, buyerName, lines: [sold('4')] });
      if (type['invoiceType'] === '08xdp') await deducted(blue);
      const confirmation = await confirmed(buyerName, blue, { ...type, status: '01' });
      if (Object.keys(more).length > 0) await confirmed(buyerName, blue, { ...type, ...more });
      const ids = [
        await back(buyerName, '1', { ...type, sourceSystem: 'R' }),
        await back(buyerName, '1', type),
      ];
      const asked = { applications: ids.map((id) => ({ id })), push: 'pending' };
      const { status, body } = (await nodes[0]?.ask('POST', '/api/issuing/applications', asked)) ?? {};
      expect(status, JSON.stringify(body)).toBe(200);
      expect(listIn(body, 'issues')).toMatchObject([
        { code: 'confirmation-missing', severity: 'stops', at: { document: 1 } },
      ]);
      expect([body?.['stopped'], listIn(body, 'pendingInvoices')]).toMatchObject([
        [(await desk.read('invoice-application', ids[1] ?? ''))['number']],
        [{ applications: [ids[0]] }],
      ]);
      expect(await desk.pendingOf(ids[0] ?? '')).toMatchObject([{ redConfirmation: { id: confirmation } }]);
      expect(await desk.pendingOf(ids[1] ?? '')).toEqual([]);
      expect(await desk.read('invoice-application', ids[1] ?? '')).toMatchObject({ applyStatus: 'none' });
      expect(await remaining(blue)).toMatchObject([{ remainingRed: '300' }]);
    },
  );

  /** Id of the red invoice of all of a blue one, reversed by hand. */
  const reversed = async (blue: string) => {
    expect((await desk.act('invoice', blue, 'red', { redReason: 'return' })).status).toBe(200);
    const path = `${desk.records('pending-invoice')}?view=manage&blueInvoice=${blue}`;
    const [pending] = listIn((await nodes[0]?.ask('GET', path))?.body, 'items');
    const id = String(pending?.['id']);
    for (const action of ['submit', 'approve', 'issue'])
      expect([action, (await desk.act('pending-invoice', id, action)).status]).toEqual([action, 200]);
    return vi.waitFor(
      async () => {
        await nodes[0]?.node.run('issue');
        const read = await desk.read('pending-invoice', id);
        expect(read).toMatchObject({ issueStatus: 'issued' });
        return String((read['invoice'] as JsonObject)['id']);
      },
      { timeout: 20_000 },
    );
  };

  it('redpush_no_writeback_source: a reversed invoice lets its application be issued again, but for such systems', async () => {
    await desk.set('sim_writeback_config/redpush_no_writeback_source', ['keeps']);
    const stateAfter = async (sourceSystem: string) => {
      const more = { sourceSystem, dataSource: 'api', lines: [sold('1')] };
      const blue = await desk.invoiced({ buyerName: `回写${sourceSystem}`, ...more });
      await reversed(blue);
      const { application } = await desk.read('invoice', blue);
      const { applyStatus } = await desk.read(
        'invoice-application',
        String((application as JsonObject)['id']),
      );
      return applyStatus;
    };
    expect([await stateAfter('keeps'), await stateAfter('other')]).toEqual(['applied', 'none']);
  });

  it('red_push_sms: a red invoice is mailed where it says so, and always where an application asked for it', async () => {
    const mailed = async (recipient: string) => {
      const path = `${desk.records('invoice-mail')}?view=manage&limit=500&fields=recipient`;
      const items = listIn((await nodes[0]?.ask('GET', path))?.body, 'items');
      return items.filter((one) => one['recipient'] === recipient).length;
    };
    const sent = (name: string) =>
      desk.invoiced({ buyerName: name, buyerEmail: `${name}@example.com`, lines: [sold('1')] });
    const blues = [await sent('quiet'), await sent('loud')];
    await sent('asked');
    await reversed(blues[0] ?? '');
    await desk.invoiced({
      buyerName: 'asked',
      buyerEmail: 'asked@example.com',
      redReason: 'return',
      lines: [sold('-1')],
    });
    // Who is told looks at the settings once he comes to it.
    const so = async () => mailed('asked@example.com');
    await expect.poll(so, { timeout: 20_000 }).toBe(2);
    await desk.set('push_sms_config/red_push_sms', true);
    await reversed(blues[1] ?? '');
    const counts = async () =>
      Promise.all(['quiet', 'loud', 'asked'].map((name) => mailed(`${name}@example.com`)));
    await expect.poll(counts, { timeout: 20_000 }).toEqual([1, 2, 2]);
    await desk.set('push_sms_config/red_push_sms', null);
  });
});
