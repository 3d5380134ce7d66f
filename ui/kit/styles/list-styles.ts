import { css } from 'lit';

/** A line under each but the last. */
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
