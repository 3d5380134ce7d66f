import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import type { StoredAs } from '../../einvoicing/forms/forms.ts';
import { requireUse } from '../../storage/store/record/access.ts';
import { recordUnknown } from '../../storage/store/record/refusals.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import { billForm } from '../bills/bill-form.ts';
import { billAmbiguous, billRefused, billUnknown, pageLanded } from '../bills/refusals.ts';
import { placeBehind } from './places.ts';
import { spelledBill } from './spelled-bill.ts';
import { type ScanPage, type StationParts, stationForm } from './station-parts.ts';
import { uploadGate } from './upload-gate.ts';

interface Assigning {
  /** Ids of pages, in their order. */
  readonly pages: readonly string[];
  /** The code or a number of a bill; null: they wait to be assigned again. */
  readonly bill: string | null;
}

/** Assigns pages to a bill, all of them or none; answers them. */
export async function assignPages(
  parts: StationParts,
  call: Call,
  { pages, bill: said }: Assigning,
): Promise<readonly WireRecord[]> {
  const [form, bills] = [stationForm(call, 'scan-page'), billForm(call)];
  requireUse(call, form, 'edit');
  if (said !== null) requireUse(call, bills, 'read');
  const named = said === null ? null : await spelledBill(parts, call, said);
  const gate = await uploadGate(parts, call);
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    const bill = named === null ? null : await billNamed(transaction, call, named);
    const why = bill && (await gate(bill));
    if (bill && why) throw billRefused({ number: bill.number ?? '', why: reasonOf(call, why) });
    let place = bill ? await placeBehind(transaction, form, bill.id, new Set(pages)) : 0;
    for (const id of pages) {
      const page: ScanPage | undefined = await transaction.find(form, id);
      if (!page || page.org !== call.org) throw recordUnknown({ id });
      if (page.state === 'landed') throw pageLanded({ number: page.number ?? '' });
      const values = bill
        ? { state: 'assigned', bill: bill.id, place, why: null }
        : { state: 'waiting', bill: null, place: null, why: page.bill ? 'taken-back' : (page.why ?? null) };
      await transaction.change(form, page, values, 'assign');
      place += 1;
    }
    return {};
  });
  return Promise.all(pages.map((id) => parts.store.read(call, form, id, 'manage')));
}

/** Bills are named by what somebody holds in his hand: one of several numbers, of his organisation alone. */
async function billNamed(
  transaction: TransactionScope,
  call: Call,
  said: string,
): Promise<StoredAs<'image-bill'>> {
  const form = billForm(call);
  for (const field of ['code', 'number', 'billNumber']) {
    const found: readonly StoredAs<'image-bill'>[] = await transaction.where(form, field, said);
    const [bill, ...others] = found.filter(({ org }) => org === call.org);
    if (others.length > 0) throw billAmbiguous({ said });
    if (bill) return bill;
  }
  throw billUnknown({ said });
}

/** The reason in words: those of the option that a page which waits for it has. */
function reasonOf(call: Call, why: string): JsonObject {
  const options = stationForm(call, 'scan-page').byName.get('why')?.props['options'];
  const found = Array.isArray(options)
    ? (options as readonly JsonObject[]).find(({ value }) => value === why)
    : undefined;
  return { ...(found?.['label'] as JsonObject | undefined) };
}
