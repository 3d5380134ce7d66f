import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { shared } from '../theme/shared.ts';
import { GjElement } from './gj-element.ts';
import { type IconName, icon } from './icons.ts';

export interface MenuItem {
  readonly key: string;
  readonly text: string;
  readonly icon?: IconName;
  /** One of several of which one holds; default: an item to do something. */
  readonly picked?: boolean;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** A line above it. */
  readonly apart?: boolean;
  /** Goes there instead of telling `pick`. */
  readonly href?: string;
  readonly lang?: string;
}

/** A button with a menu below; its content is the button's. Tells `pick` with the key of the item. */
export class GjMenu extends GjElement {
  static override properties = {
    items: { attribute: false },
    label: { type: String },
    look: { type: String, reflect: true },
    align: { type: String },
    disabled: { type: Boolean },
    passed: { type: Boolean },
    open: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: inline-block;
      }
      button.opens {
        max-width: 100%;
      }
      button.opens.plain {
        color: var(--gj-text);
        padding: 0 8px;
      }
      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        min-width: 140px;
        max-width: min(360px, calc(100vw - 16px));
        max-height: min(420px, calc(100vh - 16px));
        padding: var(--gj-1);
        overflow: auto;
        border: 1px solid var(--gj-line);
        border-radius: 6px;
        background: var(--gj-surface);
        color: var(--gj-text);
        box-shadow: var(--gj-shadow);
      }
      [role='menu'] > :is(a, button) {
        display: flex;
        justify-content: flex-start;
        gap: var(--gj-2);
        width: 100%;
        height: auto;
        min-height: 28px;
        padding: 4px 10px 4px 8px;
        border: 0;
        border-radius: var(--gj-radius);
        background: none;
        color: var(--gj-text);
        text-align: start;
        text-decoration: none;
        align-items: center;
      }
      [role='menu'] > :is(a, button):is(:hover, :focus):not(:disabled) {
        background: var(--gj-picked);
        outline-offset: -2px;
      }
      [role='menu'] > .danger {
        color: var(--gj-error);
      }
      .mark {
        flex: none;
        width: 16px;
      }
      hr {
        margin: 4px 0;
        border: 0;
        border-block-start: 1px solid var(--gj-line);
      }
    `,
  ];
  declare items: readonly MenuItem[];
  declare label: string;
  /** `plain` has no border, `square` holds an icon alone. Default: a button as others. */
  declare look: 'button' | 'plain' | 'square' | 'primary';
  declare align: 'start' | 'end';
  declare disabled: boolean;
  /** Left out by Tab: whatever it stands in has its own key for it. */
  declare passed: boolean;
  declare open: boolean;

  constructor() {
    super();
    this.items = [];
    this.label = '';
    this.look = 'button';
    this.align = 'start';
    this.disabled = false;
    this.passed = false;
    this.open = false;
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector('[popover]');
  }

  /** Opens at once: the next key is already the menu's. */
  show(): void {
    if (this.#menu?.matches(':popover-open')) return;
    this.#menu?.showPopover();
    this.open = true;
  }

  override focus(): void {
    this.#button?.focus();
  }

  get #button(): HTMLButtonElement | null {
    return this.renderRoot.querySelector('.opens');
  }

  get #places(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)')];
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open') && this.open) {
      this.#place();
      const picked = this.renderRoot.querySelector<HTMLElement>('[aria-checked=true]');
      (picked ?? this.#places[0])?.focus();
    }
  }

  #place(): void {
    const menu = this.#menu;
    const at = this.#button?.getBoundingClientRect();
    if (!menu || !at) return;
    const { width, height } = menu.getBoundingClientRect();
    const left = this.align === 'end' ? at.right - width : at.left;
    const below = at.bottom + 4;
    const top = below + height <= innerHeight - 8 ? below : Math.max(8, at.top - 4 - height);
    menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    menu.style.top = `${top}px`;
  }

  #keys(event: KeyboardEvent): void {
    const places = this.#places;
    const here = places.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      places.at(to % places.length)?.focus();
    } else if (event.key === 'Tab') this.#close();
    else if (event.key.length === 1 && event.key !== ' ') {
      const letter = event.key.toLowerCase();
      const ordered = [...places.slice(here + 1), ...places.slice(0, here + 1)];
      ordered.find((place) => place.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
    }
  }

  #close(): void {
    this.#menu?.hidePopover();
  }

  #pick(key: string): void {
    this.#close();
    this.focus();
    this.tell('pick', key);
  }

  override render() {
    return html`
      <button class="opens ${this.look}" popovertarget="menu" aria-haspopup="menu" aria-expanded=${this.open}
        ?disabled=${this.disabled} tabindex=${this.passed ? '-1' : nothing} aria-label=${this.label || nothing} title=${this.label || nothing}
        @click=${(event: Event) => {
          event.preventDefault();
          if (this.#menu?.matches(':popover-open')) this.#close();
          else this.show();
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'ArrowDown' || this.open) return;
          event.preventDefault();
          this.show();
        }}><slot></slot></button>
      <div id="menu" popover role="menu" aria-label=${this.label || nothing} @keydown=${this.#keys}
        @toggle=${(event: ToggleEvent) => {
          this.open = event.newState === 'open';
        }}>
        ${this.open ? this.items.map((item) => this.#item(item)) : nothing}
      </div>
    `;
  }

  #item(item: MenuItem): TemplateResult {
    const marks = this.items.some((other) => other.picked !== undefined || other.icon);
    const mark = item.picked ? icon('check', 14) : item.icon ? icon(item.icon) : nothing;
    const inner = html`${marks ? html`<span class="mark">${mark}</span>` : nothing}<span>${item.text}</span>`;
    const line = item.apart ? html`<hr role="separator" />` : nothing;
    if (item.href !== undefined) {
      return html`${line}<a role="menuitem" tabindex="-1" href=${item.href} @click=${this.#close}>${inner}</a>`;
    }
    const role = item.picked === undefined ? 'menuitem' : 'menuitemradio';
    return html`${line}<button role=${role} tabindex="-1" class=${item.danger ? 'danger' : ''}
      lang=${ifDefined(item.lang)} aria-checked=${item.picked ?? nothing} ?disabled=${item.disabled}
      @click=${() => this.#pick(item.key)}>${inner}</button>`;
  }
}
customElements.define('gj-menu', GjMenu);
