import { Refusal } from '../../common/refusal.ts';
import type { Ask } from '../../http/pipeline/ask.ts';
import { recordUnknown } from '../../http/pipeline/refusals.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';

/** Reads the record that a page or a picture is made of. A field that one may not read is as if it were not. */
export async function readShown(ask: Ask, form: string): Promise<WireRecord> {
  const found = ask.served.model.formsById.get(form);
  const id = ask.recordId;
  if (!found) throw recordUnknown({ id });
  try {
    return await ask.host.store.read(ask.call, found, id, 'manage');
  } catch (failure) {
    throw failure instanceof Refusal && failure.status === 403 ? recordUnknown({ id }) : failure;
  }
}
