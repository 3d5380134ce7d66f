import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/json.ts';
import { describeOnDatabases } from '../../../workshop/databases.ts';
import { deskAt, seller } from '../../issuing/desk.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const lines = [{ itemName: '笔', rate: '0.13', amount: '100.00', tax: '13.00', gross: '113.00' }];

describeOnDatabases('issuing in numbers', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    await make('organisation', { number: 'SH', name: '上海', parent: { number: 'root' } });
    await make('organisation', { number: 'SZ', name: '深圳', parent: { number: 'root' } });
    for (const [at, org] of ['SH', 'SH', 'SZ'].entries())
      await make(
        'invoice-application',
        {
          ...{ number: `A${at}`, buyerName: '甲', invoiceType: '10xdp', sharing: 'private' },
          sellerTaxNo: seller,
          lines,
        },
        org,
      );
  });
  afterAll(() => node.close());

  const make = async (form: string, body: JsonObject, org?: string) => {
    const query = org ? `?org=${org}` : '';
    const made = await node.ask('POST', `/api/forms/${form}/records${query}`, body);
    expect([form, made.status, made.body['errors']]).toEqual([form, 201, undefined]);
    return made.body;
  };
  const look = async (org: string, headers = {}) =>
    (await node.ask('GET', `/api/issuing/overview?org=${org}`, undefined, headers)).body;
  const listed = (body: JsonObject, member: string) => body[member] as readonly JsonObject[];
  const countOf = (body: JsonObject, key: string) =>
    listed(body, 'tiles').find((one) => one['key'] === key)?.['count'];

  it('count what waits for the organisation and those below it', async () => {
    const [root, one] = [await look('root'), await look('SH')];
    expect([countOf(root, 'waiting'), countOf(one, 'waiting')]).toEqual([3, 2]);
    expect([root['reach'], countOf(root, 'failed'), root['today'], root['reasons']]).toEqual([
      ...['below', 0, [], []],
    ]);
  });

  it('say of each number by which list it is seen', async () => {
    const tiles = listed(await look('SH'), 'tiles');
    expect(tiles.map(({ key }) => key)).toEqual([
      ...['waiting', 'held', 'to-audit', 'pending', 'issuing', 'failed'],
    ]);
    for (const { form, filter, count } of tiles) {
      const query = new URLSearchParams({
        ...{ view: 'manage', filter: JSON.stringify(filter), count: 'true', limit: '1' },
      });
      const { body } = await node.ask('GET', `/api/forms/${String(form)}/records?${query}`);
      expect(body['total']).toBe(count);
    }
  });

  it('tell what was issued, by type, and from which list', async () => {
    const desk = deskAt(node);
    await desk.simulate();
    await desk.invoiced({ lines });
    const { today, month } = await look('root');
    expect([today, month]).toMatchObject([
      [{ type: '10xdp', count: 1, label: { zh: expect.any(String) } }],
      [{ type: '10xdp', count: 1 }],
    ]);
    expect((await look('SZ'))['today']).toEqual([]);
  });

  it('are those of whoever counts the records one by one, whatever is written between and by which node', async () => {
    const other = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    const desk = deskAt(other);
    const records = async (form: string) => {
      const { body } = await node.ask('GET', `/api/forms/${form}/records?view=manage&limit=200&org=root`);
      return listed(body, 'items');
    };
    const counted = async (org: string) => {
      const isBelow = (one: JsonObject) =>
        org === 'root' || (one['org'] as JsonObject | undefined)?.['number'] === org;
      const [applications, pending] = await Promise.all(
        ['invoice-application', 'pending-invoice'].map(async (form) => (await records(form)).filter(isBelow)),
      );
      const count = (of: readonly JsonObject[] = [], fits: (one: JsonObject) => boolean) =>
        of.filter(fits).length;
      return {
        waiting: count(
          applications,
          (one) => one['billStatus'] === 'normal' && ['none', 'partial'].includes(String(one['applyStatus'])),
        ),
        held: count(applications, (one) => one['billStatus'] === 'held'),
        'to-audit': count(applications, (one) => one['auditStatus'] === 'B'),
        pending: count(pending, (one) => one['issueStatus'] === 'pending'),
        issuing: count(pending, (one) => one['issueStatus'] === 'issuing'),
        failed: count(pending, (one) => one['issueStatus'] === 'failed'),
      };
    };
    const [first, second] = (await records('invoice-application')).filter(
      (one) => one['auditStatus'] === 'A',
    );
    const [one, two] = [String(first?.['id']), String(second?.['id'])];
    const act = async (by: TestNode, id: string, action: string) => {
      const { status, body } = await deskAt(by).act('invoice-application', id, action);
      expect([action, status, body['errors']]).toEqual([action, 200, undefined]);
    };
    const hold = async () => {
      const path = `/api/forms/invoice-application/records/${two}`;
      const { revision } = await desk.read('invoice-application', two);
      const held = await other.ask('PATCH', path, { billStatus: 'held' }, { 'if-match': `"${revision}"` });
      expect(held.status).toBe(200);
    };
    const writes: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['nothing yet', async () => {}],
      ['nothing since', async () => {}],
      ['submitted on the other node', () => act(other, one, 'submit')],
      ['held on the other node', hold],
      ['approved', () => act(node, one, 'approve')],
      ['planned on the other node', async () => act(other, await desk.approved({ lines }), 'plan')],
      ['deleted on the other node', () => desk.remove('invoice-application', two)],
    ];
    const seen = new Set<string>();
    for (const [sentence, write] of writes) {
      await write();
      await node.tenant.follow();
      for (const org of ['root', 'SH', 'SZ']) {
        const tiles = listed(await look(org), 'tiles');
        const shown = Object.fromEntries(tiles.map(({ key, count }) => [key, count]));
        expect([sentence, org, shown]).toEqual([sentence, org, await counted(org)]);
        seen.add(JSON.stringify(shown));
      }
    }
    // Each write moved them, in one organisation or more.
    expect(seen.size).toBeGreaterThan(writes.length);
    await other.close();
  });

  it('count nothing that whoever asks may not read', async () => {
    const role = await make('role', {
      ...{ number: 'CLERK', name: '开票员' },
      grants: [{ form: 'pending-invoice', actions: ['read'], scope: 'own' }],
    });
    const person = await make('user', {
      ...{ number: 'anna', name: '安娜', organisation: { number: 'SH' } },
      roles: [{ role: { id: role['id'] ?? null }, organisation: { number: 'SH' } }],
    });
    const user = { id: String(person['id']), number: 'anna' };
    await node.node.gate.setPassword(user, 'correct horse battery');
    const { token } = await node.node.gate.signIn('anna', 'correct horse battery', {
      ...{ address: '::1', agent: null, requestId: 't' },
    });
    const body = await look('SH', { authorization: `Bearer ${token}` });
    expect(listed(body, 'tiles').map(({ key }) => key)).toEqual(['pending', 'issuing', 'failed']);
    expect([body['month'], body['credit']]).toEqual([[], []]);
  });
});
