import { abs, negate } from '../../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import { emit } from '../../../work/outbox/outbox.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { applicationsOf } from '../documents/applications-of.ts';
import { requireForms } from '../documents/document-forms.ts';
import { giveBack } from '../documents/give-back.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { quotaBook } from '../quota/ledger.ts';
import { quotaMonth } from '../quota/quota-left.ts';
import { blueUsesIn, withoutIssuedRed } from '../red/uses-of-blue.ts';

/**
 * The channel voided it: the invoice is void and nothing is left of it to be reversed, its applications get their
 * amounts back unless their system does not want it so, and others are told. The quota of the month is
 * given back, credit is not.
 */
export async function writeVoided(
  parts: Pick<IssuingParts, 'store' | 'zone'>,
  call: Call,
  id: string,
  voidedAt: string,
): Promise<void> {
  const forms = requireForms(call);
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    const invoice = await transaction.read(forms.invoice, id);
    if (invoice.voidState !== 'sent') return {};
    const lines = (invoice.lines ?? []).map((row) => ({
      ...row,
      remainingRed: '0',
      remainingAllowance: '0',
      remainingQuantity: null,
    }));
    await transaction.change(
      forms.invoice,
      invoice,
      {
        invoiceStatus: 'void',
        voidState: 'done',
        voidedAt,
        voidFailure: null,
        lines,
        remainingRed: '0',
        remainingAllowance: '0',
      },
      'voided',
    );
    const month = quotaMonth(parts, call, voidedAt);
    const quota = quotaBook(transaction, call);
    await quota?.back(invoice.requestId ?? '', { month });
    const pending = invoice.pendingInvoice
      ? await transaction.find(forms.pending, invoice.pendingInvoice)
      : undefined;
    if (pending) {
      if (!isKept(call, invoice)) await giveBack(transaction, call, pending);
      const blue = await unreversed(transaction, call, pending);
      // What the red invoice had given back of the month's quota is used again.
      if (blue && !invoice.simulated && !invoice.testing)
        await quota?.back(blue.requestId ?? '', { month, net: negate(abs(invoice.amount ?? '0')) });
      await numberedAgain(transaction, call, pending);
    }
    const applications = pending ? applicationsOf(pending) : [];
    await emit(transaction, call.now.instant, [
      {
        kind: 'invoice-voided',
        form: forms.invoice.name,
        record: id,
        document: applications[0] ?? pending?.id ?? id,
        org: invoice.org,
        payload: { applications, number: invoice.number ?? null },
      },
    ]);
    return {};
  });
}

/** Some source systems do not want what is voided back. */
function isKept(call: Call, { sourceSystem, org }: StoredAs<'invoice'>): boolean {
  const kept = parameterTexts(call, org)('sim_writeback_config', 'cancel_no_writeback_source') ?? '';
  return Boolean(sourceSystem) && kept.split(',').some((one) => one.trim() === sourceSystem);
}

/** What a red invoice took of its blue one is there again. Answers the blue one; null: it is none, or has none. */
async function unreversed(
  transaction: TransactionScope,
  call: Call,
  pending: StoredAs<'pending-invoice'>,
): Promise<StoredAs<'invoice'> | null> {
  const uses = blueUsesIn(pending);
  if (!pending.blueInvoice || uses.length === 0) return null;
  const { invoice: form } = requireForms(call);
  const blue = await transaction.find(form, pending.blueInvoice);
  if (!blue) return null;
  const allowance = pending.redReason === 'allowance';
  await transaction.change(form, blue, withoutIssuedRed(blue, uses, allowance), 'return');
  return blue;
}

/** The red-letter information form of a red invoice that is void has its number for another one, or to be revoked. */
async function numberedAgain(
  transaction: TransactionScope,
  call: Call,
  { redInformation }: StoredAs<'pending-invoice'>,
): Promise<void> {
  const { information: form } = requireForms(call);
  const found = form && redInformation ? await transaction.find(form, redInformation) : undefined;
  if (form && found?.status === 'used')
    await transaction.change(form, found, { status: 'numbered' }, 'returned');
}
