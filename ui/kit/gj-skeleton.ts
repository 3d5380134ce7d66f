import { css, html } from 'lit';
import { shared } from '../theme/shared.ts';
import { GjElement } from './base/gj-element.ts';

/** What a record's page will look like, while the record is on its way: a head, and fields in columns. */
export class GjSkeleton extends GjElement {
  static override styles = [
    shared,
    css`
      .top {
        padding: var(--gj-3) var(--gj-4);
      }
      .bar {
        height: var(--gj-2h);
        background: var(--gj-line);
      }
      .top .bar + .bar {
        height: var(--gj-size-18);
        margin-block-start: var(--gj-2h);
      }
      .card {
        grid-template-columns: repeat(auto-fill, minmax(var(--gj-size-220), 1fr));
        gap: var(--gj-4);
        margin: var(--gj-3) var(--gj-4);
      }
      .field .bar {
        width: var(--gj-size-80);
      }
      .box {
        height: var(--gj-control);
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
    return html`<div aria-busy="true">
      <div class="top surface ruled"><div class="bar rounded" style="width:var(--gj-size-180)"></div><div class="bar rounded" style="width:var(--gj-size-280)"></div></div>
      ${[8, 4].map(
        (fields) =>
          html`<div class="card gridded">${Array.from(
            { length: fields },
            () =>
              html`<div class="field"><div class="bar rounded"></div><div class="box above-2 edged rounded"></div></div>`,
          )}</div>`,
      )}
    </div>`;
  }
}
customElements.define('gj-skeleton', GjSkeleton);
