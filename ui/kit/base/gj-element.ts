import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement } from 'lit';
import { session } from '../../session/session.ts';

/** The base of all elements of the house: it is drawn again whenever the language or the session changes. */
export class GjElement extends LitElement {
  readonly #follow = () => this.requestUpdate();

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    session.addEventListener('change', this.#follow);
  }

  override disconnectedCallback(): void {
    session.removeEventListener('change', this.#follow);
    super.disconnectedCallback();
  }

  /** An event for whoever holds this element. */
  protected emit<T>(name: string, detail?: T): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable: true }));
  }

  /** An event for somebody further out, who does not hold this element: it passes every shadow on its way. */
  emitUp<T>(name: string, detail?: T): boolean {
    return this.dispatchEvent(
      new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }),
    );
  }
}
