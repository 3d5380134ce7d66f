import { css, html, type TemplateResult } from 'lit';

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
    position: absolute;
    inset: var(--gj-8) 0 0;
  }
  .skeleton {
    gap: var(--gj-size-24);
    padding: var(--gj-3) var(--gj-4);
  }
  .bar {
    height: var(--gj-2);
    background: var(--gj-line);
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
`;

/** In place of rows that are on their way. */
export function waitingRows(): readonly TemplateResult[] {
  return [68, 52, 80, 60, 74, 56, 66, 48, 78, 62].map(
    (width) => html`<div class="bar rounded" style="width:${width}%"></div>`,
  );
}
