import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { focusDrawn } from './base/focus.ts';
import type { GjElement } from './base/gj-element.ts';
import { icon } from './base/icons.ts';
import { flag, withProperties } from './base/with-properties.ts';
import { Opener } from './opener.ts';

/**
 * A button with a panel below it; what stands in slot `button` is the button's, all else the panel's. Tells `toggled`.
 */
export class GjPop extends withProperties(Opener, { active: flag(false, { reflect: true }) }) {
  static override styles = [
    ...Opener.styles,
    css`
      :host {
        min-width: 0;
      }
      ::slotted([slot='button']:has(svg)) {
        display: inline-flex;
      }
      :host([look='filter']) button.opens {
        padding: 0 var(--gj-2) 0 var(--gj-2h);
        color: var(--gj-muted);
      }
      :host([active]) button.opens {
        border-color: var(--gj-accent);
        background: var(--gj-picked);
        color: var(--gj-text);
      }
      [popover] {
        min-width: var(--gj-size-220);
        max-height: min(var(--gj-size-460), calc(100vh - var(--gj-size-16)));
        padding: 0;
        font-size: var(--gj-text-m);
        line-height: var(--gj-line-m);
      }
      @media (max-width: 600px) {
        ::slotted(*) {
          box-sizing: border-box;
          max-width: 100%;
        }
      }
    `,
  ];

  protected override turned(open: boolean): void {
    this.emit('toggled', open);
    if (open) void this.#enter();
  }

  /** Focuses the first control of the panel, once the element that holds the panel has drawn it. */
  async #enter(): Promise<void> {
    const { host } = this.getRootNode() as ShadowRoot;
    await (host as GjElement).updateComplete;
    this.place();
    const [first] = this.querySelectorAll<HTMLElement>('[autofocus], [data-first]');
    await focusDrawn(first);
    requestAnimationFrame(() => this.place());
  }

  /** Whatever has the focus: a panel without controls leaves it on the button. */
  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.open) return;
    event.stopPropagation();
    this.hide();
    this.focus();
  };

  override render() {
    return html`
      <button class="opens regular ${this.look}" popovertarget="panel" aria-haspopup="dialog" aria-expanded=${this.open}
        aria-label=${this.label || nothing} title=${this.label || nothing}
        @click=${this.turn} @keydown=${this.#escape}><slot name="button"></slot></button>
      <div id="panel" class="fills-phone" popover role="dialog" aria-label=${this.label || nothing} @toggle=${this.toggled}
        @keydown=${this.#escape}><header class="phone-only across apart pad-head ruled"><h2>${this.label}</h2><button class="square"
            aria-label=${msg('关闭', { id: 'close' })} @click=${() => {
              this.hide();
              this.focus();
            }}>${icon('close')}</button></header><slot></slot></div>
    `;
  }
}
customElements.define('gj-pop', GjPop);
