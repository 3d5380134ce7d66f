import { css, html, LitElement, type PropertyValues } from 'lit';
import { given, number, text, withProperties } from '../kit/base/with-properties.ts';
import { placeBelow } from '../kit/place-below.ts';
import type { Choice } from './model/sheet-choices.ts';

/** The choices below the cell that is being typed in; the focus stays in the cell. */
export class GjSheetList extends withProperties(LitElement, {
  items: given<readonly Choice[]>(() => []),
  active: number(-1),
  /** The cell below which it stands. */
  anchor: given<Element | null>(null),
  label: text(),
}) {
  static override styles = css`
    :host {
      box-sizing: border-box;
      position: fixed;
      inset: auto;
      margin: 0;
      padding: var(--gj-1);
      min-width: var(--gj-size-160);
      max-width: min(var(--gj-size-480), 90vw);
      max-height: var(--gj-size-260);
      overflow: auto;
      border: var(--gj-edge-strong);
      border-radius: var(--gj-radius);
      background: var(--gj-surface);
      color: var(--gj-text);
      box-shadow: var(--gj-shadow);
      font: var(--gj-text-m) / var(--gj-line-m) var(--gj-font);
    }
    [role='option'] {
      display: flex;
      gap: var(--gj-3);
      padding: var(--gj-3q) var(--gj-2);
      border-radius: var(--gj-radius-s);
      cursor: default;
      white-space: nowrap;
    }
    [role='option']:hover {
      background: var(--gj-head);
    }
    [aria-selected='true'] {
      background: var(--gj-picked);
    }
    .text {
      flex: 1;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .note {
      color: var(--gj-muted);
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.showPopover();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.anchor) placeBelow(this, this.anchor);
    if (changed.has('active'))
      this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  #pick(event: Event, index: number): void {
    // The cell keeps the focus.
    event.preventDefault();
    this.dispatchEvent(new CustomEvent<Choice | null>('pick', { detail: this.items[index] ?? null }));
  }

  override render() {
    return html`<div role="listbox" aria-label=${this.label}>${this.items.map(
      ({ text, note }, at) =>
        html`<div role="option" aria-selected=${at === this.active ? 'true' : 'false'}
          @mousedown=${(event: Event) => this.#pick(event, at)}
          ><span class="text">${text}</span>${note ? html`<span class="note">${note}</span>` : ''}</div>`,
    )}</div>`;
  }
}
customElements.define('gj-sheet-list', GjSheetList);
