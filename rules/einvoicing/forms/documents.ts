import type { Forms, InvoiceApplicationLines } from './forms.ts';

/** A line of an application, which interfaces also name by `seq`. */
export type ApplicationLine = InvoiceApplicationLines & { readonly seq?: number | null };

/** An application as decisions are asked about it: its fields, and what an interface says beside them. */
export type Application = Omit<Forms['invoice-application'], 'lines'> & {
  readonly lines?: readonly ApplicationLine[] | null;
  readonly amount?: string | null;
  readonly tax?: string | null;
  readonly gross?: string | null;
  readonly pushMatchRules?: string | null;
};
