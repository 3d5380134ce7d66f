import { describe, expect, it } from 'vitest';
import { kinds } from '../../kinds/index.ts';
import { formOfProposal, formsOfProposal } from './form-of-proposal.ts';
import { columnAt } from './joined-survey.ts';
import type { WorkbookProposal } from './proposal.ts';
import type { Named } from './propose-column.ts';
import { proposeForm } from './propose-form.ts';
import type { SaidUse } from './sheet-uses.ts';
import type { Strictness } from './strictness.ts';
import { surveySheets, type TextSheet } from './survey.ts';

const named: ReadonlyMap<string, Named> = new Map();
const sheet = (name: string, rows: readonly (readonly string[])[]): TextSheet => ({ name, rows });

function proposalOf(
  sheets: readonly TextSheet[],
  known = named,
  uses: ReadonlyMap<number, SaidUse> = new Map(),
): WorkbookProposal {
  const proposal = proposeForm(surveySheets(sheets), { title: 'File', named: known, uses });
  if (!proposal) throw new Error('nothing is proposed');
  return proposal;
}

/** A column beside one that names the rows. */
function column(heading: string, values: readonly string[]) {
  const rows = values.map((value, at) => [`R${at}`, value]);
  return proposalOf([sheet('Things', [['编号', heading], ...rows])]).sheets[0]?.columns[1];
}

const repeated = (values: readonly string[], times: number) =>
  Array.from({ length: times }, () => values).flat();

const days = Array.from({ length: 20 }, (_, day) => `2026-03-${String(day + 1).padStart(2, '0')}`);

describe('a workbook proposes', () => {
  it.each([
    ['数量', ['1', '20', '3,000'], 'integer', {}],
    ['重量', ['1.5', '20.125', '-3'], 'decimal', { precision: 18, scale: 3 }],
    ['重量', ['12345678901234.123456'], 'decimal', { precision: 22, scale: 6 }],
    ['金额', ['100', '1,234.50'], 'money', {}],
    ['甲', ['¥1.50', '¥2'], 'money', {}],
    ['甲', ['13%', '6%'], 'percent', {}],
    ['税率', ['0.13', '0.06'], 'percent', {}],
    ['系数', ['0.13', '0.06'], 'decimal', { precision: 18, scale: 2 }],
    ['到货', ['2026-01-05', '2026/1/6'], 'date', {}],
    ['批次', ['20260105', '20260106'], 'integer', {}],
    ['到货日期', ['20260105', '20260106'], 'date', {}],
    ['时间', ['2026-01-05 08:30', '2026-01-06 09:00:15'], 'datetime', {}],
    ['上班', ['8:30', '17:00'], 'time', {}],
    ['在用', ['是', '否', '是'], 'boolean', {}],
    ['在用', ['1', '0', '1'], 'boolean', {}],
    ['件', ['1', '1', '1'], 'integer', {}],
    ['是否启用', ['1', '1', '1'], 'boolean', {}],
    ['邮箱', ['a@b.cn', 'c@d.com'], 'email', {}],
    ['联系电话', ['0755-86123456', '13800138000'], 'phone', {}],
    ['税号', ['91440300MA5EXXXX1Y', '914403001922038216'], 'tax-number', {}],
    ['规格', ['01', '02'], 'text', { length: 60 }],
    ['卡', ['6222021234567890123', '6222021234567890124'], 'text', { length: 60 }],
    ['合同编号', ['1001', '1002'], 'text', { length: 60 }],
    ['颜色', repeated(['红', '绿'], 4), 'choice', {}],
    ['颜色', ['红', '绿', '蓝'], 'text', { length: 60 }],
    ['备注', repeated(['加急'], 8), 'text', { length: 60 }],
    ['到期日', [...days, '长期'], 'date', {}],
    ['说明', ['一\n二', '三'], 'multiline', { length: 4000 }],
    ['说明', ['长'.repeat(300)], 'multiline', { length: 4000 }],
    ['说明', ['长'.repeat(90)], 'text', { length: 200 }],
    ['联系人', repeated(['张三', '李四', '王五'], 8), 'text', { length: 60 }],
    ['颜色', repeated(['红', '绿', '蓝'], 2), 'text', { length: 60 }],
    ['备注', ['', ''], 'text', { length: 100 }],
  ] as const)('%s with %j as %s', (heading, values, kind, props) => {
    const found = column(heading, values);
    expect({ kind: found?.kind, props: found?.props, why: found?.why[0]?.code }).toEqual({
      kind,
      props,
      why: expect.stringMatching(/^workbook-/),
    });
    expect(found?.use).toBe(values.some((value) => value !== '') ? 'field' : 'none');
    expect(kinds.has(kind)).toBe(true);
  });

  it('what is required where no row leaves it out, and unique where nothing stands twice', () => {
    const rows = [
      ['编号', '条码', '备注', '名称'],
      ['A1', 'X1', '', '甲'],
      ['A2', 'X2', '二', '甲'],
    ];
    const { columns } = proposalOf([sheet('Things', rows)]).sheets[0] ?? { columns: [] };
    expect(columns.map(({ required, unique }) => [required, unique])).toEqual([
      ...[
        [true, false],
        [true, true],
        [false, false],
        [true, false],
      ],
    ]);
    const bought = [
      ['物品编码', '物品名称', '供应商编码', '供应商名称'],
      ['A1', '甲', 'S1', '联想'],
      ['A2', '乙', 'S1', '联想'],
      ['A3', '丙', 'S2', '华为'],
    ];
    const asked = proposalOf([sheet('Sheet1', bought)]).sheets[0]?.columns.map(({ required }) => required);
    expect(asked).toEqual([true, true, false, false]);
    const { form } = formOfProposal(proposalOf([sheet('Things', rows)]));
    expect(form.unique?.map(({ fields }) => fields)).toEqual([['number'], ['']]);
  });

  it.each<[Strictness, readonly unknown[]]>([
    [
      'loose',
      [
        { kind: 'text', required: false, length: 200 },
        { kind: 'text', required: false, length: 200 },
      ],
    ],
    [
      'usual',
      [
        { kind: 'text', required: true, length: 60 },
        { kind: 'choice', required: false },
      ],
    ],
    [
      'strict',
      [
        { kind: 'text', required: true, length: 20 },
        { kind: 'choice', required: true },
      ],
    ],
  ])('is as strict as is asked: %s', (strictness, expected) => {
    const rows = repeated(['红', '绿', '蓝'], 4).map((colour, at) => [`R${at}`, `甲${at}`, colour]);
    const survey = surveySheets([sheet('Things', [['编号', '名称', '颜色'], ...rows])]);
    const { sheets } = proposeForm(survey, { title: 'File', named, strictness }) ?? { sheets: [] };
    const found = sheets[0]?.columns.slice(1).map(({ kind, required, props }) => ({
      kind,
      required,
      ...('length' in props && { length: props['length'] }),
    }));
    expect(found).toEqual(expected);
  });

  it('takes the name of a record from the number beside it, where they always go together', () => {
    const buyer = (by: string): Named => ({
      form: 'buyer',
      label: 'Buyer',
      by,
      found: 2,
      of: 2,
      others: [],
    });
    const rows = (last: string) => [
      ['单号', '客户', '客户编码', '数量'],
      ...[
        ['D1', '甲公司', 'C1', '1'],
        ['D2', '乙公司', 'C2', '2'],
        ['D3', '甲公司', 'C1', '3'],
        ['D4', last, 'C2', '4'],
      ],
    ];
    const known = new Map([
      [columnAt(0, 1), buyer('name')],
      [columnAt(0, 2), buyer('number')],
    ]);
    const together = proposalOf([sheet('Orders', rows('乙公司'))], known);
    const [, name, number] = together.sheets[0]?.columns ?? [];
    expect([name?.kind, name?.carried, number?.kind]).toEqual([
      'carry',
      { place: 2, field: 'name', kind: 'text', props: { length: 60 } },
      'reference',
    ]);
    const named = {
      ...together,
      sheets: together.sheets.map((one) => ({
        ...one,
        columns: one.columns.map((column) => ({ ...column, name: `c${column.place}` })),
      })),
    };
    const { form, columns } = formOfProposal(named);
    expect(form.fields.find((field) => field.name === 'c1')).toMatchObject({
      kind: 'carry',
      from: 'c2',
      field: 'name',
    });
    // What is taken from a record is not read out of the file.
    expect(columns[0]?.columns).toEqual(['number', null, 'c2', 'c3']);
    const apart = proposalOf([sheet('Orders', rows('甲公司'))], known);
    expect(apart.sheets[0]?.columns[1]?.kind).toBe('reference');
  });

  it.each<readonly [string, Strictness, string, string]>([
    ['date', 'usual', 'date', 'workbook-mostly-date'],
    ['date', 'strict', 'date', 'workbook-mostly-date'],
    ['date', 'loose', 'text', 'workbook-nearly-date'],
    ['email', 'usual', 'email', 'workbook-mostly-email'],
    ['decimal', 'usual', 'decimal', 'workbook-mostly-number'],
  ])('says what stands out where nearly all is %s, read as %s', (sort, strictness, kind, code) => {
    const texts: Readonly<Record<string, (day: string) => string>> = {
      date: (day) => day,
      email: (day) => `${day}@b.cn`,
      decimal: (day) => `1.${day.slice(-2)}`,
    };
    const values = [...days.map((day) => texts[sort]?.(day) ?? ''), '长期', '长期'];
    const rows = values.map((value, at) => [`R${at}`, value]);
    const survey = surveySheets([sheet('Things', [['编号', '某列'], ...rows])]);
    const found = proposeForm(survey, { title: 'File', named, strictness })?.sheets[0]?.columns[1];
    expect(found?.kind).toBe(kind);
    // Each text that is named is told with its cells, and what the kind does not read is counted.
    expect(found?.cells[found.values.indexOf('长期')]).toBe(2);
    expect(found?.misfits).toBe(kind === 'text' ? 0 : 2);
    expect(found?.why[0]).toEqual({
      code,
      params: expect.objectContaining({ filled: 22, fitting: 20, others: 2, values: ['长期'] }),
    });
  });

  it.each([
    ['TODAY()-[1]', 'workbook-formula-clock', {}],
    ['VLOOKUP([1],Rates!$A:$B,2,0)', 'workbook-formula-lookup', { part: 'VLOOKUP' }],
    ['INDEX(Rates!B2:B9,MATCH([1],Rates!A2:A9,0))', 'workbook-formula-lookup', { part: 'INDEX' }],
    ['SUMIF([1],1,[1])', 'workbook-formula-unread', { part: 'SUMIF' }],
    ['[0]&[1]', 'workbook-formula', {}],
  ])('of a column computed by %s says what may be done', (relative, code, params) => {
    const isText = relative.includes('&');
    const rows = [1, 2, 3].map((at) => [`R${at}`, String(at), isText ? `R${at}${at}` : String(at * 2)]);
    const run = { column: 2, from: 1, to: 3, relative, text: relative };
    const { sheets } = proposalOf([
      { name: 'Things', rows: [['编号', '数', '结果'], ...rows], formulas: [run] },
    ]);
    expect(sheets[0]?.columns[2]?.why.at(-1)).toEqual({
      code,
      params: { formula: relative, cell: 'C2', ...params },
    });
  });

  it('days of which nobody knows whether the month stands first, only where there is nothing else', () => {
    expect(column('Date', ['05/01/2026', '7-Jan-2026', '05/01/2026'])).toMatchObject({
      kind: 'text',
      why: [{ code: 'workbook-unclear-date', params: { filled: 3, others: 2, values: ['05/01/2026'] } }],
    });
    expect(column('Date', ['25/01/2026', '7-Jan-2026', '2026-03-01'])?.kind).toBe('date');
    expect(column('Ratio', ['05/01/2026', 'none'])?.why[0]?.code).not.toBe('workbook-unclear-date');
  });

  it('dates of which some stand twice, and two of eight only as texts that say so', () => {
    const odd = ['next Tuesday', '2026/13/45'];
    const some = [...days.slice(0, 14), ...days.slice(0, 14), ...odd];
    expect(column('Order date', some)).toMatchObject({
      kind: 'date',
      why: [{ code: 'workbook-mostly-date', params: { fitting: 28, others: 2, values: odd } }],
    });
    expect(column('Order date', [...days.slice(0, 6), ...odd])).toMatchObject({
      kind: 'text',
      why: [{ code: 'workbook-nearly-date', params: { others: 2, values: odd } }],
    });
    expect(column('Grade', repeated(['1', '2', '3', 'none'], 8))?.kind).toBe('choice');
  });

  it('records of another sheet that are named by number here, by name there, and by both in one', () => {
    const customers = sheet('Customers', [
      ['Customer No', 'Name', 'City'],
      ['C001', 'North Mill', 'Leeds'],
      ['C002', 'East Yard', 'Hull'],
      ['C003', 'Harbour Foods', 'Dover'],
    ]);
    const orders = (...spelt: readonly string[]) =>
      sheet('Orders', [['Order No', 'Customer'], ...spelt.map((text, at) => [`SO-${at}`, text])]);
    const customerOf = (...spelt: readonly string[]) => {
      const { sheets } = proposalOf([orders(...spelt), customers]);
      return { column: sheets[0]?.columns[1], use: sheets[1]?.use };
    };
    expect(customerOf('C001', 'East Yard', 'C003', 'C001')).toMatchObject({
      use: 'form',
      column: { kind: 'reference', refers: 1 },
    });
    const together = [
      ...['C003 Harbour Foods', 'C003 - Harbour Foods', 'C003（Harbour Foods）', 'Harbour Foods / C003'],
      ...['Harbour Foods (C003)', '【C003】Harbour Foods', 'C003｜Harbour Foods'],
    ];
    for (const both of together)
      expect(customerOf('C001', 'East Yard', both, 'C001'), both).toMatchObject({
        use: 'form',
        column: {
          kind: 'reference',
          refers: 1,
          why: [{ code: 'workbook-refers-mixed', params: { form: 'Customers', key: 'Customer No' } }],
        },
      });
    expect(customerOf('C001', 'East Yard', 'C003 East Gate').column?.why).toHaveLength(1);
  });

  it('records by number and name in one, however many they are', () => {
    const many = Array.from({ length: 1200 }, (_, at) => [`C${at}`, `Company ${at}`, `Street ${at}`]);
    const { sheets } = proposalOf([
      sheet('Orders', [
        ['Order No', 'Customer'],
        ...many.map(([number, name], at) => [`SO-${at}`, `${number} ${name}`]),
      ]),
      sheet('Customers', [['Customer No', 'Name', 'Street'], ...many]),
    ]);
    expect(sheets[0]?.columns[1]).toMatchObject({ kind: 'reference', refers: 1 });
    // What goes with the proposal is little, whatever the file has.
    expect(sheets.flatMap(({ columns }) => columns.map(({ values }) => values.length))).toEqual(
      Array(5).fill(100),
    );
  });

  it('says which records are named by nearly all', () => {
    const known = { form: 'buyer', label: 'Buyer', by: 'name', found: 2, of: 3, others: ['丙'] };
    const rows = [['编号', '客户'], ...['甲', '乙', '丙'].map((name, at) => [`R${at}`, name])];
    const { sheets } = proposalOf([sheet('Things', rows)], new Map([[columnAt(0, 1), known]]));
    expect(sheets[0]?.columns[1]).toMatchObject({
      kind: 'reference',
      why: [{ code: 'workbook-reference-nearly', params: { values: ['丙'] } }],
    });
  });

  it.each<readonly [says: string, title: string, key: number | null, kind: string]>([
    ['of a form in force refers to them, and numbers are given out', '订单', null, 'reference'],
    ['of the form that the sheet lists itself is their key', '客户资料', 0, 'text'],
  ])('a first column that names records %s', (_, title, key, kind) => {
    const label = { zh: '客户', en: 'Customer' };
    const known = { form: 'customer', label, by: 'name', found: 3, of: 3, others: [] };
    const rows = [['客户', '金额'], ...['甲', '乙', '丙'].map((name, at) => [name, `${at}.5`])];
    const proposal = proposalOf([sheet(title, rows)], new Map([[columnAt(0, 0), known]]));
    expect([proposal.key, proposal.sheets[0]?.columns[0]?.kind]).toEqual([key, kind]);
  });

  it.each<readonly [says: string, headings: readonly string[], expected: Readonly<Record<string, string>>]>([
    [
      'pairs that are told three times',
      ['联系人1', '电话1', '联系人2', '电话2', '联系人3', '电话３'],
      { 联系人1: '联系人1–3 电话1–3' },
    ],
    ['one that is told three times', ['Phone 1', 'Phone 2', 'Phone 3'], { 'Phone 1': 'Phone1–3' }],
    ['pairs that are told twice', ['甲1', '甲2', '乙1', '乙2'], { 甲1: '甲1–2 乙1–2' }],
    ['nothing of two that stand alone', ['地址1', '地址2', '电话1'], {}],
    ['nothing of numbers that begin elsewhere or have gaps', ['Q2', 'Q3', 'Q4', 'P1', 'P3', 'P5'], {}],
    ['nothing of years', ['2024', '2025', '2026'], {}],
  ])('says that columns might be rows: %s', (_, headings, expected) => {
    const rows = days.slice(0, 4).map((day, at) => [`R${at}`, ...headings.map((one) => `${one}${day}`)]);
    const { sheets } = proposalOf([sheet('客户', [['编号', ...headings], ...rows])]);
    const found = (sheets[0]?.columns ?? []).flatMap(({ heading, why }) =>
      why.flatMap(({ code, params }) =>
        code === 'workbook-numbered' ? [[heading, (params['runs'] as string[]).join(' ')] as const] : [],
      ),
    );
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('says which form a column may refer to whose texts name too few records', () => {
    const known = { form: 'buyer', label: 'Buyer', by: 'name', found: 1, of: 3, others: ['乙', '丙'] };
    const rows = [['编号', '客户'], ...['甲', '乙', '丙'].map((name, at) => [`R${at}`, name])];
    const survey = surveySheets([sheet('Things', rows)]);
    const some = new Map([[columnAt(0, 1), known]]);
    const column = proposeForm(survey, { title: 'File', named, some })?.sheets[0]?.columns[1];
    expect(column).toMatchObject({ kind: 'text', mayRefer: 'buyer' });
    expect(column?.why.at(-1)).toEqual({
      code: 'workbook-reference-some',
      params: { form: 'Buyer', found: 1, of: 3, values: ['乙', '丙'] },
    });
  });

  it('the number although somebody typed one twice, rows up to the sums, headings in two rows', () => {
    const orders = Array.from({ length: 20 }, (_, at) => [`D${at === 7 ? 6 : at}`, '甲', String(at)]);
    const proposal = proposalOf([
      sheet('合同', [
        ['合同号', '金额'],
        ['合同号', '客户', '元'],
        ...orders,
        ['', '', ''],
        ['合 计', '', '190'],
        ['制表人：张三'],
      ]),
      sheet('付款', [['合同号', '期次'], ...orders.map(([number = '']) => [number, '1'])]),
    ]);
    expect(proposal.key).toBe(0);
    expect(proposal.sheets.map(({ use, first, end, rows }) => [use, first, end, rows])).toEqual([
      ['records', 2, 23, 20],
      ['entries', 1, undefined, 20],
    ]);
    expect(proposal.sheets[0]?.why).toEqual([
      { code: 'workbook-key-twice', params: { column: '合同号', rows: 20, values: ['D6'] } },
      { code: 'workbook-sums', params: { row: 24 } },
    ]);
    expect(formOfProposal(proposal).columns[0]).toMatchObject({ first: 2, end: 23 });
  });

  it('numbers that are given out where no column tells rows apart', () => {
    const proposal = proposalOf([sheet('Sheet1', [['颜色'], ['红'], ['红']])]);
    expect(proposal).toMatchObject({
      key: null,
      label: { zh: 'File' },
      sheets: [{ why: [{ code: 'workbook-no-key' }] }],
    });
    expect(formOfProposal(proposal).form.fields[0]).toMatchObject({ name: 'number', kind: 'number' });
  });

  it('ids of an export as they were, and nothing of what the platform keeps', () => {
    const exported = (name: string, rows: readonly (readonly string[])[]) => ({
      ...sheet(name, rows),
      coded: true,
    });
    const orders = [
      ['订单号 *', '客户名称', '外部单号', '组织', '启用'],
      ['number', 'buyerName', 'acme_outer', 'org', 'enabled'],
      ['D1', '甲', 'X1', '1001', '是'],
      ['D2', '乙', 'X2', '1001', '是'],
    ];
    const lines = [
      ['订单号', '行', '重量'],
      ['parent.number', '$row', 'weight'],
      ['D1', '1', '1.5'],
      ['D1', '2', '2.25'],
    ];
    const proposal = proposalOf([exported('订单', orders), exported('明细', lines)]);
    expect(
      proposal.sheets.map(({ first, rows, columns }) => [
        first,
        rows,
        columns.map((one) => `${one.use} ${one.name}`),
      ]),
    ).toEqual([
      [2, 2, ['field ', 'field buyerName', 'field acme_outer', 'none ', 'none ']],
      [2, 2, ['key ', 'none ', 'field weight']],
    ]);
    expect(proposal.sheets[0]?.columns[1]?.why.map(({ code }) => code)).toContain('workbook-id');
    // Rows that only look like ids are data, and so is a hidden row that holds none.
    expect(proposalOf([sheet('订单', orders)]).sheets[0]).toMatchObject({ first: 1, rows: 3 });
    const hidden = [orders[0] ?? [], ['D0', '丙', 'X0', '1001', '是'], ...orders.slice(2)];
    expect(proposalOf([exported('订单', hidden)]).sheets[0]).toMatchObject({ first: 1, rows: 3 });
  });

  it('leaves out rows of which a few name no record, says which, and takes them along where somebody says so', () => {
    const orders = sheet('订单', [
      ['单号', '客户'],
      ...Array.from({ length: 12 }, (_, at) => [`D${at + 1}`, `客户${at % 4}`]),
    ]);
    const lines = sheet('订单明细', [
      ['行号', '单号', '金额'],
      ...Array.from({ length: 12 }, (_, at) => [`${at + 1}`, at === 7 ? 'D99' : `D${at + 1}`, `${at + 0.5}`]),
    ]);
    const said = (uses?: ReadonlyMap<number, SaidUse>) => {
      const { sheets } = proposalOf([orders, lines], new Map(), uses);
      const [use, key, why] = [
        sheets[1]?.use,
        sheets[1]?.columns.find((one) => one.use === 'key'),
        sheets[1]?.why,
      ];
      return [use, key?.heading, why];
    };
    const params = { column: '单号', sheet: '订单', cells: 1, values: ['D99'] };
    expect(said()).toEqual(['none', undefined, [{ code: 'workbook-sheet-nearly', params }]]);
    expect(said(new Map([[1, 'entries']]))).toEqual([
      'entries',
      '单号',
      [{ code: 'workbook-entries-nearly', params }],
    ]);
  });

  it('entries of the sheet whose rows name records, below a title, and leaves out what names none', () => {
    const proposal = proposalOf(
      [
        sheet('明细', [
          ['序号', '订单号', '金额'],
          ['1', 'D1', '10'],
          ['2', 'D1', '20.5'],
          ['3', 'D2', '30'],
        ]),
        sheet('订单', [
          ['二零二六年订单'],
          ['序号', '订单号 *', '客户'],
          ['1', 'D1', 'C1'],
          ['2', 'D2', 'C2'],
          ['3', 'D3', 'C1'],
        ]),
        sheet('客户', [
          ['客户', '城市'],
          ['C1', '深圳'],
          ['C9', '广州'],
        ]),
      ],
      new Map([
        [columnAt(1, 2), { form: 'buyer', label: 'Buyer', by: 'number', found: 2, of: 2, others: [] }],
      ]),
    );
    expect(proposal.sheets.map(({ use, first, why }) => [use, first, why[0]?.code])).toEqual([
      ['entries', 1, 'workbook-entries'],
      ['records', 2, 'workbook-key'],
      ['none', 1, 'workbook-sheet-alone'],
    ]);
    expect(proposal).toMatchObject({ kind: 'document', key: 1, label: { zh: '订单' } });
    const spoken = {
      ...proposal,
      name: 'order',
      sheets: proposal.sheets.map((one) => ({
        ...one,
        name: 'lines',
        columns: one.columns.map((each) => ({ ...each, name: `c${each.place}` })),
      })),
    };
    const { form, columns } = formOfProposal(spoken);
    expect(form.fields.map(({ name, kind }) => [name, kind])).toEqual([
      ...[
        ['c0', 'integer'],
        ['number', 'text'],
        ['c2', 'reference'],
        ['lines', 'entries'],
      ],
    ]);
    expect(columns).toEqual([
      { sheet: 1, first: 2, columns: ['c0', 'number', 'c2'] },
      { sheet: 0, first: 1, entries: 'lines', columns: ['c0', 'parent.number', 'c2'] },
    ]);
  });

  it('which shows its first rows, and of other sheets also those far below that name them', () => {
    const orders = Array.from({ length: 30 }, (_, at) => [`D${at}`, `${at}`]);
    const lines = Array.from({ length: 60 }, (_, at) => [`D${at % 30}`, `${at}`]);
    const { sheets } = proposalOf([
      sheet('订单', [['单号', '数'], ...orders]),
      sheet('明细', [['单号', '数'], ...lines]),
    ]);
    const shown = sheets.map(({ begins }) => begins.map(([, at]) => Number(at)));
    const firstTen = Array.from({ length: 10 }, (_, at) => at);
    expect(shown).toEqual([
      expect.arrayContaining(firstTen),
      [...firstTen, ...firstTen.map((at) => at + 30)],
    ]);
    expect(shown[0]?.slice(0, 10)).toEqual(firstTen);
  });
});

const orders = sheet('订单', [
  ['订单号', '日期', '客户编号', '客户名称', '金额'],
  ['D1', '2026-01-05', 'C1', '甲公司', '10'],
  ['D2', '2026-01-06', 'C2', '乙公司', '20'],
  ['D3', '2026-01-07', 'C1', '甲公司', '30'],
]);
const lines = sheet('订单明细', [
  ['订单号', '行号', '产品', '数量'],
  ['D1', '1', '苹果', '1'],
  ['D1', '2', '梨', '2'],
  ['D2', '1', '苹果', '3'],
]);
const customers = sheet('客户', [
  ['客户编号', '客户名称', '地区'],
  ['C1', '甲公司', '华南'],
  ['C2', '乙公司', '华北'],
  ['C3', '丙公司', '华南'],
]);
const regions = sheet('地区', [
  ['地区', '经理'],
  ['华南', '张三'],
  ['华北', '李四'],
]);
const products = sheet('产品', [
  ['产品编号', '产品名称', '单位'],
  ['P1', '苹果', '箱'],
  ['P2', '梨', '箱'],
  ['P3', '桃', '筐'],
]);
/** A sheet with some of its headings called otherwise. */
const called = (one: TextSheet, headings: Readonly<Record<string, string>>): TextSheet => ({
  ...one,
  rows: one.rows.map((row, at) => (at === 0 ? row.map((text) => headings[text] ?? text) : row)),
});
/** A sheet without some of its columns. */
const without = (one: TextSheet, ...headings: readonly string[]): TextSheet => ({
  ...one,
  rows: one.rows.map((row) => row.filter((_, at) => !headings.includes(one.rows[0]?.[at] ?? ''))),
});

/** What becomes of each sheet, and to which of them columns refer or from which they are taken. */
function relationsOf({ sheets }: WorkbookProposal) {
  const title = (place: number | undefined) => sheets.find(({ sheet: at }) => at === place)?.title ?? '';
  return {
    uses: sheets.map((one) => `${one.title}: ${one.use}`),
    refer: sheets.flatMap((one) =>
      one.columns.flatMap(({ heading, kind, refers, carried }) => {
        if (kind === 'reference') return [`${one.title}.${heading} → ${title(refers)}`];
        const by = one.columns.find(({ place }) => place === carried?.place);
        return carried ? [`${one.title}.${heading} ← ${by?.heading}`] : [];
      }),
    ),
  };
}

describe('several sheets', () => {
  it.each<[string, readonly TextSheet[], readonly string[], readonly string[]]>([
    [
      'orders that name customers',
      [orders, customers],
      ['订单: records', '客户: form'],
      ['订单.客户编号 → 客户', '订单.客户名称 ← 客户编号'],
    ],
    [
      'the same the other way round',
      [customers, orders],
      ['客户: form', '订单: records'],
      ['订单.客户编号 → 客户', '订单.客户名称 ← 客户编号'],
    ],
    [
      'orders with lines and customers',
      [customers, lines, orders],
      ['客户: form', '订单明细: entries', '订单: records'],
      ['订单.客户编号 → 客户', '订单.客户名称 ← 客户编号'],
    ],
    [
      'customers that are named by name',
      [without(orders, '客户编号'), customers],
      ['订单: records', '客户: form'],
      ['订单.客户名称 → 客户'],
    ],
    [
      'customers that have a name alone, and orders without a number',
      [without(orders, '订单号', '客户编号'), called(without(customers, '客户编号'), { 客户名称: '名称' })],
      ['订单: records', '客户: form'],
      ['订单.客户名称 → 客户'],
    ],
    [
      'a chain, as far as it goes',
      [orders, customers, regions],
      ['订单: records', '客户: form', '地区: form'],
      ['订单.客户编号 → 客户', '订单.客户名称 ← 客户编号', '客户.地区 → 地区'],
    ],
    [
      'lines that name something themselves',
      [orders, lines, products],
      ['订单: records', '订单明细: entries', '产品: form'],
      ['订单明细.产品 → 产品'],
    ],
    [
      'lines with a number of their own, called as lines are',
      [
        orders,
        sheet('订单明细', [
          ['明细编号', '订单号', '数量'],
          ['M1', 'D1', '1'],
          ['M2', 'D1', '2'],
          ['M3', 'D2', '1'],
        ]),
      ],
      ['订单: records', '订单明细: entries'],
      [],
    ],
    [
      'each customer in one order',
      [
        { ...orders, rows: orders.rows.slice(0, 3) },
        { ...customers, rows: customers.rows.slice(0, 3) },
      ],
      ['订单: records', '客户: form'],
      ['订单.客户编号 → 客户', '订单.客户名称 ← 客户编号'],
    ],
    [
      'not by chance: small numbers that say something else',
      [
        sheet('订单', [
          ['订单号', '数量'],
          ['D1', '1'],
          ['D2', '2'],
        ]),
        sheet('客户', [
          ['ID', '名称'],
          ['1', '甲'],
          ['2', '乙'],
          ['3', '丙'],
        ]),
      ],
      ['订单: records', '客户: none'],
      [],
    ],
    [
      'small numbers where the heading speaks of what they name',
      [
        sheet('订单', [
          ['订单号', '客户'],
          ['D1', '1'],
          ['D2', '2'],
        ]),
        sheet('客户资料', [
          ['ID', '名称'],
          ['1', '甲'],
          ['2', '乙'],
          ['3', '丙'],
        ]),
      ],
      ['订单: records', '客户资料: form'],
      ['订单.客户 → 客户资料'],
    ],
    [
      'tables of a database, whose ids all begin with 1',
      [
        sheet('customers', [
          ['id', 'name'],
          ['1', 'Acme'],
          ['2', 'Beta'],
        ]),
        sheet('orders', [
          ['id', 'customer_id'],
          ['1', '1'],
          ['2', '2'],
          ['3', '1'],
        ]),
        sheet('order_items', [
          ['id', 'product_id', 'order_id'],
          ['1', '1', '1'],
          ['2', '2', '1'],
          ['3', '1', '3'],
        ]),
        sheet('products', [
          ['id', 'name'],
          ['1', 'Pen'],
          ['2', 'Ink'],
          ['3', 'Pad'],
        ]),
      ],
      ['customers: form', 'orders: records', 'order_items: entries', 'products: form'],
      ['orders.customer_id → customers', 'order_items.product_id → products'],
    ],
    [
      'a name that is headed as its sheet is called, and what stands beside it',
      [
        orders,
        sheet('订单明细', [
          ['订单号', '商品', '规格'],
          ['D1', '苹果', '大'],
          ['D1', '梨', '小'],
          ['D2', '苹果', '大'],
        ]),
        sheet('商品', [
          ['商品编码', '商品', '规格'],
          ['A1', '苹果', '大'],
          ['A2', '梨', '小'],
        ]),
      ],
      ['订单: records', '订单明细: entries', '商品: form'],
      ['订单明细.商品 → 商品', '订单明细.规格 ← 商品'],
    ],
    [
      'rows of what others refer to',
      [
        orders,
        customers,
        sheet('联系人', [
          ['客户编号', '姓名'],
          ['C1', '张三'],
          ['C1', '李四'],
        ]),
      ],
      ['订单: records', '客户: form', '联系人: entries'],
      ['订单.客户编号 → 客户', '订单.客户名称 ← 客户编号'],
    ],
    ['nothing of each other', [orders, products], ['订单: records', '产品: none'], []],
    [
      'a list of values is no form',
      [called(orders, { 客户名称: '买方' }), sheet('选项', [['买方'], ['甲公司'], ['乙公司']])],
      ['订单: records', '选项: none'],
      [],
    ],
    [
      'amounts stay what the row says, whatever the record that it names says now',
      [
        sheet('出库单', [
          ['出库单号', '产品编号', '产品名称', '单价'],
          ['K1', 'P1', '苹果', '5.50'],
          ['K2', 'P2', '梨', '3.00'],
        ]),
        sheet('产品', [
          ['产品编号', '产品名称', '单价'],
          ['P1', '苹果', '5.50'],
          ['P2', '梨', '3.00'],
          ['P3', '桃', '4.00'],
        ]),
      ],
      ['出库单: records', '产品: form'],
      ['出库单.产品编号 → 产品', '出库单.产品名称 ← 产品编号'],
    ],
  ])('%s', (_, sheets, uses, refer) => {
    expect(relationsOf(proposalOf(sheets))).toEqual({ uses, refer });
  });

  it('in a circle: the first way is taken, and the other one told', () => {
    const staff = sheet('员工', [
      ['工号', '姓名', '部门'],
      ['E1', '张三', 'B1'],
      ['E2', '李四', 'B2'],
      ['E3', '王五', 'B1'],
    ]);
    const departments = sheet('部门', [
      ['部门编号', '部门名称', '负责人'],
      ['B1', '生产', '张三'],
      ['B2', '财务', '李四'],
    ]);
    const proposal = proposalOf([staff, departments]);
    expect(relationsOf(proposal)).toEqual({
      uses: ['员工: records', '部门: form'],
      refer: ['员工.部门 → 部门'],
    });
    const head = proposal.sheets[1]?.columns[2];
    expect(head?.kind).toBe('text');
    expect(head?.why).toContainEqual({ code: 'workbook-cycle', params: { form: '员工', of: '部门' } });
  });

  it('says why, and comes to forms of which each stands behind those that it refers to', () => {
    const proposal = proposalOf([orders, lines, customers, regions]);
    expect(proposal).toMatchObject({ kind: 'document', key: 0, label: { zh: '订单' } });
    const [main, , own] = proposal.sheets;
    expect(own).toMatchObject({ key: 0, label: { zh: '客户' } });
    expect(own?.why.map(({ code }) => code)).toEqual(['workbook-own-form', 'workbook-key']);
    expect(own?.why[0]?.params).toEqual({ sheet: '订单', column: '客户编号', key: '客户编号' });
    expect(main?.columns.map(({ why: [first] }) => first?.code)).toEqual([
      ...['workbook-is-key', 'workbook-date', 'workbook-refers', 'workbook-carried', 'workbook-money'],
    ]);
    const spoken = {
      ...proposal,
      name: 'order',
      sheets: proposal.sheets.map((one) => ({
        ...one,
        name: `s${one.sheet}`,
        columns: one.columns.map((each) => ({ ...each, name: `c${each.place}` })),
      })),
    };
    const forms = formsOfProposal(spoken);
    expect(forms.map(({ form }) => [form.name, form.kind])).toEqual([
      ['s3', 'master'],
      ['s2', 'master'],
      ['order', 'document'],
    ]);
    const [, customer, order] = forms;
    expect(customer?.form.fields.map(({ name }) => name)).toEqual(['number', 'c1', 'c2']);
    expect(order?.form.fields.slice(2, 4)).toMatchObject([
      { name: 'c2', kind: 'reference', form: 's2' },
      { name: 'c3', kind: 'carry', from: 'c2', field: 'c1' },
    ]);
    expect(order?.columns).toEqual([
      { sheet: 0, first: 1, columns: ['number', 'c1', 'c2', null, 'c4'] },
      { sheet: 1, first: 1, entries: 's1', columns: ['parent.number', 'c1', 'c2', 'c3'] },
    ]);
    expect(customer?.columns).toEqual([{ sheet: 2, first: 1, columns: ['number', 'c1', 'c2'] }]);
    // Where what it was taken from is left out, the value is read from the file again.
    const less = {
      ...spoken,
      sheets: spoken.sheets.map((one) => ({
        ...one,
        columns: one.columns.map((each) =>
          one.sheet === 2 && each.place === 1 ? { ...each, use: 'none' as const } : each,
        ),
      })),
    };
    const again = formOfProposal(less);
    expect(again.form.fields[3]).toMatchObject({ name: 'c3', kind: 'text' });
    expect(again.columns[0]?.columns[3]).toBe('c3');
  });

  it('a form of its own with entries: a document where it is called as what happens', () => {
    const invoices = sheet('发票', [
      ['发票号', '订单号'],
      ['F1', 'D1'],
      ['F2', 'D2'],
      ['F3', 'D1'],
    ]);
    const proposal = proposalOf([invoices, orders, lines, customers]);
    expect(proposal.sheets.map(({ kind, key, of }) => [kind, key, of])).toEqual([
      ['master', null, null],
      ['document', 0, null],
      ['master', null, 1],
      ['master', 0, null],
    ]);
    const forms = formsOfProposal(proposal);
    expect(forms.map(({ form }) => [form.label.zh, form.kind, form.fields.at(-1)?.kind])).toEqual([
      ['客户', 'master', 'text'],
      ['订单', 'document', 'entries'],
      ['发票', 'document', 'reference'],
    ]);
    expect(forms[1]?.columns.map(({ sheet: at, entries }) => [at, entries])).toEqual([
      [1, undefined],
      [2, ''],
    ]);
  });

  it.each<[string, number, (table: number, row: number) => string]>([
    ['by codes', 24 * 3, (table, row) => `${table}-${row}`],
    ['by small numbers, which stand everywhere', 0, (_, row) => `${row + 1}`],
  ])('of which each names all those before it %s: every join is looked at once', (_, most, id) => {
    const names = Array.from({ length: 26 }, (_, at) => String.fromCharCode(97 + at).repeat(3));
    const tables = names.map((name, at) => {
      const before = names.slice(0, at);
      const row = (n: number) => [id(at, n), `${name} ${n}`, ...before.map((_, of) => id(of, (n + of) % 2))];
      return sheet(name, [['id', 'name', ...before.map((one) => `${one}_id`)], ...[0, 1, 2].map(row)]);
    });
    const survey = surveySheets(tables);
    let looks = 0;
    const joins = new Proxy(survey.joins, {
      get(all, at) {
        if (typeof at === 'string' && /^\d+$/.test(at)) looks += 1;
        return Reflect.get(all, at);
      },
    });
    // Along every way of references they would be 33 million looks, and the test would not end.
    const proposal = proposeForm({ ...survey, joins }, { title: 'File', named });
    expect(looks).toBe(survey.joins.length);
    expect(Math.max(...survey.joins.map(({ agrees }) => agrees.length))).toBeLessThanOrEqual(most);
    expect(proposal?.sheets.map(({ use }) => use)).toEqual([...Array(25).fill('form'), 'records']);
    expect(proposal && relationsOf(proposal).refer).toHaveLength((26 * 25) / 2);
  });

  it('of a file that says the same everywhere, few columns are told that agree with one', () => {
    const same = (name: string) =>
      sheet(name, [
        ['code', ...Array.from({ length: 20 }, (_, at) => `same ${at}`)],
        ...['K-1', 'K-2', 'K-3'].map((text) => [text, ...Array(20).fill('x')]),
      ]);
    const { joins } = surveySheets([same('one'), same('two')]);
    expect(joins.map(({ agrees }) => agrees.length)).toEqual([60, 60]);
    // Those that are called alike stay.
    for (const { agrees } of joins)
      expect(agrees).toEqual(
        expect.arrayContaining([
          { column: 20, of: 20 },
          { column: 9, of: 9 },
        ]),
      );
  });

  it('records that are in force already are referred to there, whatever the file says of them', () => {
    const known: Named = { form: 'buyer', label: '客户', by: 'number', found: 2, of: 2, others: [] };
    const { sheets } = proposalOf([orders, customers], new Map([[columnAt(0, 2), known]]));
    expect(sheets[0]?.columns[2]).toMatchObject({ kind: 'reference', props: { form: 'buyer' } });
    expect(sheets[1]).toMatchObject({ use: 'none', why: [{ code: 'workbook-there-already' }] });
  });

  it.each<[string, readonly [number, SaidUse][], readonly string[], readonly string[]]>([
    ['left out', [[2, 'none']], ['订单: records', '订单明细: entries', '客户: none'], []],
    [
      'a form of its own',
      [[1, 'form']],
      ['订单: records', '订单明细: form', '客户: form'],
      ['订单.客户编号 → 客户', '订单.客户名称 ← 客户编号', '订单明细.订单号 → 订单'],
    ],
    ['rows of the records', [[2, 'entries']], ['订单: records', '订单明细: entries', '客户: entries'], []],
  ])('somebody says that a sheet is %s', (_, uses, expected, refer) => {
    const survey = surveySheets([orders, lines, customers]);
    const main = uses.some(([at]) => at === 0) ? { sheet: 2 } : {};
    const proposal = proposeForm(survey, { title: 'File', named, ...main, uses: new Map(uses) });
    expect(proposal && relationsOf(proposal)).toEqual({ uses: expected, refer });
  });
});
