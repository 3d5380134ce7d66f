import { css, nothing } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import type { RecordPicks } from '../model/record-picks.ts';
import { pickHeads } from './pick-row.ts';

/** Above the lines of a picker: what its columns are called. Stands in a combo box, in the slot of its overlay. */
export class GjPickHeads extends withProperties(GjElement, {
  picks: given<RecordPicks | null>(null),
  opened: state(false),
}) {
  static override styles = css`
    :host {
      flex: none;
      overflow: hidden;
      /* As far in as what stands in a line, beside the mark of the one that is picked. */
      padding: var(--gj-1) var(--gj-3) var(--gj-1) calc(var(--gj-size-18) + var(--vaadin-icon-size));
      border-block-end: var(--gj-edge);
      background: var(--gj-head);
      scrollbar-gutter: stable;
      font-size: var(--gj-text-s);
      font-weight: 600;
      color: var(--gj-muted);
    }
  `;

  constructor() {
    super();
    // The field keeps the focus, or the list would close.
    this.addEventListener('mousedown', (event) => event.preventDefault());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.ariaHidden = 'true';
    this.parentElement?.addEventListener('opened-changed', this.#turn);
  }

  readonly #turn = (event: Event): void => {
    this.opened = (event as CustomEvent<{ value: boolean }>).detail.value;
  };

  override render() {
    return this.opened && this.picks ? pickHeads(this.picks) : nothing;
  }
}
customElements.define('gj-pick-heads', GjPickHeads);
