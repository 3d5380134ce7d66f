import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { shared } from '../theme/shared.ts';
import { clearPlace } from './base/clear-place.ts';
import { failureText } from './base/failure-text.ts';
import { GjElement } from './base/gj-element.ts';
import { icon } from './base/icons.ts';
import { uncoveredBars } from './base/uncovered.ts';
import { state, withProperties } from './base/with-properties.ts';

interface PageOffer {
  readonly text: string;
  readonly href: string;
  /** The text whole, where it is shortened. Default: it is whole. */
  readonly title?: string;
}

/** Something that one may go on with: a page, or an act. */
export type NoticeOffer = PageOffer | { readonly text: string; readonly act: () => void | Promise<void> };

export interface Notice {
  readonly text: string;
  /** Default: done. What warns stays as long as an error does. */
  readonly kind?: 'done' | 'warning' | 'error';
  /** The notice replaces the one that was told under the same key. Default: it stands for itself. */
  readonly key?: string;
  /** Tries once more what did not succeed. */
  readonly retry?: () => void | Promise<void>;
  /** Takes it back. */
  readonly undo?: () => void | Promise<void>;
  /** Does it again after all. */
  readonly redo?: () => void | Promise<void>;
  /** Said below it. Default: nothing. */
  readonly offers?: readonly NoticeOffer[];
  /** Whether it is there again once a dialog that was opened over it is closed. Default: no. */
  readonly returns?: boolean;
}

interface Shown extends Notice {
  readonly id: number;
}

/** How far notices stay from the end of the window, in pixels. */
const edge = 16;
const tones = { done: 'ok', warning: 'warn', error: 'error' };

const none: readonly Shown[] = [];
/** The notices told now, the oldest first. */
let currentNotices = none;
/** Those that wait for a dialog to be closed. */
let waitingNotices = none;
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let newest = 1;
/** One in the shell and one in each open dialog, the topmost last: what lies below a dialog can only be looked at. */
let places: readonly GjNotices[] = [];

/**
 * Tells the person something in the corner: done things go by themselves, all else stays until closed. Answers how it
 * is taken back.
 */
export function notify(notice: Notice): () => void {
  const id = newest++;
  const place = currentNotices.findIndex(({ key }) => key !== undefined && key === notice.key);
  const next = { ...notice, id };
  show(place < 0 ? [...currentNotices.slice(-3), next] : currentNotices.with(place, next));
  places.at(-1)?.rise();
  if (isDone(notice)) goesByItself(next);
  return () => close(id);
}

function goesByItself({ id, ...notice }: Shown): void {
  timers.set(
    id,
    setTimeout(() => close(id), timeOf(notice)),
  );
}

/** Milliseconds that a notice of something done is shown: the more there is to choose, the longer. */
function timeOf({ undo, redo, offers = [] }: Notice): number {
  if (offers.length > 0) return 20_000;
  return undo || redo ? 8_000 : 4_000;
}

/** Something else begins over the page: what was done before is no longer news, or waits until that is over. */
export function forgetDone(): void {
  const waiting = currentNotices.filter((notice) => isDone(notice) && notice.returns);
  for (const { id } of waiting) clearTimeout(timers.get(id));
  waitingNotices = [...waitingNotices, ...waiting];
  show(currentNotices.filter((notice) => !isDone(notice)));
}

/** Nothing lies over the page any more. */
function bringBack(): void {
  const back = waitingNotices;
  if (back.length === 0) return;
  waitingNotices = none;
  show([...back, ...currentNotices].slice(-4));
  for (const notice of back) goesByItself(notice);
}

function isDone({ kind = 'done' }: Notice): boolean {
  return kind === 'done';
}

function close(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  waitingNotices = waitingNotices.filter((notice) => notice.id !== id);
  show(currentNotices.filter((notice) => notice.id !== id));
}

function show(now: readonly Shown[]): void {
  // The next person to sign in hears none of the former one's notices.
  currentNotices = places.length > 0 ? now : none;
  if (places.length === 0) waitingNotices = none;
  for (const place of places) place.shown = place === places.at(-1) ? currentNotices : none;
}

function stand(now: readonly GjNotices[]): void {
  places = now;
  show(currentNotices);
}

/**
 * Above everything, at the foot of the window, and never over the bars that are never covered. The shell has one, and so
 * has each dialog that makes all else inert: what is told shows in the topmost, where its buttons can be pressed.
 */
export class GjNotices extends withProperties(GjElement, { shown: state<readonly Shown[]>(() => none) }) {
  static override styles = [
    shared,
    css`
      :host {
        position: fixed;
        inset: auto var(--gj-4) var(--gj-2) auto;
        max-width: min(var(--gj-size-420), calc(100vw - var(--gj-size-32)));
        margin: 0;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        overflow: visible;
      }
      .notice {
        padding: var(--gj-1h) var(--gj-1h) var(--gj-1h) var(--gj-3);
      }
    `,
  ];

  #frame: number | undefined;
  /** In every frame: bars move without saying so, with a page that scrolls or a dialog that grows. */
  readonly #place = (): void => {
    cancelAnimationFrame(this.#frame ?? 0);
    if (this.shown.length === 0 || !this.isConnected) return;
    this.#frame = requestAnimationFrame(this.#place);
    const root = this.getRootNode();
    const bars = uncoveredBars(root instanceof ShadowRoot ? root.host : null);
    const boxes = bars.map((bar) => bar.getBoundingClientRect());
    const { clientWidth } = document.documentElement;
    const { width, height } = this.getBoundingClientRect();
    const right = clientWidth - edge;
    const place = clearPlace({ right, width, height }, boxes, window.innerHeight);
    this.style.insetInlineEnd = `${Math.round(clientWidth - place.right)}px`;
    this.style.insetBlockEnd = `${Math.round(window.innerHeight - place.bottom)}px`;
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    stand([...places, this]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    stand(places.filter((place) => place !== this));
    if (places.length === 1) bringBack();
    if (currentNotices.length > 0) places.at(-1)?.rise();
  }

  /** By now the dialog that it came with is open. */
  protected override firstUpdated(): void {
    if (this.shown.length > 0) this.rise();
  }

  protected override updated(): void {
    this.#place();
  }

  /** Dialogs that were opened meanwhile would hide it. */
  rise(): void {
    // With a whole page it may be gone before it hears so.
    if (!this.isConnected) return;
    this.hidePopover();
    this.showPopover();
    this.#place();
  }

  async #try(act: () => void | Promise<void>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
    }
  }

  #offer(id: number, offer: NoticeOffer) {
    if (!('href' in offer))
      return html`<button class="plain low-as-text" style="padding:0;font-size:inherit" @click=${() => void this.#try(offer.act)}>${offer.text}</button>`;
    return html`<a href=${offer.href} title=${offer.title ?? nothing} @click=${() => close(id)}>${offer.text}</a>`;
  }

  #button(id: number, text: string, act: () => void | Promise<void>) {
    return html`<button class="plain" @click=${() => {
      close(id);
      void this.#try(act);
    }}>${text}</button>`;
  }

  override render() {
    return html`<div class="stack-2" role="status" aria-live="polite">${repeat(
      this.shown,
      ({ id }) => id,
      ({
        id,
        text,
        kind = 'done',
        undo,
        redo,
        retry,
        offers = [],
      }) => html`<div class="notice framed flagged lifted across ${tones[kind]}">
        <span class="grows breaks">${text}${
          offers.length > 0
            ? html`<span class="flex wraps gap-2-3 small above-1">${offers.map((offer) => this.#offer(id, offer))}</span>`
            : nothing
        }</span>
        ${undo ? this.#button(id, msg('撤销', { id: 'undo' }), undo) : nothing}
        ${redo ? this.#button(id, msg('重做', { id: 'redo' }), redo) : nothing}
        ${retry ? this.#button(id, msg('重试', { id: 'retry' }), retry) : nothing}
        <button class="square" aria-label=${msg('关闭', { id: 'close' })} @click=${() => close(id)}>
          ${icon('close', 14)}
        </button>
      </div>`,
    )}</div>`;
  }
}
customElements.define('gj-notices', GjNotices);
