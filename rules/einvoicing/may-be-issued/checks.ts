import type { Label } from '../../../metadata/common/label.ts';
import { isGiven } from '../../decisions/given.ts';
import { ordinaryTypes, specialTypes } from '../common/invoice-types.ts';
import type { Severity } from './flaw.ts';
import { eachLine, type Finder, header, type Judged } from './judged.ts';
import * as ofHeader from './of-header.ts';
import * as ofLines from './of-lines.ts';
import * as ofSums from './of-sums.ts';
import { words } from './words.ts';

/** A check of the application that a parameter turns off; there it is a warning, at the channel it stays an error. */
export type Switch = 'amount' | 'tax' | 'discount' | 'goods';

export interface Check {
  /** The code of what it finds. */
  readonly flaw: string;
  /** The types of invoice it is asked of. Default: all, and where there is none. */
  readonly types?: readonly string[];
  /** The only sign it is asked of. Default: both. */
  readonly sign?: 'blue' | 'red';
  readonly severity: Severity | ((judged: Judged) => Severity);
  readonly off?: Switch;
  readonly find: Finder;
  /** What an accountant reads and can act on. */
  readonly words: Label;
}

const rateTypes = [...specialTypes, ...ordinaryTypes];
const byCompleteness = ({ config }: Judged): Severity => (config.codesComplete ? 'error' : 'warning');
const unlessLate = ({ invoice }: Judged): Severity =>
  isGiven(invoice.lateIssueReason) ? 'warning' : 'error';
const noBuyerNumber: Finder = header('buyerTaxNo', ({ invoice }) => !isGiven(invoice.buyerTaxNo));
const noBuyerNumberOfCompany: Finder = header(
  'buyerTaxNo',
  (judged) => !isGiven(judged.invoice.buyerTaxNo) && !ofHeader.isPerson(judged),
);

type Row = Omit<Check, 'words'> & { readonly flaw: keyof typeof words };

/** Every check there is, in the order in which they are told: one row each. */
const rows: readonly Row[] = [
  {
    flaw: 'seller-tax-number-missing',
    severity: 'error',
    find: header(
      'sellerTaxNo',
      ({ config, invoice }) => config.licences !== null && !isGiven(invoice.sellerTaxNo),
    ),
  },
  { flaw: 'seller-not-authorised', severity: 'error', find: ofHeader.seller('unknown') },
  { flaw: 'seller-withdrawn', severity: 'error', find: ofHeader.seller('withdrawn') },
  {
    flaw: 'invoice-type-missing',
    severity: 'error',
    find: header('invoiceType', ({ invoice }) => !isGiven(invoice.invoiceType)),
  },
  { flaw: 'invoice-type-not-issued', severity: 'error', find: ofHeader.notIssuedByKind },
  {
    flaw: 'buyer-name-missing',
    severity: 'error',
    find: header('buyerName', ({ invoice }) => !isGiven(invoice.buyerName)),
  },
  { flaw: 'buyer-tax-number-missing', types: specialTypes, severity: 'error', find: noBuyerNumber },
  {
    flaw: 'buyer-tax-number-missing',
    types: ordinaryTypes,
    severity: 'warning',
    find: noBuyerNumberOfCompany,
  },
  {
    flaw: 'buyer-person',
    types: specialTypes,
    severity: 'error',
    find: header('buyerKind', ofHeader.isPerson),
  },
  {
    flaw: 'buyer-details-missing',
    types: ['004', '028'],
    severity: 'warning',
    find: ofHeader.missingDetails,
  },
  { flaw: 'tax-number-form', severity: 'warning', find: ofHeader.doubtfulForm },
  {
    flaw: 'seller-is-buyer',
    severity: 'warning',
    find: header(
      'buyerTaxNo',
      ({ invoice: { buyerTaxNo, sellerTaxNo } }) => isGiven(buyerTaxNo) && buyerTaxNo === sellerTaxNo,
    ),
  },
  {
    flaw: 'drawer-missing',
    severity: 'warning',
    find: header('drawer', ({ invoice }) => !isGiven(invoice.drawer)),
  },
  { flaw: 'blue-voided', severity: 'error', find: ofHeader.voidedBlue },
  { flaw: 'special-element-missing', severity: 'error', find: ofHeader.missingElements },
  { flaw: 'transport-missing', severity: 'error', find: ofHeader.noTransport },
  { flaw: 'transport-element-missing', severity: 'error', find: ofHeader.halfTransports },
  { flaw: 'vehicle-missing', severity: 'error', find: ofLines.noVehicle },
  { flaw: 'lines-missing', severity: 'error', find: header('lines', ({ lines }) => lines.length === 0) },
  { flaw: 'too-many-rows', types: rateTypes, severity: 'error', find: ofHeader.tooManyRows },
  { flaw: 'difference-lines', severity: 'error', find: ofHeader.severalLines },
  {
    flaw: 'item-name-missing',
    severity: 'error',
    off: 'goods',
    find: eachLine('itemName', ({ itemName }) => !isGiven(itemName)),
  },
  {
    flaw: 'tax-code-missing',
    severity: 'error',
    off: 'goods',
    find: eachLine('taxCode', ({ taxCode }) => !isGiven(taxCode)),
  },
  {
    flaw: 'rate-missing',
    severity: 'error',
    off: 'goods',
    find: eachLine('rate', ({ rate }) => !isGiven(rate)),
  },
  { flaw: 'tax-code-form', severity: 'error', find: ofLines.illFormedCode },
  {
    flaw: 'tax-code-unknown',
    severity: byCompleteness,
    find: ofLines.unknownCode,
  },
  {
    flaw: 'tax-code-summary',
    severity: 'error',
    find: ofLines.summaryCode,
  },
  { flaw: 'tax-code-not-yet', sign: 'blue', severity: byCompleteness, find: ofLines.earlyCode },
  { flaw: 'tax-code-ended', sign: 'blue', severity: byCompleteness, find: ofLines.endedCode },
  {
    flaw: 'zero-rate-special',
    types: specialTypes,
    severity: 'error',
    find: eachLine('rate', ofLines.isUntaxed),
  },
  {
    flaw: 'zero-rate-text-missing',
    types: ordinaryTypes,
    severity: 'warning',
    find: ofLines.zeroWithoutText,
  },
  { flaw: 'not-taxed-code', severity: 'warning', find: ofLines.untaxedElsewhere },
  { flaw: 'special-code', severity: 'warning', find: ofLines.unfitCode },
  { flaw: 'rate-ended', sign: 'blue', severity: unlessLate, find: ofLines.endedRate },
  { flaw: 'discount-place', severity: 'error', off: 'discount', find: ofLines.tolerance('discount-place') },
  { flaw: 'discount-name', severity: 'error', off: 'discount', find: ofLines.tolerance('discount-name') },
  { flaw: 'discount-code', severity: 'error', off: 'discount', find: ofLines.tolerance('discount-code') },
  { flaw: 'discount-rate', severity: 'error', off: 'discount', find: ofLines.tolerance('discount-rate') },
  { flaw: 'discount-sum', severity: 'error', find: ofLines.pairOfOtherSign },
  { flaw: 'quantity-or-price-missing', severity: 'error', find: ofLines.halfPriced },
  { flaw: 'line-amount-zero', severity: 'error', find: ofLines.nothing },
  { flaw: 'line-sign', severity: 'error', find: ofLines.otherSign },
  { flaw: 'line-amount', severity: 'error', off: 'amount', find: ofLines.tolerance('line-amount') },
  { flaw: 'line-tax', severity: 'error', off: 'tax', find: ofLines.tolerance('line-tax') },
  { flaw: 'difference-tax', severity: 'error', off: 'tax', find: ofLines.tolerance('difference-tax') },
  { flaw: 'difference-deduction', severity: 'error', find: ofLines.largeDeduction },
  { flaw: 'vouchers-differ', severity: 'error', find: ofHeader.differingVouchers },
  { flaw: 'line-gross', severity: 'error', find: ofSums.lineGross },
  { flaw: 'invoice-amount', severity: 'error', find: ofSums.wholeTolerance('invoice-amount') },
  { flaw: 'invoice-tax', severity: 'error', find: ofSums.wholeTolerance('invoice-tax') },
  { flaw: 'invoice-gross', severity: 'error', find: ofSums.invoiceGross },
  { flaw: 'total-zero', severity: 'error', find: ofSums.totalZero },
  // Last: silent where another check spoke on the line's code or rate. `stops` of a company rule makes it an error.
  { flaw: 'rate-risk', sign: 'blue', severity: 'warning', find: ofLines.doubtedRate },
];

export const checks: readonly Check[] = rows.map((row) => ({ ...row, words: words[row.flaw] }));
