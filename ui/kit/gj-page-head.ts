import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { shared } from '../theme/shared.ts';
import { GjElement } from './gj-element.ts';
import { given, text, withProperties } from './with-properties.ts';

/**
 * The head of every page: where one is, what the page is called, how it stands, what can be done. Slots: none for
 * what can be done, `where` for the way back, `named` for what belongs to the heading, `stands` for badges beside
 * it, `tabs` for what stands on its lower edge.
 */
export class GjPageHead extends withProperties(GjElement, {
  heading: text(),
  /** What the heading says when one points at it. */
  help: text(),
  /** Whether something on the page is not saved; what says so has its room before. Default: nothing ever is. */
  unsaved: given<boolean | null>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        flex: none;
        padding: var(--gj-2) var(--gj-4);
        border-block-end: 1px solid var(--gj-line);
        background: var(--gj-surface);
      }
      .where {
        overflow: hidden;
        font-size: var(--gj-text-s);
        line-height: var(--gj-line-s);
        color: var(--gj-muted);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gj-2) var(--gj-3);
        min-height: 34px;
      }
      .what {
        display: flex;
        flex: 1 1 240px;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px var(--gj-2);
        min-width: 0;
      }
      h1 {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .unsaved {
        min-width: 62px;
      }
      .do {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gj-2);
        min-width: 0;
      }
      ::slotted([slot='tabs']) {
        margin-block-end: calc(-1 * var(--gj-2));
      }
    `,
  ];

  override render() {
    const { unsaved } = this;
    return html`<div class="where"><slot name="where"></slot></div>
      <div class="line">
        <div class="what">
          <h1 title=${this.help || nothing}>${this.heading}<slot name="named"></slot></h1>
          <slot name="stands"></slot>
          ${
            unsaved === null
              ? nothing
              : html`<span class="unsaved">${unsaved ? html`<span class="badge warn">${msg('未保存', { id: 'not-saved' })}</span>` : nothing}</span>`
          }
        </div>
        <div class="do"><slot></slot></div>
      </div>
      <slot name="tabs"></slot>`;
  }
}
customElements.define('gj-page-head', GjPageHead);
