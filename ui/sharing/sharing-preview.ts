import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { JsonObject } from '../../metadata/json.ts';
import type { SharingConsequences } from '../../rules/sharing/how.ts';
import type { SharingOfRecord } from './sharing-of-record.ts';

/** Asks the server what a change of sharing would mean, before anything is done; only the newest question is answered. */
export class SharingPreview implements ReactiveController {
  /** Null: not known, or not known yet. */
  consequences: SharingConsequences | null = null;
  /** Why it cannot be. */
  failure: unknown = null;
  busy = false;
  readonly #host: ReactiveControllerHost;
  #asked: AbortController | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asked?.abort();
  }

  async ask(data: SharingOfRecord, action: 'change-sharing' | 'transfer', body: JsonObject): Promise<void> {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    this.#become(null, null, true);
    try {
      const { consequences } = await data.preview(action, body, asked.signal);
      if (!asked.signal.aborted) this.#become(consequences ?? null, null, false);
    } catch (failure) {
      if (!asked.signal.aborted) this.#become(null, failure, false);
    }
  }

  #become(consequences: SharingConsequences | null, failure: unknown, busy: boolean): void {
    this.consequences = consequences;
    this.failure = failure;
    this.busy = busy;
    this.#host.requestUpdate();
  }
}
