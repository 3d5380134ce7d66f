import { css } from 'lit';

/** What lists of documents and lines look like wherever they are issued. */
export const deskStyles = css`
  .sum {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gj-1) var(--gj-4);
    align-items: center;
  }
  b,
  .end {
    font-variant-numeric: tabular-nums;
  }
  .end {
    text-align: end;
  }
  .stops,
  .over {
    color: var(--gj-error);
  }
  .warns {
    color: var(--gj-warn);
  }
  ul,
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .frame {
    overflow: auto;
  }
  table {
    width: 100%;
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
  th.end,
  td.end {
    text-align: end;
  }
  td.text {
    max-width: var(--gj-size-260);
    overflow: hidden;
    text-overflow: ellipsis;
  }
`;
