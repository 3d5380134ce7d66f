import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Forms } from '../../../../rules/einvoicing/forms/forms.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { bodyOf } from '../documents/body-of.ts';
import type { DocumentForms } from '../documents/document-forms.ts';
import { confirmationNeeded } from '../documents/refusals.ts';

/** By which a red invoice may be issued. */
export const agreedStatuses = ['01', '04'];
/** One party has entered it, and the other has not said yet. */
export const enteredStatuses = ['02', '03'];

/** Digital invoices are reversed by a confirmation. */
export function goesByConfirmation(invoiceType: string): boolean {
  return invoiceType.endsWith('xdp');
}

/** Of a special one none is made that nobody has to agree to. */
export function needsAgreement(invoiceType: string): boolean {
  return goesByConfirmation(invoiceType) && /^(?:08|004)/.test(invoiceType);
}

interface Confirming {
  readonly forms: DocumentForms;
  readonly blue: StoredAs<'invoice'>;
  /** The red pending invoice whose header and lines it has, as callers write it. */
  readonly document: Pick<Forms['pending-invoice'], 'blueUses'> & { readonly lines: readonly JsonObject[] };
  readonly reason: string;
  readonly org: string;
}

/**
 * Digital invoices are reversed by a confirmation: one that stands and is not used yet, or for ordinary ones a new one
 * that nobody has to agree to. Special ones wait for the other party. ◊ Answers its id; null: none is needed.
 */
export async function confirmationFor(
  transaction: TransactionScope,
  { forms, blue, document, reason, org }: Confirming,
): Promise<string | null> {
  const type = blue.invoiceType ?? '';
  if (!goesByConfirmation(type)) return null;
  const known = await transaction.where(forms.confirmation, 'blueInvoice', blue.id);
  const free: StoredAs<'red-confirmation'>[] = [];
  for (const one of known) if (await isFree(transaction, forms, one)) free.push(one);
  const usable = free.find(({ status }) => agreedStatuses.includes(status ?? ''));
  if (usable) return usable.id;
  if (needsAgreement(type) || free.some(({ status }) => enteredStatuses.includes(status ?? '')))
    throw confirmationNeeded({ number: blue.number ?? '' });
  // Of a planned line the number is that of the application it came from, or none.
  const { lines, blueUses } = document;
  const made = await transaction.create(forms.confirmation, {
    ...bodyOf(forms.confirmation, {
      ...document,
      remark: null,
      lines: lines.map((line, at) => {
        const { seq = null } = line;
        return { ...line, blueLine: blueLineOf(blue, blueUses?.[at]) ?? seq };
      }),
    }),
    organisation: { id: org },
    status: '01',
    source: 'document',
    auditStatus: 'D',
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
