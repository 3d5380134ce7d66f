import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { ControlAsk } from '../fields/common/ui-kind.ts';
import type { GjControl } from '../fields/gj-control.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { focusedElement } from '../kit/base/focus.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { placeOver } from '../kit/place-below.ts';
import { floating } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';

/** Border and padding of the panel. */
const frame = 7;

/** The control of a kind, over the cell it is about. Esc and whatever is done elsewhere close it. */
export class GjSheetPanel extends withProperties(LitElement, {
  ask: given<ControlAsk>(),
  anchor: given<Element | null>(),
  /** The text typed before the control was there, with which it begins. */
  typed: given<string>(),
}) {
  static override styles = [
    shared,
    floating,
    css`
      :host {
        overflow: visible;
        padding: var(--gj-1h);
        width: var(--gj-size-320);
        max-width: 92vw;
        border-color: var(--gj-accent);
      }
      :host([wide]) {
        width: var(--gj-size-480);
      }
    `,
  ];

  readonly #elsewhere = (event: Event) => {
    if (!event.composedPath().includes(this)) this.#close();
  };
  #isReady = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.showPopover();
    this.addEventListener('keydown', this.#keys);
    // The capturing phase comes before any element stops the event; overlays of the panel belong to it.
    window.addEventListener('pointerdown', this.#elsewhere, true);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('pointerdown', this.#elsewhere, true);
    super.disconnectedCallback();
  }

  protected override firstUpdated(): void {
    this.toggleAttribute('wide', uiKind(this.ask.field).span === 'all');
    void Promise.resolve(uiKind(this.ask.field).load?.()).then(() => this.#begin());
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.anchor) placeOver(this, this.anchor, frame);
  }

  /** The control as soon as it is there: with the focus, and open where it opens. */
  async #begin(): Promise<void> {
    this.#isReady = true;
    this.requestUpdate();
    await this.updateComplete;
    const control = this.#control;
    if (!control) return;
    await (control as LitElement).updateComplete;
    control.focus();
    if (this.anchor) placeOver(this, this.anchor, frame);
    const picker = [...(control.shadowRoot?.querySelectorAll('*') ?? [])].find((one) => 'opened' in one);
    if (picker) (picker as Element & { opened: boolean }).opened = true;
    if (this.typed === '') return;
    const { insert = typeHere } = control as Partial<GjControl>;
    insert(this.typed);
  }

  get #control(): HTMLElement | null {
    return this.renderRoot.firstElementChild as HTMLElement | null;
  }

  readonly #keys = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const ctrl = event.ctrlKey || event.metaKey;
    // Saving is the page's; what stands here is taken in before.
    if (ctrl && event.key.toLowerCase() === 's') {
      this.#close();
      return;
    }
    event.stopPropagation();
    // A part that is open within the panel closes first, and prevents the event.
    if (event.key === 'Escape' && !event.defaultPrevented) this.#close();
    if (event.key === 'Enter' && ctrl) this.#close();
    if (event.key === 'F2') this.#close();
  };

  #close(): void {
    (this.#control as { settle?(): void } | null)?.settle?.();
    this.dispatchEvent(new CustomEvent('closed'));
  }

  override render() {
    if (!this.#isReady) return nothing;
    return html`${uiKind(this.ask.field).control(this.ask)}`;
  }
}
customElements.define('gj-sheet-panel', GjSheetPanel);

/** As if it had been typed where the caret is. */
function typeHere(typed: string): void {
  const place = focusedElement();
  if (!(place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement) || place.readOnly) return;
  place.setRangeText(typed, place.selectionStart ?? 0, place.selectionEnd ?? 0, 'end');
  place.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}
