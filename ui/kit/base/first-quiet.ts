import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isFocusFree } from './focus.ts';
import { modulesUnderWay } from './modules-under-way.ts';

/** The event by which an element tells its page that something is on its way: the promise of it. */
export const coming = 'coming';

/** After so many milliseconds a page is shown with what has come. */
const longest = 3_000;
/** Frames in a row in which nothing was on its way. */
const stillFrames = 2;

/**
 * Tells when a page has all that it is made of: until then its parts, which come one after the other, would push about
 * what somebody reads already. The page keeps them out of sight, and shows the outline of what comes. What is out of sight
 * takes no focus and keeps none: whoever was in it is on the page as a whole afterwards.
 */
export class FirstQuiet implements ReactiveController {
  /** Everything has come, or it took too long. */
  isCome = false;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #waiting = new Set<Promise<unknown>>();
  #turn = 0;
  /** The focus was inside when it went out of sight. */
  #hadFocus = false;
  #came: PromiseWithResolvers<void> = Promise.withResolvers();

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
    host.addEventListener(coming, ({ detail }: CustomEventInit<Promise<unknown>>) => {
      if (detail) this.wait(detail);
    });
  }

  /** Resolves once it is shown. */
  get come(): Promise<void> {
    return this.#came.promise;
  }

  hostConnected(): void {
    this.begin();
  }

  hostDisconnected(): void {
    this.#turn += 1;
  }

  /** Another thing is to stand on the page: it is waited for as the first was. */
  begin(): void {
    this.isCome = false;
    this.#hadFocus ||= this.#host.matches(':focus-within');
    this.#turn += 1;
    this.#came = Promise.withResolvers();
    setTimeout(() => this.#show(turn), longest);
    const turn = this.#turn;
    void this.#watch(turn);
  }

  /** The page is not shown before this has come, or failed. */
  wait(promise: Promise<unknown>): void {
    this.#waiting.add(promise);
    const gone = () => void this.#waiting.delete(promise);
    promise.then(gone, gone);
  }

  async #watch(turn: number): Promise<void> {
    for (let still = 0; still < stillFrames && turn === this.#turn; ) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      still = this.#waiting.size + modulesUnderWay() === 0 ? still + 1 : 0;
    }
    this.#show(turn);
  }

  #show(turn: number): void {
    if (turn !== this.#turn || this.isCome) return;
    this.isCome = true;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      this.#came.resolve();
      const isLost = this.#hadFocus && isFocusFree();
      this.#hadFocus = false;
      if (isLost) this.#host.closest('main')?.focus({ preventScroll: true });
    });
  }
}
