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
        border-block-end: 1px solid var(--gj-line);
        background: var(--gj-surface);
      }
      .bar {
        height: 10px;
        border-radius: 4px;
        background: var(--gj-line);
      }
      .top .bar + .bar {
        height: 18px;
        margin-block-start: 10px;
      }
      .card {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(220px, 1fr));
        gap: var(--gj-4);
        margin: var(--gj-3) var(--gj-4);
      }
      .field .bar {
        width: 84px;
      }
      .box {
        height: var(--gj-control);
        margin-block-start: 8px;
        border: 1px solid var(--gj-line);
        border-radius: var(--gj-radius);
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
      <div class="top"><div class="bar" style="width:180px"></div><div class="bar" style="width:280px"></div></div>
      ${[8, 4].map(
        (fields) =>
          html`<div class="card">${Array.from(
            { length: fields },
            () => html`<div class="field"><div class="bar"></div><div class="box"></div></div>`,
          )}</div>`,
      )}
    </div>`;
  }
}
customElements.define('gj-skeleton', GjSkeleton);
