import { css, html } from 'lit';
import '../kit/gj-skeleton.ts';

/** Head, tabs and filters stand still; the grid takes the rest. */
export const listStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto auto auto auto minmax(0, 1fr) auto auto;
    min-height: 0;
    background: var(--gj-surface);
  }
  gj-page-head {
    padding-block-end: 0;
  }
  gj-view-tabs {
    padding: 0 var(--gj-4) 0 var(--gj-1h);
  }
  gj-filter-bar {
    padding: var(--gj-2) var(--gj-4);
  }
  gj-list-groups {
    padding-inline: var(--gj-4);
  }
  .body {
    grid-template: minmax(0, 1fr) / minmax(0, 1fr) auto;
  }
  gj-peek {
    width: min(var(--gj-size-460), 45vw);
  }
  @media (max-width: 760px) {
    gj-peek {
      position: absolute;
      inset: 0;
      z-index: 2;
      width: auto;
      border: 0;
    }
  }
  .over {
    inset: var(--gj-8) 0 0;
  }
`;

/** In place of rows that are on their way. */
export const waiting = html`<gj-skeleton .outline=${{ rows: 10 }}></gj-skeleton>`;
