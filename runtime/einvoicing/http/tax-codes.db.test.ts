import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../issuing/desk.suite.ts';

/** As the tax bureau publishes it: its own heads, Y and N, rates in one cell. */
const published = [
  '合并编码,货物和劳务名称,商品和服务分类简称,说明,增值税税率,关键字,汇总项,增值税特殊管理,启用时间,过渡期截止时间,替代编码',
  '1010000000000000000,农、林、牧、渔业类产品,农产品,,,,Y,,20160501,,',
  '1010101020000000000,谷物（新）,谷物,,9%,稻谷、小麦,N,免税、按3%简易征收,2016-05-01,,',
  '1010101010000000000,谷物,谷物,,"13%、9%",,N,,20160501,20200101,1010101020000000000',
  '3040201020000000000,软件开发服务,信息技术服务,,6%,"软件，编程",N,,20160501,,',
  '3040201030000000000,明年的服务,信息技术服务,,6%,,N,,20270101,,',
].join('\n');

describeOnDatabases('tax codes', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      clock: () => Date.parse('2026-11-20T04:00:00Z'),
    });
  });
  afterAll(() => node.close());

  const make = async (form: string, body: JsonObject) => {
    const made = await node.ask('POST', `/api/forms/${form}/records`, body);
    expect([form, made.status, made.body['errors']]).toEqual([form, 201, undefined]);
    return made.body;
  };
  const proposed = async (name: string) => {
    const { status, body } = await node.ask('GET', `/api/issuing/tax-codes?name=${encodeURIComponent(name)}`);
    expect(status).toBe(200);
    return (body['items'] as readonly JsonObject[]).map(({ number, by }) => [number, by]);
  };
  const flaws = async (taxCode: string) => {
    const lines = [{ itemName: '货物', taxCode, rate: '0.09', amount: '100', tax: '9', gross: '109' }];
    const invoice = {
      ...{ invoiceType: '10xdp', buyerName: '甲', sellerTaxNo: seller, drawer: '张三' },
      ...{ amount: '100', tax: '9', gross: '109', lines },
    };
    const { body } = await node.ask('POST', '/api/decisions/may-be-issued', { input: { invoice } });
    const { mayBeIssued } = body['result'] as { readonly mayBeIssued: readonly JsonObject[] };
    const said = (body['issues'] as readonly JsonObject[]).filter(({ code }) =>
      String(code).startsWith('tax-code'),
    );
    return [
      mayBeIssued
        .filter(({ code }) => String(code).startsWith('tax-code'))
        .map((one) => [one['code'], one['severity']]),
      said.map(({ text }) => text),
    ];
  };

  it('come from the table as the tax bureau publishes it, imported as it is', async () => {
    const sent = await node.raw(
      'POST',
      '/api/forms/tax-category/import',
      new TextEncoder().encode(published),
      { 'content-type': 'text/csv' },
    );
    const said = (await sent.json()) as JsonObject;
    expect([sent.status, said]).toMatchObject([202, {}]);
    const { id } = said;
    const done = async () => {
      const { body } = await node.ask('GET', `/api/jobs/${String(id)}`);
      expect(body['status']).toBe('done');
      return body;
    };
    const job = await vi.waitFor(done, { timeout: 20_000 });
    expect(job).toMatchObject({
      created: 4,
      updated: 1,
      details: { problems: [], warnings: [{ code: 'sheet-value-emptied' }] },
    });
    const { body } = await node.ask('GET', '/api/forms/tax-category/records?number=1010101010000000000');
    expect((body['items'] as readonly JsonObject[])[0]).toMatchObject({
      ...{ firstDay: '2016-05-01', lastDay: '2020-01-01', rates: ['0.09', '0.13'], summary: false },
      successor: { number: '1010101020000000000' },
    });
  });

  it('are judged as the table that is in force says: a doubt where it is not whole, an error where it is', async () => {
    const [gone, unknown, early] = ['1010101010000000000', '1999999990000000000', '3040201030000000000'];
    expect(await flaws(gone)).toEqual([
      [['tax-code-ended', 'warning']],
      [expect.stringContaining('1010101020000000000')],
    ]);
    expect((await flaws(unknown))[0]).toEqual([['tax-code-unknown', 'warning']]);
    await make('tax-code-edition', { number: 'B48.0', name: '全量', firstDay: '2026-11-01', complete: true });
    await make('tax-code-edition', {
      number: 'B49.0',
      name: '下一版',
      firstDay: '2026-12-01',
      complete: false,
    });
    expect((await flaws(gone))[0]).toEqual([['tax-code-ended', 'error']]);
    expect((await flaws(unknown))[0]).toEqual([['tax-code-unknown', 'error']]);
    expect((await flaws(early))[0]).toEqual([['tax-code-not-yet', 'error']]);
    expect((await flaws('1010000000000000000'))[0]).toEqual([['tax-code-summary', 'error']]);
    expect((await flaws('1010101020000000000'))[0]).toEqual([]);
  });

  it('are proposed by name, keyword and pinyin, and by what was issued', async () => {
    expect(await proposed('软件开发服务')).toContainEqual(['3040201020000000000', 'name']);
    expect(await proposed('编程培训')).toContainEqual(['3040201020000000000', 'keyword']);
    expect((await proposed('rjkf'))[0]).toEqual(['3040201020000000000', 'pinyin']);
    expect(await proposed('谷物')).not.toContainEqual(['1010101010000000000', 'name']);
    const desk = deskAt(node);
    await desk.simulate();
    const line = { ...serviceLine, itemName: '量子咨询', taxCode: '3040201020000000000' };
    await desk.invoiced({ lines: [line] });
    expect((await proposed('量子咨询'))[0]).toEqual(['3040201020000000000', 'issued']);
  });
});
