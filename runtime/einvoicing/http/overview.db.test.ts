import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { LastDays } from '../../../rules/einvoicing/contract/last-days.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { createDomains } from '../../domains.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller } from '../issuing/desk.suite.ts';

const taxCode = '1060201010000000000';
const lines = [{ itemName: '笔', taxCode, rate: '0.13', amount: '100.00', tax: '13.00', gross: '113.00' }];

describeOnDatabases('issuing in numbers', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      domains: createDomains({
        fate: ({ document }) =>
          document['buyerName'] === '拒收' ? { fails: { code: 'no-such-item' } } : undefined,
      }),
    });
    await make('organisation', { number: 'SH', name: '上海', parent: { number: 'root' } });
    await make('organisation', { number: 'SZ', name: '深圳', parent: { number: 'root' } });
    for (const [at, org] of ['SH', 'SH', 'SZ'].entries())
      await make(
        'invoice-application',
        {
          number: `A${at}`,
          buyerName: '甲',
          invoiceType: '10xdp',
          sharing: 'private',
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
  const last = async (org: string, headers = {}) => {
    const { status, body } = await node.ask('GET', `/api/issuing/last-days?org=${org}`, undefined, headers);
    expect(status).toBe(200);
    return body as JsonObject & LastDays;
  };
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
        view: 'manage',
        filter: JSON.stringify(filter),
        count: 'true',
        limit: '1',
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

  it('tell of the last thirty days what was issued on each and how far applications came', async () => {
    const { days, issued, steps } = await last('root');
    const { localDate } = node.tenant.systemCall().now;
    expect([days.length, new Set(days).size, days.at(-1)]).toEqual([30, 30, localDate]);
    expect(days).toEqual([...days].sort());
    expect(steps.map(({ key, count }) => [key, count])).toEqual([
      ['applied', 4],
      ['pending', 1],
      ['issued', 1],
      ['delivered', 0],
    ]);
    for (const { form, filter, count } of steps.slice(0, 3)) {
      const query = new URLSearchParams({ view: 'manage', filter: JSON.stringify(filter), count: 'true' });
      const { body } = await node.ask('GET', `/api/forms/${form}/records?${query}`);
      expect([form, body['total']]).toEqual([form, count]);
    }
    const [day, all] = issued?.report.lines ?? [];
    expect([day?.keys[0]?.text, all?.cells.at(-1)]).toEqual([localDate, ['113']]);
    expect((await last('SZ')).steps.map(({ count }) => count)).toEqual([1, 0, 0, 0]);
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

  describe('of what failed', () => {
    const [zh, en] = [{ 'accept-language': 'zh' }, { 'accept-language': 'en' }];
    const reasons = async (headers: Readonly<Record<string, string>>) =>
      listed(await look('root', headers), 'reasons').map(({ code, text, count }) => [code, text, count]);
    const failed = async (more: JsonObject) => {
      const desk = deskAt(node);
      const application = await desk.approved({ lines, ...more });
      expect((await desk.act('invoice-application', application, 'issue')).status).toBe(200);
      await node.node.run('issue');
      const [pending] = await desk.pendingOf(application);
      expect(pending).toMatchObject({ issueStatus: 'failed' });
      return String(pending?.['id']);
    };
    const ids: string[] = [];
    const own = {
      'channel-not-configured': ['开票通道没有接入', 'The issuing channel is not connected'],
      'no-such-item': ['模拟通道返回失败：no-such-item', 'The simulated channel refused it: no-such-item'],
    };
    const says = (which: 0 | 1, counts: Readonly<Record<keyof typeof own, number>>) =>
      Object.entries(own).map(([code, texts]) => [code, texts[which], counts[code as keyof typeof own]]);

    it('say why by the code, in the language of whoever reads', async () => {
      for (const more of [
        { invoiceType: '026' },
        { invoiceType: '004', buyerTaxNo: '91500023MA0000001M' },
        { buyerName: '拒收' },
      ])
        ids.push(await failed(more));
      const counts = { 'channel-not-configured': 2, 'no-such-item': 1 };
      expect(await reasons(zh)).toEqual(says(0, counts));
      expect(await reasons(en)).toEqual(says(1, counts));
      for (const { filter, count } of listed(await look('root'), 'reasons')) {
        const query = new URLSearchParams({ view: 'manage', filter: JSON.stringify(filter), count: 'true' });
        const { body } = await node.ask('GET', `/api/forms/pending-invoice/records?${query}`);
        expect(body['total']).toBe(count);
      }
    });

    it('are read in the record as whoever reads speaks', async () => {
      const read = async (headers: Readonly<Record<string, string>>) => {
        const path = `/api/forms/pending-invoice/records/${ids[0]}?view=manage`;
        return (await node.ask('GET', path, undefined, headers)).body['failure'];
      };
      expect([await read(zh), await read(en)]).toEqual([
        expect.stringContaining('不能开具真实发票'),
        expect.stringContaining('No issuing channel is connected'),
      ]);
    });

    // As they were kept before there were codes.
    it.each<[former: string, code: string, inEnglish: string]>([
      [
        ...(['开票通道“tax-control”没有接入，不能开具真实发票', 'channel-not-configured'] as const),
        'The issuing channel “Tax control” is not connected',
      ],
      [
        `税号 ${seller} 的开票许可已取消授权`,
        'licence-withdrawn',
        `The issuing licence of tax number ${seller}`,
      ],
      [
        '授信额度不足：额度 100，已用 90，本次 20',
        'credit-refused',
        'Not enough credit: the limit is ¥100.00, ¥90.00 is',
      ],
      ['模拟通道返回失败：no-such-item', 'no-such-item', 'The simulated channel refused it: no-such-item'],
      ['局端说不行', 'former', '局端说不行'],
    ])('“%s” of old has a code, and is still read', async (former, code, inEnglish) => {
      const [, , id = ''] = ids;
      const { database, served } = node.tenant;
      const form = served().model.formsById.get('pending-invoice');
      const table = form && served().table(form).name;
      const { quote } = database.dialect;
      await database.run(
        `UPDATE ${table} SET ${quote('failure')} = ?, ${quote('failureCode')} = NULL WHERE id = ?`,
        [former, id],
      );
      const upgraded = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
      await upgraded.node.run('issue');
      await upgraded.close();
      await node.tenant.follow();
      const path = `/api/forms/pending-invoice/records/${id}?view=manage`;
      expect((await node.ask('GET', path, undefined, en)).body).toMatchObject({
        issueStatus: 'failed',
        failureCode: code,
        failure: expect.stringContaining(inEnglish),
      });
      expect((await reasons(en)).map(([one]) => one)).toContain(code);
    });

    it('of a code that nobody titled say the code, where each says something else', async () => {
      const { store, served, systemCall } = node.tenant;
      const form = served().model.formsById.get('pending-invoice');
      await store.atOnce(systemCall(), async (transaction) => {
        for (const [at, id] of ids.slice(0, 2).entries()) {
          const values = { failureCode: '4021', failure: `购方 ${at + 1} 已注销` };
          if (form) await transaction.change(form, await transaction.read(form, id), values, 'failed');
        }
        return {};
      });
      expect(await reasons(zh)).toContainEqual(['4021', '失败代码 4021', 2]);
      expect(await reasons(en)).toContainEqual(['4021', 'Failure code 4021', 2]);
    });
  });

  it('tell who has to answer red confirmations and until when, and of what there is little left', async () => {
    const { instant, localDate } = node.tenant.systemCall().now;
    const after = (hours: number) => new Date(Date.parse(instant) + hours * 3_600_000).toISOString();
    const red = { invoiceType: '08xdp', sellerTaxNo: seller, redReason: 'return', sharing: 'private' };
    // What is counted and downloaded, which nobody types.
    const { store, served, systemCall } = node.tenant;
    const platform = (id: string, body: JsonObject, org?: string) =>
      store.atOnce(systemCall(), async (transaction) => {
        const form = served().model.formsById.get(id);
        if (form) await transaction.create(form, body, org);
        return {};
      });
    for (const [at, enteredAt] of [after(-22), after(-32)].entries()) {
      const entered = { status: '03', source: 'bureau', enteredBy: 'buyer', enteredAt };
      const org = served().orgs.byNumber('SH')?.id ?? '';
      await platform('red-confirmation', { ...red, number: `R${at}`, ...entered }, org);
    }
    await make(
      'red-confirmation',
      { ...red, number: 'R9', status: '02', source: 'manual', enteredAt: after(-1) },
      'SZ',
    );
    // A draft waits for us as well, and has no such moment.
    await make('red-confirmation', { ...red, number: 'R8', source: 'manual' }, 'SH');
    const month = localDate.slice(0, 7);
    await make('quota-account', { taxNo: seller, month, given: '1000', sharing: 'private' }, 'SH');
    const authorisation = { tenant: 't', name: '租户', receivingTotal: 0, issuingTotal: 5 };
    for (const [number, issuingUsed] of [
      ['few', 4],
      ['many', 3],
    ] as const)
      await platform('cloud-authorisation', { ...authorisation, number, clientId: number, issuingUsed });
    const said = async (org: string) => {
      const body = await look(org);
      return {
        confirmations: listed(body, 'confirmations').map(({ waitsFor, count, until }) => [
          waitsFor,
          count,
          until,
        ]),
        quota: listed(body, 'quota').map(({ organisation, used, total }) => [organisation, used, total]),
        licences: listed(body, 'licences').flatMap(({ name, used, total }) =>
          name === '租户' ? [used, total] : [],
        ),
      };
    };
    const us = ['us', 3, after(40)];
    const others = ['others', 1, after(71)];
    const quota = [['上海', '0', '1000']];
    const licences = [4, 5];
    expect(await said('root')).toEqual({ confirmations: [us, others], quota, licences });
    expect(await said('SH')).toEqual({ confirmations: [us], quota, licences });
    expect(await said('SZ')).toEqual({ confirmations: [others], quota: [], licences });
  });

  it('count nothing that whoever asks may not read', async () => {
    const role = await make('role', {
      number: 'CLERK',
      name: '开票员',
      grants: [{ form: 'pending-invoice', actions: ['read'], scope: 'own' }],
    });
    const person = await make('user', {
      number: 'anna',
      name: '安娜',
      organisation: { number: 'SH' },
      roles: [{ role: { id: role['id'] ?? null }, organisation: { number: 'SH' } }],
    });
    const user = { id: String(person['id']), number: 'anna' };
    await node.node.gate.setPassword(user, 'correct horse battery');
    const { token } = await signInAs(node.node.gate, 'anna', 'correct horse battery', {
      address: '::1',
      agent: null,
      requestId: 't',
    });
    const body = await look('SH', { authorization: `Bearer ${token}` });
    expect(listed(body, 'tiles').map(({ key }) => key)).toEqual(['pending', 'issuing', 'failed']);
    const members = ['month', 'credit', 'confirmations', 'quota', 'licences'];
    expect(members.map((member) => body[member])).toEqual(members.map(() => []));
    const { issued, steps } = await last('SH', { authorization: `Bearer ${token}` });
    expect([issued, steps.map(({ key }) => key)]).toEqual([null, ['pending', 'issued']]);
  });
});
