import { css } from 'lit';

/** Lines that say whose it is, what it was and what it will be. */
export const becomingStyles = css`
  li {
    padding: var(--gj-3q) 0 var(--gj-3q) var(--gj-4);
  }
`;
