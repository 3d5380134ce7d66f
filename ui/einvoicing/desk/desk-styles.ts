import { css } from 'lit';

/** The styles of lists of documents and lines wherever they are issued. */
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
