import type { Call } from '../../../call/call.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import { emit } from '../../../work/outbox/outbox.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { requireForms } from './document-forms.ts';
import { type RowUse, withUses } from './remaining.ts';

/** Gives the applications back what a pending invoice used of them, and others are told. */
export async function giveBack(
  transaction: TransactionScope,
  call: Call,
  pending: StoredAs<'pending-invoice'>,
): Promise<void> {
  const { application: form } = requireForms(call);
  const byApplication = Map.groupBy(pending.sources ?? [], ({ application }) => application ?? '');
  for (const [id, rows] of byApplication) {
    const application = await transaction.find(form, id);
    if (!application) continue;
    const uses = rows.map(
      ({ lineId, quantity, amount, tax, gross, deduction, amountDifference, taxDifference }): RowUse => ({
        row: lineId ?? '',
        quantity: quantity ?? null,
        amount: amount ?? '0',
        tax: tax ?? '0',
        gross: gross ?? '0',
        deduction: deduction ?? null,
        amountDifference: amountDifference ?? '0',
        taxDifference: taxDifference ?? '0',
      }),
    );
    await transaction.change(form, application, withUses(application, uses, true), 'return');
  }
  await emit(
    transaction,
    call.now.instant,
    [...byApplication.keys()].map((record) => ({
      ...({ kind: 'application-returned', form: form.name, record, document: record } as const),
      org: pending.org,
      payload: { pendingInvoice: pending.id },
    })),
  );
}
