import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { shared } from '../theme/shared.ts';
import { failureText } from './failure-text.ts';
import { GjElement } from './gj-element.ts';
import { icon } from './icons.ts';
import { state, withProperties } from './with-properties.ts';

export interface Notice {
  readonly text: string;
  readonly kind?: 'done' | 'error';
  /** Tries once more what did not succeed. */
  readonly retry?: () => void | Promise<void>;
  /** Takes it back. */
  readonly undo?: () => void | Promise<void>;
}

interface Shown extends Notice {
  readonly id: number;
}

const notices = new EventTarget();

/** Tells the person something in the corner: done things go by themselves, errors stay until closed. */
export function notify(notice: Notice): void {
  notices.dispatchEvent(new CustomEvent('notice', { detail: notice }));
}

/** Something else begins over the page: what was done before is no longer news. */
export function forgetDone(): void {
  notices.dispatchEvent(new Event('forget'));
}

/** Above everything, and above the line at the foot of pages where they count and sum up. */
export class GjNotices extends withProperties(GjElement, { shown: state<readonly Shown[]>(() => []) }) {
  static override styles = [
    shared,
    css`
      :host {
        position: fixed;
        inset: auto var(--gj-4) calc(50px + var(--gj-foot)) auto;
        max-width: min(420px, calc(100vw - 32px));
        margin: 0;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        overflow: visible;
      }
      [role] {
        display: grid;
        gap: var(--gj-2);
      }
      .notice {
        display: flex;
        align-items: center;
        gap: var(--gj-2);
        padding: 6px 6px 6px 12px;
        border: 1px solid var(--gj-line);
        border-inline-start: 3px solid var(--gj-ok);
        border-radius: 6px;
        background: var(--gj-surface);
        box-shadow: var(--gj-shadow);
      }
      .notice.error {
        border-inline-start-color: var(--gj-error);
      }
      span {
        flex: 1;
        overflow-wrap: anywhere;
      }
    `,
  ];

  #next = 1;
  readonly #listen = (event: Event) => this.#add((event as CustomEvent<Notice>).detail);

  readonly #forget = () => {
    this.shown = this.shown.filter(({ kind }) => kind === 'error');
  };

  override connectedCallback(): void {
    super.connectedCallback();
    notices.addEventListener('notice', this.#listen);
    notices.addEventListener('forget', this.#forget);
    this.popover = 'manual';
  }

  override disconnectedCallback(): void {
    notices.removeEventListener('notice', this.#listen);
    notices.removeEventListener('forget', this.#forget);
    super.disconnectedCallback();
  }

  #add(notice: Notice): void {
    const id = this.#next++;
    this.shown = [...this.shown.slice(-3), { ...notice, id }];
    // Dialogs that were opened meanwhile would hide it.
    this.hidePopover();
    this.showPopover();
    if (notice.kind !== 'error') setTimeout(() => this.#close(id), notice.undo ? 8_000 : 4_000);
  }

  #close(id: number): void {
    this.shown = this.shown.filter((notice) => notice.id !== id);
  }

  async #try(act: () => void | Promise<void>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
    }
  }

  override render() {
    return html`<div role="status" aria-live="polite">${repeat(
      this.shown,
      ({ id }) => id,
      ({ id, text, kind, undo, retry }) => html`<div class="notice ${kind ?? 'done'}">
        <span>${text}</span>
        ${
          undo
            ? html`<button class="plain" @click=${() => {
                this.#close(id);
                void this.#try(undo);
              }}>${msg('撤销', { id: 'undo' })}</button>`
            : nothing
        }
        ${
          retry
            ? html`<button class="plain" @click=${() => {
                this.#close(id);
                void this.#try(retry);
              }}>${msg('重试', { id: 'retry' })}</button>`
            : nothing
        }
        <button class="square" aria-label=${msg('关闭', { id: 'close' })} @click=${() => this.#close(id)}>
          ${icon('close', 14)}
        </button>
      </div>`,
    )}</div>`;
  }
}
customElements.define('gj-notices', GjNotices);
