import type { Condition } from '../../../../metadata/condition.ts';
import { compareDates } from '../../../../rules/calendar.ts';
import { compareText } from '../../../../rules/condition/value.ts';
import { textIn } from '../../../../rules/decisions/given.ts';
import { completed } from '../../../../rules/einvoicing/common/line.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { StoredConfirmation } from '../../../../rules/einvoicing/plan/red-sources.ts';
import type { HoldingLine } from '../../../../rules/einvoicing/red-confirmation/held.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import { readFacts } from '../../../effective/match/read-facts.ts';
import { agreedStatuses, enteredStatuses } from './confirmation-for.ts';
import { type Asking, allOf, is, linesOf } from './read-whole.ts';

export const notIssued: Condition = {
  any: [is('issued', false), { fact: 'issued', operator: 'isEmpty' }],
};

export interface NamedConfirmation {
  readonly id: string;
  readonly number: string;
  readonly isAgreed: boolean;
  /** None: it was never entered at the bureau. */
  readonly lines: readonly HoldingLine[];
}

/**
 * By id of their blue invoice, those that nothing goes by yet and nobody refused: the one entered first is the first.
 */
export async function confirmationsOf(
  asking: Asking,
  blues: readonly string[],
): Promise<ReadonlyMap<string, readonly NamedConfirmation[]>> {
  if (blues.length === 0) return new Map();
  const { confirmation } = asking.forms;
  const wires = await allOf(
    asking,
    confirmation,
    [
      { fact: 'blueInvoice', operator: 'in', value: [...blues] },
      { fact: 'status', operator: 'in', value: [...agreedStatuses, ...enteredStatuses] },
      notIssued,
    ],
    ['number', 'enteredAt', 'status', 'blueInvoice', 'lines'],
  );
  const free = (await unusedOf(asking, wires)).toSorted(
    (a, b) =>
      compareDates(textIn(a, 'enteredAt'), textIn(b, 'enteredAt')) ||
      compareText(textIn(a, 'number'), textIn(b, 'number')),
  );
  const byBlue = new Map<string, NamedConfirmation[]>();
  for (const wire of free) {
    const blue = wire.blueInvoice?.id ?? '';
    const isAgreed = agreedStatuses.includes(textIn(wire, 'status'));
    byBlue.set(blue, [
      ...(byBlue.get(blue) ?? []),
      {
        id: wire.id,
        number: textIn(wire, 'number'),
        isAgreed,
        lines: (wire.enteredAt ? linesOf(wire) : []) as readonly HoldingLine[],
      },
    ]);
  }
  return byBlue;
}

/** Of stored ones those that nothing goes by yet. */
export async function confirmationsFrom(
  asking: Asking,
  wires: readonly Wire<'red-confirmation'>[],
): Promise<readonly StoredConfirmation[]> {
  const { call, forms } = asking;
  const pause = timeSlices();
  const confirmations: StoredConfirmation[] = [];
  for (const wire of await unusedOf(asking, wires)) {
    await pause();
    const { record } = readFacts(wire, forms.confirmation, call, 'names');
    confirmations.push({
      id: wire.id,
      number: textIn(record, 'number'),
      issued: false,
      enteredAt: textIn(record, 'enteredAt') || call.now.instant,
      status: textIn(record, 'status'),
      source: textIn(record, 'source'),
      sellerTaxNo: textIn(record, 'sellerTaxNo'),
      buyerTaxNo: textIn(record, 'buyerTaxNo'),
      buyerName: textIn(record, 'buyerName'),
      lines: linesOf(record).map((line) => completed(line)),
      blue: wire.blueInvoice?.id ?? null,
    });
  }
  return confirmations;
}

async function unusedOf(
  asking: Asking,
  wires: readonly Wire<'red-confirmation'>[],
): Promise<readonly Wire<'red-confirmation'>[]> {
  const free = wires.filter(({ issued }) => !issued);
  if (free.length === 0) return [];
  const value = free.map(({ id }) => id);
  const clauses: readonly Condition[] = [{ fact: 'redConfirmation', operator: 'in', value }];
  const pending = await allOf(asking, asking.forms.pending, clauses, ['redConfirmation']);
  const taken = new Set(pending.map(({ redConfirmation }) => redConfirmation?.id));
  return free.filter(({ id }) => !taken.has(id));
}
