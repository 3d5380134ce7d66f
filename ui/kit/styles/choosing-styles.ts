import { css } from 'lit';

/** Lines with boxes to check, below a search. */
export const choosingStyles = css`
  .search {
    padding: var(--gj-2);
    border-block-end: var(--gj-edge);
  }
  ul {
    flex: 1;
    min-height: 0;
    margin: 0;
    padding: var(--gj-1);
    overflow: auto;
    list-style: none;
  }
  li label {
    display: flex;
    align-items: center;
    gap: var(--gj-2);
    min-height: var(--gj-size-28);
    padding-inline: var(--gj-1h);
    border-radius: var(--gj-radius);
    cursor: pointer;
  }
  li label span {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  li input {
    flex: none;
    width: var(--gj-size-16);
    height: var(--gj-size-16);
    margin: 0;
    accent-color: var(--gj-accent-filled);
  }
  footer {
    display: flex;
    padding: var(--gj-1) var(--gj-2);
    border-block-start: var(--gj-edge);
  }
`;
