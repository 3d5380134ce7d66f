import { css } from 'lit';

/** A tree of which only the rows in sight are there. */
export const treeStyles = css`
  .frame:focus-visible {
    outline: none;
  }
  .row {
    position: absolute;
    inset-inline: 0;
    display: flex;
    align-items: center;
    gap: var(--gj-1h);
    height: var(--gj-list-row);
    padding-inline-end: var(--gj-2);
    --steps: min(var(--level, 1) - 1, 12);
    padding-inline-start: calc(var(--gj-2) + var(--steps) * var(--gj-size-18));
  }
  /* A line below the arrow of everybody it stands under. */
  .row::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: var(--gj-size-18);
    width: calc(var(--steps) * var(--gj-size-18));
    background: repeating-linear-gradient(to right, var(--gj-line-strong) 0 var(--gj-px), transparent var(--gj-px) var(--gj-size-18));
    pointer-events: none;
  }
  .row:hover {
    background: var(--gj-head);
  }
  .frame:focus-visible .row.at {
    outline: var(--gj-focus);
    outline-offset: calc(-1 * var(--gj-half));
  }
  .arrow {
    display: grid;
    flex: none;
    place-items: center;
    width: var(--gj-size-20);
    height: var(--gj-size-20);
    color: var(--gj-muted);
  }
  .arrow.open svg {
    transform: rotate(90deg);
  }
  .name {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
