import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { given, number, text, withProperties } from '../kit/base/with-properties.ts';
import { placeBelow } from '../kit/place-below.ts';
import { floating } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import type { Choice } from './model/sheet-choices.ts';
import { pickNotFound } from './model/sheet-lookups.ts';
import { cellLabel } from './model/sheet-speech.ts';
import type { SheetDesk } from './sheet-desk.ts';

/** The choices below the cell that is being typed in; the focus stays in the cell. */
export class GjSheetList extends withProperties(LitElement, {
  items: given<readonly Choice[]>(() => []),
  active: number(-1),
  /** The typed text that there is nothing for. Default: there is something. */
  missed: text(),
  /** The cell below which it stands. */
  anchor: given<Element | null>(null),
  label: text(),
}) {
  static override styles = [
    shared,
    floating,
    css`
      :host {
        min-width: var(--gj-size-160);
        max-width: min(var(--gj-size-480), 90vw);
        max-height: var(--gj-size-260);
      }
    `,
  ];

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
    if (this.missed !== '')
      return html`<p class="pad-1-2 muted breaks" role="status">${pickNotFound(this.missed)}</p>`;
    return html`<div role="listbox" aria-label=${this.label}>${this.items.map(
      ({ text, note }, at) =>
        html`<div role="option" class="entry one-line ${at === this.active ? 'chosen' : ''}"
          aria-selected=${at === this.active ? 'true' : 'false'}
          @mousedown=${(event: Event) => this.#pick(event, at)}
          ><span class="ellipsis grows">${text}</span>${note ? html`<span class="muted">${note}</span>` : ''}</div>`,
    )}</div>`;
  }
}
customElements.define('gj-sheet-list', GjSheetList);

/** Draws the choices of the current cell below it, while it has any. */
export function listView(desk: SheetDesk, anchor: Element | null): TemplateResult | typeof nothing {
  const { choices, model } = desk;
  if (!choices.isOpen && choices.missed === '') return nothing;
  return html`<gj-sheet-list .items=${choices.items} .missed=${choices.missed} .active=${choices.active}
    .label=${cellLabel(model)} .anchor=${anchor}
    @pick=${(event: CustomEvent<Choice>) => desk.pick(event.detail)}></gj-sheet-list>`;
}
