import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { focusedElement } from './base/focus.ts';
import { type IconName, icon } from './base/icons.ts';
import { flag, given, withProperties } from './base/with-properties.ts';
import { Opener } from './opener.ts';

export interface MenuItem {
  readonly key: string;
  readonly text: string;
  readonly icon?: IconName;
  /** One of several of which one holds; default: an item to do something. */
  readonly picked?: boolean;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Why it cannot be done now, as a sentence below its text: it is read and focused, and does nothing. */
  readonly why?: string;
  /** With `why`: what changes that, in words. The item does that instead: it goes to `href`, or tells `pick`. */
  readonly mend?: string;
  /** A line above it. */
  readonly apart?: boolean;
  /** Goes there instead of telling `pick`. */
  readonly href?: string;
  /** Its `href` opens beside this page. Default: in its place. */
  readonly beside?: boolean;
  readonly lang?: string;
}

/**
 * A button with a menu below; its content is the button's. Tells `pick` with the key of the item. One that is `lent` has no
 * button of its own: `turnAt` opens it below whichever of many it is asked for.
 */
export class GjMenu extends withProperties(Opener, {
  items: given<readonly MenuItem[]>(() => []),
  disabled: flag(),
  /** Left out by Tab: whatever it stands in has its own key for it. */
  passed: flag(),
  lent: flag(),
}) {
  /** The button of others that it was opened at. */
  #at: HTMLElement | null = null;
  /** The element that had the focus before the menu opened. */
  #from: HTMLElement | null = null;

  static override styles = [
    ...Opener.styles,
    css`
      [popover] {
        min-width: var(--gj-size-140);
        max-width: min(var(--gj-size-360), calc(100vw - var(--gj-size-16)));
        max-height: min(var(--gj-size-420), calc(100vh - var(--gj-size-16)));
        padding: var(--gj-1);
      }
      [role='menu'] > .entry:is(:hover, :focus):not(:disabled) {
        background: var(--gj-picked);
      }
      @media (max-width: 600px) {
        .entry {
          min-height: var(--gj-size-44);
          padding-inline: var(--gj-3);
          font-size: var(--gj-text-l);
        }
      }
      .entry:is([aria-disabled='true'], .lacking) {
        opacity: 1;
        color: var(--gj-muted);
      }
      .why,
      .mend {
        display: block;
        white-space: normal;
      }
      .mend {
        color: var(--gj-accent);
      }
      .mark {
        width: var(--gj-size-16);
      }
    `,
  ];

  protected override get button(): HTMLElement | null {
    return this.lent ? this.#at : super.button;
  }

  /** Opens it below this button, or closes it where it was open there. */
  turnAt(button: HTMLElement): void {
    const wasHere = this.open && this.#at === button;
    this.hide();
    this.#at?.setAttribute('aria-expanded', 'false');
    this.open = false;
    if (wasHere) return;
    this.#at = button;
    this.#from = focusedElement();
    this.show();
  }

  protected override turned(open: boolean): void {
    if (!this.lent) return;
    this.#at?.setAttribute('aria-expanded', String(open));
    if (!open && this.matches(':focus-within')) this.#from?.focus();
  }

  get #places(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)')];
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open') && this.open) {
      this.place();
      const picked = this.renderRoot.querySelector<HTMLElement>('[aria-checked=true]');
      (picked ?? this.#places[0])?.focus();
    }
  }

  #keys(event: KeyboardEvent): void {
    const places = this.#places;
    const here = places.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      places.at(to % places.length)?.focus();
    } else if (event.key === 'Tab') this.hide();
    else if (event.key.length === 1 && event.key !== ' ') {
      const letter = event.key.toLowerCase();
      const ordered = [...places.slice(here + 1), ...places.slice(0, here + 1)];
      ordered.find((place) => place.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
    }
  }

  #pick(key: string): void {
    this.hide();
    this.focus();
    this.emit('pick', key);
  }

  override render() {
    return html`
      ${this.lent ? nothing : this.#button()}
      <div id="menu" popover role="menu" aria-label=${this.label || nothing} @keydown=${this.#keys} @toggle=${this.toggled}>
        ${this.open ? this.items.map((item) => this.#item(item)) : nothing}
      </div>
    `;
  }

  #button(): TemplateResult {
    return html`<button class="opens ${this.look}" popovertarget="menu" aria-haspopup="menu" aria-expanded=${this.open}
        ?disabled=${this.disabled} tabindex=${this.passed ? '-1' : nothing} aria-label=${this.label || nothing}
        title=${this.label || nothing}
        @click=${this.turn}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'ArrowDown' || this.open) return;
          event.preventDefault();
          this.show();
        }}><slot></slot></button>`;
  }

  #item(item: MenuItem): TemplateResult {
    const marks = this.items.some((other) => other.picked !== undefined || other.icon);
    const mark = item.picked ? icon('check', 14) : item.icon ? icon(item.icon) : nothing;
    const why = item.why ? html`<span class="why small muted breaks">${item.why}</span>` : nothing;
    const mend = item.mend ? html`<span class="mend small breaks">${item.mend}</span>` : nothing;
    const inner = html`${marks ? html`<span class="mark rigid">${mark}</span>` : nothing}<span>${item.text}${why}${mend}</span>`;
    const isDead = item.why !== undefined && item.mend === undefined;
    const line = item.apart ? html`<hr role="separator" />` : nothing;
    if (item.href !== undefined) {
      return html`${line}<a class="entry ${item.mend ? 'lacking' : ''}" role="menuitem" tabindex="-1" href=${item.href}
        target=${item.beside ? '_blank' : nothing} rel=${item.beside ? 'noopener' : nothing} @click=${this.hide}>${inner}</a>`;
    }
    const role = item.picked === undefined ? 'menuitem' : 'menuitemradio';
    return html`${line}<button role=${role} tabindex="-1" class="entry ${item.danger ? 'in-error' : ''} ${item.mend ? 'lacking' : ''}"
      lang=${ifDefined(item.lang)} aria-checked=${item.picked ?? nothing} ?disabled=${item.disabled && !item.why}
      aria-disabled=${isDead ? 'true' : nothing} @click=${() => isDead || this.#pick(item.key)}>${inner}</button>`;
  }
}
customElements.define('gj-menu', GjMenu);
