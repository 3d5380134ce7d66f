import { css, html, nothing } from 'lit';
import { shared } from '../theme/shared.ts';
import { focusDrawn } from './focus-drawn.ts';
import { GjElement } from './gj-element.ts';

/** A button with a panel below it; what stands in slot `button` is the button's, all else the panel's. Tells `toggled`. */
export class GjPop extends GjElement {
  static override properties = {
    label: { type: String },
    look: { type: String, reflect: true },
    align: { type: String },
    active: { type: Boolean, reflect: true },
    open: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: inline-block;
        min-width: 0;
      }
      button.opens {
        max-width: 100%;
        font-weight: 400;
      }
      ::slotted([slot='button']:has(svg)) {
        display: inline-flex;
      }
      :host([look='filter']) button.opens {
        padding: 0 8px 0 10px;
        color: var(--gj-muted);
      }
      :host([active]) button.opens {
        border-color: var(--gj-accent);
        background: var(--gj-picked);
        color: var(--gj-text);
      }
      .panel {
        position: fixed;
        inset: auto;
        margin: 0;
        min-width: 220px;
        max-width: calc(100vw - 16px);
        max-height: min(460px, calc(100vh - 16px));
        padding: 0;
        overflow: auto;
        border: 1px solid var(--gj-line);
        border-radius: 6px;
        background: var(--gj-surface);
        color: var(--gj-text);
        font-size: var(--gj-text-m);
        line-height: var(--gj-line-m);
        box-shadow: var(--gj-shadow);
      }
    `,
  ];
  declare label: string;
  declare look: 'button' | 'plain' | 'square' | 'filter';
  declare align: 'start' | 'end';
  declare active: boolean;
  declare open: boolean;

  constructor() {
    super();
    this.label = '';
    this.look = 'button';
    this.align = 'start';
    this.active = false;
    this.open = false;
  }

  get #panel(): HTMLElement | null {
    return this.renderRoot.querySelector('.panel');
  }

  /** Opens at once: the next key is already for what is in it. */
  show(): void {
    if (this.#panel?.matches(':popover-open')) return;
    this.#panel?.showPopover();
    this.open = true;
    this.tell('toggled', true);
    void this.#enter();
  }
  hide(): void {
    if (this.open) this.#panel?.hidePopover();
  }
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.opens')?.focus();
  }

  /** Below the button, or above it where there is no room; never beyond the window. */
  place(): void {
    const panel = this.#panel;
    const at = this.renderRoot.querySelector('.opens')?.getBoundingClientRect();
    if (!panel || !at) return;
    const { width, height } = panel.getBoundingClientRect();
    const left = this.align === 'end' ? at.right - width : at.left;
    const below = at.bottom + 4;
    const top =
      below + height <= innerHeight - 8 ? below : Math.max(8, Math.min(below, innerHeight - 8 - height));
    panel.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    panel.style.top = `${top}px`;
  }

  /** What is in it is drawn by whoever holds it. */
  async #enter(): Promise<void> {
    const { host } = this.getRootNode() as ShadowRoot;
    await (host as GjElement).updateComplete;
    this.place();
    const [first] = this.querySelectorAll<HTMLElement>('[autofocus], [data-first]');
    await focusDrawn(first);
    requestAnimationFrame(() => this.place());
  }

  #turn(event: Event): void {
    event.preventDefault();
    if (this.open) this.hide();
    else this.show();
  }

  #closed({ newState }: ToggleEvent): void {
    if (newState === 'open' || !this.open) return;
    this.open = false;
    this.tell('toggled', false);
  }

  override render() {
    return html`
      <button class="opens ${this.look}" popovertarget="panel" aria-haspopup="dialog" aria-expanded=${this.open}
        aria-label=${this.label || nothing} title=${this.label || nothing}
        @click=${this.#turn}><slot name="button"></slot></button>
      <div id="panel" class="panel" popover role="dialog" aria-label=${this.label || nothing} @toggle=${this.#closed}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          this.hide();
          this.focus();
        }}><slot></slot></div>
    `;
  }
}
customElements.define('gj-pop', GjPop);
