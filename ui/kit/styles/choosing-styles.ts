import { css } from 'lit';

/** Lines with boxes to check, below a search. */
export const choosingStyles = css`
  ul {
    padding: var(--gj-1);
  }
  li label {
    min-height: var(--gj-size-28);
    padding-inline: var(--gj-1h);
  }
  li label span {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
