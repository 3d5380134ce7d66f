import { css } from 'lit';
import { shared } from '../theme/shared.ts';
import { floatingStyles, placeFloating } from './floating.ts';
import { GjElement } from './gj-element.ts';
import { state, text, withProperties } from './with-properties.ts';

/** What a menu and a panel share: a button (`.opens`), and a popover below it. */
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
    `,
  ];

  get #floating(): HTMLElement | null {
    return this.renderRoot.querySelector('[popover]');
  }

  protected get button(): HTMLButtonElement | null {
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

  /** It was opened or closed. */
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
