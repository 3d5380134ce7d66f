import type { IssueSaid } from '../../../metadata/contract/decisions/answered.ts';
import type { SplitBasis } from '../../../rules/einvoicing/plan/split-used.ts';
import type { SplitChoice } from '../../../rules/einvoicing/split/choice.ts';
import type { SplitInvoice } from '../../../rules/einvoicing/split/split-document.ts';
import { language } from '../../session/i18n.ts';

/** The invoices that a document becomes, and what is wrong with them. */
export interface SplitAnswer {
  readonly invoices: readonly SplitInvoice[];
  readonly issues: readonly IssueSaid[];
}

/** The same as it is sent: an invoice that was in the answer before is its place there. */
export interface Judged {
  readonly invoices: readonly (SplitInvoice | number)[];
  readonly issues: readonly IssueSaid[];
}

/** The rules of splitting, in a worker of their own. Of questions that overtake each other the last is answered. */
export class SplitDoor {
  readonly #worker = new Worker(new URL('./split-worker.ts', import.meta.url), { type: 'module' });
  #last = 0;
  #waiting: ((answer: SplitAnswer | null) => void) | null = null;
  /** Of the answer before, whether anybody waited for it or not. */
  #invoices: readonly SplitInvoice[] = [];

  constructor() {
    this.#worker.addEventListener(
      'message',
      ({ data: { id, judged } }: MessageEvent<{ readonly id: number; readonly judged: Judged }>) => {
        this.#invoices = judged.invoices.flatMap((one) =>
          typeof one === 'number' ? (this.#invoices[one] ?? []) : one,
        );
        if (id !== this.#last) return;
        this.#waiting?.({ invoices: this.#invoices, issues: judged.issues });
        this.#waiting = null;
      },
    );
  }

  /** Null: something else was asked meanwhile. `basis` once, and whenever it is another. */
  ask(choice: SplitChoice, basis?: SplitBasis): Promise<SplitAnswer | null> {
    this.#waiting?.(null);
    this.#last += 1;
    this.#worker.postMessage({ id: this.#last, choice, language: language(), ...(basis ? { basis } : {}) });
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  close(): void {
    this.#waiting?.(null);
    this.#worker.terminate();
  }
}
