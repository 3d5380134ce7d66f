import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { shared } from '../theme/shared.ts';
import { GjElement } from './base/gj-element.ts';
import { icon } from './base/icons.ts';
import { flag, text, withProperties } from './base/with-properties.ts';
import { forgetDone } from './gj-notices.ts';

/** Something over the page that is finished or left before one goes on; Esc leaves it. Tells `closed`. */
export class GjRecordDialog extends withProperties(GjElement, {
  label: text(),
  wide: flag(false, { reflect: true }),
  /** At the end of the page, as high as it. Default: in the middle. */
  drawer: flag(false, { reflect: true }),
  /** Without buttons of its own below. Default: with one that leaves it. */
  plain: flag(),
  /** What the button says that leaves it. Default: that nothing is done. */
  leaving: text(),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: contents;
      }
      dialog {
        display: flex;
        flex-direction: column;
        width: min(var(--gj-size-560), calc(100vw - var(--gj-size-48)));
        max-height: calc(100vh - var(--gj-size-48));
        padding: 0;
        border: var(--gj-edge);
        border-radius: var(--gj-radius-xl);
        background: var(--gj-surface);
        color: var(--gj-text);
        font-size: var(--gj-text-m);
        line-height: var(--gj-line-m);
        box-shadow: var(--gj-shadow);
      }
      :host([wide]) dialog {
        width: min(var(--gj-size-960), calc(100vw - var(--gj-size-48)));
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
      dialog::backdrop {
        background: var(--gj-veil);
      }
      header,
      footer {
        display: flex;
        flex: none;
        align-items: center;
        gap: var(--gj-2);
        padding: var(--gj-2) var(--gj-2) var(--gj-2) var(--gj-4);
      }
      header {
        border-block-end: var(--gj-edge);
      }
      h2 {
        flex: 1;
        min-width: 0;
        font-size: var(--gj-text-l);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .body {
        flex: 1;
        min-height: 0;
        padding: var(--gj-4);
        overflow: auto;
      }
      footer {
        justify-content: flex-end;
        padding: var(--gj-3) var(--gj-4);
        border-block-start: var(--gj-edge);
      }
      /* On a phone it takes the window, whatever it is elsewhere. */
      @media (max-width: 600px) {
        :host dialog {
          inset: 0 !important;
          width: 100vw !important;
          max-width: none;
          height: 100dvh !important;
          max-height: none !important;
          margin: 0;
          border: 0 !important;
          border-radius: 0;
        }
        header {
          min-height: var(--gj-bar);
        }
        h2 {
          white-space: normal;
        }
        footer {
          flex-wrap: wrap;
          padding-block-end: calc(var(--gj-3) + env(safe-area-inset-bottom));
        }
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
    forgetDone();
  }

  override render() {
    const close = () => this.emitUp('closed');
    return html`<dialog aria-label=${this.label}
      @cancel=${(event: Event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        close();
      }}
      @click=${(event: MouseEvent) => {
        if (this.drawer && event.target === event.currentTarget) close();
      }}>
      <header>
        <h2>${this.label}</h2>
        <button class="square" aria-label=${msg('关闭', { id: 'close' })} @click=${close}>${icon('close')}</button>
      </header>
      <div class="body"><slot></slot></div>
      ${
        this.plain
          ? ''
          : html`<footer>
              <button @click=${close}>${this.leaving || msg('取消', { id: 'cancel' })}</button>
              <slot name="actions"></slot>
            </footer>`
      }
      <gj-notices></gj-notices>
    </dialog>`;
  }
}
customElements.define('gj-record-dialog', GjRecordDialog);
