import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawn } from '../../../workshop/runs.ts';
import { issueSentence } from '../issue-words.ts';
import { judgeScan, type ScanCode, type Scanned, saidByCode } from './scan.ts';

const seller = '91440300708461136T';
const code: ScanCode = { number: 'XPM0001', enabled: true, organisation: 'gz', taxNo: seller };
const receipt: ScanCode = { ...code, invoiceTypes: ['10xdp', '08xdp'], grossLimit: '1000' };
const dynamic: ScanCode = { ...code, invoiceTypes: ['10xdp'], businessSystem: '收银系统' };
const fits: Scanned = {
  organisation: 'gz',
  sellerTaxNo: seller,
  invoiceType: '10xdp',
  sourceSystem: '收银系统',
  gross: '1000.00',
  lines: [{ gross: '600' }, { gross: '400' }],
};

const judged = (of: ScanCode | null, application: Scanned) =>
  judgeScan({ scanned: 'XPM0001', code: of, application });

describe('a scan', () => {
  it.each<[string, ScanCode | null, Scanned]>([
    ['fits a receipt code up to its limit', receipt, fits],
    ['fits a dynamic code of its system', dynamic, fits],
    [
      'fits a static code that asks nothing but its seller',
      code,
      { ...fits, invoiceType: null, lines: [{}] },
    ],
    ['of a negative total is below every limit', receipt, { ...fits, gross: '-1', lines: [{ gross: '-1' }] }],
  ])('%s', (_name, of, application) => {
    expect(judged(of, application)).toMatchObject({ result: { allowed: true }, issues: [] });
  });

  it.each<[string, ScanCode | null, Scanned, string, string, string]>([
    [
      'no code has it',
      null,
      fits,
      'code',
      '没有内容或编码为“XPM0001”的二维码；请核对后重新扫码',
      'There is no QR code with the text or number “XPM0001”: check it and scan again',
    ],
    [
      'its code is disabled',
      { ...receipt, enabled: false },
      fits,
      'code',
      '二维码 XPM0001 已禁用，不能扫码开票；请先启用，或扫描其他二维码',
      'The QR code XPM0001 is disabled: enable it, or scan another one',
    ],
    [
      'another organisation issues',
      receipt,
      { ...fits, organisation: 'sz' },
      'organisation',
      '开票组织不是二维码 XPM0001 的组织；请扫描该组织的二维码，或不填写开票组织',
      'The issuing organisation is not that of the QR code XPM0001: scan a code of that organisation, or leave it open',
    ],
    [
      'another seller sells',
      dynamic,
      { ...fits, sellerTaxNo: '91500023MA0000001M' },
      'sellerTaxNo',
      `二维码 XPM0001 的销方税号是 ${seller}；请扫描该销方的二维码，或不填写销方税号`,
      `The QR code XPM0001 is for the seller with the tax number ${seller}: scan a code of the other seller, or leave it open`,
    ],
    [
      'it comes of another system',
      dynamic,
      { ...fits, sourceSystem: '外卖平台' },
      'sourceSystem',
      '二维码 XPM0001 对接的业务系统是“收银系统”；请扫描该系统的二维码，或不填写数据来源系统',
      'The QR code XPM0001 is for the business system “收银系统”: scan a code of the other system, or leave it open',
    ],
    [
      'its type is none of the code',
      receipt,
      { ...fits, invoiceType: '026' },
      'invoiceType',
      '二维码 XPM0001 可开的发票种类是：数电普票、数电专票；请选择其中一种',
      'The QR code XPM0001 is for these invoice types: digital ordinary invoice, digital special invoice; choose one of them',
    ],
    [
      'it says no type, and the code has several',
      receipt,
      { ...fits, invoiceType: null },
      'invoiceType',
      '二维码 XPM0001 可开的发票种类是：数电普票、数电专票；请选择其中一种',
      'The QR code XPM0001 is for these invoice types: digital ordinary invoice, digital special invoice; choose one of them',
    ],
    [
      'it is a cent above the limit',
      receipt,
      { ...fits, gross: '1000.01' },
      'gross',
      '价税合计 ¥1,000.01 超过二维码 XPM0001 的限额 ¥1,000.00；请减少金额，或到柜台开票',
      'The gross amount ¥1,000.01 is above the limit ¥1,000.00 of the QR code XPM0001: reduce it, or have it invoiced at the counter',
    ],
    [
      'a line has no gross that could be held against the limit',
      receipt,
      { ...fits, lines: [{ gross: '1' }, {}] },
      'gross',
      '第 2 行没有价税合计，无法核对二维码 XPM0001 的限额；请填写价税合计',
      'Line 2 has no gross amount to compare with the limit of the QR code XPM0001: fill it in',
    ],
  ])('is refused where %s', (_name, of, application, field, zh, en) => {
    const { result, issues } = judged(of, application);
    const [issue] = issues;
    expect([result.allowed, issues.length, issue?.at?.field]).toEqual([false, 1, field]);
    expect(issue && [issueSentence(issue, 'zh'), issueSentence(issue, 'en')]).toEqual([zh, en]);
  });

  it('is told everything at once', () => {
    const of = { ...receipt, enabled: false, businessSystem: 'POS' };
    const application = { gross: '2000', lines: [{}] };
    expect(judged(of, application).issues.map((one) => one.code)).toEqual([
      'scan-code-disabled',
      'scan-organisation-other',
      'scan-seller-other',
      'scan-system-other',
      'scan-type-other',
      'scan-gross-missing',
      'scan-gross-above',
    ]);
  });

  /** The same once more, with amounts as whole cents and nothing shared but the question. */
  function slowly(of: ScanCode | null, application: Scanned): readonly string[] {
    if (of === null) return ['scan-code-unknown'];
    const cents = (text: string) => Math.round(Number(text) * 100);
    const asks = (expected: unknown, actual: unknown) => !!expected && expected !== actual;
    const said: string[] = [];
    if (of.enabled === false) said.push('scan-code-disabled');
    if (asks(of.organisation, application.organisation)) said.push('scan-organisation-other');
    if (asks(of.taxNo, application.sellerTaxNo)) said.push('scan-seller-other');
    if (asks(of.businessSystem, application.sourceSystem)) said.push('scan-system-other');
    const among = (of.invoiceTypes ?? []).filter((one) => one === application.invoiceType);
    if (of.invoiceTypes?.length && among.length === 0) said.push('scan-type-other');
    if (!of.grossLimit) return said;
    for (const { gross } of application.lines ?? []) if (!gross) said.push('scan-gross-missing');
    if (application.gross && cents(application.gross) > cents(of.grossLimit)) said.push('scan-gross-above');
    return said;
  }

  const maybe = <T>(...values: readonly T[]) => fc.constantFrom(null, ...values);
  const amount = fc.integer({ min: -300, max: 300 }).map((cents) => (cents / 100).toFixed(2));
  const codes = fc.record({
    number: fc.constant('N'),
    enabled: maybe(true, false),
    organisation: maybe('a', 'b', ''),
    taxNo: maybe('a', 'b', ''),
    invoiceTypes: maybe<readonly string[]>([], ['10xdp'], ['10xdp', '026']),
    businessSystem: maybe('a', 'b', ''),
    grossLimit: fc.option(amount, { nil: null }),
  });
  const applications = fc.record({
    organisation: maybe('a', 'b'),
    sellerTaxNo: maybe('a', 'b'),
    sourceSystem: maybe('a', 'b'),
    invoiceType: maybe('10xdp', '026', '004'),
    gross: fc.option(amount, { nil: null }),
    lines: fc.array(fc.record({ gross: fc.option(amount, { nil: null }) }), { maxLength: 3 }),
  });

  it('is judged as it is slowly', () => {
    fc.assert(
      fc.property(fc.option(codes, { nil: null, freq: 20 }), applications, (of, application) => {
        expect(judged(of, application).issues.map((one) => one.code)).toEqual(slowly(of, application));
      }),
      { numRuns: drawn(500) },
    );
  });

  it('fits its code in all that the code says of it by itself', () => {
    const about = ['scan-seller-other', 'scan-system-other'];
    fc.assert(
      fc.property(codes, applications, (of, application) => {
        const said = saidByCode(of);
        const found = judged(of, { ...application, ...said }).issues.map((one) => one.code);
        expect(found.filter((one) => about.includes(one))).toEqual([]);
        if (of.invoiceTypes?.length === 1) expect(found).not.toContain('scan-type-other');
        else expect(said).not.toHaveProperty('invoiceType');
      }),
      { numRuns: drawn(300) },
    );
  });
});
