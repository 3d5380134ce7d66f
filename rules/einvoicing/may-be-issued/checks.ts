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
  readonly code: string;
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

type Row = Omit<Check, 'words'> & { readonly code: keyof typeof words };

/** Every check there is, in the order in which they are told: one row each. */
const rows: readonly Row[] = [
  { code: 'seller-not-authorised', severity: 'error', find: ofHeader.seller('unknown') },
  { code: 'seller-withdrawn', severity: 'error', find: ofHeader.seller('withdrawn') },
  {
    code: 'invoice-type-missing',
    severity: 'error',
    find: header('invoiceType', ({ invoice }) => !isGiven(invoice.invoiceType)),
  },
  { code: 'invoice-type-not-issued', severity: 'error', find: ofHeader.notIssuedByKind },
  {
    code: 'buyer-name-missing',
    severity: 'error',
    find: header('buyerName', ({ invoice }) => !isGiven(invoice.buyerName)),
  },
  { code: 'buyer-tax-number-missing', types: specialTypes, severity: 'error', find: noBuyerNumber },
  {
    code: 'buyer-tax-number-missing',
    types: ordinaryTypes,
    severity: 'warning',
    find: noBuyerNumberOfCompany,
  },
  {
    code: 'buyer-person',
    types: specialTypes,
    severity: 'error',
    find: header('buyerKind', ofHeader.isPerson),
  },
  {
    code: 'buyer-details-missing',
    types: ['004', '028'],
    severity: 'warning',
    find: ofHeader.missingDetails,
  },
  { code: 'tax-number-form', severity: 'warning', find: ofHeader.doubtfulForm },
  {
    code: 'seller-is-buyer',
    severity: 'warning',
    find: header(
      'buyerTaxNo',
      ({ invoice: { buyerTaxNo, sellerTaxNo } }) => isGiven(buyerTaxNo) && buyerTaxNo === sellerTaxNo,
    ),
  },
  {
    code: 'drawer-missing',
    severity: 'warning',
    find: header('drawer', ({ invoice }) => !isGiven(invoice.drawer)),
  },
  { code: 'blue-voided', severity: 'error', find: ofHeader.voidedBlue },
  { code: 'special-element-missing', severity: 'error', find: ofHeader.missingElements },
  { code: 'lines-missing', severity: 'error', find: header('lines', ({ lines }) => lines.length === 0) },
  { code: 'too-many-rows', types: rateTypes, severity: 'error', find: ofHeader.tooManyRows },
  { code: 'difference-lines', severity: 'error', find: ofHeader.severalLines },
  {
    code: 'item-name-missing',
    severity: 'error',
    off: 'goods',
    find: eachLine('itemName', ({ itemName }) => !isGiven(itemName)),
  },
  {
    code: 'tax-code-missing',
    severity: 'error',
    off: 'goods',
    find: eachLine('taxCode', ({ taxCode }) => !isGiven(taxCode)),
  },
  {
    code: 'rate-missing',
    severity: 'error',
    off: 'goods',
    find: eachLine('rate', ({ rate }) => !isGiven(rate)),
  },
  { code: 'tax-code-form', severity: 'error', find: ofLines.illFormedCode },
  {
    code: 'tax-code-unknown',
    severity: byCompleteness,
    find: ofLines.category((record) => record === null),
  },
  {
    code: 'tax-code-summary',
    severity: 'error',
    find: ofLines.category((record) => record?.summary === true),
  },
  {
    code: 'tax-code-ended',
    sign: 'blue',
    severity: byCompleteness,
    find: ofLines.category((record, today) => isGiven(record?.lastDay) && record.lastDay < today),
  },
  {
    code: 'zero-rate-special',
    types: specialTypes,
    severity: 'error',
    find: eachLine('rate', ofLines.isUntaxed),
  },
  {
    code: 'zero-rate-text-missing',
    types: ordinaryTypes,
    severity: 'warning',
    find: ofLines.zeroWithoutText,
  },
  { code: 'not-taxed-code', severity: 'warning', find: ofLines.untaxedElsewhere },
  { code: 'special-code', severity: 'warning', find: ofLines.unfitCode },
  { code: 'rate-ended', sign: 'blue', severity: unlessLate, find: ofLines.endedRate },
  { code: 'discount-place', severity: 'error', off: 'discount', find: ofLines.tolerance('discount-place') },
  { code: 'discount-name', severity: 'error', off: 'discount', find: ofLines.tolerance('discount-name') },
  { code: 'discount-code', severity: 'error', off: 'discount', find: ofLines.tolerance('discount-code') },
  { code: 'discount-rate', severity: 'error', off: 'discount', find: ofLines.tolerance('discount-rate') },
  { code: 'discount-sum', severity: 'error', find: ofLines.pairOfOtherSign },
  { code: 'quantity-or-price-missing', severity: 'error', find: ofLines.halfPriced },
  { code: 'line-amount-zero', severity: 'error', find: ofLines.nothing },
  { code: 'line-sign', severity: 'error', find: ofLines.otherSign },
  { code: 'line-amount', severity: 'error', off: 'amount', find: ofLines.tolerance('line-amount') },
  { code: 'line-tax', severity: 'error', off: 'tax', find: ofLines.tolerance('line-tax') },
  { code: 'difference-tax', severity: 'error', off: 'tax', find: ofLines.tolerance('difference-tax') },
  { code: 'difference-deduction', severity: 'error', find: ofLines.largeDeduction },
  { code: 'line-gross', severity: 'error', find: ofSums.lineGross },
  { code: 'invoice-amount', severity: 'error', find: ofSums.wholeTolerance('invoice-amount') },
  { code: 'invoice-tax', severity: 'error', find: ofSums.wholeTolerance('invoice-tax') },
  { code: 'invoice-gross', severity: 'error', find: ofSums.invoiceGross },
  { code: 'total-zero', severity: 'error', find: ofSums.totalZero },
  // Last: silent where another check spoke on the line's code or rate. `stops` of a company rule makes it an error.
  { code: 'rate-risk', sign: 'blue', severity: 'warning', find: ofLines.doubtedRate },
];

export const checks: readonly Check[] = rows.map((row) => ({ ...row, words: words[row.code] }));
