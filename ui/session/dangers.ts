import type { Danger } from '../../metadata/contract/params/value.ts';
import { session } from './session.ts';

/** Milliseconds for which an answer is believed. */
const believed = 30_000;

/**
 * The dangerous parameters that are on for the organisation of the page; asked again as one goes about. Tells `change`.
 */
class Dangers extends EventTarget {
  list: readonly Danger[] = [];
  #of = '';
  #asked = 0;

  async refresh(now = false): Promise<void> {
    const { who, org } = session;
    const of = `${who?.user.id ?? ''}/${org?.id ?? ''}`;
    if (!who?.parameters || !org) return this.#take([]);
    if (!now && of === this.#of && Date.now() - this.#asked < believed) return;
    if (of !== this.#of) this.#take([]);
    this.#of = of;
    this.#asked = Date.now();
    // A page is of use without knowing; it is asked again with the next.
    const answer = await session.api.call('GET /api/dangers').catch(() => null);
    if (answer && of === this.#of) this.#take(answer.items);
  }

  #take(list: readonly Danger[]): void {
    if (list.length === 0 && this.list.length === 0) return;
    this.list = list;
    this.dispatchEvent(new Event('change'));
  }
}

/** One a page. */
export const dangers = new Dangers();
