import { css } from 'lit';

/** Rows as high as the house says, headings that order, and rows that are still to come. */
export const gridStyles = css`
  :host {
    display: grid;
    min-height: 0;
  }
  vaadin-grid {
    height: 100%;
    border-radius: 0;
    --vaadin-grid-row-hover-background-color: var(--gj-head);
  }
  vaadin-grid::part(header-cell) {
    background: var(--gj-head);
  }
  vaadin-grid::part(body-cell) {
    min-height: calc(var(--gj-list-row) - var(--gj-px));
  }
  vaadin-grid::part(selected-row-cell) {
    background: var(--gj-picked);
  }
  vaadin-grid::part(loading-row-cell) {
    background: linear-gradient(var(--gj-line), var(--gj-line)) var(--gj-2) 50% / calc(70% - var(--gj-2)) var(--gj-2) no-repeat
      var(--gj-surface);
  }
  /* Cells hang below the grid's own table, which measures boxes otherwise. */
  vaadin-grid-cell-content {
    box-sizing: border-box;
  }
  .cell {
    display: block;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .card-line {
    display: flex;
    align-items: center;
    gap: var(--gj-2);
    min-height: var(--gj-size-22);
  }
  .card-line .cell {
    flex: 1;
    white-space: normal;
    overflow-wrap: anywhere;
    font-size: var(--gj-text-m);
  }
  .part {
    display: inline-block;
  }
  .under {
    display: block;
    overflow-wrap: anywhere;
  }
  .row-card .row-menu {
    --gj-control: var(--gj-size-36);
    color: var(--gj-muted);
  }
  @media (max-width: 600px) {
    vaadin-grid {
      --vaadin-grid-cell-padding: var(--gj-1h) var(--gj-2) var(--gj-1h) var(--gj-3);
    }
  }
  /* Only what opens the record itself is in colour. */
  .calm a {
    color: inherit;
  }
  .calm a:is(:hover, :focus-visible) {
    color: var(--gj-accent);
  }
  .own {
    color: var(--gj-accent);
    font-size: var(--gj-text-xs);
    vertical-align: var(--gj-half);
  }
  .choice {
    display: flex;
    align-items: center;
    gap: var(--gj-half);
    height: var(--gj-size-22);
  }
  .choice .row-menu {
    --gj-control: var(--gj-size-22);
    color: var(--gj-muted);
  }
  .head {
    height: var(--gj-size-20);
    max-width: 100%;
    vertical-align: middle;
    text-overflow: ellipsis;
    line-height: var(--gj-line-m);
  }
  button.head {
    color: var(--gj-muted);
  }
  button.head:hover,
  button.head:not([data-order='none']) {
    background: none;
    color: var(--gj-text);
  }
  .head .name {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
`;
