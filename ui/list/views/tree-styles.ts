import { css } from 'lit';

export const treeStyles = css`
  .rows {
    flex: 1;
    min-height: 0;
    overflow: auto;
    background: var(--gj-surface);
  }
  .row {
    display: grid;
    grid-template-columns:
      minmax(var(--gj-size-240), 2fr) repeat(var(--columns), minmax(var(--gj-size-80), 1fr))
      var(--gj-size-30);
    align-items: center;
    gap: var(--gj-3);
    min-height: var(--gj-list-row);
    padding-inline: var(--gj-4) var(--gj-2);
    border-block-end: var(--gj-edge);
  }
  .row.names {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--gj-head);
    color: var(--gj-muted);
    font-size: var(--gj-text-s);
  }
  .row:is(:hover, :focus-visible):not(.names) {
    background: var(--gj-picked);
  }
  .row:focus-visible {
    outline-offset: calc(-1 * var(--gj-half));
  }
  .first {
    display: flex;
    align-items: center;
    gap: var(--gj-1);
    min-width: 0;
    padding-inline-start: calc((var(--level) - 1) * var(--gj-5));
  }
  .turn {
    flex: 0 0 var(--gj-size-22);
    min-width: 0;
    height: var(--gj-size-22);
    padding: 0;
  }
  .row.more {
    cursor: pointer;
  }
  .way {
    color: var(--gj-muted);
  }
`;
