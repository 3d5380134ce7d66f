import { css } from 'lit';

/** How near to a limit something is, in the colour of its words. */
export const barStyles = css`
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
