import { css, html, nothing } from 'lit';
import { shared } from '../theme/shared.ts';
import { GjElement } from './base/gj-element.ts';
import { given, withProperties } from './base/with-properties.ts';

/** The rough shape of the page to come. */
export interface SkeletonOutline {
  /** A page's head. Default: none. */
  readonly head?: boolean;
  /** Cards, by how many fields each has. Default: none. */
  readonly cards?: readonly number[];
  /** Lines of a list or a table. Default: none. */
  readonly rows?: number;
}

const record: SkeletonOutline = { head: true, cards: [8, 4] };

/** The rough shape of a page while its data is on its way; a moment's wait shows nothing. */
export class GjSkeleton extends withProperties(GjElement, {
  /** Default: a record's page. */
  outline: given<SkeletonOutline>(() => record),
}) {
  static override styles = [
    shared,
    css`
      :host {
        animation: appear 0.1s 0.15s backwards;
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
      }
      .top {
        padding: var(--gj-3) var(--gj-4);
      }
      .bar {
        height: var(--gj-2h);
        background: var(--gj-line);
      }
      .card {
        margin: var(--gj-3) var(--gj-4);
      }
      .box {
        height: var(--gj-control);
      }
      .row {
        margin: var(--gj-3) 35% var(--gj-3) 0;
      }
      @media (prefers-reduced-motion: no-preference) {
        .bar {
          animation: pulse 1.2s ease-in-out infinite alternate;
        }
        @keyframes pulse {
          to {
            opacity: 0.45;
          }
        }
      }
    `,
  ];

  override render() {
    const { head, cards = [], rows = 0 } = this.outline;
    return html`<div aria-busy="true">
      ${
        head
          ? html`<div class="top stack-3 surface ruled"><div class="bar rounded"
              style="width:var(--gj-size-180)"></div><div class="bar rounded" style="width:var(--gj-size-280)"></div></div>`
          : nothing
      }
      ${cards.map(
        (fields) =>
          html`<div class="card paved">${Array.from(
            { length: fields },
            () =>
              html`<div><div class="bar rounded" style="width:var(--gj-size-80)"></div><div
                  class="box above-2 edged rounded"></div></div>`,
          )}</div>`,
      )}
      ${Array.from({ length: rows }, () => html`<div class="row bar rounded"></div>`)}
    </div>`;
  }
}
customElements.define('gj-skeleton', GjSkeleton);
