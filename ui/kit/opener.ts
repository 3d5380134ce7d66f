import { css } from 'lit';
import { shared } from '../theme/shared.ts';
import { GjElement } from './base/gj-element.ts';
import { state, text, withProperties } from './base/with-properties.ts';

/** Pixels kept free between a popover and the edge of the window. */
const edge = 8;

/** Puts a popover below another element, or above where there is no room; never beyond the window. */
export function placeFloating(
  floating: HTMLElement,
  anchor: Element,
  gap: number,
  align: 'start' | 'end' = 'start',
): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = floating.getBoundingClientRect();
  const left = align === 'end' ? at.right - width : at.left;
  const below = at.bottom + gap;
  const top = below + height <= innerHeight - edge ? below : Math.max(edge, at.top - gap - height);
  floating.style.left = `${Math.max(edge, Math.min(left, innerWidth - width - edge))}px`;
  floating.style.top = `${top}px`;
}

/** The look of the house's popovers; their content says how large they may be. */
export const floatingStyles = css`
  [popover] {
    max-width: calc(100vw - var(--gj-size-16));
  }
  /* On a phone it lies at the foot of the window, whatever it belongs to, but for what is searched in. */
  @media (max-width: 600px) {
    [popover]:where(:not(.fills-phone)) {
      inset: auto 0 0 !important;
      width: 100%;
      max-width: none !important;
      max-height: 80dvh !important;
      padding-block-end: env(safe-area-inset-bottom);
      border-width: var(--gj-px) 0 0;
      border-radius: var(--gj-radius-xl) var(--gj-radius-xl) 0 0;
    }
    [popover]::backdrop {
      background: var(--gj-veil);
    }
  }
`;

/** The base of a menu and a panel: a button (`.opens`), and a popover below it. */
export class Opener extends withProperties(GjElement, {
  label: text(),
  /** `plain` has no border, `square` holds an icon alone. Default: a button as others. */
  look: text<'button' | 'plain' | 'square' | 'primary' | 'filter'>('button', { reflect: true }),
  align: text<'start' | 'end'>('start'),
  open: state(false),
}) {
  static override styles = [
    shared,
    floatingStyles,
    css`
      :host {
        display: inline-block;
      }
      button.opens {
        max-width: 100%;
      }
      button.opens.plain {
        padding: 0 var(--gj-2);
        color: var(--gj-text);
      }
    `,
  ];

  get #floating(): HTMLElement | null {
    return this.renderRoot.querySelector('[popover]');
  }

  protected get button(): HTMLElement | null {
    return this.renderRoot.querySelector('.opens');
  }

  override focus(): void {
    this.button?.focus();
  }

  /** Opens at once: the next key is already for what is in it. */
  show(): void {
    if (this.#floating?.matches(':popover-open')) return;
    this.#floating?.showPopover();
    this.open = true;
    this.turned(true);
  }

  hide(): void {
    if (this.open) this.#floating?.hidePopover();
  }

  place(): void {
    if (this.#floating && this.button) placeFloating(this.#floating, this.button, 4, this.align);
  }

  /** Hears that the popover was opened or closed. */
  protected turned(_open: boolean): void {}

  /** For `click` of the button. */
  protected turn(event: Event): void {
    event.preventDefault();
    if (this.open) this.hide();
    else this.show();
  }

  /** For `toggle` of the popover: whatever closed it. */
  protected toggled({ newState }: ToggleEvent): void {
    if (newState === 'open' || !this.open) return;
    this.open = false;
    this.turned(false);
  }
}
