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
`;
