import { css, html } from 'lit';
import { shared } from '../theme/shared.ts';
import { GjElement } from './base/gj-element.ts';
import { state, withProperties } from './base/with-properties.ts';

/**
 * An area where files are dropped; its content says which, and how else they are chosen. Tells `files-dropped` with all
 * that was dropped.
 */
export class GjDropZone extends withProperties(GjElement, { over: state(false) }) {
  static override styles = [
    shared,
    css`
      div {
        justify-items: center;
        padding: var(--gj-8) var(--gj-4);
        border: var(--gj-px) dashed var(--gj-line-strong);
      }
      div[data-over] {
        border-color: var(--gj-accent);
        background: var(--gj-picked);
      }
    `,
  ];

  override render() {
    return html`<div class="stack-2 muted to-middle surface rounded-l" ?data-over=${this.over}
      @dragover=${(event: DragEvent) => {
        event.preventDefault();
        this.over = true;
      }}
      @dragleave=${() => {
        this.over = false;
      }}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        this.over = false;
        if (event.dataTransfer) this.emit('files-dropped', event.dataTransfer);
      }}><slot></slot></div>`;
  }
}
customElements.define('gj-drop-zone', GjDropZone);
