import type { nothing, ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { failureLine, mayPass } from './base/failure-line.ts';
import { failureText } from './base/failure-text.ts';
import { notify } from './gj-notices.ts';

interface DoingOptions {
  /** Failures are said in the corner. Default: they are kept, and `shown` says them. */
  readonly notifies?: boolean;
}

interface Outcome<T> {
  /** Is said in the corner when it is done. Default: nothing. */
  readonly done?: string | ((answer: T) => string);
  /** Takes it back. Default: it is not taken back. */
  readonly undo?: (answer: T) => Promise<void>;
  /** The thing it is done to, where the page shows several. Default: nothing in particular. */
  readonly subject?: unknown;
  /** The action waits for the one under way. Default: it is not done while another is. */
  readonly queues?: boolean;
}

/** Runs what an element does, one action at a time; why the last one failed stays until the next begins. */
export class Doing implements ReactiveController {
  busy = false;
  failure: unknown = null;
  /** The thing that is acted on while it is busy. */
  subject: unknown = null;
  readonly #host: ReactiveControllerHost;
  readonly #notifies: boolean;
  #isShown = false;
  #again: () => Promise<boolean> = async () => false;
  #ended: Promise<void> = Promise.resolve();

  constructor(host: ReactiveControllerHost, { notifies = false }: DoingOptions = {}) {
    this.#host = host;
    this.#notifies = notifies;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isShown = true;
  }

  hostDisconnected(): void {
    this.#isShown = false;
  }

  /** Answers whether it was done. */
  async run<T>(act: () => Promise<T>, outcome: Outcome<T> = {}): Promise<boolean> {
    while (this.busy) {
      if (!outcome.queues) return false;
      await this.#ended;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#ended = promise;
    this.#again = () => this.run(act, outcome);
    this.#become(true, null, outcome.subject ?? null);
    try {
      const answer = await act();
      this.#become(false, null);
      notifyDone(answer, outcome);
      return true;
    } catch (failure) {
      this.#become(false, failure);
      return false;
    } finally {
      resolve();
    }
  }

  /** Runs the last action once more. */
  retry(): Promise<boolean> {
    return this.#again();
  }

  /** Puts away why the last action failed. */
  forget(): void {
    this.#become(this.busy, null, this.subject);
  }

  /** Says why the last action failed. */
  shown(): TemplateResult | typeof nothing {
    return failureLine(this.failure, () => this.retry());
  }

  #become(busy: boolean, failure: unknown, subject: unknown = null): void {
    const isElsewhere = failure !== null && (this.#notifies || !this.#isShown);
    this.busy = busy;
    this.subject = subject;
    this.failure = isElsewhere ? null : failure;
    if (isElsewhere) this.#notify(failure);
    this.#host.requestUpdate();
  }

  #notify(failure: unknown): void {
    const retry = async () => {
      await this.retry();
    };
    notify({ text: failureText(failure), kind: 'error', ...(mayPass(failure) && { retry }) });
  }
}

function notifyDone<T>(answer: T, { done, undo }: Outcome<T>): void {
  if (done === undefined) return;
  const text = typeof done === 'function' ? done(answer) : done;
  notify({ text, ...(undo && { undo: () => undo(answer) }) });
}
