import { toInstant } from '../../../../rules/calendar.ts';
import {
  firstAfter,
  type MonthSummed,
  nothingSummed,
  withInvoices,
} from '../../../../rules/einvoicing/leqi-summary/leqi-summary.ts';
import type { Call } from '../../../call/call.ts';
import { requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';

const pageSize = 500;

/** A month of a tax number. */
export interface MonthOf {
  readonly taxNo: string;
  readonly month: string;
}

/** Adds up what a tax number issued by Leqi in a month of the call's organisation; what is void, or no invoice, is left out. */
export async function sumMonth(
  { store, zone }: Pick<IssuingParts, 'store' | 'zone'>,
  call: Call,
  { taxNo, month }: MonthOf,
): Promise<MonthSummed> {
  const { invoice: form } = requireForms(call);
  const at = (day: string) => toInstant(day, '00:00:00', zone(call.org));
  let summed = nothingSummed;
  let cursor: string | null | undefined;
  do {
    const page = await store.list(call, form, {
      view: 'manage',
      filter: {
        all: [
          { fact: 'issuedAt', operator: 'greaterThanOrEqual', value: at(`${month}-01`) },
          { fact: 'issuedAt', operator: 'lessThan', value: at(firstAfter(month)) },
          { fact: 'sellerTaxNo', operator: 'equal', value: taxNo },
          { fact: 'channel', operator: 'equal', value: 'leqi' },
          { fact: 'invoiceStatus', operator: 'notEqual', value: 'void' },
          { fact: 'simulated', operator: 'notEqual', value: true },
          { fact: 'testing', operator: 'notEqual', value: true },
        ],
      },
      sort: ['issuedAt', 'id'],
      fields: ['invoiceType', 'amount', 'tax'],
      limit: pageSize,
      ...(cursor && { cursor }),
    });
    summed = withInvoices(summed, page.items);
    cursor = page.next;
  } while (cursor);
  return summed;
}
