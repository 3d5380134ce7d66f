import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { shared } from '../theme/shared.ts';
import { GjElement } from './base/gj-element.ts';
import { given, text, withProperties } from './base/with-properties.ts';

export interface Tab {
  readonly key: string;
  readonly text: string;
  /** Something in it is wrong. Default: nothing is. */
  readonly marked?: boolean;
}

/** Tabs, by mouse or by arrows, Home and End. Tells `tab` with the key of another. */
export class GjTabs extends withProperties(GjElement, {
  tabs: given<readonly Tab[]>(() => []),
  /** The key of the one that is shown. */
  tab: text(),
}) {
  static override styles = [
    shared,
    css`
      [role='tablist'] {
        display: flex;
        flex-wrap: wrap;
        margin-block-start: var(--gj-half);
        margin-inline-start: calc(-1 * var(--gj-2h));
      }
      button {
        height: var(--gj-size-32);
        padding: 0 var(--gj-2h);
        border-radius: 0;
        box-shadow: none;
      }
      button[aria-selected='true'] {
        color: var(--gj-accent);
        font-weight: 600;
        box-shadow: inset 0 calc(-1 * var(--gj-half)) var(--gj-accent);
      }
      button:focus-visible {
        outline-offset: calc(-1 * var(--gj-half));
      }
      @media (max-width: 600px) {
        [role='tablist'] {
          flex-wrap: nowrap;
          overflow-x: auto;
          scrollbar-width: none;
        }
        button {
          flex: none;
          height: var(--gj-size-40);
        }
      }
      .mark {
        width: var(--gj-1h);
        height: var(--gj-1h);
        border-radius: 50%;
        background: var(--gj-error);
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
    return html`<div role="tablist" aria-label=${msg('页签', { id: 'tabs' })} @keydown=${this.#keys}>${this.tabs.map(
      ({
        key,
        text: name,
        marked,
      }) => html`<button class="muted groundless borderless" role="tab" id="tab-${key}" aria-selected=${key === this.tab}
          tabindex=${key === this.tab ? 0 : -1} @click=${() => this.emitUp('tab', key)}>
          ${name}
          ${marked ? html`<span class="mark" role="img" aria-label=${msg('有错误', { id: 'has-errors' })}></span>` : nothing}
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
