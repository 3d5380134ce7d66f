import { css } from 'lit';

/** Lines that say whose it is, what it was and what it will be. */
export const becomingStyles = css`
  summary {
    cursor: pointer;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    gap: var(--gj-2);
    padding: var(--gj-3q) 0 var(--gj-3q) var(--gj-4);
    overflow-wrap: anywhere;
  }
  .was {
    color: var(--gj-muted);
    text-decoration: line-through;
  }
  .will {
    font-weight: 600;
  }
`;
