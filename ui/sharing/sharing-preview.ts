import type { JsonObject } from '../../metadata/common/json.ts';
import type { SharingConsequences } from '../../metadata/contract/records/actions.ts';
import { Asking } from '../kit/asking.ts';
import type { SharingOfRecord } from './sharing-of-record.ts';

/** Asks the server what a change of sharing would mean, before anything is done; only the newest question is answered. */
export class SharingPreview extends Asking {
  /** Null: not known, or not known yet. */
  consequences: SharingConsequences | null = null;
  /** Why it cannot be. */
  failure: unknown = null;
  busy = false;

  async ask(data: SharingOfRecord, action: 'change-sharing' | 'transfer', body: JsonObject): Promise<void> {
    const signal = this.begin();
    this.#become(null, null, true);
    try {
      const { consequences } = await data.preview(action, body, signal);
      if (!signal.aborted) this.#become(consequences ?? null, null, false);
    } catch (failure) {
      if (!signal.aborted) this.#become(null, failure, false);
    }
  }

  #become(consequences: SharingConsequences | null, failure: unknown, busy: boolean): void {
    this.consequences = consequences;
    this.failure = failure;
    this.busy = busy;
    this.host.requestUpdate();
  }
}
