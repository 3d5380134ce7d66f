import fc from 'fast-check';
import { add, mul, negate, round, sum } from '../../../metadata/common/decimal.ts';
import type { Line } from '../common/line.ts';
import type { LeavingConfig, LeavingQuestion } from './question.ts';

export const untaxedTexts = ['免税', '不征税', '免征收'];
const types = ['004', '004xdp', '028', '08xdp', '007', '007xdp', '025', '026', '10xdp'] as const;
const seller = '91500023MA0000001M';
const codes = ['1090511010000000000', '3040502020200000000', '6010000000000000000', '5000000000000000001'];

/** Mostly the first, and now and then one of the others. */
const mostly = <T>(usual: T, ...others: readonly T[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(usual) },
    { weight: others.length, arbitrary: fc.constantFrom(...others) },
  );

const cents = fc.integer({ min: 1, max: 90_000 }).map((value) => round(mul(String(value), '0.01'), 2));

/** A line of a blue invoice: right but for one fault in some. */
const line: fc.Arbitrary<readonly Line[]> = fc
  .record({
    amount: cents,
    rate: fc.constantFrom('0.13', '0.09', '0.06', '0.03', '0', '0.16', '0.04', '0.015'),
    taxCode: mostly(
      codes[0] ?? '',
      ...codes,
      '',
      '9999999999999999999',
      '109051101',
      '1090511990000000000',
      '1090000000000000000',
    ),
    text: mostly('', ...untaxedTexts, '按3%简易征收', '按5%简易征收减按1.5%计征'),
    itemName: mostly('笔', '', '本'),
    off: mostly('0', '0.06', '0.07', '-0.07', '-0.01'),
    more: mostly('0', '0.01', '-0.02'),
    priced: mostly('both', 'none', 'quantity', 'price', 'off'),
    kind: mostly('normal', 'discounted', 'discount'),
    discount: mostly('none', 'part', 'all', 'over', 'same-sign', 'other'),
    lacks: mostly('nothing', 'rate', 'tax', 'amount', 'gross'),
    deduction: mostly(null, '0.01', '50', '99999999'),
    vehicle: mostly('V1', null),
    zero: mostly(false, true),
  })
  .map((one): readonly Line[] => {
    const amount = one.zero ? '0' : one.amount;
    const tax = add(
      round(mul(amount, one.text === '按5%简易征收减按1.5%计征' ? '0.0144927536' : one.rate), 2),
      one.off,
    );
    const members = {
      kind: one.kind as 'normal',
      itemName: one.itemName,
      taxCode: one.taxCode,
      preferenceText: one.text,
      rate: one.rate,
      amount,
      tax,
      gross: add(add(amount, tax), one.more),
      deduction: one.deduction,
      vehicle: one.vehicle,
      ...(one.priced === 'both' || one.priced === 'quantity' ? { quantity: '1' } : {}),
      ...(one.priced === 'both' || one.priced === 'price' ? { price: amount } : {}),
      ...(one.priced === 'off' ? { quantity: '2', price: amount } : {}),
    };
    const own: Line = one.lacks === 'nothing' ? members : { ...members, [one.lacks]: null };
    if (one.discount === 'none') return [own];
    const part =
      { part: '-0.1', all: '-1', over: '-1.5', 'same-sign': '0.5', other: '-0.2' }[one.discount] ?? '0';
    const [less, lessTax] = [round(mul(amount, part), 2), round(mul(tax, part), 2)];
    const { quantity: _, price: __, ...bare } = members;
    const discount: Line = {
      ...bare,
      kind: 'discount',
      amount: less,
      tax: lessTax,
      gross: add(less, lessTax),
      deduction: null,
      ...(one.discount === 'other' ? { itemName: '尺', rate: '0.05', taxCode: codes[1] ?? '' } : {}),
    };
    return [{ ...own, kind: one.kind === 'discount' ? 'normal' : 'discounted' }, discount];
  });

function turned(one: Line): Line {
  const other: Record<string, string> = {};
  for (const member of ['quantity', 'amount', 'tax', 'gross', 'deduction'] as const)
    if (one[member]) other[member] = negate(one[member]);
  return { ...one, ...other };
}

const trip = { day: '2026-11-20', placeFrom: '北京', placeTo: '上海', vehicleKind: 'train' as const };
const freight = {
  shippedFrom: '天津',
  shippedTo: '青岛',
  transportKind: 'road' as const,
  plateNo: '津A12345',
  goods: '钢材',
};

/** Questions of all types and both signs: most of an invoice is right, and what is wrong is wrong in every way. */
export const someLeaving: fc.Arbitrary<LeavingQuestion> = fc
  .record({
    lines: fc
      .array(line, { minLength: 1, maxLength: 4 })
      .map((all) => all.flat())
      .chain((all) =>
        mostly(
          all,
          [],
          Array.from({ length: 9 }, () => all[0] ?? {}),
        ),
      ),
    header: fc.record({
      invoiceType: fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...types) }, fc.constant(null)),
      taxMethod: mostly('normal' as const, 'difference' as const),
      buyerKind: mostly('company' as const, 'person' as const),
      buyerName: mostly('甲公司', ''),
      buyerTaxNo: mostly('91440300708461136T', '', 'X1', seller),
      buyerAddress: mostly('深圳', ''),
      buyerPhone: mostly('0755', ''),
      buyerBank: mostly('工行', ''),
      buyerAccount: mostly('4000', ''),
      sellerTaxNo: mostly(seller, '91440300708461136T', ''),
      drawer: mostly('张三', ''),
      dataSource: mostly('api' as const, 'receivable' as const),
      withList: mostly(false, true),
      lateIssueReason: mostly('', '补开'),
      specialKind: mostly(
        null,
        'sale' as const,
        'rental' as const,
        'construction' as const,
        'motor-vehicle' as const,
        'passenger-transport' as const,
        'goods-transport' as const,
      ),
      travellers: mostly(
        [{ ...trip }],
        [],
        [
          { ...trip, day: null },
          { ...trip, placeTo: '' },
        ],
      ),
      freights: mostly([freight], [], [freight, { ...freight, plateNo: null }]),
      vouchers: mostly([], [{ deducted: '50' }], [{ deducted: '20', line: 1 }, { deducted: '30' }]),
      specialElements: mostly([], [{ order: 1, subject: '房', label: '地址', value: '某路' }]),
    }),
    sign: fc.constantFrom('blue' as const, 'red' as const),
    says: fc.boolean(),
    wrong: mostly('nothing', 'sign', 'amount', 'tax', 'gross', 'zero'),
    at: fc.constantFrom('submit' as const, 'push' as const),
    channelKind: mostly(null, 'leqi' as const, 'rpa' as const, 'tax-control' as const),
    blue: mostly(null, { invoiceStatus: 'void' }, { invoiceStatus: 'normal' }),
  })
  .map(({ lines: blues, header, sign, says, wrong, at, channelKind, blue }) => {
    const isTurned = (sign === 'red') !== (wrong === 'sign');
    const lines = isTurned ? blues.map(turned) : blues;
    const total = (member: 'amount' | 'tax') => sum(lines.map((one) => one[member] || '0'));
    const amount = wrong === 'zero' ? '0' : add(total('amount'), wrong === 'amount' ? '0.02' : '0');
    const tax = add(total('tax'), wrong === 'tax' ? '1.30' : '0');
    const gross = add(add(amount, tax), wrong === 'gross' ? '37' : '0');
    const invoice = {
      ...header,
      ...(says ? { sign } : {}),
      ...(sign === 'red' ? { blueInvoice: 'B1' } : {}),
      amount,
      tax,
      gross,
      lines,
    };
    return { invoice, at, channelKind, blue };
  });

const parameters = [
  `sim_bill_save_check_amount/${seller}`,
  `sim_bill_save_check_tax/${seller}`,
  'sim_discount_row_check/sim_discount_row_check',
  'sim_botp_config/enforce_goods_match',
];

export const someBook: fc.Arbitrary<LeavingConfig> = fc
  .record({
    today: mostly('2026-11-20', '2019-03-31', '2014-06-30'),
    status: mostly('authorised' as const, 'withdrawn' as const, 'none' as const),
    keeps: mostly(true, false),
    codesComplete: fc.boolean(),
    summary: mostly('1090000000000000000', codes[1] ?? ''),
    firstDay: mostly(null, '2026-11-20', '2026-11-21', '2010-01-01'),
    lastDay: mostly(null, '2026-11-20', '2026-11-19', '2010-01-01'),
    estate: mostly(
      {
        address: '某路',
        certificateNo: '1',
        areaUnit: 'mu' as const,
        landVatProjectNo: '2',
        projectName: '楼',
      },
      null,
      { address: '某路' },
    ),
    rateRules: mostly([], [{ rates: ['0.13'] }], [{ rates: ['0.06'] }, { rates: ['0.13'], stops: true }]),
    set: fc.subarray(parameters),
    value: fc.constantFrom('1', '0', 'x', ' '),
  })
  .map(
    ({
      today,
      status,
      keeps,
      codesComplete,
      summary,
      firstDay,
      lastDay,
      estate,
      rateRules,
      set,
      value,
    }): LeavingConfig => ({
      today,
      licences: keeps ? [{ taxNo: seller, status }] : null,
      codeOf: (taxCode) =>
        [...codes, '1090000000000000000'].includes(taxCode)
          ? { summary: taxCode === summary, firstDay, lastDay, allowed: ['0.13', '0.09', '0'] }
          : null,
      codesComplete,
      realEstate: estate,
      corrections: [],
      rateRules,
      parameter: (type, key) => (set.includes(`${type}/${key}`) ? value : null),
    }),
  );
