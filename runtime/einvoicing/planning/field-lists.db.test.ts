import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller } from '../issuing/desk.suite.ts';

const label = { zh: '区域', en: 'Region' };
/** What a partner added to applications. */
const partner = installedFrom(
  new Map<string, Json>([
    [
      'package.json',
      {
        name: 'partner',
        version: '1.0.0',
        peerDependencies: { platform: '*', basis: '*', invoicing: '*' },
        guiju: { prefix: 'pt', label },
      },
    ],
    [
      'extensions/invoice-application.json',
      {
        extends: 'invoice-application',
        fields: [{ name: 'pt_region', aliases: ['region'], kind: 'text', label }],
        rows: { lines: [{ name: 'pt_batch', kind: 'text', label: { zh: '批次', en: 'Batch' } }] },
      },
    ],
  ]),
);

const taxCode = '3040201010000000000';
const line = (more: JsonObject = {}): JsonObject => ({
  itemName: '软件服务',
  taxCode,
  rate: '0.06',
  quantity: '1',
  price: '100',
  amount: '100',
  tax: '6',
  gross: '106',
  ...more,
});

describeOnDatabases('parameters that list fields', (under) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let numbers = 0;
  const reason = { 'guiju-reason': 'test', 'accept-language': 'en' };
  const set = async (key: string, raw: string) => {
    const { status, body } = await node.ask('PUT', `/api/params/${key}?scope=system`, { raw }, reason);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    return body;
  };
  const clear = async (key: string) => {
    const path = `/api/params/${key}?scope=system`;
    const { body } = await node.ask('GET', path);
    for (const { id, revision } of body['own'] as readonly JsonObject[]) {
      const headers = { ...reason, 'if-match': `"${revision}"` };
      expect((await node.ask('DELETE', `${path}&id=${id}`, undefined, headers)).status).toBe(200);
    }
  };
  const application = (more: JsonObject = {}) => ({
    buyerName: '买方',
    invoiceType: '10xdp',
    sellerTaxNo: seller,
    lines: [line()],
    ...more,
  });
  /** Nets of the invoices that applications would become. */
  const planned = async (...applications: readonly JsonObject[]) => {
    const ids = [];
    for (const more of applications) ids.push(await desk.approved(application(more)));
    const { body } = await node.ask('POST', '/api/decisions/plan', { ids });
    const { pendingInvoices } = body['result'] as { readonly pendingInvoices: readonly JsonObject[] };
    return pendingInvoices.map(({ amount }) => amount).sort();
  };

  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    await node.publish([partner]);
    desk = deskAt(node);
    await desk.simulate();
  });

  afterAll(() => node.close());

  it('part documents that differ in a field of a partner, which would else be merged', async () => {
    const two = () => planned({ pt_region: '东' }, { pt_region: '西' });
    const key = 'bdm_merge_bill/bdm_merge_bill_head_field';
    expect(await two()).toEqual(['200']);
    expect(await set(key, 'region')).toMatchObject({ value: ['pt_region'], raw: 'region' });
    expect(await two()).toEqual(['100', '100']);
    expect(await planned({ pt_region: '东' }, { pt_region: '东' })).toEqual(['200']);
    await clear(key);
    expect(await two()).toEqual(['200']);
  });

  it('split a document whose lines differ in one, by whatever name it is known', async () => {
    const lines = [line({ spec: '一', pt_batch: 'a' }), line({ spec: '二', pt_batch: 'b' })];
    const key = 'bdm_merge_bill/bdm_merge_bill_detail_field';
    expect(await planned({ lines })).toEqual(['200']);
    for (const [raw, name] of [
      ['pt_batch', 'pt_batch'],
      ['specification', 'spec'],
    ] as const) {
      expect(await set(key, raw)).toMatchObject({ value: [name], raw });
      expect(await planned({ lines })).toEqual(['100', '100']);
      await clear(key);
    }
  });

  it('take facts out of the conditions of remarks, by the names that documents have elsewhere', async () => {
    const key = 'bdm_filter_field_config/remark_filter';
    const fact = async (name: string, number: string) => {
      const condition = { fact: name, operator: 'contains', value: 'x' };
      const rule = { number, name: number, kind: 'header', headerFields: ['number'], condition };
      const { status, body } = await node.ask('POST', desk.records('remark-rule'), rule);
      const errors = (body['errors'] ?? []) as readonly JsonObject[];
      return [status, ...errors.map(({ path, code }) => `${path} ${code}`)];
    };
    expect(await fact('lines.itemName', 'R1')).toEqual([201]);
    expect(await set(key, 'billno,goodsname')).toMatchObject({
      value: ['number', 'lines.itemName'],
      raw: 'billno,goodsname',
    });
    for (const name of ['number', 'lines.itemName'])
      expect(await fact(name, 'R2')).toEqual([422, '/condition fact-not-offered']);
    expect(await fact('buyerName', 'R3')).toEqual([201]);
    await clear(key);
    expect(await fact('number', 'R4')).toEqual([201]);
  });

  const rate = '0.06';
  it.each<readonly [says: string, key: string, form: string, more: JsonObject]>([
    ['items', 'filter_config/ext_fields', 'invoice-item', { taxCode, rate }],
    ['drawers', 'filter_config/ext_fields', 'drawer-rule', { documents: ['application'] }],
    [
      'invoice types',
      'bdm_invoice_type_manage/bdm_invoice_type_manage_field',
      'invoice-type-rule',
      { invoiceType: '10xdp' },
    ],
    ['blue matching', 'filter_config/ext_fields', 'blue-match-rule', {}],
    ['automatic issuing', 'bdm_auto_issue/extField', 'auto-issue-scheme', {}],
    ['titles', 'filter_config/ext_title_fields', 'buyer-title', {}],
  ])('let conditions of %s ask what a partner added, and nobody else’s', async (_says, key, form, more) => {
    const condition = { fact: 'pt_region', operator: 'equal', value: '东' };
    const refused = async () => {
      const rows = form === 'buyer-title';
      numbers += 1;
      const number = `N${numbers}`;
      const body = { number, name: number, ...more, ...(rows ? { titles: [{ condition }] } : { condition }) };
      const { body: answer } = await node.ask('POST', desk.records(form), body);
      const errors = (answer['errors'] ?? []) as readonly JsonObject[];
      return errors.filter(({ code }) => code === 'fact-not-offered').length;
    };
    expect(await refused()).toBe(1);
    await set(key, 'region');
    expect(await refused()).toBe(0);
    await clear(key);
  });
});
