import { css } from 'lit';

/** What lists of documents and lines look like wherever they are issued. */
export const deskStyles = css`
  .sum {
    gap: var(--gj-1) var(--gj-4);
  }
  b,
  .end {
    font-variant-numeric: tabular-nums;
  }
  .stops,
  .over {
    color: var(--gj-error);
  }
  table {
    border-collapse: collapse;
  }
  th,
  td {
    padding: var(--gj-1) var(--gj-2);
    border-block-end: var(--gj-edge);
    text-align: start;
    white-space: nowrap;
  }
  th {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    background: var(--gj-head);
    color: var(--gj-muted);
    font-size: var(--gj-text-s);
    font-weight: 600;
  }
  td.text {
    max-width: var(--gj-size-260);
    text-overflow: ellipsis;
  }
`;
