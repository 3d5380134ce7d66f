import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/json.ts';
import { describeOnDatabases } from '../../workshop/databases.ts';
import { openTestNode, type TestNode } from '../server/test-node.suite.ts';

const seller = '91440300708461136T';
const line = (more: JsonObject = {}): JsonObject => ({
  ...{ itemName: '服务费', taxCode: '3040000000000000000', rate: '0.06', quantity: '2', price: '100' },
  ...{ amount: '200', tax: '12', gross: '212' },
  ...more,
});
const records = (form: string) => `/api/forms/${form}/records`;

describeOnDatabases('schemes that issue by themselves', (database) => {
  let node: TestNode;
  let other: TestNode;
  let now = Date.parse('2026-11-20T12:00:30+08:00');
  const clock = () => now;
  /** What goes on behind a node waits: the test says when. */
  const wait = (_: number, stopping: AbortSignal) =>
    new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()));
  const packages = ['platform', 'basis', 'invoicing'];
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages, clock, wait });
    other = await openTestNode(database.url, { packages, clock, wait });
    const path = `/api/params/all_ele_mock_invoice/${seller}`;
    const simulating = await node.ask('PUT', path, { value: true }, { 'guiju-reason': 'test' });
    expect(simulating.status, JSON.stringify(simulating.body)).toBeLessThan(300);
  });
  afterAll(async () => {
    await node.close();
    await other.close();
  });

  const read = async (form: string, id: string) =>
    (await node.ask('GET', `${records(form)}/${id}?view=manage`)).body;
  const make = async (form: string, body: JsonObject): Promise<string> => {
    const made = await node.ask('POST', records(form), body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return String(made.body['id']);
  };
  const act = async (form: string, id: string, action: string, body: JsonObject = {}) => {
    const { revision } = await read(form, id);
    return node.ask('POST', `${records(form)}/${id}/actions/${action}`, body, {
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
      ...{ name, frequency: 'daily', window: '08:00:00~18:00:00', everyMinutes: 60 },
      ...{ sign: ['positive'], merge: 'none', push: 'pending', priority: 5, condition: forBuyer(name) },
      ...more,
    });
    await node.node.schedule.begin();
    return id;
  };
  const runs = async (of: string): Promise<readonly JsonObject[]> => {
    const { body } = await node.ask(
      'GET',
      `${records('auto-issue-run')}?view=manage&scheme=${of}&sort=dueAt`,
    );
    return body['items'] as readonly JsonObject[];
  };
  const runOf = async (of: string) => {
    const [run] = (await runs(of)).slice(-1);
    return run ? read('auto-issue-run', String(run['id'])) : {};
  };
  /** Both nodes at once, as time passes. */
  const at = async (text: string) => {
    now = Date.parse(`${text}+08:00`);
    await Promise.all([node.node.schedule.begin(), other.node.schedule.begin()]);
    await Promise.all([node.node.schedule.work(), other.node.schedule.work()]);
  };

  it('issue what qualifies, once on two nodes, and say what came of it', async () => {
    const id = await scheme('甲', { push: 'issue' });
    const application = await approved({ buyerName: '甲' });
    const drafted = await make('invoice-application', { buyerName: '甲', lines: [line()] });
    await at('2026-11-20T13:00:01');
    expect(await runs(id)).toHaveLength(1);
    expect(await runOf(id)).toMatchObject({
      ...{ state: 'done', trigger: 'schedule', operator: null, attempts: 1, missed: 0 },
      ...{ dueAt: '2026-11-20T05:00:00.000Z', total: 1, done: 1, waiting: 0, failure: null },
      rows: [{ application: { id: application }, outcome: 'done', reason: expect.stringContaining('队列') }],
    });
    const { body } = await node.ask(
      'GET',
      `${records('pending-invoice')}?view=manage&application=${application}`,
    );
    expect(body['items']).toMatchObject([
      { issueStatus: 'issuing', issuedAutomatically: true, issueOperator: null },
    ]);
    expect(await read('invoice-application', drafted)).toMatchObject({ applyStatus: 'none' });
  });

  const pendingOf = async (application: string) => {
    const { body } = await node.ask(
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
    await node.node.schedule.begin();
    const { revision } = await read('invoice-application', bad);
    const tag = { 'if-match': `"${String(revision)}"` };
    const path = `${records('invoice-application')}/${bad}/actions`;
    expect((await node.ask('POST', `${path}/close`, {}, tag)).status).toBe(200);
    await other.node.schedule.work();
    const run = await runOf(id);
    expect(run).toMatchObject({ state: 'partly', total: 2, done: 1, failed: 1, waiting: 0 });
    const rows = run['rows'] as readonly JsonObject[];
    const failed = rows.find((row) => (row['application'] as JsonObject)['id'] === bad);
    expect(failed).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/\S[\s\S]*\n\S/) });
    expect(await pendingOf(good)).toMatchObject([{ issueStatus: 'pending', issuedAutomatically: true }]);
    expect((await act('invoice-application', bad, 'reopen')).status).toBe(200);
    const again = await act('auto-issue-run', String(run['id']), 'run-again', {
      rows: [failed?.['id'] ?? ''],
    });
    expect(again.body).toMatchObject({ state: 'waiting', trigger: 'hand', operator: { number: 'admin' } });
    await node.node.schedule.work();
    expect(await runOf(id)).toMatchObject({ state: 'done', done: 2, failed: 0, attempts: 1 });
    expect(await pendingOf(bad)).toMatchObject([{ issueOperator: { number: 'admin' } }]);
    expect(await pendingOf(good)).toHaveLength(1);
  });

  it.each<[string, number, number]>([
    ['none', 2, 2],
    ['line', 2, 1],
    ['document', 1, 4],
    ['both', 1, 1],
  ])('merges as the scheme says: %s', async (merge, invoices, lines) => {
    const buyerName = `合并${merge}`;
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
});
