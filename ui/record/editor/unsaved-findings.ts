import type { RuleFindingAnswer } from '../../../metadata/contract/match/findings.ts';
import type { UnsavedRecord } from '../../fields/common/ui-kind.ts';
import { analyseUnsaved } from '../../fields/match-findings.ts';
import { Asking } from '../../kit/asking.ts';

/** Milliseconds in which nobody writes on. */
const quiet = 350;

/** What the other rules mean for one that is being written; asked when nobody writes on, and only the newest is told. */
export class UnsavedFindings extends Asking {
  /** Null: not known, or not yet; what was said of what stood there before is forgotten. */
  items: readonly RuleFindingAnswer[] | null = null;
  failure: unknown = null;
  busy = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  override hostDisconnected(): void {
    this.#stop();
  }

  /** `form`: name of the form of the rules. */
  ask(form: string, unsaved: UnsavedRecord): void {
    this.forget();
    this.busy = true;
    this.#waiting = setTimeout(() => void this.#run(form, unsaved), quiet);
  }

  /** There is nothing to compare at the moment. */
  forget(): void {
    this.#stop();
    this.items = null;
    this.failure = null;
    this.busy = false;
  }

  #stop(): void {
    clearTimeout(this.#waiting);
    this.giveUp();
  }

  async #run(form: string, unsaved: UnsavedRecord): Promise<void> {
    const signal = this.begin();
    try {
      const { items } = await analyseUnsaved(form, unsaved, signal);
      if (!signal.aborted) [this.items, this.failure] = [items, null];
    } catch (failure) {
      if (!signal.aborted) [this.items, this.failure] = [null, failure];
    }
    if (signal.aborted) return;
    this.busy = false;
    this.host.requestUpdate();
  }
}
