import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Forms } from '../../../../rules/einvoicing/forms/forms.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { bodyOf } from '../documents/body-of.ts';
import type { DocumentForms } from '../documents/document-forms.ts';
import { confirmationNeeded } from '../documents/refusals.ts';
import { needsAgreement } from './blue-use.ts';

/** By which a red invoice may be issued. */
export const agreedStatuses = ['01', '04'];
/** One party has entered it, and the other has not said yet. */
export const enteredStatuses = ['02', '03'];

/** Digital invoices are reversed by a confirmation. */
export function goesByConfirmation(invoiceType: string): boolean {
  return invoiceType.endsWith('xdp');
}

interface Finding {
  readonly forms: DocumentForms;
  readonly blue: StoredAs<'invoice'>;
}

interface Confirming extends Finding {
  /** The red pending invoice whose header and lines it has, as callers write it. */
  readonly document: Pick<Forms['pending-invoice'], 'blueUses'> & {
    readonly lines: readonly JsonObject[];
    readonly confirming?: JsonObject;
  };
  readonly reason: string;
  readonly org: string;
}

/**
 * Id of the confirmation by which a blue invoice may be reversed, which stands and is not used yet; null: there is none,
 * and nobody has to agree to a new one. Where the buyer has to, it is waited for.
 */
export async function usableConfirmation(
  transaction: TransactionScope,
  { forms, blue }: Finding,
): Promise<string | null> {
  if (!goesByConfirmation(blue.invoiceType ?? '')) return null;
  const known = await transaction.where(forms.confirmation, 'blueInvoice', blue.id);
  const free: StoredAs<'red-confirmation'>[] = [];
  for (const one of known) if (await isFree(transaction, forms, one)) free.push(one);
  const usable = free.find(({ status }) => agreedStatuses.includes(status ?? ''));
  if (usable) return usable.id;
  if (needsAgreement(blue) || free.some(({ status }) => enteredStatuses.includes(status ?? '')))
    throw confirmationNeeded({ number: blue.number ?? '' });
  return null;
}

/** A new confirmation that nobody has to agree to. Answers its id; null: the invoice is reversed without any. */
export async function newConfirmation(
  transaction: TransactionScope,
  { forms, blue, document, reason, org }: Confirming,
): Promise<string | null> {
  if (!goesByConfirmation(blue.invoiceType ?? '')) return null;
  // Of a planned line the number is that of the application it came from, or none.
  const { lines, blueUses, confirming } = document;
  const made = await transaction.create(forms.confirmation, {
    ...bodyOf(forms.confirmation, {
      ...document,
      ...confirming,
      remark: null,
      lines: lines.map((line, at) => {
        const { seq = null } = line;
        return { ...line, blueLine: blueLineOf(blue, blueUses?.[at]) ?? seq };
      }),
    }),
    organisation: { id: org },
    status: '01',
    source: 'document',
    // It goes to the bureau with its red invoice, and is approved with that.
    auditStatus: 'D',
    enteredAt: null,
    redReason: reason,
    blueInvoice: { id: blue.id },
  });
  return made.id;
}

/** Number of the line of a blue invoice that something is taken of; null: it is none of its lines. */
export function blueLineOf(
  blue: StoredAs<'invoice'> | null | undefined,
  use: { readonly lineId?: string | null } | undefined,
): number | null {
  const rows = blue?.lines ?? [];
  const place = rows.findIndex(({ id }) => id === use?.lineId);
  return place < 0 ? null : (rows[place]?.lineNo ?? place + 1);
}

/** No pending invoice goes by it, and none was issued by it. */
export async function isFree(
  transaction: TransactionScope,
  forms: DocumentForms,
  confirmation: StoredAs<'red-confirmation'>,
): Promise<boolean> {
  if (confirmation.issued) return false;
  return (await transaction.where(forms.pending, 'redConfirmation', confirmation.id)).length === 0;
}
