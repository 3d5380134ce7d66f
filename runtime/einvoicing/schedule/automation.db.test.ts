import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { sentence } from '../../common/messages/index.ts';
import { createDomains } from '../../domains.ts';
import { nodesAt } from '../../work/schedule/clock.suite.ts';
import { seller } from '../issuing/desk.suite.ts';

const line = (quantity: number): JsonObject => ({
  itemName: '笔',
  taxCode: '1060201010000000000',
  rate: '0.13',
  quantity: String(quantity),
  price: '100',
  amount: String(quantity * 100),
  tax: String(quantity * 13),
  gross: String(quantity * 113),
});

describeOnDatabases('what looks after red invoices by itself', (database) => {
  let time: Awaited<ReturnType<typeof nodesAt>>;
  let isConnected = true;
  const entered: JsonObject[] = [];
  /** Numbers of invoices that their buyers have deducted. */
  const deducted = new Set<string>();
  /** Numbers of invoices that somebody asked what became of them. */
  const askedAbout: string[] = [];
  beforeAll(async () => {
    time = await nodesAt(database.url, '2026-11-10T09:00:00', {
      domains: createDomains({
        channels: (connected) => async (asked) => {
          const channel = isConnected ? await connected({ ...asked, simulated: true }) : null;
          const confirmations = channel?.confirmations;
          return channel && confirmations
            ? {
                ...channel,
                confirmations: { ...confirmations, entered: async () => entered },
                use: async ({ number }) => {
                  askedAbout.push(number);
                  return { deducted: deducted.has(number), entered: false };
                },
              }
            : null;
        },
      }),
    });
    await time.desk.set('sim_not_approval_required/sim_red_confirm_bill', 'D');
    const root = await time.ask('GET', `${time.desk.records('organisation')}?view=manage&number=root`);
    const [org] = root.body['items'] as readonly JsonObject[];
    const tag = { 'if-match': `"${String(org?.['revision'])}"` };
    const path = `${time.desk.records('organisation')}/${String(org?.['id'])}`;
    expect((await time.ask('PATCH', path, { taxNumber: seller }, tag)).status).toBe(200);
    const rule = { basis: 'amount', ignorePrice: true, range: 12, rangeUnit: 'months', order: 'farthest' };
    await time.desk.make('blue-match-rule', {
      number: 'B',
      name: '按金额',
      quantityDecimals: 6,
      ...rule,
    });
  });
  afterAll(() => time.close());

  const negative = (buyerName: string, more: JsonObject = {}) =>
    time.desk.approved({ buyerName, redReason: 'return', lines: [line(-1)], ...more });
  const scheme = async (name: string, more: JsonObject) => {
    const id = await time.desk.make('auto-issue-scheme', {
      name,
      frequency: 'daily',
      window: '00:00:00~23:59:59',
      everyMinutes: 60,
      sign: ['negative'],
      unlinked: 'confirmation-then-blue',
      merge: 'none',
      priority: 1,
      condition: { fact: 'buyerName', operator: 'equal', value: name },
      ...more,
    });
    await time.begin();
    return id;
  };
  const confirmationOf = async (application: string) => {
    const { redConfirmation } = await time.desk.read('invoice-application', application);
    return time.desk.read('red-confirmation', String((redConfirmation as JsonObject)['id']));
  };

  it('negative applications are issued as red invoices of their blue ones', async () => {
    const blue = await time.desk.invoiced({ buyerName: '甲', lines: [line(2)] });
    const id = await scheme('甲', { push: 'issue' });
    const application = await negative('甲');
    await time.at('2026-11-10T10:00:01');
    expect(await time.run('auto-issue-run', id)).toMatchObject({ state: 'done', done: 1 });
    const [pending] = await time.desk.pendingOf(application);
    expect(pending).toMatchObject({ billType: 'red', blueInvoice: { id: blue }, issueStatus: 'issuing' });
  });

  it('what has no blue one stops, and says why', async () => {
    const id = await scheme('乙', { push: 'pending' });
    const application = await negative('乙');
    await time.at('2026-11-10T11:00:01');
    const run = await time.run('auto-issue-run', id);
    expect(run).toMatchObject({ state: 'failed', failed: 1, rows: [{ outcome: 'stopped' }] });
    expect(String((run['rows'] as readonly JsonObject[])[0]?.['reason'])).toMatch(/蓝字发票$/);
    expect(await time.desk.pendingOf(application)).toEqual([]);
  });

  it.each([
    ['blue', '2026-11-10T12:00:01', 'failed'],
    ['confirmation-then-blue', '2026-11-10T13:00:01', 'done'],
  ])('unlinked ones go by what the scheme says: %s', async (unlinked, moment, state) => {
    const name = `丙${state}`;
    const condition = { fact: 'buyerName', operator: 'equal', value: name };
    await time.desk.make('red-confirmation-rule', {
      number: name,
      name,
      condition,
      entryDays: 3,
      statuses: ['01', '04'],
      sources: ['manual'],
    });
    const confirmation = await time.desk.make('red-confirmation', {
      buyerName: name,
      sellerTaxNo: seller,
      invoiceType: '10xdp',
      status: '04',
      source: 'manual',
      redReason: 'return',
      lines: [line(-1)],
    });
    const id = await scheme(name, { push: 'pending', unlinked });
    const application = await negative(name);
    await time.at(moment);
    expect(await time.run('auto-issue-run', id)).toMatchObject({ state });
    expect(await time.desk.pendingOf(application)).toMatchObject(
      state === 'done' ? [{ redConfirmation: { id: confirmation } }] : [],
    );
  });

  it.each<[string, readonly string[], string]>([
    ['each by itself', ['none', '-2', '-1'], '2026-11-10T13:10:01'],
    ['merged, what stays negative being red', ['document', '-3'], '2026-11-10T13:20:01'],
  ])('negative ones are issued %s, as the scheme says', async (_, [merge = '', ...quantities], moment) => {
    const name = `合并${merge}`;
    const blue = await time.desk.invoiced({ buyerName: name, lines: [line(5)] });
    const id = await scheme(name, { push: 'pending', merge, everyMinutes: 10 });
    const made = [await negative(name, { lines: [line(-2)] }), await negative(name)];
    await time.at(moment);
    expect(await time.run('auto-issue-run', id)).toMatchObject({ state: 'done', done: 2 });
    const found = new Map<unknown, JsonObject>();
    for (const one of made) for (const red of await time.desk.pendingOf(one)) found.set(red['id'], red);
    const reds = [...found.values()];
    expect(reds).toMatchObject(quantities.map(() => ({ billType: 'red', blueInvoice: { id: blue } })));
    const gross = reds.map((red) => String(red['gross'])).sort();
    expect(gross).toEqual(quantities.map((quantity) => String(Number(quantity) * 113)).sort());
  });

  it.each([
    ['prepare', '00', '尚未录入', '14', '15'],
    ['prepare-and-enter', '01', '已生成红字确认单并录入', '16', '17'],
  ])(
    'confirmations are prepared, and no invoice is pending: %s',
    async (push, status, reason, hour, next) => {
      const blue = await time.desk.invoiced({ buyerName: push, lines: [line(2)] });
      const id = await scheme(push, { push });
      const application = await negative(push);
      await time.at(`2026-11-10T${hour}:00:01`);
      const run = await time.run('auto-issue-run', id);
      expect(run, JSON.stringify(run)).toMatchObject({
        state: 'done',
        rows: [{ outcome: 'done', reason: expect.stringContaining(reason) }],
      });
      expect(await time.desk.pendingOf(application)).toEqual([]);
      expect(await confirmationOf(application)).toMatchObject({
        status,
        blueInvoice: { id: blue },
        redReason: 'return',
        gross: '-113',
        issued: false,
        lines: [{ amount: '-100', blueLine: 1 }],
      });
      await time.at(`2026-11-10T${next}:00:01`);
      expect((await time.run('auto-issue-run', id))['id']).toBe(run['id']);
    },
  );

  it('what has to be approved is prepared, and not entered before', async () => {
    await time.desk.set('sim_not_approval_required/sim_red_confirm_bill', { 5: 'A' });
    await time.desk.invoiced({ buyerName: '待审', lines: [line(2)] });
    const id = await scheme('待审', { push: 'prepare-and-enter', everyMinutes: 30 });
    const application = await negative('待审');
    await time.at('2026-11-10T17:30:01');
    const run = await time.run('auto-issue-run', id);
    await time.desk.set('sim_not_approval_required/sim_red_confirm_bill', 'D');
    const { number, ...made } = await confirmationOf(application);
    const texts = time.nodes[0]?.tenant.served().model.messages ?? new Map();
    const unapproved = sentence('confirmation-unapproved', { number: number ?? '' }, 'zh', texts);
    expect(made).toMatchObject({ status: '00', auditStatus: 'A' });
    expect(run).toMatchObject({
      rows: [{ outcome: 'failed', reason: expect.stringContaining(unapproved) }],
    });
    await time.desk.act('auto-issue-scheme', id, 'disable');
  });

  it('entering without a channel says so, and is retried', async () => {
    await time.desk.invoiced({ buyerName: '丁', lines: [line(2)] });
    const id = await scheme('丁', { push: 'prepare-and-enter' });
    const application = await negative('丁');
    const texts = time.nodes[0]?.tenant.served().model.messages ?? new Map();
    const unconnected = sentence('bureau-not-connected', { taxNo: seller }, 'zh', texts);
    isConnected = false;
    await time.at('2026-11-10T18:00:01');
    isConnected = true;
    const run = await time.run('auto-issue-run', id);
    expect(run).toMatchObject({
      state: 'failed',
      rows: [{ outcome: 'failed', reason: expect.stringContaining(unconnected) }],
    });
    expect(await confirmationOf(application)).toMatchObject({ status: '00', enteredAt: null });
    expect((await time.desk.act('auto-issue-run', String(run['id']), 'run-again')).status).toBe(200);
    await time.work();
    expect(await time.run('auto-issue-run', id)).toMatchObject({ state: 'done', failed: 0 });
    expect(await confirmationOf(application)).toMatchObject({
      status: '01',
      number: expect.stringMatching(/^\d{20}$/),
    });
  });

  const task = async (number: string, more: JsonObject) => {
    const dataKind = more['task'] === 'update-blue-use' ? 'invoice' : 'red-confirmation';
    return time.desk.make('automation-task', {
      number,
      name: number,
      dataKind,
      frequency: 'daily',
      time: '03:00:00',
      ...more,
    });
  };
  const runNow = async (id: string) => {
    expect((await time.desk.act('automation-task', id, 'run-now')).status).toBe(200);
    await time.work();
    return time.run('automation-run', id);
  };
  const confirmation = (more: JsonObject) =>
    time.desk.make('red-confirmation', {
      buyerName: '戊',
      sellerTaxNo: seller,
      invoiceType: '10xdp',
      source: 'manual',
      redReason: 'return',
      ...more,
      lines: [line(-1)],
    });

  it('confirmations that wait for the seller are confirmed', async () => {
    const ours = await confirmation({ status: '03', enteredBy: 'buyer' });
    const theirs = await confirmation({ status: '02' });
    const run = await runNow(await task('confirm', { task: 'confirm' }));
    expect(run).toMatchObject({ state: 'done', rows: [{ redConfirmation: { id: ours }, outcome: 'done' }] });
    expect(await time.desk.read('red-confirmation', ours)).toMatchObject({ status: '04' });
    expect(await time.desk.read('red-confirmation', theirs)).toMatchObject({ status: '02' });
  });

  it('confirmations that nobody agreed to in time are over', async () => {
    const late = await confirmation({ status: '02', enteredAt: '2026-11-07T00:00:00Z' });
    const waiting = await confirmation({ status: '02', enteredAt: '2026-11-09T00:00:00Z' });
    const id = await task('status', { task: 'update-status' });
    expect(await runNow(id)).toMatchObject({ state: 'done', failed: 0 });
    expect(await time.desk.read('red-confirmation', late)).toMatchObject({ status: '07' });
    expect(await time.desk.read('red-confirmation', waiting)).toMatchObject({ status: '02' });
  });

  it('confirmations that are agreed to are issued, once', async () => {
    const blue = await time.desk.invoiced({ buyerName: '己', lines: [line(2)] });
    const made = await time.desk.make('red-confirmation', {
      buyerName: '己',
      sellerTaxNo: seller,
      invoiceType: '10xdp',
      status: '04',
      source: 'bureau',
      redReason: 'return',
      blueInvoice: { id: blue },
      lines: [{ ...line(-1), blueLine: 1 }],
    });
    const id = await task('red', { task: 'red-issue' });
    const run = await runNow(id);
    expect(run, JSON.stringify(run)).toMatchObject({ state: 'done', operator: { number: 'admin' } });
    const own = (run['rows'] as readonly JsonObject[]).find(
      (row) => (row['redConfirmation'] as JsonObject)['id'] === made,
    );
    expect(own).toMatchObject({ outcome: 'done', made: expect.stringMatching(/\S/) });
    await time.nodes[0]?.node.run('issue');
    expect(await time.desk.read('red-confirmation', made)).toMatchObject({ issued: true });
    expect(await time.desk.read('invoice', blue)).toMatchObject({ invoiceStatus: 'partly-red' });
    expect(await runNow(id)).toMatchObject({ total: 0, failure: expect.stringContaining('没有符合条件') });
  });

  it('confirmations that others entered are downloaded, once each', async () => {
    const number = '99000000000000000001';
    entered.push({ number, status: '03', redReason: 'wrong', buyerName: '庚', lines: [line(-1)] });
    const bought = { sellerTaxNo: '91500023MA0000001M', buyerTaxNo: seller };
    entered.push({
      number: '99000000000000000002',
      status: '02',
      redReason: 'wrong',
      ...bought,
      lines: [line(-1)],
    });
    // Our own people entered it where the bureau has its pages.
    const elsewhere = '99000000000000000003';
    entered.push({ number: elsewhere, status: '02', redReason: 'wrong', buyerName: '庚', lines: [line(-1)] });
    const id = await task('download', { task: 'download' });
    expect(await runNow(id)).toMatchObject({ state: 'done', total: 3, done: 3 });
    const found = await time.ask(
      'GET',
      `${time.desk.records('red-confirmation')}?view=manage&number=${number}`,
    );
    expect(found.body['items']).toMatchObject([{ status: '03', source: 'bureau', sellerTaxNo: seller }]);
    const ours = await time.ask(
      'GET',
      `${time.desk.records('red-confirmation')}?view=manage&number=99000000000000000002`,
    );
    expect(ours.body['items']).toMatchObject([{ status: '02', ...bought }]);
    for (const [asked, enteredBy] of [
      [number, 'buyer'],
      ['99000000000000000002', 'seller'],
      [elsewhere, 'seller'],
    ]) {
      const { body } = await time.ask(
        'GET',
        `${time.desk.records('red-confirmation')}?view=manage&number=${asked}`,
      );
      expect(body['items'], asked).toMatchObject([{ enteredBy }]);
    }
    expect(await runNow(id)).toMatchObject({ state: 'done', total: 0 });
    isConnected = false;
    const alone = await runNow(id);
    isConnected = true;
    expect(alone).toMatchObject({ state: 'failed', failure: expect.stringContaining(seller) });
  });

  it('tells what runs next, and how it went last, to who may see it', async () => {
    const number = 'next';
    await task(number, { task: 'confirm', time: '04:00:00' });
    const never = await time.ask('GET', '/api/schedule');
    const items = never.body['items'] as readonly JsonObject[];
    expect(items.find((one) => one['number'] === number)).toMatchObject({
      form: 'automation-task',
      next: '2026-11-10T20:00:00.000Z',
      last: null,
    });
    expect(items.find((one) => one['name'] === 'red')).toMatchObject({
      last: { form: 'automation-run', state: 'done', total: 0 },
    });
    expect(items.every((one) => !('runs' in one))).toBe(true);
    const asked = await time.ask('GET', '/api/schedule?from=2026-11-09&to=2026-11-11');
    const months = asked.body['items'] as readonly JsonObject[];
    expect(months.find((one) => one['number'] === number)).toMatchObject({
      runs: ['2026-11-09', '2026-11-10', '2026-11-11'].map((day) => {
        const at = `${day.slice(0, -2)}${String(Number(day.slice(-2)) - 1).padStart(2, '0')}T20:00:00.000Z`;
        return { day, first: at, last: at, count: 1 };
      }),
    });
    for (const days of ['from=415&to=1', 'from=2026-02-30&to=2026-03-01', 'from=2026-01-01&to=tomorrow'])
      expect([days, (await time.ask('GET', `/api/schedule?${days}`)).status]).toEqual([days, 400]);
    const long = await time.ask('GET', '/api/schedule?from=2026-01-01&to=2026-12-31');
    const one = (long.body['items'] as readonly JsonObject[]).find((each) => each['number'] === number);
    expect(one?.['runs']).toHaveLength(62);
    const nexts = items.map(({ next }) => String(next));
    expect(nexts).toEqual([...nexts].sort());
    const user = await time.desk.make('user', { number: 'nobody', name: 'nobody', organisation: 'root' });
    const password = 'correct horse 1';
    const set = await time.ask('PUT', `/api/users/${user}/password`, { password });
    expect(set.status, JSON.stringify(set.body)).toBeLessThan(300);
    const from = { address: '::1', agent: null, requestId: 't' };
    const [first] = time.nodes;
    const signed = first && (await signInAs(first.node.gate, 'nobody', password, from));
    const seen = await time.ask('GET', '/api/schedule', undefined, {
      authorization: `Bearer ${String(signed?.token)}`,
    });
    expect(seen.body).toMatchObject({ items: [] });
  });

  it('what buyers did with invoices is asked, where a channel says it', async () => {
    const used = await time.desk.invoiced({ buyerName: '用途', lines: [line(1)] });
    const other = await time.desk.invoiced({ buyerName: '用途', lines: [line(1)] });
    deducted.add(String((await time.desk.read('invoice', used))['number']));
    const id = await task('use', { task: 'update-blue-use' });
    isConnected = false;
    expect(await runNow(id)).toMatchObject({ state: 'failed', failure: expect.stringContaining('用途') });
    isConnected = true;
    expect(await runNow(id)).toMatchObject({ state: 'done', failed: 0 });
    expect(await time.desk.read('invoice', used)).toMatchObject({ deducted: true, entered: false });
    expect(await time.desk.read('invoice', other)).toMatchObject({ deducted: false });
  });

  it('asks about so many invoices at a time, the oldest first, and about the rest the next time', async () => {
    const names = Array.from({ length: 203 }, (_, at) => `R${String(at).padStart(4, '0')}`);
    const all = {
      sign: 'blue',
      invoiceStatus: 'normal',
      channel: 'leqi',
      invoiceType: '10xdp',
      sellerTaxNo: seller,
    };
    for (const part of [names.slice(0, 150), names.slice(150)]) {
      const items = part.map((number) => ({ op: 'create', body: { ...all, number, lines: [] } }));
      const { status, body } = await time.ask('POST', '/api/forms/invoice/batch', { items });
      expect(status, JSON.stringify(body)).toBe(200);
    }
    const id = await task('round', { task: 'update-blue-use' });
    const round = async () => {
      askedAbout.length = 0;
      expect(await runNow(id)).toMatchObject({ state: 'done', failed: 0 });
      return askedAbout.filter((number) => number.startsWith('R'));
    };
    // What other tests have issued is older, and asked first.
    const first = await round();
    expect(first).toEqual(names.slice(0, first.length));
    expect(askedAbout).toHaveLength(200);
    expect(await round()).toEqual(names.slice(first.length));
    expect(await round()).toEqual(first);
  });

  it.each<[string, JsonObject, string, readonly (readonly [moment: string, missed: number | null])[]]>([
    [
      'every so many minutes',
      { frequency: 'minutes', everyMinutes: 30 },
      '2027-01-05T09:10:00',
      [
        ['2027-01-05T09:29:00', null],
        ['2027-01-05T09:30:00', 0],
        ['2027-01-05T10:00:00', 0],
      ],
    ],
    [
      'daily, once after three days without a server, and says how many it makes up for',
      { frequency: 'daily', time: '03:00:00' },
      '2027-02-05T09:10:00',
      [
        ['2027-02-08T12:00:00', 2],
        ['2027-02-08T12:10:00', null],
      ],
    ],
    ['weekly', { frequency: 'weekly', weekDays: ['1'] }, '2027-03-05T09:10:00', [['2027-03-08T03:00:01', 0]]],
    [
      'on the last day of February',
      { frequency: 'monthly', monthDays: ['30'] },
      '2028-02-20T09:10:00',
      [
        ['2028-02-29T02:59:59', null],
        ['2028-02-29T03:00:00', 0],
      ],
    ],
  ])('run %s', async (name, when, from, moments) => {
    await time.move(from);
    const id = await task(name.slice(0, 50), { task: 'confirm', ...when });
    await time.begin();
    for (const [moment, missed] of moments) {
      const before = (await time.run('automation-run', id))['id'];
      await time.at(moment);
      const run = await time.run('automation-run', id);
      if (missed === null) expect(run['id'], moment).toBe(before);
      else {
        expect(run['id'], moment).not.toBe(before);
        expect(run).toMatchObject({ state: 'done', trigger: 'schedule', missed });
      }
    }
    await time.desk.act('automation-task', id, 'disable');
  });
});
