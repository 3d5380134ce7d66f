import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { focusedElement } from '../base/focus.ts';
import { GjElement } from '../base/gj-element.ts';
import { icon } from '../base/icons.ts';
import { uncovered } from '../base/uncovered.ts';
import { flag, text, withProperties } from '../base/with-properties.ts';
import { forgetDone } from '../gj-notices.ts';

/** Something over the page that is finished or left before one goes on; Esc leaves it. Tells `closed`. */
export class GjDialog extends withProperties(GjElement, {
  label: text(),
  wide: flag(false, { reflect: true }),
  /** As large as there is room for, and what is in it lays itself out. Default: as high as what is in it. */
  whole: flag(false, { reflect: true }),
  /** Of one height, whatever is in it: what grows and shrinks in it moves none of its buttons. */
  steady: flag(false, { reflect: true }),
  /** At the end of the page, as high as it. Default: in the middle. */
  drawer: flag(false, { reflect: true }),
  /** Without buttons of its own below. Default: with one that leaves it. */
  plain: flag(),
  /** The text of the button that leaves it. Default: one that says nothing is done. */
  leaving: text(),
}) {
  static override styles = [
    shared,
    boxless,
    css`
      dialog {
        width: min(var(--gj-size-560), calc(100vw - var(--gj-size-48)));
        max-height: calc(100vh - var(--gj-size-48));
        border-radius: var(--gj-radius-xl);
        line-height: var(--gj-line-m);
      }
      :host([wide]) dialog {
        width: min(var(--gj-size-960), calc(100vw - var(--gj-size-48)));
      }
      :host([whole]) dialog {
        width: calc(100vw - var(--gj-size-48));
        height: calc(100vh - var(--gj-size-48));
      }
      :host([whole]) .body {
        display: flex;
        flex-direction: column;
        padding: 0;
        overflow: hidden;
      }
      :host([steady]) dialog {
        height: min(var(--gj-size-720), 100vh - var(--gj-size-48));
      }
      :host([drawer]) dialog {
        inset: 0 0 0 auto;
        width: min(var(--gj-size-480), 100vw);
        height: 100vh;
        max-height: 100vh;
        margin: 0;
        border-width: 0 0 0 var(--gj-px);
        border-radius: 0;
      }
      :host([drawer][wide]) dialog {
        width: min(var(--gj-size-720), 100vw);
      }
      h2[tabindex]:focus {
        outline: none;
      }
      .body {
        padding: var(--gj-4);
      }
      footer {
        padding: var(--gj-3) var(--gj-4) calc(var(--gj-3) + env(safe-area-inset-bottom));
      }
      @media (max-width: 600px) {
        .ellipsis {
          white-space: normal;
        }
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
    // What is in it may be on its way still, and nobody begins with leaving.
    const at = focusedElement();
    if (at?.getRootNode() === this.renderRoot && at.closest('header'))
      this.renderRoot.querySelector('h2')?.focus();
    forgetDone();
  }

  override render() {
    const close = () => this.emitUp('closed');
    return html`<dialog class="flex column unpadded in-text usual surface edged lifted fills-phone" aria-label=${this.label}
      @cancel=${(event: Event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        close();
      }}
      @close=${(event: Event) => {
        // The browser closes by itself what is left a second time by the same key: whether it goes is the holder's to say.
        if (event.target !== event.currentTarget) return;
        (event.currentTarget as HTMLDialogElement).showModal();
        close();
      }}
      @click=${(event: MouseEvent) => {
        if (this.drawer && event.target === event.currentTarget) close();
      }}>
      <header class="across rigid pad-head ruled">
        <h2 class="rest ellipsis larger" tabindex="-1">${this.label}</h2>
        <button class="square" aria-label=${msg('关闭', { id: 'close' })} @click=${close}>${icon('close')}</button>
      </header>
      <div class="body grows shrinks-down scrolls"><slot></slot></div>
      ${
        this.plain
          ? ''
          : html`<footer class="toolbar trails rigid ruled-above" ${uncovered()}>
              <button @click=${close}>${this.leaving || msg('取消', { id: 'cancel' })}</button>
              <slot name="actions"></slot>
            </footer>`
      }
      <gj-notices></gj-notices>
    </dialog>`;
  }
}
customElements.define('gj-dialog', GjDialog);
