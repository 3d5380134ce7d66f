import type { Call } from '../../call/call.ts';
import { tell } from '../../outbox/outbox.ts';
import type { Hands } from '../../store/record/hands.ts';
import { rowsOf, type Stored } from '../../store/record/stored.ts';
import { requireForms } from './document-forms.ts';
import { type RowUse, withUses } from './remaining.ts';

/** What a pending invoice used of its applications is theirs again, and others are told. */
export async function giveBack(hands: Hands, call: Call, pending: Stored): Promise<void> {
  const { application: form } = requireForms(call);
  const byApplication = Map.groupBy(rowsOf(pending['sources']), ({ application }) => String(application));
  for (const [id, rows] of byApplication) {
    const application = await hands.find(form, id);
    if (!application) continue;
    const uses = rows.map(
      ({ lineId, quantity, amount, tax, gross, amountDifference, taxDifference }): RowUse => ({
        row: String(lineId),
        quantity: typeof quantity === 'string' ? quantity : null,
        ...{ amount: String(amount ?? '0'), tax: String(tax ?? '0'), gross: String(gross ?? '0') },
        amountDifference: String(amountDifference ?? '0'),
        taxDifference: String(taxDifference ?? '0'),
      }),
    );
    await hands.change(form, application, withUses(application, uses, true), 'return');
  }
  await tell(
    hands,
    call.now.instant,
    [...byApplication.keys()].map((record) => ({
      ...({ kind: 'application-returned', form: form.name, record, document: record } as const),
      ...{ org: pending.org, payload: { pendingInvoice: pending.id } },
    })),
  );
}
