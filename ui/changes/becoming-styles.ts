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
    padding: 3px 0 3px 16px;
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
