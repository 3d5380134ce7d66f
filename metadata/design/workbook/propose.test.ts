import { describe, expect, it } from 'vitest';
import { kinds } from '../../kinds/index.ts';
import { formOfProposal } from './form-of-proposal.ts';
import type { WorkbookProposal } from './proposal.ts';
import type { Named } from './propose-column.ts';
import { columnAt, proposeForm } from './propose-form.ts';
import type { Strictness } from './strictness.ts';
import { surveySheets, type TextSheet } from './survey.ts';

const named: ReadonlyMap<string, Named> = new Map();
const sheet = (name: string, rows: readonly (readonly string[])[]): TextSheet => ({ name, rows });

function proposalOf(sheets: readonly TextSheet[], known = named): WorkbookProposal {
  const proposal = proposeForm(surveySheets(sheets), { title: 'File', named: known });
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
    ['到期日', [...days, '长期'], 'text', { length: 60 }],
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
      { place: 2, field: 'name' },
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

  it('says what stands out where nearly all is of a kind', () => {
    expect(column('到期日', [...days, '长期', '长期'])?.why[0]).toEqual({
      code: 'workbook-nearly-date',
      params: expect.objectContaining({ filled: 22, others: 2, values: ['长期'] }),
    });
    expect(column('邮箱', [...days.map((day) => `${day}@b.cn`), 'n/a'])?.why[0]?.code).toBe(
      'workbook-nearly-email',
    );
    const known = { form: 'buyer', label: 'Buyer', by: 'name', found: 2, of: 3, others: ['丙'] };
    const rows = [['编号', '客户'], ...['甲', '乙', '丙'].map((name, at) => [`R${at}`, name])];
    const { sheets } = proposalOf([sheet('Things', rows)], new Map([[columnAt(0, 1), known]]));
    expect(sheets[0]?.columns[1]).toMatchObject({
      kind: 'reference',
      why: [{ code: 'workbook-reference-nearly', params: { values: ['丙'] } }],
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
