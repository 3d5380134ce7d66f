import { padded, round } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { xmlText } from '../../../metadata/common/xml.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import type { Text } from '../../decisions/given.ts';
import { shownText } from '../../decisions/shown.ts';
import { inCapitals } from '../../print/in-capitals.ts';
import type { Wire, WireLine } from '../forms/wire.ts';

export interface EInvoiceQuestion {
  /** As its reader is answered it. */
  readonly invoice: Wire<'invoice'>;
  /** The fields of an invoice, so that options are written as people know them. */
  readonly about: FieldSet;
  /** Local time of its issue: `2026-11-25T10:00:00`. */
  readonly issuedAt: string;
}

const mark = '模拟开票，没有法律效力';

/** An invoice as data, by `eInvoiceSchema`: what is empty is not there. */
export function eInvoice({ invoice, about, issuedAt }: EInvoiceQuestion): string {
  const text = (name: string) => shownText(invoice, name, { about });
  const party = (name: string, side: 'seller' | 'buyer') =>
    within(`${name}Information`, [
      leaf(`${name}IdNum`, invoice[`${side}TaxNo`]),
      leaf(`${name}Name`, invoice[`${side}Name`]),
      leaf(`${name}Addr`, invoice[`${side}Address`]),
      leaf(`${name}TelNum`, invoice[`${side}Phone`]),
      leaf(`${name}BankName`, invoice[`${side}Bank`]),
      leaf(`${name}BankAccNum`, invoice[`${side}Account`]),
    ]);
  const { gross, invoiceType, blueInvoice, redConfirmation } = invoice;
  const header = within('Header', [
    leaf('EIid', invoice.number),
    leaf('Version', '1.0'),
    leaf('Mark', invoice.simulated ? mark : null),
    leaf('EInvoiceType', text('invoiceType'), invoiceType ? { code: invoiceType } : {}),
    leaf('Sign', invoice.sign),
    leaf('TaxMethod', invoice.taxMethod),
    leaf('SpecialBusiness', text('specialKind'), invoice.specialKind ? { code: invoice.specialKind } : {}),
  ]);
  const basic = within('BasicInformation', [
    leaf('TotalAmWithoutTax', money(invoice.amount)),
    leaf('TotalTaxAm', money(invoice.tax)),
    leaf('TotalTax-includedAmount', money(gross)),
    leaf('TotalTax-includedAmountInChinese', gross ? inCapitals(gross) : null),
    leaf('Drawer', invoice.drawer),
    leaf('Payee', invoice.payee),
    leaf('Reviewer', invoice.reviewer),
  ]);
  const red =
    invoice.sign === 'red'
      ? within('RedInformation', [
          leaf('OriginalInvoiceNumber', blueInvoice?.number),
          leaf('RedConfirmationNumber', redConfirmation?.number),
          leaf('RedReason', text('redReason')),
        ])
      : '';
  const more = within('AdditionalInformation', [leaf('Remark', invoice.faceRemark ?? invoice.remark)]);
  const issued = within('TaxSupervisionInfo', [
    leaf('InvoiceCode', invoice.invoiceCode),
    leaf('InvoiceNumber', invoice.number),
    leaf('IssueTime', issuedAt),
  ]);
  const data = within('EInvoiceData', [
    party('Seller', 'seller'),
    party('Buyer', 'buyer'),
    basic,
    ...(invoice.lines ?? []).map(item),
    specialInformation(invoice),
    differenceInformation(invoice, about),
    red,
    more,
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${within('EInvoice', [header, data, issued])}\n`;
}

function item(line: WireLine<'invoice'>): string {
  return within('IssuItemInformation', [
    leaf('ItemName', line.itemName),
    leaf('SpecMod', line.spec),
    leaf('MeaUnits', line.unit),
    leaf('Quantity', line.quantity),
    leaf('UnPrice', line.price),
    leaf('Amount', money(line.amount)),
    leaf('TaxRate', line.rate),
    leaf('Preference', line.preferenceText),
    leaf('ComTaxAm', money(line.tax)),
    leaf('TotaltaxIncludedAmount', money(line.gross)),
    leaf('Deduction', money(line.deduction)),
    leaf('TaxClassificationCode', line.taxCode),
  ]);
}

/** The elements of its special business, by what they are of. */
function specialInformation({ specialElements }: Wire<'invoice'>): string {
  const bySubject = Map.groupBy(specialElements ?? [], ({ subject }) => subject ?? '');
  const subjects = [...bySubject].map(([subject, elements]) =>
    within(
      'SpecialSubject',
      elements.map(({ label, value }) => leaf('SpecialElement', value, { name: label ?? '' })),
      { name: subject },
    ),
  );
  return subjects.length === 0 ? '' : within('SpecialInformation', subjects);
}

function differenceInformation({ vouchers }: Wire<'invoice'>, about: FieldSet): string {
  const rows = about.byId.get('vouchers')?.rows;
  const said = (vouchers ?? []).map((voucher) =>
    within('DeductionVoucher', [
      leaf('VoucherType', shownText(voucher as JsonObject, 'voucherKind', { about: rows }), {
        code: voucher.voucherKind ?? '',
      }),
      leaf('VoucherInvoiceCode', voucher.code),
      leaf('VoucherNumber', voucher.number),
      leaf('VoucherDate', voucher.day),
      leaf('VoucherAmount', money(voucher.amount)),
      leaf('DeductedAmount', money(voucher.deducted)),
      leaf('VoucherRemark', voucher.remark),
    ]),
  );
  return said.length === 0 ? '' : within('DifferenceInformation', said);
}

function money(value: Text): string | null {
  return value ? padded(round(value, 2), 2) : null;
}

type Attributes = Readonly<Record<string, string>>;

function within(name: string, parts: readonly string[], attributes: Attributes = {}): string {
  return `<${name}${written(attributes)}>${parts.join('')}</${name}>`;
}

function leaf(name: string, value: Text, attributes: Attributes = {}): string {
  if (value === null || value === undefined || value === '') return '';
  return `<${name}${written(attributes)}>${xmlText(value)}</${name}>`;
}

function written(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([key, text]) => ` ${key}="${xmlText(text)}"`)
    .join('');
}
