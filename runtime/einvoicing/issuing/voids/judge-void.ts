import { sub, sum } from '../../../../metadata/common/decimal.ts';
import type { Decided } from '../../../../rules/decisions/trace.ts';
import { mayVoid, type Voided } from '../../../../rules/einvoicing/void/void.ts';
import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import type { StoredAs } from '../../forms/forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { remainingOfRow } from '../red/uses-of-blue.ts';

/** Whether a stored invoice may be voided now, by the parameters of its organisation. */
export function judgeVoid(
  { zone }: Pick<IssuingParts, 'zone'>,
  call: Call,
  invoice: StoredAs<'invoice'>,
): Decided<Voided> {
  const { invoiceType, issuedAt, sourceSystem, deducted, copiesTicked, org } = invoice;
  const rows = invoice.lines ?? [];
  const amount = sum(rows.map((row) => row.amount ?? '0'));
  const question = {
    now: call.now.instant,
    zone: zone(org),
    invoice: {
      invoiceType: invoiceType ?? null,
      issuedAt: issuedAt ?? '',
      amount,
      tax: sum(rows.map((row) => row.tax ?? '0')),
      sourceSystem: sourceSystem ?? null,
      reversed: reversedOf(invoice, amount),
      deducted: deducted ?? null,
    },
    copiesTicked: [copiesTicked === true],
  };
  return mayVoid(question, parameterTexts(call, org), 'none');
}

/** The amount that was taken back, or is about to be; a red invoice itself is never taken back. */
function reversedOf({ sign, lines }: StoredAs<'invoice'>, amount: string): string {
  if (sign === 'red') return '0';
  const left = (lines ?? []).map((row) => {
    const isDiscount = row.kind === 'discount' && row.remainingRed === '0';
    return isDiscount ? '0' : remainingOfRow(row).red;
  });
  return sub(amount, sum(left));
}
