import { css } from 'lit';

/** Rows as high as the house says, headings that order, and rows that are still to come. */
export const gridStyles = css`
  /* What waits behind the rows, a menu that is closed, takes none of their height. */
  :host {
    grid-template-rows: minmax(0, 1fr) auto;
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
  /* Rows of the former question, until those of this one have come; what comes soon is not seen to be on its way. */
  :host([inert]) vaadin-grid::part(body-cell) {
    opacity: 0.6;
    transition: opacity 120ms 200ms;
  }
  .row-card {
    --gj-control: var(--gj-size-36);
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
    font-size: var(--gj-text-xs);
    vertical-align: var(--gj-half);
  }
  img.in-line {
    height: var(--gj-size-22);
    width: var(--gj-size-22);
    object-fit: cover;
    border-radius: var(--gj-half);
  }
  .choice {
    --gj-control: var(--gj-size-22);
  }
  .head {
    height: auto;
    min-height: var(--gj-size-20);
    max-width: 100%;
    line-height: var(--gj-line-xs);
    vertical-align: middle;
  }
  .head .name {
    text-align: start;
  }
  .head.at-end .name {
    text-align: end;
  }
  /* What stands beside the name is between it and the edge on the other side: names end where their values do. */
  .head.at-end {
    flex-direction: row-reverse;
  }
  button.head:hover {
    color: var(--gj-text);
  }
`;
