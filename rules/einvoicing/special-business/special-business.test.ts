import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abs, compare, sum } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { drawn } from '../../../workshop/runs.ts';
import { faceRemark } from '../face-remark/face-remark.ts';
import type { PendingInvoice } from '../forms/forms.ts';
import { model } from '../rules.suite.ts';
import { type ElementBook, mostElements, specialElements } from './elements.ts';
import { sharedRows, sharedVouchers } from './piece-rows.ts';
import { voucherFlaws } from './vouchers.ts';

const estate = {
  ...{ id: 'R1', number: 'BDC-1', name: '写字楼', type: 'rental', remark: '内部' },
  ...{ region: '广东省深圳市南山区', address: '科技园1号', place: '3栋12层' },
  ...{ certificateNo: '粤2026001', areaUnit: 'square-metre' },
};
const vehicle = {
  ...{ id: 'V1', number: 'CL-1', type: 'truck', brandModel: '东风 DF1', tonnage: '5' },
  ...{ rate: '0.13', taxCategory: { id: 'T1', number: '1090305010000000000', name: '货车' } },
};
const book: ElementBook = {
  shape: (form) => {
    const shape = model.formsById.get(form);
    if (!shape) throw new Error(form);
    return shape;
  },
  record: (form, reference) =>
    reference === undefined || reference === null ? null : form === 'vehicle' ? vehicle : estate,
};
const elementsOf = (document: JsonObject) =>
  specialElements(document as PendingInvoice, book).map(
    ({ subject, label, value, faceOnly }) => `${subject}|${label}|${value}${faceOnly ? '|face' : ''}`,
  );

describe('the elements of a special business', () => {
  it.each<[string, JsonObject, string[]]>([
    ['of no special business are none', { realEstate: 'R1', travellers: [{ day: '2026-11-20' }] }, []],
    [
      'of a rental: the real estate but for what is our own, the lease, and what the boxes say',
      {
        ...{ specialKind: 'rental', realEstate: 'R1', crossCity: false },
        ...{ leaseFrom: '2026-01-01', leaseTo: '2026-12-31', checkedPrice: '9' },
      },
      [
        '不动产经营租赁|所在地区|广东省深圳市南山区',
        '不动产经营租赁|地址|科技园1号',
        '不动产经营租赁|详细地址|3栋12层',
        '不动产经营租赁|不动产权证号|粤2026001',
        '不动产经营租赁|面积单位|平方米',
        '不动产经营租赁|租赁期起|2026-01-01',
        '不动产经营租赁|租赁期止|2026-12-31',
        '不动产经营租赁|跨地（市）标志|否',
      ],
    ],
    [
      'of a sale: prices as amounts',
      { specialKind: 'sale', checkedPrice: '1200000', actualGross: '1250000.5', crossCity: true },
      [
        '不动产销售|跨地（市）标志|是',
        '不动产销售|核定计税价格|¥1200000.00',
        '不动产销售|实际成交含税金额|¥1250000.50',
      ],
    ],
    [
      'of construction: the report number, and no where nobody ticked the box',
      { specialKind: 'construction', crossRegionNo: 'KQ-1' },
      ['建筑服务|跨地（市）标志|否', '建筑服务|跨区域涉税事项报验管理编号|KQ-1'],
    ],
    [
      'of passengers: each row, what is personal on the face alone',
      {
        specialKind: 'passenger-transport',
        travellers: [
          {
            ...{
              id: 'x',
              line: 1,
              traveller: '张三',
              idKind: 'resident-id',
              idNumber: '110',
              day: '2026-11-20',
            },
            ...{ placeFrom: '北京', placeTo: '上海', vehicleKind: 'train', seatClass: '二等座' },
          },
          { day: '2026-11-21', placeFrom: '上海', placeTo: '北京', vehicleKind: 'plane' },
        ],
      },
      [
        '旅客信息 1|出行人|张三|face',
        '旅客信息 1|有效身份证件类型|居民身份证|face',
        '旅客信息 1|有效身份证件号码|110|face',
        '旅客信息 1|出行日期|2026-11-20',
        '旅客信息 1|出发地|北京',
        '旅客信息 1|到达地|上海',
        '旅客信息 1|交通工具类型|火车',
        '旅客信息 1|等级|二等座',
        '旅客信息 2|出行日期|2026-11-21',
        '旅客信息 2|出发地|上海',
        '旅客信息 2|到达地|北京',
        '旅客信息 2|交通工具类型|飞机',
      ],
    ],
    [
      'of goods: each row',
      {
        specialKind: 'goods-transport',
        freights: [
          { shippedFrom: '天津', shippedTo: '青岛', transportKind: 'road', plateNo: '津A1', goods: '钢材' },
        ],
      },
      [
        '货物运输信息 1|起运地|天津',
        '货物运输信息 1|到达地|青岛',
        '货物运输信息 1|运输工具种类|公路运输',
        '货物运输信息 1|运输工具牌号|津A1',
        '货物运输信息 1|运输货物名称|钢材',
      ],
    ],
    [
      'of vehicles: each once, however many lines name it',
      { specialKind: 'motor-vehicle', lines: [{ vehicle: 'V1' }, {}, { vehicle: 'V1' }] },
      [
        '车辆 1|车辆类型|载货汽车',
        '车辆 1|厂牌型号|东风 DF1',
        '车辆 1|吨位|5',
        '车辆 1|税收分类名称|货车',
        '车辆 1|税率|13%',
      ],
    ],
  ])('%s', (_says, document, expected) => {
    expect(elementsOf(document)).toEqual(expected);
  });

  it('are texts of one line, and say where one is cut', () => {
    const long = { ...estate, address: `一\n 二${'三'.repeat(1_200)}` };
    const document = { specialKind: 'rental', realEstate: 'R1' } as PendingInvoice;
    const value = specialElements(document, { ...book, record: () => long })[1]?.value ?? '';
    expect([value.length, value.slice(0, 4), value.at(-1)]).toEqual([1_000, '一 二三', '…']);
  });

  it('are counted from one, in their order', () => {
    const document = { specialKind: 'rental', realEstate: 'R1' } as PendingInvoice;
    expect(specialElements(document, book).map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('stand first in the remark as far as it has room, and it says how many do not', () => {
    const element = (at: number) => ({
      ...{ order: at, subject: `货物 ${at}`, label: '货', value: '物'.repeat(900), faceOnly: false },
    });
    const remark = (count: number) => {
      const specialElements = Array.from({ length: count }, (_, at) => element(at));
      return faceRemark(
        { invoice: { invoiceType: '10xdp', remark: '自己写的', specialElements }, additional: [] },
        () => null,
      );
    };
    expect(remark(3).split('\n')).toHaveLength(4);
    const many = remark(mostElements);
    expect(many.length).toBeLessThanOrEqual(8_000);
    expect(many.split('\n').slice(-2)).toEqual([
      `……其余 ${mostElements - 8} 项见票面的特定业务要素`,
      '自己写的',
    ]);
  });
});

const cents = fc.integer({ min: 1, max: 90_000 }).map((value) => String(value / 100));

/** Pieces of three lines, each of which has a part of it or nothing. */
const somePieces = fc
  .array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pieces) => pieces.map((piece) => piece.map((from) => ({ from }))));
const placesOf = (line: number) => (line <= 3 ? [line - 1] : []);

describe('rows that belong to lines', () => {
  it('are on every invoice with a piece of their line, under its place there; what names none is on all', () => {
    const row = fc.record({ line: fc.constantFrom(null, 1, 2, 3, 9), name: fc.string() });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), somePieces, (rows, pieces) => {
        const shared = sharedRows(rows, pieces, placesOf);
        for (const [at, piece] of pieces.entries()) {
          const expected = [];
          for (const { line, name } of rows) {
            const isAnywhere = pieces.flat().some(({ from }) => line !== null && from === line - 1);
            if (line === null || !isAnywhere) expected.push({ name, line: null });
            else {
              const place = piece.map(({ from }) => from).indexOf(line - 1);
              if (place >= 0) expected.push({ name, line: place + 1 });
            }
          }
          expect(shared[at]?.map(({ name, line }) => ({ name, line }))).toEqual(expected);
        }
      }),
      { numRuns: drawn(100) },
    );
  });
});

describe('deduction vouchers', () => {
  /** Vouchers that add up to the deductions of the lines, some of a line and some of none, in any order. */
  const some = fc
    .record({
      pieces: fc.array(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), cents), { minLength: 1, maxLength: 3 }),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      cuts: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 9, maxLength: 9 }),
      named: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      turned: fc.boolean(),
    })
    .map(({ pieces, cuts, named, turned }) => {
      const cut = pieces.map((piece) => piece.map(([from, deduction]) => ({ from, deduction })));
      const vouchers = [0, 1, 2].flatMap((from) => {
        const all = cut.flat().filter((line) => line.from === from);
        const whole = all.reduce((total, { deduction }) => total + Math.round(Number(deduction) * 100), 0);
        const first = Math.floor((whole * (cuts[from] ?? 1)) / 100);
        const line = named[from] ? from + 1 : null;
        return [first, whole - first]
          .filter((part) => part > 0)
          .map((part, at) => ({ number: `${from}-${at}`, line, deducted: String(part / 100) }));
      });
      return { cut, vouchers: turned ? vouchers.toReversed() : vouchers };
    });

  it('are used up to the cent: each by all invoices, and by each invoice what it deducts', () => {
    fc.assert(
      fc.property(some, ({ cut, vouchers }) => {
        const shared = sharedVouchers(vouchers, cut, placesOf);
        for (const [at, piece] of cut.entries()) {
          const deducted = sum((shared[at] ?? []).map((one) => one.deducted));
          expect(compare(deducted, sum(piece.map(({ deduction }) => deduction)))).toBe(0);
        }
        for (const { number, deducted } of vouchers) {
          const used = shared.flat().filter((one) => one.number === number);
          expect(compare(sum(used.map((one) => one.deducted)), deducted)).toBe(0);
        }
        // A voucher of a line is on invoices of that line alone.
        for (const [at, rows] of shared.entries())
          for (const { line, number } of rows)
            if (line !== null) expect(cut[at]?.[line - 1]?.from).toBe(Number(number[0]));
        expect(
          voucherFlaws({ taxMethod: 'difference', lines: cut[0] ?? [], vouchers: shared[0] ?? [] }),
        ).toEqual([]);
      }),
      { numRuns: drawn(100) },
    );
  });

  it.each<[string, boolean, string[][]]>([
    ['what is too much stays on the last invoice, where it is refused', false, [['A 60'], ['A 40', 'B 50']]],
    ['of a rest the first vouchers are used up already', true, [['A 50', 'B 10'], ['B 40']]],
  ])('%s', (_says, isRest, expected) => {
    const vouchers = [
      { number: 'A', deducted: '100' },
      { number: 'B', deducted: '50' },
    ];
    const pieces = [[{ from: 0, deduction: '60' }], [{ from: 0, deduction: '40' }]];
    const shared = sharedVouchers(vouchers, pieces, placesOf, isRest);
    expect(shared.map((rows) => rows.map(({ number, deducted }) => `${number} ${abs(deducted)}`))).toEqual(
      expected,
    );
  });

  it.each<[string, Parameters<typeof voucherFlaws>[0], unknown[]]>([
    ['none are asked of nobody', { taxMethod: 'difference', lines: [{ deduction: '60' }], vouchers: [] }, []],
    [
      'of a document taxed as usual nothing is asked',
      { taxMethod: 'normal', lines: [{ deduction: '60' }], vouchers: [{ deducted: '1' }] },
      [],
    ],
    [
      'a cent too little',
      { taxMethod: 'difference', lines: [{ deduction: '60' }], vouchers: [{ deducted: '59.99' }] },
      [{ expected: '60', actual: '59.99' }],
    ],
    [
      'a line has more than it deducts, though all add up',
      {
        taxMethod: 'difference',
        lines: [{ deduction: '60' }, { deduction: '40' }],
        vouchers: [{ line: 2, deducted: '50' }, { deducted: '50' }],
      },
      [{ line: 1, expected: '40', actual: '50' }],
    ],
    [
      'lines are named by their numbers',
      {
        taxMethod: 'difference',
        lines: [{ lineNo: 7, deduction: '60' }],
        vouchers: [
          { line: 7, deducted: '10' },
          { line: 7, deducted: '50' },
        ],
      },
      [],
    ],
  ])('%s', (_says, document, expected) => {
    expect(voucherFlaws(document)).toEqual(expected);
  });
});
