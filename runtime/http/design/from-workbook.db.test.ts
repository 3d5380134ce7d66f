import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { designer, people, shopPackage } from './designing.suite.ts';

type Rows = readonly (readonly (string | number | null)[])[];

async function workbook(sheets: Readonly<Record<string, Rows>>): Promise<Uint8Array<ArrayBuffer>> {
  const made = await writeXlsx({
    sheets: Object.entries(sheets).map(([name, rows]) => ({
      name,
      rows: rows.map((row) => [...row]),
      // A first cell that is empty belongs to the one above it.
      merges: rows.flatMap(([first], at) =>
        first === null ? [{ startRow: at - 1, startCol: 0, endRow: at, endCol: 0 }] : [],
      ),
    })),
  });
  return new Uint8Array(made);
}

const orders: Readonly<Record<string, Rows>> = {
  订单: [
    ['订单号', '名称', '货物', '金额', '下单日期', '付款方式', '加急', '备注'],
    ['D001', '甲单', 'T1', 120.5, '2026-01-05', '现金', '是', null],
    ['D002', '乙单', 'T2', 99, '2026-01-06', '转账', '否', '轻放'],
    ['D003', '丙单', 'T1', 1000, '2026-02-07', '现金', '否', null],
    ['D004', '丁单', 'T2', 5, '2026-02-08', '转账', '是', null],
    ['合计', null, null, 1224.5],
  ],
  明细: [
    ['订单号', '重量'],
    ['D001', 1.125],
    [null, 2],
    ['D003', 3.5],
  ],
};

describeOnDatabases('a form from a workbook', (under) => {
  let node: TestNode;
  let file: Uint8Array<ArrayBuffer>;
  const ask = async (path: string, bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
    const answer = await node.raw('POST', path, bytes, { 'accept-language': 'zh', ...headers });
    return { status: answer.status, body: (await answer.json()) as JsonObject };
  };
  /** A job when nobody is at it any more. */
  const over = async ({ id }: JsonObject) => {
    let job: JsonObject = {};
    await expect
      .poll(
        async () => {
          job = (await node.ask('GET', `/api/jobs/${String(id)}`)).body;
          return job['status'];
        },
        { timeout: 20_000 },
      )
      .toMatch(/done|failed/);
    return job;
  };
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([shopPackage('1.0.0', { title: 'title' })]);
    for (const number of ['T1', 'T2'])
      await node.ask('POST', '/api/forms/thing/records', { number, title: `${number}号` });
    file = await workbook(orders);
  }, 60_000);
  afterAll(() => node.close());

  it('has its kinds, key, options, references and entries, each with why; published, it takes the file in', async () => {
    const { status, body } = await ask('/api/design/from-workbook?strictness=strict', file);
    expect(status, JSON.stringify(body)).toBe(200);
    const form = body['form'] as JsonObject;
    expect((form['fields'] as JsonObject[]).map((one) => [one['name'], one['kind']])).toEqual([
      ...[
        ['number', 'text'],
        ['name', 'text'],
        ['huoWu', 'reference'],
        ['jinE', 'money'],
      ],
      ...[
        ['xiaDanRiQi', 'date'],
        ['fuKuanFangShi', 'choice'],
        ['jiaJi', 'boolean'],
        ['beiZhu', 'text'],
      ],
      ['mingXi', 'entries'],
    ]);
    const flag = (form['fields'] as JsonObject[]).find(({ name }) => name === 'jiaJi');
    expect(flag).toMatchObject({ default: false });
    expect(form).toMatchObject({ name: 'ding-dan', kind: 'document', label: { zh: '订单' } });
    const { sheets } = body['proposal'] as {
      sheets: { columns: { heading: string; why: JsonObject[] }[] }[];
    };
    const why = sheets[0]?.columns.map(
      ({ heading, why: [first] }) => `${heading}：${String(first?.['message'])}`,
    );
    expect(why).toContain('货物：2 个不同的值中有 2 个是“thing（中文）”的编码或名称');
    expect(why).toContain('付款方式：4 个值里只有 2 种：现金、转账');
    const admin = designer(node);
    const id = await admin.begin();
    const taken = await admin.take(id, 0, [{ do: 'add-form', content: form as never }]);
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    await admin.publish(id);
    const columns = encodeURIComponent(JSON.stringify(body['columns']));
    const { body: job } = await ask(`/api/forms/ding-dan/import?columns=${columns}`, file);
    const done = await over(job);
    expect(done, JSON.stringify(done['details'])).toMatchObject({ status: 'done', created: 4, failed: 0 });
    const { items } = (await node.ask('GET', '/api/forms/ding-dan/records?sort=number')).body;
    const [first] = items as JsonObject[];
    const whole = (await node.ask('GET', `/api/forms/ding-dan/records/${String(first?.['id'])}`)).body;
    expect(whole).toMatchObject({
      number: 'D001',
      name: '甲单',
      huoWu: { number: 'T1' },
      jinE: '120.5',
      xiaDanRiQi: '2026-01-05',
      fuKuanFangShi: 'xian-jin',
      jiaJi: true,
      beiZhu: null,
      mingXi: [{ zhongLiang: '1.125' }, { zhongLiang: '2' }],
    });
  });

  it('has formulas where the workbook has them: published, they make of the rows what the workbook shows', async () => {
    const empty = [null, null, null, null, null];
    const rows = [
      ['单号', '数量', '单价', '金额', '档次', '折后', '备注数', '累计', '乘积', '实数'],
      ...[
        // As binary leaves them: what people see has fifteen digits.
        ['F1', 3, 12.5, 1083.3899999999999],
        ['F2', 4, 99.99, 0.1 + 0.2],
        ['F3', 10, 0.3, -2.675],
        ['F4', 7, 250, 4],
      ].map(([number, count, price, real]) => [number, count, price, ...empty, null, real]),
    ] as (string | number | null)[][];
    const cells = new Map<string, { formula: string; formulaResult: string | number }>();
    const shown = [1, 2, 3, 4].map((row) => {
      const [, count, price] = rows[row] as [string, number, number];
      const at = row + 1;
      const sum = Math.round(count * price * 100) / 100;
      const level = sum >= 100 ? '大单' : '小单';
      const less = Math.round(sum * 90) / 100;
      cells.set(`${row},3`, { formula: `ROUND(B${at}*C${at},2)`, formulaResult: sum });
      cells.set(`${row},4`, { formula: `IF(D${at}>=100,"大单","小单")`, formulaResult: level });
      cells.set(`${row},5`, { formula: `D${at}*$I$1`, formulaResult: less });
      cells.set(`${row},8`, {
        formula: `B${at}*C${at}`,
        formulaResult: row === 4 ? 1749.9999999999998 : sum,
      });
      if (row > 1) cells.set(`${row},7`, { formula: `B${at}+H${at - 1}`, formulaResult: count + row });
      if (row !== 3) cells.set(`${row},6`, { formula: `B${at}+1`, formulaResult: count + 1 });
      const real = [1083.39, 0.3, -2.675, 4][row - 1];
      return { jinE: sum, dangCi: level, chengJi: sum, shiShu: real };
    });
    cells.set('3,6', { formula: 'B4+2', formulaResult: 12 });
    const made = await writeXlsx({ sheets: [{ name: '算', rows, cells }] });
    const bytes = new Uint8Array(made);
    const { status, body } = await ask('/api/design/from-workbook', bytes);
    expect(status, JSON.stringify(body)).toBe(200);
    const form = body['form'] as { readonly name: string; readonly fields: readonly JsonObject[] };
    const field = (label: string) => form.fields.find((one) => (one['label'] as JsonObject)['zh'] === label);
    expect(field('金额')).toMatchObject({ kind: 'formula', formula: 'round(shuLiang * danJia, 2)' });
    expect(field('乘积')).toMatchObject({ kind: 'formula', formula: 'shuLiang * danJia' });
    expect(field('实数')).toMatchObject({ kind: 'decimal' });
    expect(field('档次')).toMatchObject({ kind: 'formula', formula: 'if(jinE >= 100, "大单", "小单")' });
    expect([field('折后')?.['kind'], field('备注数')?.['kind']]).toEqual(['decimal', 'integer']);
    const { sheets } = body['proposal'] as {
      sheets: { columns: { heading: string; why: JsonObject[] }[] }[];
    };
    const why = (heading: string) =>
      sheets[0]?.columns.find((one) => one.heading === heading)?.why.map((one) => one['message']);
    expect(why('金额')).toEqual(['D2 起由公式 =ROUND(B2*C2,2) 算出，这里成为公式']);
    expect(why('折后')).toContain('F2 由公式 =D2*$I$1 算出，其中 $I$1 这里没有对应的写法，所以只取值');
    expect(why('累计')).toContain('H3 由公式 =B3+H2 算出，其中 H2 这里没有对应的写法，所以只取值');
    expect(why('备注数')).toContain('G2 由公式 =B2+1 算出，G4 不是，所以只取值');
    const admin = designer(node);
    const id = await admin.begin();
    const taken = await admin.take(id, 0, [
      { do: 'add-form', content: { ...form, sharing: 'everybody' } as never },
    ]);
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    await admin.publish(id);
    const columns = encodeURIComponent(JSON.stringify(body['columns']));
    const { body: job } = await ask(`/api/forms/${form.name}/import?columns=${columns}`, bytes);
    expect(await over(job)).toMatchObject({ status: 'done', created: 4, failed: 0 });
    const { items } = (await node.ask('GET', `/api/forms/${form.name}/records?sort=number`)).body;
    const got = await Promise.all(
      (items as JsonObject[]).map(async (one) => {
        const whole = (await node.ask('GET', `/api/forms/${form.name}/records/${String(one['id'])}`)).body;
        const [jinE, chengJi, shiShu] = ['jinE', 'chengJi', 'shiShu'].map((name) => Number(whole[name]));
        return { jinE, dangCi: whole['dangCi'], chengJi, shiShu };
      }),
    );
    expect(got).toEqual(shown);
  });

  it('has forms of their own for sheets whose records are referred to: published together, their data comes in first', async () => {
    const sales: Readonly<Record<string, Rows>> = {
      发货单: [
        ['发货单号', '客户编号', '客户名称', '数量'],
        ['F001', 'K1', '甲公司', 3],
        ['F002', 'K2', '乙公司', 5],
        ['F003', 'K1', '甲公司', 7],
      ],
      客户: [
        ['客户编号', '客户名称', '区域'],
        ['K1', '甲公司', '华南'],
        ['K2', '乙公司', '华北'],
        ['K3', '丙公司', '华南'],
      ],
      联系人: [
        ['客户编号', '姓名'],
        ['K1', '赵一'],
        ['K1', '钱二'],
        ['K3', '孙三'],
      ],
      区域: [
        ['区域', '经理'],
        ['华南', '张三'],
        ['华北', '李四'],
      ],
    };
    const bytes = await workbook(sales);
    const { status, body } = await ask('/api/design/from-workbook', bytes);
    expect(status, JSON.stringify(body)).toBe(200);
    const forms = body['forms'] as { form: JsonObject & { name: string }; columns: JsonObject[] }[];
    expect(forms.map(({ form }) => [form.name, form['kind']])).toEqual([
      ['qu-yu', 'master'],
      ['ke-hu', 'master'],
      ['fa-huo-dan', 'document'],
    ]);
    expect(forms.at(-1)?.form).toEqual(body['form']);
    expect((body['form'] as JsonObject)['fields']).toMatchObject([
      { name: 'number', kind: 'text' },
      { name: 'keHuBianHao', kind: 'reference', form: 'ke-hu' },
      { name: 'keHuMingCheng', kind: 'carry', from: 'keHuBianHao', field: 'name' },
      { name: 'shuLiang', kind: 'integer' },
    ]);
    const { sheets } = body['proposal'] as { sheets: { why: JsonObject[] }[] };
    expect(sheets[1]?.why[0]?.['message']).toBe(
      '“发货单”的“客户编号”都在这里的“客户编号”里，所以是单独的表单，由它引用',
    );
    const admin = designer(node);
    const id = await admin.begin();
    const steps = forms.map(({ form }) => ({
      do: 'add-form',
      content: { ...form, ...(form['kind'] === 'master' && { sharing: 'everybody' }) } as never,
    }));
    const taken = await admin.take(id, 0, steps as never);
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    await admin.publish(id);
    const counts: unknown[] = [];
    for (const { form, columns } of forms) {
      const said = encodeURIComponent(JSON.stringify(columns));
      const job = await over((await ask(`/api/forms/${form.name}/import?columns=${said}`, bytes)).body);
      counts.push([job['created'], job['failed']]);
    }
    expect(counts).toEqual([
      [2, 0],
      [3, 0],
      [3, 0],
    ]);
    const { items } = (await node.ask('GET', '/api/forms/fa-huo-dan/records?number=F002')).body;
    const [first] = items as JsonObject[];
    const whole = (await node.ask('GET', `/api/forms/fa-huo-dan/records/${String(first?.['id'])}`)).body;
    expect(whole).toMatchObject({ keHuBianHao: { number: 'K2' }, keHuMingCheng: '乙公司', shuLiang: 5 });
    const held = (await node.ask('GET', '/api/forms/ke-hu/records?number=K1')).body['items'] as JsonObject[];
    const buyer = (await node.ask('GET', `/api/forms/ke-hu/records/${String(held[0]?.['id'])}`)).body;
    expect(buyer).toMatchObject({
      name: '甲公司',
      quYu: { number: '华南' },
      lianXiRen: [{ xingMing: '赵一' }, { xingMing: '钱二' }],
    });
    // Now they are there: the same file refers to them.
    const again = (await ask('/api/design/from-workbook', bytes)).body;
    expect((again['form'] as JsonObject)['fields']).toMatchObject([
      {},
      { kind: 'reference', form: 'ke-hu' },
      { kind: 'carry', field: 'name' },
      {},
    ]);
    expect((again['forms'] as JsonObject[]).length).toBe(1);
    const said = (await ask('/api/design/from-workbook?uses=1:form,3:none', bytes)).body;
    const uses = (said['proposal'] as { sheets: JsonObject[] }).sheets.map(({ use }) => use);
    expect(uses).toEqual(['records', 'form', 'entries', 'none']);
    for (const wrong of ['1:records', 'form', ''])
      expect((await ask(`/api/design/from-workbook?uses=${wrong}`, bytes)).body, wrong).toMatchObject({
        status: 400,
        errors: [{ path: '/uses', code: 'parameter-uses' }],
      });
  });

  it('does not refer to records whose numbers are by chance those of what a heading says', async () => {
    const rows = [
      ['Item code 物品编码', '供应商编码 Supplier code', '单价（Unit price）'],
      ['A1', 'T1', 3.5],
      ['A2', 'T2', 5],
      ['A3', 'T1', 4.25],
    ];
    const { body } = await ask('/api/design/from-workbook', await workbook({ 库存: rows }));
    expect((body['form'] as JsonObject)['fields']).toMatchObject([
      { name: 'number', kind: 'text', label: { zh: '物品编码', en: 'Item code' } },
      { name: 'supplierCode', kind: 'text', label: { zh: '供应商编码', en: 'Supplier code' } },
      { name: 'unitPrice', label: { zh: '单价', en: 'Unit price' } },
    ]);
  });

  const strangers = ['甲', '乙', '丙', '丁', '戊', '己'];
  it.each<readonly [says: string, heading: string, texts: readonly string[], kind: string, may: string]>([
    ['all distinct, though it could be the key', 'thing', ['T1号', 'T2号'], 'reference', ''],
    [
      'of which the first are none',
      'thing',
      [...strangers.slice(0, 2), 'T1', 'T2', 'T1号', 'T2号'],
      'reference',
      '',
    ],
    ['of which most are none, as it may be said', 'thing', [...strangers, 'T1', 'T2'], 'text', 'thing'],
    ['of which none is one', 'thing', strangers, 'text', ''],
    ['of which few are some, where nobody speaks of them', '说明', [...strangers, 'T1', 'T2'], 'text', ''],
  ])('refers to records by a column %s', async (_, heading, texts, kind, may) => {
    const rows = texts.map((text, at) => [text, at + 0.5]);
    const { body } = await ask(
      '/api/design/from-workbook',
      await workbook({ 出库: [[heading, '重量'], ...rows] }),
    );
    const { key, sheets } = body['proposal'] as {
      readonly key: number | null;
      readonly sheets: readonly { readonly columns: readonly JsonObject[] }[];
    };
    const [column] = sheets[0]?.columns ?? [];
    expect([column?.['kind'], column?.['mayRefer'] ?? '']).toEqual([kind, may]);
    expect(key).toBe(kind === 'reference' ? null : 0);
    const said = ((column?.['why'] ?? []) as JsonObject[]).map(({ message }) => String(message));
    expect(said.filter((one) => one.includes('只有 2 个是“thing（中文）”的编码或名称'))).toHaveLength(
      may === '' ? 0 : 1,
    );
  });

  it('refers to records whose number and name stand in one cell, in force or in the same file', async () => {
    const known = await workbook({
      出库: [
        ['出库编号', '物品', '数量'],
        ['C1', 'T1 T1号', 3],
        ['C2', 'T2号（T2）', 5],
        ['C3', 'T1 - T1号', 4],
      ],
    });
    const { body } = await ask('/api/design/from-workbook', known);
    expect((body['form'] as JsonObject)['fields']).toMatchObject([
      { name: 'number' },
      { kind: 'reference', form: 'thing' },
      { kind: 'integer' },
    ]);
    const together = await workbook({
      送货: [
        ['送货编号', '门店', '箱数'],
        ['S1', 'M1 东门店', 3],
        ['S2', '西门店（M2）', 5],
        ['S3', 'M1｜东门店', 4],
      ],
      门店: [
        ['门店编号', '门店名称', '城市'],
        ['M1', '东门店', '上海'],
        ['M2', '西门店', '杭州'],
      ],
    });
    const proposed = (await ask('/api/design/from-workbook', together)).body;
    const forms = proposed['forms'] as { form: JsonObject & { name: string }; columns: JsonObject[] }[];
    expect(forms.at(-1)?.form['fields']).toMatchObject([
      { name: 'number' },
      { kind: 'reference', form: forms[0]?.form.name },
      { kind: 'integer' },
    ]);
    const admin = designer(node);
    const id = await admin.begin();
    const steps = forms.map(({ form }) => ({ do: 'add-form', content: { ...form, sharing: 'everybody' } }));
    expect((await admin.take(id, 0, steps as never)).status).toBe(200);
    await admin.publish(id);
    for (const { form, columns } of forms) {
      const said = encodeURIComponent(JSON.stringify(columns));
      const job = await over((await ask(`/api/forms/${form.name}/import?columns=${said}`, together)).body);
      expect(job, JSON.stringify(job['details'])).toMatchObject({ status: 'done', failed: 0 });
    }
    const name = forms.at(-1)?.form.name ?? '';
    const { items } = (await node.ask('GET', `/api/forms/${name}/records?sort=number`)).body;
    const stores = (items as JsonObject[]).map((one) => Object.values(one).find((value) => isNamed(value)));
    expect(stores).toMatchObject([{ number: 'M1' }, { number: 'M2' }, { number: 'M1' }]);

    function isNamed(value: unknown): boolean {
      return (
        typeof value === 'object' && value !== null && /^M\d$/.test(String((value as JsonObject)['number']))
      );
    }
  });

  it('of an export takes the ids that it tells in its hidden row', async () => {
    const exported = await node.raw('GET', '/api/forms/thing/export?format=xlsx');
    expect(exported.status).toBe(200);
    const { body } = await ask('/api/design/from-workbook', new Uint8Array(await exported.arrayBuffer()));
    const { fields } = body['form'] as { readonly fields: readonly JsonObject[] };
    expect(fields.map(({ name }) => name)).toEqual(['number', 'title']);
    expect(body['columns']).toMatchObject([
      { sheet: 0, first: 2, columns: ['number', 'title', null, null, null, null] },
    ]);
  });

  it('is refused where nothing can be made of the file, and to who may not design', async () => {
    const goods = await workbook({
      出库: [
        ['出库单号', 'thing', 'thing title'],
        ...Array.from({ length: 6 }, (_, at) => [`C${at}`, at % 2 ? 'T1' : 'T2', at % 2 ? 'T1号' : 'T2号']),
      ],
    });
    const carried = (await ask('/api/design/from-workbook', goods)).body['form'] as JsonObject;
    const [, number, title] = carried['fields'] as JsonObject[];
    expect([number, title]).toMatchObject([
      { kind: 'reference', form: 'thing' },
      { kind: 'carry', from: number?.['name'], field: 'title' },
    ]);
    const usual = (await ask('/api/design/from-workbook', file)).body;
    const steps = [{ do: 'add-form', content: usual['form'] ?? null }];
    const made = await node.ask('POST', '/api/design/drafts', { name: 'usual', steps });
    const plan = await node.ask('POST', '/api/design/plan', { design: made.body['id'] ?? null });
    expect(plan.body['hash'], JSON.stringify(plan.body['issues'])).toEqual(expect.any(String));
    const empty = await ask('/api/design/from-workbook', await workbook({ 空: [['甲', '乙']] }));
    expect(empty).toMatchObject({ status: 422, body: { code: 'workbook-no-rows' } });
    const text = await ask('/api/design/from-workbook', new Uint8Array([0, 1, 2, 3]));
    expect(text).toMatchObject({ status: 422, body: { code: 'sheet-not-a-workbook' } });
    const as = await people(node, { clerk: [] });
    expect((await as('clerk').ask('POST', '/api/design/from-workbook')).body['code']).toBe('designers-only');
    const where = (columns: unknown) =>
      ask(`/api/forms/thing/import?columns=${encodeURIComponent(JSON.stringify(columns))}`, file);
    expect((await where([{ sheet: -1 }])).body).toMatchObject({
      status: 400,
      errors: [{ path: '/columns', code: 'parameter-columns' }],
    });
    for (const [columns, code] of [
      [[{ sheet: 7, first: 1, columns: [] }], 'sheet-none-there'],
      [[{ sheet: 0, first: 1, columns: ['nothing'] }], 'sheet-column-none'],
    ] as const) {
      const { body } = await where(columns);
      const { details } = await over(body);
      expect(details).toMatchObject({ problem: { code } });
    }
  });
});
