import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { shared } from '../theme/shared.ts';
import { GjElement } from './base/gj-element.ts';
import { neededMark, neededStyles } from './base/needed-mark.ts';
import { given, text, withProperties } from './base/with-properties.ts';

export interface Tab {
  readonly key: string;
  readonly text: string;
  /** Something in it is wrong. Default: nothing is. */
  readonly marked?: boolean;
  /** Says what something in it is needed for. Default: nothing. */
  readonly needed?: string | undefined;
}

/** Tabs, by mouse or by arrows, Home and End. Tells `tab` with the key of another. */
export class GjTabs extends withProperties(GjElement, {
  tabs: given<readonly Tab[]>(() => []),
  /** The key of the one that is shown. */
  tab: text(),
}) {
  static override styles = [
    shared,
    neededStyles,
    css`
      .tabs {
        margin-inline-start: calc(-1 * var(--gj-2h));
      }
      @media (max-width: 600px) {
        .tab {
          height: var(--gj-size-40);
        }
      }
    `,
  ];
  /** Whether the focus goes to the tab that is shown next. */
  #follows = false;

  #keys(event: KeyboardEvent): void {
    if (event.altKey) return;
    const at = this.tabs.findIndex(({ key }) => key === this.tab);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : this.tabs.at(to % this.tabs.length);
    if (!next) return;
    event.preventDefault();
    this.#follows = true;
    this.emitUp('tab', next.key);
  }

  protected override updated(): void {
    const shown = this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]');
    if (shown) bringIntoSight(shown);
    if (this.#follows && shown && !shown.matches(':focus')) {
      shown.focus();
      this.#follows = false;
    }
  }

  override render() {
    return html`<div class="tabs above-half" role="tablist" aria-label=${msg('页签', { id: 'tabs' })}
        @keydown=${this.#keys}>${this.tabs.map(
          ({
            key,
            text: name,
            marked,
            needed,
          }) => html`<button class="tab" role="tab" id="tab-${key}" aria-selected=${key === this.tab}
          tabindex=${key === this.tab ? 0 : -1} @click=${() => this.emitUp('tab', key)}>
          ${name}
          ${marked ? html`<span class="dot in-error" role="img" aria-label=${msg('有错误', { id: 'has-errors' })}></span>` : neededMark(needed)}
        </button>`,
        )}</div>`;
  }
}
/** Along the tabs alone: the page they stand on stays where it is. */
function bringIntoSight(tab: HTMLElement): void {
  const list = tab.parentElement;
  if (!list || list.scrollWidth <= list.clientWidth) return;
  const [one, all] = [tab.getBoundingClientRect(), list.getBoundingClientRect()];
  if (one.left < all.left) list.scrollLeft += one.left - all.left;
  else if (one.right > all.right) list.scrollLeft += one.right - all.right;
}
customElements.define('gj-tabs', GjTabs);
