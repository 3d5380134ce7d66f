import type { Label } from '../../metadata/common/label.ts';
import type { FoundRecord } from '../../metadata/contract/search/calls.ts';
import { Asking } from '../kit/asking.ts';
import { session } from '../session/session.ts';

/** Asks the server for records while somebody types; only the last question is answered. */
export class QuickSearch extends Asking {
  hits: readonly FoundRecord[] = [];
  busy = false;
  failed = false;
  /** What not all records of were looked at. */
  unsearched: readonly Label[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  override hostDisconnected(): void {
    this.ask('');
  }

  ask(text: string): void {
    clearTimeout(this.#timer);
    this.giveUp();
    const q = text.trim();
    this.busy = q !== '';
    this.failed = false;
    this.unsearched = [];
    if (q === '') this.hits = [];
    else this.#timer = setTimeout(() => void this.#send(q), 180);
    this.host.requestUpdate();
  }

  async #send(q: string): Promise<void> {
    const signal = this.begin();
    try {
      const query = { q, limit: 20 };
      const { items, unsearched } = await session.api.call('GET /api/search', { query, signal });
      if (signal.aborted) return;
      this.hits = items;
      this.unsearched = unsearched.map(({ label }) => label);
    } catch {
      if (signal.aborted) return;
      this.hits = [];
      this.failed = true;
    }
    this.busy = false;
    this.host.requestUpdate();
  }
}
