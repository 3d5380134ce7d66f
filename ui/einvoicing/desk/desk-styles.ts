import { css } from 'lit';

/** The styles of lists of documents and lines wherever they are issued. */
export const deskStyles = css`
  .stops {
    color: var(--gj-error);
  }
  .bar {
    height: var(--gj-1);
    border-radius: var(--gj-radius-s);
    background: var(--gj-line);
  }
  .bar i {
    height: 100%;
    background: currentColor;
  }
`;
