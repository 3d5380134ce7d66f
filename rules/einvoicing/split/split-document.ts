import type { Text } from '../../decisions/given.ts';
import type { Line } from '../common/line.ts';

export interface SplitDocument {
  readonly invoiceType?: Text;
  readonly taxMethod?: Text;
  readonly taxIncluded?: boolean | null;
  readonly remark?: Text;
  readonly lines: readonly Line[];
}

/** A line of an invoice, with the line of the document it is (a piece of). */
export type InvoiceLine = Line & { readonly from: number; readonly writeBackQuantity: string | null };

export interface SplitInvoice {
  readonly amount: string;
  readonly tax: string;
  readonly gross: string;
  readonly deduction?: string;
  readonly remark: string;
  readonly withList: boolean;
  readonly lines: readonly InvoiceLine[];
}

export interface SplitResult {
  readonly invoices: readonly SplitInvoice[];
}
