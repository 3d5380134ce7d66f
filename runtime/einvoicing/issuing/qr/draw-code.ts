import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Call } from '../../../call/call.ts';
import type { FormLike } from '../../forms/forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { newScanAddress } from './scan-address.ts';

interface Drawing {
  readonly call: Call;
  readonly form: FormLike<'static-qr' | 'dynamic-qr' | 'receipt-code'>;
  readonly action: string;
  readonly id: string;
  readonly ifMatch?: number | undefined;
}

/**
 * Writes down what the code says: an address of its own below where this server is reached, and another one each time,
 * so that whoever has the old one reaches nothing any more.
 */
export async function drawCode(
  { store, url }: IssuingParts,
  { call, form, action, id, ifMatch }: Drawing,
): Promise<void> {
  const seen = await store.toAct(call, form, id, { action, ifMatch });
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const current = await transaction.read(form, id);
    if (current.revision !== seen.revision)
      await store.toAct(call, form, id, { action, ifMatch: seen.revision });
    await transaction.change(form, current, { code: newScanAddress(url) }, action);
    return {};
  });
}
