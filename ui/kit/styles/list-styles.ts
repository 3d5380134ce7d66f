import { css } from 'lit';

/** Lists without marks. */
export const bareLists = css`
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
`;

/** Beside `bareLists`: a line under each but the last. */
export const ruledItems = css`
  li {
    padding: var(--gj-1) 0;
    border-block-end: var(--gj-edge);
    overflow-wrap: anywhere;
  }
  li:last-child {
    border-block-end: 0;
  }
`;

/** What something is, a line each: its name muted, and beside it what it says. */
export const definitionLists = css`
  dl {
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--gj-1) var(--gj-3);
    margin: 0;
  }
  dt {
    color: var(--gj-muted);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
`;

/** Parts of a page, one below the other, none wider than the page. */
export const stacked = css`
`;
