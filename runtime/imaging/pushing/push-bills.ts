import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import type { FormLike, StoredAs } from '../../einvoicing/forms/forms.ts';
import type { ImagingParts } from '../bills/imaging-parts.ts';
import { questionOf } from '../bills/question-of.ts';
import { pushNotSet } from '../bills/refusals.ts';
import { imagesPush, type Push } from './pushes-of.ts';
import { writePushes } from './write-pushes.ts';

interface Pushing {
  readonly call: Call;
  readonly form: FormLike<'image-bill'>;
  readonly action: string;
  readonly records: readonly { readonly id: string; readonly ifMatch?: number | undefined }[];
}

/** Pushes what bills have by now, because somebody asks for it; all of them or none. */
export async function pushBills(
  parts: ImagingParts,
  { call, form, action, records }: Pushing,
): Promise<void> {
  const ready: { readonly bill: StoredAs<'image-bill'>; readonly own: Call; readonly push: Push }[] = [];
  for (const { id, ifMatch } of records) {
    const bill: StoredAs<'image-bill'> = await parts.store.toAct(call, form, id, { action, ifMatch });
    const own = { ...call, org: bill.org, now: parts.now(bill.org) };
    const { result: mode } = await parts.mode(own, questionOf(bill));
    if (!mode.system) throw pushNotSet({ number: bill.number ?? '' });
    ready.push({ bill, own, push: imagesPush('push', mode, bill, own.now.instant) });
  }
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    for (const { bill, own, push } of ready)
      await writePushes(transaction, own, await transaction.read(form, bill.id), [push]);
    return {};
  });
}
