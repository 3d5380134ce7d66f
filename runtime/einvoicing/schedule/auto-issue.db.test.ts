import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { adminPassword, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { asleep } from '../../work/background/asleep.suite.ts';
import { seller, serviceLine } from '../issuing/desk.suite.ts';
import { license } from '../issuing/license.suite.ts';

const line = (more: JsonObject = {}): JsonObject => ({ ...serviceLine, ...more });
const records = (form: string) => `/api/forms/${form}/records`;

describeOnDatabases('schemes that issue by themselves', (database) => {
  let node: TestNode;
  let other: TestNode;
  let now = Date.parse('2026-11-20T12:00:30+08:00');
  const clock = () => now;
  const packages = ['platform', 'basis', 'invoicing'];
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages, clock, wait: asleep });
    other = await openTestNode(database.url, { packages, clock, wait: asleep });
    await license({ ask }, seller);
    const path = `/api/params/all_ele_mock_invoice/${seller}`;
    const simulating = await ask('PUT', path, { value: true }, { 'guiju-reason': 'test' });
    expect(simulating.status, JSON.stringify(simulating.body)).toBeLessThan(300);
  });
  afterAll(async () => {
    await node.close();
    await other.close();
  });

  let token: string | null = null;
  const ask: TestNode['ask'] = (method, path, body, headers) =>
    node.ask(method, path, body, { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers });
  const signIn = async (text: string) => {
    now = Date.parse(`${text}+08:00`);
    const from = { address: '::1', agent: null, requestId: 't' };
    token = (await signInAs(node.node.gate, 'admin', adminPassword, from)).token;
  };
  /** So much later that whoever signed in has to do so again. */
  const later = async (text: string) => {
    await signIn(text);
    await node.node.run('schedule');
  };
  const read = async (form: string, id: string) =>
    (await ask('GET', `${records(form)}/${id}?view=manage`)).body;
  const make = async (form: string, body: JsonObject): Promise<string> => {
    const made = await ask('POST', records(form), body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return String(made.body['id']);
  };
  const act = async (form: string, id: string, action: string, body: JsonObject = {}) => {
    const { revision } = await read(form, id);
    return ask('POST', `${records(form)}/${id}/actions/${action}`, body, {
      'if-match': `"${revision}"`,
    });
  };
  const approved = async (more: JsonObject = {}) => {
    const body = { buyerName: '买方', invoiceType: '10xdp', sellerTaxNo: seller, lines: [line()], ...more };
    const id = await make('invoice-application', body);
    for (const action of ['submit', 'approve'])
      expect((await act('invoice-application', id, action)).status, action).toBe(200);
    return id;
  };
  const forBuyer = (value: string): JsonObject => ({ fact: 'buyerName', operator: 'equal', value });
  const scheme = async (name: string, more: JsonObject = {}) => {
    const id = await make('auto-issue-scheme', {
      name,
      frequency: 'daily',
      window: '08:00:00~18:00:00',
      everyMinutes: 60,
      sign: ['positive'],
      merge: 'none',
      push: 'pending',
      priority: 5,
      condition: forBuyer(name),
      ...more,
    });
    await node.node.run('schedule');
    return id;
  };
  const runs = async (of: string): Promise<readonly JsonObject[]> => {
    const { body } = await ask('GET', `${records('auto-issue-run')}?view=manage&scheme=${of}&sort=dueAt`);
    return body['items'] as readonly JsonObject[];
  };
  const runOf = async (of: string): Promise<JsonObject> => {
    const [run] = (await runs(of)).slice(-1);
    return run ? read('auto-issue-run', String(run['id'])) : {};
  };
  /** Both nodes at once, as time passes. */
  const at = async (text: string) => {
    if (Date.parse(`${text}+08:00`) - now > 8 * 3_600_000) await signIn(text);
    now = Date.parse(`${text}+08:00`);
    await Promise.all([node.node.run('schedule'), other.node.run('schedule')]);
    // Where each of them gave way to the other, whoever comes next begins.
    for (const one of [node, other]) await one.node.run('schedule');
    // Each of them twice: a run is worked on once, whoever is at it.
    const both = [node, other, node, other];
    await Promise.all(both.map((one) => one.node.run('runs')));
  };

  it('issue what qualifies, once on two nodes, and say what came of it', async () => {
    const id = await scheme('甲', { push: 'issue' });
    const application = await approved({ buyerName: '甲' });
    const drafted = await make('invoice-application', { buyerName: '甲', lines: [line()] });
    await at('2026-11-20T13:00:01');
    expect(await runs(id)).toHaveLength(1);
    expect(await runOf(id)).toMatchObject({
      state: 'done',
      trigger: 'schedule',
      operator: null,
      attempts: 1,
      missed: 0,
      dueAt: '2026-11-20T05:00:00.000Z',
      total: 1,
      done: 1,
      waiting: 0,
      failure: null,
      rows: [
        {
          application: { id: application },
          number: expect.stringMatching(/\d{4}/),
          outcome: 'done',
          reason: expect.stringContaining('队列'),
        },
      ],
    });
    const { body } = await ask('GET', `${records('pending-invoice')}?view=manage&application=${application}`);
    expect(body['items']).toMatchObject([
      { issueStatus: 'issuing', issuedAutomatically: true, issueOperator: null },
    ]);
    expect(await read('invoice-application', drafted)).toMatchObject({ applyStatus: 'none' });
  });

  const pendingOf = async (application: string) => {
    const { body } = await ask(
      'GET',
      `${records('pending-invoice')}?view=manage&application=${application}&fields=number,issueStatus,issuedAutomatically,issueOperator,lines,gross`,
    );
    return body['items'] as readonly JsonObject[];
  };

  it('what cannot be issued stops nothing else, and is retried in the name of who says so', async () => {
    const id = await scheme('乙');
    const good = await approved({ buyerName: '乙' });
    const bad = await approved({ buyerName: '乙' });
    now = Date.parse('2026-11-20T14:00:00+08:00');
    await node.node.run('schedule');
    const { revision } = await read('invoice-application', bad);
    const tag = { 'if-match': `"${String(revision)}"` };
    const path = `${records('invoice-application')}/${bad}/actions`;
    expect((await ask('POST', `${path}/close`, {}, tag)).status).toBe(200);
    await other.node.run('runs');
    const run = await runOf(id);
    expect(run).toMatchObject({ state: 'partly', total: 2, done: 1, failed: 1, waiting: 0 });
    const rows = run['rows'] as readonly JsonObject[];
    const failed = rows.find((row) => (row['application'] as JsonObject)['id'] === bad);
    expect(failed).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(/^“KPSQ\d+”现在不能执行“单据处理”：/),
    });
    const inEnglish = await ask('GET', `${records('auto-issue-run')}/${run['id']}?view=manage`, undefined, {
      'accept-language': 'en',
    });
    const said = inEnglish.body['rows'] as readonly JsonObject[];
    expect(said.find((row) => row['id'] === failed?.['id'])?.['reason']).toMatch(/^[^\p{Script=Han}]*$/u);
    expect(await pendingOf(good)).toMatchObject([{ issueStatus: 'pending', issuedAutomatically: true }]);
    expect((await act('invoice-application', bad, 'reopen')).status).toBe(200);
    const again = await act('auto-issue-run', String(run['id']), 'run-again', {
      rows: [failed?.['id'] ?? ''],
    });
    expect(again.body).toMatchObject({ state: 'waiting', trigger: 'hand', operator: { number: 'admin' } });
    await node.node.run('runs');
    expect(await runOf(id)).toMatchObject({ state: 'done', done: 2, failed: 0, attempts: 1 });
    expect(await pendingOf(bad)).toMatchObject([{ issueOperator: { number: 'admin' } }]);
    expect(await pendingOf(good)).toHaveLength(1);
  });

  it.each<[string, number, number]>([
    ['none', 2, 2],
    ['line', 2, 1],
    ['document', 1, 4],
    ['both', 1, 1],
  ])('merges as the scheme says, whatever rules say of lines: %s', async (merge, invoices, lines) => {
    const buyerName = `合并${merge}`;
    // While lines are not merged, nobody is asked how.
    await make('merge-rule', { number: merge, name: merge, lineHandling: null, sharing: 'global' });
    const id = await scheme(buyerName, { merge, condition: forBuyer(buyerName) });
    const two = { buyerName, lines: [line(), line()] };
    const [first, second] = [await approved(two), await approved(two)];
    await at('2026-11-20T15:00:00');
    const run = await runOf(id);
    expect(run, JSON.stringify(run)).toMatchObject({ state: 'done', total: 2, done: 2 });
    const made = [...(await pendingOf(first ?? '')), ...(await pendingOf(second ?? ''))];
    expect(made).toHaveLength(invoices);
    for (const one of made) expect(one['lines']).toHaveLength(lines);
    now = Date.parse('2026-11-20T12:00:30+08:00');
  });

  it.each([
    ['zh', '“明细行合并处理规则”必填'],
    ['en', 'required'],
  ])('a rule that merges lines has to say how, which is said at its field: %s', async (language, said) => {
    const rule = { number: 'L', name: 'L', mergeLines: true, lineHandling: null };
    const { status, body } = await ask('POST', records('merge-rule'), rule, { 'accept-language': language });
    expect(status).toBe(422);
    expect(body['errors']).toEqual([
      expect.objectContaining({ path: '/lineHandling', message: expect.stringContaining(said) }),
    ]);
  });

  it('the first scheme that fits takes it, and no scheme that is not due', async () => {
    const [first, second] = [
      await scheme('先', { priority: 1, condition: forBuyer('丙') }),
      await scheme('后', { priority: 2, condition: forBuyer('丙') }),
    ];
    const night = await scheme('夜', { priority: 1, window: '22:00:00~02:00:00', condition: forBuyer('丁') });
    const [one, two] = [await approved({ buyerName: '丙' }), await approved({ buyerName: '丁' })];
    await at('2026-11-20T16:00:00');
    expect((await runOf(first ?? ''))['rows']).toMatchObject([{ application: { id: one }, outcome: 'done' }]);
    expect([await runs(second ?? ''), await runs(night)]).toEqual([[], []]);
    await at('2026-11-20T21:59:59');
    expect(await runs(night)).toEqual([]);
    await at('2026-11-21T00:00:10');
    expect((await runOf(night))['rows']).toMatchObject([{ application: { id: two }, outcome: 'done' }]);
    expect(await runOf(night)).toMatchObject({ dueAt: '2026-11-20T16:00:00.000Z', missed: 2 });
  });

  it('take documents by their source, their buyer, his tax number and their type', async () => {
    const taxNo = '91440300MA5E3CU035';
    const asked: readonly (readonly [fact: string, value: string, JsonObject])[] = [
      ['dataSource', 'import', { dataSource: 'import' }],
      ['buyerName', '按名称', { buyerName: '按名称' }],
      ['buyerTaxNo', taxNo, { buyerTaxNo: taxNo }],
      ['invoiceType', '08xdp', { invoiceType: '08xdp', buyerTaxNo: '91310115MA1K3AB027' }],
    ];
    const expected: [string, string][] = [];
    for (const [fact, value, more] of asked) {
      const of = await scheme(fact, { condition: { fact, operator: 'equal', value } });
      expected.push([of, await approved(more)]);
    }
    await at('2026-11-21T08:00:05');
    for (const [of, application] of expected)
      expect((await runOf(of))['rows']).toMatchObject([
        { application: { id: application }, outcome: 'done' },
      ]);
  });

  it('a run that still goes on leaves the next one out', async () => {
    const id = await scheme('戊');
    await approved({ buyerName: '戊' });
    now = Date.parse('2026-11-21T09:00:00+08:00');
    await node.node.run('schedule');
    await approved({ buyerName: '戊' });
    now = Date.parse('2026-11-21T10:00:00+08:00');
    await other.node.run('schedule');
    expect(await runs(id)).toHaveLength(1);
    await node.node.run('runs');
    await at('2026-11-21T11:00:00');
    expect((await runs(id)).map(({ total, state }) => [total, state])).toEqual([
      [1, 'done'],
      [1, 'done'],
    ]);
  });

  it.each<
    [string, JsonObject, string, readonly (readonly [moment: string, total: number | string | null])[]]
  >([
    [
      'on the last day of a month that lacks its day',
      { frequency: 'monthly', monthDays: ['31'] },
      '2027-02-01T12:00:00',
      [
        ['2027-02-27T12:00:00', null],
        ['2027-02-28T12:00:00', 1],
      ],
    ],
    [
      'on the leap day',
      { frequency: 'monthly', monthDays: ['29'] },
      '2028-02-02T12:00:00',
      [
        ['2028-02-28T12:00:00', null],
        ['2028-02-29T12:00:00', 1],
      ],
    ],
    [
      'across midnight and the end of the month, with the month of its moment',
      { frequency: 'monthly', monthDays: ['31'], window: '23:00:00~01:00:00', everyMinutes: 30 },
      '2027-03-30T12:00:00',
      [
        ['2027-03-31T22:59:59', null],
        ['2027-04-01T00:31:00', null],
        ['2027-04-01T00:40:00', null],
      ],
    ],
    [
      'at the last moment of its month, whoever is a little late',
      { frequency: 'daily', window: '23:59:59~23:59:59' },
      '2027-05-30T12:00:00',
      [['2027-06-01T00:05:00', 1]],
    ],
    [
      'after a server was down, once for all it missed, while its window is open',
      { everyMinutes: 10 },
      '2027-07-01T08:00:00',
      [
        ['2027-07-01T12:34:00', 1],
        ['2027-07-01T12:36:00', null],
      ],
    ],
    [
      'not when its window is over, and says so',
      { everyMinutes: 10 },
      '2027-08-01T20:00:00',
      [
        ['2027-08-03T20:00:00', 'missed'],
        ['2027-08-03T20:10:00', null],
      ],
    ],
    [
      'not for what was due before it was there, or was enabled',
      { window: '01:00:00~02:00:00' },
      '2027-09-01T12:00:00',
      [['2027-09-01T13:00:00', null]],
    ],
  ])('run %s', async (name, when, from, looked) => {
    await later(from);
    const id = await scheme(name, when);
    await approved({ buyerName: name });
    for (const [moment, total] of looked) {
      const before = (await runs(id)).length;
      await at(moment);
      const added = (await runs(id)).slice(before);
      expect(
        added.map((run) => (total === 'missed' ? run['state'] : run['total'])),
        moment,
      ).toEqual(total === null ? [] : [total]);
    }
    const run = await runOf(id);
    const missed = { 'after a server was down, once for all it missed, while its window is open': 26 }[name];
    if (missed !== undefined) expect(run['missed']).toBe(missed);
    const disabled = await act('auto-issue-scheme', id, 'disable');
    expect(disabled.status).toBe(200);
  });

  it('what was missed is run by hand, when somebody wants it', async () => {
    await later('2027-10-01T20:00:00');
    const id = await scheme('己');
    await at('2027-10-02T20:00:00');
    expect(await runOf(id)).toMatchObject({
      state: 'missed',
      failure: expect.stringContaining('没有服务器'),
    });
    const application = await approved({ buyerName: '己' });
    const run = await runOf(id);
    expect((await act('auto-issue-run', String(run['id']), 'run-again')).status).toBe(200);
    await node.node.run('runs');
    expect(await runOf(id)).toMatchObject({
      state: 'done',
      total: 1,
      rows: [{ application: { id: application } }],
    });
  });

  it('a person runs one now, whatever its window; and not while it goes on', async () => {
    await later('2027-11-01T20:00:00');
    const id = await scheme('庚');
    const application = await approved({ buyerName: '庚' });
    expect((await act('auto-issue-scheme', id, 'run-now')).status).toBe(200);
    const twice = await act('auto-issue-scheme', id, 'run-now');
    expect([twice.status, twice.body['code']]).toEqual([409, 'run-going']);
    await node.node.run('runs');
    expect(await runOf(id)).toMatchObject({
      state: 'done',
      trigger: 'hand',
      operator: { number: 'admin' },
      total: 1,
    });
    expect(await pendingOf(application)).toMatchObject([{ issueOperator: { number: 'admin' } }]);
    expect((await act('auto-issue-scheme', id, 'run-now')).status).toBe(200);
    await node.node.run('runs');
    const empty = (await runs(id)).filter(({ total }) => total === 0);
    expect(empty).toMatchObject([{ state: 'done', failure: expect.stringContaining('没有符合条件') }]);
    await act('auto-issue-scheme', id, 'disable');
  });

  it('nobody adds a run, nor deletes one that goes on', async () => {
    const id = await scheme('辛');
    const made = await ask('POST', records('auto-issue-run'), {});
    expect([made.status, made.body['code']]).toEqual([409, 'run-own']);
    await act('auto-issue-scheme', id, 'run-now');
    const run = await runOf(id);
    const gone = await ask('DELETE', `${records('auto-issue-run')}/${String(run['id'])}`, undefined, {
      'if-match': `"${String(run['revision'])}"`,
    });
    expect(gone.status).toBe(409);
    await node.node.run('runs');
  });
});
