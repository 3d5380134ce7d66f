import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../desk.suite.ts';

/** What other systems push is taken, or issued at once, as parameters say. */
describeOnDatabases('applications that are pushed', (under) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  const english = { 'accept-language': 'en' };
  const application = (more: JsonObject = {}): JsonObject => ({
    dataSource: 'api',
    buyerName: '买方',
    invoiceType: '10xdp',
    sellerTaxNo: seller,
    lines: [serviceLine],
    ...more,
  });
  const push = (more: JsonObject) =>
    node.ask('POST', desk.records('invoice-application'), application(more), english);
  const pushMany = (bodies: readonly JsonObject[], more: JsonObject = {}) => {
    const items = bodies.map((body) => ({ op: 'create', body }));
    return node.ask('POST', '/api/forms/invoice-application/batch', { items, ...more }, english);
  };
  const errorsOf = (body: JsonObject) =>
    ((body['errors'] ?? []) as readonly JsonObject[]).map(({ path, code }) => `${path} ${code}`);

  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    await desk.simulate();
    const grant = (...actions: string[]) => [{ form: 'invoice-application', actions, scope: 'own' }];
    const root = node.tenant.served().orgs.root;
    for (const [number, actions, more] of [
      ['MAKER', ['read', 'create'], {}],
      ['READER', ['read'], {}],
      ['LEFT', ['read', 'create'], { enabled: false }],
    ] as const) {
      const role = await desk.make('role', { number, name: number, grants: grant(...actions) });
      const roles = [{ role: { id: role }, organisation: { id: root } }];
      const id = await desk.make('user', { number, name: number, organisation: { id: root }, roles });
      if ('enabled' in more) expect((await desk.act('user', id, 'disable')).status).toBe(200);
    }
  });
  afterAll(() => node.close());

  it.each([
    ['MAKER', 201],
    ['admin', 201],
    ['READER', 422],
    ['LEFT', 422],
    ['NOBODY', 422],
    [null, 422],
  ])('system/pushChecksUserRights: one that %s made is answered %s', async (creator, expected) => {
    expect((await push({ creator })).status).toBe(201);
    await desk.set('system/pushChecksUserRights', true);
    const { status, body } = await push({ creator });
    const byHand = await push({ creator, dataSource: 'manual' });
    const many = await pushMany([application({ creator: 'MAKER' }), application({ creator })]);
    await desk.set('system/pushChecksUserRights', null);
    expect([status, byHand.status, many.status]).toEqual([expected, 201, expected === 201 ? 200 : 422]);
    if (expected === 201) return;
    expect(errorsOf(body)).toEqual(['/creator push-user-not-allowed']);
    expect(errorsOf(many.body)).toEqual(['/items/1/body/creator push-user-not-allowed']);
  });

  it('ArBillPushLimit/ArBillPushLimit: so many receivables come at once, or none of them', async () => {
    const some = (count: number, more: JsonObject = {}) =>
      Array.from({ length: count }, () =>
        application({ dataSource: 'receivable', buyerName: '应收', ...more }),
      );
    const count = async () => {
      const path = `${desk.records('invoice-application')}?view=manage&buyerName=${encodeURIComponent('应收')}`;
      return ((await node.ask('GET', path)).body['items'] as readonly JsonObject[]).length;
    };
    await desk.set('ArBillPushLimit/ArBillPushLimit', 2);
    for (const atomic of [true, false]) {
      const { status, body } = await pushMany(some(3), { atomic });
      expect([status, body['code']]).toEqual([422, 'push-too-many']);
      expect(body['detail']).toContain('At most 2 receivables come at once; 3 were pushed');
    }
    expect(await count()).toBe(0);
    expect((await pushMany([...some(2), application()])).status).toBe(200);
    expect(await count()).toBe(2);
    await desk.set('ArBillPushLimit/ArBillPushLimit', null);
    expect((await pushMany(some(3))).status).toBe(200);
    expect(await count()).toBe(5);
  });

  it('sim_bill_push/auto_merge_1_allow_push: what a scheme issues by itself is issued by no interface', async () => {
    const scheme = { name: '自动', frequency: 'daily', window: '00:00:00~00:00:01', everyMinutes: 60 };
    await desk.make('auto-issue-scheme', {
      ...{ ...scheme, sign: ['positive'], merge: 'none', push: 'issue', priority: 5 },
      condition: { fact: 'sourceSystem', operator: 'equal', value: 'ERP' },
    });
    const issue = async (sourceSystem: string, more: JsonObject = {}) => {
      const { body } = await push({ sourceSystem });
      const asked = { applications: [{ id: body['id'] ?? '' }], push: 'issue', ...more };
      const answer = await node.ask('POST', '/api/issuing/applications', asked, english);
      const pending = await desk.pendingOf(String(body['id']));
      return { ...answer, number: body['number'], made: pending.length };
    };
    const refused = await issue('ERP');
    expect([refused.status, refused.body['code'], refused.made]).toEqual([409, 'push-while-auto-issue', 0]);
    const { schemes, next } = refused.body['params'] as JsonObject;
    expect([next, JSON.stringify(schemes)]).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
      expect.stringMatching(/^\["\S+"\]$/),
    ]);
    expect(refused.body['detail']).toContain(
      `The auto-issue scheme ${(schemes as readonly string[])[0]} issues ${refused.number} (next run: ${next}),`,
    );
    expect(refused.body['detail']).toContain('(sim_bill_push/auto_merge_1_allow_push)');
    expect(await issue('OTHER')).toMatchObject({ status: 200, made: 1 });
    expect(await issue('ERP', { push: 'pending' })).toMatchObject({ status: 200, made: 1 });
    await desk.set('sim_bill_push/auto_merge_1_allow_push', true);
    expect(await issue('ERP')).toMatchObject({ status: 200, made: 1 });
    await desk.set('sim_bill_push/auto_merge_1_allow_push', null);
  });
});
