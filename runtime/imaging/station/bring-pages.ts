import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import { refOf } from '../../../rules/condition/facts.ts';
import type { Call } from '../../call/call.ts';
import { requireUse } from '../../storage/store/record/access.ts';
import { recordUnknown } from '../../storage/store/record/refusals.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import { billForm } from '../bills/bill-form.ts';
import { pagesMissing, stackReading } from '../bills/refusals.ts';
import { routeBills } from '../route/route-bills.ts';
import { pagesOf } from './places.ts';
import { requireSight, type ScanPage, type StationParts, stationForm } from './station-parts.ts';

/**
 * Puts the pages of a bill into it, and it goes on: in one transaction, so that a page is in its bill once, whatever
 * breaks. The bill takes the pictures' contents, which are there once, under ids of its own.
 */
export async function bringPages(parts: StationParts, call: Call, id: string): Promise<WireRecord> {
  const [form, bills] = [stationForm(call, 'scan-page'), billForm(call)];
  requireSight(call, bills, id);
  requireUse(call, form, 'edit');
  for (const action of ['read', 'edit', 'upload']) requireUse(call, bills, action);
  await routeBills(parts, {
    call,
    form: bills,
    action: 'upload',
    records: [{ id }],
    params: {},
    async bring(transaction, bill) {
      if (bill.org !== call.org) throw recordUnknown({ id });
      const pages = await pagesOf(transaction, form, id);
      if (pages.length === 0) throw pagesMissing({ number: bill.number ?? '' });
      await requireRead(transaction, call, { pages, bill: bill.number ?? '' });
      const brought = pages.flatMap(({ image }) => filesIn(image as Json).map(named));
      const images: JsonObject[] = [...filesIn(bill.images as Json).map(named), ...brought];
      const after = await transaction.patch(bills, bill, { images });
      for (const page of pages) await transaction.change(form, page, { state: 'landed' }, 'bring');
      return after;
    },
  });
  return parts.store.read(call, bills, id, 'manage');
}

function named({ id, name }: { readonly id: string; readonly name: string }): JsonObject {
  return { id, name };
}

/** A bill whose pages are still coming is not finished by those that are there. */
async function requireRead(
  transaction: TransactionScope,
  call: Call,
  { pages, bill }: { readonly pages: readonly ScanPage[]; readonly bill: string },
): Promise<void> {
  const form = stationForm(call, 'scan-stack');
  const ids = new Set(pages.flatMap(({ stack }) => refOf(stack as Json | undefined)?.id ?? []));
  for (const id of ids) {
    const [stack] = await transaction.where(form, 'id', id);
    if (stack && !stack.readAt) throw stackReading({ number: stack.number ?? '', bill });
  }
}
