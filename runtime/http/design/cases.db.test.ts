import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/json.ts';
import { describeOnDatabases } from '../../../workshop/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const application: JsonObject = {
  ...{ number: 'SQ', dataSource: 'api', invoiceType: '10xdp', buyerName: '甲公司' },
  lines: [{ itemName: '笔', rate: '0.13', quantity: '30', price: '100', amount: '3000.00', tax: '390.00' }],
};

describeOnDatabases('cases that are saved', (under) => {
  let node: TestNode;
  let rule: JsonObject;
  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    const make = async (form: string, body: JsonObject) => {
      const made = await node.ask('POST', `/api/forms/${form}/records`, { sharing: 'global', ...body });
      expect([form, made.status, made.body['errors']]).toEqual([form, 201, undefined]);
      return made.body;
    };
    rule = await make('split-rule', {
      ...{ number: 'CF', name: '拆' },
      limits: [{ invoiceType: '10xdp', netLimit: '1000' }],
    });
    await make('processing-scheme', {
      ...{ number: 'FA', name: '方案', condition: null, splitRule: { number: 'CF' } },
    });
  });
  afterAll(() => node.close());

  const facts = { applications: [application] };
  const limited = (netLimit: string): JsonObject => {
    const [{ id = null } = {}] = rule['limits'] as readonly JsonObject[];
    return { limits: [{ id, invoiceType: '10xdp', netLimit }] };
  };
  const listed = (body: JsonObject, member: string) => body[member] as readonly JsonObject[];
  const items = async () => listed((await node.ask('GET', '/api/cases?decision=plan')).body, 'items');
  const run = async () => (await node.ask('POST', '/api/cases/test', { decision: 'plan' })).body;
  const save = (body: JsonObject) =>
    node.ask('POST', '/api/cases', { decision: 'plan', facts, ...body }, { 'accept-language': 'en' });

  it('stand in the layer of the customer at once, with what came of them', async () => {
    const { status, body } = await save({ name: 'three invoices' });
    expect([status, body]).toMatchObject([201, { state: 'published', package: 'local' }]);
    const [kept = {}] = await items();
    expect(kept).toMatchObject({ name: 'three invoices', own: true, file: 'cases/plan.json' });
    const { pendingInvoices } = kept['expect'] as JsonObject;
    expect((pendingInvoices as readonly JsonObject[]).map(({ amount }) => amount)).toEqual([
      ...['1000', '1000', '1000'],
    ]);
    expect(JSON.stringify(kept)).not.toContain(String(rule['id']));
    expect(await run()).toMatchObject({ passed: 1, failed: 0 });
  });

  it('are not saved where they are wrong already, or come to nothing', async () => {
    const two = { pendingInvoices: [{ amount: '1500' }, { amount: '1500.00' }] };
    const wrong = await save({ name: 'wrong', expect: two });
    expect([wrong.status, wrong.body['code']]).toEqual([409, 'case-wrong-now']);
    expect(listed(wrong.body, 'errors')[0]).toMatchObject({
      ...{ path: '/expect/pendingInvoices/0/amount', code: 'case-otherwise' },
    });
    const none = await save({ name: 'none', facts: { applications: 1 } });
    expect([none.status, none.body['code']]).toEqual([422, 'case-undecided']);
    expect((await items()).length).toBe(1);
  });

  it('hold up a change set that makes another thing of them, until somebody says why', async () => {
    const made = await node.ask('POST', '/api/changesets', {
      name: '放宽',
      items: [{ action: 'change', form: 'split-rule', record: rule['id'] ?? null, body: limited('2000') }],
    });
    const set = `/api/changesets/${String(made.body['id'])}`;
    const { body } = await node.ask('POST', `${set}/preview`);
    const cases = body['cases'] as JsonObject;
    expect(cases).toMatchObject({ tried: 1, failing: [{ name: 'three invoices', decision: 'plan' }] });
    const [failing = {}] = listed(cases, 'failing');
    expect(listed(failing, 'otherwise')).toContainEqual({
      ...{ path: '/pendingInvoices/0/amount', expected: '1000', actual: '2000' },
    });
    const ifMatch = { 'if-match': `"${String(made.body['revision'])}"` };
    const refused = await node.ask('POST', `${set}/publish`, {}, ifMatch);
    expect([refused.status, refused.body['code']]).toEqual([409, 'changeset-cases']);
    expect(listed(refused.body, 'errors')[0]).toMatchObject({
      ...{ path: '/cases/local/cases/plan.json#three invoices', code: 'changeset-case' },
    });
    const published = await node.ask('POST', `${set}/publish`, { acceptCases: '限额已放宽' }, ifMatch);
    expect([published.status, published.body['state']]).toEqual([200, 'published']);
  });

  it('fail from then on, and say what is otherwise', async () => {
    const report = await run();
    expect(report).toMatchObject({ passed: 0, failed: 1 });
    const failed = listed(report, 'cases').find(({ outcome }) => outcome === 'failed') ?? {};
    expect(listed(failed, 'otherwise').length).toBeGreaterThan(1);
  });

  it('are taken out', async () => {
    const where = { package: 'local', file: 'cases/plan.json' };
    const none = await node.ask('POST', '/api/cases/remove', { ...where, name: 'nobody' });
    expect([none.status, none.body['code']]).toEqual([404, 'case-unknown']);
    const gone = await node.ask('POST', '/api/cases/remove', { ...where, name: 'three invoices' });
    expect(gone.status).toBe(201);
    expect(await items()).toEqual([]);
  });
});
