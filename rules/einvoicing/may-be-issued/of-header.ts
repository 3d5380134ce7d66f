import type { JsonObject } from '../../../metadata/common/json.ts';
import { taxNumberDoubt } from '../../../metadata/kinds/tax-number.ts';
import { isGiven, textIn } from '../../decisions/given.ts';
import { rowsIn } from '../../decisions/rules.ts';
import { canIssue, mostRows } from '../common/invoice-types.ts';
import { specialBusiness } from '../special-business/special-business.ts';
import { voucherFlaws } from '../special-business/vouchers.ts';
import { type Finder, header, isAskedOfBlue, type Judged } from './judged.ts';

/** By the licence of its seller: it was never given, or was taken away. */
export function seller(is: 'unknown' | 'withdrawn'): Finder {
  return ({ config: { licences }, invoice: { sellerTaxNo } }) => {
    if (licences === null || !isGiven(sellerTaxNo)) return [];
    const own = licences.filter(({ taxNo }) => taxNo === sellerTaxNo);
    if (own.some(({ status }) => status === 'authorised')) return [];
    const was = own.some(({ status }) => status === 'withdrawn') ? 'withdrawn' : 'unknown';
    return was === is ? [{ field: 'sellerTaxNo', params: { taxNo: sellerTaxNo } }] : [];
  };
}

export const notIssuedByKind: Finder = ({ channelKind, invoice: { invoiceType } }) =>
  channelKind && isGiven(invoiceType) && !canIssue(channelKind, invoiceType)
    ? [{ field: 'invoiceType', params: { invoiceType, channelKind } }]
    : [];

export const isPerson = ({ invoice }: Judged): boolean => invoice.buyerKind === 'person';

const details = ['buyerAddress', 'buyerPhone', 'buyerBank', 'buyerAccount'] as const;

/** One for each that is empty. */
export const missingDetails: Finder = ({ invoice }) =>
  details.filter((field) => !isGiven(invoice[field])).map((field) => ({ field, params: { field } }));

/** By the form that numbers of companies have; a person's is not judged by it. */
export const doubtfulForm: Finder = (judged) => {
  const { buyerTaxNo } = judged.invoice;
  if (!isGiven(buyerTaxNo) || isPerson(judged)) return [];
  return taxNumberDoubt(buyerTaxNo) ? [{ field: 'buyerTaxNo', params: { taxNo: buyerTaxNo } }] : [];
};

export const tooManyRows: Finder = ({ invoice: { invoiceType, withList }, lines }) => {
  const most = mostRows(invoiceType, withList === true);
  return most !== null && lines.length > most
    ? [{ field: 'lines', params: { rows: lines.length, most } }]
    : [];
};

/** One for each element of the special business that is empty. */
export const missingElements: Finder = (judged) => {
  const { realEstate } = judged.config;
  if (realEstate === undefined || isAskedOfBlue(judged)) return [];
  const { estate = [] } = specialBusiness(judged.invoice.specialKind);
  return estate
    .filter((element) => !isGiven(realEstate?.[element] as string | null | undefined))
    .map((element) => ({ field: `realEstate/${element}`, params: { field: element } }));
};

/** Transport says of whom or what, at least once. */
export const noTransport: Finder = (judged) => {
  const { transport } = specialBusiness(judged.invoice.specialKind);
  if (!transport || isAskedOfBlue(judged)) return [];
  return rowsIn(judged.invoice as JsonObject, transport.entries).length === 0
    ? [{ field: transport.entries, params: { field: transport.entries } }]
    : [];
};

/** One for each starred member of a row of transport that is empty. */
export const halfTransports: Finder = (judged) => {
  const { transport } = specialBusiness(judged.invoice.specialKind);
  if (!transport || isAskedOfBlue(judged)) return [];
  return rowsIn(judged.invoice as JsonObject, transport.entries).flatMap((row, at) =>
    transport.starred
      .filter((member) => textIn(row, member) === '')
      .map((member) => ({
        field: `${transport.entries}/${at}/${member}`,
        params: { field: member, row: at },
      })),
  );
};

/** Vouchers of a blue invoice deduct what it deducts: no more, and no less. */
export const differingVouchers: Finder = ({ sign, invoice: { taxMethod = null, vouchers }, lines }) =>
  sign === 'red'
    ? []
    : voucherFlaws({ taxMethod, lines, vouchers: vouchers ?? [] }).map(({ line, ...params }) =>
        line === undefined ? { field: 'vouchers', params } : { field: 'deduction', line, params },
      );

export const severalLines: Finder = header(
  'lines',
  ({ invoice: { taxMethod }, lines }) => taxMethod === 'difference' && lines.length > 1,
);

/** What approval, matching and confirmations still add is known at the push alone. */
export const voidedBlue: Finder = header(
  'blueInvoice',
  ({ at, sign, blue }) => at === 'push' && sign === 'red' && blue?.invoiceStatus === 'void',
);
