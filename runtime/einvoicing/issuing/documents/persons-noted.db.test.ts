import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../desk.suite.ts';

describeOnDatabases('persons that a rule fills in', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    await desk.make('drawer-rule', {
      ...{ number: 'KPR', name: '服务类开票人', drawerSource: 'text', drawerText: '李开票' },
      condition: { fact: 'buyerName', operator: 'equal', value: '服务客户' },
    });
  });
  afterAll(() => node.close());

  it.each<[string, JsonObject, string | null, readonly string[]]>([
    ['are filled by a rule, which is named', {}, '李开票', ['/drawer 服务类开票人 李开票']],
    ['stay as they were typed, and nothing is said', { drawer: '王某' }, '王某', []],
    ['are nobody where no rule holds, and nothing is said', { buyerName: '别家' }, null, []],
  ])('%s', async (_says, more, drawer, notices) => {
    const body = {
      buyerName: '服务客户',
      invoiceType: '10xdp',
      sellerTaxNo: seller,
      lines: [serviceLine],
      ...more,
    };
    const made = await node.ask('POST', desk.records('invoice-application'), body, {
      'accept-language': 'zh',
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body['drawer']).toBe(drawer);
    const warnings = (made.body['$warnings'] ?? []) as readonly JsonObject[];
    const notes = warnings.filter(({ code }) => code === 'person-by-rule');
    expect(
      notes.map(({ path, params }) =>
        [path, (params as JsonObject)['rule'], (params as JsonObject)['person']].join(' '),
      ),
    ).toEqual(notices);
    for (const { message } of notes)
      expect(message).toBe('开票人“李开票”由开票人设置“服务类开票人”填入；不合适时可以修改');
  });

  it('are told once of all records of an import, with their number', async () => {
    const rows = ['IMP-1', 'IMP-2', 'IMP-3'].map((number) => `${number},服务客户,${seller}`);
    const csv = new TextEncoder().encode(['number,buyerName,sellerTaxNo', ...rows, ''].join('\n'));
    const sent = await node.raw('POST', '/api/forms/invoice-application/import', csv, {
      'content-type': 'text/csv',
      'accept-language': 'zh',
    });
    const { id } = (await sent.json()) as JsonObject;
    const details = await vi.waitFor(
      async () => {
        const { body } = await node.ask('GET', `/api/jobs/${String(id)}`);
        expect(body, JSON.stringify(body)).toMatchObject({ status: 'done', created: 3 });
        return body['details'] as JsonObject;
      },
      { timeout: 20_000, interval: 50 },
    );
    const said = (details['warnings'] as readonly JsonObject[]).filter(
      ({ code }) => code === 'person-by-rule',
    );
    expect(said.map(({ message }) => message)).toEqual([
      '开票人“李开票”由开票人设置“服务类开票人”填入；不合适时可以修改（3 条记录：IMP-1、IMP-2、IMP-3）',
    ]);
  });
});
