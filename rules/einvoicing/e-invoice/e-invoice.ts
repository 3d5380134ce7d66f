import { padded, round } from '../../../metadata/common/decimal.ts';
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
    leaf('SpecialBusiness', text('specialKind')),
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

function money(value: Text): string | null {
  return value ? padded(round(value, 2), 2) : null;
}

function within(name: string, parts: readonly string[]): string {
  return `<${name}>${parts.join('')}</${name}>`;
}

function leaf(name: string, value: Text, attributes: Readonly<Record<string, string>> = {}): string {
  if (value === null || value === undefined || value === '') return '';
  const said = Object.entries(attributes).map(([key, text]) => ` ${key}="${xmlText(text)}"`);
  return `<${name}${said.join('')}>${xmlText(value)}</${name}>`;
}
