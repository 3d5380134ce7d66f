import type { JsonObject } from '../../../../metadata/common/json.ts';
import { refusal } from '../../../common/refusal.ts';
import type { DoingOne } from '../../../storage/store/act/acting.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import { emit } from '../../../work/outbox/outbox.ts';
import { requireForm } from '../../forms/forms.ts';
import { newScanAddress, scanKeyOf } from '../../issuing/qr/scan-address.ts';
import type { Clouds } from './clouds.ts';

export interface SyncCodeParts {
  readonly store: Store;
  readonly clouds: Clouds;
  /** The address at which this server is reached from outside. */
  readonly url: string;
}

const withoutCloud = refusal('cloud-without-address', 422);

/** Has the mobile cloud told what a dynamic code is and where it leads; it goes out once that is committed. */
export async function syncCode(
  { store, clouds, url }: SyncCodeParts,
  { call, id, action, ifMatch }: DoingOne,
): Promise<void> {
  if (clouds.mobile === null) throw withoutCloud({ setting: 'GUIJU_MOBILE' });
  const form = requireForm(call, 'dynamic-qr');
  const seen = await store.toAct(call, form, id, { action, ifMatch });
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const current = await transaction.read(form, id);
    if (current.revision !== seen.revision)
      await store.toAct(call, form, id, { action, ifMatch: seen.revision });
    // One that was drawn before codes had keys leads nowhere.
    const drawn = scanKeyOf(current.code) === null ? null : current.code;
    const code = drawn ?? newScanAddress(url);
    await transaction.change(form, current, { code, syncStatus: 'waiting' }, action);
    const { number = null, taxNo = null, invoiceTypes = [], businessSystem = null } = current;
    const payload = { number, taxNo, invoiceTypes: [...(invoiceTypes ?? [])], businessSystem, code };
    const about = { form: form.name, record: id, document: id, org: current.org };
    await emit(transaction, call.now.instant, [{ kind: 'code-synced', ...about, payload }]);
    return {};
  });
}
